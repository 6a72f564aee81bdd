"""Every call that is compared, a family in each module. Expressions are text: the report shows them as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.calls import (
    calculus,
    creation,
    decompositions,
    elementwise,
    linear,
    networks,
    operators,
    places,
    reductions,
    shaping,
    sorting,
)

if TYPE_CHECKING:
    from oracle.call import Call

CALLS: tuple[Call, ...] = (
    *elementwise.calls(),
    *operators.calls(),
    *reductions.calls(),
    *shaping.calls(),
    *places.calls(),
    *sorting.calls(),
    *linear.calls(),
    *decompositions.calls(),
    *networks.calls(),
    *calculus.calls(),
    *creation.calls(),
)
