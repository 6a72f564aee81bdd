"""The README's code runs and type-checks, and the checkers' words in it are theirs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from typedgrad import DTypeError, ShapeError

if TYPE_CHECKING:
    from typing import Any

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
MODEL, GRADIENT, SECOND, TRAINING, SKLEARN, CHECKED, DATA, WRONG, GENERIC = (
    code for language, code in BLOCKS if language == "python"
)
PRINTED, MYPY_SAYS, PYRIGHT_SAYS = (text.splitlines() for language, text in BLOCKS if language == "text")
RIGHT = MODEL + GRADIENT + SECOND + TRAINING + SKLEARN + CHECKED + DATA + GENERIC
WRONG_LINES = [line for line in WRONG.splitlines()[1:] if line]


def test_the_code_runs_and_prints_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # a checkpoint is written
    exec(compile(RIGHT, "README.md", "exec", dont_inherit=True), {"__name__": "readme"})
    assert capsys.readouterr().out.splitlines() == PRINTED
    assert [path.name for path in tmp_path.iterdir()] == ["digits.safetensors"]


def test_the_two_commands_are_there() -> None:
    commands = re.findall(r"^ {4}(\S.*)$", TEXT.partition("## ")[0], re.MULTILINE)
    assert commands == [
        "pip install '.[digits]' && python -m typedgrad.digits",
        "pip install nox && nox -s tests typecheck",
    ]


@pytest.mark.parametrize("line", WRONG_LINES)
def test_each_wrong_line_raises(line: str) -> None:
    names: dict[str, Any] = {}
    exec(compile(MODEL + WRONG.splitlines()[0], "README.md", "exec"), names)
    with pytest.raises((ShapeError, DTypeError)):
        exec(compile(line, "README.md", "exec"), names)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of the README's code, the wrong lines last."""
    path = tmp_path_factory.mktemp("readme") / "readme.py"
    path.write_text(RIGHT + WRONG, encoding="utf-8")
    return path


def checker(*command: str) -> str:
    """What a checker prints."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


@pytest.mark.checkers
def test_mypy_says_what_the_readme_says(script: Path) -> None:
    lines = checker("mypy", "--output", "json", str(script)).splitlines()
    errors = [item for item in map(json.loads, lines) if item["severity"] == "error"]
    assert [f"{error['message']}  [{error['code']}]" for error in errors] == MYPY_SAYS


@pytest.mark.checkers
def test_pyright_says_what_the_readme_says(script: Path) -> None:
    diagnostics = json.loads(checker("pyright", "--outputjson", "--pythonpath", sys.executable, str(script)))[
        "generalDiagnostics"
    ]
    aside = {"reportUnusedExpression", "reportUnknownMemberType"}  # said of the same lines, and of any bare expression
    errors = [item["message"].splitlines()[0] for item in diagnostics if item.get("rule") not in aside]
    assert errors == PYRIGHT_SAYS
