"""Functions of one variable: values against NumPy, gradients against finite differences, and the ends of the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    BITS,
    FLOATS,
    FORMS,
    INTEGERS,
    NUMBERS,
    AnyArray,
    Form,
    Unary,
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
from typedgrad import DType, Parameter, as_tensor, bool_, float32, float64, gradients, int32, int64

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Case:
    function: Unary
    numpy: Callable[[AnyArray], Any]
    low: float = -2.0
    high: float = 2.0
    ulps: float = 0.0
    atol: float = 0.0


CASES: dict[str, Case] = {
    "exp": Case(untyped(tg.exp), np.exp),
    "log": Case(untyped(tg.log), np.log, low=0.2),
    "sqrt": Case(untyped(tg.sqrt), np.sqrt, low=0.2),
    "tanh": Case(untyped(tg.tanh), np.tanh),
    "sigmoid": Case(untyped(tg.sigmoid), lambda x: 1.0 / (1.0 + np.exp(-x)), ulps=4, atol=6e-8),
    "relu": Case(untyped(tg.relu), lambda x: np.maximum(x, 0)),
    "abs": Case(untyped(tg.abs), np.abs),
    "negative": Case(lambda x: -x, np.negative),
}
every_function = pytest.mark.parametrize("name", CASES)


@every_form
@each_of(FLOATS)
@every_function
def test_value(name: str, dtype: type[DType], form: Form) -> None:
    case = CASES[name]
    x = operand(form, dtype, low=case.low, high=case.high)
    assert_tensor(
        case.function(x), case.numpy(array(x)), dtype, ulps=case.ulps, atol=case.atol if dtype is float32 else 0.0
    )


@every_form
@every_function
def test_gradient(name: str, form: Form) -> None:
    case = CASES[name]
    assert_gradients(case.function, operand(form, float64, low=case.low, high=case.high))


@pytest.mark.parametrize("name", sorted(set(CASES) - {"negative", "abs"}))
def test_method_is_the_function(name: str) -> None:
    x = operand((3,), float64, low=0.2)
    assert_tensor(getattr(x, name)(), array(CASES[name].function(x)), float64)


@every_form
@pytest.mark.parametrize("name", ["abs", "negative"])
@each_of((int32, int64))
def test_integers(name: str, dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(CASES[name].function(x), CASES[name].numpy(array(x)), dtype)


@every_form
@each_of(BITS)
def test_invert(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(~x, np.invert(array(x)), dtype)


# ------------------------------------------------------------------------------------------------ kinks and limits
KINKS: dict[str, tuple[Unary, float, float]] = {
    "abs at 0": (untyped(tg.abs), 0.0, 0.0),
    "relu at 0": (untyped(tg.relu), 0.0, 0.0),
    "abs at -0": (untyped(tg.abs), -0.0, 0.0),
    "relu of infinity": (untyped(tg.relu), np.inf, 1.0),
    "exp of minus infinity": (untyped(tg.exp), -np.inf, 0.0),
    "tanh of infinity": (untyped(tg.tanh), np.inf, 0.0),
    "sigmoid of infinity": (untyped(tg.sigmoid), np.inf, 0.0),
    "sigmoid of minus infinity": (untyped(tg.sigmoid), -np.inf, 0.0),
    "log of infinity": (untyped(tg.log), np.inf, 0.0),
}


@pytest.mark.parametrize("kink", KINKS)
@each_of(FLOATS)
@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
def test_gradient_where_the_function_bends(kink: str, dtype: type[DType], shape: tuple[int, ...]) -> None:
    function, at, slope = KINKS[kink]
    x = Parameter(tensor(np.full(shape, at), dtype))
    assert_tensor(gradients(function(x).sum(), x), np.full(shape, slope), dtype, atol=1e-300)


@each_of(FLOATS)
def test_sigmoid_neither_overflows_nor_leaves_its_range(dtype: type[DType]) -> None:
    x = tensor(np.array([-np.inf, -1e30, -1000.0, -100.0, 0.0, 100.0, 1000.0, 1e30, np.inf]), dtype)
    assert_tensor(x.sigmoid(), [0, 0, 0, 0, 0.5, 1, 1, 1, 1], dtype, atol=4e-44)


def test_sigmoid_keeps_small_probabilities_in_float64() -> None:
    x = np.array([-700.0, -300.0, -40.0, -20.0])
    assert_tensor(tensor(x, float64).sigmoid(), np.exp(x) / (1.0 + np.exp(x)), float64, ulps=300)


@each_of(FLOATS)
@pytest.mark.parametrize("name", ["exp", "log", "sqrt", "tanh", "sigmoid", "relu", "abs"])
def test_nan_stays_nan(name: str, dtype: type[DType]) -> None:
    assert np.isnan(array(CASES[name].function(tensor(np.array([np.nan]), dtype)))).all()


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("name", "at", "value"), [("log", 0.0, -np.inf), ("log", -1.0, np.nan), ("sqrt", -1.0, np.nan)]
)
def test_outside_the_domain_the_value_is_numpys_with_its_warning(name: str, at: float, value: float) -> None:
    with pytest.warns(RuntimeWarning, match=name):
        assert_tensor(CASES[name].function(tensor(np.array([at]), float64)), [value], float64)


# -------------------------------------------------------------------------------------------------- astype, copy
@every_form
@each_of(ALL)
@each_of(ALL, "target")
def test_astype_converts_as_numpy_does(target: type[DType], dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(untyped(x).astype(target), array(x).astype(target.numpy), target)


@each_of(INTEGERS, "target")
@each_of(FLOATS)
def test_floats_that_are_no_integers_become_some_without_a_warning(dtype: type[DType], target: type[DType]) -> None:
    x = tensor(np.array([1.9, -1.9, np.nan, np.inf, -np.inf, 1e30]), dtype)
    y = untyped(x).astype(target)
    assert (y.dtype, y.shape) == (target.numpy, (6,))
    assert y[:2].tolist() == [1, -1]
    assert untyped(x)[2].astype(target).shape == ()


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_gradient_of_astype_has_the_dtype_of_the_parameter(form: Form) -> None:
    x = Parameter(operand(form, float32))
    loss = (x.astype(float64) * 2.0 * 3.0).sum()
    assert_tensor(gradients(loss, x), np.full(form.shape, 6.0), float32)
    y = Parameter(operand(form, float64))
    assert_tensor(gradients((y.astype(float32) * 2.0 * 3.0).sum(), y), np.full(form.shape, 6.0), float64)


@each_of([bool_, int32, int64])
def test_astype_to_anything_but_a_float_is_constant(dtype: type[DType]) -> None:
    x = Parameter(operand((3,), float64))
    y = untyped(x).astype(dtype).astype(float64)
    assert_tensor(gradients((x * y).sum(), x), array(y), float64)


@every_form
@each_of(ALL)
def test_copy_has_memory_of_its_own(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(x.copy(), array(x), dtype)
    assert not np.shares_memory(x._data, x.copy()._data)


@every_form
def test_gradient_of_copy(form: Form) -> None:
    assert_gradients(lambda x: x.copy(), operand(form, float64))


@each_of(NUMBERS)
def test_integer_minimum_wraps_as_numpys_does(dtype: type[DType]) -> None:
    if dtype in FLOATS:
        assert_tensor(untyped(tg.abs)(tensor(np.array([-np.inf]), dtype)), [np.inf], dtype)
    else:
        lowest = np.array([np.iinfo(untyped(dtype.numpy)).min])
        assert_tensor(-tensor(lowest, dtype), lowest, dtype)


def test_scalar_type_is_exact() -> None:
    x = as_tensor([0.0, 1.0], float32, (2,))
    assert x.exp().numpy().tolist() == [1.0, float(np.exp(np.float32(1.0)))]
    assert tg.abs(as_tensor(-3, int64, ())).item() == 3
