"""Rules that take elements by their places, and put them back: keys, indices along an axis, sorting, searching.

What takes and what puts are each other's gradient: `index` and `scatter`, `splice` and `unsplice`, `take_along_axis`
and `scatter_along_axis`. So each may be differentiated again.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import (
    ANY,
    INTEGER,
    NUMERIC,
    Rule,
    Saves,
    binary_from_nothing,
    binary_without_gradient,
    unary_from_input,
    unary_from_nothing,
    unary_from_shape,
    unary_without_gradient,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from typedgrad.dtypes import NumPyDType
    from typedgrad.rules.namespace import Array, Key, Namespace, NDArray


# ------------------------------------------------------------------------------------------------------------- keys
def index(key: Key) -> Rule:
    return unary_from_shape(
        "index", ANY, lambda xp, x: xp.index(x, key), lambda xp, g, shape: xp.scatter(g, key, shape)
    )


def scatter(key: Key, shape: tuple[int, ...]) -> Rule:
    """Zeros of `shape` with `x` added at `key`."""
    return unary_from_nothing("scatter", ANY, lambda xp, x: xp.scatter(x, key, shape), lambda xp, g: xp.index(g, key))


def splice(key: Key) -> Rule:
    """`x` with `values` at `key`: the gradient of `x` is zero there, that of `values` is what stands there.

    A value that a later one replaces, at an index that `key` repeats, has a gradient of zero.
    """
    return binary_from_nothing(
        "splice",
        ANY,
        lambda xp, x, values: xp.splice(x, key, values),
        lambda xp, g: xp.splice(g, key, 0.0),
        lambda xp, g: xp.unsplice(g, key),
    )


def unsplice(key: Key) -> Rule:
    """`x[key]`, zero where `splice` would drop the value."""
    return unary_from_shape(
        "unsplice",
        ANY,
        lambda xp, x: xp.unsplice(x, key),
        lambda xp, g, shape: xp.splice(xp.constant(np.zeros(shape, g.dtype)), key, g),
    )


# --------------------------------------------------------------------------------------------- indices along an axis
@cache
def take_along_axis(axis: int, size: int) -> Rule:
    """Of `x`, which has so many elements along `axis`, those that the indices say, the second input."""
    return _from_indices(
        "take_along_axis",
        lambda xp, x, indices: xp.take_along_axis(x, indices, axis),
        lambda xp, g, indices: xp.scatter_along_axis(g, indices, axis, size),
    )


@cache
def scatter_along_axis(axis: int, size: int) -> Rule:
    """Zeros with so many elements along `axis`, `x` added where the indices say, the second input."""
    return _from_indices(
        "scatter_along_axis",
        lambda xp, x, indices: xp.scatter_along_axis(x, indices, axis, size),
        lambda xp, g, indices: xp.take_along_axis(g, indices, axis),
    )


def _from_indices(
    name: str, forward: Callable[[Namespace, Array, Array], Array], gradient: Callable[[Namespace, Array, Array], Array]
) -> Rule:
    """A rule of `x` and, last, indices: all that its gradient needs."""
    return Rule(name, ANY, forward, (gradient,), Saves.CONSTANT)


# ------------------------------------------------------------------------------------------------ sorting, searching
@cache
def argsort(axis: int, descending: bool, stable: bool) -> Rule:
    return unary_without_gradient(
        "argsort", NUMERIC, lambda xp, x: xp.argsort(x, axis, descending=descending, stable=stable)
    )


@cache
def sort(axis: int, descending: bool) -> Rule:
    """`x` in order along `axis` (not negative); the gradient of a place goes to the element that stands there."""

    def order(xp: Namespace, x: Array) -> Array:
        return xp.argsort(x, axis, descending=descending, stable=True)

    def run(x: NDArray) -> NDArray:
        ascending = np.sort(x, axis, kind="stable")
        return np.flip(ascending, axis) if descending else ascending

    rule = unary_from_input(
        "sort",
        NUMERIC,
        lambda xp, x: xp.take_along_axis(x, order(xp, x), axis),
        lambda xp, g, x: xp.scatter_along_axis(g, order(xp, x), axis, x.shape[axis]),
    )
    rule.executed_by(run)
    return rule


@cache
def topk(k: int, axis: int, largest: bool) -> Rule:
    """Where the `k` largest or smallest along `axis` (not negative) stand, in their order."""
    key: Key = (*(slice(None),) * axis, slice(0, k))
    return unary_without_gradient(
        "topk",
        NUMERIC,
        lambda xp, x: xp.index(xp.argsort(x, axis, descending=largest, stable=True), key),
    )


@cache
def searchsorted(side: Literal["left", "right"]) -> Rule:
    return binary_without_gradient("searchsorted", NUMERIC, lambda xp, x1, x2: xp.searchsorted(x1, x2, side=side))


@cache
def one_hot(classes: int, dtype: NumPyDType) -> Rule:
    """One where the label is, along a new last axis, and zero elsewhere."""

    def forward(xp: Namespace, labels: Array) -> Array:
        numbers = xp.constant(np.arange(classes, dtype=labels.dtype))
        return xp.astype(xp.equal(xp.expand_dims(labels, (-1,)), numbers), dtype)

    return unary_without_gradient("one_hot", INTEGER, forward)
