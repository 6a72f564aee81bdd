"""The report, docs/benchmarks.md, and what the README quotes of it, written from the figures of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.growths import GROWTHS
from benchmarks.memory import BATCH, PASSES, WIDTH
from benchmarks.peers import PEERS, REFERENCE
from benchmarks.tables import head, missing, number, overheads, ratios, row
from benchmarks.targets import MIB, TARGETS, beside_pytorch, limits
from benchmarks.workloads import DTYPES, WORKLOADS, step_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.results import Results

ROOT = Path(__file__).parents[1]
PAGE, README = ROOT / "docs" / "benchmarks.md", ROOT / "README.md"
BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"

_INTRODUCTION = """# Benchmarks

How long typedgrad takes, eager and compiled, beside hand-written NumPy, PyTorch, JAX and HIPS autograd. A number is a
ratio to the time of the reference, [NumPy by hand](../benchmarks/peers/reference.py) with every buffer allocated
beforehand and Adam on one flat vector; below 1 is faster. [`benchmarks/peers`](../benchmarks/peers) has what each peer
runs.

All peers get the same data, the same initial weights and the same settings. Each has a process of its own with one
thread, new for each case, since what a library leaves in a process, above all in its allocator, changes the times
of others. They take turns, 11 rounds of at least 15 ms of processor time; a ratio is the median over the rounds of
a peer's time beside the reference's in the same round. Before any time is taken, the first losses of each peer, and
its gradients or parameters, are held to those of the reference, to 1e-5. Microseconds are of this machine, as an
illustration.

{machine};
{versions};
{date}. `nox -s benchmarks -- --write` measures anew and writes this page.
"""


class Section(NamedTuple):
    """A workload's part of the report.

    Attributes:
        corner: what the columns are.
        text: what the work is.
    """

    corner: str
    text: str


SECTIONS: Mapping[str, Section] = {
    "digits": Section(
        "batch × hidden",
        "A step of training: the network 64-40-20-10 with sigmoids, cross-entropy with one-hot targets, the\n"
        "gradients, Adam, and the loss read as a Python float. The hidden layers are 1, 4 and 16 times as wide.\n"
        "`jax.jit` and `torch.compile` have the whole step as one function; `jax.lax.scan` runs an epoch of steps in\n"
        "one call and gives all losses at its end.",
    ),
    "depth": Section("hidden layers", "The same step at batch 64, with hidden layers of 40."),
    "pointwise": Section(
        "elements",
        "`sum(tanh(x * exp(-x * x)) / (1 + x * x) * weights)` and its gradient by `x`.",
    ),
    "rows": Section(
        "elements",
        "Rows brought to mean 0 and variance 1, the sum of their maxima and of their weighed squares, and its\n"
        "gradient by `x`. Matrices of (2, 5), (25, 40) and (1000, 1000).",
    ),
    "chain": Section(
        "operations",
        "`y = tanh(y)` and `y = y + x` in turn on 16 elements, and the gradient by `x`.",
    ),
    "update": Section("parameters", "A step of Adam on 16 parameters, weights and biases, with gradients given."),
    "operations": Section(
        "µs over NumPy",
        "One call on 10 elements (`x @ y`: 4 × 4): microseconds over what NumPy takes for the same. Where gradients\n"
        "are recorded, both operands are parameters.",
    ),
    "large": Section(
        "ratio to NumPy",
        "One call on a million elements, as a ratio to NumPy's.",
    ),
}


def page(results: Results) -> str:
    """The whole report."""
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    parts = [
        _INTRODUCTION.format(machine=results.machine, versions=versions, date=results.date),
        "\n".join(_targets(results)),
        *("\n".join(_section(results, name)) for name in SECTIONS),
        "\n".join(_memory(results)),
        "\n".join(_imports(results)),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _targets(results: Results) -> Iterator[str]:
    yield from ("## Targets", "")
    yield "What typedgrad sets out to reach, ratios to the reference unless the line says otherwise."
    yield ""
    yield from head(["figure", "at most", "measured", "reached", "what limits it"], words=2)
    why = limits()
    for target in TARGETS:
        measured = target.measure(results)
        unit = f" {target.unit}" if target.unit else ""
        most = f"{target.most:.2f}{unit}"
        if measured is None:
            yield row([target.text, most, "-", "not measured", why.get(target.key, "")])
            continue
        where = f" ({measured.where})" if measured.where else ""
        reached = target.is_reached(measured)
        reason = "" if reached else why.get(target.key, "")
        yield row([target.text, most, f"{measured.value:.2f}{unit}{where}", "yes" if reached else "no", reason])
    yield ""
    slower = sorted((measured for measured in beside_pytorch(results) if round(measured.value, 2) > 1.0), reverse=True)
    if slower:
        yield "Where eager is slower than PyTorch eager, with the ratio:"
        yield ""
        yield from (f"- {measured.where}: {measured.value:.2f}" for measured in slower)
        yield ""


def _section(results: Results, name: str) -> Iterator[str]:
    (workload,) = (workload for workload in WORKLOADS if workload.name == name)
    section = SECTIONS[name]
    yield from (f"## {workload.title}", "", section.text, "")
    table: Callable[..., Iterator[str]] = overheads if name == "operations" else ratios
    for dtype in DTYPES:
        yield from table(results, workload, dtype, f"{dtype}; {section.corner}")
        yield ""
    yield from missing(results, name)
    for growth in GROWTHS:
        if growth.workload == name:
            yield f"![The ratios by {growth.label}](figures/{growth.name}.svg)"
            yield ""


def _memory(results: Results) -> Iterator[str]:
    yield from ("## Memory", "")
    yield (
        f"What training at batch {BATCH:,}, hidden × {WIDTH}, adds at its peak to a process that has trained a tiny\n"
        "network already, with the data; its ratio to the reference's; and the peak of the whole process,\n"
        "libraries and all. Each peer has a process of its own."
    )
    yield ""
    columns = [f"{dtype}, {what}" for dtype in DTYPES for what in ("MiB added", "ratio", "MiB in all")]
    yield from head(["peer", *columns])
    for peer in PEERS:
        cells: list[str] = []
        for dtype in DTYPES:
            added, peak = (results.value("memory", dtype, case, peer.name) for case in ("training", "process"))
            ratio = results.ratio("memory", dtype, "training", peer.name)
            cells += ["-" if value is None else number(value / MIB) for value in (added,)]
            cells += ["-" if ratio is None else number(ratio), "-" if peak is None else number(peak / MIB)]
        if any(cell != "-" for cell in cells):
            yield row([peer.name, *cells])
    yield ""
    yield from missing(results, "memory")
    loop = results.value("memory", "float32", f"{PASSES:,} forward passes", "typedgrad")
    if loop is not None:
        yield f"{PASSES:,} forward passes that nobody differentiates add {number(loop / MIB)} MiB."
        yield ""


def _imports(results: Results) -> Iterator[str]:
    yield from ("## Imports", "", "Milliseconds in a fresh process; all but NumPy after `import numpy`.", "")
    yield from head(["library", "ms"])
    for figure in results.figures:
        if figure.workload == "imports" and figure.value is not None:
            yield row([figure.peer, number(1e3 * figure.value)])
    yield ""


# ------------------------------------------------------------------------------------------------------------ README
def quotation(results: Results) -> str:
    """What the README says of the digits step, between its markers."""
    label = step_label(64, 1)
    versions = ", ".join(f"{name} {results.versions[name]}" for name in ("Python", "NumPy", "PyTorch", "JAX"))
    lines = [BEGIN, *head(["digits step, batch 64, one thread", *DTYPES])]
    for peer in PEERS:
        found = [results.ratio("digits", dtype, label, peer.name) for dtype in DTYPES]
        if any(ratio is not None for ratio in found):
            lines.append(row([peer.name, *("-" if ratio is None else number(ratio) for ratio in found)]))
    times = [results.value("digits", dtype, label, REFERENCE.name) for dtype in DTYPES]
    lines.append(row(["the first, in µs", *("" if time is None else number(1e6 * time) for time in times)]))
    lines += ["", f"{results.machine};\n{versions}. Ratios to the first, medians of interleaved rounds.", END]
    return "\n".join(lines)


def with_quotation(readme: str, results: Results) -> str:
    """The README with what it quotes replaced.

    Raises:
        ValueError: it has no markers.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the README has no {BEGIN} and {END}")
    return f"{before}{quotation(results)}{after}"


def write(results: Results) -> None:
    """Write the report and the README's quotation of it."""
    PAGE.write_text(page(results), encoding="utf-8")
    README.write_text(with_quotation(README.read_text(encoding="utf-8"), results), encoding="utf-8")
