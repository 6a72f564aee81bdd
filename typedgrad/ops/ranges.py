"""Numbers in order, grids of them, and the identity: `arange`, `linspace`, `meshgrid`, `eye`."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, Literal, cast, overload

import numpy as np

from typedgrad.dtypes import DType, float32, int64, numpy_dtype
from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.ops.sizes import check_rank, checked_float, checked_int, checked_shape, checked_size
from typedgrad.rules import manipulation
from typedgrad.tensor.base import is_tensor, unary, wrap

if TYPE_CHECKING:
    from typedgrad.dtypes import NumPyDType
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import A, AnyDT, B, C, FloatDT, M, N, NumberDT, SizeN
    from typedgrad.tensor.tensor import Tensor


@overload  # 0 to a literal: so many
def arange(stop: SizeN, /) -> Tensor[int64, tuple[SizeN]]: ...
@overload  # 0 to a size: so many
def arange(stop: N, /) -> Tensor[int64, tuple[N]]: ...
@overload
def arange(stop: SizeN, /, *, dtype: type[NumberDT]) -> Tensor[NumberDT, tuple[SizeN]]: ...
@overload
def arange(stop: N, /, *, dtype: type[NumberDT]) -> Tensor[NumberDT, tuple[N]]: ...
@overload  # start to stop
def arange(start: int, stop: int, step: int = 1, /) -> Tensor[int64, tuple[int]]: ...
@overload
def arange(start: int, stop: int, step: int = 1, /, *, dtype: type[NumberDT]) -> Tensor[NumberDT, tuple[int]]: ...
@overload  # floats
def arange(stop: float, /) -> Tensor[float32, tuple[int]]: ...
@overload
def arange(stop: float, /, *, dtype: type[FloatDT]) -> Tensor[FloatDT, tuple[int]]: ...
@overload
def arange(start: float, stop: float, step: float = 1, /) -> Tensor[float32, tuple[int]]: ...
@overload
def arange(start: float, stop: float, step: float = 1, /, *, dtype: type[FloatDT]) -> Tensor[FloatDT, tuple[int]]: ...
def arange(
    start: float, stop: float | None = None, step: float = 1, /, *, dtype: type[DType] | None = None
) -> Tensor[Any, Any]:
    """The numbers `start + i * step` before `stop`, or from 0 if only `stop` is given.

    Of ints it is int64 by default, of floats float32. `arange(batch)` has the shape `(batch,)`, a dimension of its
    type; between two numbers the checkers know the length as `int`. Floats are computed in float64 and rounded; whether
    the last comes before `stop` hangs on rounding, so `linspace` is better where the length matters.

    Raises:
        DTypeError: an argument is no number, or a float with an integer dtype.
        ShapeError: a step of 0; a negative `stop` alone, which is no size.
        OverflowError: a number beyond the range of the dtype.

    >>> arange(3)
    Tensor[int64, tuple[3]]([0, 1, 2])
    >>> arange(1, 6, 2, dtype=float32)
    Tensor[float32, tuple[3]]([1., 3., 5.])
    >>> arange(0.0, 1.0, 0.25)
    Tensor[float32, tuple[4]]([0.  , 0.25, 0.5 , 0.75])
    """
    if stop is None:
        start, stop = 0, start
        if isinstance(stop, int):
            checked_size("arange", stop)
    of_ints = all(isinstance(value, int) for value in (start, stop, step))
    target = numpy_dtype("arange", (int64 if of_ints else float32) if dtype is None else dtype)
    if target.kind == "b":
        raise DTypeError("arange: bool_ has no order; a range is of numbers")
    if of_ints:
        return wrap(_integers(start, stop, step, target))
    if target.kind != "f":
        raise DTypeError(f"arange: {target} from {start!r} to {stop!r} by {step!r}, which are not all ints")
    return wrap(_floats(start, stop, step, target))


def _integers(start: object, stop: object, step: object, target: NumPyDType) -> NDArray:
    first, end = checked_int("arange", "start", start), checked_int("arange", "stop", stop)
    by = checked_int("arange", "step", step)
    if by == 0:
        raise ShapeError("arange: a step of 0")
    numbers = range(first, end, by)
    if not numbers:
        return np.empty(0, target)
    limits = np.iinfo(np.int32 if target == np.int32 else np.int64)
    for number in (numbers[0], numbers[-1]):
        if not limits.min <= number <= limits.max:
            raise OverflowError(f"arange: {described(number)} is out of the range of {limits.dtype}")
    if len(numbers) < 3:  # a step between two int64 may be none itself
        return np.array(numbers, np.int64).astype(target)
    return (np.arange(checked_size("arange", len(numbers))) * by + first).astype(target)


def _floats(start: object, stop: object, step: object, target: NumPyDType) -> NDArray:
    first, end = checked_float("arange", "start", start), checked_float("arange", "stop", stop)
    by = checked_float("arange", "step", step)
    if by == 0.0:
        raise ShapeError("arange: a step of 0")
    count = ceil(min(max((end - first) / by, 0.0), 2.0**62))
    (count,) = checked_shape("arange", (count,))
    return _rounded("arange", np.arange(count) * by + first, target)


def _rounded(operation: str, values: NDArray, target: NumPyDType) -> NDArray:
    """Finite float64 in another dtype.

    Raises:
        OverflowError: one is beyond its range.
    """
    with np.errstate(over="ignore"):
        result = values.astype(target)
    if target.kind == "f" and not np.isfinite(result).all():
        raise OverflowError(f"{operation}: {values[~np.isfinite(result)][0]} is out of the range of {target}")
    return result


@overload  # a literal count
def linspace(start: float, stop: float, num: SizeN, /, *, endpoint: bool = True) -> Tensor[float32, tuple[SizeN]]: ...
@overload  # any count
def linspace(start: float, stop: float, num: N, /, *, endpoint: bool = True) -> Tensor[float32, tuple[N]]: ...
@overload
def linspace(
    start: float, stop: float, num: SizeN, /, *, endpoint: bool = True, dtype: type[FloatDT]
) -> Tensor[FloatDT, tuple[SizeN]]: ...
@overload
def linspace(
    start: float, stop: float, num: N, /, *, endpoint: bool = True, dtype: type[FloatDT]
) -> Tensor[FloatDT, tuple[N]]: ...
def linspace(
    start: float, stop: float, num: int, /, *, endpoint: bool = True, dtype: type[DType] = float32
) -> Tensor[Any, Any]:
    """So many numbers at equal distances, from `start` to `stop` or, with `endpoint=False`, to the one before it.

    float32 by default. They are computed in float64 and rounded.

    Raises:
        DTypeError: an argument is no number, or the dtype no float.
        ShapeError: `num` is not a non-negative int.
        ValueError: `start` or `stop` is not finite.
        OverflowError: a number beyond the range of the dtype.

    >>> linspace(0.0, 1.0, 5)
    Tensor[float32, tuple[5]]([0.  , 0.25, 0.5 , 0.75, 1.  ])
    """
    target = numpy_dtype("linspace", dtype)
    if target.kind != "f":
        raise DTypeError(f"linspace: {target} for numbers between; float32 or float64, or arange")
    if not isinstance(endpoint, bool):
        raise DTypeError(f"linspace: endpoint is {described(endpoint)}, not a bool")
    first, last = checked_float("linspace", "start", start), checked_float("linspace", "stop", stop)
    count = checked_size("linspace", num)
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is found below
        values = np.linspace(first, last, count, endpoint=endpoint)
    return wrap(_rounded("linspace", values, target))


@overload  # (A,), (B,) -> (B, A): a row of the grid for each of the second
def meshgrid(
    x: Tensor[AnyDT, tuple[A]], y: Tensor[AnyDT, tuple[B]], /, *, indexing: Literal["xy"] = "xy"
) -> tuple[Tensor[AnyDT, tuple[B, A]], Tensor[AnyDT, tuple[B, A]]]: ...
@overload  # (A,), (B,) -> (A, B)
def meshgrid(
    x: Tensor[AnyDT, tuple[A]], y: Tensor[AnyDT, tuple[B]], /, *, indexing: Literal["ij"]
) -> tuple[Tensor[AnyDT, tuple[A, B]], Tensor[AnyDT, tuple[A, B]]]: ...
@overload  # (A,), (B,), (C,) -> (B, A, C)
def meshgrid(
    x: Tensor[AnyDT, tuple[A]],
    y: Tensor[AnyDT, tuple[B]],
    z: Tensor[AnyDT, tuple[C]],
    /,
    *,
    indexing: Literal["xy"] = "xy",
) -> tuple[Tensor[AnyDT, tuple[B, A, C]], Tensor[AnyDT, tuple[B, A, C]], Tensor[AnyDT, tuple[B, A, C]]]: ...
@overload  # (A,), (B,), (C,) -> (A, B, C)
def meshgrid(
    x: Tensor[AnyDT, tuple[A]], y: Tensor[AnyDT, tuple[B]], z: Tensor[AnyDT, tuple[C]], /, *, indexing: Literal["ij"]
) -> tuple[Tensor[AnyDT, tuple[A, B, C]], Tensor[AnyDT, tuple[A, B, C]], Tensor[AnyDT, tuple[A, B, C]]]: ...
def meshgrid(*tensors: Tensor[Any, Any], indexing: Literal["xy", "ij"] = "xy") -> tuple[Tensor[Any, Any], ...]:
    """The coordinates of the points of a grid, a tensor for each of two or three axes; differentiable.

    As in NumPy `x` runs along the second axis and `y` along the first; with `indexing="ij"` each along its own.

    Raises:
        ShapeError: a tensor has other than one axis.
        DTypeError: dtypes differ, or an argument is no tensor.
        ValueError: another `indexing`.

    >>> x, y = meshgrid(arange(3), arange(2))
    >>> x
    Tensor[int64, tuple[2, 3]](
        [[0, 1, 2],
         [0, 1, 2]]
    )
    >>> y
    Tensor[int64, tuple[2, 3]](
        [[0, 0, 0],
         [1, 1, 1]]
    )
    """
    if not isinstance(indexing, str) or indexing not in {"xy", "ij"}:
        raise ValueError(f"meshgrid: indexing is {described(indexing)}, neither 'xy' nor 'ij'")
    for x in tensors:
        if not is_tensor(x):
            raise not_a_tensor("meshgrid", x)
        if x._data.ndim != 1:
            raise ShapeError(f"meshgrid: shape {x._data.shape} has {x._data.ndim} axes, not 1")
        if x._data.dtype != tensors[0]._data.dtype:
            raise DTypeError(f"meshgrid: {tensors[0]._data.dtype} with {x._data.dtype}; convert one with astype")
    check_rank("meshgrid", len(tensors))
    axes = list(range(len(tensors)))
    if indexing == "xy":
        axes[:2] = reversed(axes[:2])
    shape = tuple(tensors[axis]._data.size for axis in axes)  # exchanging two axes is its own inverse
    made: list[Tensor[Any, Any]] = []
    for x, axis in zip(tensors, axes, strict=True):
        alone = tuple(size if i == axis else 1 for i, size in enumerate(shape))
        made.append(unary(manipulation.broadcast_to(shape), unary(manipulation.reshape(alone), x)))
    return tuple(made)


@overload  # n -> (n, n), of a literal
def eye(n: SizeN, /, *, k: int = 0) -> Tensor[float32, tuple[SizeN, SizeN]]: ...
@overload  # n -> (n, n)
def eye(n: N, /, *, k: int = 0) -> Tensor[float32, tuple[N, N]]: ...
@overload
def eye(n: SizeN, /, *, k: int = 0, dtype: type[AnyDT]) -> Tensor[AnyDT, tuple[SizeN, SizeN]]: ...
@overload
def eye(n: N, /, *, k: int = 0, dtype: type[AnyDT]) -> Tensor[AnyDT, tuple[N, N]]: ...
@overload  # m, n -> (m, n)
def eye(m: M, n: N, /, *, k: int = 0) -> Tensor[float32, tuple[M, N]]: ...
@overload
def eye(m: M, n: N, /, *, k: int = 0, dtype: type[AnyDT]) -> Tensor[AnyDT, tuple[M, N]]: ...
def eye(m: int, n: int | None = None, /, *, k: int = 0, dtype: type[DType] = float32) -> Tensor[Any, Any]:
    """The identity: ones on the diagonal, zeros elsewhere, float32 by default.

    Args:
        m: the rows, and the columns too unless `n` is given. Of two literals the checkers make `int`s.
        n: the columns.
        k: the diagonal, above the main one if positive, below it if negative.
        dtype: the dtype.

    Raises:
        ShapeError: a size is not a non-negative int.
        DTypeError: `k` is not an int.

    >>> eye(2)
    Tensor[float32, tuple[2, 2]](
        [[1., 0.],
         [0., 1.]]
    )
    >>> eye(2, 3, k=1, dtype=int64)
    Tensor[int64, tuple[2, 3]](
        [[0, 1, 0],
         [0, 0, 1]]
    )
    """
    rows, columns = checked_shape("eye", (m, m if n is None else n))
    diagonal = min(max(checked_int("eye", "k", k), -rows), columns)  # beyond these is none
    return wrap(np.eye(rows, columns, diagonal, cast("type[np.float64]", numpy_dtype("eye", dtype))))
