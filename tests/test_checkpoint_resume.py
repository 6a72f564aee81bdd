"""A run that goes on from its checkpoint has the bits of one that was never interrupted."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from checkpoint_runs import OPTIMIZERS, SCHEDULES, Run, values

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("safetensors")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


def assert_goes_on(path: Path, make: Callable[[int], Run]) -> None:
    whole, first, second = make(0), make(0), make(1)
    whole.train(9)
    first.train(4)
    first.save(path)
    second.load(path)
    second.train(5)
    assert values(second.model) == values(whole.model)
    assert repr(second.optimizer.state_dict()) == repr(whole.optimizer.state_dict())
    assert second.schedule.state_dict() == whole.schedule.state_dict()


@pytest.mark.parametrize("is_compiled", [False, True], ids=["eager", "compiled"])
@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_each_optimizer(path: Path, kind: str, is_compiled: bool) -> None:
    assert_goes_on(path, lambda seed: Run(kind, seed, is_compiled=is_compiled))


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_each_schedule(path: Path, schedule: str) -> None:
    assert_goes_on(path, lambda seed: Run("Adam", seed, is_compiled=False, schedule=schedule))


def test_a_run_that_has_begun_takes_another_over(path: Path) -> None:
    first, second = Run("Adam", 0, is_compiled=True), Run("Adam", 1, is_compiled=True)
    first.train(2)
    first.save(path)
    second.train(3)
    second.load(path)
    first.train(3)
    second.train(3)
    assert values(second.model) == values(first.model)


def test_a_rate_that_was_changed_between_the_schedule_s_steps_goes_on(path: Path) -> None:
    first, second = Run("SGD", 0, is_compiled=False), Run("SGD", 1, is_compiled=False)
    first.train(1)
    first.optimizer.lr = 0.007
    first.save(path)
    second.load(path)
    assert second.optimizer.lr == 0.007


EPOCHS = 400
TRAINING = f"""
import sys
from pathlib import Path
from checkpoint_runs import Run
path, run = Path(sys.argv[1]), Run("Adam", int(sys.argv[2]), is_compiled=False)
done = run.load(path) if path.exists() else 0
print("begun", flush=True)
for epoch in range(done + 1, {EPOCHS} + 1):
    run.train(1)
    run.save(path, epoch)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed so")
def test_a_training_that_is_killed_again_and_again(path: Path) -> None:
    last = Run("Adam", 1, is_compiled=False)
    epochs: list[int] = []
    for delay in (0.02, 0.035, 0.05, None):
        # The first begins as the whole run does. Who goes on has another seed, and everything from the file.
        command = [sys.executable, "-c", TRAINING, str(path), str(1 if path.exists() else 0)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            if delay is not None:
                time.sleep(delay)
                process.send_signal(signal.SIGKILL)
        epochs.append(last.load(path) if path.exists() else 0)
    assert epochs == sorted(epochs)
    assert epochs[0] < epochs[-1] == EPOCHS
    whole = Run("Adam", 0, is_compiled=False)
    whole.train(EPOCHS)
    assert values(last.model) == values(whole.model)
