"""Comparisons give a `bool_` tensor of the broadcast shape; their operands have one dtype, and `<` wants an order."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, bool_, equal_elementwise, float32, float64, int64

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Pixels]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Pixels]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Pixels]]


def orders(x: X, y: X, h: H) -> None:
    assert_type(x < y, Mask)
    x < h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x <= y, Mask)
    x <= h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x > y, Mask)
    x > h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x >= y, Mask)
    x >= h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def orders_of_two_dtypes(x: X, y: X, double: Double, count: Count) -> None:
    assert_type(x < y, Mask)
    x < double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    x < count  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(count >= count, Mask)
    count >= x  # E: mypy[operator] pyright[reportOperatorIssue] "float32"


def booleans_have_no_order(count: Count, mask: Mask) -> None:
    assert_type(count < count, Mask)
    mask < mask  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"
    assert_type(count > 0, Mask)
    mask > 0  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"
    mask > False  # E: mypy[operator] pyright[reportOperatorIssue] "bool"


def scalars(x: X, count: Count) -> None:
    assert_type(x < 0.5, Mask)
    count < 0.5  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(x > 1, Mask)
    assert_type(0.5 < x, Mask)
    0.5 < count  # E: mypy[operator] pyright[reportOperatorIssue] "float"


def broadcasting(x: X, column: Tensor[float32, tuple[Batch, One]], row: Tensor[float32, tuple[Pixels]]) -> None:
    assert_type(x < column, Mask)
    assert_type(column < x, Mask)
    assert_type(column >= row, Mask)
    column.T >= x  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"


def chained(x: X) -> None:
    assert_type((x > 0.0) & (x < 1.0), Mask)


def equality(x: X, y: X, count: Count, mask: Mask) -> None:
    assert_type(x == y, Mask)
    assert_type(x != y, Mask)
    assert_type(x == 0.5, Mask)
    assert_type(count == 1, Mask)
    assert_type(mask == mask, Mask)
    assert_type(mask != True, Mask)  # noqa: E712
    assert_type(x == "a", bool)


def equality_of_tensors_only(x: X, y: X, h: H, double: Double, mask: Mask) -> None:
    assert_type(equal_elementwise(x, y), Mask)
    equal_elementwise(x, h)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    equal_elementwise(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    equal_elementwise(x, mask)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    assert_type(equal_elementwise(x, 0.5), Mask)
    equal_elementwise(mask, 0.5)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    assert_type(equal_elementwise(mask, mask), Mask)


def equality_with_broadcasting(
    x: X, row: Tensor[float32, tuple[Pixels]], column: Tensor[float32, tuple[Batch, One]], s: Tensor[float32, tuple[()]]
) -> None:
    assert_type(equal_elementwise(x, row), Mask)
    equal_elementwise(x, x.sum(1))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(equal_elementwise(x, column), Mask)
    equal_elementwise(x, column.T)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(equal_elementwise(s, x), Mask)
    assert_type(equal_elementwise(column, row), Mask)


def logic(x: X, y: X, h: H) -> None:
    assert_type((x > 0.0) & (y > 0.0), Mask)
    (x > 0.0) & (h > 0.0)  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    (x > 0.0) & y  # E: mypy[operator] pyright[reportOperatorIssue] "float32"
    assert_type(~(x > 0.0) | (y > 0.0), Mask)
    ~x | (y > 0.0)  # E: mypy[misc, operator] pyright[reportOperatorIssue] "float32"
