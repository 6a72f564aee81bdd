"""Comparisons: `< <= > >=` of numbers, `== !=` of every dtype, and the logic of their results, `& | ^ ~`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.rules import elementwise as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, operand, scalar, signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Bitwise, DType, Float, Integer, Numeric, bool_
    from typedgrad.shapes import S2, A, K, L, M, N, One
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


# `==` with anything else is left to Python, which answers False, as the types say.
_COMPARABLE: tuple[type[object], ...] = (TensorBase, float, int, np.ndarray)


class Comparison(TensorBase[DT, S]):
    """Elementwise comparisons, which give `bool_`, and logic. Both operands have one dtype."""

    __slots__ = ()

    # ------------------------------------------------------------------------------------ < <= > >= of numbers
    @overload  # S < scalar
    def _ordered(self: Comparison[Float, S2], other: float, /) -> Tensor[bool_, S2]: ...
    @overload  # S < scalar
    def _ordered(self: Comparison[Integer, S2], other: int, /) -> Tensor[bool_, S2]: ...
    @overload  # () < S -> S
    def _ordered(self: Comparison[Numeric, tuple[()]], other: Tensor[DT, S2], /) -> Tensor[bool_, S2]: ...
    @overload  # (*L, N) < what broadcasts into it
    def _ordered(
        self: Comparison[Numeric, tuple[*L, N]], other: Into1[DT, *L, N], /
    ) -> Tensor[bool_, tuple[*L, N]]: ...
    @overload  # (*L, M, N) < what broadcasts into it
    def _ordered(
        self: Comparison[Numeric, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, N) < what broadcasts into it
    def _ordered(
        self: Comparison[Numeric, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (N,) < (*L, M, N) -> (*L, M, N)
    def _ordered(
        self: Comparison[Numeric, tuple[N]], other: Tensor[DT, tuple[*L, M, N]], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (M, N) < (*L, K, M, N) -> (*L, K, M, N)
    def _ordered(
        self: Comparison[Numeric, tuple[M, N]], other: Tensor[DT, tuple[*L, K, M, N]], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, 1) < (*L, N) -> (*L, N)
    def _ordered(
        self: Comparison[Numeric, tuple[*L, One]], other: Tensor[DT, tuple[*L, N]], /
    ) -> Tensor[bool_, tuple[*L, N]]: ...
    @overload  # (1, *L) < (M, *L) -> (M, *L)
    def _ordered(
        self: Comparison[Numeric, tuple[One, *L]], other: Tensor[DT, tuple[M, *L]], /
    ) -> Tensor[bool_, tuple[M, *L]]: ...
    @overload  # (A, 1, *L) < (A, M, *L) -> (A, M, *L)
    def _ordered(
        self: Comparison[Numeric, tuple[A, One, *L]], other: Tensor[DT, tuple[A, M, *L]], /
    ) -> Tensor[bool_, tuple[A, M, *L]]: ...
    @overload  # (M, 1) < (1, N) or (N,) -> (M, N)
    def _ordered(
        self: Comparison[Numeric, tuple[M, One]], other: Tensor[DT, tuple[One, N]] | Tensor[DT, tuple[N]], /
    ) -> Tensor[bool_, tuple[M, N]]: ...
    @overload  # (1, N) < (M, 1) -> (M, N)
    def _ordered(
        self: Comparison[Numeric, tuple[One, N]], other: Tensor[DT, tuple[M, One]], /
    ) -> Tensor[bool_, tuple[M, N]]: ...
    def _ordered(self, other: object, /) -> Tensor[Any, Any]:
        """The signature of the four orderings."""
        raise NotImplementedError

    @signature_of(_ordered)
    def __lt__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `<`, with broadcasting."""
        return binary(rules.less, self, operand(rules.less, self, other))

    @signature_of(_ordered)
    def __le__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `<=`, with broadcasting."""
        return binary(rules.less_equal, self, operand(rules.less_equal, self, other))

    @signature_of(_ordered)
    def __gt__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `>`, with broadcasting."""
        return binary(rules.greater, self, operand(rules.greater, self, other))

    @signature_of(_ordered)
    def __ge__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `>=`, with broadcasting."""
        return binary(rules.greater_equal, self, operand(rules.greater_equal, self, other))

    # --------------------------------------------------------------------------------------- == != of any dtype
    @overload  # S == scalar
    def _equated(self: Comparison[Float, S2], other: float, /) -> Tensor[bool_, S2]: ...
    @overload  # S == scalar
    def _equated(self: Comparison[Integer, S2], other: int, /) -> Tensor[bool_, S2]: ...
    @overload  # S == scalar
    def _equated(self: Comparison[bool_, S2], other: bool, /) -> Tensor[bool_, S2]: ...
    @overload  # () == S -> S
    def _equated(self: Comparison[DType, tuple[()]], other: Tensor[DT, S2], /) -> Tensor[bool_, S2]: ...
    @overload  # (*L, N) == what broadcasts into it
    def _equated(self: Comparison[DType, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[bool_, tuple[*L, N]]: ...
    @overload  # (*L, M, N) == what broadcasts into it
    def _equated(
        self: Comparison[DType, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, N) == what broadcasts into it
    def _equated(
        self: Comparison[DType, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (N,) == (*L, M, N) -> (*L, M, N)
    def _equated(
        self: Comparison[DType, tuple[N]], other: Tensor[DT, tuple[*L, M, N]], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (M, N) == (*L, K, M, N) -> (*L, K, M, N)
    def _equated(
        self: Comparison[DType, tuple[M, N]], other: Tensor[DT, tuple[*L, K, M, N]], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, 1) == (*L, N) -> (*L, N)
    def _equated(
        self: Comparison[DType, tuple[*L, One]], other: Tensor[DT, tuple[*L, N]], /
    ) -> Tensor[bool_, tuple[*L, N]]: ...
    @overload  # (1, *L) == (M, *L) -> (M, *L)
    def _equated(
        self: Comparison[DType, tuple[One, *L]], other: Tensor[DT, tuple[M, *L]], /
    ) -> Tensor[bool_, tuple[M, *L]]: ...
    @overload  # (A, 1, *L) == (A, M, *L) -> (A, M, *L)
    def _equated(
        self: Comparison[DType, tuple[A, One, *L]], other: Tensor[DT, tuple[A, M, *L]], /
    ) -> Tensor[bool_, tuple[A, M, *L]]: ...
    @overload  # (M, 1) == (1, N) or (N,) -> (M, N)
    def _equated(
        self: Comparison[DType, tuple[M, One]], other: Tensor[DT, tuple[One, N]] | Tensor[DT, tuple[N]], /
    ) -> Tensor[bool_, tuple[M, N]]: ...
    @overload  # (1, N) == (M, 1) -> (M, N)
    def _equated(
        self: Comparison[DType, tuple[One, N]], other: Tensor[DT, tuple[M, One]], /
    ) -> Tensor[bool_, tuple[M, N]]: ...
    def _equated(self, other: object, /) -> Tensor[Any, Any]:
        """The signature of `==` and `!=`."""
        raise NotImplementedError

    @signature_of(_equated)
    def __eq__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:  # type: ignore[override]  # elementwise, where object's gives one bool
        """Elementwise `==`, with broadcasting."""
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        return binary(rules.equal, self, operand(rules.equal, self, other))

    @signature_of(_equated)
    def __ne__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:  # type: ignore[override]  # as __eq__
        """Elementwise `!=`, with broadcasting."""
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        return binary(rules.not_equal, self, operand(rules.not_equal, self, other))

    __hash__ = object.__hash__  # by identity, as a tensor's elements are not asked

    # ------------------------------------------------------------------------------ & | ^ ~ of bool and integers
    @overload  # S & scalar
    def __and__(self: Comparison[Integer, S2], other: int, /) -> Tensor[DT, S2]: ...
    @overload  # S & scalar
    def __and__(self: Comparison[bool_, S2], other: bool, /) -> Tensor[DT, S2]: ...
    @overload  # () & S -> S
    def __and__(self: Comparison[Bitwise, tuple[()]], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (*L, N) & what broadcasts into it
    def __and__(self: Comparison[Bitwise, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (*L, M, N) & what broadcasts into it
    def __and__(
        self: Comparison[Bitwise, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, N) & what broadcasts into it
    def __and__(
        self: Comparison[Bitwise, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (N,) & (*L, M, N) -> (*L, M, N)
    def __and__(
        self: Comparison[Bitwise, tuple[N]], other: Tensor[DT, tuple[*L, M, N]], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (M, N) & (*L, K, M, N) -> (*L, K, M, N)
    def __and__(
        self: Comparison[Bitwise, tuple[M, N]], other: Tensor[DT, tuple[*L, K, M, N]], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, 1) & (*L, N) -> (*L, N)
    def __and__(
        self: Comparison[Bitwise, tuple[*L, One]], other: Tensor[DT, tuple[*L, N]], /
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # (1, *L) & (M, *L) -> (M, *L)
    def __and__(
        self: Comparison[Bitwise, tuple[One, *L]], other: Tensor[DT, tuple[M, *L]], /
    ) -> Tensor[DT, tuple[M, *L]]: ...
    @overload  # (A, 1, *L) & (A, M, *L) -> (A, M, *L)
    def __and__(
        self: Comparison[Bitwise, tuple[A, One, *L]], other: Tensor[DT, tuple[A, M, *L]], /
    ) -> Tensor[DT, tuple[A, M, *L]]: ...
    @overload  # (M, 1) & (1, N) or (N,) -> (M, N)
    def __and__(
        self: Comparison[Bitwise, tuple[M, One]], other: Tensor[DT, tuple[One, N]] | Tensor[DT, tuple[N]], /
    ) -> Tensor[DT, tuple[M, N]]: ...
    @overload  # (1, N) & (M, 1) -> (M, N)
    def __and__(
        self: Comparison[Bitwise, tuple[One, N]], other: Tensor[DT, tuple[M, One]], /
    ) -> Tensor[DT, tuple[M, N]]: ...
    def __and__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise and, of booleans or of bits, with broadcasting."""
        return binary(rules.bitwise_and, self, operand(rules.bitwise_and, self, other))

    @signature_of(__and__)
    def __or__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise or, of booleans or of bits, with broadcasting."""
        return binary(rules.bitwise_or, self, operand(rules.bitwise_or, self, other))

    @signature_of(__and__)
    def __xor__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise exclusive or, of booleans or of bits, with broadcasting."""
        return binary(rules.bitwise_xor, self, operand(rules.bitwise_xor, self, other))

    @overload  # scalar & S
    def __rand__(self: Comparison[Integer, S2], other: int, /) -> Tensor[DT, S2]: ...
    @overload  # scalar & S
    def __rand__(self: Comparison[bool_, S2], other: bool, /) -> Tensor[DT, S2]: ...
    def __rand__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise and with a Python scalar on the left."""
        return binary(rules.bitwise_and, scalar("bitwise_and", self._data.dtype, other), self)

    @signature_of(__rand__)
    def __ror__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise or with a Python scalar on the left."""
        return binary(rules.bitwise_or, scalar("bitwise_or", self._data.dtype, other), self)

    @signature_of(__rand__)
    def __rxor__(self: Comparison[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise exclusive or with a Python scalar on the left."""
        return binary(rules.bitwise_xor, scalar("bitwise_xor", self._data.dtype, other), self)

    def __invert__(self: Comparison[Bitwise, S2]) -> Tensor[DT, S2]:
        """Elementwise not, of booleans or of bits."""
        return unary(rules.invert, self)
