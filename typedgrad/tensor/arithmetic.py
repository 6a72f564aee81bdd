"""Arithmetic: `+ - *` of numbers, `/ **` of floats, `@`, and negation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import DTypeError
from typedgrad.rules import linalg
from typedgrad.rules import elementwise as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, is_tensor, operand, scalar, signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Float, Integer, Numeric
    from typedgrad.shapes import A, K, L, M, N, One, S2
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


class Arithmetic(TensorBase[DT, S]):
    """Operators on numbers. Both operands have one dtype; a Python scalar takes the tensor's."""

    __slots__ = ()

    # ----------------------------------------------------------------------------------- + - * of numbers
    @overload  # S + scalar
    def __add__(self: Arithmetic[Float, S], other: float, /) -> Tensor[DT, S]: ...
    @overload  # S + scalar
    def __add__(self: Arithmetic[Integer, S], other: int, /) -> Tensor[DT, S]: ...
    @overload  # () + S -> S
    def __add__(self: Arithmetic[Numeric, tuple[()]], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (*L, N) + what broadcasts into it
    def __add__(self: Arithmetic[Numeric, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (*L, M, N) + what broadcasts into it
    def __add__(
        self: Arithmetic[Numeric, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, N) + what broadcasts into it
    def __add__(
        self: Arithmetic[Numeric, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (N,) + (*L, M, N) -> (*L, M, N)
    def __add__(
        self: Arithmetic[Numeric, tuple[N]], other: Tensor[DT, tuple[*L, M, N]], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (M, N) + (*L, K, M, N) -> (*L, K, M, N)
    def __add__(
        self: Arithmetic[Numeric, tuple[M, N]], other: Tensor[DT, tuple[*L, K, M, N]], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, 1) + (*L, N) -> (*L, N)
    def __add__(
        self: Arithmetic[Numeric, tuple[*L, One]], other: Tensor[DT, tuple[*L, N]], /
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (1, *L) + (M, *L) -> (M, *L)
    def __add__(
        self: Arithmetic[Numeric, tuple[One, *L]], other: Tensor[DT, tuple[M, *L]], /
    ) -> Tensor[DT, tuple[M, *L]]: ...
    @overload  # (A, 1, *L) + (A, M, *L) -> (A, M, *L)
    def __add__(
        self: Arithmetic[Numeric, tuple[A, One, *L]], other: Tensor[DT, tuple[A, M, *L]], /
    ) -> Tensor[DT, tuple[A, M, *L]]: ...
    @overload  # (M, 1) + (1, N) or (N,) -> (M, N)
    def __add__(
        self: Arithmetic[Numeric, tuple[M, One]], other: Tensor[DT, tuple[One, N]] | Tensor[DT, tuple[N]], /
    ) -> Tensor[DT, tuple[M, N]]: ...
    @overload  # (1, N) + (M, 1) -> (M, N)
    def __add__(
        self: Arithmetic[Numeric, tuple[One, N]], other: Tensor[DT, tuple[M, One]], /
    ) -> Tensor[DT, tuple[M, N]]: ...
    def __add__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise sum, with broadcasting."""
        return binary(rules.add, self, operand(rules.add, self, other))

    @signature_of(__add__)
    def __sub__(self: Arithmetic[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise difference, with broadcasting."""
        return binary(rules.subtract, self, operand(rules.subtract, self, other))

    @signature_of(__add__)
    def __mul__(self: Arithmetic[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise product, with broadcasting."""
        return binary(rules.multiply, self, operand(rules.multiply, self, other))

    @overload  # scalar + S
    def __radd__(self: Arithmetic[Float, S], other: float, /) -> Tensor[DT, S]: ...
    @overload  # scalar + S
    def __radd__(self: Arithmetic[Integer, S], other: int, /) -> Tensor[DT, S]: ...
    def __radd__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise sum with a Python scalar on the left."""
        return binary(rules.add, scalar("add", self._data.dtype, other), self)

    @signature_of(__radd__)
    def __rsub__(self: Arithmetic[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise difference from a Python scalar."""
        return binary(rules.subtract, scalar("subtract", self._data.dtype, other), self)

    @signature_of(__radd__)
    def __rmul__(self: Arithmetic[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise product with a Python scalar on the left."""
        return binary(rules.multiply, scalar("multiply", self._data.dtype, other), self)

    # --------------------------------------------------------------------------------------- / ** of floats
    @overload  # S / scalar
    def __truediv__(self: Arithmetic[Float, S], other: float, /) -> Tensor[DT, S]: ...
    @overload  # () / S -> S
    def __truediv__(self: Arithmetic[Float, tuple[()]], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (*L, N) / what broadcasts into it
    def __truediv__(self: Arithmetic[Float, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (*L, M, N) / what broadcasts into it
    def __truediv__(
        self: Arithmetic[Float, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, N) / what broadcasts into it
    def __truediv__(
        self: Arithmetic[Float, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (N,) / (*L, M, N) -> (*L, M, N)
    def __truediv__(
        self: Arithmetic[Float, tuple[N]], other: Tensor[DT, tuple[*L, M, N]], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (M, N) / (*L, K, M, N) -> (*L, K, M, N)
    def __truediv__(
        self: Arithmetic[Float, tuple[M, N]], other: Tensor[DT, tuple[*L, K, M, N]], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, 1) / (*L, N) -> (*L, N)
    def __truediv__(
        self: Arithmetic[Float, tuple[*L, One]], other: Tensor[DT, tuple[*L, N]], /
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (1, *L) / (M, *L) -> (M, *L)
    def __truediv__(
        self: Arithmetic[Float, tuple[One, *L]], other: Tensor[DT, tuple[M, *L]], /
    ) -> Tensor[DT, tuple[M, *L]]: ...
    @overload  # (A, 1, *L) / (A, M, *L) -> (A, M, *L)
    def __truediv__(
        self: Arithmetic[Float, tuple[A, One, *L]], other: Tensor[DT, tuple[A, M, *L]], /
    ) -> Tensor[DT, tuple[A, M, *L]]: ...
    @overload  # (M, 1) / (1, N) or (N,) -> (M, N)
    def __truediv__(
        self: Arithmetic[Float, tuple[M, One]], other: Tensor[DT, tuple[One, N]] | Tensor[DT, tuple[N]], /
    ) -> Tensor[DT, tuple[M, N]]: ...
    @overload  # (1, N) / (M, 1) -> (M, N)
    def __truediv__(
        self: Arithmetic[Float, tuple[One, N]], other: Tensor[DT, tuple[M, One]], /
    ) -> Tensor[DT, tuple[M, N]]: ...
    def __truediv__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise quotient, with broadcasting; floats only."""
        return binary(rules.divide, self, operand(rules.divide, self, other))

    @signature_of(__truediv__)
    def __pow__(self: Arithmetic[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise power, with broadcasting; floats only. The gradient of `x ** 0` is 0, at `x = 0` too."""
        return binary(rules.power, self, operand(rules.power, self, other))

    def __rtruediv__(self: Arithmetic[Float, S], other: float, /) -> Tensor[DT, S]:
        """Elementwise quotient of a Python scalar."""
        return binary(rules.divide, scalar("divide", self._data.dtype, other), self)

    def __rpow__(self: Arithmetic[Float, S], other: float, /) -> Tensor[DT, S]:
        """A Python scalar to the power of each element."""
        return binary(rules.power, scalar("power", self._data.dtype, other), self)

    # ----------------------------------------------------------------------------------------------- @
    @overload  # (*L, K) @ (K,) -> (*L,)
    def __matmul__(
        self: Arithmetic[Numeric, tuple[*L, K]], other: Tensor[DT, tuple[K]], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (*L, K) @ (K, N) -> (*L, N)
    def __matmul__(
        self: Arithmetic[Numeric, tuple[*L, K]], other: Tensor[DT, tuple[K, N]], /
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (A, *L, M, K) @ (A, *L, K, N) or (1, K, N) -> (A, *L, M, N)
    def __matmul__(
        self: Arithmetic[Numeric, tuple[A, *L, M, K]],
        other: Tensor[DT, tuple[A, *L, K, N]] | Tensor[DT, tuple[One, K, N]],
        /,
    ) -> Tensor[DT, tuple[A, *L, M, N]]: ...
    @overload  # (K,) @ (A, *L, K, N) -> (A, *L, N)
    def __matmul__(
        self: Arithmetic[Numeric, tuple[K]], other: Tensor[DT, tuple[A, *L, K, N]], /
    ) -> Tensor[DT, tuple[A, *L, N]]: ...
    @overload  # (M, K) @ (A, *L, K, N) -> (A, *L, M, N)
    def __matmul__(
        self: Arithmetic[Numeric, tuple[M, K]], other: Tensor[DT, tuple[A, *L, K, N]], /
    ) -> Tensor[DT, tuple[A, *L, M, N]]: ...
    @overload  # (1, M, K) @ (A, *L, K, N) -> (A, *L, M, N)
    def __matmul__(
        self: Arithmetic[Numeric, tuple[One, M, K]], other: Tensor[DT, tuple[A, *L, K, N]], /
    ) -> Tensor[DT, tuple[A, *L, M, N]]: ...
    def __matmul__(self, other: object, /) -> Tensor[Any, Any]:
        """Matrix product over the last axis and the second-last, leading axes broadcast; vectors as in NumPy."""
        if not is_tensor(other):
            raise DTypeError(f"matmul: a tensor with {other!r} of type {type(other).__name__}")
        return binary(linalg.matmul, self, operand(linalg.matmul, self, other))

    # ------------------------------------------------------------------------------------------- one operand
    def __neg__(self: Arithmetic[Numeric, S]) -> Tensor[DT, S]:
        """Elementwise negation."""
        return unary(rules.negative, self)

    def __abs__(self: Arithmetic[Numeric, S]) -> Tensor[DT, S]:
        """Elementwise absolute value; its gradient at 0 is 0."""
        return unary(rules.absolute, self)
