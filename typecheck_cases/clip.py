"""`clip` keeps dtype and shape: its bounds are scalars of the kind, or tensors that broadcast into it."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, bool_, clip, float32, float64, int64
from typedgrad import sum as sum_

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Pixels]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Pixels]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Pixels]]


def scalars(x: X, count: Count, mask: Mask) -> None:
    assert_type(clip(x, 0.0, 1.0), X)
    assert_type(clip(x, 0, 1), X)
    assert_type(clip(count, 0, 255), Count)
    clip(count, 0.0, 1.0)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    assert_type(clip(x, max=1.0), X)
    assert_type(clip(x, min=0.0), X)
    assert_type(clip(x, None, 1.0), X)
    clip(mask, False, True)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    clip(x, "0")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "of"
    clip(0.5, 0.0, 1.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def tensors(x: X, y: X, h: H, double: Double, s: Tensor[float32, tuple[()]]) -> None:
    assert_type(clip(x, y, x), X)
    clip(x, h, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(clip(x, y), X)
    clip(x, double)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "DT"
    assert_type(clip(x, s, 1.0), X)
    assert_type(clip(x, 0.0, s), X)
    assert_type(clip(x, s, y), X)
    assert_type(clip(s, s, s), Tensor[float32, tuple[()]])
    clip(s, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"


def broadcasting(
    x: X, row: Tensor[float32, tuple[Pixels]], column: Tensor[float32, tuple[Batch, One]], counts: Tensor[int64, tuple[Pixels]], count: Count
) -> None:
    assert_type(clip(x, row, column), X)
    clip(x, column.T)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(clip(x, row, 1.0), X)
    clip(row, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"
    assert_type(clip(count, counts), Count)
    assert_type(clip(x, sum_(x, axis=0)), X)
    assert_type(clip(x, sum_(x, axis=1, keepdims=True), sum_(x)), X)
    clip(x, sum_(x, axis=1))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "of"


def method(x: X, y: X, h: H, count: Count, mask: Mask, row: Tensor[float32, tuple[Pixels]]) -> None:
    assert_type(x.clip(0.0, 1.0), X)
    assert_type(x.clip(max=y), X)
    x.clip(h)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Hidden"
    assert_type(x.clip(row), X)
    assert_type(x.clip(sum_(x, axis=0), 2), X)
    assert_type(count.clip(0), Count)
    count.clip(0.5)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"
    mask.clip(False)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "clip"
