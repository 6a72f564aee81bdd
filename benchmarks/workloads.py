"""What is timed: the kinds of work, and the sizes of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from benchmarks.problem import HIDDEN, OPERATIONS, DType, Function, Operation, Training, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.peer import Maker, Peer

P = TypeVar("P")
DTYPES: tuple[DType, ...] = ("float32", "float64")


@dataclass(frozen=True)
class Case(Generic[P]):
    """A size of a workload.

    Attributes:
        label: the head of its column.
        dtype: of the numbers.
        problem: makes it.
        sizes: what plots put on an axis, by name.
        times: how often the work is done for the comparison of losses.
        is_quick: whether a quick run has it.
    """

    label: str
    dtype: DType
    problem: Callable[[], P]
    sizes: Mapping[str, int]
    times: int = 1
    is_quick: bool = False


@dataclass(frozen=True)
class Workload(Generic[P]):
    """A kind of work.

    Attributes:
        name: for `--only`, and in the results.
        title: the heading in the report.
        maker: how a peer makes itself ready for it.
        cases: its sizes.
    """

    name: str
    title: str
    maker: Callable[[Peer], Maker[P] | None]
    cases: tuple[Case[P], ...]


# ----------------------------------------------------------------------------------------------------------- training
BATCHES, WIDTHS, DEPTHS = (1, 64, 1024), (1, 4, 16), (1, 2, 4, 8, 16)


def step_label(batch: int, width: int) -> str:
    """The column of a digits step."""
    return f"{batch:,} × {width}"


def _digits() -> Iterator[Case[Training]]:
    for dtype in DTYPES:
        for width in WIDTHS:
            for batch in BATCHES:
                steps = 16 if batch <= 64 else 4
                yield Case(
                    step_label(batch, width),
                    dtype,
                    partial(Training.of, dtype, batch, [width * units for units in HIDDEN], steps),
                    {"batch": batch, "width": width},
                    times=steps,
                    is_quick=(batch, width) == (64, 1),
                )


def _depth() -> Iterator[Case[Training]]:
    for dtype in DTYPES:
        for depth in DEPTHS:
            yield Case(
                f"{depth}",
                dtype,
                partial(Training.of, dtype, 64, [HIDDEN[0]] * depth, 16),
                {"depth": depth},
                times=16,
                is_quick=depth == 2,
            )


def _update() -> Iterator[Case[Update]]:
    for dtype in DTYPES:
        for size in (20_000, 200_000, 2_000_000):
            yield Case(
                f"{size:,}",
                dtype,
                partial(Update.of, dtype, size),
                {"parameters": size},
                times=4,
                is_quick=size < 100_000,
            )


# ---------------------------------------------------------------------------------------------------------- functions
SHAPES = {10: (2, 5), 1_000: (25, 40), 1_000_000: (1000, 1000)}
LINKS = (10, 100, 1_000, 10_000)


def _elements(*, flat: bool) -> Iterator[Case[Function]]:
    for dtype in DTYPES:
        for size, shape in SHAPES.items():
            yield Case(
                f"{size:,}",
                dtype,
                partial(Function.of, dtype, (size,) if flat else shape),
                {"elements": size},
                is_quick=size < 10_000,
            )


def _chain() -> Iterator[Case[Function]]:
    for dtype in DTYPES:
        for links in LINKS:
            yield Case(
                f"{links:,}",
                dtype,
                partial(Function.of, dtype, (16,), links),
                {"operations": links},
                is_quick=links <= 100,
            )


# --------------------------------------------------------------------------------------------------- single operations
def _operations(shape: tuple[int, ...], square: tuple[int, ...], names: tuple[str, ...]) -> Iterator[Case[Operation]]:
    for dtype in DTYPES:
        for name in names:
            yield Case(
                name,
                dtype,
                partial(Operation.of, dtype, name, square if name == "x @ y" else shape),
                {},
                is_quick=shape == (10,),
            )


WORKLOADS: tuple[Workload[Any], ...] = (
    Workload("digits", "The digits step", lambda peer: peer.training, tuple(_digits())),
    Workload("depth", "Depth", lambda peer: peer.training, tuple(_depth())),
    Workload("pointwise", "Elementwise operations", lambda peer: peer.pointwise, tuple(_elements(flat=True))),
    Workload("rows", "Reductions", lambda peer: peer.rows, tuple(_elements(flat=False))),
    Workload("chain", "A chain of operations", lambda peer: peer.chain, tuple(_chain())),
    Workload("update", "Adam alone", lambda peer: peer.update, tuple(_update())),
    Workload(
        "operations",
        "Single operations, small",
        lambda peer: peer.operation,
        tuple(_operations((10,), (4, 4), OPERATIONS)),
    ),
    Workload(
        "large",
        "Single operations, large",
        lambda peer: peer.operation,
        tuple(_operations((1_000_000,), (1000, 1000), OPERATIONS[:3])),
    ),
)


def find(workload: str, dtype: str, label: str) -> tuple[Workload[Any], Case[Any]]:
    """A case, by names."""
    found = next(one for one in WORKLOADS if one.name == workload)
    return found, next(case for case in found.cases if (case.dtype, case.label) == (dtype, label))
