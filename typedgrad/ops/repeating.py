"""More of the same elements: `tile` repeats the tensor, `repeat` each element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import check_axis, is_tensor, unary
from typedgrad.tensor.shaping import checked_sizes

if TYPE_CHECKING:
    from typedgrad.shapes import D2, A, K, L, M, N, One
    from typedgrad.tensor.tensor import Tensor


@overload  # (N,), (A, 1) -> (A, N)
def tile(x: Tensor[D2, tuple[N]], repetitions: tuple[A, One], /) -> Tensor[D2, tuple[A, N]]: ...
@overload  # (N,), (int,) -> (int,)
def tile(x: Tensor[D2, tuple[N]], repetitions: tuple[int], /) -> Tensor[D2, tuple[int]]: ...
@overload  # (N,), (A, int) -> (A, int)
def tile(x: Tensor[D2, tuple[N]], repetitions: tuple[A, int], /) -> Tensor[D2, tuple[A, int]]: ...
@overload  # (M, N), (int, 1) -> (int, N)
def tile(x: Tensor[D2, tuple[M, N]], repetitions: tuple[int, One], /) -> Tensor[D2, tuple[int, N]]: ...
@overload  # (M, N), (1, int) -> (M, int)
def tile(x: Tensor[D2, tuple[M, N]], repetitions: tuple[One, int], /) -> Tensor[D2, tuple[M, int]]: ...
@overload  # (M, N), (int, int) -> (int, int)
def tile(x: Tensor[D2, tuple[M, N]], repetitions: tuple[int, int], /) -> Tensor[D2, tuple[int, int]]: ...
@overload  # (M, N), (A, 1, 1) -> (A, M, N)
def tile(x: Tensor[D2, tuple[M, N]], repetitions: tuple[A, One, One], /) -> Tensor[D2, tuple[A, M, N]]: ...
@overload  # (K, M, N), (int, 1, 1) -> (int, M, N)
def tile(x: Tensor[D2, tuple[K, M, N]], repetitions: tuple[int, One, One], /) -> Tensor[D2, tuple[int, M, N]]: ...
@overload  # (K, M, N), (1, int, 1) -> (K, int, N)
def tile(x: Tensor[D2, tuple[K, M, N]], repetitions: tuple[One, int, One], /) -> Tensor[D2, tuple[K, int, N]]: ...
@overload  # (K, M, N), (1, 1, int) -> (K, M, int)
def tile(x: Tensor[D2, tuple[K, M, N]], repetitions: tuple[One, One, int], /) -> Tensor[D2, tuple[K, M, int]]: ...
@overload  # (K, M, N), (int, int, int) -> (int, int, int)
def tile(x: Tensor[D2, tuple[K, M, N]], repetitions: tuple[int, int, int], /) -> Tensor[D2, tuple[int, int, int]]: ...
def tile(x: Tensor[Any, Any], repetitions: tuple[int, ...], /) -> Tensor[Any, Any]:
    """The whole of `x` so many times along each axis; further repetitions make axes before those of `x`.

    An axis that is repeated once keeps its dimension, and a new axis has that of its number; the others are `int`.
    The gradient is summed over the repetitions.

    Raises:
        ShapeError: fewer repetitions than axes, or one that is not a number from 0 on.

    >>> from typedgrad import as_tensor, int64
    >>> tile(as_tensor([1, 2], int64, (2,)), (2, 2))
    Tensor[int64, tuple[2, 4]](
        [[1, 2, 1, 2],
         [1, 2, 1, 2]]
    )
    """
    if not is_tensor(x):
        raise not_a_tensor("tile", x)
    if not isinstance(repetitions, tuple):
        raise ShapeError(f"tile: the repetitions {described(repetitions)} are not a tuple")
    counts = tuple(checked_sizes("tile", repetitions))
    if len(counts) < x._data.ndim:
        raise ShapeError(
            f"tile: {len(counts)} repetitions {repetitions} for the {x._data.ndim} axes of {x._data.shape}"
        )
    return unary(rules.tile(counts), x)


@overload  # (A, *L) -> (int, *L)
def repeat(x: Tensor[D2, tuple[A, *L]], repeats: int, /, axis: Literal[0]) -> Tensor[D2, tuple[int, *L]]: ...
@overload  # (*L, N) -> (*L, int)
def repeat(x: Tensor[D2, tuple[*L, N]], repeats: int, /, axis: Literal[-1]) -> Tensor[D2, tuple[*L, int]]: ...
@overload  # (A, N, *L) -> (A, int, *L)
def repeat(x: Tensor[D2, tuple[A, N, *L]], repeats: int, /, axis: Literal[1]) -> Tensor[D2, tuple[A, int, *L]]: ...
@overload  # (A, M, N, *L) -> (A, M, int, *L)
def repeat(
    x: Tensor[D2, tuple[A, M, N, *L]], repeats: int, /, axis: Literal[2]
) -> Tensor[D2, tuple[A, M, int, *L]]: ...
@overload  # (*L, M, N) -> (*L, int, N)
def repeat(x: Tensor[D2, tuple[*L, M, N]], repeats: int, /, axis: Literal[-2]) -> Tensor[D2, tuple[*L, int, N]]: ...
def repeat(x: Tensor[Any, Any], repeats: int, /, axis: int) -> Tensor[Any, Any]:
    """Each slice of `x` along `axis` so many times in a row. The gradient is summed over the repetitions.

    The dimension is an `int`: the product of a dimension and a number is no name. `repeats` is one number for all.

    Raises:
        ShapeError: no such axis, or a negative number of repeats.
        DTypeError: `repeats` is not an int.

    >>> from typedgrad import as_tensor, int64
    >>> repeat(as_tensor([1, 2], int64, (2,)), 3, axis=0)
    Tensor[int64, tuple[6]]([1, 1, 1, 2, 2, 2])
    """
    if not is_tensor(x):
        raise not_a_tensor("repeat", x)
    along = check_axis("repeat", axis, x._data.shape)
    if not isinstance(repeats, int) or isinstance(repeats, bool):
        raise DTypeError(f"repeat: {described(repeats)} is not a number of repeats")
    if repeats < 0:
        raise ShapeError(f"repeat: {repeats} repeats of axis {axis} of {x._data.shape}")
    return unary(rules.repeat(int(repeats), along), x)
