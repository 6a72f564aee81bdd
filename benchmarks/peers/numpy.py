"""NumPy by hand, plainly written: each formula as it stands in a book, Adam a parameter at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.peer import Peer, Work, bare, over, pairs, repeated
from benchmarks.problem import BETA1, BETA2, EPS, RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from benchmarks.problem import Function, NDArray, Operation, Training, Update


class Adam:
    """Adam on a list of arrays, in place."""

    def __init__(self, initial: Iterable[NDArray]) -> None:
        self.values = [array.copy() for array in initial]
        self._first = [np.zeros_like(array) for array in self.values]
        self._second = [np.zeros_like(array) for array in self.values]
        self._step = 0

    def step(self, gradients: Sequence[NDArray]) -> None:
        """Update the values."""
        self._step += 1
        for p, g, m, v in zip(self.values, gradients, self._first, self._second, strict=True):
            m += (1.0 - BETA1) * (g - m)  # noqa: PLW2901  # in place, as below
            v += (1.0 - BETA2) * (g * g - v)  # noqa: PLW2901
            corrected = m / (1.0 - BETA1**self._step)
            p -= RATE * corrected / (np.sqrt(v / (1.0 - BETA2**self._step)) + EPS)  # noqa: PLW2901


def _training(problem: Training) -> Work:
    dtype = np.dtype(problem.dtype)
    adam = Adam(pairs(problem.weights, (np.zeros(w.shape[1], dtype) for w in problem.weights)))
    weights, biases = adam.values[::2], adam.values[1::2]

    def step(x: NDArray, targets: NDArray) -> float:
        activations = [x]
        for w, b in zip(weights[:-1], biases[:-1], strict=True):
            activations.append(1.0 / (1.0 + np.exp(-(activations[-1] @ w + b))))
        logits = activations[-1] @ weights[-1] + biases[-1]
        shifted = logits - logits.max(axis=1, keepdims=True)
        exponentials = np.exp(shifted)
        totals = exponentials.sum(axis=1, keepdims=True)
        loss = (np.log(totals).sum() - (shifted * targets).sum()) / len(x)
        gradient = (exponentials / totals - targets) / len(x)
        gradients: list[NDArray] = []
        for i in reversed(range(len(weights))):
            a = activations[i]
            gradients[:0] = [a.T @ gradient, gradient.sum(axis=0)]
            if i:
                gradient = gradient @ weights[i].T * a * (1.0 - a)
        adam.step(gradients)
        return float(loss)

    return Work(over(problem.batches, step))


def _update(problem: Update) -> Work:
    adam = Adam(problem.parameters)
    return Work(bare(lambda: adam.step(problem.gradients)), lambda: adam.values)


# ----------------------------------------------------------------------------------------------------------- functions
Answer = tuple[float, "NDArray"]


def _answering(answer: Callable[[], Answer]) -> Work:
    """The work of a value and its gradient."""
    gradients: list[NDArray] = []

    def step() -> float:
        loss, gradient = answer()
        gradients[:] = [gradient]
        return float(loss)

    return Work(repeated(step), lambda: gradients)


def _pointwise(problem: Function) -> Work:
    x, weights = problem.x, problem.weights

    def answer() -> Answer:
        a = x * x
        b = np.exp(-a)
        d = np.tanh(x * b)
        q = 1.0 + a
        e = d / q
        by_d = weights / q
        by_c = by_d * (1.0 - d * d)
        by_a = -by_d * e - by_c * x * b
        return (e * weights).sum(), by_c * b + 2.0 * x * by_a

    return _answering(answer)


def _rows(problem: Function) -> Work:
    x, weights = problem.x, problem.weights
    rows = np.arange(len(x))

    def answer() -> Answer:
        centred = x - x.mean(axis=1, keepdims=True)
        root = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-5)
        y = centred / root
        places = y.argmax(axis=1)
        weighed = y * weights
        loss = y[rows, places].sum() + (y * weighed).sum()
        by_y = 2.0 * weighed
        by_y[rows, places] += 1.0
        means = by_y.mean(axis=1, keepdims=True), (by_y * y).mean(axis=1, keepdims=True)
        return loss, (by_y - means[0] - y * means[1]) / root

    return _answering(answer)


def _chain(problem: Function) -> Work:
    x, weights = problem.x, problem.weights

    def answer() -> Answer:
        y, outputs = x, list["NDArray"]()
        for _ in range(problem.links // 2):
            outputs.append(np.tanh(y))
            y = outputs[-1] + x
        gradient, total = weights, np.zeros_like(x)
        for output in reversed(outputs):
            total = total + gradient
            gradient = gradient * (1.0 - output * output)
        return (y * weights).sum(), total + gradient

    return _answering(answer)


# ---------------------------------------------------------------------------------------------------- single operations
def operation(problem: Operation) -> Work:
    """A single operation, by the shortest way there is; it has no other by hand."""
    x, y = problem.x, problem.y
    calls: Mapping[str, Callable[[], NDArray]] = {
        "x + y": lambda: x + y,
        "exp(x)": partial(np.exp, x),
        "sum(x)": x.sum,
        "x @ y": lambda: x @ y,
    }
    call = calls[problem.name]
    return Work(bare(call), lambda: (call(),))


PEERS = (
    Peer("NumPy, plain", "numpy", training=_training, pointwise=_pointwise, rows=_rows, chain=_chain, update=_update),
)
