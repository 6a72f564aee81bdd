"""Several factors of matrices: `svd`, `eigh`, `qr`, `slogdet`, each a named tuple; and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, overload

from typedgrad.ops.linalg import check_matrices
from typedgrad.rules import decomposition as rules
from typedgrad.rules import indexing, lapack, linalg, manipulation
from typedgrad.shapes import S2, S3, AtLeast1, F, S
from typedgrad.tensor.base import unary, wrap

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.rules.namespace import Key
    from typedgrad.shapes import L, M, N
    from typedgrad.tensor.tensor import Tensor


class SVDResult(NamedTuple, Generic[F, S2, AtLeast1, S3]):
    """What `svd` gives: `U` and `Vh`, and the singular values `S` in descending order."""

    U: Tensor[F, S2]
    S: Tensor[F, AtLeast1]
    Vh: Tensor[F, S3]


class EighResult(NamedTuple, Generic[F, S, S2]):
    """What `eigh` gives: eigenvalues in ascending order, and eigenvectors as columns."""

    eigenvalues: Tensor[F, S]
    eigenvectors: Tensor[F, S2]


class QRResult(NamedTuple, Generic[F, S, S2]):
    """What `qr` gives: `Q`, whose columns are orthonormal, and the upper triangular `R`."""

    Q: Tensor[F, S]
    R: Tensor[F, S2]


class SlogdetResult(NamedTuple, Generic[F, S]):
    """What `slogdet` gives: the determinant's sign, and the logarithm of its absolute value."""

    sign: Tensor[F, S]
    logabsdet: Tensor[F, S]


def _rows(packed: Tensor[Any, Any], start: int, end: int | None = None) -> Tensor[Any, Any]:
    key: Key = (..., slice(start, end), slice(None))
    return unary(indexing.index(key), packed)


def _row(packed: Tensor[Any, Any], i: int) -> Tensor[Any, Any]:
    key: Key = (..., i, slice(None))
    return unary(indexing.index(key), packed)


def _transposed(x: Tensor[Any, Any]) -> Tensor[Any, Any]:
    return unary(manipulation.matrix_transpose, x)


# ------------------------------------------------------------------------------------------------------------- svd
@overload  # (*L, M, M) -> (*L, M, M), (*L, M), (*L, M, M)
def svd(x: Tensor[F, tuple[*L, M, M]], /) -> SVDResult[F, tuple[*L, M, M], tuple[*L, M], tuple[*L, M, M]]: ...
@overload  # (*L, M, N) -> (*L, M, min(M, N)), (*L, min(M, N)), (*L, min(M, N), N)
def svd(x: Tensor[F, tuple[*L, M, N]], /) -> SVDResult[F, tuple[*L, M, int], tuple[*L, int], tuple[*L, int, N]]: ...
def svd(x: Tensor[Any, Any], /) -> SVDResult[Any, Any, Any, Any]:
    """The thin singular value decomposition of each matrix: `x` is `(U * S) @ Vh`, with as few columns as it takes.

    The gradient that comes by `U` and `Vh` is NaN where two singular values are equal, or where one is 0 and `x` is not
    square: these vectors are not unique. That by `S` alone is right there too.

    Raises:
        ShapeError: a scalar or a vector.
        LinAlgError: it does not converge, as with NaN.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> svd(as_tensor([[0.0, 2.0], [3.0, 0.0], [0.0, 0.0]], float64, (3, 2))).S
    Tensor[float64, tuple[2]]([3., 2.])
    """
    matrices = check_matrices("svd", x, square=False)
    m, n = matrices._data.shape[-2:]
    packed = unary(rules.svd(m, n), matrices)
    return SVDResult(_rows(packed, 0, m), _row(packed, m), _transposed(_rows(packed, m + 1)))


@overload  # (*L, M, M) -> (*L, M)
def svdvals(x: Tensor[F, tuple[*L, M, M]], /) -> Tensor[F, tuple[*L, M]]: ...
@overload  # (*L, M, N) -> (*L, min(M, N))
def svdvals(x: Tensor[F, tuple[*L, M, N]], /) -> Tensor[F, tuple[*L, int]]: ...
def svdvals(x: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The singular values of each matrix, in descending order.

    Raises:
        ShapeError: a scalar or a vector.
        LinAlgError: they do not converge, as with NaN.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> svdvals(as_tensor([[0.0, 2.0], [3.0, 0.0]], float64, (2, 2)))
    Tensor[float64, tuple[2]]([3., 2.])
    """
    matrices = check_matrices("svdvals", x, square=False)
    m, n = matrices._data.shape[-2:]
    return _row(unary(rules.svd(m, n), matrices), m)


# ------------------------------------------------------------------------------------------------------------ eigh
def eigh(x: Tensor[F, tuple[*L, M, M]], /) -> EighResult[F, tuple[*L, M], tuple[*L, M, M]]:
    """The eigenvalues and eigenvectors of each symmetric matrix: `x` is `(vectors * values) @ vectors.mT`.

    Of a matrix that is not symmetric they are those of `(x + x.mT) / 2`, as in JAX. So the gradient is symmetric. What
    comes by the vectors is NaN where two eigenvalues are equal: these vectors are not unique. That by the values alone
    is right there too.

    Raises:
        ShapeError: matrices that are not square.
        LinAlgError: a matrix has elements that are NaN or infinite.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> eigh(as_tensor([[0.0, 2.0], [2.0, 0.0]], float64, (2, 2))).eigenvalues
    Tensor[float64, tuple[2]]([-2.,  2.])
    """
    packed = unary(rules.eigh, check_matrices("eigh", x))
    return EighResult(_row(packed, 0), _rows(packed, 1))


def eigvalsh(x: Tensor[F, tuple[*L, M, M]], /) -> Tensor[F, tuple[*L, M]]:
    """The eigenvalues of each symmetric matrix, in ascending order, as `eigh` gives them.

    Raises:
        ShapeError: matrices that are not square.
        LinAlgError: a matrix has elements that are NaN or infinite.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> eigvalsh(as_tensor([[0.0, 2.0], [2.0, 0.0]], float64, (2, 2)))
    Tensor[float64, tuple[2]]([-2.,  2.])
    """
    return _row(unary(rules.eigh, check_matrices("eigvalsh", x)), 0)


# -------------------------------------------------------------------------------------------------------------- qr
@overload  # (*L, M, M) -> (*L, M, M), (*L, M, M)
def qr(x: Tensor[F, tuple[*L, M, M]], /) -> QRResult[F, tuple[*L, M, M], tuple[*L, M, M]]: ...
@overload  # (*L, M, N) -> (*L, M, min(M, N)), (*L, min(M, N), N)
def qr(x: Tensor[F, tuple[*L, M, N]], /) -> QRResult[F, tuple[*L, M, int], tuple[*L, int, N]]: ...
def qr(x: Tensor[Any, Any], /) -> QRResult[Any, Any, Any]:
    """The thin QR decomposition of each matrix: `x` is `Q @ R`.

    The gradient holds where the first `min(M, N)` columns are independent.

    Raises:
        ShapeError: a scalar or a vector.
        DTypeError: integers or booleans.

    >>> from typedgrad import ones
    >>> qr(ones((3, 2))).R.shape
    (2, 2)
    """
    matrices = check_matrices("qr", x, square=False)
    m, n = matrices._data.shape[-2:]
    packed = unary(rules.qr(m, n), matrices)
    return QRResult(_rows(packed, 0, m), _transposed(_rows(packed, m)))


# ---------------------------------------------------------------------------------------------------- determinants
def slogdet(x: Tensor[F, tuple[*L, M, M]], /) -> SlogdetResult[F, tuple[*L]]:
    """The sign of each matrix's determinant, and the logarithm of its absolute value, which does not overflow.

    Of a singular matrix the sign is 0 and the logarithm -inf, whose gradient raises `LinAlgError`; the sign has none.

    Raises:
        ShapeError: matrices that are not square.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> slogdet(as_tensor([[0.0, 1.0], [1.0, 0.0]], float64, (2, 2)))
    SlogdetResult(sign=Tensor[float64, tuple[()]](-1.), logabsdet=Tensor[float64, tuple[()]](0.))
    """
    matrices = check_matrices("slogdet", x)
    logabsdet = unary(linalg.logabsdet, matrices)
    return SlogdetResult(wrap(lapack.sign_of_det(matrices._data)), logabsdet)


def matrix_rank(x: Tensor[F, tuple[*L, M, N]], /) -> Tensor[int64, tuple[*L]]:
    """How many singular values of each matrix exceed the largest times `max(M, N)` times the dtype's epsilon.

    Raises:
        ShapeError: a scalar or a vector.
        LinAlgError: a matrix has elements that are NaN or infinite.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> matrix_rank(as_tensor([[1.0, 2.0], [2.0, 4.0]], float64, (2, 2)))
    Tensor[int64, tuple[()]](1)
    """
    return unary(linalg.matrix_rank, check_matrices("matrix_rank", x, square=False))
