"""For every primitive of the table, calls that exercise it: ranks, broadcasting, empty and oddly laid out operands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

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


class Family(Protocol):
    """What a module of calls has."""

    REFERENCES: dict[str, Callable[..., AnyArray]]
    """What NumPy computes, by the primitive's name."""
    ANALYTIC: frozenset[str]
    """Primitives whose forward and gradients are analytic functions and take complex numbers."""

    def calls(self) -> Iterator[Call]:
        """The calls of the family's primitives that take floats."""
        ...


FAMILIES: tuple[Family, ...] = (
    calls_elementwise,
    calls_linalg,
    calls_reduction,
    calls_manipulation,
    calls_indexing,
    calls_neural,
)
REFERENCES = {name: function for family in FAMILIES for name, function in family.REFERENCES.items()}
ANALYTIC = {name for family in FAMILIES for name in family.ANALYTIC}


def all_calls() -> Iterator[Call]:
    """Calls of every primitive that takes floats."""
    for family in FAMILIES:
        yield from family.calls()


LOGIC = {
    **{
        name: (values((2, 3), bool_, 0), values((3,), bool_, 1))
        for name in ("bitwise_and", "bitwise_or", "bitwise_xor")
    },
    **{name: (values((2, 3), bool_),) for name in ("invert", "all", "any")},
}
"""Operands of the primitives that take no floats."""
