"""Functions of two tensors of floats, elementwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.ops.pairwise import pairwise
from typedgrad.rules import arithmetic as rules
from typedgrad.tensor.base import signature_of

if TYPE_CHECKING:
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
    from typedgrad.shapes import A, FloatDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _of_two_floats(x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | float, /) -> Tensor[FloatDT, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[*L, K, M, N]], x2: Into3[FloatDT, *L, K, M, N], /
) -> Tensor[FloatDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[*L, M, N]], x2: Into2[FloatDT, *L, M, N], /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[*L, N]], x2: Into1[FloatDT, *L, N], /
) -> Tensor[FloatDT, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[A, K, M, N]], x2: Into4[FloatDT, K, M, N], /
) -> Tensor[FloatDT, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _of_two_floats(x1: Lone[FloatDT], x2: Tensor[FloatDT, tuple[*L, N]], /) -> Tensor[FloatDT, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[One, One]], x2: Tensor[FloatDT, tuple[*L, M, N]], /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _of_two_floats(x1: Row[FloatDT, N], x2: BesideRow[FloatDT, *L, M, N], /) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[M, One]], x2: BesideColumn[FloatDT, *L, M, N], /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[*L, M, One]], x2: BesideColumns[FloatDT, *L, N, M], /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _of_two_floats(
    x1: MatrixOrOnes[FloatDT, M, N], x2: Tensor[FloatDT, tuple[*L, K, M, N]], /
) -> Tensor[FloatDT, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _of_two_floats(
    x1: TwoOnes[FloatDT, N, M, K], x2: Tensor[FloatDT, tuple[*L, K, M, N]], /
) -> Tensor[FloatDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _of_two_floats(
    x1: OneOne[FloatDT, M, N, K], x2: Tensor[FloatDT, tuple[*L, K, M, N]], /
) -> Tensor[FloatDT, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _of_two_floats(
    x1: MatrixOrCube[FloatDT, M, N, K], x2: BesideCube[FloatDT, *L, K, M, N], /
) -> Tensor[FloatDT, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _of_two_floats(
    x1: Tensor[FloatDT, tuple[One, K, M, N]], x2: Beside_1KMN[FloatDT, A, K, M, N], /
) -> Tensor[FloatDT, tuple[A, K, M, N]]: ...
@overload  # a scalar with S
def _of_two_floats(x1: float, x2: Tensor[FloatDT, S], /) -> Tensor[FloatDT, S]: ...
def _of_two_floats(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Functions of each two floats.

    `divide`: the quotient. `logaddexp`: `log(exp(x1) + exp(x2))`. `arctan2`: the angle of the point `(x2, x1)`.
    `hypot`: `sqrt(x1 * x1 + x2 * x2)`.

    The shapes broadcast, and one of the two may be a Python scalar.

    Raises:
        DTypeError: two dtypes, integers or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_of_two_floats)
def divide(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The quotient of each two elements, with broadcasting: `x1 / x2`. Division by 0 is infinite or NaN.

    Raises:
        DTypeError: two dtypes, integers or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> divide(1.0, as_tensor([2.0, 4.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.5 , 0.25])
    """
    return pairwise(rules.divide, x1, x2)


@signature_of(_of_two_floats)
def logaddexp(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`log(exp(x1) + exp(x2))` of each two elements, with broadcasting, without overflow.

    Of two times -inf it is -inf; there, and at two times inf, each has half of the gradient.

    Raises:
        DTypeError: two dtypes, integers or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float64
    >>> logaddexp(as_tensor([0.0, 1000.0], float64, (2,)), 0.0)
    Tensor[float64, tuple[2]]([6.93147181e-01, 1.00000000e+03])
    """
    return pairwise(rules.logaddexp, x1, x2)


@signature_of(_of_two_floats)
def arctan2(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The angle of each point `(x2, x1)`, from -pi to pi, with broadcasting. Its gradient at the origin is 0.

    Raises:
        DTypeError: two dtypes, integers or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> arctan2(as_tensor([1.0, -1.0], float32, (2,)), -1.0)
    Tensor[float32, tuple[2]]([ 2.3561945, -2.3561945])
    """
    return pairwise(rules.arctan2, x1, x2)


@signature_of(_of_two_floats)
def hypot(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`sqrt(x1 * x1 + x2 * x2)` of each two elements, with broadcasting, without overflow. Its gradient at 0, 0 is 0.

    Raises:
        DTypeError: two dtypes, integers or booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> hypot(as_tensor([3.0, 5.0], float32, (2,)), as_tensor([4.0, 12.0], float32, (2,)))
    Tensor[float32, tuple[2]]([ 5., 13.])
    """
    return pairwise(rules.hypot, x1, x2)
