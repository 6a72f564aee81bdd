"""Where elements are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typedgrad
from typedgrad.array_api.erased import Array, as_axes, erased, is_array
from typedgrad.array_api.indexing import take
from typedgrad.errors import ShapeError

if TYPE_CHECKING:
    from typing import Literal

    from typedgrad.array_api.erased import Axes

_argmax = erased(typedgrad.argmax)
_argmin = erased(typedgrad.argmin)
_count_nonzero = erased(typedgrad.count_nonzero)
_searchsorted = erased(typedgrad.searchsorted)
_where = erased(typedgrad.where)


def argmax(x: Array, /, *, axis: int | None = None, keepdims: bool = False) -> Array:
    """The index of the greatest element along `axis`, or among all: the first one of equals."""
    return _argmax(x, as_axes(axis), keepdims=keepdims)


def argmin(x: Array, /, *, axis: int | None = None, keepdims: bool = False) -> Array:
    """The index of the least element along `axis`, or among all: the first one of equals."""
    return _argmin(x, as_axes(axis), keepdims=keepdims)


def count_nonzero(x: Array, /, *, axis: Axes = None, keepdims: bool = False) -> Array:
    """How many elements along the axes are not 0, or true."""
    return _count_nonzero(x, as_axes(axis), keepdims=keepdims)


def nonzero(x: Array, /) -> tuple[Array, ...]:
    """The indices, an array for each axis, of the elements that are not 0, or true."""
    return typedgrad.nonzero(x)


def searchsorted(
    x1: Array, x2: Array, /, *, side: Literal["left", "right"] = "left", sorter: Array | None = None
) -> Array:
    """Where each element of `x2` belongs in the sorted vector `x1`, or in `x1[sorter]`.

    Raises:
        ShapeError: `sorter` does not order all of `x1`.
    """
    if sorter is not None and is_array(sorter) and is_array(x1) and sorter.shape != x1.shape:
        raise ShapeError(f"searchsorted: a sorter of shape {sorter.shape} for shape {x1.shape}")
    return _searchsorted(x1 if sorter is None else take(x1, sorter), x2, side=side)


def where(condition: Array, x1: Array | float, x2: Array | float, /) -> Array:
    """`x1` where the condition is true, `x2` elsewhere; one of the two may be a Python scalar."""
    return _where(condition, x1, x2)
