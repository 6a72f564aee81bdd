"""Matrices, the last two axes of a tensor: `trace`, `det`, `inv`, `pinv`, `solve`, `cholesky`, `matrix_power`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import decomposition, elementwise, linalg
from typedgrad.tensor.base import binary, is_tensor, unary, wrap

if TYPE_CHECKING:
    from typedgrad.shapes import A, F, FloatDT, L, M, N, Num
    from typedgrad.tensor.base import TensorBase
    from typedgrad.tensor.tensor import Tensor


# ------------------------------------------------------------------------------------------ what they have in common
def check_matrices(operation: str, x: object, *, square: bool = True) -> TensorBase[Any, Any]:
    """Hold an argument to be a matrix or a stack of them, square unless that is not asked for.

    Raises:
        DTypeError: it is no tensor.
        ShapeError: it has another shape.
    """
    if not is_tensor(x):
        raise not_a_tensor(operation, x)
    shape = x._data.shape
    if len(shape) < 2:
        raise ShapeError(f"{operation}: shape {shape} is no matrix")
    if square and shape[-1] != shape[-2]:
        raise ShapeError(f"{operation}: shape {shape} is not square")
    return x


# ------------------------------------------------------------------------------------------------------- functions
def trace(x: Tensor[Num, tuple[*L, M, N]], /) -> Tensor[Num, tuple[*L]]:
    """The sum of each matrix's diagonal; it need not be square.

    Raises:
        ShapeError: a scalar or a vector.
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, int64
    >>> trace(as_tensor([[1, 2], [3, 4]], int64, (2, 2)))
    Tensor[int64, tuple[()]](5)
    """
    checked = check_matrices("trace", x, square=False)
    return unary(linalg.trace, checked)


def det(x: Tensor[F, tuple[*L, M, M]], /) -> Tensor[F, tuple[*L]]:
    """The determinant of each matrix.

    The gradient is the matrix of cofactors, of singular matrices too. The second derivative of a singular matrix is not
    found: it is NaN or infinite, with NumPy's warning.

    Raises:
        ShapeError: matrices that are not square.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> det(as_tensor([[2.0, 1.0], [0.0, 4.0]], float64, (2, 2)))
    Tensor[float64, tuple[()]](8.)
    """
    return unary(linalg.det, check_matrices("det", x))


def inv(x: Tensor[F, tuple[*L, M, M]], /) -> Tensor[F, tuple[*L, M, M]]:
    """The inverse of each matrix. To multiply by it use `solve`, which is faster and more exact.

    Raises:
        ShapeError: matrices that are not square.
        LinAlgError: a singular matrix.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> inv(as_tensor([[2.0, 0.0], [0.0, 4.0]], float64, (2, 2)))
    Tensor[float64, tuple[2, 2]](
        [[0.5 , 0.  ],
         [0.  , 0.25]]
    )
    """
    return unary(linalg.inv, check_matrices("inv", x))


def pinv(x: Tensor[F, tuple[*L, M, N]], /) -> Tensor[F, tuple[*L, N, M]]:
    """The pseudo-inverse of each matrix (Moore and Penrose), by its singular values.

    Those below the largest times `max(M, N)` times the dtype's epsilon count as zero, and the gradient is that among
    matrices of the same rank.

    Raises:
        ShapeError: a scalar or a vector.
        LinAlgError: a matrix has elements that are NaN or infinite.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> pinv(as_tensor([[2.0, 0.0, 0.0], [0.0, 4.0, 0.0]], float64, (2, 3))).shape
    (3, 2)
    """
    return unary(linalg.pinv, check_matrices("pinv", x, square=False))


def cholesky(x: Tensor[F, tuple[*L, M, M]], /) -> Tensor[F, tuple[*L, M, M]]:
    """The lower triangular `y` with `y @ y.mT` equal to `x`, for each matrix, which is symmetric and positive definite.

    Of a matrix that is not symmetric it is that of `(x + x.mT) / 2`, as in JAX. So the gradient is symmetric.

    Raises:
        ShapeError: matrices that are not square.
        LinAlgError: a matrix that is not positive definite.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> cholesky(as_tensor([[4.0, 2.0], [2.0, 5.0]], float64, (2, 2)))
    Tensor[float64, tuple[2, 2]](
        [[2., 0.],
         [1., 2.]]
    )
    """
    return unary(decomposition.cholesky, check_matrices("cholesky", x))


def matrix_power(x: Tensor[F, tuple[*L, M, M]], n: int, /) -> Tensor[F, tuple[*L, M, M]]:
    """The product of each matrix with itself, `n` times over; of its inverse if `n` is negative.

    Infinity and NaN come without a warning, however large the power.

    Raises:
        ShapeError: matrices that are not square.
        LinAlgError: a singular matrix, with a negative power.
        DTypeError: integers or booleans, or a power that is no int.

    >>> from typedgrad import as_tensor, float64
    >>> matrix_power(as_tensor([[1.0, 1.0], [0.0, 1.0]], float64, (2, 2)), 10)
    Tensor[float64, tuple[2, 2]](
        [[ 1., 10.],
         [ 0.,  1.]]
    )
    """
    checked = check_matrices("matrix_power", x)
    if not isinstance(n, int) or isinstance(n, bool):
        raise DTypeError(f"matrix_power: the power {described(n)} is not an int")
    if checked._data.dtype.kind != "f":
        raise DTypeError(f"matrix_power: not defined for {checked._data.dtype}, only for floats")
    if n == 0:
        return wrap(np.broadcast_to(np.eye(checked._data.shape[-1], dtype=checked._data.dtype), checked._data.shape))
    base: TensorBase[Any, Any] = unary(linalg.inv, checked) if n < 0 else checked
    with np.errstate(all="ignore"):  # of which products warn
        return _power(base, abs(n))


def _power(x: TensorBase[Any, Any], n: int) -> Tensor[Any, Any]:
    """By squaring; `x` itself, as a tensor of its own, for 1."""
    power: Tensor[Any, Any] = unary(elementwise.copy, x)
    for bit in f"{n:b}"[1:]:  # not by recursion, which a large power is too deep for
        power = binary(linalg.matmul, power, power)
        if bit == "1":
            power = binary(linalg.matmul, power, x)
    return power


@overload  # (*L, M, M) with (*L, M, N)
def solve(
    a: Tensor[FloatDT, tuple[*L, M, M]], b: Tensor[FloatDT, tuple[*L, M, N]], /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, M) with (M,) -> (*L, M)
def solve(a: Tensor[FloatDT, tuple[*L, M, M]], b: Tensor[FloatDT, tuple[M]], /) -> Tensor[FloatDT, tuple[*L, M]]: ...
@overload  # (*L, M, M) with (M, N) -> (*L, M, N)
def solve(
    a: Tensor[FloatDT, tuple[*L, M, M]], b: Tensor[FloatDT, tuple[M, N]], /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (M, M) with (A, *L, M, N) -> (A, *L, M, N)
def solve(
    a: Tensor[FloatDT, tuple[M, M]], b: Tensor[FloatDT, tuple[A, *L, M, N]], /
) -> Tensor[FloatDT, tuple[A, *L, M, N]]: ...
def solve(a: Tensor[Any, Any], b: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The `x` with `a @ x` equal to `b`, for each matrix `a`; leading axes broadcast.

    `b` of one axis is a vector; otherwise it is matrices, whose columns are solved for.

    Raises:
        ShapeError: `a` is not square, its rows are not those of `b`, or leading axes do not broadcast.
        LinAlgError: a singular matrix.
        DTypeError: two dtypes, integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> solve(as_tensor([[2.0, 0.0], [0.0, 4.0]], float64, (2, 2)), as_tensor([1.0, 2.0], float64, (2,)))
    Tensor[float64, tuple[2]]([0.5, 0.5])
    """
    matrices = check_matrices("solve", a)
    if not is_tensor(b):
        raise not_a_tensor("solve", b)
    left, right = matrices._data.shape, b._data.shape
    if not right:
        raise ShapeError(f"solve: {left} with {right}: a scalar has no rows")
    if left[-1] != right[-2:][0]:
        raise ShapeError(f"solve: {left} with {right}: {left[-1]} columns meet {right[-2:][0]} rows")
    return binary(linalg.solve, matrices, b)
