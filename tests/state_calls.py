"""What the state machine calls, here and in NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import typedgrad
from typedgrad import GradientError, where
from typedgrad.optim import SGD, Adam

if TYPE_CHECKING:
    from collections.abc import Callable

    from state_model import Leaf


@dataclass(frozen=True)
class Operation:
    """A call here and in NumPy, where complex numbers go through; and whether its gradients need its inputs."""

    ours: Callable[..., Any]
    theirs: Callable[..., Any]
    saves_inputs: bool = False


def one(ours: Callable[[Any], Any], theirs: Callable[[Any], Any], *, saves_inputs: bool = False) -> Operation:
    """Make an operation of one tensor."""
    return Operation(ours, theirs, saves_inputs)


def two(ours: Callable[[Any, Any], Any], theirs: Callable[[Any, Any], Any], *, saves_inputs: bool = False) -> Operation:
    """Make an operation of two tensors."""
    return Operation(ours, theirs, saves_inputs)


tg: Any = typedgrad  # of tensors whose shapes no checker knows
numpy: Any = np  # of real and of complex arrays
UNARY = {
    "exp": one(tg.exp, np.exp),
    "tanh": one(tg.tanh, np.tanh),
    "sigmoid": one(tg.sigmoid, lambda x: 1.0 / (1.0 + np.exp(-x))),
    "sin": one(tg.sin, np.sin, saves_inputs=True),
    "sqrt": one(lambda x: tg.sqrt(x * x + 1.0), lambda x: np.sqrt(x * x + 1.0), saves_inputs=True),
    "negative": one(tg.negative, np.negative),
    "positive": one(tg.positive, lambda x: x * 1.0),
    "scaled": one(lambda x: x * 0.5, lambda x: x * 0.5, saves_inputs=True),
    "shifted": one(lambda x: 1.5 - x, lambda x: 1.5 - x),
    "square": one(tg.square, lambda x: x * x, saves_inputs=True),
    "scalar": one(lambda x: (x * x).sum(), lambda x: (x * x).sum(), saves_inputs=True),
    "relu": one(tg.relu, lambda x: numpy.where(x.real > 0, x, 0.0)),
    "abs": one(tg.abs, lambda x: x * np.sign(x.real), saves_inputs=True),
    "sum": one(tg.sum, np.sum),
    "matrix_transpose": one(tg.matrix_transpose, lambda x: np.swapaxes(x, -1, -2)),
    "transpose": one(lambda x: x.transpose((1, 0)), lambda x: np.transpose(x, (1, 0))),
    "broadcast": one(lambda x: tg.broadcast_to(x, (2, 3)), lambda x: numpy.broadcast_to(x, (2, 3))),
    "flip": one(tg.flip, np.flip),
    "flatten": one(tg.flatten, np.ravel),
}
BINARY = {
    "add": two(lambda x, y: x + y, np.add),
    "subtract": two(lambda x, y: x - y, np.subtract),
    "multiply": two(lambda x, y: x * y, np.multiply, saves_inputs=True),
    "divide": two(lambda x, y: x / y, lambda x, y: x / y, saves_inputs=True),
    "where": two(lambda x, y: where(x > y, x, y), lambda x, y: numpy.where(x.real > y.real, x, y)),
    "matmul": two(lambda x, y: x @ y, np.matmul, saves_inputs=True),
}
KEYS: tuple[Any, ...] = (
    0,
    -1,
    5,
    slice(1, None),
    slice(None, None, -1),
    (slice(None), 0),
    (0, slice(None)),
    (slice(None), slice(0, 1)),
    ...,
    (..., 0),
    (slice(None), slice(None), 0),
)


class Steps:
    """An optimizer, and its formulas."""

    def __init__(self, chosen: list[tuple[Any, Leaf]], *, adam: bool) -> None:
        parameters = [x for x, _ in chosen]
        self.leaves = [leaf for _, leaf in chosen]
        self.adam = adam
        self.ours: SGD | Adam = Adam(parameters, lr=0.05) if adam else SGD(parameters, lr=0.125, momentum=0.5)
        self.counts = [0 for _ in chosen]
        self.first = [np.zeros(leaf.value.shape) for leaf in self.leaves]
        self.second = [np.zeros(leaf.value.shape) for leaf in self.leaves]

    def zero_grad(self) -> None:
        self.ours.zero_grad()
        for leaf in self.leaves:
            leaf.grad = None

    def step(self) -> None:
        if all(leaf.grad is None for leaf in self.leaves):
            with pytest.raises(GradientError):
                self.ours.step()
            return
        self.ours.step()
        for i, leaf in enumerate(self.leaves):
            g = leaf.grad
            if g is None:
                continue
            self.counts[i] += 1
            if self.adam:
                self.first[i] = 0.9 * self.first[i] + 0.1 * g
                self.second[i] = 0.999 * self.second[i] + 0.001 * g * g
                mean = self.first[i] / (1.0 - 0.9 ** self.counts[i])
                square = self.second[i] / (1.0 - 0.999 ** self.counts[i])
                leaf.assign(leaf.value - 0.05 * mean / (np.sqrt(square) + 1e-8))
            else:
                self.first[i] = 0.5 * self.first[i] + g
                leaf.assign(leaf.value - 0.125 * self.first[i])
