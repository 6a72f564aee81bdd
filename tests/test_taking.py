"""`take`, `take_along_axis`, `one_hot`: values against NumPy, gradients against finite differences, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    FORMS,
    INTEGERS,
    Form,
    Shape,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    operand,
    parameter,
    tensor,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, DTypeError, ShapeError, bool_, float32, float64, gradients, int32, int64
from typedgrad.nn import cross_entropy

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyTensor

lib: Any = tg
WITH_AXES = [form for form in FORMS if form.shape]
every_form_with_axes = pytest.mark.parametrize("form", WITH_AXES, ids=str)
x, v, c = operand((2, 3), float64), operand((3,), float64), operand((), float64)


def indices_into(size: int, shape: Shape, dtype: type[DType] = int64) -> AnyTensor:
    """Random indices, some of them negative."""
    return tensor(np.random.default_rng(3).integers(-size, max(size, 1), shape if size else (*shape[:-1], 0)), dtype)


@every_form_with_axes
@each_of(ALL)
def test_take(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in range(-x.ndim, x.ndim):
        for shape in ((5,), (0,), (2, 2)):
            indices = indices_into(form.shape[axis], shape)
            assert_tensor(lib.take(x, indices, axis), np.take(array(x), array(indices), axis), dtype)
        if form.shape[axis]:
            one = tensor(np.array(-1), int32)
            assert_tensor(lib.take(x, one, axis=axis), np.take(array(x), -1, axis), dtype)


def test_take_from_a_vector_needs_no_axis() -> None:
    assert_tensor(lib.take(v, indices_into(3, (4,))), array(v)[array(indices_into(3, (4,)))], float64)


@every_form_with_axes
@each_of(ALL)
def test_take_along_axis(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in range(-x.ndim, x.ndim):
        for count in (0, 1, 5) if form.shape[axis] else (0,):
            shape = list(form.shape)
            shape[axis] = count
            for index_dtype in INTEGERS:
                indices = tensor(
                    np.random.default_rng(3).integers(-form.shape[axis], max(form.shape[axis], 1), shape), index_dtype
                )
                expected = np.take_along_axis(array(x), array(indices).astype(np.int64), axis)
                assert_tensor(lib.take_along_axis(x, indices, axis), expected, dtype)


def test_take_along_the_last_axis_by_default() -> None:
    best = untyped(x).argmax(-1, keepdims=True)
    assert_tensor(lib.take_along_axis(x, best), np.max(array(x), -1, keepdims=True), float64)


@every_form_with_axes
def test_gradients_of_taking(form: Form) -> None:
    for axis in range(len(form.shape)):
        size = form.shape[axis]
        indices = indices_into(size, (4,))
        assert_gradients(lambda x, axis=axis, indices=indices: lib.take(x, indices, axis), operand(form, float64))
        shape = (*form.shape[:axis], 4 if size else 0, *form.shape[axis + 1 :])
        along = tensor(np.random.default_rng(3).integers(-size, max(size, 1), shape), int64)
        assert_gradients(lambda x, axis=axis, along=along: lib.take_along_axis(x, along, axis), operand(form, float64))


def test_gradients_of_what_is_taken_twice_add_up() -> None:
    w = parameter(1.0, 2.0, 3.0)
    twice = tensor(np.array([2, 0, -1]), int64)
    weights = tensor(np.array([1.0, 10.0, 100.0]), float64)
    for taken in (lib.take(w, twice), lib.take_along_axis(w, twice), untyped(w)[twice]):
        assert_tensor(gradients((taken * weights).sum(), w), [10.0, 0.0, 101.0], float64)


# ----------------------------------------------------------------------------------------------------------- one-hot
@pytest.mark.parametrize("dtype", ALL)
@every_form
@each_of(INTEGERS, "labels")
def test_one_hot(labels: type[DType], form: Form, dtype: type[DType]) -> None:
    y = tensor(np.abs(array(operand(form, labels))), labels)
    assert_tensor(lib.one_hot(y, 5, dtype), np.eye(5)[array(y)], dtype)


def test_one_hot_is_float32_by_default() -> None:
    y = tensor(np.array([2, 0]), int64)
    assert_tensor(lib.one_hot(y, 3), [[0, 0, 1], [1, 0, 0]], float32)
    assert_tensor(lib.one_hot(tensor(np.zeros(0, np.int64), int64), 0), np.zeros((0, 0)), float32)


def test_one_hot_targets_are_what_labels_are() -> None:
    y = tensor(np.array([2, 0]), int64)
    loss = untyped(cross_entropy)
    assert_tensor(loss(x, y), array(loss(x, lib.one_hot(y, 3, float64))), float64, ulps=4)


# ----------------------------------------------------------------------------------------------------------- bad input
def ints(*numbers: int) -> AnyTensor:
    return tensor(np.array(numbers), int64)


BAD: tuple[tuple[type[Exception], str, Callable[[], Any]], ...] = (
    (IndexError, r"take: index 3 is outside axis 1 of size 3", lambda: lib.take(x, ints(0, 3), 1)),
    (IndexError, r"take: index -3 is outside axis 0 of size 2", lambda: lib.take(x, ints(0, -3), axis=-2)),
    (IndexError, r"take: index 0 is outside axis 0 of size 0", lambda: lib.take(untyped(v)[:0], ints(0))),
    (ShapeError, r"take: no axis is named, of the 2 of shape \(2, 3\)", lambda: lib.take(x, ints(0))),
    (ShapeError, r"take: no axis 2 in shape \(2, 3\)", lambda: lib.take(x, ints(0), axis=2)),
    (ShapeError, r"take: no axis 0 in shape \(\)", lambda: lib.take(c, ints(0))),
    (DTypeError, r"take: a float64 tensor is no index; indices are integers", lambda: lib.take(x, v, 0)),
    (DTypeError, r"take: a bool tensor is no index; indices are integers", lambda: lib.take(v, operand((3,), bool_))),
    (DTypeError, r"take: 0 of type int is not a tensor", lambda: lib.take(x, 0, 0)),
    (DTypeError, r"take: 2.0 of type float is not a tensor", lambda: lib.take(2.0, ints(0), 0)),
    (DTypeError, r"take: the axis 1.0 of type float is not an int", lambda: lib.take(x, ints(0), 1.0)),
    (
        IndexError,
        r"take_along_axis: index 2 is outside axis 0 of size 2",
        lambda: lib.take_along_axis(x, ints(0, 2, 0).reshape(1, 3), 0),
    ),
    (
        ShapeError,
        r"take_along_axis: indices of shape \(3,\) for shape \(2, 3\): ",
        lambda: lib.take_along_axis(x, ints(0, 1, 2)),
    ),
    (
        ShapeError,
        r"take_along_axis: .* not the same but for axis 1",
        lambda: lib.take_along_axis(x, ints(0).reshape(1, 1), 1),
    ),
    (ShapeError, r"take_along_axis: no axis 1 in shape \(3,\)", lambda: lib.take_along_axis(v, ints(0), 1)),
    (DTypeError, r"take_along_axis: a float64 tensor is no index", lambda: lib.take_along_axis(x, x)),
    (DTypeError, r"take_along_axis: 0 of type int is not a tensor", lambda: lib.take_along_axis(x, 0)),
    (IndexError, r"one_hot: label 3 is not one of the 3 classes", lambda: lib.one_hot(ints(0, 3), 3)),
    (IndexError, r"one_hot: label -1 is not one of the 3 classes", lambda: lib.one_hot(ints(0, -1), 3)),
    (ShapeError, r"one_hot: -3 is not a size", lambda: lib.one_hot(ints(0), -3)),
    (DTypeError, r"one_hot: the size 3.0 of type float is not an int", lambda: lib.one_hot(ints(0), 3.0)),
    (DTypeError, r"one_hot: not defined for float64, only for integers", lambda: lib.one_hot(v, 3)),
    (DTypeError, r"one_hot: \[0\] of type list is not a tensor", lambda: lib.one_hot([0], 3)),
)


@pytest.mark.parametrize(("error", "message", "call"), BAD, ids=[message for _, message, _ in BAD])
def test_bad_input(error: type[Exception], message: str, call: Callable[[], Any]) -> None:
    with pytest.raises(error, match=message):
        call()
