"""`Trainer`: the loop over epochs and batches, for a network, a loss and a score that a subclass gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import isfinite
from operator import index
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

from typedgrad.autodiff import backprop
from typedgrad.nn import Module
from typedgrad.tape import no_grad
from typedgrad.train.history import Epoch, Evaluation, History
from typedgrad.train.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.dtypes import Float
    from typedgrad.optim import Optimizer
    from typedgrad.tensor.tensor import Tensor
    from typedgrad.train.batches import Batches

Network = TypeVar("Network", bound=Module)
Input = TypeVar("Input")
Target = TypeVar("Target")
Output = TypeVar("Output")


class Trainer(ABC, Generic[Network, Input, Target, Output]):
    """Trains a network on batches of (`Input`, `Target`), which it maps to `Output`.

    A subclass names the four types and says how the network is called, what its loss is, and its score. The types
    hold these together: a loss that does not take the network's output, and batches that are not its input, are
    errors where they are written.

    Args:
        network: the module to train.
        optimizer: what updates its parameters.

    >>> import numpy as np
    >>> from typedgrad import Tensor, as_tensor, float32
    >>> from typedgrad.nn import Layer, Linear, mse
    >>> from typedgrad.optim import SGD
    >>> Column = Tensor[float32, tuple[int, int]]
    >>> class LineTrainer(Trainer[Layer[tuple[int], tuple[int], float32], Column, Column, Column]):
    ...     def forward(self, x: Column) -> Column:
    ...         return self.network(x)
    ...     def loss(self, output: Column, target: Column) -> Tensor[float32, tuple[()]]:
    ...         return mse(output, target)
    ...     def score(self, output: Column, target: Column) -> float:
    ...         return -mse(output, target).item()
    >>> x = as_tensor([[0.0], [1.0], [2.0]], float32, (3, 1))
    >>> line = Linear(1, 1, rng=np.random.default_rng(0))
    >>> trainer = LineTrainer(line, SGD(line.parameters(), lr=0.1))
    >>> history = trainer.fit([(x, x * 2.0 + 1.0)], [(x, x * 2.0 + 1.0)], epochs=300)
    >>> history.last.test.loss < 1e-6
    True
    """

    def __init__(self, network: Network, optimizer: Optimizer) -> None:
        self.network = network
        self.optimizer = optimizer

    @abstractmethod
    def forward(self, inputs: Input, /) -> Output:
        """What the network makes of one batch."""

    @abstractmethod
    def loss(self, output: Output, target: Target, /) -> Tensor[Float, tuple[()]]:
        """What to minimise."""

    @abstractmethod
    def score(self, output: Output, target: Target, /) -> float:
        """How good the output is, in the measure that people read; called under `no_grad`."""

    def fit(
        self,
        train: Batches[Input, Target],
        test: Batches[Input, Target],
        *,
        epochs: int,
        on_epoch: Callable[[Epoch], object] | None = None,
    ) -> History:
        """Train for a number of epochs, with an evaluation after each and one progress bar for all.

        Args:
            train: the batches to learn from, iterated once an epoch.
            test: the batches to evaluate on.
            epochs: how many times to go over `train`.
            on_epoch: called with the record of each epoch; what it prints goes above the progress bar.

        Returns:
            the loss and the score of each epoch, averaged over the batches. The network is left in the mode, train
            or eval, that it had.

        Raises:
            ValueError: there are no epochs, or no batches.
            FloatingPointError: a loss is NaN or infinite. The parameters are then those that led to it.
        """
        if index(epochs) < 1:
            raise ValueError(f"fit: {epochs} epochs; at least one is needed")
        for name, batches in (("train", train), ("test", test)):
            if not len(batches):
                raise ValueError(f"fit: no batches in {name}")
        records: list[Epoch] = []
        was_training = self.network.training
        try:
            with Progress(epochs * len(train)) as progress:
                for number in range(1, epochs + 1):
                    start = perf_counter()
                    learned = self._train(train, f"fit, epoch {number}", progress)
                    record = Epoch(number, learned, self.evaluate(test), perf_counter() - start)
                    records.append(record)
                    progress.describe(f"test loss {record.test.loss:.4f}, score {record.test.score:.4f}")
                    if on_epoch is not None:
                        with progress.hidden():
                            on_epoch(record)
        finally:
            _set_mode(self.network, was_training)
        return History(tuple(records))

    def evaluate(self, batches: Batches[Input, Target]) -> Evaluation:
        """The loss and the score, averaged over the batches, of the network in eval mode.

        Raises:
            ValueError: there are no batches.
            FloatingPointError: a loss is NaN or infinite.
        """
        losses = scores = 0.0
        done = 0
        was_training = self.network.training
        self.network.eval()
        try:
            with no_grad():
                for done, (inputs, target) in enumerate(batches, 1):
                    output = self.forward(inputs)
                    losses += _finite(self.loss(output, target).item(), "evaluate", done)
                    scores += self.score(output, target)
        finally:
            _set_mode(self.network, was_training)
        return _means(losses, scores, done, "evaluate")

    def _train(self, batches: Batches[Input, Target], during: str, progress: Progress) -> Evaluation:
        """One epoch: a step of the optimizer for each batch."""
        optimizer, advance, unrecorded = self.optimizer, progress.advance, no_grad()
        losses = scores = 0.0
        done = 0
        self.network.train()
        for done, (inputs, target) in enumerate(batches, 1):
            optimizer.zero_grad()
            output = self.forward(inputs)
            loss = self.loss(output, target)
            losses += _finite(loss.item(), during, done)
            backprop(loss)
            optimizer.step()
            with unrecorded:
                scores += self.score(output, target)
            advance()
        return _means(losses, scores, done, during)


def _finite(loss: float, during: str, batch: int) -> float:
    if isfinite(loss):
        return loss
    raise FloatingPointError(f"{during}: the loss of batch {batch} is {loss}; a lower learning rate may help")


def _means(losses: float, scores: float, batches: int, during: str) -> Evaluation:
    if not batches:
        raise ValueError(f"{during}: no batches; a generator can be iterated only once, a list again and again")
    return Evaluation(losses / batches, scores / batches)


def _set_mode(network: Module, training: bool) -> None:
    if training:
        network.train()
    else:
        network.eval()
