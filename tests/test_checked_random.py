"""`checked` decides as a plain solver of dimensions does, for annotations and shapes that hypothesis makes up."""

from __future__ import annotations

from functools import reduce
from itertools import product
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    NewType,
    TypeAlias,
    TypeVar,
    TypeVarTuple,
    Unpack,
    get_args,
    get_origin,
)

import pytest
from checked_values import f32
from helpers import untyped
from hypothesis import given
from hypothesis import strategies as st

from typedgrad import Plus, ShapeError, Tensor, Times, checked, float32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

A = TypeVar("A", bound=int)
B = TypeVar("B", bound=int)
C = NewType("C", int)
L = TypeVarTuple("L")

_NAMES: tuple[object, ...] = (A, B, C)
_DIMENSIONS: tuple[object, ...] = (
    *_NAMES,
    *_NAMES,
    int,
    Literal[2],
    Literal[1, 3],
    untyped(Plus)[A, B],
    untyped(Times)[A, Literal[2]],
    untyped(Plus)[untyped(Times)[A, B], Literal[1]],
)
_RUN: object = untyped(Unpack)[L]

Listed: TypeAlias = "list[object]"


def _with_a_run(before: Listed, after: Listed) -> Listed:
    return [*before, _RUN, *after]


dimensions: st.SearchStrategy[Listed] = st.lists(st.sampled_from(_DIMENSIONS), max_size=3)
names: st.SearchStrategy[Listed] = st.lists(st.sampled_from(_NAMES), max_size=1)
with_a_run = st.builds(_with_a_run, dimensions, names)
annotation = st.one_of(dimensions, dimensions, with_a_run)
shape = st.lists(st.integers(1, 4), max_size=4).map(tuple)


def size(dimension: object, sizes: dict[object, Any]) -> int:
    origin, arguments = get_origin(dimension), get_args(dimension)
    if origin in {Plus, Times}:
        left, right = (size(argument, sizes) for argument in arguments)
        return left + right if origin is Plus else left * right
    return int(arguments[0] if origin is Literal else sizes[dimension])


def fits(dimension: object, found: int, sizes: dict[object, Any]) -> bool:
    """Whether a size is right, given one for each name."""
    if dimension is int:
        return True
    if get_origin(dimension) is Literal:
        return found in get_args(dimension)
    return size(dimension, sizes) == found


def named(annotations: Sequence[Sequence[object]]) -> set[object]:
    """The names that are axes themselves, and so are known."""
    return {dimension for listed in annotations for dimension in listed if dimension in _NAMES}


def solutions(annotations: Sequence[Sequence[object]], shapes: Sequence[tuple[int, ...]]) -> Iterator[bool]:
    """Of each choice of sizes for the names, whether all shapes are right with it."""
    runs: set[tuple[int, ...]] = set()
    pairs: list[tuple[object, int]] = []
    for listed, found in zip(annotations, shapes, strict=True):
        if _RUN in listed:
            i = listed.index(_RUN)
            end = len(found) - (len(listed) - i - 1)
            if end < i:
                return
            runs.add(found[i:end])
            pairs += [*zip(listed[:i], found[:i], strict=True), *zip(listed[i + 1 :], found[end:], strict=True)]
        elif len(listed) != len(found):
            return
        else:
            pairs += zip(listed, found, strict=True)
    known = named(annotations)
    kept = [(dimension, n) for dimension, n in pairs if names_of(dimension) <= known]  # others are not looked at
    for chosen in product(range(1, 5), repeat=3):
        sizes = dict(zip(_NAMES, chosen, strict=True))
        yield len(runs) <= 1 and all(fits(dimension, n, sizes) for dimension, n in kept)


def names_of(dimension: object) -> set[object]:
    if dimension in _NAMES:
        return {dimension}
    return (
        {name for part in get_args(dimension) for name in names_of(part)}
        if get_origin(dimension) in {Plus, Times}
        else set()
    )


def tensor_of(listed: Sequence[object]) -> object:
    return untyped(Tensor)[float32, untyped(tuple)[tuple(listed)]]


def function_of(annotations: Sequence[object], is_optional: bool) -> Callable[[Any, Any, Any], object]:
    def function(x: object, y: object, result: object) -> object:
        return result

    first, second, last = annotations
    function.__annotations__ = {"x": untyped(first) | None if is_optional else first, "y": second, "return": last}
    return checked(function)


@given(st.tuples(annotation, annotation, annotation), st.tuples(shape, shape, shape), st.booleans(), st.booleans())
def test_random_annotations(
    annotations: tuple[Listed, ...], shapes: tuple[tuple[int, ...], ...], is_optional: bool, is_none: bool
) -> None:
    function = function_of([tensor_of(listed) for listed in annotations], is_optional)
    given_shapes, given_annotations = list(shapes), list(annotations)
    values: list[object] = [f32(*one) for one in shapes]
    if is_optional and is_none:
        values[0] = None
        del given_shapes[0], given_annotations[0]
    expected = any(solutions(given_annotations, given_shapes))
    for _ in range(2):
        if expected:
            assert function(*values) is values[2]
        else:
            with pytest.raises(ShapeError):
                function(*values)


def union_of(annotations: Sequence[object]) -> object:
    return reduce(lambda one, other: untyped(one) | other, annotations)


either = st.lists(annotation, min_size=1, max_size=2)


@given(st.tuples(either, either, either), st.tuples(shape, shape, shape))
def test_random_unions(unions: tuple[list[Listed], ...], shapes: tuple[tuple[int, ...], ...]) -> None:
    function = function_of([union_of([tensor_of(one) for one in union]) for union in unions], is_optional=False)
    values = [f32(*one) for one in shapes]
    expected = any(any(solutions(annotations, shapes)) for annotations in product(*unions))
    for _ in range(2):
        if expected:
            assert function(*values) is values[2]
        else:
            with pytest.raises(ShapeError):
                function(*values)


def fitting(draw: st.DrawFn) -> tuple[list[Listed], list[tuple[int, ...]]]:
    """Annotations, and shapes that are right but for one size perhaps."""
    annotations = [draw(dimensions) for _ in range(3)]
    sizes = {name: draw(st.integers(1, 4)) for name in _NAMES}
    shapes: list[tuple[int, ...]] = []
    for listed in annotations:
        free = [draw(st.integers(1, 4)) for _ in listed]
        shapes.append(
            tuple(
                n if one is int else get_args(one)[0] if get_origin(one) is Literal else size(one, sizes)
                for one, n in zip(listed, free, strict=True)
            )
        )
    if draw(st.booleans()) and any(shapes):
        i = draw(st.sampled_from([i for i, one in enumerate(shapes) if one]))
        axis = draw(st.integers(0, len(shapes[i]) - 1))
        shapes[i] = tuple(n + (j == axis) for j, n in enumerate(shapes[i]))
    return annotations, shapes


@given(st.composite(fitting)())
def test_shapes_that_fit_but_for_one_size(case: tuple[list[Listed], list[tuple[int, ...]]]) -> None:
    annotations, shapes = case
    function = function_of([tensor_of(listed) for listed in annotations], is_optional=False)
    values = [f32(*one) for one in shapes]
    known = named(annotations)
    sizes: dict[object, int] = {}
    expected = True
    pairs = [pair for listed, one in zip(annotations, shapes, strict=True) for pair in zip(listed, one, strict=True)]
    for dimension, n in pairs:
        if dimension in known:
            expected = expected and sizes.setdefault(dimension, n) == n
    expected = expected and all(fits(one, n, sizes) for one, n in pairs if names_of(one) <= known)
    for _ in range(2):
        if expected:
            assert function(*values) is values[2]
        else:
            with pytest.raises(ShapeError):
                function(*values)
