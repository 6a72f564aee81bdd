from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

def label_binarize(
    y: np.ndarray[tuple[int], np.dtype[np.int64]], *, classes: Sequence[int]
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]: ...

class StandardScaler:
    def fit_transform(self, X: ArrayLike) -> NDArray[np.float64]: ...

class OneHotEncoder: ...
