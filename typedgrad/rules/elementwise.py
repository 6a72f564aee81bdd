"""Rules of functions of one variable, of roundings, and of conversions."""

from __future__ import annotations

from functools import cache
from math import log as ln
from math import pi
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.memory import LARGE, like, take
from typedgrad.rules.quiet import quiet, quietly
from typedgrad.rules.rule import (
    ANY,
    FLOAT,
    NUMERIC,
    Rule,
    unary_from_input,
    unary_from_nothing,
    unary_from_output,
    unary_without_gradient,
)

if TYPE_CHECKING:
    from typedgrad.dtypes import NumPyDType
    from typedgrad.rules.namespace import Array, Namespace, NDArray
    from typedgrad.rules.rule import Gradients, Nodes, Targets


absolute: Rule = unary_from_input("abs", NUMERIC, lambda xp, x: xp.abs(x), lambda xp, g, x: g * xp.sign(x))
square: Rule = unary_from_input("square", NUMERIC, lambda xp, x: x * x, lambda xp, g, x: 2.0 * g * x)
sqrt: Rule = unary_from_output("sqrt", FLOAT, lambda xp, x: xp.sqrt(x), lambda xp, g, y: g / (2.0 * y))
reciprocal: Rule = unary_from_output("reciprocal", FLOAT, lambda xp, x: 1.0 / x, lambda xp, g, y: -g * y * y)

# ---------------------------------------------------------------------------------- exponential functions, logarithms
exp: Rule = unary_from_output("exp", FLOAT, lambda xp, x: xp.exp(x), lambda xp, g, y: g * y)
expm1: Rule = unary_from_input("expm1", FLOAT, lambda xp, x: xp.expm1(x), lambda xp, g, x: g * xp.exp(x))
log: Rule = unary_from_input("log", FLOAT, lambda xp, x: xp.log(x), lambda xp, g, x: g / x)
log1p: Rule = unary_from_input("log1p", FLOAT, lambda xp, x: xp.log1p(x), lambda xp, g, x: g / (x + 1.0))
log2: Rule = unary_from_input("log2", FLOAT, lambda xp, x: xp.log2(x), lambda xp, g, x: g / (x * ln(2.0)))
log10: Rule = unary_from_input("log10", FLOAT, lambda xp, x: xp.log10(x), lambda xp, g, x: g / (x * ln(10.0)))

# --------------------------------------------------------------------------------- trigonometry, and the hyperbolic one
sin: Rule = unary_from_input("sin", FLOAT, lambda xp, x: xp.sin(x), lambda xp, g, x: g * xp.cos(x))
cos: Rule = unary_from_input("cos", FLOAT, lambda xp, x: xp.cos(x), lambda xp, g, x: -g * xp.sin(x))
tan: Rule = unary_from_output("tan", FLOAT, lambda xp, x: xp.tan(x), lambda xp, g, y: g * (1.0 + y * y))
arcsin: Rule = unary_from_input(
    "arcsin", FLOAT, lambda xp, x: xp.arcsin(x), lambda xp, g, x: g / xp.sqrt((1.0 - x) * (1.0 + x))
)
arccos: Rule = unary_from_input(
    "arccos", FLOAT, lambda xp, x: xp.arccos(x), lambda xp, g, x: -g / xp.sqrt((1.0 - x) * (1.0 + x))
)
arctan: Rule = unary_from_input("arctan", FLOAT, lambda xp, x: xp.arctan(x), lambda xp, g, x: g / (1.0 + x * x))
sinh: Rule = unary_from_input("sinh", FLOAT, lambda xp, x: xp.sinh(x), lambda xp, g, x: g * xp.cosh(x))
cosh: Rule = unary_from_input("cosh", FLOAT, lambda xp, x: xp.cosh(x), lambda xp, g, x: g * xp.sinh(x))
tanh: Rule = unary_from_output("tanh", FLOAT, lambda xp, x: xp.tanh(x), lambda xp, g, y: g * (1.0 - y * y))
arcsinh: Rule = unary_from_input(
    "arcsinh",
    FLOAT,
    lambda xp, x: xp.arcsinh(x),
    lambda xp, g, x: g / xp.hypot(x, 1.0),  # x * x overflows
)
arccosh: Rule = unary_from_input(
    "arccosh", FLOAT, lambda xp, x: xp.arccosh(x), lambda xp, g, x: g / (xp.sqrt(x - 1.0) * xp.sqrt(x + 1.0))
)
arctanh: Rule = unary_from_input(
    "arctanh", FLOAT, lambda xp, x: xp.arctanh(x), lambda xp, g, x: g / ((1.0 - x) * (1.0 + x))
)

# ------------------------------------------------------------------------------------------- curves of probabilities
sigmoid: Rule = unary_from_output("sigmoid", FLOAT, lambda xp, x: xp.sigmoid(x), lambda xp, g, y: g * y * (1.0 - y))
softplus: Rule = unary_from_input(
    "softplus", FLOAT, lambda xp, x: xp.logaddexp(x, 0.0), lambda xp, g, x: g * xp.sigmoid(x)
)
log_sigmoid: Rule = unary_from_input(
    "log_sigmoid", FLOAT, lambda xp, x: -xp.logaddexp(-x, 0.0), lambda xp, g, x: g * xp.sigmoid(-x)
)
erf: Rule = unary_from_input(
    "erf", FLOAT, lambda xp, x: xp.erf(x), lambda xp, g, x: g * (2.0 / pi**0.5 * xp.exp(-x * x))
)
relu: Rule = unary_from_output(
    "relu", FLOAT, lambda xp, x: xp.maximum(x, 0.0), lambda xp, g, y: xp.where(y > 0.0, g, 0.0)
)

# ---------------------------------------------------------------------------------------------- constant between jumps
sign: Rule = unary_without_gradient("sign", NUMERIC, lambda xp, x: xp.sign(x))
floor: Rule = unary_without_gradient("floor", NUMERIC, lambda xp, x: xp.floor(x))
ceil: Rule = unary_without_gradient("ceil", NUMERIC, lambda xp, x: xp.ceil(x))
trunc: Rule = unary_without_gradient("trunc", NUMERIC, lambda xp, x: xp.trunc(x))
round: Rule = unary_without_gradient("round", NUMERIC, lambda xp, x: xp.round(x))

# --------------------------------------------------------------------------------------------------------- conversions
copy: Rule = unary_from_nothing("copy", ANY, lambda xp, x: xp.astype(x, x.dtype), lambda xp, g: g)


@cache
def astype(source: NumPyDType, target: NumPyDType) -> Rule:
    """Conversion; between floats the gradient is converted back, to or from anything else there is none."""

    def forward(xp: Namespace, x: Array) -> Array:
        return xp.astype(x, target)

    if source.kind == target.kind == FLOAT:
        return quietly(unary_from_nothing("astype", ANY, forward, lambda xp, g: xp.astype(g, source)))
    return quietly(unary_without_gradient("astype", ANY, forward))


# ------------------------------------------------------------------------------------------- NumPy's own execution
# Ufuncs called directly skip one Python frame; sigmoid computes in place in the one array that it allocates.
absolute.executed_by(np.abs, takes_memory=True)
square.executed_by(quiet(np.square), takes_memory=True)
sqrt.executed_by(quiet(np.sqrt), takes_memory=True)
reciprocal.executed_by(quiet(np.reciprocal), takes_memory=True)
exp.executed_by(quiet(np.exp), takes_memory=True)
expm1.executed_by(quiet(np.expm1), takes_memory=True)
log.executed_by(quiet(np.log), takes_memory=True)
log1p.executed_by(quiet(np.log1p), takes_memory=True)
log2.executed_by(quiet(np.log2), takes_memory=True)
log10.executed_by(quiet(np.log10), takes_memory=True)
sin.executed_by(quiet(np.sin), takes_memory=True)
cos.executed_by(quiet(np.cos), takes_memory=True)
tan.executed_by(quiet(np.tan), takes_memory=True)
arcsin.executed_by(quiet(np.arcsin), takes_memory=True)
arccos.executed_by(quiet(np.arccos), takes_memory=True)
arctan.executed_by(np.arctan, takes_memory=True)
sinh.executed_by(quiet(np.sinh), takes_memory=True)
cosh.executed_by(quiet(np.cosh), takes_memory=True)
arcsinh.executed_by(np.arcsinh, takes_memory=True)
arccosh.executed_by(quiet(np.arccosh), takes_memory=True)
arctanh.executed_by(quiet(np.arctanh), takes_memory=True)
quietly(softplus)
quietly(log_sigmoid)
sign.executed_by(quiet(np.sign), takes_memory=True)


_HALF = np.array(0.5, np.float32)
_ONE: dict[str, NDArray] = {"f": np.array(1.0, np.float32), "d": np.array(1.0)}


def sigmoid_into(x: NDArray, out: NDArray | None) -> NDArray:
    """The logistic function of an array with axes, written into `out`, which may be `x`."""
    if x.dtype.char != "f":
        return _sigmoid_by_exp(x, out)
    y: NDArray = np.multiply(x, _HALF, out)  # half the time of exp; exact to 6e-8, half an ulp of 1
    np.tanh(y, y)
    np.multiply(y, _HALF, y)
    return np.add(y, _HALF, y)


@quiet
def _sigmoid_by_exp(x: NDArray, out: NDArray | None) -> NDArray:
    y: NDArray = np.negative(x, out)
    np.exp(y, y)  # infinite below -709, and the result 0
    np.add(y, _ONE["d"], y)
    return np.reciprocal(y, y)


def _sigmoid_run(x: NDArray) -> NDArray:
    if x.ndim == 0:  # ufuncs of 0-d arrays return scalars, which cannot be written to
        return sigmoid.evaluate(x)
    return sigmoid_into(x, None if x.size < LARGE else like(x))


def sigmoid_slope(g: NDArray, y: NDArray) -> NDArray:
    """`g * y * (1 - y)` of arrays with axes."""
    t: NDArray = np.subtract(_ONE[y.dtype.char], y, None if y.size < LARGE else like(y))
    np.multiply(t, y, t)
    return np.multiply(t, g, t)


def tanh_slope(g: NDArray, y: NDArray) -> NDArray:
    """`g * (1 - y * y)` of arrays with axes."""
    t: NDArray = np.multiply(y, y, None if y.size < LARGE else like(y))
    np.subtract(_ONE[y.dtype.char], t, t)
    return np.multiply(t, g, t)


_INTEGER: dict[str, np.dtype[np.generic]] = {"f": np.dtype(np.int32), "d": np.dtype(np.int64)}
_BRANCHES_COST_MORE = 2048


def relu_slope(g: NDArray, y: NDArray) -> NDArray:
    """`g` where `y` is above 0, otherwise 0, of arrays with axes.

    `where` branches at each element, which for signs in no order takes 4 ns of it; the bits of a float are kept or
    cleared in a tenth of that. No product with the mask: infinity times 0 is NaN.
    """
    if y.size < _BRANCHES_COST_MORE or type(g) is not np.ndarray:
        return relu.evaluate_gradient(0, g, y)
    integer = _INTEGER[y.dtype.char]
    ones = np.negative(np.greater(y, 0.0).view(np.int8))  # -1 is all bits
    bits = take(y.shape, integer) if y.size >= LARGE else np.empty(y.shape, integer)
    np.copyto(bits, ones)
    np.bitwise_and(g.view(integer), bits, bits)
    return bits.view(y.dtype)


def _relu_pull(g: NDArray, saved: tuple[NDArray], nodes: Nodes, targets: Targets) -> Gradients:
    (y,) = saved
    return (relu_slope(g, y),)


def _sigmoid_pull(g: NDArray, saved: tuple[NDArray], nodes: Nodes, targets: Targets) -> Gradients:
    (y,) = saved
    return (g * y * (1.0 - y) if y.ndim == 0 else sigmoid_slope(g, y),)


def _tanh_pull(g: NDArray, saved: tuple[NDArray], nodes: Nodes, targets: Targets) -> Gradients:
    (y,) = saved
    return (g * (1.0 - y * y) if y.ndim == 0 else tanh_slope(g, y),)


sigmoid.executed_by(_sigmoid_run, _sigmoid_pull)
tanh.executed_by(np.tanh, _tanh_pull, takes_memory=True)
relu.executed_by(relu.run, _relu_pull)
