"""Calls of the elementwise rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from helpers import FORMS, PAIRS, Form, untyped, values
from rule_calls import Call, made, rows

from typedgrad import bool_, float32, float64, int64
from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

UNARY = ("negative", "abs", "exp", "log", "sqrt", "tanh", "sigmoid", "relu", "copy")
BINARY = ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
COMPARISONS = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")


def calls() -> Iterator[Call]:
    for name in UNARY:
        for form in FORMS:
            yield Call(name, untyped(TABLE[name]), (form,), low=0.2 if name in {"log", "sqrt"} else -2.0)
    for name in BINARY:
        for shapes in PAIRS:
            yield Call(name, untyped(TABLE[name]), rows(*shapes), low=0.5)
        for form in FORMS[7:]:
            yield Call(name, untyped(TABLE[name]), (form, Form(form.shape)), low=0.5)
    for shapes in PAIRS:
        for condition in (np.asarray(True), values(shapes[0], bool_, 7), values(shapes[1], bool_, 7)):
            yield Call("where", untyped(TABLE["where"]), rows(*shapes), constants=(condition,))
    for form in FORMS[7:]:
        condition = values(form.shape, bool_, 7)
        yield Call("where", untyped(TABLE["where"]), (form, Form(form.shape)), constants=(condition,))
    yield Call("sign", untyped(TABLE["sign"]), rows((2, 3)))
    for name in COMPARISONS:
        yield Call(name, untyped(TABLE[name]), rows((2, 3), (3,)))
    for form in FORMS:
        for source, target in ((float32, float64), (float64, float32), (float64, float64), (float64, int64)):
            yield Call("astype", made("astype", source.numpy, target.numpy), (form,))


ANALYTIC = frozenset(
    {"negative", "exp", "log", "sqrt", "tanh", "copy", "add", "subtract", "multiply", "divide", "power"}
)
