"""`ReduceLROnPlateau`: the schedule that looks at how well the training goes."""

from __future__ import annotations

from math import inf, isinf, isnan
from typing import TYPE_CHECKING, Literal

from typedgrad.capture import refuse
from typedgrad.optim.schedule import checked_optimizer, rated
from typedgrad.optim.settings import at_least_zero, number, positive, whole_number
from typedgrad.optim.state import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typedgrad.optim.optimizer import Optimizer
    from typedgrad.stateful import Entry


class ReduceLROnPlateau:
    """The learning rate is multiplied by `factor` when a metric has got no better for more than `patience` epochs.

    It is not a `Schedule`: its step takes the metric, and where one of the two is meant, the union of both tells.

    Args:
        optimizer: whose rate is reduced, and those of its groups that have their own.
        mode: whether the metric is better when lower, "min", or higher, "max".
        factor: above 0 and below 1.
        patience: how many epochs without a better metric change nothing.
        threshold: by how much a metric must be better than the best to count, at least 0.
        threshold_mode: a part of the best metric, "rel", or a difference from it, "abs".
        cooldown: how many epochs after a reduction do not count.
        min_lr: below which a rate is not reduced.
        eps: a reduction by no more than this is left out.

    Attributes:
        optimizer: the same.

    Raises:
        ValueError: a setting out of its range.
        DTypeError: what is no optimizer, or no number.

    Source: PyTorch's `ReduceLROnPlateau`.

    >>> from typedgrad import Parameter, ones
    >>> from typedgrad.optim import SGD
    >>> optimizer = SGD([Parameter(ones((2,)))], lr=1.0)
    >>> schedule = ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
    >>> for loss in (3.0, 2.0, 2.0, 2.0):
    ...     schedule.step(loss)
    >>> optimizer.lr
    0.5
    """

    def __init__(
        self,
        optimizer: Optimizer,
        mode: Literal["min", "max"] = "min",
        *,
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: Literal["rel", "abs"] = "rel",
        cooldown: int = 0,
        min_lr: float = 0.0,
        eps: float = 1e-8,
    ) -> None:
        self.optimizer: Optimizer = checked_optimizer("ReduceLROnPlateau", optimizer)
        if not isinstance(mode, str) or mode not in ("min", "max"):
            raise ValueError(f"ReduceLROnPlateau: mode is {mode!r}, neither 'min' nor 'max'")
        if not isinstance(threshold_mode, str) or threshold_mode not in ("rel", "abs"):
            raise ValueError(f"ReduceLROnPlateau: threshold_mode is {threshold_mode!r}, neither 'rel' nor 'abs'")
        self.factor: float = positive("ReduceLROnPlateau: factor", factor)
        if self.factor >= 1.0:
            raise ValueError(f"ReduceLROnPlateau: factor is {self.factor}, not in (0, 1)")
        self.mode: Literal["min", "max"] = mode
        self.threshold_mode: Literal["rel", "abs"] = threshold_mode
        self.patience: int = whole_number("ReduceLROnPlateau: patience", patience, 0)
        self.threshold: float = at_least_zero("ReduceLROnPlateau: threshold", threshold)
        self.cooldown: int = whole_number("ReduceLROnPlateau: cooldown", cooldown, 0)
        self.min_lr: float = at_least_zero("ReduceLROnPlateau: min_lr", min_lr)
        self.eps: float = at_least_zero("ReduceLROnPlateau: eps", eps)
        self._best = inf if mode == "min" else -inf
        self._bad = self._cooling = 0

    @property
    def best(self) -> float:
        """The best metric so far; infinite before the first."""
        return self._best

    def step(self, metric: float) -> None:
        """Go on to the next epoch.

        Args:
            metric: what this one came to.

        Raises:
            ValueError: it is NaN.
            DTypeError: it is no number.
        """
        refuse("ReduceLROnPlateau.step", "a rate that each call would set; call it outside")
        value = number("ReduceLROnPlateau.step: the metric", metric)
        if isnan(value):
            raise ValueError("ReduceLROnPlateau.step: the metric is nan")
        if self._is_better(value):
            self._best, self._bad = value, 0
        else:
            self._bad += 1
        if self._cooling:
            self._cooling -= 1
            self._bad = 0
        if self._bad > self.patience:
            self._reduce()
            self._bad, self._cooling = 0, self.cooldown

    def _is_better(self, metric: float) -> bool:
        best, sign = self._best, -1.0 if self.mode == "min" else 1.0
        if self.threshold_mode == "abs":
            best += sign * self.threshold
        elif not isinf(best):
            best *= 1.0 + sign * self.threshold
        return metric < best if self.mode == "min" else metric > best

    def _reduce(self) -> None:
        for _, holder in rated(self.optimizer):
            rate = max(holder.lr * self.factor, self.min_lr)
            if holder.lr - rate > self.eps:
                holder.lr = rate

    def state_dict(self) -> dict[str, Entry]:
        """The best metric, and how many epochs there were without a better one; the rates are the optimizer's."""
        return {"schedule": "ReduceLROnPlateau", "best": self._best, "bad": self._bad, "cooling": self._cooling}

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Go on as another one.

        Raises:
            KeyError: a name is missing, or unknown.
            DTypeError: a value that is no number.
            ValueError: a number out of its range, or the state of another schedule.
        """
        refuse("ReduceLROnPlateau.load_state_dict", "a state that each call would load; load it outside")
        reading = Reading("ReduceLROnPlateau.load_state_dict", state)
        reading.kind("schedule", "ReduceLROnPlateau")
        best = number(f"{reading.operation}: best", reading.take("best"))
        if isnan(best):
            raise ValueError(f"{reading.operation}: best is nan")
        bad, cooling = reading.count("bad"), reading.count("cooling")
        reading.finish()
        self._best, self._bad, self._cooling = best, bad, cooling
