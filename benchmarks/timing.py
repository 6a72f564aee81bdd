"""Times taken in turns: each peer a short run, round after round, so that what else the machine does meets them all."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Timed(Protocol):
    """What can be timed."""

    @property
    def least(self) -> int:
        """It is done a multiple of this many times."""
        ...

    def seconds(self, times: int, /) -> float:
        """How long that many times take."""
        ...


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


def interleaved(peers: Mapping[str, Timed], reference: str, effort: Effort) -> dict[str, Time]:
    """The times of all, in turns."""
    turns = {name: _turn(peer, effort.seconds) for name, peer in peers.items()}
    times: dict[str, list[float]] = {name: [] for name in peers}
    names = list(peers)
    for _ in range(effort.rounds):
        for name in names:
            times[name].append(peers[name].seconds(turns[name]) / turns[name])
        names = [*names[1:], names[0]]  # nobody is always first
    beside = times[reference]
    return {
        name: Time(median(own), median(one / other for one, other in zip(own, beside, strict=True)))
        for name, own in times.items()
    }


def _turn(peer: Timed, least: float) -> int:
    """How many times the work is done in a turn."""
    times = peer.least
    while True:
        seconds = peer.seconds(times)
        if seconds >= least:
            return times
        times = max(2, min(8, round(1.2 * least / max(seconds, 1e-9)))) * times
