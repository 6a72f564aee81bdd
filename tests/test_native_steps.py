"""Steps compiled by C do what eager ones do, up to rounding, whatever changes between the calls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from helpers import AnyTensor
from native_programs import native_program, needs_compiler
from steps import Training, trained

from typedgrad import (
    CompileError,
    Parameter,
    Tensor,
    argmax,
    as_tensor,
    backprop,
    compiled,
    float32,
    float64,
    no_grad,
    one_hot,
    random,
    sort,
    where,
)
from typedgrad.nn import Linear, Module, ReLU, Sigmoid, Tanh, cross_entropy, mse
from typedgrad.optim import SGD, Adam, Optimizer

pytestmark = needs_compiler

Step = Callable[..., Any]
Made = tuple[Step, Sequence[AnyTensor], Any]

TOLERANCE = {"float64": 1e-11, "float32": 1e-4}


def close(found: Any, expected: Any) -> None:
    """The same up to rounding, relative to the largest element."""
    x, y = np.asarray(found), np.asarray(expected)
    assert x.dtype == y.dtype
    assert x.shape == y.shape
    tolerance = TOLERANCE.get(str(y.dtype), 0.0)
    np.testing.assert_allclose(x, y, rtol=tolerance, atol=tolerance * float(np.abs(y).max(initial=0.0)))


def sgd(parameters: Any) -> Optimizer:
    return SGD(parameters, 0.1)


def momentum(parameters: Any) -> Optimizer:
    return SGD(parameters, 0.1, momentum=0.9)


def adam(parameters: Any) -> Optimizer:
    return Adam(parameters, 0.01)


def training(
    optimizer: Callable[[Any], Optimizer],
    loss: Callable[[Any, Any], AnyTensor],
    *activations: Any,
    dtype: Any,
) -> Made:
    rng = np.random.default_rng(0)
    net: Any = Linear(8, 12, dtype, rng=rng) >> activations[0] >> Linear(12, 7, dtype, rng=rng) >> activations[1]
    net = net >> Linear(7, 3, dtype, rng=rng)
    return made_of(trained(net, optimizer(net.parameters()), loss))


def made_of(step: Training) -> Made:
    return step.step, step.parameters, step.optimizer


def batch(i: int, rows: int = 16, dtype: Any = float64) -> tuple[AnyTensor, AnyTensor]:
    rng = np.random.default_rng(i)
    labels = random.integers(rng, 0, 3, (rows,))
    return random.normal(rng, (rows, 8), dtype), one_hot(labels, 3, dtype)


def assert_same(
    make: Callable[[], Made], calls: Sequence[tuple[Any, ...]], between: Callable[[Any, int], object] | None = None
) -> None:
    eager, expected, eager_optimizer = make()
    again, found, optimizer = make()
    replayed = compiled(backend="c")(again)
    for i, arguments in enumerate(calls):
        if between is not None:
            between(eager_optimizer, i)
            between(optimizer, i)
        close(replayed(*arguments).numpy(), eager(*arguments).numpy())
        for x, y in zip(found, expected, strict=True):
            close(x.numpy(), y.numpy())


# ------------------------------------------------------------------------------------------------------------- training
@pytest.mark.parametrize("dtype", [float32, float64])
@pytest.mark.parametrize(
    "optimizer",
    [
        pytest.param(sgd, id="sgd"),
        pytest.param(momentum, id="momentum"),
        pytest.param(adam, id="adam"),
    ],
)
@pytest.mark.parametrize("loss", [cross_entropy, mse])
def test_many_steps(optimizer: Callable[[Any], Optimizer], loss: Any, dtype: Any) -> None:
    calls = [batch(i, dtype=dtype) for i in range(40)]
    assert_same(lambda: training(optimizer, loss, Sigmoid(), Tanh(), dtype=dtype), calls)


def test_other_activations() -> None:
    assert_same(lambda: training(Adam, mse, ReLU(), ReLU(), dtype=float64), [batch(i) for i in range(10)])


def test_shapes_and_layouts_that_change() -> None:
    calls = [batch(0), batch(1, 5), batch(2), batch(3, 1), batch(4, 0 + 2)]
    x, t = batch(5, 8)
    calls += [(x.T, t), (batch(6, 16)[0][::2], t), (x, t)]
    assert_same(lambda: training(Adam, cross_entropy, Sigmoid(), Sigmoid(), dtype=float64), calls)


def test_learning_rates_that_change() -> None:
    def change(optimizer: Any, i: int) -> None:
        optimizer.lr = 0.1 / (i + 1)

    assert_same(
        lambda: training(Adam, cross_entropy, Sigmoid(), Tanh(), dtype=float64), [batch(i) for i in range(8)], change
    )


def test_no_grad() -> None:
    net = Linear(8, 3, float64, rng=np.random.default_rng(0)) >> Sigmoid()

    @compiled(backend="c")
    def forward(x: AnyTensor) -> AnyTensor:
        return net(x).detach()

    for i in range(3):
        x = batch(i)[0]
        close(forward(x).numpy(), net(x).numpy())
        with no_grad():
            close(forward(x).numpy(), net(x).numpy())


def test_dropout_draws_anew_in_each_call() -> None:
    class Noisy(Module):
        def __init__(self) -> None:
            self.inner = Linear(8, 3, float64, rng=np.random.default_rng(0))
            self.rng = np.random.default_rng(1)

        def __call__(self, x: AnyTensor) -> AnyTensor:
            kept = random.bernoulli(self.rng, 0.5, (16, 8))
            return self.inner(where(kept, x / 0.5, 0.0))

    def make() -> Made:
        net = Noisy()
        return made_of(trained(net, SGD(net.parameters(), 0.1)))

    assert_same(make, [batch(i) for i in range(6)])


def test_nan_and_infinity_pass_through() -> None:
    def make() -> Made:
        return training(sgd, mse, Tanh(), Sigmoid(), dtype=float64)

    x, t = batch(0)
    values = x.numpy().copy()
    values[0, 0], values[1, 1] = np.inf, -np.inf
    eager, again = make()[0], compiled(backend="c")(make()[0])
    again(x, t)
    eager(x, t)
    for special in (values, np.full_like(values, np.nan)):
        with np.errstate(all="ignore"):  # products of matrices warn, where the kernels of BLAS tell
            found, expected = (f(as_tensor(special, float64, (16, 8)), t).item() for f in (again, eager))
        assert str(found) == str(expected) or abs(found - expected) < 1e-9


# --------------------------------------------------------------------------- what native code does not do, or not there
def test_calls_in_between_are_numpy_s() -> None:
    def step(x: AnyTensor) -> tuple[AnyTensor, ...]:
        y = (x * 2.0 + 1.0).tanh()
        order = sort(y, axis=1)
        picked = order[argmax(y, axis=1)]
        return (picked * y).sum(axis=0), order * 3.0, argmax(y * y, axis=0)

    replayed = compiled(backend="c")(step)
    for i in range(4):
        x = random.normal(np.random.default_rng(i), (5, 5), float64)
        for found, expected in zip(replayed(x), step(x), strict=True):
            close(found.numpy(), expected.numpy())


def test_variables_may_lie_otherwise_than_they_did() -> None:
    def calls(x: Any) -> list[Any]:
        (made,) = (x.recorder.whole(odd, x),)
        return [made * 2.0 + x]

    def odd(x: Any) -> Any:
        turns.append(1)
        return np.asfortranarray(x + 0.0) if len(turns) % 2 else x + 0.0

    turns: list[int] = []
    x = np.arange(6.0).reshape(2, 3)
    program = native_program(calls, x)
    for _ in range(3):
        np.testing.assert_array_equal(program.run(x)[0], x * 2.0 + x)


def test_an_argument_in_the_memory_that_is_written() -> None:
    def make() -> tuple[Any, Parameter[float64, Any]]:
        w = Parameter(as_tensor(np.arange(6.0), float64, (6,)))
        opt = SGD([w], 0.5)

        def step(x: AnyTensor) -> AnyTensor:
            opt.zero_grad()
            loss = (w * x).sum()
            backprop(loss)
            opt.step()
            return loss

        return step, w

    eager, expected = make()
    again, found = make()
    replayed = compiled(backend="c")(again)
    x = as_tensor(np.arange(1.0, 7.0), float64, (6,))
    for i in range(6):
        one, other = (x, x) if i % 2 else (found.detach(), expected.detach())
        close(replayed(one).numpy(), eager(other).numpy())
        close(found.numpy(), expected.numpy())


def test_arguments_that_overlap_what_is_written_are_seen_as_numpy_does() -> None:
    memory = np.arange(12.0)

    def calls(x: Any, held: Any) -> list[Any]:
        np.add(held, x, held)
        np.multiply(held, x, held)
        return [held * 1.0]

    program = native_program(calls, np.zeros(8), held=[memory[:8]])
    assert program.lines[0].startswith("native")
    for shift in (0, 1, 3):
        memory[:] = np.arange(12.0)
        expected = memory.copy()
        x = expected[shift : shift + 8]
        np.add(expected[:8], x, expected[:8])
        np.multiply(expected[:8], x, expected[:8])
        (found,) = program.run(memory[shift : shift + 8])
        np.testing.assert_array_equal(found, expected[:8])


def test_arguments_that_are_not_aligned() -> None:
    memory = bytearray(8 * 40 + 1)
    x = np.ndarray((5, 8), np.float64, memory, 1)
    x[...] = np.random.default_rng(0).normal(size=(5, 8))
    program = native_program(lambda x: [np.exp(x), np.dot(x, x.T), np.add.reduce(x, 0)], np.ones((5, 8)))
    for found, expected in zip(program.run(x), (np.exp(x), np.dot(x, x.T), np.add.reduce(x, 0)), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-13)


def test_integers_and_foreign_bytes_are_left_to_numpy() -> None:
    x = np.arange(6.0, dtype=">f8")
    program = native_program(lambda x: [x + 1.0, np.arange(6) + x], x)
    for found, expected in zip(program.run(x), (x + 1.0, np.arange(6) + x), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_a_deep_chain() -> None:
    def chain(x: AnyTensor) -> AnyTensor:
        y = x
        for i in range(3000):
            y = (y * 1.0001, y.tanh() + x, y.sum(axis=0, keepdims=True) * 0.01 + y)[i % 3]
        return y

    replayed = compiled(backend="c")(chain)
    for i in range(2):
        x = random.normal(np.random.default_rng(i), (4, 5), float64)
        close(replayed(x).numpy(), chain(x).numpy())


def test_threads() -> None:
    step, _, _ = training(lambda p: SGD(p, 1e-9), mse, Tanh(), Sigmoid(), dtype=float64)
    replayed = compiled(backend="c")(step)
    x, t = batch(0)
    first = replayed(x, t).item()
    found: list[float] = []

    def work() -> None:
        found.extend(replayed(x, t).item() for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 200
    assert all(abs(value - first) < 1e-5 for value in found)


def test_a_failed_capture_changes_nothing() -> None:
    w = Parameter(as_tensor([1.0, 2.0], float64, (2,)))

    @compiled(backend="c")
    def step(x: Tensor[float64, tuple[int]]) -> float:
        w.assign(w * 2.0)
        return x.sum().item()

    with pytest.raises(CompileError, match="reads a value"):
        step(as_tensor([1.0], float64, (1,)))
    assert w.numpy().tolist() == [1.0, 2.0]
