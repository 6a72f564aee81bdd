"""Counting comparisons, and the table of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from oracle.comparison import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oracle.comparison import Comparison

_HEADINGS = ("", "values", "gradients", "second", "differ", "largest error")
_WIDTHS = (24, 9, 11, 9, 8, 15)
_MOST_SHOWN = 3


class Tally:
    """How many arrays of each operation were compared, how many differ, and how far they are apart at most."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._errors: defaultdict[str, float] = defaultdict(float)
        self._differences: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, operation: str, comparisons: Iterable[Comparison]) -> None:
        """Count these."""
        for comparison in comparisons:
            self._counts[operation][comparison.kind] += 1
            self._errors[operation] = max(self._errors[operation], comparison.error)
            if comparison.difference is not None:
                self._differences[operation].append(comparison.difference)

    def differing(self) -> int:
        """How many comparisons found a difference."""
        return sum(map(len, self._differences.values()))

    def differences(self) -> list[str]:
        """The first few differences of each operation, and how many more there are."""
        shown: list[str] = []
        for found in self._differences.values():
            shown += found[:_MOST_SHOWN]
            if len(found) > _MOST_SHOWN:
                shown.append(f"  and {len(found) - _MOST_SHOWN} more of these")
        return shown

    def table(self) -> str:
        """A line an operation, and one for all of them. Counted are arrays: one for each result, for each gradient."""
        rows = [_HEADINGS, *(self._row(name, [name]) for name in sorted(self._counts))]
        return "\n".join(_aligned(row) for row in [*rows, self._row("total", list(self._counts))])

    def _row(self, heading: str, operations: Sequence[str]) -> tuple[str, ...]:
        counts = (str(sum(self._counts[name][kind] for name in operations)) for kind in KINDS)
        differ = sum(len(self._differences[name]) for name in operations)
        worst = max((self._errors[name] for name in operations), default=0.0)
        return (heading, *counts, str(differ) if differ else "", f"{worst:.1e}")


def _aligned(row: Iterable[str]) -> str:
    name, *numbers = (text.rjust(width) for text, width in zip(row, _WIDTHS, strict=True))
    return f"{name.strip():<{_WIDTHS[0]}}{''.join(numbers)}".rstrip()
