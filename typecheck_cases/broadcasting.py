"""Shapes broadcast as NumPy's do, and a dimension stretches only if it is `Literal[1]`, never by luck.

Up to rank 3 every pair that broadcasts is accepted and no other; `tests` go through all of them. Beyond that, one operand
has the shape of the result.
"""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, bool_, float32

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Row: TypeAlias = Tensor[float32, tuple[Hidden]]
Column: TypeAlias = Tensor[float32, tuple[Batch, One]]


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
