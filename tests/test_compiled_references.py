"""A captured step sees what its methods, classes and containers refer to, and cannot hide that it was refused."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from steps import bits, data

from typedgrad import CompileError, Parameter, as_tensor, compiled, float64, inv

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyTensor

FACTOR = [2.0]
SETTINGS = ModuleType("settings_of_a_step")
setattr(SETTINGS, "scale", 2.0)  # noqa: B010  # which checkers do not know


class Base:
    """A class whose attributes a step reads by an instance of another."""

    factors = (1.0,)
    scale = 1.0


class Model(Base):
    """What a step calls."""

    __slots__ = ("offset",)

    def __init__(self) -> None:
        self.offset = 0.5

    @property
    def doubled(self) -> float:
        """A number by way of a global one."""
        return 2.0 * FACTOR[0]

    def __call__(self, x: AnyTensor) -> AnyTensor:
        return x * self.doubled * self.factors[0] * self.scale + self.offset


@dataclass(slots=True)
class Settings:
    """Numbers in slots."""

    rate: float = 1.0


def assert_followed(step: Callable[[AnyTensor], AnyTensor], *changes: Callable[[], object]) -> None:
    """Each change is seen by the next call."""
    replayed, x = compiled(step), data(3)
    for change in (lambda: None, *changes):
        change()
        for _ in range(2):
            assert bits(replayed(x)) == bits(step(x))


def test_methods_properties_and_inherited_attributes(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model()

    def step(x: AnyTensor) -> AnyTensor:
        return model(x)

    assert_followed(
        step,
        lambda: monkeypatch.setitem(globals(), "FACTOR", [3.0]),
        lambda: FACTOR.__setitem__(0, 5.0),
        lambda: monkeypatch.setattr(Base, "factors", (7.0,)),
        lambda: monkeypatch.setattr(Base, "scale", 9.0),
        lambda: setattr(model, "offset", 0.25),
    )


def test_modules_that_are_no_library_s(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_followed(
        lambda x: x * untyped(SETTINGS).scale,
        lambda: setattr(SETTINGS, "scale", 3.0),
        lambda: monkeypatch.setattr(SETTINGS, "scale", 4.0),
    )


def test_a_variable_that_is_not_assigned_yet() -> None:
    later: float

    def step(x: AnyTensor) -> AnyTensor:
        try:
            return x * later
        except NameError:
            return x + 1.0

    def assign() -> None:
        nonlocal later
        later = 2.0

    def unassign() -> None:
        nonlocal later
        del later

    assert_followed(step, assign, unassign, assign)


def test_slots_sets_queues_and_small_arrays() -> None:
    settings, chosen, queue, array = Settings(), {1}, deque([1.0]), np.ones(3)
    assert_followed(
        lambda x: x * settings.rate * (2.0 if 2 in chosen else 3.0) * queue[0] * float(array[0]),
        lambda: setattr(settings, "rate", 4.0),
        lambda: chosen.add(2),
        lambda: queue.appendleft(5.0),
        lambda: array.__setitem__(0, 6.0),
    )


def test_whether_two_arguments_are_one() -> None:
    def step(x: AnyTensor, y: AnyTensor) -> AnyTensor:
        return x * 2.0 if x is y else x + y

    replayed, x, y = compiled(step), data(3), data(3, seed=1)
    for pair in ((x, y), (x, x), (y, y), (x, y)):
        assert bits(replayed(*pair)) == bits(step(*pair))


def test_which_of_three_arguments_are_one() -> None:
    def step(x: AnyTensor, y: AnyTensor, z: AnyTensor) -> AnyTensor:
        return x * 2.0 if x is z else x * y * 3.0 if y is z else x + y + z

    replayed, x, y, z = compiled(step), data(3), data(3, seed=1), data(3, seed=2)
    for three in ((x, y, z), (x, y, x), (x, y, y), (x, y, z)):
        assert bits(replayed(*three)) == bits(step(*three))


def test_a_parameter_or_a_number_in_the_place_of_a_tensor() -> None:
    def step(x: Any) -> AnyTensor:
        if isinstance(x, float):
            return one * x
        y: AnyTensor = x * (3.0 if isinstance(x, Parameter) else 4.0)
        return y.detach()

    one = data(3)
    replayed, parameter = compiled(step), Parameter(data(3, seed=1))
    arguments: list[AnyTensor | float] = [one, 5.0, one, parameter, one, 5.0]
    for x in arguments:
        assert bits(replayed(x)) == bits(step(x))


def test_an_iterator() -> None:
    numbers = iter([1.0, 2.0])

    def step(x: AnyTensor) -> AnyTensor:
        return x * next(numbers)

    with pytest.raises(CompileError, match="refers to an iterator"):
        compiled(step)(data(3))


def test_a_refusal_that_the_step_catches() -> None:
    def step(x: AnyTensor) -> AnyTensor:
        try:
            return x * float(x.sum().item())
        except CompileError:
            return x * 0.0

    with pytest.raises(CompileError, match=r"reads a value of shape \(\)"):
        compiled(step)(data(3))


def test_an_error_of_values_that_the_step_catches() -> None:
    def step(x: AnyTensor) -> AnyTensor:
        try:
            return inv(x)
        except ValueError:
            return x * 0.0

    singular = as_tensor([[1.0, 1.0], [1.0, 1.0]], float64, (2, 2))
    with pytest.raises(CompileError, match="an error that the step catches depends on values: inv"):
        compiled(step)(singular)
