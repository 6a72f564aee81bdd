"""Calls of the reductions, and of what runs along an axis."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from math import inf, prod
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import FORMS, Form
from rule_calls import Call, laid_out, made

from typedgrad import bool_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import Shape
    from rule_calls import One, Reference, Two

OVER_AXES = ("sum", "prod", "mean", "max", "min", "logsumexp", "count_nonzero")
OF_ONE_AXIS = ("argmax", "argmin")
CUMULATIVE = ("cumsum", "cumprod")
WITH_OPTION = {"var": (0.0, 1.0, 0.5), "std": (0.0, 1.0), "norm": (2.0, 1.0, inf, 0.0, 3.0, 0.5)}
"""The corrections, and the orders of the norm."""

OF_BOOLEANS = ("all", "any")
OF_NOTHING = ("sum", "prod", "count_nonzero", *CUMULATIVE, *OF_BOOLEANS)
"""Reductions whose value is a number where there are no elements."""


def _over_axis(function: Callable[..., Any]) -> Two:
    return lambda axis, keepdims: partial(function, axis=axis, keepdims=keepdims)


def _along(function: Callable[..., Any]) -> One:
    return lambda axis: partial(function, axis=axis)


REFERENCES: dict[str, Reference] = {
    **{name: _over_axis(getattr(np, name)) for name in (*OVER_AXES, *OF_ONE_AXIS, *OF_BOOLEANS) if hasattr(np, name)},
    **{name: _along(getattr(np, name)) for name in CUMULATIVE},
    "logsumexp": _over_axis(np.logaddexp.reduce),
    "var": lambda axis, keepdims, correction: partial(np.var, axis=axis, keepdims=keepdims, ddof=correction),
    "std": lambda axis, keepdims, correction: partial(np.std, axis=axis, keepdims=keepdims, ddof=correction),
    "norm": lambda axis, keepdims, order: partial(np.linalg.vector_norm, axis=axis, keepdims=keepdims, ord=order),
}
"""NumPy's reductions, over the axis of the call."""

ANALYTIC: frozenset[str] = frozenset({"sum", "prod", "mean", "var", "std", "cumsum", "cumprod"})


FEWER_FORMS = FORMS[:7] + FORMS[-3:]


def is_defined(name: str, shape: Shape, axis: int | tuple[int, ...] | None) -> bool:
    """Whether there is a value: of some reductions only if there are elements along the axis."""
    lengths = shape if axis is None else (shape[a] for a in ([axis] if isinstance(axis, int) else axis))
    return name in OF_NOTHING or prod(lengths) > 0


def axes(rank: int) -> list[int | tuple[int, ...] | None]:
    """Every axis, from both ends, and every choice of more."""
    several = [chosen for count in range(2, rank + 1) for chosen in combinations(range(rank), count)]
    return [None, *range(-rank, rank), *several]


def calls() -> Iterator[Call]:
    for name in (*OVER_AXES, *OF_ONE_AXIS):
        for form in FEWER_FORMS:
            for axis in axes(len(form.shape)):
                for keepdims in (False, True):
                    if is_defined(name, form.shape, axis) and not (isinstance(axis, tuple) and name in OF_ONE_AXIS):
                        yield Call(name, made(name, axis, keepdims), (form,))
    for name in OF_BOOLEANS:
        for form in FORMS:
            for axis in axes(len(form.shape)):
                yield Call(name, made(name, axis, axis == 0), (), constants=(laid_out(form, bool_),))
    for name, options in WITH_OPTION.items():
        for option in options:
            low = 0.5 if option == 0.5 else -2.0  # the root's slope is infinite at 0
            for form in FEWER_FORMS[1:] if option in {0.0, 2.0} else FORMS[1:4] + FORMS[-3:]:
                for axis in axes(len(form.shape)):
                    if is_defined(name, form.shape, axis):
                        yield Call(name, made(name, axis, False, option), (form,), low=low)
                if is_defined(name, form.shape, 0):
                    yield Call(name, made(name, 0, True, option), (form,), low=low)
    for order in WITH_OPTION["norm"]:
        yield Call("norm", made("norm", None, False, order), (Form(()),), low=0.5)
    yield Call("var", made("var", None, False, 0.0), (Form(()),))
    for name in CUMULATIVE:
        for form in (*FEWER_FORMS, Form((7,)), Form((1, 5))):
            for axis in range(len(form.shape)):
                yield Call(name, made(name, axis), (form,))
