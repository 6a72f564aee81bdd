"""Numbers about the elements along axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typedgrad
from typedgrad.array_api.creation import ones, zeros
from typedgrad.array_api.data_types import as_dtype, as_leaf, default_integer
from typedgrad.array_api.erased import Array, as_axes, erased
from typedgrad.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.array_api.erased import Axes, DataType

_cumprod = erased(typedgrad.cumprod)
_cumsum = erased(typedgrad.cumsum)
_max = erased(typedgrad.max)
_mean = erased(typedgrad.mean)
_min = erased(typedgrad.min)
_prod = erased(typedgrad.prod)
_std = erased(typedgrad.std)
_sum = erased(typedgrad.sum)
_var = erased(typedgrad.var)


def max(x: Array, /, *, axis: Axes = None, keepdims: bool = False) -> Array:
    """The greatest element along the axes, NaN where there is one."""
    return _max(x, as_axes(axis), keepdims=keepdims)


def mean(x: Array, /, *, axis: Axes = None, keepdims: bool = False) -> Array:
    """The arithmetic mean along the axes."""
    return _mean(x, as_axes(axis), keepdims=keepdims)


def min(x: Array, /, *, axis: Axes = None, keepdims: bool = False) -> Array:
    """The least element along the axes, NaN where there is one."""
    return _min(x, as_axes(axis), keepdims=keepdims)


def prod(x: Array, /, *, axis: Axes = None, dtype: DataType | None = None, keepdims: bool = False) -> Array:
    """The product along the axes: of integers in int64, of floats in their dtype, unless one is given."""
    return _prod(_to_accumulate("prod", x, dtype), as_axes(axis), keepdims=keepdims)


def std(x: Array, /, *, axis: Axes = None, correction: float = 0.0, keepdims: bool = False) -> Array:
    """The standard deviation along the axes: of N elements, with N - `correction` as the divisor."""
    return _std(x, as_axes(axis), correction=correction, keepdims=keepdims)


def sum(x: Array, /, *, axis: Axes = None, dtype: DataType | None = None, keepdims: bool = False) -> Array:
    """The sum along the axes: of integers in int64, of floats in their dtype, unless one is given."""
    return _sum(_to_accumulate("sum", x, dtype), as_axes(axis), keepdims=keepdims)


def var(x: Array, /, *, axis: Axes = None, correction: float = 0.0, keepdims: bool = False) -> Array:
    """The variance along the axes: of N elements, with N - `correction` as the divisor."""
    return _var(x, as_axes(axis), correction=correction, keepdims=keepdims)


def cumulative_sum(
    x: Array, /, *, axis: int | None = None, dtype: DataType | None = None, include_initial: bool = False
) -> Array:
    """The sum of each element and those before it along `axis`, which a vector need not name; dtypes as in `sum`.

    Raises:
        ShapeError: `x` is no vector and `axis` is not given.
    """
    return _cumulated("cumulative_sum", _cumsum, x, axis, dtype, zeros if include_initial else None)


def cumulative_prod(
    x: Array, /, *, axis: int | None = None, dtype: DataType | None = None, include_initial: bool = False
) -> Array:
    """The product of each element and those before it along `axis`, which a vector need not name; dtypes as in `prod`.

    Raises:
        ShapeError: `x` is no vector and `axis` is not given.
    """
    return _cumulated("cumulative_prod", _cumprod, x, axis, dtype, ones if include_initial else None)


def _cumulated(
    operation: str,
    cumulate: Callable[..., Array],
    x: Array,
    axis: int | None,
    dtype: DataType | None,
    initial: Callable[..., Array] | None,
) -> Array:
    if axis is None and x.ndim != 1:
        raise ShapeError(f"{operation}: shape {x.shape} needs an axis")
    along = 0 if axis is None else as_axes(axis)
    result = cumulate(_to_accumulate(operation, x, dtype), along)
    if initial is None:
        return result
    shape = list(x.shape)
    shape[along] = 1
    return erased(typedgrad.concat)([initial(shape, dtype=result.dtype), result], axis=along)


def _to_accumulate(operation: str, x: Array, dtype: DataType | None) -> Array:
    """The array in the dtype in which its elements are summed up."""
    if dtype is None:
        dtype = default_integer if x.dtype.kind == "i" else x.dtype
    return x if x.dtype == as_dtype(operation, dtype) else x.astype(as_leaf(operation, dtype))
