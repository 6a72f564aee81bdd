"""Converting between dtypes, broadcasting, and asking what a dtype is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

import typedgrad
from typedgrad.array_api.data_types import as_dtype, as_leaf
from typedgrad.array_api.erased import Array, as_shape, erased, is_array
from typedgrad.errors import DTypeError, ShapeError
from typedgrad.tensor.base import check_tensors

if TYPE_CHECKING:
    from typedgrad.array_api.erased import DataType, Shape

_broadcast_to = erased(typedgrad.broadcast_to)
_KINDS = {
    "bool": "b",
    "signed integer": "i",
    "unsigned integer": "u",
    "integral": "iu",
    "real floating": "f",
    "complex floating": "c",
    "numeric": "iufc",
}


class FloatInfo(NamedTuple):
    """The limits of a floating-point dtype, as Python numbers."""

    bits: int
    eps: float
    max: float
    min: float
    smallest_normal: float
    dtype: np.dtype[Any]


class IntegerInfo(NamedTuple):
    """The limits of an integer dtype."""

    bits: int
    max: int
    min: int
    dtype: np.dtype[Any]


def astype(x: Array, dtype: DataType, /, *, copy: bool = True) -> Array:
    """The elements converted to a dtype; `x` itself where it has the dtype and `copy` is false."""
    check_tensors("astype", x)
    leaf = as_leaf("astype", dtype)
    return x if x.dtype == leaf.numpy and not copy else x.astype(leaf)


def broadcast_arrays(*arrays: Array) -> list[Array]:
    """The arrays, of any dtypes, in the one shape that all of them broadcast to."""
    check_tensors("broadcast_arrays", *arrays)
    shapes = [x.shape for x in arrays]
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        raise ShapeError(f"broadcast_arrays: {' with '.join(map(str, shapes))}") from None
    return [_broadcast_to(x, shape) for x in arrays]


def broadcast_to(x: Array, /, shape: Shape) -> Array:
    """`x` repeated along axes that it lacks, and along those of size 1."""
    return _broadcast_to(x, as_shape(shape))


def can_cast(from_: DataType | Array, to: DataType, /) -> bool:
    """Whether the standard would convert `from_` to `to` without being asked; typedgrad never does."""
    given, wanted = _dtype_of("can_cast", from_), as_dtype("can_cast", to)
    return given.kind == wanted.kind and given.itemsize <= wanted.itemsize


def finfo(type: DataType | Array, /) -> FloatInfo:
    """The limits of a floating-point dtype.

    Raises:
        DTypeError: another kind of dtype.
    """
    dtype = _dtype_of("finfo", type)
    if dtype.kind != "f":
        raise DTypeError(f"finfo: {dtype} is not a floating-point dtype")
    info = np.finfo(dtype)
    return FloatInfo(info.bits, float(info.eps), float(info.max), float(info.min), float(info.smallest_normal), dtype)


def iinfo(type: DataType | Array, /) -> IntegerInfo:
    """The limits of an integer dtype.

    Raises:
        DTypeError: another kind of dtype.
    """
    dtype = _dtype_of("iinfo", type)
    if dtype.kind != "i":
        raise DTypeError(f"iinfo: {dtype} is not an integer dtype")
    info = np.iinfo(dtype)
    return IntegerInfo(info.bits, int(info.max), int(info.min), dtype)


def isdtype(dtype: DataType, kind: DataType | str | tuple[DataType | str, ...]) -> bool:
    """Whether a dtype is another one, or of a kind: 'bool', 'integral', 'real floating', 'numeric', ...

    Raises:
        ValueError: there is no such kind.
    """
    if isinstance(kind, tuple):
        return any(isdtype(dtype, one) for one in kind)
    given = as_dtype("isdtype", dtype)
    if not isinstance(kind, str):
        return given == as_dtype("isdtype", kind)
    if kind not in _KINDS:
        raise ValueError(f"isdtype: {kind!r} is not one of {', '.join(_KINDS)}")
    return given.kind in _KINDS[kind]


def result_type(*arrays_and_dtypes: DataType | Array | complex) -> np.dtype[Any]:
    """The dtype that the standard gives the result of these; Python scalars leave it to the others.

    Operations refuse two dtypes; this says to which to convert them with `astype`.

    Raises:
        DTypeError: dtypes of two kinds, or no dtype at all.
    """
    dtypes = [_dtype_of("result_type", x) for x in arrays_and_dtypes if not isinstance(x, (bool, int, float))]
    if not dtypes:
        raise DTypeError("result_type: neither an array nor a dtype")
    result = max(dtypes, key=lambda dtype: dtype.itemsize)
    scalars = {np.dtype(type(x)).kind for x in arrays_and_dtypes if isinstance(x, (bool, int, float))}
    beyond = scalars - {"b": {"b"}, "i": {"i"}, "f": {"i", "f"}}[result.kind]
    if beyond or any(dtype.kind != result.kind for dtype in dtypes):
        raise DTypeError(f"result_type: kinds differ in {', '.join(map(str, arrays_and_dtypes))}")
    return result


def _dtype_of(operation: str, x: object) -> np.dtype[Any]:
    return x.dtype if is_array(x) else as_dtype(operation, x)
