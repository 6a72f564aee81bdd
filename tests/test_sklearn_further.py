"""The estimators trained further: `warm_start`, `partial_fit`, and samples of different weight."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("sklearn")

from iris import IRIS_X, IRIS_Y, KINDS, Estimator, iris_classifier, weights_of
from sklearn.base import clone

from typedgrad import float32
from typedgrad.optim import SGD
from typedgrad.sklearn import TypedClassifier, TypedRegressor
from typedgrad.sklearn.settings import checked
from typedgrad.sklearn.training import make_optimizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from typedgrad.sklearn.settings import OptimizerName, Parameters

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


# ----------------------------------------------------------------------------------------- further, and in parts
def test_warm_start_goes_on() -> None:
    model = iris_classifier(warm_start=True, max_iter=5)
    first = model.fit(IRIS_X, IRIS_Y).loss_
    network = model.network_
    assert model.fit(IRIS_X, IRIS_Y).loss_ < first
    assert model.network_ is network
    assert len(model.loss_curve_) == 10


def test_without_warm_start_it_begins_anew() -> None:
    model = iris_classifier(max_iter=5)
    assert model.fit(IRIS_X, IRIS_Y).loss_curve_ == model.fit(IRIS_X, IRIS_Y).loss_curve_


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hidden_layer_sizes": (5,)}, r"hidden layers \(5,\) of relu for a network of \(10,\) of relu"),
        ({"activation": "tanh"}, "of tanh for a network"),
        ({"dtype": float32}, "dtype float32 for a network of float64"),
    ],
)
def test_a_network_that_is_trained_further_keeps_its_layers(change: Parameters, message: str) -> None:
    model = iris_classifier(warm_start=True, max_iter=2).fit(IRIS_X, IRIS_Y)
    with pytest.raises(ValueError, match=message):
        model.set_params(**change).fit(IRIS_X, IRIS_Y)


def test_partial_fit_is_a_pass() -> None:
    model = iris_classifier(tol=0.0)
    for _ in range(3):
        model.partial_fit(IRIS_X, IRIS_Y)
    assert model.loss_curve_ == iris_classifier(tol=0.0, max_iter=3).fit(IRIS_X, IRIS_Y).loss_curve_


def test_partial_fit_goes_on_after_a_pickle() -> None:
    model = iris_classifier().partial_fit(IRIS_X, IRIS_Y)
    copy: TypedClassifier = pickle.loads(pickle.dumps(model))
    assert weights_of(copy.partial_fit(IRIS_X, IRIS_Y)) == weights_of(model.partial_fit(IRIS_X, IRIS_Y))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("adam", {"learning_rate_init": 0.5}),
        ("adamw", {"learning_rate_init": 0.5, "alpha": 0.25}),
        ("sgd", {"learning_rate_init": 0.5, "momentum": 0.0}),
        ("sgd", {"nesterovs_momentum": False}),
        ("rmsprop", {"learning_rate_init": 0.5}),
        ("adagrad", {"learning_rate_init": 0.5}),
    ],
)
def test_partial_fit_takes_changed_settings_and_keeps_the_memory(name: OptimizerName, change: Parameters) -> None:
    model = iris_classifier(optimizer=name).partial_fit(IRIS_X, IRIS_Y)
    optimizer = model.optimizer_
    model.set_params(**change).partial_fit(IRIS_X, IRIS_Y)
    fresh = make_optimizer(model.network_, checked("", model.get_params(deep=False)))
    assert model.optimizer_ is optimizer
    now, wanted = (
        {key: value for key, value in one.state_dict().items() if "parameters" not in key}
        for one in (model.optimizer_, fresh)
    )
    assert now == wanted


def test_partial_fit_takes_another_optimizer() -> None:
    model = iris_classifier().partial_fit(IRIS_X, IRIS_Y).set_params(optimizer="sgd")
    assert type(model.partial_fit(IRIS_X, IRIS_Y).optimizer_) is SGD


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ([[0, 1], [2, 3]], r"classes: shape \(2, 2\)"),
        ([], r"classes: shape \(0,\)"),
        ([0.0, 1.0, 2.0, np.nan], "NaN"),
        ([0, 1, "2"], "Mix of label"),
        (["0", "1", "2"], "label 0 is none of the classes"),
    ],
)
def test_classes_that_are_no_labels_are_refused(classes: list[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        iris_classifier().partial_fit(IRIS_X, IRIS_Y, classes=classes)


def test_partial_fit_knows_classes_that_come_later() -> None:
    early = IRIS_Y < 2
    model = iris_classifier().partial_fit(IRIS_X[early], IRIS_Y[early], classes=[0, 1, 2])
    for _ in range(200):
        model.partial_fit(IRIS_X, IRIS_Y)
    assert model.score(IRIS_X, IRIS_Y) > 0.9


def test_partial_fit_refuses_a_class_that_it_was_not_told() -> None:
    early = IRIS_Y < 2
    model = iris_classifier().partial_fit(IRIS_X[early], IRIS_Y[early])
    with pytest.raises(ValueError, match=r"TypedClassifier: label 2 is none of the classes \[0 1\]"):
        model.partial_fit(IRIS_X, IRIS_Y)


def test_partial_fit_refuses_other_classes_than_before() -> None:
    model = iris_classifier().partial_fit(IRIS_X, IRIS_Y)
    with pytest.raises(ValueError, match="are not those before"):
        model.partial_fit(IRIS_X, IRIS_Y, classes=[0, 1, 2, 3])


def test_partial_fit_refuses_another_number_of_targets() -> None:
    model = TypedRegressor().partial_fit(IRIS_X, IRIS_X)
    with pytest.raises(ValueError, match="1 targets a sample, before 4"):
        model.partial_fit(IRIS_X, IRIS_Y)


# ------------------------------------------------------------------------------------------------------- weights
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("early_stopping", [False, True])
def test_a_weight_of_two_is_a_sample_given_twice(kind: Callable[..., Estimator], early_stopping: bool) -> None:
    weights = np.arange(60) % 3
    x, y = IRIS_X[::3][:60], IRIS_Y[::3][:60]
    weights = weights[: len(x)]
    model = kind((10,), "tanh", early_stopping=early_stopping, max_iter=30, random_state=0)
    weighted = clone(model).fit(x, y, sample_weight=weights)
    repeated = clone(model).fit(x.repeat(weights, axis=0), y.repeat(weights))
    for one, other in zip(weighted.network_.parameters(), repeated.network_.parameters(), strict=True):
        np.testing.assert_allclose(one.numpy(), other.numpy(), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (np.zeros(150), "all weights are zero"),
        (np.full(150, -1.0), "negative"),
        (np.ones(3), "inconsistent numbers of samples"),
        (np.ones((150, 1)), "sample weights must be 1D"),
        (np.full(150, np.nan), "NaN"),
        (np.full(150, 1e308), "the sum of weights up to 1e[+]308 is not finite"),
        (np.array(2.0), r"shape \(\) is not one weight a sample"),
    ],
)
def test_weights_that_are_none_are_refused(weights: NDArray[np.float64], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        iris_classifier().fit(IRIS_X, IRIS_Y, sample_weight=weights)
