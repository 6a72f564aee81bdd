"""`maximum`, `minimum` and `where` take operands of one dtype whose shapes broadcast, and scalars of that kind.

`maximum` and `minimum` want numbers, the condition of `where` is `bool_` and fits the branches.
"""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, argmax, bool_, exp, float32, float64, int64, maximum, minimum, where
from typedgrad import sum as sum_

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


def extrema(x: X, y: X, h: H) -> None:
    assert_type(maximum(x, y), X)
    maximum(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(minimum(x, y), X)
    minimum(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"


def extrema_of_two_dtypes(x: X, y: X, double: Double, count: Count) -> None:
    assert_type(maximum(x, y), X)
    maximum(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    maximum(x, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    assert_type(minimum(count, count), Count)
    minimum(count, x)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"


def extrema_of_booleans(count: Count, mask: Mask) -> None:
    assert_type(maximum(count, count), Count)
    maximum(mask, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    minimum(mask, False)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"


def extrema_beside_scalars(x: X, count: Count) -> None:
    assert_type(maximum(x, 0.5), X)
    maximum(count, 0.5)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    assert_type(minimum(x, 1), X)
    assert_type(minimum(count, 1), Count)
    assert_type(minimum(1, count), Count)
    minimum(0.5, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    maximum(x, "1")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "of"


def extrema_with_broadcasting(
    x: X, row: Row, column: Column, s: Tensor[float32, tuple[()]], cube: Tensor[float32, tuple[Hidden, One, Pixels]]
) -> None:
    assert_type(maximum(x, row), X)
    maximum(x, x.sum(1))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(maximum(row, x), X)
    assert_type(minimum(s, x), X)
    assert_type(minimum(column, row), X)
    assert_type(minimum(row, column), X)
    assert_type(maximum(column, x), X)
    maximum(column.T, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(maximum(cube, cube), Tensor[float32, tuple[Hidden, One, Pixels]])
    maximum(cube, column.T)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"


def branches(mask: Mask, x: X, y: X, h: H) -> None:
    assert_type(where(mask, x, y), X)
    where(mask, x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"
    where(mask, h, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"


def branches_of_two_dtypes(mask: Mask, x: X, y: X, double: Double, count: Count) -> None:
    assert_type(where(mask, x, y), X)
    where(mask, x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "where"
    where(mask, count, x)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "where"
    where(mask, x, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "where"
    assert_type(where(mask, mask, mask), Mask)


def conditions(mask: Mask, x: X, y: X, h: H, count: Count) -> None:
    assert_type(where(mask, x, y), X)
    where(x, x, y)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "bool_"
    where(count, x, y)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "bool_"
    where(True, x, y)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "bool"
    assert_type(where(h > 0.0, h, 0.0), H)
    where(h > 0.0, x, y)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"
    where(h > 0.0, x, 0.0)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"


def branches_beside_scalars(mask: Mask, x: X, count: Count) -> None:
    assert_type(where(mask, x, 0.0), X)
    assert_type(where(mask, 0, x), X)
    assert_type(where(mask, count, 0), Count)
    where(mask, count, 0.5)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "where"
    assert_type(where(mask, -1, count), Count)
    where(mask, 0.5, count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "where"
    assert_type(where(mask, mask, False), Mask)
    assert_type(where(mask, False, True), Mask)
    where(mask, mask, 1)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "where"
    where(mask, 1.0, 0.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def branches_with_broadcasting(
    mask: Mask, x: X, row: Row, column: Column, s: Tensor[float32, tuple[()]], cube: Tensor[float32, tuple[Hidden, Batch, Pixels]]
) -> None:
    assert_type(where(mask, x, row), X)
    assert_type(where(mask, column, x), X)
    assert_type(where(mask, x, s), X)
    assert_type(where(row > 0.0, x, s), X)
    assert_type(where(column > 0.0, x, row), X)
    assert_type(where(column > 0.0, x, 0.0), X)
    assert_type(where(s > 0.0, x, x), X)
    assert_type(where(mask, cube, x), Tensor[float32, tuple[Hidden, Batch, Pixels]])
    where(column.T > 0.0, x, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"
    where(x.sum(1) > 0.0, x, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"
    where(mask, x, column.T)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "where"


def generic_functions_within(mask: Mask, x: X, row: Row, cube: Tensor[float32, tuple[Hidden, Batch, Pixels]]) -> None:
    """A shape within is solved from what is asked of it, which is a union: mypy must not stop there."""
    assert_type(maximum(x, sum_(cube, axis=0)), X)
    assert_type(maximum(sum_(x, axis=0), x), X)
    assert_type(minimum(x, sum_(x, axis=1, keepdims=True)), X)
    assert_type(minimum(exp(row), sum_(x, axis=1, keepdims=True)), X)
    assert_type(where(mask, sum_(cube, axis=0), sum_(x, axis=0)), X)
    assert_type(where(mask, sum_(row), sum_(cube, axis=0, keepdims=True)[0]), X)
    assert_type(where(mask, argmax(x, axis=0), argmax(cube, axis=0)), Tensor[int64, tuple[Batch, Pixels]])
    maximum(x, sum_(x, axis=1))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
