"""Calls of the elementwise rules."""

from __future__ import annotations

from math import erf
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import FORMS, PAIRS, Form, untyped, values
from rule_calls import Call, laid_out, made, rows

from typedgrad import bool_, float32, float64, int64
from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray
    from rule_calls import One, Reference

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
BITWISE = ("bitwise_and", "bitwise_or", "bitwise_xor")
SHIFTS = ("left_shift", "right_shift")


def _erf(x: AnyArray) -> AnyArray:
    return np.asarray([erf(number) for number in x.flat], x.dtype).reshape(x.shape)


def _where(x1: AnyArray, x2: AnyArray, condition: AnyArray) -> AnyArray:
    chosen: AnyArray = np.where(condition, x1, x2)
    return chosen


_NAMES = (*UNARY, *BINARY, *COMPARISONS, *BITWISE, *SHIFTS, "invert")
_NUMPY: dict[str, Callable[..., AnyArray]] = {name: getattr(np, name) for name in _NAMES if hasattr(np, name)}
_OTHERS: dict[str, One] = {
    "sigmoid": lambda x: np.exp(-np.logaddexp(0.0, -x)),
    "softplus": lambda x: np.logaddexp(x, 0.0),
    "log_sigmoid": lambda x: -np.logaddexp(0.0, -x),
    "relu": lambda x: x * (x > 0.0),
    "erf": _erf,
}
REFERENCES: dict[str, Reference] = {
    **_NUMPY,
    **_OTHERS,
    "astype": lambda _, target: lambda x: np.asarray(x, target),
    **{"clip_low": np.maximum, "clip_high": np.minimum, "where": _where},
}
"""The value of a primitive, by NumPy or Python's `math`."""

ANALYTIC: frozenset[str] = frozenset(
    {
        *("add", "subtract", "multiply", "divide", "power", "negative", "positive", "copy", "square", "reciprocal"),
        *("exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "tanh", "where"),
        *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "arccosh", "arctanh"),
    }
)
"""Primitives whose forward and gradients take complex numbers and are analytic."""


def rule(name: str) -> Any:
    """A rule of the table that takes no arguments to make."""
    return untyped(TABLE[name])


def calls() -> Iterator[Call]:
    """Calls of every elementwise primitive."""
    yield from _of_bits()
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
        for shapes in PAIRS:
            yield Call(name, rule(name), rows(*shapes))
            yield Call(name, rule(name), (), constants=(values(shapes[0], int64), values(shapes[1], int64, 1)))
        for form in FORMS[7:]:
            yield Call(name, rule(name), (form, Form(form.shape)))
    for form in FORMS:
        for source, target in ((float32, float64), (float64, float32), (float64, float64), (float64, int64)):
            yield Call("astype", made("astype", source.numpy, target.numpy), (form,))


def _of_bits() -> Iterator[Call]:
    """Calls of the primitives of booleans and integers, whose operands are constants: they take no floats."""
    operands = [(values(left, int64), values(right, int64, 1)) for left, right in PAIRS]
    operands += [(laid_out(form, int64), values(form.shape, int64, 1)) for form in FORMS[7:]]
    for x1, x2 in operands:
        for name in BITWISE:
            yield Call(name, rule(name), (), constants=(x1, x2))
            yield Call(name, rule(name), (), constants=(x1 > 0, x2 > 0))
        for name in SHIFTS:
            yield Call(name, rule(name), (), constants=(x1, np.abs(x2)))
    for form in FORMS:
        for dtype in (bool_, int64):
            yield Call("invert", rule("invert"), (), constants=(laid_out(form, dtype),))
