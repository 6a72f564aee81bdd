"""A run that goes on from its checkpoint ends in the same bits as one that was never interrupted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import resumable
from lines import TEST, TRAIN, LineTrainer, X, Y, make_line, make_trainer, weights
from resumable import EPOCHS, Run, without_seconds

from typedgrad import DTypeError, ShapeError, Tensor, float32, float64, zeros
from typedgrad.checkpoint import CheckpointError
from typedgrad.optim import SGD, StepLR
from typedgrad.train import Callback, DataLoader, EarlyStopping, Epoch, Evaluation, History, Stop
from typedgrad.train.generators import generators_of
from typedgrad.train.records import Records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resumable import NoisyTrainer

    from typedgrad.stateful import Entry

PROGRAM = Path(resumable.__file__)


class BrokenOffError(Exception):
    """What ends a run in the middle."""


class Interrupts(Callback["NoisyTrainer"]):
    """Raises in some epoch: after a batch, or at its end."""

    def __init__(self, epoch: int, batch: int | None = None) -> None:
        self.epoch, self.batch = epoch, batch
        self.current = 1

    def on_fit_start(self, trainer: NoisyTrainer, history: History, /) -> None:
        self.current = len(history.epochs) + 1

    def on_batch_end(self, trainer: NoisyTrainer, batch: int, loss: float, /) -> None:
        if (self.current, batch) == (self.epoch, self.batch):
            raise BrokenOffError

    def on_epoch_end(self, trainer: NoisyTrainer, epoch: Epoch, /) -> Stop | None:
        if self.batch is None and epoch.number == self.epoch:
            raise BrokenOffError
        self.current = epoch.number + 1
        return None


def fit(run: Run, checkpoint: Path | None, *more: Callback[NoisyTrainer], epochs: int = EPOCHS) -> History:
    callbacks = [run.stopping, *more]
    return run.trainer.fit(run.train, run.test, epochs=epochs, callbacks=callbacks, checkpoint=checkpoint)


def outcome(run: Run, history: History) -> tuple[list[bytes], object]:
    """What has to be the same."""
    return run.values(), without_seconds(history)


@pytest.fixture(scope="module")
def whole() -> tuple[list[bytes], object]:
    """What comes of a run that nothing interrupts."""
    run = Run()
    return outcome(run, fit(run, None))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


# ------------------------------------------------------------------------------------------------------- the same bits
def test_a_checkpoint_does_not_change_the_run(whole: tuple[list[bytes], object], path: Path) -> None:
    run = Run()
    assert outcome(run, fit(run, path)) == whole


@pytest.mark.parametrize("epoch", range(1, EPOCHS + 1))
@pytest.mark.parametrize("batch", [None, 1, 3])
def test_an_interrupted_run_ends_in_the_same_bits(
    epoch: int, batch: int | None, whole: tuple[list[bytes], object], path: Path
) -> None:
    with pytest.raises(BrokenOffError):
        fit(Run(), path, Interrupts(epoch, batch))
    run = Run()
    assert outcome(run, fit(run, path)) == whole


def test_many_interruptions_change_nothing(whole: tuple[list[bytes], object], path: Path) -> None:
    for epoch in range(1, EPOCHS + 1):
        with pytest.raises(BrokenOffError):
            fit(Run(), path, Interrupts(epoch, 2))
    run = Run()
    assert outcome(run, fit(run, path)) == whole


def test_the_same_objects_can_go_on(whole: tuple[list[bytes], object], path: Path) -> None:
    run = Run()
    with pytest.raises(BrokenOffError):
        fit(run, path, Interrupts(4, 2))
    assert outcome(run, fit(run, path)) == whole


def test_a_shorter_run_can_be_made_longer(whole: tuple[list[bytes], object], path: Path) -> None:
    fit(Run(), path, epochs=2)
    run = Run()
    assert outcome(run, fit(run, path)) == whole


def test_a_run_that_is_over_is_not_repeated(whole: tuple[list[bytes], object], path: Path) -> None:
    fit(Run(), path)
    run = Run()
    assert outcome(run, fit(run, path, Interrupts(EPOCHS, 1))) == whole


def test_a_run_that_was_stopped_stays_so(path: Path) -> None:
    first, second = Run(), Run()
    first.stopping = EarlyStopping(monitor=lambda epoch: float(epoch.number), patience=2)
    second.stopping = EarlyStopping(monitor=lambda epoch: float(epoch.number), patience=2)
    stopped = outcome(first, fit(first, path))
    assert outcome(second, fit(second, path)) == stopped
    assert first.stopping.best_epoch == second.stopping.best_epoch == 1


def test_the_best_weights_survive_an_interruption(path: Path) -> None:
    """The best epoch is the third, and the run is interrupted after it."""
    with pytest.raises(BrokenOffError):
        fit(Run(), path, Interrupts(5))
    run = Run()
    fit(run, path)
    third = Run()
    fit(third, None, epochs=3)
    assert [one.numpy().tolist() for one in run.network.parameters()] == [
        one.numpy().tolist() for one in third.network.parameters()
    ]


def test_a_rate_that_was_set_between_steps_of_the_schedule_survives(path: Path) -> None:
    class Slower(Callback[LineTrainer]):
        def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> Stop | None:
            if epoch.number == 2:
                trainer.optimizer.lr = 0.001
            return None

    def run(epochs: int, checkpoint: Path | None) -> list[object]:
        trainer = make_trainer()
        trainer.schedule = StepLR(trainer.optimizer, 9)
        trainer.fit(TRAIN, TEST, epochs=epochs, callbacks=[Slower()], checkpoint=checkpoint)
        return weights(trainer)

    run(2, path)
    assert run(3, path) == run(3, None)


def test_early_stopping_that_keeps_no_weights_goes_on(path: Path) -> None:
    def run(epochs: int, checkpoint: Path | None) -> tuple[list[object], int, object]:
        trainer = make_trainer()
        stopping = EarlyStopping(monitor=lambda epoch: -float(epoch.number == 2), patience=2, restore_best=False)
        history = trainer.fit(TRAIN, TEST, epochs=epochs, callbacks=[stopping], checkpoint=checkpoint)
        return weights(trainer), len(history.epochs), history.stopped

    run(3, path)
    found = run(9, path)
    assert found[1] == 4
    assert found == run(9, None)


def test_a_trainer_with_a_state_goes_on_with_it(path: Path) -> None:
    class Counts(LineTrainer):
        seen = 0

        def loss(self, output: Y, target: Y, /) -> Tensor[float32, tuple[()]]:
            self.seen += 1
            return super().loss(output, target)

        def state_dict(self) -> dict[str, Entry]:
            return {"seen": self.seen}

        def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
            assert isinstance(state["seen"], int)
            self.seen = state["seen"]

    def run(epochs: int, checkpoint: Path | None) -> int:
        network = make_line()
        trainer = Counts(network, SGD(network.parameters(), lr=0.1))
        trainer.fit(TRAIN, TEST, epochs=epochs, checkpoint=checkpoint)
        return trainer.seen

    assert run(2, path) == 10
    assert run(3, path) == 15


def test_a_transform_that_draws_goes_on(path: Path) -> None:
    class Noise:
        def __init__(self) -> None:
            self.rng = np.random.default_rng(0)

    class NoisyLineTrainer(LineTrainer):
        def __init__(self) -> None:
            line = make_trainer()
            super().__init__(line.network, line.optimizer)
            self.noise = {"inputs": Noise()}

        def forward(self, x: X, /) -> Y:
            return self.network(x + float(self.noise["inputs"].rng.normal()))

    def run(epochs: int, checkpoint: Path | None) -> list[object]:
        trainer = NoisyLineTrainer()
        trainer.fit(TRAIN, TEST, epochs=epochs, checkpoint=checkpoint)
        return weights(trainer)

    run(2, path)
    assert run(3, path) == run(3, None)


def test_only_what_is_still_to_do_is_told(path: Path) -> None:
    fit(Run(), path, epochs=4)
    run = Run()
    told: list[int] = []
    history = run.trainer.fit(
        run.train,
        run.test,
        epochs=EPOCHS,
        callbacks=[run.stopping],
        checkpoint=path,
        on_epoch=lambda epoch: told.append(epoch.number),
    )
    assert told == [5, 6]
    assert [epoch.number for epoch in history.epochs] == [1, 2, 3, 4, 5, 6]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("lines", [1, 3])
def test_a_run_that_is_killed_ends_in_the_same_bits(lines: int, tmp_path: Path) -> None:
    def start(name: str) -> subprocess.Popen[str]:
        files = [str(tmp_path / name), str(tmp_path / f"{name}.result")]
        return subprocess.Popen([sys.executable, str(PROGRAM), *files], stdout=subprocess.PIPE, text=True)

    with start("whole") as process:
        process.communicate()
    said: list[str] = []
    with start("killed") as process:
        assert process.stdout is not None
        for _ in range(lines):
            said.append(process.stdout.readline().strip())
        process.kill()
    assert not (tmp_path / "killed.result").exists()
    with start("killed") as process:
        rest = process.communicate()[0].split()
    assert (tmp_path / "killed.result").read_bytes() == (tmp_path / "whole.result").read_bytes()
    assert len(rest) < EPOCHS or said == ["1"]  # what was saved is not done again


# ------------------------------------------------------------------------------------------------------ what is refused
def test_a_longer_run_is_refused_and_changes_nothing(path: Path) -> None:
    fit(Run(), path, epochs=4)
    run = Run()
    before = run.values()
    with pytest.raises(CheckpointError, match="4 epochs, but the run is of 2"):
        fit(run, path, epochs=2)
    assert run.values() == before


def test_a_run_with_other_callbacks_is_refused(path: Path) -> None:
    fit(Run(), path, epochs=1)
    run = Run()
    before = run.values()
    with pytest.raises(CheckpointError, match="EarlyStopping"):
        run.trainer.fit(run.train, run.test, epochs=2, checkpoint=path)
    assert run.values() == before


def test_a_run_of_another_network_is_refused(path: Path) -> None:
    trainer = make_trainer()
    trainer.fit(TRAIN, TEST, epochs=1, checkpoint=path)
    run = Run()
    before = run.values()
    with pytest.raises(CheckpointError):
        fit(run, path)
    assert run.values() == before


def test_a_file_that_is_no_checkpoint_is_refused(path: Path) -> None:
    path.write_text("weights")
    with pytest.raises(CheckpointError):
        make_trainer().fit(TRAIN, TEST, epochs=1, checkpoint=path)


def test_a_directory_that_is_missing_is_refused(tmp_path: Path) -> None:
    trainer = make_trainer()
    before = weights(trainer)
    with pytest.raises(FileNotFoundError, match="missing, the directory of the checkpoint, is missing"):
        trainer.fit(TRAIN, TEST, epochs=1, checkpoint=tmp_path / "missing" / "run")
    assert weights(trainer) == before


def test_a_package_that_is_missing_is_named_before_the_first_epoch(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "safetensors.numpy", None)
    epochs: list[Epoch] = []
    with pytest.raises(ImportError, match=r"pip install 'typedgrad\[checkpoint\]'"):
        make_trainer().fit(TRAIN, TEST, epochs=1, checkpoint=path, on_epoch=epochs.append)
    assert epochs == []


def test_a_path_can_be_a_text(path: Path) -> None:
    make_trainer().fit(TRAIN, TEST, epochs=1, checkpoint=str(path))
    assert path.exists()


# ---------------------------------------------------------------------------------------------------------- generators
def test_generators_are_found_where_they_are_held() -> None:
    run = Run()
    found = generators_of({"trainer": run.trainer, "train": run.train, "test": run.test})
    assert found == {
        "trainer.network.dropout": run.network.dropout,
        "trainer.rng": run.trainer.rng,
        "train._rng": run.train._rng,
    }


def test_a_generator_that_is_shared_is_found_once() -> None:
    rng = np.random.default_rng(0)
    loader = DataLoader(*_tensors(), 2, rng=rng)
    assert list(generators_of({"a": loader, "b": loader, "c": [rng]})) == ["a._rng"]


def test_generators_in_slots_lists_and_nested_batches_are_found() -> None:
    class Slotted:
        __slots__ = ("rng",)

        def __init__(self) -> None:
            self.rng = np.random.default_rng(0)

    class Nested:
        def __init__(self) -> None:
            self.batches = DataLoader(*_tensors(), 2, rng=np.random.default_rng(0))
            self.more = (np.random.default_rng(1), [np.random.default_rng(2)])

    assert list(generators_of({"a": Slotted(), "b": Nested()})) == [
        "a.rng",
        "b.batches._rng",
        "b.more.0",
        "b.more.1.0",
    ]


def test_a_list_that_holds_itself_ends() -> None:
    cycle: list[object] = [np.random.default_rng(0)]
    cycle.append(cycle)
    assert list(generators_of({"a": cycle})) == ["a.0"]


def _tensors() -> tuple[Tensor[float32, tuple[int, int]], Tensor[float32, tuple[int]]]:
    rows, columns = 4, 2
    return zeros((rows, columns)), zeros((rows,))


# ------------------------------------------------------------------------------------------- the history in its file
def test_a_history_without_epochs_has_a_state() -> None:
    records = Records()
    records.load_state_dict(Records().state_dict())
    assert records.history() == History(())


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"stopped": 1}, DTypeError, "stopped is 1 of type int, not a text"),
        ({"seconds": 1.0}, DTypeError, "seconds is 1.0 of type float, not a float64 tensor"),
        ({"test.loss": zeros((1,))}, DTypeError, "test.loss is .*, not a float64 tensor"),
        ({"test.loss": zeros((2,), float64)}, ShapeError, r"test.loss has shape \(2,\)"),
        ({"test.loss": zeros((1, 1), float64)}, ShapeError, r"test.loss has shape \(1, 1\)"),
        ({"train.metrics.f1": zeros((), float64)}, ShapeError, r"train.metrics.f1 has shape \(\)"),
        ({"val.loss": zeros((1,), float64)}, KeyError, "unknown .*val.loss"),
    ],
)
def test_a_wrong_history_changes_nothing(change: dict[str, Entry], error: type[Exception], message: str) -> None:
    records = Records()
    records.append(Epoch(1, Evaluation(2.0, 0.5), Evaluation(3.0, 0.25), 1.0))
    before = records.history()
    with pytest.raises(error, match=message):
        records.load_state_dict({**records.state_dict(), **change})
    assert records.history() == before


@pytest.mark.parametrize("name", ["stopped", "seconds", "train.score"])
def test_a_history_without_a_part_is_refused(name: str) -> None:
    state = {key: value for key, value in Records().state_dict().items() if key != name}
    with pytest.raises(KeyError, match=f"missing .*{name}"):
        Records().load_state_dict(state)
