"""Plots of a run: its curves, the confusion matrix, images with what was predicted, those that were mistaken.

Each `plot_...` returns matplotlib's `Figure`, which a notebook shows; each `save_...` writes it to a file, in the
format that the ending names. Needs matplotlib, the extra `plot`; nothing else in typedgrad imports this module.
"""
# Matplotlib's own stubs leave **kwargs without a type:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, check_path, described
from typedgrad.tensor.base import is_tensor
from typedgrad.train.extras import needs
from typedgrad.train.history import History

with needs("plot"):
    from matplotlib.figure import Figure
    from matplotlib.ticker import LogFormatter, MaxNLocator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from typedgrad.dtypes import Float, int64
    from typedgrad.shapes import A, B, C
    from typedgrad.tensor.tensor import Tensor
    from typedgrad.train.history import Evaluation

    Images: TypeAlias = Tensor[Float, tuple[A, B, C]] | np.ndarray[tuple[A, B, C], np.dtype[Any]]
    """Gray values, (images, rows, columns)."""

    Labels: TypeAlias = Tensor[int64, tuple[A]] | NDArray[np.int64]
    """A class index for each image, (images,)."""

    Numbers: TypeAlias = Tensor[Float, tuple[A]] | NDArray[np.floating[Any]]
    """A number for each image, (images,)."""

TRAIN, TEST = "#4c72b0", "#dd8452"  # blue and orange, told apart by colour-blind readers too
RIGHT, WRONG = "0.45", "#c44e52"  # gray and red
ROWS, COLUMNS = 6, 10
FEW = 20  # epochs
LEGIBLE = 30  # classes whose counts can be read


class _Picture(Figure):
    """A figure that a notebook shows even where pyplot, which registers figures there, is not imported."""

    def _repr_png_(self) -> bytes:
        file = BytesIO()
        self.savefig(file, format="png")
        return file.getvalue()

    def __repr__(self) -> str:
        return super().__repr__().replace(type(self).__name__, "Figure", 1)


# ------------------------------------------------------------------------------------------------------------ curves
def plot_curves(history: History, *, score: str = "score") -> Figure:
    """Loss, score and every other metric by epoch, of training and test batches.

    Args:
        history: the run.
        score: what the score is called.

    Raises:
        DTypeError: what is given is no history.
        ValueError: the run has no epochs.

    >>> from typedgrad.train import Epoch, Evaluation, History
    >>> history = History((Epoch(1, Evaluation(2.3, 0.1), Evaluation(2.2, 0.2), 0.5),))
    >>> [axes.get_ylabel() for axes in plot_curves(history, score="F1").axes]
    ['loss', 'F1']
    """
    if not isinstance(history, History):
        raise DTypeError(f"plot_curves: {described(history)} is not a history, as fit gives it")
    epochs = history.epochs
    if not epochs:
        raise ValueError("plot_curves: the history has no epochs")
    panels: list[tuple[str, Callable[[Evaluation], float]]] = [
        ("loss", lambda evaluation: evaluation.loss),
        (score, lambda evaluation: evaluation.score),
        *history._metrics(),
    ]
    columns = min(len(panels), 3)
    rows = -(-len(panels) // columns)
    figure = _Picture(figsize=(5 * columns, 4 * rows), layout="constrained")
    numbers = [epoch.number for epoch in epochs]
    for place, (name, value) in enumerate(panels, 1):
        axes = figure.add_subplot(rows, columns, place)
        train, test = [value(epoch.train) for epoch in epochs], [value(epoch.test) for epoch in epochs]
        _curves(axes, name, numbers, train, test)
        if place == 1 and all(loss > 0.0 for loss in (*train, *test)):
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter("{x:g}")
            axes.yaxis.set_minor_formatter(LogFormatter())
    return figure


def save_curves(history: History, path: str | Path, *, score: str = "score") -> None:
    """Save `plot_curves`.

    Args:
        history: the run.
        path: the file.
        score: what the score is called.

    Raises:
        ValueError: the run has no epochs, or the file's ending is no format.
        OSError: the file cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from typedgrad.train import Epoch, Evaluation, History
    >>> path = Path(mkdtemp()) / "curves.png"
    >>> save_curves(History((Epoch(1, Evaluation(2.3, 0.1), Evaluation(2.2, 0.2), 0.5),)), path)
    >>> path.exists()
    True
    """
    _save("save_curves", plot_curves(history, score=score), path)


def _curves(axes: Axes, name: str, numbers: list[int], train: list[float], test: list[float]) -> None:
    for label, values, color in (("train", train, TRAIN), ("test", test, TEST)):
        marker = "." if len(values) < FEW else None  # a line through one point shows nothing
        axes.plot(numbers, values, color=color, marker=marker, label=f"{label}, last {values[-1]:.4f}")
    axes.set_xlabel("epoch")
    axes.set_ylabel(name, parse_math=False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)


# -------------------------------------------------------------------------------------------------- confusion matrix
def plot_confusion_matrix(
    matrix: Tensor[int64, tuple[C, C]] | NDArray[np.int64], names: Sequence[str] | None = None
) -> Figure:
    """How often each class (row) was predicted as each class (column), coloured by the fraction of its row.

    Args:
        matrix: the counts, (classes, classes), as `confusion_matrix` gives them.
        names: of the classes; None for their numbers.

    Raises:
        DTypeError: the counts are no integers.
        ShapeError: the matrix is not square, or has no classes.
        ValueError: a count is negative, or there is another number of names than of classes.

    >>> import numpy as np
    >>> (axes,) = plot_confusion_matrix(np.array([[3, 1], [0, 4]]), ["cat", "dog"]).axes
    >>> [label.get_text() for label in axes.get_xticklabels()], axes.get_title()
    (['cat', 'dog'], '7 of 8 are right, 87.5 %')
    """
    counts = _array("plot_confusion_matrix", "the matrix", matrix, "iu")
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or not counts.size:
        raise ShapeError(f"plot_confusion_matrix: a matrix of shape {counts.shape}, not (classes, classes)")
    if counts.min() < 0:
        raise ValueError(f"plot_confusion_matrix: a count of {counts.min()}")
    classes = len(counts)
    labels = [str(i) for i in range(classes)] if names is None else list(names)
    if len(labels) != classes:
        raise ValueError(f"plot_confusion_matrix: {len(labels)} names for {classes} classes")
    fractions = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    side = min(max(4.0, 1.5 + 0.5 * classes), 16.0)
    figure = _Picture(figsize=(side, side), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(fractions, cmap="Blues", vmin=0.0, vmax=1.0)
    axes.set_xticks(range(classes), labels, rotation=90 if max(map(len, labels)) > 3 else 0, parse_math=False)
    axes.set_yticks(range(classes), labels, parse_math=False)
    axes.set(xlabel="predicted", ylabel="true")
    right, total = int(np.trace(counts)), int(counts.sum())
    axes.set_title(f"{right} of {total} are right" + (f", {100.0 * right / total:.1f} %" if total else ""))
    if classes <= LEGIBLE:
        for (row, column), count in np.ndenumerate(counts):
            color = "white" if fractions[row, column] > 0.5 else "black" if count else "0.75"
            axes.text(column, row, str(count), ha="center", va="center", color=color, fontsize=9)
    return figure


def save_confusion_matrix(
    matrix: Tensor[int64, tuple[C, C]] | NDArray[np.int64], path: str | Path, names: Sequence[str] | None = None
) -> None:
    """Save `plot_confusion_matrix`.

    Args:
        matrix: the counts, (classes, classes).
        path: the file.
        names: of the classes; None for their numbers.

    Raises:
        DTypeError, ShapeError, ValueError: as `plot_confusion_matrix`.
        OSError: the file cannot be written.
    """
    _save("save_confusion_matrix", plot_confusion_matrix(matrix, names), path)


# ------------------------------------------------------------------------------------------------------------ images
def plot_predictions(images: Images[A, B, C], targets: Labels[A], predictions: Labels[A]) -> Figure:
    """Up to 60 images with their labels, first those that are predicted wrong, which are marked.

    Args:
        images: gray values, (images, rows, columns).
        targets: the true labels, (images,).
        predictions: the predicted labels, (images,).

    Raises:
        DTypeError: labels that are not int64.
        ShapeError: images without two axes, or another number of labels.

    >>> import numpy as np
    >>> figure = plot_predictions(np.zeros((2, 8, 8)), np.array([3, 5]), np.array([3, 8]))
    >>> [axes.get_title() for axes in figure.axes]
    ['8 / 5', '3 / 3']
    """
    pixels, true, predicted = _labelled("plot_predictions", images, targets, predictions)
    wrong = true != predicted
    title = f"predicted / true label; {np.count_nonzero(wrong)} of {wrong.size} are wrong, in red"
    return _grid(title, pixels, true, predicted, np.argsort(~wrong, kind="stable"), None)


def save_predictions(images: Images[A, B, C], targets: Labels[A], predictions: Labels[A], path: str | Path) -> None:
    """Save `plot_predictions`.

    Args:
        images: gray values, (images, rows, columns).
        targets: the true labels, (images,).
        predictions: the predicted labels, (images,).
        path: the file.

    Raises:
        DTypeError, ShapeError: as `plot_predictions`.
        ValueError: the file's ending is no format.
        OSError: the file cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "predictions.png"
    >>> save_predictions(np.zeros((2, 8, 8)), np.array([3, 5]), np.array([3, 8]), path)
    >>> path.exists()
    True
    """
    _save("save_predictions", plot_predictions(images, targets, predictions), path)


def plot_mistakes(
    images: Images[A, B, C], targets: Labels[A], predictions: Labels[A], confidence: Numbers[A] | None = None
) -> Figure:
    """Up to 60 of the images that are predicted wrong, the surest mistakes first.

    Args:
        images: gray values, (images, rows, columns).
        targets: the true labels, (images,).
        predictions: the predicted labels, (images,).
        confidence: the probability of each predicted label, (images,); None to keep the order.

    Raises:
        DTypeError: labels that are not int64, or a confidence that is no float.
        ShapeError: images without two axes, or another number of labels or confidences.

    >>> import numpy as np
    >>> targets, predictions = np.array([3, 5, 7]), np.array([1, 5, 2])
    >>> figure = plot_mistakes(np.zeros((3, 8, 8)), targets, predictions, np.array([0.6, 0.9, 0.8]))
    >>> [axes.get_title() for axes in figure.axes]
    ['2 / 7, 80 %', '1 / 3, 60 %']
    """
    pixels, true, predicted = _labelled("plot_mistakes", images, targets, predictions)
    wrong = np.flatnonzero(true != predicted)
    sureness: NDArray[np.floating[Any]] | None = None
    if confidence is not None:
        sureness = _array("plot_mistakes", "the confidence", confidence, "f")
        if sureness.shape != true.shape:
            raise ShapeError(f"plot_mistakes: confidence of shape {sureness.shape} for labels of shape {true.shape}")
        wrong = wrong[np.argsort(-sureness[wrong], kind="stable")]
    title = (
        f"predicted / true label of {min(wrong.size, ROWS * COLUMNS)} of {wrong.size} mistakes in {true.size} images"
    )
    return _grid(title, pixels, true, predicted, wrong, sureness)


def save_mistakes(
    images: Images[A, B, C],
    targets: Labels[A],
    predictions: Labels[A],
    path: str | Path,
    confidence: Numbers[A] | None = None,
) -> None:
    """Save `plot_mistakes`.

    Args:
        images: gray values, (images, rows, columns).
        targets: the true labels, (images,).
        predictions: the predicted labels, (images,).
        path: the file.
        confidence: the probability of each predicted label, (images,); None to keep the order.

    Raises:
        DTypeError, ShapeError: as `plot_mistakes`.
        ValueError: the file's ending is no format.
        OSError: the file cannot be written.
    """
    _save("save_mistakes", plot_mistakes(images, targets, predictions, confidence), path)


def _grid(
    title: str,
    images: NDArray[Any],
    targets: NDArray[np.int64],
    predictions: NDArray[np.int64],
    order: NDArray[np.intp],
    confidence: NDArray[np.floating[Any]] | None,
) -> Figure:
    """The first images of an order, with predicted and true label, wrong ones in red."""
    shown = order[: ROWS * COLUMNS]
    rows = max(1, -(-len(shown) // COLUMNS))
    figure = _Picture(figsize=(COLUMNS, rows * 1.25 + 0.6), layout="constrained")
    figure.suptitle(title)
    for place, index in enumerate(shown, 1):
        axes = figure.add_subplot(rows, COLUMNS, place)
        axes.imshow(images[index], cmap="gray_r")
        axes.set(xticks=[], yticks=[])
        is_wrong = targets[index] != predictions[index]
        color, weight, width = (WRONG, "bold", 2.5) if is_wrong else (RIGHT, "normal", 0.8)
        sure = "" if confidence is None else f", {100.0 * confidence[index]:.0f} %"
        size = 10 if confidence is None else 7  # as wide as the image
        text = f"{predictions[index]} / {targets[index]}{sure}"
        axes.set_title(text, color=color, fontweight=weight, fontsize=size)
        for spine in axes.spines.values():
            spine.set(edgecolor=color, linewidth=width)
    return figure


# ------------------------------------------------------------------------------------------------ what all of it does
def _save(operation: str, figure: Figure, path: str | Path) -> None:
    check_path(operation, path)
    figure.savefig(path, dpi=150)


def _labelled(
    operation: str, images: Images[A, B, C], targets: Labels[A], predictions: Labels[A]
) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64]]:
    """All three as arrays that belong together."""
    pixels = _array(operation, "the images", images, "fiub")
    true, predicted = (
        _array(operation, "the targets", targets, "i"),
        _array(operation, "the predictions", predictions, "i"),
    )
    if pixels.ndim != 3:
        raise ShapeError(f"{operation}: images of shape {pixels.shape}, not (images, rows, columns)")
    if true.shape != pixels.shape[:1] or predicted.shape != pixels.shape[:1]:
        raise ShapeError(
            f"{operation}: {len(pixels)} images, targets of shape {true.shape}, predictions of shape {predicted.shape}"
        )
    return pixels, true, predicted


def _array(operation: str, name: str, value: object, kinds: str) -> NDArray[Any]:
    """A tensor or an array of one of these kinds of dtypes as an array."""
    array: Any = value._data if is_tensor(value) else value
    if not isinstance(getattr(array, "dtype", None), np.dtype):
        raise DTypeError(f"{operation}: {name}: {described(value)} is neither a tensor nor an array")
    data: NDArray[Any] = np.asarray(array)
    if data.dtype.kind not in kinds:
        raise DTypeError(f"{operation}: {name} are {data.dtype}, which it cannot draw")
    return data
