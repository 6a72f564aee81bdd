"""Mutants in processes of their own, some at a time: forked from this one, which has imported what all of them need."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING

from mutation.child import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mutation.mutants import Mutant
    from mutation.tests_of import Stage


@dataclass(frozen=True)
class Job:
    """A file, a mutant of it or None for the file as it is, and the tests."""

    file: str
    mutant: Mutant | None
    stages: Sequence[Stage]


@dataclass(frozen=True)
class Outcome:
    """What came of a job: `killed`, `survived`, `invalid` or `error`, and by what."""

    job: Job
    kind: str
    by: str
    seconds: float


@dataclass
class _Running:
    job: Job
    process: int
    start: float
    answer: bytes = b""


def run(jobs: Iterable[Job], workers: int, limit: float) -> Iterator[Outcome]:
    """Run each job in a process of its own; what takes longer than `limit` seconds counts as killed."""
    waiting = iter(jobs)
    running: dict[int, _Running] = {}
    with DefaultSelector() as selector:
        while True:
            while len(running) < workers and (job := next(waiting, None)) is not None:
                pipe, started = _start(job)
                running[pipe] = started
                selector.register(pipe, EVENT_READ)
            if not running:
                return
            for key, _ in selector.select(timeout=0.5):
                read = os.read(key.fd, 1 << 16)
                running[key.fd].answer += read
                if not read:
                    selector.unregister(key.fd)
                    yield _ended(running.pop(key.fd), key.fd)
            for pipe, late in [*running.items()]:
                if monotonic() - late.start > limit:
                    os.killpg(late.process, signal.SIGKILL)
                    selector.unregister(pipe)
                    late.answer = json.dumps(["killed", "the time limit"]).encode()
                    yield _ended(running.pop(pipe), pipe)


def _start(job: Job) -> tuple[int, _Running]:
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return read, _Running(job, process, monotonic())
    os.close(read)
    os.setpgid(0, 0)  # for what it may start itself to end with it
    try:
        source = None if job.mutant is None else job.mutant.source()
        answer = outcome_of(job.file, source, job.stages)
        os.write(write, json.dumps(answer).encode())
    finally:
        os._exit(0)


def _ended(ended: _Running, pipe: int) -> Outcome:
    os.close(pipe)
    os.waitpid(ended.process, 0)
    # A process that says nothing was ended by what it did: by a fault in memory, say.
    kind, by = json.loads(ended.answer) if ended.answer else ("killed", "the end of the process")
    return Outcome(ended.job, kind, by, monotonic() - ended.start)
