"""Several axes into one, and one into several: `flatten` and `unflatten`, as functions and as methods.

The function and the method share their overloads, so both are here.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, is_tensor, signature_of, unary
from typedgrad.tensor.shaping import checked_sizes

if TYPE_CHECKING:
    from typedgrad.shapes import D2, A, B, C, D, K, L, M, N, One, SameA, SameK, SameM, SameN, Times, Undivided
    from typedgrad.tensor.tensor import Tensor


# First the ranks that stay: what has `Any` dimensions is taken by the first that fits, and its size is no product then.
@overload  # (A) -> (A)
def flatten(
    x: Tensor[D2, tuple[A]], /, start_axis: Literal[0, -1] = 0, end_axis: Literal[-1, 0] = -1
) -> Tensor[D2, tuple[A]]: ...
@overload  # (A, B) -> (A * B)
def flatten(
    x: Tensor[D2, tuple[A, B]], /, start_axis: Literal[0] = 0, end_axis: Literal[-1, 1] = -1
) -> Tensor[D2, tuple[Times[A, B]]]: ...
@overload  # (A, B, C) -> (A * B * C)
def flatten(
    x: Tensor[D2, tuple[A, B, C]], /, start_axis: Literal[0] = 0, end_axis: Literal[-1, 2] = -1
) -> Tensor[D2, tuple[Times[Times[A, B], C]]]: ...
@overload  # (A, B, C, D) -> (A * B * C * D)
def flatten(
    x: Tensor[D2, tuple[A, B, C, D]], /, start_axis: Literal[0] = 0, end_axis: Literal[-1, 3] = -1
) -> Tensor[D2, tuple[Times[Times[Times[A, B], C], D]]]: ...
@overload  # from 1: (A, B) -> (A, B)
def flatten(
    x: Tensor[D2, tuple[A, B]], /, start_axis: Literal[1], end_axis: Literal[-1, 1] = -1
) -> Tensor[D2, tuple[A, B]]: ...
@overload  # from 1: (A, B, C) -> (A, B * C)
def flatten(
    x: Tensor[D2, tuple[A, B, C]], /, start_axis: Literal[1], end_axis: Literal[-1, 2] = -1
) -> Tensor[D2, tuple[A, Times[B, C]]]: ...
@overload  # from 1: (A, B, C, D) -> (A, B * C * D)
def flatten(
    x: Tensor[D2, tuple[A, B, C, D]], /, start_axis: Literal[1], end_axis: Literal[-1, 3] = -1
) -> Tensor[D2, tuple[A, Times[Times[B, C], D]]]: ...
@overload  # from 2: (A, B, C, D) -> (A, B, C * D)
def flatten(
    x: Tensor[D2, tuple[A, B, C, D]], /, start_axis: Literal[2], end_axis: Literal[-1, 3] = -1
) -> Tensor[D2, tuple[A, B, Times[C, D]]]: ...
@overload  # from -2: (*L, M, N) -> (*L, M * N)
def flatten(
    x: Tensor[D2, tuple[*L, M, N]], /, start_axis: Literal[-2], end_axis: Literal[-1] = -1
) -> Tensor[D2, tuple[*L, Times[M, N]]]: ...
@overload  # from -3: (*L, K, M, N) -> (*L, K * M * N)
def flatten(
    x: Tensor[D2, tuple[*L, K, M, N]], /, start_axis: Literal[-3], end_axis: Literal[-1] = -1
) -> Tensor[D2, tuple[*L, Times[Times[K, M], N]]]: ...
@overload  # 0 to 1: (A, B, *L) -> (A * B, *L)
def flatten(
    x: Tensor[D2, tuple[A, B, *L]], /, start_axis: Literal[0] = 0, *, end_axis: Literal[1]
) -> Tensor[D2, tuple[Times[A, B], *L]]: ...
@overload  # 0 to 1: (A, B, *L) -> (A * B, *L)
def flatten(
    x: Tensor[D2, tuple[A, B, *L]], /, start_axis: Literal[0], end_axis: Literal[1]
) -> Tensor[D2, tuple[Times[A, B], *L]]: ...
@overload  # 0 to 2: (A, B, C, *L) -> (A * B * C, *L)
def flatten(
    x: Tensor[D2, tuple[A, B, C, *L]], /, start_axis: Literal[0], end_axis: Literal[2]
) -> Tensor[D2, tuple[Times[Times[A, B], C], *L]]: ...
@overload  # 1 to 2: (A, B, C, *L) -> (A, B * C, *L)
def flatten(
    x: Tensor[D2, tuple[A, B, C, *L]], /, start_axis: Literal[1], end_axis: Literal[2]
) -> Tensor[D2, tuple[A, Times[B, C], *L]]: ...
@overload  # 0 to -2: (A, B, N) -> (A * B, N)
def flatten(
    x: Tensor[D2, tuple[A, B, N]], /, start_axis: Literal[0], end_axis: Literal[-2]
) -> Tensor[D2, tuple[Times[A, B], N]]: ...
@overload  # 0 to -2: (A, B, C, N) -> (A * B * C, N)
def flatten(
    x: Tensor[D2, tuple[A, B, C, N]], /, start_axis: Literal[0], end_axis: Literal[-2]
) -> Tensor[D2, tuple[Times[Times[A, B], C], N]]: ...
@overload  # () -> (1)
def flatten(
    x: Tensor[D2, tuple[()]], /, start_axis: Literal[0] = 0, end_axis: Literal[-1] = -1
) -> Tensor[D2, tuple[One]]: ...
def flatten(x: Tensor[Any, Any], /, start_axis: int = 0, end_axis: int = -1) -> Tensor[Any, Any]:
    """The axes from `start_axis` to `end_axis`, both included, as one; by default all, in row-major order.

    The size of that axis is the product of theirs, `Times[A, B]` in the type: the first two multiplied, then the third.
    `unflatten` takes it apart. The meaning is that of PyTorch's `flatten`; the parameters say axis, as here everywhere.

    Raises:
        ShapeError: no such axis, or the first comes after the last.

    >>> from typedgrad import zeros
    >>> flatten(zeros((5, 2, 3)), 1).shape
    (5, 6)
    >>> flatten(zeros((5, 2, 3)), 0, -2).shape
    (10, 3)
    """
    return _flattened(x, start_axis, end_axis)


@overload  # -1 of M * N: (*L, M * N) -> (*L, M, N)
def unflatten(
    x: Tensor[D2, tuple[*L, Times[SameM, SameN]]], /, axis: Literal[-1], sizes: tuple[SameM, SameN]
) -> Tensor[D2, tuple[*L, SameM, SameN]]: ...
@overload  # 0 of M * N: (M * N, *L) -> (M, N, *L)
def unflatten(
    x: Tensor[D2, tuple[Times[SameM, SameN], *L]], /, axis: Literal[0], sizes: tuple[SameM, SameN]
) -> Tensor[D2, tuple[SameM, SameN, *L]]: ...
@overload  # 1 of M * N: (D, M * N, *L) -> (D, M, N, *L)
def unflatten(
    x: Tensor[D2, tuple[D, Times[SameM, SameN], *L]], /, axis: Literal[1], sizes: tuple[SameM, SameN]
) -> Tensor[D2, tuple[D, SameM, SameN, *L]]: ...
@overload  # -1 of K * M * N: (*L, K * M * N) -> (*L, K, M, N)
def unflatten(
    x: Tensor[D2, tuple[*L, Times[Times[SameK, SameM], SameN]]], /, axis: Literal[-1], sizes: tuple[SameK, SameM, SameN]
) -> Tensor[D2, tuple[*L, SameK, SameM, SameN]]: ...
@overload  # 0 of K * M * N: (K * M * N, *L) -> (K, M, N, *L)
def unflatten(
    x: Tensor[D2, tuple[Times[Times[SameK, SameM], SameN], *L]], /, axis: Literal[0], sizes: tuple[SameK, SameM, SameN]
) -> Tensor[D2, tuple[SameK, SameM, SameN, *L]]: ...
@overload  # 1 of K * M * N: (D, K * M * N, *L) -> (D, K, M, N, *L)
def unflatten(
    x: Tensor[D2, tuple[D, Times[Times[SameK, SameM], SameN], *L]],
    /,
    axis: Literal[1],
    sizes: tuple[SameK, SameM, SameN],
) -> Tensor[D2, tuple[D, SameK, SameM, SameN, *L]]: ...
@overload  # -1 of A * K * M * N: (*L, A * K * M * N) -> (*L, A, K, M, N)
def unflatten(
    x: Tensor[D2, tuple[*L, Times[Times[Times[SameA, SameK], SameM], SameN]]],
    /,
    axis: Literal[-1],
    sizes: tuple[SameA, SameK, SameM, SameN],
) -> Tensor[D2, tuple[*L, SameA, SameK, SameM, SameN]]: ...
@overload  # -1 of any other dimension -> (*L, A, B)
def unflatten(
    x: Tensor[D2, tuple[*L, Undivided]], /, axis: Literal[-1], sizes: tuple[A, B]
) -> Tensor[D2, tuple[*L, A, B]]: ...
@overload  # 0 of any other dimension -> (A, B, *L)
def unflatten(
    x: Tensor[D2, tuple[Undivided, *L]], /, axis: Literal[0], sizes: tuple[A, B]
) -> Tensor[D2, tuple[A, B, *L]]: ...
@overload  # 1 of any other dimension -> (D, A, B, *L)
def unflatten(
    x: Tensor[D2, tuple[D, Undivided, *L]], /, axis: Literal[1], sizes: tuple[A, B]
) -> Tensor[D2, tuple[D, A, B, *L]]: ...
@overload  # -1 of any other dimension -> (*L, A, B, C)
def unflatten(
    x: Tensor[D2, tuple[*L, Undivided]], /, axis: Literal[-1], sizes: tuple[A, B, C]
) -> Tensor[D2, tuple[*L, A, B, C]]: ...
def unflatten(x: Tensor[Any, Any], /, axis: int, sizes: tuple[Any, ...]) -> Tensor[Any, Any]:
    """One axis as several, of the given sizes: the inverse of `flatten`.

    A dimension `Times[A, B]` comes apart into sizes of these types, in this order. A name, a number or an `int` comes
    apart into any sizes, whose product is checked at run time; a number among them counts as an `int`.

    Raises:
        ShapeError: no such axis, or the product of the sizes is not its size.

    >>> from typedgrad import zeros
    >>> unflatten(zeros((5, 6)), -1, (2, 3)).shape
    (5, 2, 3)
    """
    return _unflattened(x, axis, sizes)


class Flattening(TensorBase[DT, S]):
    """`flatten` and `unflatten` as methods."""

    __slots__ = ()

    @signature_of(flatten)
    def flatten(self: TensorBase[Any, Any], /, start_axis: int = 0, end_axis: int = -1) -> Tensor[Any, Any]:
        """The axes from `start_axis` to `end_axis`, both included, as one; by default all, in row-major order."""
        return _flattened(self, start_axis, end_axis)

    @signature_of(unflatten)
    def unflatten(self: TensorBase[Any, Any], /, axis: int, sizes: tuple[Any, ...]) -> Tensor[Any, Any]:
        """One axis as several, of the given sizes: the inverse of `flatten`."""
        return _unflattened(self, axis, sizes)


def _flattened(x: TensorBase[Any, Any], start_axis: int, end_axis: int) -> Tensor[Any, Any]:
    if not is_tensor(x):
        raise not_a_tensor("flatten", x)
    shape = x._data.shape or (1,)
    start, end = check_axis("flatten", start_axis, shape), check_axis("flatten", end_axis, shape)
    if start > end:
        raise ShapeError(f"flatten: axis {start_axis} of {shape} comes after axis {end_axis}")
    return unary(rules.reshape((*shape[:start], prod(shape[start : end + 1]), *shape[end + 1 :])), x)


def _unflattened(x: TensorBase[Any, Any], axis: int, sizes: tuple[Any, ...]) -> Tensor[Any, Any]:
    if not is_tensor(x):
        raise not_a_tensor("unflatten", x)
    shape = x._data.shape
    along = check_axis("unflatten", axis, shape)
    if not isinstance(sizes, tuple):
        raise ShapeError(f"unflatten: the sizes {described(sizes)} are not a tuple")
    checked = checked_sizes("unflatten", sizes)
    if prod(checked) != shape[along]:
        raise ShapeError(f"unflatten: axis {axis} of {shape} into {sizes}: {shape[along]} is not their product")
    return unary(rules.reshape((*shape[:along], *checked, *shape[along + 1 :])), x)
