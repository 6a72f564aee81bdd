"""The order of two tensors of numbers, elementwise. The operators `< <= > >=` do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.ops.pairwise import pairwise
from typedgrad.rules import comparison as rules
from typedgrad.tensor.base import signature_of

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
    from typedgrad.shapes import A, FloatDT, IntegerDT, K, L, M, N, NumberDT, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _order_of_two(x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | float, /) -> Tensor[bool_, S]: ...
@overload  # S with S or a scalar
def _order_of_two(x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /) -> Tensor[bool_, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _order_of_two(
    x1: Tensor[NumberDT, tuple[*L, K, M, N]], x2: Into3[NumberDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _order_of_two(
    x1: Tensor[NumberDT, tuple[*L, M, N]], x2: Into2[NumberDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _order_of_two(x1: Tensor[NumberDT, tuple[*L, N]], x2: Into1[NumberDT, *L, N], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _order_of_two(
    x1: Tensor[NumberDT, tuple[A, K, M, N]], x2: Into4[NumberDT, K, M, N], /
) -> Tensor[bool_, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _order_of_two(x1: Lone[NumberDT], x2: Tensor[NumberDT, tuple[*L, N]], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _order_of_two(
    x1: Tensor[NumberDT, tuple[One, One]], x2: Tensor[NumberDT, tuple[*L, M, N]], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _order_of_two(x1: Row[NumberDT, N], x2: BesideRow[NumberDT, *L, M, N], /) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _order_of_two(
    x1: Tensor[NumberDT, tuple[M, One]], x2: BesideColumn[NumberDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _order_of_two(
    x1: Tensor[NumberDT, tuple[*L, M, One]], x2: BesideColumns[NumberDT, *L, N, M], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _order_of_two(
    x1: MatrixOrOnes[NumberDT, M, N], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _order_of_two(
    x1: TwoOnes[NumberDT, N, M, K], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _order_of_two(
    x1: OneOne[NumberDT, M, N, K], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _order_of_two(
    x1: MatrixOrCube[NumberDT, M, N, K], x2: BesideCube[NumberDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _order_of_two(
    x1: Tensor[NumberDT, tuple[One, K, M, N]], x2: Beside_1KMN[NumberDT, A, K, M, N], /
) -> Tensor[bool_, tuple[A, K, M, N]]: ...
@overload  # a scalar with S
def _order_of_two(x1: float, x2: Tensor[FloatDT, S], /) -> Tensor[bool_, S]: ...
@overload  # a scalar with S
def _order_of_two(x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[bool_, S]: ...
def _order_of_two(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether each two elements are in an order.

    `less`: whether `x1 < x2`. `less_equal`: `x1 <= x2`. `greater`: `x1 > x2`. `greater_equal`: `x1 >= x2`.

    The shapes broadcast, and one of the two may be a Python scalar of the tensor's kind. NaN is in no order.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_order_of_two)
def less(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether `x1 < x2`, of each two elements, with broadcasting. With NaN it is False.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> less(as_tensor([1, 2], int64, (2,)), 2)
    Tensor[bool_, tuple[2]]([ True, False])
    """
    return pairwise(rules.less, x1, x2)


@signature_of(_order_of_two)
def less_equal(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether `x1 <= x2`, of each two elements, with broadcasting. With NaN it is False.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> less_equal(as_tensor([1, 2], int64, (2,)), 2)
    Tensor[bool_, tuple[2]]([ True,  True])
    """
    return pairwise(rules.less_equal, x1, x2)


@signature_of(_order_of_two)
def greater(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether `x1 > x2`, of each two elements, with broadcasting. With NaN it is False.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> greater(as_tensor([1, 2], int64, (2,)), 2)
    Tensor[bool_, tuple[2]]([False, False])
    """
    return pairwise(rules.greater, x1, x2)


@signature_of(_order_of_two)
def greater_equal(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Whether `x1 >= x2`, of each two elements, with broadcasting. With NaN it is False.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> greater_equal(as_tensor([1, 2], int64, (2,)), 2)
    Tensor[bool_, tuple[2]]([False,  True])
    """
    return pairwise(rules.greater_equal, x1, x2)
