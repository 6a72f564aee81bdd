"""Statistics and norms of floats: the variance, the standard deviation, the logarithm of summed exponentials."""

from __future__ import annotations

from functools import cache
from math import inf, nan
from typing import TYPE_CHECKING

from typedgrad.rules.quiet import quietly
from typedgrad.rules.reduction import at_extreme, average, count, kept, spread
from typedgrad.rules.rule import FLOAT, Rule, unary_from_input

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Namespace
    from typedgrad.rules.reduction import Axes


# --------------------------------------------------------------------------------------------------------- variance
# In two passes: the squares of the deviations from the mean. The difference of two large sums would lose digits.
def _deviation(xp: Namespace, x: Array, axis: Axes) -> Array:
    return x - average(xp, x, axis, keepdims=True)


def _degrees(shape: tuple[int, ...], axis: Axes, correction: float) -> float:
    """What the sum of squares is divided by; NaN where there are no more elements than corrections."""
    degrees = count(shape, axis) - correction
    return degrees if degrees > 0.0 else nan


def _variance(xp: Namespace, x: Array, axis: Axes, correction: float, *, keepdims: bool) -> Array:
    deviation = _deviation(xp, x, axis)
    squares = xp.sum(deviation * deviation, axis, keepdims=keepdims)
    degrees = _degrees(x.shape, axis, correction)
    if degrees > 0.0:
        return squares / degrees
    return xp.where(squares > 0.0, squares + inf, squares + nan)  # as division by 0, which would warn


@cache
def var(axis: Axes, keepdims: bool, correction: float) -> Rule:
    def gradient(xp: Namespace, g: Array, x: Array) -> Array:
        factor = 2.0 / _degrees(x.shape, axis, correction)
        return spread(xp, g * factor, x.shape, axis) * _deviation(xp, x, axis)

    return quietly(
        unary_from_input("var", FLOAT, lambda xp, x: _variance(xp, x, axis, correction, keepdims=keepdims), gradient)
    )


@cache
def std(axis: Axes, keepdims: bool, correction: float) -> Rule:
    def gradient(xp: Namespace, g: Array, x: Array) -> Array:
        variance = _variance(xp, x, axis, correction, keepdims=True)
        is_flat = xp.equal(variance, 0.0)
        if count(x.shape, axis) > max(correction, 0.0):  # a mean that is rounded leaves a variance of equals
            is_flat = xp.logical_or(is_flat, xp.equal(xp.max(x, axis, keepdims=True), xp.min(x, axis, keepdims=True)))
        scale = _degrees(x.shape, axis, correction) * xp.sqrt(xp.where(is_flat, 1.0, variance))
        factor = xp.where(is_flat, 0.0, xp.reshape(g, kept(x.shape, axis)) / scale)  # the convention where all agree
        return factor * _deviation(xp, x, axis)

    return quietly(
        unary_from_input(
            "std", FLOAT, lambda xp, x: xp.sqrt(_variance(xp, x, axis, correction, keepdims=keepdims)), gradient
        )
    )


# -------------------------------------------------------------------------------------------------------- logsumexp
def _exponentials(xp: Namespace, x: Array, largest: Array) -> Array:
    """`exp(x - largest)`, at most 1; where the largest is infinite, 1 for what attains it and 0 for the others."""
    is_infinite = xp.equal(xp.abs(largest), inf)
    shifted = x - xp.where(is_infinite, 0.0, largest)
    at_limit = xp.where(xp.equal(x, largest), 0.0, xp.minimum(shifted, -inf))
    return xp.exp(xp.where(is_infinite, at_limit, shifted))


@cache
def logsumexp(axis: Axes, keepdims: bool) -> Rule:
    def forward(xp: Namespace, x: Array) -> Array:
        if not count(x.shape, axis):
            return xp.sum(x, axis, keepdims=keepdims) - inf  # the logarithm of 0
        largest = xp.max(x, axis, keepdims=True)
        total = xp.sum(_exponentials(xp, x, largest), axis, keepdims=keepdims)
        return xp.log(total) + xp.reshape(largest, total.shape)

    def gradient(xp: Namespace, g: Array, x: Array) -> Array:
        g = xp.reshape(g, kept(x.shape, axis))
        if not count(x.shape, axis):
            return xp.broadcast_to(g, x.shape)
        largest = xp.max(x, axis, keepdims=True)
        e = _exponentials(xp, x, largest)
        return e * xp.where(xp.equal(largest, -inf), 0.0, g / xp.sum(e, axis, keepdims=True))

    return quietly(unary_from_input("logsumexp", FLOAT, forward, gradient))


# ------------------------------------------------------------------------------------------------------------ norms
def _power_sum(xp: Namespace, x: Array, axis: Axes, order: float, *, keepdims: bool) -> Array:
    return xp.sum(x * x if order == 2.0 else xp.abs(x) ** order, axis, keepdims=keepdims)


def _norm(xp: Namespace, x: Array, axis: Axes, order: float, *, keepdims: bool) -> Array:
    if order == 0.0:
        return xp.sum(xp.astype(xp.not_equal(x, 0.0), x.dtype), axis, keepdims=keepdims)
    if order == 1.0:
        return xp.sum(xp.abs(x), axis, keepdims=keepdims)
    if order == inf:
        return xp.max(xp.abs(x), axis, keepdims=keepdims)
    total = _power_sum(xp, x, axis, order, keepdims=keepdims)
    return xp.sqrt(total) if order == 2.0 else total ** (1.0 / order)


def _norm_gradient(xp: Namespace, g: Array, x: Array, axis: Axes, order: float) -> Array:
    """Zero where the norm is zero, and for `order < 1` at zeros, where the slope is infinite."""
    g = xp.reshape(g, kept(x.shape, axis))
    if order == 0.0:
        return xp.broadcast_to(g * 0.0, x.shape)
    if order == 1.0:
        return g * xp.sign(x)
    if order == inf:
        size = xp.abs(x)
        return at_extreme(xp, g, size, xp.max(size, axis, keepdims=True), axis) * xp.sign(x)
    total = _power_sum(xp, x, axis, order, keepdims=True)
    is_zero = xp.equal(total, 0.0)
    total = xp.where(is_zero, 1.0, total)
    if order == 2.0:
        return xp.where(is_zero, 0.0, g / xp.sqrt(total)) * x
    ratio = xp.abs(xp.where(xp.equal(x, 0.0), 1.0, x)) / total ** (1.0 / order)
    return g * xp.sign(x) * ratio ** (order - 1.0)


@cache
def norm(axis: Axes, keepdims: bool, order: float) -> Rule:
    return quietly(
        unary_from_input(
            "norm",
            FLOAT,
            lambda xp, x: _norm(xp, x, axis, order, keepdims=keepdims),
            lambda xp, g, x: _norm_gradient(xp, g, x, axis, order),
        )
    )
