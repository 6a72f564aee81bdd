"""Rules of arithmetic: two numbers or one, and functions of analysis that take two floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.quiet import quiet
from typedgrad.rules.rule import (
    FLOAT,
    NUMERIC,
    Rule,
    binary_from_inputs,
    binary_from_nothing,
    binary_without_gradient,
    unary_from_nothing,
)

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Namespace


# --------------------------------------------------------------------------------------------------------- numbers
add: Rule = binary_from_nothing("add", NUMERIC, lambda xp, x1, x2: x1 + x2, lambda xp, g: g, lambda xp, g: g)
subtract: Rule = binary_from_nothing("subtract", NUMERIC, lambda xp, x1, x2: x1 - x2, lambda xp, g: g, lambda xp, g: -g)
multiply: Rule = binary_from_inputs(
    "multiply",
    NUMERIC,
    lambda xp, x1, x2: x1 * x2,
    lambda xp, g, x1, x2: g * x2,
    lambda xp, g, x1, x2: g * x1,
)
negative: Rule = unary_from_nothing("negative", NUMERIC, lambda xp, x: -x, lambda xp, g: -g)
positive: Rule = unary_from_nothing("positive", NUMERIC, lambda xp, x: xp.astype(x, x.dtype), lambda xp, g: g)
divide: Rule = binary_from_inputs(
    "divide",
    FLOAT,
    lambda xp, x1, x2: x1 / x2,
    lambda xp, g, x1, x2: g / x2,
    lambda xp, g, x1, x2: -g * (x1 / x2) / x2,
)
floor_divide: Rule = binary_without_gradient("floor_divide", NUMERIC, lambda xp, x1, x2: xp.floor_divide(x1, x2))
remainder: Rule = binary_from_inputs(
    "remainder",
    NUMERIC,
    lambda xp, x1, x2: xp.remainder(x1, x2),
    lambda xp, g, x1, x2: g,
    lambda xp, g, x1, x2: -g * xp.floor_divide(x1, x2),
)


# ---------------------------------------------------------------------------------------------------------- powers
def _power_base(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    """`x ** 0` is constant, at 0 and so near to it that `x ** -1` is infinite too, where `0 * x ** -1` were NaN."""
    corner = xp.logical_and(xp.isinf(1.0 / x1), xp.equal(x2, 0.0))
    return g * x2 * x1 ** xp.where(corner, 1.0, x2 - 1.0)


def _power_exponent(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    """`0 ** p` is constant for `p >= 0`, where `0 * log(0)` were NaN."""
    constant = xp.logical_and(xp.equal(x1, 0.0), x2 >= 0.0)
    return g * x1**x2 * xp.log(xp.where(constant, 1.0, x1))


power: Rule = binary_from_inputs("power", NUMERIC, lambda xp, x1, x2: x1**x2, _power_base, _power_exponent)


# ------------------------------------------------------------------------------------------------------ two floats
def _share(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    """The share of `exp(x1)` in `exp(x1) + exp(x2)`; a half where both are one infinity."""
    same = xp.logical_and(xp.isinf(x1), xp.equal(x1, x2))
    return g * xp.sigmoid(xp.where(same, 0.0, x1) - xp.where(same, 0.0, x2))


def _hypot(xp: Namespace, x1: Array, x2: Array) -> Array:
    """The hypotenuse as a divisor: at the origin, where there is no direction, it divides zeros and is 1."""
    h = xp.hypot(x1, x2)
    return xp.where(xp.equal(h, 0.0), 1.0, h)


def _cosine(xp: Namespace, x1: Array, x2: Array) -> Array:
    """The part of `x1` in the hypotenuse, the limit of which is its sign where `x1` is infinite."""
    return xp.where(xp.isinf(x1), xp.sign(x1), x1 / _hypot(xp, x1, x2))


logaddexp: Rule = binary_from_inputs(
    "logaddexp",
    FLOAT,
    lambda xp, x1, x2: xp.logaddexp(x1, x2),
    _share,
    lambda xp, g, x1, x2: _share(xp, g, x2, x1),
)
hypot: Rule = binary_from_inputs(
    "hypot",
    FLOAT,
    lambda xp, x1, x2: xp.hypot(x1, x2),
    lambda xp, g, x1, x2: g * _cosine(xp, x1, x2),
    lambda xp, g, x1, x2: g * _cosine(xp, x2, x1),
)
arctan2: Rule = binary_from_inputs(
    "arctan2",
    FLOAT,
    lambda xp, x1, x2: xp.arctan2(x1, x2),
    lambda xp, g, x1, x2: g * (_cosine(xp, x2, x1) / _hypot(xp, x1, x2)),
    lambda xp, g, x1, x2: -g * (_cosine(xp, x1, x2) / _hypot(xp, x1, x2)),
)


# ------------------------------------------------------------------------------------------- NumPy's own execution
# Ufuncs called directly skip one Python frame.
add.executed_by(np.add, takes_memory=True)
subtract.executed_by(np.subtract, takes_memory=True)
multiply.executed_by(np.multiply, takes_memory=True)
negative.executed_by(np.negative, takes_memory=True)
positive.executed_by(np.positive, takes_memory=True)
divide.executed_by(quiet(np.true_divide), takes_memory=True)
floor_divide.executed_by(quiet(np.floor_divide), takes_memory=True)
remainder.executed_by(quiet(np.remainder), takes_memory=True)
power.executed_by(quiet(np.power), takes_memory=True)
logaddexp.executed_by(quiet(np.logaddexp), takes_memory=True)
hypot.executed_by(quiet(np.hypot), takes_memory=True)
arctan2.executed_by(quiet(np.arctan2), takes_memory=True)
