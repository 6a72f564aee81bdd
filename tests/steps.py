"""Steps of training, and what the compiled form of a step is held to: eager execution, to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
from helpers import AnyTensor, untyped

from typedgrad import Tensor, backprop, compiled, float64, int64, one_hot, random
from typedgrad.nn import Layer, Linear, Module, Sigmoid, cross_entropy
from typedgrad.optim import Optimizer

if TYPE_CHECKING:
    from collections.abc import Sequence

Step: TypeAlias = Callable[..., Any]
Optimizing: TypeAlias = Callable[[Any], Optimizer]
"""An optimizer of parameters: for checkers to know a lambda's own."""


@dataclass
class Made:
    """A step, and the parameters that it changes."""

    step: Step
    parameters: Sequence[AnyTensor]


@dataclass
class Training(Made):
    """A step of training, and what it trains by."""

    network: Module
    optimizer: Optimizer


SomeMade = TypeVar("SomeMade", bound=Made)


def data(*shape: int, seed: int = 0, dtype: Any = float64) -> AnyTensor:
    """Make numbers for a step."""
    return random.normal(np.random.default_rng(seed), shape, dtype)


def labels(n: int, seed: int = 0) -> AnyTensor:
    """Make labels of three classes."""
    return random.integers(np.random.default_rng(seed), 0, 3, (n,), int64)


def batches(n: int, rows: int = 8, dtype: Any = float64) -> list[tuple[AnyTensor, AnyTensor]]:
    """Make arguments for steps of training, other ones for each."""
    return [(data(rows, 4, seed=i, dtype=dtype), one_hot(labels(rows, i), 3, dtype)) for i in range(n)]


def network(seed: int = 0, dtype: Any = float64) -> Layer[Any, Any, Any]:
    """Make a small network, the same for the same seed."""
    rng = np.random.default_rng(seed)
    made: Layer[Any, Any, Any] = Linear(4, 5, dtype, rng=rng) >> Sigmoid() >> Linear(5, 3, dtype, rng=rng)
    return made


def trained(
    net: Callable[[AnyTensor], AnyTensor],
    optimizer: Optimizer,
    loss_of: Callable[[Any, Any], AnyTensor] = cross_entropy,
) -> Training:
    """Give a step of training a network."""
    module: Module = untyped(net)

    def step(x: AnyTensor, t: AnyTensor) -> AnyTensor:
        optimizer.zero_grad()
        loss = loss_of(net(x), t)
        backprop(loss)
        optimizer.step()
        return loss

    return Training(step, module.parameters(), module, optimizer)


def training(optimizing: Optimizing, dtype: Any = float64) -> Callable[[], Training]:
    """Give what makes a step of training a small network."""

    def make() -> Training:
        net = network(dtype=dtype)
        return trained(net, optimizing(net.parameters()))

    return make


def bits(value: object) -> object:
    """Give what is compared: the bytes of every tensor, and what else a step returns."""
    x = untyped(value)  # isinstance would make of it tuples of nothing known
    if isinstance(value, Tensor):
        return x.dtype, x.shape, x.numpy().tobytes()
    if isinstance(value, (tuple, list)):
        return x.__class__, [bits(item) for item in x]
    if isinstance(value, dict):
        return {key: bits(item) for key, item in x.items()}
    return value


def assert_same(
    make: Callable[[], SomeMade],
    calls: Sequence[tuple[object, ...]],
    between: Callable[[SomeMade, int], None] | None = None,
) -> None:
    """Hold calls of a compiled step to those of a second one: same results, and same parameters after each."""
    __tracebackhide__ = True
    eager, captured = make(), make()
    replayed = compiled(captured.step)
    for i, arguments in enumerate(calls):
        if between is not None:
            between(eager, i)
            between(captured, i)
        assert bits(replayed(*arguments)) == bits(eager.step(*arguments)), f"call {i}"
        assert bits(list(captured.parameters)) == bits(list(eager.parameters)), f"parameters after call {i}"
