"""How long the default digits run takes after the imports, and on what the time goes.

python -m benchmarks.digits [RUNS]
"""

from __future__ import annotations

import os
import platform
import sys
from collections import defaultdict
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from io import StringIO
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import sklearn

from typedgrad import digits, float32, float64
from typedgrad.optim import Adam

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from typedgrad.digits import Batch, Images, Labels, Logits
    from typedgrad.shapes import FloatDT
    from typedgrad.train import Batches, Evaluation


class Clock:
    """Adds up seconds by name; time within a nested block counts for that block only."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running = [""]
        self._since = perf_counter()

    @contextmanager
    def measure(self, name: str) -> Generator[None, None, None]:
        """Count the block for `name`."""
        self._switch()
        self._running.append(name)
        try:
            yield
        finally:
            self._switch()
            self._running.pop()

    def _switch(self) -> None:
        now = perf_counter()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now


class TimedTrainer(digits.DigitsTrainer[float32]):
    """The digits trainer with a clock."""

    clock: Clock

    def score(self, logits: Logits[float32, Batch], labels: Labels[float32, Batch], /) -> float:
        """F1, on the clock."""
        with self.clock.measure("F1"):
            return super().score(logits, labels)

    def evaluate(self, batches: Batches[Images[float32, Batch], Labels[float32, Batch]]) -> Evaluation:
        """The evaluation, on the clock."""
        with self.clock.measure("evaluation"):
            return super().evaluate(batches)


class TimedBatches(digits.Batches[float32, digits.Train]):
    """The training batches with a clock."""

    clock: Clock

    def __iter__(self) -> Iterator[tuple[Images[float32, Batch], Labels[float32, Batch]]]:
        """The batches, on the clock."""
        batches = super().__iter__()
        while True:
            with self.clock.measure("batches"):
                batch = next(batches, None)
            if batch is None:
                return
            yield batch


def whole_run(dtype: type[FloatDT]) -> float:
    """Seconds of a default run, with everything that the command prints."""
    start = perf_counter()
    with redirect_stdout(StringIO()):
        digits.run(digits.Options(), dtype, digits.show)
    return perf_counter() - start


def split_run() -> dict[str, float]:
    """Seconds by part of a default run in float32; the clock itself adds a tenth."""
    clock, options, rng = Clock(), digits.Options(), np.random.default_rng(0)
    train, test = digits.load(float32, options.seed)
    network = digits.build_network(options.hidden, float32, rng)
    trainer = TimedTrainer(network, Adam(network.parameters(), lr=options.learning_rate))
    batches = TimedBatches(train, options.batch_size, rng)
    trainer.clock = batches.clock = clock
    with clock.measure("steps"):
        trainer.fit(batches, digits.Batches(test, options.batch_size), epochs=options.epochs)
    return {name: clock.seconds[name] for name in ("steps", "batches", "F1", "evaluation")}


def main(runs: int = 5) -> None:
    """Print the machine, the versions, and the seconds."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}; Python {platform.python_version()}")
    print(f"NumPy {np.__version__}, scikit-learn {sklearn.__version__}; after the imports, of {runs} runs:")
    for module in ("datasets", "model_selection", "preprocessing", "utils"):
        import_module(f"sklearn.{module}")
    for name, seconds in (
        ("float32", [whole_run(float32) for _ in range(runs)]),
        ("float64", [whole_run(float64) for _ in range(runs)]),
    ):
        print(f"{name}  median {median(seconds):.2f} s, best {min(seconds):.2f} s")
    print("float32  " + ", ".join(f"{part} {seconds:.2f} s" for part, seconds in split_run().items()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
