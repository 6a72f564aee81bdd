"""Calls of the rules of keys and indices, of sorting and of searching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from helpers import FORMS, Form
from rule_calls import Call, made, rows

from typedgrad import float32, int32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray, Shape

INDICES = np.array([2, 0, 2, -1])


def calls() -> Iterator[Call]:
    for shape, key, place in (
        ((4,), 1, ()), ((4,), slice(None, None, -2), (2,)), ((3, 2), INDICES, (4, 2)), ((2, 3), (..., None), (2, 3, 1)),
        ((), (..., None), (1,)), ((3,), np.array([True, False, True]), (2,)), ((2, 3), (slice(None), INDICES), (2, 4)),
    ):  # fmt: skip
        yield Call("index", made("index", key), rows(shape))
        yield Call("scatter", made("scatter", key, shape), rows(place))
        yield Call("splice", made("splice", key), rows(shape, place))
        yield Call("unsplice", made("unsplice", key), rows(shape))
    for form in FORMS:
        for axis in range(len(form.shape)):
            size = form.shape[axis]
            yield Call("sort", made("sort", axis, axis == 1), (form,))
            yield Call("argsort", made("argsort", axis, axis == 1, True), (form,))
            yield Call("topk", made("topk", min(size, 2), axis, axis == 0), (form,))
            for count in (0, 1, size, size + 2) if size else (0,):
                indices = _indices(form.shape, axis, count)
                other = Form(indices.shape, form.layout if indices.size else "rows")
                yield Call("take_along_axis", made("take_along_axis", axis, size), (form,), constants=(indices,))
                yield Call("scatter_along_axis", made("scatter_along_axis", axis, size), (other,), constants=(indices,))
        for side in ("left", "right"):  # in a vector that is in no order, which gives something too
            yield Call("searchsorted", made("searchsorted", side), (Form((4,)), form))
    for labels in (np.array(1), np.array([2, 0, 0], np.int32), np.zeros((2, 0), np.int64)):
        for dtype in (float32, int32):
            yield Call("one_hot", made("one_hot", 3, dtype.numpy), (), constants=(labels,))


def _indices(shape: Shape, axis: int, count: int) -> AnyArray:
    """So many indices along an axis, some negative, some repeated."""
    size = shape[axis]
    places = (*shape[:axis], count, *shape[axis + 1 :])
    return np.random.default_rng(count).integers(-size, max(size, 1), places)


REFERENCES: dict[str, Callable[..., AnyArray]] = {}
"""What NumPy gives, of the primitives that no factory makes: there are none."""

ANALYTIC: frozenset[str] = frozenset({"index", "scatter", "unsplice", "take_along_axis", "scatter_along_axis"})
"""Primitives whose forward takes complex arrays, and is analytic."""
