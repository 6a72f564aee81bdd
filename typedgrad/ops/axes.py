"""Functions that add an axis or put the axes in another order: `expand_dims`, `moveaxis`, `permute_dims`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import not_a_tensor
from typedgrad.ops.sizes import check_rank
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import check_axis, is_tensor, unary
from typedgrad.tensor.shaping import permuted

if TYPE_CHECKING:
    from typedgrad.shapes import D2, A, B, C, D, K, L, M, N, One
    from typedgrad.tensor.tensor import Tensor


@overload  # (*L) -> (*L, 1)
def expand_dims(x: Tensor[D2, tuple[*L]], /, axis: Literal[-1]) -> Tensor[D2, tuple[*L, One]]: ...
@overload  # (*L) -> (1, *L)
def expand_dims(x: Tensor[D2, tuple[*L]], /, axis: Literal[0]) -> Tensor[D2, tuple[One, *L]]: ...
@overload  # (A, *L) -> (A, 1, *L)
def expand_dims(x: Tensor[D2, tuple[A, *L]], /, axis: Literal[1]) -> Tensor[D2, tuple[A, One, *L]]: ...
@overload  # (A, B, *L) -> (A, B, 1, *L)
def expand_dims(x: Tensor[D2, tuple[A, B, *L]], /, axis: Literal[2]) -> Tensor[D2, tuple[A, B, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, C, 1, *L)
def expand_dims(x: Tensor[D2, tuple[A, B, C, *L]], /, axis: Literal[3]) -> Tensor[D2, tuple[A, B, C, One, *L]]: ...
@overload  # (*L, N) -> (*L, 1, N)
def expand_dims(x: Tensor[D2, tuple[*L, N]], /, axis: Literal[-2]) -> Tensor[D2, tuple[*L, One, N]]: ...
@overload  # (*L, M, N) -> (*L, 1, M, N)
def expand_dims(x: Tensor[D2, tuple[*L, M, N]], /, axis: Literal[-3]) -> Tensor[D2, tuple[*L, One, M, N]]: ...
@overload  # (*L, K, M, N) -> (*L, 1, K, M, N)
def expand_dims(x: Tensor[D2, tuple[*L, K, M, N]], /, axis: Literal[-4]) -> Tensor[D2, tuple[*L, One, K, M, N]]: ...
def expand_dims(x: Tensor[Any, Any], /, axis: int) -> Tensor[Any, Any]:
    """`x` with one more axis, of size 1, which is the axis `axis` of the result. `x[:, None]` is the same.

    Raises:
        ShapeError: the result has no such axis, or more than 64.

    >>> from typedgrad import zeros
    >>> expand_dims(zeros((2, 3)), 1).shape
    (2, 1, 3)
    """
    if not is_tensor(x):
        raise not_a_tensor("expand_dims", x)
    shape = x._data.shape
    place = check_axis("expand_dims", axis, (*shape, 1))
    check_rank("expand_dims", len(shape) + 1)
    return unary(rules.reshape((*shape[:place], 1, *shape[place:])), x)


@overload  # (A, *L) -> (*L, A)
def moveaxis(
    x: Tensor[D2, tuple[A, *L]], /, source: Literal[0], destination: Literal[-1]
) -> Tensor[D2, tuple[*L, A]]: ...
@overload  # (*L, N) -> (N, *L)
def moveaxis(
    x: Tensor[D2, tuple[*L, N]], /, source: Literal[-1], destination: Literal[0]
) -> Tensor[D2, tuple[N, *L]]: ...
@overload  # (A, B, *L) -> (A, *L, B)
def moveaxis(
    x: Tensor[D2, tuple[A, B, *L]], /, source: Literal[1], destination: Literal[-1]
) -> Tensor[D2, tuple[A, *L, B]]: ...
@overload  # (A, *L, N) -> (A, N, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, *L, N]], /, source: Literal[-1], destination: Literal[1]
) -> Tensor[D2, tuple[A, N, *L]]: ...
@overload  # (A, B, *L) -> (B, A, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, B, *L]], /, source: Literal[0], destination: Literal[1]
) -> Tensor[D2, tuple[B, A, *L]]: ...
@overload  # (A, B, *L) -> (B, A, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, B, *L]], /, source: Literal[1], destination: Literal[0]
) -> Tensor[D2, tuple[B, A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, C, A, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, B, C, *L]], /, source: Literal[0], destination: Literal[2]
) -> Tensor[D2, tuple[B, C, A, *L]]: ...
@overload  # (A, B, C, *L) -> (C, A, B, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, B, C, *L]], /, source: Literal[2], destination: Literal[0]
) -> Tensor[D2, tuple[C, A, B, *L]]: ...
@overload  # (A, B, C, *L) -> (A, C, B, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, B, C, *L]], /, source: Literal[1], destination: Literal[2]
) -> Tensor[D2, tuple[A, C, B, *L]]: ...
@overload  # (A, B, C, *L) -> (A, C, B, *L)
def moveaxis(
    x: Tensor[D2, tuple[A, B, C, *L]], /, source: Literal[2], destination: Literal[1]
) -> Tensor[D2, tuple[A, C, B, *L]]: ...
@overload  # (*L, M, N) -> (*L, N, M)
def moveaxis(
    x: Tensor[D2, tuple[*L, M, N]], /, source: Literal[-2], destination: Literal[-1]
) -> Tensor[D2, tuple[*L, N, M]]: ...
@overload  # (*L, M, N) -> (*L, N, M)
def moveaxis(
    x: Tensor[D2, tuple[*L, M, N]], /, source: Literal[-1], destination: Literal[-2]
) -> Tensor[D2, tuple[*L, N, M]]: ...
@overload  # (*L, K, M, N) -> (*L, M, N, K)
def moveaxis(
    x: Tensor[D2, tuple[*L, K, M, N]], /, source: Literal[-3], destination: Literal[-1]
) -> Tensor[D2, tuple[*L, M, N, K]]: ...
@overload  # (*L, K, M, N) -> (*L, N, K, M)
def moveaxis(
    x: Tensor[D2, tuple[*L, K, M, N]], /, source: Literal[-1], destination: Literal[-3]
) -> Tensor[D2, tuple[*L, N, K, M]]: ...
def moveaxis(x: Tensor[Any, Any], /, source: int, destination: int) -> Tensor[Any, Any]:
    """The axis `source` moved to the place `destination`; the others keep their order. No element is copied.

    Raises:
        ShapeError: no such axis.

    >>> from typedgrad import zeros
    >>> moveaxis(zeros((5, 3, 8, 9)), 1, -1).shape
    (5, 8, 9, 3)
    """
    if not is_tensor(x):
        raise not_a_tensor("moveaxis", x)
    shape = x._data.shape
    place, target = check_axis("moveaxis", source, shape), check_axis("moveaxis", destination, shape)
    order = list(range(len(shape)))
    order.insert(target, order.pop(place))
    return unary(rules.transpose(tuple(order)), x)


@overload  # (M, N) -> (N, M)
def permute_dims(x: Tensor[D2, tuple[M, N]], /, axes: tuple[Literal[1], Literal[0]]) -> Tensor[D2, tuple[N, M]]: ...
@overload  # (A, B, C) -> (C, B, A)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C]], /, axes: tuple[Literal[2], Literal[1], Literal[0]]
) -> Tensor[D2, tuple[C, B, A]]: ...
@overload  # (A, B, C) -> (A, C, B)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C]], /, axes: tuple[Literal[0], Literal[2], Literal[1]]
) -> Tensor[D2, tuple[A, C, B]]: ...
@overload  # (A, B, C) -> (B, A, C)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C]], /, axes: tuple[Literal[1], Literal[0], Literal[2]]
) -> Tensor[D2, tuple[B, A, C]]: ...
@overload  # (A, B, C) -> (B, C, A)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C]], /, axes: tuple[Literal[1], Literal[2], Literal[0]]
) -> Tensor[D2, tuple[B, C, A]]: ...
@overload  # (A, B, C) -> (C, A, B)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C]], /, axes: tuple[Literal[2], Literal[0], Literal[1]]
) -> Tensor[D2, tuple[C, A, B]]: ...
@overload  # (A, B, C, D) -> (D, C, B, A)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[3], Literal[2], Literal[1], Literal[0]]
) -> Tensor[D2, tuple[D, C, B, A]]: ...
@overload  # (A, B, C, D) -> (A, C, B, D)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[0], Literal[2], Literal[1], Literal[3]]
) -> Tensor[D2, tuple[A, C, B, D]]: ...
@overload  # (A, B, C, D) -> (A, B, D, C)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[0], Literal[1], Literal[3], Literal[2]]
) -> Tensor[D2, tuple[A, B, D, C]]: ...
@overload  # (A, B, C, D) -> (A, C, D, B)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[0], Literal[2], Literal[3], Literal[1]]
) -> Tensor[D2, tuple[A, C, D, B]]: ...
@overload  # (A, B, C, D) -> (A, D, B, C)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[0], Literal[3], Literal[1], Literal[2]]
) -> Tensor[D2, tuple[A, D, B, C]]: ...
@overload  # (A, B, C, D) -> (B, A, C, D)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[1], Literal[0], Literal[2], Literal[3]]
) -> Tensor[D2, tuple[B, A, C, D]]: ...
@overload  # (A, B, C, D) -> (B, C, D, A)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[1], Literal[2], Literal[3], Literal[0]]
) -> Tensor[D2, tuple[B, C, D, A]]: ...
@overload  # (A, B, C, D) -> (D, A, B, C)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[3], Literal[0], Literal[1], Literal[2]]
) -> Tensor[D2, tuple[D, A, B, C]]: ...
@overload  # (A, B, C, D) -> (C, D, A, B)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[2], Literal[3], Literal[0], Literal[1]]
) -> Tensor[D2, tuple[C, D, A, B]]: ...
@overload  # (A, B, C, D) -> (C, B, A, D)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[2], Literal[1], Literal[0], Literal[3]]
) -> Tensor[D2, tuple[C, B, A, D]]: ...
@overload  # (A, B, C, D) -> (D, B, C, A)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[3], Literal[1], Literal[2], Literal[0]]
) -> Tensor[D2, tuple[D, B, C, A]]: ...
@overload  # (A, B, C, D) -> (A, D, C, B)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[0], Literal[3], Literal[2], Literal[1]]
) -> Tensor[D2, tuple[A, D, C, B]]: ...
@overload  # (A, B, C, D) -> (B, C, A, D)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[1], Literal[2], Literal[0], Literal[3]]
) -> Tensor[D2, tuple[B, C, A, D]]: ...
@overload  # (A, B, C, D) -> (C, A, B, D)
def permute_dims(
    x: Tensor[D2, tuple[A, B, C, D]], /, axes: tuple[Literal[2], Literal[0], Literal[1], Literal[3]]
) -> Tensor[D2, tuple[C, A, B, D]]: ...
def permute_dims(x: Tensor[Any, Any], /, axes: tuple[int, ...]) -> Tensor[Any, Any]:
    """The axes of `x` in the order `axes`: `transpose`, whose order may be left out, by the Array API's name.

    Raises:
        ShapeError: `axes` is no order of the axes of `x`.

    >>> from typedgrad import zeros
    >>> permute_dims(zeros((2, 3, 4)), (1, 2, 0)).shape
    (3, 4, 2)
    """
    return permuted("permute_dims", x, axes)
