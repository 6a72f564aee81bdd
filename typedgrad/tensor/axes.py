"""Taking out an axis of size 1 and exchanging two axes: `squeeze` and `swapaxes`, as functions and as methods.

The function and the method share their overloads, so both are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import ShapeError, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, is_tensor, signature_of, unary

if TYPE_CHECKING:
    from typedgrad.shapes import D2, A, B, C, D, K, L, M, N, One
    from typedgrad.tensor.tensor import Tensor


@overload  # (*L, 1) -> (*L)
def squeeze(x: Tensor[D2, tuple[*L, One]], /, axis: Literal[-1]) -> Tensor[D2, tuple[*L]]: ...
@overload  # (1, *L) -> (*L)
def squeeze(x: Tensor[D2, tuple[One, *L]], /, axis: Literal[0]) -> Tensor[D2, tuple[*L]]: ...
@overload  # (A, 1, *L) -> (A, *L)
def squeeze(x: Tensor[D2, tuple[A, One, *L]], /, axis: Literal[1]) -> Tensor[D2, tuple[A, *L]]: ...
@overload  # (A, B, 1, *L) -> (A, B, *L)
def squeeze(x: Tensor[D2, tuple[A, B, One, *L]], /, axis: Literal[2]) -> Tensor[D2, tuple[A, B, *L]]: ...
@overload  # (A, B, C, 1, *L) -> (A, B, C, *L)
def squeeze(x: Tensor[D2, tuple[A, B, C, One, *L]], /, axis: Literal[3]) -> Tensor[D2, tuple[A, B, C, *L]]: ...
@overload  # (*L, 1, N) -> (*L, N)
def squeeze(x: Tensor[D2, tuple[*L, One, N]], /, axis: Literal[-2]) -> Tensor[D2, tuple[*L, N]]: ...
@overload  # (*L, 1, M, N) -> (*L, M, N)
def squeeze(x: Tensor[D2, tuple[*L, One, M, N]], /, axis: Literal[-3]) -> Tensor[D2, tuple[*L, M, N]]: ...
@overload  # (*L, 1, K, M, N) -> (*L, K, M, N)
def squeeze(x: Tensor[D2, tuple[*L, One, K, M, N]], /, axis: Literal[-4]) -> Tensor[D2, tuple[*L, K, M, N]]: ...
def squeeze(x: Tensor[Any, Any], /, axis: int) -> Tensor[Any, Any]:
    """The tensor without the axis `axis`, whose size is 1.

    The type says that size, as after a reduction with `keepdims`. The axis has no default: which have size 1 is not
    known before the program runs.

    Raises:
        ShapeError: no such axis, or its size is not 1.

    >>> from typedgrad import zeros
    >>> squeeze(zeros((4, 1)), -1).shape
    (4,)
    """
    return _squeezed(x, axis)


@overload  # (*L, M, N) -> (*L, N, M)
def swapaxes(
    x: Tensor[D2, tuple[*L, M, N]], /, axis1: Literal[-2], axis2: Literal[-1]
) -> Tensor[D2, tuple[*L, N, M]]: ...
@overload  # (*L, M, N) -> (*L, N, M)
def swapaxes(
    x: Tensor[D2, tuple[*L, M, N]], /, axis1: Literal[-1], axis2: Literal[-2]
) -> Tensor[D2, tuple[*L, N, M]]: ...
@overload  # (A, B, *L) -> (B, A, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, *L]], /, axis1: Literal[0], axis2: Literal[1]
) -> Tensor[D2, tuple[B, A, *L]]: ...
@overload  # (A, B, *L) -> (B, A, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, *L]], /, axis1: Literal[1], axis2: Literal[0]
) -> Tensor[D2, tuple[B, A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, C, B, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, C, *L]], /, axis1: Literal[1], axis2: Literal[2]
) -> Tensor[D2, tuple[A, C, B, *L]]: ...
@overload  # (A, B, C, *L) -> (A, C, B, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, C, *L]], /, axis1: Literal[2], axis2: Literal[1]
) -> Tensor[D2, tuple[A, C, B, *L]]: ...
@overload  # (A, *L, N) -> (N, *L, A)
def swapaxes(
    x: Tensor[D2, tuple[A, *L, N]], /, axis1: Literal[0], axis2: Literal[-1]
) -> Tensor[D2, tuple[N, *L, A]]: ...
@overload  # (A, *L, N) -> (N, *L, A)
def swapaxes(
    x: Tensor[D2, tuple[A, *L, N]], /, axis1: Literal[-1], axis2: Literal[0]
) -> Tensor[D2, tuple[N, *L, A]]: ...
@overload  # (A, B, C, *L) -> (C, B, A, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, C, *L]], /, axis1: Literal[0], axis2: Literal[2]
) -> Tensor[D2, tuple[C, B, A, *L]]: ...
@overload  # (A, B, *L, N) -> (A, N, *L, B)
def swapaxes(
    x: Tensor[D2, tuple[A, B, *L, N]], /, axis1: Literal[1], axis2: Literal[-1]
) -> Tensor[D2, tuple[A, N, *L, B]]: ...
@overload  # (A, B, C, D, *L) -> (A, B, D, C, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, C, D, *L]], /, axis1: Literal[2], axis2: Literal[3]
) -> Tensor[D2, tuple[A, B, D, C, *L]]: ...
@overload  # (A, B, C, D, *L) -> (A, D, C, B, *L)
def swapaxes(
    x: Tensor[D2, tuple[A, B, C, D, *L]], /, axis1: Literal[1], axis2: Literal[3]
) -> Tensor[D2, tuple[A, D, C, B, *L]]: ...
@overload  # (*L, K, M, N) -> (*L, M, K, N)
def swapaxes(
    x: Tensor[D2, tuple[*L, K, M, N]], /, axis1: Literal[-3], axis2: Literal[-2]
) -> Tensor[D2, tuple[*L, M, K, N]]: ...
@overload  # (*L, K, M, N) -> (*L, N, M, K)
def swapaxes(
    x: Tensor[D2, tuple[*L, K, M, N]], /, axis1: Literal[-3], axis2: Literal[-1]
) -> Tensor[D2, tuple[*L, N, M, K]]: ...
def swapaxes(x: Tensor[Any, Any], /, axis1: int, axis2: int) -> Tensor[Any, Any]:
    """Two axes exchanged. No element is copied, but for those of a parameter.

    Raises:
        ShapeError: no such axis.

    >>> from typedgrad import zeros
    >>> swapaxes(zeros((2, 3, 4)), 0, -1).shape
    (4, 3, 2)
    """
    return _swapped(x, axis1, axis2)


class Axes(TensorBase[DT, S]):
    """`squeeze` and `swapaxes` as methods."""

    __slots__ = ()

    @signature_of(squeeze)
    def squeeze(self: TensorBase[Any, Any], /, axis: int) -> Tensor[Any, Any]:
        """The tensor without the axis `axis`, whose size is 1."""
        return _squeezed(self, axis)

    @signature_of(swapaxes)
    def swapaxes(self: TensorBase[Any, Any], /, axis1: int, axis2: int) -> Tensor[Any, Any]:
        """Two axes exchanged. No element is copied, but for those of a parameter."""
        return _swapped(self, axis1, axis2)


def _squeezed(x: TensorBase[Any, Any], axis: int) -> Tensor[Any, Any]:
    if not is_tensor(x):
        raise not_a_tensor("squeeze", x)
    shape = x._data.shape
    along = check_axis("squeeze", axis, shape)
    if shape[along] != 1:
        raise ShapeError(f"squeeze: axis {axis} of {shape} has size {shape[along]}, not 1")
    return unary(rules.reshape((*shape[:along], *shape[along + 1 :])), x)


def _swapped(x: TensorBase[Any, Any], axis1: int, axis2: int) -> Tensor[Any, Any]:
    if not is_tensor(x):
        raise not_a_tensor("swapaxes", x)
    rank = x._data.ndim
    check_axis("swapaxes", axis1, x._data.shape)
    check_axis("swapaxes", axis2, x._data.shape)
    order = list(range(rank))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return unary(rules.transpose(tuple(order)), x)
