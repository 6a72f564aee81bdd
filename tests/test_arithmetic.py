"""Operators on numbers: values against NumPy, gradients against finite differences, scalars on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    FLOATS,
    INTEGERS,
    NUMBERS,
    AnyTensor,
    Form,
    Shape,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    every_pair,
    operand,
    tensor,
    untyped,
)
from hypothesis import given
from hypothesis.extra.numpy import BroadcastableShapes, mutually_broadcastable_shapes

from typedgrad import DType, Parameter, float32, float64, gradients, int32

if TYPE_CHECKING:
    from collections.abc import Callable


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda x1, x2: x1 + x2,
    "-": lambda x1, x2: x1 - x2,
    "*": lambda x1, x2: x1 * x2,
    "/": lambda x1, x2: x1 / x2,
    "**": lambda x1, x2: x1**x2,
}
every_operator = pytest.mark.parametrize("symbol", OPERATORS)
every_integer_operator = pytest.mark.parametrize("symbol", ["+", "-", "*"])


def pair(shapes: tuple[Shape, Shape], dtype: type[DType]) -> tuple[AnyTensor, AnyTensor]:
    """Two operands; floats are positive, for powers and quotients."""
    return operand(shapes[0], dtype, 1, low=0.5), operand(shapes[1], dtype, 2, low=0.5)


# ------------------------------------------------------------------------------------------------ two tensors
@every_pair
@each_of(FLOATS)
@every_operator
def test_value(symbol: str, dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = pair(shapes, dtype)
    assert_tensor(OPERATORS[symbol](x1, x2), OPERATORS[symbol](array(x1), array(x2)), dtype)


@every_pair
@each_of(INTEGERS)
@every_integer_operator
def test_value_of_integers(symbol: str, dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = pair(shapes, dtype)
    assert_tensor(OPERATORS[symbol](x1, x2), OPERATORS[symbol](array(x1), array(x2)), dtype)


@every_form
@each_of(FLOATS)
@every_operator
def test_value_in_every_layout(symbol: str, dtype: type[DType], form: Form) -> None:
    x1, x2 = operand(form, dtype, 1, low=0.5), operand(form, dtype, 2, low=0.5)
    assert_tensor(OPERATORS[symbol](x1, x2), OPERATORS[symbol](array(x1), array(x2)), dtype)


@every_pair
@every_operator
def test_gradient(symbol: str, shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(OPERATORS[symbol], *pair(shapes, float64))


@every_form
@every_operator
def test_gradient_in_every_layout(symbol: str, form: Form) -> None:
    assert_gradients(OPERATORS[symbol], operand(form, float64, 1, low=0.5), operand(form.shape, float64, 2, low=0.5))
    assert_gradients(OPERATORS[symbol], operand(form.shape, float64, 1, low=0.5), operand(form, float64, 2, low=0.5))


@given(mutually_broadcastable_shapes(num_shapes=2, min_side=0, max_side=3, max_dims=4))
def test_shapes_broadcast_as_numpys_do(shapes: BroadcastableShapes) -> None:
    x1, x2 = (Parameter(operand(shape, float64, i)) for i, shape in enumerate(shapes.input_shapes))
    y = untyped(x1) * x2
    assert_tensor(y, array(x1) * array(x2), float64)
    by_x1, by_x2 = gradients(y.sum(), (x1, x2))
    assert (by_x1.shape, by_x2.shape) == shapes.input_shapes


# --------------------------------------------------------------------------------------------------- scalars
@every_form
@each_of(NUMBERS)
@pytest.mark.parametrize("scalar", [3, 1, -2, 0])
@every_integer_operator
def test_integer_scalar_on_either_side(symbol: str, scalar: int, dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(OPERATORS[symbol](x, scalar), OPERATORS[symbol](array(x), scalar), dtype)
    assert_tensor(OPERATORS[symbol](scalar, x), OPERATORS[symbol](scalar, array(x)), dtype)


@every_form
@each_of(FLOATS)
@pytest.mark.parametrize("scalar", [0.1, 2.0, 3, np.float64(0.3)], ids=repr)
@every_operator
def test_float_scalar_on_either_side(symbol: str, scalar: float, dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype, low=0.5)
    exact = scalar if type(scalar) is int else float(scalar)
    ulps = 2.0 if symbol == "**" else 0.0  # NumPy squares, and takes roots, where the exponent is a Python scalar
    assert_tensor(OPERATORS[symbol](x, scalar), OPERATORS[symbol](array(x), exact), dtype, ulps=ulps)
    assert_tensor(OPERATORS[symbol](scalar, x), OPERATORS[symbol](exact, array(x)), dtype, ulps=ulps)


@every_form
@pytest.mark.parametrize("scalar", [0.7, 2])
@every_operator
def test_gradient_beside_a_scalar(symbol: str, scalar: float, form: Form) -> None:
    x = operand(form, float64, low=0.5)
    assert_gradients(lambda x: OPERATORS[symbol](x, scalar), x)
    assert_gradients(lambda x: OPERATORS[symbol](scalar, x), x)


@pytest.mark.parametrize("scalar", [float("inf"), float("-inf"), float("nan"), 0.0, -0.0])
@each_of(FLOATS)
def test_special_scalar(scalar: float, dtype: type[DType]) -> None:
    sum_of = untyped(operand((2,), dtype)) * 0.0 + scalar
    assert_tensor(sum_of, np.full(2, scalar), dtype)


def test_zeros_keep_their_sign() -> None:
    """0.0 == -0.0, so a cache of constants must not take one for the other."""
    x = operand((1,), float64, low=0.5)
    assert not np.signbit(array(x * 0.0)).any()
    assert np.signbit(array(x * -0.0)).all()
    assert not np.signbit(array(x * 0.0)).any()


def test_many_different_scalars() -> None:
    """More than a cache of constants holds."""
    x = operand((), float64)
    for i in range(1000):
        assert (x + i).item() == x.item() + i


def test_chained_operators_keep_float32() -> None:
    x = Parameter(operand((2, 3), float32, low=0.5))
    y = 1 - 2.0 * x / 3 + x**2 - 2**x + 1.5 / x
    assert_tensor(y, 1 - 2 * array(x) / 3 + array(x) ** 2 - 2 ** array(x) + 1.5 / array(x), float32, ulps=16)
    assert gradients(y.mean(), x).dtype == np.float32


# ------------------------------------------------------------------------------------------------ powers of zero
ZEROS: list[tuple[float, float, float, float]] = [
    # base, exponent, gradient by the base, gradient by the exponent
    (0.0, 0.0, 0.0, 0.0),
    (0.0, 1.0, 1.0, 0.0),
    (0.0, 2.0, 0.0, 0.0),
    (0.0, 2.5, 0.0, 0.0),
    (3.0, 0.0, 0.0, float(np.log(3.0))),
    (-3.0, 2.0, -6.0, float("nan")),
    (1.0, -1.0, -1.0, 0.0),
    (0.0, -0.5, float("-inf"), float("-inf")),  # a pole: no constant power of 0
]


@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
@pytest.mark.parametrize(("base", "exponent", "by_base", "by_exponent"), ZEROS)
def test_gradient_of_power_at_its_corners(
    base: float, exponent: float, by_base: float, by_exponent: float, shape: Shape
) -> None:
    x = Parameter(tensor(np.full(shape, base), float64))
    p = Parameter(tensor(np.full(shape, exponent), float64))
    assert_tensor(gradients(untyped((x**exponent).sum()), x), np.full(shape, by_base), float64)
    with np.errstate(invalid="ignore", divide="ignore"):  # the logarithm of a negative base, and of 0
        found = gradients(untyped(base**p).sum(), p)
    assert_tensor(found, np.full(shape, by_exponent), float64, ulps=1)


# --------------------------------------------------------------------------------------------------------- matmul
MATRICES: list[tuple[Shape, Shape]] = [
    ((3,), (3,)),
    ((3,), (3, 2)),
    ((2, 3), (3,)),
    ((2, 3), (3, 4)),
    ((3,), (2, 3, 4)),
    ((2, 4, 3), (3,)),
    ((2, 3), (2, 3, 4)),
    ((2, 4, 3), (3, 2)),
    ((2, 4, 3), (2, 3, 5)),
    ((1, 4, 3), (2, 3, 5)),
    ((2, 4, 3), (1, 3, 5)),
    ((3,), (2, 2, 3, 4)),
    ((2, 2, 4, 3), (3,)),
    ((2, 3), (2, 2, 3, 2)),
    ((2, 2, 2, 3), (3, 2)),
    ((2, 2, 3), (2, 2, 3, 2)),
    ((2, 1, 2, 3), (3, 3, 2)),
    ((2, 3, 2, 3), (1, 3, 3, 2)),
    ((0, 3), (3, 2)),
    ((2, 0), (0, 3)),
    ((2, 3), (3, 0)),
    ((0,), (0,)),
    ((0, 2, 3), (3, 2)),
]
every_product = pytest.mark.parametrize("shapes", MATRICES, ids=str)


@every_product
@each_of(NUMBERS)
def test_matmul(dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    ulps = 8 if dtype in FLOATS else 0
    assert_tensor(x1 @ x2, np.matmul(array(x1), array(x2)), dtype, ulps=ulps, atol=1e-6 if ulps else 0.0)


@every_product
def test_gradient_of_matmul(shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(lambda x1, x2: x1 @ x2, operand(shapes[0], float64, 1), operand(shapes[1], float64, 2))


@pytest.mark.parametrize("layout", ["columns", "strided", "reversed"])
@pytest.mark.parametrize("shapes", [((2, 3), (3, 4)), ((2, 4, 3), (2, 3, 5))], ids=str)
def test_matmul_in_every_layout(shapes: tuple[Shape, Shape], layout: str) -> None:
    plain1, plain2 = operand(shapes[0], float64, 1), operand(shapes[1], float64, 2)
    x1, x2 = operand(Form(shapes[0], layout), float64, 1), operand(Form(shapes[1], layout), float64, 2)
    assert_tensor(x1 @ x2, array(plain1) @ array(plain2), float64, ulps=8, atol=1e-14)
    assert_gradients(lambda x1, x2: x1 @ x2, x1, plain2)
    assert_gradients(lambda x1, x2: x1 @ x2, plain1, x2)


# -------------------------------------------------------------------------------------------------- immutability
def test_augmented_assignment_makes_a_new_tensor() -> None:
    x = operand((3,), float64)
    before, same = array(x).copy(), x
    x += 1.0
    assert_tensor(same, before, float64)
    assert_tensor(x, before + 1.0, float64)


def test_int32_products_wrap_as_numpys_do() -> None:
    x = tensor(np.array([2**30, -(2**31)]), int32)
    assert_tensor(x * 2, [-(2**31), 0], int32)
    assert_tensor(x * x, [0, 0], int32)
