"""Two axes at once, in either order: counted from the front, from the end, or the first with the last.

Of images, with four axes, any two from the front, and the three that leave one. An axis is named once.
"""

from __future__ import annotations

from typing import NewType, TypeAlias, TypeVar, TypeVarTuple, assert_type

import typedgrad as tg
from typedgrad import Float, One, Tensor, bool_, float32, int64

L = TypeVarTuple("L")
F = TypeVar("F", bound=Float)
M = TypeVar("M", bound=int)
N = TypeVar("N", bound=int)

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Images: TypeAlias = Tensor[float32, tuple[Batch, Hidden, Rows, Columns]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Time, Hidden]]


def both_axes_of_a_matrix(h: H, x: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(h.sum((0, 1)), Tensor[float32, tuple[()]])
    x.sum((0, 1))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.max((-1, -2)), Tensor[float32, tuple[()]])
    x.max((-1, -2))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.mean(axis=(0, -1), keepdims=True), Tensor[float32, tuple[One, One]])
    x.mean(axis=(0, -1), keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    h.sum((0, 2))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "sum"
    h.sum((0, 0))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "sum"
    h.sum((-1, -1))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "sum"


def two_axes_of_a_stack(t: Stack) -> None:
    assert_type(t.sum((0, 1)), Tensor[float32, tuple[Hidden]])
    assert_type(t.sum((2, 0)), Tensor[float32, tuple[Time]])
    assert_type(t.prod((1, 2)), Tensor[float32, tuple[Batch]])
    t.prod((1, 3))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "prod"
    assert_type(t.max((-2, -1)), Tensor[float32, tuple[Batch]])
    assert_type(t.min((-1, -3)), Tensor[float32, tuple[Time]])
    t.min((-1, -4))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "min"
    assert_type(t.mean((-3, -2)), Tensor[float32, tuple[Hidden]])
    assert_type(t.mean((0, -1)), Tensor[float32, tuple[Time]])
    t.mean((3, -1))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "mean"


def two_axes_of_images(x: Images) -> None:
    assert_type(x.mean((2, 3)), Tensor[float32, tuple[Batch, Hidden]])
    x.mean((2, 4))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "mean"
    assert_type(x.mean((-1, -2)), Tensor[float32, tuple[Batch, Hidden]])
    assert_type(x.sum((0, 1)), Tensor[float32, tuple[Rows, Columns]])
    assert_type(x.sum((0, 2)), Tensor[float32, tuple[Hidden, Columns]])
    assert_type(x.sum((1, 2)), Tensor[float32, tuple[Batch, Columns]])
    assert_type(x.sum((3, 0)), Tensor[float32, tuple[Hidden, Rows]])
    assert_type(x.sum((1, 3)), Tensor[float32, tuple[Batch, Rows]])
    x.sum((3, 3))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "sum"


def three_axes_of_images(x: Images, t: Stack) -> None:
    assert_type(x.mean((0, 2, 3)), Tensor[float32, tuple[Hidden]])
    t.mean((0, 2, 3))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "mean"
    assert_type(x.var((0, 2, 3), keepdims=True), Tensor[float32, tuple[One, Hidden, One, One]])
    assert_type(x.sum((1, 2, 3)), Tensor[float32, tuple[Batch]])
    x.sum((1, 2, 4))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "sum"
    assert_type(x.sum((-3, -2, -1), keepdims=True), Tensor[float32, tuple[Batch, One, One, One]])
    assert_type(x.sum((0, 1, 2)), Tensor[float32, tuple[Columns]])


def keepdims(t: Stack, x: Images) -> None:
    assert_type(t.sum((0, 1), keepdims=True), Tensor[float32, tuple[One, One, Hidden]])
    assert_type(t - t.mean((1, 2), keepdims=True), Stack)
    t - t.mean((1, 2))  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    assert_type(t.max((-3, -1), keepdims=True), Tensor[float32, tuple[One, Time, One]])
    assert_type(x.min((2, 3), keepdims=True), Tensor[float32, tuple[Batch, Hidden, One, One]])
    x.min((2, 4), keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def _spatial(x: Tensor[F, tuple[*L, M, N]]) -> Tensor[F, tuple[*L]]:
    return tg.mean(x, (-2, -1))


def whatever_axes_come_before(x: Images, v: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(_spatial(x), Tensor[float32, tuple[Batch, Hidden]])
    _spatial(v)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"


def functions(t: Stack) -> None:
    assert_type(tg.sum(t, (0, 1)), Tensor[float32, tuple[Hidden]])
    assert_type(tg.std(t, (1, 2), correction=1), Tensor[float32, tuple[Batch]])
    tg.std(t, (1, 3), correction=1)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "std"
    assert_type(tg.logsumexp(t, (-2, -1)), Tensor[float32, tuple[Batch]])
    tg.logsumexp(t, (-2, -4))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "logsumexp"
    assert_type(tg.norm(t, (0, -1)), Tensor[float32, tuple[Time]])
    tg.norm(t, (0, -4))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "norm"
    assert_type(tg.count_nonzero(t, (0, 2), keepdims=True), Tensor[int64, tuple[One, Time, One]])
    tg.count_nonzero(t, (0, 3), keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def booleans(mask: Mask) -> None:
    assert_type(mask.all((1, 2)), Tensor[bool_, tuple[Batch]])
    mask.all((1, 3))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "all"
    assert_type(tg.any(mask, (0, -1), keepdims=True), Tensor[bool_, tuple[One, Time, One]])
    tg.any(mask, (0, 3), keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def argmax_takes_one_axis(t: Stack) -> None:
    assert_type(t.argmax(1), Tensor[int64, tuple[Batch, Hidden]])
    t.argmax((1, 2))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.argmin(t), Tensor[int64, tuple[()]])
    tg.argmin(t, (0, 1))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def axes_are_a_tuple(t: Stack) -> None:
    assert_type(t.sum((1, 2)), Tensor[float32, tuple[Batch]])
    t.sum([1, 2])  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    t.sum((1, 2.0))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "sum"
