"""The same elements in other places: `flip` and `roll`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import check_axis, is_tensor, unary

if TYPE_CHECKING:
    from typing import TypeAlias

    from typedgrad.shapes import D2, A, AtLeast1, AtLeast2, AtLeast3, B, C, D, S
    from typedgrad.tensor.tensor import Tensor

    TwoAxes: TypeAlias = tuple[Literal[0], Literal[1]] | tuple[Literal[-2], Literal[-1]]


@overload  # every axis
def flip(x: Tensor[D2, S], /, axis: None = None) -> Tensor[D2, S]: ...
@overload  # the first or last of (*L, N)
def flip(x: Tensor[D2, AtLeast1], /, axis: Literal[0, -1]) -> Tensor[D2, AtLeast1]: ...
@overload  # the second or second-last of (*L, M, N), or the first or last two
def flip(x: Tensor[D2, AtLeast2], /, axis: Literal[1, -2] | TwoAxes) -> Tensor[D2, AtLeast2]: ...
@overload  # the third or third-last of (*L, K, M, N)
def flip(x: Tensor[D2, AtLeast3], /, axis: Literal[2, -3]) -> Tensor[D2, AtLeast3]: ...
@overload  # the fourth or fourth-last of (A, B, C, D)
def flip(x: Tensor[D2, tuple[A, B, C, D]], /, axis: Literal[3, -4]) -> Tensor[D2, tuple[A, B, C, D]]: ...
def flip(x: Tensor[Any, Any], /, axis: int | tuple[int, ...] | None = None) -> Tensor[Any, Any]:
    """The elements in the opposite order along an axis, along two, or along all.

    Raises:
        ShapeError: no such axis, or one twice.

    >>> from typedgrad import as_tensor, int64
    >>> flip(as_tensor([[1, 2, 3], [4, 5, 6]], int64, (2, 3)), -1)
    Tensor[int64, tuple[2, 3]](
        [[3, 2, 1],
         [6, 5, 4]]
    )
    """
    if not is_tensor(x):
        raise not_a_tensor("flip", x)
    return unary(rules.flip(_axes("flip", axis, x._data.shape)), x)


@overload  # the elements in row-major order
def roll(x: Tensor[D2, S], /, shift: int, axis: None = None) -> Tensor[D2, S]: ...
@overload  # along the first or last of (*L, N)
def roll(x: Tensor[D2, AtLeast1], /, shift: int, axis: Literal[0, -1]) -> Tensor[D2, AtLeast1]: ...
@overload  # along the second or second-last of (*L, M, N)
def roll(x: Tensor[D2, AtLeast2], /, shift: int, axis: Literal[1, -2]) -> Tensor[D2, AtLeast2]: ...
@overload  # along the first two or the last two of (*L, M, N)
def roll(x: Tensor[D2, AtLeast2], /, shift: tuple[int, int], axis: TwoAxes) -> Tensor[D2, AtLeast2]: ...
@overload  # along the third or third-last of (*L, K, M, N)
def roll(x: Tensor[D2, AtLeast3], /, shift: int, axis: Literal[2, -3]) -> Tensor[D2, AtLeast3]: ...
@overload  # along the fourth or fourth-last of (A, B, C, D)
def roll(x: Tensor[D2, tuple[A, B, C, D]], /, shift: int, axis: Literal[3, -4]) -> Tensor[D2, tuple[A, B, C, D]]: ...
def roll(
    x: Tensor[Any, Any], /, shift: int | tuple[int, ...], axis: int | tuple[int, ...] | None = None
) -> Tensor[Any, Any]:
    """The elements moved on by `shift` places along an axis, by one shift for each of two axes, or in row-major order.

    What leaves at the end comes in at the beginning; a negative shift moves back.

    Raises:
        ShapeError: no such axis, one twice, or another number of shifts than of axes.
        DTypeError: a shift that is not an int.

    >>> from typedgrad import as_tensor, int64
    >>> roll(as_tensor([1, 2, 3, 4], int64, (4,)), 1)
    Tensor[int64, tuple[4]]([4, 1, 2, 3])
    """
    if not is_tensor(x):
        raise not_a_tensor("roll", x)
    shape = x._data.shape
    shifts = shift if isinstance(shift, tuple) else (shift,)
    for places in shifts:
        if not isinstance(places, int) or isinstance(places, bool):
            raise DTypeError(f"roll: the shift {described(places)} is not an int")
    axes = None if axis is None else _axes("roll", axis, shape)
    if len(shifts) != (1 if axes is None else len(axes)):
        raise ShapeError(f"roll: {len(shifts)} shifts {shift} along the axis {axis} of {shape}")
    if axes is None:
        rolled = unary(rules.roll((int(shifts[0]),), (0,)), unary(rules.reshape((x._data.size,)), x))
        return unary(rules.reshape(shape), rolled)
    return unary(rules.roll(tuple(map(int, shifts)), axes), x)


def _axes(operation: str, axis: object, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The axes as numbers from 0 on; None is all of them."""
    if axis is None:
        return tuple(range(len(shape)))
    given = cast("tuple[object, ...]", axis) if isinstance(axis, tuple) else (axis,)
    axes = tuple([check_axis(operation, one, shape) for one in given])
    if len(set(axes)) < len(axes):
        raise ShapeError(f"{operation}: an axis of {shape} twice in {axis}")
    return axes
