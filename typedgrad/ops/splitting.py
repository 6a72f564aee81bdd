"""One tensor into several along an axis: `split` into parts, `unstack` into the slices themselves."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import indexing
from typedgrad.tensor.base import check_axis, is_tensor, unary
from typedgrad.tensor.shaping import checked_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.rules.namespace import Key
    from typedgrad.shapes import D2, A, B, C, D, L, M, N, Plus, SameK, SameM, SameN, Undivided
    from typedgrad.tensor.tensor import Tensor


@overload  # 0 of M + N: (M + N, *L) -> (M, *L) and (N, *L)
def split(
    x: Tensor[D2, tuple[Plus[SameM, SameN], *L]], sizes: tuple[SameM, SameN], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[SameM, *L]], Tensor[D2, tuple[SameN, *L]]]: ...
@overload  # -1 of M + N: (*L, M + N) -> (*L, M) and (*L, N)
def split(
    x: Tensor[D2, tuple[*L, Plus[SameM, SameN]]], sizes: tuple[SameM, SameN], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L, SameM]], Tensor[D2, tuple[*L, SameN]]]: ...
@overload  # 1 of M + N: (D, M + N, *L) -> (D, M, *L) and (D, N, *L)
def split(
    x: Tensor[D2, tuple[D, Plus[SameM, SameN], *L]], sizes: tuple[SameM, SameN], /, axis: Literal[1]
) -> tuple[Tensor[D2, tuple[D, SameM, *L]], Tensor[D2, tuple[D, SameN, *L]]]: ...
@overload  # 0 of K + M + N -> (K, *L), (M, *L) and (N, *L)
def split(
    x: Tensor[D2, tuple[Plus[Plus[SameK, SameM], SameN], *L]],
    sizes: tuple[SameK, SameM, SameN],
    /,
    axis: Literal[0] = 0,
) -> tuple[Tensor[D2, tuple[SameK, *L]], Tensor[D2, tuple[SameM, *L]], Tensor[D2, tuple[SameN, *L]]]: ...
@overload  # -1 of K + M + N -> (*L, K), (*L, M) and (*L, N)
def split(
    x: Tensor[D2, tuple[*L, Plus[Plus[SameK, SameM], SameN]]], sizes: tuple[SameK, SameM, SameN], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L, SameK]], Tensor[D2, tuple[*L, SameM]], Tensor[D2, tuple[*L, SameN]]]: ...
@overload  # 0 of any other dimension -> (A, *L) and (B, *L)
def split(
    x: Tensor[D2, tuple[Undivided, *L]], sizes: tuple[A, B], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[A, *L]], Tensor[D2, tuple[B, *L]]]: ...
@overload  # -1 of any other dimension -> (*L, A) and (*L, B)
def split(
    x: Tensor[D2, tuple[*L, Undivided]], sizes: tuple[A, B], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L, A]], Tensor[D2, tuple[*L, B]]]: ...
@overload  # 1 of any other dimension -> (D, A, *L) and (D, B, *L)
def split(
    x: Tensor[D2, tuple[D, Undivided, *L]], sizes: tuple[A, B], /, axis: Literal[1]
) -> tuple[Tensor[D2, tuple[D, A, *L]], Tensor[D2, tuple[D, B, *L]]]: ...
@overload  # 0 of any other dimension -> (A, *L), (B, *L) and (C, *L)
def split(
    x: Tensor[D2, tuple[Undivided, *L]], sizes: tuple[A, B, C], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[A, *L]], Tensor[D2, tuple[B, *L]], Tensor[D2, tuple[C, *L]]]: ...
@overload  # -1 of any other dimension -> (*L, A), (*L, B) and (*L, C)
def split(
    x: Tensor[D2, tuple[*L, Undivided]], sizes: tuple[A, B, C], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L, A]], Tensor[D2, tuple[*L, B]], Tensor[D2, tuple[*L, C]]]: ...
@overload  # two equal parts along 0: (int, *L) each
def split(
    x: Tensor[D2, tuple[A, *L]], sections: Literal[2], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[int, *L]], Tensor[D2, tuple[int, *L]]]: ...
@overload  # two equal parts along -1: (*L, int) each
def split(
    x: Tensor[D2, tuple[*L, N]], sections: Literal[2], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L, int]], Tensor[D2, tuple[*L, int]]]: ...
@overload  # equal parts, or a list of sizes, along 0: (int, *L) each
def split(
    x: Tensor[D2, tuple[A, *L]], sections: int | list[int], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[int, *L]], ...]: ...
@overload  # equal parts, or a list of sizes, along -1: (*L, int) each
def split(
    x: Tensor[D2, tuple[*L, N]], sections: int | list[int], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L, int]], ...]: ...
@overload  # equal parts, or a list of sizes, along 1: (A, int, *L) each
def split(
    x: Tensor[D2, tuple[A, B, *L]], sections: int | list[int], /, axis: Literal[1]
) -> tuple[Tensor[D2, tuple[A, int, *L]], ...]: ...
def split(
    x: Tensor[Any, Any], sections: int | tuple[Any, ...] | list[int], /, axis: int = 0
) -> tuple[Tensor[Any, Any], ...]:
    """`x` cut along `axis` into parts of the given sizes, or into so many equal parts: the inverse of `concat`.

    A dimension `Plus[A, B]` comes apart into sizes of these types, in this order. A name, a number or an `int` comes
    apart into any two or three sizes, whose sum is checked at run time; a number among them counts as an `int`. A list
    of sizes and a number of parts give `int` dimensions. The sizes are those of the parts, as in PyTorch; NumPy's
    `split` takes the places of the cuts.

    Raises:
        ShapeError: no such axis, the sum of the sizes is not its size, or it has no so many equal parts.

    >>> from typedgrad import as_tensor, int64
    >>> first, second = split(as_tensor([1, 2, 3], int64, (3,)), (1, 2))
    >>> second
    Tensor[int64, tuple[2]]([2, 3])
    """
    if not is_tensor(x):
        raise not_a_tensor("split", x)
    shape = x._data.shape
    along = check_axis("split", axis, shape)
    sizes = _part_sizes(sections, shape, axis)
    ends = tuple(accumulate(sizes))
    return tuple([_part(x, along, slice(end - size, end)) for size, end in zip(sizes, ends, strict=True)])


def _part_sizes(sections: object, shape: tuple[int, ...], axis: int) -> list[int]:
    """The sizes of the parts, checked."""
    whole = shape[axis]
    if isinstance(sections, (tuple, list)):
        sizes = checked_sizes("split", cast("Sequence[object]", sections))  # isinstance cannot know the elements
        if sum(sizes) != whole:
            raise ShapeError(f"split: axis {axis} of {shape} into {sections}: {whole} is not their sum")
        return sizes
    if not isinstance(sections, int) or isinstance(sections, bool):
        raise DTypeError(f"split: {described(sections)} is neither sizes nor a number of parts")
    if sections < 1 or whole % sections:
        raise ShapeError(f"split: axis {axis} of {shape}: {whole} is not a multiple of {sections} parts")
    return [whole // sections] * sections


def _part(x: Tensor[Any, Any], axis: int, part: int | slice) -> Tensor[Any, Any]:
    key: Key = (*(slice(None),) * axis, part)
    return unary(indexing.index(key), x)


@overload  # (2, *L) -> two of (*L)
def unstack(
    x: Tensor[D2, tuple[Literal[2], *L]], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]]]: ...
@overload  # (3, *L) -> three of (*L)
def unstack(
    x: Tensor[D2, tuple[Literal[3], *L]], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]]]: ...
@overload  # (4, *L) -> four of (*L)
def unstack(
    x: Tensor[D2, tuple[Literal[4], *L]], /, axis: Literal[0] = 0
) -> tuple[Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]]]: ...
@overload  # (A, *L) -> any number of (*L)
def unstack(x: Tensor[D2, tuple[A, *L]], /, axis: Literal[0] = 0) -> tuple[Tensor[D2, tuple[*L]], ...]: ...
@overload  # (*L, 2) -> two of (*L)
def unstack(
    x: Tensor[D2, tuple[*L, Literal[2]]], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]]]: ...
@overload  # (*L, 3) -> three of (*L)
def unstack(
    x: Tensor[D2, tuple[*L, Literal[3]]], /, axis: Literal[-1]
) -> tuple[Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]], Tensor[D2, tuple[*L]]]: ...
@overload  # (*L, N) -> any number of (*L)
def unstack(x: Tensor[D2, tuple[*L, N]], /, axis: Literal[-1]) -> tuple[Tensor[D2, tuple[*L]], ...]: ...
@overload  # (A, 2, *L) -> two of (A, *L)
def unstack(
    x: Tensor[D2, tuple[A, Literal[2], *L]], /, axis: Literal[1]
) -> tuple[Tensor[D2, tuple[A, *L]], Tensor[D2, tuple[A, *L]]]: ...
@overload  # (A, 3, *L) -> three of (A, *L)
def unstack(
    x: Tensor[D2, tuple[A, Literal[3], *L]], /, axis: Literal[1]
) -> tuple[Tensor[D2, tuple[A, *L]], Tensor[D2, tuple[A, *L]], Tensor[D2, tuple[A, *L]]]: ...
@overload  # (A, B, *L) -> any number of (A, *L)
def unstack(x: Tensor[D2, tuple[A, B, *L]], /, axis: Literal[1]) -> tuple[Tensor[D2, tuple[A, *L]], ...]: ...
@overload  # (A, B, C, *L) -> any number of (A, B, *L)
def unstack(x: Tensor[D2, tuple[A, B, C, *L]], /, axis: Literal[2]) -> tuple[Tensor[D2, tuple[A, B, *L]], ...]: ...
@overload  # (*L, M, N) -> any number of (*L, N)
def unstack(x: Tensor[D2, tuple[*L, M, N]], /, axis: Literal[-2]) -> tuple[Tensor[D2, tuple[*L, N]], ...]: ...
def unstack(x: Tensor[Any, Any], /, axis: int = 0) -> tuple[Tensor[Any, Any], ...]:
    """The slices of `x` along `axis`, which they lack: the inverse of `stack`.

    The tuple has a known length where the size is a `Literal`, of up to four along the first axis.

    Raises:
        ShapeError: no such axis.

    >>> from typedgrad import as_tensor, int64
    >>> first, second = unstack(as_tensor([[1, 2, 3], [4, 5, 6]], int64, (2, 3)))
    >>> second
    Tensor[int64, tuple[3]]([4, 5, 6])
    """
    if not is_tensor(x):
        raise not_a_tensor("unstack", x)
    shape = x._data.shape
    along = check_axis("unstack", axis, shape)
    return tuple([_part(x, along, i) for i in range(shape[along])])
