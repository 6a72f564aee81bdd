"""Operands of `+ - * / **` have one shape, or one broadcasts to the other: names and sizes are compared, not ranks."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import Tensor, float32, int64

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]


def each_operator(x: X, y: X, h: H) -> None:
    assert_type(x + y, X)
    x + h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x - y, X)
    x - h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x * y, X)
    x * h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x / y, X)
    x / h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x**y, X)
    x**h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def integers(i: Tensor[int64, tuple[Batch, Pixels]], j: Tensor[int64, tuple[Batch, Hidden]]) -> None:
    assert_type(i + i, Tensor[int64, tuple[Batch, Pixels]])
    i + j  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(i * i, Tensor[int64, tuple[Batch, Pixels]])
    i * j  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def in_place(x: X, y: X, h: H) -> None:
    y += x
    assert_type(y, X)
    y += h  # E: mypy[operator] pyright[reportOperatorIssue, reportUnknownVariableType] "Hidden"


def in_place_product(x: X, y: X, h: H) -> None:
    y *= x
    assert_type(y, X)
    y *= h  # E: mypy[operator] pyright[reportOperatorIssue, reportUnknownVariableType] "Hidden"


def the_order_of_axes(x: X, y: X) -> None:
    assert_type(x + y, X)
    x + y.T  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Pixels, Batch]"


def sizes(x: Tensor[float32, tuple[Literal[2], Literal[3]]], y: Tensor[float32, tuple[Literal[2], Literal[4]]]) -> None:
    assert_type(x + x, Tensor[float32, tuple[Literal[2], Literal[3]]])
    x + y  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[4]"


def a_name_is_not_a_size(
    x: X, unnamed: Tensor[float32, tuple[int, int]], sized: Tensor[float32, tuple[Batch, Literal[64]]]
) -> None:
    assert_type(x * x, X)
    x * unnamed  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[int, int]"
    x * sized  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[64]"
    assert_type(unnamed * unnamed, Tensor[float32, tuple[int, int]])
    unnamed * sized  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[64]"


def a_long_expression(x: X, y: X, h: H) -> None:
    assert_type((x - x.mean(0)) / (y * y + 1.0), X)
    (x - x.mean(0)) / (h * h + 1.0)  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def functions_keep_the_shape(x: X, h: H) -> None:
    assert_type(-x + abs(x), X)
    -x + abs(h)  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x.exp() + x, X)
    h.exp() + x  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(tg.exp(x) + tg.log(x) + tg.sqrt(x), X)
    tg.exp(x) + tg.log(h)  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(tg.tanh(x) + tg.sigmoid(x) + tg.relu(x) + tg.abs(x), X)
    tg.tanh(x) + tg.sigmoid(h)  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def _centred(x: X) -> X:
    return x - x.mean(0)


def arguments(x: X, h: H) -> None:
    assert_type(_centred(x), X)
    _centred(h)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden" static-only: a function of your own checks no shapes; its operations do
    _centred(x.T)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Pixels, Batch]" static-only: as above
