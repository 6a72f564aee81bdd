"""What a trainer asks of a learning-rate schedule, and how it steps one."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING, Protocol, cast

from typedgrad.errors import described
from typedgrad.stateful import Stateful

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.train.history import Epoch


class Schedule(Stateful, Protocol):
    """Sets the learning rate of an optimizer by the number of steps."""

    def step(self) -> None:
        """An epoch is over."""
        ...


class MetricSchedule(Stateful, Protocol):
    """Sets the learning rate of an optimizer by a metric, as `ReduceLROnPlateau` does."""

    def step(self, metric: float, /) -> None:
        """An epoch is over, with this metric."""
        ...


def stepping(
    schedule: Schedule | MetricSchedule | None, monitor: Callable[[Epoch], float]
) -> Callable[[Epoch], None] | None:
    """What is done with a schedule after an epoch, None if there is none.

    Raises:
        TypeError: it has no `step`.
    """
    if schedule is None:
        return None
    step: object = getattr(schedule, "step", None)
    if not callable(step):
        raise TypeError(f"Trainer: schedule is {described(schedule)}, which has no step")
    positional = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    required = [one for one in signature(step).parameters.values() if one.default is Parameter.empty]
    if any(one.kind in positional for one in required):
        by_metric = cast("MetricSchedule", schedule)  # its `step` takes an argument
        return lambda epoch: by_metric.step(monitor(epoch))
    by_number = cast("Schedule", schedule)  # its `step` takes none
    return lambda _: by_number.step()
