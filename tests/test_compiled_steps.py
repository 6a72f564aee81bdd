"""What a step may do: all that eager code does with tensors; compiled, it does the same to the last bit."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from helpers import AnyTensor, untyped
from steps import Made, assert_same, batches, bits, data, labels, network

from typedgrad import (
    Parameter,
    as_tensor,
    backprop,
    compiled,
    concat,
    einsum,
    float64,
    gradients,
    no_grad,
    random,
    solve,
    take,
    value_and_grad,
    zeros,
)
from typedgrad.nn import cross_entropy, mse
from typedgrad.optim import SGD, Adam

TWICE_ONE = [[2.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0, 0.0, 2.0, 0.0], [0.0, 0.0, 0.0, 2.0]]


def test_results_in_structures_and_arguments_too() -> None:
    def make() -> Made:
        def step(pair: tuple[AnyTensor, dict[str, AnyTensor]], flag: bool, constant: AnyTensor) -> Any:
            x, named = pair
            y = named["y"]
            return {"sum": x + y, "all": [x, (y, constant, None, 3, "text", flag)], "same": x}

        return Made(step, ())

    constant = data(2, seed=5)
    assert_same(make, [((data(2, seed=i), {"y": data(2, seed=i + 9)}), i > 1, constant) for i in range(4)])


def test_gradients_clipped_by_hand() -> None:
    def make() -> Made:
        net = network()
        optimizer = SGD(net.parameters(), 0.1)

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            optimizer.zero_grad()
            loss = cross_entropy(net(x), t)
            backprop(loss)
            norm = zeros((), float64)
            for p in net.parameters():
                if p.grad is not None:
                    norm = norm + (p.grad * p.grad).sum()
            for p in net.parameters():
                if p.grad is not None:
                    p.grad = p.grad / (norm**0.5 + 1.0)
            optimizer.step()
            return norm

        return Made(step, net.parameters())

    assert_same(make, batches(4))


def test_parameters_alone_and_averages_of_them() -> None:
    def make() -> Made:
        net = network()
        optimizer = Adam(net.parameters(), 0.01)
        average = [Parameter(p.detach()) for p in net.parameters()]

        def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
            optimizer.zero_grad()
            decay = zeros((), float64)
            for p in net.parameters():
                decay = decay + (p * p).sum()
            loss = cross_entropy(net(x), t) + decay * 0.01
            backprop(loss)
            optimizer.step()
            with no_grad():
                for a, p in zip(average, net.parameters(), strict=True):
                    a.assign(a * 0.9 + p * 0.1)
            return decay.detach()

        return Made(step, [*net.parameters(), *average])

    assert_same(make, batches(4))


def test_two_losses_two_optimizers_and_a_penalty_on_a_gradient() -> None:
    def make() -> Made:
        net, critic = network(), network(seed=1)
        optimizer, other = Adam(net.parameters(), 0.01), SGD(critic.parameters(), 0.1, momentum=0.9)

        def step(x: AnyTensor, t: AnyTensor) -> tuple[AnyTensor, AnyTensor]:
            optimizer.zero_grad()
            other.zero_grad()
            loss = mse(net(x), t)
            (slope, *_) = gradients(loss, net.parameters(), create_graph=True)
            penalized = loss + (slope * slope).sum()
            backprop(penalized)
            optimizer.step()
            value = mse(critic(concat((net(x), t), axis=1)[:, :4]), t)
            backprop(value)
            other.step()
            return penalized, value

        return Made(step, [*net.parameters(), *critic.parameters()])

    assert_same(make, batches(4))


def test_labels_lookups_and_linear_algebra() -> None:
    def make() -> Made:
        table = Parameter(data(5, 4, seed=2))
        net = network()
        optimizer = Adam([table, *net.parameters()], 0.01)

        def step(rows: AnyTensor, t: AnyTensor) -> tuple[AnyTensor, ...]:
            optimizer.zero_grad()
            x: AnyTensor = take(table, rows, axis=0)
            gram: AnyTensor = einsum("ij,ik->jk", x, x) + as_tensor(TWICE_ONE, float64)
            solved: AnyTensor = solve(gram, x.T)
            z: AnyTensor = net(solved.T + x)
            loss = cross_entropy(z, t) + (table[rows] * x).max(1).mean()
            backprop(loss)
            optimizer.step()
            return loss, z.detach().argmax(-1), z.detach().argsort(-1)

        return Made(step, [table, *net.parameters()])

    calls = [(random.integers(np.random.default_rng(i), 0, 5, (6,)), labels(6, i)) for i in range(4)]
    assert_same(make, calls)


def test_functions_of_arguments_differentiated_within() -> None:
    def make() -> Made:
        def step(x: AnyTensor, y: AnyTensor) -> Any:
            def product(a: AnyTensor, b: AnyTensor) -> AnyTensor:
                return (a * b).sum()

            return untyped(value_and_grad)(product, (0, 1))(x, y)

        return Made(step, ())

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
    def three(x: AnyTensor) -> tuple[AnyTensor, ...]:
        return x + 1.0, (x * 2.0).T, x.sum()

    step = compiled(three)
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
    def eager(x: AnyTensor) -> AnyTensor:
        return (x * x).sum() * x

    step = compiled(eager)
    inputs = [data(50, seed=i) for i in range(8)]
    expected = [bits(eager(x)) for x in inputs]
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
