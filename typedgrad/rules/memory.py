"""Memory for large results, which is used again once nobody refers to what is in it.

A large array that is freed gives its pages back to the system, and each page of the next one costs a fault: at the
sizes below more time than the arithmetic. So these arrays are kept. One is free when only this module refers to it; a
view refers to the array that it is a view of, and so does whoever was lent the memory.
"""

from __future__ import annotations

from _thread import _local as local  # threading loads more
from sys import getrefcount
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.capture import recorder

if TYPE_CHECKING:
    from typedgrad.rules.namespace import NDArray

LARGE = 16_384
"""From so many elements on an array is taken from here; below, the allocator does not go to the system."""

_LINE = 64  # bytes of a cache line

_MOST_BYTES = 1 << 28
_MOST_OF_A_KIND = 64


class _Kept(local):
    """The arrays of a thread by shape and dtype: one that is taken is never looked at by another thread."""

    def __init__(self) -> None:
        self.arrays: dict[tuple[tuple[int, ...], np.dtype[np.generic]], list[NDArray]] = {}
        self.bytes: int = 0

    def keep(self, array: NDArray) -> None:
        if array.nbytes > _MOST_BYTES // 4:
            return
        if self.bytes + array.nbytes > _MOST_BYTES:  # the sizes of another job; what is in use lives on
            self.arrays, self.bytes = {}, 0
        arrays = self.arrays.setdefault((array.shape, array.dtype), [])
        if len(arrays) < _MOST_OF_A_KIND:
            arrays.append(array)
            self.bytes += array.nbytes


_kept = _Kept()


def _free(arrays: list[NDArray]) -> NDArray | None:
    """The first array that nothing but the list refers to."""
    for array in arrays:
        if getrefcount(array) == _REFERENCES:
            return array
    return None


def _references() -> int:
    """How often an array is referred to where `_free` asks, if it is free."""
    arrays: list[NDArray] = [np.empty(0)]
    count = 0
    for array in arrays:
        count = getrefcount(array)
    return count


_REFERENCES = _references()


def take(shape: tuple[int, ...], dtype: np.dtype[np.generic]) -> NDArray:
    """An array to write a large result into, of any values."""
    recording = recorder()
    if recording is not None:
        return recording.empty(shape, dtype)
    arrays = _kept.arrays.get((shape, dtype))
    array = None if arrays is None else _free(arrays)
    if array is None:
        array = np.empty(shape, dtype)
        _kept.keep(array)
    return array


def like(x: NDArray) -> NDArray | None:
    """An array to write a result of the shape and dtype of `x` into, if it is large."""
    return take(x.shape, x.dtype) if x.size >= LARGE and recorder() is None and x.flags.c_contiguous else None


def like_both(x1: NDArray, x2: NDArray) -> NDArray | None:
    """The same for two arrays of one dtype, where one has the shape of the result."""
    shape1, shape2 = x1.shape, x2.shape
    if shape1 == shape2 or shape1[len(shape1) - len(shape2) :] == shape2:
        return like(x1)
    return like(x2) if shape2[len(shape2) - len(shape1) :] == shape1 else None


def address(array: NDArray) -> int:
    """Where the first element is."""
    place: int = array.__array_interface__["data"][0]
    return place


def aligned(size: int, dtype: np.dtype[np.generic]) -> NDArray:
    """Zeros that start on a cache line: NumPy's own are on any multiple of 16, where a call takes up to 8 % longer."""
    nbytes = size * dtype.itemsize
    memory: NDArray = np.zeros(nbytes + _LINE, np.uint8)
    start = -address(memory) % _LINE
    return memory[start : start + nbytes].view(dtype)
