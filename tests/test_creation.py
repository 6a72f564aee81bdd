"""`as_tensor` and the factories: what they take, what they copy, and what they refuse to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NewType

import numpy as np
import pytest
from helpers import ALL, FLOATS, INTEGERS, NUMBERS, AnyArray, array, assert_tensor, each_of, operand, untyped, values

from typedgrad import (
    DType,
    DTypeError,
    ShapeError,
    Tensor,
    as_tensor,
    bool_,
    float32,
    float64,
    full,
    int32,
    int64,
    ones,
    zeros,
)
from typedgrad.shapes import L

if TYPE_CHECKING:
    from collections.abc import Callable

Batch = NewType("Batch", int)
SHAPES = [(), (3,), (2, 3), (2, 3, 4), (0,), (2, 0, 3)]
VIEWS: dict[str, Callable[[AnyArray], AnyArray]] = {
    "T": lambda x: x.T,
    "[::-1]": lambda x: x[::-1],
    "[:, ::2]": lambda x: x[:, ::2],
    "broadcast": lambda x: np.broadcast_to(x, (2, 4, 6)),
}
every_shape = pytest.mark.parametrize("shape", SHAPES, ids=str)


# --------------------------------------------------------------------------------------------------------- as_tensor
@every_shape
@each_of(ALL)
def test_array_of_the_dtype(dtype: type[DType], shape: tuple[int, ...]) -> None:
    data = values(shape, dtype)
    assert_tensor(untyped(as_tensor)(data, dtype, shape), data, dtype)


@every_shape
@each_of(ALL)
def test_nested_lists(dtype: type[DType], shape: tuple[int, ...]) -> None:
    data = values(shape, dtype)
    nested = data.tolist()
    assert_tensor(untyped(as_tensor)(nested, dtype), np.asarray(nested, dtype.numpy), dtype)


@each_of(ALL)
@pytest.mark.parametrize("view", VIEWS)
def test_views_become_contiguous(view: str, dtype: type[DType]) -> None:
    data = VIEWS[view](values((4, 6), dtype))
    x = untyped(as_tensor)(data, dtype)
    assert_tensor(x, data, dtype)
    assert x._data.flags.c_contiguous


@each_of(ALL)
def test_later_changes_of_the_array_do_not_matter(dtype: type[DType]) -> None:
    data = np.ones((2, 3), dtype.numpy)
    x = untyped(as_tensor)(data, dtype)
    data[:] = 0
    assert_tensor(x, np.ones((2, 3)), dtype)


SAFE: list[tuple[AnyArray, type[DType]]] = [
    (np.array([1, 2], np.uint8), int32),
    (np.array([1, 2], np.int16), int64),
    (np.array([1, 2], np.int64), int32),
    (np.array([-(2**31), 2**31 - 1]), int32),
    (np.array([2**63 - 1], np.uint64), int64),
    (np.array([1, 2], np.int64), float32),
    (np.array([2**53 + 1]), float64),
    (np.array([0.5], np.float16), float32),
    (np.array([0.1], np.float64), float32),
    (np.array([np.nan, np.inf, -np.inf]), float32),
    (np.array([0.1], np.longdouble), float64),
    (np.array([1e-60]), float32),
    (np.array([1.5], ">f4"), float32),
    (np.array([], np.float64), int64),
    (np.array([], np.float64), bool_),
]


@pytest.mark.parametrize(("data", "dtype"), SAFE, ids=lambda part: getattr(part, "__name__", repr(part)))
def test_conversion_within_a_kind_and_to_floats(data: AnyArray, dtype: type[DType]) -> None:
    assert_tensor(untyped(as_tensor)(data, dtype), data.astype(dtype.numpy), dtype)


OUT_OF_RANGE: list[tuple[object, type[DType], str]] = [
    ([2**31], int32, "2147483648 is out of the range of int32"),
    ([2**31, 2**32], int32, "2147483648 is out of the range of int32"),
    ([0, -(2**31) - 1], int32, "-2147483649 is out of the range of int32"),
    (np.array([2**63], np.uint64), int64, "9223372036854775808 is out of the range of int64"),
    ([2**64], int64, "beyond the range of int64"),
    ([1e39], float32, r"1e\+39 is out of the range of float32"),
    (np.array(-1e39), float32, r"-1e\+39 is out of the range of float32"),
    (np.array([1], np.longdouble) * 2 * 1e308, float64, "out of the range of float64"),
]


@pytest.mark.parametrize(("data", "dtype", "message"), OUT_OF_RANGE, ids=lambda part: str(part)[:24])
def test_number_beyond_the_range(data: object, dtype: type[DType], message: str) -> None:
    with pytest.raises(OverflowError, match=f"as_tensor: .*{message}"):
        untyped(as_tensor)(data, dtype)


@pytest.mark.parametrize("error", [MemoryError("full"), RuntimeWarning("old")], ids=repr)
def test_error_that_is_not_of_the_data_passes_as_it_is(error: Exception) -> None:
    class Lazy:
        def __array__(self, dtype: object = None, copy: object = None) -> AnyArray:
            raise error

    with pytest.raises(type(error)) as caught:
        untyped(as_tensor)(Lazy(), float32)
    assert caught.value is error


def test_tensor_is_data_too() -> None:
    x = operand((2, 3), float64)
    assert_tensor(untyped(as_tensor)(x, float32), array(x).astype(np.float32), float32)
    assert_tensor(
        untyped(as_tensor)([operand((3,), float32), operand((3,), float32)], float32),
        [array(operand((3,), float32))] * 2,
        float32,
    )


# ------------------------------------------------------------------------------------- the annotation, read at run time
def test_annotation_gives_dtype_and_shape() -> None:
    x = as_tensor([[1, 2, 3]], Tensor[float32, tuple[Batch, Literal[3]]])
    assert_tensor(x, [[1, 2, 3]], float32)


def test_annotation_of_a_scalar() -> None:
    assert_tensor(as_tensor(1.5, Tensor[float64, tuple[()]]), 1.5, float64)


OPEN: list[object] = [
    Tensor[float64, tuple[int, ...]],
    untyped(Tensor)[float64, tuple[Batch, *tuple[int, ...]]],
    untyped(Tensor)[float64, tuple[*tuple[int, ...], Literal[2]]],
    untyped(Tensor)[float64, untyped(tuple)[(*untyped(L), Literal[3], Literal[2])]],
]


@pytest.mark.parametrize("annotation", OPEN, ids=str)
def test_annotation_of_any_rank(annotation: object) -> None:
    data = np.zeros((1, 3, 2))
    assert_tensor(untyped(as_tensor)(data, annotation), data, float64)


REJECTED_BY_ANNOTATION: list[tuple[object, object, type[Exception], str]] = [
    ([[1.0, 2.0]], Tensor[float32, tuple[Batch, Literal[3]]], ShapeError, r"axis 1 of shape \(1, 2\) is 2, not 3"),
    ([1.0], Tensor[float32, tuple[Batch, Batch]], ShapeError, r"shape \(1,\) has 1 axes, not the 2 of its type"),
    ([[1.0, 2.0]], Tensor[float32, tuple[Batch, Batch]], ShapeError, r"Batch is 1 and 2 in shape \(1, 2\)"),
    ([0.5], untyped(Tensor)[float32, untyped(tuple)[(*untyped(L), Literal[2])]], ShapeError, "axis 0 .* is 1, not 2"),
    (0.5, untyped(Tensor)[float32, untyped(tuple)[(*untyped(L), Batch)]], ShapeError, "0 axes, not the 1 of its type"),
    ([0.5], Tensor[int64, tuple[int]], DTypeError, "float64 data, such as 0.5, for int64"),
    ([0.5], untyped(Tensor)[DType, tuple[int]], DTypeError, "is not one of bool_"),
    ([0.5], list[int], DTypeError, r"list\[int\] is not of the form Tensor\[dtype, tuple\[...\]\]"),
    ([0.5], Tensor, DTypeError, "Tensor.* is not one of bool_"),
    ([0.5], "float32", DTypeError, "'float32' is not of the form"),
]


@pytest.mark.parametrize(
    ("data", "annotation", "error", "message"), REJECTED_BY_ANNOTATION, ids=lambda part: str(part)[-40:]
)
def test_annotation_is_checked(data: object, annotation: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"as_tensor: .*{message}"):
        untyped(as_tensor)(data, annotation)


# --------------------------------------------------------------------------------------------------------- factories
@every_shape
@each_of(ALL)
def test_zeros_and_ones(dtype: type[DType], shape: tuple[int, ...]) -> None:
    assert_tensor(untyped(zeros)(shape, dtype), np.zeros(shape), dtype)
    assert_tensor(untyped(ones)(shape, dtype), np.ones(shape), dtype)


@pytest.mark.parametrize("factory", [zeros, ones], ids=["zeros", "ones"])
def test_float32_by_default(factory: Any) -> None:
    assert factory((2,)).dtype == np.dtype(np.float32)
    assert full((2,), 1).dtype == np.dtype(np.float32)


@every_shape
@each_of(NUMBERS)
def test_full(dtype: type[DType], shape: tuple[int, ...]) -> None:
    assert_tensor(untyped(full)(shape, 3, dtype), np.full(shape, 3), dtype)


@each_of(FLOATS)
@pytest.mark.parametrize("value", [0.1, -0.0, float("inf"), float("nan"), np.float64(0.1)], ids=str)
def test_full_of_a_float(value: float, dtype: type[DType]) -> None:
    x = untyped(full)((2,), value, dtype)
    assert_tensor(x, np.full(2, value, dtype.numpy), dtype)
    assert (np.signbit(array(x)) == np.signbit(value)).all()


def test_full_of_bool() -> None:
    assert_tensor(full((2,), True, bool_), [True, True], bool_)


@each_of(INTEGERS)
def test_full_of_the_largest_integer(dtype: type[DType]) -> None:
    largest = int(np.iinfo(untyped(dtype.numpy)).max)
    assert untyped(full)((), largest, dtype).item() == largest
    with pytest.raises(OverflowError, match=f"full: {largest + 1} of type int is out of the range of {dtype.__name__}"):
        untyped(full)((), largest + 1, dtype)


def test_named_sizes_are_ints() -> None:
    x = zeros((Batch(2), 3), int32)
    assert x.shape == (2, 3)
    assert all(type(size) is int for size in x.shape)


def test_tensors_are_not_made_by_their_class() -> None:
    with pytest.raises(TypeError, match="made by as_tensor"):
        untyped(Tensor)(np.ones(2))


def test_a_hundred_values_are_shown_and_of_more_the_first_and_last() -> None:
    assert "..." not in repr(zeros((100,)))
    assert "0., ..., 0." in repr(zeros((101,)))
