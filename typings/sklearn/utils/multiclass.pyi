from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

def check_classification_targets(y: NDArray[Any]) -> None: ...
def unique_labels(*ys: ArrayLike) -> np.ndarray[tuple[int], np.dtype[Any]]: ...
