"""Wrong calls of all that trains, saves and draws: each says what is wrong by name, and leaves everything as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wrong_calls_optim import OPTIMIZERS
from wrong_calls_parts import METRICS, PARTS
from wrong_calls_probe import assert_refused
from wrong_calls_runs import BEGUN, STOPS, TRAINERS
from wrong_calls_schedules import CLIPPING, SCHEDULES
from wrong_calls_training import LOSSES, MODULES, Bench, Wrong

if TYPE_CHECKING:
    from pathlib import Path

TABLE: list[Wrong] = [*MODULES, *LOSSES, *OPTIMIZERS, *SCHEDULES, *CLIPPING, *TRAINERS, *PARTS, *METRICS]
ROWS: list[Wrong] = [*TABLE, *BEGUN, *STOPS]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_wrong_call_says_why_and_changes_nothing(row: Wrong, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    before = bench.state()
    assert_refused(row, bench)
    assert bench.state() == before


@pytest.mark.parametrize("row", BEGUN, ids=str)
def test_a_step_that_is_broken_off_changes_nothing_but_gradients(row: Wrong, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    before = bench.state(gradients=False)
    assert_refused(row, bench)
    assert bench.state(gradients=False) == before


@pytest.mark.parametrize("row", STOPS, ids=str)
def test_an_epoch_whose_callback_is_wrong_is_done(row: Wrong, tmp_path: Path) -> None:
    bench, twin = Bench(tmp_path), Bench(tmp_path)
    twin.trainer().fit(twin.batches, twin.batches, epochs=1)
    assert_refused(row, bench)
    assert bench.state() == twin.state()


def test_no_row_is_there_twice() -> None:
    names = [str(row) for row in ROWS]
    assert len(set(names)) == len(names)
