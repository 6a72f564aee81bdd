"""Wrong calls of all that trains, saves and draws: each says what is wrong by name, and leaves everything as it was."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import untyped
from wrong_calls_optim import OPTIMIZERS
from wrong_calls_parts import METRICS, PARTS
from wrong_calls_runs import BEGUN, STOPS, TRAINERS
from wrong_calls_schedules import CLIPPING, SCHEDULES
from wrong_calls_training import LOSSES, MODULES, Bench, Wrong

from typedgrad import Parameter, as_tensor, backprop, float32
from typedgrad.capture import recorder
from typedgrad.nan import _looked
from typedgrad.nn import mse
from typedgrad.optim import SGD
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from pathlib import Path

TABLE: list[Wrong] = [*MODULES, *LOSSES, *OPTIMIZERS, *SCHEDULES, *CLIPPING, *TRAINERS, *PARTS, *METRICS]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_wrong_call_says_why_and_changes_nothing(row: Wrong, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    before = bench.state()
    _assert_refused(row, bench)
    assert bench.state() == before


@pytest.mark.parametrize("row", BEGUN, ids=str)
def test_a_step_that_is_broken_off_changes_nothing_but_gradients(row: Wrong, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    before = bench.state(gradients=False)
    _assert_refused(row, bench)
    assert bench.state(gradients=False) == before


@pytest.mark.parametrize("row", STOPS, ids=str)
def test_an_epoch_whose_callback_is_wrong_is_done(row: Wrong, tmp_path: Path) -> None:
    bench, twin = Bench(tmp_path), Bench(tmp_path)
    twin.trainer().fit(twin.batches, twin.batches, epochs=1)
    _assert_refused(row, bench)
    assert bench.state() == twin.state()


def _assert_refused(row: Wrong, bench: Bench) -> None:
    """By the error that the row says; and the library works as before."""
    errors, filters = np.geterr(), list(warnings.filters)
    with pytest.raises(row.error) as raised:
        row.call(bench)
    assert type(raised.value) is row.error
    assert row.message in str(raised.value)
    assert (np.geterr(), list(warnings.filters)) == (errors, filters)
    assert is_recording()
    assert recorder() is None
    assert not any(_looked())
    _assert_a_step_has_its_bits()


def _assert_a_step_has_its_bits() -> None:
    """All numbers are sums of few powers of two, which are exact."""
    w = Parameter(as_tensor([1.0, 2.0], float32, (2,)))
    optimizer = SGD([w], lr=0.25, momentum=0.5)
    for expected in ([0.75, 1.5], [0.4375, 0.875]):
        optimizer.zero_grad()
        loss = mse(w * 1.0, as_tensor([0.0, 0.0], float32, (2,)))
        backprop(loss)
        optimizer.step()
        assert untyped(w).numpy().tolist() == expected


def test_no_row_is_there_twice() -> None:
    names = [str(row) for row in (*TABLE, *BEGUN, *STOPS)]
    assert len(set(names)) == len(names)
