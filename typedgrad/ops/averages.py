"""Averages as functions: `mean`, and `logsumexp`, which is the smooth maximum. Axes are those of `sum`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.rules import statistics
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.shapes import A, B, C, D, F, L, One
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


@overload  # S -> ()
def _mean_logsumexp(
    x: Tensor[F, Any], axis: None = None, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C, D]]: ...
@overload  # () -> ()
def _mean_logsumexp(x: Tensor[F, tuple[()]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[F, tuple[()]]: ...
@overload  # (A,) -> (1,)
def _mean_logsumexp(x: Tensor[F, tuple[A]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[F, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, D]]: ...
@overload  # (A, B, *L) -> (*L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, *L) -> (A, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, C]]: ...
@overload  # (*L, A, B, C) -> (*L, B)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (A, *L, B) -> (*L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A, B)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B]]: ...
@overload  # (A, B, C, D) -> (B, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C]]: ...
@overload  # (A, B, C, D) -> (A, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, C]]: ...
@overload  # (A, B, C, D) -> (B,)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B]]: ...
@overload  # (A, B, C, *L) -> (*L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A,)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A]]: ...
@overload  # (A, B, *L) -> (1, 1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, *L]]: ...
@overload  # (*L, A, B) -> (*L, 1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, One]]: ...
@overload  # (A, B, C, *L) -> (A, 1, 1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, One, *L]]: ...
@overload  # (A, B, C, *L) -> (1, B, 1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, One, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, 1, C)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, One, C]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, One]]: ...
@overload  # (A, *L, B) -> (1, *L, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, *L, One]]: ...
@overload  # (A, B, C, D) -> (A, B, 1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, One]]: ...
@overload  # (A, B, C, D) -> (A, 1, C, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, 1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, One, One]]: ...
@overload  # (A, B, C, *L) -> (1, 1, 1, *L)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, *L]]: ...
@overload  # (A, B, C, D) -> (A, 1, 1, 1)
def _mean_logsumexp(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, One, One]]: ...
@overload  # (*L, A, B) -> (*L, B)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def _mean_logsumexp(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B]]: ...
def _mean_logsumexp(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
) -> Tensor[Any, Any]:
    """Over `axis`, or over all axes. `mean`: the arithmetic mean. `logsumexp`: `log(sum(exp(x)))` without overflow.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: integers or booleans; convert them with `astype`.
    """
    raise NotImplementedError


@signature_of(_mean_logsumexp)
def mean(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The arithmetic mean over `axis`, or over all axes; NaN where there is nothing to average.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: integers or booleans; convert them with `astype`.

    >>> from typedgrad import as_tensor, float32
    >>> mean(as_tensor([1.0, 2.0, 6.0], float32, (3,)))
    Tensor[float32, tuple[()]](3.)
    """
    return reduce(rules.mean, x, axis, keepdims)


@signature_of(_mean_logsumexp)
def logsumexp(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
) -> Tensor[Any, Any]:
    """`log(sum(exp(x)))` over `axis`, or over all axes, without overflow; -inf where there is nothing to sum.

    The largest element is taken out before `exp`. The gradient is the softmax. Where every element is -inf so is the
    result, and the gradient is 0; where some are inf these share it.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: integers or booleans; convert them with `astype`.

    >>> from typedgrad import as_tensor, float64
    >>> logsumexp(as_tensor([1000.0, 1000.0], float64, (2,)))
    Tensor[float64, tuple[()]](1000.69314718)
    """
    return reduce(statistics.logsumexp, x, axis, keepdims)
