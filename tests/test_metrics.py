"""Metrics: the values of scikit-learn, the types of typedgrad, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NewType, Protocol, TypeAlias, assert_type

import numpy as np
import pytest
from helpers import untyped
from hypothesis import given, settings
from hypothesis import strategies as st

from typedgrad import DTypeError, ShapeError, Tensor, as_tensor, float64, int64
from typedgrad.train import accuracy, confusion_matrix, f1_score, precision_score, recall_score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]
    Pair = tuple[Labels, Labels]

Average = Literal["micro", "macro", "weighted"]
AVERAGES: tuple[Average, ...] = ("micro", "macro", "weighted")
Batch = NewType("Batch", int)
Classes = NewType("Classes", int)


def labels(values: list[int]) -> Labels:
    return np.array(values, np.int64)


@st.composite
def label_pairs(draw: st.DrawFn, largest: int = 12) -> Pair:
    """Targets and predictions over few of many classes, so that some are absent, and some are never predicted."""
    classes = draw(st.lists(st.integers(0, largest), min_size=1, max_size=6))
    size = draw(st.integers(1, 40))
    some = st.lists(st.sampled_from(classes), min_size=size, max_size=size)
    return labels(draw(some)), labels(draw(some))


# --------------------------------------------------------------------------------------- against scikit-learn
class Score(Protocol):
    """F1, precision or recall."""

    def __call__(
        self, targets: Labels, predictions: Labels, *, average: Average, classes: int | None = None
    ) -> float: ...


SCORES: dict[str, Score] = {"f1_score": f1_score, "precision_score": precision_score, "recall_score": recall_score}


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("average", AVERAGES)
@settings(max_examples=60, deadline=None)
@given(label_pairs())
def test_a_score_of_the_classes_that_occur_is_scikit_learns(name: str, average: Average, pair: Pair) -> None:
    reference = getattr(pytest.importorskip("sklearn.metrics"), name)
    expected = reference(*pair, average=average, zero_division=0)
    assert SCORES[name](*pair, average=average) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("average", AVERAGES)
@settings(max_examples=60, deadline=None)
@given(label_pairs())
def test_a_score_of_all_classes_is_scikit_learns(name: str, average: Average, pair: Pair) -> None:
    reference = getattr(pytest.importorskip("sklearn.metrics"), name)
    expected = reference(*pair, labels=np.arange(13), average=average, zero_division=0)
    assert SCORES[name](*pair, average=average, classes=13) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("classes", [None, 13])
@settings(max_examples=60, deadline=None)
@given(label_pairs())
def test_a_score_of_each_class_is_scikit_learns(name: str, classes: int | None, pair: Pair) -> None:
    reference = getattr(pytest.importorskip("sklearn.metrics"), name)
    labels = None if classes is None else np.arange(classes)
    expected = reference(*pair, labels=labels, average=None, zero_division=0)
    scores = untyped(SCORES[name])(*pair, average=None, classes=classes)
    np.testing.assert_allclose(scores.numpy(), expected, rtol=1e-14)


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("average", AVERAGES)
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 12), st.integers(1, 20))
def test_a_score_of_one_class_only_is_scikit_learns(name: str, average: Average, label: int, size: int) -> None:
    reference = getattr(pytest.importorskip("sklearn.metrics"), name)
    pair = labels([label] * size), labels([label] * size)
    assert SCORES[name](*pair, average=average) == reference(*pair, average=average, zero_division=0)


@settings(max_examples=60, deadline=None)
@given(label_pairs(), st.data())
def test_labels_of_any_shape_score_as_a_list_does(pair: Pair, data: st.DataObject) -> None:
    targets, predictions = pair
    rows = data.draw(st.sampled_from([n for n in range(1, targets.size + 1) if targets.size % n == 0]))
    shape = (rows, targets.size // rows)
    assert f1_score(targets.reshape(shape), predictions.reshape(shape)) == f1_score(targets, predictions)


@settings(max_examples=60, deadline=None)
@given(label_pairs())
def test_accuracy_is_scikit_learns(pair: Pair) -> None:
    reference = pytest.importorskip("sklearn.metrics")
    assert accuracy(*pair) == pytest.approx(reference.accuracy_score(*pair))


@settings(max_examples=60, deadline=None)
@given(label_pairs())
def test_confusion_matrix_is_scikit_learns(pair: Pair) -> None:
    reference = pytest.importorskip("sklearn.metrics")
    expected = reference.confusion_matrix(*pair, labels=np.arange(13))
    np.testing.assert_array_equal(confusion_matrix(*pair, 13).numpy(), expected)


# ------------------------------------------------------------------------------------------------ edge values
def test_a_class_that_is_never_predicted_scores_zero() -> None:
    assert f1_score(labels([0, 1]), labels([0, 0]), average=None).numpy().tolist() == [pytest.approx(2 / 3), 0.0]


@pytest.mark.parametrize("average", AVERAGES)
def test_perfect_predictions_score_one(average: Average) -> None:
    assert f1_score(labels([3, 1, 3]), labels([3, 1, 3]), average=average) == 1.0


@pytest.mark.parametrize("average", AVERAGES)
def test_wrong_predictions_score_zero(average: Average) -> None:
    assert f1_score(labels([0, 1]), labels([1, 0]), average=average) == 0.0


def test_huge_labels_take_memory_by_their_number() -> None:
    assert f1_score(labels([2**62, 0]), labels([2**62, 1])) == pytest.approx(1 / 3)


def test_many_classes_take_memory_linear_in_them() -> None:
    assert f1_score(labels([0, 99_999]), labels([0, 99_999]), average="micro", classes=100_000) == 1.0


def test_labels_of_any_shape_count_as_one_list() -> None:
    assert accuracy(labels([0, 1, 2, 3]).reshape(2, 2), labels([0, 1, 2, 0]).reshape(2, 2)) == 0.75


def test_transposed_labels_keep_their_pairs() -> None:
    targets = np.arange(6).reshape(2, 3)
    assert accuracy(targets.T, np.ascontiguousarray(targets.T)) == 1.0


# ------------------------------------------------------------------------------------------------------ types
TARGETS: Tensor[int64, tuple[Batch]] = as_tensor([0, 1, 1], int64, (Batch(3),))
PREDICTIONS: Tensor[int64, tuple[Batch]] = as_tensor([0, 1, 0], int64, (Batch(3),))


def test_an_average_is_a_float() -> None:
    score = f1_score(TARGETS, PREDICTIONS, average="weighted")
    assert_type(score, float)
    assert type(score) is float


def test_scores_without_average_have_the_dimension_of_the_classes() -> None:
    scores = f1_score(TARGETS, PREDICTIONS, average=None, classes=Classes(4))
    assert_type(scores, Tensor[float64, tuple[Classes]])
    assert scores.shape == (4,)


def test_the_confusion_matrix_has_the_dimension_of_the_classes_twice() -> None:
    matrix = confusion_matrix(TARGETS, PREDICTIONS, Classes(2))
    assert_type(matrix, Tensor[int64, tuple[Classes, Classes]])
    assert matrix.numpy().tolist() == [[1, 0], [1, 1]]


def test_tensors_and_arrays_mix() -> None:
    assert accuracy(TARGETS, labels([0, 1, 0])) == pytest.approx(2 / 3)


# --------------------------------------------------------------------------------------------- what they refuse
def of_three_classes(targets: Labels, predictions: Labels) -> object:
    return confusion_matrix(targets, predictions, 3)


Untyped: TypeAlias = Callable[..., object]  # callers whom no checker has told
METRICS: dict[str, Untyped] = {**SCORES, "accuracy": accuracy, "confusion_matrix": of_three_classes}


@pytest.mark.parametrize("name", METRICS)
def test_shapes_must_be_equal(name: str) -> None:
    with pytest.raises(ShapeError, match=rf"{name}: targets of shape \(2,\), predictions of shape \(1,\)"):
        METRICS[name](labels([0, 1]), labels([0]))


@pytest.mark.parametrize("name", METRICS)
def test_a_column_does_not_meet_a_row(name: str) -> None:
    with pytest.raises(ShapeError):
        METRICS[name](labels([0, 1]).reshape(2, 1), labels([0, 1]).reshape(1, 2))


@pytest.mark.parametrize("name", METRICS)
def test_no_labels_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}: no labels"):
        METRICS[name](labels([]), labels([]))


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("wrong", [[0.0, float("nan")], [True, False], ["0", "1"]])
def test_labels_must_be_int64(name: str, wrong: list[object]) -> None:
    with pytest.raises(DTypeError, match=f"{name}: the predictions are .*, not int64 class indices"):
        METRICS[name](labels([0, 1]), np.array(wrong))


def test_lists_are_refused() -> None:
    with pytest.raises(DTypeError, match="the targets are list, not int64"):
        METRICS["accuracy"]([0, 1], labels([0, 1]))


@pytest.mark.parametrize(("targets", "predictions"), [([0, -1], [0, 1]), ([0, 1], [0, 3])])
def test_a_label_outside_the_classes_is_refused(targets: list[int], predictions: list[int]) -> None:
    with pytest.raises(IndexError, match=r"label (-1|3) is not one of 3 classes, counted from 0"):
        f1_score(labels(targets), labels(predictions), classes=3)


def test_a_label_outside_the_classes_has_no_place_in_the_confusion_matrix() -> None:
    with pytest.raises(IndexError, match="confusion_matrix: label 3 is not one of 3 classes"):
        confusion_matrix(labels([0, 3]), labels([0, 1]), 3)


def test_a_negative_label_is_refused_without_classes() -> None:
    with pytest.raises(IndexError, match="label -1 is not a class index"):
        f1_score(labels([0, -1]), labels([0, 1]))


def test_an_unknown_average_is_refused() -> None:
    with pytest.raises(ValueError, match="'binary' is not"):
        METRICS["f1_score"](labels([0, 1]), labels([0, 1]), average="binary")
