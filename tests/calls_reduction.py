"""Calls of the reductions, and of what runs along an axis."""

from __future__ import annotations

from itertools import combinations
from math import inf
from typing import TYPE_CHECKING

from helpers import FORMS, Form
from rule_calls import Call, made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray

OVER_AXES = ("sum", "prod", "mean", "max", "min", "logsumexp", "count_nonzero")
OF_ONE_AXIS = ("argmax", "argmin")
CUMULATIVE = ("cumsum", "cumprod")
WITH_OPTION = {"var": (0.0, 1.0, 0.5), "std": (0.0, 1.0), "norm": (2.0, 1.0, inf, 0.0, 3.0, 0.5)}
"""The corrections, and the orders of the norm."""

OF_NOTHING = ("sum", "prod", "count_nonzero", "cumsum", "cumprod")
"""Reductions whose value is a number where there are no elements."""

REFERENCES: dict[str, Callable[..., AnyArray]] = {}
ANALYTIC = frozenset({"sum", "prod", "mean", "var", "std", "cumsum", "cumprod"})


def forms(name: str) -> tuple[Form, ...]:
    """The operands of a primitive."""
    return FORMS[:4] + FORMS[-3:] + (FORMS[4:7] if name in OF_NOTHING else ())


def axes(rank: int) -> list[int | tuple[int, ...] | None]:
    """Every axis, from both ends, and every choice of more."""
    several = [chosen for count in range(2, rank + 1) for chosen in combinations(range(rank), count)]
    return [None, *range(-rank, rank), *several]


def calls() -> Iterator[Call]:
    for name in (*OVER_AXES, *OF_ONE_AXIS):
        for form in forms(name):
            for axis in axes(len(form.shape)):
                for keepdims in (False, True):
                    if not (isinstance(axis, tuple) and name in OF_ONE_AXIS):
                        yield Call(name, made(name, axis, keepdims), (form,))
    for name, options in WITH_OPTION.items():
        for option in options:
            for form in FORMS[1:4] + FORMS[-3:]:
                for axis in axes(len(form.shape)):
                    low = 0.5 if option == 0.5 else -2.0  # the root's slope is infinite at 0
                    yield Call(name, made(name, axis, False, option), (form,), low=low)
                yield Call(name, made(name, 0, True, option), (form,))
    for name in CUMULATIVE:
        for form in (*forms(name), Form((7,)), Form((1, 5))):
            for axis in range(len(form.shape)):
                yield Call(name, made(name, axis), (form,))
