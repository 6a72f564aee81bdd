"""What other checkers say of typecheck_cases is read and counted right. None of them needs to be installed for this."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from subprocess import CompletedProcess
from typing import TYPE_CHECKING

import pytest

from typecheck_cases import _others
from typecheck_cases.__main__ import main
from typecheck_cases._cases import CaseFile, read_case_file
from typecheck_cases._checkers import Crash, Diagnostic, Verdict, verdict
from typecheck_cases._others import Missing, read_pyrefly, read_ty
from typecheck_cases._others_report import elsewhere, judge, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typecheck_cases._others import Answer

pytestmark = pytest.mark.checkers

SOURCE = '''"""The guarantee."""


def helper(x: int) -> int:
    return x


def case(x: int, y: str) -> None:
    assert_type(
        x + x,
        int,
    )
    x + y  # E: mypy[operator] pyright[reportOperatorIssue] "str"
    assert_type(x, int)

'''
HELPER, FIRST, REJECTED, LAST, PROBE = 5, 9, 13, 14, 15


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    (tmp_path / "case_file.py").write_text(SOURCE, encoding="utf-8")
    return read_case_file(tmp_path / "case_file.py")[0]


def said(*lines: int, analysed: bool = True) -> Verdict:
    """A verdict with an error on each of these lines."""
    errors = tuple(Diagnostic("case_file.py", line, "code", f"of {line}\nand more") for line in lines)
    return Verdict(errors, {("case_file.py", PROBE): "a note"} if analysed else {})


# ------------------------------------------------------------------------------------------------------- its output
def ty_item(line: int, severity: str) -> object:
    begin = {"line": line, "column": 1}
    return {
        "check_name": "no-way",
        "description": "no-way: it is not so",
        "severity": severity,
        "location": {"path": "probed_cases/m.py", "positions": {"begin": begin, "end": begin}},
    }


def pyrefly_item(line: int, severity: str) -> object:
    return {
        "path": "probed_cases/m.py",
        "line": line,
        "stop_line": line + 1,
        "name": "no-way",
        "description": "it is not so",
        "severity": severity,
    }


READ = Verdict(
    (Diagnostic("m.py", 3, "no-way", "it is not so"), Diagnostic("m.py", 4, "no-way", "it is not so")),
    {("m.py", 5): "it is not so"},
)


def test_ty_is_read() -> None:
    assert read_ty(json.dumps([ty_item(3, "major"), ty_item(4, "minor"), ty_item(5, "info")])) == READ


def test_pyrefly_is_read() -> None:
    items = [pyrefly_item(3, "error"), pyrefly_item(4, "warn"), pyrefly_item(5, "info")]
    assert read_pyrefly(json.dumps({"errors": items})) == READ


@pytest.mark.parametrize("read", [read_ty, read_pyrefly])
@pytest.mark.parametrize(
    "output", ["", "panicked at", "null", "[1]", '[{"severity": 1}]', '{"errors": [null]}', '{"a": 1}']
)
def test_output_of_another_form_is_a_crash(output: str, read: Callable[[str], Verdict]) -> None:
    assert isinstance(verdict(CompletedProcess("checker", 1, stdout=output, stderr="boom"), read), Crash)


# --------------------------------------------------------------------------------------------------------- counting
def disagreements(file: CaseFile, verdict: Verdict) -> dict[int, str]:
    return {found.line: found.disagreement for found in judge(file, verdict) if found.disagreement is not None}


def test_a_verdict_as_marked_agrees(file: CaseFile) -> None:
    assert disagreements(file, said(REJECTED)) == {}
    assert [found.accepted for found in judge(file, said())] == [True, False, True]


def test_a_missing_error_disagrees(file: CaseFile) -> None:
    assert disagreements(file, said()) == {REJECTED: "nothing said of x + y"}


@pytest.mark.parametrize("line", [FIRST, FIRST + 1, FIRST + 3])
def test_an_error_on_any_line_of_an_accepted_statement_disagrees(file: CaseFile, line: int) -> None:
    assert disagreements(file, said(REJECTED, line)) == {FIRST: f"code: of {line}"}


def test_nothing_agrees_in_a_case_that_was_not_analysed(file: CaseFile) -> None:
    assert disagreements(file, said(REJECTED, analysed=False)).keys() == {FIRST, REJECTED, LAST}


def test_an_error_in_another_file_is_not_of_the_statement(file: CaseFile) -> None:
    other = Verdict((Diagnostic("other.py", REJECTED, "code", "no"),), said().notes)
    assert disagreements(file, other).keys() == {REJECTED}


def test_errors_elsewhere_are_found(file: CaseFile) -> None:
    errors = said(HELPER, FIRST + 1, REJECTED, PROBE).errors
    assert [error.line for error in elsewhere([file], Verdict(errors, {}))] == [HELPER]


# --------------------------------------------------------------------------------------------------------- printing
def test_the_report(file: CaseFile) -> None:
    answers: dict[str, Answer] = {
        "one 1.0": said(LAST, HELPER),
        "two 2.0": said(REJECTED),
        "three 3.0": Crash("exit\nboom"),
        "4": Missing(),
    }
    assert report([file], answers).splitlines() == [
        "Statements that other checkers judge as mypy and pyright do, for information.",
        "",
        "              one 1.0               two 2.0",
        "file          accepted  rejected    accepted  rejected",
        "case_file.py       1/2        0/1        2/2        1/1",
        "all                1/2        0/1        2/2        1/1",
        "",
        "one 1.0 agrees on 50.0 % of the accepted and 0.0 % of the rejected statements",
        "  case_file.py: 2 otherwise",
        "    13: rejected, but nothing said of x + y",
        "    14: accepted, but code: of 14",
        "  elsewhere: case_file.py:5: code: of 5",
        "",
        "two 2.0 agrees on 100.0 % of the accepted and 100.0 % of the rejected statements",
        "",
        "three 3.0: crashed: exit boom",
        "",
        "4: not installed",
    ]


def test_no_answer_at_all_is_said(file: CaseFile) -> None:
    assert report([file], {"ty": Missing()}).splitlines()[-1] == "ty: not installed"


def test_the_session_succeeds_without_the_checkers(
    file: CaseFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def version(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(_others, "version", version)
    assert main(["--others", str(file.path)]) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == ["ty: not installed", "", "pyrefly: not installed"]


def test_a_checker_that_cannot_run_has_crashed(
    file: CaseFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_others, "version", str)
    monkeypatch.setattr(_others, "_CHECKERS", {"no_such_checker": (list[str](), read_ty)})
    assert main(["--others", str(file.path)]) == 0
    (line,) = (
        line
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("no_such_checker no_such_checker: crashed")
    )
    assert "No module named no_such_checker" in line
