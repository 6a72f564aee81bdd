"""Take the times: `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import environment, imports, memory, page
from benchmarks.peers import PEERS
from benchmarks.process import Process
from benchmarks.results import Results, load
from benchmarks.run import figures, with_reference
from benchmarks.timing import Effort
from benchmarks.workloads import DTYPES, WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.peer import Peer
    from benchmarks.problem import DType
    from benchmarks.results import Figure


class Extent(NamedTuple):
    """How much a run does.

    Attributes:
        effort: of the times.
        memory: the dtypes of the training whose memory is measured.
        passes: of the loop that is to leave memory as it is.
        imports: how often each library is imported.
    """

    effort: Effort
    memory: Sequence[DType]
    passes: int
    imports: int


FULL = Extent(Effort(11, 0.015), DTYPES, memory.PASSES, 9)
QUICK = Extent(Effort(3, 0.0005), DTYPES[:1], 10_000, 1)
NAMES = (*(workload.name for workload in WORKLOADS), "memory", "imports")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for, print it, and return the exit status."""
    peers = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser("python -m benchmarks", description="typedgrad beside NumPy, PyTorch, JAX.")
    parser.add_argument("--quick", action="store_true", help="the small cases, briefly, with what is installed")
    parser.add_argument("--only", nargs="+", metavar="WORK", choices=NAMES, default=NAMES, help=", ".join(NAMES))
    parser.add_argument("--peers", nargs="+", metavar="PEER", choices=peers, default=peers, help="; ".join(peers))
    parser.add_argument("--write", action="store_true", help="write the report, its plots and the README's quotation")
    parser.add_argument("--page", action="store_true", help="write these from the figures that were measured last")
    given = parser.parse_args(arguments)
    if given.page:
        write(load())
        return 0
    missing = sorted({peer.library for peer in PEERS if not peer.is_here})
    if given.write and (given.quick or given.only != NAMES or given.peers != peers or missing):
        parser.error(f"--write goes with a whole run{f'; {missing} is not here' if missing else ''}")
    if not environment.is_set():
        return environment.again("benchmarks", sys.argv[1:] if arguments is None else arguments)
    began = perf_counter()
    results = Results(environment.machine(), environment.versions(), f"{datetime.now(UTC):%Y-%m-%d}")
    print(results.machine)
    print(*(f"{name} {version}" for name, version in results.versions.items()), sep=", ")
    chosen = [peer for peer in PEERS if peer.name in given.peers and peer.is_here]
    for found in measured(given.only, chosen, QUICK if given.quick else FULL, is_quick=given.quick):
        results.add(found)
        print(*shown(found), sep="\n", flush=True)
    if given.write:
        results.save()
        write(results)
    print(f"{perf_counter() - began:.0f} s")
    return 0


def measured(names: Sequence[str], peers: Sequence[Peer], extent: Extent, *, is_quick: bool) -> Iterator[list[Figure]]:
    """The figures, those that belong together at a time."""
    with ExitStack() as stack:
        workers = {peer: Process(peer) for peer in with_reference(peers)}
        for worker in workers.values():
            stack.callback(worker.close)
        for workload in WORKLOADS:
            for case in workload.cases if workload.name in names else ():
                if case.is_quick or not is_quick:
                    yield figures(workload, case, workers, extent.effort)
    if "memory" in names:
        yield [*memory.figures(peers, extent.memory), *memory.forward(extent.passes)]
    if "imports" in names:
        yield list(imports.figures(peers, extent.imports))


def shown(figures: Iterable[Figure]) -> Iterator[str]:
    """A line for each figure."""
    for figure in figures:
        what = " ".join(part for part in (figure.workload, figure.case, figure.dtype) if part)
        if figure.value is None:
            yield f"{what:36} {figure.peer:28} not run: {figure.reason}"
        else:
            ratio = "" if figure.ratio is None else f"{figure.ratio:9.2f}"
            value = figure.value / 2**20 if figure.workload == "memory" else 1e6 * figure.value
            yield f"{what:36} {figure.peer:28} {ratio:9} {value:14.1f} {'MiB' if figure.workload == 'memory' else 'µs'}"


def write(results: Results) -> None:
    """Write the report, its plots and the README's quotation."""
    import_module("benchmarks.plots").save(results)  # only here is there a need for matplotlib
    page.write(results)


if __name__ == "__main__":
    sys.exit(main())
