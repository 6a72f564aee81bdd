"""What a project sees that uses the estimators and has no stubs of scikit-learn: the same types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkers

ROOT = Path(__file__).parents[1]
PROGRAM = """\
from typing import Any, assert_type

import numpy as np

from typedgrad import float32, int64
from typedgrad.sklearn import TypedClassifier, TypedRegressor

x, y = np.zeros((10, 3)), np.zeros(10, np.int64)
model = TypedClassifier(hidden_layer_sizes=(40, 20), dtype=float32)
assert_type(model.fit(x, y), TypedClassifier)
assert_type(model.fit(x, y).predict(x), np.ndarray[tuple[int], np.dtype[Any]])
assert_type(model.set_params(alpha=0.1).score(x, y), float)
assert_type(model.set_fit_request(sample_weight=True), TypedClassifier)
assert_type(TypedRegressor().fit(x, y), TypedRegressor)
TypedClassifier(hidden_layers=3)  # wrong
TypedClassifier(optimizer="lbfgs")  # wrong
TypedClassifier(dtype=int64)  # wrong
model.set_params(activation="sin")  # wrong
model.coefs_  # wrong
"""
WRONG = [number for number, line in enumerate(PROGRAM.splitlines(), 1) if line.endswith("# wrong")]


def checked(folder: Path, *command: str) -> str:
    """What a checker prints of the program, outside of this checkout and its stubs."""
    path = folder / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", *command, path.name],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.mark.checkers
def test_mypy_knows_the_types(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    lines = checked(tmp_path, "mypy", "--strict", "--output", "json").splitlines()
    assert [item["line"] for item in map(json.loads, lines) if item["severity"] == "error"] == WRONG


@pytest.mark.checkers
def test_pyright_knows_the_types(tmp_path: Path) -> None:
    pytest.importorskip("pyright")
    diagnostics = json.loads(checked(tmp_path, "pyright", "--outputjson"))["generalDiagnostics"]
    found = {item["range"]["start"]["line"] + 1 for item in diagnostics if item["severity"] == "error"}
    assert sorted(found) == WRONG
