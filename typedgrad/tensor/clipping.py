"""Keeping elements between two bounds: `clip`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import ShapeError
from typedgrad.rules import selection
from typedgrad.rules.arithmetic import positive
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, operand, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Float, Integer
    from typedgrad.shapes import S2, K, L, M, N
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


class Clipping(TensorBase[DT, S]):
    """The elements between two bounds."""

    __slots__ = ()

    @overload  # S between S or a scalar, each
    def clip(
        self: TensorBase[Float, S2],
        min: Tensor[DT, S2] | float | None = None,
        max: Tensor[DT, S2] | float | None = None,
    ) -> Tensor[DT, S2]: ...
    @overload  # S between S or a scalar, each
    def clip(
        self: TensorBase[Integer, S2],
        min: Tensor[DT, S2] | int | None = None,
        max: Tensor[DT, S2] | int | None = None,
    ) -> Tensor[DT, S2]: ...
    @overload  # (*L, K, M, N) between what broadcasts into it or a scalar, each
    def clip(
        self: TensorBase[Float, tuple[*L, K, M, N]],
        min: Into3[DT, *L, K, M, N] | float | None = None,
        max: Into3[DT, *L, K, M, N] | float | None = None,
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, M, N) between what broadcasts into it or a scalar, each
    def clip(
        self: TensorBase[Integer, tuple[*L, K, M, N]],
        min: Into3[DT, *L, K, M, N] | int | None = None,
        max: Into3[DT, *L, K, M, N] | int | None = None,
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) between what broadcasts into it or a scalar, each
    def clip(
        self: TensorBase[Float, tuple[*L, M, N]],
        min: Into2[DT, *L, M, N] | float | None = None,
        max: Into2[DT, *L, M, N] | float | None = None,
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, M, N) between what broadcasts into it or a scalar, each
    def clip(
        self: TensorBase[Integer, tuple[*L, M, N]],
        min: Into2[DT, *L, M, N] | int | None = None,
        max: Into2[DT, *L, M, N] | int | None = None,
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, N) between what broadcasts into it or a scalar, each
    def clip(
        self: TensorBase[Float, tuple[*L, N]],
        min: Into1[DT, *L, N] | float | None = None,
        max: Into1[DT, *L, N] | float | None = None,
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (*L, N) between what broadcasts into it or a scalar, each
    def clip(
        self: TensorBase[Integer, tuple[*L, N]],
        min: Into1[DT, *L, N] | int | None = None,
        max: Into1[DT, *L, N] | int | None = None,
    ) -> Tensor[DT, tuple[*L, N]]: ...
    def clip(
        self: TensorBase[Any, Any],
        min: Tensor[Any, Any] | float | None = None,
        max: Tensor[Any, Any] | float | None = None,
    ) -> Tensor[Any, Any]:
        """The elements, `min` where they are less and `max` where they are greater. See `typedgrad.clip`."""
        return clipped(self, min, max)


def clipped(x: TensorBase[Any, Any], low: object, high: object) -> Tensor[Any, Any]:
    """`x` between two bounds, each a tensor that broadcasts into `x`, a Python scalar, or None.

    Raises:
        DTypeError: two dtypes, booleans, or a scalar of another kind.
        ShapeError: a bound does not broadcast into the shape of `x`.
    """
    if low is not None:
        result = binary(selection.clip_low, x, operand(selection.clip_low, x, low))
        if high is not None:
            result = binary(selection.clip_high, result, operand(selection.clip_high, x, high))
    elif high is not None:
        result = binary(selection.clip_high, x, operand(selection.clip_high, x, high))
    else:
        result = unary(positive, x)
    if result._data.shape != x._data.shape:
        raise ShapeError(f"clip: a bound broadcasts {x._data.shape} to {result._data.shape}")
    return result
