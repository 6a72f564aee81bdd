"""Compiled steps do what eager ones do, to the last bit, whatever changes between the calls."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyTensor

from typedgrad import (
    Parameter,
    Tensor,
    as_tensor,
    backprop,
    compiled,
    concat,
    einsum,
    float32,
    float64,
    gradients,
    int64,
    no_grad,
    one_hot,
    ones,
    random,
    solve,
    take,
    value_and_grad,
    where,
    zeros,
)
from typedgrad.nn import Layer, Linear, Module, Sigmoid, cross_entropy, mse
from typedgrad.optim import SGD, Adam, Optimizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Step = Callable[..., Any]
    Made = tuple[Step, Sequence[AnyTensor]]
    Maker = Callable[[], Made]


# --------------------------------------------------------------------------------------------------------- the harness
def data(*shape: int, seed: int = 0, dtype: Any = float64) -> AnyTensor:
    """Numbers for a step."""
    return random.normal(np.random.default_rng(seed), shape, dtype)


def labels(n: int, seed: int = 0) -> AnyTensor:
    return random.integers(np.random.default_rng(seed), 0, 3, (n,), int64)


def network(seed: int = 0, dtype: Any = float64) -> Layer[Any, Any, Any]:
    rng = np.random.default_rng(seed)
    made: Any = Linear(4, 5, dtype, rng=rng) >> Sigmoid() >> Linear(5, 3, dtype, rng=rng)
    return made


def bits(value: object) -> object:
    """What is compared: the bytes of every tensor, and what else a step returns."""
    if isinstance(value, Tensor):
        x: AnyTensor = value
        return x.dtype, x.shape, x.numpy().tobytes()
    if isinstance(value, (tuple, list)):
        return type(value), [bits(item) for item in value]
    if isinstance(value, dict):
        return {key: bits(item) for key, item in value.items()}
    return value


def assert_same(
    make: Maker, calls: Sequence[tuple[Any, ...]], between: Callable[[Step, int], object] | None = None
) -> None:
    """The same calls of a step and of its compiled form: same results, and same parameters after each."""
    eager, watched = make()
    again, parameters = make()
    replayed = compiled(again)
    for i, arguments in enumerate(calls):
        if between is not None:
            between(eager, i)
            between(again, i)
        assert bits(replayed(*arguments)) == bits(eager(*arguments)), f"call {i}"
        assert bits(list(parameters)) == bits(list(watched)), f"parameters after call {i}"


def training(optimizer: Callable[[Any], Optimizer], dtype: Any = float64) -> Maker:
    """A step of training a small network."""

    def make() -> Made:
        net = network(dtype=dtype)
        opt = optimizer(net.parameters())

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            opt.zero_grad()
            loss = cross_entropy(net(x), t)
            backprop(loss)
            opt.step()
            return loss

        step.optimizer = opt  # type: ignore[attr-defined]
        step.network = net  # type: ignore[attr-defined]
        return step, net.parameters()

    return make


def batches(n: int, rows: int = 8, dtype: Any = float64) -> list[tuple[AnyTensor, AnyTensor]]:
    return [(data(rows, 4, seed=i, dtype=dtype), one_hot(labels(rows, i), 3, dtype)) for i in range(n)]


# ---------------------------------------------------------------------------------------------------- what may change
@pytest.mark.parametrize("dtype", [float32, float64])
@pytest.mark.parametrize(
    "optimizer", [lambda p: SGD(p, 0.1), lambda p: SGD(p, 0.1, momentum=0.9), lambda p: Adam(p, 0.01)]
)
def test_data(optimizer: Callable[[Any], Optimizer], dtype: Any) -> None:
    assert_same(training(optimizer, dtype), batches(6, dtype=dtype))


def test_shapes() -> None:
    calls = [*batches(2, 8), *batches(2, 3), *batches(2, 8), *batches(1, 1)]
    assert_same(training(Adam), calls)


def test_layouts() -> None:
    x, t = data(4, 8), one_hot(labels(8), 3, float64)
    assert_same(training(Adam), [(x.T, t), (data(8, 4), t), (data(16, 4)[::2], t), (x.T, t)])


@pytest.mark.parametrize("optimizer", [lambda p: SGD(p, 0.1, momentum=0.5), lambda p: Adam(p, 0.01)])
def test_learning_rates_and_other_numbers(optimizer: Callable[[Any], Optimizer]) -> None:
    def change(step: Any, i: int) -> None:
        step.optimizer.lr = 0.1 / (i + 1)
        if isinstance(step.optimizer, SGD):
            step.optimizer.momentum = [0.5, 0.9, 0.0, 0.0, 0.7, 0.7][i]
        else:
            step.optimizer.betas = (0.9 - 0.1 * i, 0.99)
            step.optimizer.eps = 10.0**-i

    assert_same(training(optimizer), batches(6), change)


def test_no_grad() -> None:
    def make() -> Made:
        net = network()

        def forward(x: AnyTensor) -> AnyTensor:
            return net(x).detach()

        return forward, net.parameters()

    eager, replayed = make()[0], compiled(make()[0])
    for i in range(4):
        x = data(2, 4, seed=i)
        assert bits(replayed(x)) == bits(eager(x))
        with no_grad():
            assert bits(replayed(x)) == bits(eager(x))


def test_state_loaded_between_calls() -> None:
    state = network(seed=5).state_dict()

    def change(step: Any, i: int) -> None:
        if i == 2:
            step.network.load_state_dict(state)

    assert_same(training(Adam), batches(5), change)


def test_gradients_that_some_calls_find_filled() -> None:
    def make() -> Made:
        net = network()
        opt = SGD(net.parameters(), 0.1)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            loss = cross_entropy(net(x), t)
            backprop(loss)
            opt.step()
            return loss

        step.optimizer = opt  # type: ignore[attr-defined]
        return step, net.parameters()

    def change(step: Any, i: int) -> None:
        if i % 3 == 0:
            step.optimizer.zero_grad()

    assert_same(make, batches(7), change)


def test_gradients_added_up_outside_and_an_optimizer_beside() -> None:
    def make() -> Made:
        net = network()
        opt = Adam(net.parameters(), 0.01)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            loss = cross_entropy(net(x), t)
            backprop(loss)
            return loss

        step.optimizer = opt  # type: ignore[attr-defined]
        step.network = net  # type: ignore[attr-defined]
        return step, net.parameters()

    def change(step: Any, i: int) -> None:
        if i == 3:
            step.other = SGD(step.network.parameters(), 0.1)  # which moves the parameters
        if i % 2:
            step.optimizer.step()
            step.optimizer.zero_grad()

    assert_same(make, batches(6), change)


def test_steps_taken_by_the_optimizer_outside() -> None:
    def change(step: Any, i: int) -> None:
        if i in {1, 2}:
            weight = step.network.parameters()[0]  # one parameter gets ahead of the others
            weight.grad = ones(weight.shape, float64)
            for other in step.network.parameters()[1:]:
                other.grad = None
            step.optimizer.step()

    assert_same(training(Adam), batches(6), change)


def test_modes_of_modules() -> None:
    class Noisy(Module):
        def __init__(self) -> None:
            self.inner = Linear(4, 3, float64, rng=np.random.default_rng(0))
            self.rng = np.random.default_rng(1)
            self.rate = 0.5

        def __call__(self, x: AnyTensor) -> AnyTensor:
            if not self.training:
                return self.inner(x)
            kept = random.bernoulli(self.rng, 1.0 - self.rate, (8, 4))
            return self.inner(where(kept, x / (1.0 - self.rate), 0.0))

    def make() -> Made:
        net = Noisy()
        opt = SGD(net.parameters(), 0.1)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            opt.zero_grad()
            loss = cross_entropy(net(x), t)
            backprop(loss)
            opt.step()
            return loss

        step.network = net  # type: ignore[attr-defined]
        return step, net.parameters()

    def change(step: Any, i: int) -> None:
        step.network.train() if i % 3 else step.network.eval()
        step.network.rate = 0.25 if i > 4 else 0.5

    assert_same(make, batches(8), change)


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

        return step, ()

    assert_same(make, [(data(3, seed=i),) for i in range(4)])


@dataclass
class Settings:
    scale: float = 1.0
    steps: tuple[int, ...] = (1, 2)


SCALE = 1.0
OPTIONS = {"power": 2}


class Constants:
    offset = 0.5


def helper(x: AnyTensor) -> AnyTensor:
    return x * SCALE + Constants.offset


def test_what_the_step_refers_to(monkeypatch: pytest.MonkeyPatch) -> None:
    settings, factors, held = Settings(), [1.0, 2.0], data(3)

    def step(x: AnyTensor, k: float = 1.0, *, mode: str = "a") -> AnyTensor:
        y = helper(x) * settings.scale * k
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
    monkeypatch.setitem(globals(), "helper", lambda x: -x)
    same()
    same(2.0)
    same(2.0, mode="b")
    same()


# ------------------------------------------------------------------------------------------------- what a step may do
def test_results_in_structures_and_arguments_too() -> None:
    def make() -> Made:
        def step(pair: tuple[AnyTensor, dict[str, AnyTensor]], flag: bool, constant: AnyTensor) -> Any:
            x, named = pair
            y = named["y"]
            return {"sum": x + y, "all": [x, (y, constant, None, 3, "text", flag)], "same": x}

        return step, ()

    constant = data(2, seed=5)
    assert_same(make, [((data(2, seed=i), {"y": data(2, seed=i + 9)}), i > 1, constant) for i in range(4)])


def test_gradients_clipped_by_hand() -> None:
    def make() -> Made:
        net = network()
        opt = SGD(net.parameters(), 0.1)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            opt.zero_grad()
            loss = cross_entropy(net(x), t)
            backprop(loss)
            norm = zeros((), float64)
            for p in net.parameters():
                if p.grad is not None:
                    norm = norm + (p.grad * p.grad).sum()
            for p in net.parameters():
                if p.grad is not None:
                    p.grad = p.grad / (norm**0.5 + 1.0)
            opt.step()
            return norm

        return step, net.parameters()

    assert_same(make, batches(4))


def test_parameters_alone_and_averages_of_them() -> None:
    def make() -> Made:
        net = network()
        opt = Adam(net.parameters(), 0.01)
        average = [Parameter(p.detach()) for p in net.parameters()]

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            opt.zero_grad()
            decay = zeros((), float64)
            for p in net.parameters():
                decay = decay + (p * p).sum()
            loss = cross_entropy(net(x), t) + decay * 0.01
            backprop(loss)
            opt.step()
            with no_grad():
                for a, p in zip(average, net.parameters(), strict=True):
                    a.assign(a * 0.9 + p * 0.1)
            return decay.detach()

        return step, [*net.parameters(), *average]

    assert_same(make, batches(4))


def test_two_losses_two_optimizers_and_a_penalty_on_a_gradient() -> None:
    def make() -> Made:
        net, critic = network(), network(seed=1)
        opt, other = Adam(net.parameters(), 0.01), SGD(critic.parameters(), 0.1, momentum=0.9)

        def step(x: AnyTensor, t: AnyTensor) -> tuple[AnyTensor, AnyTensor]:
            opt.zero_grad()
            other.zero_grad()
            loss = mse(net(x), t)
            (slope, *_) = gradients(loss, net.parameters(), create_graph=True)
            penalized = loss + (slope * slope).sum()
            backprop(penalized)
            opt.step()
            value = mse(critic(concat((net(x), t), axis=1)[:, :4]), t)
            backprop(value)
            other.step()
            return penalized, value

        return step, [*net.parameters(), *critic.parameters()]

    assert_same(make, batches(4))


def test_labels_lookups_and_linear_algebra() -> None:
    def make() -> Made:
        table = Parameter(data(5, 4, seed=2))
        net = network()
        opt = Adam([table, *net.parameters()], 0.01)

        def step(rows: AnyTensor, t: AnyTensor) -> tuple[AnyTensor, ...]:
            opt.zero_grad()
            x = take(table, rows, axis=0)
            gram = einsum("ij,ik->jk", x, x) + as_tensor(
                [[2.0 * (i == j) for i in range(4)] for j in range(4)], float64
            )
            z = net(solve(gram, x.T).T + x)
            loss = cross_entropy(z, t) + (table[rows] * x).max(1).mean()
            backprop(loss)
            opt.step()
            return loss, z.detach().argmax(-1), z.detach().argsort(-1)

        return step, [table, *net.parameters()]

    calls = [(random.integers(np.random.default_rng(i), 0, 5, (6,)), labels(6, i)) for i in range(4)]
    assert_same(make, calls)


def test_functions_of_arguments_differentiated_within() -> None:
    def make() -> Made:
        def step(x: AnyTensor, y: AnyTensor) -> Any:
            return value_and_grad(lambda a, b: (a * b).sum(), (0, 1))(x, y)

        return step, ()

    assert_same(make, [(data(3, seed=i), data(3, seed=i + 5)) for i in range(3)])


def test_a_parameter_as_an_argument() -> None:
    weights = [Parameter(data(3, seed=i)) for i in range(2)]

    def step(w: AnyTensor, x: AnyTensor) -> AnyTensor:
        return (w * x).detach()

    replayed = compiled(step)
    for i in range(6):
        w, x = weights[i % 2], data(3, seed=9 + i)
        assert bits(replayed(w, x)) == bits(step(w, x))
        w.assign(x)


def test_compiled_within_compiled_and_a_method() -> None:
    class Model:
        def __init__(self) -> None:
            self.weight = data(3)

        @compiled
        def double(self, x: AnyTensor) -> AnyTensor:
            return x * self.weight

        @compiled
        def step(self, x: AnyTensor) -> AnyTensor:
            return self.double(x) + 1.0

    one, two = Model(), Model()
    two.weight = data(3, seed=4)
    for _ in range(2):
        for model in (one, two):
            x = data(3, seed=2)
            assert bits(model.step(x)) == bits(x * model.weight + 1.0)


def test_results_stay_as_they_are() -> None:
    step = compiled(lambda x: (x + 1.0, (x * 2.0).T, x.sum()))
    first = step(data(2, 3))
    kept = bits(first)
    step(data(2, 3, seed=1))
    assert bits(first) == kept


def test_a_long_program_uses_its_memory_again() -> None:
    def step(x: AnyTensor) -> AnyTensor:
        for _ in range(500):
            x = x * 0.5 + 1.0
        return x

    replayed = compiled(step)
    x = data(1000)
    assert bits(replayed(x)) == bits(step(x))
    assert bits(replayed(data(1000, seed=1))) == bits(step(data(1000, seed=1)))


def test_threads() -> None:
    step = compiled(lambda x: (x * x).sum() * x)
    inputs = [data(50, seed=i) for i in range(8)]
    expected = [bits((x * x).sum() * x) for x in inputs]
    wrong: list[int] = []

    def run(i: int) -> None:
        for _ in range(50):
            if bits(step(inputs[i])) != expected[i]:
                wrong.append(i)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
