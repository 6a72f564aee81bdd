"""The mutants of a file, and the source of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from mutation.operators import OPERATORS
from mutation.places import left_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parso.tree import NodeOrLeaf

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Mutant:
    """One change of one file.

    Attributes:
        file: the file, from the project's directory.
        operator: what is done, a name in `OPERATORS`.
        occurrence: at the how many-th place where that could be done.
        line: the number of the line.
        text: the line as it is, without its indent.
    """

    file: str
    operator: str
    occurrence: int
    line: int
    text: str

    def source(self) -> str:
        """The whole file, changed.

        Raises:
            ValueError: the file has no such place.
        """
        code = mutate_code((ROOT / self.file).read_text(), OPERATORS[self.operator](), self.occurrence)
        if code is None:
            raise ValueError(f"{self.file} has no place {self.occurrence} for {self.operator}")
        return code

    def change(self) -> str:
        """The lines that come in the place of others, after a + each."""
        lines = ndiff((ROOT / self.file).read_text().splitlines(), self.source().splitlines())
        return " ".join(f"+ {line[2:].strip()}" for line in lines if line.startswith("+ ")) or "- the line"

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.operator}"


def mutants_of(file: str) -> list[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    source = (ROOT / file).read_text()
    lines, places = source.splitlines(), left_out(source)
    nodes = list(ast_nodes(get_ast(source)))
    found: list[Mutant] = []
    for name, operator_class in OPERATORS.items():
        operator = operator_class()
        positions = [(*position, node) for node in nodes for position in operator.mutation_positions(node)]
        for occurrence, (start, end, node) in enumerate(positions):
            if not _is_mark(node) and not any(first <= start and end <= last for first, last in places):
                found.append(Mutant(file, name, occurrence, start[0], lines[start[0] - 1].strip()))
    return sorted(found, key=lambda mutant: mutant.line)


def _is_mark(node: NodeOrLeaf) -> bool:
    """Whether it is the `/` or the `*` of a list of parameters, which for Cosmic Ray are operators."""
    return node.type == "operator" and node.parent is not None and node.parent.type in {"parameters", "lambdef"}


def sample(mutants: Iterable[Mutant], count: int) -> list[Mutant]:
    """So many of them, always the same ones: a change elsewhere in a file takes no other."""
    alike: Counter[tuple[str, str, str]] = Counter()
    ordered: list[tuple[int, Mutant]] = []
    for mutant in sorted(mutants, key=lambda each: (each.file, each.operator, each.occurrence)):
        what = (mutant.file, mutant.text, mutant.operator)
        alike[what] += 1  # of one line and operator there may be several, which are not to be taken together
        ordered.append((crc32(f"{what} {alike[what]}".encode()), mutant))
    return [mutant for _, mutant in sorted(ordered, key=lambda each: each[0])[:count]]
