"""Optimizers, schedules and clipping against what PyTorch's came to, which is recorded: see `oracle.trajectories`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped

from oracle.trajectories import (
    CASES,
    CLIPPING,
    EPOCHS,
    KEPT,
    RATES,
    RECORDED,
    SCHEDULES,
    SHAPES,
    STEPS,
    Case,
    gradient,
    initial,
    is_close,
    metric,
)
from typedgrad import Parameter, as_tensor, compiled, float64, optim
from typedgrad.optim import (
    SGD,
    CosineAnnealingLR,
    LinearWarmup,
    Optimizer,
    ReduceLROnPlateau,
    Schedule,
    SGDGroup,
    StepLR,
    clip_grad_norm,
    clip_grad_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers import AnyArray, AnyTensor

    Weights = list[Parameter[float64, Any]]

RECORDS: dict[str, dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))


def tensor(elements: list[float], number: int) -> AnyTensor:
    made: AnyTensor = untyped(as_tensor)(np.array(elements).reshape(SHAPES[number]), float64)
    return made


def weights() -> Weights:
    return [Parameter(tensor(initial(number), number)) for number in range(len(SHAPES))]


def fill(parameters: Weights, step: int) -> None:
    for number, parameter in enumerate(parameters):
        parameter.grad = tensor(gradient(number, step), number)


def elements(tensors: list[AnyTensor]) -> AnyArray:
    return np.concatenate([x.numpy().reshape(-1) for x in tensors])


def made(case: Case, parameters: Weights) -> Optimizer:
    kind, group = getattr(optim, case.optimizer), getattr(optim, f"{case.optimizer}Group")
    members: Any = parameters
    if case.groups is not None:
        first, second = case.groups
        members = [group(parameters[:1], **first), group(parameters[1:], **second)]
    optimizer: Optimizer = untyped(kind)(members, **case.settings)
    return optimizer


def test_every_case_and_no_other_is_recorded() -> None:
    assert list(RECORDS["optimizers"]) == [case.name for case in CASES]
    assert list(RECORDS["schedules"]) == list(SCHEDULES)
    assert list(RECORDS["clipping"]) == list(CLIPPING)


@pytest.mark.parametrize("is_compiled", [False, True], ids=["eager", "compiled"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_optimizer_goes_where_that_of_pytorch_goes(case: Case, is_compiled: bool) -> None:
    parameters = weights()
    optimizer = made(case, parameters)
    step: Callable[[], None] = compiled(optimizer.step) if is_compiled else optimizer.step
    kept: list[AnyArray] = []
    for count in range(1, STEPS + 1):
        for name, value in case.changes.get(count, {}).items():
            setattr(optimizer, name, value)
        fill(parameters, count)
        for number, steps in case.absent.items():
            if count in steps:
                parameters[number].grad = None
        step()
        if count in KEPT:
            kept.append(elements(list(parameters)))
    np.testing.assert_allclose(kept, RECORDS["optimizers"][case.name], rtol=1e-10, atol=1e-10)


def schedule_of(name: str, optimizer: Optimizer) -> Any:
    settings, following = SCHEDULES[name]
    after = None if following is None else kinds(name.partition(", then ")[2], optimizer, following)
    return kinds(name.split(maxsplit=1)[0], optimizer, settings, after)


def kinds(kind: str, optimizer: Optimizer, settings: Mapping[str, Any], after: Any = None) -> Any:
    if kind == "StepLR":
        return StepLR(optimizer, **settings)
    if kind == "CosineAnnealingLR":
        return CosineAnnealingLR(optimizer, settings["T_max"], settings.get("eta_min", 0.0))
    if kind == "LinearLR":
        return LinearWarmup(optimizer, settings["total_iters"], settings["start_factor"], after=after)
    return ReduceLROnPlateau(optimizer, **settings)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_gives_the_rates_of_pytorch(name: str) -> None:
    first, second = Parameter(tensor([1.0], 2)), Parameter(tensor([1.0], 2))
    own = SGDGroup([second], lr=RATES[1])
    optimizer = SGD([SGDGroup([first]), own], lr=RATES[0])
    schedule: Schedule | ReduceLROnPlateau = schedule_of(name, optimizer)
    rates = [[optimizer.lr, own.lr]]
    for epoch in range(EPOCHS):
        if isinstance(schedule, ReduceLROnPlateau):
            schedule.step(metric(epoch))
        else:
            schedule.step()
        rates.append([optimizer.lr, own.lr])
    np.testing.assert_allclose(rates, RECORDS["schedules"][name], rtol=1e-12, atol=1e-15)
    assert optimizer.groups[0].lr == optimizer.lr


@pytest.mark.parametrize("by_optimizer", [False, True], ids=["parameters", "optimizer"])
@pytest.mark.parametrize("name", CLIPPING)
def test_clipping_is_that_of_pytorch(name: str, by_optimizer: bool) -> None:
    parameters = weights()
    of: Any = SGD(parameters, 0.1) if by_optimizer else parameters
    fill(parameters, 3)
    found: list[float] = []
    if name.startswith("norm"):
        found.append(clip_grad_norm(of, CLIPPING[name]).item())
    else:
        clip_grad_value(of, CLIPPING[name])
    found += elements([untyped(parameter.grad) for parameter in parameters]).tolist()
    np.testing.assert_allclose(found, RECORDS["clipping"][name], rtol=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([[1.0, 2.0]], [[1.0, 2.0 + 1e-14]], True),
        ([[1.0, 2.0]], [[1.0, 2.0 + 1e-9]], False),
        ([1.0, 2.0], [1.0], False),
        ([1.0], None, False),
    ],
)
def test_records_are_compared_but_for_rounding(one: object, other: object, expected: bool) -> None:
    assert is_close(one, other) == expected
