"""What a peer is: a way to do some of the work."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain, cycle, repeat
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.problem import Function, NDArray, Operation, Training, Update

P = TypeVar("P")
P_contra = TypeVar("P_contra", contravariant=True)
X = TypeVar("X")
Y = TypeVar("Y")


class Unavailable(Exception):  # noqa: N818  # it is no error that a peer cannot do this
    """A peer cannot do a piece of work; the message says why."""


class Work(NamedTuple):
    """A piece of work that a peer is ready to do.

    Attributes:
        run: does it that many times more; returns the loss of each, if it has one.
        state: what else must be equal: the gradient, the parameters.
        least: `run` takes multiples of this number.
    """

    run: Callable[[int], Sequence[float]]
    state: Callable[[], Iterable[NDArray]] = tuple
    least: int = 1


class Maker(Protocol[P_contra]):
    """Makes a peer ready for a problem.

    Raises:
        Unavailable: it cannot.
        Exception: the library's own.
    """

    def __call__(self, problem: P_contra, /) -> Work: ...


@dataclass(frozen=True)
class Peer:
    """A way to do some of the work; None where it has nothing to show.

    Attributes:
        name: in tables and plots.
        library: the module that it needs.
        preload: what of it takes long to import.
        training: steps of training.
        pointwise: `sum(tanh(x * exp(-x²)) / (1 + x²) * weights)` and its gradient.
        rows: `y = (x - mean) / sqrt(var + 1e-5)` along rows; the sum of its rows' maxima and of `y² * weights`.
        chain: `y = tanh(y)` and `y = y + x` in turn; the sum of `y * weights` and its gradient.
        update: Adam's step alone.
        operation: one operation.
    """

    name: str
    library: str
    preload: tuple[str, ...] = ()
    training: Maker[Training] | None = None
    pointwise: Maker[Function] | None = None
    rows: Maker[Function] | None = None
    chain: Maker[Function] | None = None
    update: Maker[Update] | None = None
    operation: Maker[Operation] | None = None

    @property
    def is_here(self) -> bool:
        """Whether its library is installed."""
        return find_spec(self.library) is not None


Pairs: TypeAlias = "Iterable[tuple[X, Y]]"


def over(batches: Pairs[X, Y], step: Callable[[X, Y], float]) -> Callable[[int], Sequence[float]]:
    """A run over batches, again and again."""
    endless = cycle(batches)

    def run(times: int) -> Sequence[float]:
        return [step(x, y) for _, (x, y) in zip(range(times), endless, strict=False)]

    return run


def repeated(step: Callable[[], float]) -> Callable[[int], Sequence[float]]:
    """A run of the same thing."""
    return lambda times: [step() for _ in repeat(None, times)]


def bare(call: Callable[[], object]) -> Callable[[int], Sequence[float]]:
    """A run of what has no loss, with nothing kept: the loop costs little even beside single operations."""

    def run(times: int) -> Sequence[float]:
        for _ in repeat(None, times):
            call()
        return ()

    return run


def pairs(first: Iterable[X], second: Iterable[X]) -> list[X]:
    """The weight and the bias of each layer in turn."""
    return list(chain.from_iterable(zip(first, second, strict=True)))
