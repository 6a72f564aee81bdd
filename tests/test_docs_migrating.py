"""The tables of the page for those who come from PyTorch and NumPy: each cell runs, and a row has one value."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from docs_pages import read

from typecheck_cases._checkers import Crash, check_sources
from typedgrad.tensor.base import is_tensor

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "docs/migrating.md"
(SETUP,) = (block.code for block in read(NAME))
BY_SHAPE = {"Modules and losses", "Chance and data"}
"""Sections where the numbers are drawn, and only shapes can be compared."""


class Row(NamedTuple):
    """A line of a table: code of each library, "" where there is none."""

    torch: str
    numpy: str
    ours: str


def sections() -> dict[str, list[Row]]:
    """The tables by the headings above them."""
    found: dict[str, list[Row]] = {}
    text = (Path(__file__).parents[1] / NAME).read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("| ")]
        if rows:
            cells = [[cell.strip() for cell in row] for row in rows[2:]]
            assert {len(row) for row in cells} == {4}, part.splitlines()[0]
            found[part.splitlines()[0]] = [Row(*(_code(cell) for cell in row[:3])) for row in cells]
    return found


def _code(cell: str) -> str:
    assert cell == "-" or re.fullmatch("`[^`]+`", cell), cell
    return cell.strip("`") if cell != "-" else ""


SECTIONS = sections()


def ours() -> dict[str, Any]:
    """The names that the cells of typedgrad use."""
    names: dict[str, Any] = {}
    exec(compile(SETUP, NAME, "exec"), names)
    return names


def in_library(convert: Callable[[Any], Any], **modules: Any) -> dict[str, Any]:
    """The same names, with another library's arrays in place of tensors."""
    return {
        **{name: convert(value) if is_tensor(value) else value for name, value in ours().items()},
        **modules,
        "f": _f,
        "g": _g,
    }


def _f(t: Any) -> Any:  # the page's, of any library
    return (t * t * t).sum()


def _g(t: Any) -> Any:  # as above
    return t * t


def values(cells: list[str], names: dict[str, Any]) -> list[object]:
    """What each cell gives, None for statements; one after the other in one namespace."""
    return [_value(cell, names) if cell else None for cell in cells]


def _value(cell: str, names: dict[str, Any]) -> object:
    try:
        code = compile(cell, NAME, "eval")
    except SyntaxError:
        exec(compile(cell, NAME, "exec"), names)
        return None
    return eval(code, names)


def compare(section: str, rows: list[Row], theirs: list[object], mine: list[object]) -> None:
    """Hold the values to each other, where both are numbers."""
    for row, their, own in zip(rows, theirs, mine, strict=True):
        if _is_number(their) and _is_number(own):
            their_array, own_array = _array(their), _array(own)
            assert their_array.shape == own_array.shape, row
            if section not in BY_SHAPE or "F." in row.torch:
                np.testing.assert_allclose(own_array, their_array, rtol=1e-6, atol=1e-9, err_msg=str(row))


def _is_number(value: object) -> bool:
    return isinstance(value, (bool, int, float, list, tuple, np.ndarray, np.generic)) or hasattr(value, "__dlpack__")


def _array(value: Any) -> Any:  # of any library
    return np.asarray(value.detach().numpy() if hasattr(value, "detach") else value)


# -------------------------------------------------------------------------------------------------------- the tests
def test_the_tables_are_there() -> None:
    assert len(SECTIONS) == 11
    assert sum(map(len, SECTIONS.values())) > 140


@pytest.mark.parametrize("section", SECTIONS)
def test_our_column_runs(section: str) -> None:
    assert all(row.ours for row in SECTIONS[section])
    values([row.ours for row in SECTIONS[section]], ours())


@pytest.mark.parametrize("section", SECTIONS)
def test_numpy_gives_the_same(section: str) -> None:
    rows = [row for row in SECTIONS[section] if row.numpy]
    numpy = in_library(lambda x: x.numpy().copy())
    compare(section, rows, values([row.numpy for row in rows], numpy), values([row.ours for row in rows], ours()))


@pytest.mark.filterwarnings("ignore:`torch.jit:DeprecationWarning")  # of PyTorch's own doing
@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is in the group oracle; `nox -s oracle` runs it")
@pytest.mark.parametrize("section", SECTIONS)
def test_pytorch_gives_the_same(section: str) -> None:
    torch: Any = import_module("torch")  # of the oracle's environment only, where no checker looks
    rows = [row for row in SECTIONS[section] if row.torch]
    names = in_library(lambda x: torch.tensor(x.numpy()), torch=torch, F=torch.nn.functional)
    compare(section, rows, values([row.torch for row in rows], names), values([row.ours for row in rows], ours()))


@pytest.mark.checkers
def test_both_checkers_accept_our_column() -> None:
    lines = [f"# {section}\n" + "\n".join(row.ours for row in rows) for section, rows in SECTIONS.items()]
    functions = [
        f"def section_{number}() -> None:\n" + "".join(f"    {line}\n" for line in text.splitlines())
        for number, text in enumerate(lines)
    ]
    found = check_sources({"page.py": SETUP + "\n\n".join(functions) + "reveal_type(0)\n"})  # never without a word
    assert not [verdict.output for verdict in found.values() if isinstance(verdict, Crash)]
    aside = {"reportUnusedExpression", "reportUnusedVariable"}
    errors = [error for verdict in found.values() if not isinstance(verdict, Crash) for error in verdict.errors]
    assert [error for error in errors if error.code not in aside] == []
