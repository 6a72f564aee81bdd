"""Keeping elements between two bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import not_a_tensor
from typedgrad.tensor.base import is_tensor
from typedgrad.tensor.clipping import clipped

if TYPE_CHECKING:
    from typedgrad.shapes import FloatDT, IntegerDT, K, L, M, N, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


@overload  # S between S or a scalar, each
def clip(
    x: Tensor[FloatDT, S],
    min: Tensor[FloatDT, S] | float | None = None,
    max: Tensor[FloatDT, S] | float | None = None,
) -> Tensor[FloatDT, S]: ...
@overload  # S between S or a scalar, each
def clip(
    x: Tensor[IntegerDT, S],
    min: Tensor[IntegerDT, S] | int | None = None,
    max: Tensor[IntegerDT, S] | int | None = None,
) -> Tensor[IntegerDT, S]: ...
@overload  # (*L, K, M, N) between what broadcasts into it or a scalar, each
def clip(
    x: Tensor[FloatDT, tuple[*L, K, M, N]],
    min: Into3[FloatDT, *L, K, M, N] | float | None = None,
    max: Into3[FloatDT, *L, K, M, N] | float | None = None,
) -> Tensor[FloatDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, K, M, N) between what broadcasts into it or a scalar, each
def clip(
    x: Tensor[IntegerDT, tuple[*L, K, M, N]],
    min: Into3[IntegerDT, *L, K, M, N] | int | None = None,
    max: Into3[IntegerDT, *L, K, M, N] | int | None = None,
) -> Tensor[IntegerDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) between what broadcasts into it or a scalar, each
def clip(
    x: Tensor[FloatDT, tuple[*L, M, N]],
    min: Into2[FloatDT, *L, M, N] | float | None = None,
    max: Into2[FloatDT, *L, M, N] | float | None = None,
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, N) between what broadcasts into it or a scalar, each
def clip(
    x: Tensor[IntegerDT, tuple[*L, M, N]],
    min: Into2[IntegerDT, *L, M, N] | int | None = None,
    max: Into2[IntegerDT, *L, M, N] | int | None = None,
) -> Tensor[IntegerDT, tuple[*L, M, N]]: ...
@overload  # (*L, N) between what broadcasts into it or a scalar, each
def clip(
    x: Tensor[FloatDT, tuple[*L, N]],
    min: Into1[FloatDT, *L, N] | float | None = None,
    max: Into1[FloatDT, *L, N] | float | None = None,
) -> Tensor[FloatDT, tuple[*L, N]]: ...
@overload  # (*L, N) between what broadcasts into it or a scalar, each
def clip(
    x: Tensor[IntegerDT, tuple[*L, N]],
    min: Into1[IntegerDT, *L, N] | int | None = None,
    max: Into1[IntegerDT, *L, N] | int | None = None,
) -> Tensor[IntegerDT, tuple[*L, N]]: ...
def clip(
    x: Tensor[Any, Any],
    min: Tensor[Any, Any] | float | None = None,
    max: Tensor[Any, Any] | float | None = None,
) -> Tensor[Any, Any]:
    """The elements of `x`, `min` where they are less than it, and `max` where they are greater.

    Each bound is a tensor that broadcasts into the shape of `x`, a Python scalar, or None. Where `min` is greater than
    `max`, the result is `max`. NaN stays NaN, in `x` and in a bound.

    The gradient is 1 where `x` is its own result, at the bounds too, as in PyTorch; elsewhere the bound has it.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an `x` that is no tensor.
        ShapeError: a bound that does not broadcast into the shape of `x`.

    >>> from typedgrad import as_tensor, float32
    >>> clip(as_tensor([-1.0, 0.5, 2.0], float32, (3,)), 0.0, 1.0)
    Tensor[float32, tuple[3]]([0. , 0.5, 1. ])
    """
    if not is_tensor(x):
        raise not_a_tensor("clip", x)
    return clipped(x, min, max)
