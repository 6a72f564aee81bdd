"""Plots of a run, as PNG files. Needs matplotlib, the extra `plot`; nothing else in typedgrad imports this module."""
# Matplotlib's own stubs leave **kwargs without a type:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter, MaxNLocator

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from typedgrad.train.history import History

TRAIN, TEST = "#4c72b0", "#dd8452"  # blue and orange, told apart by colour-blind readers too
RIGHT, WRONG = "0.45", "#c44e52"  # gray and red
ROWS, COLUMNS = 6, 10
FEW = 20  # epochs


def save_curves(history: History, path: Path, *, score: str = "score") -> None:
    """Plot loss and score by epoch, of training and test batches.

    Args:
        history: the run.
        path: the PNG file.
        score: what the score is called.

    Raises:
        OSError: the file cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from typedgrad.train import Epoch, Evaluation, History
    >>> path = Path(mkdtemp()) / "curves.png"
    >>> save_curves(History((Epoch(1, Evaluation(2.3, 0.1), Evaluation(2.2, 0.2), 0.5),)), path)
    >>> path.exists()
    True
    """
    figure = Figure(figsize=(10, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    epochs = history.epochs
    numbers = [epoch.number for epoch in epochs]
    _curves(left, "loss", numbers, [epoch.train.loss for epoch in epochs], [epoch.test.loss for epoch in epochs])
    if all(min(epoch.train.loss, epoch.test.loss) > 0.0 for epoch in epochs):
        left.set_yscale("log")
        left.yaxis.set_major_formatter("{x:g}")
        left.yaxis.set_minor_formatter(LogFormatter())
    _curves(right, score, numbers, [epoch.train.score for epoch in epochs], [epoch.test.score for epoch in epochs])
    figure.savefig(path, dpi=150)


def _curves(axes: Axes, name: str, numbers: list[int], train: list[float], test: list[float]) -> None:
    for label, values, color in (("train", train, TRAIN), ("test", test, TEST)):
        marker = "." if len(values) < FEW else None  # a line through one point shows nothing
        axes.plot(numbers, values, color=color, marker=marker, label=f"{label}, last {values[-1]:.4f}")
    axes.set(xlabel="epoch", ylabel=name)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)


def save_predictions(
    images: np.ndarray[tuple[int, int, int], np.dtype[np.floating[Any]]],
    targets: NDArray[np.int64],
    predictions: NDArray[np.int64],
    path: Path,
) -> None:
    """Plot up to 60 images with their labels, first those that are predicted wrong, which are marked.

    Args:
        images: gray values, (images, rows, columns).
        targets: the true labels, (images,).
        predictions: the predicted labels, (images,).
        path: the PNG file.

    Raises:
        OSError: the file cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "predictions.png"
    >>> save_predictions(np.zeros((2, 8, 8)), np.array([3, 5]), np.array([3, 8]), path)
    >>> path.exists()
    True
    """
    wrong = targets != predictions
    order = np.argsort(~wrong, kind="stable")[: ROWS * COLUMNS]
    figure = Figure(figsize=(COLUMNS, ROWS * 1.25 + 0.6), layout="constrained")
    figure.suptitle(f"predicted / true label; {np.count_nonzero(wrong)} of {wrong.size} are wrong, in red")
    for place, index in enumerate(order, 1):
        axes = figure.add_subplot(ROWS, COLUMNS, place)
        axes.imshow(images[index], cmap="gray_r")
        axes.set(xticks=[], yticks=[])
        color, weight, width = (WRONG, "bold", 2.5) if wrong[index] else (RIGHT, "normal", 0.8)
        axes.set_title(f"{predictions[index]} / {targets[index]}", color=color, fontweight=weight, fontsize=10)
        for spine in axes.spines.values():
            spine.set(edgecolor=color, linewidth=width)
    figure.savefig(path, dpi=150)
