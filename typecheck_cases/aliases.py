"""`Scalar`, `Vector` and `Matrix` are tensors of rank 0, 1 and 2: other names of the same types."""

from __future__ import annotations

from typing import NewType, assert_type

from typedgrad import Matrix, One, Plus, Scalar, Tensor, Times, Vector, concat, float32, float64, int64, times

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)


def ranks(x: Matrix[float32, Batch, Pixels], v: Vector[float32, Pixels], s: Scalar[float32]) -> None:
    assert_type(x, Tensor[float32, tuple[Batch, Pixels]])
    assert_type(v, Tensor[float32, tuple[Pixels]])
    assert_type(s, Tensor[float32, tuple[()]])
    assert_type(x @ v, Vector[float32, Batch])
    v @ x  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    assert_type(x.sum(), Scalar[float32])
    s @ x  # E: mypy[misc, operator] pyright[reportOperatorIssue] "float32"
    assert_type(x * s + v, Matrix[float32, Batch, Pixels])
    x * s + x.sum(1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"


def dtypes(x: Matrix[float32, Batch, Pixels], double: Matrix[float64, Batch, Pixels]) -> None:
    assert_type(x.astype(float64), Matrix[float64, Batch, Pixels])
    x + double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(x.argmax(-1), Vector[int64, Batch])


def one(x: Matrix[float32, Batch, One], v: Vector[float32, Pixels]) -> None:
    assert_type(x * v, Matrix[float32, Batch, Pixels])
    x.T * v + x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple["
    assert_type(v[None], Matrix[float32, One, Pixels])


def symbolic(
    x: Vector[float32, Plus[Batch, Hidden]],
    y: Vector[float32, Times[Batch, Hidden]],
    a: Vector[float32, Batch],
    b: Vector[float32, Hidden],
) -> None:
    assert_type(x + concat((a, b)), Vector[float32, Plus[Batch, Hidden]])
    y + concat((a, b))  # E: mypy[operator] pyright[reportOperatorIssue] "Times[Batch, Hidden]"
    assert_type(y.reshape((times(a.shape[0], b.shape[0]),)), Vector[float32, Times[Batch, Hidden]])
    x + y  # E: mypy[operator] pyright[reportOperatorIssue] "Times[Batch, Hidden]"
