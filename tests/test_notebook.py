"""The notebook runs in a new kernel and prints what is committed; its cells are what both checkers accept."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

pytest.importorskip("nbformat")
import notebook

from typecheck_cases._checkers import Verdict, check_sources

TEXT = notebook.PATH.read_text(encoding="utf-8")
NOTEBOOK = notebook.read()
CELLS = notebook.cells(NOTEBOOK)
PRINTED = {cell.code.splitlines()[0]: cell.printed for cell in CELLS}


# --------------------------------------------------------------------------------------------- what is committed
def test_it_was_run_from_the_first_cell_to_the_last() -> None:
    counts = [cell.execution_count for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(CELLS) + 1))


def test_no_cell_complained() -> None:
    assert [cell.complaint for cell in CELLS if cell.complaint] == []


def test_it_is_small() -> None:
    assert len(TEXT) < 500_000


def test_it_names_no_place_and_no_colour_of_a_machine() -> None:
    printed = "".join(PRINTED.values())
    assert re.findall(r"/\w+/|\\\\|[A-Z]:\\|\x1b", printed) == []


def test_it_has_images() -> None:
    assert sum(cell.printed.count("<image>") for cell in CELLS) >= 4


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_a_checker_says_something_of_every_wrong_line(checker: str) -> None:
    wrong = {int(line.split()[0]) for line in PRINTED['WRONG = """'].splitlines()}
    said = next(cell.printed for cell in CELLS if f'ask("{checker}")' in cell.code)
    assert {int(line) for line in re.findall(r"^ *wrong\.py:(\d+):.*error", said, re.MULTILINE)} == wrong


# ------------------------------------------------------------------------------------------------------ its cells
@pytest.mark.checkers
def test_both_checkers_accept_the_cells() -> None:
    # matplotlib's own stubs leave **kwargs without a type
    code = "# pyright: reportUnknownMemberType=false\n" + "\n\n".join(cell.code for cell in CELLS)
    probe = "\n\nreveal_type(0)\n"  # its note proves that the checker has come to the end
    for verdict in check_sources({"notebook.py": code + probe}).values():
        assert isinstance(verdict, Verdict)
        assert (verdict.errors, len(verdict.notes)) == ((), 1)


@pytest.mark.checkers  # the notebook runs them
def test_it_prints_in_a_new_kernel_what_is_committed() -> None:
    pytest.importorskip("nbclient")
    process = subprocess.run(
        [sys.executable, notebook.__file__], cwd=notebook.ROOT, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
