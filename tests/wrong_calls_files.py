"""Wrong calls of checkpoints and of scikit-learn's estimators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.exceptions import NotFittedError
from wrong_calls_training import NAN, Bench, Wrong, rows

from typedgrad import CheckpointError, DTypeError, ShapeError, int64, ones, optim, sklearn
from typedgrad import checkpoint as package

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = package  # whose signatures would reject the calls


def saving(tensors: object, path: object = "a", **others: object) -> Callable[[Bench], object]:
    """A call of save_tensors, into the bench's directory."""
    return lambda b: lib.save_tensors(b.directory / path if isinstance(path, str) else path, tensors, **others)


def run_saving(**others: object) -> Callable[[Bench], object]:
    """A call of save_checkpoint with the bench's model."""
    return lambda b: lib.save_checkpoint(b.directory / "run", b.layer, **others)


def run_loading(**others: object) -> Callable[[Bench], object]:
    """A call of load_checkpoint with the bench's model."""
    return lambda b: lib.load_checkpoint(b.directory / "run", b.layer, **others)


def of_another(b: Bench) -> object:
    """A checkpoint of another model, which is taken away again, is loaded."""
    path = b.directory / "other"
    lib.save_checkpoint(path, b.network, optimizer=b.optimizer)
    try:
        return lib.load_checkpoint(path, b.layer, optimizer=b.optimizer)
    finally:
        path.unlink()


CHECKPOINTS = [
    *rows(
        "checkpoint.save_tensors",
        ("None", saving(None), DTypeError, "save_tensors: None of type NoneType is no mapping of names"),
        ("a list", saving([1.0]), DTypeError, "save_tensors: [1.0] of type list is no mapping of names"),
        (
            "a tensor",
            saving(ones((2,))),
            DTypeError,
            "save_tensors: Tensor[float32, tuple[2]]([1., 1.]) of type Tensor is",
        ),
        (
            "an array",
            saving({"w": np.ones(2)}),
            DTypeError,
            "save_tensors: w: array([1., 1.]) of type ndarray is not a",
        ),
        ("no path", saving({}, None), DTypeError, "save_tensors: None of type NoneType is no path"),
        ("a descriptor", saving({}, 1), DTypeError, "save_tensors: 1 of type int is no path"),
        ("changed over", lambda b: lib.save_tensors({"w": b.x}, "a"), DTypeError, "of type dict is no path"),
        ("a NUL", lambda b: lib.save_tensors("a\0b", {}), ValueError, r"save_tensors: 'a\x00b' of type str is no path"),
        (
            "no metadata",
            saving({}, metadata=None),
            DTypeError,
            "save_tensors: metadata: None of type NoneType is no map",
        ),
        (
            "a list of metadata",
            saving({}, metadata=["a"]),
            DTypeError,
            "save_tensors: metadata: ['a'] of type list is no",
        ),
    ),
    *rows(
        "checkpoint.load_tensors",
        ("no path", lambda b: lib.load_tensors(None), DTypeError, "load_tensors: None of type NoneType is no path"),
        ("paths", lambda b: lib.load_tensors(["a"]), DTypeError, "load_tensors: ['a'] of type list is no path"),
        # A number is an open file to Python's `open`, of another program perhaps.
        ("a descriptor", lambda b: lib.load_tensors(0), DTypeError, "load_tensors: 0 of type int is no path"),
        ("this file", lambda b: lib.load_tensors(__file__), CheckpointError, "cut short, or no safetensors file"),
    ),
    *rows(
        "checkpoint.load_metadata",
        ("no path", lambda b: lib.load_metadata(None), DTypeError, "load_metadata: None of type NoneType is no path"),
        ("no file", lambda b: lib.load_metadata(b.directory / "none"), FileNotFoundError, "none"),
    ),
    *rows(
        "checkpoint.save_checkpoint",
        (
            "no model",
            lambda b: lib.save_checkpoint("a", None),
            DTypeError,
            "save_checkpoint: None of type NoneType is not",
        ),
        (
            "a state",
            lambda b: lib.save_checkpoint("a", b.layer.state_dict()),
            DTypeError,
            "of type StateDict is not a mod",
        ),
        (
            "changed over",
            lambda b: lib.save_checkpoint(b.layer, b.directory),
            DTypeError,
            "save_checkpoint: PosixPath(",
        ),
        (
            "no path",
            lambda b: lib.save_checkpoint(None, b.layer),
            DTypeError,
            "save_checkpoint: None of type NoneType is no",
        ),
        (
            "a number for a part",
            run_saving(optimizer=3),
            DTypeError,
            "save_checkpoint: optimizer is 3 of type int, which has",
        ),
        (
            "an optimizer's class",
            run_saving(optimizer=optim.SGD),
            DTypeError,
            "optimizer is <class 'typedgrad.optim.sgd.SGD",
        ),
        ("one generator", lambda b: run_saving(generators=b.rng)(b), DTypeError, "generators: Generator(PCG64) at"),
        (
            "a list of generators",
            run_saving(generators=[1]),
            DTypeError,
            "generators: [1] of type list is no mapping of",
        ),
        (
            "no generators",
            run_saving(generators=None),
            DTypeError,
            "save_checkpoint: generators: None of type NoneType is",
        ),
        (
            "an old generator",
            run_saving(generators={"a": np.random.RandomState(0)}),
            DTypeError,
            "generators: a is Random",
        ),
        (
            "a list of parts",
            run_saving(parts=[1]),
            DTypeError,
            "save_checkpoint: parts: [1] of type list is no mapping of",
        ),
        (
            "a number for a name",
            lambda b: run_saving(parts={1: b.optimizer})(b),
            DTypeError,
            "parts: 1 of type int is no na",
        ),
        (
            "half an epoch",
            run_saving(epoch=0.5),
            ValueError,
            "save_checkpoint: epoch 0.5 of type float is no number of ep",
        ),
        ("a misspelt setting", run_saving(optimiser=None), TypeError, "keyword argument 'optimiser'"),
    ),
    *rows(
        "checkpoint.load_checkpoint",
        (
            "no model",
            lambda b: lib.load_checkpoint("a", None),
            DTypeError,
            "load_checkpoint: None of type NoneType is not",
        ),
        (
            "no path",
            lambda b: lib.load_checkpoint(None, b.layer),
            DTypeError,
            "load_checkpoint: None of type NoneType is no",
        ),
        ("no file", run_loading(), FileNotFoundError, "run"),
        ("another model's", of_another, CheckpointError, "other: tensors: model."),
        (
            "one generator",
            lambda b: run_loading(generators=b.rng)(b),
            DTypeError,
            "load_checkpoint: generators: Generator(",
        ),
        (
            "a number for parts",
            run_loading(parts=3),
            DTypeError,
            "load_checkpoint: parts: 3 of type int is no mapping of",
        ),
        ("a class", run_loading(schedule=optim.StepLR), DTypeError, "StepLR'> of type ABCMeta, which has no state"),
        ("an epoch", run_loading(epoch=1), TypeError, "keyword argument 'epoch'"),
    ),
]
X: Any = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [3.0, 0.0]])
Y: Any = np.array([0, 1, 0, 1])


def of_estimator(name: str) -> list[Wrong]:
    """What is wrong for both estimators alike; the words on data are scikit-learn's."""
    kind: Any = getattr(sklearn, name)

    def fit(x: object = X, y: object = Y, **settings: object) -> Callable[[Bench], object]:
        return lambda b: kind(max_iter=1, **settings).fit(x, y)

    return [
        *rows(
            f"sklearn.{name}",
            ("no samples", fit(None), ValueError, "Expected 2D array, got scalar array instead"),
            ("no targets", fit(X, None), ValueError, f"This {name} estimator requires y to be passed"),
            ("a text for samples", fit("X"), ValueError, "could not convert string to float: 'X'"),
            (
                "samples in a box",
                fit(X[None]),
                ValueError,
                "Found array with dim 3",  # and how many are expected, in words of the version
            ),
            ("no features", fit(np.zeros((4, 0))), ValueError, "Found array with 0 feature(s) (shape=(4, 0))"),
            ("complex samples", fit(X * 1j), ValueError, "Complex data not supported"),
            ("no targets for two", fit(X, Y[:2]), ValueError, "inconsistent numbers of samples: [4, 2]"),
            ("not fitted", lambda b: kind().predict(X), NotFittedError, f"This {name} instance is not fitted yet"),
            ("a misspelt setting", lambda b: kind(hidden=3), TypeError, "keyword argument 'hidden'"),
            ("alpha of NaN", fit(alpha=NAN), ValueError, f"{name}: alpha is nan of type float, not at least 0"),
            (
                "alphas",
                fit(alpha=np.ones(2)),
                TypeError,
                f"{name}: alpha is array([1., 1.]) of type ndarray, not a num",
            ),
            ("alpha beyond floats", fit(alpha=10**400), ValueError, f"{name}: alpha is an integer of type int, not at"),
            (
                "a rate of a text",
                fit(learning_rate_init="a"),
                TypeError,
                f"{name}: learning_rate_init is 'a' of type str",
            ),
            (
                "a negative layer",
                fit(hidden_layer_sizes=(3, -1)),
                ValueError,
                f"{name}: hidden_layer_sizes is (3, -1) of",
            ),
            (
                "beyond memory",
                fit(hidden_layer_sizes=(2**62,)),
                ShapeError,
                "no array has the shape (2, 46116860",
            ),
            (
                "half a batch",
                fit(batch_size=1.5),
                TypeError,
                f"{name}: batch_size is 1.5 of type float, not a whole num",
            ),
            (
                "activations",
                fit(activation=["relu"]),
                ValueError,
                f"{name}: activation is ['relu'] of type list, not one",
            ),
            ("an optimizer's class", fit(optimizer=optim.SGD), ValueError, f"{name}: optimizer is <class 'typedgrad"),
            (
                "an integer dtype",
                fit(dtype=int64),
                TypeError,
                f"{name}: dtype is <class 'typedgrad.dtypes.int64'> of ty",
            ),
            (
                "a fraction of NaN",
                fit(validation_fraction=NAN, early_stopping=True),
                ValueError,
                "validation_fraction is",
            ),
        ),
    ]


ESTIMATORS = [
    *(row for name in ("TypedClassifier", "TypedRegressor") for row in of_estimator(name)),
    *rows(
        "sklearn.TypedClassifier",
        ("targets of NaN", lambda b: sklearn.TypedClassifier().fit(X, Y * NAN), ValueError, "Input y contains NaN"),
        ("odds, not fitted", lambda b: sklearn.TypedClassifier().predict_proba(X), NotFittedError, "is not fitted yet"),
    ),
]
