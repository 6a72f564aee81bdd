"""HIPS autograd, with Adam by hand a parameter at a time: it brings none that works in place.

It is imported by name when it is asked, and all that is its has the type Any: nobody else needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.peer import Peer, Work, over, pairs, repeated
from benchmarks.peers.numpy import Adam

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.problem import Function, NDArray, Training


def _with_value(function: Callable[..., Any]) -> Any:
    autograd: Any = import_module("autograd")
    return autograd.value_and_grad(function)


def _numpy() -> Any:
    return import_module("autograd.numpy")


def _training(problem: Training) -> Work:
    anp = _numpy()
    adam = Adam(pairs(problem.weights, [np.zeros(weight.shape[1], weight.dtype) for weight in problem.weights]))

    def loss_of(parameters: list[Any], x: Any, targets: Any) -> Any:
        for i in range(0, len(parameters), 2):
            x = anp.dot(x, parameters[i]) + parameters[i + 1]
            if i + 2 < len(parameters):
                x = 1.0 / (1.0 + anp.exp(-x))
        shifted = x - anp.max(x, axis=1, keepdims=True)
        log_totals = anp.log(anp.sum(anp.exp(shifted), axis=1))
        return (anp.sum(log_totals) - anp.sum(shifted * targets)) / len(targets)

    both = _with_value(loss_of)

    def step(x: NDArray, targets: NDArray) -> float:
        loss, gradients = both(adam.values, x, targets)
        adam.step(gradients)
        return float(loss)

    return Work(over(problem.batches, step))


def _differentiated(problem: Function, value: Callable[[Any, Any], Any]) -> Work:
    both = _with_value(value)
    gradients: list[NDArray] = []

    def step() -> float:
        loss, gradient = both(problem.x, problem.weights)
        gradients[:] = [gradient]
        return float(loss)

    return Work(repeated(step), lambda: gradients)


def _pointwise(problem: Function) -> Work:
    anp = _numpy()

    def value(x: Any, weights: Any) -> Any:
        a = x * x
        return anp.sum(anp.tanh(x * anp.exp(-a)) / (1.0 + a) * weights)

    return _differentiated(problem, value)


def _rows(problem: Function) -> Work:
    anp = _numpy()

    def value(x: Any, weights: Any) -> Any:
        centred = x - anp.mean(x, axis=1, keepdims=True)
        y = centred / anp.sqrt(anp.mean(centred * centred, axis=1, keepdims=True) + 1e-5)
        return anp.sum(anp.max(y, axis=1)) + anp.sum(y * y * weights)

    return _differentiated(problem, value)


def _chain(problem: Function) -> Work:
    anp = _numpy()

    def value(x: Any, weights: Any) -> Any:
        y = x
        for _ in range(problem.links // 2):
            y = anp.tanh(y) + x
        return anp.sum(y * weights)

    return _differentiated(problem, value)


PEERS = (
    Peer(
        "HIPS autograd",
        "autograd",
        ("autograd.numpy",),
        training=_training,
        pointwise=_pointwise,
        rows=_rows,
        chain=_chain,
    ),
)
