"""The figures of a run, as a file and as tables to look things up in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS = Path(__file__).parent / "results.json"

Key: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True)
class Figure:
    """What one peer took for one case.

    Attributes:
        workload: by its name.
        dtype: of the numbers; empty where there are none.
        case: the label of the size.
        peer: by its name.
        value: seconds, or bytes; None if it did not run.
        ratio: to the reference; None if it did not run, or if there is none.
        reason: why it did not run.
    """

    workload: str
    dtype: str
    case: str
    peer: str
    value: float | None
    ratio: float | None = None
    reason: str = ""

    @property
    def key(self) -> Key:
        """What it is the figure of."""
        return self.workload, self.dtype, self.case, self.peer


@dataclass
class Results:
    """A whole run."""

    machine: str
    versions: dict[str, str]
    date: str
    figures: list[Figure] = field(default_factory=list[Figure])

    def __post_init__(self) -> None:
        self._by_key = {figure.key: figure for figure in self.figures}

    def add(self, figures: Iterable[Figure]) -> None:
        """Add figures."""
        for figure in figures:
            self.figures.append(figure)
            self._by_key[figure.key] = figure

    def get(self, workload: str, dtype: str, case: str, peer: str) -> Figure | None:
        """A figure, None if the peer has nothing to show there."""
        return self._by_key.get((workload, dtype, case, peer))

    def ratio(self, workload: str, dtype: str, case: str, peer: str) -> float | None:
        """The ratio to the reference, if it ran."""
        figure = self.get(workload, dtype, case, peer)
        return None if figure is None else figure.ratio

    def value(self, workload: str, dtype: str, case: str, peer: str) -> float | None:
        """Seconds or bytes, if it ran."""
        figure = self.get(workload, dtype, case, peer)
        return None if figure is None else figure.value

    def save(self, path: Path = RESULTS) -> None:
        """Write the file, a figure a line."""
        head = {"machine": self.machine, "versions": self.versions, "date": self.date}
        lines = ",\n".join(json.dumps(asdict(figure)) for figure in self.figures)
        path.write_text(f'{json.dumps(head)[:-1]}, "figures": [\n{lines}\n]}}\n', encoding="utf-8")


def load(path: Path = RESULTS) -> Results:
    """Read the file."""
    found = json.loads(path.read_text(encoding="utf-8"))
    figures = [Figure(**figure) for figure in found["figures"]]
    return Results(found["machine"], found["versions"], found["date"], figures)
