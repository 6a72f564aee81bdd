"""Tensors are made with a dtype and a shape that their type repeats; data of another shape or kind raise where they enter."""

from __future__ import annotations

from typing import Any, Literal, NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import (
    DTypeError,
    Float,
    ShapeError,
    Tensor,
    as_tensor,
    bool_,
    float32,
    float64,
    full,
    int64,
    ones,
    zeros,
)

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Row: TypeAlias = Tensor[float32, tuple[Hidden]]


def factories(batch: Batch, hidden: Hidden) -> None:
    assert_type(zeros((batch, hidden)), H)
    assert_type(ones((batch, hidden), float64), Tensor[float64, tuple[Batch, Hidden]])
    assert_type(zeros((batch,), int64), Tensor[int64, tuple[Batch]])
    assert_type(ones((), bool_), Tensor[bool_, tuple[()]])
    assert_type(full((batch, hidden), 0.5), H)
    assert_type(full((hidden,), 7, int64), Tensor[int64, tuple[Hidden]])
    assert_type(full((hidden,), True, bool_), Tensor[bool_, tuple[Hidden]])


def the_shape_is_in_the_type(h: H, batch: Batch, hidden: Hidden) -> None:
    assert_type(h + zeros((batch, hidden)), H)
    h + zeros((hidden, batch))  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"
    assert_type(h + ones((hidden,)), H)
    h + ones((batch,))  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(h * full((), 2.0), H)
    h * full((batch,), 2.0)  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"


def the_dtype_is_in_the_type(h: H, batch: Batch, hidden: Hidden) -> None:
    assert_type(h + zeros((batch, hidden), float32), H)
    h + zeros((batch, hidden), float64)  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(h + ones((hidden,)), H)
    h + ones((hidden,), int64)  # E: mypy[operator] pyright[reportOperatorIssue] "int64"


def a_shape_is_a_tuple(batch: Batch) -> None:
    assert_type(zeros((batch,)), Tensor[float32, tuple[Batch]])
    zeros(batch)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "Batch"
    zeros([batch])  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "list"
    assert_type(ones((batch,)), Tensor[float32, tuple[Batch]])
    ones(batch)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "Batch"
    assert_type(full((batch,), 1.0), Tensor[float32, tuple[Batch]])
    full(batch, 1.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "Batch"


def dtypes(batch: Batch) -> None:
    assert_type(zeros((batch,), float64), Tensor[float64, tuple[Batch]])
    zeros((batch,), float)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "float"
    zeros((batch,), np.float64)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "float"
    zeros((batch,), "float64")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "str"
    assert_type(ones((batch,), float32), Tensor[float32, tuple[Batch]])
    ones((batch,), Float)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "Float"


def values_of_another_kind(batch: Batch) -> None:
    assert_type(full((batch,), 1, int64), Tensor[int64, tuple[Batch]])
    full((batch,), 1.5, int64)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "full"
    assert_type(full((batch,), False, bool_), Tensor[bool_, tuple[Batch]])
    full((batch,), 0, bool_)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "full"
    assert_type(full((batch,), 2, float64), Tensor[float64, tuple[Batch]])
    full((batch,), "2")  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "full"
    full((batch,), "2", float64)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "full"


def make_data() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.ones((3, 5))


def data_with_a_shape(data: np.ndarray[tuple[int, int], np.dtype[np.float64]], row: Row) -> None:
    batch, hidden = Batch(3), Hidden(5)
    assert_type(as_tensor(data, float32, (batch, hidden)), H)
    assert_type(as_tensor(data, float32, (batch, hidden)) + row, H)
    as_tensor(data.T, float32, (hidden, batch)) + row  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"
    assert_type(as_tensor([[1.0], [2.0]], float64, (2, 1)), Tensor[float64, tuple[Literal[2], Literal[1]]])
    as_tensor(data, float, (batch, hidden))  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "as_tensor"
    as_tensor(data, Float, (batch, hidden))  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "Float"
    as_tensor(data, "float32", (batch, hidden))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "as_tensor"
    as_tensor(data, float32, batch)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "as_tensor"


def data_with_a_type(data: np.ndarray[tuple[int, int], np.dtype[np.float64]], row: Row) -> None:
    assert_type(as_tensor(data, Tensor[float32, tuple[Batch, Hidden]]), H)
    assert_type(as_tensor(data, H), H)
    assert_type(as_tensor(data, H) + row, H)
    as_tensor(data.T, Tensor[float32, tuple[Hidden, Batch]]) + row  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"


def data_that_are_no_numbers(data: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    assert_type(as_tensor(data, H), H)
    as_tensor(object(), H)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "object"
    as_tensor(None, H)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "None"


def tensors_are_not_constructed(data: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    assert_type(as_tensor(data, H), H)
    Tensor(data)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "Never"


def data_of_any_shape(data: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    assert_type(as_tensor(data, float32), Tensor[float32, tuple[Any, ...]])


def errors() -> None:
    try:
        as_tensor([[1.0, 2.0]], float32, (Batch(3), Hidden(5)))
    except ShapeError as error:
        assert_type(error, ShapeError)
    try:
        as_tensor(["a"], float32, (1,))
    except DTypeError as error:
        assert_type(error, DTypeError)
