"""Wrong calls of trainers: their settings, their batches, their callbacks, and what their own methods give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import untyped
from wrong_calls_training import NAN, Bench, Lines, rows

from typedgrad import (
    CheckpointError,
    DTypeError,
    GradientError,
    ShapeError,
    full,
    int64,
    nn,
    ones,
    optim,
    train,
    zeros,
)

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = train  # whose signatures would reject the calls


def fit(*given: object, **settings: object) -> Callable[[Bench], object]:
    """`fit` of a trainer, on the bench's batches where none are given."""
    return lambda b: b.trainer().fit(*(given or (b.batches, b.batches)), **{"epochs": 1, **settings})


def first(batches: Callable[[Bench], object]) -> Callable[[Bench], object]:
    """`fit` of a trainer on other batches."""
    return lambda b: b.trainer().fit(batches(b), b.batches, epochs=1)


def returning(value: object) -> Callable[..., object]:
    """A method that gives this, whatever it is called with."""

    def method(*_: object) -> object:
        return value

    return method


def giving(name: str, value: object) -> Callable[[Bench], object]:
    """`evaluate` of a trainer whose method gives this for each batch."""
    return lambda b: b.trainer(**{name: returning(value)}).evaluate(b.batches)


def fitting(name: str, value: object) -> Callable[[Bench], object]:
    """`fit` of a trainer whose method gives this for each batch."""
    return lambda b: b.trainer(**{name: returning(value)}).fit(b.batches, b.batches, epochs=1)


def of_trainer(**settings: object) -> Callable[[Bench], object]:
    """A trainer with these settings."""
    return lambda b: untyped(Lines)(b.network, b.optimizer, **settings)


class Says(train.Callback[Any]):
    """Returns something after each epoch."""

    def __init__(self, value: object) -> None:
        self.value = value

    def on_epoch_end(self, trainer: Any, epoch: train.Epoch, /) -> Any:
        """What it was given."""
        return self.value


TRAINERS = [
    *rows(
        "train.Trainer",
        ("an abstract one", lambda b: lib.Trainer(b.network, b.optimizer), TypeError, "abstract class Trainer"),
        ("a module's class", lambda b: untyped(Lines)(nn.Linear, b.optimizer), DTypeError, "ABCMeta is not a module"),
        (
            "an optimizer's class",
            lambda b: untyped(Lines)(b.network, optim.SGD),
            DTypeError,
            "ABCMeta is not an optimiz",
        ),
        (
            "parameters",
            lambda b: untyped(Lines)(b.network, [b.w]),
            DTypeError,
            "Trainer: [Parameter[float32, tuple[2]]",
        ),
        ("a schedule's class", of_trainer(schedule=optim.StepLR), TypeError, "StepLR'> of type ABCMeta is no schedule"),
        (
            "a name to monitor",
            of_trainer(monitor="loss"),
            DTypeError,
            "Trainer: monitor is 'loss' of type str, not a func",
        ),
        (
            "a text to clip by",
            of_trainer(clip_norm="1"),
            DTypeError,
            "Trainer: clip_norm is '1' of type str, not a number",
        ),
        ("a switch to clip by", of_trainer(clip_value=True), DTypeError, "Trainer: clip_value is True of type bool"),
        ("a tensor to clip by", of_trainer(clip_norm=ones(())), DTypeError, "Trainer: clip_norm is Tensor[float32"),
        ("PyTorch's scheduler", of_trainer(scheduler=None), TypeError, "keyword argument 'scheduler'"),
        ("no epochs", lambda b: b.trainer().fit(b.batches, b.batches), TypeError, "keyword-only argument: 'epochs'"),
        ("None for epochs", fit(epochs=None), DTypeError, "fit: epochs is None of type NoneType, not a whole number"),
        ("a switch for epochs", fit(epochs=True), DTypeError, "fit: epochs is True of type bool, not a whole number"),
        ("NaN epochs", fit(epochs=NAN), DTypeError, "fit: epochs is nan of type float, not a whole number"),
        ("no test batches", lambda b: b.trainer().fit(b.batches, epochs=1), TypeError, "positional argument: 'test'"),
        ("None for batches", first(lambda b: None), DTypeError, "fit: train: None of type NoneType is not batches"),
        ("a number for batches", first(lambda b: 3), DTypeError, "fit: train: 3 of type int is not batches: pairs of"),
        ("a tensor for batches", first(lambda b: b.x), DTypeError, "fit: train: Tensor[float32, tuple[2, 3]]"),
        ("a mapping for batches", first(lambda b: {"x": b.x}), DTypeError, "fit: train: {'x': Tensor[float32"),
        ("a text for batches", first(lambda b: "ab"), DTypeError, "fit: train: 'ab' of type str is not batches"),
        (
            "tests without length",
            lambda b: b.trainer().fit(b.batches, iter(b.batches), epochs=1),
            DTypeError,
            "with a len",
        ),
        # A loop of PyTorch's takes two rows of a tensor for inputs and targets.
        ("inputs alone", first(lambda b: [b.x]), DTypeError, "fit, epoch 1: batch 1 is Tensor[float32, tuple[2, 3]]"),
        (
            "triples",
            first(lambda b: [(1, 2, 3)]),
            DTypeError,
            "batch 1 is (1, 2, 3) of type tuple, not a pair of inputs",
        ),
        ("None for a batch", first(lambda b: [None]), DTypeError, "batch 1 is None of type NoneType, not a pair"),
        (
            "one batch for batches",
            lambda b: b.trainer().evaluate(b.batches[0]),
            DTypeError,
            "batch 1 is Tensor[float32",
        ),
        (
            "None to evaluate",
            lambda b: b.trainer().evaluate(None),
            DTypeError,
            "evaluate: None of type NoneType is not",
        ),
        (
            "a triple to evaluate",
            lambda b: b.trainer().evaluate([(1, 2, 3)]),
            DTypeError,
            "evaluate: batch 1 is (1, 2, 3)",
        ),
        ("no callbacks", fit(callbacks=None), DTypeError, "fit: callbacks is None of type NoneType, not a sequence"),
        ("one callback", fit(callbacks=Says(None)), DTypeError, "of type Says, not a sequence of callbacks"),
        (
            "a function for a callback",
            fit(callbacks=[print]),
            TypeError,
            "<built-in function print> of type builtin_fun",
        ),
        (
            "None for a callback",
            fit(callbacks=[None]),
            TypeError,
            "fit: callback 0, None of type NoneType, has no on_fit",
        ),
        ("a callback's class", fit(callbacks=[Says]), TypeError, "_ProtocolMeta, is a class, give an object of it"),
        ("a number to call", fit(on_epoch=3), DTypeError, "fit: on_epoch is 3 of type int, not a function of an epoch"),
        ("a number for a file", fit(checkpoint=3), DTypeError, "fit: checkpoint is 3 of type int, no path"),
        ("a switch for a file", fit(checkpoint=True), DTypeError, "fit: checkpoint is True of type bool, no path"),
        (
            "a directory for a file",
            lambda b: fit(checkpoint=b.directory)(b),
            CheckpointError,
            "no file, but a directory",
        ),
        ("a misspelt setting", fit(callback=[]), TypeError, "keyword argument 'callback'"),
    ),
    *rows(
        "train.Trainer",
        (
            "a loss of None",
            giving("loss", None),
            DTypeError,
            "evaluate: the loss of batch 1 is None of type NoneType, not",
        ),
        (
            "a loss of a float",
            giving("loss", 1.0),
            DTypeError,
            "evaluate: the loss of batch 1 is 1.0 of type float, not",
        ),
        (
            "NumPy's loss",
            giving("loss", np.float32(1)),
            DTypeError,
            "evaluate: the loss of batch 1 is np.float32(1.0) of",
        ),
        ("losses", giving("loss", ones((2,))), ShapeError, "evaluate: the loss of batch 1 has shape (2,), not ()"),
        ("a loss in a vector", giving("loss", ones((1,))), ShapeError, "the loss of batch 1 has shape (1,), not ()"),
        (
            "a score of None",
            giving("score", None),
            DTypeError,
            "evaluate: the score of batch 1 is None of type NoneType",
        ),
        (
            "a score of a tensor",
            giving("score", ones(())),
            DTypeError,
            "the score of batch 1 is Tensor[float32, tuple[()]]",
        ),
        (
            "scores",
            giving("score", np.ones(2)),
            DTypeError,
            "evaluate: the score of batch 1 is array([1., 1.]) of type",
        ),
        (
            "a score of a text",
            giving("score", "good"),
            DTypeError,
            "the score of batch 1 is 'good' of type str, not a num",
        ),
        (
            "metrics of None",
            giving("metrics", None),
            DTypeError,
            "evaluate: the metrics of batch 1 are None of type None",
        ),
        (
            "metrics in a list",
            giving("metrics", [1.0]),
            DTypeError,
            "the metrics of batch 1 are [1.0] of type list, no num",
        ),
        (
            "a metric of a text",
            giving("metrics", {"a": "b"}),
            DTypeError,
            "the metric 'a' of batch 1 is 'b' of type str",
        ),
        (
            "a metric of None",
            giving("metrics", {"a": None}),
            DTypeError,
            "the metric 'a' of batch 1 is None of type None",
        ),
    ),
]
BEGUN = [  # a step: what it forgets is the gradients
    *rows(
        "train.Trainer",
        # A loop of PyTorch's goes on here, and learns nothing.
        (
            "an optimizer of other parameters",
            lambda b: untyped(Lines)(b.layer, optim.SGD([b.free], 0.1)).fit(b.batches, b.batches, epochs=1),
            GradientError,
            "SGD.step: no parameter has a gradient; call backprop first",
        ),
        (
            "a loss of None, to be trained by",
            fitting("loss", None),
            DTypeError,
            "fit, epoch 1: the loss of batch 1 is None of type NoneTyp",
        ),
        (
            "a loss of a float, to be trained by",
            fitting("loss", 1.0),
            DTypeError,
            "fit, epoch 1: the loss of batch 1 is 1.0 of type float",
        ),
        (
            "losses, to be trained by",
            fitting("loss", ones((2,))),
            ShapeError,
            "fit, epoch 1: the loss of batch 1 has shape (2,), not ()",
        ),
        ("a constant loss", fitting("loss", ones(())), GradientError, "backprop: the loss depends on no parameter"),
        ("an integer loss", fitting("loss", ones((), int64)), DTypeError, "backprop: the loss is int64, not a float"),
        (
            "arrays",
            first(lambda b: [(np.ones((2, 3)), np.array([0, 1]))]),
            DTypeError,
            "linear: array([[1., 1., 1.], [1., 1., 1.]]) of type ndarray is not a tensor",
        ),
        ("changed over", first(lambda b: [(b.labels, b.x)]), DTypeError, "linear: int64 with float32"),
        (
            "a wrong label",
            first(lambda b: [(b.x, full((2,), 2, int64))]),
            IndexError,
            "cross_entropy: label 2 is not one",
        ),
        (
            "too many labels",
            first(lambda b: [(b.x, zeros((3,), int64))]),
            ShapeError,
            "labels of shape (3,) for logits of",
        ),
    ),
]
STOPS = [  # after an epoch, which stays
    *rows(
        "train.Stop",
        (
            "a number for a reason",
            fit(callbacks=[Says(lib.Stop(3))]),
            DTypeError,
            "Says.on_epoch_end returns a Stop of 3 of",
        ),
        ("its class", fit(callbacks=[Says(train.Stop)]), TypeError, "Stop'> of type type, not a Stop or None"),
    ),
]
