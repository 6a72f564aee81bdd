"""Taking elements by an array of indices."""

from __future__ import annotations

import typedgrad
from typedgrad.array_api.erased import Array, as_axes, erased
from typedgrad.errors import ShapeError

_take = erased(typedgrad.take)
_take_along_axis = erased(typedgrad.take_along_axis)


def take(x: Array, indices: Array, /, *, axis: int | None = None) -> Array:
    """The elements of `x` at `indices` along `axis`, which a vector need not name.

    Raises:
        ShapeError: `x` is no vector and `axis` is not given.
    """
    if axis is None and x.ndim != 1:
        raise ShapeError(f"take: shape {x.shape} needs an axis")
    return _take(x, indices, 0 if axis is None else as_axes(axis))


def take_along_axis(x: Array, indices: Array, /, *, axis: int = -1) -> Array:
    """The elements of each row of `x`, along `axis`, at the indices in the same row of `indices`."""
    return _take_along_axis(x, indices, as_axes(axis))
