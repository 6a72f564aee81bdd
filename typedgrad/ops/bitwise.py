"""Bits of two tensors, elementwise. The operators `& | ^ << >>` do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.ops.pairwise import pairwise
from typedgrad.rules import comparison as rules
from typedgrad.tensor.base import signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import bool_
    from typedgrad.ops.broadcasting import (
        Beside_1KMN,
        BesideColumn,
        BesideColumns,
        BesideCube,
        BesideRow,
        Lone,
        MatrixOrCube,
        MatrixOrOnes,
        OneOne,
        Row,
        TwoOnes,
    )
    from typedgrad.shapes import A, Bit, BitwiseDT, IntegerDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _bits_of_two(x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /) -> Tensor[IntegerDT, S]: ...
@overload  # S with S or a scalar
def _bits_of_two(x1: Tensor[bool_, S], x2: Tensor[bool_, S] | bool, /) -> Tensor[bool_, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[*L, K, M, N]], x2: Into3[BitwiseDT, *L, K, M, N], /
) -> Tensor[BitwiseDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[*L, M, N]], x2: Into2[BitwiseDT, *L, M, N], /
) -> Tensor[BitwiseDT, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[*L, N]], x2: Into1[BitwiseDT, *L, N], /
) -> Tensor[BitwiseDT, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[A, K, M, N]], x2: Into4[BitwiseDT, K, M, N], /
) -> Tensor[BitwiseDT, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _bits_of_two(x1: Lone[BitwiseDT], x2: Tensor[BitwiseDT, tuple[*L, N]], /) -> Tensor[BitwiseDT, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[One, One]], x2: Tensor[BitwiseDT, tuple[*L, M, N]], /
) -> Tensor[BitwiseDT, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _bits_of_two(
    x1: Row[BitwiseDT, N], x2: BesideRow[BitwiseDT, *L, M, N], /
) -> Tensor[BitwiseDT, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[M, One]], x2: BesideColumn[BitwiseDT, *L, M, N], /
) -> Tensor[BitwiseDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[*L, M, One]], x2: BesideColumns[BitwiseDT, *L, N, M], /
) -> Tensor[BitwiseDT, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _bits_of_two(
    x1: MatrixOrOnes[BitwiseDT, M, N], x2: Tensor[BitwiseDT, tuple[*L, K, M, N]], /
) -> Tensor[BitwiseDT, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _bits_of_two(
    x1: TwoOnes[BitwiseDT, N, M, K], x2: Tensor[BitwiseDT, tuple[*L, K, M, N]], /
) -> Tensor[BitwiseDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _bits_of_two(
    x1: OneOne[BitwiseDT, M, N, K], x2: Tensor[BitwiseDT, tuple[*L, K, M, N]], /
) -> Tensor[BitwiseDT, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _bits_of_two(
    x1: MatrixOrCube[BitwiseDT, M, N, K], x2: BesideCube[BitwiseDT, *L, K, M, N], /
) -> Tensor[BitwiseDT, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _bits_of_two(
    x1: Tensor[BitwiseDT, tuple[One, K, M, N]], x2: Beside_1KMN[BitwiseDT, A, K, M, N], /
) -> Tensor[BitwiseDT, tuple[A, K, M, N]]: ...
@overload  # a scalar with S
def _bits_of_two(x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[IntegerDT, S]: ...
@overload  # a scalar with S
def _bits_of_two(x1: bool, x2: Tensor[bool_, S], /) -> Tensor[bool_, S]: ...
def _bits_of_two(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Logic of each two integers, bit by bit, or of two booleans.

    `bitwise_and`: `x1 & x2`. `bitwise_or`: `x1 | x2`. `bitwise_xor`: `x1 ^ x2`.

    The shapes broadcast, and one of the two may be a Python scalar of the tensor's kind.

    Raises:
        DTypeError: two dtypes, floats, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_bits_of_two)
def bitwise_and(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`x1 & x2` of each two integers, bit by bit, or of two booleans, with broadcasting.

    Raises:
        DTypeError: two dtypes, floats, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> bitwise_and(as_tensor([3, 4], int64, (2,)), 6)
    Tensor[int64, tuple[2]]([2, 4])
    """
    return pairwise(rules.bitwise_and, x1, x2)


@signature_of(_bits_of_two)
def bitwise_or(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`x1 | x2` of each two integers, bit by bit, or of two booleans, with broadcasting.

    Raises:
        DTypeError: two dtypes, floats, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> bitwise_or(as_tensor([3, 4], int64, (2,)), 6)
    Tensor[int64, tuple[2]]([7, 6])
    """
    return pairwise(rules.bitwise_or, x1, x2)


@signature_of(_bits_of_two)
def bitwise_xor(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`x1 ^ x2` of each two integers, bit by bit, or of two booleans, with broadcasting.

    Raises:
        DTypeError: two dtypes, floats, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> bitwise_xor(as_tensor([3, 4], int64, (2,)), 6)
    Tensor[int64, tuple[2]]([5, 2])
    """
    return pairwise(rules.bitwise_xor, x1, x2)


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _shift_of_two(x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /) -> Tensor[IntegerDT, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[*L, K, M, N]], x2: Into3[IntegerDT, *L, K, M, N], /
) -> Tensor[IntegerDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[*L, M, N]], x2: Into2[IntegerDT, *L, M, N], /
) -> Tensor[IntegerDT, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[*L, N]], x2: Into1[IntegerDT, *L, N], /
) -> Tensor[IntegerDT, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[A, K, M, N]], x2: Into4[IntegerDT, K, M, N], /
) -> Tensor[IntegerDT, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _shift_of_two(x1: Lone[IntegerDT], x2: Tensor[IntegerDT, tuple[*L, N]], /) -> Tensor[IntegerDT, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[One, One]], x2: Tensor[IntegerDT, tuple[*L, M, N]], /
) -> Tensor[IntegerDT, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _shift_of_two(
    x1: Row[IntegerDT, N], x2: BesideRow[IntegerDT, *L, M, N], /
) -> Tensor[IntegerDT, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[M, One]], x2: BesideColumn[IntegerDT, *L, M, N], /
) -> Tensor[IntegerDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[*L, M, One]], x2: BesideColumns[IntegerDT, *L, N, M], /
) -> Tensor[IntegerDT, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _shift_of_two(
    x1: MatrixOrOnes[IntegerDT, M, N], x2: Tensor[IntegerDT, tuple[*L, K, M, N]], /
) -> Tensor[IntegerDT, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _shift_of_two(
    x1: TwoOnes[IntegerDT, N, M, K], x2: Tensor[IntegerDT, tuple[*L, K, M, N]], /
) -> Tensor[IntegerDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _shift_of_two(
    x1: OneOne[IntegerDT, M, N, K], x2: Tensor[IntegerDT, tuple[*L, K, M, N]], /
) -> Tensor[IntegerDT, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _shift_of_two(
    x1: MatrixOrCube[IntegerDT, M, N, K], x2: BesideCube[IntegerDT, *L, K, M, N], /
) -> Tensor[IntegerDT, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _shift_of_two(
    x1: Tensor[IntegerDT, tuple[One, K, M, N]], x2: Beside_1KMN[IntegerDT, A, K, M, N], /
) -> Tensor[IntegerDT, tuple[A, K, M, N]]: ...
@overload  # a scalar with S
def _shift_of_two(x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[IntegerDT, S]: ...
def _shift_of_two(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The bits of each integer moved by a number of places.

    `bitwise_left_shift`: up, `x1 << x2`. `bitwise_right_shift`: down, keeping the sign, `x1 >> x2`.

    The shapes broadcast, and one of the two may be an int. A shift by a negative number, or by as many bits as there
    are, moves all of them out.

    Raises:
        DTypeError: two dtypes, floats or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_shift_of_two)
def bitwise_left_shift(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`x1 << x2` of each two integers, with broadcasting: the bits of `x1` moved up by `x2` places.

    A shift by a negative number, or by as many bits as there are, moves all of them out: 0, as in NumPy.

    Raises:
        DTypeError: two dtypes, floats or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> bitwise_left_shift(as_tensor([1, 3], int64, (2,)), 4)
    Tensor[int64, tuple[2]]([16, 48])
    """
    return pairwise(rules.left_shift, x1, x2)


@signature_of(_shift_of_two)
def bitwise_right_shift(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`x1 >> x2` of each two integers, with broadcasting: the bits of `x1` moved down by `x2` places, keeping the sign.

    A shift by a negative number, or by as many bits as there are, moves all of them out: 0, or -1 of a negative `x1`,
    as in NumPy.

    Raises:
        DTypeError: two dtypes, floats or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> bitwise_right_shift(as_tensor([16, -3], int64, (2,)), 1)
    Tensor[int64, tuple[2]]([ 8, -2])
    """
    return pairwise(rules.right_shift, x1, x2)


def bitwise_invert(x: Tensor[Bit, S]) -> Tensor[Bit, S]:
    """`~x` of each integer, every bit of it, or of each boolean.

    Raises:
        DTypeError: floats.

    >>> from typedgrad import as_tensor, int64
    >>> bitwise_invert(as_tensor([0, 5], int64, (2,)))
    Tensor[int64, tuple[2]]([-1, -6])
    """
    return unary(rules.invert, x)
