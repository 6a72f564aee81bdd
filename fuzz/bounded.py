"""How much memory and time a file may cost."""

from __future__ import annotations

import tracemalloc
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_MOST_BYTES_OF_A_BYTE = 40  # `[],` of JSON is a list of 56 bytes in Python, and what points to it


@contextmanager
def bounded(content: bytes, *, bytes_more: int = 2_000_000, seconds: float = 5.0) -> Generator[None, None, None]:
    """Refuse that a block costs more than a file may.

    Args:
        content: of the file.
        bytes_more: what the block may take beside what it takes for the file, as for a run.
        seconds: of the processor.

    Raises:
        AssertionError: it does.
    """
    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    tracemalloc.reset_peak()
    before, start = tracemalloc.get_traced_memory()[0], process_time()
    try:
        yield
        taken, peak = process_time() - start, tracemalloc.get_traced_memory()[1] - before
    finally:
        if not was_tracing:
            tracemalloc.stop()
    if peak > bytes_more + _MOST_BYTES_OF_A_BYTE * len(content):
        raise AssertionError(f"a file of {len(content)} bytes cost {peak} bytes of memory")
    if taken > seconds:
        raise AssertionError(f"a file of {len(content)} bytes cost {taken:.1f} s")
