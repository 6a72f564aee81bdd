"""What the dimensions of an annotation ask of a shape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import add, mul
from typing import TYPE_CHECKING, TypeAlias, cast

from typedgrad.errors import DTypeError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typedgrad.checks.solved import Name, Solved


@dataclass(frozen=True, slots=True)
class AnySize:
    """`int`, `Any`."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """`Literal[64]`, `Literal[1, 2]`."""

    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """`Batch`, a type variable."""

    name: Name


@dataclass(frozen=True, slots=True)
class Composed:
    """`Plus[A, B]`, `Times[A, B]`."""

    text: str
    is_sum: bool
    left: Dimension
    right: Dimension


@dataclass(frozen=True, slots=True)
class Either:
    """`Batch | Literal[1]`: the first that fits, and that all else fits with."""

    options: tuple[Dimension, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Any number of axes: `*L`, which names them all, or `*tuple[Batch, ...]`, each of which is one dimension."""

    name: Name | None
    each: Dimension


@dataclass(frozen=True, slots=True)
class Whole:
    """A type variable in place of a shape, and what its bound asks."""

    name: Name
    bound: tuple[Axes, ...] | None


Dimension: TypeAlias = AnySize | OneOf | Named | Composed | Either
Axes: TypeAlias = Dimension | Run
Dimensions: TypeAlias = "tuple[Axes, ...] | Whole | None"
"""The dimensions of a tensor; None for a shape of any kind."""

ANY_SIZE = AnySize()


def names_in(dimensions: Dimensions) -> Iterable[Name]:
    """The names that a tensor of these dimensions binds."""
    if isinstance(dimensions, Whole):
        yield dimensions.name
    for axes in dimensions if isinstance(dimensions, tuple) else ():
        if isinstance(axes, Run):
            yield from [] if axes.name is None else [axes.name]
            yield from _names_of(axes.each)
        else:
            yield from _names_of(axes)


def _names_of(dimension: Dimension) -> Iterable[Name]:
    if isinstance(dimension, Named):
        yield dimension.name
    elif isinstance(dimension, Composed):
        yield from _names_of(dimension.left)
        yield from _names_of(dimension.right)
    elif isinstance(dimension, Either):
        for option in dimension.options:
            yield from _names_of(option)


@dataclass(frozen=True, slots=True)
class Later:
    """A sum or a product that waits for its parts."""

    dimension: Composed
    size: int
    by: str
    place: str

    def holds(self, solved: Solved) -> bool:
        """Whether it is right; False while a part of it is unknown.

        Raises:
            ShapeError: it is wrong.
        """
        expected = _size(self.dimension, solved)
        if expected is not None and expected != self.size:
            text, is_at = self.dimension.text, f" at {self.place}" if self.place else ""
            parts = _parts(self.dimension, solved)
            raise ShapeError(
                f"{solved.function}: {self.by} has size {self.size}{is_at}, not {text} = {parts} = {expected}"
            )
        return expected is not None


def _size(dimension: Dimension, solved: Solved) -> int | None:
    """The size of a dimension, if it is known."""
    if isinstance(dimension, OneOf):
        return dimension.sizes[0] if len(dimension.sizes) == 1 else None
    if isinstance(dimension, Named):
        bound = solved.names.get(dimension.name)
        return None if bound is None else cast("int", bound.value)  # what a dimension's name stands for
    if isinstance(dimension, Composed):
        left, right = _size(dimension.left, solved), _size(dimension.right, solved)
        return None if left is None or right is None else (add if dimension.is_sum else mul)(left, right)
    return None


def _parts(dimension: Dimension, solved: Solved) -> str:
    """A composed dimension in numbers: `40 + 20`."""
    if not isinstance(dimension, Composed):
        return str(_size(dimension, solved))
    parts = [
        f"({_parts(part, solved)})" if isinstance(part, Composed) else _parts(part, solved)
        for part in (dimension.left, dimension.right)
    ]
    return (" + " if dimension.is_sum else " × ").join(parts)


def check_size(dimension: Dimension, size: int, by: str, place: str, written: str, solved: Solved) -> list[Later]:
    """Hold a size against a dimension.

    Args:
        dimension: of the annotation.
        size: of the argument.
        by: the argument.
        place: `axis 0 of shape (32, 64)`; empty if the argument is itself a size.
        written: the annotation.
        solved: what names stand for, which is added to.

    Returns:
        The sums and products that can be looked at when their parts are known.

    Raises:
        ShapeError: it does not fit.
    """
    if isinstance(dimension, Named):
        solved.bind(dimension.name, size, by, place)
    elif isinstance(dimension, OneOf):
        if size not in dimension.sizes:
            expected = " or ".join(map(str, dimension.sizes))
            has = f"has size {size} at {place}" if place else f"is {size}"
            raise ShapeError(f"{solved.function}: {by} {has}, not {expected} as in {written}")
    elif isinstance(dimension, Composed):
        return [Later(dimension, size, by, place)]
    elif isinstance(dimension, Either):
        return _first_fit(dimension, size, by, place, written, solved)
    return []


def _first_fit(dimension: Either, size: int, by: str, place: str, written: str, solved: Solved) -> list[Later]:
    errors: list[ShapeError | DTypeError] = []
    later = solved.chosen([partial(check_size, one, size, by, place, written) for one in dimension.options], errors)
    if later is not None:
        return later
    raise errors[-1] if errors else ShapeError(f"{solved.function}: {by} has size {size}, not {dimension.text}")


def check_shape(dimensions: Dimensions, shape: tuple[int, ...], by: str, written: str, solved: Solved) -> list[Later]:
    """Hold a shape against dimensions, as `check_size` does a size."""
    if dimensions is None:
        return []
    if isinstance(dimensions, Whole):
        of_bound = check_shape(dimensions.bound, shape, by, written, solved)
        solved.bind(dimensions.name, shape, by, "")
        return of_bound
    run = next((i for i, axes in enumerate(dimensions) if isinstance(axes, Run)), None)
    least = len(dimensions) - (run is not None)
    if len(shape) < least or (run is None and len(shape) > least):
        kind = "" if run is None else " or more"
        axes = f"{len(shape)} axis" if len(shape) == 1 else f"{len(shape)} axes"
        raise ShapeError(f"{solved.function}: {by} has {axes}, shape {shape}, not the {least}{kind} of {written}")
    later: list[Later] = []
    axis = 0
    for one in dimensions:
        if isinstance(one, Run):
            end = axis + len(shape) - least
            if one.name is not None:
                solved.bind(one.name, shape[axis:end], by, f"shape {shape}")
            covered = [(one.each, i) for i in range(axis, end)]
            axis = end
        else:
            covered = [(one, axis)]
            axis += 1
        for dimension, i in covered:
            later += check_size(dimension, shape[i], by, f"axis {i} of shape {shape}", written, solved)
    return later
