"""What a training run was like: a record of each epoch."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The loss, the score and the metrics, averaged over the batches.

    Attributes:
        loss: the mean of the batches' losses.
        score: the mean of the batches' scores.
        metrics: by name, the mean of what `Trainer.metrics` gives for each batch.
    """

    loss: float
    score: float
    metrics: Mapping[str, float] = field(default_factory=dict[str, float], hash=False)


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the training batches, and the evaluation after it.

    Attributes:
        number: which epoch, from 1.
        train: each batch as it was when trained on, before the step that it led to.
        test: all test batches after the last step.
        seconds: the time that both took.
    """

    number: int
    train: Evaluation
    test: Evaluation
    seconds: float


def loss_on_test(epoch: Epoch) -> float:
    """The loss of the test batches: what is monitored if nothing else is said."""
    return epoch.test.loss


@dataclass(frozen=True, slots=True)
class History:
    """The epochs of a run, the first first.

    Attributes:
        epochs: a record of each.
        stopped: why a callback ended the run before its last epoch, None if none did.

    >>> first = Epoch(1, train=Evaluation(2.3, 0.1), test=Evaluation(2.2, 0.2), seconds=0.5)
    >>> second = Epoch(2, train=Evaluation(1.9, 0.5), test=Evaluation(1.8, 0.6), seconds=0.25)
    >>> history = History((first, second))
    >>> history.last.test.score, history.seconds
    (0.6, 0.75)
    """

    epochs: tuple[Epoch, ...]
    stopped: str | None = None

    @property
    def last(self) -> Epoch:
        """The last epoch.

        Raises:
            IndexError: there is none.
        """
        if not self.epochs:
            raise IndexError("History.last: there are no epochs")
        return self.epochs[-1]

    @property
    def seconds(self) -> float:
        """The time of all epochs together."""
        return sum(epoch.seconds for epoch in self.epochs)

    def _metrics(self) -> list[tuple[str, Callable[[Evaluation], float]]]:
        """The metrics beside the score: the name of each, and its value in an evaluation, NaN where it has none."""

        def metric(name: str) -> Callable[[Evaluation], float]:
            return lambda evaluation: evaluation.metrics.get(name, nan)

        sides = (side for epoch in self.epochs for side in (epoch.train, epoch.test))
        return [(name, metric(name)) for name in dict.fromkeys(name for side in sides for name in side.metrics)]

    def _repr_html_(self) -> str:
        """What a notebook shows: the curves, and a table of the epochs."""
        from typedgrad.html import history_html  # noqa: PLC0415  # which only notebooks need

        return history_html(self)
