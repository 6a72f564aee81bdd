"""Axes of size 1 come and go, `expand_dims` and `squeeze`; `moveaxis`, `swapaxes`, `permute_dims` take dimensions along."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import (
    One,
    Tensor,
    expand_dims,
    float32,
    matrix_transpose,
    mean,
    moveaxis,
    permute_dims,
    squeeze,
    swapaxes,
)

Batch = NewType("Batch", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Colours = NewType("Colours", int)
Row: TypeAlias = Tensor[float32, tuple[Columns]]
Grid: TypeAlias = Tensor[float32, tuple[Rows, Columns]]
Image: TypeAlias = Tensor[float32, tuple[Batch, Rows, Columns]]
Photo: TypeAlias = Tensor[float32, tuple[Batch, Colours, Rows, Columns]]


def one_more(s: Tensor[float32, tuple[()]], row: Row, grid: Grid) -> None:
    assert_type(expand_dims(s, 0), Tensor[float32, tuple[One]])
    expand_dims(s, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "expand_dims"
    assert_type(expand_dims(row, 1), Tensor[float32, tuple[Columns, One]])
    expand_dims(row, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "expand_dims"
    assert_type(expand_dims(row, axis=-2), Tensor[float32, tuple[One, Columns]])
    expand_dims(row, axis=-3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "expand_dims"
    assert_type(expand_dims(grid, -1), Tensor[float32, tuple[Rows, Columns, One]])
    assert_type(expand_dims(grid, 2), Tensor[float32, tuple[Rows, Columns, One]])
    assert_type(expand_dims(grid, -3), Tensor[float32, tuple[One, Rows, Columns]])


def one_more_of_images(image: Image) -> None:
    assert_type(expand_dims(image, 3), Tensor[float32, tuple[Batch, Rows, Columns, One]])
    assert_type(expand_dims(image, -4), Tensor[float32, tuple[One, Batch, Rows, Columns]])
    assert_type(expand_dims(image, -3), Tensor[float32, tuple[Batch, One, Rows, Columns]])


def one_less(column: Tensor[float32, tuple[Rows, One]], row: Tensor[float32, tuple[One, Columns]], grid: Grid) -> None:
    assert_type(squeeze(column, -1), Tensor[float32, tuple[Rows]])
    squeeze(row, -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "squeeze"
    assert_type(column.squeeze(1), Tensor[float32, tuple[Rows]])
    grid.squeeze(1)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "squeeze"
    column.squeeze(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "squeeze"
    assert_type(row.squeeze(axis=0), Row)
    column.squeeze(axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "squeeze"
    assert_type(row.squeeze(-2), Row)
    row.squeeze()  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "squeeze"
    assert_type(squeeze(mean(grid, axis=1, keepdims=True), 1), Tensor[float32, tuple[Rows]])


def one_less_of_images(
    a: Tensor[float32, tuple[Batch, Rows, One]],
    b: Tensor[float32, tuple[Batch, One, Rows, Columns]],
    c: Tensor[float32, tuple[One, Batch, Rows, Columns]],
    d: Tensor[float32, tuple[Batch, Rows, Columns, One]],
) -> None:
    assert_type(a.squeeze(2), Tensor[float32, tuple[Batch, Rows]])
    assert_type(b.squeeze(-3), Image)
    c.squeeze(-3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "squeeze"
    assert_type(b.squeeze(1), Image)
    assert_type(c.squeeze(-4), Image)
    assert_type(d.squeeze(3), Image)


def an_unknown_size(x: Tensor[float32, tuple[Rows, int]], y: Tensor[float32, tuple[Rows, One]]) -> None:
    assert_type(y.squeeze(-1), Tensor[float32, tuple[Rows]])
    x.squeeze(-1)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "squeeze"


def moved(grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(moveaxis(photo, 1, -1), Tensor[float32, tuple[Batch, Rows, Columns, Colours]])
    moveaxis(photo, 4, -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "moveaxis"
    assert_type(moveaxis(moveaxis(photo, 1, -1), -1, 1), Photo)
    assert_type(moveaxis(image, 0, -1), Tensor[float32, tuple[Rows, Columns, Batch]])
    moveaxis(image, 0, 3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "moveaxis"
    assert_type(moveaxis(image, -1, 0), Tensor[float32, tuple[Columns, Batch, Rows]])
    assert_type(moveaxis(grid, 0, 1), Tensor[float32, tuple[Columns, Rows]])
    moveaxis(grid, 0, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "moveaxis"
    assert_type(moveaxis(image, source=1, destination=0), Tensor[float32, tuple[Rows, Batch, Columns]])
    assert_type(moveaxis(image, 0, 2), Tensor[float32, tuple[Rows, Columns, Batch]])
    assert_type(moveaxis(image, 2, 0), Tensor[float32, tuple[Columns, Batch, Rows]])
    assert_type(moveaxis(image, 1, 2), Tensor[float32, tuple[Batch, Columns, Rows]])
    assert_type(moveaxis(image, 2, 1), Tensor[float32, tuple[Batch, Columns, Rows]])
    assert_type(moveaxis(image, -2, -1), Tensor[float32, tuple[Batch, Columns, Rows]])
    assert_type(moveaxis(image, -1, -2), Tensor[float32, tuple[Batch, Columns, Rows]])
    assert_type(moveaxis(photo, -3, -1), Tensor[float32, tuple[Batch, Rows, Columns, Colours]])
    assert_type(moveaxis(photo, -1, -3), Tensor[float32, tuple[Batch, Columns, Colours, Rows]])


def exchanged(row: Row, grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(swapaxes(grid, 0, 1), Tensor[float32, tuple[Columns, Rows]])
    swapaxes(row, 0, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "swapaxes"
    assert_type(image.swapaxes(-2, -1), Tensor[float32, tuple[Batch, Columns, Rows]])
    row.swapaxes(-2, -1)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "swapaxes"
    assert_type(image.swapaxes(-1, -2), Tensor[float32, tuple[Batch, Columns, Rows]])
    assert_type(image.swapaxes(1, 0), Tensor[float32, tuple[Rows, Batch, Columns]])
    assert_type(image.swapaxes(axis1=1, axis2=2), Tensor[float32, tuple[Batch, Columns, Rows]])
    grid.swapaxes(axis1=1, axis2=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "swapaxes"
    assert_type(image.swapaxes(2, 1), Tensor[float32, tuple[Batch, Columns, Rows]])
    assert_type(image.swapaxes(0, -1), Tensor[float32, tuple[Columns, Rows, Batch]])
    assert_type(image.swapaxes(-1, 0), Tensor[float32, tuple[Columns, Rows, Batch]])
    assert_type(image.swapaxes(0, 2), Tensor[float32, tuple[Columns, Rows, Batch]])


def exchanged_of_four(photo: Photo) -> None:
    assert_type(photo.swapaxes(1, -1), Tensor[float32, tuple[Batch, Columns, Rows, Colours]])
    assert_type(photo.swapaxes(2, 3), Tensor[float32, tuple[Batch, Colours, Columns, Rows]])
    assert_type(photo.swapaxes(1, 3), Tensor[float32, tuple[Batch, Columns, Rows, Colours]])
    assert_type(photo.swapaxes(-3, -2), Tensor[float32, tuple[Batch, Rows, Colours, Columns]])
    assert_type(photo.swapaxes(-3, -1), Tensor[float32, tuple[Batch, Columns, Rows, Colours]])


def in_an_order(row: Row, grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(permute_dims(grid, (1, 0)), Tensor[float32, tuple[Columns, Rows]])
    permute_dims(row, (1, 0))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "permute_dims"
    assert_type(permute_dims(image, axes=(1, 2, 0)), Tensor[float32, tuple[Rows, Columns, Batch]])
    permute_dims(image, axes=(1, 2, 1))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "permute_dims"
    assert_type(permute_dims(photo, (0, 2, 3, 1)), Tensor[float32, tuple[Batch, Rows, Columns, Colours]])
    permute_dims(photo)  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "permute_dims"


def matrices(row: Row, grid: Grid, image: Image) -> None:
    assert_type(matrix_transpose(grid), Tensor[float32, tuple[Columns, Rows]])
    matrix_transpose(row)  # E: mypy[arg-type] pyright[reportArgumentType] "matrix_transpose"
    assert_type(matrix_transpose(image), Tensor[float32, tuple[Batch, Columns, Rows]])
    matrix_transpose(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "matrix_transpose"


def what_is_no_tensor(grid: Grid) -> None:
    assert_type(expand_dims(grid, 0), Tensor[float32, tuple[One, Rows, Columns]])
    expand_dims(1.0, 0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "expand_dims"
    expand_dims(grid, "0")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "expand_dims"
    assert_type(moveaxis(grid, 0, 1), Tensor[float32, tuple[Columns, Rows]])
    moveaxis([1.0], 0, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "moveaxis"
    moveaxis(grid, (0,), (1,))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "moveaxis"
