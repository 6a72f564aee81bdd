"""One case of a workload: peers made ready, held to each other, then timed."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from benchmarks.equality import check
from benchmarks.peer import Unavailable
from benchmarks.peers import REFERENCE
from benchmarks.results import Figure
from benchmarks.timing import interleaved
from benchmarks.worker import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.equality import Done
    from benchmarks.peer import Peer
    from benchmarks.timing import Effort, Timed
    from benchmarks.worker import Worker
    from benchmarks.workloads import Case, Workload


class _Ready:
    """A worker that is ready, as what can be timed."""

    def __init__(self, worker: Worker, least: int) -> None:
        self.least = least
        self.seconds = worker.seconds


def figures(workload: Workload[Any], case: Case[Any], workers: Mapping[Peer, Worker], effort: Effort) -> list[Figure]:
    """The figures of all peers for one case.

    Raises:
        Different: a peer computes something else than the reference.
    """
    peers = [peer for peer in with_reference(list(workers)) if workload.maker(peer) is not None]
    place = Place(workload.name, case.dtype, case.label)
    ready: dict[str, Timed] = {}
    reasons: dict[str, str] = {}
    expected: Done | None = None
    with ExitStack() as stack:
        for peer in peers:
            worker = workers[peer]
            try:
                done, least = worker.ready(place)
            except Unavailable as reason:
                reasons[peer.name] = f"{reason}"
                continue
            stack.callback(worker.end)
            expected = expected or done
            check(f"{case.label}, {case.dtype}, {peer.name}", done, expected)
            ready[peer.name] = _Ready(worker, least)
        times = interleaved(ready, REFERENCE.name, effort)
    return [
        Figure(*place, peer.name, times[peer.name].seconds, times[peer.name].ratio)
        if peer.name in times
        else Figure(*place, peer.name, None, None, reasons[peer.name])
        for peer in peers
    ]


def with_reference(peers: Sequence[Peer]) -> list[Peer]:
    """These peers, the reference before them."""
    return [REFERENCE, *(peer for peer in peers if peer is not REFERENCE)]
