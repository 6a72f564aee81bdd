"""The reference: NumPy by hand that allocates nothing. Each buffer is there beforehand; parameters are one flat vector.

All ratios are to its times. It knows what a person who wrote this one program would: which array can be overwritten
when, that a flat vector takes one call where parameters take many, which call is faster than which.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.peer import Peer, Work, bare, over, pairs, repeated
from benchmarks.peers.numpy import operation
from benchmarks.problem import BETA1, BETA2, EPS, RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.problem import Function, NDArray, Training, Update


# --------------------------------------------------------------------------------------------------- steps of training
class Adam:
    """Adam on one flat vector, in place. The means are kept without their factors, which go into two numbers a step.

    Attributes:
        values: the parameters, views of the vector.
        gradients: where their gradients are to be written.
    """

    def __init__(self, initial: Iterable[NDArray]) -> None:
        arrays = list(initial)
        dtype = arrays[0].dtype
        self._flat, self._gradient, self._first, self._second, self._scratch = np.zeros(
            (5, sum(array.size for array in arrays)), dtype
        )
        self.values: list[NDArray] = []
        self.gradients: list[NDArray] = []
        start = 0
        for array in arrays:
            end = start + array.size
            self.values.append(self._flat[start:end].reshape(array.shape))
            self.gradients.append(self._gradient[start:end].reshape(array.shape))
            self.values[-1][...] = array
            start = end
        self._beta1, self._beta2 = np.array(BETA1, dtype), np.array(BETA2, dtype)
        self._eps, self._rate = np.empty((), dtype), np.empty((), dtype)
        self._step = 0

    def step(self) -> None:
        """Update the values by the gradients."""
        self._step += 1
        root = sqrt((1.0 - BETA2**self._step) / (1.0 - BETA2))
        self._eps[...] = EPS * root
        self._rate[...] = RATE * root * (1.0 - BETA1) / (1.0 - BETA1**self._step)
        g, m, v, t = self._gradient, self._first, self._second, self._scratch
        np.multiply(m, self._beta1, m)
        np.add(m, g, m)
        np.multiply(v, self._beta2, v)
        np.multiply(g, g, t)
        np.add(v, t, v)
        np.sqrt(v, t)
        np.add(t, self._eps, t)
        np.divide(m, t, t)
        np.multiply(t, self._rate, t)
        np.subtract(self._flat, t, self._flat)


class Network:
    """The network, its gradients, and the buffers of both."""

    def __init__(self, problem: Training) -> None:
        weights = problem.weights
        batch, dtype = len(problem.batches[0][0]), np.dtype(problem.dtype)
        self.adam = Adam(pairs(weights, (np.zeros(w.shape[1]) for w in weights)))
        self._weights, self._biases = self.adam.values[::2], self.adam.values[1::2]
        self._weight_gradients, self._bias_gradients = self.adam.gradients[::2], self.adam.gradients[1::2]
        widths = [w.shape[1] for w in weights]
        self._h, self._d, self._s = ([np.empty((batch, width), dtype) for width in widths] for _ in range(3))
        self._z, self._e, self._t = np.empty((3, widths[-1], batch), dtype)  # classes first: sums over them are fast
        self._max, self._total, self._log = np.empty((3, batch), dtype)
        self._ones, self._class_ones = np.ones(batch, dtype), np.ones(widths[-1], dtype)
        self._one, self._half, self._lowest = (np.array(number, dtype) for number in (1.0, 0.5, -700.0))
        self._share = np.array(1.0 / batch, dtype)
        self._batch = batch
        self._is_single = dtype == np.float32

    def _sigmoid(self, z: NDArray) -> None:
        if self._is_single:
            np.multiply(z, self._half, z)
            np.tanh(z, z)
            np.multiply(z, self._half, z)
            np.add(z, self._half, z)
        else:
            np.maximum(z, self._lowest, out=z)
            np.negative(z, z)
            np.exp(z, z)
            np.add(z, self._one, z)
            np.reciprocal(z, z)

    def _loss(self, logits: NDArray, targets: NDArray, gradient: NDArray) -> float:
        z, e, t, total = self._z, self._e, self._t, self._total
        np.copyto(z, logits.T)
        np.copyto(t, targets.T)
        np.maximum.reduce(z, 0, out=self._max)
        np.subtract(z, self._max, z)
        np.exp(z, e)
        np.dot(self._class_ones, e, total)
        np.log(total, self._log)
        loss = (np.add.reduce(self._log) - np.dot(z.reshape(-1), t.reshape(-1))) / self._batch
        np.divide(self._share, total, total)
        np.multiply(e, total, e)
        np.multiply(t, self._share, t)
        np.subtract(e, t, e)
        np.copyto(gradient, e.T)
        return float(loss)

    def step(self, x: NDArray, targets: NDArray) -> float:
        """A step; the loss before it."""
        weights, h, d = self._weights, self._h, self._d
        a, last = x, len(weights) - 1
        for i, weight in enumerate(weights):
            z = h[i]
            np.dot(a, weight, z)
            np.add(z, self._biases[i], z)
            if i < last:
                self._sigmoid(z)
            a = z
        loss = self._loss(a, targets, d[last])
        for i in range(last, -1, -1):
            a = h[i - 1] if i else x
            np.dot(a.T, d[i], self._weight_gradients[i])
            np.dot(self._ones, d[i], self._bias_gradients[i])
            if i:
                np.dot(d[i], weights[i].T, d[i - 1])
                slope = self._s[i - 1]
                np.subtract(self._one, a, slope)
                np.multiply(slope, a, slope)
                np.multiply(d[i - 1], slope, d[i - 1])
        self.adam.step()
        return loss


def _training(problem: Training) -> Work:
    network = Network(problem)
    return Work(over(problem.batches, network.step))


def _update(problem: Update) -> Work:
    adam = Adam(problem.parameters)
    for place, gradient in zip(adam.gradients, problem.gradients, strict=True):
        place[...] = gradient
    return Work(bare(adam.step), lambda: adam.values)


# ----------------------------------------------------------------------------------------------------------- functions
def _pointwise(problem: Function) -> Work:
    x, weights = problem.x, problem.weights.reshape(-1)
    a, b, c, d, q, e, g, t = (np.empty_like(x) for _ in range(8))
    one, two = (np.array(number, x.dtype) for number in (1.0, 2.0))

    def step() -> float:
        np.multiply(x, x, a)
        np.negative(a, t)
        np.exp(t, b)
        np.multiply(x, b, c)
        np.tanh(c, d)
        np.add(a, one, q)
        np.divide(d, q, e)
        loss = np.dot(e.reshape(-1), weights)
        np.divide(problem.weights, q, t)  # by d
        np.multiply(d, d, c)
        np.subtract(one, c, c)
        np.multiply(t, c, c)  # by c
        np.multiply(t, e, t)  # by q, negated
        np.multiply(c, b, g)
        np.multiply(g, x, c)  # by a through b, negated
        np.add(t, c, t)
        np.multiply(t, x, t)
        np.multiply(t, two, t)
        np.subtract(g, t, g)
        return float(loss)

    return Work(repeated(step), lambda: (g,))


def _rows(problem: Function) -> Work:
    x, weights = problem.x, problem.weights
    rows, columns = x.shape
    y, t, g = (np.empty_like(x) for _ in range(3))
    root, mean = np.empty((2, rows, 1), x.dtype)
    places = np.empty(rows, np.intp)
    starts = np.arange(len(x)) * columns
    share = np.array(1.0 / columns, x.dtype)
    eps, one, two = (np.array(number, x.dtype) for number in (1e-5, 1.0, 2.0))
    ones = np.ones((columns, 1), x.dtype)

    def row_means(array: NDArray, out: NDArray) -> None:
        np.dot(array, ones, out)
        np.multiply(out, share, out)

    def step() -> float:
        row_means(x, mean)
        np.subtract(x, mean, y)
        np.multiply(y, y, t)
        row_means(t, root)
        np.add(root, eps, root)
        np.sqrt(root, root)
        np.divide(y, root, y)
        np.argmax(y, 1, places)
        np.add(places, starts, places)
        np.multiply(y, weights, g)
        loss = y.reshape(-1)[places].sum() + np.dot(y.reshape(-1), g.reshape(-1))
        np.multiply(g, two, g)
        flat = g.reshape(-1)
        flat[places] += one
        np.multiply(g, y, t)
        row_means(t, mean)
        np.multiply(y, mean, t)
        row_means(g, mean)
        np.subtract(g, mean, g)
        np.subtract(g, t, g)
        np.divide(g, root, g)
        return float(loss)

    return Work(repeated(step), lambda: (g,))


def _chain(problem: Function) -> Work:
    x, weights = problem.x, problem.weights
    tanhs: Any = np.empty((problem.links // 2, *x.shape), x.dtype)
    values: Any = np.empty_like(tanhs)
    outputs, inputs, ends = list(tanhs), [x, *values], list(values)
    g, total, t = (np.empty_like(x) for _ in range(3))
    one = np.array(1.0, x.dtype)

    def step() -> float:
        for y, output, end in zip(inputs, outputs, ends, strict=False):
            np.tanh(y, output)
            np.add(output, x, end)
        loss = np.dot(ends[-1], weights)
        np.copyto(g, weights)
        np.copyto(total, 0.0)
        for output in reversed(outputs):
            np.add(total, g, total)
            np.multiply(output, output, t)
            np.subtract(one, t, t)
            np.multiply(g, t, g)
        np.add(total, g, total)
        return float(loss)

    return Work(repeated(step), lambda: (total,))


PEER = Peer(
    "NumPy, preallocated",
    "numpy",
    training=_training,
    pointwise=_pointwise,
    rows=_rows,
    chain=_chain,
    update=_update,
    operation=operation,
)
