"""Calls of the rules of products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from helpers import Form, untyped
from rule_calls import Call, made, rows

from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray, Shape

    from typedgrad import DType


@dataclass(frozen=True)
class RegularCall(Call):
    """A call whose first operand is matrices with singular and eigenvalues apart from each other and from zero.

    Attributes:
        definite: whether they are symmetric and positive definite.
    """

    definite: bool = False

    def operands(self, dtype: type[DType]) -> list[AnyArray]:
        """The random operands, the matrices of the first replaced by regular ones near them."""
        first, *others = super().operands(dtype)
        data = first.astype(np.float64)
        if data.size:
            u, s, vh = np.linalg.svd(data, full_matrices=False)
            spread = np.arange(s.shape[-1], 0.0, -1.0) + s / 10
            data = (vh.swapaxes(-1, -2) if self.definite else u) * spread[..., None, :] @ vh
        regular: AnyArray = np.array(data, dtype.numpy)
        regular.flags.writeable = False
        return [regular, *others]


SQUARES: tuple[Shape, ...] = ((1, 1), (3, 3), (4, 4), (2, 3, 3), (2, 1, 2, 2), (0, 0), (0, 2, 2), (2, 0, 0))
OBLONGS: tuple[Shape, ...] = (*SQUARES, (2, 3), (3, 2), (2, 4, 3), (2, 2, 4), (0, 3), (3, 0))
SUBSCRIPTS: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    ("ij,jk->ik", ((2, 3), (3, 4))), ("ij->ji", ((2, 3),)), ("ij->i", ((2, 3),)), ("ij->", ((2, 3),)),
    ("i->", ((0,),)), ("ii->i", ((3, 3),)), ("ii->", ((3, 3),)), ("iji->j", ((2, 3, 2),)), ("iii->i", ((2, 2, 2),)),
    (",i->i", ((), (3,))), ("i,j->ij", ((2,), (3,))), ("i,i->", ((3,), (3,))), ("ij,ij->ij", ((2, 3), (2, 3))),
    ("ij,kl->", ((2, 3), (2, 2))), ("ij,j->i", ((2, 0), (0,))), ("bij,bjk->bik", ((2, 3, 2), (2, 2, 4))),
    ("bqd,bkd->bqk", ((2, 3, 2), (2, 4, 2))), ("bhqd,bhkd->bhqk", ((2, 2, 3, 2), (2, 2, 3, 2))),
    ("ii,ij,jk->k", ((2, 2), (2, 3), (3, 2))), ("->", ((),)), ("bi,ij,bj->b", ((2, 3), (3, 4), (2, 4))),
    ("a,ab,bc,c->", ((2,), (2, 3), (3, 2), (2,))), ("iij,kk->j", ((2, 2, 3), (2, 2))),
)  # fmt: skip


def _trace(x: AnyArray) -> AnyArray:
    return np.asarray(np.trace(x, axis1=-2, axis2=-1))


def _logabsdet(x: AnyArray) -> AnyArray:
    return np.asarray(np.linalg.slogdet(x)[1])


def _cholesky(x: AnyArray) -> AnyArray:
    lower: AnyArray = np.linalg.cholesky((x + x.swapaxes(-1, -2)) * np.asarray(0.5, x.dtype))
    return lower


REFERENCES: dict[str, Callable[..., AnyArray]] = {
    "matmul": np.matmul,
    "outer": np.multiply.outer,
    "cross": np.cross,
    "trace": _trace,
    "solve": np.linalg.solve,
    "inv": np.linalg.inv,
    "pinv": np.linalg.pinv,
    "det": np.linalg.det,
    "logabsdet": _logabsdet,
    "matrix_rank": untyped(np.linalg.matrix_rank),
    "cholesky": _cholesky,
}
ANALYTIC: frozenset[str] = frozenset(
    {"matmul", "linear", "outer", "vecdot", "cross", "einsum", "trace", "solve", "inv"}
)


def calls() -> Iterator[Call]:
    for shapes in (
        ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
        ((2, 4, 3), (3, 2)), ((1, 4, 3), (2, 3, 5)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 0), (0, 3)), ((0, 3), (3, 2)),
    ):  # fmt: skip
        yield Call("matmul", untyped(TABLE["matmul"]), rows(*shapes))
    yield Call("matmul", untyped(TABLE["matmul"]), (Form((2, 3), "columns"), Form((3, 4), "reversed")))
    for x, out in (((2, 3), 4), ((3,), 4), ((2, 2, 3), 4), ((0, 3), 2), ((2, 0), 3), ((2, 3), 0), ((2, 3, 0), 2)):
        yield Call("linear", untyped(TABLE["linear"]), rows(x, (x[-1], out), (out,)))
    odd = (Form((2, 3), "strided"), Form((3, 4), "columns"), Form((4,), "reversed"))
    yield Call("linear", untyped(TABLE["linear"]), odd)
    yield from _products()
    yield from _of_matrices()


def _products() -> Iterator[Call]:
    for left, right in ((2, 3), (0, 3), (1, 1)):
        yield Call("outer", untyped(TABLE["outer"]), rows((left,), (right,)))
    yield Call("outer", untyped(TABLE["outer"]), (Form((3,), "strided"), Form((2,), "reversed")))
    for axis, shape, other in (
        (-1, (3,), (3,)), (-1, (2, 3), (3,)), (-1, (3,), (2, 3)), (-1, (2, 1, 3), (4, 3)), (-2, (2, 3), (2, 3)),
        (-2, (2, 3, 4), (3, 1)), (-1, (2, 0), (2, 0)), (-1, (0, 3), (0, 3)),
    ):  # fmt: skip
        yield Call("vecdot", made("vecdot", axis), rows(shape, other))
    for shapes in (((3,), (3,)), ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 3), (4, 3)), ((0, 3), (3,))):
        yield Call("cross", untyped(TABLE["cross"]), rows(*shapes))
    yield Call("cross", untyped(TABLE["cross"]), (Form((2, 3), "columns"), Form((2, 3), "reversed")))
    for subscripts, operands in SUBSCRIPTS:
        yield Call("einsum", made("einsum", subscripts), rows(*operands))
    yield Call("einsum", made("einsum", "ij,kj->ik"), (Form((2, 3), "columns"), Form((4, 3), "strided")))


def _of_matrices() -> Iterator[Call]:
    for shape in OBLONGS:
        yield Call("trace", untyped(TABLE["trace"]), rows(shape))
    yield Call("trace", untyped(TABLE["trace"]), (Form((2, 3), "reversed"),))
    for shape in SQUARES:
        for name in ("inv", "det", "logabsdet", "cofactor"):
            yield RegularCall(name, untyped(TABLE[name]), rows(shape))
        for name in ("cholesky", "eigh"):
            yield RegularCall(name, untyped(TABLE[name]), rows(shape), definite=True)
    for left, right in (
        ((3, 3), (3,)), ((3, 3), (3, 2)), ((2, 3, 3), (3,)), ((2, 3, 3), (2, 3, 1)), ((3, 3), (2, 3, 2)),
        ((2, 1, 2, 2), (3, 2, 2)), ((0, 0), (0, 2)), ((0, 2, 2), (0, 2, 1)), ((2, 2), (2, 0)),
    ):  # fmt: skip
        yield RegularCall("solve", untyped(TABLE["solve"]), rows(left, right))
    for shape in OBLONGS:
        yield RegularCall("pinv", untyped(TABLE["pinv"]), rows(shape))
        yield RegularCall("matrix_rank", untyped(TABLE["matrix_rank"]), rows(shape))
        yield RegularCall("svd", made("svd", *shape[-2:]), rows(shape))
        yield RegularCall("qr", made("qr", *shape[-2:]), rows(shape))
