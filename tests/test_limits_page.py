"""The page on limits: what it says to write is accepted, what it says is rejected is so, and both have one value."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from helpers import array

from typecheck_cases._checkers import Crash, check_sources

if TYPE_CHECKING:
    from typecheck_cases._cases import Checker
    from typecheck_cases._checkers import Verdict

pytestmark = pytest.mark.checkers

PAGE = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
SETUP, *BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
ACCEPTED = SETUP + "".join(BLOCKS)


class Row(NamedTuple):
    """A line of the page: what to write, and beside it the call that the checkers reject, or the type."""

    written: str
    beside: str


ROWS = [Row(*found) for found in re.findall(r"^(.+)  # not (.+)$", "".join(BLOCKS), re.MULTILINE)]
TYPED = [Row(*found) for found in re.findall(r"^(.+)  # (Tensor\[.+)$", "".join(BLOCKS), re.MULTILINE)]
FIRST_REJECTED = SETUP.count("\n") + 1
MODULES = {
    "accepted.py": ACCEPTED + "".join(f"reveal_type({row.written})\n" for row in TYPED),
    "rejected.py": SETUP + "".join(f"reveal_type({row.beside})\n" for row in ROWS),
}


@pytest.fixture(scope="module")
def verdicts() -> dict[Checker, Verdict]:
    found = check_sources(MODULES)
    assert not [verdict.output for verdict in found.values() if isinstance(verdict, Crash)]
    return {checker: verdict for checker, verdict in found.items() if not isinstance(verdict, Crash)}


def test_both_checkers_accept_what_is_to_be_written(verdicts: dict[Checker, Verdict]) -> None:
    errors = [error for verdict in verdicts.values() for error in verdict.errors if error.file == "accepted.py"]
    assert errors == []


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row.beside for row in ROWS])
def test_both_checkers_reject_the_other(verdicts: dict[Checker, Verdict], number: int) -> None:
    line = FIRST_REJECTED + number
    for verdict in verdicts.values():
        assert any((error.file, error.line) == ("rejected.py", line) for error in verdict.errors)


@pytest.mark.parametrize("number", range(len(TYPED)), ids=[row.written for row in TYPED])
def test_the_types_are_those_that_the_checkers_see(verdicts: dict[Checker, Verdict], number: int) -> None:
    for verdict in verdicts.values():
        revealed = verdict.notes["accepted.py", ACCEPTED.count("\n") + 1 + number]
        plain = re.sub(r"\b(?:\w+\.)+", "", re.sub(r"Literal\[\d+\]\?", "int", revealed))
        assert f'"{TYPED[number].beside}"' in plain


@pytest.mark.parametrize("row", ROWS, ids=[row.beside for row in ROWS])
def test_both_have_one_value(row: Row) -> None:
    names: dict[str, Any] = {}
    exec(compile(SETUP, "limits.md", "exec"), names)
    written, other = (array(eval(expression, names)) for expression in row)
    assert written.shape == other.shape
    np.testing.assert_array_equal(written, other)


def test_the_code_runs() -> None:
    exec(compile(ACCEPTED, "limits.md", "exec"), {})
