"""For every primitive of the table, calls that exercise it: ranks, broadcasting, empty and oddly laid out operands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import calls_elementwise
import calls_indexing
import calls_linalg
import calls_manipulation
import calls_neural
import calls_reduction

from typedgrad.rules.rule import Rule
from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rule_calls import Call, Reference


class Family(Protocol):
    """What a module of calls has."""

    REFERENCES: dict[str, Reference]
    """NumPy's function, by the primitive's name; for a factory, what gives it for the same arguments."""
    ANALYTIC: frozenset[str]
    """Primitives whose forward and gradients are analytic functions and take complex numbers."""

    def calls(self) -> Iterator[Call]:
        """The calls of the family's primitives."""
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
    """Calls of every primitive."""
    for family in FAMILIES:
        yield from family.calls()


def reference(call: Call) -> Callable[..., Any]:
    """The independent function that a call is held to."""
    found: Any = REFERENCES[call.name]
    function: Callable[..., Any] = found if isinstance(TABLE[call.name], Rule) else found(*call.arguments)
    return function
