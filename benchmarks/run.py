"""One case of a workload: peers made ready, held to each other, then timed."""

from __future__ import annotations

import signal
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.equality import check, first
from benchmarks.peer import Unavailable
from benchmarks.peers import REFERENCE
from benchmarks.results import Figure
from benchmarks.timing import interleaved

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from types import FrameType

    from benchmarks.equality import Done
    from benchmarks.peer import Maker, Peer, Work
    from benchmarks.timing import Effort
    from benchmarks.workloads import Case, Workload

LONGEST = 90
"""Seconds that a peer has to make itself ready, compilation and all."""


def figures(workload: Workload[Any], case: Case[Any], peers: Sequence[Peer], effort: Effort) -> list[Figure]:
    """The figures of all peers for one case.

    Raises:
        Different: a peer computes something else than the reference.
    """
    makers = {peer: maker for peer in with_reference(peers) if (maker := workload.maker(peer)) is not None}
    works, reasons = _ready(makers, case)
    times = interleaved({peer.name: work for peer, work in works.items()}, REFERENCE.name, effort)
    found: list[Figure] = []
    for peer in makers:
        where = (workload.name, case.dtype, case.label, peer.name)
        if peer in works:
            found.append(Figure(*where, times[peer.name].seconds, times[peer.name].ratio))
        else:
            found.append(Figure(*where, None, None, reasons[peer]))
    return found


def with_reference(peers: Sequence[Peer]) -> list[Peer]:
    """These peers, the reference before them."""
    return [REFERENCE, *(peer for peer in peers if peer is not REFERENCE)]


def _ready(makers: Mapping[Peer, Maker[Any]], case: Case[Any]) -> tuple[dict[Peer, Work], dict[Peer, str]]:
    """The peers that can do it, each of which has just done what the reference did; and why the others cannot."""
    problem = case.problem()
    works: dict[Peer, Work] = {}
    reasons: dict[Peer, str] = {}
    expected: Done | None = None
    for peer, maker in makers.items():
        if not peer.is_here:
            reasons[peer] = "it is not installed"
            continue
        try:
            with _limited(LONGEST), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a library's words on its own ways
                work = maker(problem)
                done = first(work, case.times)
        except Unavailable as reason:
            reasons[peer] = f"{reason}"
        except Exception as error:  # whatever a library raises, the others run
            reasons[peer] = f"{type(error).__name__}: {error}".splitlines()[0][:120]
        else:
            expected = expected or done
            check(f"{case.label}, {case.dtype}, {peer.name}", done, expected)
            works[peer] = work
    return works, reasons


@contextmanager
def _limited(seconds: int) -> Generator[None]:
    """Raise in the block after that time, where the system has alarms."""

    def late(number: int, frame: FrameType | None) -> None:
        raise Unavailable(f"not ready after {seconds} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
