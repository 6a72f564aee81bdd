"""`broadcast_to`: the explicit way to write a broadcast that the overloads of an operation do not list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import is_tensor, unary
from typedgrad.tensor.shaping import checked_sizes

if TYPE_CHECKING:
    from typing import TypeAlias

    from typedgrad.ops.broadcasting import OneOne, TwoOnes
    from typedgrad.shapes import D2, AtLeast1, AtLeast2, AtLeast3, L, One, S, SameA, SameK, SameM, SameN, Sizes
    from typedgrad.tensor.tensor import Tensor

    # Members with equally many ones, so that no argument is two of them. The order of an alias's parameters is that of
    # their first appearance.
    OneOf2: TypeAlias = Tensor[D2, tuple[One, SameN]] | Tensor[D2, tuple[SameM, One]]
    OneOf4: TypeAlias = (
        Tensor[D2, tuple[One, SameK, SameM, SameN]]
        | Tensor[D2, tuple[SameA, One, SameM, SameN]]
        | Tensor[D2, tuple[SameA, SameK, One, SameN]]
        | Tensor[D2, tuple[SameA, SameK, SameM, One]]
    )
    TwoOf4: TypeAlias = (
        Tensor[D2, tuple[One, One, SameM, SameN]]
        | Tensor[D2, tuple[One, SameK, One, SameN]]
        | Tensor[D2, tuple[One, SameK, SameM, One]]
        | Tensor[D2, tuple[SameA, One, One, SameN]]
        | Tensor[D2, tuple[SameA, One, SameM, One]]
        | Tensor[D2, tuple[SameA, SameK, One, One]]
    )
    ThreeOf4: TypeAlias = (
        Tensor[D2, tuple[One, One, One, SameN]]
        | Tensor[D2, tuple[One, One, SameM, One]]
        | Tensor[D2, tuple[One, SameK, One, One]]
        | Tensor[D2, tuple[SameA, One, One, One]]
    )


@overload  # () into any shape
def broadcast_to(x: Tensor[D2, tuple[()]], shape: Sizes[S], /) -> Tensor[D2, S]: ...
@overload  # (1,) into (*L, N)
def broadcast_to(x: Tensor[D2, tuple[One]], shape: Sizes[AtLeast1], /) -> Tensor[D2, AtLeast1]: ...
@overload  # (1, 1) into (*L, M, N)
def broadcast_to(x: Tensor[D2, tuple[One, One]], shape: Sizes[AtLeast2], /) -> Tensor[D2, AtLeast2]: ...
@overload  # (1, 1, 1) into (*L, K, M, N)
def broadcast_to(x: Tensor[D2, tuple[One, One, One]], shape: Sizes[AtLeast3], /) -> Tensor[D2, AtLeast3]: ...
@overload  # (N,) into (*L, N)
def broadcast_to(x: Tensor[D2, tuple[SameN]], shape: tuple[*L, SameN], /) -> Tensor[D2, tuple[*L, SameN]]: ...
@overload  # (M, N) into (*L, M, N)
def broadcast_to(
    x: Tensor[D2, tuple[SameM, SameN]], shape: tuple[*L, SameM, SameN], /
) -> Tensor[D2, tuple[*L, SameM, SameN]]: ...
@overload  # (K, M, N) into (*L, K, M, N)
def broadcast_to(
    x: Tensor[D2, tuple[SameK, SameM, SameN]], shape: tuple[*L, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[*L, SameK, SameM, SameN]]: ...
@overload  # (A, K, M, N) into itself
def broadcast_to(
    x: Tensor[D2, tuple[SameA, SameK, SameM, SameN]], shape: tuple[SameA, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[SameA, SameK, SameM, SameN]]: ...
@overload  # (1, N) or (M, 1) into (*L, M, N)
def broadcast_to(
    x: OneOf2[D2, SameN, SameM], shape: tuple[*L, SameM, SameN], /
) -> Tensor[D2, tuple[*L, SameM, SameN]]: ...
@overload  # (1, M, N) or the like into (*L, K, M, N)
def broadcast_to(
    x: OneOne[D2, SameM, SameN, SameK], shape: tuple[*L, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[*L, SameK, SameM, SameN]]: ...
@overload  # (1, 1, N) or the like into (*L, K, M, N)
def broadcast_to(
    x: TwoOnes[D2, SameN, SameM, SameK], shape: tuple[*L, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[*L, SameK, SameM, SameN]]: ...
@overload  # (1, K, M, N) or the like into (A, K, M, N)
def broadcast_to(
    x: OneOf4[D2, SameK, SameM, SameN, SameA], shape: tuple[SameA, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[SameA, SameK, SameM, SameN]]: ...
@overload  # (1, 1, M, N) or the like into (A, K, M, N)
def broadcast_to(
    x: TwoOf4[D2, SameM, SameN, SameK, SameA], shape: tuple[SameA, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[SameA, SameK, SameM, SameN]]: ...
@overload  # (1, 1, 1, N) or the like into (A, K, M, N)
def broadcast_to(
    x: ThreeOf4[D2, SameN, SameM, SameK, SameA], shape: tuple[SameA, SameK, SameM, SameN], /
) -> Tensor[D2, tuple[SameA, SameK, SameM, SameN]]: ...
def broadcast_to(x: Tensor[Any, Any], shape: tuple[Any, ...], /) -> Tensor[Any, Any]:
    """`x` repeated along axes that it lacks, and along those of size 1, until it has the shape `shape`.

    No element is copied, but for those of a parameter. The gradient is summed over what was repeated.

    Raises:
        ShapeError: the last axes of `shape` are not those of `x`, a 1 in `x` aside.

    >>> from typedgrad import as_tensor, float32
    >>> broadcast_to(as_tensor([1.0, 2.0], float32, (2,)), (3, 2))
    Tensor[float32, tuple[3, 2]](
        [[1., 2.],
         [1., 2.],
         [1., 2.]]
    )
    """
    if not is_tensor(x):
        raise not_a_tensor("broadcast_to", x)
    if not isinstance(shape, tuple):
        raise ShapeError(f"broadcast_to: the shape {described(shape)} is not a tuple")
    sizes = checked_sizes("broadcast_to", shape)
    given = x._data.shape
    if len(given) > len(shape):
        raise ShapeError(f"broadcast_to: {given} to {shape}: {len(given)} axes do not fit {len(shape)}")
    for axis in range(-1, -len(given) - 1, -1):
        if given[axis] not in (1, shape[axis]):
            raise ShapeError(f"broadcast_to: {given} to {shape}: axis {axis} is {given[axis]} and {shape[axis]}")
    return unary(rules.broadcast_to(tuple(sizes)), x)
