"""A linear map and the activation after it in one rule: a pass less over the result, and a call less to record.

The table test holds their kernels to the expressions, which are those of the two rules in a chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules import elementwise, linalg
from typedgrad.rules.rule import FLOAT, Rule, ternary_from_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.rules.namespace import Array, Namespace, NDArray
    from typedgrad.rules.rule import Gradients, Nodes, Targets


def _activated(
    activation: Rule, apply: Callable[[NDArray], object], slope: Callable[[NDArray, NDArray], NDArray]
) -> Rule:
    """The rule of `activation(x @ w + b)`.

    Args:
        activation: a rule whose gradient is written in its result.
        apply: the activation of an array, in place.
        slope: the gradient by what was activated, of the gradient by the result and the result; in memory of its own.
    """
    by_sum: Callable[..., Array] = activation.gradients[0]
    by_x, by_w, by_b = linalg.linear.gradients

    def forward(xp: Namespace, x: Array, w: Array, b: Array) -> Array:
        return activation.forward(xp, x @ w + b)

    def by_input(xp: Namespace, g: Array, x: Array, w: Array, b: Array, y: Array) -> Array:
        return by_x(xp, by_sum(xp, g, y), x, w, b)

    def by_weight(xp: Namespace, g: Array, x: Array, w: Array, b: Array, y: Array) -> Array:
        return by_w(xp, by_sum(xp, g, y), x, w, b)

    def by_bias(xp: Namespace, g: Array, x: Array, w: Array, b: Array, y: Array) -> Array:
        return by_b(xp, by_sum(xp, g, y), x, w, b)

    def run(x: NDArray, w: NDArray, b: NDArray) -> NDArray:
        y = linalg.linear_run(x, w, b)
        apply(y)
        return y

    def pull(g: NDArray, saved: tuple[NDArray, ...], nodes: Nodes, targets: Targets) -> Gradients:
        x, w, b, y = saved
        return linalg.linear_pull(slope(g, y), (x, w, b), nodes, targets)

    rule = ternary_from_all("linear", FLOAT, forward, by_input, by_weight, by_bias)
    rule.executed_by(run, pull, fills_targets=True)
    return rule


linear_sigmoid: Rule = _activated(
    elementwise.sigmoid, lambda x: elementwise.sigmoid_into(x, x), elementwise.sigmoid_slope
)
linear_tanh: Rule = _activated(elementwise.tanh, lambda x: np.tanh(x, x), elementwise.tanh_slope)
