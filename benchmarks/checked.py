"""What `checked` adds to a call of two arguments, by kinds of annotations.

python -m benchmarks.checked [ROUNDS]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, NewType, TypeAlias, TypeVar, TypeVarTuple

from benchmarks.environment import machine
from typedgrad import Parameter, Plus, Tensor, Vector, checked, float32, float64, int64, ones

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = 100

Batch = NewType("Batch", int)
N = TypeVar("N", bound=int)
Hidden = TypeVar("Hidden", bound=int)
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


def _cases() -> list[tuple[Callable[..., object], tuple[object, ...]]]:
    x: Any = ones((32, 64))  # Any: the functions have different names for its sizes
    y: Any = ones((32,), int64)  # as above
    return [
        (named, (x, y)),
        (result, (x, y)),
        (variables, (x, Parameter(ones((64,))))),
        (added, (ones((4,)), ones((3,)))),
        (optional, (x, y)),
        (number, (x, y)),
        (nested, ((x, y), y)),
        (listed, ([x], {"a": y})),
        (records, (Pair(x, y), Sample(x, y))),
        (Model[int].own, (Model[int](), x, y)),
    ]


def cost(function: Callable[..., object], arguments: tuple[object, ...], rounds: int) -> float:
    """Microseconds that a checked call takes longer: the median over rounds, each of which times both."""
    held = checked(function)
    costs: list[float] = []
    for _ in range(rounds):
        times = [perf_counter_ns()]
        for called in (function, held):
            for _ in range(CALLS):
                called(*arguments)
            times.append(perf_counter_ns())
        costs.append((times[2] - 2 * times[1] + times[0]) / CALLS / 1000)
    return median(costs)


def main(rounds: int = 200) -> None:
    """Print the table."""
    print(machine())
    for function, arguments in _cases():
        print(f"{function.__name__:10} {cost(function, arguments, rounds):5.2f} µs")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
