"""Padded and repeated axes are `int`, the others keep their dimension; a constant is for floats."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Tensor, float32, int64, pad, repeat, tile

Batch = NewType("Batch", int)
Colours = NewType("Colours", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Row: TypeAlias = Tensor[float32, tuple[Columns]]
Grid: TypeAlias = Tensor[float32, tuple[Rows, Columns]]
Image: TypeAlias = Tensor[float32, tuple[Batch, Rows, Columns]]
Photo: TypeAlias = Tensor[float32, tuple[Batch, Colours, Rows, Columns]]


def padded(row: Row, grid: Grid, image: Image, photo: Photo, n: int) -> None:
    assert_type(pad(row, ((1, n),)), Tensor[float32, tuple[int]])
    assert_type(pad(grid, ((0, 0), (1, 0))), Tensor[float32, tuple[Rows, int]])
    pad(row, ((0, 0), (1, 0)))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(grid, ((1, 1), (0, 0)), "edge"), Tensor[float32, tuple[int, Columns]])
    pad(grid, ((1, 1), (0, 0)), "edges")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(grid, ((1, 1), (2, 2)), mode="reflect"), Tensor[float32, tuple[int, int]])
    pad(grid, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(image, ((1, 1), (0, 0), (0, 0))), Tensor[float32, tuple[int, Rows, Columns]])
    assert_type(pad(image, ((0, 0), (1, 1), (0, 0)), "wrap"), Tensor[float32, tuple[Batch, int, Columns]])
    assert_type(pad(image, ((0, 0), (0, 0), (1, 1)), "symmetric"), Tensor[float32, tuple[Batch, Rows, int]])
    assert_type(pad(image, ((0, 0), (1, 1), (1, 1))), Tensor[float32, tuple[Batch, int, int]])
    assert_type(pad(image, ((1, 0), (1, 1), (1, 1))), Tensor[float32, tuple[int, int, int]])
    assert_type(pad(photo, ((0, 0), (0, 0), (1, 1), (1, 1))), Tensor[float32, tuple[Batch, Colours, int, int]])
    pad(image, ((0, 0), (0, 0), (1, 1), (1, 1)))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(photo, ((0, 0), (1, 1), (1, 1), (0, 0))), Tensor[float32, tuple[Batch, int, int, Columns]])
    assert_type(pad(photo, ((1, 1), (1, 1), (1, 1), (0, 0))), Tensor[float32, tuple[int, int, int, int]])


def constants(row: Row, grid: Grid, image: Image, photo: Photo, count: Tensor[int64, tuple[Rows, Columns]]) -> None:
    assert_type(pad(grid, ((0, 0), (1, 0)), constant_values=-1.5), Tensor[float32, tuple[Rows, int]])
    pad(count, ((0, 0), (1, 0)), constant_values=-1.5)  # E: mypy[arg-type, type-var] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(count, ((0, 0), (1, 0))), Tensor[int64, tuple[Rows, int]])
    assert_type(pad(grid, ((1, 0), (0, 0)), "constant", constant_values=1), Tensor[float32, tuple[int, Columns]])
    pad(grid, ((1, 0), (0, 0)), "edge", constant_values=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(row, ((1, 0),), constant_values=float("-inf")), Tensor[float32, tuple[int]])
    assert_type(pad(grid, ((1, 0), (1, 0)), constant_values=1.0), Tensor[float32, tuple[int, int]])
    pad(grid, ((1, 0), (1, 0)), constant_values="1")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(pad(image, ((0, 0), (1, 1), (0, 0)), constant_values=1.0), Tensor[float32, tuple[Batch, int, Columns]])
    assert_type(pad(image, ((0, 0), (1, 1), (1, 1)), constant_values=1.0), Tensor[float32, tuple[int, int, int]])
    assert_type(
        pad(photo, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=1.0), Tensor[float32, tuple[Batch, Colours, int, int]]
    )
    assert_type(
        pad(photo, ((1, 1), (0, 0), (1, 1), (1, 1)), constant_values=1.0), Tensor[float32, tuple[int, int, int, int]]
    )


def tiled(row: Row, grid: Grid, image: Image, batch: Batch) -> None:
    assert_type(tile(row, (2,)), Tensor[float32, tuple[int]])
    assert_type(tile(row, (batch, 1)), Tensor[float32, tuple[Batch, Columns]])
    assert_type(tile(row, (batch, 2)), Tensor[float32, tuple[Batch, int]])
    assert_type(tile(row, (2, 1)), Tensor[float32, tuple[int, Columns]])
    assert_type(tile(grid, (2, 1)), Tensor[float32, tuple[int, Columns]])
    tile(grid, (2,))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tile"
    assert_type(tile(grid, (1, 2)), Tensor[float32, tuple[Rows, int]])
    assert_type(tile(grid, (2, 2)), Tensor[float32, tuple[int, int]])
    assert_type(tile(grid, (batch, 1, 1)), Image)
    tile(image, (batch, 1))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "tile"
    assert_type(tile(image, (2, 1, 1)), Tensor[float32, tuple[int, Rows, Columns]])
    assert_type(tile(image, (1, 2, 1)), Tensor[float32, tuple[Batch, int, Columns]])
    assert_type(tile(image, (1, 1, 2)), Tensor[float32, tuple[Batch, Rows, int]])
    assert_type(tile(image, (2, 2, 1)), Tensor[float32, tuple[int, int, int]])
    tile(image, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "tile"


def repeated(row: Row, grid: Grid, image: Image) -> None:
    assert_type(repeat(row, 2, 0), Tensor[float32, tuple[int]])
    repeat(row, 2, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "repeat"
    assert_type(repeat(grid, 2, axis=-1), Tensor[float32, tuple[Rows, int]])
    repeat(grid, 0.5, axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "repeat"
    assert_type(repeat(grid, 2, axis=1), Tensor[float32, tuple[Rows, int]])
    repeat(grid, 2, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "repeat"
    assert_type(repeat(image, 2, axis=2), Tensor[float32, tuple[Batch, Rows, int]])
    assert_type(repeat(image, 2, axis=-2), Tensor[float32, tuple[Batch, int, Columns]])


def what_is_no_tensor(row: Row) -> None:
    assert_type(pad(row, ((1, 0),)), Tensor[float32, tuple[int]])
    pad([1.0], ((1, 0),))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "pad"
    pad(row, ((1.0, 0),))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "pad"
    assert_type(tile(row, (2,)), Tensor[float32, tuple[int]])
    tile(1.0, (2,))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "tile"
    assert_type(repeat(row, 2, 0), Tensor[float32, tuple[int]])
    repeat(1.0, 2, 0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "repeat"
