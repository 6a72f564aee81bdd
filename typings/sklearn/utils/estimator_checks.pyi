from collections.abc import Sequence

import pytest
from sklearn.base import BaseEstimator

def parametrize_with_checks(estimators: Sequence[BaseEstimator]) -> pytest.MarkDecorator: ...
