"""Rules that choose between elements: the gradient goes where the value came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import ANY, NUMERIC, Rule, binary_from_constant, binary_from_inputs

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Namespace


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
# A bound takes the gradient of what it replaces, and no share of what equals it.
clip_low: Rule = binary_from_inputs(
    "clip",
    NUMERIC,
    lambda xp, x, low: xp.maximum(x, low),
    lambda xp, g, x, low: xp.where(x >= low, g, 0.0),
    lambda xp, g, x, low: xp.where(x < low, g, 0.0),
)
clip_high: Rule = binary_from_inputs(
    "clip",
    NUMERIC,
    lambda xp, x, high: xp.minimum(x, high),
    lambda xp, g, x, high: xp.where(x <= high, g, 0.0),
    lambda xp, g, x, high: xp.where(x > high, g, 0.0),
)
where: Rule = binary_from_constant(
    "where",
    ANY,
    lambda xp, x1, x2, condition: xp.where(condition, x1, x2),
    lambda xp, g, condition: xp.where(condition, g, 0.0),  # not g * condition: infinity times 0 is NaN
    lambda xp, g, condition: xp.where(condition, 0.0, g),
)

# Ufuncs called directly skip one Python frame.
maximum.executed_by(np.maximum)
minimum.executed_by(np.minimum)
clip_low.executed_by(np.maximum)
clip_high.executed_by(np.minimum)
