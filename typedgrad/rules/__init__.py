"""THE TABLE of rules: every primitive's forward beside its gradients.

The rules themselves are in the modules of this package, a family in each. A name here stands for one rule, or for the
function that makes a rule for an axis, a shape, a key or a dtype. Every primitive has a gradient for each of its inputs
or is in `WITHOUT_GRADIENT`; a test walks the table and holds each rule to that, to NumPy, and to finite differences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.rules import arithmetic, comparison, elementwise, linalg, manipulation, neural, reduction, selection
from typedgrad.rules import elementwise, linalg, manipulation, neural, products, reduction, statistics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typedgrad.rules.rule import Rule

TABLE: Mapping[str, Rule | Callable[..., Rule]] = {
    # arithmetic
    "add": arithmetic.add,
    "subtract": arithmetic.subtract,
    "multiply": arithmetic.multiply,
    "divide": arithmetic.divide,
    "floor_divide": arithmetic.floor_divide,
    "remainder": arithmetic.remainder,
    "power": arithmetic.power,
    "negative": arithmetic.negative,
    "positive": arithmetic.positive,
    "logaddexp": arithmetic.logaddexp,
    "hypot": arithmetic.hypot,
    "arctan2": arithmetic.arctan2,
    "matmul": linalg.matmul,
    "linear": linalg.linear,
    # selection
    "maximum": selection.maximum,
    "minimum": selection.minimum,
    "clip_low": selection.clip_low,
    "clip_high": selection.clip_high,
    "where": selection.where,
    # functions of one variable
    "abs": elementwise.absolute,
    "square": elementwise.square,
    "sqrt": elementwise.sqrt,
    "reciprocal": elementwise.reciprocal,
    "exp": elementwise.exp,
    "expm1": elementwise.expm1,
    "log": elementwise.log,
    "log1p": elementwise.log1p,
    "log2": elementwise.log2,
    "log10": elementwise.log10,
    "sin": elementwise.sin,
    "cos": elementwise.cos,
    "tan": elementwise.tan,
    "arcsin": elementwise.arcsin,
    "arccos": elementwise.arccos,
    "arctan": elementwise.arctan,
    "sinh": elementwise.sinh,
    "cosh": elementwise.cosh,
    "tanh": elementwise.tanh,
    "arcsinh": elementwise.arcsinh,
    "arccosh": elementwise.arccosh,
    "arctanh": elementwise.arctanh,
    "sigmoid": elementwise.sigmoid,
    "softplus": elementwise.softplus,
    "log_sigmoid": elementwise.log_sigmoid,
    "erf": elementwise.erf,
    "relu": elementwise.relu,
    "sign": elementwise.sign,
    "floor": elementwise.floor,
    "ceil": elementwise.ceil,
    "trunc": elementwise.trunc,
    "round": elementwise.round,
    "copy": elementwise.copy,
    "astype": elementwise.astype,
    # comparisons, logic, bits
    "less": comparison.less,
    "less_equal": comparison.less_equal,
    "greater": comparison.greater,
    "greater_equal": comparison.greater_equal,
    "equal": comparison.equal,
    "not_equal": comparison.not_equal,
    "isnan": comparison.isnan,
    "isinf": comparison.isinf,
    "isfinite": comparison.isfinite,
    "logical_and": comparison.logical_and,
    "logical_or": comparison.logical_or,
    "logical_xor": comparison.logical_xor,
    "logical_not": comparison.logical_not,
    "bitwise_and": comparison.bitwise_and,
    "bitwise_or": comparison.bitwise_or,
    "bitwise_xor": comparison.bitwise_xor,
    "invert": comparison.invert,
    "left_shift": comparison.left_shift,
    "right_shift": comparison.right_shift,
    # reductions
    "sum": reduction.sum,
    "prod": products.prod,
    "mean": reduction.mean,
    "var": statistics.var,
    "std": statistics.std,
    "max": reduction.max,
    "min": reduction.min,
    "argmax": reduction.argmax,
    "argmin": reduction.argmin,
    "logsumexp": statistics.logsumexp,
    "norm": statistics.norm,
    "count_nonzero": reduction.count_nonzero,
    "all": reduction.all,
    "any": reduction.any,
    "cumsum": products.cumsum,
    "cumprod": products.cumprod,
    # moving elements
    "reshape": manipulation.reshape,
    "transpose": manipulation.transpose,
    "matrix_transpose": manipulation.matrix_transpose,
    "broadcast_to": manipulation.broadcast_to,
    "concat": manipulation.concat,
    "index": manipulation.index,
    "scatter": manipulation.scatter,
    "splice": manipulation.splice,
    "unsplice": manipulation.unsplice,
    # classification
    "softmax": neural.softmax,
    "log_softmax": neural.log_softmax,
    "cross_entropy": neural.cross_entropy,
    "cross_entropy_of_labels": neural.cross_entropy_of_labels,
}

WITHOUT_GRADIENT = frozenset(
    {
        "floor_divide",
        "sign",
        "floor",
        "ceil",
        "trunc",
        "round",
        "less",
        "less_equal",
        "greater",
        "greater_equal",
        "equal",
        "not_equal",
        "isnan",
        "isinf",
        "isfinite",
        "logical_and",
        "logical_or",
        "logical_xor",
        "logical_not",
        "bitwise_and",
        "bitwise_or",
        "bitwise_xor",
        "invert",
        "left_shift",
        "right_shift",
        "argmax",
        "argmin",
        "count_nonzero",
        "all",
        "any",
    }
)
"""Primitives whose result is constant between jumps, or no float."""
