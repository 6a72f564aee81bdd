"""Ask for the comparison with PyTorch and JAX: `python -m oracle --help`."""

from __future__ import annotations

import argparse
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from oracle.calls import CALLS
from oracle.comparison import compare
from oracle.report import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oracle.call import Call


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the numbers, and return the exit status: 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m oracle", description="Values and gradients beside PyTorch's.")
    parser.add_argument("--only", nargs="+", metavar="OP", help="these operations, and no conventions")
    parser.add_argument("--list", action="store_true", help="show the operations and the number of their calls")
    given = parser.parse_args(arguments)
    calls = [call for call in CALLS if given.only is None or call.name in given.only]
    if not calls:
        parser.error("no such operation; --list shows all")
    if given.list:
        for name in dict.fromkeys(call.name for call in CALLS):
            print(name)
        return 0
    began = perf_counter()
    tally = compared(calls)
    for difference in tally.differences():
        print(difference)
    print(tally.table())
    print(f"{perf_counter()-began:.0f} s")
    return 1 if tally.differing() else 0


def compared(calls: Iterable[Call]) -> Tally:
    """Compare each call with each of its dtypes."""
    tally = Tally()
    for call in calls:
        for dtype in call.dtypes:
            tally.add(call.name, compare(call, dtype))
    return tally


if __name__ == "__main__":
    sys.exit(main())
