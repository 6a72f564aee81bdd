"""The training of an estimator's network: passes over the samples in batches, and when to stop."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from typedgrad import Scalar, Tensor, as_tensor, backprop, compiled, int64, take
from typedgrad.optim import SGD, Adam
from typedgrad.sklearn.network import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typedgrad.nn import Layer, Module
    from typedgrad.optim import Optimizer
    from typedgrad.shapes import FloatDT
    from typedgrad.sklearn.network import Features, Outputs, Samples
    from typedgrad.sklearn.objectives import Objective
    from typedgrad.sklearn.settings import Settings

_AUTO = 200  # samples of a batch, as in scikit-learn
_FEW = 30  # steps, which are taken sooner than captured


def make_optimizer(module: Module, settings: Settings) -> Optimizer:
    """What updates the weights, by the names of `OptimizerName`."""
    match settings.optimizer:
        case "adam":
            return Adam(module.parameters(), lr=settings.learning_rate)
        case "sgd":
            return SGD(module.parameters(), lr=settings.learning_rate, momentum=settings.momentum)


def passes(
    network: Layer[tuple[Features], tuple[Outputs], FloatDT],
    optimizer: Optimizer,
    objective: Objective[FloatDT],
    x: Tensor[FloatDT, tuple[Samples, Features]],
    *,
    settings: Settings,
    epochs: int,
    mean_weight: float,
    rng: np.random.Generator,
) -> Iterator[float]:
    """Train by one pass over the samples each time that the loss of a pass is asked for.

    The loss of a batch is that of the objective and the penalty of scikit-learn's networks, `alpha / 2` times the sum
    of the squared weights, by the weight of the batch.

    Args:
        network: what to train.
        optimizer: what updates its parameters.
        objective: the loss of a batch.
        x: the samples.
        settings: the penalty, the size of a batch, and whether to shuffle.
        epochs: how many passes there are.
        mean_weight: of a sample.
        rng: shuffles.
    """
    weights = [parameter for name, parameter in network.named_parameters() if name.endswith("weight")]
    half = 0.5 * settings.alpha

    def step(batch: Tensor[int64, tuple[Batch]]) -> Scalar[FloatDT]:
        optimizer.zero_grad()
        loss = objective(network(take(x, batch, axis=0)), batch)
        if half:
            for weight in weights:
                loss = loss + (weight * weight).sum() * (half / (batch.shape[0] * mean_weight))
        backprop(loss)
        optimizer.step()
        return loss

    count = x.shape[0]
    size = min(_AUTO if settings.batch_size == "auto" else settings.batch_size, count)
    taken = step if epochs * -(-count // size) < _FEW else compiled(step)
    order = np.arange(count)
    for _ in range(epochs):
        if settings.shuffle and size < count:  # one batch is the same in any order
            order = rng.permutation(count)
        total = 0.0
        for start in range(0, count, size):
            indices = order[start : start + size]
            total += taken(as_tensor(indices, int64, (Batch(len(indices)),))).item() * len(indices)
        yield total / count


class Stopping:
    """Tells when a score has not got better by more than `tol` for more than `patience` passes.

    Attributes:
        best: the best score so far.

    >>> stopping = Stopping(tol=0.1, patience=1)
    >>> [stopping.is_over(score) for score in (0.5, 0.7, 0.75, 0.6)]
    [False, False, False, True]
    """

    def __init__(self, tol: float, patience: float) -> None:
        self.best = -inf
        self._tol, self._patience = tol, patience
        self._misses = 0

    def is_over(self, score: float) -> bool:
        """Take the score of a pass into account."""
        self._misses = self._misses + 1 if score < self.best + self._tol else 0
        self.best = max(self.best, score)
        return self._misses > self._patience
