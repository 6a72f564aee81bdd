"""Learning-rate schedules in a trainer: when they take a step, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import untyped
from lines import TEST, TRAIN, LineTrainer, make_line, make_trainer, weights

from typedgrad.optim import SGD
from typedgrad.train import Callback, Epoch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typedgrad.stateful import Entry


class Halves:
    """Halves the learning rate each epoch."""

    def __init__(self, optimizer: SGD) -> None:
        self.optimizer = optimizer

    def step(self) -> None:
        self.optimizer.lr /= 2.0

    def state_dict(self) -> Mapping[str, Entry]:
        return {}

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        pass


class Keeps:
    """Keeps the metrics that it is given."""

    def __init__(self) -> None:
        self.metrics: list[float] = []

    def step(self, metric: float, /) -> None:
        self.metrics.append(metric)

    def state_dict(self) -> Mapping[str, Entry]:
        return {}

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        pass


class Rates(Callback[LineTrainer]):
    """Keeps the learning rate of each step."""

    def __init__(self, optimizer: SGD) -> None:
        self.optimizer = optimizer
        self.of: list[float] = []

    def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
        self.of.append(self.optimizer.lr)


def test_a_schedule_takes_a_step_after_each_epoch() -> None:
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.5)
    rates = Rates(optimizer)
    LineTrainer(network, optimizer, Halves(optimizer)).fit(TRAIN[:2], TEST, epochs=3, callbacks=[rates])
    assert rates.of == [0.5, 0.5, 0.25, 0.25, 0.125, 0.125]


def test_it_has_taken_its_step_when_the_epoch_is_told() -> None:
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.5)
    told: list[float] = []
    trainer = LineTrainer(network, optimizer, Halves(optimizer))
    trainer.fit(TRAIN, TEST, epochs=2, on_epoch=lambda _: told.append(optimizer.lr))
    assert told == [0.25, 0.125]


def test_steps_are_taken_by_the_learning_rate_of_the_schedule() -> None:
    network, twin = make_line(), make_trainer(lr=0.5)
    optimizer = SGD(network.parameters(), lr=0.5)
    scheduled = LineTrainer(network, optimizer, Halves(optimizer))
    scheduled.fit(TRAIN, TEST, epochs=2)
    twin.fit(TRAIN, TEST, epochs=1)
    other = LineTrainer(twin.network, SGD(twin.network.parameters(), lr=0.25))
    other.fit(TRAIN, TEST, epochs=1)
    assert weights(scheduled) == weights(other)


def test_a_metric_schedule_is_given_the_test_loss() -> None:
    network, keeps = make_line(), Keeps()
    history = LineTrainer(network, SGD(network.parameters(), lr=0.1), keeps).fit(TRAIN, TEST, epochs=3)
    assert keeps.metrics == [epoch.test.loss for epoch in history.epochs]


def test_a_metric_schedule_is_given_what_is_monitored() -> None:
    def monitor(epoch: Epoch) -> float:
        return -epoch.train.score

    network, keeps = make_line(), Keeps()
    trainer = LineTrainer(network, SGD(network.parameters(), lr=0.1), keeps, monitor)
    history = trainer.fit(TRAIN, TEST, epochs=3)
    assert keeps.metrics == [-epoch.train.score for epoch in history.epochs]


def test_a_schedule_can_be_given_later() -> None:
    trainer, keeps = make_trainer(), Keeps()
    trainer.schedule = keeps
    trainer.fit(TRAIN, TEST, epochs=2)
    assert len(keeps.metrics) == 2


def test_what_has_no_step_is_no_schedule() -> None:
    network = make_line()
    with pytest.raises(TypeError, match=r"Trainer: schedule is 0.1 of type float, which has no step"):
        untyped(LineTrainer)(network, SGD(network.parameters(), lr=0.1), 0.1)
