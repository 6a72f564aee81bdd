"""The command: so many files, how many of them were right, and how long it took."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from hypothesis import HealthCheck, given, settings

from fuzz.mutations import any_file
from fuzz.property import loads_equal_or_is_refused

_ALL = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)


def run(examples: int, path: Path) -> Counter[bool]:
    """Try so many files; how many were right, and how many refused."""
    outcomes: Counter[bool] = Counter()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=_ALL)
    @given(any_file)
    def try_one(content: bytes) -> None:
        outcomes[loads_equal_or_is_refused(content, path)] += 1

    try_one()
    return outcomes


def main() -> None:
    """Run, and print what came of it."""
    parser = argparse.ArgumentParser("python -m fuzz", description="Load damaged checkpoints.")
    parser.add_argument("--examples", type=int, default=20_000, help="how many files (20000)")
    examples: int = parser.parse_args().examples
    start = perf_counter()
    with TemporaryDirectory() as directory:
        outcomes = run(examples, Path(directory) / "fuzzed.safetensors")
    seconds = perf_counter() - start
    print(
        f"{outcomes.total()} files in {seconds:.0f} s: {outcomes[True]} right, {outcomes[False]} refused, nothing else"
    )


if __name__ == "__main__":
    main()
