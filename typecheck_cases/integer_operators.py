"""`// % **` take numbers and give their dtype, `<< >>` take integers; scalars of the kind stand on either side."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Tensor, bool_, float32, float64, int64

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Pixels]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Pixels]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Pixels]]


def quotients(x: X, y: X, h: H, double: Double, count: Count, mask: Mask) -> None:
    assert_type(x // y, X)
    x // h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(count // count, Count)
    count // x  # E: mypy[operator] pyright[reportOperatorIssue] "float32"
    assert_type(7 // count, Count)
    7.0 // count  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(x // 2, X)
    mask // 2  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"


def remainders(x: X, y: X, h: H, double: Double, count: Count, mask: Mask) -> None:
    assert_type(x % y, X)
    x % h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x % 1.0, X)
    count % 1.0  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(count % 3, Count)
    x % double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(10 % count, Count)
    10 % mask  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"


def powers(x: X, y: X, h: H, double: Double, count: Count, mask: Mask) -> None:
    assert_type(x**y, X)
    x**h  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x**2, X)
    assert_type(count**2, Count)
    count**0.5  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(2.0**x, X)
    assert_type(2**count, Count)
    2**mask  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"


def shifts(x: X, count: Count, mask: Mask, other: Tensor[int64, tuple[Batch, Hidden]]) -> None:
    assert_type(count << count, Count)
    count << other  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(count >> 1, Count)
    x >> 1  # E: mypy[operator] pyright[reportOperatorIssue] "float32"
    assert_type(1 << count, Count)
    1 << mask  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"
    assert_type(256 >> count, Count)
    mask >> mask  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"


def in_place(x: X, h: H, count: Count) -> None:
    count //= 2
    count %= 3
    count <<= 1
    count >>= count
    assert_type(count, Count)
    x %= h  # E: mypy[operator] pyright[reportOperatorIssue, reportUnknownVariableType] "Hidden"
