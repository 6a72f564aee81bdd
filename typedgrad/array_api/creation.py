"""Making arrays. Without a dtype, Python floats become float64, ints int64 and bools bool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

import typedgrad
from typedgrad.array_api.data_types import as_leaf, default_float, default_integer
from typedgrad.array_api.erased import Array, as_shape, check_device, erased, is_array
from typedgrad.errors import ShapeError
from typedgrad.tensor.base import check_tensors

if TYPE_CHECKING:
    from typing import Literal

    from typedgrad.array_api.erased import DataType, Shape

_arange = erased(typedgrad.arange)
_as_tensor = erased(typedgrad.as_tensor)
_empty = erased(typedgrad.empty)
_eye = erased(typedgrad.eye)
_from_dlpack = erased(typedgrad.from_dlpack)
_full = erased(typedgrad.full)
_linspace = erased(typedgrad.linspace)
_meshgrid = erased(typedgrad.meshgrid)
_ones = erased(typedgrad.ones)
_tril = erased(typedgrad.tril)
_triu = erased(typedgrad.triu)
_zeros = erased(typedgrad.zeros)


def asarray(obj: Any, /, *, dtype: DataType | None = None, device: object = None, copy: bool | None = None) -> Array:
    """An array of Python scalars, nested sequences of them, another library's array, or an array itself.

    A tensor converts to any dtype, data only within their kind and from integers to floats.

    Raises:
        ValueError: a copy is needed and `copy` is False.
        DTypeError: data of another kind than `dtype`, or of a dtype that there is not.
        ShapeError: the data are ragged.
    """
    check_device("asarray", device)
    if is_array(obj):
        x = obj
        leaf = as_leaf("asarray", x.dtype if dtype is None else dtype)
        if x.dtype != leaf.numpy:
            _refuse_without_copy(copy)
            return x.astype(leaf)
        return x.copy() if copy else x
    _refuse_without_copy(copy)
    if dtype is None:
        try:
            data = np.asarray(obj)
        except ValueError as error:  # ragged, or beyond NumPy's number of axes
            raise ShapeError(f"asarray: {error}") from None
        return _as_tensor(data, as_leaf("asarray", default_float if data.dtype == object else data.dtype))
    return _as_tensor(obj, as_leaf("asarray", dtype))


def _refuse_without_copy(copy: bool | None) -> None:
    if copy is False:
        raise ValueError("asarray: this needs a copy, and copy is False")


def arange(
    start: float,
    /,
    stop: float | None = None,
    step: float = 1,
    *,
    dtype: DataType | None = None,
    device: object = None,
) -> Array:
    """The numbers from `start` up to `stop`, `step` apart, or from 0 up to `start`; of ints, int64, else float64."""
    check_device("arange", device)
    if dtype is None:
        floats = any(isinstance(number, float) for number in (start, stop, step))
        dtype = default_float if floats else default_integer
    if stop is None and start is not None:
        start, stop = 0, start
    return _arange(start, stop, step, dtype=as_leaf("arange", dtype))


def empty(shape: Shape, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of any values, float64 unless a dtype is given."""
    check_device("empty", device)
    return _empty(as_shape(shape), as_leaf("empty", default_float if dtype is None else dtype))


def empty_like(x: Array, /, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of any values, with the shape of `x`, and its dtype unless one is given."""
    check_tensors("empty_like", x)
    return empty(x.shape, dtype=x.dtype if dtype is None else dtype, device=device)


def eye(
    n_rows: int, n_cols: int | None = None, /, *, k: int = 0, dtype: DataType | None = None, device: object = None
) -> Array:
    """A matrix of zeros, with ones on the diagonal `k` above the main one; float64 unless a dtype is given."""
    check_device("eye", device)
    return _eye(n_rows, n_cols, k=k, dtype=as_leaf("eye", default_float if dtype is None else dtype))


def from_dlpack(x: object, /) -> Array:
    """The array of another library, by the DLPack protocol."""
    return _from_dlpack(x)


def full(shape: Shape, fill_value: float | Array, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of one value, of the value's dtype unless one is given."""
    check_device("full", device)
    if is_array(fill_value):
        dtype = fill_value.dtype if dtype is None else dtype
        fill_value = fill_value.item()
    dtype = np.dtype(type(fill_value)) if dtype is None else dtype
    return _full(as_shape(shape), fill_value, as_leaf("full", dtype))


def full_like(x: Array, /, fill_value: float | Array, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of one value, with the shape of `x`, and its dtype unless one is given."""
    check_tensors("full_like", x)
    return full(x.shape, fill_value, dtype=x.dtype if dtype is None else dtype, device=device)


def linspace(
    start: float,
    stop: float,
    /,
    num: int,
    *,
    dtype: DataType | None = None,
    device: object = None,
    endpoint: bool = True,
) -> Array:
    """So many numbers from `start` to `stop`, with or without that; float64 unless a dtype is given."""
    check_device("linspace", device)
    return _linspace(
        start, stop, num, endpoint=endpoint, dtype=as_leaf("linspace", default_float if dtype is None else dtype)
    )


def meshgrid(*arrays: Array, indexing: Literal["xy", "ij"] = "xy") -> list[Array]:
    """Vectors repeated along each other's axes: as rows and columns of a plot ("xy"), or of a matrix ("ij")."""
    return list(_meshgrid(*arrays, indexing=indexing))


def ones(shape: Shape, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of ones, float64 unless a dtype is given."""
    check_device("ones", device)
    return _ones(as_shape(shape), as_leaf("ones", default_float if dtype is None else dtype))


def ones_like(x: Array, /, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of ones, with the shape of `x`, and its dtype unless one is given."""
    check_tensors("ones_like", x)
    return ones(x.shape, dtype=x.dtype if dtype is None else dtype, device=device)


def tril(x: Array, /, *, k: int = 0) -> Array:
    """The matrices of `x` with zeros above the diagonal that is `k` above the main one."""
    return _tril(x, k)


def triu(x: Array, /, *, k: int = 0) -> Array:
    """The matrices of `x` with zeros below the diagonal that is `k` above the main one."""
    return _triu(x, k)


def zeros(shape: Shape, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of zeros, float64 unless a dtype is given."""
    check_device("zeros", device)
    return _zeros(as_shape(shape), as_leaf("zeros", default_float if dtype is None else dtype))


def zeros_like(x: Array, /, *, dtype: DataType | None = None, device: object = None) -> Array:
    """An array of zeros, with the shape of `x`, and its dtype unless one is given."""
    check_tensors("zeros_like", x)
    return zeros(x.shape, dtype=x.dtype if dtype is None else dtype, device=device)
