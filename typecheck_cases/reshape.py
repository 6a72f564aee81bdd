"""A reshaped tensor has the dimensions that were written; whether its elements fill them is checked at run time."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import Tensor, Times, float32, reshape, times

Batch = NewType("Batch", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Hidden = NewType("Hidden", int)
Image: TypeAlias = Tensor[float32, tuple[Batch, Rows, Columns]]
Flat: TypeAlias = Tensor[float32, tuple[Batch, Times[Rows, Columns]]]


def names(image: Image, batch: Batch, rows: Rows, columns: Columns) -> None:
    assert_type(image.reshape((batch, times(rows, columns))), Flat)
    assert_type(image.reshape(batch, times(rows, columns)), Flat)
    assert_type(reshape(image, (batch, times(rows, columns))), Flat)
    assert_type(image.reshape((batch, -1)), Tensor[float32, tuple[Batch, int]])
    assert_type(reshape(image, (-1,)), Tensor[float32, tuple[int]])
    assert_type(reshape(image, (-1, rows, columns)), Tensor[float32, tuple[int, Rows, Columns]])


def the_shape_goes_on(
    image: Image,
    batch: Batch,
    rows: Rows,
    columns: Columns,
    w: Tensor[float32, tuple[Times[Rows, Columns], Hidden]],
) -> None:
    assert_type(image.reshape((batch, times(rows, columns))) @ w, Tensor[float32, tuple[Batch, Hidden]])
    image.reshape((times(rows, columns), batch)) @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    assert_type(reshape(image, (batch, times(rows, columns))) @ w, Tensor[float32, tuple[Batch, Hidden]])
    reshape(image, (times(rows, columns), batch)) @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"


def the_order_of_a_product(image: Image, batch: Batch, rows: Rows, columns: Columns, flat: Flat) -> None:
    assert_type(image.reshape((batch, times(rows, columns))) + flat, Flat)
    image.reshape((batch, times(columns, rows))) + flat  # E: mypy[operator] pyright[reportOperatorIssue] "Times[Columns, Rows]" static-only: the product is the same


def columns_and_rows(v: Tensor[float32, tuple[Hidden]]) -> None:
    assert_type(v.reshape((-1, 1)), Tensor[float32, tuple[int, Literal[1]]])
    assert_type(v.reshape(1, -1), Tensor[float32, tuple[Literal[1], int]])
    assert_type(reshape(v, (1, -1)) - reshape(v, (-1, 1)), Tensor[float32, tuple[int, int]])


def numbers_beside_what_is_left(image: Image, batch: Batch, rows: Rows, columns: Columns) -> None:
    left = image.reshape((rows, -1, columns))
    assert_type(left, Tensor[float32, tuple[Rows, int, Columns]])
    assert_type(image.reshape((1, rows, -1, columns)), Tensor[float32, tuple[int, Rows, int, Columns]])
    assert_type(image.reshape((1, 1, rows, -1, columns)), Tensor[float32, tuple[int, int, Rows, int, Columns]])
    assert_type(image.reshape(1, rows, -1, columns), Tensor[float32, tuple[int, Rows, int, Columns]])


def what_is_no_size(image: Image, batch: Batch) -> None:
    assert_type(image.reshape((batch, -1)), Tensor[float32, tuple[Batch, int]])
    assert_type(reshape(image, (batch, -1)), Tensor[float32, tuple[Batch, int]])
    reshape(image, -1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "reshape"


def a_scalar(s: Tensor[float32, tuple[()]], v: Tensor[float32, tuple[Literal[1]]]) -> None:
    assert_type(s.reshape((1,)), Tensor[float32, tuple[Literal[1]]])
    assert_type(s.reshape(()), Tensor[float32, tuple[()]])
    assert_type(v.reshape(()), Tensor[float32, tuple[()]])
    assert_type(v.reshape(()) + s, Tensor[float32, tuple[()]])
    v.reshape(1, 1)[0, 0, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
