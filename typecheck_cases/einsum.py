"""`einsum` and `tensordot` know the shapes of the common subscripts and axes, and reject operands that do not fit.

Other subscripts need the shape of their result.
"""

from __future__ import annotations

from typing import Any, Literal, NewType, TypeAlias, assert_type

from typedgrad import Tensor, bool_, einsum, float32, float64, int64, tensordot
from typedgrad import sum as sum_

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
W: TypeAlias = Tensor[float32, tuple[Pixels, Hidden]]
V: TypeAlias = Tensor[float32, tuple[Pixels]]
H: TypeAlias = Tensor[float32, tuple[Hidden]]
Square: TypeAlias = Tensor[float32, tuple[Pixels, Pixels]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Pixels]]
Heads: TypeAlias = Tensor[float32, tuple[Batch, Literal[8], Time, Pixels]]


def matrices(x: X, w: W) -> None:
    assert_type(einsum("ij,jk->ik", x, w), Tensor[float32, tuple[Batch, Hidden]])
    assert_type(einsum("ij,kj->ik", x, x), Tensor[float32, tuple[Batch, Batch]])
    assert_type(einsum("ij,ik->jk", x, x), Square)
    einsum("ij,jk->ik", w, x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("ij,kj->ik", x, w)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("ij,jk->ik", x, w, w)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("ij,jk->ik", x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def vectors(x: X, v: V, h: H, b: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(einsum("i,j->ij", v, h), W)
    assert_type(einsum("i,i->", v, v), Tensor[float32, tuple[()]])
    assert_type(einsum("i,i->i", v, v), V)
    einsum("i,i->", v, h)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    assert_type(einsum("ij,j->i", x, v), Tensor[float32, tuple[Batch]])
    einsum("ij,j->i", x, h)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    assert_type(einsum("i,ij->j", b, x), V)
    assert_type(einsum("i,ij,j->", b, x, v), Tensor[float32, tuple[()]])
    einsum("i,ij,j->", v, x, v)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def one_matrix(x: X, s: Square, t: Tensor[float32, tuple[Batch, Pixels, Pixels]]) -> None:
    assert_type(einsum("ij->ji", x), Tensor[float32, tuple[Pixels, Batch]])
    assert_type(einsum("ij->i", x), Tensor[float32, tuple[Batch]])
    assert_type(einsum("ij->j", x), V)
    assert_type(einsum("ij->", x), Tensor[float32, tuple[()]])
    assert_type(einsum("i->", x[0]), Tensor[float32, tuple[()]])
    assert_type(einsum("bij->bji", t), Tensor[float32, tuple[Batch, Pixels, Pixels]])
    assert_type(einsum("ii->i", s), V)
    assert_type(einsum("ii->", s), Tensor[float32, tuple[()]])
    assert_type(einsum("bii->b", t), Tensor[float32, tuple[Batch]])
    einsum("ii->", x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("ij->", t)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def two_of_a_shape(x: X, y: X, w: W) -> None:
    assert_type(einsum("ij,ij->", x, y), Tensor[float32, tuple[()]])
    assert_type(einsum("bi,bi->b", x, y), Tensor[float32, tuple[Batch]])
    assert_type(einsum("ij,ij->j", x, y), V)
    assert_type(einsum("ij,ij->ij", x, y), X)
    einsum("ij,ij->", x, w)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def stacks(t: Stack, w: W, x: X, scores: Tensor[float32, tuple[Batch, Time, Time]], s: Square) -> None:
    assert_type(einsum("bqd,bkd->bqk", t, t), Tensor[float32, tuple[Batch, Time, Time]])
    assert_type(einsum("bij,bjk->bik", scores, t), Stack)
    assert_type(einsum("bij,jk->bik", t, w), Tensor[float32, tuple[Batch, Time, Hidden]])
    assert_type(einsum("bij,bj->bi", t, x), Tensor[float32, tuple[Batch, Time]])
    assert_type(einsum("bi,ij,bj->b", x, s, x), Tensor[float32, tuple[Batch]])
    einsum("bij,bjk->bik", t, t)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("bij,bj->bi", t, w)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def attention(q: Heads, k: Heads, t: Tensor[float32, tuple[Batch, Time, Literal[8], Pixels]]) -> None:
    scores = einsum("bhqd,bhkd->bhqk", q, k)
    assert_type(scores, Tensor[float32, tuple[Batch, Literal[8], Time, Time]])
    assert_type(einsum("bhqk,bhkd->bhqd", scores, k), Heads)
    assert_type(einsum("bqhd,bkhd->bhqk", t, t), Tensor[float32, tuple[Batch, Literal[8], Time, Time]])
    assert_type(einsum("bhqk,bkhd->bqhd", scores, t), Tensor[float32, tuple[Batch, Time, Literal[8], Pixels]])
    einsum("bhqk,bhkd->bhqd", q, k)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("bhqd,bhkd->bhqk", q, t)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def other_subscripts(x: X, w: W, h: H, batch: Batch) -> None:
    assert_type(einsum("ij,jk,k->i", x, w, h, shape=(batch,)), Tensor[float32, tuple[Batch]])
    einsum("ij,jk,k->i", x, w, h)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum" static-only: the run time knows the shape of the result
    einsum("ij,jk->ik", x, w, shape="ik")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum(2, x, w, shape=None)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def a_shape_left_open(x: X, w: W, h: H) -> None:
    assert_type(einsum("ij,jk,k->i", x, w, h, shape=None), Tensor[float32, tuple[Any, ...]])


def dtypes(x: X, double: Tensor[float64, tuple[Pixels, Hidden]], count: Tensor[int64, tuple[Batch, Pixels]], mask: Tensor[bool_, tuple[Batch, Pixels]], w: W) -> None:
    assert_type(einsum("ij,jk->ik", x, w), Tensor[float32, tuple[Batch, Hidden]])
    einsum("ij,jk->ik", x, double)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    assert_type(einsum("ij->j", count), Tensor[int64, tuple[Pixels]])
    einsum("ij->j", mask)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"
    einsum("ij->j", 2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def within(x: X, w: W, t: Tensor[float32, tuple[Time, Batch, Pixels]]) -> None:
    assert_type(einsum("ij,jk->ik", sum_(t, axis=0), w), Tensor[float32, tuple[Batch, Hidden]])
    einsum("ij,jk->ik", sum_(t, axis=1), x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "einsum"


def axes_by_number(t: Stack, x: X, w: W, v: V, u: Tensor[float32, tuple[Time, Pixels, Hidden]], h: H) -> None:
    assert_type(tensordot(t, u), Tensor[float32, tuple[Batch, Hidden]])
    tensordot(t, w)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "tensordot"
    assert_type(tensordot(t, w, axes=1), Tensor[float32, tuple[Batch, Time, Hidden]])
    tensordot(t, x, axes=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "tensordot"
    assert_type(tensordot(x, v, axes=1), Tensor[float32, tuple[Batch]])
    assert_type(tensordot(x, h, axes=0), Tensor[float32, tuple[Batch, Pixels, Hidden]])
    tensordot(x, w, axes=3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "tensordot"


def axes_of_each(t: Stack, x: X, w: W, y: Tensor[float32, tuple[Batch, Hidden]]) -> None:
    assert_type(tensordot(x, w, axes=((-1,), (0,))), Tensor[float32, tuple[Batch, Hidden]])
    tensordot(w, x, axes=((-1,), (0,)))  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "tensordot"
    assert_type(tensordot(t, x, axes=((-1,), (-1,))), Tensor[float32, tuple[Batch, Time, Batch]])
    tensordot(t, w, axes=((-1,), (-1,)))  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "tensordot"
    assert_type(tensordot(t, x[0], axes=((-1,), (-1,))), Tensor[float32, tuple[Batch, Time]])
    assert_type(tensordot(x, y, axes=((0,), (0,))), W)
    tensordot(x, w, axes=((0,), (0,)))  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "tensordot"
    assert_type(tensordot(x, x, axes=((0, 1), (0, 1))), Tensor[float32, tuple[()]])
