"""Comparisons: `< <= > >=` of numbers, `== !=` of every dtype."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.rules import comparison as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, signature_of

if TYPE_CHECKING:
    from typedgrad.dtypes import DType, Float, Integer, Numeric, bool_
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
        Ones_KMN,
    )
    from typedgrad.tensor.tensor import Tensor


# `==` with anything else is left to Python, which answers False, as the types say.
_COMPARABLE: tuple[type[object], ...] = (TensorBase, float, int, np.ndarray, np.generic)


class Comparison(TensorBase[DT, S]):
    """Elementwise comparisons, which give `bool_`. Both operands have one dtype."""

    __slots__ = ()

    # ------------------------------------------------------------------------------------ < <= > >= of numbers
    @overload  # (*L, K, M, N) < what broadcasts into it
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) < what broadcasts into it
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (*L, N) < what broadcasts into it
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, N]], other: Into1[DT, *L, N], /
    ) -> Tensor[bool_, tuple[*L, N]]: ...
    @overload  # S < scalar
    def _ordered(self: TensorBase[Float, S2], other: float, /) -> Tensor[bool_, S2]: ...
    @overload  # S < scalar
    def _ordered(self: TensorBase[Integer, S2], other: int, /) -> Tensor[bool_, S2]: ...
    @overload  # S < S -> S
    def _ordered(self: TensorBase[Numeric, S2], other: Tensor[DT, S2], /) -> Tensor[bool_, S2]: ...
    @overload  # (A, K, M, N) < what broadcasts into it
    def _ordered(
        self: TensorBase[Numeric, tuple[A, K, M, N]], other: Into4[DT, K, M, N], /
    ) -> Tensor[bool_, tuple[A, K, M, N]]: ...
    @overload  # (*L, M, 1) < (N,) -> (*L, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, M, One]], other: Beside_M1[DT, *L, N], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, 1) < (1, 1, N) -> (*L, K, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, K, M, One]], other: Beside_KM1[DT, *L, M, N, K], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, N) < (1, M, 1) -> (*L, K, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, K, One, N]], other: Beside_K1N[DT, *L, K, M, N], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, 1) < (1, M, N) -> (*L, K, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[*L, K, One, One]], other: Beside_K11[DT, *L, M, N, K], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (A, 1, M, N) < (K, M, N) -> (A, K, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[A, One, M, N]], other: Beside_A1MN[DT, K, M, N], /
    ) -> Tensor[bool_, tuple[A, K, M, N]]: ...
    @overload  # (A, K, 1, N) < (1, K, M, N) -> (A, K, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[A, K, One, N]], other: Beside_AK1N[DT, K, M, N], /
    ) -> Tensor[bool_, tuple[A, K, M, N]]: ...
    @overload  # (K, M, N) < (1, 1, 1, N) -> (1, K, M, N), and the like
    def _ordered(
        self: TensorBase[Numeric, tuple[K, M, N]], other: Ones_KMN[DT, N, M], /
    ) -> Tensor[bool_, tuple[One, K, M, N]]: ...
    def _ordered(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise `<`, `<=`, `>`, `>=`, with broadcasting."""
        raise NotImplementedError

    @signature_of(_ordered)
    def __lt__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `<`, with broadcasting."""
        return binary(rules.less, self, other)

    @signature_of(_ordered)
    def __le__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `<=`, with broadcasting."""
        return binary(rules.less_equal, self, other)

    @signature_of(_ordered)
    def __gt__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `>`, with broadcasting."""
        return binary(rules.greater, self, other)

    @signature_of(_ordered)
    def __ge__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:
        """Elementwise `>=`, with broadcasting."""
        return binary(rules.greater_equal, self, other)

    # --------------------------------------------------------------------------------------- == != of any dtype
    @overload  # (*L, K, M, N) == what broadcasts into it
    def _equated(
        self: TensorBase[DType, tuple[*L, K, M, N]], other: Into3[DT, *L, K, M, N], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, M, N) == what broadcasts into it
    def _equated(
        self: TensorBase[DType, tuple[*L, M, N]], other: Into2[DT, *L, M, N], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (*L, N) == what broadcasts into it
    def _equated(self: TensorBase[DType, tuple[*L, N]], other: Into1[DT, *L, N], /) -> Tensor[bool_, tuple[*L, N]]: ...
    @overload  # S == scalar
    def _equated(self: TensorBase[Float, S2], other: float, /) -> Tensor[bool_, S2]: ...
    @overload  # S == scalar
    def _equated(self: TensorBase[Integer, S2], other: int, /) -> Tensor[bool_, S2]: ...
    @overload  # S == scalar
    def _equated(self: TensorBase[bool_, S2], other: bool, /) -> Tensor[bool_, S2]: ...
    @overload  # S == S -> S
    def _equated(self: TensorBase[DType, S2], other: Tensor[DT, S2], /) -> Tensor[bool_, S2]: ...
    @overload  # (A, K, M, N) == what broadcasts into it
    def _equated(
        self: TensorBase[DType, tuple[A, K, M, N]], other: Into4[DT, K, M, N], /
    ) -> Tensor[bool_, tuple[A, K, M, N]]: ...
    @overload  # (*L, M, 1) == (N,) -> (*L, M, N), and the like
    def _equated(
        self: TensorBase[DType, tuple[*L, M, One]], other: Beside_M1[DT, *L, N], /
    ) -> Tensor[bool_, tuple[*L, M, N]]: ...
    @overload  # (*L, K, M, 1) == (1, 1, N) -> (*L, K, M, N), and the like
    def _equated(
        self: TensorBase[DType, tuple[*L, K, M, One]], other: Beside_KM1[DT, *L, M, N, K], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, N) == (1, M, 1) -> (*L, K, M, N), and the like
    def _equated(
        self: TensorBase[DType, tuple[*L, K, One, N]], other: Beside_K1N[DT, *L, K, M, N], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (*L, K, 1, 1) == (1, M, N) -> (*L, K, M, N), and the like
    def _equated(
        self: TensorBase[DType, tuple[*L, K, One, One]], other: Beside_K11[DT, *L, M, N, K], /
    ) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
    @overload  # (A, 1, M, N) == (K, M, N) -> (A, K, M, N), and the like
    def _equated(
        self: TensorBase[DType, tuple[A, One, M, N]], other: Beside_A1MN[DT, K, M, N], /
    ) -> Tensor[bool_, tuple[A, K, M, N]]: ...
    @overload  # (A, K, 1, N) == (1, K, M, N) -> (A, K, M, N), and the like
    def _equated(
        self: TensorBase[DType, tuple[A, K, One, N]], other: Beside_AK1N[DT, K, M, N], /
    ) -> Tensor[bool_, tuple[A, K, M, N]]: ...
    def _equated(self, other: object, /) -> Tensor[Any, Any]:
        """Elementwise `==`, `!=`, with broadcasting."""
        raise NotImplementedError

    @signature_of(_equated)
    def __eq__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:  # type: ignore[override]  # elementwise, where object's gives one bool
        """Elementwise `==`, with broadcasting."""
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        return binary(rules.equal, self, other)

    @signature_of(_equated)
    def __ne__(self: TensorBase[Any, Any], other: object, /) -> Tensor[Any, Any]:  # type: ignore[override]  # as __eq__
        """Elementwise `!=`, with broadcasting."""
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        return binary(rules.not_equal, self, other)

    def __hash__(self) -> int:
        """By identity: a tensor's elements are not asked."""
        return id(self)
