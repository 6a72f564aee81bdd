"""Estimators for scikit-learn, of typed tensors within: `TypedClassifier` and `TypedRegressor`."""

from typedgrad.sklearn.classifier import TypedClassifier as TypedClassifier
from typedgrad.sklearn.regressor import TypedRegressor as TypedRegressor
