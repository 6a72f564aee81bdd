"""`flatten` multiplies dimensions, as `Times`; `unflatten` takes them apart, into sizes of the same types and order."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, Times, exp, flatten, float32, unflatten

Batch = NewType("Batch", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Colours = NewType("Colours", int)
Hidden = NewType("Hidden", int)
Grid: TypeAlias = Tensor[float32, tuple[Rows, Columns]]
Image: TypeAlias = Tensor[float32, tuple[Batch, Rows, Columns]]
Photo: TypeAlias = Tensor[float32, tuple[Batch, Colours, Rows, Columns]]
Flat: TypeAlias = Tensor[float32, tuple[Batch, Times[Rows, Columns]]]


def everything(s: Tensor[float32, tuple[()]], grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(flatten(s), Tensor[float32, tuple[One]])
    assert_type(grid.flatten(), Tensor[float32, tuple[Times[Rows, Columns]]])
    assert_type(grid.flatten().flatten(), Tensor[float32, tuple[Times[Rows, Columns]]])
    assert_type(flatten(image), Tensor[float32, tuple[Times[Times[Batch, Rows], Columns]]])
    assert_type(photo.flatten(), Tensor[float32, tuple[Times[Times[Times[Batch, Colours], Rows], Columns]]])


def some_axes(grid: Grid, image: Image, photo: Photo) -> None:
    assert_type(flatten(image, 1), Flat)
    flatten(image, 3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flatten"
    assert_type(image.flatten(start_axis=-2), Flat)
    image.flatten(start_axis=-4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flatten"
    assert_type(photo.flatten(1), Tensor[float32, tuple[Batch, Times[Times[Colours, Rows], Columns]]])
    assert_type(photo.flatten(-3), Tensor[float32, tuple[Batch, Times[Times[Colours, Rows], Columns]]])
    assert_type(photo.flatten(2), Tensor[float32, tuple[Batch, Colours, Times[Rows, Columns]]])
    image.flatten(2, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flatten"
    assert_type(grid.flatten(1), Grid)
    assert_type(photo.flatten(1, 2), Tensor[float32, tuple[Batch, Times[Colours, Rows], Columns]])
    grid.flatten(1, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flatten"


def leading_axes(image: Image, photo: Photo, w: Tensor[float32, tuple[Columns, Hidden]]) -> None:
    assert_type(image.flatten(0, 1), Tensor[float32, tuple[Times[Batch, Rows], Columns]])
    assert_type(image.flatten(end_axis=1), Tensor[float32, tuple[Times[Batch, Rows], Columns]])
    assert_type(image.flatten(0, -2), Tensor[float32, tuple[Times[Batch, Rows], Columns]])
    assert_type(photo.flatten(0, 2), Tensor[float32, tuple[Times[Times[Batch, Colours], Rows], Columns]])
    assert_type(photo.flatten(0, -2), Tensor[float32, tuple[Times[Times[Batch, Colours], Rows], Columns]])
    assert_type(image.flatten(0, 1) @ w, Tensor[float32, tuple[Times[Batch, Rows], Hidden]])
    image.flatten(1, 2) @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Times[Rows, Columns]"


def what_a_layer_takes(image: Image, w: Tensor[float32, tuple[Times[Rows, Columns], Hidden]]) -> None:
    assert_type(image.flatten(1) @ w, Tensor[float32, tuple[Batch, Hidden]])
    image.mT.flatten(1) @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Times[Columns, Rows]" static-only: the product is the same


def there_and_back(flat: Flat, rows: Rows, columns: Columns) -> None:
    assert_type(unflatten(flat, -1, (rows, columns)), Image)
    unflatten(flat, -1, (columns, rows))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten" static-only: the product is the same
    assert_type(flat.unflatten(1, (rows, columns)), Image)
    flat.unflatten(1, (rows, rows))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"
    flat.unflatten(2, (rows, columns))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"
    assert_type(flat.unflatten(axis=-1, sizes=(rows, columns)), Image)
    assert_type(exp(flat).unflatten(-1, (rows, columns)), Image)
    flat.unflatten(-1, (3, columns))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"


def three_and_four(photo: Photo, batch: Batch, colours: Colours, rows: Rows, columns: Columns) -> None:
    assert_type(photo.flatten(1).unflatten(1, (colours, rows, columns)), Photo)
    photo.flatten(1).unflatten(1, (rows, columns))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"
    assert_type(photo.flatten(1).unflatten(-1, (colours, rows, columns)), Photo)
    assert_type(photo.flatten(0, 2).unflatten(0, (batch, colours, rows)), Photo)
    assert_type(photo.flatten(0, 1).unflatten(0, (batch, colours)), Photo)
    assert_type(photo.flatten().unflatten(-1, (batch, colours, rows, columns)), Photo)


def numbers(
    h: Tensor[float32, tuple[Batch, Times[Literal[8], Literal[8]]]], n: Tensor[float32, tuple[Batch, Literal[64]]]
) -> None:
    assert_type(h.unflatten(-1, (8, 8)), Tensor[float32, tuple[Batch, Literal[8], Literal[8]]])
    h.unflatten(-1, (8, 4))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"
    assert_type(n.unflatten(-1, (8, 8)), Tensor[float32, tuple[Batch, int, int]])
    assert_type(n.unflatten(-1, (4, 4, 4)), Tensor[float32, tuple[Batch, int, int, int]])


def what_is_no_product(
    x: Tensor[float32, tuple[Batch, int]], h: Tensor[float32, tuple[Hidden]], hidden: Hidden
) -> None:
    assert_type(x.unflatten(1, (1, x.shape[1])), Tensor[float32, tuple[Batch, int, int]])
    assert_type(x.unflatten(0, (1, x.shape[0])), Tensor[float32, tuple[int, Batch, int]])
    assert_type(h.unflatten(0, (hidden, 1)), Tensor[float32, tuple[Hidden, int]])
    x.unflatten(1, 3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"


def what_is_no_tensor(grid: Grid, rows: Rows, columns: Columns) -> None:
    assert_type(flatten(grid), Tensor[float32, tuple[Times[Rows, Columns]]])
    flatten(1.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flatten"
    flatten(grid, "1")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "flatten"
    assert_type(unflatten(flatten(grid), 0, (rows, columns)), Grid)
    unflatten(rows, 0, (rows, columns))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unflatten"
