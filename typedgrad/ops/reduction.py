"""Reductions as functions. `sum(x, 0)` is `x.sum(0)`, for a tensor of any kind of leaf the function takes.

Negative axes count from the end. `keepdims=True` leaves the reduced axis in as one of size 1, so that the result
broadcasts against `x`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.shapes import A, B, C, D, F, L, Num, One
    from typedgrad.tensor.tensor import Tensor


@overload  # S -> ()
def _sum_max(x: Tensor[Num, Any], axis: None = None, *, keepdims: Literal[False] = False) -> Tensor[Num, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def _sum_max(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def _sum_max(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def _sum_max(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L, B)
def _sum_max(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L, B]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def _sum_max(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[B, C, D]]: ...
@overload  # () -> ()
def _sum_max(x: Tensor[Num, tuple[()]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[Num, tuple[()]]: ...
@overload  # (A,) -> (1,)
def _sum_max(x: Tensor[Num, tuple[A]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[Num, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def _sum_max(
    x: Tensor[Num, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def _sum_max(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def _sum_max(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def _sum_max(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def _sum_max(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, B]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def _sum_max(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def _sum_max(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, B, C, D]]: ...
def _sum_max(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """`sum`: the sum over `axis`, or over all axes. `max`: the largest element, NaN if there is one.

    The result has the dtype of `x` (an int32 sum wraps around). The sum of nothing is 0. The gradient of a maximum is
    shared equally among the elements that attain it (as in PyTorch's `amax` and in JAX).

    Raises:
        ShapeError: `x` has no such axis, or, for a maximum, no elements along it.
        DTypeError: booleans; sum them after `astype`, or see `any`.
    """
    raise NotImplementedError


@signature_of(_sum_max)
def sum(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The sum over `axis`, or over all axes.

    The result has the dtype of `x` (int32 wraps around). Of nothing it is 0.

    Raises:
        ShapeError: `x` has no such axis.
        DTypeError: booleans; convert them with `astype`.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([[1.0, 2.0], [3.0, 4.0]], float32, (2, 2))
    >>> sum(x, 0)
    Tensor([4., 6.], float32, shape (2,))
    """
    return reduce(rules.sum, x, axis, keepdims)


@signature_of(_sum_max)
def max(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The largest element along `axis`, or of all; NaN if there is one.

    The gradient is shared equally among the elements that attain it (as in PyTorch's `amax` and in JAX).

    Raises:
        ShapeError: `x` has no such axis, or no elements along it.
        DTypeError: booleans; see `any`.

    >>> from typedgrad import as_tensor, float32
    >>> max(as_tensor([[1.0, 2.0], [4.0, 3.0]], float32, (2, 2)), -1)
    Tensor([2., 4.], float32, shape (2,))
    """
    return reduce(rules.max, x, axis, keepdims)


@overload  # S -> ()
def mean(x: Tensor[F, Any], axis: None = None, *, keepdims: Literal[False] = False) -> Tensor[F, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def mean(x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def mean(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def mean(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def mean(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L, B)
def mean(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def mean(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def mean(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def mean(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C, D]]: ...
@overload  # () -> ()
def mean(x: Tensor[F, tuple[()]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[F, tuple[()]]: ...
@overload  # (A,) -> (1,)
def mean(x: Tensor[F, tuple[A]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[F, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def mean(x: Tensor[F, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[F, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def mean(
    x: Tensor[F, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def mean(
    x: Tensor[F, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def mean(x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]) -> Tensor[F, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def mean(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def mean(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def mean(x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]) -> Tensor[F, tuple[*L, One]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def mean(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def mean(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def mean(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def mean(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, D]]: ...
def mean(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The arithmetic mean over `axis`, or over all axes; NaN where there is nothing to average.

    Raises:
        ShapeError: `x` has no such axis.
        DTypeError: integers or booleans; convert them with `astype`.

    >>> from typedgrad import as_tensor, float32
    >>> mean(as_tensor([1.0, 2.0, 6.0], float32, (3,)))
    Tensor(3., float32, shape ())
    """
    return reduce(rules.mean, x, axis, keepdims)


@overload  # S -> ()
def argmax(x: Tensor[Num, Any], axis: None = None, *, keepdims: Literal[False] = False) -> Tensor[int64, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def argmax(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def argmax(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def argmax(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def argmax(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L, B)
def argmax(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def argmax(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def argmax(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def argmax(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[B, C, D]]: ...
@overload  # () -> ()
def argmax(x: Tensor[Num, tuple[()]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[int64, tuple[()]]: ...
@overload  # (A,) -> (1,)
def argmax(x: Tensor[Num, tuple[A]], axis: None = None, *, keepdims: Literal[True]) -> Tensor[int64, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def argmax(
    x: Tensor[Num, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def argmax(
    x: Tensor[Num, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def argmax(
    x: Tensor[Num, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def argmax(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def argmax(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def argmax(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def argmax(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def argmax(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def argmax(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def argmax(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def argmax(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, B, C, D]]: ...
def argmax(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The index of the largest element along `axis`, or in the flattened tensor.

    The first one among equals; the first NaN if there is one, as in NumPy. It has no gradient.

    Raises:
        ShapeError: `x` has no such axis, or no elements along it.
        DTypeError: booleans; convert them with `astype`.

    >>> from typedgrad import as_tensor, float32
    >>> argmax(as_tensor([1.0, 6.0, 2.0], float32, (3,)))
    Tensor(1, int64, shape ())
    """
    return reduce(rules.argmax, x, axis, keepdims)
