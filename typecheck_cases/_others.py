"""Ask ty and pyrefly about the case files, for information; `_others_report` says where they agree.

They see the same copies as mypy and pyright, under their own default settings.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from typecheck_cases._checkers import ROOT, Crash, Diagnostic, Verdict, copies_of, file_name, verdict, with_probes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from typecheck_cases._cases import CaseFile


# ------------------------------------------------------------------------------------------------- asking a checker
@dataclass(frozen=True)
class Missing:
    """A checker that is not installed."""


Answer: TypeAlias = Verdict | Crash | Missing
"""What became of asking a checker."""


def ask(files: Sequence[CaseFile]) -> dict[str, Answer]:
    """Ask each of the other checkers, by its name with its version."""
    with copies_of({file.name: with_probes(file) for file in files}) as copies:
        return dict(_asked(name, copies) for name in _CHECKERS)


def _asked(name: str, copies: Path) -> tuple[str, Answer]:
    try:
        named = f"{name} {version(name)}"
    except PackageNotFoundError:
        return name, Missing()
    options, read = _CHECKERS[name]
    process = subprocess.run(
        [sys.executable, "-m", name, "check", *options, str(copies)],
        cwd=copies.parent,  # where no settings of anyone are found
        capture_output=True,
        text=True,
        check=False,
    )
    return named, verdict(process, read)


# ------------------------------------------------------------------------------------------- the output of a checker
class _Begin(TypedDict):
    line: int


class _Positions(TypedDict):
    begin: _Begin


class _Location(TypedDict):
    path: str
    positions: _Positions


class _TyItem(TypedDict):
    check_name: str
    description: str
    severity: str
    location: _Location


def read_ty(stdout: str) -> Verdict:
    """Read ty's JSON, in GitLab's format: a list."""
    items: list[_TyItem] = json.loads(stdout)
    return _read(
        (
            item["severity"],
            Diagnostic(
                file_name(item["location"]["path"]),
                item["location"]["positions"]["begin"]["line"],
                item["check_name"],
                item["description"].removeprefix(f"{item['check_name']}: "),
            ),
        )
        for item in items
    )


class _PyreflyItem(TypedDict):
    path: str
    line: int
    name: str
    description: str
    severity: str


class _PyreflyOutput(TypedDict):
    errors: list[_PyreflyItem]


def read_pyrefly(stdout: str) -> Verdict:
    """Read pyrefly's JSON, an object with a list."""
    output: _PyreflyOutput = json.loads(stdout)
    return _read(
        (item["severity"], Diagnostic(file_name(item["path"]), item["line"], item["name"], item["description"]))
        for item in output["errors"]
    )


def _read(items: Iterator[tuple[str, Diagnostic]]) -> Verdict:
    """Part the notes from the rest. A warning counts as an error, as pyright's does."""
    errors: list[Diagnostic] = []
    notes: dict[tuple[str, int], str] = {}
    for severity, found in items:
        if severity == "info":
            notes[found.file, found.line] = found.message
        else:
            errors.append(found)
    return Verdict(tuple(errors), notes)


_CHECKERS: dict[str, tuple[list[str], Callable[[str], Verdict]]] = {
    "ty": (["--output-format=gitlab", f"--python={sys.executable}", f"--extra-search-path={ROOT}"], read_ty),
    "pyrefly": (
        [
            "--output-format=json",
            "--preset=default",  # without settings it takes another, which reports next to nothing
            "--min-severity=warn",
            f"--python-interpreter-path={sys.executable}",
            f"--search-path={ROOT}",
        ],
        read_pyrefly,
    ),
}
