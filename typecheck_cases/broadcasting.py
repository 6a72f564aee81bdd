"""Shapes broadcast as NumPy's do, and a dimension stretches only if it is `Literal[1]`, never by luck.

Up to rank 3 every pair that broadcasts is accepted and no other; `tests` go through all of them. Beyond that, one operand
has the shape of the result. `broadcast_to` holds the dimensions that are written against those that there are.
"""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, TypeVar, assert_type

from typing_extensions import TypeVarTuple

import typedgrad as tg
from typedgrad import One, Tensor, bool_, broadcast_to, float32, float64

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Row: TypeAlias = Tensor[float32, tuple[Hidden]]
Column: TypeAlias = Tensor[float32, tuple[Batch, One]]

DT = TypeVar("DT", float32, float64)
M = TypeVar("M", bound=int)
N = TypeVar("N", bound=int)
L = TypeVarTuple("L")
Eight: TypeAlias = Tensor[float32, tuple[Literal[8]]]


def rows(h: H, row: Row, vector: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(h + row, H)
    h + vector  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(row * h, H)
    vector * h  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"


def columns(h: H, column: Column, other: Tensor[float32, tuple[Time, One]]) -> None:
    assert_type(h - column, H)
    h - other  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time"
    assert_type(column - h, H)
    other - h  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time"


def scalars(h: H, scalar: Tensor[float32, tuple[()]], vector: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(h / scalar, H)
    h / vector  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(scalar / h, H)
    vector / h  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(2.0 * h, H)


def leading_axes(t: Stack, h: Tensor[float32, tuple[Time, Hidden]], g: Tensor[float32, tuple[Hidden, Time]]) -> None:
    assert_type(t + h, Stack)
    t + g  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Time]"
    assert_type(h + t, Stack)
    g + t  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Time]"


def ones_in_the_middle(
    t: Stack, g: Tensor[float32, tuple[Batch, One, Hidden]], f: Tensor[float32, tuple[One, Batch, Hidden]]
) -> None:
    assert_type(t * g, Stack)
    t * f  # E: mypy[operator] pyright[reportOperatorIssue] "Batch, Hidden"


def keepdims(h: H) -> None:
    assert_type(h - h.mean(-1, keepdims=True), H)
    h - h.mean(-1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(h / h.sum(1, keepdims=True), H)
    h / h.sum(1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(h - h.max(0), H)


def keepdims_of_a_stack(t: Stack) -> None:
    assert_type(t - t.mean(1, keepdims=True), Stack)
    t - t.mean(1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch, Hidden]"
    assert_type(t - t.max(-1, keepdims=True), Stack)
    t - t.max(-1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch, Time]"


def both_operands_contribute(column: Column, row: Row, other: Tensor[float32, tuple[Time, Hidden]]) -> None:
    assert_type(column + row, H)
    column + other  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time, Hidden]"
    assert_type(row + column, H)
    other + column  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time, Hidden]"


def both_contribute_to_a_stack(
    a: Tensor[float32, tuple[Batch, Time, One]],
    b: Tensor[float32, tuple[Batch, One, Hidden]],
    c: Tensor[float32, tuple[One, Time, Hidden]],
    d: Tensor[float32, tuple[Time, One, Hidden]],
    e: Tensor[float32, tuple[One, Batch, Hidden]],
) -> None:
    assert_type(a + b, Stack)
    a + d  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time"
    assert_type(b + c, Stack)
    b + d  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time"
    assert_type(c + a, Stack)
    e + a  # E: mypy[operator] pyright[reportOperatorIssue] "tuple["


def outer_products(x: Row, y: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(y[:, None] * x, H)
    y * x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden]"
    assert_type(x * y[:, None], H)
    x * y  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(y[:, None] * x[None], H)


def comparisons_and_logic(h: H, row: Row, vector: Tensor[float32, tuple[Batch]]) -> None:
    assert_type((h > row) & (row < h) | (h == row), Tensor[bool_, tuple[Batch, Hidden]])
    h > vector  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    (h > row) & (vector > 0.0)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"


def rank_4(
    x: Tensor[float32, tuple[Batch, One, Time, Hidden]],
    mask: Tensor[float32, tuple[Time, Hidden]],
    other: Tensor[float32, tuple[Hidden, Time]],
) -> None:
    assert_type(x + mask, Tensor[float32, tuple[Batch, One, Time, Hidden]])
    x + other  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Time]"


def a_shape_written_out(row: Row, h: H, t: Stack, batch: Batch, time: Time, hidden: Hidden) -> None:
    assert_type(broadcast_to(row, (batch, hidden)), H)
    broadcast_to(row, (hidden, batch))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Hidden"
    assert_type(broadcast_to(row, (batch, time, hidden)), Stack)
    broadcast_to(row, (batch, hidden, time))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Hidden"
    assert_type(broadcast_to(h, (time, batch, hidden)), Tensor[float32, tuple[Time, Batch, Hidden]])
    broadcast_to(h, (batch, time, hidden))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Batch"
    assert_type(broadcast_to(t, (batch, time, hidden)), Stack)
    broadcast_to(t, (time, hidden))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple["


def a_shape_of_another(
    scalar: Tensor[float32, tuple[()]], row: Row, column: Column, h: H, t: Stack, other: Tensor[float32, tuple[Time, One]]
) -> None:
    assert_type(broadcast_to(scalar, h.shape), H)
    assert_type(broadcast_to(row, t.shape), Stack)
    broadcast_to(row, h.mT.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Hidden"
    assert_type(broadcast_to(column, h.shape), H)
    broadcast_to(other, h.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Time"
    assert_type(broadcast_to(h, h.shape), H)
    broadcast_to(h, row.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Batch"


def of_what_is_computed(h: H, t: Stack) -> None:
    assert_type(broadcast_to(tg.sum(h, axis=0), h.shape), H)
    broadcast_to(tg.sum(h, axis=1), h.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Batch"
    assert_type(broadcast_to(tg.sum(h, axis=1, keepdims=True), h.shape), H)
    assert_type(broadcast_to(tg.exp(tg.mean(t, axis=-1, keepdims=True)), t.shape), Stack)
    assert_type(broadcast_to(tg.any(h > 0.0, axis=0), h.shape), Tensor[bool_, tuple[Batch, Hidden]])
    assert_type(h - broadcast_to(tg.sum(h), h.shape), H)
    assert_type(broadcast_to(h.mT, h.mT.shape), Tensor[float32, tuple[Hidden, Batch]])
    broadcast_to(h.mT, h.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple["


def of_what_is_made_in_the_call(batch: Batch, hidden: Hidden, h: H) -> None:
    assert_type(broadcast_to(tg.zeros((hidden,)), (batch, hidden)), H)
    broadcast_to(tg.zeros((batch,)), (batch, hidden))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(broadcast_to(h.reshape((hidden, batch)), (hidden, hidden, batch)), Tensor[float32, tuple[Hidden, Hidden, Batch]])
    broadcast_to(h.reshape((hidden, batch)), (batch, batch, hidden))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple["


def ones_of_a_shape(
    a: Tensor[float32, tuple[One]],
    b: Tensor[float32, tuple[One, One]],
    c: Tensor[float32, tuple[One, Time, One]],
    d: Tensor[float32, tuple[Batch, One, Hidden]],
    h: H,
    t: Stack,
) -> None:
    assert_type(broadcast_to(a, h.shape), H)
    broadcast_to(a, ())  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(broadcast_to(b, t.shape), Stack)
    broadcast_to(b, h[0].shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(broadcast_to(c, t.shape), Stack)
    broadcast_to(c, t.mT.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Time"
    assert_type(broadcast_to(d, t.shape), Stack)
    broadcast_to(d, t.mT.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Hidden"


def broadcast_to_rank_4(
    x: Tensor[float32, tuple[Batch, One, Time, Hidden]], y: Tensor[float32, tuple[Batch, Hidden, Time, Hidden]]
) -> None:
    assert_type(broadcast_to(x, y.shape), Tensor[float32, tuple[Batch, Hidden, Time, Hidden]])
    broadcast_to(x, y.mT.shape)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Time"
    assert_type(broadcast_to(x.mean(-1, keepdims=True), y.shape), Tensor[float32, tuple[Batch, Hidden, Time, Hidden]])
    assert_type(broadcast_to(x[0], y.shape) * y, Tensor[float32, tuple[Batch, Hidden, Time, Hidden]])


def sizes_that_are_written_out(scalar: Tensor[float32, tuple[()]], eight: Eight, batch: Batch) -> None:
    assert_type(broadcast_to(scalar, (64, 10)), Tensor[float32, tuple[Literal[64], Literal[10]]])
    assert_type(broadcast_to(eight, (batch, 8)), Tensor[float32, tuple[Batch, Literal[8]]])
    broadcast_to(eight, (8, 64))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Literal[8]"
    broadcast_to(eight, (batch, 9))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Literal[8]"


def _like(row: Tensor[DT, tuple[N]], x: Tensor[DT, tuple[*L, M, N]]) -> Tensor[DT, tuple[*L, M, N]]:
    return broadcast_to(row, x.shape)


def in_generic_functions(row: Row, h: H, t: Stack, vector: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(_like(row, h), H)
    assert_type(_like(row, t), Stack)
    _like(vector, h)  # E: mypy[misc] pyright[reportArgumentType] "_like"
