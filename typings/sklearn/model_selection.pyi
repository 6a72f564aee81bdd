from typing import Any, TypeVar

import numpy as np

_X = TypeVar("_X", bound=np.ndarray[Any, Any])
_Y = TypeVar("_Y", bound=np.ndarray[Any, Any])

# A list at run time; the tuple says which is where.
def train_test_split(
    x: _X, y: _Y, /, *, test_size: float, stratify: np.ndarray[Any, Any] | None = None, random_state: int | None = None
) -> tuple[_X, _X, _Y, _Y]: ...
