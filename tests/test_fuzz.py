"""The short form of `nox -s fuzz`: damaged files are refused, or load and are saved as the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

import fuzz.property
import fuzz.run_property
from fuzz.__main__ import run
from fuzz.mutations import any_file, file_of
from fuzz.property import loads_equal_or_is_refused
from fuzz.run_mutations import any_run, valid_run
from fuzz.run_property import goes_on_or_is_as_before
from typedgrad.checkpoint import CheckpointError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

    from typedgrad.nn import Module

pytest.importorskip("safetensors")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=any_file)
def test_a_file_is_refused_or_loads_equal(content: bytes, tmp_path: Path) -> None:
    loads_equal_or_is_refused(content, tmp_path / "fuzzed.safetensors")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=any_run)
def test_a_run_goes_on_or_is_as_before(content: bytes, tmp_path: Path) -> None:
    goes_on_or_is_as_before(content, tmp_path / "fuzzed.safetensors")


@pytest.mark.parametrize(
    ("files", "is_right"),
    [(any_file, loads_equal_or_is_refused), (any_run, goes_on_or_is_as_before)],
    ids=["tensors", "runs"],
)
def test_both_outcomes_occur(
    tmp_path: Path, files: SearchStrategy[bytes], is_right: Callable[[bytes, Path], bool]
) -> None:
    outcomes = run(100, tmp_path / "fuzzed.safetensors", files, is_right)
    assert min(outcomes[True], outcomes[False]) > 0


def test_a_refused_file_that_changes_something_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_: Path, model: Module, **__: object) -> int:
        parameter = model.parameters()[0]
        parameter.assign(parameter + 1.0)
        raise CheckpointError(f"{tmp_path / 'fuzzed.safetensors'}: it refuses")

    monkeypatch.setattr(fuzz.run_property, "load_checkpoint", refusing)
    with pytest.raises(AssertionError, match="refused, but has changed the run"):
        goes_on_or_is_as_before(valid_run(0), tmp_path / "fuzzed.safetensors")


def test_a_run_that_is_not_taken_over_whole_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lazy(*_: object, **__: object) -> int:
        return 0

    monkeypatch.setattr(fuzz.run_property, "load_checkpoint", lazy)
    with pytest.raises(AssertionError, match="what is saved is not what was loaded"):
        goes_on_or_is_as_before(valid_run(0), tmp_path / "fuzzed.safetensors")


def test_a_file_that_changes_in_a_round_trip_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fuzzed.safetensors"
    answers: Iterator[dict[str, str]] = iter([{}, {"a": "b"}])

    def changing(_: Path) -> dict[str, str]:
        return next(answers)

    monkeypatch.setattr(fuzz.property, "load_metadata", changing)
    with pytest.raises(AssertionError, match="names or metadata have changed"):
        loads_equal_or_is_refused(file_of("{}", 0), path)
