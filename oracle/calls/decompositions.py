"""Factors of matrices. Vectors have no sign of their own, so what is compared does not depend on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import Call, over
from oracle.calls.linear import well
from oracle.inputs import Form, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_SQUARES = (
    (Form((3, 3)),), (Form((1, 1)),), (Form((2, 3, 3)),), (Form((3, 3), "columns"),), (Form((3, 3), "strided"),),
    (Form((3, 3), "reversed"),), (Form((0, 3, 3)),),
)  # fmt: skip
_MATRICES = (*_SQUARES, *(rows(shape) for shape in ((2, 3), (4, 2), (2, 4, 3))), (Form((2, 3), "reversed"),))
_HALF = "((x + x.mT) / 2.0)"


def calls() -> Iterator[Call]:
    """Of the decompositions of matrices."""
    positive = "({0} @ {0}.mT)"
    ours, theirs = positive.format(well("tg")), positive.format(well("torch"))
    yield from over("cholesky", f"tg.cholesky({ours})", f"torch.linalg.cholesky({theirs})", _SQUARES)
    symmetric = f"torch.linalg.{{}}{_HALF}"
    yield from over("eigvalsh", "tg.eigvalsh(x)", symmetric.format("eigvalsh"), _SQUARES)
    exponential = "(lambda values, vectors: (values, (vectors * values[..., None, :].exp()) @ vectors.mT))(*{})"
    ours, theirs = exponential.format("tg.eigh(x)"), exponential.format(symmetric.format("eigh"))
    yield from over("eigh", ours, theirs, _SQUARES)
    yield from over("svdvals", "tg.svdvals(x)", "torch.linalg.svdvals(x)", _MATRICES)
    polar = "(lambda u, s, v: (s, (u * s[..., None, :] ** 2) @ v, u @ v))(*{})"
    ours, theirs = polar.format("tg.svd(x)"), polar.format("torch.linalg.svd(x, full_matrices=False)")
    yield from over("svd", ours, theirs, _MATRICES)
    squares = "(lambda q, r: (q @ r, (q * q), r * r))(*{})"
    yield from over("qr", squares.format("tg.qr(x)"), squares.format("torch.linalg.qr(x)"), _MATRICES)
