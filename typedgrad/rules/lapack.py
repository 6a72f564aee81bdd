"""NumPy's linear algebra as the namespace has it: errors that say which matrix, several results in one array."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from typedgrad.capture import as_one
from typedgrad.errors import LinAlgError
from typedgrad.rules.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.rules.namespace import NDArray


@as_one
def solve(a: NDArray, b: NDArray, /) -> NDArray:
    try:
        return np.linalg.solve(a, b)
    except np.linalg.LinAlgError:
        raise _refused("solve", a, np.linalg.inv, "singular") from None


@as_one
def inv(x: NDArray, /) -> NDArray:
    try:
        return np.linalg.inv(x)
    except np.linalg.LinAlgError:
        raise _refused("inv", x, np.linalg.inv, "singular") from None


@as_one
def cholesky(x: NDArray, /) -> NDArray:
    try:
        return np.linalg.cholesky(x)
    except np.linalg.LinAlgError:
        raise _refused("cholesky", x, np.linalg.cholesky, "not positive definite") from None


@as_one
@quiet
def det(x: NDArray, /) -> NDArray:
    result: NDArray = np.linalg.det(x)
    return result


@as_one
@quiet
def logabsdet(x: NDArray, /) -> NDArray:
    """The logarithm of the determinant's absolute value."""
    result: NDArray = np.linalg.slogdet(x)[1]
    return result


@as_one
@quiet
def sign_of_det(x: NDArray, /) -> NDArray:
    result: NDArray = np.linalg.slogdet(x)[0]
    return result


@as_one
@quiet
def cofactor(x: NDArray, /) -> NDArray:
    """The cofactors, `det(x) * inv(x).T`, by the singular values and so of singular matrices too.

    Those of a matrix with NaN or infinity are NaN; but the cofactor of one element is always 1.
    """
    is_finite = _are_finite(x)
    u, s, vh = _svd("det", np.where(is_finite[..., None, None], x, x.dtype.type(0)))
    others = np.where(np.eye(s.shape[-1], dtype=np.bool_), 1.0, s[..., None, :]).prod(-1, x.dtype)
    turned: NDArray = (u * others[..., None, :]) @ vh
    sign: NDArray = np.asarray(np.linalg.det(u @ vh))
    result: NDArray = turned * sign[..., None, None]
    if x.shape[-1] > 1:
        result[~is_finite] = np.nan
    return result


@as_one
def svd(x: NDArray, /) -> NDArray:
    """`U`, of fewest columns, below it a row of singular values, below that `V`."""
    u, s, vh = _svd("svd", x)
    return np.concatenate((u, s[..., None, :], vh.swapaxes(-1, -2)), -2)


@as_one
def eigh(x: NDArray, /) -> NDArray:
    """A row of eigenvalues, below it the eigenvectors as columns."""
    _check_finite("eigh", x)
    try:
        w, v = np.linalg.eigh(x)
    except np.linalg.LinAlgError:
        raise _refused("eigh", x, np.linalg.eigh, "without a decomposition that converges") from None
    return np.concatenate((w[..., None, :], v), -2)


@as_one
def qr(x: NDArray, /) -> NDArray:
    """`Q`, of fewest columns, below it the transpose of `R`."""
    q, r = np.linalg.qr(x)
    return np.concatenate((q, r.swapaxes(-1, -2)), -2)


@as_one
@quiet
def pinv(x: NDArray, /) -> NDArray:
    """The pseudo-inverse, without the singular values that count as zero."""
    u, s, vh = _svd("pinv", x)
    is_zero = _is_zero(s, x)
    inverse = np.where(is_zero, 0.0, 1.0 / np.where(is_zero, 1.0, s)).astype(x.dtype)
    result: NDArray = (vh.swapaxes(-1, -2) * inverse[..., None, :]) @ u.swapaxes(-1, -2)
    return result


@as_one
def matrix_rank(x: NDArray, /) -> NDArray:
    """How many singular values count."""
    _, s, _ = _svd("matrix_rank", x)
    return np.asarray(np.sum(~_is_zero(s, x), -1, np.int64))


def _is_zero(s: NDArray, x: NDArray) -> NDArray:
    """Which singular values are at most the largest times the longer side times epsilon."""
    least: NDArray = s.max(-1, keepdims=True, initial=0.0) * (max(x.shape[-2:]) * np.finfo(x.dtype).eps)
    return s <= least


def _are_finite(x: NDArray) -> NDArray:
    """Which matrices have neither NaN nor infinity."""
    finite: NDArray = np.logical_and.reduce(np.isfinite(x), (-2, -1))
    return finite


def _check_finite(operation: str, x: NDArray) -> None:
    """Refuse NaN and infinity: LAPACK gives NaN for some sizes and no answer for others, or never comes to an end."""
    is_finite = _are_finite(x)
    if not is_finite.all():
        at = _at(tuple(np.argwhere(~is_finite)[0].tolist()))
        raise LinAlgError(f"{operation}: the matrix{at} has elements that are NaN or infinite, shape {x.shape}")


def _svd(operation: str, x: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    _check_finite(operation, x)
    try:
        u, s, vh = np.linalg.svd(x, full_matrices=False)
    except np.linalg.LinAlgError:
        raise _refused(operation, x, np.linalg.svd, "without a decomposition that converges") from None
    return u, s, vh


def _refused(operation: str, x: NDArray, function: Callable[..., object], lack: str) -> LinAlgError:
    """The error for the first matrix of a batch that `function` refuses."""
    for place in np.ndindex(x.shape[:-2]):
        try:
            function(x[place])
        except np.linalg.LinAlgError:
            return LinAlgError(f"{operation}: the matrix{_at(place)} is {lack}, shape {x.shape}")
    return LinAlgError(f"{operation}: a matrix is {lack}, shape {x.shape}")


def _at(place: tuple[int, ...]) -> str:
    """Where a matrix is in a batch, if it is in one."""
    return f" at [{', '.join(map(str, place))}]" if place else ""
