"""What an estimator minimises: the mean loss of a batch, whose targets are found by the indices of its samples."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic

from typedgrad import int64, take
from typedgrad.nn import cross_entropy, mse
from typedgrad.shapes import FloatDT

if TYPE_CHECKING:
    from typing import TypeAlias

    from typedgrad import Scalar, Tensor
    from typedgrad.shapes import One
    from typedgrad.sklearn.network import Batch, Outputs, Samples

    Indices: TypeAlias = Tensor[int64, tuple[Batch]]
    Predictions: TypeAlias = Tensor[FloatDT, tuple[Batch, Outputs]]


class Objective(ABC, Generic[FloatDT]):
    """The loss of a batch. Weights of samples have the mean 1, so that it is the same over batches as over all."""

    @abstractmethod
    def __call__(self, outputs: Predictions[FloatDT], batch: Indices) -> Scalar[FloatDT]:
        """The loss of what the network gives for the samples of these indices."""


class CrossEntropy(Objective[FloatDT]):
    """Of logits, with class indices.

    Args:
        labels: the class of each sample.
    """

    def __init__(self, labels: Tensor[int64, tuple[Samples]]) -> None:
        self.labels = labels

    def __call__(self, outputs: Predictions[FloatDT], batch: Indices) -> Scalar[FloatDT]:
        """The cross-entropy, averaged over the samples."""
        return cross_entropy(outputs, take(self.labels, batch))


class WeightedCrossEntropy(Objective[FloatDT]):
    """Of logits, with one-hot rows that are multiplied by the weights.

    Args:
        targets: the weight of each sample in the column of its class.
    """

    targets: Tensor[FloatDT, tuple[Samples, Outputs]]

    def __init__(self, targets: Tensor[FloatDT, tuple[Samples, Outputs]]) -> None:
        self.targets = targets

    def __call__(self, outputs: Predictions[FloatDT], batch: Indices) -> Scalar[FloatDT]:
        """The weighted cross-entropy, divided by the number of samples."""
        return cross_entropy(outputs, take(self.targets, batch, axis=0), reduction="sum") / batch.shape[0]


class SquaredError(Objective[FloatDT]):
    """Half the squared error, averaged over samples and targets.

    Args:
        targets: of each sample.
    """

    targets: Tensor[FloatDT, tuple[Samples, Outputs]]

    def __init__(self, targets: Tensor[FloatDT, tuple[Samples, Outputs]]) -> None:
        self.targets = targets

    def __call__(self, outputs: Predictions[FloatDT], batch: Indices) -> Scalar[FloatDT]:
        """Half the mean squared error."""
        return mse(outputs, take(self.targets, batch, axis=0)) * 0.5


class WeightedSquaredError(Objective[FloatDT]):
    """Half the squared error times the weight, averaged over samples and targets.

    Args:
        targets: of each sample.
        weights: of each sample.
    """

    targets: Tensor[FloatDT, tuple[Samples, Outputs]]
    weights: Tensor[FloatDT, tuple[Samples, One]]

    def __init__(
        self, targets: Tensor[FloatDT, tuple[Samples, Outputs]], weights: Tensor[FloatDT, tuple[Samples, One]]
    ) -> None:
        self.targets = targets
        self.weights = weights

    def __call__(self, outputs: Predictions[FloatDT], batch: Indices) -> Scalar[FloatDT]:
        """Half the weighted mean squared error."""
        error = outputs - take(self.targets, batch, axis=0)
        return (error * error * take(self.weights, batch, axis=0)).mean() * 0.5
