"""The trainer: what it does with a network, what it returns, and what it refuses."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from lines import (
    LOSS_IS_NAN,
    TEST,
    TRAIN,
    Features,
    LineTrainer,
    Outputs,
    X,
    Y,
    batch,
    make_line,
    make_trainer,
    weights,
)

from typedgrad import DTypeError, enable_grad, no_grad
from typedgrad.nn import Linear, Module, Tanh
from typedgrad.optim import SGD
from typedgrad.tape import is_recording
from typedgrad.train import Batches, Epoch, Evaluation, Trainer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typedgrad import Tensor, float32


# ------------------------------------------------------------------------------------------------ what it returns
def test_it_learns() -> None:
    history = make_trainer().fit(TRAIN, TEST, epochs=60)
    assert history.last.test.loss < 1e-3


def test_epochs_are_numbered_from_one() -> None:
    history = make_trainer().fit(TRAIN, TEST, epochs=3)
    assert [epoch.number for epoch in history.epochs] == [1, 2, 3]


def test_the_train_loss_is_the_mean_of_the_losses_before_each_step() -> None:
    trainer, twin = make_trainer(), make_trainer()
    losses: list[float] = []
    for x, y in TRAIN:
        losses.append(twin.loss(twin.forward(x), y).item())
        twin.fit([(x, y)], TEST, epochs=1)
    history = trainer.fit(TRAIN, TEST, epochs=1)
    assert history.last.train.loss == pytest.approx(sum(losses) / len(losses))


def test_the_test_loss_is_that_after_the_last_step() -> None:
    trainer = make_trainer()
    history = trainer.fit(TRAIN, TEST, epochs=2)
    assert trainer.evaluate(TEST) == history.last.test


def test_an_evaluation_averages_over_batches() -> None:
    trainer = make_trainer()
    each = [trainer.evaluate([pair]) for pair in TEST]
    assert trainer.evaluate(TEST).loss == pytest.approx(sum(one.loss for one in each) / len(each))


def test_the_history_has_the_time_of_each_epoch() -> None:
    history = make_trainer().fit(TRAIN, TEST, epochs=2)
    assert history.seconds == sum(epoch.seconds for epoch in history.epochs) > 0.0


def test_each_epoch_is_reported_as_it_ends() -> None:
    reports: list[Epoch] = []
    history = make_trainer().fit(TRAIN, TEST, epochs=3, on_epoch=reports.append)
    assert tuple(reports) == history.epochs


def test_two_fits_go_on_where_one_would() -> None:
    once, twice = make_trainer(), make_trainer()
    once.fit(TRAIN, TEST, epochs=2)
    twice.fit(TRAIN, TEST, epochs=1)
    twice.fit(TRAIN, TEST, epochs=1)
    assert weights(once) == weights(twice)


def test_an_error_in_a_block_that_is_not_left_leaves_recording_as_it_was() -> None:
    class Stays(LineTrainer):
        def loss(self, output: Y, target: Y, /) -> Tensor[float32, tuple[()]]:
            no_grad().__enter__()
            raise ZeroDivisionError

    network = Linear(Features(1), Outputs(1), rng=np.random.default_rng(0))
    trainer = Stays(network, SGD(network.parameters(), lr=0.1))
    with no_grad(), enable_grad():
        with pytest.raises(ZeroDivisionError):
            trainer.fit(TRAIN, TEST, epochs=1)
        assert is_recording()
    assert is_recording()


# ------------------------------------------------------------------------------------------------------- metrics
class Measured(LineTrainer):
    """With the largest error of a batch, and how many samples it has."""

    def metrics(self, output: Y, target: Y, /) -> Mapping[str, float]:
        error = abs(output - target).max().item()
        return {"error": error, "samples": float(output.shape[0])}


def measured(trainer: type[LineTrainer] = Measured) -> LineTrainer:
    network = Linear(Features(1), Outputs(1), rng=np.random.default_rng(0))
    return trainer(network, SGD(network.parameters(), lr=0.1))


def test_metrics_are_averaged_over_batches() -> None:
    history = measured().fit(TRAIN, TEST, epochs=2)
    assert [(epoch.train.metrics["samples"], epoch.test.metrics["samples"]) for epoch in history.epochs] == [
        (2.0, 1.5),
        (2.0, 1.5),
    ]


def test_the_test_metrics_are_those_after_the_last_step() -> None:
    trainer = measured()
    history = trainer.fit(TRAIN, TEST, epochs=2)
    assert trainer.evaluate(TEST).metrics == history.last.test.metrics


def test_metrics_do_not_change_the_training() -> None:
    plain, with_metrics = make_trainer(), measured()
    plain.fit(TRAIN, TEST, epochs=3)
    with_metrics.fit(TRAIN, TEST, epochs=3)
    assert weights(plain) == weights(with_metrics)


def test_without_metrics_there_are_none() -> None:
    assert make_trainer().evaluate(TEST).metrics == {}


def test_a_trainer_may_add_to_the_metrics_of_its_base() -> None:
    class More(LineTrainer):
        def metrics(self, output: Y, target: Y, /) -> Mapping[str, float]:
            return {**super().metrics(output, target), "samples": float(output.shape[0])}

    assert measured(More).evaluate(TEST).metrics == {"samples": 1.5}


def test_a_metric_of_a_later_batch_that_is_no_number_is_named() -> None:
    class Text(LineTrainer):
        def metrics(self, output: Y, target: Y, /) -> Mapping[str, float]:
            return {"samples": 2.0, "name": 1.0 if output.shape[0] == 2 else untyped("one")}

    with pytest.raises(DTypeError, match="fit, epoch 1: the metric 'name' of batch 2"):
        measured(Text).fit(TRAIN, TEST, epochs=1)


def test_evaluations_are_equal_with_their_metrics() -> None:
    assert Evaluation(1.0, 0.5, {"f1": 0.5}) != Evaluation(1.0, 0.5, {"f1": 0.25})
    assert hash(Evaluation(1.0, 0.5, {"f1": 0.5})) == hash(Evaluation(1.0, 0.5, {"f1": 0.5}))


class Fickle(LineTrainer):
    """With a metric by the size of the batch."""

    def metrics(self, output: Y, target: Y, /) -> Mapping[str, float]:
        return {f"of {output.shape[0]}": 1.0}


def test_metrics_of_other_names_are_refused() -> None:
    message = r"fit, epoch 1: the metrics of batch 2 are \['of 1'\], of batch 1 \['of 2'\]"
    with pytest.raises(ValueError, match=message):
        measured(Fickle).fit(TRAIN, TEST, epochs=1)


class Growing:
    """Batches of which each epoch has others."""

    def __init__(self) -> None:
        self.passes = 0

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[tuple[X, Y]]:
        self.passes += 1
        yield batch(*range(self.passes))


def test_metrics_of_other_names_in_a_later_epoch_are_refused() -> None:
    message = r"fit, epoch 2: the train metrics are \['of 2'\], of epoch 1 \['of 1'\]"
    with pytest.raises(ValueError, match=message):
        measured(Fickle).fit(Growing(), [batch(0.25)], epochs=2)


# ------------------------------------------------------------------------------------------ modes and recording
def test_it_trains_in_train_mode_and_evaluates_in_eval_mode() -> None:
    trainer = make_trainer()
    trainer.fit(TRAIN, TEST, epochs=2)
    assert trainer.modes == [True, True, True, False, False] * 2


def test_an_evaluation_is_not_recorded() -> None:
    trainer = make_trainer()
    trainer.fit(TRAIN, TEST, epochs=1)
    assert trainer.recorded == [True, True, True, False, False]


def test_a_score_is_never_recorded() -> None:
    trainer = make_trainer()
    trainer.fit(TRAIN, TEST, epochs=1)
    assert not any(trainer.scored_while_recording)


@pytest.mark.parametrize("training", [True, False])
def test_the_network_keeps_its_mode(training: bool) -> None:
    trainer = make_trainer()
    trainer.network.training = training
    trainer.fit(TRAIN, TEST, epochs=1)
    assert trainer.network.training is training


def test_the_network_keeps_its_mode_after_an_error() -> None:
    trainer = make_trainer()
    trainer.network.eval()
    with pytest.raises(FloatingPointError):
        trainer.fit(LOSS_IS_NAN, TEST, epochs=1)
    assert not trainer.network.training


def test_an_evaluation_leaves_the_weights_alone() -> None:
    trainer = make_trainer()
    before = weights(trainer)
    trainer.evaluate(TEST)
    assert weights(trainer) == before


# -------------------------------------------------------------------------------------------------- its batches
def test_batches_may_differ_from_epoch_to_epoch() -> None:
    growing = Growing()
    make_trainer(lr=0.01).fit(growing, TEST, epochs=3)
    assert growing.passes == 3


class Emptied(Growing):
    def __iter__(self) -> Iterator[tuple[X, Y]]:
        return iter(())


def test_each_module_keeps_its_mode() -> None:
    network = make_line() >> Tanh() >> Linear(Outputs(1), Outputs(1), rng=np.random.default_rng(0))
    frozen = network.modules()[1].eval()
    trainer = LineTrainer(network, SGD(network.parameters(), lr=0.1))
    trainer.evaluate(TEST)
    trainer.fit(TRAIN, TEST, epochs=1)
    assert [module for module in network.modules() if not module.training] == [frozen]


def test_scores_and_metrics_of_numpy_are_told_as_floats() -> None:
    class Scored(LineTrainer):
        def score(self, output: Y, target: Y, /) -> float:
            return np.float64(0.5)

        def metrics(self, output: Y, target: Y, /) -> Mapping[str, float]:
            return {"half": np.float64(0.5)}

    network = make_line()
    last = Scored(network, SGD(network.parameters(), lr=0.1)).fit(TRAIN, TEST, epochs=1).last
    told = [last.train.score, last.test.score, *last.train.metrics.values(), *last.test.metrics.values()]
    assert [type(value) for value in told] == [float] * 4


# ----------------------------------------------------------------------------------------------- what it refuses
@pytest.mark.parametrize("epochs", [0, -1])
def test_no_epochs_are_refused(epochs: int) -> None:
    with pytest.raises(ValueError, match=f"fit: epochs is {epochs}, below 1"):
        make_trainer().fit(TRAIN, TEST, epochs=epochs)


def test_half_an_epoch_is_refused() -> None:
    fit = untyped(make_trainer().fit)
    with pytest.raises(DTypeError, match=r"fit: epochs is 1.5 of type float, not a whole number"):
        fit(TRAIN, TEST, epochs=1.5)


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(DTypeError, match=r"Trainer: 3 of type int is not a module"):
        untyped(LineTrainer)(3, make_trainer().optimizer)


def test_what_is_no_optimizer_is_refused() -> None:
    with pytest.raises(DTypeError, match=r"Trainer: 0.1 of type float is not an optimizer"):
        untyped(LineTrainer)(make_line(), 0.1)


@pytest.mark.parametrize(("train", "test", "name"), [([], TEST, "train"), (TRAIN, [], "test")])
def test_no_batches_are_refused(train: Batches[X, Y], test: Batches[X, Y], name: str) -> None:
    with pytest.raises(ValueError, match=f"fit: no batches in {name}"):
        make_trainer().fit(train, test, epochs=1)


def test_arguments_are_checked_before_anything_changes() -> None:
    trainer = make_trainer()
    before = weights(trainer)
    with pytest.raises(ValueError, match="no batches in test"):
        trainer.fit(TRAIN, [], epochs=1)
    assert weights(trainer) == before


def test_an_epoch_without_batches_is_an_error() -> None:
    with pytest.raises(ValueError, match="fit, epoch 1: no batches"):
        make_trainer().fit(Emptied(), TEST, epochs=1)


def test_an_evaluation_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="evaluate: no batches"):
        make_trainer().evaluate([])


def test_a_generator_of_batches_is_refused() -> None:
    fit = untyped(make_trainer().fit)
    with pytest.raises(TypeError, match="len"):
        fit((pair for pair in TRAIN), TEST, epochs=1)


def test_a_loss_that_is_nan_stops_the_training() -> None:
    with pytest.raises(FloatingPointError, match="fit, epoch 1: the loss of batch 2 is nan"):
        make_trainer().fit(LOSS_IS_NAN, TEST, epochs=1)


def test_a_loss_that_is_infinite_stops_the_training() -> None:
    with pytest.raises(FloatingPointError, match="the loss of batch 1 is inf"), np.errstate(over="ignore"):
        make_trainer().fit([batch(3e38)], TEST, epochs=1)


def test_a_loss_that_is_nan_does_not_reach_the_weights() -> None:
    trainer = make_trainer()
    before = weights(trainer)
    with pytest.raises(FloatingPointError):
        trainer.fit([batch(float("nan"))], TEST, epochs=1)
    assert weights(trainer) == before


def test_a_test_loss_that_is_nan_is_an_error() -> None:
    with pytest.raises(FloatingPointError, match="evaluate: the loss of batch 2 is nan"):
        make_trainer().fit(TRAIN, LOSS_IS_NAN, epochs=1)


def test_a_trainer_without_a_score_is_abstract() -> None:
    class Unscored(Trainer[Module, X, Y, Y]):
        def forward(self, x: X, /) -> Y:
            raise NotImplementedError

        def loss(self, output: Y, target: Y, /) -> Tensor[float32, tuple[()]]:
            raise NotImplementedError

    make = untyped(Unscored)
    network = Linear(1, 1, rng=np.random.default_rng(0))
    with pytest.raises(TypeError, match=r"abstract.* .?score"):
        make(network, SGD(network.parameters(), lr=0.1))


# ------------------------------------------------------------------------------------------------ progress bar
class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_no_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    make_trainer().fit(TRAIN, TEST, epochs=2)
    assert capsys.readouterr().err == ""


def test_one_bar_for_all_epochs_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tqdm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    make_trainer().fit(TRAIN, TEST, epochs=4)
    last = terminal.getvalue().rstrip().split("\r")[-1]
    assert "12/12" in last


def test_no_bar_without_tqdm(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    make_trainer().fit(TRAIN, TEST, epochs=1)
    assert terminal.getvalue() == ""


def test_no_bar_without_a_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert make_trainer().fit(TRAIN, TEST, epochs=1).epochs


def test_the_bar_is_closed_by_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    tqdm: Any = pytest.importorskip("tqdm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(FloatingPointError):
        make_trainer().fit(LOSS_IS_NAN, TEST, epochs=1)
    assert len(tqdm.tqdm._instances) == 0
