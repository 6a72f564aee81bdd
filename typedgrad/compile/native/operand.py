"""`Operand`: where an array of a program is, how it lies there, and what it has in common with others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.rules.memory import address

if TYPE_CHECKING:
    from typedgrad.rules.namespace import NDArray

KINDS: dict[np.dtype[Any], str] = {
    np.dtype(np.float64): "f64",
    np.dtype(np.float32): "f32",
    np.dtype(np.bool_): "u8",
}
"""The dtypes that native code computes with, and their names there."""

SIZES = {"f64": 8, "f32": 4, "u8": 1}


@dataclass(frozen=True)
class Operand:
    """An array of native code.

    Attributes:
        base: the variable that holds the array of which it is a view, empty for memory that stays where it is.
        address: its first element: an address, or the offset from the first element of its base.
        kind: the name of its dtype, see `KINDS`.
    """

    base: str
    address: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    kind: str

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The first byte and the one after the last, equal where there are no elements."""
        if 0 in self.shape:
            return self.address, self.address
        steps = [(size - 1) * stride for size, stride in zip(self.shape, self.strides, strict=True)]
        low = self.address + sum(step for step in steps if step < 0)
        return low, self.address + sum(step for step in steps if step > 0) + SIZES[self.kind]

    def overlaps(self, other: Operand) -> bool:
        """Whether there may be a byte that is in both; those of different bases are held apart when a program runs."""
        (low, high), (other_low, other_high) = self.extent, other.extent
        return self.base == other.base and low < other_high and other_low < high

    def over(self, shape: tuple[int, ...]) -> Operand:
        """Broadcast to a shape, with the axes of length 1 left out."""
        missing = len(shape) - len(self.shape)
        strides = [
            stride if size != 1 else 0
            for size, stride in zip((1,) * missing + self.shape, (0,) * missing + self.strides, strict=True)
        ]
        kept = [i for i, size in enumerate(shape) if size != 1]
        return replace(self, shape=tuple(shape[i] for i in kept), strides=tuple(strides[i] for i in kept))

    def flat(self) -> Operand | None:
        """As a vector, where rows follow each other without gaps."""
        size, step = 1, SIZES[self.kind]
        for length, stride in zip(reversed(self.shape), reversed(self.strides), strict=True):
            if length != 1 and stride != size * step:
                return None
            size *= length
        return replace(self, shape=(size,), strides=(step,))

    @property
    def is_matrix(self) -> bool:
        """Whether it has two axes, one of them without gaps and neither walked backwards."""
        return (
            len(self.shape) == 2
            and min(self.strides) >= 0
            and any(
                size == 1 or stride == SIZES[self.kind] for size, stride in zip(self.shape, self.strides, strict=True)
            )
        )


def operand(array: NDArray, base: str = "", offset: int | None = None) -> Operand | None:
    """An array as an operand, or None where native code does not take its dtype or its layout."""
    kind = KINDS.get(array.dtype) if array.dtype.isnative else None
    if kind is None or any(stride % SIZES[kind] for stride in array.strides):
        return None
    return Operand(base, address(array) if offset is None else offset, array.shape, array.strides, kind)
