"""The elements of an array without repetition, sorted; each NaN counts as another one."""

from __future__ import annotations

from typing import NamedTuple

import typedgrad
from typedgrad.array_api.erased import Array  # noqa: TC001  # a named tuple's annotations are read


class UniqueAll(NamedTuple):
    """The elements, where each is first, where each element of the array is among them, and how often each occurs."""

    values: Array
    indices: Array
    inverse_indices: Array
    counts: Array


class UniqueCounts(NamedTuple):
    """The elements, and how often each occurs."""

    values: Array
    counts: Array


class UniqueInverse(NamedTuple):
    """The elements, and where each element of the array is among them."""

    values: Array
    inverse_indices: Array


def unique_all(x: Array, /) -> UniqueAll:
    """The elements of `x` with all that can be said of them."""
    return UniqueAll(*typedgrad.unique_all(x))


def unique_counts(x: Array, /) -> UniqueCounts:
    """The elements of `x` with their counts."""
    return UniqueCounts(*typedgrad.unique_counts(x))


def unique_inverse(x: Array, /) -> UniqueInverse:
    """The elements of `x` with what makes `x` of them."""
    return UniqueInverse(*typedgrad.unique_inverse(x))
