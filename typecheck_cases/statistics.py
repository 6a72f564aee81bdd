"""The variance, the standard deviation, `logsumexp` and `norm` are of floats, over axes as `sum`'s; the dtype stays."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import One, Tensor, bool_, float32, float64, int64

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Time, Hidden]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Hidden]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Hidden]]


def axes(h: H, t: Double) -> None:
    assert_type(h.var(), Tensor[float32, tuple[()]])
    assert_type(h.var(0), Tensor[float32, tuple[Hidden]])
    h.var(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.std(-1), Tensor[float64, tuple[Batch, Time]])
    t.std(-4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.logsumexp(2, keepdims=True), Tensor[float64, tuple[Batch, Time, One]])
    t.logsumexp(3, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.norm(h, 1), Tensor[float32, tuple[Batch]])
    tg.norm(h, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.norm(t, 0, keepdims=True), Tensor[float64, tuple[One, Time, Hidden]])
    assert_type(tg.norm(t), Tensor[float64, tuple[()]])


def functions(h: H) -> None:
    assert_type(tg.var(h, 1), Tensor[float32, tuple[Batch]])
    tg.var(h, -3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.std(h, 0, keepdims=True), Tensor[float32, tuple[One, Hidden]])
    tg.std(h, 2, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.logsumexp(h, -1), Tensor[float32, tuple[Batch]])
    tg.logsumexp(h, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def floats_only(h: H, count: Count, mask: Mask) -> None:
    assert_type(h.std(), Tensor[float32, tuple[()]])
    count.std()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    mask.var(0)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    count.logsumexp(0)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    assert_type(tg.var(h), Tensor[float32, tuple[()]])
    tg.var(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    tg.std(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    tg.logsumexp(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.norm(h), Tensor[float32, tuple[()]])
    tg.norm(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    tg.norm([1.0])  # E: mypy[call-overload] pyright[reportArgumentType] "norm"


def correction(h: H) -> None:
    assert_type(h.var(correction=1), Tensor[float32, tuple[()]])
    h.var(correction="1")  # E: mypy[call-overload] pyright[reportArgumentType] "var"
    assert_type(tg.std(h, 0, correction=0.5), Tensor[float32, tuple[Hidden]])
    tg.std(h, 0, correction=None)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    h.std(0, 1)  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "No overload"


def order_of_the_norm(h: H) -> None:
    assert_type(tg.norm(h, 1, ord=1), Tensor[float32, tuple[Batch]])
    assert_type(tg.norm(h, 0, ord=float("inf"), keepdims=True), Tensor[float32, tuple[One, Hidden]])
    tg.norm(h, 1, ord="1")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
