"""The short form of `nox -s fuzz`: damaged files are refused, or load and are saved as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

import fuzz.property
from fuzz.__main__ import run
from fuzz.mutations import any_file, file_of
from fuzz.property import loads_equal_or_is_refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("safetensors")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=any_file)
def test_a_file_is_refused_or_loads_equal(content: bytes, tmp_path: Path) -> None:
    loads_equal_or_is_refused(content, tmp_path / "fuzzed.safetensors")


def test_both_outcomes_occur(tmp_path: Path) -> None:
    outcomes = run(60, tmp_path / "fuzzed.safetensors")
    assert min(outcomes[True], outcomes[False]) > 5


def test_a_file_that_changes_in_a_round_trip_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fuzzed.safetensors"
    answers: Iterator[dict[str, str]] = iter([{}, {"a": "b"}])

    def changing(_: Path) -> dict[str, str]:
        return next(answers)

    monkeypatch.setattr(fuzz.property, "load_metadata", changing)
    with pytest.raises(AssertionError, match="names or metadata have changed"):
        loads_equal_or_is_refused(file_of("{}", 0), path)
