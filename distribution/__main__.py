"""Build, compare, install: `python -m distribution`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from distribution.builds import ELSEWHERE, HERE, ROOT, Surroundings, build, copy, differing, unpacked
from distribution.contents import faults_of_sdist, faults_of_wheel, tracked
from distribution.installed import Environment, faults_alone, faults_with_extras

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> int:
    """Do all of it, print each step, and return the exit status: 1 if anything is wrong."""
    with TemporaryDirectory() as directory:
        steps = Steps(Path(directory).resolve())
        wrong = [report(step) for step in (steps.bytes, steps.contents, steps.alone, steps.with_extras)]
    return 1 if any(wrong) else 0


def report(step: Callable[[], list[str]]) -> bool:
    """Do a step, print what came of it, and say whether anything is wrong."""
    start = perf_counter()
    faults = step()
    print(f"{'FAILED' if faults else 'ok':6} {step.__doc__} ({perf_counter() - start:.0f} s)", flush=True)
    for fault in faults:
        print(f"       {fault}", flush=True)
    return bool(faults)


class Steps:
    """What is done, in this order, in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._files, self._others = tracked(), tracked("--cached", "--others", "--exclude-standard")
        self._wheel, self._sdist = build(ROOT, directory / "first", HERE, "wheel", "sdist")
        self._environment = Environment.made(directory / "environment")

    def bytes(self) -> list[str]:
        """The same files give the same bytes: elsewhere, later, from the sdist, and for a date that is set."""
        place = self._directory
        tree = copy(self._others, place / "a copy" / "of another depth")
        moved = build(tree, place / "second", ELSEWHERE, "wheel", "sdist")
        faults = differing([self._wheel, self._sdist], moved)
        source = unpacked(self._sdist, place / "unpacked")
        faults += differing([self._wheel], build(source, place / "third", ELSEWHERE, "wheel"))
        dated = [
            Surroundings(one.umask, one.shift, {**one.variables, "SOURCE_DATE_EPOCH": "1700000000"})
            for one in (HERE, ELSEWHERE)
        ]
        pair = [
            build(root, place / f"dated {i}", one, "wheel", "sdist")
            for i, (root, one) in enumerate(zip((ROOT, tree), dated, strict=True))
        ]
        faults += differing(*pair)
        if not all(differing([mine], [yours]) for mine, yours in zip(pair[0], moved, strict=True)):
            faults.append("SOURCE_DATE_EPOCH changes nothing")
        return faults

    def contents(self) -> list[str]:
        """The wheel has the package and its licence, the sdist the repository."""
        return faults_of_wheel(self._wheel, self._files) + faults_of_sdist(self._sdist, self._files, self._others)

    def alone(self) -> list[str]:
        """The wheel alone imports without a warning, and says what needs which extra."""
        return faults_alone(self._environment, self._wheel)

    def with_extras(self) -> list[str]:
        """The type cases hold and the README's code runs, from the installed wheel."""
        groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
        tree = unpacked(self._sdist, self._directory / "outside")
        return faults_with_extras(self._environment, self._wheel, tree, [*groups["checkers"], "pytest", "hypothesis"])


if __name__ == "__main__":
    sys.exit(main())
