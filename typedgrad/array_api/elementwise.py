"""Functions of each element that typedgrad has under another name, with other parameters or not at all."""

from __future__ import annotations

import typedgrad
from typedgrad.array_api.erased import Array, erased

_arctan2 = erased(typedgrad.arctan2)
_clip = erased(typedgrad.clip)
_power = erased(typedgrad.power)
_where = erased(typedgrad.where)


def acos(x: Array, /) -> Array:
    """The angles in [0, pi] whose cosines are in `x`."""
    return typedgrad.arccos(x)


def acosh(x: Array, /) -> Array:
    """The numbers of at least 0 whose hyperbolic cosines are in `x`."""
    return typedgrad.arccosh(x)


def asin(x: Array, /) -> Array:
    """The angles in [-pi / 2, pi / 2] whose sines are in `x`."""
    return typedgrad.arcsin(x)


def asinh(x: Array, /) -> Array:
    """The numbers whose hyperbolic sines are in `x`."""
    return typedgrad.arcsinh(x)


def atan(x: Array, /) -> Array:
    """The angles in [-pi / 2, pi / 2] whose tangents are in `x`."""
    return typedgrad.arctan(x)


def atanh(x: Array, /) -> Array:
    """The numbers whose hyperbolic tangents are in `x`."""
    return typedgrad.arctanh(x)


def atan2(x1: Array, x2: Array, /) -> Array:
    """The angles in [-pi, pi] of the points with ordinates `x1` and abscissas `x2`."""
    return _arctan2(x1, x2)


def clip(x: Array, /, min: Array | float | None = None, max: Array | float | None = None) -> Array:
    """`x` where it is within the bounds, else the bound that is next."""
    return x if min is None and max is None else _clip(x, min, max)


def copysign(x1: Array, x2: Array, /) -> Array:
    """The magnitudes of `x1` with the signs of `x2`."""
    magnitudes = abs(x1)
    return _where(signbit(x2), -magnitudes, magnitudes)


def pow(x1: Array, x2: Array, /) -> Array:
    """`x1 ** x2`."""
    return _power(x1, x2)


def signbit(x: Array, /) -> Array:
    """Where the floats of `x` have a minus sign, -0 too; NaN counts as without."""
    return _arctan2(0.0, x) > 0.0
