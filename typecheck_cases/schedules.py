"""Schedules set the rates of optimizers: one takes a metric in its step, the others none."""

from __future__ import annotations

from typing import assert_type

import numpy as np

from typedgrad.nn import Linear
from typedgrad.optim import Adam, CosineAnnealingLR, LinearWarmup, ReduceLROnPlateau, Schedule, StepLR
from typedgrad.stateful import Entry, Stateful


def make_optimizer() -> Adam:
    return Adam(Linear(4, 2, rng=np.random.default_rng(0)).parameters())


def schedules(optimizer: Adam) -> None:
    assert_type(StepLR(optimizer, step_size=10, gamma=0.5), StepLR)
    StepLR(optimizer)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "step_size"
    StepLR(optimizer, step_size=0.5)  # E: mypy[arg-type] pyright[reportArgumentType] "step_size"
    StepLR(optimizer.groups, step_size=10)  # E: mypy[arg-type] pyright[reportArgumentType] "AdamGroup"
    assert_type(CosineAnnealingLR(optimizer, t_max=50, eta_min=1e-5), CosineAnnealingLR)
    CosineAnnealingLR(optimizer, T_max=50)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "T_max"
    assert_type(LinearWarmup(optimizer, 5, 0.1), LinearWarmup)
    LinearWarmup([], 5)  # E: mypy[arg-type] pyright[reportArgumentType] "Optimizer"
    assert_type(ReduceLROnPlateau(optimizer, "max", factor=0.5), ReduceLROnPlateau)
    ReduceLROnPlateau(optimizer, "lowest")  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "lowest"
    ReduceLROnPlateau(optimizer, factor="0.5")  # E: mypy[arg-type] pyright[reportArgumentType] "factor"


def what_follows_a_warm_up(optimizer: Adam) -> None:
    assert_type(LinearWarmup(optimizer, 5, after=CosineAnnealingLR(optimizer, 45)), LinearWarmup)
    LinearWarmup(optimizer, 5, after=optimizer)  # E: mypy[arg-type] pyright[reportArgumentType] "Schedule"
    LinearWarmup(optimizer, 5, after=ReduceLROnPlateau(optimizer))  # E: mypy[arg-type] pyright[reportArgumentType] "ReduceLROnPlateau"


def steps(optimizer: Adam) -> None:
    schedule: Schedule = StepLR(optimizer, 10)
    schedule.step()
    schedule.step(0.5)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "arguments"
    plateau = ReduceLROnPlateau(optimizer)
    plateau.step(0.5)
    plateau.step()  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "metric"
    plateau.step("0.5")  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(plateau.best, float)
    plateau.best = 0.5  # E: mypy[misc] pyright[reportAttributeAccessIssue] raises[AttributeError] "ReduceLROnPlateau"


def either(optimizer: Adam) -> None:
    for schedule in (StepLR(optimizer, 10), ReduceLROnPlateau(optimizer)):
        if isinstance(schedule, ReduceLROnPlateau):
            schedule.step(0.5)
        else:
            assert_type(schedule, StepLR)
            schedule.step()


def states(optimizer: Adam) -> None:
    schedule = StepLR(optimizer, 10)
    assert_type(schedule.state_dict(), dict[str, Entry])
    parts: list[Stateful] = [optimizer, schedule, ReduceLROnPlateau(optimizer)]
    schedule.load_state_dict(parts[1].state_dict())
    schedule.load_state_dict(None)  # E: mypy[arg-type] pyright[reportArgumentType] "load_state_dict"


def what_is_abstract(optimizer: Adam) -> None:
    assert_type(StepLR(optimizer, 10).rate(1.0, 3), float)
    Schedule(optimizer)  # E: mypy[abstract] pyright[reportAbstractUsage] raises[TypeError] "instantiate"
