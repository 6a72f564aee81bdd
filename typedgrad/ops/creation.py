"""Making tensors: `zeros`, `ones`, `full` and `empty` from a shape, and the same in the shape of another tensor.

A shape is a tuple of sizes. A size with a name, `Batch(32)`, keeps it in the type, a literal is a `Literal[32]` there
and another int an `int`. (A variable that holds a literal is that literal to pyright and an `int` to mypy: give it a
name, `Batch(32)`, or make it `Final`.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.dtypes import DType, float32, numpy_dtype
from typedgrad.errors import not_a_tensor
from typedgrad.ops.sizes import checked_shape
from typedgrad.tensor.base import is_tensor, scalar, wrap

if TYPE_CHECKING:
    from typedgrad.dtypes import NumPyDType, bool_
    from typedgrad.shapes import D2, AnyDT, F, FloatDT, Int, IntegerDT, S, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor


# ----------------------------------------------------------------------------------------------------- of a shape
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
    Tensor[float32, tuple[2, 3]](
        [[0., 0., 0.],
         [0., 0., 0.]]
    )
    """
    return wrap(np.zeros(checked_shape("zeros", shape), numpy_dtype("zeros", dtype)))


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
    Tensor[int64, tuple[3]]([1, 1, 1])
    """
    return wrap(np.ones(checked_shape("ones", shape), numpy_dtype("ones", dtype)))


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
        OverflowError: a number beyond the range of the dtype.

    >>> full((2,), 0.5)
    Tensor[float32, tuple[2]]([0.5, 0.5])
    """
    target = numpy_dtype("full", dtype)
    return wrap(np.full(checked_shape("full", shape), scalar("full", target, value)._data, target))


@overload
def empty(shape: Sizes[S]) -> Tensor[float32, S]: ...
@overload
def empty(shape: Unlisted) -> Tensor[float32, Unlisted]: ...
@overload
def empty(shape: Sizes[S], dtype: type[AnyDT]) -> Tensor[AnyDT, S]: ...
@overload
def empty(shape: Unlisted, dtype: type[AnyDT]) -> Tensor[AnyDT, Unlisted]: ...
def empty(shape: tuple[object, ...], dtype: type[DType] = float32) -> Tensor[Any, Any]:
    """A tensor whose elements nobody has set, float32 by default. They are what the memory held before, and stay so.

    Raises:
        ShapeError: a size is not a non-negative int.

    >>> empty((0, 3)).shape
    (0, 3)
    """
    return wrap(_unset(checked_shape("empty", shape), numpy_dtype("empty", dtype)))


def _unset(shape: tuple[int, ...], dtype: NumPyDType) -> np.ndarray[Any, np.dtype[Any]]:
    # A byte that is neither 0 nor 1 is no boolean, though NumPy leaves it there.
    return np.zeros(shape, dtype) if dtype.kind == "b" else np.empty(shape, dtype)


# -------------------------------------------------------------------------------------------- in another's shape
@overload
def zeros_like(x: Tensor[D2, S]) -> Tensor[D2, S]: ...
@overload
def zeros_like(x: Tensor[DType, S], dtype: type[AnyDT]) -> Tensor[AnyDT, S]: ...
def zeros_like(x: Tensor[Any, Any], dtype: type[DType] | None = None) -> Tensor[Any, Any]:
    """Zeros in the shape of `x`, and in its dtype unless another is given.

    Raises:
        DTypeError: `x` is no tensor.

    >>> from typedgrad import int64
    >>> zeros_like(ones((2,)), int64)
    Tensor[int64, tuple[2]]([0, 0])
    """
    return wrap(np.zeros(*_likeness("zeros_like", x, dtype)))


@overload
def ones_like(x: Tensor[D2, S]) -> Tensor[D2, S]: ...
@overload
def ones_like(x: Tensor[DType, S], dtype: type[AnyDT]) -> Tensor[AnyDT, S]: ...
def ones_like(x: Tensor[Any, Any], dtype: type[DType] | None = None) -> Tensor[Any, Any]:
    """Ones in the shape of `x`, and in its dtype unless another is given.

    Raises:
        DTypeError: `x` is no tensor.

    >>> ones_like(zeros((2,)))
    Tensor[float32, tuple[2]]([1., 1.])
    """
    return wrap(np.ones(*_likeness("ones_like", x, dtype)))


@overload
def full_like(x: Tensor[F, S], value: float) -> Tensor[F, S]: ...
@overload
def full_like(x: Tensor[Int, S], value: int) -> Tensor[Int, S]: ...
@overload
def full_like(x: Tensor[bool_, S], value: bool) -> Tensor[bool_, S]: ...
@overload
def full_like(x: Tensor[DType, S], value: float, dtype: type[FloatDT]) -> Tensor[FloatDT, S]: ...
@overload
def full_like(x: Tensor[DType, S], value: int, dtype: type[IntegerDT]) -> Tensor[IntegerDT, S]: ...
@overload
def full_like(x: Tensor[DType, S], value: bool, dtype: type[bool_]) -> Tensor[bool_, S]: ...
def full_like(x: Tensor[Any, Any], value: float, dtype: type[DType] | None = None) -> Tensor[Any, Any]:
    """One value in the shape of `x`, and in its dtype unless another is given.

    Raises:
        DTypeError: `x` is no tensor, or the value of another kind than the dtype.
        OverflowError: a number beyond the range of the dtype.

    >>> full_like(zeros((2,)), 0.5)
    Tensor[float32, tuple[2]]([0.5, 0.5])
    """
    shape, target = _likeness("full_like", x, dtype)
    return wrap(np.full(shape, scalar("full_like", target, value)._data, target))


@overload
def empty_like(x: Tensor[D2, S]) -> Tensor[D2, S]: ...
@overload
def empty_like(x: Tensor[DType, S], dtype: type[AnyDT]) -> Tensor[AnyDT, S]: ...
def empty_like(x: Tensor[Any, Any], dtype: type[DType] | None = None) -> Tensor[Any, Any]:
    """Elements that nobody has set in the shape of `x`, and in its dtype unless another is given. See `empty`.

    Raises:
        DTypeError: `x` is no tensor.

    >>> empty_like(zeros((2, 3))).shape
    (2, 3)
    """
    return wrap(_unset(*_likeness("empty_like", x, dtype)))


def _likeness(operation: str, x: Tensor[Any, Any], dtype: type[DType] | None) -> tuple[tuple[int, ...], NumPyDType]:
    """The shape of `x`, and its dtype unless another is given."""
    if not is_tensor(x):
        raise not_a_tensor(operation, x)
    return x._data.shape, x._data.dtype if dtype is None else numpy_dtype(operation, dtype)
