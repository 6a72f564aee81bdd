"""Estimators for scikit-learn: their parameters and what their methods return are known, though it ships no types.

Guaranteed: the names and the types of parameters, in the constructor and in `set_params`; names of activations,
optimizers and dtypes; the axes of predictions and probabilities, and the network with its dimensions.
"""

from __future__ import annotations

from typing import Any, TypeAlias, assert_type

import numpy as np
from numpy.typing import NDArray

from typedgrad import float32, float64, int64
from typedgrad.nn import Layer
from typedgrad.optim import Optimizer
from typedgrad.sklearn import TypedClassifier, TypedRegressor
from typedgrad.sklearn.network import Features, Outputs

Samples: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Labels: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
Floats: TypeAlias = np.float32 | np.float64


def make_x() -> Samples:
    return np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [3.0, 0.0]])


def make_y() -> Labels:
    return np.array([0, 1, 0, 1])


def make_classifier() -> TypedClassifier:
    return TypedClassifier(random_state=0).partial_fit(make_x(), make_y())


def make_regressor() -> TypedRegressor:
    return TypedRegressor(random_state=0).partial_fit(make_x(), make_y())


def chained(x: Samples, y: Labels) -> None:
    model = TypedClassifier(hidden_layer_sizes=(40, 20), max_iter=500, learning_rate_init=0.01, random_state=0)
    assert_type(model.fit(x, y).predict(x), np.ndarray[tuple[int], np.dtype[Any]])


def labels_of_a_classifier(classifier: TypedClassifier) -> None:
    assert_type(classifier.classes_, np.ndarray[tuple[int], np.dtype[Any]])
    assert_type(classifier.get_params(), dict[str, Any])


def predictions_of_a_classifier(classifier: TypedClassifier, x: Samples, y: Labels) -> None:
    assert_type(classifier.predict_proba(x), np.ndarray[tuple[int, int], np.dtype[Floats]])
    assert_type(classifier.predict_log_proba(x), np.ndarray[tuple[int, int], np.dtype[Floats]])
    assert_type(classifier.score(x, y), float)
    assert_type(classifier.score(x, y, y + 1), float)
    classifier.predict_proba()  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "X"
    classifier.decide(x)  # E: mypy[attr-defined] pyright[reportAttributeAccessIssue, reportUnknownMemberType] raises[AttributeError] "decide"


def predictions_of_a_regressor(regressor: TypedRegressor, x: Samples, y: Labels) -> None:
    assert_type(regressor.score(x, y), float)
    regressor.predict_proba(x)  # E: mypy[attr-defined] pyright[reportAttributeAccessIssue, reportUnknownMemberType] raises[AttributeError] "predict_proba"


def numbers(regressor: TypedRegressor, x: Samples) -> None:
    assert_type(regressor.predict(x), NDArray[Floats])


def what_is_fitted(classifier: TypedClassifier) -> None:
    assert_type(
        classifier.network_, Layer[tuple[Features], tuple[Outputs], float32] | Layer[tuple[Features], tuple[Outputs], float64]
    )
    assert_type(classifier.optimizer_, Optimizer)
    assert_type(classifier.n_features_in_, int)
    assert_type(classifier.loss_curve_, list[float])
    assert_type(classifier.validation_scores_, list[float] | None)
    classifier.coefs_  # E: mypy[attr-defined] pyright[reportAttributeAccessIssue, reportUnknownMemberType] raises[AttributeError] "coefs_"


def part_by_part(classifier: TypedClassifier, regressor: TypedRegressor, x: Samples, y: Labels) -> None:
    assert_type(classifier.partial_fit(x, y, classes=[0, 1]), TypedClassifier)
    assert_type(regressor.partial_fit(x, y), TypedRegressor)
    regressor.partial_fit(x, y, classes=[0, 1])  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "classes"


def names_of_parameters(classifier: TypedClassifier) -> None:
    assert_type(TypedClassifier(64, "tanh", batch_size=32), TypedClassifier)
    TypedClassifier(hidden_layers=(40, 20))  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "hidden_layers"
    assert_type(classifier.set_params(alpha=0.1, early_stopping=True), TypedClassifier)
    classifier.set_params(learning_rate=0.1)  # E: mypy[call-arg] pyright[reportCallIssue] raises[ValueError] "learning_rate"


def values_of_parameters(x: Samples, y: Labels) -> None:
    assert_type(TypedRegressor(activation="logistic", optimizer="sgd"), TypedRegressor)
    assert_type(TypedRegressor(optimizer="adamw"), TypedRegressor)
    TypedRegressor(activation="sigmoid").fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "sigmoid"
    TypedRegressor(optimizer="lbfgs").fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "lbfgs"
    TypedRegressor(batch_size="all").fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "all"


def values_of_set_params(regressor: TypedRegressor, x: Samples, y: Labels) -> None:
    assert_type(regressor.set_params(activation="identity"), TypedRegressor)
    regressor.set_params(activation="sigmoid").fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "sigmoid"


def types_of_parameters(x: Samples, y: Labels) -> None:
    assert_type(TypedClassifier(hidden_layer_sizes=[40, 20]), TypedClassifier)
    TypedClassifier(hidden_layer_sizes=("40",)).fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "hidden_layer_sizes"
    TypedClassifier(alpha="small").fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "alpha"
    TypedClassifier(max_iter=2.5).fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "max_iter"


def dtypes(x: Samples, y: Labels) -> None:
    assert_type(TypedClassifier(dtype=float32), TypedClassifier)
    assert_type(TypedClassifier(dtype=float64), TypedClassifier)
    TypedClassifier(dtype=int64).fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "int64"
    TypedClassifier(dtype="float32").fit(x, y)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "dtype"


def no_number(classifier: TypedClassifier) -> None:
    assert_type(classifier.n_outputs_, int)
    classifier + 1  # E: mypy[operator] pyright[reportOperatorIssue] raises[TypeError] "+"
