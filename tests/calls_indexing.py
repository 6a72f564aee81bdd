"""Calls of the rules of keys and indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rule_calls import Call, made, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

INDICES = np.array([2, 0, 2, -1])


def calls() -> Iterator[Call]:
    for shape, key, place in (
        ((4,), 1, ()), ((4,), slice(None, None, -2), (2,)), ((3, 2), INDICES, (4, 2)), ((2, 3), (..., None), (2, 3, 1)),
        ((), (..., None), (1,)), ((3,), np.array([True, False, True]), (2,)), ((2, 3), (slice(None), INDICES), (2, 4)),
    ):  # fmt: skip
        yield Call("index", made("index", key), rows(shape))
        yield Call("splice", made("splice", key), rows(shape, place))
        yield Call("scatter", made("scatter", key, shape), rows(place))
        yield Call("unsplice", made("unsplice", key), rows(shape))
