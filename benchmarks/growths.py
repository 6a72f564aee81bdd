"""Which plots the report has: how the ratios of a workload go with one of its sizes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURES = Path(__file__).parents[1] / "docs" / "figures"


class Growth(NamedTuple):
    """A plot: how the ratios of a workload go with one of its sizes.

    Attributes:
        name: of the file.
        workload: by its name.
        along: the size on the axis.
        label: of the axis.
        where: the other sizes, which stay as they are.
    """

    name: str
    workload: str
    along: str
    label: str
    where: Mapping[str, int] = {}


GROWTHS = (
    Growth("batch", "digits", "batch", "batch (hidden × 1)", {"width": 1}),
    Growth("width", "digits", "width", "hidden × (batch 64)", {"batch": 64}),
    Growth("depth", "depth", "depth", "hidden layers"),
    Growth("pointwise", "pointwise", "elements", "elements"),
    Growth("rows", "rows", "elements", "elements"),
    Growth("chain", "chain", "operations", "operations"),
    Growth("update", "update", "parameters", "parameters"),
)
