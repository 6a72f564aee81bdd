"""Reductions: `sum`, `prod`, `max`, `min` of numbers. Others are in modules of their own: `averages`, `logic`, ...

Each is given an axis, or several, and `keepdims` as literals, so that the type of the result is known: an axis that the
tensor does not have is no overload. The overloads are those of the functions in `typedgrad.ops.reduction`, asked of
`self`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import products
from typedgrad.rules import reduction as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, signature_of, unary

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.dtypes import Numeric
    from typedgrad.rules.rule import Rule
    from typedgrad.shapes import A, B, C, D, L, One
    from typedgrad.tensor.reduced import (
        Axes01,
        Axes012,
        Axes02,
        Axes023,
        Axes03,
        Axes12,
        Axes13,
        Axes23,
        Axes123,
        Ends,
        Last21,
        Last31,
        Last32,
    )
    from typedgrad.tensor.tensor import Tensor


class Reduction(TensorBase[DT, S]):
    """Methods that reduce over axes, or over all."""

    __slots__ = ()

    @overload  # S -> ()
    def _sum_prod_max_min(
        self: TensorBase[Numeric, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[()]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, D]]: ...
    @overload  # (A, B, *L) -> (*L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, *L) -> (A, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (B, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # (*L, A, B, C) -> (*L, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, C]]: ...
    @overload  # (*L, A, B, C) -> (*L, B)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (A, *L, B) -> (*L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D) -> (A, B)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B]]: ...
    @overload  # (A, B, C, D) -> (B, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, C]]: ...
    @overload  # (A, B, C, D) -> (A, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, C]]: ...
    @overload  # (A, B, C, D) -> (B,)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B]]: ...
    @overload  # (A, B, C, *L) -> (*L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D) -> (A,)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A]]: ...
    @overload  # (A, B, *L) -> (1, 1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, *L]]: ...
    @overload  # (*L, A, B) -> (*L, 1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, One]]: ...
    @overload  # (A, B, C, *L) -> (A, 1, 1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (1, B, 1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, One, *L]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, 1, C)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, One, C]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, One]]: ...
    @overload  # (A, *L, B) -> (1, *L, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L, One]]: ...
    @overload  # (A, B, C, D) -> (A, B, 1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (A, 1, C, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, 1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, One, One]]: ...
    @overload  # (A, B, C, *L) -> (1, 1, 1, *L)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, *L]]: ...
    @overload  # (A, B, C, D) -> (A, 1, 1, 1)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, One, One]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def _sum_prod_max_min(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B]]: ...
    def _sum_prod_max_min(
        self, axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """Over axes, or all: the sum (`sum`), the product (`prod`), the largest (`max`), the smallest element (`min`).

        See `typedgrad.sum`, `typedgrad.prod`, `typedgrad.max`, `typedgrad.min`.
        """
        raise NotImplementedError

    @signature_of(_sum_prod_max_min)
    def sum(
        self: TensorBase[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """The sum over axes, or over all; 0 where there is nothing to sum. See `typedgrad.sum`."""
        return reduce(rules.sum, self, axis, keepdims)

    @signature_of(_sum_prod_max_min)
    def prod(
        self: TensorBase[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """The product over axes, or over all; 1 where there is nothing to multiply. See `typedgrad.prod`."""
        return reduce(products.prod, self, axis, keepdims)

    @signature_of(_sum_prod_max_min)
    def max(
        self: TensorBase[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """The largest element along axes, or of all. See `typedgrad.max`."""
        return reduce(rules.max, self, axis, keepdims)

    @signature_of(_sum_prod_max_min)
    def min(
        self: TensorBase[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """The smallest element along axes, or of all. See `typedgrad.min`."""
        return reduce(rules.min, self, axis, keepdims)


def reduce(
    family: Callable[..., Rule],
    x: TensorBase[Any, Any],
    axis: int | tuple[int, ...] | None,
    keepdims: bool,
    *options: float,
) -> Tensor[Any, Any]:
    """Call the rule of a family of reductions for these axes.

    Raises:
        ShapeError: the tensor has no such axis, or an extreme has nothing to choose from.
        DTypeError: `x` is no tensor, or an axis no int.
    """
    if not isinstance(x, TensorBase):
        raise not_a_tensor(family.__name__, x)
    if axis is None and keepdims is False and not options:
        return unary(family(None, False), x)
    if isinstance(axis, tuple):
        axis = _counted(family.__name__, axis, x._data.shape)
    elif axis is not None:
        check_axis(family.__name__, axis, x._data.shape)
    try:
        keep = bool(keepdims)
    except Exception as error:  # an array is neither
        raise DTypeError(f"{family.__name__}: keepdims is {described(keepdims)}, neither True nor False") from error
    return unary(family(axis, keep, *options), x)


def reduce_one(
    family: Callable[[int | None, bool], Rule], x: TensorBase[Any, Any], axis: int | None, keepdims: bool
) -> Tensor[Any, Any]:
    """The same for a family that takes one axis, or all.

    Raises:
        ShapeError: the tensor has no such axis, or nothing to choose from.
        DTypeError: `x` is no tensor, or the axis no int.
    """
    if isinstance(axis, tuple):
        raise DTypeError(f"{family.__name__}: the axis {described(axis)} is not an int")
    return reduce(family, x, axis, keepdims)


def _counted(operation: str, axes: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    """Several axes in order and not negative, so that a rule is made but once for all ways to write them."""
    counted = sorted([check_axis(operation, axis, shape) for axis in axes])
    for one, other in pairwise(counted):
        if one == other:
            raise ShapeError(f"{operation}: axes {axes} name axis {one} of shape {shape} twice")
    return tuple(counted)
