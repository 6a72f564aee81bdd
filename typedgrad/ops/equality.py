"""Equality and logic of two tensors of any dtype, elementwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.ops.pairwise import pairwise
from typedgrad.rules import comparison as rules
from typedgrad.tensor.base import signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import DType, bool_
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
    from typedgrad.shapes import A, AnyDT, FloatDT, IntegerDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _truth_of_two(x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | float, /) -> Tensor[bool_, S]: ...
@overload  # S with S or a scalar
def _truth_of_two(x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /) -> Tensor[bool_, S]: ...
@overload  # S with S or a scalar
def _truth_of_two(x1: Tensor[bool_, S], x2: Tensor[bool_, S] | bool, /) -> Tensor[bool_, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[*L, K, M, N]], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[*L, M, N]], x2: Into2[AnyDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _truth_of_two(x1: Tensor[AnyDT, tuple[*L, N]], x2: Into1[AnyDT, *L, N], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[A, K, M, N]], x2: Into4[AnyDT, K, M, N], /
) -> Tensor[bool_, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _truth_of_two(x1: Lone[AnyDT], x2: Tensor[AnyDT, tuple[*L, N]], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[One, One]], x2: Tensor[AnyDT, tuple[*L, M, N]], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _truth_of_two(x1: Row[AnyDT, N], x2: BesideRow[AnyDT, *L, M, N], /) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[M, One]], x2: BesideColumn[AnyDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[*L, M, One]], x2: BesideColumns[AnyDT, *L, N, M], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _truth_of_two(
    x1: MatrixOrOnes[AnyDT, M, N], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _truth_of_two(
    x1: TwoOnes[AnyDT, N, M, K], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _truth_of_two(
    x1: OneOne[AnyDT, M, N, K], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _truth_of_two(
    x1: MatrixOrCube[AnyDT, M, N, K], x2: BesideCube[AnyDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _truth_of_two(
    x1: Tensor[AnyDT, tuple[One, K, M, N]], x2: Beside_1KMN[AnyDT, A, K, M, N], /
) -> Tensor[bool_, tuple[A, K, M, N]]: ...
@overload  # a scalar with S
def _truth_of_two(x1: float, x2: Tensor[FloatDT, S], /) -> Tensor[bool_, S]: ...
@overload  # a scalar with S
def _truth_of_two(x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[bool_, S]: ...
@overload  # a scalar with S
def _truth_of_two(x1: bool, x2: Tensor[bool_, S], /) -> Tensor[bool_, S]: ...
def _truth_of_two(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether each two elements are equal, or not; whether both, one, or just one of them is true.

    `equal`: whether they are equal, `equal_elementwise`: the same. `not_equal`: whether they differ. `logical_and`:
    whether both are true. `logical_or`: whether one is. `logical_xor`: whether just one is. A number is true if it is
    not 0.
    The shapes broadcast, and one of the two may be a Python scalar of the tensor's kind.

    Raises:
        DTypeError: two dtypes, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_truth_of_two)
def equal(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether each two elements are equal, with broadcasting. NaN equals nothing.

    `x1 == x2` is the same for tensors, but Python's `==` accepts any object beside them (`x == "a"` is False); this
    function accepts tensors of one dtype, and scalars of its kind.

    Raises:
        DTypeError: two dtypes, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> equal(as_tensor([1, 2], int64, (2,)), 2)
    Tensor[bool_, tuple[2]]([False,  True])
    """
    return pairwise(rules.equal, x1, x2)


@signature_of(_truth_of_two)
def not_equal(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether each two elements differ, with broadcasting. NaN differs from everything.

    As `x1 != x2`, but of tensors of one dtype and scalars of its kind only.

    Raises:
        DTypeError: two dtypes, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> not_equal(as_tensor([1, 2], int64, (2,)), 2)
    Tensor[bool_, tuple[2]]([ True, False])
    """
    return pairwise(rules.not_equal, x1, x2)


@signature_of(_truth_of_two)
def equal_elementwise(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`equal` by a longer name, which says that it is no single bool.

    >>> from typedgrad import as_tensor, int64
    >>> x = as_tensor([1, 2, 3], int64, (3,))
    >>> equal_elementwise(x, as_tensor([1, 0, 3], int64, (3,)))
    Tensor[bool_, tuple[3]]([ True, False,  True])
    """
    return pairwise(rules.equal, x1, x2)


@signature_of(_truth_of_two)
def logical_and(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether both of each two elements are true, with broadcasting. A number is true if it is not 0, so NaN is.

    Raises:
        DTypeError: two dtypes, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> logical_and(as_tensor([0, 0, 5], int64, (3,)), as_tensor([0, 3, 4], int64, (3,)))
    Tensor[bool_, tuple[3]]([False, False,  True])
    """
    return pairwise(rules.logical_and, x1, x2)


@signature_of(_truth_of_two)
def logical_or(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether at least one of each two elements is true, with broadcasting. A number is true if it is not 0, so NaN is.

    Raises:
        DTypeError: two dtypes, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> logical_or(as_tensor([0, 0, 5], int64, (3,)), as_tensor([0, 3, 4], int64, (3,)))
    Tensor[bool_, tuple[3]]([False,  True,  True])
    """
    return pairwise(rules.logical_or, x1, x2)


@signature_of(_truth_of_two)
def logical_xor(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether just one of each two elements is true, with broadcasting. A number is true if it is not 0, so NaN is.

    Raises:
        DTypeError: two dtypes, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> logical_xor(as_tensor([0, 0, 5], int64, (3,)), as_tensor([0, 3, 4], int64, (3,)))
    Tensor[bool_, tuple[3]]([False,  True, False])
    """
    return pairwise(rules.logical_xor, x1, x2)


def logical_not(x: Tensor[DType, S]) -> Tensor[bool_, S]:
    """Whether each element is false; a number is if it is 0.

    Raises:
        DTypeError: an argument that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> logical_not(as_tensor([0, 2], int64, (2,)))
    Tensor[bool_, tuple[2]]([ True, False])
    """
    return unary(rules.logical_not, x)
