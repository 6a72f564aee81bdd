"""Reductions, one rule for each choice of axes and `keepdims`."""

from __future__ import annotations

from functools import cache
from math import prod
from typing import TYPE_CHECKING

from typedgrad.rules.rule import BOOL, FLOAT, NUMERIC, Rule, unary_from_input, unary_from_shape, unary_without_gradient

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Namespace


def _kept(shape: tuple[int, ...], axis: int | None) -> tuple[int, ...]:
    """The shape of a reduction's result with the reduced axis left in as one."""
    if axis is None:
        return (1,) * len(shape)
    kept = list(shape)
    kept[axis] = 1
    return tuple(kept)


def _count(shape: tuple[int, ...], axis: int | None) -> int:
    """How many elements each element of the result is made of."""
    return prod(shape) if axis is None else shape[axis]


def _spread(xp: Namespace, g: Array, shape: tuple[int, ...], axis: int | None) -> Array:
    """`g` of a result, repeated over the reduced axes."""
    return xp.broadcast_to(xp.reshape(g, _kept(shape, axis)), shape)


def _mean(xp: Namespace, x: Array, axis: int | None, *, keepdims: bool) -> Array:
    return xp.sum(x, axis, keepdims=keepdims) / float(_count(x.shape, axis))


def _at_maximum(xp: Namespace, g: Array, x: Array, axis: int | None) -> Array:
    """`g` shared equally among the elements that attain the maximum."""
    ties = xp.astype(xp.equal(x, xp.max(x, axis, keepdims=True)), x.dtype)
    return _spread(xp, g, x.shape, axis) * ties / xp.sum(ties, axis, keepdims=True)


@cache
def sum(axis: int | None, keepdims: bool) -> Rule:
    return unary_from_shape(
        "sum",
        NUMERIC,
        lambda xp, x: xp.sum(x, axis, keepdims=keepdims),
        lambda xp, g, shape: _spread(xp, g, shape, axis),
    )


@cache
def mean(axis: int | None, keepdims: bool) -> Rule:
    return unary_from_shape(
        "mean",
        FLOAT,
        lambda xp, x: _mean(xp, x, axis, keepdims=keepdims),
        lambda xp, g, shape: _spread(xp, g / float(_count(shape, axis) or 1), shape, axis),
    )


@cache
def max(axis: int | None, keepdims: bool) -> Rule:
    return unary_from_input(
        "max",
        NUMERIC,
        lambda xp, x: xp.max(x, axis, keepdims=keepdims),
        lambda xp, g, x: _at_maximum(xp, g, x, axis),
    )


@cache
def argmax(axis: int | None, keepdims: bool) -> Rule:
    return unary_without_gradient("argmax", NUMERIC, lambda xp, x: xp.argmax(x, axis, keepdims=keepdims))


@cache
def all(axis: int | None, keepdims: bool) -> Rule:
    return unary_without_gradient("all", BOOL, lambda xp, x: xp.all(x, axis, keepdims=keepdims))


@cache
def any(axis: int | None, keepdims: bool) -> Rule:
    return unary_without_gradient("any", BOOL, lambda xp, x: xp.any(x, axis, keepdims=keepdims))
