"""Wrong calls of checkpoints, estimators, pictures and `compiled`; and that no public callable is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("safetensors")
pytest.importorskip("sklearn")
pytest.importorskip("matplotlib")

from test_wrong_calls_training import ROWS
from wrong_calls_files import CHECKPOINTS, ESTIMATORS
from wrong_calls_functions import FUNCTIONS, PICTURES
from wrong_calls_probe import assert_refused
from wrong_calls_training import Bench, Wrong

from typedgrad import checkpoint, nn, optim, sklearn, train

if TYPE_CHECKING:
    from pathlib import Path

TABLE: list[Wrong] = [*CHECKPOINTS, *ESTIMATORS, *PICTURES, *FUNCTIONS]
ELSEWHERE = {
    "checkpoint.CheckpointError": "is raised, not called",
    "train.LayerSummary": "a record, which summary makes",
    "train.Summary": "a record, which summary makes",
}
"""Public names that need no row, and why."""


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_wrong_call_says_why_and_changes_nothing(row: Wrong, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    before = bench.state()
    assert_refused(row, bench)
    assert bench.state() == before


def test_no_row_is_there_twice() -> None:
    names = [str(row) for row in TABLE]
    assert len(set(names)) == len(names)


def test_every_public_callable_is_called_wrongly() -> None:
    called = {row.of for row in (*ROWS, *TABLE)}
    packages = {"nn": nn, "optim": optim, "train": train, "checkpoint": checkpoint, "sklearn": sklearn}
    public = {
        f"{package}.{name}"
        for package, module in packages.items()
        for name, value in vars(module).items()
        if not name.startswith("_") and callable(value)
    }
    assert public - called == ELSEWHERE.keys()
