from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

class TargetTags:
    multi_output: bool

class InputTags:
    sparse: bool

class Tags:
    target_tags: TargetTags
    input_tags: InputTags

def gen_batches(n: int, batch_size: int, *, min_batch_size: int = 0) -> Iterator[slice[int, int, None]]: ...
def get_tags(estimator: object) -> Tags: ...
def check_array(
    array: ArrayLike, *, dtype: type[np.float64], ensure_2d: bool, ensure_min_samples: int, input_name: str
) -> NDArray[np.float64]: ...
def check_consistent_length(*arrays: NDArray[Any]) -> None: ...
def check_random_state(seed: int | np.random.RandomState | None) -> np.random.RandomState: ...
