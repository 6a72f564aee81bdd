"""Settings of optimizers, such as the learning rate: checked where they are set, and changeable between steps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from math import inf
from numbers import Real
from operator import index
from typing import TYPE_CHECKING, ClassVar, SupportsIndex, TypeAlias, cast

from typedgrad.capture import changes, refuse
from typedgrad.errors import DTypeError, described

if TYPE_CHECKING:
    from collections.abc import Sequence

Check: TypeAlias = Callable[[str, object], object]
"""Gives a setting as it is kept, or raises an error that begins with the name."""


class Settings(ABC):
    """What an optimizer and a group of its parameters have in common: attributes that are checked when they are set.

    Attributes:
        lr: the learning rate, in [0, inf).
        weight_decay: how strongly a parameter is pulled towards zero, in [0, inf).
    """

    _checks: ClassVar[Mapping[str, Check]]

    lr: float
    weight_decay: float

    def __setattr__(self, name: str, value: object) -> None:
        label = f"{type(self).__name__}.{name.lstrip('_')}"
        refuse(label, "set within a step, where each call would; set it outside")
        check = self._checks.get(name)
        if check is None:
            super().__setattr__(name, value)
        else:
            self._set(name, check(f"{type(self).__name__}: {name}", value))
        changes.note()

    @abstractmethod
    def _set(self, name: str, value: object) -> None:
        """Take over a setting that was checked."""

    def _put(self, name: str, value: object) -> None:
        """Only store a setting."""
        super().__setattr__(name, value)


def number(label: str, value: object) -> float:
    """A number as a float.

    Raises:
        DTypeError: it is none.
        OverflowError: it is an integer beyond the floats.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise DTypeError(f"{label} is {described(value)}, not a number")
    try:
        return float(value)
    except OverflowError:
        raise OverflowError(f"{label} is {described(value)}, out of the range of float64") from None


def whole_number(label: str, value: object, least: int) -> int:
    """A whole number.

    Raises:
        DTypeError: it is none.
        ValueError: it is too small.
    """
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise DTypeError(f"{label} is {described(value)}, not a whole number")
    number = index(value)
    if number < least:
        raise ValueError(f"{label} is {number}, below {least}")
    return number


def positive(label: str, value: object) -> float:
    """Check a number that must be above 0.

    Raises:
        DTypeError: it is none.
        ValueError: it is not above 0.
    """
    checked = number(label, value)
    if not 0.0 < checked < inf:
        raise ValueError(f"{label} is {checked}, not in (0, inf)")
    return checked


def at_least_zero(label: str, value: object) -> float:
    """Check a number that may be 0, not below, and not infinite. Raises: as `positive`."""
    checked = number(label, value)
    if not 0.0 <= checked < inf:
        raise ValueError(f"{label} is {checked}, not in [0, inf)")
    return checked


def fraction(label: str, value: object) -> float:
    """Check a number that must be at least 0 and below 1. Raises: as `positive`."""
    checked = number(label, value)
    if not 0.0 <= checked < 1.0:
        raise ValueError(f"{label} is {checked}, not in [0, 1)")
    return checked


def fractions(label: str, value: object) -> tuple[float, float]:
    """Check two such numbers. Raises: as `positive`."""
    wrong = DTypeError(f"{label} is {described(value)}, not two numbers")
    if not isinstance(value, (tuple, list)):
        raise wrong
    pair = cast("Sequence[object]", value)  # of unknown elements, to pyright
    if len(pair) != 2:
        raise wrong
    first, second = pair
    return fraction(f"{label}[0]", first), fraction(f"{label}[1]", second)


def flag(label: str, value: object) -> bool:
    """Check a switch.

    Raises:
        DTypeError: it is neither True nor False.
    """
    if not isinstance(value, bool):
        raise DTypeError(f"{label} is {described(value)}, not True or False")
    return value


COMMON: Mapping[str, Check] = {"lr": at_least_zero, "weight_decay": at_least_zero}
"""The checks of what every optimizer has."""
