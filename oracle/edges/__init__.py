"""Every convention, a topic in each module. What each library answers is recorded; see `oracle.edge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.edges import dtypes, equals, exponentials, indices, nans, nothing, overflow, powers, quotients, zeros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oracle.edge import Edge

EDGES: Mapping[str, tuple[Edge, ...]] = {
    "Equal elements": equals.EDGES,
    "Zero": zeros.EDGES,
    "Powers": powers.EDGES,
    "Division of integers, remainders, rounding": quotients.EDGES,
    "NaN, infinity, and the branch not taken": nans.EDGES,
    "Sums of exponentials": exponentials.EDGES,
    "Overflow": overflow.EDGES,
    "Nothing": nothing.EDGES,
    "Indices": indices.EDGES,
    "Dtypes and shapes": dtypes.EDGES,
}
"""By topic, as the page has them."""
