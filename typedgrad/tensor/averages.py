"""Averages of floats: `mean`, `logsumexp`, with the overloads of `typedgrad.ops.averages`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.rules import statistics
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, signature_of
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.dtypes import Float
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


class Averages(TensorBase[DT, S]):
    """Averages over axes, or over all."""

    __slots__ = ()

    @overload  # S -> ()
    def _mean_logsumexp(
        self: TensorBase[Float, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[()]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, D]]: ...
    @overload  # (A, B, *L) -> (*L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, *L) -> (A, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (B, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # (*L, A, B, C) -> (*L, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, C]]: ...
    @overload  # (*L, A, B, C) -> (*L, B)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (A, *L, B) -> (*L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D) -> (A, B)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, B]]: ...
    @overload  # (A, B, C, D) -> (B, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B, C]]: ...
    @overload  # (A, B, C, D) -> (A, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A, C]]: ...
    @overload  # (A, B, C, D) -> (B,)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[B]]: ...
    @overload  # (A, B, C, *L) -> (*L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D) -> (A,)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[A]]: ...
    @overload  # (A, B, *L) -> (1, 1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, *L]]: ...
    @overload  # (*L, A, B) -> (*L, 1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, One]]: ...
    @overload  # (A, B, C, *L) -> (A, 1, 1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (1, B, 1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, One, *L]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, 1, C)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, One, C]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B, One]]: ...
    @overload  # (A, *L, B) -> (1, *L, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, *L, One]]: ...
    @overload  # (A, B, C, D) -> (A, B, 1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, B, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (A, 1, C, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, 1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, B, One, One]]: ...
    @overload  # (A, B, C, *L) -> (1, 1, 1, *L)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[One, One, One, *L]]: ...
    @overload  # (A, B, C, D) -> (A, 1, 1, 1)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[A, One, One, One]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
    ) -> Tensor[DT, tuple[*L, B]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def _mean_logsumexp(
        self: TensorBase[Float, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
    ) -> Tensor[DT, tuple[*L, One, B]]: ...
    def _mean_logsumexp(self, axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """Over axes, or over all: the arithmetic mean (`mean`), the logarithm of the summed exponentials (`logsumexp`).

        See `typedgrad.mean`, `typedgrad.logsumexp`.
        """
        raise NotImplementedError

    @signature_of(_mean_logsumexp)
    def mean(
        self: TensorBase[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """The arithmetic mean over axes, or over all. See `typedgrad.mean`."""
        return reduce(rules.mean, self, axis, keepdims)

    @signature_of(_mean_logsumexp)
    def logsumexp(
        self: TensorBase[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
    ) -> Tensor[Any, Any]:
        """`log(sum(exp(x)))` over axes, or over all, without overflow. See `typedgrad.logsumexp`."""
        return reduce(statistics.logsumexp, self, axis, keepdims)
