"""The state of an optimizer as names and plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.optim.settings import at_least_zero
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from typedgrad.optim.flat import Flat
    from typedgrad.optim.group import Group
    from typedgrad.optim.optimizer import Optimizer
    from typedgrad.optim.settings import Settings
    from typedgrad.rules.namespace import NDArray
    from typedgrad.stateful import Entry


def state_of(optimizer: Optimizer) -> dict[str, Entry]:
    """All that decides the next steps, copied."""
    state: dict[str, Entry] = {"optimizer": type(optimizer).__name__}
    state.update(_settings_of(optimizer, "", optimizer._checks))
    for number, group in enumerate(optimizer.groups):
        own = [name for name in group._checks if name in group._own]
        state.update(_settings_of(group, f"groups.{number}.", own))
    for number, (flat, place) in enumerate(_places(optimizer)):
        state[f"parameters.{number}.step"] = flat.steps()[place]
        for name, memory in flat.memories_of(place).items():
            state[f"parameters.{number}.{name}"] = wrap(memory.copy())
    return state


def load(optimizer: Optimizer, state: Mapping[str, Entry]) -> None:
    """Take over a state: first all of it is checked, then it is taken; what is raised meanwhile has it given back."""
    take, give_back = _read(optimizer, state), _read(optimizer, state_of(optimizer))
    try:
        take()
    except BaseException:  # an interrupt
        give_back()
        raise


def _read(optimizer: Optimizer, state: Mapping[str, Entry]) -> Callable[[], None]:
    """Check a state, and give what takes it over."""
    reading = Reading(f"{type(optimizer).__name__}.load_state_dict", state)
    reading.kind("optimizer", type(optimizer).__name__)
    settings = reading.settings(optimizer, "", required=True)
    trials: list[Group] = []
    for number, group in enumerate(optimizer.groups):
        trials.append(group._like(reading.settings(group, f"groups.{number}.", required=False), settings))
    numbers = count()
    steps: dict[int, list[int]] = {id(flat): list(flat.steps()) for flat in optimizer._flats}
    memories: list[tuple[Flat, int, dict[str, NDArray]]] = []
    for group, trial in zip(optimizer.groups, trials, strict=True):
        names = trial._memories()
        for (flat, place), number in zip(_places_of(group), numbers, strict=False):
            prefix = f"parameters.{number}."
            steps[id(flat)][place] = reading.count(f"{prefix}step")
            leaf = flat.leaves[place]
            memories.append(
                (flat, place, {name: reading.array(f"{prefix}{name}", leaf.shape, leaf.dtype) for name in names})
            )
    reading.finish()

    def take() -> None:
        for name, value in settings.items():
            optimizer._put(name, value)
        for group, trial in zip(optimizer.groups, trials, strict=True):
            group._own = trial._own
            for name in group._checks:
                group._put(name, getattr(trial, name))
            group._arrange()
        for flat, place, arrays in memories:
            for name, memory in flat.memories_of(place).items():
                np.copyto(memory, arrays[name])
        for flat in optimizer._flats:
            flat.set_steps(steps[id(flat)])

    return take


class Reading:
    """Reads a state, and knows what of it was not read."""

    def __init__(self, operation: str, state: Mapping[str, Entry]) -> None:
        if not isinstance(state, Mapping):
            raise DTypeError(f"{operation}: {described(state)} is not a state, as state_dict gives it")
        self.operation = operation
        self._state = dict(state)

    def take(self, name: str) -> Entry:
        """The value under a name."""
        if name not in self._state:
            raise KeyError(f"{self.operation}: {name!r} is missing")
        return self._state.pop(name)

    def has(self, name: str) -> bool:
        """Whether there is a value under a name."""
        return name in self._state

    def kind(self, name: str, expected: str) -> None:
        """Refuse the state of something of another class."""
        kind = self.take(name)
        if not isinstance(kind, str):
            raise DTypeError(f"{self.operation}: {name} is {described(kind)}, not a name")
        if kind != expected:
            raise ValueError(f"{self.operation}: the state of {kind}")

    def number(self, name: str) -> float:
        """A number that is at least 0."""
        return at_least_zero(f"{self.operation}: {name}", self.take(name))

    def count(self, name: str) -> int:
        """A number of steps."""
        value = self.take(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise DTypeError(f"{self.operation}: {name} is {described(value)}, not a number of steps")
        if value < 0:
            raise ValueError(f"{self.operation}: {name} is {described(value) if value < -(2**63) else value}, below 0")
        if value >= 2**63:  # a step computes with it as a float, which has an end
            raise ValueError(f"{self.operation}: {name} is {described(value)}, not below 2**63")
        return value

    def array(self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray:
        """What is remembered of a parameter."""
        value = self.take(name)
        if not is_tensor(value):
            raise DTypeError(f"{self.operation}: {name} is {described(value)}, not a tensor")
        array = value._data
        if array.dtype != dtype:
            raise DTypeError(f"{self.operation}: {name} is {array.dtype}, of a {dtype} parameter")
        if array.shape != shape:
            raise ShapeError(f"{self.operation}: {name} has shape {array.shape}, of a parameter of shape {shape}")
        return array

    def settings(self, holder: Settings, prefix: str, *, required: bool) -> dict[str, object]:
        """Settings that are all there, or those of them that are."""
        found: dict[str, object] = {}
        for name, check in holder._checks.items():
            label = f"{prefix}{name}"
            parts = [part for part in (f"{label}.0", f"{label}.1") if part in self._state]
            if required or parts or label in self._state:
                value = tuple([self.take(part) for part in parts]) if parts else self.take(label)
                found[name] = check(f"{self.operation}: {label}", value)
        return found

    def finish(self) -> None:
        """Refuse what was not read."""
        if self._state:
            raise KeyError(f"{self.operation}: {next(iter(self._state))!r} is unknown")


def _settings_of(holder: Settings, prefix: str, names: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    for name in names:
        value: Any = getattr(holder, name)  # a number, a switch, or two numbers
        if isinstance(value, tuple):
            for i, part in enumerate(cast("tuple[float, ...]", value)):  # two, as `fractions` has checked
                yield f"{prefix}{name}.{i}", part
        else:
            yield f"{prefix}{name}", value


def _places(optimizer: Optimizer) -> Iterator[tuple[Flat, int]]:
    """Where each parameter is, in the order given."""
    for group in optimizer.groups:
        yield from _places_of(group)


def _places_of(group: Group) -> Iterator[tuple[Flat, int]]:
    where = {id(leaf): (flat, place) for flat in group._flats for place, leaf in enumerate(flat.leaves)}
    for parameter in group.parameters:
        yield where[id(parameter._leaf)]
