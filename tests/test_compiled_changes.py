"""Compiled steps do what eager ones do, to the last bit, whatever changes between the calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, each_of, untyped
from steps import Made, Optimizing, Training, assert_same, batches, bits, data, labels, network, trained, training

from typedgrad import Parameter, backprop, compiled, float64, no_grad, one_hot, ones, random, where, zeros
from typedgrad.nn import Linear, Module, cross_entropy
from typedgrad.optim import SGD, Adam, Optimizer

if TYPE_CHECKING:
    from helpers import AnyTensor

    from typedgrad import DType

MOMENTUM: list[Optimizing] = [lambda p: SGD(p, 0.1, momentum=0.5), lambda p: Adam(p, 0.01)]
OPTIMIZING: list[Optimizing] = [lambda p: SGD(p, 0.1), lambda p: SGD(p, 0.1, momentum=0.9), lambda p: Adam(p, 0.01)]


# ------------------------------------------------------------------------------------------------------- the arguments
@each_of(FLOATS)
@pytest.mark.parametrize("optimizing", OPTIMIZING)
def test_data(optimizing: Optimizing, dtype: type[DType]) -> None:
    assert_same(training(optimizing, dtype), batches(6, dtype=dtype))


def test_shapes() -> None:
    assert_same(training(Adam), [*batches(2, 8), *batches(2, 3), *batches(2, 8), *batches(1, 1)])


def test_layouts() -> None:
    x, t = data(4, 8), one_hot(labels(8), 3, float64)
    assert_same(training(Adam), [(x.T, t), (data(8, 4), t), (data(16, 4)[::2], t), (x.T, t)])


# ------------------------------------------------------------------------------------------------------- the optimizer
@pytest.mark.parametrize("optimizing", MOMENTUM)
def test_learning_rates_and_other_numbers(optimizing: Optimizing) -> None:
    def change(made: Training, i: int) -> None:
        optimizer = made.optimizer
        assert isinstance(optimizer, (SGD, Adam))
        optimizer.lr = 0.1 / (i + 1)
        if isinstance(optimizer, SGD):
            optimizer.momentum = [0.5, 0.9, 0.0, 0.0, 0.7, 0.7][i]
        else:
            optimizer.betas = (0.9 - 0.1 * i, 0.99)
            optimizer.eps = 10.0**-i

    assert_same(training(optimizing), batches(6), change)


@pytest.mark.parametrize("optimizing", OPTIMIZING)
def test_another_optimizer_that_takes_the_parameters(optimizing: Optimizing) -> None:
    """The call after it captures the step anew, and takes them back: so the next call has to look once more."""

    def run(*, is_compiled: bool) -> list[object]:
        made = training(optimizing)()
        step = compiled(made.step) if is_compiled else made.step
        seen: list[object] = []
        for i, (x, t) in enumerate(batches(7)):
            if i in (2, 4):
                SGD(made.network.parameters(), 0.1)
            seen.append(bits(step(x, t)))
        return seen

    # One after the other: what either of them changes would have the other look.
    assert run(is_compiled=True) == run(is_compiled=False)


def test_another_optimizer_that_takes_the_parameters_of_a_step_that_only_updates() -> None:
    def run(*, is_compiled: bool) -> list[object]:
        w = Parameter(zeros((2,), float64))
        optimizer = SGD([w], 0.5)

        def update(x: AnyTensor) -> AnyTensor:
            optimizer.step()
            return x * 2.0

        step = untyped(compiled(update)) if is_compiled else update
        seen: list[object] = []
        for i in range(6):
            w.grad = ones((2,), float64)
            if i == 3:
                SGD([w], 0.1)
            step(untyped(ones((2,), float64)))
            seen.append(w.numpy().tolist())
        return seen

    assert run(is_compiled=True) == run(is_compiled=False) == [[-0.5 * i] * 2 for i in range(1, 7)]


def test_gradients_that_some_calls_find_filled() -> None:
    def make() -> Training:
        net = network()
        optimizer = SGD(net.parameters(), 0.1)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            loss = cross_entropy(net(x), t)
            backprop(loss)
            optimizer.step()
            return loss

        return Training(step, net.parameters(), net, optimizer)

    def change(made: Training, i: int) -> None:
        if i % 3 == 0:
            made.optimizer.zero_grad()

    assert_same(make, batches(7), change)


def test_gradients_added_up_outside_and_an_optimizer_beside() -> None:
    others: list[Optimizer] = []

    def make() -> Training:
        net = network()
        optimizer = Adam(net.parameters(), 0.01)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            loss = cross_entropy(net(x), t)
            backprop(loss)
            return loss

        return Training(step, net.parameters(), net, optimizer)

    def change(made: Training, i: int) -> None:
        if i == 3:
            others.append(SGD(made.network.parameters(), 0.1))  # which moves the parameters
        if i % 2:
            made.optimizer.step()
            made.optimizer.zero_grad()

    assert_same(make, batches(6), change)


def test_steps_taken_by_the_optimizer_outside() -> None:
    def change(made: Training, i: int) -> None:
        if i in {1, 2}:
            first, *others = made.network.parameters()
            first.grad = ones(first.shape, float64)  # one parameter gets ahead of the others
            for other in others:
                other.grad = None
            made.optimizer.step()

    assert_same(training(Adam), batches(6), change)


# -------------------------------------------------------------------------------------------------- modes and the state
def test_no_grad() -> None:
    def forward_of(net: Any) -> Any:
        def forward(x: AnyTensor) -> AnyTensor:
            y: AnyTensor = net(x).detach()
            return y

        return forward

    eager, replayed = forward_of(network()), compiled(forward_of(network()))
    for i in range(4):
        x = data(2, 4, seed=i)
        assert bits(replayed(x)) == bits(eager(x))
        with no_grad():
            assert bits(replayed(x)) == bits(eager(x))


def test_state_loaded_between_calls() -> None:
    state = untyped(network(seed=5)).state_dict()

    def change(made: Training, i: int) -> None:
        if i == 2:
            made.network.load_state_dict(state)

    assert_same(training(Adam), batches(5), change)


def test_state_loaded_by_each_call() -> None:
    state = untyped(network(seed=5)).state_dict()

    def make() -> Training:
        made = training(Adam)()

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            loss: AnyTensor = made.step(x, t)
            made.network.load_state_dict(state)
            return loss

        return Training(step, made.parameters, made.network, made.optimizer)

    def change(made: Training, i: int) -> None:
        for x in made.parameters:
            untyped(x).assign(x * float(i))

    assert_same(make, batches(4), change)


def test_an_attribute_that_is_deleted() -> None:
    class Scaled(Module):
        factor = 2.0

        def __call__(self, x: AnyTensor) -> AnyTensor:
            return x * self.factor

    scaled = Scaled()
    scaled.factor = 3.0

    def shifted(x: AnyTensor) -> AnyTensor:
        return scaled(x) + 1.0

    step, x = compiled(shifted), data(3)
    assert [bits(step(x)) for _ in range(3)] == [bits(x * 3.0 + 1.0)] * 3
    del scaled.factor
    assert bits(step(x)) == bits(x * 2.0 + 1.0)


class Noisy(Module):
    """Drops some of its inputs in training."""

    def __init__(self) -> None:
        self.inner = Linear(4, 3, float64, rng=np.random.default_rng(0))
        self.rng = np.random.default_rng(1)
        self.rate = 0.5

    def __call__(self, x: AnyTensor) -> AnyTensor:
        if not self.training:
            return self.inner(x)
        kept = random.bernoulli(self.rng, 1.0 - self.rate, (8, 4))
        return self.inner(where(kept, x / (1.0 - self.rate), 0.0))


def test_modes_of_modules() -> None:
    def make() -> Training:
        net = Noisy()
        return trained(net, SGD(net.parameters(), 0.1))

    def change(made: Training, i: int) -> None:
        net = made.network
        assert isinstance(net, Noisy)
        if i % 3:
            net.train()
        else:
            net.eval()
        net.rate = 0.25 if i > 4 else 0.5

    assert_same(make, batches(8), change)


def test_an_optimizer_that_has_taken_many_kinds_of_steps_since() -> None:
    """It keeps views of so many stretches of parameters and forgets the others, whose numbers are then old."""
    gradient = ones((2,), float64)

    def make() -> Training:
        weights = [Parameter(data(2, seed=i)) for i in range(12)]
        optimizer = Adam(weights, 0.1)

        def step(x: AnyTensor, _: AnyTensor) -> AnyTensor:
            optimizer.zero_grad()
            loss: AnyTensor = zeros((), float64)
            for weight in weights:
                loss = loss + (weight * weight * x).sum()
            backprop(loss)
            optimizer.step()
            return loss

        return Training(step, weights, Module(), optimizer)

    def change(made: Training, i: int) -> None:
        bounds = [(first, last) for first in range(12) for last in range(first + 1, 13)] if i == 2 else []
        for first, last in bounds:  # those of a stretch, and then the others, so that all have taken as many
            for within in (True, False):
                for k, weight in enumerate(made.parameters):
                    untyped(weight).grad = gradient if (first <= k < last) is within else None
                if within or last - first < 12:
                    made.optimizer.step()

    assert_same(make, [(data(2, seed=9), gradient)] * 5, change)


# ------------------------------------------------------------------------------------------- what the step refers to
def test_random_numbers_of_every_kind() -> None:
    def make() -> Made:
        rng = np.random.default_rng(3)

        def step(x: AnyTensor) -> tuple[AnyTensor, ...]:
            return (
                x + random.normal(rng, (3,), float64),
                random.uniform(rng, (2,), low=-1.0),
                random.integers(rng, 0, 9, (4,)),
                random.bernoulli(rng, 0.5, (4,)),
                x[random.permutation(rng, 3)],
                random.permutation(rng, x),
            )

        return Made(step, ())

    assert_same(make, [(data(3, seed=i),) for i in range(4)])


@dataclass
class Settings:
    """Numbers that a step refers to by attributes."""

    scale: float = 1.0
    steps: tuple[int, ...] = (1, 2)


class Constants:
    """A number that a step refers to by a class."""

    offset = 0.5


SCALE = 1.0
OPTIONS = {"power": 2}


def scaled(x: AnyTensor) -> AnyTensor:
    return x * SCALE + Constants.offset


def negated(x: AnyTensor) -> AnyTensor:
    return -x


def test_what_the_step_refers_to(monkeypatch: pytest.MonkeyPatch) -> None:
    settings, factors, held = Settings(), [1.0, 2.0], data(3)

    def step(x: AnyTensor, k: float = 1.0, *, mode: str = "a") -> AnyTensor:
        y = scaled(x) * settings.scale * k
        for factor in factors:
            y = y + factor
        for _ in settings.steps:
            y = y * held
        return y ** OPTIONS["power"] if mode == "a" else y

    replayed = compiled(step)
    x = data(3, seed=1)

    def same(*arguments: Any, **keywords: Any) -> None:
        for _ in range(2):
            assert bits(replayed(x, *arguments, **keywords)) == bits(step(x, *arguments, **keywords))

    same()
    settings.scale = 3.0
    same()
    settings.steps = (1, 2, 3)
    same()
    factors[1] = 5.0
    same()
    factors.append(7.0)
    same()
    held = data(3, seed=9)
    same()
    monkeypatch.setitem(globals(), "SCALE", 4.0)
    same()
    monkeypatch.setattr(Constants, "offset", 0.25)
    same()
    monkeypatch.setitem(OPTIONS, "power", 3)
    same()
    monkeypatch.setitem(globals(), "scaled", negated)
    same()
    same(2.0)
    same(2.0, mode="b")
    same()
