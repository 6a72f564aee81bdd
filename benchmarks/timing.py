"""Times taken in turns: each peer a short run, round after round, so that what else the machine does meets them all.

Taken is the processor time of the whole process. With one thread that is the time on the clock, less what the system
gives to other programs meanwhile; threads that a library has all the same count too.
"""

from __future__ import annotations

import gc
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.peer import Work


class Effort(NamedTuple):
    """How much time is taken.

    Attributes:
        rounds: how often each peer has its turn.
        seconds: how long a turn is at least.
    """

    rounds: int
    seconds: float


class Time(NamedTuple):
    """What came out for a peer.

    Attributes:
        seconds: the median over the rounds, for one time of the work.
        ratio: the median of what each round was beside the reference's in the same round.
    """

    seconds: float
    ratio: float


def interleaved(works: Mapping[str, Work], reference: str, effort: Effort) -> dict[str, Time]:
    """The times of all, in turns."""
    gc.collect()
    gc.freeze()  # no collection walks through the libraries of all the others
    try:
        times = _rounds(works, effort)
    finally:
        gc.unfreeze()
    beside = times[reference]
    return {
        name: Time(median(own), median(one / other for one, other in zip(own, beside, strict=True)))
        for name, own in times.items()
    }


def _rounds(works: Mapping[str, Work], effort: Effort) -> dict[str, list[float]]:
    turns = {name: _turn(work, effort.seconds) for name, work in works.items()}
    times: dict[str, list[float]] = {name: [] for name in works}
    names = list(works)
    for _ in range(effort.rounds):
        for name in names:
            works[name].run(works[name].least)  # what the others have left in the caches goes
            times[name].append(_seconds(works[name], turns[name]) / turns[name])
        names = [*names[1:], names[0]]  # each has every other before it once
    return times


def _turn(work: Work, least: float) -> int:
    """How many times the work is done in a turn."""
    times = work.least
    while True:
        seconds = _seconds(work, times)
        if seconds >= least:
            return times
        times = max(2, min(8, round(1.2 * least / seconds))) * times


def _seconds(work: Work, times: int) -> float:
    start = process_time()
    work.run(times)
    return process_time() - start
