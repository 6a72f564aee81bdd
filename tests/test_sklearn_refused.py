"""What the estimators refuse: samples, targets and parameters that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("sklearn")

from iris import IRIS_X, IRIS_Y, KINDS, Estimator, iris_classifier

from typedgrad import float32
from typedgrad.sklearn import TypedRegressor

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (IRIS_X[0], IRIS_Y[:1], "Expected 2D array"),
        (IRIS_X, IRIS_Y[:5], "inconsistent numbers of samples"),
        (np.where(IRIS_X > 2.0, np.nan, IRIS_X), IRIS_Y, "NaN"),
        (np.empty((0, 4)), np.empty(0), "0 sample"),
        (IRIS_X, IRIS_X[:, 0], "continuous"),
        (IRIS_X, np.stack([IRIS_Y, IRIS_Y], axis=1), "1d array"),
    ],
)
def test_samples_that_are_none_are_refused(x: NDArray[Any], y: NDArray[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        iris_classifier().fit(x, y)


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (IRIS_Y.astype("datetime64[D]"), r"dtype datetime64\[D\] are not numbers"),
        (IRIS_Y.astype(np.str_), "are not numbers"),
        (IRIS_Y + 1.0j, "Complex"),
        (IRIS_Y * 1e200, "targets are too large for float32"),
    ],
)
def test_targets_that_are_no_numbers_are_refused(y: NDArray[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TypedRegressor(dtype=float32).fit(IRIS_X, y)


def test_samples_too_large_for_the_dtype_are_refused() -> None:
    model = TypedRegressor(dtype=float32, max_iter=1).fit(IRIS_X, IRIS_Y)
    for call in (lambda: model.fit(IRIS_X * 1e200, IRIS_Y), lambda: model.predict(IRIS_X * 1e200)):
        with pytest.raises(ValueError, match=r"too large for dtype\('float32'\)"):
            call()


def test_sparse_samples_are_refused() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    with pytest.raises(TypeError, match="dense data is required"):
        iris_classifier().fit(sparse.csr_array(IRIS_X), IRIS_Y)


def test_another_number_of_features_is_refused() -> None:
    with pytest.raises(ValueError, match="X has 3 features, but TypedClassifier is expecting 4"):
        iris_classifier(max_iter=2).fit(IRIS_X, IRIS_Y).predict(IRIS_X[:, :3])


def test_early_stopping_needs_samples_to_hold_out() -> None:
    with pytest.raises(ValueError, match="early_stopping: n_samples = 4, of which 2 differ"):
        iris_classifier(early_stopping=True).fit([[0.0], [1.0], [0.0], [1.0]], [0, 1, 0, 1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("parameter", "value", "error", "message"),
    [
        ("hidden_layer_sizes", (10, 0), ValueError, "layers with 1 neuron or more"),
        ("hidden_layer_sizes", "10", TypeError, "a number of neurons"),
        ("hidden_layer_sizes", 2.5, TypeError, "a number of neurons"),
        ("hidden_layer_sizes", iter((10,)), TypeError, "a number of neurons"),  # empty at the next fit
        ("hidden_layer_sizes", {10, 20}, TypeError, "a number of neurons"),  # in no order
        ("activation", "sigmoid", ValueError, "one of identity, logistic, tanh, relu"),
        ("optimizer", "lbfgs", ValueError, "one of adam, adamw, sgd, rmsprop, adagrad"),
        ("alpha", -1.0, ValueError, "at least 0"),
        ("batch_size", 0, ValueError, "at least 1"),
        ("batch_size", "all", TypeError, "a whole number"),
        ("learning_rate_init", 0.0, ValueError, "above 0"),
        ("learning_rate_init", np.inf, ValueError, "above 0"),
        ("momentum", 1.0, ValueError, r"in \[0, 1\)"),
        ("nesterovs_momentum", "yes", TypeError, "True or False"),
        ("max_iter", 0, ValueError, "at least 1"),
        ("max_iter", True, TypeError, "a whole number"),
        ("shuffle", "yes", TypeError, "True or False"),
        ("random_state", "seed", ValueError, "seed"),
        ("tol", np.nan, ValueError, "at least 0"),
        ("tol", None, TypeError, "a number"),
        ("warm_start", None, TypeError, "True or False"),
        ("validation_fraction", 1.0, ValueError, r"in \(0, 1\)"),
        ("n_iter_no_change", 0, ValueError, "at least 1"),
        ("dtype", np.float32, TypeError, "typedgrad's float32 or float64"),
        ("dtype", ["float32"], TypeError, "typedgrad's float32 or float64"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(
    kind: Callable[..., Estimator], parameter: str, value: object, error: type[Exception], message: str
) -> None:
    model = kind(**{parameter: value})
    with pytest.raises(error, match=message):
        model.fit(IRIS_X, IRIS_Y)


def test_a_parameter_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid parameter 'alhpa'"):
        iris_classifier().set_params(**{"alhpa": 1.0})  # type: ignore[arg-type]  # refused by the checkers too
