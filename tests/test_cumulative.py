"""`cumsum` and `cumprod` along each axis: values against NumPy, gradients, zeros among the factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    FLOATS,
    FORMS,
    INTEGERS,
    NUMBERS,
    AnyTensor,
    Form,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    operand,
    tensor,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, Parameter, float64, gradients, hessian

if TYPE_CHECKING:
    from collections.abc import Callable

FUNCTIONS: dict[str, Callable[..., AnyTensor]] = {name: untyped(getattr(tg, name)) for name in ("cumsum", "cumprod")}
every_function = pytest.mark.parametrize("name", FUNCTIONS)
every_form_with_axes = pytest.mark.parametrize("form", [form for form in FORMS if form.shape], ids=str)


@every_form_with_axes
@each_of(NUMBERS)
@every_function
def test_value(name: str, dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in range(-len(form.shape), len(form.shape)):
        expected = getattr(np, name)(array(x), axis, dtype=array(x).dtype)
        for result in (FUNCTIONS[name](x, axis), getattr(x, name)(axis)):
            assert_tensor(result, expected, dtype)
        if len(form.shape) == 1:
            assert_tensor(FUNCTIONS[name](x), expected, dtype)


@every_form_with_axes
@every_function
def test_gradient(name: str, form: Form) -> None:
    for axis in range(-len(form.shape), len(form.shape)):
        assert_gradients(lambda x, axis=axis: FUNCTIONS[name](x, axis), operand(form, float64))


@pytest.mark.parametrize(
    "data",
    [
        [0.0],
        [0.0, 2.0, 3.0],
        [2.0, 0.0, 3.0, 4.0],
        [2.0, 0.0, 3.0, 0.0, 5.0],
        [0.0, 0.0, 0.0, 0.0],
        [[1.0, 0.0, 2.0], [0.0, 3.0, 4.0]],
        [1.5, -2.0, 0.0, 0.5, 3.0, -1.0, 2.0, 0.0, 1.0],
    ],
    ids=str,
)
def test_gradient_of_products_with_zeros(data: object) -> None:
    x = tensor(np.array(data), float64)
    for axis in range(len(x.shape)):
        assert_gradients(lambda x, axis=axis: FUNCTIONS["cumprod"](x, axis), x)


@pytest.mark.parametrize("data", [[2.0, 3.0, 4.0], [0.0, 3.0, 4.0], [0.0, 0.0, 4.0], [0.0, 0.0, 0.0]], ids=str)
def test_second_derivative_of_products_with_zeros(data: list[float]) -> None:
    """Of `a + a * b + a * b * c`."""
    a, b, c = data

    def total(x: AnyTensor) -> Any:
        return untyped(FUNCTIONS["cumprod"](x)).sum()

    found = untyped(hessian)(total, tensor(np.array(data), float64))
    assert_tensor(found, [[0.0, 1.0 + c, b], [1.0 + c, 0.0, a], [b, a, 0.0]], float64)


@each_of(FLOATS)
def test_gradient_of_many_factors(dtype: type[DType]) -> None:
    """As of the sum of the products, each of which has a closed form where all factors are one."""
    x = Parameter(tensor(np.ones(100), dtype))
    assert_tensor(gradients(FUNCTIONS["cumprod"](x).sum(), x), np.arange(100.0, 0.0, -1.0), dtype)
    assert_tensor(gradients(FUNCTIONS["cumsum"](x).sum(), x), np.arange(100.0, 0.0, -1.0), dtype)


@each_of(INTEGERS)
def test_integers_keep_the_dtype_and_wrap(dtype: type[DType]) -> None:
    largest = int(np.iinfo(untyped(dtype.numpy)).max)
    assert_tensor(FUNCTIONS["cumsum"](tensor(np.array([largest, 1]), dtype)), [largest, -largest - 1], dtype)
    assert_tensor(FUNCTIONS["cumprod"](tensor(np.array([largest, 2]), dtype)), [largest, -2], dtype)


def test_nan_stays_from_its_place_on() -> None:
    x = tensor(np.array([1.0, np.nan, 2.0]), float64)
    assert_tensor(FUNCTIONS["cumsum"](x), [1.0, np.nan, np.nan], float64)


def test_infinities_and_overflow_do_not_warn() -> None:
    assert_tensor(FUNCTIONS["cumsum"](tensor(np.array([np.inf, -np.inf]), float64)), [np.inf, np.nan], float64)
    assert_tensor(
        FUNCTIONS["cumprod"](tensor(np.array([1e200, 1e200, 0.0]), float64)), [1e200, np.inf, np.nan], float64
    )
