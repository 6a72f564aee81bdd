"""`fit` and checkpoints that are interrupted: what is left is whole, and the same objects go on."""

from __future__ import annotations

import random
import signal
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from interrupting import Case, at_every_point, interrupt
from resumable import EPOCHS, Run, without_seconds

from typedgrad import Parameter, backprop, full, ones
from typedgrad.capture import recorder
from typedgrad.checkpoint import load_checkpoint, load_tensors, save_checkpoint, save_tensors
from typedgrad.nn import Linear, Module
from typedgrad.optim import SGD, Adam
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from pathlib import Path

    from typedgrad.train import History

pytest.importorskip("safetensors")


def fit(run: Run, checkpoint: Path | None, epochs: int = EPOCHS) -> History:
    return run.trainer.fit(run.train, run.test, epochs=epochs, callbacks=[run.stopping], checkpoint=checkpoint)


def is_whole(run: Run) -> None:
    """Hold the steps of the parameters to being those of one step, and all that `fit` switches to being put back."""
    state = run.optimizer.state_dict()
    assert len({value for name, value in state.items() if name.endswith(".step")}) == 1
    assert is_recording()
    assert recorder() is None
    assert all(module.training for module in run.network.modules())


@pytest.fixture(scope="module")
def whole() -> tuple[list[bytes], object]:
    """What comes of a run that nothing interrupts."""
    run = Run()
    history = fit(run, None)
    return run.values(), without_seconds(history)


POINTS = [random.Random(number).randrange(40_000) for number in range(12)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # as below
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("point", POINTS)
def test_the_same_objects_go_on_from_the_checkpoint(
    error: type[BaseException], point: int, whole: tuple[list[bytes], object], tmp_path: Path
) -> None:
    """Twice: the run that goes on is interrupted too."""
    run, path = Run(), tmp_path / "run.safetensors"
    fit(run, path, epochs=1)
    for more in (0, 1_000):
        if interrupt(lambda: fit(run, path), point + more, error):
            is_whole(run)
            assert [one.name for one in tmp_path.iterdir()] == [path.name]
    history = fit(run, path)
    assert (run.values(), without_seconds(history)) == whole


@pytest.mark.parametrize("point", [point // 4 for point in POINTS[:6]])
def test_without_a_checkpoint_the_same_objects_train_on(point: int) -> None:
    run = Run()
    assert interrupt(lambda: fit(run, None), point)
    is_whole(run)
    copy = Run()
    copy.network.load_state_dict(run.network.state_dict())
    copy.optimizer.load_state_dict(run.optimizer.state_dict())
    if run.network.first.parameters()[0].grad is None:  # or else the gradients of the step that was broken off
        backprop(run.trainer.loss(run.network(next(iter(run.test))[0]), next(iter(run.test))[1]))
    for one in (run, copy):  # of the same generators, and a schedule at its start
        one.train = Run().train
        one.trainer.rng, one.network.dropout = np.random.default_rng(3), np.random.default_rng(7)
        one.trainer.schedule = None
    histories = [run.trainer.fit(one.train, one.test, epochs=2) for one in (run,)]
    histories += [copy.trainer.fit(copy.train, copy.test, epochs=2)]
    assert run.values() == copy.values()
    assert without_seconds(histories[0]) == without_seconds(histories[1])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such timer")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a signal within a finalizer is lost
@pytest.mark.parametrize("milliseconds", [1, 3, 7, 12, 19, 31])
def test_signals_at_any_time(milliseconds: int, whole: tuple[list[bytes], object], tmp_path: Path) -> None:
    """As Ctrl-C does, of which a part comes within NumPy's calls, and between the instructions of C code."""

    def rings(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    run, path = Run(), tmp_path / "run.safetensors"
    fit(run, path, epochs=1)
    before = signal.signal(signal.SIGALRM, rings)
    try:
        for times in range(1, 4):
            try:
                signal.setitimer(signal.ITIMER_REAL, milliseconds * times / 1000)
                fit(run, path)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                is_whole(run)
                assert [one.name for one in tmp_path.iterdir()] == [path.name]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    history = fit(run, path)
    assert (run.values(), without_seconds(history)) == whole


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # an open file, which closes itself
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_a_file_is_the_old_or_the_new_one_and_alone(error: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "numbers.safetensors"

    def make() -> Case:
        save_tensors(path, {"x": full((4,), 1.0)})

        def check(was_interrupted: bool) -> None:
            assert [one.name for one in tmp_path.iterdir()] == [path.name]
            found = load_tensors(path)["x"].numpy().tolist()
            assert found in ([[1.0] * 4, [2.0] * 4] if was_interrupted else [[2.0] * 4])

        return Case(lambda: save_tensors(path, {"x": full((4,), 2.0)}), check)

    at_every_point(make, error, every=1)


def test_a_checkpoint_is_taken_over_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    saved = Linear(2, 2, rng=np.random.default_rng(1))
    other = Adam(saved.parameters(), lr=0.5)
    backprop(saved(ones((1, 2))).sum())
    other.step()
    generator = np.random.default_rng(5)
    save_checkpoint(path, saved, optimizer=other, generators={"rng": generator})

    def state(model: Module, optimizer: Adam, rng: np.random.Generator) -> object:
        moments = [str(value) for value in optimizer.state_dict().values()]
        return [one.numpy().tobytes() for one in model.parameters()], moments, str(rng.bit_generator.state)

    after = state(saved, other, generator)

    def make() -> Case:
        model, rng = Linear(2, 2, rng=np.random.default_rng(2)), np.random.default_rng(6)
        optimizer = Adam(model.parameters())
        before = state(model, optimizer, rng)

        def check(was_interrupted: bool) -> None:
            now = state(model, optimizer, rng)
            assert now in ([before, after] if was_interrupted else [after])

        return Case(
            lambda: load_checkpoint(path, model, optimizer=optimizer, generators={"rng": rng}),
            check,
        )

    at_every_point(make, every=37)


def test_gradients_of_an_interrupted_step_are_not_added_to_the_next() -> None:
    """In a loop of one's own too, if it begins with `zero_grad`."""

    def make() -> Case:
        w = Parameter(ones((2,)))
        optimizer = SGD([w], lr=0.5)

        def step() -> None:
            optimizer.zero_grad()
            backprop((w * w).sum())

        def check(was_interrupted: bool) -> None:
            del was_interrupted
            step()
            assert w.grad is not None
            assert w.grad.numpy().tolist() == [2.0, 2.0]

        return Case(step, check)

    at_every_point(make)
