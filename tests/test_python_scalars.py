"""A tensor where Python wants a number or a length: `len`, `float`, `int`, indices, `range`."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import ALL, FLOATS, INTEGERS, array, each_of, operand, tensor, untyped

from typedgrad import DType, DTypeError, ShapeError, bool_, float64, int64

if TYPE_CHECKING:
    from collections.abc import Callable


@each_of(ALL)
def test_length_is_that_of_the_first_axis(dtype: type[DType]) -> None:
    for shape in ((2, 3), (0,), (1, 0, 2)):
        assert len(untyped(operand(shape, dtype))) == shape[0]
    with pytest.raises(TypeError, match=r"len: a tensor of shape \(\) has no axes"):
        len(untyped(operand((), dtype)))


@each_of(ALL)
def test_float_and_int(dtype: type[DType]) -> None:
    x: Any = tensor(np.asarray(True), bool_) if dtype is bool_ else tensor(np.asarray(-3), dtype)
    assert (float(x), int(x)) == ((1.0, 1) if dtype is bool_ else (-3.0, -3))
    assert (type(float(x)), type(int(x))) == (float, int)
    for convert in (float, int):
        with pytest.raises(ShapeError, match=rf"{convert.__name__}: shape \(1,\) is not \(\)"):
            convert(x[None])


def test_int_drops_the_fraction() -> None:
    x: Any = tensor(np.asarray(-2.7), float64)
    assert (int(x), float(x)) == (-2, -2.7)
    with pytest.raises(ValueError, match="cannot convert float NaN to integer"):
        int(untyped(tensor(np.asarray(np.nan), float64)))


@each_of(INTEGERS)
def test_index(dtype: type[DType]) -> None:
    n: Any = tensor(np.asarray(2), dtype)
    assert operator.index(n) == 2
    assert ["a", "b", "c"][n] == "c"
    assert list(range(n)) == [0, 1]
    assert untyped(operand((5,), float64))[:n].shape == (2,)


@each_of((*FLOATS, bool_))
def test_only_an_integer_is_an_index(dtype: type[DType]) -> None:
    with pytest.raises(DTypeError, match=f"index: {dtype.numpy} is no integer"):
        operator.index(untyped(operand((), dtype)))
    with pytest.raises(DTypeError, match="is no i"):
        untyped(operand((5,), float64))[: untyped(operand((), dtype))]


def test_indices_are_no_index() -> None:
    with pytest.raises(ShapeError, match=r"index: shape \(1,\) is not \(\)"):
        range(untyped(operand((1,), int64)))


def test_truth_is_not_the_length() -> None:
    assert not untyped(tensor(np.zeros((1, 1)), float64))
    with pytest.raises(ShapeError, match="bool: the truth of 0 elements"):
        bool(untyped(operand((0,), float64)))


def test_numpy_still_takes_a_tensor_for_an_array() -> None:
    x = operand((2, 3), float64)
    assert np.asarray(x).shape == (2, 3)
    assert np.array([x, x]).shape == (2, 2, 3)


REFLECTED: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "//": lambda x, y: x // y,
    "%": lambda x, y: x % y,
    "**": lambda x, y: x**y,
}


@pytest.mark.parametrize("name", REFLECTED)
def test_a_scalar_on_the_left_is_the_left_operand(name: str) -> None:
    data = np.array([0.5, 3.0, 7.0])
    np.testing.assert_array_equal(array(REFLECTED[name](5.0, tensor(data, float64))), REFLECTED[name](5.0, data))
