"""Counting judgements, the table of them, and the bounds that they are held to."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from agreement.draft import HIGHEST_RANK
from agreement.elementwise import ARITHMETIC, EQUALITY, ORDER
from agreement.judgement import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from agreement.judgement import Judgement

_COMPLETE = (*ARITHMETIC, "/", *ORDER, *EQUALITY)
COMPLETE = frozenset(("@", *_COMPLETE, *(f"{sign} scalar" for sign in _COMPLETE)))
"""Operations that reject nothing valid below the highest rank."""
MOST_REJECTED = 0.02
MOST_REJECTED_AT_HIGHEST_RANK = 0.05
MOST_UNCHECKED = 0.02
"""Steps that nobody could judge; were there many, the other numbers would say little."""

_OF_VALID = ("valid", "rejected", "")
_OF_HIGHEST_RANK = (f"rank {HIGHEST_RANK}", "rejected", "")
_HEADINGS = ("", *_OF_VALID, *_OF_HIGHEST_RANK, "invalid", "accepted", "wrong", "differ", "unchecked")
_WIDTHS = (18, 7, 9, 8, 8, 9, 8, 8, 9, 6, 7, 10)


class Tally:
    """How many steps of each operation came to what."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[tuple[Kind, bool, bool]]] = defaultdict(Counter)
        self.unjudged = 0

    def add(self, judgements: Iterable[Judgement], unjudged: int = 0) -> None:
        """Count these, and how many steps came after one that is not right."""
        self.unjudged += unjudged
        for judgement in judgements:
            key = judgement.kind, judgement.is_valid, judgement.rank >= HIGHEST_RANK
            self._counts[judgement.step.operation][key] += 1

    def count(
        self,
        *kinds: Kind,
        is_valid: bool | None = None,
        highest_rank: bool | None = None,
        operations: Iterable[str] | None = None,
    ) -> int:
        """How many steps are of these kinds (any, if none is given), valid or not, of the highest rank or below it."""
        return sum(
            count
            for operation in (self._counts if operations is None else operations)
            for (kind, valid, highest), count in self._counts.get(operation, Counter()).items()
            if (not kinds or kind in kinds) and is_valid in {None, valid} and highest_rank in {None, highest}
        )

    def share_rejected(self, *, highest_rank: bool) -> float:
        """The share of the valid steps that both checkers reject."""
        valid = self.count(is_valid=True, highest_rank=highest_rank)
        return self.count(Kind.FALSE_REJECTION, highest_rank=highest_rank) / max(valid, 1)

    def broken(self) -> list[str]:
        """Say which bounds do not hold."""
        unsound, differ = self.count(Kind.UNSOUND), self.count(Kind.DISAGREEMENT)
        rejected = self.count(Kind.FALSE_REJECTION, highest_rank=False, operations=COMPLETE)
        share, share_of_highest = self.share_rejected(highest_rank=False), self.share_rejected(highest_rank=True)
        unchecked = self.count(Kind.UNCHECKED) / max(self.count(), 1)
        bounds = {
            f"{unsound} steps accepted that fail, or of another type": unsound > 0,
            f"{differ} steps of which the checkers differ": differ > 0,
            f"{rejected} valid steps of arithmetic, comparisons or @ below rank {HIGHEST_RANK} rejected": rejected > 0,
            f"{share:.2%} of the valid steps below rank {HIGHEST_RANK} rejected": share >= MOST_REJECTED,
            f"{share_of_highest:.2%} of the valid steps of rank {HIGHEST_RANK} rejected": (
                share_of_highest >= MOST_REJECTED_AT_HIGHEST_RANK
            ),
            f"{unchecked:.2%} of the steps unchecked": unchecked >= MOST_UNCHECKED,
        }
        return [text for text, is_broken in bounds.items() if is_broken]

    def table(self) -> str:
        """A line an operation, and one for all of them.

        `valid`, `rejected`: below rank 4, then at it. `accepted`: invalid steps that a checker accepts. `wrong`: valid
        ones to which a checker gives another type.
        """
        rows = [_HEADINGS, *(self._row(name, [name]) for name in sorted(self._counts)), self._row("total", None)]
        return "\n".join(_aligned(row) for row in rows)

    def _row(self, name: str, operations: list[str] | None) -> tuple[str, ...]:
        def count(*kinds: Kind, is_valid: bool | None = None, highest_rank: bool | None = None) -> int:
            return self.count(*kinds, is_valid=is_valid, highest_rank=highest_rank, operations=operations)

        def shares() -> Iterator[str]:
            for highest in (False, True):
                valid = count(is_valid=True, highest_rank=highest)
                rejected = count(Kind.FALSE_REJECTION, highest_rank=highest)
                yield from (str(valid), str(rejected), f"{rejected / valid:.2%}" if valid else "")

        wrong = [count(Kind.UNSOUND, is_valid=is_valid) for is_valid in (False, True)]
        rest = (count(is_valid=False), *wrong, count(Kind.DISAGREEMENT), count(Kind.UNCHECKED))
        return (name, *shares(), *map(str, rest))


def _aligned(row: Iterable[str]) -> str:
    name, *numbers = (text.rjust(width) for text, width in zip(row, _WIDTHS, strict=True))
    return f"{name.strip():<{_WIDTHS[0]}}{''.join(numbers)}".rstrip()
