"""Run mypy and pyright, each once over all case files, and read what they say.

They see copies in a temporary directory, line for line as written but for the probes: the blank line after a case
becomes `reveal_type(0)`. The checker's note there proves that it has analysed the case to its end, which a setting that
skips the file, or an expression of type `Never`, would prevent without a word.

The configuration is the repository's. Only pyright's is extended, beside the copies, to allow the bare expressions that
rejected lines are: a comment in each case file could turn off more, and everywhere else the rule stays.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from typing import NotRequired

    from typecheck_cases._cases import CaseFile, Checker

ROOT = Path(__file__).parents[1]
_CONFIGURATION = ROOT / "pyproject.toml"
_COPIES = "probed_cases"
_PROBE = "    reveal_type(0)"


@dataclass(frozen=True)
class Diagnostic:
    """An error or a warning of a checker; lines count from 1, and 0 is the whole file."""

    file: str
    line: int
    code: str
    message: str


@dataclass(frozen=True)
class Verdict:
    """What a checker said: its errors, and its note on each line of a file where it left one."""

    errors: tuple[Diagnostic, ...]
    notes: Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Crash:
    """What a checker printed instead of a verdict."""

    output: str


def run_checkers(files: Sequence[CaseFile]) -> dict[Checker, Verdict | Crash]:
    """Ask both checkers about case files, with their probes."""
    return check_sources({file.name: with_probes(file) for file in files})


def check_sources(sources: Mapping[str, str]) -> dict[Checker, Verdict | Crash]:
    """Ask both checkers at the same time about modules, given by file name and source."""
    with copies_of(sources) as copies, ThreadPoolExecutor() as pool:
        mypy = pool.submit(_run_mypy, sorted(copies.glob("*.py")))
        pyright = pool.submit(_run, _pyright_command(copies))
        return {"mypy": verdict(mypy.result(), read_mypy), "pyright": verdict(pyright.result(), read_pyright)}


@contextmanager
def copies_of(sources: Mapping[str, str]) -> Generator[Path]:
    """Write modules, given by file name and source, into a package of a temporary directory, and give the package."""
    with TemporaryDirectory() as directory:
        copies = Path(directory).resolve() / _COPIES
        copies.mkdir()
        (copies / "__init__.py").touch()  # a package: no file hides a standard module of its name
        for name, source in sources.items():
            (copies / name).write_text(source, encoding="utf-8")
        yield copies


def with_probes(file: CaseFile) -> str:
    """Put a probe into the blank line after each case."""
    lines = [*file.source.split("\n"), ""]
    for case in file.cases:
        lines[case.probe_line - 1] = _PROBE
    return "\n".join(lines) + "\n"


def _run_mypy(paths: Sequence[Path]) -> subprocess.CompletedProcess[str]:
    command = ["mypy", "--strict", "--output", "json", "--config-file", str(_CONFIGURATION)]
    _run([*command, "--package", "typedgrad"])  # from its cache mypy knows less of the package (see `signature_of`)
    return _run([*command, *map(str, paths)])


def _pyright_command(copies: Path) -> list[str]:
    settings = {
        "extends": str(_CONFIGURATION),
        "include": [_COPIES],
        "exclude": [],
        "extraPaths": [str(ROOT)],
        "reportUnusedExpression": "none",
        "reportUnusedCoroutine": "none",
    }
    project = copies.parent / "pyrightconfig.json"
    project.write_text(json.dumps(settings), encoding="utf-8")
    return ["pyright", "--outputjson", "--project", str(project), "--pythonpath", sys.executable]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,  # status 1 means that there are errors, as there should be
    )


def verdict(process: subprocess.CompletedProcess[str], read: Callable[[str], Verdict]) -> Verdict | Crash:
    """Read the output of a checker that has done its work: exit status 0, or 1 and what is wrong, as JSON."""
    if process.returncode == 0 or (process.returncode == 1 and process.stdout):
        try:
            return read(process.stdout)
        except (ValueError, KeyError, TypeError):  # not JSON, or JSON of another form
            pass
    return Crash(f"exit status {process.returncode}\n{process.stdout}{process.stderr}")


class _MypyItem(TypedDict):
    file: str
    line: int
    code: str | None
    message: str
    severity: str


def read_mypy(stdout: str) -> Verdict:
    """Read mypy's JSON, an object a line."""
    items: list[_MypyItem] = [json.loads(line) for line in stdout.splitlines()]
    errors = [
        Diagnostic(file_name(item["file"]), item["line"], item["code"] or "no-rule", item["message"])
        for item in items
        if item["severity"] == "error"
    ]
    notes = {(file_name(item["file"]), item["line"]): item["message"] for item in items if item["severity"] == "note"}
    return Verdict(tuple(errors), notes)


class _Position(TypedDict):
    line: int


class _Range(TypedDict):
    start: _Position


class _PyrightItem(TypedDict):
    file: str
    range: NotRequired[_Range]
    rule: NotRequired[str]
    message: str
    severity: str


class _PyrightOutput(TypedDict):
    generalDiagnostics: list[_PyrightItem]


def read_pyright(stdout: str) -> Verdict:
    """Read pyright's JSON, one object whose lines count from 0. A warning counts as an error."""
    output: _PyrightOutput = json.loads(stdout)
    items = output["generalDiagnostics"]
    errors = [
        Diagnostic(file_name(item["file"]), _line(item), item.get("rule", "no-rule"), item["message"])
        for item in items
        if item["severity"] in {"error", "warning"}
    ]
    notes = {
        (file_name(item["file"]), _line(item)): item["message"] for item in items if item["severity"] == "information"
    }
    return Verdict(tuple(errors), notes)


def _line(item: _PyrightItem) -> int:
    return item["range"]["start"]["line"] + 1 if "range" in item else 0


def file_name(path: str) -> str:
    """Return the name of the case file that `path` is a copy of; another file keeps its path."""
    copy = Path(path)  # perhaps of an earlier run, whose directory mypy's cache remembers
    return copy.name if copy.parent.name == _COPIES else path
