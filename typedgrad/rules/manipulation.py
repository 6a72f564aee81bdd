"""Rules that move elements: reshape to stack, repetition and padding, order and triangles."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import ANY, Rule, Saves, unary_from_nothing, unary_from_shape

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Key, Namespace, NDArray
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


@lru_cache(maxsize=256)
def stack(count: int, axis: int) -> Rule:
    """`stack` of so many tensors along the new axis `axis` (not negative); each gradient is its slice."""

    def forward(xp: Namespace, *tensors: Array) -> Array:
        return xp.concat(tuple([xp.expand_dims(x, (axis,)) for x in tensors]), axis)

    def gradient(i: int) -> Unary:
        key: Key = (*(slice(None),) * axis, i)
        return lambda xp, g: xp.index(g, key)

    return Rule("stack", ANY, forward, tuple(gradient(i) for i in range(count)), Saves.NOTHING)


# ----------------------------------------------------------------------------------------------- repetition, padding
def _repeat(xp: Namespace, x: Array, repeats: int, axis: int) -> Array:
    before, size, after = x.shape[:axis], x.shape[axis], x.shape[axis + 1 :]
    wide = xp.broadcast_to(xp.expand_dims(x, (axis + 1,)), (*before, size, repeats, *after))
    return xp.reshape(wide, (*before, size * repeats, *after))


def _sum_of_repeats(xp: Namespace, g: Array, shape: tuple[int, ...], repeats: int, axis: int) -> Array:
    return xp.sum(xp.reshape(g, (*shape[: axis + 1], repeats, *shape[axis + 1 :])), axis + 1)


@lru_cache(maxsize=256)
def repeat(repeats: int, axis: int) -> Rule:
    """Each slice along `axis` (not negative) so many times in a row."""
    return unary_from_shape(
        "repeat",
        ANY,
        lambda xp, x: _repeat(xp, x, repeats, axis),
        lambda xp, g, shape: _sum_of_repeats(xp, g, shape, repeats, axis),
    )


def _beside_counts(shape: tuple[int, ...], counts: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of a tile, an axis of repetitions before each axis of the tensor."""
    sizes = (1,) * (len(counts) - len(shape)) + shape
    return tuple(size for pair in zip(counts, sizes, strict=True) for size in pair)


def _tile(xp: Namespace, x: Array, counts: tuple[int, ...]) -> Array:
    apart = _beside_counts(x.shape, counts)
    wide = xp.broadcast_to(xp.reshape(x, _beside_counts(x.shape, (1,) * len(counts))), apart)
    return xp.reshape(wide, tuple(count * size for count, size in zip(apart[::2], apart[1::2], strict=True)))


def _sum_of_tiles(xp: Namespace, g: Array, shape: tuple[int, ...], counts: tuple[int, ...]) -> Array:
    total = xp.reshape(g, _beside_counts(shape, counts))
    for i in reversed(range(len(counts))):
        if counts[i] != 1:
            total = xp.sum(total, 2 * i)
    return xp.reshape(total, shape)


@lru_cache(maxsize=256)
def tile(counts: tuple[int, ...]) -> Rule:
    """The whole so many times along each axis, of which there are no fewer than in the tensor."""
    return unary_from_shape(
        "tile", ANY, lambda xp, x: _tile(xp, x, counts), lambda xp, g, shape: _sum_of_tiles(xp, g, shape, counts)
    )


def pad(widths: tuple[tuple[int, int], ...], value: float) -> Rule:
    """`value` before and after the elements, so often along each axis. Not cached: 0.0 and -0.0 are one key."""

    def gradient(xp: Namespace, g: Array, shape: tuple[int, ...]) -> Array:
        return xp.index(g, tuple(slice(n, n + size) for (n, _), size in zip(widths, shape, strict=True)))

    return unary_from_shape("pad", ANY, lambda xp, x: xp.pad(x, widths, value), gradient)


# ------------------------------------------------------------------------------------------------- order, triangles
@lru_cache(maxsize=256)
def flip(axes: tuple[int, ...]) -> Rule:
    return unary_from_nothing("flip", ANY, lambda xp, x: xp.flip(x, axes), lambda xp, g: xp.flip(g, axes))


def _roll(xp: Namespace, x: Array, shifts: tuple[int, ...], axes: tuple[int, ...]) -> Array:
    rolled = xp.index(x, ...)  # never `x` itself, whose memory may be a parameter's
    for shift, axis in zip(shifts, axes, strict=True):
        size = x.shape[axis]
        if size and shift % size:
            cut = size - shift % size
            axes_before = (slice(None),) * axis
            end = xp.index(rolled, (*axes_before, slice(cut, None)))
            beginning = xp.index(rolled, (*axes_before, slice(None, cut)))
            rolled = xp.concat((end, beginning), axis)
    return rolled


@lru_cache(maxsize=256)
def roll(shifts: tuple[int, ...], axes: tuple[int, ...]) -> Rule:
    """Moved on by a shift along each of the axes (not negative), the end to the beginning; the gradient moves back."""
    back = tuple(-shift for shift in shifts)
    return unary_from_nothing(
        "roll", ANY, lambda xp, x: _roll(xp, x, shifts, axes), lambda xp, g: _roll(xp, g, back, axes)
    )


def _masked(xp: Namespace, x: Array, mask: NDArray) -> Array:
    """`x` where the mask is, of whatever dtype, otherwise zero."""
    return xp.where(xp.constant(mask), x, xp.constant(np.zeros((), x.dtype)))


def _lower(shape: tuple[int, ...], k: int) -> NDArray:
    """Where a matrix has its lower triangle, up to the `k`-th diagonal."""
    rows, columns = shape[-2:]
    lower: NDArray = np.tri(rows, columns, max(-rows, min(k, columns)), np.bool_)  # whose k is a C long
    return lower


@lru_cache(maxsize=256)
def tril(k: int) -> Rule:
    return unary_from_nothing(
        "tril",
        ANY,
        lambda xp, x: _masked(xp, x, _lower(x.shape, k)),
        lambda xp, g: _masked(xp, g, _lower(g.shape, k)),
    )


@lru_cache(maxsize=256)
def triu(k: int) -> Rule:
    return unary_from_nothing(
        "triu",
        ANY,
        lambda xp, x: _masked(xp, x, ~_lower(x.shape, k - 1)),
        lambda xp, g: _masked(xp, g, ~_lower(g.shape, k - 1)),
    )
