"""What typedgrad sets out to reach, each as a figure of the results and the most that it may be."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from benchmarks.imports import TRAINING
from benchmarks.memory import PASSES
from benchmarks.peers import REFERENCE
from benchmarks.workloads import DTYPES, WORKLOADS, step_label

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from benchmarks.results import Results

LIMITS = Path(__file__).parent / "limits.toml"
EAGER, COMPILED, NATIVE = "typedgrad", "typedgrad, compiled", "typedgrad, native"
MIB = 2.0**20
ELEMENTWISE = ("x + y", "exp(x)")


class Measured(NamedTuple):
    """A figure, and where it is from if it is the largest of several."""

    value: float
    where: str = ""


Measure: TypeAlias = Callable[["Results"], Measured | None]


@dataclass(frozen=True)
class Target:
    """A figure that has a limit.

    Attributes:
        key: in limits.toml, which says why if it is not reached.
        text: what the figure is.
        most: that it may be.
        measure: the figure, None where it was not measured.
        unit: of both numbers; a ratio has none.
    """

    key: str
    text: str
    most: float
    measure: Measure
    unit: str = ""

    def is_reached(self, measured: Measured) -> bool:
        """Whether the figure, to the two digits that are shown, is within the limit."""
        return round(measured.value, 2) <= self.most


def limits(path: Path = LIMITS) -> Mapping[str, str]:
    """What stands in the way of each target that is not reached, by its key."""
    return {key: str(text) for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items()}


# ---------------------------------------------------------------------------------------------------------- measures
def _ratio(workload: str, dtype: str, case: str, peer: str, results: Results) -> Measured | None:
    ratio = results.ratio(workload, dtype, case, peer)
    return None if ratio is None else Measured(ratio)


def _largest(workload: str, peer: str, results: Results, cases: Container[str] | None = None) -> Measured | None:
    """The largest ratio over cases of a workload."""
    found = [
        Measured(figure.ratio, f"{figure.case}, {figure.dtype}")
        for figure in results.figures
        if (figure.workload, figure.peer) == (workload, peer) and (cases is None or figure.case in cases)
        if figure.ratio is not None
    ]
    return max(found, default=None)


def _beside_pytorch(results: Results) -> Measured | None:
    return max(beside_pytorch(results), default=None)


def beside_pytorch(results: Results) -> Iterator[Measured]:
    """Ratios of eager to PyTorch, the faster of its Adams, recorded beside recorded and unrecorded beside not.

    Left out are elementwise calls on a million elements, which are held to NumPy's.
    """
    for workload in WORKLOADS:
        for case in workload.cases:
            if workload.name == "large" and case.label in ELEMENTWISE:
                continue
            for ending, others in (("", ("PyTorch", "PyTorch, fused Adam")), (", no_grad", ("PyTorch, no_grad",))):
                where = workload.name, case.dtype, case.label
                ours = results.value(*where, f"typedgrad{ending}")
                theirs = [seconds for peer in others if (seconds := results.value(*where, peer)) is not None]
                if ours is not None and theirs:
                    yield Measured(ours / min(theirs), f"{workload.title}, {case.label}, {case.dtype}{ending}")


def _update_beside_fused(dtype: str, peer: str, results: Results) -> Measured | None:
    ours, theirs = (results.value("update", dtype, "2,000,000", name) for name in (peer, "PyTorch, fused Adam"))
    return None if ours is None or theirs is None else Measured(ours / theirs)


def _overhead(peer: str, results: Results) -> Measured | None:
    """Microseconds of `x + y` over NumPy's own, the larger of both dtypes."""
    found: list[Measured] = []
    for dtype in DTYPES:
        ours, numpy = (results.value("operations", dtype, "x + y", name) for name in (peer, REFERENCE.name))
        if ours is not None and numpy is not None:
            found.append(Measured(1e6 * (ours - numpy), dtype))
    return max(found, default=None)


def _import(name: str, results: Results) -> Measured | None:
    seconds = results.value("imports", "", "import", name)
    return None if seconds is None else Measured(1e3 * seconds)


def _loop(results: Results) -> Measured | None:
    added = results.value("memory", "float32", f"{PASSES:,} forward passes", EAGER)
    return None if added is None else Measured(added / MIB)


# ----------------------------------------------------------------------------------------------------------- targets
def _steps(key: str, peer: str, batch: int, width: int, most: Mapping[str, float]) -> Iterator[Target]:
    for dtype, limit in most.items():
        label = step_label(batch, width)
        text = f"digits step, {peer.replace('typedgrad, ', '') if peer != EAGER else 'eager'}: {label}, {dtype}"
        yield Target(f"{key}-{dtype}", text, limit, partial(_ratio, "digits", dtype, label, peer))


TARGETS: tuple[Target, ...] = (
    *_steps("eager-64-1", EAGER, 64, 1, {"float32": 1.12, "float64": 1.12}),
    *_steps("eager-1024-4", EAGER, 1024, 4, {"float32": 1.05, "float64": 1.05}),
    *_steps("eager-1024-16", EAGER, 1024, 16, {"float32": 1.05, "float64": 1.05}),
    Target("pytorch", "eager beside PyTorch eager: the largest ratio on this page", 1.0, _beside_pytorch),
    Target(
        "large",
        "`x + y`, `exp(x)` on 10⁶ elements beside NumPy: the largest",
        1.0,
        partial(_largest, "large", EAGER, cases=ELEMENTWISE),
    ),
    *_steps("compiled-64-1", COMPILED, 64, 1, {"float32": 0.88, "float64": 0.92}),
    Target("compiled", "digits step, compiled: the largest of all sizes", 1.0, partial(_largest, "digits", COMPILED)),
    *_steps("native-64-1", NATIVE, 64, 1, {"float32": 0.55, "float64": 0.55}),
    Target(
        "update",
        "Adam on 2 million parameters beside PyTorch's fused: float64",
        1.0,
        partial(_update_beside_fused, "float64", EAGER),
    ),
    Target("update-native", "the same, as native code", 1.0, partial(_update_beside_fused, "float64", NATIVE)),
    Target("tape", "`x + y` on 10 elements over NumPy's own, recorded", 1.0, partial(_overhead, EAGER), "µs"),
    Target(
        "no-grad",
        "`x + y` on 10 elements over NumPy's own, under `no_grad`",
        0.5,
        partial(_overhead, "typedgrad, no_grad"),
        "µs",
    ),
    Target("import", "`import typedgrad` after `import numpy`", 30.0, partial(_import, EAGER), "ms"),
    Target("import-used", "the same, with the names of a digits step", 30.0, partial(_import, TRAINING), "ms"),
    Target(
        "memory",
        "peak of training, hidden × 16, batch 1,024: the larger",
        1.3,
        partial(_largest, "memory", EAGER),
    ),
    Target(
        "memory-compiled",
        "the same, compiled",
        1.3,
        partial(_largest, "memory", COMPILED),
    ),
    Target("loop", f"what {PASSES:,} forward passes add to memory", 1.0, _loop, "MiB"),
)
