"""Arithmetic: `+ - * // % **` of numbers, `/` of floats, `@`, and the signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.capture import whole
from typedgrad.errors import not_a_tensor
from typedgrad.rules import arithmetic as rules
from typedgrad.rules import elementwise, linalg
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, is_tensor, operand, scalar, signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Float, Integer, Numeric
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import S2, A, B, K, L, M, N, One
    from typedgrad.tensor.broadcasting import (
        Beside_A1MN,
        Beside_AK1N,
        Beside_K1N,
        Beside_K11,
        Beside_KM1,
        Beside_M1,
        Into1,
        Into2,
        Into3,
        Into4,
        Ones_KMN,
    )
    from typedgrad.tensor.tensor import Tensor


class Arithmetic(TensorBase[DT, S]):
    """Operators on numbers. Both operands have one dtype; a Python scalar takes the tensor's."""

    __slots__ = ()

    # -------------------------------------------------------------------------- + - * // % ** of numbers
    @overload  # (*L, K, M, N) + what broadcasts into it
    def __add__(
        self: TensorBase[Numeric, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) + what broadcasts into it
    def __add__(
        self: TensorBase[Numeric, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, N) + what broadcasts into it
    def __add__(self: TensorBase[Numeric, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # S + scalar
    def __add__(self: TensorBase[Float, S2], other: float, /) -> Tensor[DT, S2]: ...
    @overload  # S + scalar
    def __add__(self: TensorBase[Integer, S2], other: int, /) -> Tensor[DT, S2]: ...
    @overload  # S + S -> S
    def __add__(self: TensorBase[Numeric, S2], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (A, K, M, N) + what broadcasts into it
    def __add__(
        self: TensorBase[Numeric, tuple[A, K, M, N]], other: Into4[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (*L, M, 1) + (N,) -> (*L, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[*L, M, One]], other: Beside_M1[DT, *L, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, 1) + (1, 1, N) -> (*L, K, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[*L, K, M, One]], other: Beside_KM1[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, N) + (1, M, 1) -> (*L, K, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[*L, K, One, N]], other: Beside_K1N[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, 1) + (1, M, N) -> (*L, K, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[*L, K, One, One]], other: Beside_K11[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (A, 1, M, N) + (K, M, N) -> (A, K, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[A, One, M, N]], other: Beside_A1MN[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (A, K, 1, N) + (1, K, M, N) -> (A, K, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[A, K, One, N]], other: Beside_AK1N[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (K, M, N) + (1, 1, 1, N) -> (1, K, M, N), and the like
    def __add__(
        self: TensorBase[Numeric, tuple[K, M, N]], other: Ones_KMN[DT, N, M], /
    ) -> Tensor[DT, tuple[One, K, M, N]]: ...
    def __add__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise sum, with broadcasting; so are `-`, `*`, `//`, `%` and `**`."""
        return binary(rules.add, self, operand(rules.add, self, other))

    @signature_of(__add__)
    def __sub__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise difference, with broadcasting."""
        return binary(rules.subtract, self, operand(rules.subtract, self, other))

    @signature_of(__add__)
    def __mul__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise product, with broadcasting."""
        return binary(rules.multiply, self, operand(rules.multiply, self, other))

    @signature_of(__add__)
    def __floordiv__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise quotient rounded down, with broadcasting. See `typedgrad.floor_divide`."""
        return binary(rules.floor_divide, self, operand(rules.floor_divide, self, other))

    @signature_of(__add__)
    def __mod__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise remainder, of the divisor's sign, with broadcasting. See `typedgrad.remainder`."""
        return binary(rules.remainder, self, operand(rules.remainder, self, other))

    @signature_of(__add__)
    def __pow__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise power, with broadcasting. See `typedgrad.power`."""
        return raised(self, operand(rules.power, self, other))

    # The reflected operators have the same signature: what broadcasts into the right operand is found there.
    @signature_of(__add__)
    def __radd__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise sum with a Python scalar on the left."""
        return binary(rules.add, scalar("add", self._data.dtype, other), self)

    @signature_of(__add__)
    def __rsub__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise difference from a Python scalar."""
        return binary(rules.subtract, scalar("subtract", self._data.dtype, other), self)

    @signature_of(__add__)
    def __rmul__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise product with a Python scalar on the left."""
        return binary(rules.multiply, scalar("multiply", self._data.dtype, other), self)

    @signature_of(__add__)
    def __rfloordiv__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise quotient of a Python scalar, rounded down."""
        return binary(rules.floor_divide, scalar("floor_divide", self._data.dtype, other), self)

    @signature_of(__add__)
    def __rmod__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise remainder of a Python scalar."""
        return binary(rules.remainder, scalar("remainder", self._data.dtype, other), self)

    @signature_of(__add__)
    def __rpow__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """A Python scalar to the power of each element."""
        return raised(scalar("power", self._data.dtype, other), self)

    # ------------------------------------------------------------------------------------------ / of floats
    @overload  # (*L, K, M, N) / what broadcasts into it
    def __truediv__(
        self: TensorBase[Float, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) / what broadcasts into it
    def __truediv__(
        self: TensorBase[Float, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, N) / what broadcasts into it
    def __truediv__(self: TensorBase[Float, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # S / scalar
    def __truediv__(self: TensorBase[Float, S2], other: float, /) -> Tensor[DT, S2]: ...
    @overload  # S / S -> S
    def __truediv__(self: TensorBase[Float, S2], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (A, K, M, N) / what broadcasts into it
    def __truediv__(
        self: TensorBase[Float, tuple[A, K, M, N]], other: Into4[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (*L, M, 1) / (N,) -> (*L, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[*L, M, One]], other: Beside_M1[DT, *L, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, 1) / (1, 1, N) -> (*L, K, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[*L, K, M, One]], other: Beside_KM1[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, N) / (1, M, 1) -> (*L, K, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[*L, K, One, N]], other: Beside_K1N[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, 1) / (1, M, N) -> (*L, K, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[*L, K, One, One]], other: Beside_K11[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (A, 1, M, N) / (K, M, N) -> (A, K, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[A, One, M, N]], other: Beside_A1MN[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (A, K, 1, N) / (1, K, M, N) -> (A, K, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[A, K, One, N]], other: Beside_AK1N[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (K, M, N) / (1, 1, 1, N) -> (1, K, M, N), and the like
    def __truediv__(
        self: TensorBase[Float, tuple[K, M, N]], other: Ones_KMN[DT, N, M], /
    ) -> Tensor[DT, tuple[One, K, M, N]]: ...
    def __truediv__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise quotient, with broadcasting; floats only."""
        return binary(rules.divide, self, operand(rules.divide, self, other))

    @signature_of(__truediv__)
    def __rtruediv__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise quotient of a Python scalar."""
        return binary(rules.divide, scalar("divide", self._data.dtype, other), self)

    # ----------------------------------------------------------------------------------------------- @
    @overload  # (*L, K) @ (K,) -> (*L,)
    def __matmul__(
        self: TensorBase[Numeric, tuple[*L, K]], other: Tensor[DT, tuple[K]], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, K) @ (K, N) -> (*L, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[*L, K]], other: Tensor[DT, tuple[K, N]], /
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (A, *L, M, K) @ (A, *L, K, N) or (1, K, N) -> (A, *L, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[A, *L, M, K]],
        other: Tensor[DT, tuple[A, *L, K, N]] | Tensor[DT, tuple[One, K, N]],
        /,
    ) -> Tensor[DT, tuple[A, *L, M, N]]: ...
    @overload  # (A, B, M, K) @ (B, K, N) or the like -> (A, B, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[A, B, M, K]],
        other: Tensor[DT, tuple[B, K, N]]
        | Tensor[DT, tuple[One, B, K, N]]
        | Tensor[DT, tuple[A, One, K, N]]
        | Tensor[DT, tuple[One, One, K, N]],
        /,
    ) -> Tensor[DT, tuple[A, B, M, N]]: ...
    @overload  # (A, 1, M, K) @ (B, K, N) or the like -> (A, B, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[A, One, M, K]],
        other: Tensor[DT, tuple[B, K, N]] | Tensor[DT, tuple[One, B, K, N]] | Tensor[DT, tuple[A, B, K, N]],
        /,
    ) -> Tensor[DT, tuple[A, B, M, N]]: ...
    @overload  # (1, B, M, K) @ (A, 1, K, N) or the like -> (A, B, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[One, B, M, K]],
        other: Tensor[DT, tuple[A, B, K, N]] | Tensor[DT, tuple[A, One, K, N]],
        /,
    ) -> Tensor[DT, tuple[A, B, M, N]]: ...
    @overload  # (1, 1, M, K) @ (A, B, K, N) -> (A, B, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[One, One, M, K]], other: Tensor[DT, tuple[A, B, K, N]], /
    ) -> Tensor[DT, tuple[A, B, M, N]]: ...
    @overload  # (B, M, K) @ (A, 1, K, N) or the like -> (A, B, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[B, M, K]],
        other: Tensor[DT, tuple[A, B, K, N]] | Tensor[DT, tuple[A, One, K, N]],
        /,
    ) -> Tensor[DT, tuple[A, B, M, N]]: ...
    @overload  # (K,) @ (A, *L, K, N) -> (A, *L, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[K]], other: Tensor[DT, tuple[A, *L, K, N]], /
    ) -> Tensor[DT, tuple[A, *L, N]]: ...
    @overload  # (M, K) @ (A, *L, K, N) -> (A, *L, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[M, K]], other: Tensor[DT, tuple[A, *L, K, N]], /
    ) -> Tensor[DT, tuple[A, *L, M, N]]: ...
    @overload  # (1, M, K) @ (A, *L, K, N) -> (A, *L, M, N)
    def __matmul__(
        self: TensorBase[Numeric, tuple[One, M, K]], other: Tensor[DT, tuple[A, *L, K, N]], /
    ) -> Tensor[DT, tuple[A, *L, M, N]]: ...
    def __matmul__(self, other: object, /) -> Tensor[Any, Any]:
        """Matrix product over the last axis and the second-last, leading axes broadcast; vectors as in NumPy."""
        if not is_tensor(other):
            raise not_a_tensor("matmul", other)
        return binary(linalg.matmul, self, operand(linalg.matmul, self, other))

    # ------------------------------------------------------------------------------------------- one operand
    def __neg__(self: TensorBase[Numeric, S]) -> Tensor[DT, S]:
        """Elementwise negation."""
        return unary(rules.negative, self)

    def __pos__(self: TensorBase[Numeric, S]) -> Tensor[DT, S]:
        """The same elements."""
        return unary(rules.positive, self)

    def __abs__(self: TensorBase[Numeric, S]) -> Tensor[DT, S]:
        """Elementwise absolute value; its gradient at 0 is 0."""
        return unary(elementwise.absolute, self)


def raised(base: TensorBase[Any, Any], exponent: TensorBase[Any, Any]) -> Tensor[Any, Any]:
    """`base ** exponent`.

    Raises:
        ValueError: integers with a negative exponent.
    """
    if exponent._data.dtype.kind == "i":
        whole(_check_exponents, exponent._data)
    return binary(rules.power, base, exponent)


def _check_exponents(data: NDArray) -> None:
    if (data < 0).any():
        raise ValueError(f"power: {data.dtype} with the negative exponent {data.min()}; convert it with astype")
