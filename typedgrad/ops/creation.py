"""Making tensors: `as_tensor` from data, `zeros`, `ones` and `full` from a shape.

A shape is a tuple of sizes. A size with a name, `Batch(32)`, keeps it in the type, a literal is a `Literal[32]` there
and another int an `int`. (A variable that holds a literal is that literal to pyright and an `int` to mypy: give it a
name, `Batch(32)`, or make it `Final`.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np

from typedgrad.annotations import check_shape, read
from typedgrad.dtypes import DType, float32, numpy_dtype
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.base import scalar, wrap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from typedgrad.dtypes import bool_
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import AnyDT, FloatDT, IntegerDT, S, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor


@overload  # a dtype and a shape
def as_tensor(data: ArrayLike, dtype: type[AnyDT], shape: Sizes[S]) -> Tensor[AnyDT, S]: ...
@overload
def as_tensor(data: ArrayLike, dtype: type[AnyDT], shape: Unlisted) -> Tensor[AnyDT, Unlisted]: ...
@overload  # a dtype; the shape is the data's, which no checker knows
def as_tensor(data: ArrayLike, dtype: type[AnyDT]) -> Tensor[AnyDT, tuple[Any, ...]]: ...
@overload  # the tensor's type
def as_tensor(data: ArrayLike, dtype: type[Tensor[AnyDT, S]]) -> Tensor[AnyDT, S]: ...
def as_tensor(data: ArrayLike, dtype: object, shape: tuple[object, ...] | None = None) -> Tensor[Any, Any]:
    """Data, checked and copied into a tensor.

    Numbers convert within their kind and from integers to floats; nothing else converts, so labels that are floats
    and masks that are numbers are refused, and so is a value beyond the range of the dtype.

    Args:
        data: an array, nested sequences, or a scalar.
        dtype: a dtype, or the whole type, `Tensor[float32, tuple[Batch, Literal[64]]]`.
        shape: the sizes that the data must have.

    Raises:
        ShapeError: the data are ragged, or have another shape.
        DTypeError: the data are objects, strings, or of a kind that does not convert.
        OverflowError: a number is beyond the range of the dtype.

    >>> from typing import NewType
    >>> Batch = NewType("Batch", int)
    >>> as_tensor([[1, 2], [3, 4], [5, 6]], float32, (Batch(3), 2))
    Tensor([[1., 2.],
            [3., 4.],
            [5., 6.]], float32, shape (3, 2))
    """
    if isinstance(dtype, type):
        target, dimensions = numpy_dtype("as_tensor", cast("type[DType]", dtype)), None  # checked by numpy_dtype
    else:
        target, dimensions = read("as_tensor", dtype)
    array = _converted(_as_array(data), target)
    if dimensions is not None:
        check_shape("as_tensor", array.shape, dimensions)
    if shape is not None and array.shape != shape:
        raise ShapeError(f"as_tensor: data of shape {array.shape} for the shape {shape}")
    return wrap(array)


def _as_array(data: ArrayLike) -> NDArray:
    try:
        array = np.asarray(data)
    except ValueError as error:  # ragged, or beyond NumPy's number of axes
        raise ShapeError(f"as_tensor: {error}") from None
    if array.dtype.kind not in "biuf":
        wrong: list[object] = [x for x in array.flat if not isinstance(x, (int, float))]
        if array.dtype.kind == "O" and array.size and not wrong:  # NumPy keeps integers of any size as objects
            raise OverflowError("as_tensor: an integer beyond the range of int64")
        example = f", such as {described(wrong[0])}," if wrong else ""
        raise DTypeError(f"as_tensor: data of NumPy's dtype {array.dtype}{example} are not numbers")
    if isinstance(data, np.ma.MaskedArray):
        raise DTypeError("as_tensor: a masked array; fill it first")
    return array


def _converted(array: NDArray, target: np.dtype[np.generic]) -> NDArray:
    """A copy of `array` in the dtype `target`, refused where that would change a value beyond rounding."""
    kind, wanted = array.dtype.kind.replace("u", "i"), target.kind
    if array.size and kind != wanted and not (kind == "i" and wanted == "f"):
        example = next((x for x in array.flat if np.isnan(x)), array.flat[0])  # a NaN says most
        raise DTypeError(f"as_tensor: {array.dtype} data, such as {example}, for {target}; convert them first")
    with np.errstate(over="ignore"):
        result: NDArray = np.array(array, target, order="C")
    lossy = wanted != "b" and not np.can_cast(array.dtype, target, "safe")
    if lossy and array.size and not (kind == "i" and wanted == "f"):
        beyond = (result != array) if wanted == "i" else np.isinf(result) & np.isfinite(array)
        if beyond.any():
            raise OverflowError(f"as_tensor: {array[beyond].flat[0]} is out of the range of {target}")
    return result


def _sizes(operation: str, shape: tuple[object, ...]) -> tuple[int, ...]:
    if not isinstance(shape, tuple):
        raise ShapeError(f"{operation}: the shape {described(shape)} is not a tuple")
    sizes: list[int] = []
    for size in shape:
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise ShapeError(f"{operation}: {size!r} in the shape {shape} is not a size")
        sizes.append(int(size))
    return tuple(sizes)


@overload
def zeros(shape: Sizes[S]) -> Tensor[float32, S]: ...
@overload
def zeros(shape: Unlisted) -> Tensor[float32, Unlisted]: ...
@overload
def zeros(shape: Sizes[S], dtype: type[AnyDT]) -> Tensor[AnyDT, S]: ...
@overload
def zeros(shape: Unlisted, dtype: type[AnyDT]) -> Tensor[AnyDT, Unlisted]: ...
def zeros(shape: tuple[object, ...], dtype: type[DType] = float32) -> Tensor[Any, Any]:
    """A tensor of zeros (False for `bool_`), float32 by default.

    Raises:
        ShapeError: a size is not a non-negative int.

    >>> zeros((2, 3))
    Tensor([[0., 0., 0.],
            [0., 0., 0.]], float32, shape (2, 3))
    """
    return wrap(np.zeros(_sizes("zeros", shape), numpy_dtype("zeros", dtype)))


@overload
def ones(shape: Sizes[S]) -> Tensor[float32, S]: ...
@overload
def ones(shape: Unlisted) -> Tensor[float32, Unlisted]: ...
@overload
def ones(shape: Sizes[S], dtype: type[AnyDT]) -> Tensor[AnyDT, S]: ...
@overload
def ones(shape: Unlisted, dtype: type[AnyDT]) -> Tensor[AnyDT, Unlisted]: ...
def ones(shape: tuple[object, ...], dtype: type[DType] = float32) -> Tensor[Any, Any]:
    """A tensor of ones (True for `bool_`), float32 by default.

    Raises:
        ShapeError: a size is not a non-negative int.

    >>> from typedgrad import int64
    >>> ones((3,), int64)
    Tensor([1, 1, 1], int64, shape (3,))
    """
    return wrap(np.ones(_sizes("ones", shape), numpy_dtype("ones", dtype)))


@overload
def full(shape: Sizes[S], value: float) -> Tensor[float32, S]: ...
@overload
def full(shape: Unlisted, value: float) -> Tensor[float32, Unlisted]: ...
@overload
def full(shape: Sizes[S], value: float, dtype: type[FloatDT]) -> Tensor[FloatDT, S]: ...
@overload
def full(shape: Unlisted, value: float, dtype: type[FloatDT]) -> Tensor[FloatDT, Unlisted]: ...
@overload
def full(shape: Sizes[S], value: int, dtype: type[IntegerDT]) -> Tensor[IntegerDT, S]: ...
@overload
def full(shape: Unlisted, value: int, dtype: type[IntegerDT]) -> Tensor[IntegerDT, Unlisted]: ...
@overload
def full(shape: Sizes[S], value: bool, dtype: type[bool_]) -> Tensor[bool_, S]: ...
@overload
def full(shape: Unlisted, value: bool, dtype: type[bool_]) -> Tensor[bool_, Unlisted]: ...
def full(shape: tuple[object, ...], value: float, dtype: type[DType] = float32) -> Tensor[Any, Any]:
    """A tensor of one value, float32 by default.

    Raises:
        ShapeError: a size is not a non-negative int.
        DTypeError: a value of another kind than the dtype.
        OverflowError: an integer beyond the range of the dtype.

    >>> full((2,), 0.5)
    Tensor([0.5, 0.5], float32, shape (2,))
    """
    target = numpy_dtype("full", dtype)
    return wrap(np.full(_sizes("full", shape), scalar("full", target, value)._data, target))
