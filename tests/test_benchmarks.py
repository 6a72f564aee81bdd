"""The benchmarks: that they run and peers agree, that a wrong one is found, that the report is that of the results."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from native_programs import HAS_COMPILER

from benchmarks import equality, results
from benchmarks.__main__ import NAMES
from benchmarks.growths import FIGURES, GROWTHS
from benchmarks.memory import RESET
from benchmarks.page import BEGIN, END, PAGE, README, SECTIONS, page, quotation, with_quotation
from benchmarks.peer import Peer, Unavailable, Work, bare, over, repeated
from benchmarks.peers import PEERS, REFERENCE
from benchmarks.process import Process
from benchmarks.results import RESULTS, Figure, Results
from benchmarks.run import figures, with_reference
from benchmarks.targets import TARGETS, limits
from benchmarks.timing import Effort, interleaved
from benchmarks.worker import Here, Place
from benchmarks.workloads import WORKLOADS, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.problem import Update
    from benchmarks.workloads import Case, Workload

ROOT = Path(__file__).parents[1]
BRIEF = Effort(1, 0.0)
NATIVE = "typedgrad, native"
EAGER = next(peer for peer in PEERS if peer.name == "typedgrad")


def here(*peers: Peer) -> dict[Peer, Here]:
    """Workers in this process, the reference among them."""
    return {peer: Here(peer) for peer in with_reference(peers)}


def small(name: str) -> tuple[Workload[Any], Case[Any]]:
    """A workload with its first quick case."""
    workload = next(workload for workload in WORKLOADS if workload.name == name)
    return workload, next(case for case in workload.cases if case.is_quick)


# ------------------------------------------------------------------------------------------------------- what runs
def test_a_quick_run_ends_well() -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--peers", "typedgrad", "NumPy, plain"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "not run" not in done.stdout
    unmeasured = {"large"} if RESET.exists() else {"large", "memory"}
    assert {line.split()[0] for line in done.stdout.splitlines()} >= set(NAMES) - unmeasured


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_typedgrad_and_numpy_agree_on_every_quick_case(workload: Workload[Any]) -> None:
    peers = [peer for peer in PEERS if peer.library in {"typedgrad", "numpy"}]
    for case in workload.cases:
        if case.is_quick:
            found = figures(workload, case, here(*peers), BRIEF)
            missing = {figure.peer for figure in found if figure.value is None}
            assert missing == {figure.peer for figure in found if figure.peer == NATIVE and not HAS_COMPILER}


def test_every_library_has_a_peer() -> None:
    assert {peer.library for peer in PEERS} == {"numpy", "typedgrad", "torch", "jax", "autograd"}
    assert len({peer.name for peer in PEERS}) == len(PEERS)


def test_write_goes_with_a_whole_run_only() -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick", "--write"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--write goes with a whole run" in done.stderr


# ------------------------------------------------------------------------------------------------- what is found out
def test_a_peer_with_other_losses_is_an_error() -> None:
    assert EAGER.training is not None
    maker = EAGER.training

    def wrong(problem: Any) -> Work:
        work = maker(problem)

        def run(times: int) -> Sequence[float]:
            return [1.0001 * loss for loss in work.run(times)]

        return work._replace(run=run)

    with pytest.raises(equality.Different, match="wrong, losses"):
        figures(*small("digits"), here(Peer("wrong", "numpy", training=wrong)), BRIEF)


def test_a_peer_with_another_gradient_is_an_error() -> None:
    assert EAGER.rows is not None
    maker = EAGER.rows

    def wrong(problem: Any) -> Work:
        work = maker(problem)
        return work._replace(state=lambda: [gradient + 0.001 for gradient in work.state()])

    with pytest.raises(equality.Different, match="wrong, results"):
        figures(*small("rows"), here(Peer("wrong", "numpy", rows=wrong)), BRIEF)


@pytest.mark.parametrize("losses", [[1.0, np.nan], [1.0], [1.0, 2.0, 3.0], [1.0, 2.1]])
def test_other_losses_differ(losses: Sequence[float]) -> None:
    done = equality.Done(np.array(losses), ())
    with pytest.raises(equality.Different):
        equality.check("it", done, equality.Done(np.array([1.0, 2.0]), ()))


def test_a_result_that_is_missing_differs() -> None:
    one = equality.Done(np.array([1.0]), (np.ones(2),))
    with pytest.raises(equality.Different, match="0 results, not 1"):
        equality.check("it", one._replace(state=()), one)


def test_a_peer_that_cannot_or_fails_is_not_run() -> None:
    def cannot(problem: Update) -> Work:
        raise Unavailable("no such step")

    def fails(problem: Update) -> Work:
        raise RuntimeError("broken\nat length")

    peers = [Peer("cannot", "numpy", update=cannot), Peer("fails", "numpy", update=fails)]
    found = {figure.peer: figure for figure in figures(*small("update"), here(*peers), BRIEF)}
    assert found[REFERENCE.name].ratio == 1.0
    assert found["cannot"].reason == "no such step"
    assert found["fails"].reason == "RuntimeError: broken"
    assert all(found[peer.name].value is None for peer in peers)


# --------------------------------------------------------------------------------------------------------- processes
PLACE = Place("rows", "float64", "10")


def test_a_process_does_what_is_done_here() -> None:
    other = Process(EAGER)
    try:
        for _ in range(2):  # each time anew
            one, two = other.ready(PLACE), Here(EAGER).ready(PLACE)
            equality.check("process", one.done, two.done)
            assert one.least == two.least
            assert other.seconds(3) > 0.0
            other.end()
    finally:
        other.close()


def test_a_process_says_why_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Process(EAGER)
    monkeypatch.setattr("benchmarks.process.LONGEST", 0)
    try:
        with pytest.raises(Unavailable, match="not ready after 0 s"):
            other.ready(Place("chain", "float64", "10,000"))
        monkeypatch.undo()
        assert other.ready(PLACE).least == 1  # it goes on
    finally:
        other.close()


def test_a_case_is_found_by_its_names() -> None:
    for workload in WORKLOADS:
        for case in workload.cases:
            assert find(workload.name, case.dtype, case.label) == (workload, case)


# ------------------------------------------------------------------------------------------------------------- times
def test_peers_take_turns() -> None:
    turns: list[str] = []

    class Counted:
        def __init__(self, name: str, least: int, cost: float) -> None:
            self.name, self.least, self.cost = name, least, cost

        def seconds(self, times: int, /) -> float:
            assert times % self.least == 0
            turns.append(self.name)
            return times * self.cost

    times = interleaved({"a": Counted("a", 1, 0.5), "b": Counted("b", 3, 0.25)}, "a", Effort(4, 2.0))
    assert turns[-8:] == [*"ab", *"ba", *"ab", *"ba"]
    assert times == {"a": (0.5, 1.0), "b": (0.25, 0.5)}


def test_runs_go_on_where_they_stopped() -> None:
    seen: list[int] = []

    def step(x: int, y: int) -> float:
        seen.append(x)
        return x + y

    run = over([(1, 10), (2, 20), (3, 30)], step)
    assert [*run(2), *run(2)] == [11, 22, 33, 11]
    assert seen == [1, 2, 3, 1]
    assert repeated(lambda: 2.0)(3) == [2.0, 2.0, 2.0]
    assert bare(lambda: seen.append(0))(2) == ()
    assert seen[-2:] == [0, 0]


# ------------------------------------------------------------------------------------------------------------ report
def made_up() -> Results:
    """Results of a run that never was, with every case and peer."""
    found = Results("a machine", {"Python": "3", "NumPy": "2", "PyTorch": "2", "JAX": "0"}, "2000-01-01")
    for workload in WORKLOADS:
        for case in workload.cases:
            found.add(
                Figure(workload.name, case.dtype, case.label, peer.name, 2e-6 * i, float(i))
                for i, peer in enumerate(PEERS, 1)
                if workload.maker(peer) is not None
            )
    return found


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    written = made_up()
    written.save(tmp_path / "results.json")
    assert results.load(tmp_path / "results.json") == written


def test_the_report_has_all_work_and_all_targets() -> None:
    text = page(made_up())
    assert set(SECTIONS) == {workload.name for workload in WORKLOADS}
    assert all(f"## {workload.title}" in text for workload in WORKLOADS)
    assert all(target.text in text for target in TARGETS)
    assert all(f"figures/{growth.name}.svg" in text for growth in GROWTHS)


def test_a_target_is_reached_or_not() -> None:
    target = next(target for target in TARGETS if target.key == "eager-64-1-float32")
    where = ("digits", "float32", "64 × 1", "typedgrad")
    assert target.measure(Results("", {}, "")) is None
    for ratio, reached in ((1.124, True), (1.126, False)):
        measured = target.measure(Results("", {}, "", [Figure(*where, 1.0, ratio)]))
        assert measured is not None
        assert target.is_reached(measured) is reached


def test_overheads_are_over_numpy() -> None:
    target = next(target for target in TARGETS if target.key == "tape")
    found = [
        Figure("operations", "float32", "x + y", name, seconds, 1.0)
        for name, seconds in ((REFERENCE.name, 4e-7), ("typedgrad", 9e-7))
    ]
    measured = target.measure(Results("", {}, "", found))
    assert measured is not None
    assert measured.value == pytest.approx(0.5)


def test_what_limits_a_target_names_one() -> None:
    keys = [target.key for target in TARGETS]
    assert len(set(keys)) == len(keys)
    assert set(limits()) <= set(keys)


def test_the_quotation_goes_between_the_markers() -> None:
    before = f"a\n{BEGIN}\nold\n{END}\nb\n"
    after = with_quotation(before, made_up())
    assert after == f"a\n{quotation(made_up())}\nb\n"
    assert with_quotation(after, made_up()) == after
    with pytest.raises(ValueError, match="no <!-- benchmarks -->"):
        with_quotation("a\n", made_up())


def test_the_report_is_that_of_the_results() -> None:
    measured = results.load(RESULTS)
    assert PAGE.read_text(encoding="utf-8") == page(measured)
    readme = README.read_text(encoding="utf-8")
    assert readme == with_quotation(readme, measured)
    assert {path.name for path in FIGURES.iterdir()} == {f"{growth.name}.svg" for growth in GROWTHS}


def test_plots_are_the_same_for_the_same_results(tmp_path: Path) -> None:
    plots = pytest.importorskip("benchmarks.plots")
    for name in ("one", "other"):
        plots.save(made_up(), tmp_path / name)
    for growth in GROWTHS:
        one, other = ((tmp_path / name / f"{growth.name}.svg").read_bytes() for name in ("one", "other"))
        assert one == other
