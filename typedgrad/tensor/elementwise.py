"""Functions of one variable as methods, those that people chain, and `clip`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import ShapeError
from typedgrad.rules import elementwise as rules
from typedgrad.rules import selection
from typedgrad.rules.arithmetic import positive
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, operand, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Float, Integer, Numeric
    from typedgrad.shapes import S2, K, L, M, N
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


class Elementwise(TensorBase[DT, S]):
    """Functions of each element."""

    __slots__ = ()

    def exp(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise exponential."""
        return unary(rules.exp, self)

    def expm1(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise `exp(x) - 1`, exact near 0 too."""
        return unary(rules.expm1, self)

    def log(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise natural logarithm."""
        return unary(rules.log, self)

    def log1p(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise `log(1 + x)`, exact near 0 too."""
        return unary(rules.log1p, self)

    def sqrt(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise square root."""
        return unary(rules.sqrt, self)

    def square(self: TensorBase[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise `x * x`."""
        return unary(rules.square, self)

    def abs(self: TensorBase[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise absolute value; its gradient at 0 is 0."""
        return unary(rules.absolute, self)

    def sin(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise sine."""
        return unary(rules.sin, self)

    def cos(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise cosine."""
        return unary(rules.cos, self)

    def tanh(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise hyperbolic tangent."""
        return unary(rules.tanh, self)

    def sigmoid(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise logistic function, `1 / (1 + exp(-x))`."""
        return unary(rules.sigmoid, self)

    def relu(self: TensorBase[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise `max(x, 0)`; its gradient at 0 is 0."""
        return unary(rules.relu, self)

    def sign(self: TensorBase[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise sign: -1, 0 or 1; no gradient."""
        return unary(rules.sign, self)

    def floor(self: TensorBase[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise rounding down; no gradient."""
        return unary(rules.floor, self)

    def ceil(self: TensorBase[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise rounding up; no gradient."""
        return unary(rules.ceil, self)

    def round(self: TensorBase[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise rounding, of a half to the even number; no gradient."""
        return unary(rules.round, self)

    # ----------------------------------------------------------------------------------------------- clip
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
