"""The variance and the standard deviation as functions. Axes are those of `sum`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import statistics as rules
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.deviation import dispersion

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
def _var_std(
    x: Tensor[F, Any], axis: None = None, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def _var_std(
    x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def _var_std(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def _var_std(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C, D]]: ...
@overload  # () -> ()
def _var_std(
    x: Tensor[F, tuple[()]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[()]]: ...
@overload  # (A,) -> (1,)
def _var_std(
    x: Tensor[F, tuple[A]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def _var_std(
    x: Tensor[F, tuple[A, B]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: None = None, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def _var_std(
    x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def _var_std(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def _var_std(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, D]]: ...
@overload  # (A, B, *L) -> (*L)
def _var_std(
    x: Tensor[F, tuple[A, B, *L]], axis: Axes01, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L)
def _var_std(
    x: Tensor[F, tuple[*L, A, B]], axis: Last21, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, *L) -> (A, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes12, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes02, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, C)
def _var_std(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last32, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, C]]: ...
@overload  # (*L, A, B, C) -> (*L, B)
def _var_std(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last31, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (A, *L, B) -> (*L)
def _var_std(
    x: Tensor[F, tuple[A, *L, B]], axis: Ends, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A, B)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes23, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B]]: ...
@overload  # (A, B, C, D) -> (B, C)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes03, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C]]: ...
@overload  # (A, B, C, D) -> (A, C)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes13, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, C]]: ...
@overload  # (A, B, C, D) -> (B,)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes023, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B]]: ...
@overload  # (A, B, C, *L) -> (*L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes012, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A,)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes123, *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A]]: ...
@overload  # (A, B, *L) -> (1, 1, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, *L]], axis: Axes01, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, *L]]: ...
@overload  # (*L, A, B) -> (*L, 1, 1)
def _var_std(
    x: Tensor[F, tuple[*L, A, B]], axis: Last21, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, One]]: ...
@overload  # (A, B, C, *L) -> (A, 1, 1, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes12, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, One, *L]]: ...
@overload  # (A, B, C, *L) -> (1, B, 1, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes02, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, One, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, 1, C)
def _var_std(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last32, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, One, C]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, 1)
def _var_std(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last31, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, One]]: ...
@overload  # (A, *L, B) -> (1, *L, 1)
def _var_std(
    x: Tensor[F, tuple[A, *L, B]], axis: Ends, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, *L, One]]: ...
@overload  # (A, B, C, D) -> (A, B, 1, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes23, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes03, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, One]]: ...
@overload  # (A, B, C, D) -> (A, 1, C, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes13, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, 1, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes023, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, One, One]]: ...
@overload  # (A, B, C, *L) -> (1, 1, 1, *L)
def _var_std(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes012, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, *L]]: ...
@overload  # (A, B, C, D) -> (A, 1, 1, 1)
def _var_std(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes123, *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, One, One]]: ...
@overload  # (*L, A, B) -> (*L, B)
def _var_std(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, correction: float = 0, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def _var_std(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, correction: float = 0, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B]]: ...
def _var_std(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, correction: float = 0, keepdims: bool = False
) -> Tensor[Any, Any]:
    """Over `axis`, or over all axes. `var`: the variance. `std`: the standard deviation, its square root.

    The sum of the squared deviations from the mean is divided by n - `correction`, for n elements: 0 gives that of the
    elements themselves, 1 the unbiased estimate from a sample. Where n is not above `correction` the result is NaN or
    infinite, as in NumPy, and the gradient NaN.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: integers or booleans; convert them with `astype`. Or a correction that is no number.
    """
    raise NotImplementedError


@signature_of(_var_std)
def var(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, correction: float = 0, keepdims: bool = False
) -> Tensor[Any, Any]:
    """The variance over `axis`, or over all axes.

    The sum of the squared deviations from the mean is divided by n - `correction`, for n elements: 0 gives that of the
    elements themselves, 1 the unbiased estimate from a sample. Where n is not above `correction` the result is NaN or
    infinite, as in NumPy, and the gradient NaN.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: integers or booleans; convert them with `astype`. Or a correction that is no number.

    >>> from typedgrad import as_tensor, float64
    >>> x = as_tensor([1.0, 2.0, 6.0], float64, (3,))
    >>> var(x, correction=1)
    Tensor[float64, tuple[()]](7.)
    """
    return dispersion(rules.var, x, axis, keepdims, correction)


@signature_of(_var_std)
def std(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, correction: float = 0, keepdims: bool = False
) -> Tensor[Any, Any]:
    """The standard deviation over `axis`, or over all axes: the square root of `var`.

    The sum of the squared deviations from the mean is divided by n - `correction`, for n elements: 0 gives that of the
    elements themselves, 1 the unbiased estimate from a sample. Where n is not above `correction` the result is NaN or
    infinite, as in NumPy, and the gradient NaN. Where all elements are equal, the
    gradient is 0 (as in PyTorch).

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: integers or booleans; convert them with `astype`. Or a correction that is no number.

    >>> from typedgrad import as_tensor, float64
    >>> std(as_tensor([[1.0, 3.0], [2.0, 2.0]], float64, (2, 2)), -1)
    Tensor[float64, tuple[2]]([1., 0.])
    """
    return dispersion(rules.std, x, axis, keepdims, correction)
