"""What a training run was like: a record of each epoch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The loss and the score, averaged over the batches.

    Attributes:
        loss: the mean of the batches' losses.
        score: the mean of the batches' scores.
    """

    loss: float
    score: float


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


@dataclass(frozen=True, slots=True)
class History:
    """The epochs of a run, the first first.

    >>> first = Epoch(1, train=Evaluation(2.3, 0.1), test=Evaluation(2.2, 0.2), seconds=0.5)
    >>> second = Epoch(2, train=Evaluation(1.9, 0.5), test=Evaluation(1.8, 0.6), seconds=0.25)
    >>> history = History((first, second))
    >>> history.last.test.score, history.seconds
    (0.6, 0.75)
    """

    epochs: tuple[Epoch, ...]

    @property
    def last(self) -> Epoch:
        """The last epoch."""
        return self.epochs[-1]

    @property
    def seconds(self) -> float:
        """The time of all epochs together."""
        return sum(epoch.seconds for epoch in self.epochs)

    def _repr_html_(self) -> str:
        """What a notebook shows: the curves, and a table of the epochs."""
        from typedgrad.html import history_html  # noqa: PLC0415  # which only notebooks need

        return history_html(self)
