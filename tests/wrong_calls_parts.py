"""Wrong calls of what a run is made of: early stopping, loaders, records, metrics and summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from wrong_calls_training import Bench, Wrong, rows

from typedgrad import DTypeError, ShapeError, as_tensor, float64, int32, int64, nn, ones, train

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = train  # whose signatures would reject the calls
stopping: Any = train.EarlyStopping
loader: Any = train.DataLoader


def loading(**changes: object) -> Callable[[Bench], object]:
    """A loader of the bench's samples with these settings."""
    return lambda b: loader(b.x, b.labels, **{"batch_size": 1, **changes})


PARTS = [
    *rows(
        "train.EarlyStopping",
        (
            "modes",
            lambda b: stopping(mode=["min"]),
            ValueError,
            "EarlyStopping: mode is ['min'] of type list, not 'min' or",
        ),
        (
            "a name to monitor",
            lambda b: stopping(monitor="loss"),
            TypeError,
            "EarlyStopping: monitor is 'loss' of type str",
        ),
        (
            "half a patience",
            lambda b: stopping(patience=1.5),
            DTypeError,
            "EarlyStopping: patience is 1.5 of type float",
        ),
        (
            "a text",
            lambda b: stopping(min_delta="0"),
            DTypeError,
            "EarlyStopping: min_delta is '0' of type str, not a num",
        ),
        ("None", lambda b: stopping(min_delta=None), DTypeError, "EarlyStopping: min_delta is None of type NoneType"),
        (
            "a switch",
            lambda b: stopping(min_delta=True),
            DTypeError,
            "EarlyStopping: min_delta is True of type bool, not",
        ),
        (
            "a text for a switch",
            lambda b: stopping(restore_best="no"),
            DTypeError,
            "restore_best is 'no' of type str, not",
        ),
        ("a misspelt setting", lambda b: stopping(patiense=1), TypeError, "keyword argument 'patiense'"),
        (
            "no state",
            lambda b: b.stopping.load_state_dict(None),
            DTypeError,
            "load_state_dict: None of type NoneType is not",
        ),
        (
            "a list for a state",
            lambda b: b.stopping.load_state_dict([]),
            DTypeError,
            "load_state_dict: [] of type list is",
        ),
        (
            "a number for a name",
            lambda b: b.stopping.load_state_dict({"best": 1.0, "best_epoch": 1, 1: 2}),
            KeyError,
            "EarlyStopping.load_state_dict: unknown 1",
        ),
    ),
    *rows(
        "train.DataLoader",
        ("lists", lambda b: loader([[1.0]], [1], 1), DTypeError, "DataLoader: [[1.0]] of type list is not a tensor"),
        ("no targets", lambda b: loader(b.x, None, 1), DTypeError, "DataLoader: None of type NoneType is not a tensor"),
        (
            "a text for a size",
            loading(batch_size="2"),
            DTypeError,
            "DataLoader: batch_size is '2' of type str, not a whole",
        ),
        ("a switch for a size", loading(batch_size=True), DTypeError, "DataLoader: batch_size is True of type bool"),
        ("no size", loading(batch_size=None), DTypeError, "DataLoader: batch_size is None of type NoneType"),
        ("an old generator", loading(rng=np.random.RandomState(0)), DTypeError, "of type RandomState, not a generator"),
        (
            "a text for a switch",
            loading(drop_last="no"),
            DTypeError,
            "DataLoader: drop_last is 'no' of type str, not True",
        ),
        (
            "switches",
            loading(drop_last=np.ones(2)),
            DTypeError,
            "DataLoader: drop_last is array([1., 1.]) of type ndarray",
        ),
        ("PyTorch's shuffle", loading(shuffle=True), TypeError, "keyword argument 'shuffle'"),
        (
            "a pair",
            lambda b: loader((b.x, b.labels), 1),
            TypeError,
            "missing 1 required positional argument: 'batch_size'",
        ),
    ),
    *rows("train.Callback", ("a bare one", lambda b: lib.Callback(), TypeError, "Protocols cannot be instantiated")),
    *rows("train.Batches", ("a bare one", lambda b: lib.Batches(), TypeError, "Protocols cannot be instantiated")),
    *rows(
        "train.Epoch", ("no values", lambda b: lib.Epoch(), TypeError, "missing 4 required positional arguments: 'numb")
    ),
    *rows(
        "train.Evaluation", ("no values", lambda b: lib.Evaluation(), TypeError, "positional arguments: 'loss' and 'sc")
    ),
    *rows(
        "train.History", ("the last of none", lambda b: lib.History(()).last, IndexError, "History.last: there are no")
    ),
    *rows(
        "train.summary",
        ("None", lambda b: lib.summary(None), DTypeError, "summary: None of type NoneType is not a module"),
        ("a class", lambda b: lib.summary(nn.Linear), DTypeError, "Linear'> of type ABCMeta is not a module"),
        (
            "modules",
            lambda b: lib.summary([b.layer]),
            DTypeError,
            "summary: [Linear(3, 2, float32)] of type list is not a",
        ),
        ("an input", lambda b: lib.summary(b.layer, (2, 3)), TypeError, "takes 1 positional argument but 2 were given"),
    ),
]
ints: Any = as_tensor([0, 1], int64, (2,))


def of_classes(name: str) -> list[Wrong]:
    """What is wrong for each average over classes alike."""
    metric: Any = getattr(lib, name)
    return [
        *rows(
            f"train.{name}",
            (
                "a text",
                lambda b: metric(ints, ints, classes="2"),
                DTypeError,
                f"{name}: classes is '2' of type str, not a",
            ),
            (
                "a float",
                lambda b: metric(ints, ints, classes=2.5),
                DTypeError,
                f"{name}: classes is 2.5 of type float, not",
            ),
            (
                "a switch",
                lambda b: metric(ints, ints, classes=True),
                DTypeError,
                f"{name}: classes is True of type bool",
            ),
            (
                "beyond memory",
                lambda b: metric(ints, ints, classes=2**70),
                ShapeError,
                f"{name}: no array has the shape",
            ),
            (
                "no classes",
                lambda b: metric(ints, ints, classes=0),
                IndexError,
                f"{name}: label 0 is not one of 0 classes",
            ),
            (
                "no average",
                lambda b: metric(ints, ints, average=True),
                ValueError,
                f"{name}: average True of type bool is not 'micro'",
            ),
            (
                "averages",
                lambda b: metric(ints, ints, average=["macro"]),
                ValueError,
                f"{name}: average ['macro'] of type list is not",
            ),
            (
                "logits",
                lambda b: metric(ints, b.x),
                DTypeError,
                f"{name}: the predictions are float32, not int64 class",
            ),
            (
                "by place",
                lambda b: metric(ints, ints, "macro"),
                TypeError,
                "takes 2 positional arguments but 3 were given",
            ),
        ),
    ]


matrix: Any = train.confusion_matrix
METRICS = [
    *rows(
        "train.accuracy",
        ("None", lambda b: lib.accuracy(None, ints), DTypeError, "accuracy: the targets are NoneType, not int64 class"),
        (
            "floats",
            lambda b: lib.accuracy(ones((2,), float64), ints),
            DTypeError,
            "accuracy: the targets are float64, not",
        ),
        (
            "int32",
            lambda b: lib.accuracy(ints, ones((2,), int32)),
            DTypeError,
            "accuracy: the predictions are int32, not",
        ),
        (
            "a column",
            lambda b: lib.accuracy(ints, ones((2, 1), int64)),
            ShapeError,
            "(2,), predictions of shape (2, 1)",
        ),
        ("numbers", lambda b: lib.accuracy(1, 1), DTypeError, "accuracy: the targets are int, not int64 class indices"),
    ),
    *(row for name in ("f1_score", "precision_score", "recall_score") for row in of_classes(name)),
    *rows(
        "train.confusion_matrix",
        (
            "None",
            lambda b: matrix(ints, ints, None),
            DTypeError,
            "confusion_matrix: classes is None of type NoneType, not",
        ),
        (
            "a float",
            lambda b: matrix(ints, ints, 2.5),
            DTypeError,
            "confusion_matrix: classes is 2.5 of type float, not a",
        ),
        (
            "a text",
            lambda b: matrix(ints, ints, "2"),
            DTypeError,
            "confusion_matrix: classes is '2' of type str, not a",
        ),
        (
            "beyond memory",
            lambda b: matrix(ints, ints, 2**33),
            ShapeError,
            "no array has the shape (8589934592, 85899345",
        ),
        ("negative", lambda b: matrix(ints, ints, -3), ValueError, "confusion_matrix: classes is -3, below 0"),
        ("no classes", lambda b: matrix(ints, ints), TypeError, "missing 1 required positional argument: 'classes'"),
    ),
]
