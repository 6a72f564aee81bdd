"""Running totals along an axis: `cumsum`, `cumprod`. The shape stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import ShapeError, not_a_tensor
from typedgrad.rules import products as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, is_tensor, signature_of, unary

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.dtypes import Numeric
    from typedgrad.rules.rule import Rule
    from typedgrad.shapes import A, B, C, D, L
    from typedgrad.tensor.tensor import Tensor


class Cumulative(TensorBase[DT, S]):
    """Methods that run along one axis."""

    __slots__ = ()

    @overload  # (A, *L)
    def _cumsum_cumprod(self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0, -1]) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, *L)
    def _cumsum_cumprod(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1, -2]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (A, B, C, *L)
    def _cumsum_cumprod(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2, -3]
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    @overload  # (A,)
    def _cumsum_cumprod(self: TensorBase[Numeric, tuple[A]], axis: None = None) -> Tensor[DT, tuple[A]]: ...
    @overload  # (A, B, C, D)
    def _cumsum_cumprod(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3, -4]
    ) -> Tensor[DT, tuple[A, B, C, D]]: ...
    def _cumsum_cumprod(self, axis: int | None = None) -> Tensor[Any, Any]:
        """Along an axis: the sum (`cumsum`), the product (`cumprod`) of all elements up to each.

        See `typedgrad.cumsum`, `typedgrad.cumprod`.
        """
        raise NotImplementedError

    @signature_of(_cumsum_cumprod)
    def cumsum(self: TensorBase[Any, Any], axis: int | None = None) -> Tensor[Any, Any]:
        """The sum of all elements up to each along an axis. See `typedgrad.cumsum`."""
        return accumulate(rules.cumsum, self, axis)

    @signature_of(_cumsum_cumprod)
    def cumprod(self: TensorBase[Any, Any], axis: int | None = None) -> Tensor[Any, Any]:
        """The product of all elements up to each along an axis. See `typedgrad.cumprod`."""
        return accumulate(rules.cumprod, self, axis)


def accumulate(family: Callable[[int], Rule], x: TensorBase[Any, Any], axis: int | None) -> Tensor[Any, Any]:
    """Call the rule of `cumsum` or `cumprod` for this axis.

    Raises:
        ShapeError: the tensor has no such axis, or several and none is named.
        DTypeError: `x` is no tensor, or the axis no int.
    """
    name = family.__name__
    if not is_tensor(x):
        raise not_a_tensor(name, x)
    shape = x._data.shape
    if axis is None:
        if len(shape) != 1:
            raise ShapeError(f"{name}: shape {shape} has {len(shape)} axes; name the axis")
        axis = 0
    return unary(family(check_axis(name, axis, shape)), x)
