"""Products of matrices and vectors, and what solves their equations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import NUMBERS, Call, over
from oracle.inputs import PAIRS, Form, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.inputs import Shape

_FACTORS = (
    *(rows(left, right) for left, right in (
        ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
        ((2, 4, 3), (3, 2)), ((1, 4, 3), (2, 3, 5)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 0), (0, 3)), ((0, 3), (3, 2)),
    )),
    (Form((2, 3), "columns"), Form((3, 4), "reversed")),
    (Form((2, 3), "strided"), Form((3, 4), "columns")),
    (Form((3,), "reversed"), Form((3,), "strided")),
)  # fmt: skip
_SQUARES = (
    (Form((3, 3)),), (Form((1, 1)),), (Form((2, 3, 3)),), (Form((3, 3), "columns"),), (Form((3, 3), "strided"),),
    (Form((3, 3), "reversed"),), (Form((0, 3, 3)),), (Form((0, 0)),),
)  # fmt: skip
_MATRICES = (*_SQUARES, (Form((2, 3)),), (Form((4, 2)),), (Form((2, 4, 3)),), (Form((2, 3), "reversed"),))
_EINSUMS: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    ("ij,jk->ik", ((2, 3), (3, 4))), ("bij,bjk->bik", ((2, 2, 3), (2, 3, 4))), ("i,i->", ((3,), (3,))),
    ("i,j->ij", ((2,), (3,))), ("ij->ji", ((2, 3),)), ("ij->i", ((2, 3),)), ("ij->", ((2, 3),)), ("ii->i", ((3, 3),)),
    ("ii->", ((3, 3),)), ("ij,ij->", ((2, 3), (2, 3))), ("bqd,bkd->bqk", ((2, 3, 4), (2, 5, 4))),
    ("ij,j", ((2, 3), (3,))), ("bhqd,bhkd->bhqk", ((2, 2, 3, 2), (2, 2, 1, 2))),
)  # fmt: skip


def well(library: str) -> str:
    """A square matrix far from being singular, in the words of a library."""
    size = "*x.shape[-2:]" if library == "torch" else "x.shape[-1]"
    return f"(x + 5.0 * {library}.eye({size}, dtype=dtype))"


def calls() -> Iterator[Call]:
    """Of products, inverses and determinants."""
    yield from over("matmul", ("x @ y", "tg.matmul(x, y)"), "x @ y", _FACTORS, dtypes=NUMBERS)
    yield from over(
        "outer", "tg.outer(x, y)", "torch.outer(x, y)", [rows((3,), (2,)), rows((0,), (2,))], dtypes=NUMBERS
    )
    same = [forms for forms in PAIRS if forms[0].shape and forms[1].shape and forms[0].shape[-1] == forms[1].shape[-1]]
    yield from over("vecdot", "tg.vecdot(x, y)", "torch.sum(x * y, -1, dtype=x.dtype)", same, dtypes=NUMBERS)
    for axis in (0, 1):
        ours, theirs = f"tg.vecdot(x, y, axis={axis})", f"torch.linalg.vecdot(x, y, dim={axis})"
        yield from over("vecdot", ours, theirs, [rows((2, 3), (2, 3))])
    threes = [
        rows((3,), (3,)),
        rows((2, 3), (3,)),
        rows((3,), (4, 2, 3)),
        (Form((2, 3), "columns"), Form((2, 3), "strided")),
    ]
    yield from over(
        "cross", "tg.cross(x, y)", "torch.linalg.cross(*torch.broadcast_tensors(x, y))", threes, dtypes=NUMBERS
    )
    for subscripts, shapes in _EINSUMS:
        names = ", ".join("xyz"[: len(shapes)])
        ours = f"tg.einsum('{subscripts}', {names}, shape=None)"
        yield from over("einsum", ours, f"torch.einsum('{subscripts}', {names})", [rows(*shapes)])
    yield from over("einsum", "tg.einsum('ij,jk,k->i', x, y, z, shape=None)", "x @ y @ z", [rows((2, 3), (3, 4), (4,))])
    for axes, dims, forms in (
        ("1", "1", rows((2, 3), (3, 4))),
        ("2", "2", rows((2, 3, 4), (3, 4, 2))),
        ("0", "0", rows((2,), (3,))),
        ("((-1,), (0,))", "([-1], [0])", rows((2, 3), (3,))),
        ("((0, 1), (1, 0))", "([0, 1], [1, 0])", rows((2, 3), (3, 2, 4))),
    ):
        ours, theirs = f"tg.tensordot(x, y, axes={axes})", f"torch.tensordot(x, y, dims={dims})"
        yield from over("tensordot", ours, theirs, [forms])
    theirs = "torch.diagonal(x, 0, -2, -1).sum(-1, dtype=x.dtype)"
    yield from over("trace", "tg.trace(x)", theirs, _MATRICES, dtypes=NUMBERS)
    yield from _equations()


def _equations() -> Iterator[Call]:
    ours, theirs = well("tg"), well("torch")
    yield from over("inv", f"tg.inv({ours})", f"torch.linalg.inv({theirs})", _SQUARES)
    scaled, theirs_scaled = f"tg.det({ours} / 4.0)", f"torch.linalg.det({theirs} / 4.0)"
    yield from over("det", scaled, theirs_scaled, _SQUARES)
    yield from over("det", "tg.det(x)", "torch.linalg.det(x)", _SQUARES)
    yield from over("slogdet", f"tg.slogdet({ours})", f"torch.linalg.slogdet({theirs})", _SQUARES)
    for n in (0, 1, 2, 3, 5, -1, -2):
        written, written_theirs = f"tg.matrix_power({ours}, {n})", f"torch.linalg.matrix_power({theirs}, {n})"
        yield from over("matrix_power", written, written_theirs, _SQUARES, order=2 if n else 0)
    right = "torch.linalg.solve({}, y)"
    for forms in (
        rows((3, 3), (3,)),
        rows((3, 3), (3, 2)),
        rows((2, 3, 3), (2, 3, 2)),
        rows((3, 3), (2, 3, 2)),
        rows((2, 3, 3), (3, 1)),
        rows((0, 0), (0, 2)),
        (Form((3, 3), "columns"), Form((3, 2), "reversed")),
    ):
        yield from over("solve", f"tg.solve({ours}, y)", right.format(theirs), [forms])
    yield from over("pinv", "tg.pinv(x)", "torch.linalg.pinv(x)", [f for f in _MATRICES if 0 not in f[0].shape])
    ours, theirs = "tg.pinv(x @ y)", "torch.linalg.pinv(x @ y)"
    yield from over("pinv", ours, theirs, [rows((4, 2), (2, 3))])
    yield from over(
        "matrix_rank", "tg.matrix_rank(x @ y)", "torch.linalg.matrix_rank(x @ y)", [rows((4, 2), (2, 3))], order=0
    )
    yield from over("matrix_rank", "tg.matrix_rank(x)", "torch.linalg.matrix_rank(x)", [rows((2, 4, 3))], order=0)
