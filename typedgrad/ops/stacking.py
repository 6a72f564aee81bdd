"""`stack`: tensors of one shape along a new axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import ShapeError
from typedgrad.ops.manipulation import check_joined
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import check_axis, nary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.shapes import A, AnyDT, B, L
    from typedgrad.tensor.tensor import Tensor


@overload  # two: (*L) -> (2, *L)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]]], *, axis: Literal[0] = 0
) -> Tensor[AnyDT, tuple[Literal[2], *L]]: ...
@overload  # two: (*L) -> (*L, 2)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]]], *, axis: Literal[-1]
) -> Tensor[AnyDT, tuple[*L, Literal[2]]]: ...
@overload  # two: (A, *L) -> (A, 2, *L)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[A, *L]], Tensor[AnyDT, tuple[A, *L]]], *, axis: Literal[1]
) -> Tensor[AnyDT, tuple[A, Literal[2], *L]]: ...
@overload  # two: (A, B, *L) -> (A, B, 2, *L)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[A, B, *L]], Tensor[AnyDT, tuple[A, B, *L]]], *, axis: Literal[2]
) -> Tensor[AnyDT, tuple[A, B, Literal[2], *L]]: ...
@overload  # three: (*L) -> (3, *L)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]]],
    *,
    axis: Literal[0] = 0,
) -> Tensor[AnyDT, tuple[Literal[3], *L]]: ...
@overload  # three: (*L) -> (*L, 3)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]]], *, axis: Literal[-1]
) -> Tensor[AnyDT, tuple[*L, Literal[3]]]: ...
@overload  # three: (A, *L) -> (A, 3, *L)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[A, *L]], Tensor[AnyDT, tuple[A, *L]], Tensor[AnyDT, tuple[A, *L]]],
    *,
    axis: Literal[1],
) -> Tensor[AnyDT, tuple[A, Literal[3], *L]]: ...
@overload  # three: (A, B, *L) -> (A, B, 3, *L)
def stack(
    tensors: tuple[Tensor[AnyDT, tuple[A, B, *L]], Tensor[AnyDT, tuple[A, B, *L]], Tensor[AnyDT, tuple[A, B, *L]]],
    *,
    axis: Literal[2],
) -> Tensor[AnyDT, tuple[A, B, Literal[3], *L]]: ...
@overload  # four: (*L) -> (4, *L)
def stack(
    tensors: tuple[
        Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]]
    ],
    *,
    axis: Literal[0] = 0,
) -> Tensor[AnyDT, tuple[Literal[4], *L]]: ...
@overload  # four: (*L) -> (*L, 4)
def stack(
    tensors: tuple[
        Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]], Tensor[AnyDT, tuple[*L]]
    ],
    *,
    axis: Literal[-1],
) -> Tensor[AnyDT, tuple[*L, Literal[4]]]: ...
@overload  # a list of any length, (*L) each -> (int, *L)
def stack(tensors: list[Tensor[AnyDT, tuple[*L]]], *, axis: Literal[0] = 0) -> Tensor[AnyDT, tuple[int, *L]]: ...
@overload  # a list of any length, (*L) each -> (*L, int)
def stack(tensors: list[Tensor[AnyDT, tuple[*L]]], *, axis: Literal[-1]) -> Tensor[AnyDT, tuple[*L, int]]: ...
@overload  # a list of any length, (A, *L) each -> (A, int, *L)
def stack(tensors: list[Tensor[AnyDT, tuple[A, *L]]], *, axis: Literal[1]) -> Tensor[AnyDT, tuple[A, int, *L]]: ...
@overload  # a list of any length, (A, B, *L) each -> (A, B, int, *L)
def stack(
    tensors: list[Tensor[AnyDT, tuple[A, B, *L]]], *, axis: Literal[2]
) -> Tensor[AnyDT, tuple[A, B, int, *L]]: ...
def stack(tensors: Sequence[Tensor[Any, Any]], *, axis: int = 0) -> Tensor[Any, Any]:
    """Tensors of one dtype and shape along a new axis, which is the axis `axis` of the result.

    A tuple of two, three or four keeps their number in the type; a list may be of any length and gives `int`.

    Raises:
        ShapeError: no tensors, two shapes, or the result has no such axis.
        DTypeError: two dtypes.

    >>> from typedgrad import ones, zeros
    >>> stack((zeros((3,)), ones((3,))))
    Tensor[float32, tuple[2, 3]](
        [[0., 0., 0.],
         [1., 1., 1.]]
    )
    """
    check_joined("stack", tensors)
    shape = tensors[0]._data.shape
    along = check_axis("stack", axis, (*shape, 1))
    for x in tensors:
        if x._data.shape != shape:
            raise ShapeError(f"stack: {shape} with {x._data.shape}: the shapes differ")
    return nary(rules.stack(len(tensors), along), tensors)
