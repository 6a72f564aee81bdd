"""`matmul` as a function: what `@` accepts, it accepts, and gives the same shape; `vecdot`, `outer`, `cross`."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, cross, float32, float64, int64, matmul, outer, vecdot
from typedgrad import sum as sum_

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
W: TypeAlias = Tensor[float32, tuple[Pixels, Hidden]]
V: TypeAlias = Tensor[float32, tuple[Pixels]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Pixels]]
Heads: TypeAlias = Tensor[float32, tuple[Batch, Literal[8], Time, Pixels]]
Axes: TypeAlias = Tensor[float32, tuple[Batch, Literal[3]]]
Axis: TypeAlias = Tensor[float32, tuple[Literal[3]]]


def matrices(x: X, w: W) -> None:
    assert_type(matmul(x, w), Tensor[float32, tuple[Batch, Hidden]])
    matmul(w, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "matmul"


def vectors(x: X, w: W, v: V, h: Tensor[float32, tuple[Hidden]]) -> None:
    assert_type(matmul(x, v), Tensor[float32, tuple[Batch]])
    matmul(x, h)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "matmul"
    assert_type(matmul(v, w), Tensor[float32, tuple[Hidden]])
    matmul(h, w)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "matmul"
    assert_type(matmul(v, v), Tensor[float32, tuple[()]])
    matmul(v, h)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "matmul"
    matmul(v, v.sum())  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "matmul"


def stacks(
    t: Stack,
    w: W,
    u: Tensor[float32, tuple[Batch, Pixels, Hidden]],
    other: Tensor[float32, tuple[Time, Pixels, Hidden]],
    one: Tensor[float32, tuple[One, Pixels, Hidden]],
    v: V,
    x: X,
) -> None:
    assert_type(matmul(t, w), Tensor[float32, tuple[Batch, Time, Hidden]])
    assert_type(matmul(t, u), Tensor[float32, tuple[Batch, Time, Hidden]])
    matmul(t, other)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "matmul"
    assert_type(matmul(t, one), Tensor[float32, tuple[Batch, Time, Hidden]])
    assert_type(matmul(x, other), Tensor[float32, tuple[Time, Batch, Hidden]])
    assert_type(matmul(v, u), Tensor[float32, tuple[Batch, Hidden]])
    assert_type(matmul(t, v), Tensor[float32, tuple[Batch, Time]])
    matmul(t, t)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "matmul"


def rank_4(q: Heads, k: Heads, w: Tensor[float32, tuple[Literal[8], Pixels, Hidden]]) -> None:
    assert_type(matmul(q, k.mT), Tensor[float32, tuple[Batch, Literal[8], Time, Time]])
    matmul(q, k)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "matmul"
    assert_type(matmul(q, w), Tensor[float32, tuple[Batch, Literal[8], Time, Hidden]])
    assert_type(matmul(w.mT, q.mT), Tensor[float32, tuple[Batch, Literal[8], Hidden, Time]])


def within(x: X, w: W, t: Tensor[float32, tuple[Time, Batch, Pixels]]) -> None:
    assert_type(matmul(sum_(t, axis=0), w), Tensor[float32, tuple[Batch, Hidden]])
    assert_type(matmul(x, sum_(t, axis=0).T), Tensor[float32, tuple[Batch, Batch]])
    matmul(x, sum_(t, axis=0))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "matmul"


def dtypes(x: X, w: W, double: Tensor[float64, tuple[Pixels, Hidden]], count: Tensor[int64, tuple[Batch, Pixels]]) -> None:
    assert_type(matmul(x, w), Tensor[float32, tuple[Batch, Hidden]])
    matmul(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "matmul"
    assert_type(matmul(count.T, count), Tensor[int64, tuple[Pixels, Pixels]])
    matmul(count.T > 0, count > 0)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "matmul"
    matmul(x, 2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "matmul"


def dot_products(x: X, y: X, h: Tensor[float32, tuple[Batch, Hidden]], v: V, t: Stack, row: Tensor[float32, tuple[One, Pixels]]) -> None:
    assert_type(vecdot(x, y), Tensor[float32, tuple[Batch]])
    vecdot(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "vecdot"
    assert_type(vecdot(x, v), Tensor[float32, tuple[Batch]])
    assert_type(vecdot(v, t), Tensor[float32, tuple[Batch, Time]])
    assert_type(vecdot(v, v), Tensor[float32, tuple[()]])
    assert_type(vecdot(t, row), Tensor[float32, tuple[Batch, Time]])
    assert_type(vecdot(x, y, axis=0), Tensor[float32, tuple[Pixels]])
    vecdot(x, h, axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "vecdot"
    vecdot(x, y, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "vecdot"
    assert_type(vecdot(t, t, axis=-2), Tensor[float32, tuple[Batch, Pixels]])
    vecdot(x, t)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "vecdot"


def outer_products(v: V, h: Tensor[float32, tuple[Hidden]], x: X, double: Tensor[float64, tuple[Hidden]]) -> None:
    assert_type(outer(v, h), Tensor[float32, tuple[Pixels, Hidden]])
    outer(v, x)  # E: mypy[arg-type] pyright[reportArgumentType] "outer"
    outer(v, double)  # E: mypy[type-var] pyright[reportArgumentType] "outer"
    outer(v, 2.0)  # E: mypy[arg-type] pyright[reportArgumentType] "outer"


def cross_products(a: Axes, b: Axes, axis: Axis, other: Tensor[float32, tuple[Time, Literal[3]]], x: X) -> None:
    assert_type(cross(a, b), Axes)
    cross(a, other)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross"
    assert_type(cross(a, axis), Axes)
    assert_type(cross(axis, a), Axes)
    cross(a, x)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "cross"
