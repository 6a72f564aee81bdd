"""What mypy and pyright print is read right, and what they print instead when they crash is a crash."""

from __future__ import annotations

import json
from subprocess import CompletedProcess
from typing import TYPE_CHECKING

import pytest

from typecheck_cases._checkers import Crash, Diagnostic, Verdict, read_mypy, read_pyright, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.checkers


@pytest.mark.parametrize("status", [2, 3, -11])
def test_an_exit_status_above_1_is_a_crash(status: int) -> None:
    process = CompletedProcess("mypy", status, stdout="", stderr="boom")
    assert verdict(process, read_mypy) == Crash(f"exit status {status}\nboom")


@pytest.mark.parametrize("read", [read_mypy, read_pyright])
@pytest.mark.parametrize("output", ["Traceback", "{}", "null", "[1]"])
def test_output_of_another_form_is_a_crash(output: str, read: Callable[[str], Verdict]) -> None:
    assert isinstance(verdict(CompletedProcess("checker", 1, stdout=output, stderr=""), read), Crash)


def test_no_output_of_pyright_is_a_crash() -> None:
    assert isinstance(verdict(CompletedProcess("pyright", 0, stdout="", stderr=""), read_pyright), Crash)


def test_errors_of_mypy_that_are_not_in_its_output_are_a_crash() -> None:
    process = CompletedProcess("mypy", 1, stdout="", stderr="No module named mypy")
    assert verdict(process, read_mypy) == Crash("exit status 1\nNo module named mypy")


def test_mypy_is_read() -> None:
    items = [
        {"file": "copies/probed_cases/m.py", "line": line, "message": "no", "code": "misc", "severity": severity}
        for line, severity in [(7, "error"), (8, "note")]
    ]
    read = read_mypy("\n".join(map(json.dumps, items)))
    assert read == Verdict((Diagnostic("m.py", 7, "misc", "no"),), {("m.py", 8): "no"})


def test_pyright_is_read_with_lines_from_0_and_warnings_as_errors() -> None:
    items = [
        {"file": "copies/probed_cases/m.py", "range": {"start": {"line": line}}, "message": "no", "severity": severity}
        for line, severity in [(6, "error"), (7, "warning"), (8, "information")]
    ]
    read = read_pyright(json.dumps({"generalDiagnostics": items}))
    errors = (Diagnostic("m.py", 7, "no-rule", "no"), Diagnostic("m.py", 8, "no-rule", "no"))
    assert read == Verdict(errors, {("m.py", 9): "no"})
