"""Plots of the report: how each ratio grows with the work. Needs matplotlib, which nothing else here imports."""
# Matplotlib's own stubs leave **kwargs without a type:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import LogLocator, NullLocator

from benchmarks.growths import FIGURES, GROWTHS
from benchmarks.peers import PEERS, REFERENCE
from benchmarks.workloads import DTYPES, WORKLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from benchmarks.growths import Growth
    from benchmarks.results import Results

COLORS = {
    REFERENCE.name: "0.2",
    "typedgrad": "#d62728",
    "typedgrad, compiled": "#ff7f0e",
    "typedgrad, native": "#e377c2",
    "NumPy, plain": "0.6",
    "PyTorch": "#1f77b4",
    "PyTorch, fused Adam": "#6baed6",
    "torch.compile": "#08306b",
    "jax.jit": "#2ca02c",
    "jax.lax.scan over an epoch": "#98df8a",
    "HIPS autograd": "#9467bd",
}


def save(results: Results, directory: Path = FIGURES) -> None:
    """Write all plots, as SVG files that are the same for the same results."""
    directory.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context({"svg.hashsalt": "typedgrad", "svg.fonttype": "none", "font.size": 9}):
        for growth in GROWTHS:
            canvas = Canvas(figsize=(9, 3.6), layout="constrained")
            for axes, dtype in zip(canvas.subplots(1, 2, sharey=True), DTYPES, strict=True):
                _draw(axes, results, growth, dtype)
            handles, labels = canvas.axes[0].get_legend_handles_labels()
            canvas.legend(handles, labels, loc="outside right center", frameon=False)
            canvas.savefig(directory / f"{growth.name}.svg", metadata={"Date": None})


def _draw(axes: Axes, results: Results, growth: Growth, dtype: str) -> None:
    (workload,) = (workload for workload in WORKLOADS if workload.name == growth.workload)
    cases = [
        case
        for case in workload.cases
        if case.dtype == dtype and all(case.sizes[name] == size for name, size in growth.where.items())
    ]
    for peer in PEERS:
        found = [
            (case.sizes[growth.along], results.ratio(workload.name, dtype, case.label, peer.name)) for case in cases
        ]
        points = [(size, ratio) for size, ratio in found if ratio is not None]
        if points:
            sizes, ratios = zip(*points, strict=True)
            ours = peer.library == "typedgrad" or peer is REFERENCE
            style = "--" if peer is REFERENCE else "-"
            axes.plot(
                sizes, ratios, style, color=COLORS[peer.name], lw=2.0 if ours else 1.2, marker=".", label=peer.name
            )
    ticks = [case.sizes[growth.along] for case in cases]
    axes.set(xscale="log", yscale="log", xlabel=growth.label, title=dtype)
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    if dtype == DTYPES[0]:
        axes.set_ylabel("time / reference")
