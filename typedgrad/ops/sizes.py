"""Sizes and numbers as arguments, checked."""

from __future__ import annotations

from math import isfinite, prod
from sys import maxsize
from typing import cast

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.shaping import checked_sizes

_MOST_AXES = 64  # NumPy's
_WIDEST = 8  # bytes of an element


def checked_shape(operation: str, shape: object) -> tuple[int, ...]:
    """The sizes of a shape, each a non-negative int.

    Raises:
        ShapeError: the shape is no tuple of sizes, or of more than memory can have.
    """
    if not isinstance(shape, tuple):
        raise ShapeError(f"{operation}: the shape {described(shape)} is not a tuple")
    sizes = tuple(checked_sizes(operation, cast("tuple[object, ...]", shape)))  # isinstance cannot know the elements
    if len(sizes) > _MOST_AXES or _WIDEST * prod(size or 1 for size in sizes) > maxsize:
        raise ShapeError(f"{operation}: no array has the shape {described(sizes)}")
    return sizes


def checked_size(operation: str, size: object) -> int:
    """One size, a non-negative int.

    Raises:
        ShapeError: it is not.
    """
    return checked_shape(operation, (size,))[0]


def check_size(operation: str, size: object) -> int:
    """Hold a size that is given by itself to what a size is.

    Raises:
        DTypeError: no int.
        ShapeError: below 0.
    """
    if not isinstance(size, int) or isinstance(size, bool):
        raise DTypeError(f"{operation}: the size {described(size)} is not an int")
    if size < 0:
        raise ShapeError(f"{operation}: {size} is not a size")
    return size


def checked_int(operation: str, name: str, value: object) -> int:
    """An int.

    Raises:
        DTypeError: it is not.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise DTypeError(f"{operation}: {name} is {described(value)}, not an int")


def checked_float(operation: str, name: str, value: object) -> float:
    """A finite Python number, as a float.

    Raises:
        DTypeError: it is no number.
        ValueError: it is infinite or NaN.
        OverflowError: it is an int beyond the floats.
    """
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise DTypeError(f"{operation}: {name} is {described(value)}, not a number")
    try:
        number = float(value)
    except OverflowError:
        raise OverflowError(f"{operation}: {name} is {described(value)}, out of the range of float64") from None
    if not isfinite(number):
        raise ValueError(f"{operation}: {name} is {number}, not finite")
    return number


def check_rank(operation: str, axes: int) -> None:
    """Check that NumPy has arrays of so many axes, where the rule that makes one has another name.

    Raises:
        ShapeError: it has not.
    """
    if axes > _MOST_AXES:
        raise ShapeError(f"{operation}: {axes} axes, more than {_MOST_AXES}")
