from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Partial stubs: what the tests use.
class DataFrame:
    def __init__(
        self, data: NDArray[Any] | Mapping[str, NDArray[Any]], *, columns: Sequence[str] | None = None
    ) -> None: ...
    def __array__(self, dtype: np.dtype[Any] | None = None, copy: bool | None = None) -> NDArray[Any]: ...
