"""`arange`, `linspace` and `eye` have the size that they are given; the tensors made like another have its shape."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, TypeVar, assert_type

from typing_extensions import TypeVarTuple

from typedgrad import (
    Float,
    Tensor,
    arange,
    bool_,
    empty,
    empty_like,
    eye,
    float32,
    float64,
    full_like,
    int32,
    int64,
    linspace,
    meshgrid,
    ones_like,
    zeros_like,
)

F = TypeVar("F", bound=Float)
M = TypeVar("M", bound=int)
N = TypeVar("N", bound=int)
L = TypeVarTuple("L")
Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Row: TypeAlias = Tensor[float32, tuple[Hidden]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Three: TypeAlias = Tensor[float32, tuple[Hidden, Batch, Hidden]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Hidden]]


def ranges(labels: Labels, batch: Batch, hidden: Hidden) -> None:
    assert_type(arange(batch), Labels)
    assert_type(labels + arange(batch), Labels)
    labels + arange(hidden)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden]"
    labels + arange(batch, dtype=int32)  # E: mypy[operator] pyright[reportOperatorIssue] "int32"
    assert_type(arange(5), Tensor[int64, tuple[Literal[5]]])
    assert_type(arange(batch, dtype=float64), Tensor[float64, tuple[Batch]])
    assert_type(arange(5, dtype=int32), Tensor[int32, tuple[Literal[5]]])
    arange("5")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "arange"
    arange(batch, dtype=bool_)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "arange"
    arange(batch, dtype=float)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "arange"


def ranges_from_one_number_to_another(batch: Batch) -> None:
    assert_type(arange(2, batch), Tensor[int64, tuple[int]])
    assert_type(arange(10, 0, -2), Tensor[int64, tuple[int]])
    assert_type(arange(2, 7, dtype=float32), Tensor[float32, tuple[int]])
    assert_type(arange(0.5), Tensor[float32, tuple[int]])
    assert_type(arange(2.5, dtype=float64), Tensor[float64, tuple[int]])
    assert_type(arange(0, 1, 0.25), Tensor[float32, tuple[int]])
    assert_type(arange(0.0, 1.0, 0.25, dtype=float64), Tensor[float64, tuple[int]])
    arange(0.0, 1.0, 0.25, dtype=int64)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "arange"
    arange(0, None)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "arange" static-only: NumPy reads it as 0 to stop


def spaces(row: Row, hidden: Hidden, batch: Batch) -> None:
    assert_type(linspace(0.0, 1.0, hidden), Row)
    assert_type(row + linspace(0.0, 1.0, hidden), Row)
    row + linspace(0.0, 1.0, batch)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(linspace(0, 1, 11, endpoint=False), Tensor[float32, tuple[Literal[11]]])
    assert_type(linspace(0.0, 1.0, hidden, dtype=float64), Tensor[float64, tuple[Hidden]])
    assert_type(linspace(0.0, 1.0, 3, dtype=float64), Tensor[float64, tuple[Literal[3]]])
    linspace(0.0, 1.0, hidden, dtype=int64)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "linspace"
    linspace(0.0, 1.0, 2.5)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "linspace"
    linspace(0.0, 1.0)  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "linspace"


def grids(x: Row, y: Tensor[float32, tuple[Batch]], labels: Labels, h: H) -> None:
    assert_type(meshgrid(x, y), tuple[H, H])
    assert_type(h + meshgrid(x, y)[0], H)
    h + meshgrid(y, x)[0]  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"
    assert_type(meshgrid(x, y, indexing="xy"), tuple[H, H])
    assert_type(meshgrid(y, x, indexing="ij"), tuple[H, H])
    meshgrid(y, x, indexing="i")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[ValueError] "meshgrid"
    assert_type(meshgrid(x, y, x, indexing="ij"), tuple[Three, Three, Three])
    assert_type(meshgrid(y, x, x), tuple[Three, Three, Three])
    meshgrid(y, labels)  # E: mypy[type-var] pyright[reportArgumentType] "meshgrid"
    meshgrid(y, h)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Batch, Hidden]"
    meshgrid(y, 2.0)  # E: mypy[call-overload] pyright[reportArgumentType] "float"


def identities(h: H, batch: Batch, hidden: Hidden) -> None:
    assert_type(eye(hidden), Tensor[float32, tuple[Hidden, Hidden]])
    assert_type(h @ eye(hidden), H)
    h @ eye(batch)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch, Batch]"
    assert_type(eye(3), Tensor[float32, tuple[Literal[3], Literal[3]]])
    assert_type(eye(hidden, dtype=float64), Tensor[float64, tuple[Hidden, Hidden]])
    eye(hidden, dtype=float)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "float"
    assert_type(eye(3, dtype=bool_), Tensor[bool_, tuple[Literal[3], Literal[3]]])
    assert_type(eye(batch, hidden), H)
    assert_type(h + eye(batch, hidden, k=1), H)
    h + eye(hidden, batch, k=1)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"
    assert_type(eye(batch, hidden, dtype=int64), Tensor[int64, tuple[Batch, Hidden]])
    eye(2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "eye"
    eye(hidden, k=0.5)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "eye"


def like_another(h: H, row: Row, labels: Labels, mask: Mask) -> None:
    assert_type(zeros_like(h), H)
    assert_type(h + ones_like(row), H)
    h + ones_like(labels)  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(h * full_like(h, 2), H)
    assert_type(full_like(labels, 2), Labels)
    full_like(labels, 2.5)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "full_like"
    assert_type(full_like(mask, True), Mask)
    full_like(mask, 1)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "full_like"
    assert_type(empty_like(mask), Mask)
    zeros_like(2.0)  # E: mypy[call-overload] pyright[reportArgumentType] "zeros_like"


def _balanced(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    return x - full_like(x, 0.5) * ones_like(x) + zeros_like(x)


def _counted(x: Tensor[F, tuple[M, N]]) -> Tensor[int64, tuple[M]]:
    return arange(x.shape[0])


def _masked(x: Tensor[F, tuple[N]]) -> Tensor[bool_, tuple[N, N]]:
    return eye(x.shape[0], dtype=bool_)


def generic_functions(h: H, row: Row) -> None:
    assert_type(_balanced(h), H)
    assert_type(_counted(h), Labels)
    _counted(row)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden" static-only: the shape has a first size
    assert_type(_masked(row), Tensor[bool_, tuple[Hidden, Hidden]])


def like_another_but_for_the_dtype(h: H, batch: Batch, hidden: Hidden) -> None:
    assert_type(zeros_like(h, bool_), Mask)
    assert_type(ones_like(h, float64), Tensor[float64, tuple[Batch, Hidden]])
    assert_type(empty_like(h, int32), Tensor[int32, tuple[Batch, Hidden]])
    assert_type(full_like(h, 0.5, float64), Tensor[float64, tuple[Batch, Hidden]])
    assert_type(full_like(h, 2, int64), Tensor[int64, tuple[Batch, Hidden]])
    assert_type(full_like(h, True, bool_), Mask)
    full_like(h, 0.5, int64)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "full_like"
    zeros_like(h, Float)  # E: mypy[type-var] pyright[reportArgumentType] "Float"
    assert_type(empty((batch, hidden)), H)
    assert_type(empty((batch, hidden), bool_), Mask)
    empty(batch)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "Batch"
