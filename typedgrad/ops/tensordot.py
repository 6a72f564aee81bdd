"""`tensordot`: the sum of products over axes of two tensors that are named by number."""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, overload

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.rules import einsum as rules
from typedgrad.tensor.base import binary, check_axis, check_tensors

if TYPE_CHECKING:
    from typedgrad.shapes import A, B, K, L, M, N, NumberDT
    from typedgrad.tensor.tensor import Tensor

    First: TypeAlias = tuple[Literal[0]]
    Last: TypeAlias = tuple[Literal[-1]]
    FirstTwo: TypeAlias = tuple[Literal[0], Literal[1]]
    LastTwo: TypeAlias = tuple[Literal[-2], Literal[-1]]


@overload  # (*L, M, N), (M, N) -> (*L,)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, M, N]],
    x2: Tensor[NumberDT, tuple[M, N]],
    /,
    *,
    axes: Literal[2] | tuple[LastTwo, FirstTwo] = 2,
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (*L, M, N), (M, N, A) -> (*L, A)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, M, N]],
    x2: Tensor[NumberDT, tuple[M, N, A]],
    /,
    *,
    axes: Literal[2] | tuple[LastTwo, FirstTwo] = 2,
) -> Tensor[NumberDT, tuple[*L, A]]: ...
@overload  # (*L, M, N), (M, N, A, B) -> (*L, A, B)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, M, N]],
    x2: Tensor[NumberDT, tuple[M, N, A, B]],
    /,
    *,
    axes: Literal[2] | tuple[LastTwo, FirstTwo] = 2,
) -> Tensor[NumberDT, tuple[*L, A, B]]: ...
@overload  # (*L, K), (K,) -> (*L,)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, K]],
    x2: Tensor[NumberDT, tuple[K]],
    /,
    *,
    axes: Literal[1] | tuple[Last, First] | tuple[Last, Last],
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (*L, K), (K, N) -> (*L, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, K]], x2: Tensor[NumberDT, tuple[K, N]], /, *, axes: Literal[1] | tuple[Last, First]
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (*L, K), (K, M, N) -> (*L, M, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, K]],
    x2: Tensor[NumberDT, tuple[K, M, N]],
    /,
    *,
    axes: Literal[1] | tuple[Last, First],
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (*L, K), (N, K) -> (*L, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, K]], x2: Tensor[NumberDT, tuple[N, K]], /, *, axes: tuple[Last, Last]
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (*L, K), (M, N, K) -> (*L, M, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L, K]], x2: Tensor[NumberDT, tuple[M, N, K]], /, *, axes: tuple[Last, Last]
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (K, *L), (K,) -> (*L,)
def tensordot(
    x1: Tensor[NumberDT, tuple[K, *L]], x2: Tensor[NumberDT, tuple[K]], /, *, axes: tuple[First, First]
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (K, *L), (K, N) -> (*L, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[K, *L]], x2: Tensor[NumberDT, tuple[K, N]], /, *, axes: tuple[First, First]
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (K, *L), (K, M, N) -> (*L, M, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[K, *L]], x2: Tensor[NumberDT, tuple[K, M, N]], /, *, axes: tuple[First, First]
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (A, B, *L), (A, B, N) -> (*L, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[A, B, *L]], x2: Tensor[NumberDT, tuple[A, B, N]], /, *, axes: tuple[FirstTwo, FirstTwo]
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (A, B, *L), (A, B) -> (*L,)
def tensordot(
    x1: Tensor[NumberDT, tuple[A, B, *L]], x2: Tensor[NumberDT, tuple[A, B]], /, *, axes: tuple[FirstTwo, FirstTwo]
) -> Tensor[NumberDT, tuple[*L]]: ...
@overload  # (*L,), (N,) -> (*L, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L]], x2: Tensor[NumberDT, tuple[N]], /, *, axes: Literal[0]
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (*L,), (M, N) -> (*L, M, N)
def tensordot(
    x1: Tensor[NumberDT, tuple[*L]], x2: Tensor[NumberDT, tuple[M, N]], /, *, axes: Literal[0]
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
def tensordot(x1: Tensor[Any, Any], x2: Tensor[Any, Any], /, *, axes: object = 2) -> Tensor[Any, Any]:
    """The sum of products over axes of `x1` and as many of `x2`; the result has the other axes, first those of `x1`.

    Args:
        x1: a tensor.
        x2: a tensor of the same dtype.
        axes: how many of the last axes of `x1` meet the first of `x2`, or the axes of each, `((-1,), (0,))`.

    Raises:
        ShapeError: axes that there are not, are twice there, or have two sizes; more than 52 axes in all.
        DTypeError: two dtypes, booleans, an argument that is no tensor, or axes that are neither.

    >>> from typedgrad import ones
    >>> tensordot(ones((2, 3, 4)), ones((3, 4, 5))).shape
    (2, 5)
    >>> tensordot(ones((2, 3)), ones((4, 3)), axes=((-1,), (-1,))).shape
    (2, 4)
    """
    check_tensors("tensordot", x1, x2)
    shape1, shape2 = x1._data.shape, x2._data.shape
    axes1, axes2 = _pairs(axes, shape1, shape2)
    if len(shape1) + len(shape2) > len(ascii_letters):
        count = len(shape1) + len(shape2)
        raise ShapeError(f"tensordot: {shape1} with {shape2}: {count} axes, more than {len(ascii_letters)}")
    letters = iter(ascii_letters)
    left = [next(letters) for _ in shape1]
    right = [next(letters) for _ in shape2]
    output = [letter for axis, letter in enumerate(left) if axis not in axes1]
    output += [letter for axis, letter in enumerate(right) if axis not in axes2]
    for axis1, axis2 in zip(axes1, axes2, strict=True):
        if shape1[axis1] != shape2[axis2]:
            found = f"axis {axis1} is {shape1[axis1]}, axis {axis2} of the other {shape2[axis2]}"
            raise ShapeError(f"tensordot: {shape1} with {shape2}: {found}")
        right[axis2] = left[axis1]
    return binary(rules.einsum(f"{''.join(left)},{''.join(right)}->{''.join(output)}", "tensordot"), x1, x2)


def _pairs(axes: object, shape1: tuple[int, ...], shape2: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """The axes of each tensor, not negative, whose products are summed."""
    if isinstance(axes, int) and not isinstance(axes, bool):
        if not 0 <= axes <= min(len(shape1), len(shape2)):
            raise ShapeError(f"tensordot: {shape1} with {shape2}: not {axes} axes each")
        return list(range(len(shape1) - axes, len(shape1))), list(range(axes))
    error = DTypeError(f"tensordot: the axes {described(axes)} are neither an int nor two tuples of ints")
    if not isinstance(axes, tuple):
        raise error
    both = cast("tuple[object, ...]", axes)  # isinstance cannot know the elements
    if len(both) != 2 or not all(isinstance(chosen, tuple) for chosen in both):
        raise error
    found: list[list[int]] = []
    for chosen, shape in zip(cast("tuple[tuple[int, ...], ...]", both), (shape1, shape2), strict=True):
        found.append([check_axis("tensordot", axis, shape) for axis in chosen])
    if len(found[0]) != len(found[1]) or any(len(set(chosen)) < len(chosen) for chosen in found):
        raise ShapeError(f"tensordot: the axes {axes} are not as many, each once, of {shape1} as of {shape2}")
    return found[0], found[1]
