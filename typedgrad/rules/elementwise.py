"""Elementwise rules: arithmetic, selection, functions of one variable, comparisons and logic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import (
    ANY,
    BITWISE,
    FLOAT,
    NUMERIC,
    Rule,
    binary_from_constant,
    binary_from_inputs,
    binary_from_nothing,
    binary_without_gradient,
    unary_from_input,
    unary_from_nothing,
    unary_from_output,
    unary_without_gradient,
)

if TYPE_CHECKING:
    from typedgrad.dtypes import NumPyDType
    from typedgrad.rules.namespace import Array, Namespace, NDArray
    from typedgrad.rules.rule import Gradients, Nodes, Targets


# ------------------------------------------------------------------------------------------------------ arithmetic
def _power_base(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    return g * x2 * x1 ** xp.where(xp.equal(x2, 0.0), 1.0, x2 - 1.0)  # x ** 0 is constant, at x = 0 too


def _power_exponent(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    return g * x1**x2 * xp.log(xp.where(xp.equal(x1, 0.0), 1.0, x1))  # 0 ** p is constant


add: Rule = binary_from_nothing("add", NUMERIC, lambda xp, x1, x2: x1 + x2, lambda xp, g: g, lambda xp, g: g)
subtract: Rule = binary_from_nothing("subtract", NUMERIC, lambda xp, x1, x2: x1 - x2, lambda xp, g: g, lambda xp, g: -g)
multiply: Rule = binary_from_inputs(
    "multiply",
    NUMERIC,
    lambda xp, x1, x2: x1 * x2,
    lambda xp, g, x1, x2: g * x2,
    lambda xp, g, x1, x2: g * x1,
)
divide: Rule = binary_from_inputs(
    "divide",
    FLOAT,
    lambda xp, x1, x2: x1 / x2,
    lambda xp, g, x1, x2: g / x2,
    lambda xp, g, x1, x2: -g * (x1 / x2) / x2,
)
power: Rule = binary_from_inputs("power", FLOAT, lambda xp, x1, x2: x1**x2, _power_base, _power_exponent)
negative: Rule = unary_from_nothing("negative", NUMERIC, lambda xp, x: -x, lambda xp, g: -g)


# ------------------------------------------------------------------------------------------------------- selection
def _where_larger(xp: Namespace, g: Array, x: Array, other: Array) -> Array:
    return xp.where(x > other, g, xp.where(xp.equal(x, other), 0.5 * g, 0.0))  # ties share; beside NaN it is 0


maximum: Rule = binary_from_inputs(
    "maximum",
    NUMERIC,
    lambda xp, x1, x2: xp.maximum(x1, x2),
    _where_larger,
    lambda xp, g, x1, x2: _where_larger(xp, g, x2, x1),
)
minimum: Rule = binary_from_inputs(
    "minimum",
    NUMERIC,
    lambda xp, x1, x2: xp.minimum(x1, x2),
    lambda xp, g, x1, x2: _where_larger(xp, g, x2, x1),
    _where_larger,
)
where: Rule = binary_from_constant(
    "where",
    ANY,
    lambda xp, x1, x2, condition: xp.where(condition, x1, x2),
    lambda xp, g, condition: xp.where(condition, g, 0.0),  # not g * condition: infinity times 0 is NaN
    lambda xp, g, condition: xp.where(condition, 0.0, g),
)


# --------------------------------------------------------------------------------------- functions of one variable
def _logistic(xp: Namespace, x: Array) -> Array:
    e = xp.exp(-xp.abs(x))  # never overflows
    return xp.where(x >= 0.0, 1.0, e) / (1.0 + e)


absolute: Rule = unary_from_input("abs", NUMERIC, lambda xp, x: xp.abs(x), lambda xp, g, x: g * xp.sign(x))
sign: Rule = unary_without_gradient("sign", NUMERIC, lambda xp, x: xp.sign(x))
exp: Rule = unary_from_output("exp", FLOAT, lambda xp, x: xp.exp(x), lambda xp, g, y: g * y)
log: Rule = unary_from_input("log", FLOAT, lambda xp, x: xp.log(x), lambda xp, g, x: g / x)
sqrt: Rule = unary_from_output("sqrt", FLOAT, lambda xp, x: xp.sqrt(x), lambda xp, g, y: g / (2.0 * y))
tanh: Rule = unary_from_output("tanh", FLOAT, lambda xp, x: xp.tanh(x), lambda xp, g, y: g * (1.0 - y * y))
sigmoid: Rule = unary_from_output("sigmoid", FLOAT, _logistic, lambda xp, g, y: g * y * (1.0 - y))
relu: Rule = unary_from_output(
    "relu", FLOAT, lambda xp, x: xp.maximum(x, 0.0), lambda xp, g, y: xp.where(y > 0.0, g, 0.0)
)


copy: Rule = unary_from_nothing("copy", ANY, lambda xp, x: xp.astype(x, x.dtype), lambda xp, g: g)


@cache
def astype(source: NumPyDType, target: NumPyDType) -> Rule:
    """Conversion; between floats the gradient is converted back, to or from anything else there is none."""
    if source.kind == target.kind == FLOAT:
        return unary_from_nothing("astype", ANY, lambda xp, x: xp.astype(x, target), lambda xp, g: xp.astype(g, source))
    return unary_without_gradient("astype", ANY, lambda xp, x: xp.astype(x, target))


# ----------------------------------------------------------------------------------------------- comparisons, logic
less: Rule = binary_without_gradient("less", NUMERIC, lambda xp, x1, x2: x1 < x2)
less_equal: Rule = binary_without_gradient("less_equal", NUMERIC, lambda xp, x1, x2: x1 <= x2)
greater: Rule = binary_without_gradient("greater", NUMERIC, lambda xp, x1, x2: x1 > x2)
greater_equal: Rule = binary_without_gradient("greater_equal", NUMERIC, lambda xp, x1, x2: x1 >= x2)
equal: Rule = binary_without_gradient("equal", ANY, lambda xp, x1, x2: xp.equal(x1, x2))
not_equal: Rule = binary_without_gradient("not_equal", ANY, lambda xp, x1, x2: xp.not_equal(x1, x2))

bitwise_and: Rule = binary_without_gradient("bitwise_and", BITWISE, lambda xp, x1, x2: x1 & x2)
bitwise_or: Rule = binary_without_gradient("bitwise_or", BITWISE, lambda xp, x1, x2: x1 | x2)
bitwise_xor: Rule = binary_without_gradient("bitwise_xor", BITWISE, lambda xp, x1, x2: x1 ^ x2)
invert: Rule = unary_without_gradient("invert", BITWISE, lambda xp, x: ~x)


# ------------------------------------------------------------------------------------------- NumPy's own execution
# Ufuncs called directly skip one Python frame; sigmoid computes in place in the one array that it allocates.
add.executed_by(np.add)
subtract.executed_by(np.subtract)
multiply.executed_by(np.multiply)
divide.executed_by(np.true_divide)
negative.executed_by(np.negative)
maximum.executed_by(np.maximum)
minimum.executed_by(np.minimum)
exp.executed_by(np.exp)
log.executed_by(np.log)
sqrt.executed_by(np.sqrt)
tanh.executed_by(np.tanh)


_HALF = np.array(0.5, np.float32)
_LOWEST = np.array(-700.0)  # exp(700) is finite, and sigmoid(-700) below every difference that matters


def _sigmoid_run(x: NDArray) -> NDArray:
    y: NDArray
    if x.ndim == 0:  # ufuncs of 0-d arrays return scalars, which cannot be written to
        return sigmoid.evaluate(x)
    if x.dtype.char == "f":  # half the time of exp; exact to 6e-8, half an ulp of 1
        y = np.multiply(x, _HALF)
        np.tanh(y, y)
        np.multiply(y, _HALF, y)
        return np.add(y, _HALF, y)
    y = np.maximum(x, _LOWEST)
    np.negative(y, y)
    np.exp(y, y)
    np.add(y, 1.0, y)
    return np.reciprocal(y, y)


def _sigmoid_pull(g: NDArray, saved: tuple[NDArray], nodes: Nodes, targets: Targets) -> Gradients:
    (y,) = saved
    t: NDArray = np.subtract(1.0, y)
    t *= y
    t *= g
    return (t,)


sigmoid.executed_by(_sigmoid_run, _sigmoid_pull)
