"""A function over dimensions and dtypes of its own holds its callers, and its body, to what its signature says."""

from __future__ import annotations

from typing import NewType, TypeAlias, TypeVar, TypeVarTuple, assert_type

from typedgrad import Float, One, Tensor, bool_, exp, float32, float64, int64, ones, sum

L = TypeVarTuple("L")
F = TypeVar("F", bound=Float)
DT = TypeVar("DT", float32, float64)
M = TypeVar("M", bound=int)
N = TypeVar("N", bound=int)
K = TypeVar("K", bound=int)

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Row: TypeAlias = Tensor[float32, tuple[Pixels]]


def _normalised(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    centred = x - x.mean(-1, keepdims=True)
    return centred / (centred * centred).mean(-1, keepdims=True).sqrt()


def _scores(query: Tensor[DT, tuple[*L, M, K]], key: Tensor[DT, tuple[*L, N, K]]) -> Tensor[DT, tuple[*L, M, K]]:
    return query + key.sum(-2, keepdims=True)


def _affine(x: Tensor[DT, tuple[M, K]], w: Tensor[DT, tuple[K, N]], b: Tensor[DT, tuple[N]]) -> Tensor[DT, tuple[M, N]]:
    return x @ w + b


def _rows(x: Tensor[F, tuple[M, N]]) -> Tensor[F, tuple[M]]:
    return x.sum(-1)


def any_leading_axes(
    x: X, row: Row, t: Tensor[float64, tuple[Batch, Time, Pixels]], s: Tensor[float32, tuple[()]]
) -> None:
    assert_type(_normalised(x), X)
    assert_type(_normalised(row), Row)
    assert_type(_normalised(t), Tensor[float64, tuple[Batch, Time, Pixels]])
    _normalised(s)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[()]"


def the_rank_of_the_signature(x: X, row: Row) -> None:
    assert_type(_rows(x), Tensor[float32, tuple[Batch]])
    _rows(row)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Pixels]" static-only: the body runs with a vector too
    _rows(x[None])  # E: mypy[arg-type] pyright[reportArgumentType] "Batch, Pixels" static-only: the body runs with a stack too


def the_kind_of_the_signature(
    x: X, count: Tensor[int64, tuple[Batch, Pixels]], mask: Tensor[bool_, tuple[Batch]]
) -> None:
    assert_type(_normalised(x), X)
    _normalised(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    _normalised(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"


def dimensions_that_are_the_same(
    x: X,
    w: Tensor[float32, tuple[Pixels, Hidden]],
    b: Tensor[float32, tuple[Hidden]],
    v: Tensor[float32, tuple[Hidden, Pixels]],
) -> None:
    assert_type(_affine(x, w, b), Tensor[float32, tuple[Batch, Hidden]])
    _affine(x, v, b)  # E: mypy[misc] pyright[reportArgumentType] "_affine"
    _affine(x, w, x[0])  # E: mypy[misc] pyright[reportArgumentType] "_affine"
    _affine(x, b, w)  # E: mypy[arg-type] pyright[reportArgumentType] "_affine"


def dtypes_that_are_the_same(
    x: X,
    w: Tensor[float32, tuple[Pixels, Hidden]],
    b: Tensor[float32, tuple[Hidden]],
    c: Tensor[float64, tuple[Hidden]],
) -> None:
    assert_type(_affine(x, w, b), Tensor[float32, tuple[Batch, Hidden]])
    _affine(x, w, c)  # E: mypy[type-var] pyright[reportArgumentType] "_affine"
    assert_type(_affine(x.astype(float64), w.astype(float64), c), Tensor[float64, tuple[Batch, Hidden]])


def leading_axes_that_are_the_same(
    q: Tensor[float32, tuple[Batch, Time, Hidden]],
    k: Tensor[float32, tuple[Batch, Pixels, Hidden]],
    other: Tensor[float32, tuple[Time, Pixels, Hidden]],
) -> None:
    assert_type(_scores(q, k), Tensor[float32, tuple[Batch, Time, Hidden]])
    _scores(q, other)  # E: mypy[misc] pyright[reportArgumentType] "_scores"


def what_a_result_is(x: X, row: Row) -> None:
    assert_type(_rows(x), Tensor[float32, tuple[Batch]])
    assert_type(_normalised(x) + row, X)
    _rows(x) + row  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"


def a_body_broadcasts_what_fits(
    x: Tensor[F, tuple[*L, N]], row: Tensor[F, tuple[N]], column: Tensor[F, tuple[*L, One]]
) -> None:
    assert_type(x + row, Tensor[F, tuple[*L, N]])
    assert_type(x * column, Tensor[F, tuple[*L, N]])
    x + row.sum(0, keepdims=True)
    x @ x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple["


def a_body_reduces(x: Tensor[F, tuple[M, N]]) -> None:
    assert_type(x.sum(0), Tensor[F, tuple[N]])
    x + x.sum(1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[M"
    assert_type(x + x.sum(1, keepdims=True), Tensor[F, tuple[M, N]])
    assert_type(x.T, Tensor[F, tuple[N, M]])
    x + x.T  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[N"


def a_body_multiplies(x: Tensor[DT, tuple[M, K]], w: Tensor[DT, tuple[K, N]]) -> None:
    assert_type(x @ w, Tensor[DT, tuple[M, N]])
    w @ x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[M"
    assert_type(w.T @ x.T, Tensor[DT, tuple[N, M]])
    x.T @ w.T  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[N"


def a_body_keeps_the_dtype(x: Tensor[F, tuple[N]]) -> None:
    assert_type(x * 2.0, Tensor[F, tuple[N]])
    assert_type(exp(x), Tensor[F, tuple[N]])
    x + x.astype(float64)  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(sum(x), Tensor[F, tuple[()]])


def a_body_makes_tensors(x: Tensor[float32, tuple[M, N]], n: N) -> None:
    assert_type(x + ones((n,)), Tensor[float32, tuple[M, N]])
    x + ones((n,), float64)  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
