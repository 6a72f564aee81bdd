"""Gradients at special values: where the limit is finite they are that, and elsewhere what this table says.

What `docs/conventions.md` has is held to in `test_oracle.py`; here is the rest.
"""

from __future__ import annotations

from math import inf, log, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, array, each_of, tensor, untyped

import typedgrad as tg
from typedgrad import DType, Parameter, float64, gradients, nn

if TYPE_CHECKING:
    from collections.abc import Callable

MAX, TINY = 1.7976931348623157e308, 5e-324

OF_ONE: dict[str, tuple[Callable[[Any], Any], dict[float, float]]] = {
    "abs": (tg.abs, {0.0: 0.0, inf: 1.0, -inf: -1.0, TINY: 1.0}),
    "square": (tg.square, {inf: inf, MAX: inf, TINY: 2 * TINY}),
    "sqrt": (tg.sqrt, {0.0: inf, inf: 0.0, -1.0: nan, MAX: 3.7291703656001034e-155}),
    "reciprocal": (tg.reciprocal, {0.0: -inf, inf: 0.0, -inf: 0.0, 1e-200: -inf, 1e200: 0.0}),
    "exp": (tg.exp, {inf: inf, -inf: 0.0, 1000.0: inf, -1000.0: 0.0}),
    "expm1": (tg.expm1, {inf: inf, -inf: 0.0, -50.0: 1.9287498479639178e-22, TINY: 1.0}),  # PyTorch: 0 at -50
    "log": (tg.log, {inf: 0.0, 0.0: inf, TINY: inf, MAX: 1 / MAX}),
    "log1p": (tg.log1p, {inf: 0.0, -1.0: inf, TINY: 1.0}),
    "tanh": (tg.tanh, {inf: 0.0, -inf: 0.0, 1000.0: 0.0, TINY: 1.0}),
    "sigmoid": (tg.sigmoid, {inf: 0.0, -inf: 0.0, 1000.0: 0.0, -1000.0: 0.0, 0.0: 0.25}),
    "softplus": (tg.softplus, {inf: 1.0, -inf: 0.0, 1000.0: 1.0, -1000.0: 0.0, 0.0: 0.5}),
    "log_sigmoid": (tg.log_sigmoid, {inf: 0.0, -inf: 1.0, 1000.0: 0.0, -1000.0: 1.0}),
    "relu": (tg.relu, {inf: 1.0, -inf: 0.0, 0.0: 0.0, TINY: 1.0}),
    "erf": (tg.erf, {inf: 0.0, -inf: 0.0, 1e200: 0.0}),
    "arctan": (tg.arctan, {inf: 0.0, -inf: 0.0, 1e200: 0.0}),
    "arcsinh": (tg.arcsinh, {inf: 0.0, -inf: 0.0, 1e200: 1e-200, -1e200: 1e-200}),  # PyTorch: 0 at 1e200
    "arccosh": (tg.arccosh, {inf: 0.0, 1.0: inf, 1e200: 1e-200, 0.5: nan}),
    "sinh": (tg.sinh, {inf: inf, -inf: inf, 1000.0: inf}),
    "cosh": (tg.cosh, {inf: inf, -inf: -inf, 0.0: 0.0}),
    "sin": (tg.sin, {inf: nan}),
    "x ** 0": (lambda x: x**0, {0.0: 0.0, TINY: 0.0, inf: 0.0, 1e300: 0.0}),
    "x ** 0.0": (lambda x: x**0.0, {0.0: 0.0, TINY: 0.0, -2.0: 0.0}),
    "x ** 1": (lambda x: x**1, {0.0: 1.0, inf: 1.0, TINY: 1.0}),
    "x ** -1": (lambda x: x**-1, {0.0: -inf, inf: 0.0, -inf: 0.0}),
    "2 ** x": (lambda x: 2.0**x, {0.0: log(2.0), -inf: 0.0, inf: inf}),
    "0 ** x": (lambda x: 0.0**x, {0.0: 0.0, 1.0: 0.0, inf: 0.0, -1.0: -inf}),
    "1 / x": (lambda x: 1.0 / x, {inf: 0.0, -inf: 0.0, 0.0: -inf}),
    "clip": (lambda x: tg.clip(x, 0.0, 1.0), {0.0: 1.0, 1.0: 1.0, inf: 0.0, -inf: 0.0, nan: 0.0}),
    "maximum of itself": (lambda x: tg.maximum(x, x), {0.0: 1.0, inf: 1.0, nan: 0.0}),
    "log in a branch that is not taken": (lambda x: tg.where(x > 0.0, tg.log(x), x), {0.0: nan, -1.0: 1.0}),
    "log of what the branch made safe": (
        lambda x: tg.where(x > 0.0, untyped(tg.where)(x > 0.0, x, 1.0).log(), x),
        {0.0: 1.0, -1.0: 1.0, 2.0: 0.5},
    ),
    "x log x": (lambda x: x * tg.log(x), {0.0: nan, 1.0: 1.0}),
}
"""The gradient at each place. `where` cannot keep out 0 times the infinity of `log` at 0, as in PyTorch and JAX."""


@pytest.mark.parametrize(
    ("name", "at"), [(name, x) for name, (_, places) in OF_ONE.items() for x in places], ids=lambda value: f"{value}"
)
@pytest.mark.filterwarnings("ignore:invalid value encountered in multiply:RuntimeWarning")  # 0 times -inf, in a value
def test_of_one(name: str, at: float) -> None:
    function, places = OF_ONE[name]
    w = Parameter(untyped(tensor(np.array(at), float64)))
    assert_slope(array(gradients(function(w), w)), places[at])


AT_NEGATIVE_ZERO = {"abs": 0.0, "square": 0.0, "sqrt": -inf, "log": -inf, "reciprocal": -inf, "relu": 0.0, "clip": 1.0}


@pytest.mark.parametrize("name", AT_NEGATIVE_ZERO)
def test_at_negative_zero(name: str) -> None:
    """As at 0, but for what divides by it: the slope of what would be to its left, as in PyTorch."""
    w = Parameter(untyped(tensor(np.array(-0.0), float64)))
    assert_slope(array(gradients(OF_ONE[name][0](w), w)), AT_NEGATIVE_ZERO[name])


def assert_slope(found: object, expected: object) -> None:
    np.testing.assert_allclose(untyped(found), untyped(expected), rtol=4e-16, atol=0.0)


OF_TWO: dict[str, tuple[Callable[[Any, Any], Any], float, float, float, float]] = {
    "divide by infinity": (lambda x, y: x / y, 1.0, inf, 0.0, 0.0),
    "divide tiny numbers": (lambda x, y: x / y, 1e-300, 1e-300, 1e300, -1e300),
    "hypot of an infinity": (tg.hypot, -inf, 1.0, -1.0, 0.0),  # NaN in PyTorch, whose quotient is inf / inf
    "hypot of the other": (tg.hypot, 1.0, inf, 0.0, 1.0),
    "hypot of large numbers": (tg.hypot, 3e300, 4e300, 0.6, 0.8),
    "hypot of tiny numbers": (tg.hypot, 3e-300, 4e-300, 0.6, 0.8),
    "arctan2 of an infinity": (tg.arctan2, inf, 1.0, 0.0, 0.0),  # NaN in PyTorch and JAX, for the same reason
    "arctan2 of the other": (tg.arctan2, 1.0, -inf, 0.0, 0.0),
    "arctan2 of both": (tg.arctan2, inf, inf, 0.0, 0.0),
    "arctan2 of large numbers": (tg.arctan2, 1e200, 1e200, 5e-201, -5e-201),
    "arctan2 of tiny numbers": (tg.arctan2, 1e-200, 1e-200, 5e199, -5e199),
    "logaddexp far apart": (tg.logaddexp, -1e308, 1e308, 0.0, 1.0),
    "logaddexp of an infinity": (tg.logaddexp, inf, 1.0, 1.0, 0.0),
    "power of almost nothing": (lambda x, y: x**y, 1e-320, 0.0, 0.0, log(1e-320)),
    "power of infinity": (lambda x, y: x**y, inf, 0.0, 0.0, inf),
    "power of 0 by infinity": (lambda x, y: x**y, 0.0, inf, nan, 0.0),  # what grows beyond any bound has no gradient
    "remainder by infinity": (lambda x, y: x % y, 1.0, inf, 1.0, 0.0),
    "maximum of infinities": (tg.maximum, inf, inf, 0.5, 0.5),
    "maximum of zeros of both signs": (tg.maximum, 0.0, -0.0, 0.5, 0.5),
}


@pytest.mark.parametrize("name", OF_TWO)
def test_of_two(name: str) -> None:
    function, one, other, by_one, by_other = OF_TWO[name]
    x, y = (Parameter(untyped(tensor(np.array(number), float64))) for number in (one, other))
    for found, expected in zip(gradients(function(x, y), (x, y)), (by_one, by_other), strict=True):
        assert_slope(array(found), expected)


LABEL = untyped(tensor(np.array([1]), tg.int64))
ONE_HOT = untyped(tensor(np.array([[0.0, 1.0]]), float64))
OF_ROWS: dict[str, tuple[Callable[[Any], Any], list[float], list[float]]] = {
    "sum": (lambda x: x.sum(), [inf, nan], [1.0, 1.0]),
    "mean": (lambda x: x.mean(), [inf, -inf], [0.5, 0.5]),
    "max of infinities": (tg.max, [inf, inf], [0.5, 0.5]),
    "prod beside infinity": (tg.prod, [inf, 0.0], [0.0, inf]),
    "var of one": (tg.var, [3.0], [0.0]),
    "var of one, of a sample": (lambda x: tg.var(x, correction=1), [3.0], [nan]),
    "std of one": (tg.std, [3.0], [0.0]),
    "std of constants": (tg.std, [0.1, 0.1, 0.1], [0.0, 0.0, 0.0]),
    "norm of zeros": (tg.norm, [0.0, -0.0], [0.0, 0.0]),
    "norm of infinity": (tg.norm, [inf, 1.0], [nan, 0.0]),
    "norm that overflows": (tg.norm, [1e200, 1e200], [0.0, 0.0]),  # it is infinite
    "norm that underflows": (tg.norm, [1e-200, 1e-200], [0.0, 0.0]),  # it is 0
    "logsumexp of -inf": (tg.logsumexp, [-inf, -inf], [0.0, 0.0]),
    "logsumexp far apart": (tg.logsumexp, [-1e308, 1e308], [0.0, 1.0]),
    "softmax with -inf": (lambda x: nn.softmax(x)[0], [-inf, 0.0], [0.0, 0.0]),
    "softmax with inf": (lambda x: nn.softmax(x)[0], [inf, 0.0], [nan, nan]),
    "softmax of -inf": (lambda x: nn.softmax(x)[0], [-inf, -inf], [nan, nan]),
    "log_softmax with -inf": (lambda x: nn.log_softmax(x)[1], [-inf, 0.0], [0.0, 0.0]),
    "log_softmax of inf": (lambda x: nn.log_softmax(x)[0], [inf, 0.0], [nan, nan]),
    "log_softmax far apart": (lambda x: nn.log_softmax(x)[0], [-1e308, 1e308], [1.0, -1.0]),
    "cross_entropy with -inf beside the label": (
        lambda x: nn.cross_entropy(x.reshape((1, 2)), LABEL),
        [-inf, 0.0],
        [0.0, 0.0],
    ),
    "cross_entropy of -inf at the label": (
        lambda x: nn.cross_entropy(x.reshape((1, 2)), LABEL),
        [0.0, -inf],
        [1.0, -1.0],
    ),
}


@pytest.mark.parametrize("name", OF_ROWS)
def test_of_rows(name: str) -> None:
    function, row, expected = OF_ROWS[name]
    w = Parameter(untyped(tensor(np.array(row), float64)))
    assert_slope(array(gradients(function(w), w)), expected)


@pytest.mark.filterwarnings("ignore:invalid value encountered in dot:RuntimeWarning")
def test_cross_entropy_of_one_hot_targets_takes_0_times_infinity() -> None:
    """As PyTorch's of probabilities: give labels where a logit is -inf. The gradient is the right one all the same."""
    w = Parameter(untyped(tensor(np.array([[-inf, 0.0]]), float64)))
    loss = nn.cross_entropy(untyped(w), ONE_HOT)
    assert np.isnan(loss.item())
    assert_slope(array(gradients(untyped(loss), w)), [[0.0, 0.0]])


@each_of(FLOATS)
@pytest.mark.parametrize("size", [3, 30_000])
@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "abs", "log", "sqrt", "expm1", "arcsinh", "softplus"])
def test_of_many_as_of_one(name: str, size: int, dtype: type[DType]) -> None:
    """Kernels for many elements, and those that write to kept memory, have no other special values."""
    function = OF_ONE[name][0]
    places = np.resize(np.array([0.0, -0.0, inf, -inf, nan, 1.0, -1.0, 1000.0, -1000.0, 1e-30, 1e30]), size)
    many = Parameter(untyped(tensor(places, dtype)))
    found = array(gradients(function(many).sum(), many))
    for place in {i % 11 for i in range(size)}:
        one = Parameter(untyped(tensor(places[place], dtype)))
        expected = array(gradients(function(one), one))
        np.testing.assert_allclose(found[place::11], expected, rtol=1e-6 if dtype is tg.float32 else 1e-15)
