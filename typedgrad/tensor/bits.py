"""Bits: `& | ^ ~` of booleans and integers, `<< >>` of integers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.rules import comparison as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, scalar, signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Bitwise, Integer, bool_
    from typedgrad.shapes import S2, A, K, L, M, N, One
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
    )
    from typedgrad.tensor.tensor import Tensor


class Bits(TensorBase[DT, S]):
    """Operators on bits, and the logic of booleans. Both operands have one dtype."""

    __slots__ = ()

    # ------------------------------------------------------------------------------ & | ^ ~ of bool and integers
    @overload  # (*L, K, M, N) & what broadcasts into it
    def __and__(
        self: TensorBase[Bitwise, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) & what broadcasts into it
    def __and__(
        self: TensorBase[Bitwise, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, N) & what broadcasts into it
    def __and__(self: TensorBase[Bitwise, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # S & scalar
    def __and__(self: TensorBase[Integer, S2], other: int, /) -> Tensor[DT, S2]: ...
    @overload  # S & scalar
    def __and__(self: TensorBase[bool_, S2], other: bool, /) -> Tensor[DT, S2]: ...
    @overload  # S & S -> S
    def __and__(self: TensorBase[Bitwise, S2], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (A, K, M, N) & what broadcasts into it
    def __and__(
        self: TensorBase[Bitwise, tuple[A, K, M, N]], other: Into4[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (*L, M, 1) & (N,) -> (*L, M, N), and the like
    def __and__(
        self: TensorBase[Bitwise, tuple[*L, M, One]], other: Beside_M1[DT, *L, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, 1) & (1, 1, N) -> (*L, K, M, N), and the like
    def __and__(
        self: TensorBase[Bitwise, tuple[*L, K, M, One]], other: Beside_KM1[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, N) & (1, M, 1) -> (*L, K, M, N), and the like
    def __and__(
        self: TensorBase[Bitwise, tuple[*L, K, One, N]], other: Beside_K1N[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, 1) & (1, M, N) -> (*L, K, M, N), and the like
    def __and__(
        self: TensorBase[Bitwise, tuple[*L, K, One, One]], other: Beside_K11[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (A, 1, M, N) & (K, M, N) -> (A, K, M, N), and the like
    def __and__(
        self: TensorBase[Bitwise, tuple[A, One, M, N]], other: Beside_A1MN[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (A, K, 1, N) & (1, K, M, N) -> (A, K, M, N), and the like
    def __and__(
        self: TensorBase[Bitwise, tuple[A, K, One, N]], other: Beside_AK1N[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    def __and__(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise and, of booleans or of bits, with broadcasting; so are or, `|`, and exclusive or, `^`."""
        return binary(rules.bitwise_and, self, other)

    @signature_of(__and__)
    def __or__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise or, of booleans or of bits, with broadcasting."""
        return binary(rules.bitwise_or, self, other)

    @signature_of(__and__)
    def __xor__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise exclusive or, of booleans or of bits, with broadcasting."""
        return binary(rules.bitwise_xor, self, other)

    @signature_of(__and__)
    def __rand__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise and with a Python scalar on the left."""
        return binary(rules.bitwise_and, scalar("bitwise_and", self._data.dtype, other), self)

    @signature_of(__and__)
    def __ror__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise or with a Python scalar on the left."""
        return binary(rules.bitwise_or, scalar("bitwise_or", self._data.dtype, other), self)

    @signature_of(__and__)
    def __rxor__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise exclusive or with a Python scalar on the left."""
        return binary(rules.bitwise_xor, scalar("bitwise_xor", self._data.dtype, other), self)

    def __invert__(self: TensorBase[Bitwise, S2]) -> Tensor[DT, S2]:
        """Elementwise not, of booleans or of bits."""
        return unary(rules.invert, self)

    # ------------------------------------------------------------------------------------------- << >> of integers
    @overload  # (*L, K, M, N) << what broadcasts into it
    def __lshift__(
        self: TensorBase[Integer, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) << what broadcasts into it
    def __lshift__(
        self: TensorBase[Integer, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, N) << what broadcasts into it
    def __lshift__(self: TensorBase[Integer, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # S << scalar
    def __lshift__(self: TensorBase[Integer, S2], other: int, /) -> Tensor[DT, S2]: ...
    @overload  # S << S -> S
    def __lshift__(self: TensorBase[Integer, S2], other: Tensor[DT, S2], /) -> Tensor[DT, S2]: ...
    @overload  # (A, K, M, N) << what broadcasts into it
    def __lshift__(
        self: TensorBase[Integer, tuple[A, K, M, N]], other: Into4[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (*L, M, 1) << (N,) -> (*L, M, N), and the like
    def __lshift__(
        self: TensorBase[Integer, tuple[*L, M, One]], other: Beside_M1[DT, *L, N], /
    ) -> Tensor[DT, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, 1) << (1, 1, N) -> (*L, K, M, N), and the like
    def __lshift__(
        self: TensorBase[Integer, tuple[*L, K, M, One]], other: Beside_KM1[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, N) << (1, M, 1) -> (*L, K, M, N), and the like
    def __lshift__(
        self: TensorBase[Integer, tuple[*L, K, One, N]], other: Beside_K1N[DT, *L, K, M, N], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, 1) << (1, M, N) -> (*L, K, M, N), and the like
    def __lshift__(
        self: TensorBase[Integer, tuple[*L, K, One, One]], other: Beside_K11[DT, *L, M, N, K], /
    ) -> Tensor[DT, tuple[*L, K, M, N]]: ...
    @overload  # (A, 1, M, N) << (K, M, N) -> (A, K, M, N), and the like
    def __lshift__(
        self: TensorBase[Integer, tuple[A, One, M, N]], other: Beside_A1MN[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    @overload  # (A, K, 1, N) << (1, K, M, N) -> (A, K, M, N), and the like
    def __lshift__(
        self: TensorBase[Integer, tuple[A, K, One, N]], other: Beside_AK1N[DT, K, M, N], /
    ) -> Tensor[DT, tuple[A, K, M, N]]: ...
    def __lshift__(self, other: object, /) -> Tensor[Any, Any]:
        """The bits moved up by `other` places, with broadcasting; or by `>>` down, keeping the sign."""
        return binary(rules.left_shift, self, other)

    @signature_of(__lshift__)
    def __rshift__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """The bits moved down by `other` places, keeping the sign, with broadcasting."""
        return binary(rules.right_shift, self, other)

    @signature_of(__lshift__)
    def __rlshift__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """The bits of a Python int, moved up by each element."""
        return binary(rules.left_shift, scalar("left_shift", self._data.dtype, other), self)

    @signature_of(__lshift__)
    def __rrshift__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """The bits of a Python int, moved down by each element."""
        return binary(rules.right_shift, scalar("right_shift", self._data.dtype, other), self)
