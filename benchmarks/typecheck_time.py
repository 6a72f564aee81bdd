"""What type-checking costs: programs of tensor expressions beside the same programs with annotated NumPy arrays.

    python -m benchmarks.typecheck_time [RUNS]

Each checker checks each program anew, without a cache, all of them in turn, RUNS times. Printed are medians of the
processor time, user and system, which other programs on the machine disturb less than the time on the clock.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.environment import processor
from benchmarks.typecheck_programs import LANGUAGES, Language, program

SIZES = (0, 250, 1000, 4000)  # lines; 0 is the imports alone
CHECKERS = {
    "mypy": ["mypy", "--strict", "--cache-dir", os.devnull, "--config-file", os.devnull],
    "pyright": ["pyright"],
}


class Program(NamedTuple):
    """A generated file, and how many lines it has after the imports."""

    language: Language
    size: int
    path: Path


def seconds(checker: str, path: Path) -> float:
    """The processor time of a check that finds no errors.

    Raises:
        RuntimeError: it found some, which would cost time of their own.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(
        [sys.executable, "-m", *CHECKERS[checker], str(path)],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise RuntimeError(f"{checker}, {path.name}: {process.stdout}{process.stderr}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measured(programs: list[Program], runs: int) -> dict[tuple[str, Language, int], float]:
    """The median time by checker, language and size."""
    times: dict[tuple[str, Language, int], list[float]] = {}
    for _ in range(runs):
        for checker in CHECKERS:
            for language, size, path in programs:
                times.setdefault((checker, language, size), []).append(seconds(checker, path))
    return {key: median(values) for key, values in times.items()}


def written(directory: Path) -> list[Program]:
    """The programs, as files."""
    programs: list[Program] = []
    for size in SIZES:
        for language in LANGUAGES:
            path = directory / f"{language}_{size}.py"
            path.write_text(program(language, size), encoding="utf-8")
            programs.append(Program(language, size, path))
    return programs


def per_line(times: dict[tuple[str, Language, int], float], checker: str, language: Language, *sizes: int) -> float:
    """Milliseconds for each line between two sizes."""
    smaller, larger = sizes
    return 1000 * (times[checker, language, larger] - times[checker, language, smaller]) / (larger - smaller)


def main(runs: int = 5) -> None:
    """Print the machine, the versions, the seconds, and how they grow."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("mypy", "pyright", "numpy", "typedgrad"))
    print(f"{processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, {versions}")
    print(f"seconds of processor time, medians of {runs} runs\n")
    with TemporaryDirectory() as directory:
        times = measured(written(Path(directory).resolve()), runs)
    print(f"{'':8} {'lines':>5} {'typedgrad':>10} {'NumPy':>8} {'ratio':>6}")
    for checker in CHECKERS:
        for size in SIZES:
            ours, theirs = (times[checker, language, size] for language in LANGUAGES)
            print(f"{checker:8} {size:5} {ours:10.2f} {theirs:8.2f} {ours / theirs:6.2f}")
    _, *steps = pairwise(SIZES)
    print(f"\nmilliseconds for each further line\n{'':8} {'lines':>13} {'typedgrad':>10} {'NumPy':>8} {'ratio':>6}")
    for checker in CHECKERS:
        for smaller, larger in steps:
            ours, theirs = (per_line(times, checker, language, smaller, larger) for language in LANGUAGES)
            print(f"{checker:8} {smaller:5} to {larger:4} {ours:10.2f} {theirs:8.2f} {ours / theirs:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
