"""Functions that move elements: `reshape`, `matrix_transpose`, `concat`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import check_axis, check_tensors, is_tensor, nary, unary
from typedgrad.tensor.shaping import reshaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.shapes import D2, A, AnyDT, B, C, D, K, L, M, N, One, Plus, S, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor


@overload  # () and shapes whose dimensions nobody lists
def reshape(x: Tensor[D2, Any], shape: Unlisted, /) -> Tensor[D2, Unlisted]: ...
@overload  # (-1,) -> (int,)
def reshape(x: Tensor[D2, Any], shape: tuple[Literal[-1]], /) -> Tensor[D2, tuple[int]]: ...
@overload  # (1, -1) -> (1, int)
def reshape(x: Tensor[D2, Any], shape: tuple[One, Literal[-1]], /) -> Tensor[D2, tuple[One, int]]: ...
@overload  # (-1, 1) -> (int, 1)
def reshape(x: Tensor[D2, Any], shape: tuple[Literal[-1], One], /) -> Tensor[D2, tuple[int, One]]: ...
@overload  # (A, -1) -> (A, int)
def reshape(x: Tensor[D2, Any], shape: tuple[A, Literal[-1]], /) -> Tensor[D2, tuple[A, int]]: ...
@overload  # (-1, B) -> (int, B)
def reshape(x: Tensor[D2, Any], shape: tuple[Literal[-1], B], /) -> Tensor[D2, tuple[int, B]]: ...
@overload  # (A, B, -1) -> (A, B, int)
def reshape(x: Tensor[D2, Any], shape: tuple[A, B, Literal[-1]], /) -> Tensor[D2, tuple[A, B, int]]: ...
@overload  # (A, -1, C) -> (A, int, C)
def reshape(x: Tensor[D2, Any], shape: tuple[A, Literal[-1], C], /) -> Tensor[D2, tuple[A, int, C]]: ...
@overload  # (-1, B, C) -> (int, B, C)
def reshape(x: Tensor[D2, Any], shape: tuple[Literal[-1], B, C], /) -> Tensor[D2, tuple[int, B, C]]: ...
@overload  # (A, B, C, -1, *L) -> (A, B, C, int, *L)
def reshape(x: Tensor[D2, Any], shape: tuple[A, B, C, Literal[-1], *L], /) -> Tensor[D2, tuple[A, B, C, int, *L]]: ...
@overload  # (A, B, -1, D, *L) -> (A, B, int, D, *L)
def reshape(x: Tensor[D2, Any], shape: tuple[A, B, Literal[-1], D, *L], /) -> Tensor[D2, tuple[A, B, int, D, *L]]: ...
@overload  # (A, -1, C, D, *L) -> (A, int, C, D, *L)
def reshape(x: Tensor[D2, Any], shape: tuple[A, Literal[-1], C, D, *L], /) -> Tensor[D2, tuple[A, int, C, D, *L]]: ...
@overload  # (-1, B, C, D, *L) -> (int, B, C, D, *L)
def reshape(x: Tensor[D2, Any], shape: tuple[Literal[-1], B, C, D, *L], /) -> Tensor[D2, tuple[int, B, C, D, *L]]: ...
@overload  # (A, B) -> (A, B)
def reshape(x: Tensor[D2, Any], shape: Sizes[S], /) -> Tensor[D2, S]: ...
def reshape(x: Tensor[Any, Any], shape: tuple[Any, ...], /) -> Tensor[Any, Any]:
    """The elements of `x`, in row-major order, in another shape; one size may be -1, for what is left.

    That the sizes fill up is checked at run time: the product of the dimensions is not a matter of types. A size beside
    a -1 stays a name; a number counts as an `int` there, but for a 1 beside it: `(-1, 1)` is `(int, Literal[1])`.

    Raises:
        ShapeError: the shape has another number of elements.

    >>> from typedgrad import as_tensor, int64
    >>> reshape(as_tensor([1, 2, 3, 4], int64, (4,)), (2, -1))
    Tensor[int64, tuple[2, 2]](
        [[1, 2],
         [3, 4]]
    )
    """
    return reshaped(x, shape)


def matrix_transpose(x: Tensor[D2, tuple[*L, M, N]], /) -> Tensor[D2, tuple[*L, N, M]]:
    """The transpose of each matrix of a stack: the last two axes exchanged, as `x.mT`.

    Raises:
        ShapeError: `x` has fewer than two axes.

    >>> from typedgrad import zeros
    >>> matrix_transpose(zeros((5, 2, 3))).shape
    (5, 3, 2)
    """
    if not is_tensor(x):
        raise not_a_tensor("matrix_transpose", x)
    if x._data.ndim < 2:
        raise ShapeError(f"matrix_transpose: shape {x._data.shape} has {x._data.ndim} axes, fewer than 2")
    return unary(rules.matrix_transpose, x)


@overload  # (A, *L) and (B, *L) -> (A + B, *L)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[A, *L]], Tensor[AnyDT, tuple[B, *L]]], *, axis: Literal[0] = 0
) -> Tensor[AnyDT, tuple[Plus[A, B], *L]]: ...
@overload  # (*L, A) and (*L, B) -> (*L, A + B)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[*L, A]], Tensor[AnyDT, tuple[*L, B]]], *, axis: Literal[-1]
) -> Tensor[AnyDT, tuple[*L, Plus[A, B]]]: ...
@overload  # (M, A, *L) and (M, B, *L) -> (M, A + B, *L)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[M, A, *L]], Tensor[AnyDT, tuple[M, B, *L]]], *, axis: Literal[1]
) -> Tensor[AnyDT, tuple[M, Plus[A, B], *L]]: ...
@overload  # (*L, A, N) and (*L, B, N) -> (*L, A + B, N)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[*L, A, N]], Tensor[AnyDT, tuple[*L, B, N]]], *, axis: Literal[-2]
) -> Tensor[AnyDT, tuple[*L, Plus[A, B], N]]: ...
@overload  # (K, M, A, *L) and (K, M, B, *L) -> (K, M, A + B, *L)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[K, M, A, *L]], Tensor[AnyDT, tuple[K, M, B, *L]]], *, axis: Literal[2]
) -> Tensor[AnyDT, tuple[K, M, Plus[A, B], *L]]: ...
@overload  # (*L, A, M, N) and (*L, B, M, N) -> (*L, A + B, M, N)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[*L, A, M, N]], Tensor[AnyDT, tuple[*L, B, M, N]]], *, axis: Literal[-3]
) -> Tensor[AnyDT, tuple[*L, Plus[A, B], M, N]]: ...
@overload  # (C, D, M, A) and (C, D, M, B) -> (C, D, M, A + B)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[C, D, M, A]], Tensor[AnyDT, tuple[C, D, M, B]]], *, axis: Literal[3]
) -> Tensor[AnyDT, tuple[C, D, M, Plus[A, B]]]: ...
@overload  # (A, K, M, N) and (B, K, M, N) -> (A + B, K, M, N)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[A, K, M, N]], Tensor[AnyDT, tuple[B, K, M, N]]], *, axis: Literal[-4]
) -> Tensor[AnyDT, tuple[Plus[A, B], K, M, N]]: ...
@overload  # three: (A + B + C, *L)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[A, *L]], Tensor[AnyDT, tuple[B, *L]], Tensor[AnyDT, tuple[C, *L]]],
    *,
    axis: Literal[0] = 0,
) -> Tensor[AnyDT, tuple[Plus[Plus[A, B], C], *L]]: ...
@overload  # three: (*L, A + B + C)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[*L, A]], Tensor[AnyDT, tuple[*L, B]], Tensor[AnyDT, tuple[*L, C]]],
    *,
    axis: Literal[-1],
) -> Tensor[AnyDT, tuple[*L, Plus[Plus[A, B], C]]]: ...
@overload  # three: (M, A + B + C, *L)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[M, A, *L]], Tensor[AnyDT, tuple[M, B, *L]], Tensor[AnyDT, tuple[M, C, *L]]],
    *,
    axis: Literal[1],
) -> Tensor[AnyDT, tuple[M, Plus[Plus[A, B], C], *L]]: ...
@overload  # three: (*L, A + B + C, N)
def concat(
    tensors: tuple[Tensor[AnyDT, tuple[*L, A, N]], Tensor[AnyDT, tuple[*L, B, N]], Tensor[AnyDT, tuple[*L, C, N]]],
    *,
    axis: Literal[-2],
) -> Tensor[AnyDT, tuple[*L, Plus[Plus[A, B], C], N]]: ...
@overload  # three: (K, M, A + B + C, *L)
def concat(
    tensors: tuple[
        Tensor[AnyDT, tuple[K, M, A, *L]], Tensor[AnyDT, tuple[K, M, B, *L]], Tensor[AnyDT, tuple[K, M, C, *L]]
    ],
    *,
    axis: Literal[2],
) -> Tensor[AnyDT, tuple[K, M, Plus[Plus[A, B], C], *L]]: ...
@overload  # three: (*L, A + B + C, M, N)
def concat(
    tensors: tuple[
        Tensor[AnyDT, tuple[*L, A, M, N]], Tensor[AnyDT, tuple[*L, B, M, N]], Tensor[AnyDT, tuple[*L, C, M, N]]
    ],
    *,
    axis: Literal[-3],
) -> Tensor[AnyDT, tuple[*L, Plus[Plus[A, B], C], M, N]]: ...
@overload  # a list of any length, (A, *L) each -> (int, *L)
def concat(tensors: list[Tensor[AnyDT, tuple[A, *L]]], *, axis: Literal[0] = 0) -> Tensor[AnyDT, tuple[int, *L]]: ...
@overload  # a list of any length, (*L, A) each -> (*L, int)
def concat(tensors: list[Tensor[AnyDT, tuple[*L, A]]], *, axis: Literal[-1]) -> Tensor[AnyDT, tuple[*L, int]]: ...
@overload  # a list of any length, (M, A, *L) each -> (M, int, *L)
def concat(tensors: list[Tensor[AnyDT, tuple[M, A, *L]]], *, axis: Literal[1]) -> Tensor[AnyDT, tuple[M, int, *L]]: ...
@overload  # a list of any length, (*L, A, N) each -> (*L, int, N)
def concat(tensors: list[Tensor[AnyDT, tuple[*L, A, N]]], *, axis: Literal[-2]) -> Tensor[AnyDT, tuple[*L, int, N]]: ...
@overload  # a list of any length, (K, M, A, *L) each -> (K, M, int, *L)
def concat(
    tensors: list[Tensor[AnyDT, tuple[K, M, A, *L]]], *, axis: Literal[2]
) -> Tensor[AnyDT, tuple[K, M, int, *L]]: ...
@overload  # a list of any length, (*L, A, M, N) each -> (*L, int, M, N)
def concat(
    tensors: list[Tensor[AnyDT, tuple[*L, A, M, N]]], *, axis: Literal[-3]
) -> Tensor[AnyDT, tuple[*L, int, M, N]]: ...
def concat(tensors: Sequence[Tensor[Any, Any]], *, axis: int = 0) -> Tensor[Any, Any]:
    """Tensors of one dtype, joined along an axis that they have; the other axes agree.

    A tuple of two or three keeps the sum of their sizes in the type, as `Plus`; a list may be of any length and gives
    `int`.

    Raises:
        ShapeError: no tensors, no such axis, or another axis that differs.
        DTypeError: two dtypes.

    >>> from typedgrad import ones, zeros
    >>> concat((zeros((2, 1)), ones((2, 2))), axis=-1)
    Tensor[float32, tuple[2, 3]](
        [[0., 1., 1.],
         [0., 1., 1.]]
    )
    """
    check_joined("concat", tensors)
    first = tensors[0]._data
    along = check_axis("concat", axis, first.shape)
    for x in tensors:
        shape = x._data.shape
        if (len(shape), *shape[:along], *shape[along + 1 :]) != (
            first.ndim,
            *first.shape[:along],
            *first.shape[along + 1 :],
        ):
            raise ShapeError(f"concat: {first.shape} with {shape} along axis {axis}: another axis differs")
    return nary(rules.concat(tuple(x._data.shape[along] for x in tensors), along), tensors)


def check_joined(operation: str, tensors: object) -> None:
    """Hold what is to be joined to being tensors in a tuple or list.

    Raises:
        DTypeError: no tuple or list, or one of its elements is no tensor.
        ShapeError: it is empty.
    """
    if not isinstance(tensors, (tuple, list)):
        raise DTypeError(f"{operation}: {described(tensors)} is not a tuple or list of tensors")
    if not tensors:
        raise ShapeError(f"{operation}: no tensors")
    check_tensors(operation, *cast("Sequence[object]", tensors))  # isinstance cannot know the elements
