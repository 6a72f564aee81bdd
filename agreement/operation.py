"""What an entry of the grammar is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from agreement.draft import Draft, Seen
    from agreement.programs import Call, Expression

Propose: TypeAlias = "Callable[[Draft, Expression, Seen], Call | None]"
"""Writes a call on an expression, of which it knows what it is; None where it finds none."""


class Operation(NamedTuple):
    """One operation of the library: the dtypes that it is meant for, how to write it, and how often."""

    name: str
    dtypes: tuple[str, ...]
    propose: Propose
    weight: int
