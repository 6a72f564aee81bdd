"""For every primitive of the table, calls that exercise it: ranks, broadcasting, empty and oddly laid out operands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import calls_elementwise
import calls_indexing
import calls_linalg
import calls_manipulation
import calls_neural
import calls_reduction
from helpers import AnyArray, values

from typedgrad import bool_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rule_calls import Call


def all_calls() -> Iterator[Call]:
    """Calls of every primitive that takes floats."""
    yield from calls_elementwise.calls()
    yield from calls_linalg.calls()
    yield from calls_reduction.calls()
    yield from calls_manipulation.calls()
    yield from calls_indexing.calls()
    yield from calls_neural.calls()


FAMILIES: tuple[Any, ...] = (
    calls_elementwise,
    calls_linalg,
    calls_reduction,
    calls_manipulation,
    calls_indexing,
    calls_neural,
)
REFERENCES: dict[str, Callable[..., AnyArray]] = {
    k: v for f in FAMILIES for k, v in getattr(f, "REFERENCES", {}).items()
}
ANALYTIC: frozenset[str] = frozenset().union(*(getattr(f, "ANALYTIC", ()) for f in FAMILIES))

LOGIC = {
    **{
        name: (values((2, 3), bool_, 0), values((3,), bool_, 1))
        for name in ("bitwise_and", "bitwise_or", "bitwise_xor")
    },
    **{name: (values((2, 3), bool_),) for name in ("invert", "all", "any")},
}
"""Operands of the primitives that take no floats."""
