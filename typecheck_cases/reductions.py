"""A reduction takes an axis that the tensor has, as a literal, and its type says what is left.

`keepdims=True` leaves a `Literal[1]`. Each kind of dtype has its own: `mean` is for floats, `all` for booleans.
"""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import One, Tensor, bool_, float32, int64

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Hidden]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Hidden]]


def axes_of_a_matrix(h: H) -> None:
    assert_type(h.sum(), Tensor[float32, tuple[()]])
    assert_type(h.sum(0), Tensor[float32, tuple[Hidden]])
    assert_type(h.sum(1), Tensor[float32, tuple[Batch]])
    h.sum(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.sum(-2), Tensor[float32, tuple[Hidden]])
    h.sum(-3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.max(axis=1), Tensor[float32, tuple[Batch]])
    h.max(axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.mean(-1), Tensor[float32, tuple[Batch]])
    h.mean(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.argmax(-1), Tensor[int64, tuple[Batch]])
    h.argmax(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def axes_of_a_stack(t: Stack) -> None:
    assert_type(t.sum(0), Tensor[float32, tuple[Time, Hidden]])
    assert_type(t.sum(1), Tensor[float32, tuple[Batch, Hidden]])
    assert_type(t.sum(2), Tensor[float32, tuple[Batch, Time]])
    t.sum(3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.mean(-3), Tensor[float32, tuple[Time, Hidden]])
    t.mean(-4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def axes_of_a_vector(x: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(x.max(0), Tensor[float32, tuple[()]])
    x.max(1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(x.argmax(-1), Tensor[int64, tuple[()]])
    x.argmax(-2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def a_scalar_has_no_axes(x: Tensor[float32, tuple[Batch]], s: Tensor[float32, tuple[()]]) -> None:
    assert_type(x.sum(0), Tensor[float32, tuple[()]])
    s.sum(0)  # E: mypy[call-overload] pyright[reportArgumentType] "sum"
    assert_type(s.sum(), Tensor[float32, tuple[()]])
    s.sum(-1)  # E: mypy[call-overload] pyright[reportArgumentType] "sum"


def functions(h: H) -> None:
    assert_type(tg.sum(h, 1), Tensor[float32, tuple[Batch]])
    tg.sum(h, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.mean(h, 0), Tensor[float32, tuple[Hidden]])
    tg.mean(h, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.max(h, -1), Tensor[float32, tuple[Batch]])
    tg.max(h, -3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.argmax(h, 1), Tensor[int64, tuple[Batch]])
    tg.argmax(h, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def products_and_extremes(h: H, t: Stack, count: Count, mask: Mask) -> None:
    assert_type(h.prod(), Tensor[float32, tuple[()]])
    assert_type(count.prod(1), Tensor[int64, tuple[Batch]])
    mask.prod()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(tg.prod(h, -2), Tensor[float32, tuple[Hidden]])
    tg.prod(h, -3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.min(1, keepdims=True), Tensor[float32, tuple[Batch, One, Hidden]])
    t.min(3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.min(count, 0), Tensor[int64, tuple[Hidden]])
    tg.min(mask, 0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "bool_"
    assert_type(h.argmin(1), Tensor[int64, tuple[Batch]])
    h.argmin(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.argmin(t, -3, keepdims=True), Tensor[int64, tuple[One, Time, Hidden]])
    tg.argmin(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"


def counts(h: H, mask: Mask) -> None:
    assert_type(tg.count_nonzero(h), Tensor[int64, tuple[()]])
    assert_type(tg.count_nonzero(mask, 1), Tensor[int64, tuple[Batch]])
    tg.count_nonzero(mask, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.count_nonzero(h > 0.0, 0, keepdims=True), Tensor[int64, tuple[One, Hidden]])
    tg.count_nonzero(1.0)  # E: mypy[call-overload] pyright[reportArgumentType] "float"


def what_is_left(h: H, by_row: Tensor[float32, tuple[Hidden]]) -> None:
    assert_type(h.sum(0) + by_row, Tensor[float32, tuple[Hidden]])
    h.sum(1) + by_row  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    assert_type(h.argmax(0), Tensor[int64, tuple[Hidden]])
    h.argmax(0) + by_row  # E: mypy[operator] pyright[reportOperatorIssue] "int64"


def keepdims(h: H, t: Stack) -> None:
    assert_type(h.sum(0, keepdims=True), Tensor[float32, tuple[One, Hidden]])
    assert_type(h.sum(-1, keepdims=True), Tensor[float32, tuple[Batch, One]])
    h.sum(2, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.max(1, keepdims=True), Tensor[float32, tuple[Batch, One, Hidden]])
    t.max(3, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.mean(keepdims=True), Tensor[float32, tuple[One, One]])
    h.mean(keepdims=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload" static-only: any truth value will do
    assert_type(t.argmax(-2, keepdims=True), Tensor[int64, tuple[Batch, One, Hidden]])
    t.argmax(-4, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.mean(t, -1, keepdims=True), Tensor[float32, tuple[Batch, Time, One]])
    tg.mean(t, 3, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def an_axis_is_an_int(h: H) -> None:
    assert_type(h.sum(0), Tensor[float32, tuple[Hidden]])
    h.sum(0.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    h.sum("0")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def an_axis_is_a_literal(h: H, axis: int) -> None:
    assert_type(h.sum(1), Tensor[float32, tuple[Batch]])
    h.sum(axis)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def dtypes(h: H, count: Count, mask: Mask) -> None:
    assert_type(h.mean(), Tensor[float32, tuple[()]])
    count.mean()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    mask.mean(0)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(count.sum(), Tensor[int64, tuple[()]])
    mask.sum()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(count.max(0), Tensor[int64, tuple[Hidden]])
    mask.max(0)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(count.argmax(), Tensor[int64, tuple[()]])
    mask.argmax()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(tg.mean(h), Tensor[float32, tuple[()]])
    tg.mean(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.sum(count), Tensor[int64, tuple[()]])
    tg.sum(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"


def booleans(h: H, mask: Mask) -> None:
    assert_type(mask.all(), Tensor[bool_, tuple[()]])
    h.all()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "float32"
    assert_type(mask.any(0), Tensor[bool_, tuple[Hidden]])
    h.any(0)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "float32"
    assert_type(mask.all(-1, keepdims=True), Tensor[bool_, tuple[Batch, One]])
    mask.all(2, keepdims=True)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.all(mask, 1), Tensor[bool_, tuple[Batch]])
    tg.all(mask, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.any(mask), Tensor[bool_, tuple[()]])
    tg.any(h)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
