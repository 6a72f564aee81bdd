"""`sort` and `argsort` along an axis, as methods. The functions are in `typedgrad.ops.sorting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import not_a_tensor
from typedgrad.rules import indexing as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, is_tensor, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Numeric, int64
    from typedgrad.shapes import A, B, C, D, L
    from typedgrad.tensor.tensor import Tensor


class Ordering(TensorBase[DT, S]):
    """Methods that order the elements along an axis."""

    __slots__ = ()

    @overload  # (A, *L) -> (A, *L)
    def sort(
        self: TensorBase[Numeric, tuple[A, *L]],
        axis: Literal[-1, 0] = -1,
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, *L) -> (A, B, *L)
    def sort(
        self: TensorBase[Numeric, tuple[A, B, *L]],
        axis: Literal[1, -2],
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, C, *L)
    def sort(
        self: TensorBase[Numeric, tuple[A, B, C, *L]],
        axis: Literal[2, -3],
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, D)
    def sort(
        self: TensorBase[Numeric, tuple[A, B, C, D]],
        axis: Literal[3, -4],
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[DT, tuple[A, B, C, D]]: ...
    def sort(self, axis: int = -1, *, descending: bool = False, stable: bool = True) -> Tensor[Any, Any]:
        """The elements in order along an axis, in a new tensor. See `typedgrad.sort`."""
        return ordered(self, axis, descending)

    @overload  # (A, *L) -> (A, *L)
    def argsort(
        self: TensorBase[Numeric, tuple[A, *L]],
        axis: Literal[-1, 0] = -1,
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[int64, tuple[A, *L]]: ...
    @overload  # (A, B, *L) -> (A, B, *L)
    def argsort(
        self: TensorBase[Numeric, tuple[A, B, *L]],
        axis: Literal[1, -2],
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[int64, tuple[A, B, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, C, *L)
    def argsort(
        self: TensorBase[Numeric, tuple[A, B, C, *L]],
        axis: Literal[2, -3],
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[int64, tuple[A, B, C, *L]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, D)
    def argsort(
        self: TensorBase[Numeric, tuple[A, B, C, D]],
        axis: Literal[3, -4],
        *,
        descending: bool = False,
        stable: bool = True,
    ) -> Tensor[int64, tuple[A, B, C, D]]: ...
    def argsort(self, axis: int = -1, *, descending: bool = False, stable: bool = True) -> Tensor[Any, Any]:
        """The indices that put the elements in order along an axis. See `typedgrad.argsort`."""
        return order_of(self, axis, descending, stable)


def ordered(x: TensorBase[Any, Any], axis: int, descending: bool) -> Tensor[Any, Any]:
    """Sort along an axis."""
    return unary(rules.sort(_along("sort", x, axis), bool(descending)), x)


def order_of(x: TensorBase[Any, Any], axis: int, descending: bool, stable: bool) -> Tensor[Any, Any]:
    """The indices that sort along an axis."""
    return unary(rules.argsort(_along("argsort", x, axis), bool(descending), bool(stable)), x)


def _along(operation: str, x: TensorBase[Any, Any], axis: int) -> int:
    """The axis, counted from the front."""
    if not is_tensor(x):
        raise not_a_tensor(operation, x)
    return check_axis(operation, axis, x._data.shape)
