"""The page on types: its code is right, and its table of sizes is what both checkers see."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from typecheck_cases._checkers import Crash, check_sources

if TYPE_CHECKING:
    from typecheck_cases._cases import Checker
    from typecheck_cases._checkers import Verdict

pytestmark = pytest.mark.checkers

PAGE = (Path(__file__).parents[1] / "docs" / "types.md").read_text(encoding="utf-8")
SETUP, GENERIC = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
MODULE = "page.py"


class Row(NamedTuple):
    """A line of the table: an expression, and its dimensions as mypy and as pyright see them."""

    expression: str
    mypy: str
    pyright: str


ROWS = [Row(*found) for found in re.findall(r"^\| `(.+)` \| `(.+)` \| `(.+)` \|$", PAGE, re.MULTILINE)]
SOURCE = f"{SETUP}\n{GENERIC}\n" + "".join(f"reveal_type({row.expression})\n" for row in ROWS)
FIRST_ROW = SOURCE.count("\n") - len(ROWS) + 1


@pytest.fixture(scope="module")
def verdicts() -> dict[Checker, Verdict]:
    found = check_sources({MODULE: SOURCE})
    return {checker: verdict for checker, verdict in found.items() if not isinstance(verdict, Crash)}


def dimensions(revealed: str) -> str:
    """The dimensions of a tensor or a layer in a checker's note."""
    plain = re.sub(r"Literal\[\d+\]\?", "int", revealed)  # a value that mypy remembers, of type int
    plain = re.sub(r"\b(?:\w+\.)+|Literal\[(\d+)\]", r"\1", plain)
    match = re.fullmatch(r'.* is "(?:Tensor\[float32, tuple\[(.*)\]\]|Linear\[(.*), float32\])"', plain)
    assert match, revealed
    return match[1] or match[2]


def test_there_are_rows() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", range(len(ROWS)), ids=[row.expression for row in ROWS])
def test_the_dimensions_are_those_that_the_checkers_see(verdicts: dict[Checker, Verdict], row: int) -> None:
    seen = {checker: dimensions(verdict.notes[MODULE, FIRST_ROW + row]) for checker, verdict in verdicts.items()}
    assert seen == {"mypy": ROWS[row].mypy, "pyright": ROWS[row].pyright}


def test_neither_checker_finds_an_error(verdicts: dict[Checker, Verdict]) -> None:
    assert {checker: verdict.errors for checker, verdict in verdicts.items()} == {"mypy": (), "pyright": ()}


@pytest.mark.parametrize("row", ROWS, ids=[row.expression for row in ROWS])
def test_the_code_runs(row: Row) -> None:
    exec(compile(f"{SETUP}\n{GENERIC}\n{row.expression}", "types.md", "exec"), {})
