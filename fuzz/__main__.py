"""The command: so many files of each kind, how many of them were right, and how long it took."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from fuzz.bounded import bounded
from fuzz.mutations import any_file
from fuzz.property import loads_equal_or_is_refused
from fuzz.run_mutations import any_run
from fuzz.run_property import goes_on_or_is_as_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

_ALL = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)


def run(
    examples: int, path: Path, files: SearchStrategy[bytes], is_right: Callable[[bytes, Path], bool]
) -> Counter[bool]:
    """Try so many files; how many were right, and how many refused."""
    outcomes: Counter[bool] = Counter()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=_ALL)
    @given(files)
    def try_one(content: bytes) -> None:
        with bounded(content):
            outcomes[is_right(content, path)] += 1

    try_one()
    return outcomes


def main() -> None:
    """Run, and print what came of it."""
    parser = argparse.ArgumentParser("python -m fuzz", description="Load damaged checkpoints.")
    parser.add_argument("--examples", type=int, default=20_000, help="how many files of each kind (20000)")
    examples: int = parser.parse_args().examples
    for kind, files, is_right in (
        ("tensors", any_file, loads_equal_or_is_refused),
        ("runs", any_run, goes_on_or_is_as_before),
    ):
        start = perf_counter()
        with TemporaryDirectory() as directory:
            outcomes = run(examples, Path(directory) / "fuzzed.safetensors", files, is_right)
        seconds = perf_counter() - start
        right, refused = outcomes[True], outcomes[False]
        print(f"{right + refused} files of {kind} in {seconds:.0f} s: {right} right, {refused} refused, nothing else")


if __name__ == "__main__":
    main()
