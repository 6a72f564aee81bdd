"""How long each library takes to import, in processes of their own, over what NumPy takes."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.environment import DISTRIBUTIONS, environment
from benchmarks.results import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.peer import Peer

_PROGRAM = """
from time import perf_counter
start = perf_counter()
import numpy
between = perf_counter()
import {module}
end = perf_counter()
print(between - start, end - between)
"""


def figures(peers: Iterable[Peer], rounds: int) -> Iterator[Figure]:
    """The medians of some rounds: NumPy itself, and the libraries of these peers after NumPy."""
    libraries = {"numpy", "typedgrad", *(peer.library for peer in peers)}
    here = [module for module in DISTRIBUTIONS if module in libraries]
    for module in here:
        _seconds(module)  # the files are in the system's memory from here on
    numpy: list[float] = []
    others: dict[str, list[float]] = {module: [] for module in here if module != "numpy"}
    for _ in range(rounds):
        for module, seconds in others.items():
            first, second = _seconds(module)
            numpy.append(first)
            seconds.append(second)
    yield Figure("imports", "", "import", DISTRIBUTIONS["numpy"], median(numpy))
    for module, seconds in others.items():
        yield Figure("imports", "", "import", DISTRIBUTIONS[module], median(seconds))


def _seconds(module: str) -> tuple[float, float]:
    """Of NumPy's import, and of the module's after it."""
    program = _PROGRAM.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    first, second = done.stdout.split()
    return float(first), float(second)
