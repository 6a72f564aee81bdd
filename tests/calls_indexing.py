"""Calls of the rules of keys and indices, of sorting and of searching."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import FORMS, Form
from rule_calls import Call, made, rows

from typedgrad import float32, int32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray, Shape
    from rule_calls import One, Reference

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
    for form in FORMS[1:]:
        backwards, other = (slice(None, None, -1),), Form(form.shape)
        yield Call("index", made("index", backwards), (form,))
        yield Call("scatter", made("scatter", backwards, form.shape), (form,))
        yield Call("splice", made("splice", backwards), (form, other))
        yield Call("splice", made("splice", backwards), (other, form))
        yield Call("unsplice", made("unsplice", backwards), (form,))
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
    cube = np.arange(8).reshape(2, 2, 2) % 3
    for labels in (np.array(1), np.array([2, 0, 0], np.int32), np.zeros((2, 0), np.int64), cube.T, cube[::-1], cube[0]):
        for dtype in (float32, int32):
            yield Call("one_hot", made("one_hot", 3, dtype.numpy), (), constants=(labels,))


def _indices(shape: Shape, axis: int, count: int) -> AnyArray:
    """So many indices along an axis, some negative, some repeated."""
    size = shape[axis]
    places = (*shape[:axis], count, *shape[axis + 1 :])
    return np.random.default_rng(count).integers(-size, max(size, 1), places)


def _numbers(key: Any, shape: Shape) -> list[int]:
    """The numbers, in rows, of the elements that a key picks."""
    numbers: list[int] = np.arange(prod(shape)).reshape(shape)[key].ravel().tolist()
    return numbers


def _scatter(key: Any, shape: Shape) -> Callable[..., Any]:
    def scatter(x: AnyArray) -> AnyArray:
        out = np.zeros(prod(shape), x.dtype)
        for i, value in zip(_numbers(key, shape), x.flat, strict=True):
            out[i] += value
        return out.reshape(shape)

    return scatter


def _splice(key: Any) -> Callable[..., Any]:
    def splice(x: AnyArray, others: AnyArray) -> AnyArray:
        out: AnyArray = x.flatten()
        for i, value in zip(_numbers(key, x.shape), others.flat, strict=True):
            out[i] = value
        return out.reshape(x.shape)

    return splice


def _unsplice(key: Any) -> Callable[..., Any]:
    def unsplice(x: AnyArray) -> AnyArray:
        numbers = _numbers(key, x.shape)
        stays = [i not in numbers[place + 1 :] for place, i in enumerate(numbers)]
        picked = x[key]
        return np.asarray(np.where(np.reshape(stays, picked.shape), picked, x.dtype.type(0)))

    return unsplice


def _scatter_along_axis(axis: int, size: int) -> Callable[..., Any]:
    def scatter(x: AnyArray, indices: AnyArray) -> AnyArray:
        out = np.zeros((*x.shape[:axis], size, *x.shape[axis + 1 :]), x.dtype)
        for place in np.ndindex(x.shape):
            out[(*place[:axis], indices[place], *place[axis + 1 :])] += x[place]
        return out

    return scatter


def _argsort(axis: int, descending: bool, _: bool) -> One:
    return lambda x: np.argsort(-x if descending else x, axis, kind="stable")


def _sort(axis: int, descending: bool) -> Callable[..., Any]:
    def sort(x: AnyArray) -> AnyArray:
        return np.asarray(-np.sort(-x, axis) if descending else np.sort(x, axis))

    return sort


def _topk(k: int, axis: int, largest: bool) -> Callable[..., Any]:
    def topk(x: AnyArray) -> AnyArray:
        order: AnyArray = _argsort(axis, largest, True)(x)
        return np.asarray(np.take(order, range(k), axis))

    return topk


def _searchsorted(side: Any) -> Callable[..., Any]:
    def searchsorted(x1: AnyArray, x2: AnyArray) -> AnyArray:
        return np.asarray(np.searchsorted(x1, x2, side))

    return searchsorted


REFERENCES: dict[str, Reference] = {
    "index": lambda key: lambda x: x[key],
    "scatter": _scatter,
    "splice": _splice,
    "unsplice": _unsplice,
    "take_along_axis": lambda axis, _: lambda x, indices: np.take_along_axis(x, indices, axis),
    "scatter_along_axis": _scatter_along_axis,
    "sort": _sort,
    "argsort": _argsort,
    "topk": _topk,
    "searchsorted": _searchsorted,
    "one_hot": lambda classes, dtype: lambda labels: np.eye(classes, dtype=dtype)[labels],
}
"""NumPy's functions, and loops over the elements."""

ANALYTIC: frozenset[str] = frozenset({"index", "scatter", "unsplice", "take_along_axis", "scatter_along_axis"})
"""Primitives whose forward takes complex arrays, and is analytic."""
