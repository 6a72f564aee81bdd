"""Who does a peer's work, here or elsewhere."""

from __future__ import annotations

import warnings
from time import process_time
from typing import TYPE_CHECKING, NamedTuple, Protocol

from benchmarks.equality import first
from benchmarks.peer import Unavailable
from benchmarks.workloads import find

if TYPE_CHECKING:
    from benchmarks.equality import Done
    from benchmarks.peer import Peer, Work


class Place(NamedTuple):
    """A case, by names."""

    workload: str
    dtype: str
    label: str


class Ready(NamedTuple):
    """What a peer has done when it is ready.

    Attributes:
        done: the first few times of the work.
        least: how many times it is done at least.
    """

    done: Done
    least: int


class Worker(Protocol):
    """Who does a peer's work."""

    def ready(self, place: Place, /) -> Ready:
        """Make ready for a case, and do the first few times.

        Raises:
            Unavailable: that cannot be done.
        """
        ...

    def seconds(self, times: int, /) -> float:
        """The processor time of that many times more.

        With one thread that is the time on the clock, less what the system gives to other programs meanwhile; threads
        that a library has all the same count too.
        """
        ...

    def end(self) -> None:
        """Be done with the case."""
        ...


class Here:
    """A worker in this process."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._work: Work | None = None

    def ready(self, place: Place, /) -> Ready:
        """Make ready for a case."""
        workload, case = find(*place)
        maker = workload.maker(self._peer)
        assert maker is not None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a library's words on its own ways
                self._work = work = maker(case.problem())
                return Ready(first(work, case.times), work.least)
        except Unavailable:
            raise
        except Exception as error:  # whatever a library raises, the others run
            raise Unavailable(f"{type(error).__name__}: {error}".splitlines()[0][:120]) from error

    def seconds(self, times: int, /) -> float:
        """The processor time of that many times more."""
        work = self._work
        assert work is not None
        work.run(work.least)  # what others have left in the caches goes
        start = process_time()
        work.run(times)
        return process_time() - start

    def end(self) -> None:
        """Be done with the case."""
        self._work = None
