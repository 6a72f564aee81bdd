"""Rules that move elements: reshape, transpose, broadcast, concat, indexing, splice."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from typedgrad.rules.rule import ANY, Rule, Saves, binary_from_nothing, unary_from_nothing, unary_from_shape

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Key, Namespace
    from typedgrad.rules.rule import Unary


@lru_cache(maxsize=256)
def reshape(shape: tuple[int, ...]) -> Rule:
    return unary_from_shape(
        "reshape", ANY, lambda xp, x: xp.reshape(x, shape), lambda xp, g, before: xp.reshape(g, before)
    )


@lru_cache(maxsize=256)
def transpose(axes: tuple[int, ...]) -> Rule:
    back = tuple(axes.index(i) for i in range(len(axes)))
    return unary_from_nothing(
        "transpose", ANY, lambda xp, x: xp.transpose(x, axes), lambda xp, g: xp.transpose(g, back)
    )


matrix_transpose: Rule = unary_from_nothing(
    "matrix_transpose", ANY, lambda xp, x: xp.matrix_transpose(x), lambda xp, g: xp.matrix_transpose(g)
)


@lru_cache(maxsize=256)
def broadcast_to(shape: tuple[int, ...]) -> Rule:
    return unary_from_nothing("broadcast_to", ANY, lambda xp, x: xp.broadcast_to(x, shape), lambda xp, g: g)


@lru_cache(maxsize=256)
def concat(sizes: tuple[int, ...], axis: int) -> Rule:
    """`concat` of tensors with these sizes along `axis` (not negative); each gradient is its slice."""
    ends = tuple(accumulate(sizes))

    def forward(xp: Namespace, *tensors: Array) -> Array:
        return xp.concat(tensors, axis)

    def gradient(start: int, end: int) -> Unary:
        key: Key = (*(slice(None),) * axis, slice(start, end))
        return lambda xp, g: xp.index(g, key)

    gradients = (gradient(end - size, end) for size, end in zip(sizes, ends, strict=True))
    return Rule("concat", ANY, forward, tuple(gradients), Saves.NOTHING)


def index(key: Key) -> Rule:
    return unary_from_shape(
        "index", ANY, lambda xp, x: xp.index(x, key), lambda xp, g, shape: xp.scatter(g, key, shape)
    )


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


def scatter(key: Key, shape: tuple[int, ...]) -> Rule:
    """Zeros of `shape` with the input added at `key`."""
    return unary_from_nothing("scatter", ANY, lambda xp, x: xp.scatter(x, key, shape), lambda xp, g: xp.index(g, key))


def unsplice(key: Key) -> Rule:
    """What `splice` leaves of values at `key`."""
    return unary_from_shape(
        "unsplice",
        ANY,
        lambda xp, x: xp.unsplice(x, key),
        lambda xp, g, shape: xp.splice(xp.scatter(g * 0.0, key, shape), key, g),
    )
