"""Memory of a captured run that is given back as soon as the step is done with it.

The calls of a program refer to all its arrays, to their layouts and not to their numbers. So that a captured run takes
no more memory than an eager one, the numbers of a large array go back to the system when the step drops the array.
"""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typedgrad.rules.namespace import NDArray

_LARGE = 1 << 18  # bytes
_DROP: int | None = getattr(mmap, "MADV_DONTNEED", None)  # not on Windows, where the memory stays until the end


class Pages:
    """What the step's own references to an array share: with the last of them the numbers go."""

    __slots__ = ("_drop", "_memory")

    def __init__(self, memory: mmap.mmap, drop: int) -> None:
        self._memory = memory
        self._drop = drop

    def __del__(self) -> None:
        self._memory.madvise(self._drop)


def paged(array: NDArray) -> tuple[NDArray, Pages | None]:
    """A large array in memory that can be given back, another as it is."""
    if array.nbytes < _LARGE or _DROP is None:
        return array, None
    memory = mmap.mmap(-1, array.nbytes)
    copy: NDArray = np.ndarray(array.shape, array.dtype, memory, 0, array.strides)
    np.copyto(copy, array)
    return copy, Pages(memory, _DROP)
