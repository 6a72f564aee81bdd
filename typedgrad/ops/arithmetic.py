"""Arithmetic of two tensors of numbers, elementwise. The operators `+ - * // % **` do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.ops.pairwise import both, pairwise
from typedgrad.rules import arithmetic, selection
from typedgrad.tensor.arithmetic import raised
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
    from typedgrad.shapes import A, FloatDT, IntegerDT, K, L, M, N, NumberDT, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _of_two_numbers(x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | float, /) -> Tensor[FloatDT, S]: ...
@overload  # S with S or a scalar
def _of_two_numbers(x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /) -> Tensor[IntegerDT, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[*L, K, M, N]], x2: Into3[NumberDT, *L, K, M, N], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[*L, M, N]], x2: Into2[NumberDT, *L, M, N], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[*L, N]], x2: Into1[NumberDT, *L, N], /
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[A, K, M, N]], x2: Into4[NumberDT, K, M, N], /
) -> Tensor[NumberDT, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _of_two_numbers(x1: Lone[NumberDT], x2: Tensor[NumberDT, tuple[*L, N]], /) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[One, One]], x2: Tensor[NumberDT, tuple[*L, M, N]], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _of_two_numbers(
    x1: Row[NumberDT, N], x2: BesideRow[NumberDT, *L, M, N], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[M, One]], x2: BesideColumn[NumberDT, *L, M, N], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[*L, M, One]], x2: BesideColumns[NumberDT, *L, N, M], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _of_two_numbers(
    x1: MatrixOrOnes[NumberDT, M, N], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _of_two_numbers(
    x1: TwoOnes[NumberDT, N, M, K], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _of_two_numbers(
    x1: OneOne[NumberDT, M, N, K], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _of_two_numbers(
    x1: MatrixOrCube[NumberDT, M, N, K], x2: BesideCube[NumberDT, *L, K, M, N], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _of_two_numbers(
    x1: Tensor[NumberDT, tuple[One, K, M, N]], x2: Beside_1KMN[NumberDT, A, K, M, N], /
) -> Tensor[NumberDT, tuple[A, K, M, N]]: ...
@overload  # a scalar with S
def _of_two_numbers(x1: float, x2: Tensor[FloatDT, S], /) -> Tensor[FloatDT, S]: ...
@overload  # a scalar with S
def _of_two_numbers(x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[IntegerDT, S]: ...
def _of_two_numbers(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """Arithmetic of each two elements, and the greater and the lesser of them.

    `add`: the sum. `subtract`: the difference. `multiply`: the product. `floor_divide`: the quotient, rounded down.
    `remainder`: what that leaves, of the divisor's sign. `power`: `x1 ** x2`. `maximum`: the greater of the two.
    `minimum`: the lesser.
    The shapes broadcast, and one of the two may be a Python scalar of the tensor's kind. Integers keep their dtype and
    wrap where they overflow.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_of_two_numbers)
def add(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The sum of each two elements, with broadcasting: `x1 + x2`.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> add(as_tensor([1, 2], int64, (2,)), 10)
    Tensor[int64, tuple[2]]([11, 12])
    """
    return pairwise(arithmetic.add, x1, x2)


@signature_of(_of_two_numbers)
def subtract(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The difference of each two elements, with broadcasting: `x1 - x2`.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> subtract(10, as_tensor([1, 2], int64, (2,)))
    Tensor[int64, tuple[2]]([9, 8])
    """
    return pairwise(arithmetic.subtract, x1, x2)


@signature_of(_of_two_numbers)
def multiply(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The product of each two elements, with broadcasting: `x1 * x2`.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> multiply(as_tensor([1.0, 2.0], float32, (2,)), 2.5)
    Tensor[float32, tuple[2]]([2.5, 5. ])
    """
    return pairwise(arithmetic.multiply, x1, x2)


@signature_of(_of_two_numbers)
def floor_divide(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The quotient of each two elements, rounded down, with broadcasting: `x1 // x2`. It has no gradient.

    An integer divided by 0 is 0, as in NumPy, but without its warning; a float is infinite or NaN.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> floor_divide(as_tensor([7, -7], int64, (2,)), 2)
    Tensor[int64, tuple[2]]([ 3, -4])
    """
    return pairwise(arithmetic.floor_divide, x1, x2)


@signature_of(_of_two_numbers)
def remainder(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """What `floor_divide` leaves of each two elements, with broadcasting: `x1 % x2`. It has the sign of the divisor.

    Its gradients are 1 and `-floor_divide(x1, x2)`. The remainder of a division by 0 is 0 for integers, NaN for floats.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> remainder(as_tensor([7, -7], int64, (2,)), 3)
    Tensor[int64, tuple[2]]([1, 2])
    """
    return pairwise(arithmetic.remainder, x1, x2)


@signature_of(_of_two_numbers)
def power(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The power of each two elements, with broadcasting: `x1 ** x2`. `0 ** 0` is 1.

    The gradients are those of PyTorch: of `x ** 0` by `x` it is 0, at `x = 0` too; by the exponent it is 0 where 0 has
    an exponent of 0 or more, and NaN where the base is negative.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
        ValueError: integers with a negative exponent.

    >>> from typedgrad import as_tensor, float32
    >>> power(as_tensor([2.0, 3.0], float32, (2,)), 2)
    Tensor[float32, tuple[2]]([4., 9.])
    """
    return raised(*both(arithmetic.power, x1, x2))


@signature_of(_of_two_numbers)
def maximum(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The greater of each two elements, with broadcasting. NaN on either side gives NaN.

    Two equal elements share the gradient in halves, as in PyTorch and JAX; beside NaN it is 0.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> maximum(as_tensor([-1.0, 2.0], float32, (2,)), 0.5)
    Tensor[float32, tuple[2]]([0.5, 2. ])
    """
    return pairwise(selection.maximum, x1, x2)


@signature_of(_of_two_numbers)
def minimum(x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The lesser of each two elements, with broadcasting. NaN on either side gives NaN.

    Two equal elements share the gradient in halves, as in PyTorch and JAX; beside NaN it is 0.

    Raises:
        DTypeError: two dtypes, booleans, a scalar of another kind, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> minimum(as_tensor([-1.0, 2.0], float32, (2,)), 0.5)
    Tensor[float32, tuple[2]]([-1. ,  0.5])
    """
    return pairwise(selection.minimum, x1, x2)
