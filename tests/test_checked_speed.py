"""What `checked` costs: less than 3 µs a call for two arguments, and for the common annotations much less."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, TypeVarTuple

import pytest
from checked_values import Batch, Hidden, N, f32, i64
from helpers import untyped

from typedgrad import Parameter, Plus, Tensor, Vector, checked, float32, float64, int64

if TYPE_CHECKING:
    from collections.abc import Callable

L = TypeVarTuple("L")
DT = TypeVar("DT", float32, float64)
Images: TypeAlias = Tensor[float32, tuple[Batch, Literal[64]]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]


class Pair(NamedTuple):
    images: Images
    labels: Labels


@dataclass
class Sample:
    images: Images
    labels: Labels


class Model(Generic[Hidden]):
    """A dimension of a class."""

    def own(self, x: Tensor[float32, tuple[Batch, Hidden]], y: Labels) -> Tensor[float32, tuple[Batch, Hidden]]:
        return x


def named(x: Images, y: Labels) -> None: ...
def result(x: Images, y: Labels) -> Images:
    return x


def variables(x: Tensor[DT, tuple[*L, N]], y: Parameter[DT, tuple[N]]) -> Tensor[DT, tuple[*L, N]]:
    return x


def added(x: Vector[float32, Plus[N, Literal[1]]], y: Vector[float32, N]) -> None: ...
def optional(x: Images, y: Labels | None = None) -> tuple[Images, int]:
    return x, 1


def number(x: Images | float, y: Labels) -> None: ...
def nested(x: tuple[Images, Labels], y: Labels) -> None: ...
def listed(x: list[Images], y: dict[str, Labels]) -> None: ...
def records(x: Pair, y: Sample) -> None: ...


x, y, w = f32(32, 64), i64(32), Parameter(f32(64))
CASES: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    (named, (x, y)),
    (result, (x, y)),
    (variables, (x, w)),
    (added, (f32(4), f32(3))),
    (optional, (x, y)),
    (number, (x, y)),
    (nested, ((x, y), y)),
    (listed, ([x], {"a": y})),
    (records, (Pair(x, y), Sample(x, y))),
    (untyped(Model).own, (Model[Any](), x, y)),
]


@pytest.mark.parametrize(("function", "arguments"), CASES, ids=[function.__name__ for function, _ in CASES])
def test_the_cost_of_a_call(function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    held = checked(function)
    costs: list[float] = []
    for _ in range(15):  # one after the other, so that a busy moment is one for both; the median of the differences
        times = [perf_counter_ns()]
        for called in (function, held):
            for _ in range(100):
                called(*arguments)
            times.append(perf_counter_ns())
        costs.append((times[2] - 2 * times[1] + times[0]) / 100)
    assert median(costs) < 3_000
