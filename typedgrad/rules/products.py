"""Products and running totals. No gradient divides by an element, so zeros are like any other number."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.quiet import quietly
from typedgrad.rules.reduction import spread
from typedgrad.rules.rule import NUMERIC, Rule, unary_from_input, unary_from_nothing

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Key, Namespace
    from typedgrad.rules.reduction import Axes


# ------------------------------------------------------------------------------------------------------ along an axis
def _part(start: int | None, stop: int | None, step: int, axis: int) -> Key:
    """The key of a slice along an axis, which is not negative."""
    return (*(slice(None),) * axis, slice(start, stop, step))


def _reversed(xp: Namespace, x: Array, axis: int) -> Array:
    return xp.index(x, _part(None, None, -1, axis))


def _filled(xp: Namespace, x: Array, axis: int, size: int, value: float) -> Array:
    """An array like `x`, but `size` long along the axis, of one value."""
    return xp.constant(np.full((*x.shape[:axis], size, *x.shape[axis + 1 :]), value, x.dtype))


def _before(xp: Namespace, x: Array, axis: int) -> Array:
    """The product of the elements before each; 1 before the first."""
    if not x.shape[axis]:
        return x
    return xp.cumprod(xp.concat((_filled(xp, x, axis, 1, 1.0), xp.index(x, _part(None, -1, 1, axis))), axis), axis)


def _ahead(xp: Namespace, x: Array, axis: int, step: int) -> Array:
    """What stands `step` elements after each, 0 beyond the end."""
    return xp.concat((xp.index(x, _part(step, None, 1, axis)), _filled(xp, x, axis, step, 0.0)), axis)


def _from_the_end(xp: Namespace, a: Array, b: Array, axis: int) -> Array:
    """The `r` with `r[i] = b[i] + a[i + 1] * r[i + 1]`, in log2(n) steps of whole arrays.

    Each step doubles how far ahead `b` has looked and `a` has multiplied: W. Daniel Hillis and Guy L. Steele,
    "Data parallel algorithms", Communications of the ACM 29 (1986).
    """
    n = a.shape[axis]
    step = 1
    if step < n:
        a = _ahead(xp, a, axis, 1)
    while step < n:
        b = b + a * _ahead(xp, b, axis, step)
        a = a * _ahead(xp, a, axis, step)
        step *= 2
    return b


# --------------------------------------------------------------------------------------------------------- products
def _others(xp: Namespace, x: Array, axis: Axes) -> Array:
    """The product of the elements beside each: of those before it and those after it."""
    shape = x.shape
    if axis is None:
        return xp.reshape(_others(xp, xp.reshape(x, (math.prod(shape),)), 0), shape)
    if isinstance(axis, tuple):
        order = (*(i for i in range(len(shape)) if i not in axis), *axis)
        moved = xp.transpose(x, order)
        rest = len(shape) - len(axis)
        line = xp.reshape(moved, (*moved.shape[:rest], math.prod(moved.shape[rest:])))
        others = xp.reshape(_others(xp, line, rest), moved.shape)
        return xp.transpose(others, tuple(order.index(i) for i in range(len(shape))))
    axis %= len(shape)
    return _before(xp, x, axis) * _reversed(xp, _before(xp, _reversed(xp, x, axis), axis), axis)


@cache
def prod(axis: Axes, keepdims: bool) -> Rule:
    return quietly(
        unary_from_input(
            "prod",
            NUMERIC,
            lambda xp, x: xp.prod(x, axis, keepdims=keepdims),
            lambda xp, g, x: spread(xp, g, x.shape, axis) * _others(xp, x, axis),
        )
    )


# --------------------------------------------------------------------------------------------------- running totals
@cache
def cumsum(axis: int) -> Rule:
    """Along an axis that is not negative."""
    return quietly(
        unary_from_nothing(
            "cumsum",
            NUMERIC,
            lambda xp, x: xp.cumsum(x, axis),
            lambda xp, g: _reversed(xp, xp.cumsum(_reversed(xp, g, axis), axis), axis),
        )
    )


@cache
def cumprod(axis: int) -> Rule:
    """Along an axis that is not negative.

    An element is in every product from its own on, each time with all before it and those between.
    """
    return quietly(
        unary_from_input(
            "cumprod",
            NUMERIC,
            lambda xp, x: xp.cumprod(x, axis),
            lambda xp, g, x: _before(xp, x, axis) * _from_the_end(xp, x, g, axis),
        )
    )
