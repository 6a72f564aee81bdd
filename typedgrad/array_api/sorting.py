"""Sorting along an axis."""

from __future__ import annotations

import typedgrad
from typedgrad.array_api.erased import Array, as_axes, erased

_argsort = erased(typedgrad.argsort)
_sort = erased(typedgrad.sort)


def argsort(x: Array, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Array:
    """The indices that sort `x` along `axis`; equals keep their order."""
    return _argsort(x, as_axes(axis), descending=descending, stable=stable)


def sort(x: Array, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Array:
    """The elements of `x` in order along `axis`."""
    return _sort(x, as_axes(axis), descending=descending, stable=stable)
