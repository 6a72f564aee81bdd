"""`clip`: values against NumPy, the gradients of the elements and of the bounds, NaN, and bounds that do not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from helpers import (
    FLOATS,
    NUMBERS,
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
from typedgrad import DType, DTypeError, Parameter, ShapeError, bool_, float32, float64, gradients, int64

lib: Any = tg
NAN = float("nan")

BOUNDS: list[tuple[Any, Any]] = [(-1, 1), (None, 1), (-1, None), (0, 0), (2, -2)]


@every_form
@each_of(NUMBERS)
@pytest.mark.parametrize(("low", "high"), BOUNDS)
def test_scalar_bounds(low: Any, high: Any, dtype: type[DType], form: Form) -> None:
    x: Any = operand(form, dtype)
    expected = np.clip(array(x), low, high)
    assert_tensor(lib.clip(x, low, high), expected, dtype)
    assert_tensor(x.clip(low, high), expected, dtype)
    assert_tensor(x.clip(max=high, min=low), expected, dtype)


@each_of(NUMBERS)
def test_without_bounds(dtype: type[DType]) -> None:
    x: Any = operand((2, 3), dtype)
    assert_tensor(x.clip(), array(x), dtype)
    assert_tensor(lib.clip(x, None, None), array(x), dtype)


@pytest.mark.parametrize("shape", [(), (3,), (1, 3), (2, 1), (2, 3), (1,)], ids=str)
@each_of(NUMBERS)
def test_tensor_bounds(dtype: type[DType], shape: tuple[int, ...]) -> None:
    x: Any = operand((2, 3), dtype, 1)
    low, high = operand(shape, dtype, 2), operand(shape, dtype, 3)
    assert_tensor(lib.clip(x, low, high), np.clip(array(x), array(low), array(high)), dtype)
    assert_tensor(x.clip(low), np.maximum(array(x), array(low)), dtype)
    assert_tensor(x.clip(low, 1), np.clip(array(x), array(low), 1), dtype)
    assert_tensor(x.clip(-1, high), np.clip(array(x), -1, array(high)), dtype)


@pytest.mark.parametrize("shape", [(), (3,), (2, 1), (2, 3)], ids=str)
def test_gradient(shape: tuple[int, ...]) -> None:
    x = operand((2, 3), float64, 1)
    low, high = operand(shape, float64, 2, high=0.0), operand(shape, float64, 3, low=0.0)
    assert_gradients(lib.clip, x, low, high)
    assert_gradients(lambda x: lib.clip(x, -0.7, 0.8), x)
    assert_gradients(lambda x, high: lib.clip(x, None, high), x, high)
    assert_gradients(lib.clip, x, high, low)


@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
@each_of(FLOATS)
def test_gradient_at_the_bounds_is_the_elements(dtype: type[DType], shape: tuple[int, ...]) -> None:
    for at in (0.0, 1.0):
        x, low, high = (Parameter(tensor(np.full(shape, number), dtype)) for number in (at, 0.0, 1.0))
        found = gradients(lib.clip(x, low, high).sum(), (x, low, high))
        for gradient, expected in zip(found, (1.0, 0.0, 0.0), strict=True):
            assert_tensor(gradient, np.full(shape, expected), dtype)
        assert_tensor(gradients(lib.clip(x, 0.0, 1.0).sum(), x), np.full(shape, 1.0), dtype)


def test_of_crossed_bounds_the_upper_one_counts() -> None:
    x, low, high = (Parameter(tensor(np.array([number]), float64)) for number in (0.0, 3.0, -2.0))
    result = lib.clip(x, low, high)
    assert_tensor(result, [-2.0], float64)
    for gradient, expected in zip(gradients(result.sum(), (x, low, high)), (0.0, 0.0, 1.0), strict=True):
        assert_tensor(gradient, [expected], float64)


@each_of(FLOATS)
def test_nan(dtype: type[DType]) -> None:
    x: Any = tensor(np.array([NAN, 0.5]), dtype)
    assert_tensor(x.clip(0.0, 1.0), [NAN, 0.5], dtype)
    assert_tensor(x.clip(NAN), [NAN, NAN], dtype)


def test_what_does_not_fit() -> None:
    x, row, i, b = (operand(s, d) for s, d in (((2, 3), float64), ((3,), float64), ((3,), int64), ((3,), bool_)))
    wrong: list[tuple[type[Exception], str, Any]] = [
        (DTypeError, r"clip: 0.5 of type float is not a tensor", lambda: lib.clip(0.5, 0.0, 1.0)),
        (DTypeError, r"clip: int64 tensor with 0.5 of type float", lambda: lib.clip(i, 0.5)),
        (DTypeError, r"clip: float64 tensor with True of type bool", lambda: lib.clip(x, True)),
        (DTypeError, r"clip: float64 with float32; convert", lambda: lib.clip(x, operand((3,), float32))),
        (DTypeError, r"clip: not defined for bool", lambda: lib.clip(b, False)),
        (ShapeError, r"clip: \(2, 3\) with \(2,\): axis -1 is 3 and 2", lambda: lib.clip(x, row[:2])),
        (ShapeError, r"clip: a bound broadcasts \(3,\) to \(2, 3\)", lambda: lib.clip(row, x)),
        (OverflowError, r"clip: .* is out of the range of int64", lambda: lib.clip(i, 2**70)),
    ]
    for error, message, call in wrong:
        with pytest.raises(error, match=message):
            call()


def test_what_equals_a_bound_keeps_the_gradient() -> None:
    x: Any = Parameter(tensor(np.array([-1.0, 0.0, 1.0]), float64))
    for clipped in (lib.clip(x, -1.0, 1.0), lib.clip(x, -1.0), lib.clip(x, max=1.0)):
        assert_tensor(untyped(gradients)(clipped.sum(), x), [1.0, 1.0, 1.0], float64)


@pytest.mark.parametrize("is_low", [True, False])
def test_a_bound_has_no_gradient_of_what_equals_it(is_low: bool) -> None:
    x = tensor(np.array([-1.0, 0.0, 1.0]), float64)
    bound: Any = Parameter(x)
    clipped = lib.clip(x, bound) if is_low else lib.clip(x, None, bound)
    assert_tensor(untyped(gradients)(clipped.sum(), bound), [0.0, 0.0, 0.0], float64)
