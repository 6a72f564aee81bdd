"""Take the times: `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import environment
from benchmarks.peers import PEERS, REFERENCE
from benchmarks.results import Results
from benchmarks.run import figures
from benchmarks.timing import Effort
from benchmarks.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.results import Figure

FULL, QUICK = Effort(21, 0.008), Effort(3, 0.0005)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for, print it, and return the exit status."""
    names = [workload.name for workload in WORKLOADS]
    peers = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser("python -m benchmarks", description="typedgrad beside NumPy, PyTorch, JAX.")
    parser.add_argument("--quick", action="store_true", help="the small cases, briefly, with the peers that are here")
    parser.add_argument("--only", nargs="+", metavar="WORKLOAD", choices=names, help=f"of {', '.join(names)}")
    parser.add_argument("--peers", nargs="+", metavar="PEER", choices=peers, help=f"of {'; '.join(peers)}")
    given = parser.parse_args(arguments)
    if not environment.is_set():
        return environment.again("benchmarks", sys.argv[1:] if arguments is None else arguments)
    began = perf_counter()
    results = Results(environment.machine(), environment.versions(), f"{datetime.now(UTC):%Y-%m-%d}")
    print(results.machine)
    print(", ".join(f"{name} {version}" for name, version in results.versions.items()))
    chosen = [
        peer
        for peer in PEERS
        if peer is not REFERENCE
        and (given.peers is None or peer.name in given.peers)
        and (peer.is_here or not given.quick)
    ]
    for workload in WORKLOADS:
        if given.only is not None and workload.name not in given.only:
            continue
        print(f"\n{workload.title}")
        for case in workload.cases:
            if case.is_quick or not given.quick:
                found = figures(workload, case, chosen, QUICK if given.quick else FULL)
                results.add(found)
                print(f"  {case.label}, {case.dtype}: {_shown(found)}", flush=True)
    print(f"{perf_counter() - began:.0f} s")
    return 0


def _shown(figures: Iterable[Figure]) -> str:
    return "; ".join(
        f"{figure.peer} {figure.ratio:.2f}" if figure.ratio is not None else f"{figure.peer} not run: {figure.reason}"
        for figure in figures
    )


if __name__ == "__main__":
    sys.exit(main())
