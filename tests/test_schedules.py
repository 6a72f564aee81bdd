"""Schedules: what they set, what they take, and how they go on. Their numbers are in test_optim_trajectories.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers import untyped

from typedgrad import CompileError, DTypeError, Parameter, compiled, ones
from typedgrad.optim import (
    SGD,
    Adam,
    CosineAnnealingLR,
    LinearWarmup,
    Optimizer,
    ReduceLROnPlateau,
    Schedule,
    SGDGroup,
    StepLR,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.stateful import Entry, Stateful


def sgd(lr: float = 1.0) -> SGD:
    return SGD([Parameter(ones((2,)))], lr)


def rates(optimizer: Optimizer, schedule: Schedule, steps: int) -> list[float]:
    seen: list[float] = []
    for _ in range(steps):
        schedule.step()
        seen.append(optimizer.lr)
    return seen


KINDS: list[Callable[[Optimizer], Any]] = [
    lambda o: StepLR(o, 1, 0.5),
    lambda o: ReduceLROnPlateau(o, factor=0.5, patience=0),
]


class Growing(Schedule):
    """A schedule of one's own."""

    def rate(self, base: float, steps: int) -> float:
        return base * (1.0 + steps)


class Falling(Schedule):
    """A schedule that goes too far."""

    def rate(self, base: float, steps: int) -> float:
        return base - steps


# ---------------------------------------------------------------------------------------------------------- what is set
def test_a_subclass_says_what_becomes_of_a_rate() -> None:
    optimizer = sgd(0.5)
    assert rates(optimizer, Growing(optimizer), 3) == [1.0, 1.5, 2.0]


@pytest.mark.parametrize("make", KINDS)
def test_groups_follow_with_their_own_rates(make: Callable[[Optimizer], Any]) -> None:
    first, second = SGDGroup([Parameter(ones((2,)))], lr=8.0), SGDGroup([Parameter(ones((2,)))])
    optimizer = SGD([first, second], lr=1.0)
    schedule = make(optimizer)
    for _ in range(2):
        schedule.step(*([1.0] if isinstance(schedule, ReduceLROnPlateau) else []))
    if isinstance(schedule, ReduceLROnPlateau):
        schedule.step(1.0)  # the first metric is better than none
    assert (first.lr, second.lr, optimizer.lr) == (2.0, 0.25, 0.25)


def test_a_group_that_is_given_a_rate_later_is_left_alone() -> None:
    optimizer = SGD([SGDGroup([Parameter(ones((2,)))]), SGDGroup([Parameter(ones((2,)))])], lr=1.0)
    schedule = StepLR(optimizer, 1, 0.5)
    optimizer.groups[0].lr = 3.0
    schedule.step()
    assert [group.lr for group in optimizer.groups] == [3.0, 0.5]


def test_a_rate_that_was_changed_by_hand_is_set_anew() -> None:
    optimizer = sgd()
    schedule = StepLR(optimizer, 1, 0.5)
    optimizer.lr = 7.0
    assert rates(optimizer, schedule, 1) == [0.5]


def test_a_warm_up_starts_at_once_and_ends_in_the_rate() -> None:
    optimizer = sgd()
    schedule = LinearWarmup(optimizer, 4, 0.2)
    assert optimizer.lr == 0.2
    assert rates(optimizer, schedule, 6) == pytest.approx([0.4, 0.6, 0.8, 1.0, 1.0, 1.0])


def test_a_warm_up_goes_over_into_the_schedule_that_follows() -> None:
    optimizer = sgd()
    schedule = LinearWarmup(optimizer, 2, 0.5, after=StepLR(optimizer, 1, 0.1))
    assert rates(optimizer, schedule, 4) == pytest.approx([0.75, 1.0, 0.1, 0.01])


def test_a_warm_up_starts_from_the_rates_that_the_schedule_after_it_started_from() -> None:
    """Also where that has begun with other rates."""
    own = SGDGroup([Parameter(ones((2,)))], lr=4.0)
    optimizer = SGD([own, Parameter(ones((2,)))], 2.0)
    schedule = LinearWarmup(optimizer, 2, 0.5, after=LinearWarmup(optimizer, 2, 0.25))
    seen = [(optimizer.lr, own.lr)]
    for _ in range(4):
        schedule.step()
        seen.append((optimizer.lr, own.lr))
    assert seen == [(1.0, 2.0), (1.5, 3.0), (0.5, 1.0), (1.25, 2.5), (2.0, 4.0)]


def test_a_warm_up_leaves_a_rate_that_was_changed_by_hand_after_its_schedule_was_made() -> None:
    optimizer = sgd(2.0)
    after = LinearWarmup(optimizer, 2, 0.25)
    optimizer.lr = 1.0
    schedule = LinearWarmup(optimizer, 2, 0.5, after=after)
    assert rates(optimizer, schedule, 1) == [0.75]


def test_a_rate_below_zero_is_refused_and_changes_nothing() -> None:
    optimizer = sgd(1.5)
    schedule = Falling(optimizer)
    schedule.step()
    with pytest.raises(ValueError, match=r"Falling: rate is -0\.5"):
        schedule.step()
    assert (optimizer.lr, schedule.steps) == (0.5, 1)


# -------------------------------------------------------------------------------------------------------------- plateau
PLATEAUS: list[tuple[dict[str, Any], list[float], list[float]]] = [
    ({"patience": 1}, [3.0, 3.0, 3.0, 3.0, 3.0], [1.0, 1.0, 0.5, 0.5, 0.25]),
    ({"patience": 0}, [3.0, 2.0, 1.0, 1.0], [1.0, 1.0, 1.0, 0.5]),
    ({"patience": 0, "mode": "max"}, [1.0, 2.0, 2.0], [1.0, 1.0, 0.5]),
    ({"patience": 0, "cooldown": 2}, [1.0, 1.0, 1.0, 1.0, 1.0], [1.0, 0.5, 0.5, 0.5, 0.25]),
    ({"patience": 0, "min_lr": 0.75}, [1.0, 1.0, 1.0], [1.0, 0.75, 0.75]),
    ({"patience": 0, "threshold": 0.5}, [1.0, 0.6, 0.4], [1.0, 0.5, 0.5]),
    ({"patience": 0, "threshold": 0.5, "threshold_mode": "abs"}, [3.0, 2.6, 2.4], [1.0, 0.5, 0.5]),
    ({"patience": 0, "threshold": 1.0}, [1.0, 0.5], [1.0, 0.5]),
    ({"patience": 0, "eps": 0.6}, [1.0, 1.0], [1.0, 1.0]),
    ({"patience": 0}, [float("inf"), 1.0], [0.5, 0.5]),
]


@pytest.mark.parametrize(("settings", "metrics", "expected"), PLATEAUS)
def test_a_plateau_reduces_the_rate(settings: dict[str, Any], metrics: list[float], expected: list[float]) -> None:
    optimizer = sgd()
    schedule = ReduceLROnPlateau(optimizer, factor=0.5, **settings)
    seen: list[float] = []
    for metric in metrics:
        schedule.step(metric)
        seen.append(optimizer.lr)
    assert seen == expected


def test_the_best_metric_is_known() -> None:
    schedule = ReduceLROnPlateau(sgd())
    for metric in (3.0, 2.0, 4.0):
        schedule.step(metric)
    assert schedule.best == 2.0


# ------------------------------------------------------------------------------------------------------------ the state
SCHEDULES: list[Callable[[Optimizer], Schedule]] = [
    lambda o: StepLR(o, 3, 0.5),
    lambda o: CosineAnnealingLR(o, 7, 0.01),
    lambda o: LinearWarmup(o, 4),
    lambda o: LinearWarmup(o, 4, after=CosineAnnealingLR(o, 9)),
    Growing,
]


@pytest.mark.parametrize("make", SCHEDULES)
def test_a_schedule_goes_on_as_if_uninterrupted(make: Callable[[Optimizer], Schedule]) -> None:
    optimizer, other = sgd(0.3), sgd(0.7)
    schedule, resumed = make(optimizer), make(other)
    rates(optimizer, schedule, 5)
    resumed.load_state_dict(schedule.state_dict())
    assert (other.lr, resumed.steps) == (optimizer.lr, 5)
    assert rates(other, resumed, 6) == rates(optimizer, schedule, 6)


def test_a_schedule_goes_on_with_the_rates_of_groups() -> None:
    def make(own: float) -> SGD:
        return SGD([SGDGroup([Parameter(ones((2,)))], lr=own), SGDGroup([Parameter(ones((2,)))])], lr=1.0)

    optimizer, other = make(8.0), make(5.0)
    schedule, resumed = StepLR(optimizer, 1, 0.5), StepLR(other, 1, 0.5)
    schedule.step()
    resumed.load_state_dict(schedule.state_dict())
    resumed.step()
    assert [group.lr for group in other.groups] == [2.0, 0.25]


def test_a_plateau_goes_on_as_if_uninterrupted() -> None:
    optimizer, other = sgd(), sgd()
    schedule, resumed = (ReduceLROnPlateau(o, patience=2, cooldown=1) for o in (optimizer, other))
    for metric in (3.0, 3.0):
        schedule.step(metric)
    resumed.load_state_dict(schedule.state_dict())
    for metric in (3.0, 3.0, 3.0, 3.0, 3.0, 3.0):
        schedule.step(metric)
        resumed.step(metric)
        assert other.lr == optimizer.lr
    assert optimizer.lr < 0.05


def test_schedules_are_stateful() -> None:
    both: list[Stateful] = [StepLR(sgd(), 1), ReduceLROnPlateau(sgd())]
    assert [stateful.state_dict()["schedule"] for stateful in both] == ["StepLR", "ReduceLROnPlateau"]


BAD: list[tuple[Callable[[Optimizer], Any], dict[str, object], type[Exception], str]] = [
    (lambda o: StepLR(o, 1), {"steps": -1}, ValueError, "StepLR.load_state_dict: steps is -1, below 0"),
    (lambda o: StepLR(o, 1), {"steps": 1.5}, DTypeError, "steps is 1.5 of type float"),
    (lambda o: StepLR(o, 1), {"schedule": "CosineAnnealingLR"}, ValueError, "the state of CosineAnnealingLR"),
    (lambda o: StepLR(o, 1), {"base.optimizer": -1.0}, ValueError, "base.optimizer is -1.0"),
    (lambda o: StepLR(o, 1), {"base.groups.4": 1.0}, KeyError, "'base.groups.4' is unknown"),
    (Falling, {"steps": 9}, ValueError, "Falling: rate is -8.0"),
    (ReduceLROnPlateau, {"best": float("nan")}, ValueError, "best is nan"),
    (ReduceLROnPlateau, {"best": "low"}, DTypeError, "best is 'low' of type str"),
    (ReduceLROnPlateau, {"bad": -1}, ValueError, "bad is -1"),
    (ReduceLROnPlateau, {"other": -1}, KeyError, "'other' is unknown"),
]


@pytest.mark.parametrize(("make", "spoiled", "error", "message"), BAD)
def test_a_bad_state_is_refused_whole(
    make: Callable[[Optimizer], Any], spoiled: dict[str, object], error: type[Exception], message: str
) -> None:
    optimizer = sgd()
    schedule = make(optimizer)
    before = schedule.state_dict()
    state: dict[str, Entry] = {**before, **untyped(spoiled)}
    with pytest.raises(error) as caught:
        schedule.load_state_dict(state)
    assert message in str(caught.value)
    assert (schedule.state_dict(), optimizer.lr) == (before, 1.0)


@pytest.mark.parametrize("make", KINDS)
def test_a_state_that_lacks_something_is_refused(make: Callable[[Optimizer], Any]) -> None:
    state = make(sgd()).state_dict()
    for name in state:
        with pytest.raises(KeyError, match=f"'{name}' is missing"):
            make(sgd()).load_state_dict({key: value for key, value in state.items() if key != name})


# ------------------------------------------------------------------------------------------------------------ bad input
def stepped(schedule: Schedule) -> Schedule:
    schedule.step()
    return schedule


REFUSED: list[tuple[Callable[[Adam], object], type[Exception], str]] = [
    (lambda o: StepLR(untyped(o.groups), 1), DTypeError, "StepLR: (AdamGroup(1 parameters),) of type tuple is not"),
    (lambda o: ReduceLROnPlateau(untyped(None)), DTypeError, "ReduceLROnPlateau: None of type NoneType is not"),
    (lambda o: StepLR(o, 0), ValueError, "StepLR: step_size is 0, below 1"),
    (lambda o: StepLR(o, untyped(1.5)), DTypeError, "StepLR: step_size is 1.5 of type float, not a whole number"),
    (lambda o: StepLR(o, untyped(True)), DTypeError, "StepLR: step_size is True of type bool"),
    (lambda o: StepLR(o, 1, 0.0), ValueError, "StepLR: gamma is 0.0, not in (0, inf)"),
    (lambda o: CosineAnnealingLR(o, 0), ValueError, "CosineAnnealingLR: t_max is 0, below 1"),
    (lambda o: CosineAnnealingLR(o, 5, -1.0), ValueError, "CosineAnnealingLR: eta_min is -1.0"),
    (lambda o: LinearWarmup(o, 5, 1.5), ValueError, "LinearWarmup: start_factor is 1.5, not in (0, 1]"),
    (lambda o: LinearWarmup(o, 5, after=untyped(3)), DTypeError, "LinearWarmup: after is 3 of type int"),
    (lambda o: LinearWarmup(o, 5, after=StepLR(sgd(), 1)), ValueError, "after is a schedule of another optimizer"),
    (lambda o: LinearWarmup(o, 5, after=stepped(StepLR(o, 1))), ValueError, "after has taken 1 steps"),
    (lambda o: ReduceLROnPlateau(o, untyped("low")), ValueError, "mode is 'low', neither 'min' nor 'max'"),
    (lambda o: ReduceLROnPlateau(o, threshold_mode=untyped("x")), ValueError, "threshold_mode is 'x', neither"),
    (lambda o: ReduceLROnPlateau(o, factor=1.0), ValueError, "factor is 1.0, not in (0, 1)"),
    (lambda o: ReduceLROnPlateau(o, patience=-1), ValueError, "patience is -1, below 0"),
    (lambda o: ReduceLROnPlateau(o).step(float("nan")), ValueError, "ReduceLROnPlateau.step: the metric is nan"),
    (lambda o: ReduceLROnPlateau(o).step(untyped("1")), DTypeError, "the metric is '1' of type str"),
]


@pytest.mark.parametrize(("make", "error", "message"), REFUSED)
def test_schedules_refuse_bad_input(make: Callable[[Adam], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        make(Adam([Parameter(ones((2,)))]))
    assert message in str(caught.value)


@pytest.mark.parametrize("make", KINDS)
def test_a_schedule_is_stepped_outside_of_a_compiled_step(make: Callable[[Optimizer], Any]) -> None:
    optimizer = sgd()
    schedule = make(optimizer)

    @compiled
    def step() -> None:
        schedule.step(*([1.0] if isinstance(schedule, ReduceLROnPlateau) else []))

    before = schedule.state_dict()
    with pytest.raises(CompileError, match="a rate that each call would set; call it outside"):
        step()
    assert (schedule.state_dict(), optimizer.lr) == (before, 1.0)
