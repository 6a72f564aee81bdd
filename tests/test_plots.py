"""Plots: what is in the figures, which mistakes are shown and in which order, and what is refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped

from typedgrad import DTypeError, ShapeError, as_tensor, float32, float64, int64
from typedgrad.train import Epoch, Evaluation, History, confusion_matrix

pytest.importorskip("matplotlib")

from matplotlib.figure import Figure
from matplotlib.image import imread

from typedgrad.train.plots import (
    WRONG,
    plot_confusion_matrix,
    plot_curves,
    plot_mistakes,
    plot_predictions,
    save_confusion_matrix,
    save_curves,
    save_mistakes,
    save_predictions,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.axes import Axes


def history(*losses: float) -> History:
    return History(
        tuple(
            Epoch(i, Evaluation(loss, 0.5), Evaluation(loss + 1.0, 0.25 * i), 1.0) for i, loss in enumerate(losses, 1)
        )
    )


def lines(axes: Axes) -> dict[str, list[tuple[float, float]]]:
    """The points of each line, by the first word of its name."""
    found: dict[str, list[tuple[float, float]]] = {}
    for line in axes.get_lines():
        xs, ys = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
        found[str(line.get_label()).split(",")[0]] = list(zip(xs.tolist(), ys.tolist(), strict=True))
    return found


# ------------------------------------------------------------------------------------------------------------ curves
def test_curves_are_those_of_the_history() -> None:
    loss, score = plot_curves(history(2.0, 1.0), score="F1").axes
    assert (loss.get_xlabel(), loss.get_ylabel(), score.get_ylabel()) == ("epoch", "loss", "F1")
    assert lines(loss) == {"train": [(1.0, 2.0), (2.0, 1.0)], "test": [(1.0, 3.0), (2.0, 2.0)]}
    assert lines(score) == {"train": [(1.0, 0.5), (2.0, 0.5)], "test": [(1.0, 0.25), (2.0, 0.5)]}
    legend = loss.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["train, last 1.0000", "test, last 2.0000"]


@pytest.mark.parametrize(("losses", "scale"), [((2.0, 1.0), "log"), ((2.0, 0.0), "linear"), ((-2.0, 1.0), "linear")])
def test_loss_has_a_logarithmic_axis_where_it_can(losses: tuple[float, ...], scale: str) -> None:
    assert plot_curves(history(*losses)).axes[0].get_yscale() == scale


def test_few_epochs_have_dots() -> None:
    assert [line.get_marker() for line in plot_curves(history(1.0)).axes[0].get_lines()] == [".", "."]
    assert plot_curves(history(*[1.0] * 30)).axes[0].get_lines()[0].get_marker() != "."


def test_every_metric_of_an_evaluation_has_its_curve() -> None:
    class Measured(Evaluation):
        """An evaluation with metrics beside the score."""

        __slots__ = ("metrics",)
        metrics: dict[str, float]

    def measured(**metrics: float) -> Measured:
        evaluation = Measured(1.0, 1.0)
        object.__setattr__(evaluation, "metrics", metrics)
        return evaluation

    epochs = (
        Epoch(1, measured(recall=0.5), measured(recall=0.25, precision=0.125), 1.0),
        Epoch(2, measured(recall=1.0), measured(recall=0.75, precision=0.5), 1.0),
    )
    figure = plot_curves(History(epochs))
    assert [axes.get_ylabel() for axes in figure.axes] == ["loss", "score", "recall", "precision"]
    assert lines(figure.axes[2]) == {"train": [(1.0, 0.5), (2.0, 1.0)], "test": [(1.0, 0.25), (2.0, 0.75)]}


def test_name_of_the_score_is_text_as_it_is() -> None:
    figure = plot_curves(history(1.0), score="$F_1")
    figure.draw_without_rendering()
    assert figure.axes[1].get_ylabel() == "$F_1"


def test_history_without_epochs_is_refused() -> None:
    with pytest.raises(ValueError, match="plot_curves: the history has no epochs"):
        plot_curves(History(()))


# -------------------------------------------------------------------------------------------------- confusion matrix
def texts(axes: Axes) -> dict[tuple[int, int], str]:
    """What is written into the cells, by row and column."""
    return {(round(text.get_position()[1]), round(text.get_position()[0])): text.get_text() for text in axes.texts}


def test_confusion_matrix_has_its_counts_in_place() -> None:
    true, predicted = as_tensor([0, 0, 1, 1], int64, (4,)), as_tensor([0, 1, 1, 1], int64, (4,))
    (axes,) = plot_confusion_matrix(confusion_matrix(true, predicted, 2), ["cat", "dog"]).axes
    assert texts(axes) == {(0, 0): "1", (0, 1): "1", (1, 0): "0", (1, 1): "2"}
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted", "true")
    assert axes.get_title() == "3 of 4 are right, 75.0 %"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["cat", "dog"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["cat", "dog"]
    assert np.asarray(axes.get_images()[0].get_array()).tolist() == [[0.5, 0.5], [0.0, 1.0]]


def test_classes_without_names_have_their_numbers() -> None:
    (axes,) = plot_confusion_matrix(np.eye(3, dtype=np.int64)).axes
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "1", "2"]


def test_class_that_never_occurs_is_no_fault() -> None:
    (axes,) = plot_confusion_matrix(np.array([[2, 1], [0, 0]])).axes
    assert np.asarray(axes.get_images()[0].get_array())[1].tolist() == [0.0, 0.0]
    assert plot_confusion_matrix(np.zeros((2, 2), np.int64)).axes[0].get_title() == "0 of 0 are right"


def test_counts_that_none_could_read_are_left_out() -> None:
    assert len(plot_confusion_matrix(np.eye(30, dtype=np.int64)).axes[0].texts) == 900
    assert not plot_confusion_matrix(np.eye(31, dtype=np.int64)).axes[0].texts


def test_names_are_text_as_they_are() -> None:
    figure = plot_confusion_matrix(np.eye(2, dtype=np.int64), ["$x^", r"\frac{"])
    figure.draw_without_rendering()
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["$x^", r"\frac{"]


# ------------------------------------------------------------------------------------------------------------ images
IMAGES = np.arange(6.0)[:, None, None] * np.ones((6, 4, 4))
TRUE = np.array([3, 5, 7, 1, 0, 2])
PREDICTED = np.array([3, 6, 7, 4, 0, 8])
SURE = np.array([0.99, 0.5, 0.9, 0.75, 0.8, 0.6])


def titles(figure: Figure) -> list[str]:
    return [axes.get_title() for axes in figure.axes]


def shown(figure: Figure) -> list[float]:
    """Which images are shown: each has its number as its value."""
    return [float(np.asarray(axes.get_images()[0].get_array())[0, 0]) for axes in figure.axes]


def suptitle(figure: Figure) -> str:
    return figure.get_suptitle()


def test_wrong_predictions_are_first_and_red() -> None:
    figure = plot_predictions(IMAGES, TRUE, PREDICTED)
    assert titles(figure) == ["6 / 5", "4 / 1", "8 / 2", "3 / 3", "7 / 7", "0 / 0"]
    assert shown(figure) == [1.0, 3.0, 5.0, 0.0, 2.0, 4.0]
    assert [axes.title.get_color() == WRONG for axes in figure.axes] == [True] * 3 + [False] * 3
    assert suptitle(figure) == "predicted / true label; 3 of 6 are wrong, in red"


def test_mistakes_are_only_the_wrong_ones() -> None:
    figure = plot_mistakes(IMAGES, TRUE, PREDICTED)
    assert (titles(figure), shown(figure)) == (["6 / 5", "4 / 1", "8 / 2"], [1.0, 3.0, 5.0])
    assert suptitle(figure) == "predicted / true label of 3 of 3 mistakes in 6 images"


def test_surest_mistakes_are_first() -> None:
    figure = plot_mistakes(IMAGES, TRUE, PREDICTED, SURE)
    assert (titles(figure), shown(figure)) == (["4 / 1, 75 %", "8 / 2, 60 %", "6 / 5, 50 %"], [3.0, 5.0, 1.0])


def test_tensors_are_taken_as_arrays_are() -> None:
    images = as_tensor(IMAGES, float64, (6, 4, 4))
    true, predicted = as_tensor(TRUE, int64, (6,)), as_tensor(PREDICTED, int64, (6,))
    figure = plot_mistakes(images, true, predicted, as_tensor(SURE, float32, (6,)))
    assert titles(figure) == ["4 / 1, 75 %", "8 / 2, 60 %", "6 / 5, 50 %"]
    assert titles(plot_predictions(images, true, predicted))[0] == "6 / 5"


def test_no_mistakes() -> None:
    figure = plot_mistakes(IMAGES, TRUE, TRUE)
    figure.draw_without_rendering()
    assert (figure.axes, suptitle(figure)) == ([], "predicted / true label of 0 of 0 mistakes in 6 images")


def test_more_than_sixty_are_cut() -> None:
    images, true = np.zeros((100, 2, 2)), np.zeros(100, np.int64)
    figure = plot_mistakes(images, true, true + 1)
    assert len(figure.axes) == 60
    assert suptitle(figure) == "predicted / true label of 60 of 100 mistakes in 100 images"


# --------------------------------------------------------------------------------------------------- files, notebooks
SAVED: dict[str, Callable[[Any], None]] = {
    "curves": lambda path: save_curves(history(1.0), path, score="F1"),
    "confusion matrix": lambda path: save_confusion_matrix(np.eye(2, dtype=np.int64), path, ["a", "b"]),
    "predictions": lambda path: save_predictions(IMAGES, TRUE, PREDICTED, path),
    "mistakes": lambda path: save_mistakes(IMAGES, TRUE, PREDICTED, path, SURE),
}


@pytest.mark.parametrize("name", SAVED)
def test_figures_are_saved(name: str, tmp_path: Path) -> None:
    SAVED[name](tmp_path / "figure.png")
    assert imread(tmp_path / "figure.png").ndim == 3
    SAVED[name](f"{tmp_path}/figure.svg")
    assert "</svg>" in (tmp_path / "figure.svg").read_text()


@pytest.mark.parametrize("name", SAVED)
def test_ending_that_is_no_format_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        SAVED[name](tmp_path / "figure.nonsense")


FIGURES: dict[str, Callable[[], Figure]] = {
    "curves": lambda: plot_curves(history(1.0)),
    "confusion matrix": lambda: plot_confusion_matrix(np.eye(2, dtype=np.int64)),
    "predictions": lambda: plot_predictions(IMAGES, TRUE, PREDICTED),
    "mistakes": lambda: plot_mistakes(IMAGES, TRUE, PREDICTED),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figure_shows_itself_in_a_notebook(name: str) -> None:
    figure = FIGURES[name]()
    assert isinstance(figure, Figure)
    assert untyped(figure)._repr_png_().startswith(b"\x89PNG")
    assert repr(figure).startswith("<Figure size ")
    assert "matplotlib.pyplot" not in sys.modules or figure.number not in sys.modules["matplotlib.pyplot"].get_fignums()


# ---------------------------------------------------------------------------------------------------------- refusals
REFUSED: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "a matrix of floats": (
        lambda: plot_confusion_matrix(untyped(np.eye(2))),
        DTypeError,
        "plot_confusion_matrix: the matrix are float64",
    ),
    "a matrix as a list": (lambda: plot_confusion_matrix(untyped([[1]])), DTypeError, r"the matrix: \[\[1\]\] of type"),
    "a matrix that is not square": (
        lambda: plot_confusion_matrix(np.ones((2, 3), np.int64)),
        ShapeError,
        r"a matrix of shape \(2, 3\), not \(classes, classes\)",
    ),
    "no classes": (lambda: plot_confusion_matrix(np.ones((0, 0), np.int64)), ShapeError, r"a matrix of shape \(0, 0\)"),
    "a negative count": (lambda: plot_confusion_matrix(np.array([[-1]])), ValueError, "a count of -1"),
    "too few names": (
        lambda: plot_confusion_matrix(np.eye(2, dtype=np.int64), ["a"]),
        ValueError,
        "1 names for 2 classes",
    ),
    "flat images": (
        lambda: plot_predictions(untyped(IMAGES.reshape(6, 16)), TRUE, PREDICTED),
        ShapeError,
        r"plot_predictions: images of shape \(6, 16\), not \(images, rows, columns\)",
    ),
    "too few labels": (
        lambda: plot_mistakes(IMAGES, TRUE[:5], PREDICTED),
        ShapeError,
        r"plot_mistakes: 6 images, targets of shape \(5,\), predictions of shape \(6,\)",
    ),
    "labels that are floats": (
        lambda: plot_mistakes(IMAGES, TRUE, untyped(SURE)),
        DTypeError,
        "plot_mistakes: the predictions are float64",
    ),
    "a confidence of probabilities": (
        lambda: plot_mistakes(IMAGES, TRUE, PREDICTED, untyped(np.ones((6, 10)))),
        ShapeError,
        r"confidence of shape \(6, 10\) for labels of shape \(6,\)",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused(name: str) -> None:
    call, error, message = REFUSED[name]
    with pytest.raises(error, match=message):
        call()
