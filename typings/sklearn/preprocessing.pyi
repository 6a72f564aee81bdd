from collections.abc import Sequence

import numpy as np

def label_binarize(
    y: np.ndarray[tuple[int], np.dtype[np.int64]], *, classes: Sequence[int]
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]: ...
