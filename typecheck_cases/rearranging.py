"""Elements in other places, `flip` and `roll`, and parts of matrices, `tril`, `triu` and `diagonal`."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Tensor, bool_, diagonal, exp, flip, float32, int64, roll, tril, triu

Batch = NewType("Batch", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Row: TypeAlias = Tensor[float32, tuple[Columns]]
Grid: TypeAlias = Tensor[float32, tuple[Rows, Columns]]
Image: TypeAlias = Tensor[float32, tuple[Batch, Rows, Columns]]
Photo: TypeAlias = Tensor[float32, tuple[Batch, Columns, Rows, Columns]]


def flipped(s: Tensor[float32, tuple[()]], row: Row, grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(flip(s), Tensor[float32, tuple[()]])
    flip(s, 0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flip"
    assert_type(flip(row, -1), Row)
    flip(row, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flip"
    assert_type(flip(grid, axis=1), Grid)
    flip(grid, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flip"
    assert_type(flip(image, (-2, -1)), Image)
    flip(row, (-2, -1))  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "flip"
    assert_type(flip(grid, (0, 1)), Grid)
    assert_type(flip(image, 2), Image)
    assert_type(flip(photo, -4), Photo)
    flip(image, -4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flip"
    assert_type(flip(exp(grid), 0), Grid)


def rolled(row: Row, grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(roll(row, 1), Row)
    roll(row, 0.5)  # E: mypy[call-overload] pyright[reportArgumentType] "roll"
    assert_type(roll(grid, 1, 1), Grid)
    roll(row, 1, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "roll"
    assert_type(roll(grid, -1, axis=0), Grid)
    assert_type(roll(image, (1, -2), (-2, -1)), Image)
    roll(image, 1, (-2, -1))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "roll"
    roll(row, (1, 2), (0, 1))  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "roll"
    assert_type(roll(image, 1, axis=2), Image)
    roll(grid, 1, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "roll"
    assert_type(roll(photo, 1, axis=3), Photo)


def triangles(row: Row, grid: Grid, image: Image, mask: Tensor[bool_, tuple[Rows, Rows]]) -> None:
    assert_type(tril(grid), Grid)
    tril(row)  # E: mypy[type-var] pyright[reportArgumentType] "tril"
    assert_type(tril(image, -1), Image)
    assert_type(tril(mask, k=1), Tensor[bool_, tuple[Rows, Rows]])
    tril(mask, k=0.5)  # E: mypy[arg-type] pyright[reportArgumentType] "tril"
    assert_type(triu(grid, 1), Grid)
    triu(row, 1)  # E: mypy[type-var] pyright[reportArgumentType] "triu"


def diagonals(
    row: Row,
    square: Tensor[int64, tuple[Rows, Rows]],
    squares: Tensor[float32, tuple[Batch, Rows, Rows]],
    grid: Grid,
) -> None:
    assert_type(diagonal(square), Tensor[int64, tuple[Rows]])
    diagonal(row)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "diagonal"
    assert_type(diagonal(squares), Tensor[float32, tuple[Batch, Rows]])
    assert_type(diagonal(squares, offset=1), Tensor[float32, tuple[Batch, int]])
    diagonal(squares, offset="1")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "diagonal"
    assert_type(diagonal(grid), Tensor[float32, tuple[int]])
    assert_type(diagonal(squares) @ diagonal(square).astype(float32), Tensor[float32, tuple[Batch]])
    diagonal(squares, offset=1) @ row  # E: mypy[operator] pyright[reportOperatorIssue] "Batch, int"


def what_is_no_tensor(grid: Grid) -> None:
    assert_type(flip(grid), Grid)
    flip([1.0])  # E: mypy[call-overload] pyright[reportArgumentType] "flip"
    assert_type(tril(grid), Grid)
    tril(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "tril"
    assert_type(roll(grid, 1), Grid)
    roll("grid", 1)  # E: mypy[call-overload] pyright[reportArgumentType] "roll"
