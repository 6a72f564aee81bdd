"""Learning-rate schedules and gradient clipping in a trainer: when they are applied, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import untyped
from lines import TEST, TRAIN, LineTrainer, batch, make_line, make_trainer, weights

from typedgrad.optim import SGD, CosineAnnealingLR, LinearWarmup, ReduceLROnPlateau, Schedule, StepLR
from typedgrad.train import Callback

if TYPE_CHECKING:
    from collections.abc import Callable


class Rates(Callback[LineTrainer]):
    """Keeps the learning rate of each step."""

    def __init__(self, optimizer: SGD) -> None:
        self.optimizer = optimizer
        self.of: list[float] = []

    def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
        self.of.append(self.optimizer.lr)


# ----------------------------------------------------------------------------------------------------------- schedules
def rates_of(make: Callable[[SGD], Schedule | ReduceLROnPlateau], epochs: int) -> list[float]:
    """The learning rates of the epochs, each of two batches."""
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.5)
    rates = Rates(optimizer)
    LineTrainer(network, optimizer, make(optimizer)).fit(TRAIN[:2], TEST, epochs=epochs, callbacks=[rates])
    assert rates.of[::2] == rates.of[1::2]
    return rates.of[::2]


SCHEDULES: dict[str, tuple[Callable[[SGD], Schedule], list[float]]] = {
    "steps": (lambda optimizer: StepLR(optimizer, step_size=2, gamma=0.5), [0.5, 0.5, 0.25, 0.25, 0.125]),
    "cosine": (lambda optimizer: CosineAnnealingLR(optimizer, t_max=4), [0.5, 0.4267767, 0.25, 0.0732233, 0.0]),
    "warm-up": (lambda optimizer: LinearWarmup(optimizer, 4, start_factor=0.2), [0.1, 0.2, 0.3, 0.4, 0.5]),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_takes_a_step_after_each_epoch(name: str) -> None:
    make, expected = SCHEDULES[name]
    assert rates_of(make, 5) == pytest.approx(expected)


def plateau_of(values: list[float], *, patience: int = 0) -> list[float]:
    """The learning rates where the monitored values are these."""
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.5)
    plateau, rates = ReduceLROnPlateau(optimizer, factor=0.5, patience=patience), Rates(optimizer)
    trainer = LineTrainer(network, optimizer, plateau, lambda epoch: values[epoch.number - 1])
    trainer.fit(TRAIN[:1], TEST, epochs=len(values), callbacks=[rates])
    return [*rates.of, optimizer.lr]


@pytest.mark.parametrize(
    ("values", "patience", "expected"),
    [
        ([3.0, 2.0, 1.0], 0, [0.5, 0.5, 0.5, 0.5]),
        ([3.0, 3.0, 3.0], 0, [0.5, 0.5, 0.25, 0.125]),
        ([3.0, 4.0, 4.0, 4.0], 1, [0.5, 0.5, 0.5, 0.25, 0.25]),
    ],
)
def test_a_plateau_is_one_of_what_is_monitored(values: list[float], patience: int, expected: list[float]) -> None:
    assert plateau_of(values, patience=patience) == expected


def test_the_test_loss_is_monitored_if_nothing_is_said() -> None:
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.1)
    plateau = ReduceLROnPlateau(optimizer)
    history = LineTrainer(network, optimizer, plateau).fit(TRAIN, TEST, epochs=5)
    assert plateau.best == min(epoch.test.loss for epoch in history.epochs)


def test_the_schedule_has_taken_its_step_when_the_epoch_is_told() -> None:
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.5)
    told: list[float] = []
    trainer = LineTrainer(network, optimizer, StepLR(optimizer, 1, 0.5))
    trainer.fit(TRAIN, TEST, epochs=2, on_epoch=lambda _: told.append(optimizer.lr))
    assert told == [0.25, 0.125]


def test_steps_are_taken_by_the_learning_rate_of_the_schedule() -> None:
    network, twin = make_line(), make_trainer(lr=0.5)
    optimizer = SGD(network.parameters(), lr=0.5)
    scheduled = LineTrainer(network, optimizer, StepLR(optimizer, 1, 0.5))
    scheduled.fit(TRAIN, TEST, epochs=2)
    twin.fit(TRAIN, TEST, epochs=1)
    LineTrainer(twin.network, SGD(twin.network.parameters(), lr=0.25)).fit(TRAIN, TEST, epochs=1)
    assert weights(scheduled) == weights(twin)


def test_a_schedule_can_be_given_later() -> None:
    network = make_line()
    optimizer = SGD(network.parameters(), lr=0.5)
    trainer = LineTrainer(network, optimizer)
    trainer.schedule = StepLR(optimizer, 1, 0.5)
    trainer.fit(TRAIN, TEST, epochs=2)
    assert optimizer.lr == 0.125


def test_what_is_no_schedule_is_refused() -> None:
    network = make_line()
    with pytest.raises(TypeError, match=r"Trainer: 0.1 of type float is no schedule"):
        untyped(LineTrainer)(network, SGD(network.parameters(), lr=0.1), 0.1)


@pytest.mark.parametrize("kind", [StepLR, ReduceLROnPlateau])
def test_a_schedule_of_another_optimizer_is_refused(kind: type[StepLR | ReduceLROnPlateau]) -> None:
    network = make_line()
    optimizer, other = SGD(network.parameters(), lr=0.1), SGD(make_line().parameters(), lr=0.1)
    schedule = StepLR(other, 1) if kind is StepLR else ReduceLROnPlateau(other)
    with pytest.raises(ValueError, match=f"Trainer: the {kind.__name__} is a schedule of another optimizer"):
        LineTrainer(network, optimizer, schedule)


def test_a_schedule_of_another_optimizer_that_is_given_later_is_refused() -> None:
    trainer = make_trainer()
    trainer.schedule = StepLR(make_trainer().optimizer, 1)
    with pytest.raises(ValueError, match="Trainer: the StepLR is a schedule of another optimizer"):
        trainer.fit(TRAIN, TEST, epochs=1)


# ------------------------------------------------------------------------------------------------------------ clipping
def moved_by(**clipping: float) -> tuple[float, float]:
    """By how much a step with a learning rate of 1 changes weight and bias; one gradient is twice the other."""
    network = make_line()
    trainer = LineTrainer(network, SGD(network.parameters(), lr=1.0), **untyped(clipping))
    before = [parameter.numpy().item() for parameter in network.parameters()]
    trainer.fit([batch(2.0)], TEST, epochs=1)
    weight, bias = (parameter.numpy().item() for parameter in network.parameters())
    return weight - before[0], bias - before[1]


def test_without_clipping_the_step_is_that_of_the_gradient() -> None:
    weight, bias = moved_by()
    assert weight == pytest.approx(2.0 * bias)
    assert abs(bias) > 1.0


def test_the_norm_of_all_gradients_is_clipped() -> None:
    free, clipped = np.array(moved_by()), np.array(moved_by(clip_norm=0.5))
    assert np.linalg.norm(clipped) == pytest.approx(0.5, rel=1e-4)
    np.testing.assert_allclose(clipped / np.linalg.norm(clipped), free / np.linalg.norm(free), rtol=1e-4)


def test_each_element_of_the_gradients_is_clipped() -> None:
    weight, bias = moved_by(clip_value=0.5)
    assert (abs(weight), abs(bias)) == pytest.approx((0.5, 0.5), rel=1e-5)


@pytest.mark.parametrize("clipping", [{"clip_norm": 1e3}, {"clip_value": 1e3}])
def test_smaller_gradients_stay_as_they_are(clipping: dict[str, float]) -> None:
    assert moved_by(**clipping) == moved_by()


@pytest.mark.parametrize("name", ["clip_norm", "clip_value"])
@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_a_limit_that_is_not_above_0_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"Trainer: {name}"):
        moved_by(**{name: value})


def test_both_kinds_of_clipping_are_refused() -> None:
    with pytest.raises(ValueError, match=r"clip_norm is 1.0 and clip_value is 2.0; give one of them"):
        moved_by(clip_norm=1.0, clip_value=2.0)
