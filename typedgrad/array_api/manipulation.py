"""Arrays in other shapes and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import typedgrad
from typedgrad.array_api.erased import Array, as_axes, as_int, as_shape, erased, is_array
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.base import check_axis, check_tensors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.array_api.erased import Axes, Shape
    from typedgrad.rules.namespace import NDArray

_concat = erased(typedgrad.concat)
_expand_dims = erased(typedgrad.expand_dims)
_flip = erased(typedgrad.flip)
_permute_dims = erased(typedgrad.permute_dims)
_repeat = erased(typedgrad.repeat)
_roll = erased(typedgrad.roll)
_squeeze = erased(typedgrad.squeeze)
_stack = erased(typedgrad.stack)
_take = erased(typedgrad.take)
_tile = erased(typedgrad.tile)
_unstack = erased(typedgrad.unstack)


def concat(arrays: Sequence[Array], /, *, axis: int | None = 0) -> Array:
    """Arrays of one dtype joined along an axis; where that is None, all of them flattened and joined."""
    return _concat([reshape(x, (-1,)) for x in arrays] if axis is None else list(arrays), axis=as_axes(axis) or 0)


def expand_dims(x: Array, /, *, axis: int = 0) -> Array:
    """`x` with an axis of size 1 at `axis`.

    Raises:
        IndexError: the result has no such axis.
    """
    if not -x.ndim - 1 <= axis <= x.ndim:
        raise IndexError(f"expand_dims: no axis {axis} in shape {x.shape} with one more")
    return _expand_dims(x, as_axes(axis))


def flip(x: Array, /, *, axis: Axes = None) -> Array:
    """`x` in reverse along the axes, all of them where None."""
    return _flip(x, as_axes(axis))


def moveaxis(x: Array, source: Shape, destination: Shape, /) -> Array:
    """`x` with axes at other places, the rest of them in their order."""
    sources, destinations = _places("moveaxis: source", x, source), _places("moveaxis: destination", x, destination)
    if len(sources) != len(destinations):
        raise ShapeError(f"moveaxis: {len(sources)} sources, {len(destinations)} destinations")
    order = [axis for axis in range(x.ndim) if axis not in sources]
    for place, axis in sorted(zip(destinations, sources, strict=True)):
        order.insert(place, axis)
    return _permute_dims(x, tuple(order))


def _places(what: str, x: Array, axes: Shape) -> list[int]:
    places = as_shape(axes)
    check_tensors(what.partition(":")[0], x)
    if not all(isinstance(axis, int) for axis in places):
        raise DTypeError(f"{what} {described(axes)} is not an int, or several")
    if any(not -x.ndim <= axis < x.ndim for axis in places):
        raise ShapeError(f"{what} {axes} in shape {x.shape}")
    counted = [axis % x.ndim for axis in places]
    if len(set(counted)) < len(counted):
        raise ShapeError(f"{what} {axes} names an axis of shape {x.shape} twice")
    return counted


def permute_dims(x: Array, /, axes: Sequence[int]) -> Array:
    """`x` with its axes in another order."""
    return _permute_dims(x, as_axes(axes))


def repeat(x: Array, repeats: int | Array, /, *, axis: int | None = None) -> Array:
    """Each element of `x` so many times, along an axis, or flattened where that is None.

    Raises:
        DTypeError: the numbers of repeats are no integers.
        ShapeError: there is not one number, nor one for each element, or one is negative.
    """
    if axis is None:
        x, axis = reshape(x, (-1,)), 0
    if not is_array(repeats):
        return _repeat(x, as_int(repeats), as_axes(axis))
    check_tensors("repeat", x)
    if repeats.dtype.kind != "i":
        raise DTypeError(f"repeat: numbers of repeats are integers, not {repeats.dtype}")
    along = check_axis("repeat", as_axes(axis), x.shape)
    counts: NDArray = repeats.astype(typedgrad.int64).numpy()
    size: int = x.shape[along]
    if counts.shape not in {(), (1,), (size,)} or (counts < 0).any():
        raise ShapeError(f"repeat: {described(counts)} is not a number of repeats for each of axis {axis} of {x.shape}")
    copied: NDArray = np.repeat(np.arange(size), counts)
    return _take(x, typedgrad.as_tensor(copied, typedgrad.int64), along)


def reshape(x: Array, /, shape: Shape, *, copy: bool | None = None) -> Array:
    """The elements in another shape, of which one size may be -1.

    Raises:
        ValueError: this needs a copy, and `copy` is False.
        DTypeError: `x` is no array of this library.
    """
    check_tensors("reshape", x)
    result = x.reshape(as_shape(shape))
    if copy is False and x.size and not np.may_share_memory(x.numpy(), result.numpy()):
        raise ValueError(f"reshape: {x.shape} to {result.shape} needs a copy, and copy is False")
    return result.copy() if copy else result


def roll(x: Array, /, shift: Shape, *, axis: Axes = None) -> Array:
    """The elements moved on along the axes, those at the end to the beginning; flattened meanwhile where None."""
    return _roll(x, as_axes(shift), as_axes(axis))


def squeeze(x: Array, /, axis: Shape) -> Array:
    """`x` without axes, which are of size 1."""
    for place in sorted(_places("squeeze: axis", x, axis), reverse=True):
        x = _squeeze(x, place)
    return x


def stack(arrays: Sequence[Array], /, *, axis: int = 0) -> Array:
    """Arrays of one dtype and shape, joined along a new axis."""
    return _stack(list(arrays), axis=as_axes(axis))


def tile(x: Array, repetitions: Shape, /) -> Array:
    """`x` so many times along each axis, the last ones where there are fewer numbers; along new ones where more."""
    times = as_shape(repetitions)
    rank = max(x.ndim, len(times))
    filled = (1,) * (rank - x.ndim) + x.shape
    return _tile(x.reshape(filled), (1,) * (rank - len(times)) + times)


def unstack(x: Array, /, *, axis: int = 0) -> tuple[Array, ...]:
    """The parts of `x` along an axis, which they have no more."""
    return tuple(_unstack(x, as_axes(axis)))
