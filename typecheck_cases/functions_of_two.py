"""Functions of two tensors take one dtype of their kind and shapes that broadcast, and a scalar of that kind in either place."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import One, Tensor, bool_, float32, float64, int64

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Pixels]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Pixels]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Pixels]]
Row: TypeAlias = Tensor[float32, tuple[Pixels]]
Column: TypeAlias = Tensor[float32, tuple[Batch, One]]


def arithmetic(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.add(x, y), X)
    assert_type(tg.add(count, 2), Count)
    assert_type(tg.subtract(x, y), X)
    assert_type(tg.subtract(count, 2), Count)
    assert_type(tg.multiply(x, y), X)
    assert_type(tg.multiply(count, 2), Count)
    assert_type(tg.floor_divide(x, y), X)
    assert_type(tg.floor_divide(count, 2), Count)
    assert_type(tg.remainder(x, y), X)
    assert_type(tg.remainder(count, 2), Count)
    assert_type(tg.power(x, y), X)
    assert_type(tg.power(count, 2), Count)
    tg.add(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    tg.subtract(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.multiply(x, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.floor_divide(mask, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.remainder(count, 0.5)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.power(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    tg.add(x, None)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "None"


def arithmetic_with_broadcasting(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.add(x, row), X)
    assert_type(tg.add(row, x), X)
    assert_type(tg.add(column, row), X)
    assert_type(tg.add(row, column), X)
    assert_type(tg.add(x, 1), X)
    assert_type(tg.add(1.0, x), X)
    assert_type(tg.add(2, count), Count)
    assert_type(tg.add(tg.sum(x, axis=0), x), X)
    tg.add(x, column.T)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    tg.power(2.0, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.remainder(2.0, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.subtract(1.0, 2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def floats(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.divide(x, y), X)
    assert_type(tg.divide(x, row), X)
    assert_type(tg.divide(1.0, x), X)
    assert_type(tg.divide(x, 2), X)
    assert_type(tg.logaddexp(x, y), X)
    assert_type(tg.logaddexp(x, row), X)
    assert_type(tg.logaddexp(1.0, x), X)
    assert_type(tg.logaddexp(x, 2), X)
    assert_type(tg.arctan2(x, y), X)
    assert_type(tg.arctan2(x, row), X)
    assert_type(tg.arctan2(1.0, x), X)
    assert_type(tg.arctan2(x, 2), X)
    assert_type(tg.hypot(x, y), X)
    assert_type(tg.hypot(x, row), X)
    assert_type(tg.hypot(1.0, x), X)
    assert_type(tg.hypot(x, 2), X)
    tg.divide(count, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.logaddexp(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    tg.arctan2(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.hypot(mask, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.divide(count, 2)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"


def order(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.less(x, y), Mask)
    assert_type(tg.less(count, 0), Mask)
    assert_type(tg.less(0.5, x), Mask)
    assert_type(tg.less(column, row), Mask)
    assert_type(tg.less_equal(x, y), Mask)
    assert_type(tg.less_equal(count, 0), Mask)
    assert_type(tg.less_equal(0.5, x), Mask)
    assert_type(tg.less_equal(column, row), Mask)
    assert_type(tg.greater(x, y), Mask)
    assert_type(tg.greater(count, 0), Mask)
    assert_type(tg.greater(0.5, x), Mask)
    assert_type(tg.greater(column, row), Mask)
    assert_type(tg.greater_equal(x, y), Mask)
    assert_type(tg.greater_equal(count, 0), Mask)
    assert_type(tg.greater_equal(0.5, x), Mask)
    assert_type(tg.greater_equal(column, row), Mask)
    tg.less(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    tg.less_equal(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.greater(mask, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.greater_equal(count, 0.5)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"


def equality_and_logic(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.equal(x, y), Mask)
    assert_type(tg.equal(mask, mask), Mask)
    assert_type(tg.equal(column, row), Mask)
    assert_type(tg.equal(count, 1), Mask)
    assert_type(tg.equal(mask, True), Mask)
    assert_type(tg.not_equal(x, y), Mask)
    assert_type(tg.not_equal(mask, mask), Mask)
    assert_type(tg.not_equal(column, row), Mask)
    assert_type(tg.not_equal(count, 1), Mask)
    assert_type(tg.not_equal(mask, True), Mask)
    assert_type(tg.equal_elementwise(x, y), Mask)
    assert_type(tg.equal_elementwise(mask, mask), Mask)
    assert_type(tg.equal_elementwise(column, row), Mask)
    assert_type(tg.equal_elementwise(count, 1), Mask)
    assert_type(tg.equal_elementwise(mask, True), Mask)
    assert_type(tg.logical_and(x, y), Mask)
    assert_type(tg.logical_and(mask, mask), Mask)
    assert_type(tg.logical_and(column, row), Mask)
    assert_type(tg.logical_and(count, 1), Mask)
    assert_type(tg.logical_and(mask, True), Mask)
    assert_type(tg.logical_or(x, y), Mask)
    assert_type(tg.logical_or(mask, mask), Mask)
    assert_type(tg.logical_or(column, row), Mask)
    assert_type(tg.logical_or(count, 1), Mask)
    assert_type(tg.logical_or(mask, True), Mask)
    assert_type(tg.logical_xor(x, y), Mask)
    assert_type(tg.logical_xor(mask, mask), Mask)
    assert_type(tg.logical_xor(column, row), Mask)
    assert_type(tg.logical_xor(count, 1), Mask)
    assert_type(tg.logical_xor(mask, True), Mask)
    tg.equal(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    tg.not_equal(x, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.logical_and(mask, x)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.logical_or(mask, 1)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.logical_xor(x, "a")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "of"


def bits(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.bitwise_and(mask, mask), Mask)
    assert_type(tg.bitwise_and(count, count), Count)
    assert_type(tg.bitwise_and(count, 6), Count)
    assert_type(tg.bitwise_and(True, mask), Mask)
    assert_type(tg.bitwise_or(mask, mask), Mask)
    assert_type(tg.bitwise_or(count, count), Count)
    assert_type(tg.bitwise_or(count, 6), Count)
    assert_type(tg.bitwise_or(True, mask), Mask)
    assert_type(tg.bitwise_xor(mask, mask), Mask)
    assert_type(tg.bitwise_xor(count, count), Count)
    assert_type(tg.bitwise_xor(count, 6), Count)
    assert_type(tg.bitwise_xor(True, mask), Mask)
    tg.bitwise_and(x, x)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.bitwise_or(count, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.bitwise_xor(count, x)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.bitwise_and(mask, 1)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.bitwise_and(mask, mask.T)  # E: mypy[misc, type-var] pyright[reportArgumentType, reportCallIssue] "of"


def shifts(x: X, y: X, h: H, double: Double, count: Count, mask: Mask, row: Row, column: Column) -> None:
    assert_type(tg.bitwise_left_shift(count, count), Count)
    assert_type(tg.bitwise_left_shift(count, 2), Count)
    assert_type(tg.bitwise_left_shift(1, count), Count)
    assert_type(tg.bitwise_right_shift(count, count), Count)
    assert_type(tg.bitwise_right_shift(count, 2), Count)
    assert_type(tg.bitwise_right_shift(1, count), Count)
    tg.bitwise_left_shift(mask, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.bitwise_right_shift(x, 2)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    tg.bitwise_right_shift(count, 0.5)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"
