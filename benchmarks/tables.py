"""Tables of the report, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.peers import PEERS, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.results import Figure, Results
    from benchmarks.workloads import Workload

MICRO = 1e6


def number(value: float) -> str:
    """Three digits or so: 0.88, 12.3, 145."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def row(cells: Sequence[str]) -> str:
    """A row."""
    return f"| {' | '.join(cells)} |"


def head(cells: Sequence[str], words: int = 0) -> Iterator[str]:
    """The first row and the line below it: words to the left, numbers to the right.

    Args:
        cells: the headings, of words in the first column.
        words: how many more columns at the end have words.
    """
    yield row(cells)
    yield row(["---", *["---:"] * (len(cells) - 1 - words), *["---"] * words])


def ratios(results: Results, workload: Workload[object], dtype: str, corner: str) -> Iterator[str]:
    """A peer a row and a case a column; the ratio to the reference, whose microseconds are the last row."""

    def ratio(figure: Figure) -> float | None:
        return figure.ratio

    yield from _table(results, workload, dtype, corner, ratio)
    times = [results.value(workload.name, dtype, label, REFERENCE.name) for label in _labels(workload, dtype)]
    yield row(["the reference, µs", *("" if time is None else number(MICRO * time) for time in times)])


def overheads(results: Results, workload: Workload[object], dtype: str, corner: str) -> Iterator[str]:
    """A peer a row and a case a column; the microseconds over the reference, whose own are the last row."""
    own = {label: results.value(workload.name, dtype, label, REFERENCE.name) for label in _labels(workload, dtype)}

    def over(figure: Figure) -> float | None:
        beside = own[figure.case]
        return None if figure.value is None or beside is None else MICRO * (figure.value - beside)

    yield from _table(results, workload, dtype, corner, over, is_with_reference=False)
    yield row(["NumPy itself", *("" if time is None else number(MICRO * time) for time in own.values())])


def missing(results: Results, workload: str) -> Iterator[str]:
    """A line for each reason why peers did not run."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for figure in results.figures:
        if figure.workload == workload and figure.reason:
            where = f"{figure.case}, {figure.dtype}"
            by_reason.setdefault((figure.peer, figure.reason), []).append(where)
    for (peer, reason), places in by_reason.items():
        cases = len({figure.key[1:3] for figure in results.figures if figure.workload == workload})
        where = "" if len(places) == cases else f" ({'; '.join(places)})"
        yield f"Not run: {peer}{where}: {reason}."
        yield ""


def _table(
    results: Results,
    workload: Workload[object],
    dtype: str,
    corner: str,
    cell: Callable[[Figure], float | None],
    *,
    is_with_reference: bool = True,
) -> Iterator[str]:
    labels = _labels(workload, dtype)
    yield from head([corner, *labels])
    for peer in PEERS if is_with_reference else PEERS[1:]:
        figures = [results.get(workload.name, dtype, label, peer.name) for label in labels]
        values = [None if figure is None else cell(figure) for figure in figures]
        if any(value is not None for value in values):
            yield row([peer.name, *("-" if value is None else number(value) for value in values)])


def _labels(workload: Workload[object], dtype: str) -> list[str]:
    return [case.label for case in workload.cases if case.dtype == dtype]
