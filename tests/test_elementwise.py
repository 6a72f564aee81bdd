"""Functions of one variable: values against NumPy, gradients against finite differences, and the ends of the line."""

from __future__ import annotations

import math
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
from typedgrad.rules.elementwise import relu_slope

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
    "positive": Case(lambda x: +x, np.positive),
    "square": Case(untyped(tg.square), np.square),
    "reciprocal": Case(untyped(tg.reciprocal), np.reciprocal, low=0.2),
    "expm1": Case(untyped(tg.expm1), np.expm1),
    "log1p": Case(untyped(tg.log1p), np.log1p, low=-0.8),
    "log2": Case(untyped(tg.log2), np.log2, low=0.2),
    "log10": Case(untyped(tg.log10), np.log10, low=0.2),
    "sin": Case(untyped(tg.sin), np.sin),
    "cos": Case(untyped(tg.cos), np.cos),
    "tan": Case(untyped(tg.tan), np.tan, low=-1.2, high=1.2),
    "arcsin": Case(untyped(tg.arcsin), np.arcsin, low=-0.9, high=0.9),
    "arccos": Case(untyped(tg.arccos), np.arccos, low=-0.9, high=0.9),
    "arctan": Case(untyped(tg.arctan), np.arctan),
    "sinh": Case(untyped(tg.sinh), np.sinh),
    "cosh": Case(untyped(tg.cosh), np.cosh),
    "arcsinh": Case(untyped(tg.arcsinh), np.arcsinh),
    "arccosh": Case(untyped(tg.arccosh), np.arccosh, low=1.2, high=3.0),
    "arctanh": Case(untyped(tg.arctanh), np.arctanh, low=-0.9, high=0.9),
    "softplus": Case(untyped(tg.softplus), lambda x: np.log1p(np.exp(x)), ulps=8),
    "log_sigmoid": Case(untyped(tg.log_sigmoid), lambda x: -np.log1p(np.exp(-x)), ulps=8),
    "erf": Case(untyped(tg.erf), np.vectorize(math.erf, otypes=[np.float64]), ulps=1),
}
ROUNDINGS: dict[str, Callable[[Any], Any]] = {"floor": np.floor, "ceil": np.ceil, "trunc": np.trunc, "round": np.round}
METHODS = (
    *("exp", "expm1", "log", "log1p", "sqrt", "square", "abs", "sin", "cos", "tanh", "sigmoid", "relu"),
    *("sign", "floor", "ceil", "round"),
)
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


@pytest.mark.parametrize("name", METHODS)
def test_method_is_the_function(name: str) -> None:
    x = operand((3,), float64, low=0.2)
    assert_tensor(getattr(x, name)(), array(getattr(tg, name)(x)), float64)


@pytest.mark.parametrize("name", ["negative", "positive"])
def test_operator_is_the_function(name: str) -> None:
    x = operand((3,), float64)
    assert_tensor(getattr(tg, name)(x), array(CASES[name].function(x)), float64)
    assert_tensor(untyped(tg.bitwise_invert)(operand((3,), int64)), ~array(operand((3,), int64)), int64)


@every_form
@pytest.mark.parametrize("name", ["abs", "negative", "positive", "square"])
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
    "square at 0": (untyped(tg.square), 0.0, 0.0),
    "expm1 of minus infinity": (untyped(tg.expm1), -np.inf, 0.0),
    "log1p of infinity": (untyped(tg.log1p), np.inf, 0.0),
    "arctan of infinity": (untyped(tg.arctan), np.inf, 0.0),
    "arcsinh of infinity": (untyped(tg.arcsinh), np.inf, 0.0),
    "erf of infinity": (untyped(tg.erf), np.inf, 0.0),
    "reciprocal of infinity": (untyped(tg.reciprocal), np.inf, 0.0),
    "softplus of infinity": (untyped(tg.softplus), np.inf, 1.0),
    "softplus of minus infinity": (untyped(tg.softplus), -np.inf, 0.0),
    "log_sigmoid of infinity": (untyped(tg.log_sigmoid), np.inf, 0.0),
    "log_sigmoid of minus infinity": (untyped(tg.log_sigmoid), -np.inf, 1.0),
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
@pytest.mark.parametrize("name", sorted(CASES))
def test_nan_stays_nan(name: str, dtype: type[DType]) -> None:
    assert np.isnan(array(CASES[name].function(tensor(np.array([np.nan]), dtype)))).all()


@pytest.mark.parametrize(
    ("name", "at", "value"),
    [
        *[(name, 0.0, -np.inf) for name in ("log", "log2", "log10")],
        *[(name, -1.0, np.nan) for name in ("log", "log2", "log10", "sqrt")],
        *[
            ("log1p", -1.0, -np.inf),
            ("log1p", -2.0, np.nan),
            ("reciprocal", 0.0, np.inf),
            ("reciprocal", -0.0, -np.inf),
        ],
        *[(name, np.inf, np.nan) for name in ("sin", "cos", "tan", "arcsin", "arccos", "arctanh")],
        *[
            ("arccosh", 0.5, np.nan),
            ("arctanh", 1.0, np.inf),
            ("arctanh", -1.0, -np.inf),
            ("arctan", np.inf, np.pi / 2),
        ],
        *[("sinh", 1000.0, np.inf), ("cosh", -1000.0, np.inf), ("expm1", -np.inf, -1.0), ("square", -np.inf, np.inf)],
        *[("erf", np.inf, 1.0), ("erf", -np.inf, -1.0), ("erf", -0.0, -0.0), ("erf", 30.0, 1.0)],
        *[("softplus", np.inf, np.inf), ("softplus", -np.inf, 0.0), ("softplus", 1000.0, 1000.0)],
        *[("log_sigmoid", -np.inf, -np.inf), ("log_sigmoid", np.inf, -0.0), ("log_sigmoid", -1000.0, -1000.0)],
    ],
)
@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
@each_of(FLOATS)
def test_at_the_ends_of_the_domain_and_beyond(
    name: str, dtype: type[DType], shape: tuple[int, ...], at: float, value: float
) -> None:
    """Without a warning, which would be an error here."""
    result = CASES[name].function(tensor(np.full(shape, at), dtype))
    assert_tensor(result, np.full(shape, value, dtype.numpy), dtype)
    assert (np.signbit(array(result)) == np.signbit(value)).all() or np.isnan(value)


def test_erf_is_exact_to_a_unit_in_the_last_place() -> None:
    x = np.concatenate([np.linspace(-7.0, 7.0, 2001), np.geomspace(1e-300, 1.0, 500)])
    expected = np.array([math.erf(number) for number in x])
    found = array(untyped(tg.erf)(tensor(x, float64)))
    assert (np.abs(found - expected) <= np.spacing(np.abs(expected))).all()


def test_small_numbers_keep_their_digits() -> None:
    x = tensor(np.array([1e-12, -1e-12]), float64)
    assert_tensor(untyped(x).expm1(), np.array([1e-12, -1e-12]), float64, ulps=1e5)
    assert_tensor(untyped(x).log1p(), np.array([1e-12, -1e-12]), float64, ulps=1e5)


# ---------------------------------------------------------------------------------------- constant between the jumps
@every_form
@each_of(NUMBERS)
@pytest.mark.parametrize("name", ROUNDINGS)
def test_rounding(name: str, dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    expected = ROUNDINGS[name](array(x)) if dtype in FLOATS else array(x)
    assert_tensor(getattr(tg, name)(x), expected, dtype)


@each_of(FLOATS)
def test_rounding_of_halves_and_of_what_is_no_number(dtype: type[DType]) -> None:
    x = untyped(tensor(np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, np.inf, -np.inf, np.nan]), dtype))
    assert_tensor(x.round(), [-2.0, -2.0, -0.0, 0.0, 2.0, 2.0, np.inf, -np.inf, np.nan], dtype)
    assert_tensor(tg.trunc(x), [-2.0, -1.0, -0.0, 0.0, 1.0, 2.0, np.inf, -np.inf, np.nan], dtype)


@every_form
@each_of(NUMBERS)
def test_sign(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(untyped(x).sign(), np.sign(array(x)), dtype)


@each_of(FLOATS)
def test_sign_of_zeros_and_nan(dtype: type[DType]) -> None:
    x = untyped(tensor(np.array([0.0, -0.0, np.nan, np.inf, -np.inf]), dtype))
    assert_tensor(x.sign(), [0.0, 0.0, np.nan, 1.0, -1.0], dtype)


@pytest.mark.parametrize("name", ["sign", *ROUNDINGS])
def test_no_gradient_flows_through_a_jump(name: str) -> None:
    x = Parameter(operand((3,), float64))
    assert getattr(tg, name)(x)._node is None
    assert_tensor(gradients((x * getattr(tg, name)(x)).sum(), x), array(getattr(tg, name)(x)), float64)


@pytest.mark.parametrize("name", ["isnan", "isinf", "isfinite"])
@each_of(NUMBERS)
def test_which_elements_are_finite(name: str, dtype: type[DType]) -> None:
    numbers = np.array([0.0, np.nan, np.inf, -np.inf]) if dtype in FLOATS else np.array([0, 1, -2])
    for x in (tensor(numbers, dtype), operand((), dtype), operand((2, 0), dtype)):
        assert_tensor(getattr(tg, name)(x), getattr(np, name)(array(x)), bool_)


@every_form
@each_of(ALL)
def test_logical_not(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(tg.logical_not(x), np.logical_not(array(x)), bool_)


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


@pytest.mark.parametrize(
    ("name", "at", "value"),
    [
        *[("softplus", 0.0, 0.25), ("softplus", 800.0, 0.0), ("log_sigmoid", 0.0, -0.25), ("sigmoid", 0.0, 0.0)],
        *[("square", 0.0, 2.0), ("reciprocal", 1.0, 2.0), ("erf", 0.0, 0.0), ("tan", 0.0, 0.0), ("arctan", 0.0, 0.0)],
    ],
)
def test_second_derivative(name: str, at: float, value: float) -> None:
    x = Parameter(tensor(np.array([at]), float64))
    slope = untyped(gradients)(CASES[name].function(x).sum(), x, create_graph=True).sum()
    assert_tensor(gradients(slope, x), [value], float64)


@each_of(FLOATS)
@pytest.mark.parametrize("size", [10, 3_000, 30_000])
def test_gradient_of_relu_in_arrays_of_any_size(size: int, dtype: type[DType]) -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, size))
    x[0, :6] = [0.0, -0.0, np.nan, np.inf, -np.inf, 1e-40]
    g = rng.standard_normal((2, size))
    g[0, :6] = [np.inf, np.nan, 1.0, -np.inf, np.inf, -0.0]
    y = untyped(tensor(x, dtype)).relu().numpy()
    for upstream in (
        g.astype(y.dtype),
        np.asfortranarray(g.astype(y.dtype)),
        np.broadcast_to(g[:1].astype(y.dtype), y.shape),
    ):
        np.testing.assert_array_equal(relu_slope(upstream, y), np.where(y > 0.0, upstream, 0.0))
