"""Linear algebra: four functions of the main namespace, and all of the extension `linalg`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

import typedgrad
from typedgrad import cholesky as _lower_cholesky
from typedgrad import det, eigh, eigvalsh, inv, matmul, matrix_power, matrix_transpose, outer, slogdet, solve, svdvals
from typedgrad.array_api.data_types import int64
from typedgrad.array_api.erased import Array, erased, is_array
from typedgrad.array_api.manipulation import moveaxis
from typedgrad.array_api.statistical import max as _max
from typedgrad.array_api.statistical import min as _min
from typedgrad.array_api.statistical import sum as _sum
from typedgrad.errors import DTypeError, GradientError, described
from typedgrad.ops.decomposition import QRResult, SVDResult
from typedgrad.tensor.base import check_tensors, wrap

if TYPE_CHECKING:
    from typing import Literal

    from typedgrad.array_api.erased import Axes, DataType

__all__ = [  # the extension, in the order of the standard
    "cholesky",
    "cross",
    "det",
    "diagonal",
    "eigh",
    "eigvalsh",
    "inv",
    "matmul",
    "matrix_norm",
    "matrix_power",
    "matrix_rank",
    "matrix_transpose",
    "outer",
    "pinv",
    "qr",
    "slogdet",
    "solve",
    "svd",
    "svdvals",
    "tensordot",
    "trace",
    "vecdot",
    "vector_norm",
]

_diagonal = erased(typedgrad.diagonal)
_expand_dims = erased(typedgrad.expand_dims)
_norm = erased(typedgrad.norm)
_tensordot = erased(typedgrad.tensordot)
_vecdot = erased(typedgrad.vecdot)


# -------------------------------------------------------------------------------------------------------- products
def cross(x1: Array, x2: Array, /, *, axis: int = -1) -> Array:
    """The cross products of the vectors of three elements that lie along `axis`."""
    if axis == -1:
        return typedgrad.cross(x1, x2)
    return moveaxis(typedgrad.cross(moveaxis(x1, axis, -1), moveaxis(x2, axis, -1)), -1, axis)


def tensordot(x1: Array, x2: Array, /, *, axes: int | tuple[tuple[int, ...], tuple[int, ...]] = 2) -> Array:
    """The sums of products over so many axes, the last of `x1` and the first of `x2`, or over those named."""
    return _tensordot(x1, x2, axes=axes)


def vecdot(x1: Array, x2: Array, /, *, axis: int = -1) -> Array:
    """The dot products of the vectors along `axis`."""
    return _vecdot(x1, x2, axis=axis)


# ----------------------------------------------------------------------------------------------- parts and numbers
def diagonal(x: Array, /, *, offset: int = 0) -> Array:
    """The diagonals of matrices, `offset` above the main one."""
    return _diagonal(x, offset=offset)


def trace(x: Array, /, *, offset: int = 0, dtype: DataType | None = None) -> Array:
    """The sums of the diagonals of matrices; dtypes as in `sum`."""
    return _sum(diagonal(x, offset=offset), axis=-1, dtype=dtype)


def matrix_norm(x: Array, /, *, keepdims: bool = False, ord: float | Literal["fro", "nuc"] = "fro") -> Array:
    """The norms of matrices: of the elements ("fro"), of the singular values ("nuc", 2, -2), or of rows or columns.

    Raises:
        ValueError: another `ord` than "fro", "nuc", 1, -1, 2, -2 or plus or minus infinity.
    """
    if ord == "fro":
        return _norm(x, (-2, -1), keepdims=keepdims)
    if ord in ("nuc", 2, -2):
        values = svdvals(x)
        result = _sum(values, axis=-1) if ord == "nuc" else (_max if ord == 2 else _min)(values, axis=-1)
        return _expand_dims(_expand_dims(result, -1), -1) if keepdims else result
    if ord not in (1, -1, math.inf, -math.inf):
        raise ValueError(f"matrix_norm: ord {ord!r} is none of 'fro', 'nuc', 1, -1, 2, -2, inf and -inf")
    columns = abs(ord) == 1
    sums = _sum(abs(x), axis=-2 if columns else -1, keepdims=True)
    result = (_max if ord > 0 else _min)(sums, axis=-1 if columns else -2, keepdims=True)
    return result if keepdims else result[..., 0, 0]


def matrix_rank(x: Array, /, *, rtol: float | Array | None = None) -> Array:
    """How many singular values are above `rtol` times the greatest; it depends on the dtype where None."""
    if rtol is None:
        return typedgrad.matrix_rank(x)
    return _sum((svdvals(x) > _threshold(x, rtol)).astype(typedgrad.int64), axis=-1, dtype=int64)


def vector_norm(x: Array, /, *, axis: Axes = None, keepdims: bool = False, ord: float = 2) -> Array:
    """The norms of the vectors along the axes, of which several make one vector; of all elements where None.

    Raises:
        DTypeError: `ord` is no number.
        ValueError: `ord` is NaN.
    """
    check_tensors("vector_norm", x)
    if not isinstance(ord, (int, float)) or isinstance(ord, bool):
        raise DTypeError(f"vector_norm: ord {described(ord)} is no number")
    if ord != ord:  # noqa: PLR0124  # NaN
        raise ValueError("vector_norm: ord is nan")
    if ord >= 0:
        return _norm(x, axis, ord=ord, keepdims=keepdims)
    if ord == -math.inf:
        return _min(abs(x), axis=axis, keepdims=keepdims)
    return _sum(abs(x) ** ord, axis=axis, keepdims=keepdims) ** (1 / ord)


def _threshold(x: Array, rtol: float | Array) -> Array:
    """The singular values of `x` above this count, for each matrix along a last axis of size 1."""
    greatest = _max(svdvals(x), axis=-1, keepdims=True)
    return greatest * (_expand_dims(rtol, -1) if is_array(rtol) else rtol)


# -------------------------------------------------------------------------------------------------- decompositions
def cholesky(x: Array, /, *, upper: bool = False) -> Array:
    """The lower triangular matrices L with L @ L.mT equal to `x`, or the upper ones, L.mT."""
    lower = _lower_cholesky(x)
    return matrix_transpose(lower) if upper else lower


def pinv(x: Array, /, *, rtol: float | Array | None = None) -> Array:
    """The pseudo-inverses; singular values up to `rtol` times the greatest count as 0."""
    if rtol is None:
        return typedgrad.pinv(x)
    u, s, vh = typedgrad.svd(x)
    large = s > _threshold(x, rtol)
    inverse = erased(typedgrad.where)(large, 1.0 / erased(typedgrad.where)(large, s, 1.0), 0.0)
    return matrix_transpose(vh) * _expand_dims(inverse, -2) @ matrix_transpose(u)


def qr(x: Array, /, *, mode: Literal["reduced", "complete"] = "reduced") -> QRResult[Any, Any, Any]:
    """Orthonormal columns Q and upper triangular R with Q @ R equal to `x`; "complete", Q is square.

    Raises:
        ValueError: another `mode`.
        GradientError: "complete" of matrices with more rows than columns, and `x` is recorded.
    """
    if mode not in {"reduced", "complete"}:
        raise ValueError(f"qr: mode {described(mode)} is neither 'reduced' nor 'complete'")
    if mode == "reduced" or not _is_matrices(x) or x.shape[-2] <= x.shape[-1]:
        return typedgrad.qr(x)
    _refuse_recorded("qr", x)
    return QRResult(*map(wrap, np.linalg.qr(x.numpy(), mode="complete")))


def svd(x: Array, /, *, full_matrices: bool = True) -> SVDResult[Any, Any, Any, Any]:
    """The singular values S with U and Vh, U * S @ Vh equal to `x`; "full", U and Vh are square.

    Raises:
        GradientError: full matrices of an `x` that is not square and is recorded.
    """
    if not full_matrices or not _is_matrices(x) or x.shape[-2] == x.shape[-1]:
        return typedgrad.svd(x)
    _refuse_recorded("svd", x)
    return SVDResult(*map(wrap, np.linalg.svd(x.numpy(), full_matrices=True)))


def _is_matrices(x: Array) -> bool:
    """Whether these are matrices of floats, of which NumPy may be asked; else typedgrad's function says what not."""
    return is_array(x) and x.ndim >= 2 and x.dtype.kind == "f"


def _refuse_recorded(operation: str, x: Array) -> None:
    if x._node is not None:
        raise GradientError(f"{operation}: the columns that complete a basis have no gradient; ask for the reduced one")
