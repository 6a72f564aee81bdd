"""How long libraries take to import, in processes of their own, over what NumPy takes."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.environment import environment
from benchmarks.results import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from benchmarks.peer import Peer

TRAINING = "typedgrad, what a digits step uses"
"""typedgrad imports a name's module when the name is first asked for, so its import alone says little."""

STATEMENTS: Mapping[str, tuple[str, str]] = {
    "NumPy": ("numpy", "import numpy"),
    "typedgrad": ("typedgrad", "import typedgrad"),
    TRAINING: (
        "typedgrad",
        "from typedgrad import as_tensor, backprop, float32; from typedgrad.optim import Adam\n"
        "from typedgrad.nn import Linear, Sigmoid, cross_entropy",
    ),
    "PyTorch": ("torch", "import torch"),
    "JAX": ("jax", "import jax"),
    "autograd": ("autograd", "import autograd"),
}
"""By what the report calls it: the library, and the statement."""

_PROGRAM = """
from time import perf_counter
start = perf_counter()
import numpy
between = perf_counter()
{statement}
end = perf_counter()
print(between - start, end - between)
"""


def figures(peers: Iterable[Peer], rounds: int) -> Iterator[Figure]:
    """The medians of some rounds: NumPy itself, and the libraries of these peers after NumPy."""
    libraries = {"numpy", "typedgrad", *(peer.library for peer in peers)}
    statements = {name: statement for name, (library, statement) in STATEMENTS.items() if library in libraries}
    for statement in statements.values():
        _seconds(statement)  # the files are in the system's memory from here on
    times: dict[str, list[float]] = {name: [] for name in statements}
    for _ in range(rounds):
        for name, statement in statements.items():
            first, second = _seconds(statement)
            times[name].append(first if name == "NumPy" else second)
    for name, seconds in times.items():
        yield Figure("imports", "", "import", name, median(seconds))


def _seconds(statement: str) -> tuple[float, float]:
    """Of NumPy's import, and of the statement after it."""
    program = _PROGRAM.format(statement=statement)
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    first, second = done.stdout.split()
    return float(first), float(second)
