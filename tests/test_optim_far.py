"""Optimizers and schedules after a million steps and more, and with gradients whose squares over- or underflow."""

from __future__ import annotations

from math import cos, pi
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, AnyArray, each_of, tensor, untyped
from mpmath import mp, mpf
from optim_formulas import MAKERS

from typedgrad import DType, Parameter, backprop, compiled, float32, float64
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, CosineAnnealingLR, LinearWarmup, RMSprop, StepLR

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.optim import Optimizer

FAR = (1, 2, 10, 1000, 10**6, 10**9, 2**63 - 1)


@pytest.fixture(autouse=True)
def _digits() -> Any:
    with mp.workdps(50):
        yield


def parameter(dtype: type[DType], *numbers: float) -> Parameter[Any, Any]:
    return Parameter(tensor(np.array(numbers), dtype))


def stepped(optimizer: Optimizer, w: Parameter[Any, Any], gradient: AnyArray) -> AnyArray:
    """What a step with a gradient adds."""
    before = w.numpy().copy()
    w.grad = untyped(tensor(gradient, float32 if w.dtype == np.float32 else float64))
    optimizer.step()
    return np.asarray(w.numpy() - before)


def gone_to(optimizer: Any, steps: int, **memories: Any) -> None:
    """Let it go on as if it had taken so many steps, with these memories."""
    names = {f"parameters.0.{name}": value for name, value in memories.items()}
    optimizer.load_state_dict({**optimizer.state_dict(), "parameters.0.step": steps, **names})


# --------------------------------------------------------------------------------------------------- bias correction
@pytest.mark.parametrize("betas", [(0.9, 0.999), (0.0, 0.5), (0.99, 0.999999)])
@pytest.mark.parametrize("step", FAR)
@pytest.mark.parametrize("make", [Adam, AdamW])
def test_adam_corrects_its_bias_at_any_step(make: type[Any], step: int, betas: tuple[float, float]) -> None:
    """`1 - beta ** t` loses the digits that `beta ** t` rounds: of 0.999999 at step 2 ten of sixteen are left."""
    w, m, v, g = parameter(float64, 0.0), 0.75, 0.5, 1.5
    optimizer = make([w], 0.1, betas=betas, weight_decay=0.0)
    gone_to(optimizer, step - 1, m=tensor(np.array([m]), float64), v=tensor(np.array([v]), float64))
    beta1, beta2 = map(mpf, betas)
    mean = (1 - beta1) * (beta1 * m + g) / (1 - beta1**step)
    square = (1 - beta2) * (beta2 * v + g * g) / (1 - beta2**step)
    expected = -mpf(0.1) * mean / (mp.sqrt(square) + mpf(1e-8))
    assert abs(stepped(optimizer, w, np.array([g])).item() / expected - 1) < (2e-15 if step == 1 else 2e-10)
    assert optimizer.state_dict()["parameters.0.step"] == step


@pytest.mark.parametrize("step", [1, 1000, 10**6, 10**9])
@each_of(FLOATS)
def test_adam_settles_at_its_rate(dtype: type[DType], step: int) -> None:
    """With a gradient that stays the same; in float32 0.999 is rounded, and 7e-6 of the rate missing, as in PyTorch."""
    w = parameter(dtype, 0.0)
    optimizer = Adam([w], 1.0)
    for name, beta in (("m", 0.9), ("v", 0.999)):
        kept = (1.0 - beta ** (step - 1)) / (1.0 - beta)
        gone_to(optimizer, step - 1, **{name: tensor(np.array([kept]), dtype)})
    assert abs(stepped(optimizer, w, np.array([1.0])).item() + 1.0) < (1e-5 if dtype is float32 else 2e-8)


def test_compiled_adam_goes_on_from_far() -> None:
    eager, replayed = parameter(float64, 1.0, -2.0), parameter(float64, 1.0, -2.0)
    for w, wrapped in ((eager, False), (replayed, True)):
        optimizer = Adam([w], 0.01)
        gone_to(optimizer, 10**6 - 2)

        def step(w: Any = w, optimizer: Any = optimizer) -> None:
            optimizer.zero_grad()
            backprop((w * w).sum())
            optimizer.step()

        run: Callable[[], object] = untyped(compiled)(step) if wrapped else step
        for _ in range(4):
            run()
        assert optimizer.state_dict()["parameters.0.step"] == 10**6 + 2
    np.testing.assert_array_equal(eager.numpy(), replayed.numpy())


@pytest.mark.parametrize("make", MAKERS)
def test_every_optimizer_counts_on(make: Callable[[list[Any]], Optimizer]) -> None:
    w = parameter(float32, 1.0, -1.0)
    optimizer = make([w])
    gone_to(optimizer, 10**6)
    moved = stepped(optimizer, w, np.array([0.5, -0.5], np.float32))
    assert np.isfinite(moved).all()
    assert moved[0] < 0.0 < moved[1]
    assert optimizer.state_dict()["parameters.0.step"] == 10**6 + 1


def test_the_rate_of_adagrad_falls_by_the_step() -> None:
    w = parameter(float64, 0.0)
    optimizer = Adagrad([w], 1.0, lr_decay=0.001)
    gone_to(optimizer, 10**6)
    assert abs(stepped(optimizer, w, np.array([2.0])).item() * 1001.0 + 1.0) < 1e-9


@pytest.mark.slow  # a million steps of each, ten to thirty seconds
@pytest.mark.parametrize("make", [SGD, Adam])
def test_a_million_steps(make: type[Any]) -> None:
    """Of one parameter and the gradient 1: by each the rate."""
    w = parameter(float64, 0.0)
    optimizer = make([w], 1e-6)
    w.grad = untyped(tensor(np.array([1.0]), float64))
    for _ in range(10**6):
        optimizer.step()
    assert optimizer.state_dict()["parameters.0.step"] == 10**6
    assert abs(w.numpy().item() + 1.0) < 2e-8


# ------------------------------------------------------------------------------------------ squares out of the range
ADAPTIVE: dict[str, Callable[[list[Any]], Any]] = {
    "Adam": lambda ps: Adam(ps, 0.1),
    "AdamW": lambda ps: AdamW(ps, 0.1, weight_decay=0.0),
    "RMSprop": lambda ps: RMSprop(ps, 0.1),
    "Adagrad": lambda ps: Adagrad(ps, 0.1),
}


@pytest.mark.parametrize("size", [1e-38, 1e-30, 1e-20])
@pytest.mark.parametrize("name", ADAPTIVE)
def test_a_tiny_gradient_in_float32(name: str, size: float) -> None:
    """Its square is subnormal or 0, and `eps` is what it is divided by: a small step, no division by zero."""
    w = parameter(float32, 0.0)
    moved = stepped(ADAPTIVE[name]([w]), w, np.array([size], np.float32)).item()
    eps = 1e-10 if name == "Adagrad" else 1e-8
    assert abs(moved / (-0.1 * size / eps) - 1.0) < 1e-4


@pytest.mark.parametrize("name", ADAPTIVE)
def test_a_zero_gradient(name: str) -> None:
    w = parameter(float32, 0.0)
    assert stepped(ADAPTIVE[name]([w]), w, np.zeros(1, np.float32)).item() == 0.0


@pytest.mark.parametrize("name", ADAPTIVE)
def test_a_gradient_whose_square_is_infinite_stops_its_parameter(name: str) -> None:
    """In float32, from 1.9e19 on: no NaN, but no step any more, in PyTorch alike. Clipping keeps it from that."""
    w = parameter(float32, 0.0, 0.0)
    optimizer = ADAPTIVE[name]([w])
    for _ in range(3):
        moved = stepped(optimizer, w, np.array([1e30, 1.0], np.float32))
        assert moved[0] == 0.0
        assert moved[1] < 0.0
    assert stepped(optimizer, w, np.array([1.0, 1.0], np.float32))[0] == 0.0


@pytest.mark.parametrize("name", ADAPTIVE)
def test_the_same_gradient_in_float64_takes_its_step(name: str) -> None:
    w, plain = parameter(float64, 0.0), parameter(float64, 0.0)
    large, one = (stepped(ADAPTIVE[name]([p]), p, np.array([g])).item() for p, g in ((w, 1e30), (plain, 1.0)))
    assert abs(large / one - 1.0) < 2e-7


# --------------------------------------------------------------------------------------------------------- schedules
def optimizer_of(lr: float = 0.5) -> SGD:
    return SGD([parameter(float64, 0.0)], lr)


def rate_after(schedule: Any, steps: int) -> float:
    schedule.load_state_dict({**schedule.state_dict(), "steps": steps})
    schedule.step()
    assert schedule.steps == steps + 1
    return float(schedule.optimizer.lr)


@pytest.mark.parametrize("steps", [10**6, 10**9, 10**15, 2**62])
@pytest.mark.parametrize("t_max", [1, 7, 1000])
def test_a_cosine_goes_on_rising_and_falling(t_max: int, steps: int) -> None:
    """Each period is the first one to the last bit; the cosine of a large angle would have no right digit."""
    place = (steps + 1) % (2 * t_max)
    expected = 0.1 + (0.5 - 0.1) * (1.0 + cos(pi * place / t_max)) / 2.0
    assert rate_after(CosineAnnealingLR(optimizer_of(), t_max, 0.1), steps) == expected


@pytest.mark.parametrize("steps", [10**6, 2**62])
def test_a_rate_that_falls_comes_to_0_and_stays(steps: int) -> None:
    assert rate_after(StepLR(optimizer_of(), 1, 0.9), steps) == 0.0
    assert rate_after(StepLR(optimizer_of(), 10**6, 1.0), steps) == 0.5


def test_a_rate_that_rises_beyond_every_float_is_refused() -> None:
    schedule = StepLR(optimizer_of(), 1, 2.0)
    with pytest.raises(ValueError, match="StepLR: rate is inf"):
        schedule.load_state_dict({**schedule.state_dict(), "steps": 10**6})
    assert (schedule.steps, schedule.optimizer.lr) == (0, 0.5)


@pytest.mark.parametrize("steps", [10**6, 2**62])
def test_a_warm_up_is_over(steps: int) -> None:
    optimizer = optimizer_of()
    assert rate_after(LinearWarmup(optimizer, 10), steps) == 0.5


def test_the_middle_of_a_long_warm_up() -> None:
    schedule = LinearWarmup(optimizer_of(1.0), 10**9, 0.5)
    assert abs(rate_after(schedule, 5 * 10**8 - 1) - 0.75) < 1e-15
