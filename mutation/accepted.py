"""Survivors that no test can kill, or none should, each with its reason: `survivors.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mutation.mutants import Mutant

TABLE = Path(__file__).parent / "survivors.toml"


@dataclass(frozen=True)
class Accepted:
    """One entry: mutants of one line of a file, of some operators.

    Attributes:
        file: the file.
        line: the line's text without its indent; the entry stands for each line of the file that reads so.
        operators: the names of the operators, of which there may be several with one reason.
        reason: why a mutant may survive.
    """

    file: str
    line: str
    operators: tuple[str, ...]
    reason: str

    def covers(self, mutant: Mutant) -> bool:
        """Whether it speaks of this mutant."""
        return (mutant.file, mutant.text) == (self.file, self.line) and mutant.operator in self.operators

    def __str__(self) -> str:
        return f"{self.file}: {self.line!r} {', '.join(self.operators)}"


def accepted(table: Path = TABLE) -> list[Accepted]:
    """All entries of the table."""
    entries = tomllib.loads(table.read_text()).get("survivor", [])
    return [Accepted(each["file"], each["line"], tuple(each["operators"]), each["reason"]) for each in entries]


def no_longer_needed(
    entries: Iterable[Accepted], mutants: Iterable[Mutant], survivors: Iterable[Mutant]
) -> list[tuple[Accepted, str]]:
    """Each operator of an entry, of a file that was run whole, with which nothing survives there."""
    files, alive = {mutant.file for mutant in mutants}, [*survivors]
    return [
        (entry, operator)
        for entry in entries
        if entry.file in files
        for operator in entry.operators
        if not any(entry.covers(mutant) and mutant.operator == operator for mutant in alive)
    ]
