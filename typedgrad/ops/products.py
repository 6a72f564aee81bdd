"""Products of two tensors that sum over an axis, or over none: `matmul`, `vecdot`, `outer`, `cross`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import ShapeError
from typedgrad.rules import linalg as rules
from typedgrad.tensor.base import binary, check_axis, check_tensors

if TYPE_CHECKING:
    from typedgrad.ops.broadcasting import Later
    from typedgrad.shapes import A, B, K, L, M, N, NumberDT, One
    from typedgrad.tensor.tensor import Tensor


# ---------------------------------------------------------------------------------------------------------- matmul
@overload  # (*L, K) with (K, N) -> (*L, N)
def matmul(
    x1: Tensor[NumberDT, tuple[*L, K]], x2: Tensor[NumberDT, tuple[K, N]], /
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (*L, K) with (K,) -> (*L,)
def matmul(x1: Tensor[NumberDT, tuple[*L, K]], x2: Tensor[NumberDT, tuple[K]], /) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (A, *L, M, K) with (A, *L, K, N) or (1, K, N) -> (A, *L, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[A, *L, M, K]],
    x2: Tensor[NumberDT, tuple[A, *L, K, N]] | Tensor[NumberDT, tuple[One, K, N]] | Later[NumberDT, N],
    /,
) -> Tensor[NumberDT, tuple[A, *L, M, N]]: ...
@overload  # (A, B, M, K) with (B, K, N) or the like -> (A, B, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[A, B, M, K]],
    x2: Tensor[NumberDT, tuple[B, K, N]]
    | Tensor[NumberDT, tuple[One, B, K, N]]
    | Tensor[NumberDT, tuple[A, One, K, N]]
    | Tensor[NumberDT, tuple[One, One, K, N]]
    | Later[NumberDT, N],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (A, 1, M, K) with (B, K, N) or the like -> (A, B, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[A, One, M, K]],
    x2: Tensor[NumberDT, tuple[B, K, N]]
    | Tensor[NumberDT, tuple[One, B, K, N]]
    | Tensor[NumberDT, tuple[A, B, K, N]]
    | Later[NumberDT, N],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (1, B, M, K) with (A, B, K, N) or the like -> (A, B, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[One, B, M, K]],
    x2: Tensor[NumberDT, tuple[A, B, K, N]] | Tensor[NumberDT, tuple[A, One, K, N]] | Later[NumberDT, N],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (1, 1, M, K) with (A, B, K, N) -> (A, B, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[One, One, M, K]], x2: Tensor[NumberDT, tuple[A, B, K, N]], /
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (B, M, K) with (A, B, K, N) or (A, 1, K, N) -> (A, B, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[B, M, K]],
    x2: Tensor[NumberDT, tuple[A, B, K, N]] | Tensor[NumberDT, tuple[A, One, K, N]] | Later[NumberDT, N],
    /,
) -> Tensor[NumberDT, tuple[A, B, M, N]]: ...
@overload  # (K,) with (A, *L, K, N) -> (A, *L, N)
def matmul(
    x1: Tensor[NumberDT, tuple[K]], x2: Tensor[NumberDT, tuple[A, *L, K, N]], /
) -> Tensor[NumberDT, tuple[A, *L, N]]: ...
@overload  # (M, K) with (A, *L, K, N) -> (A, *L, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[M, K]], x2: Tensor[NumberDT, tuple[A, *L, K, N]], /
) -> Tensor[NumberDT, tuple[A, *L, M, N]]: ...
@overload  # (1, M, K) with (A, *L, K, N) -> (A, *L, M, N)
def matmul(
    x1: Tensor[NumberDT, tuple[One, M, K]], x2: Tensor[NumberDT, tuple[A, *L, K, N]], /
) -> Tensor[NumberDT, tuple[A, *L, M, N]]: ...
def matmul(x1: Tensor[Any, Any], x2: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The matrix product, `x1 @ x2`: over the last axis of `x1` and the second-last of `x2`; leading axes broadcast.

    A vector counts as a row on the left and as a column on the right, as in NumPy.

    Raises:
        ShapeError: columns and rows that differ, a scalar, or leading axes that do not broadcast.
        DTypeError: two dtypes, or booleans.

    >>> from typedgrad import as_tensor, int64
    >>> matmul(as_tensor([[1, 2], [3, 4]], int64, (2, 2)), as_tensor([1, 10], int64, (2,)))
    Tensor[int64, tuple[2]]([21, 43])
    """
    check_tensors("matmul", x1, x2)
    return binary(rules.matmul, x1, x2)


# ---------------------------------------------------------------------------------------------------------- vecdot
@overload  # (*L, N) with (*L, N) -> (*L,)
def vecdot(
    x1: Tensor[NumberDT, tuple[*L, N]], x2: Tensor[NumberDT, tuple[*L, N]], /, *, axis: Literal[-1] = -1
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (*L, N) with (N,) -> (*L,)
def vecdot(
    x1: Tensor[NumberDT, tuple[*L, N]], x2: Tensor[NumberDT, tuple[N]], /, *, axis: Literal[-1] = -1
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (N,) with (*L, N) -> (*L,)
def vecdot(
    x1: Tensor[NumberDT, tuple[N]], x2: Tensor[NumberDT, tuple[*L, N]], /, *, axis: Literal[-1] = -1
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (*L, M, N) with (M, N), (*L, 1, N) or (1, N) -> (*L, M)
def vecdot(
    x1: Tensor[NumberDT, tuple[*L, M, N]],
    x2: Tensor[NumberDT, tuple[M, N]]
    | Tensor[NumberDT, tuple[*L, One, N]]
    | Tensor[NumberDT, tuple[One, N]]
    | Later[NumberDT, N],
    /,
    *,
    axis: Literal[-1] = -1,
) -> Tensor[NumberDT, tuple[*L, M]]: ...
@overload  # (1, N) with (*L, M, N) -> (*L, M)
def vecdot(
    x1: Tensor[NumberDT, tuple[One, N]], x2: Tensor[NumberDT, tuple[*L, M, N]], /, *, axis: Literal[-1] = -1
) -> Tensor[NumberDT, tuple[*L, M]]: ...
@overload  # (M, N) with (A, *L, M, N) or (A, *L, 1, N) -> (A, *L, M)
def vecdot(
    x1: Tensor[NumberDT, tuple[M, N]],
    x2: Tensor[NumberDT, tuple[A, *L, M, N]] | Tensor[NumberDT, tuple[A, *L, One, N]] | Later[NumberDT, N],
    /,
    *,
    axis: Literal[-1] = -1,
) -> Tensor[NumberDT, tuple[A, *L, M]]: ...
@overload  # (N, *L) with (N, *L) -> (*L,)
def vecdot(
    x1: Tensor[NumberDT, tuple[N, *L]], x2: Tensor[NumberDT, tuple[N, *L]], /, *, axis: Literal[0]
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (M, N, *L) with (M, N, *L) -> (M, *L)
def vecdot(
    x1: Tensor[NumberDT, tuple[M, N, *L]], x2: Tensor[NumberDT, tuple[M, N, *L]], /, *, axis: Literal[1]
) -> Tensor[NumberDT, tuple[M, *L]]: ...
@overload  # (*L, N, M) with (*L, N, M) -> (*L, M)
def vecdot(
    x1: Tensor[NumberDT, tuple[*L, N, M]], x2: Tensor[NumberDT, tuple[*L, N, M]], /, *, axis: Literal[-2]
) -> Tensor[NumberDT, tuple[*L, M]]: ...
def vecdot(x1: Tensor[Any, Any], x2: Tensor[Any, Any], /, *, axis: int = -1) -> Tensor[Any, Any]:
    """The dot products of vectors along one axis, the last by default; the other axes broadcast.

    Raises:
        ShapeError: no such axis, vectors of two lengths, or other axes that do not broadcast.
        DTypeError: two dtypes, or booleans.

    >>> from typedgrad import as_tensor, int64
    >>> vecdot(as_tensor([[1, 2], [3, 4]], int64, (2, 2)), as_tensor([1, 10], int64, (2,)))
    Tensor[int64, tuple[2]]([21, 43])
    """
    check_tensors("vecdot", x1, x2)
    shape1, shape2 = x1._data.shape, x2._data.shape
    check_axis("vecdot", axis, shape1)
    check_axis("vecdot", axis, shape2)
    if axis >= 0:
        if len(shape1) != len(shape2):
            raise ShapeError(f"vecdot: {shape1} with {shape2}: axis {axis} of {len(shape1)} and of {len(shape2)} axes")
        axis -= len(shape1)
    if shape1[axis] != shape2[axis]:
        raise ShapeError(f"vecdot: {shape1} with {shape2}: axis {axis} is {shape1[axis]} and {shape2[axis]}")
    return binary(rules.vecdot(axis), x1, x2)


# ----------------------------------------------------------------------------------------------------------- outer
def outer(x1: Tensor[NumberDT, tuple[M]], x2: Tensor[NumberDT, tuple[N]], /) -> Tensor[NumberDT, tuple[M, N]]:
    """Each element of a vector times each of another.

    Raises:
        ShapeError: an argument that is no vector.
        DTypeError: two dtypes, or booleans.

    >>> from typedgrad import as_tensor, int64
    >>> outer(as_tensor([1, 2], int64, (2,)), as_tensor([1, 10], int64, (2,)))
    Tensor[int64, tuple[2, 2]](
        [[ 1, 10],
         [ 2, 20]]
    )
    """
    check_tensors("outer", x1, x2)
    if x1._data.ndim != 1 or x2._data.ndim != 1:
        raise ShapeError(f"outer: {x1._data.shape} with {x2._data.shape}: both should be vectors")
    return binary(rules.outer, x1, x2)


# ----------------------------------------------------------------------------------------------------------- cross
@overload  # (*L, 3) with (*L, 3)
def cross(
    x1: Tensor[NumberDT, tuple[*L, Literal[3]]], x2: Tensor[NumberDT, tuple[*L, Literal[3]]], /
) -> Tensor[NumberDT, tuple[*L, Literal[3]]]: ...
@overload  # (*L, 3) with (3,)
def cross(
    x1: Tensor[NumberDT, tuple[*L, Literal[3]]], x2: Tensor[NumberDT, tuple[Literal[3]]], /
) -> Tensor[NumberDT, tuple[*L, Literal[3]]]: ...
@overload  # (3,) with (*L, 3)
def cross(
    x1: Tensor[NumberDT, tuple[Literal[3]]], x2: Tensor[NumberDT, tuple[*L, Literal[3]]], /
) -> Tensor[NumberDT, tuple[*L, Literal[3]]]: ...
def cross(x1: Tensor[Any, Any], x2: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The cross products of vectors of three elements, along the last axis; the other axes broadcast.

    Raises:
        ShapeError: vectors that have not three elements, or other axes that do not broadcast.
        DTypeError: two dtypes, or booleans.

    >>> from typedgrad import as_tensor, int64
    >>> cross(as_tensor([1, 0, 0], int64, (3,)), as_tensor([0, 1, 0], int64, (3,)))
    Tensor[int64, tuple[3]]([0, 0, 1])
    """
    check_tensors("cross", x1, x2)
    if x1._data.shape[-1:] != (3,) or x2._data.shape[-1:] != (3,):
        raise ShapeError(f"cross: {x1._data.shape} with {x2._data.shape}: the last axis of both should be 3")
    return binary(rules.cross, x1, x2)
