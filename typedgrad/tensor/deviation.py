"""The variance and the standard deviation of floats, with the overloads of `typedgrad.ops.deviation`."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import DTypeError, described, not_a_tensor
from typedgrad.rules import statistics as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, is_tensor, signature_of
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.dtypes import Float
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


class Deviation(TensorBase[DT, S]):
    """Dispersion over axes, or over all."""

    __slots__ = ()

    @overload  # S -> ()
    def _var_std(
        self: TensorBase[Float, Any], axis: None = None, *, correction: float = 0, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def _var_std(
        self: TensorBase[Float, tuple[A, *L]],
        axis: Literal[0],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, *L]],
        axis: Literal[1],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]],
        axis: Literal[2],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A]],
        axis: Literal[-1],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B, C]],
        axis: Literal[-3],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Literal[3],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Literal[-4],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def _var_std(
        self: TensorBase[Float, tuple[()]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def _var_std(
        self: TensorBase[Float, tuple[A]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, *L]], axis: Literal[0], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Literal[1], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Literal[2], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A]], axis: Literal[-1], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B, C]],
        axis: Literal[-3],
        *,
        correction: float = 0,
        keepdims: Literal[True],
    ) -> Tensor[DT, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[3], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[-4], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, D]]: ...
    @overload  # (A, B, *L) -> (*L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, *L]],
        axis: Axes01,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B]],
        axis: Last21,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, *L) -> (A, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]],
        axis: Axes12,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (B, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]],
        axis: Axes02,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # (*L, A, B, C) -> (*L, C)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B, C]],
        axis: Last32,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L, C]]: ...
    @overload  # (*L, A, B, C) -> (*L, B)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B, C]],
        axis: Last31,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (A, *L, B) -> (*L)
    def _var_std(
        self: TensorBase[Float, tuple[A, *L, B]], axis: Ends, *, correction: float = 0, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D) -> (A, B)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Axes23,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A, B]]: ...
    @overload  # (A, B, C, D) -> (B, C)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Axes03,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[B, C]]: ...
    @overload  # (A, B, C, D) -> (A, C)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Axes13,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A, C]]: ...
    @overload  # (A, B, C, D) -> (B,)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Axes023,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[B]]: ...
    @overload  # (A, B, C, *L) -> (*L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]],
        axis: Axes012,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D) -> (A,)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]],
        axis: Axes123,
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[A]]: ...
    @overload  # (A, B, *L) -> (1, 1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Axes01, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, *L]]: ...
    @overload  # (*L, A, B) -> (*L, 1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Last21, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, One]]: ...
    @overload  # (A, B, C, *L) -> (A, 1, 1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes12, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (1, B, 1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes02, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, One, *L]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, 1, C)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Last32, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, One, C]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, 1)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Last31, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, One]]: ...
    @overload  # (A, *L, B) -> (1, *L, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, *L, B]], axis: Ends, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L, One]]: ...
    @overload  # (A, B, C, D) -> (A, B, 1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes23, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes03, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (A, 1, C, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes13, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, 1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes023, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, One, One]]: ...
    @overload  # (A, B, C, *L) -> (1, 1, 1, *L)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes012, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, *L]]: ...
    @overload  # (A, B, C, D) -> (A, 1, 1, 1)
    def _var_std(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes123, *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, One, One]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B]],
        axis: Literal[-2],
        *,
        correction: float = 0,
        keepdims: Literal[False] = False,
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def _var_std(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Literal[-2], *, correction: float = 0, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B]]: ...
    def _var_std(
        self, axis: int | tuple[int, ...] | None = None, *, correction: float = 0, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """Over axes, or over all: the variance (`var`), the standard deviation (`std`).

        See `typedgrad.var`, `typedgrad.std`.
        """
        raise NotImplementedError

    @signature_of(_var_std)
    def var(
        self: TensorBase[Any, Any],
        axis: int | tuple[int, ...] | None = None,
        *,
        correction: float = 0,
        keepdims: bool = False,
    ) -> Tensor[Any, Any]:
        """The variance over axes, or over all. See `typedgrad.var`."""
        return dispersion(rules.var, self, axis, keepdims, correction)

    @signature_of(_var_std)
    def std(
        self: TensorBase[Any, Any],
        axis: int | tuple[int, ...] | None = None,
        *,
        correction: float = 0,
        keepdims: bool = False,
    ) -> Tensor[Any, Any]:
        """The standard deviation over axes, or over all. See `typedgrad.std`."""
        return dispersion(rules.std, self, axis, keepdims, correction)


def dispersion(
    family: Callable[..., Rule],
    x: TensorBase[Any, Any],
    axis: int | tuple[int, ...] | None,
    keepdims: bool,
    correction: float,
) -> Tensor[Any, Any]:
    """Call the rule of `var` or `std`.

    Raises:
        ShapeError: the tensor has no such axis.
        DTypeError: `x` is no tensor, an axis no int, or the correction no number.
        ValueError: the correction is infinite or NaN.
        OverflowError: the correction is an int beyond the floats.
    """
    if not is_tensor(x):
        raise not_a_tensor(family.__name__, x)
    if not isinstance(correction, (int, float)) or isinstance(correction, bool):
        raise DTypeError(f"{family.__name__}: the correction {described(correction)} is no number")
    try:
        number = float(correction)
    except OverflowError:
        message = f"{family.__name__}: the correction {described(correction)} is out of the range of float64"
        raise OverflowError(message) from None
    if not isfinite(number):
        raise ValueError(f"{family.__name__}: the correction {number} is not finite")
    return reduce(family, x, axis, keepdims, number)
