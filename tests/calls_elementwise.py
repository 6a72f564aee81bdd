"""Calls of the elementwise rules."""

from __future__ import annotations

from math import erf
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import FORMS, PAIRS, Form, untyped, values
from rule_calls import Call, made, rows

from typedgrad import bool_, float32, float64, int64
from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray

UNARY: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("negative", "positive", "abs", "exp", "tanh", "sigmoid", "relu", "copy"), (-2.0, 2.0)),
    **dict.fromkeys(("square", "expm1", "softplus", "log_sigmoid", "erf"), (-2.0, 2.0)),
    **dict.fromkeys(("sin", "cos", "arctan", "sinh", "cosh", "arcsinh"), (-2.0, 2.0)),
    **dict.fromkeys(("log", "log2", "log10", "sqrt", "reciprocal"), (0.2, 2.0)),
    **dict.fromkeys(("sign", "floor", "ceil", "trunc", "round"), (-2.0, 2.0)),
    **dict.fromkeys(("isnan", "isinf", "isfinite", "logical_not"), (-2.0, 2.0)),
    "log1p": (-0.8, 2.0),
    "tan": (-1.2, 1.2),
    "arcsin": (-0.9, 0.9),
    "arccos": (-0.9, 0.9),
    "arctanh": (-0.9, 0.9),
    "arccosh": (1.2, 3.0),
}
"""Functions of one variable, and between what they are called."""

BINARY = (
    *("add", "subtract", "multiply", "divide", "power", "maximum", "minimum", "clip_low", "clip_high"),
    *("logaddexp", "hypot", "arctan2", "floor_divide", "remainder"),
)
COMPARISONS = (
    *("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"),
    *("logical_and", "logical_or", "logical_xor"),
)


def _erf(x: AnyArray) -> AnyArray:
    return np.asarray([erf(number) for number in x.flat], x.dtype).reshape(x.shape)


def _where(x1: AnyArray, x2: AnyArray, condition: AnyArray) -> AnyArray:
    chosen: AnyArray = np.where(condition, x1, x2)
    return chosen


_BITS = ("bitwise_and", "bitwise_or", "bitwise_xor", "invert", "left_shift", "right_shift")
_NUMPY: dict[str, Callable[..., AnyArray]] = {
    name: getattr(np, name) for name in (*UNARY, *BINARY, *COMPARISONS, *_BITS) if hasattr(np, name)
}
_OTHERS: dict[str, Callable[[AnyArray], AnyArray]] = {
    "sigmoid": lambda x: 1.0 / (1.0 + np.exp(-x)),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "log_sigmoid": lambda x: -np.log1p(np.exp(-x)),
    "relu": lambda x: x * (x > 0.0),
    "erf": _erf,
}
REFERENCES: dict[str, Callable[..., AnyArray]] = {
    **_NUMPY,
    **_OTHERS,
    **{"clip_low": np.maximum, "clip_high": np.minimum, "where": _where},
}
"""The value of a primitive, by NumPy or by Python's `math`."""

ANALYTIC: frozenset[str] = frozenset(
    {
        *("add", "subtract", "multiply", "divide", "power", "negative", "positive", "copy", "square", "reciprocal"),
        *("exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "tanh", "where"),
        *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "arcsinh", "arccosh", "arctanh"),
    }
)
"""Primitives whose forward takes complex numbers and is analytic."""


def rule(name: str) -> Any:
    """A rule of the table that takes no arguments to make."""
    return untyped(TABLE[name])


def calls() -> Iterator[Call]:
    """Calls of every elementwise primitive that takes floats, and of the shifts."""
    for name, (low, high) in UNARY.items():
        for form in FORMS:
            yield Call(name, rule(name), (form,), low=low, high=high)
    for name in BINARY:
        for shapes in PAIRS:
            yield Call(name, rule(name), rows(*shapes), low=0.5)
        for form in FORMS[7:]:
            yield Call(name, rule(name), (form, Form(form.shape)), low=0.5)
    for shapes in PAIRS:
        yield Call("logaddexp", rule("logaddexp"), rows(*shapes))
        for condition in (np.asarray(True), values(shapes[0], bool_, 7), values(shapes[1], bool_, 7)):
            yield Call("where", rule("where"), rows(*shapes), constants=(condition,))
    for form in FORMS[7:]:
        condition = values(form.shape, bool_, 7)
        yield Call("where", rule("where"), (form, Form(form.shape)), constants=(condition,))
    for name in COMPARISONS:
        yield Call(name, rule(name), rows((2, 3), (3,)))
    for name in ("left_shift", "right_shift"):
        yield Call(name, rule(name), (), constants=(values((2, 3), int64), np.abs(values((3,), int64, 1))))
    for form in FORMS:
        for source, target in ((float32, float64), (float64, float32), (float64, float64), (float64, int64)):
            yield Call("astype", made("astype", source.numpy, target.numpy), (form,))
