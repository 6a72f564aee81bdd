"""Schedules: how the learning rate changes from epoch to epoch."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import cos, inf, pi
from typing import TYPE_CHECKING

from typedgrad.capture import refuse
from typedgrad.errors import DTypeError, described
from typedgrad.optim.optimizer import Optimizer
from typedgrad.optim.settings import at_least_zero, positive, whole_number
from typedgrad.optim.state import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typedgrad.optim.settings import Settings
    from typedgrad.stateful import Entry


class Schedule(ABC):
    """Sets the learning rates of an optimizer by how many steps of the schedule there were, mostly one an epoch.

    The rates that it starts from are those that the optimizer, and each group that has one of its own, have when the
    schedule is made. Between its steps a rate may be changed, but the next step sets it anew. A group that is given a
    rate later is left alone. A subclass says in `rate` what becomes of a rate.

    Args:
        optimizer: whose rates are set, to begin with to `rate(base, 0)`.

    Attributes:
        optimizer: the same.

    Raises:
        DTypeError: it is none.

    >>> from typedgrad import Parameter, ones
    >>> from typedgrad.optim import SGD
    >>> class Halved(Schedule):
    ...     def rate(self, base: float, steps: int) -> float:
    ...         return base / 2**steps
    >>> optimizer = SGD([Parameter(ones((2,)))], lr=1.0)
    >>> schedule = Halved(optimizer)
    >>> schedule.step()
    >>> optimizer.lr
    0.5
    """

    def __init__(self, optimizer: Optimizer) -> None:
        self.optimizer: Optimizer = checked_optimizer(type(self).__name__, optimizer)
        self._bases = {name: holder.lr for name, holder in rated(optimizer)}
        self._steps = 0
        self._go_to(0)

    @abstractmethod
    def rate(self, base: float, steps: int, /) -> float:
        """The rate after so many steps, of one that was `base`."""

    @property
    def steps(self) -> int:
        """How many steps there were."""
        return self._steps

    def step(self) -> None:
        """Go on to the next epoch."""
        refuse(f"{type(self).__name__}.step", "a rate that each call would set; call it outside")
        self._go_to(self._steps + 1)
        self._steps += 1

    def _go_to(self, steps: int) -> None:
        rates = {name: self.rate(base, steps) for name, base in self._bases.items()}
        holders = _holders(self.optimizer)
        for rate in rates.values():
            at_least_zero(f"{type(self).__name__}: rate", rate)
        for name, rate in rates.items():
            holders[name].lr = rate

    def _give_back(self) -> None:
        """Undo what making it did to the rates, for another schedule to start from the same ones."""
        holders = _holders(self.optimizer)
        for name, base in self._bases.items():
            if holders[name].lr == self.rate(base, 0):  # it was not changed since
                holders[name].lr = base

    def state_dict(self) -> dict[str, Entry]:
        """How many steps there were, and the rates at the start."""
        bases: dict[str, Entry] = {f"base.{name}": base for name, base in self._bases.items()}
        return {"schedule": type(self).__name__, "steps": self._steps, **bases}

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Go on as a schedule of the same class; the optimizer's rates are set to what they are by then.

        Raises:
            KeyError: a name is missing, or unknown.
            DTypeError: a value that is no number.
            ValueError: a number out of its range, or the state of another schedule.
        """
        refuse(f"{type(self).__name__}.load_state_dict", "a state that each call would load; load it outside")
        reading = Reading(f"{type(self).__name__}.load_state_dict", state)
        reading.kind("schedule", type(self).__name__)
        steps = reading.count("steps")
        bases = {
            name: reading.number(f"base.{name}")
            for name in _holders(self.optimizer)
            if name == "optimizer" or reading.has(f"base.{name}")
        }
        reading.finish()
        before, self._bases = self._bases, bases
        try:
            self._go_to(steps)
        except Exception:
            self._bases = before
            raise
        self._steps = steps


class StepLR(Schedule):
    """The rate is multiplied by `gamma` every `step_size` steps.

    Args:
        optimizer: whose rates are set.
        step_size: at least 1.
        gamma: above 0.

    Raises:
        ValueError: a setting out of its range.
        DTypeError: what is no optimizer, or no number.

    >>> from typedgrad import Parameter, ones
    >>> from typedgrad.optim import SGD
    >>> optimizer = SGD([Parameter(ones((2,)))], lr=1.0)
    >>> schedule = StepLR(optimizer, step_size=2, gamma=0.5)
    >>> for _ in range(4):
    ...     schedule.step()
    >>> optimizer.lr
    0.25
    """

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1) -> None:
        self.step_size: int = whole_number("StepLR: step_size", step_size, 1)
        self.gamma: float = positive("StepLR: gamma", gamma)
        super().__init__(optimizer)

    def rate(self, base: float, steps: int, /) -> float:
        """`base * gamma ** (steps // step_size)`."""
        try:
            power: float = self.gamma ** (steps // self.step_size)
        except OverflowError:  # which the rate is refused for
            power = inf
        return base * power


class CosineAnnealingLR(Schedule):
    """The rate falls to `eta_min` by half a cosine in `t_max` steps, and then rises again by the other half.

    Args:
        optimizer: whose rates are set.
        t_max: at least 1.
        eta_min: at least 0.

    Raises:
        ValueError: a setting out of its range.
        DTypeError: what is no optimizer, or no number.

    Source: Loshchilov & Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017, without the restarts.

    >>> from typedgrad import Parameter, ones
    >>> from typedgrad.optim import SGD
    >>> optimizer = SGD([Parameter(ones((2,)))], lr=1.0)
    >>> schedule = CosineAnnealingLR(optimizer, t_max=2)
    >>> for _ in range(2):
    ...     schedule.step()
    >>> optimizer.lr
    0.0
    """

    def __init__(self, optimizer: Optimizer, t_max: int, eta_min: float = 0.0) -> None:
        self.t_max: int = whole_number("CosineAnnealingLR: t_max", t_max, 1)
        self.eta_min: float = at_least_zero("CosineAnnealingLR: eta_min", eta_min)
        super().__init__(optimizer)

    def rate(self, base: float, steps: int, /) -> float:
        """`eta_min + (base - eta_min) * (1 + cos(π * steps / t_max)) / 2`."""
        turned = steps % (2 * self.t_max)  # of a large angle the cosine has few right digits
        return self.eta_min + (base - self.eta_min) * (1.0 + cos(pi * turned / self.t_max)) / 2.0


class LinearWarmup(Schedule):
    """The rate rises in equal parts from `start_factor` of itself to all of it, and may then follow another schedule.

    Args:
        optimizer: whose rates are set.
        warmup_steps: in how many steps, at least 1.
        start_factor: above 0 and at most 1.
        after: the schedule of the same optimizer for the steps that follow, counted from there; made before this one,
            and never stepped itself.

    Raises:
        ValueError: a setting out of its range; `after` has another optimizer, or was stepped.
        DTypeError: what is no optimizer, no schedule, or no number.

    Source: Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017; the same as PyTorch's
    `LinearLR`, and with `after` as its `SequentialLR` of both.

    >>> from typedgrad import Parameter, ones
    >>> from typedgrad.optim import SGD
    >>> optimizer = SGD([Parameter(ones((2,)))], lr=1.0)
    >>> schedule = LinearWarmup(optimizer, 2, 0.5, after=StepLR(optimizer, step_size=2, gamma=0.5))
    >>> rates = [optimizer.lr]
    >>> for _ in range(4):
    ...     schedule.step()
    ...     rates.append(optimizer.lr)
    >>> rates
    [0.5, 0.75, 1.0, 1.0, 0.5]
    """

    def __init__(
        self, optimizer: Optimizer, warmup_steps: int, start_factor: float = 0.1, *, after: Schedule | None = None
    ) -> None:
        self.warmup_steps: int = whole_number("LinearWarmup: warmup_steps", warmup_steps, 1)
        self.start_factor: float = positive("LinearWarmup: start_factor", start_factor)
        if self.start_factor > 1.0:
            raise ValueError(f"LinearWarmup: start_factor is {self.start_factor}, not in (0, 1]")
        if after is not None:
            if not isinstance(after, Schedule):
                raise DTypeError(f"LinearWarmup: after is {described(after)}, not a schedule")
            if after.optimizer is not optimizer:
                raise ValueError("LinearWarmup: after is a schedule of another optimizer")
            if after.steps:
                raise ValueError(f"LinearWarmup: after has taken {after.steps} steps; give a new schedule")
            after._give_back()
        self.after = after
        super().__init__(optimizer)

    def rate(self, base: float, steps: int, /) -> float:
        """Of `base`, what the warm-up has come to; and after it, what the other schedule makes of it."""
        if steps >= self.warmup_steps:
            return base if self.after is None else self.after.rate(base, steps - self.warmup_steps)
        return base * (self.start_factor + (1.0 - self.start_factor) * steps / self.warmup_steps)


def rated(optimizer: Optimizer) -> Iterator[tuple[str, Settings]]:
    """An optimizer, and those of its groups that have a rate of their own, by name."""
    for name, holder in _holders(optimizer).items():
        if name == "optimizer" or "lr" in optimizer.groups[int(name.removeprefix("groups."))]._own:
            yield name, holder


def _holders(optimizer: Optimizer) -> dict[str, Settings]:
    return {"optimizer": optimizer, **{f"groups.{i}": group for i, group in enumerate(optimizer.groups)}}


def checked_optimizer(operation: str, optimizer: object) -> Optimizer:
    """An optimizer.

    Raises:
        DTypeError: it is none.
    """
    if not isinstance(optimizer, Optimizer):
        raise DTypeError(f"{operation}: {described(optimizer)} is not an optimizer")
    return optimizer
