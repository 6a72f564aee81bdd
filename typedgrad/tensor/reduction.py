"""Reductions: `sum`, `max`, `argmax` of numbers, `mean` of floats; those of booleans are in `typedgrad.tensor.logic`.

Each is given an axis and `keepdims` as literals, so that the type of the result is known: an axis that the tensor does
not have is no overload. The overloads are those of the functions in `typedgrad.ops.reduction`, asked of `self`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import not_a_tensor
from typedgrad.rules import reduction as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, is_tensor, signature_of, unary

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.dtypes import Float, Numeric, int64
    from typedgrad.rules.rule import Rule
    from typedgrad.shapes import A, B, C, D, L, One
    from typedgrad.tensor.tensor import Tensor


class Reduction(TensorBase[DT, S]):
    """Methods that reduce over one axis, or over all."""

    __slots__ = ()

    @overload  # S -> ()
    def _sum_max(
        self: TensorBase[Numeric, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def _sum_max(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def _sum_max(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def _sum_max(
        self: TensorBase[Numeric, tuple[()]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def _sum_max(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def _sum_max(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def _sum_max(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def _sum_max(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, D]]: ...
    def _sum_max(self, axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """Over an axis, or over all: the sum (`sum`), the largest element (`max`).

        See `typedgrad.sum`, `typedgrad.max`.
        """
        raise NotImplementedError

    @signature_of(_sum_max)
    def sum(self: TensorBase[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The sum over an axis, or over all; 0 where there is nothing to sum. See `typedgrad.sum`."""
        return reduce(rules.sum, self, axis, keepdims)

    @signature_of(_sum_max)
    def max(self: TensorBase[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The largest element along an axis, or of all. See `typedgrad.max`."""
        return reduce(rules.max, self, axis, keepdims)

    @overload  # S -> ()
    def mean(
        self: TensorBase[Float, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def mean(
        self: TensorBase[Float, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def mean(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def mean(
        self: TensorBase[Float, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def mean(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def mean(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def mean(
        self: TensorBase[Float, tuple[()]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def mean(
        self: TensorBase[Float, tuple[A]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def mean(
        self: TensorBase[Float, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def mean(
        self: TensorBase[Float, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def mean(
        self: TensorBase[Float, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def mean(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def mean(
        self: TensorBase[Float, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def mean(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def mean(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def mean(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, D]]: ...
    def mean(self, axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The arithmetic mean over an axis, or over all. See `typedgrad.mean`."""
        return reduce(rules.mean, self, axis, keepdims)

    @overload  # S -> ()
    def argmax(
        self: TensorBase[Numeric, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def argmax(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def argmax(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def argmax(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def argmax(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def argmax(
        self: TensorBase[Numeric, tuple[()]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def argmax(
        self: TensorBase[Numeric, tuple[A]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def argmax(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def argmax(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[*L, One]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def argmax(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[*L, One, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def argmax(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def argmax(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, B, C, D]]: ...
    def argmax(self, axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The index of the largest element along an axis, or of the flattened tensor. See `typedgrad.argmax`."""
        return reduce(rules.argmax, self, axis, keepdims)


def reduce(
    family: Callable[[int | None, bool], Rule], x: TensorBase[Any, Any], axis: int | None, keepdims: bool
) -> Tensor[Any, Any]:
    """Call the rule of a family of reductions for this axis.

    Raises:
        ShapeError: the tensor has no such axis, or a maximum has nothing to choose from.
        DTypeError: `x` is no tensor, or the axis no int.
    """
    if not is_tensor(x):
        raise not_a_tensor(family.__name__, x)
    if axis is not None:
        check_axis(family.__name__, axis, x._data.shape)
    return unary(family(axis, bool(keepdims)), x)
