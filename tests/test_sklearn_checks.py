"""Every check that scikit-learn has for estimators, each as a test, for both estimators in several configurations.

None is skipped: `conftest.py` sets what one of them needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("sklearn")

from sklearn.utils.estimator_checks import parametrize_with_checks

from typedgrad import float64
from typedgrad.sklearn import TypedClassifier, TypedRegressor
from typedgrad.sklearn.settings import OptimizerName

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

RATES: dict[OptimizerName, float] = {"sgd": 0.01, "adagrad": 0.05}  # the others learn enough at their default


def others(kind: type[TypedClassifier] | type[TypedRegressor]) -> list[TypedClassifier | TypedRegressor]:
    """Configurations other than the default, which has the first of the optimizers."""
    names: tuple[OptimizerName, ...] = get_args(OptimizerName)
    return [
        *(kind(optimizer=name, learning_rate_init=RATES.get(name, 0.001)) for name in names[1:]),
        kind(early_stopping=True),
        kind((20, 10), "tanh", learning_rate_init=0.01),
        kind((), learning_rate_init=0.01, shuffle=False),
        kind(50, "logistic", learning_rate_init=0.02, alpha=0.0),
        kind(dtype=float64),  # float32 is too coarse for a check that compares to 7 digits
    ]


@parametrize_with_checks([TypedClassifier(), TypedRegressor()])
def test_check_of_scikit_learn(estimator: object, check: Callable[[object], None]) -> None:
    check(estimator)


@pytest.mark.slow
@parametrize_with_checks([*others(TypedClassifier), *others(TypedRegressor)])
def test_check_of_other_configurations(estimator: object, check: Callable[[object], None]) -> None:
    check(estimator)
