"""Whether all or any elements are true, a number unless it is 0; and differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typedgrad
from typedgrad.array_api.erased import Array, as_axes, as_int, erased
from typedgrad.array_api.manipulation import concat, moveaxis
from typedgrad.ops.sizes import checked_int

if TYPE_CHECKING:
    from typedgrad.array_api.erased import Axes

_all = erased(typedgrad.all)
_any = erased(typedgrad.any)


def all(x: Array, /, *, axis: Axes = None, keepdims: bool = False) -> Array:
    """Whether all elements along the axes are true."""
    return _all(_truth(x), as_axes(axis), keepdims=keepdims)


def any(x: Array, /, *, axis: Axes = None, keepdims: bool = False) -> Array:
    """Whether any element along the axes is true."""
    return _any(_truth(x), as_axes(axis), keepdims=keepdims)


def diff(
    x: Array, /, *, axis: int = -1, n: int = 1, prepend: Array | None = None, append: Array | None = None
) -> Array:
    """The differences of neighbours along `axis`, `n` times, with arrays put before and after `x`.

    Raises:
        DTypeError: `n` is no int.
        ValueError: `n` is negative.
    """
    times = checked_int("diff", "n", as_int(n))
    if times < 0:
        raise ValueError(f"diff: {times} times")
    parts = [part for part in (prepend, x, append) if part is not None]
    joined = concat(parts, axis=axis) if len(parts) > 1 else x
    rows = moveaxis(joined, axis, 0)
    for _ in range(min(times, rows.shape[0])):  # by then there is none left
        rows = rows[1:] - rows[:-1]
    return moveaxis(rows, 0, axis)


def _truth(x: Array) -> Array:
    return x if x.dtype.kind == "b" else x != 0
