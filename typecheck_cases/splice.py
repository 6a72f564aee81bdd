"""`x.splice(key, values)` takes values of the shape and the dtype of `x[key]`, or a Python scalar of the tensor's kind."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Tensor, bool_, float32, float64, int64

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
Chosen = NewType("Chosen", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Row: TypeAlias = Tensor[float32, tuple[Hidden]]
Column: TypeAlias = Tensor[float32, tuple[Batch]]


def a_row(h: H, row: Row, column: Column, i: Tensor[int64, tuple[()]]) -> None:
    assert_type(h.splice(0, row), H)
    h.splice(0, column)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(h.splice(i, row), H)
    h.splice(i, column)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def a_column(h: H, row: Row, column: Column) -> None:
    assert_type(h.splice(np.s_[:, 0], column), H)
    h.splice(np.s_[:, 0], row)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(h.splice(np.s_[..., 0], column), H)
    h.splice(np.s_[..., 0], row)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def slices(h: H, part: Tensor[float32, tuple[Chosen, Hidden]], n: Chosen, column: Column) -> None:
    assert_type(h.splice(np.s_[:], h), H)
    h.splice(np.s_[:], part)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(h.splice(np.s_[0, :], h[0]), H)
    h.splice(np.s_[0, :], column)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(h.splice(np.s_[1:2, :], h[1:2]), H)
    h.splice(np.s_[1:2, :], h[1:2].mT)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(h.splice(np.s_[:, 1:2], h[:, 1:2]), H)
    h.splice(np.s_[:, 1:2], part[:, :1])  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def an_element(h: H, s: Tensor[float32, tuple[()]], row: Row) -> None:
    assert_type(h.splice((0, 0), s), H)
    h.splice((0, 0), row)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def everything(h: H, g: H, row: Row) -> None:
    assert_type(h.splice(..., g), H)
    h.splice(..., row)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    h.splice(..., g.T)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def rows_by_index(
    h: H,
    index: Tensor[int64, tuple[Chosen]],
    rows: Tensor[float32, tuple[Chosen, Hidden]],
    floats: Tensor[float32, tuple[Chosen]],
    columns: Tensor[float32, tuple[Chosen, Batch]],
) -> None:
    assert_type(h.splice(index, rows), H)
    h.splice(floats, rows)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    h.splice(index, columns)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    h.splice(index, h)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def rows_by_mask(
    h: H,
    mask: Tensor[bool_, tuple[Batch]],
    other: Tensor[bool_, tuple[Hidden]],
    rows: Tensor[float32, tuple[int, Hidden]],
) -> None:
    assert_type(h.splice(mask, 0.0), H)
    h.splice(other, rows)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def dtypes(h: H, row: Row, double: Tensor[float64, tuple[Hidden]], count: Tensor[int64, tuple[Hidden]]) -> None:
    assert_type(h.splice(0, row), H)
    h.splice(0, double)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    h.splice(0, count)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def scalars(h: H, count: Tensor[int64, tuple[Batch]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(h.splice(0, 1.5), H)
    h.splice(0, "1.5")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(count.splice(0, 1), Tensor[int64, tuple[Batch]])
    count.splice(0, 1.5)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"
    assert_type(mask.splice(0, True), Tensor[bool_, tuple[Batch]])
    mask.splice(0, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "splice"


def keys(h: H, row: Row) -> None:
    assert_type(h.splice(0, row), H)
    h.splice(0.0, row)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "splice"
    h.splice("0", row)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "splice"


def three_keys(
    t: Tensor[float32, tuple[Batch, Chosen, Hidden]], plane: Tensor[float32, tuple[Chosen, Hidden]], h: H
) -> None:
    assert_type(t.splice(np.s_[0, :, :], plane), Tensor[float32, tuple[Batch, Chosen, Hidden]])
    t.splice(np.s_[0, :, :], h)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(t.splice(np.s_[:, 0, :], h), Tensor[float32, tuple[Batch, Chosen, Hidden]])
    t.splice(np.s_[:, 0, :], plane)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(t.splice(np.s_[1:, 0, :], 0.0), Tensor[float32, tuple[Batch, Chosen, Hidden]])
    h.splice(np.s_[1:, 0, :], 0.0)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def beside_an_index(
    h: H, index: Tensor[int64, tuple[Chosen]], columns: Tensor[float32, tuple[Batch, Chosen]], mask: Tensor[bool_, tuple[Batch]]
) -> None:
    assert_type(h.splice(np.s_[:, index], columns), H)
    h.splice(np.s_[:, index], columns.T)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"
    assert_type(h.splice(np.s_[mask, 0], 1.0), H)
    h.T.splice(np.s_[mask, 0], 1.0)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "splice"


def no_axis(s: Tensor[float32, tuple[()]], yes: Tensor[bool_, tuple[()]]) -> None:
    assert_type(s.splice(yes, 1.0), Tensor[float32, tuple[()]])
    assert_type(s.splice(..., 1.0), Tensor[float32, tuple[()]])
    s.splice(0, 1.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "splice"
