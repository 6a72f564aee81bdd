from collections.abc import Mapping, Sequence
from typing import Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

_E = TypeVar("_E")

_X = TypeVar("_X", bound=np.ndarray[Any, Any])
_Y = TypeVar("_Y", bound=np.ndarray[Any, Any])

# A list at run time; the tuple says which is where.
def train_test_split(
    x: _X, y: _Y, /, *, test_size: float, stratify: np.ndarray[Any, Any] | None = None, random_state: int | None = None
) -> tuple[_X, _X, _Y, _Y]: ...

class GridSearchCV(Generic[_E]):
    best_estimator_: _E
    best_params_: dict[str, Any]
    best_score_: float
    def __init__(self, estimator: _E, param_grid: Mapping[str, Sequence[object]], *, cv: int = ...) -> None: ...
    def fit(self, X: ArrayLike, y: ArrayLike) -> Self: ...

def cross_val_score(estimator: object, X: ArrayLike, y: ArrayLike, *, cv: int = ...) -> NDArray[np.float64]: ...
