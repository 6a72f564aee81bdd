"""Metrics of class predictions: accuracy, precision, recall, F1, the confusion matrix, a few µs a call on a batch.

Names, argument order and values are scikit-learn's; where it divides by zero, the answer is 0. Labels are class
indices, in int64 tensors or NumPy arrays of one shape.
"""

from __future__ import annotations

from sys import maxsize
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.optim.settings import whole_number
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from typedgrad.dtypes import float64, int64
    from typedgrad.shapes import C, S
    from typedgrad.tensor.tensor import Tensor

    Labels: TypeAlias = Tensor[int64, S] | np.ndarray[S, np.dtype[np.int64]]
    """Class indices of shape `S`."""

    Indices: TypeAlias = NDArray[np.int64]

_MANY = 1 << 16  # labels above this are renumbered, so that counting them takes memory by their number, not their size
_LIMIT = 1 << 63


def accuracy(targets: Labels[S], predictions: Labels[S]) -> float:
    """The fraction of labels that are predicted right.

    Args:
        targets: the true labels, int64 of any shape.
        predictions: the predicted labels, of the same shape.

    Raises:
        ShapeError: the shapes differ.
        DTypeError: labels that are not int64.
        ValueError: there are no labels.

    >>> import numpy as np
    >>> accuracy(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1]))
    0.75
    """
    true, predicted = _labels("accuracy", targets, predictions)
    return int(np.count_nonzero(true == predicted)) / true.size


@overload  # one number
def f1_score(
    targets: Labels[S],
    predictions: Labels[S],
    *,
    average: Literal["micro", "macro", "weighted"] = "macro",
    classes: int | None = None,
) -> float: ...
@overload  # one number a class
def f1_score(targets: Labels[S], predictions: Labels[S], *, average: None, classes: C) -> Tensor[float64, tuple[C]]: ...
@overload  # one number a class that occurs
def f1_score(
    targets: Labels[S], predictions: Labels[S], *, average: None, classes: None = None
) -> Tensor[float64, tuple[int]]: ...
def f1_score(
    targets: Labels[S],
    predictions: Labels[S],
    *,
    average: Literal["micro", "macro", "weighted"] | None = "macro",
    classes: int | None = None,
) -> float | Tensor[Any, Any]:
    """The F1 score of each class, twice its true positives by its labels and predictions together, averaged.

    Args:
        targets: the true labels, int64 of any shape.
        predictions: the predicted labels, of the same shape.
        average: "macro", the mean over the classes; "weighted", each class as often as it is the true one; "micro",
            all counts taken together, which is the accuracy; None, no average but a tensor of each class's score.
        classes: how many classes there are, each of which counts; None for those that occur in either argument.

    Raises:
        ShapeError: the shapes differ, or more classes than memory can have.
        DTypeError: labels that are not int64, or a number of classes that is no whole number.
        IndexError: a label is negative, or not below `classes`.
        ValueError: there are no labels, or no such average.

    >>> import numpy as np
    >>> targets, predictions = np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1])
    >>> f1_score(targets, predictions, average="micro")
    0.75
    >>> f1_score(targets, predictions, average=None, classes=4)
    Tensor[float64, tuple[4]]([1.        , 0.66666667, 0.66666667, 0.        ])
    """
    true, _, occurrences, hits = _counted("f1_score", targets, predictions, classes)
    return _averaged("f1_score", hits + hits, occurrences, average, classes, true, occurrences)


@overload  # one number
def precision_score(
    targets: Labels[S],
    predictions: Labels[S],
    *,
    average: Literal["micro", "macro", "weighted"] = "macro",
    classes: int | None = None,
) -> float: ...
@overload  # one number a class
def precision_score(
    targets: Labels[S], predictions: Labels[S], *, average: None, classes: C
) -> Tensor[float64, tuple[C]]: ...
@overload  # one number a class that occurs
def precision_score(
    targets: Labels[S], predictions: Labels[S], *, average: None, classes: None = None
) -> Tensor[float64, tuple[int]]: ...
def precision_score(
    targets: Labels[S],
    predictions: Labels[S],
    *,
    average: Literal["micro", "macro", "weighted"] | None = "macro",
    classes: int | None = None,
) -> float | Tensor[Any, Any]:
    """The precision of each class, its true positives by how often it is predicted, averaged.

    Args, averages and errors are those of `f1_score`.

    >>> import numpy as np
    >>> precision_score(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1]), average=None)
    Tensor[float64, tuple[3]]([1. , 0.5, 1. ])
    """
    true, predicted, occurrences, hits = _counted("precision_score", targets, predictions, classes)
    of = np.bincount(predicted, minlength=hits.size)
    return _averaged("precision_score", hits, of, average, classes, true, occurrences)


@overload  # one number
def recall_score(
    targets: Labels[S],
    predictions: Labels[S],
    *,
    average: Literal["micro", "macro", "weighted"] = "macro",
    classes: int | None = None,
) -> float: ...
@overload  # one number a class
def recall_score(
    targets: Labels[S], predictions: Labels[S], *, average: None, classes: C
) -> Tensor[float64, tuple[C]]: ...
@overload  # one number a class that occurs
def recall_score(
    targets: Labels[S], predictions: Labels[S], *, average: None, classes: None = None
) -> Tensor[float64, tuple[int]]: ...
def recall_score(
    targets: Labels[S],
    predictions: Labels[S],
    *,
    average: Literal["micro", "macro", "weighted"] | None = "macro",
    classes: int | None = None,
) -> float | Tensor[Any, Any]:
    """The recall of each class, its true positives by how often it is the true one, averaged.

    Args, averages and errors are those of `f1_score`.

    >>> import numpy as np
    >>> recall_score(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1]), average=None)
    Tensor[float64, tuple[3]]([1. , 1. , 0.5])
    """
    true, _, occurrences, hits = _counted("recall_score", targets, predictions, classes)
    of = np.bincount(true, minlength=hits.size)
    return _averaged("recall_score", hits, of, average, classes, true, occurrences)


def confusion_matrix(targets: Labels[S], predictions: Labels[S], classes: C) -> Tensor[int64, tuple[C, C]]:
    """How often each class (row) is predicted as each class (column).

    Args:
        targets: the true labels, int64 of any shape.
        predictions: the predicted labels, of the same shape.
        classes: how many classes there are.

    Raises:
        ShapeError: the shapes differ, or more classes than memory can have.
        DTypeError: labels that are not int64, or a number of classes that is no whole number.
        IndexError: a label is negative, or not below `classes`.
        ValueError: there are no labels.

    >>> import numpy as np
    >>> confusion_matrix(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1]), 3)
    Tensor[int64, tuple[3, 3]](
        [[1, 0, 0],
         [0, 1, 0],
         [0, 1, 1]]
    )
    """
    true, predicted = _labels("confusion_matrix", targets, predictions)
    _check_classes("confusion_matrix", classes, axes=2)
    for labels in (true, predicted):
        _largest("confusion_matrix", labels, classes)
    pairs = np.bincount(true * classes + predicted, minlength=classes * classes)
    return wrap(pairs.reshape(classes, classes))


def _counted(
    operation: str, targets: Labels[Any], predictions: Labels[Any], classes: int | None
) -> tuple[Indices, Indices, Indices, Indices]:
    """Both labels, flat; then, by class, how often it occurs in both together, and how often it is predicted right."""
    true, predicted = _labels(operation, targets, predictions)
    if classes is not None:
        _check_classes(operation, classes, axes=1)
    both = np.concatenate((true, predicted))
    if _largest(operation, both, classes) > _MANY and classes is None:
        both = np.unique(both, return_inverse=True)[1]
        true, predicted = both[: true.size], both[true.size :]
    occurrences = np.bincount(both, minlength=classes or 0)
    return true, predicted, occurrences, np.bincount(true[true == predicted], minlength=occurrences.size)


def _averaged(
    operation: str, hits: Indices, of: Indices, average: str | None, classes: int | None, true: Indices, both: Indices
) -> float | Tensor[Any, Any]:
    """`hits / of` of each class, averaged, where `true` are the labels and `both` counts the classes that occur."""
    if average == "micro":
        return float(hits.sum() / of.sum())
    scores = hits / np.maximum(of, 1)
    if average == "macro":
        return float(scores.sum() / (classes or np.count_nonzero(both)))
    if average == "weighted":
        return float(scores.dot(np.bincount(true, minlength=scores.size)) / true.size)
    if average is None:
        return wrap(scores if classes is not None else scores[both > 0])
    raise ValueError(f"{operation}: average {average!r} is not 'micro', 'macro', 'weighted' or None")


def _labels(operation: str, targets: Labels[Any], predictions: Labels[Any]) -> tuple[Indices, Indices]:
    """Both as flat arrays of one size, which is not zero."""
    true, predicted = _indices(operation, "targets", targets), _indices(operation, "predictions", predictions)
    if true.shape != predicted.shape:
        raise ShapeError(f"{operation}: targets of shape {true.shape}, predictions of shape {predicted.shape}")
    if not true.size:
        raise ValueError(f"{operation}: no labels, shape {true.shape}")
    return true.ravel(), predicted.ravel()


def _indices(operation: str, name: str, labels: Labels[Any]) -> Indices:
    array: Indices = labels._data if is_tensor(labels) else labels
    dtype = getattr(array, "dtype", type(array).__name__)  # untyped callers have lists
    if dtype != np.int64:
        raise DTypeError(f"{operation}: the {name} are {dtype}, not int64 class indices")
    return array


def _check_classes(operation: str, classes: int, axes: int) -> None:
    """Refuse a number of classes that is none, or of which there is no array."""
    if type(classes) is not int:
        whole_number(f"{operation}: classes", classes, 0)
    if classes > 0 and 8 * classes**axes > maxsize:
        raise ShapeError(f"{operation}: no array has the shape {described((classes,) * axes)}")


def _largest(operation: str, labels: Indices, classes: int | None) -> int:
    """The largest label, where all are classes."""
    largest = int(labels.view(np.uint64).max())  # one pass for both ends: a negative label is beyond 2**63 here
    if largest >= (_LIMIT if classes is None else classes):
        wrong = next(label for label in labels.tolist() if label < 0 or (classes is not None and label >= classes))
        which = "a class index" if classes is None else f"one of {classes} classes"
        raise IndexError(f"{operation}: label {wrong} is not {which}, counted from 0")
    return largest
