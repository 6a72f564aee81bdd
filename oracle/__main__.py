"""Ask for the comparison with PyTorch and JAX: `python -m oracle --help`."""

from __future__ import annotations

import argparse
import sys
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
    began = perf_counter()
    tally = compared(calls)
    broken = [] if given.only else broken_conventions(edge for edges in EDGES.values() for edge in edges)
    print(*tally.differences(), tally.table(), *broken, sep="\n")
    differ = tally.differing()
    print(f"{differ or 'no'} differences, {len(broken)} conventions broken, {perf_counter() - began:.0f} s")
    return 1 if differ or broken else 0


def compared(calls: Iterable[Call]) -> Tally:
    """Compare each call with each of its dtypes."""
    tally = Tally()
    for call in calls:
        for dtype in call.dtypes:
            tally.add(call.name, compare(call, dtype))
    return tally


def broken_conventions(edges: Iterable[Edge], libraries: Mapping[Name, Library] = LIBRARIES) -> list[str]:
    """Say where a library answers otherwise than recorded, and, as a heading, how many answers there were."""
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
