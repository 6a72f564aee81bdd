"""`stack`, `unstack`, `split`: values against NumPy, gradients, empty axes, errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    FORMS,
    Form,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    operand,
    tensor,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, DTypeError, Parameter, ShapeError, float32, float64, gradients

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg


# ----------------------------------------------------------------------------------------------------------- stack
@every_form
@each_of(ALL)
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_stack(count: int, dtype: type[DType], form: Form) -> None:
    parts = [operand(form, dtype, i) for i in range(count)]
    rank = len(form.shape) + 1
    for axis in range(-rank, rank):
        expected = np.stack([array(part) for part in parts], axis)
        for sequence in (parts, tuple(parts)):
            assert_tensor(lib.stack(sequence, axis=axis), expected, dtype)


@every_form
def test_gradient_of_stack(form: Form) -> None:
    x, y = operand(form, float64), operand(form.shape, float64, 1)
    for axis in (0, -1):
        assert_gradients(lambda x, y, axis=axis: lib.stack((x, y, x * y), axis=axis), x, y)


# --------------------------------------------------------------------------------------------------- unstack, split
AXES = [
    pytest.param(form, axis, id=f"{form} {axis}") for form in FORMS for axis in range(-len(form.shape), len(form.shape))
]
every_axis = pytest.mark.parametrize(("form", "axis"), AXES)


@every_axis
@each_of(ALL)
def test_unstack(dtype: type[DType], form: Form, axis: int) -> None:
    x = operand(form, dtype)
    rows = lib.unstack(x, axis)
    assert len(rows) == form.shape[axis]
    for row, expected in zip(rows, np.moveaxis(array(x), axis, 0), strict=True):
        assert_tensor(row, expected, dtype)


@every_axis
def test_split_into_sizes(form: Form, axis: int) -> None:
    x = operand(form, float64)
    size = form.shape[axis]
    cuts = [min(1, size), min(1, size), size]
    sizes = [int(n) for n in np.diff([0, *cuts])]
    parts = lib.split(x, tuple(sizes), axis)
    expected = np.split(array(x), cuts[:-1], axis)
    for part, wanted in zip(parts, expected, strict=True):
        assert_tensor(part, wanted, float64)
    assert_tensor(lib.concat(lib.split(x, sizes, axis=axis), axis=axis), array(x), float64)


@pytest.mark.parametrize("sections", [1, 2, 3, 6])
@each_of(ALL)
def test_split_into_equal_parts(dtype: type[DType], sections: int) -> None:
    for shape, axis in (((6,), 0), ((2, 6), -1), ((6, 0), 0), ((0, 2), 0)):
        x = operand(shape, dtype)
        for part, wanted in zip(lib.split(x, sections, axis), np.split(array(x), sections, axis), strict=True):
            assert_tensor(part, wanted, dtype)


def test_gradients_of_parts() -> None:
    x = operand((4, 3), float64)
    assert_gradients(lambda x: lib.split(x, (1, 3))[1], x)
    assert_gradients(lambda x: lib.unstack(x, -1)[2], x)
    assert_gradients(lambda x: untyped(sum)(part * (i + 1.0) for i, part in enumerate(lib.split(x, 2))), x)
    assert_gradients(lambda x: lib.stack(lib.unstack(x, 1), axis=0), x)


def test_part_that_is_not_used_has_a_gradient_of_zero() -> None:
    w = Parameter(tensor(np.array([1.0, 2.0, 3.0]), float32))
    first, _ = lib.split(w, (1, 2))
    assert_tensor(gradients((first * first).sum(), w), [2.0, 0.0, 0.0], float32)


def test_parts_share_memory_with_a_constant_and_not_with_a_parameter() -> None:
    x = operand((4, 3), float32)
    assert all(np.shares_memory(part._data, x._data) for part in (*lib.split(x, 2), *lib.unstack(x)))
    w = Parameter(x)
    parts = (*lib.split(w, 2), *lib.unstack(w))
    before = [array(part).copy() for part in parts]
    w.assign(untyped(w) * 2.0)
    for part, wanted in zip(parts, before, strict=True):
        assert_tensor(part, wanted, float32)


# ---------------------------------------------------------------------------------------------------------- errors
X, Y = operand((2, 3), float32), operand((2,), float32)
WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: lib.stack((X, Y)), ShapeError, "stack: (2, 3) with (2,): the shapes differ"),
    (lambda: lib.stack(()), ShapeError, "stack: no tensors"),
    (lambda: lib.stack((X, X), axis=3), ShapeError, "stack: no axis 3 in shape (2, 3, 1)"),
    (lambda: lib.stack((X, X), axis=0.0), DTypeError, "stack: the axis 0.0 of type float is not an int"),
    (lambda: lib.stack((X, untyped(X).astype(float64))), DTypeError, "stack: float32 with float64"),
    (lambda: lib.stack((X, 1.0)), DTypeError, "stack: 1.0 of type float is not a tensor"),
    (lambda: lib.stack(1.0), DTypeError, "stack: 1.0 of type float is not a tuple or list of tensors"),
    (lambda: lib.unstack(X, 2), ShapeError, "unstack: no axis 2 in shape (2, 3)"),
    (lambda: lib.unstack([1.0]), DTypeError, "unstack: [1.0] of type list is not a tensor"),
    (lambda: lib.split(X, (1, 2)), ShapeError, "split: axis 0 of (2, 3) into (1, 2): 2 is not their sum"),
    (lambda: lib.split(X, (-1, 3)), ShapeError, "split: -1 in (-1, 3) is not a size"),
    (lambda: lib.split(X, 2, 1), ShapeError, "split: axis 1 of (2, 3): 3 is not a multiple of 2 parts"),
    (lambda: lib.split(X, 0), ShapeError, "split: axis 0 of (2, 3): 2 is not a multiple of 0 parts"),
    (lambda: lib.split(X, 2, 2), ShapeError, "split: no axis 2 in shape (2, 3)"),
    (lambda: lib.split(X, 0.5), DTypeError, "split: 0.5 of type float is neither sizes nor a number of parts"),
    (lambda: lib.split(1.0, 2), DTypeError, "split: 1.0 of type float is not a tensor"),
]


@pytest.mark.parametrize(("call", "error", "message"), WRONG, ids=[message for _, _, message in WRONG])
def test_bad_input(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        call()
