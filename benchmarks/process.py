"""A process for each peer.

A process is not the same after another library has worked in it: once PyTorch is there, or larger arrays have been
freed, the system's allocator keeps the memory of large arrays that it gave back at every step before. NumPy's steps at
batch 1,024 then take half the time. So a peer's process only imports its library, and makes a copy of itself, by
`fork`, for each case.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.environment import environment
from benchmarks.peer import Unavailable
from benchmarks.peers import PEERS
from benchmarks.worker import Here, Place, Ready

if TYPE_CHECKING:
    from benchmarks.peer import Peer
    from benchmarks.worker import Worker

LONGEST = 90
"""Seconds that a peer has to make itself ready, compilation and all."""

Answer: TypeAlias = "int | float | Ready | str"
"""Of a process: its number; seconds; that it is ready; why it is not."""


class Process:
    """A worker in a process of its own."""

    def __init__(self, peer: Peer) -> None:
        self._connection, theirs = Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.process", peer.name, str(theirs.fileno())],
            env=environment(),
            pass_fds=[theirs.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()

    def ready(self, place: Place, /) -> Ready:
        """Make ready for a case, in time."""
        self._connection.send(tuple(place))
        number = self._answer()
        assert isinstance(number, int)
        if not self._connection.poll(LONGEST):
            os.kill(number, signal.SIGKILL)
            self._answer()
            raise Unavailable(f"not ready after {LONGEST} s")
        ready = self._answer()
        if isinstance(ready, Ready):
            return ready
        raise Unavailable(ready)

    def seconds(self, times: int, /) -> float:
        """The processor time of that many times more.

        Raises:
            RuntimeError: the process has ended.
        """
        self._connection.send(times)
        answer = self._answer()
        if isinstance(answer, float):
            return answer
        raise RuntimeError(f"{answer}")

    def end(self) -> None:
        """Be done with the case."""
        self._connection.send(None)

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.wait()

    def _answer(self) -> Answer:
        answer: Answer = self._connection.recv()
        return answer


# -------------------------------------------------------------------------------------------------- in the process
def serve(peer: Peer, connection: Connection[Answer, Any]) -> None:
    """Fork for each case that comes, until no more do. Any: what comes is a case, or how many times to do it."""
    for module in (peer.library, *peer.preload):
        import_module(module)
    while True:
        try:
            place = Place(*connection.recv())
        except EOFError:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # JAX's, about threads, of which it has none yet
            number = os.fork()
        if number == 0:
            _case(Here(peer), place, connection)
            os._exit(0)
        _, status = os.waitpid(number, 0)
        if status:
            connection.send(f"its process ended with {os.waitstatus_to_exitcode(status)}")


def _case(worker: Worker, place: Place, connection: Connection[Answer, Any]) -> None:
    connection.send(os.getpid())
    try:
        ready = worker.ready(place)
    except Unavailable as reason:
        connection.send(f"{reason}")
        return
    connection.send(ready)
    while (times := connection.recv()) is not None:
        connection.send(worker.seconds(times))


def main(name: str, handle: str) -> None:
    """What the process does."""
    serve(next(peer for peer in PEERS if peer.name == name), Connection(int(handle)))


if __name__ == "__main__":
    main(*sys.argv[1:])
