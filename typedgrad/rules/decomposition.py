"""Factors of matrices. A rule has one result, so the factors are in one array, one below the other; see `lapack`.

The gradients are derived in Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
differentiation" (2008), Murray, "Differentiation of the Cholesky decomposition" (2016), Townsend, "Differentiating the
singular value decomposition" (2016), and Walter and Lehmann, "Algorithmic differentiation of linear algebra functions
with application in optimum experimental design" (2010).
"""

from __future__ import annotations

from functools import lru_cache
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import FLOAT, Rule, unary_from_output

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Namespace, NDArray


def _t(xp: Namespace, x: Array) -> Array:
    return xp.matrix_transpose(x)


def _rows(xp: Namespace, x: Array, start: int, end: int | None = None) -> Array:
    return xp.index(x, (..., slice(start, end), slice(None)))


def _columns(xp: Namespace, x: Array, start: int, end: int | None = None) -> Array:
    return xp.index(x, (..., slice(start, end)))


def _symmetric(xp: Namespace, x: Array) -> Array:
    return (x + _t(xp, x)) * 0.5


def _identity(xp: Namespace, x: Array) -> Array:
    return xp.constant(np.eye(x.shape[-1], dtype=x.dtype))


def _lower(xp: Namespace, x: Array, diagonal: float) -> Array:
    """The elements below the diagonal, and `diagonal` times those on it."""
    n = x.shape[-1]
    mask: NDArray = (np.tri(n, n, -1) + diagonal * np.eye(n)).astype(x.dtype)
    return x * xp.constant(mask)


def _over(xp: Namespace, x: Array, y: Array) -> Array:
    """`x / y`; where `y` is 0 it is NaN, but 0 where `x` is 0 too."""
    is_zero = xp.equal(y, 0.0)
    return xp.where(is_zero & xp.not_equal(x, 0.0), nan, x / xp.where(is_zero, 1.0, y))


# -------------------------------------------------------------------------------------------------------- cholesky
def _cholesky_gradient(xp: Namespace, g: Array, y: Array) -> Array:
    upper = _t(xp, y)
    inner = _lower(xp, upper @ g, 0.5)
    return _symmetric(xp, xp.solve(upper, _t(xp, xp.solve(upper, _t(xp, inner)))))


cholesky: Rule = unary_from_output("cholesky", FLOAT, lambda xp, x: xp.cholesky(_symmetric(xp, x)), _cholesky_gradient)
"""Of `(x + x.mT) / 2`, so that the gradient is symmetric, and the derivative."""


# ------------------------------------------------------------------------------------------------------------ eigh
def _eigh_gradient(xp: Namespace, g: Array, y: Array) -> Array:
    w, v = _rows(xp, y, 0, 1), _rows(xp, y, 1)
    of_w, of_v = _rows(xp, g, 0, 1), _rows(xp, g, 1)
    along = _t(xp, v) @ of_v
    inner = of_w * _identity(xp, v) + _over(xp, along - _t(xp, along), w - _t(xp, w)) * 0.5
    return v @ inner @ _t(xp, v)


eigh: Rule = unary_from_output("eigh", FLOAT, lambda xp, x: xp.eigh(_symmetric(xp, x)), _eigh_gradient)


# ------------------------------------------------------------------------------------------------------------- svd
@lru_cache(maxsize=256)
def svd(m: int, n: int) -> Rule:
    """The thin decomposition of matrices with `m` rows and `n` columns."""
    return unary_from_output("svd", FLOAT, lambda xp, x: xp.svd(x), lambda xp, g, y: _svd_gradient(xp, g, y, m, n))


def _svd_gradient(xp: Namespace, g: Array, y: Array, m: int, n: int) -> Array:
    """Townsend's formula, its `1 / (s_j ** 2 - s_i ** 2)` taken apart into `1 / (s_j - s_i)` and `1 / (s_j + s_i)`."""
    u, s, v = _rows(xp, y, 0, m), _rows(xp, y, m, m + 1), _rows(xp, y, m + 1)
    of_u, of_s, of_v = _rows(xp, g, 0, m), _rows(xp, g, m, m + 1), _rows(xp, g, m + 1)
    along_u, along_v = _t(xp, u) @ of_u, _t(xp, v) @ of_v
    turn_u, turn_v = along_u - _t(xp, along_u), along_v - _t(xp, along_v)
    inner = _over(xp, turn_u + turn_v, s - _t(xp, s)) + _over(xp, turn_u - turn_v, s + _t(xp, s))
    result = u @ (inner * 0.5 + of_s * _identity(xp, inner)) @ _t(xp, v)
    if m > n:  # what of the gradient of U is outside its columns
        result = result + _over(xp, of_u - u @ along_u, s) @ _t(xp, v)
    if n > m:
        result = result + u @ _t(xp, _over(xp, of_v - v @ along_v, s))
    return result


# -------------------------------------------------------------------------------------------------------------- qr
@lru_cache(maxsize=256)
def qr(m: int, n: int) -> Rule:
    """The thin decomposition of matrices with `m` rows and `n` columns."""
    return unary_from_output("qr", FLOAT, lambda xp, x: xp.qr(x), lambda xp, g, y: _qr_gradient(xp, g, y, m, n))


def _qr_gradient(xp: Namespace, g: Array, y: Array, m: int, n: int) -> Array:
    """Of a wide matrix `[X | Y]` the columns of `X` make `Q`, and `Y` is `Q` times the rest of `R`."""
    q, r = _rows(xp, y, 0, m), _t(xp, _rows(xp, y, m))
    of_q, of_r = _rows(xp, g, 0, m), _t(xp, _rows(xp, g, m))
    if n <= m:
        return _tall_qr_gradient(xp, q, r, of_q, of_r)
    rest, of_rest = _columns(xp, r, m), _columns(xp, of_r, m)
    of_q = of_q + q @ rest @ _t(xp, of_rest)
    of_x = _tall_qr_gradient(xp, q, _columns(xp, r, 0, m), of_q, _columns(xp, of_r, 0, m))
    return xp.concat((of_x, q @ of_rest), -1)


def _tall_qr_gradient(xp: Namespace, q: Array, r: Array, of_q: Array, of_r: Array) -> Array:
    inner = r @ _t(xp, of_r) - _t(xp, of_q) @ q
    symmetric = _lower(xp, inner, 0.5)
    return _t(xp, xp.solve(r, _t(xp, of_q + q @ (symmetric + _t(xp, symmetric)))))
