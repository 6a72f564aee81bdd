"""THE TABLE of rules: every primitive's forward beside its gradients.

The rules themselves are in the modules of this package, a family in each. A name here stands for one rule, or for the
function that makes a rule for an axis, a shape, a key or a dtype. Every primitive has a gradient for each of its inputs
or is in `WITHOUT_GRADIENT`; a test walks the table and holds each rule to that, to NumPy, and to finite differences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.rules import elementwise, linalg, manipulation, neural, reduction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typedgrad.rules.rule import Rule

TABLE: Mapping[str, Rule | Callable[..., Rule]] = {
    # arithmetic
    "add": elementwise.add,
    "subtract": elementwise.subtract,
    "multiply": elementwise.multiply,
    "divide": elementwise.divide,
    "power": elementwise.power,
    "negative": elementwise.negative,
    "matmul": linalg.matmul,
    "linear": linalg.linear,
    # selection
    "maximum": elementwise.maximum,
    "minimum": elementwise.minimum,
    "where": elementwise.where,
    # functions of one variable
    "abs": elementwise.absolute,
    "sign": elementwise.sign,
    "exp": elementwise.exp,
    "log": elementwise.log,
    "sqrt": elementwise.sqrt,
    "tanh": elementwise.tanh,
    "sigmoid": elementwise.sigmoid,
    "relu": elementwise.relu,
    "copy": elementwise.copy,
    "astype": elementwise.astype,
    # comparisons, logic
    "less": elementwise.less,
    "less_equal": elementwise.less_equal,
    "greater": elementwise.greater,
    "greater_equal": elementwise.greater_equal,
    "equal": elementwise.equal,
    "not_equal": elementwise.not_equal,
    "bitwise_and": elementwise.bitwise_and,
    "bitwise_or": elementwise.bitwise_or,
    "bitwise_xor": elementwise.bitwise_xor,
    "invert": elementwise.invert,
    # reductions
    "sum": reduction.sum,
    "mean": reduction.mean,
    "max": reduction.max,
    "argmax": reduction.argmax,
    "all": reduction.all,
    "any": reduction.any,
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
        "sign",
        "less",
        "less_equal",
        "greater",
        "greater_equal",
        "equal",
        "not_equal",
        "bitwise_and",
        "bitwise_or",
        "bitwise_xor",
        "invert",
        "argmax",
        "all",
        "any",
    }
)
"""Primitives whose result is constant between jumps, or no float."""
