"""Estimators on scikit-learn's irises, for the tests of `typedgrad.sklearn`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

from typedgrad.sklearn import TypedClassifier, TypedRegressor

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Unpack

    from typedgrad.sklearn.settings import Parameters

Estimator: TypeAlias = TypedClassifier | TypedRegressor
KINDS: list[Callable[..., Estimator]] = [TypedClassifier, TypedRegressor]

RAW_X, IRIS_Y = load_iris(return_X_y=True)
IRIS_X = StandardScaler().fit_transform(RAW_X)
NAMES = np.array(["setosa", "versicolor", "virginica"])


def iris_classifier(**parameters: Unpack[Parameters]) -> TypedClassifier:
    return TypedClassifier(10, learning_rate_init=0.02, random_state=0).set_params(**parameters)


def weights_of(model: Estimator) -> list[bytes]:
    return [parameter.numpy().tobytes() for parameter in model.network_.parameters()]
