"""How much memory training takes at its peak. Each peer has a process of its own, which is this module.

    python -m benchmarks.memory training PEER DTYPE
    python -m benchmarks.memory forward PASSES

It prints bytes: what training adds to a process that has trained a tiny network already, so that what a library loads
is not counted, and the peak of the whole process; or what so many forward passes add.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.environment import environment
from benchmarks.peer import Unavailable
from benchmarks.peers import PEERS
from benchmarks.problem import HIDDEN, Training
from benchmarks.results import Figure
from benchmarks.run import with_reference
from benchmarks.workloads import DTYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.peer import Peer
    from benchmarks.problem import DType

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
BATCH, WIDTH, STEPS = 1024, 16, 4
PASSES = 1_000_000
LONGEST = 180  # seconds for one process


# ------------------------------------------------------------------------------------------------- from the outside
def figures(peers: Sequence[Peer], dtypes: Sequence[DType] = DTYPES) -> Iterator[Figure]:
    """The figures of all peers, each from its own process; nothing where the system does not tell."""
    if not RESET.exists():
        return
    for dtype in dtypes:
        beside: float | None = None
        for peer in with_reference(peers):
            if peer.training is None or not peer.is_here:
                continue
            try:
                added, peak = _asked("training", peer.name, dtype)
            except Unavailable as reason:
                yield Figure("memory", dtype, "training", peer.name, None, None, f"{reason}")
                continue
            beside = beside or added
            yield Figure("memory", dtype, "training", peer.name, added, added / beside)
            yield Figure("memory", dtype, "process", peer.name, peak)


def forward(passes: int) -> Iterator[Figure]:
    """What a loop adds that never differentiates."""
    if RESET.exists():
        (added,) = _asked("forward", f"{passes}")
        yield Figure("memory", "float32", f"{passes:,} forward passes", "typedgrad", added)


def _asked(*arguments: str) -> list[float]:
    """What this module prints.

    Raises:
        Unavailable: it fails, or takes too long.
    """
    command = [sys.executable, "-m", "benchmarks.memory", *arguments]
    try:
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True, timeout=LONGEST)
    except subprocess.TimeoutExpired as late:
        raise Unavailable(f"not done after {LONGEST} s") from late
    except subprocess.CalledProcessError as error:
        *_, reason = str(error.stderr).splitlines() or [f"exit status {error.returncode}"]
        raise Unavailable(reason.removeprefix(f"{Unavailable.__module__}.Unavailable: ")[:120]) from error
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


# -------------------------------------------------------------------------------------------------- from the inside
def trained(peer: Peer, dtype: DType) -> tuple[int, int]:
    """Bytes that training adds at its peak, and the peak of the process."""
    assert peer.training is not None
    small = peer.training(Training.of(dtype, 4, (3, 2), 2))
    small.run(4)
    del small
    gc.collect()
    before = _start()
    work = peer.training(Training.of(dtype, BATCH, [WIDTH * units for units in HIDDEN], STEPS))
    work.run(3 * STEPS)
    peak = _bytes("VmHWM")
    return peak - before, peak


def passed(passes: int) -> int:
    """Bytes that forward passes add which nobody differentiates."""
    from typedgrad import Parameter, ones  # noqa: PLC0415  # only this process needs it

    w = Parameter(ones((8,)))
    total = (w * w).sum()
    before = _start()
    for _ in range(passes):
        total = (w * w).sum()
    after = _bytes("VmHWM")
    assert total.item() == 8.0
    return after - before


def _start() -> int:
    """Forget the peak; what the process has now."""
    RESET.write_text("5", encoding="ascii")  # says proc(5)
    return _bytes("VmRSS")


def _bytes(name: str) -> int:
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main(arguments: Sequence[str]) -> None:
    """Print the bytes."""
    match arguments:
        case ["training", name, ("float32" | "float64") as dtype]:
            peer = next(peer for peer in PEERS if peer.name == name)
            print(json.dumps(trained(peer, dtype)))
        case ["forward", passes]:
            print(json.dumps([passed(int(passes))]))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
