"""Ask for the comparison with PyTorch and JAX: `python -m oracle --help`."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

from oracle.calls import CALLS
from oracle.comparison import compare
from oracle.edge import is_same
from oracle.edges import EDGES
from oracle.libraries import of_jax, of_torch, of_typedgrad
from oracle.page import PAGE, page
from oracle.report import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from oracle.call import Call
    from oracle.edge import Edge, Name
    from oracle.libraries import Library

LIBRARIES: Mapping[Name, Library] = {"typedgrad": of_typedgrad, "PyTorch": of_torch, "JAX": of_jax}


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the numbers, and return the exit status: 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m oracle", description="Values and gradients beside PyTorch's.")
    parser.add_argument("--only", nargs="+", metavar="OP", help="compare these operations, and no conventions")
    parser.add_argument("--list", action="store_true", help="show the operations")
    parser.add_argument("--page", action="store_true", help="write docs/conventions.md")
    given = parser.parse_args(arguments)
    calls = [call for call in CALLS if given.only is None or call.name in given.only]
    if not calls:
        parser.error("no such operation; --list shows all")
    if given.list:
        print(*dict.fromkeys(call.name for call in CALLS), sep="\n")
        return 0
    if given.page:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    missing = [name for name in ("torch", *(("jax",) if given.only is None else ())) if find_spec(name) is None]
    if missing:
        parser.error(f"{' and '.join(missing)} is not here: nox -s oracle")
    began = perf_counter()
    tally = compared(calls)
    edges = [] if given.only else list(chain.from_iterable(EDGES.values()))
    broken = broken_conventions(edges)
    print(*tally.differences(), tally.table(), *broken, sep="\n")
    differ = tally.differing()
    if edges:
        answers = {name: sum(edge.words(name) is not None for edge in edges) for name in LIBRARIES}
        counts = ", ".join(f"{count} of {name}" for name, count in answers.items())
        print(f"conventions: {counts}; {len(broken) or 'none'} broken")
    print(f"{differ or 'no'} differences, {perf_counter() - began:.0f} s")
    return 1 if differ or broken else 0


def compared(calls: Iterable[Call]) -> Tally:
    """Compare each call with each of its dtypes."""
    tally = Tally()
    for call in calls:
        for dtype in call.dtypes:
            tally.add(call.name, compare(call, dtype))
    return tally


def broken_conventions(edges: Iterable[Edge], libraries: Mapping[Name, Library] = LIBRARIES) -> list[str]:
    """Say where a library answers otherwise than recorded."""
    broken: list[str] = []
    for edge in edges:
        for name, library in libraries.items():
            expression = edge.words(name)
            if expression is not None:
                answer, recorded = edge.asked(name, library), edge.recorded(name)
                if not is_same(answer, recorded):
                    broken.append(f"{name}: {edge.says}: {expression} is {answer}, recorded {recorded}")
    return broken


if __name__ == "__main__":
    sys.exit(main())
