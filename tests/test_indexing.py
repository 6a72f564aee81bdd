"""Indexing and `splice`: every kind of key against NumPy, gradients in both arguments, repeated indices."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from helpers import (
    ALL,
    INTEGERS,
    AnyTensor,
    Form,
    Shape,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    operand,
    tensor,
    untyped,
    values,
)
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, basic_indices

from typedgrad import DType, DTypeError, Parameter, as_tensor, bool_, float64, gradients, int32, int64
from typedgrad.tensor.base import is_tensor

every = slice(None)


def index(data: object, dtype: type[DType] = int64) -> AnyTensor:
    """A tensor to index with."""
    made: AnyTensor = untyped(as_tensor)(data, dtype)
    return made


def numpy_key(key: object) -> Any:
    """The same key for NumPy."""
    if isinstance(key, tuple):
        return tuple(map(numpy_key, cast("tuple[object, ...]", key)))
    return array(untyped(key)) if is_tensor(key) else key


KEYS: list[tuple[Shape, Any]] = [
    ((4,), 0),
    ((4,), -1),
    ((4,), every),
    ((4,), slice(1, 3)),
    ((4,), slice(None, None, -1)),
    ((4,), slice(3, 0, -2)),
    ((4,), slice(9, None)),
    ((4,), slice(np.int64(1), np.int32(3))),
    ((4,), ...),
    ((4,), None),
    ((), ...),
    ((), None),
    ((), ()),
    ((), (None, ..., None)),
    ((0,), every),
    ((2, 3, 4), 1),
    ((2, 3, 4), (1, 2)),
    ((2, 3, 4), (1, 2, 3)),
    ((2, 3, 4), (every, 1)),
    ((2, 3, 4), (every, -2, slice(1, None))),
    ((2, 3, 4), (..., 0)),
    ((2, 3, 4), (..., -1, 2)),
    ((2, 3, 4), (0, ..., 1)),
    ((2, 3, 4), (..., slice(1, 3))),
    ((2, 3, 4), (every, None)),
    ((2, 3, 4), (..., None)),
    ((2, 3, 4), (None, 1, ..., None)),
    ((2, 3, 4), (slice(0, 0), 1)),
    ((2, 0), (every, slice(0, 5))),
    ((4,), index(2)),
    ((4,), index([3, 0])),
    ((4,), index([3, 3, -1, 3])),
    ((4,), index([])),
    ((4,), index([[0, 1], [1, 1]])),
    ((4,), index([1, 2], int32)),
    ((2, 3, 4), index([1, 0, 1])),
    ((2, 3, 4), (every, index([2, 2]))),
    ((2, 3, 4), (index([0, 1, 1]), index([2, 0, 0]))),
    ((2, 3, 4), (0, index([2, 2]), slice(1, 3))),
    ((2, 3, 4), (..., index([3, 3]))),
    ((2, 3, 4), (index([[0], [1]]), index([2, 2]))),
    ((2, 3, 4), (index([0, 0]), None, every)),
    ((4,), index([True, False, True, True], bool_)),
    ((4,), index([False] * 4, bool_)),
    ((2, 3, 4), index([True, False], bool_)),
    ((2, 3), index([[True, False, True], [False, False, True]], bool_)),
    ((2, 3, 4), index([[True, False, True], [False, False, True]], bool_)),
    ((2, 3, 4), (every, index([True, False, True], bool_))),
    ((2, 3, 4), (0, index([True, False, True], bool_), index([1, 1]))),
    ((), index(True, bool_)),
    ((), index(False, bool_)),
    ((0,), index([], bool_)),
]
every_key = pytest.mark.parametrize(("shape", "key"), KEYS, ids=str)


# ----------------------------------------------------------------------------------------------------- reading
@every_key
@each_of(ALL)
def test_getitem(dtype: type[DType], shape: Shape, key: Any) -> None:
    x = operand(shape, dtype)
    assert_tensor(untyped(x)[key], array(x)[numpy_key(key)], dtype)


@every_key
def test_gradient_of_getitem(shape: Shape, key: Any) -> None:
    assert_gradients(lambda x: untyped(x)[key], operand(shape, float64))


@pytest.mark.parametrize("layout", ["columns", "strided", "reversed"])
@pytest.mark.parametrize("key", [1, (every, 2), (..., None), index([1, 1, 0]), slice(None, None, -1)], ids=str)
def test_getitem_in_every_layout(key: Any, layout: str) -> None:
    x = operand(Form((2, 3), layout), float64)
    assert_tensor(untyped(x)[key], array(x)[numpy_key(key)], float64)
    assert_gradients(lambda x: untyped(x)[key], x)


@given(st.data())
def test_basic_keys_mean_what_they_mean_in_numpy(data: st.DataObject) -> None:
    shape = data.draw(array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=4))
    key = data.draw(basic_indices(shape, allow_newaxis=True, allow_ellipsis=True))
    x = Parameter(operand(shape, float64))
    picked: AnyTensor = untyped(x)[key]
    assert_tensor(picked, array(x)[untyped(key)], float64)
    expected = np.zeros(shape)
    expected[untyped(key)] = 1.0
    assert_tensor(gradients(untyped(picked.sum()), x), expected, float64)


@each_of(INTEGERS)
def test_repeated_index_adds_up(dtype: type[DType]) -> None:
    x = Parameter(tensor(np.array([1.0, 2.0, 3.0]), float64))
    picked: AnyTensor = untyped(x)[index([2, 0, 2, -1], dtype)]
    weights = tensor(np.array([1.0, 10.0, 100.0, 1000.0]), float64)
    assert_tensor(gradients(untyped((picked * weights).sum()), x), [10.0, 0.0, 1101.0], float64)


def test_index_array_may_change_afterwards() -> None:
    where = np.array([0, 1])
    x = Parameter(operand((3,), float64))
    loss = untyped(x)[index(where)].sum()
    where[:] = 2
    assert_tensor(gradients(loss, x), [1.0, 1.0, 0.0], float64)


# ------------------------------------------------------------------------------------------------------ splice
def spliced(x: np.ndarray[Any, np.dtype[Any]], key: Any, new: Any) -> np.ndarray[Any, np.dtype[Any]]:
    """NumPy's assignment, out of place."""
    result = x.copy()
    result[numpy_key(key)] = new
    return result


@every_key
@each_of(ALL)
def test_splice(dtype: type[DType], shape: Shape, key: Any) -> None:
    x = operand(shape, dtype)
    before = array(x).copy()
    new = operand(array(x)[numpy_key(key)].shape, dtype, 1)
    assert_tensor(untyped(x).splice(key, new), spliced(array(x), key, array(new)), dtype)
    assert_tensor(x, before, dtype)


@every_key
@pytest.mark.parametrize("scalar", [0.5, 3, np.float64(0.1)], ids=repr)
def test_splice_of_a_scalar(scalar: float, shape: Shape, key: Any) -> None:
    x = operand(shape, float64)
    assert_tensor(untyped(x).splice(key, scalar), spliced(array(x), key, scalar), float64)


@every_key
def test_gradient_of_splice(shape: Shape, key: Any) -> None:
    x = operand(shape, float64)
    new = operand(array(x)[numpy_key(key)].shape, float64, 1)
    assert_gradients(lambda x, new: untyped(x).splice(key, new), x, new)
    assert_gradients(lambda x: untyped(x).splice(key, 0.5), x)


def test_gradient_of_splice_twice_at_one_index_is_the_last_value() -> None:
    new = Parameter(values_of(10.0, 20.0, 30.0))
    x = Parameter(values_of(1.0, 2.0, 3.0))
    result: AnyTensor = untyped(x).splice(index([0, 2, 0]), new)
    assert_tensor(result, [30.0, 2.0, 20.0], float64)
    by_x, by_new = gradients(untyped((result * values_of(1.0, 10.0, 100.0)).sum()), (x, new))
    assert_tensor(by_x, [0.0, 10.0, 0.0], float64)
    assert_tensor(by_new, [0.0, 100.0, 1.0], float64)


def values_of(*numbers: float) -> AnyTensor:
    """A vector of these."""
    return tensor(np.array(numbers), float64)


@pytest.mark.parametrize("layout", ["columns", "strided", "reversed"])
def test_splice_in_every_layout(layout: str) -> None:
    x, new = operand(Form((2, 3), layout), float64), operand(Form((2, 2), layout), float64, 1)
    key = (every, slice(1, None))
    assert_tensor(untyped(x).splice(key, new), spliced(array(x), key, array(new)), float64)
    assert_gradients(lambda x, new: untyped(x).splice(key, new), x, new)


def test_splice_into_itself() -> None:
    assert_gradients(lambda x: untyped(x).splice(0, x[1]) * x, operand((2, 3), float64))


def test_splice_takes_booleans_and_integers() -> None:
    flags = tensor(np.array([True, True]), bool_)
    assert_tensor(untyped(flags).splice(0, False), [False, True], bool_)
    assert_tensor(untyped(tensor(values((2,), int32), int32)).splice(every, 7), [7, 7], int32)


def test_numpy_integers_are_ints() -> None:
    x = operand((2, 3), float64)
    for one in (np.int64(1), np.int32(-1), np.uint8(1)):
        assert_tensor(untyped(x)[one], array(x)[one], float64)
        assert_tensor(untyped(x)[:, one], array(x)[:, one], float64)
        assert_tensor(untyped(x).splice(one, 0.0), np.vstack((array(x)[0], np.zeros(3))), float64)
    with pytest.raises(DTypeError, match="is no index"):
        untyped(x)[np.float64(1.0)]
    with pytest.raises(DTypeError, match="is no index"):
        untyped(x)[np.bool_(True)]


@pytest.mark.parametrize(("indices", "wrong"), [([-4, 0], -4), ([-3, 3], 3), ([0, 4], 4), ([-5, 7], -5)])
def test_the_error_names_the_index_that_is_outside(indices: list[int], wrong: int) -> None:
    with pytest.raises(IndexError, match=rf"index {wrong} is outside axis 0 of size 3"):
        untyped(operand((3,), float64))[as_tensor(indices, int64)]
