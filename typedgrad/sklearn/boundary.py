"""The one module that knows scikit-learn: its base classes, and its checks of data under types of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from typedgrad.train.extras import needs

with needs("sklearn"):
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.metrics import accuracy_score, r2_score
    from sklearn.utils import Tags, check_array, check_consistent_length, check_random_state
    from sklearn.utils.multiclass import check_classification_targets, unique_labels
    from sklearn.utils.validation import check_is_fitted, validate_data

if TYPE_CHECKING:  # scikit-learn has no types, so that whoever derives from its classes would have none either
    from typing import Self, Unpack

    from numpy.typing import ArrayLike

    from typedgrad.sklearn.settings import FloatType, Parameters

    class BaseEstimator:
        """What scikit-learn's class of this name gives an estimator."""

        def get_params(self, deep: bool = True) -> dict[str, Any]:
            """The parameters, by name."""
            ...

        def set_params(self, **params: Unpack[Parameters]) -> Self:
            """Change parameters; the next `fit` takes them into account."""
            ...

        def set_fit_request(self, *, sample_weight: bool | str | None = ...) -> Self:
            """Say whether a meta-estimator is to route `sample_weight` to `fit`."""
            ...

        def set_partial_fit_request(self, *, sample_weight: bool | str | None = ...) -> Self:
            """Say whether a meta-estimator is to route `sample_weight` to `partial_fit`."""
            ...

        def set_score_request(self, *, sample_weight: bool | str | None = ...) -> Self:
            """Say whether a meta-estimator is to route `sample_weight` to `score`."""
            ...

        def __sklearn_tags__(self) -> Tags: ...

    class ClassifierMixin:
        """What scikit-learn's class of this name gives a classifier."""

        def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:  # noqa: N803
            """The accuracy."""
            ...

    class RegressorMixin:
        """What scikit-learn's class of this name gives a regressor."""

        def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:  # noqa: N803
            """The coefficient of determination, R²."""
            ...

else:
    with needs("sklearn"):
        from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin

__all__ = [
    "BaseEstimator",
    "ClassifierMixin",
    "ConvergenceWarning",
    "Floats",
    "RegressorMixin",
    "Rows",
    "Tags",
    "Targets",
    "Weights",
    "check_classes",
    "check_examples",
    "check_is_fitted",
    "check_samples",
    "check_weights",
    "make_generator",
    "mean_accuracy",
    "r2",
]

Floats: TypeAlias = np.float32 | np.float64
Rows: TypeAlias = np.ndarray[tuple[int, int], np.dtype[Floats]]
"""Samples as rows, of the dtype that the network has."""

Targets: TypeAlias = np.ndarray[tuple[int] | tuple[int, int], np.dtype[Any]]
"""What `y` holds: one value a sample, or one row."""

Weights: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]


def check_samples(estimator: BaseEstimator, x: ArrayLike, dtype: FloatType | None) -> Rows:
    """The samples of a fitted estimator: features as many as in `fit`, under the same names.

    Raises:
        ValueError: the samples do not fit, or are not finite.
        TypeError: a sparse matrix.
    """
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large for the dtype is infinite, and refused
        return cast("Rows", validate_data(estimator, x, dtype=_accepted(dtype), reset=False))  # as scikit-learn says


def check_examples(  # noqa: D417
    estimator: BaseEstimator,
    x: ArrayLike,
    y: ArrayLike,
    dtype: FloatType | None,
    *,
    reset: bool,
    regression: bool,
) -> tuple[Rows, Targets]:
    """Samples and targets.

    Args:
        reset: whether the features become those of the estimator; otherwise they must be.
        regression: whether the targets are numbers, and may be several a sample.

    Raises:
        ValueError: they do not fit each other or the estimator, are not finite, or are none.
        TypeError: a sparse matrix.
    """
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large for the dtype is infinite, and refused
        rows, targets = validate_data(
            estimator, x, y, dtype=_accepted(dtype), reset=reset, multi_output=regression, y_numeric=regression
        )
    if not regression:
        check_classification_targets(targets)
    return cast("Rows", rows), targets  # as scikit-learn says


def check_weights(weights: ArrayLike | None, rows: Rows) -> Weights | None:
    """The weights of the samples, where there are any.

    Raises:
        ValueError: not one weight a sample, one that is negative or not finite, none above 0, or a sum that is too
            large.
    """
    if weights is None:
        return None
    checked = check_array(weights, ensure_2d=False, ensure_min_samples=0, dtype=np.float64, input_name="sample_weight")
    if checked.ndim != 1:
        raise ValueError(f"sample_weight: shape {checked.shape} is not one weight a sample; sample weights must be 1D")
    check_consistent_length(checked, rows)
    if checked.min() < 0.0:
        raise ValueError(f"sample_weight: {checked.min()} is negative")
    if not checked.any():
        raise ValueError("sample_weight: all weights are zero")
    with np.errstate(over="ignore"):
        if not np.isfinite(checked.sum()):
            raise ValueError(f"sample_weight: the sum of weights up to {checked.max()} is not finite")
    return cast("Weights", checked)  # one axis, checked above


def check_classes(classes: ArrayLike) -> np.ndarray[tuple[int], np.dtype[Any]]:
    """The labels that `partial_fit` is told of, sorted, each once.

    Raises:
        ValueError: they are none, of several kinds, no labels, or not one after the other.
    """
    labels = np.asarray(classes)
    if labels.ndim != 1 or not labels.size:
        raise ValueError(f"classes: shape {labels.shape} is not a list of labels")
    with np.errstate(invalid="ignore"):  # NaN is refused
        return unique_labels(classes)


def make_generator(random_state: int | np.random.RandomState | None) -> np.random.Generator:
    """A generator by what scikit-learn takes for one: a seed, a state that is drawn from, or None for NumPy's global.

    Raises:
        ValueError: something else.
    """
    return np.random.default_rng(check_random_state(random_state).randint(0, 1 << 31, size=4))


def mean_accuracy(true: Targets, predicted: Targets, weights: Weights | None) -> float:
    """The fraction of labels that are predicted right, by weight."""
    return float(accuracy_score(true, predicted, sample_weight=weights))


def r2(true: Targets, predicted: Targets, weights: Weights | None) -> float:
    """The coefficient of determination, R²."""
    return float(r2_score(true, predicted, sample_weight=weights))


def _accepted(dtype: FloatType | None) -> type[Floats] | list[type[Floats]]:
    """NumPy's name of the dtype to convert to; the first of a list is for what is none of them."""
    if dtype is None:
        return [np.float64, np.float32]
    return np.float32 if dtype.__name__ == "float32" else np.float64
