"""The estimators where they are used: what they learn, and pipelines, searches, DataFrames and pickles."""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("sklearn")

import joblib
import pandas as pd
from iris import IRIS_X, IRIS_Y, KINDS, NAMES, RAW_X, Estimator, iris_classifier, weights_of
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_diabetes, load_digits
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from typedgrad import float32, float64
from typedgrad.nn import Layer
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, RMSprop
from typedgrad.sklearn import TypedClassifier, TypedRegressor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typedgrad.optim import Optimizer
    from typedgrad.sklearn.settings import FloatType, OptimizerName, Parameters

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


# ----------------------------------------------------------------------------------------------- what is learned
def test_digits_are_learned_as_by_scikit_learn() -> None:
    x, y = load_digits(return_X_y=True)
    train, test, labels, expected = train_test_split(x / 16.0, y, test_size=0.2, stratify=y, random_state=0)
    peer = MLPClassifier((40,), max_iter=60, random_state=0).fit(train, labels)
    model = TypedClassifier((40,), max_iter=60, random_state=0).fit(train, labels)
    assert model.score(test, expected) > max(0.9, peer.score(test, expected) - 0.03)


def test_iris_is_learned() -> None:
    assert iris_classifier().fit(IRIS_X, IRIS_Y).score(IRIS_X, IRIS_Y) > 0.95


def test_diabetes_is_learned_as_by_scikit_learn() -> None:
    x, y = load_diabetes(return_X_y=True)
    scaled = (y - y.mean()) / y.std()
    x = StandardScaler().fit_transform(x)
    train, test, targets, expected = train_test_split(x, scaled, test_size=0.25, random_state=0)
    peer = MLPRegressor(hidden_layer_sizes=(20,), max_iter=100, random_state=0).fit(train, targets)
    model = TypedRegressor((20,), max_iter=100, random_state=0).fit(train, targets)
    assert model.score(test, expected) > max(0.2, peer.score(test, expected) - 0.15)


def test_a_curve_is_learned_that_no_line_fits() -> None:
    x = np.linspace(-2.0, 2.0, 200)[:, np.newaxis]
    y = np.sin(3.0 * x[:, 0])
    model = TypedRegressor((30, 30), "tanh", learning_rate_init=0.01, tol=0.0, max_iter=300, random_state=0)
    assert model.fit(x, y).score(x, y) > 0.99


@pytest.mark.parametrize("dtype", [np.bool_, np.int8, np.uint16, np.float16, np.float32])
def test_targets_of_any_kind_of_number(dtype: type[np.generic]) -> None:
    model = TypedRegressor((), learning_rate_init=0.1, random_state=0).fit(IRIS_X, (IRIS_Y > 0).astype(dtype))
    assert model.score(IRIS_X, IRIS_Y > 0) > 0.8


def test_several_targets_are_learned_at_once() -> None:
    targets = np.stack([IRIS_X[:, 0] * 2.0, -IRIS_X[:, 1]], axis=1)
    model = TypedRegressor((), learning_rate_init=0.1, random_state=0).fit(IRIS_X, targets)
    assert model.predict(IRIS_X).shape == (150, 2)
    assert model.score(IRIS_X, targets) > 0.99


def test_no_hidden_layer_is_logistic_regression() -> None:
    model = iris_classifier(hidden_layer_sizes=()).fit(IRIS_X, IRIS_Y)
    assert [parameter.shape for parameter in model.network_.parameters()] == [(4, 3), (3,)]


def test_alpha_keeps_weights_small() -> None:
    free, bound = (iris_classifier(alpha=alpha).fit(IRIS_X, IRIS_Y).network_ for alpha in (0.0, 100.0))
    norms = [sum(float((weight.numpy() ** 2).sum()) for weight in network.parameters()) for network in (free, bound)]
    assert norms[1] < norms[0] / 4.0


@pytest.mark.parametrize(
    ("name", "rate", "kind"),
    [
        ("adam", 0.02, Adam),
        ("adamw", 0.02, AdamW),
        ("sgd", 0.1, SGD),
        ("rmsprop", 0.01, RMSprop),
        ("adagrad", 0.1, Adagrad),
    ],
)
def test_each_optimizer_learns(name: OptimizerName, rate: float, kind: type[Optimizer]) -> None:
    model = iris_classifier(optimizer=name, learning_rate_init=rate).fit(IRIS_X, IRIS_Y)
    assert type(model.optimizer_) is kind
    assert model.score(IRIS_X, IRIS_Y) > 0.9


def test_adamw_lets_the_weights_decay_and_not_the_biases() -> None:
    model = iris_classifier(optimizer="adamw", alpha=0.5, hidden_layer_sizes=(), max_iter=3).fit(IRIS_X, IRIS_Y)
    assert isinstance(model.optimizer_, AdamW)
    assert [group.weight_decay for group in model.optimizer_.groups] == [0.5, 0.0]
    assert [[p.shape for p in group.parameters] for group in model.optimizer_.groups] == [[(4, 3)], [(3,)]]


@pytest.mark.parametrize(("momentum", "nesterov"), [(0.9, True), (0.9, False), (0.0, False)])
def test_momentum_of_sgd(momentum: float, nesterov: bool) -> None:
    model = iris_classifier(optimizer="sgd", momentum=momentum, nesterovs_momentum=nesterov or not momentum, max_iter=2)
    optimizer = model.fit(IRIS_X, IRIS_Y).optimizer_
    assert isinstance(optimizer, SGD)
    assert (optimizer.momentum, optimizer.nesterov) == (momentum, nesterov)


# ----------------------------------------------------------------------------------------------------- the network
def test_the_network_is_a_typed_layer() -> None:
    network = iris_classifier(activation="tanh").fit(IRIS_X, IRIS_Y).network_
    assert isinstance(network, Layer)
    assert repr(network) == "Linear(4, 10, float64) >> Tanh() >> Linear(10, 3, float64)"


@pytest.mark.parametrize(
    ("given", "dtype", "expected"),
    [
        (np.float32, None, np.float32),
        (np.float64, None, np.float64),
        (np.int64, None, np.float64),
        (np.float64, float32, np.float32),
        (np.float32, float64, np.float64),
    ],
)
def test_dtype_of_what_is_predicted(
    given: type[np.generic], dtype: FloatType | None, expected: type[np.floating[Any]]
) -> None:
    x = IRIS_X.astype(given)
    classifier = TypedClassifier(max_iter=2, dtype=dtype).fit(x, IRIS_Y)
    regressor = TypedRegressor(max_iter=2, dtype=dtype).fit(x, IRIS_Y)
    assert {classifier.predict_proba(x).dtype, regressor.predict(x).dtype} == {np.dtype(expected)}


def test_probabilities_add_up_to_one() -> None:
    model = iris_classifier().fit(IRIS_X, IRIS_Y)
    np.testing.assert_allclose(model.predict_proba(IRIS_X).sum(axis=1), 1.0)


def test_logarithms_of_probabilities_stay_finite() -> None:
    model = iris_classifier().fit(IRIS_X, IRIS_Y)
    far = IRIS_X * 1e4
    assert model.predict_proba(far).min() == 0.0
    assert np.isfinite(model.predict_log_proba(far)).all()


# --------------------------------------------------------------------------------------------------- determinism
@pytest.mark.parametrize("parameters", [{}, {"early_stopping": True}, {"batch_size": 32}, {"dtype": float32}])
def test_one_random_state_gives_the_same_bits(parameters: Parameters) -> None:
    first, second = (iris_classifier(max_iter=30).set_params(**parameters).fit(IRIS_X, IRIS_Y) for _ in range(2))
    assert weights_of(first) == weights_of(second)


def test_another_random_state_gives_other_weights() -> None:
    first, second = (iris_classifier(random_state=seed, max_iter=2).fit(IRIS_X, IRIS_Y) for seed in (0, 1))
    assert weights_of(first) != weights_of(second)


def test_a_random_state_is_drawn_from() -> None:
    state = np.random.RandomState(0)
    first, second = (iris_classifier(random_state=state, max_iter=2).fit(IRIS_X, IRIS_Y) for _ in range(2))
    assert weights_of(first) != weights_of(second)


def test_few_steps_are_those_of_many() -> None:  # few are not compiled
    few = iris_classifier(max_iter=2, tol=0.0).fit(IRIS_X, IRIS_Y)
    many = iris_classifier(max_iter=60, tol=0.0).fit(IRIS_X, IRIS_Y)
    assert few.loss_curve_ == many.loss_curve_[:2]


# ------------------------------------------------------------------------------------------------- when it stops
def test_the_loss_is_noted_for_each_pass() -> None:
    model = iris_classifier().fit(IRIS_X, IRIS_Y)
    assert len(model.loss_curve_) == model.n_iter_
    assert (model.loss_, model.best_loss_) == (model.loss_curve_[-1], min(model.loss_curve_))
    assert (model.validation_scores_, model.best_validation_score_) == (None, None)


def test_training_stops_where_nothing_gets_better() -> None:
    model = iris_classifier(tol=10.0, n_iter_no_change=3, max_iter=50).fit(IRIS_X, IRIS_Y)
    assert model.n_iter_ == 5  # one that is better than none, and more than three that are not


def test_a_run_that_is_cut_short_warns() -> None:
    with pytest.warns(ConvergenceWarning, match="TypedClassifier: max_iter=3"):
        iris_classifier(max_iter=3).fit(IRIS_X, IRIS_Y)


def test_early_stopping_keeps_the_best_weights() -> None:
    model = iris_classifier(early_stopping=True, learning_rate_init=0.5).fit(IRIS_X, IRIS_Y)
    assert model.validation_scores_ is not None
    assert len(model.validation_scores_) == model.n_iter_ < 200
    assert model.best_validation_score_ == max(model.validation_scores_)
    assert model.best_loss_ is None
    assert model.score(IRIS_X, IRIS_Y) > 0.9


def test_weights_of_a_worse_score_are_not_kept() -> None:
    with pytest.warns(ConvergenceWarning):
        best, longer = (
            iris_classifier(early_stopping=True, learning_rate_init=0.1, max_iter=n).fit(IRIS_X, IRIS_Y) for n in (3, 4)
        )
    assert longer.validation_scores_ is not None
    assert longer.validation_scores_[3] < longer.validation_scores_[2] == best.best_validation_score_
    np.testing.assert_array_equal(longer.predict_proba(IRIS_X), best.predict_proba(IRIS_X))


def test_verbose_tells_of_each_pass(capsys: pytest.CaptureFixture[str]) -> None:
    iris_classifier(verbose=True, early_stopping=True, max_iter=2).fit(IRIS_X, IRIS_Y)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines] == ["epoch 1", "epoch 2"]
    assert "validation score" in lines[0]


def test_a_loss_that_is_not_finite_is_an_error() -> None:
    model = TypedRegressor(optimizer="sgd", learning_rate_init=1e6, random_state=0)
    with pytest.raises(FloatingPointError, match=r"TypedRegressor: after epoch .* learning_rate_init"):
        model.fit(IRIS_X, IRIS_Y)


@pytest.mark.parametrize("early_stopping", [False, True])
def test_weights_that_are_not_finite_are_an_error(early_stopping: bool) -> None:
    model = TypedRegressor((), optimizer="sgd", learning_rate_init=1e308, max_iter=1, early_stopping=early_stopping)
    with pytest.raises(FloatingPointError, match=r"after epoch 1, of loss [0-9.]+, it or the weights are"):
        model.fit(IRIS_X * 1e3, IRIS_Y)


def test_a_fit_that_fails_leaves_what_was_fitted() -> None:
    model = iris_classifier(optimizer="sgd", max_iter=5).fit(IRIS_X, NAMES[IRIS_Y])
    before = vars(model).copy()
    with pytest.raises(FloatingPointError):
        model.set_params(learning_rate_init=1e300).fit(IRIS_X[:, :2], IRIS_Y > 0)
    assert vars(model) == {**before, "learning_rate_init": 1e300}


def test_a_target_that_is_too_large_is_an_error_where_it_is_held_out_too() -> None:
    x = np.arange(20.0)[:, np.newaxis] / 20.0
    said: list[str] = []
    for place in range(20):  # of some of which the sample is held out
        model = TypedRegressor((), max_iter=1, early_stopping=True, validation_fraction=0.5, random_state=0)
        with pytest.raises(FloatingPointError) as caught:
            model.fit(x, np.where(np.arange(20) == place, 1e200, x[:, 0]))
        said.append(str(caught.value))
    assert any("the validation score is" in text for text in said)
    assert not all("the validation score is" in text for text in said)


@pytest.mark.parametrize("method", ["fit", "partial_fit"])
@pytest.mark.parametrize("change", [{"learning_rate_init": 1e300}, {"learning_rate_init": 1e300, "optimizer": "adam"}])
def test_training_further_that_fails_leaves_weights_and_what_follows(method: str, change: Parameters) -> None:
    first, second = (
        iris_classifier(optimizer="sgd", warm_start=True, batch_size=50, max_iter=5).partial_fit(IRIS_X, IRIS_Y)
        for _ in range(2)
    )
    with pytest.raises(FloatingPointError):
        getattr(first.set_params(**change), method)(IRIS_X, IRIS_Y)
    assert weights_of(first) == weights_of(second)
    first.set_params(learning_rate_init=0.02, optimizer="sgd").partial_fit(IRIS_X, IRIS_Y)
    assert weights_of(first) == weights_of(second.partial_fit(IRIS_X, IRIS_Y))


# ------------------------------------------------------------------------------------------------- scikit-learn
def test_pipeline() -> None:
    model = make_pipeline(StandardScaler(), iris_classifier()).fit(RAW_X, IRIS_Y)
    assert model.score(RAW_X, IRIS_Y) > 0.95


def test_grid_search_finds_what_learns() -> None:
    search = GridSearchCV(iris_classifier(max_iter=30), {"learning_rate_init": [1e-6, 0.02]}, cv=3)
    search.fit(IRIS_X, IRIS_Y)
    assert search.best_params_ == {"learning_rate_init": 0.02}
    assert search.best_estimator_.score(IRIS_X, IRIS_Y) > 0.8


def test_cross_validation() -> None:
    assert cross_val_score(iris_classifier(), IRIS_X, IRIS_Y, cv=3).mean() > 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_clone_has_the_parameters_and_nothing_learned(kind: Callable[..., Estimator]) -> None:
    model = kind((7, 3), "tanh", alpha=0.5, dtype=float32, max_iter=2).fit(IRIS_X, IRIS_Y)
    copy = clone(model)
    assert copy.get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        copy.predict(IRIS_X)


def test_set_params_is_taken_into_account() -> None:
    model = iris_classifier().set_params(hidden_layer_sizes=[6, 5], activation="logistic", max_iter=2)
    assert repr(model.fit(IRIS_X, IRIS_Y).network_).startswith("Linear(4, 6, float64) >> Sigmoid() >> Linear(6, 5")


def test_data_frame_with_names_and_labels_that_are_strings() -> None:
    frame = pd.DataFrame(IRIS_X, columns=["a", "b", "c", "d"])
    model = iris_classifier().fit(frame, NAMES[IRIS_Y])
    assert model.feature_names_in_.tolist() == ["a", "b", "c", "d"]
    assert model.classes_.tolist() == NAMES.tolist()
    assert (model.predict(frame) == NAMES[IRIS_Y]).mean() > 0.95


def test_data_frame_with_other_columns_is_refused() -> None:
    model = iris_classifier(max_iter=2).fit(pd.DataFrame(IRIS_X, columns=["a", "b", "c", "d"]), IRIS_Y)
    with pytest.raises(ValueError, match="feature names"):
        model.predict(pd.DataFrame(IRIS_X, columns=["a", "b", "d", "c"]))


def test_columns_of_several_kinds() -> None:
    frame = pd.DataFrame({"size": IRIS_X[:, 0], "width": IRIS_X[:, 2], "color": np.where(IRIS_Y == 1, "red", "blue")})
    columns = ColumnTransformer([("n", StandardScaler(), ["size", "width"]), ("c", OneHotEncoder(), ["color"])])
    assert make_pipeline(columns, iris_classifier()).fit(frame, NAMES[IRIS_Y]).score(frame, NAMES[IRIS_Y]) > 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_pickle_predicts_the_same(kind: Callable[..., Estimator]) -> None:
    model = kind(max_iter=5, random_state=0).fit(IRIS_X, IRIS_Y)
    copy: Estimator = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(copy.predict(IRIS_X), model.predict(IRIS_X))


def test_joblib_predicts_the_same() -> None:
    model, file = iris_classifier(max_iter=5).fit(IRIS_X, IRIS_Y), BytesIO()
    joblib.dump(model, file)
    file.seek(0)
    np.testing.assert_array_equal(joblib.load(file).predict_proba(IRIS_X), model.predict_proba(IRIS_X))


def test_a_file_that_is_mapped_for_reading_is_trained_further(tmp_path: Path) -> None:
    model = iris_classifier().partial_fit(IRIS_X, IRIS_Y)
    joblib.dump(model, tmp_path / "model.joblib")
    copy: TypedClassifier = joblib.load(tmp_path / "model.joblib", mmap_mode="r")
    assert weights_of(copy.partial_fit(IRIS_X, IRIS_Y)) == weights_of(model.partial_fit(IRIS_X, IRIS_Y))
