"""How far values and gradients are from those of 50 digits, and the table of it in `docs/accuracy.md`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from helpers import EPSILON, AnyArray, array, tensor, untyped
from mpmath import mp, mpf

import typedgrad as tg
from typedgrad import Parameter, float32, float64, gradients

if TYPE_CHECKING:
    from typedgrad import DType

Exact: TypeAlias = Callable[[Any], Any]
"""A function of an mpmath number."""


def _softplus(x: Any) -> Any:
    return mp.log1p(mp.exp(-abs(x))) + max(x, mpf(0))


def _sigmoid(x: Any) -> Any:
    return 1 / (1 + mp.exp(-x))


@dataclass(frozen=True)
class Case:
    """A function of one number, what it and its slope are exactly, and the bounds of both errors.

    Attributes:
        function: of a tensor.
        exact: the value.
        slope: the derivative.
        low: the least number that it is asked for, and `high` the largest.
        bounds: of the value and of the gradient, in float32 and in float64: relative errors in epsilons.
        absolute: whether each of these four is not relative, but in epsilons of 1.
    """

    function: Callable[[Any], Any]
    exact: Exact
    slope: Exact
    low: float
    high: float
    bounds: tuple[float, float, float, float]
    absolute: tuple[bool, bool, bool, bool] = (False, False, False, False)


CASES: dict[str, Case] = {
    "exp": Case(tg.exp, mp.exp, mp.exp, -1000, 1000, (1.5, 1.5, 1, 1)),
    "expm1": Case(tg.expm1, mp.expm1, mp.exp, -1000, 1000, (1.5, 1.5, 1, 1)),
    "log": Case(tg.log, mp.log, lambda x: 1 / x, 0, 1e300, (2, 1, 1, 1)),
    "log1p": Case(tg.log1p, mp.log1p, lambda x: 1 / (1 + x), -1, 1e300, (1, 1, 1, 1)),
    "sqrt": Case(tg.sqrt, mp.sqrt, lambda x: 1 / (2 * mp.sqrt(x)), 0, 1e300, (1, 1, 1, 1)),
    "tanh": Case(
        tg.tanh, mp.tanh, lambda x: mp.sech(x) ** 2, -1000, 1000, (1, 1.5, 1, 1.5), (False, True, False, True)
    ),
    "sigmoid": Case(
        tg.sigmoid, _sigmoid, lambda x: _sigmoid(x) * _sigmoid(-x), -700, 700, (1, 1, 1, 1), (True, True, False, True)
    ),
    "softplus": Case(tg.softplus, _softplus, _sigmoid, -1000, 1000, (1, 2, 1, 2)),
    "log_sigmoid": Case(tg.log_sigmoid, lambda x: -_softplus(-x), lambda x: _sigmoid(-x), -1000, 1000, (1, 2, 1, 2)),
    "erf": Case(
        tg.erf,
        mp.erf,
        lambda x: 2 / mp.sqrt(mp.pi) * mp.exp(-x * x),
        -8,
        8,
        (1, 1.5, 1, 1.5),
        (False, True, False, True),
    ),
    "sin": Case(tg.sin, mp.sin, mp.cos, -1000, 1000, (1, 1, 1, 1)),
    "cos": Case(tg.cos, mp.cos, lambda x: -mp.sin(x), -1000, 1000, (1, 1, 1, 1)),
    "tan": Case(tg.tan, mp.tan, lambda x: mp.sec(x) ** 2, -1000, 1000, (1.5, 3, 1, 2)),
    "arctan": Case(tg.arctan, mp.atan, lambda x: 1 / (1 + x * x), -1000, 1000, (1, 1, 1, 1)),
    "arcsin": Case(tg.arcsin, mp.asin, lambda x: 1 / mp.sqrt(1 - x * x), -1, 1, (2, 1.5, 1, 1.5)),
    "sinh": Case(tg.sinh, mp.sinh, mp.cosh, -1000, 1000, (1, 2, 1, 1)),
    "cosh": Case(tg.cosh, mp.cosh, mp.sinh, -1000, 1000, (2, 1, 1, 1)),
    "arcsinh": Case(tg.arcsinh, mp.asinh, lambda x: 1 / mp.sqrt(1 + x * x), -1e300, 1e300, (1, 1.5, 1, 1.5)),
    "arctanh": Case(tg.arctanh, mp.atanh, lambda x: 1 / (1 - x * x), -1, 1, (1, 1.5, 1, 1.5)),
}


def numbers(case: Case, dtype: type[DType]) -> AnyArray:
    """From subnormal ones on, by factors and by steps, on both sides of zero, and close to the ends."""
    most = 1e37 if dtype is float32 else 1e300
    low, high = max(case.low, -most), min(case.high, most)
    tiny = -300 if dtype is float64 else -36
    sizes = np.concatenate([10.0 ** np.linspace(tiny, 0, 150), np.linspace(0.01, 20, 300), np.linspace(20, 1000, 100)])
    large = 10.0 ** np.linspace(3, -tiny, 50)
    ends = [low + 10.0**-k for k in range(1, 7)] + [high - 10.0**-k for k in range(1, 7)]
    with np.errstate(over="ignore"):  # what is too large for float32 is left out below
        places = np.concatenate([sizes, -sizes, large, -large, ends]).astype(untyped(dtype.numpy))
    kept: AnyArray = np.unique(places[(places > low) & (places < high)])
    return kept


def error(found: AnyArray, exact: list[Any], dtype: type[DType], *, absolute: bool = False) -> float:
    """The largest error, where the exact result is a normal number of the dtype, in epsilons."""
    facts = np.finfo(untyped(dtype.numpy))
    worst = 0.0
    for one, other in zip(found.ravel().tolist(), exact, strict=True):
        if float(facts.tiny) <= abs(other) <= 0.999 * float(facts.max):
            worst = max(worst, float(abs(mpf(one) - other) / (1 if absolute else abs(other)) / EPSILON[dtype]))
    return worst


def measured(case: Case) -> tuple[float, float, float, float]:
    """The errors of value and gradient, in float32 and in float64."""
    found: list[float] = []
    for dtype in (float32, float64):
        x = numbers(case, dtype)
        w = Parameter(untyped(tensor(x, dtype)))
        y = case.function(w)
        places = [mpf(number) for number in x.tolist()]
        for data, exact in ((array(y), case.exact), (array(gradients(y.sum(), w)), case.slope)):
            absolute = case.absolute[len(found)]
            found.append(error(data, [exact(place) for place in places], dtype, absolute=absolute))
    return found[0], found[1], found[2], found[3]


def page() -> str:
    """The lines of the table."""
    head = (
        "| | value, float32 | gradient, float32 | value, float64 | gradient, float64 |\n| --- | --- | --- | --- | --- |"
    )
    rows = [
        f"| `{name}` | "
        + " | ".join(f"{b:g}{' of 1' if a else ''}" for b, a in zip(case.bounds, case.absolute, strict=True))
        + " |"
        for name, case in CASES.items()
    ]
    return "\n".join([head, "| --- | --- | --- | --- | --- |", *rows])
