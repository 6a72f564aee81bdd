"""Transposition moves the dimensions with the axes; `T` is for matrices, `mT` for stacks, and a vector has neither."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import Tensor, float32

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Heads = NewType("Heads", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Vector: TypeAlias = Tensor[float32, tuple[Hidden]]


def matrices(h: H, w: Tensor[float32, tuple[Hidden, Batch]]) -> None:
    assert_type(h.T, Tensor[float32, tuple[Hidden, Batch]])
    assert_type(h.T + w, Tensor[float32, tuple[Hidden, Batch]])
    h + w  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"
    assert_type(h.mT, Tensor[float32, tuple[Hidden, Batch]])
    assert_type(h.transpose(), Tensor[float32, tuple[Hidden, Batch]])
    assert_type(tg.transpose(h), Tensor[float32, tuple[Hidden, Batch]])


def vectors(h: H, v: Vector) -> None:
    assert_type(h.T, Tensor[float32, tuple[Hidden, Batch]])
    v.T  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "Hidden"
    assert_type(h.mT, Tensor[float32, tuple[Hidden, Batch]])
    v.mT  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "Hidden"
    assert_type(h.transpose(), Tensor[float32, tuple[Hidden, Batch]])
    v.transpose()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "transpose"
    assert_type(tg.transpose(h), Tensor[float32, tuple[Hidden, Batch]])
    tg.transpose(v)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "transpose"


def scalars(h: H, s: Tensor[float32, tuple[()]]) -> None:
    assert_type(h.T, Tensor[float32, tuple[Hidden, Batch]])
    s.T  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "tuple[()]"
    assert_type(h.mT, Tensor[float32, tuple[Hidden, Batch]])
    s.mT  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "tuple[()]"


def stacks(h: H, t: Stack) -> None:
    assert_type(h.T, Tensor[float32, tuple[Hidden, Batch]])
    t.T  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "Time"
    assert_type(t.mT, Tensor[float32, tuple[Batch, Hidden, Time]])
    assert_type(t.transpose(), Tensor[float32, tuple[Hidden, Time, Batch]])


def orders_of_three_axes(t: Stack) -> None:
    assert_type(t.transpose((0, 2, 1)), Tensor[float32, tuple[Batch, Hidden, Time]])
    assert_type(t.transpose((1, 0, 2)), Tensor[float32, tuple[Time, Batch, Hidden]])
    assert_type(t.transpose((1, 2, 0)), Tensor[float32, tuple[Time, Hidden, Batch]])
    assert_type(t.transpose((2, 0, 1)), Tensor[float32, tuple[Hidden, Batch, Time]])
    assert_type(t.transpose((2, 1, 0)), Tensor[float32, tuple[Hidden, Time, Batch]])
    t.transpose((0, 1, 1))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "transpose"
    t.transpose((0, 1, 3))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "transpose"
    t.transpose((1, 0))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "transpose"
    t.transpose((0, 1, 2, 3))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "transpose"
    assert_type(tg.transpose(t, (1, 0, 2)), Tensor[float32, tuple[Time, Batch, Hidden]])
    tg.transpose(t, (1, 0, 1))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "transpose"


def orders_of_two_axes(h: H) -> None:
    assert_type(h.transpose((1, 0)), Tensor[float32, tuple[Hidden, Batch]])
    h.transpose((1, 1))  # E: mypy[arg-type] pyright[reportArgumentType] "transpose"
    h.transpose((2, 0))  # E: mypy[arg-type] pyright[reportArgumentType] "transpose"
    h.transpose(1)  # E: mypy[arg-type] pyright[reportArgumentType] "transpose"


def four_axes(q: Tensor[float32, tuple[Batch, Time, Heads, Literal[16]]]) -> None:
    assert_type(q.transpose(), Tensor[float32, tuple[Literal[16], Heads, Time, Batch]])
    assert_type(q.mT, Tensor[float32, tuple[Batch, Time, Literal[16], Heads]])


def where_the_axes_went(t: Stack, w: Tensor[float32, tuple[Hidden, Heads]]) -> None:
    assert_type(t.transpose((1, 0, 2)) @ w, Tensor[float32, tuple[Time, Batch, Heads]])
    t.transpose((1, 2, 0)) @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Time, Hidden, Batch"
