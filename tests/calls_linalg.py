"""Calls of the rules of products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import Form, array, tensor, untyped
from rule_calls import Call, made, rows

from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray, Shape
    from rule_calls import Reference, Two

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
        regular = array(tensor(np.array(data, dtype.numpy), dtype, self.forms[0].layout)).view()
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


def _vecdot(axis: int) -> Two:
    return lambda x1, x2: np.einsum("...i,...i", np.moveaxis(x1, axis, -1), np.moveaxis(x2, axis, -1))


def _einsum(subscripts: str) -> Callable[..., Any]:
    """The sum over all letters, one product at a time."""
    left, output = subscripts.split("->")
    inputs = left.split(",")

    def function(*xs: AnyArray) -> AnyArray:
        axes = [x.shape for x in xs]
        sizes = dict(zip("".join(inputs), sum(axes, ()), strict=True))
        out = np.zeros([sizes[letter] for letter in output], xs[0].dtype)
        for place in np.ndindex(*sizes.values()):
            at = dict(zip(sizes, place, strict=True))
            factors = [x[tuple(at[a] for a in letters)] for letters, x in zip(inputs, xs, strict=True)]
            out[tuple(at[a] for a in output)] += np.prod(factors)
        return out

    return function


def _cofactor(x: AnyArray) -> AnyArray:
    """Each element's minor with its sign."""
    out = np.empty(x.shape, x.dtype)
    for i, j in np.ndindex(x.shape[-2:]):
        minor = np.delete(np.delete(x, i, -2), j, -1)
        out[..., i, j] = (-1) ** (i + j) * np.linalg.det(minor)
    return out


def _symmetric(x: AnyArray) -> AnyArray:
    return np.asarray((x + np.swapaxes(x, -1, -2)) / 2)


def _identities(x: AnyArray) -> AnyArray:
    """As many identity matrices as `x` has matrices, as wide as these are high or wide, whichever is less."""
    n = min(x.shape[-2:])
    return np.broadcast_to(np.eye(n, dtype=x.dtype), (*x.shape[:-2], n, n))


def _matrix_rank(x: AnyArray) -> AnyArray:
    """NumPy's, which before 2.3 has no rank for a matrix without rows or columns."""
    return np.asarray(np.linalg.matrix_rank(x) if x.size else np.zeros(x.shape[:-2], np.int64))


def _gram(x: AnyArray) -> AnyArray:
    return np.asarray(np.swapaxes(x, -1, -2) @ x)


REFERENCES: dict[str, Reference] = {
    "matmul": np.matmul,
    "linear": lambda x, w, b: np.dot(x, w) + b,
    "linear_sigmoid": lambda x, w, b: np.exp(-np.logaddexp(0.0, -(np.dot(x, w) + b))),
    "linear_tanh": lambda x, w, b: np.tanh(np.dot(x, w) + b),
    "linear_relu": lambda x, w, b: np.maximum(np.dot(x, w) + b, 0.0),
    "outer": np.multiply.outer,
    "vecdot": _vecdot,
    "cross": np.cross,
    "einsum": _einsum,
    "trace": lambda x: np.trace(x, axis1=-2, axis2=-1),
    "solve": np.linalg.solve,
    "inv": np.linalg.inv,
    "pinv": np.linalg.pinv,
    "det": np.linalg.det,
    "logabsdet": lambda x: np.linalg.slogdet(x)[1],
    "cofactor": _cofactor,
    "matrix_rank": _matrix_rank,
    "cholesky": lambda x: np.linalg.cholesky(_symmetric(x)),
    "eigh": lambda x: (np.linalg.eigvalsh(_symmetric(x)), _symmetric(x), _identities(x)),
    "svd": lambda _, __: lambda x: (np.linalg.svd(x, compute_uv=False), x, _identities(x), _identities(x)),
    "qr": lambda _, __: lambda x: (np.abs(np.linalg.qr(x)[1]), x, _identities(x)),
}
"""NumPy's functions; of factors, whose signs are free, what `defined` takes of them."""


def defined(call: Call, result: AnyArray) -> tuple[AnyArray, ...]:
    """The result, of factors what does not depend on the signs: values, product, and that columns are orthonormal."""
    if call.name == "eigh":
        w, v = result[..., 0, :], result[..., 1:, :]
        return w, (v * w[..., None, :]) @ np.swapaxes(v, -1, -2), _gram(v)
    if call.name == "svd":
        m, _ = call.arguments
        u, s, v = result[..., :m, :], result[..., m, :], result[..., m + 1 :, :]
        return s, (u * s[..., None, :]) @ np.swapaxes(v, -1, -2), _gram(u), _gram(v)
    if call.name == "qr":
        m, _ = call.arguments
        q, r = result[..., :m, :], np.swapaxes(result[..., m:, :], -1, -2)
        return np.abs(r), q @ r, _gram(q)
    return (result,)


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
        for name in ("linear", "linear_sigmoid", "linear_tanh", "linear_relu"):
            yield Call(name, untyped(TABLE[name]), rows(x, (x[-1], out), (out,)))
    odd = (Form((2, 3), "strided"), Form((3, 4), "columns"), Form((4,), "reversed"))
    for name in ("linear", "linear_sigmoid", "linear_tanh", "linear_relu"):
        yield Call(name, untyped(TABLE[name]), odd)
    yield from _products()
    yield from _of_matrices()


def _products() -> Iterator[Call]:
    for left, right in ((2, 3), (0, 3), (1, 1)):
        yield Call("outer", untyped(TABLE["outer"]), rows((left,), (right,)))
    yield Call("outer", untyped(TABLE["outer"]), (Form((3,), "strided"), Form((2,), "reversed")))
    for axis in (-1, -2):
        yield Call("vecdot", made("vecdot", axis), (Form((2, 3), "columns"), Form((2, 3), "reversed")))
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
    yield Call("einsum", made("einsum", "ij,kj->ik"), (Form((2, 3), "reversed"), Form((4, 3))))


def _of_matrices() -> Iterator[Call]:
    for shape in OBLONGS:
        yield Call("trace", untyped(TABLE["trace"]), rows(shape))
    yield Call("trace", untyped(TABLE["trace"]), (Form((2, 3), "reversed"),))
    odd = (Form((3, 3), "columns"), Form((3, 3), "reversed"), Form((2, 3, 3), "strided"))
    for form in (*rows(*SQUARES), *odd):
        for name in ("inv", "det", "logabsdet", "cofactor"):
            yield RegularCall(name, untyped(TABLE[name]), (form,))
        for name in ("cholesky", "eigh"):
            yield RegularCall(name, untyped(TABLE[name]), (form,), definite=True)
    for left, right in (
        ((3, 3), (3,)), ((3, 3), (3, 2)), ((2, 3, 3), (3,)), ((2, 3, 3), (2, 3, 1)), ((3, 3), (2, 3, 2)),
        ((2, 1, 2, 2), (3, 2, 2)), ((0, 0), (0, 2)), ((0, 2, 2), (0, 2, 1)), ((2, 2), (2, 0)),
    ):  # fmt: skip
        yield RegularCall("solve", untyped(TABLE["solve"]), rows(left, right))
    for form in odd:
        yield RegularCall("solve", untyped(TABLE["solve"]), (form, Form((3, 2), form.layout)))
    for form in (*rows(*OBLONGS), *odd, Form((2, 3), "reversed"), Form((4, 3), "columns")):
        yield RegularCall("pinv", untyped(TABLE["pinv"]), (form,))
        yield RegularCall("matrix_rank", untyped(TABLE["matrix_rank"]), (form,))
        yield RegularCall("svd", made("svd", *form.shape[-2:]), (form,))
        yield RegularCall("qr", made("qr", *form.shape[-2:]), (form,))
