"""The page on compiled steps: its code is right, its table is refused, and what it says instead works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from helpers import array

from typecheck_cases._checkers import Crash, check_sources
from typedgrad import CompileError, compiled, float64, ones

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyTensor

pytestmark = pytest.mark.checkers

PAGE = (Path(__file__).parents[1] / "docs" / "compiled.md").read_text(encoding="utf-8")
CODE = "".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
RANDOM = "random"


class Row(NamedTuple):
    """A line of the table: what a step returns that is refused, what is said of it, and what is to be written."""

    refused: str
    because: str
    instead: str


ROWS = [Row(*found) for found in re.findall(r"^\| `(.+)` \| `(.+)` \| (.+) \|$", PAGE, re.MULTILINE)]
WRITTEN = [row for row in ROWS if row.instead.startswith("`")]


@pytest.fixture
def names() -> dict[str, Any]:
    """What the page's code defines."""
    defined: dict[str, Any] = {}
    exec(compile(CODE, "compiled.md", "exec"), defined)
    return defined


def step(expression: str, names: dict[str, Any]) -> Callable[[Any], Any]:
    """A function of `x` beside the page's code."""
    made: Callable[[Any], Any] = eval(f"lambda x: {expression.strip('`')}", names)
    return made


def test_both_checkers_accept_the_code() -> None:
    written = "".join(f"reveal_type({row.instead.strip('`')})\n" for row in WRITTEN)
    found = check_sources({"page.py": CODE + written})
    assert not [verdict.output for verdict in found.values() if isinstance(verdict, Crash)]
    assert [verdict.errors for verdict in found.values() if not isinstance(verdict, Crash)] == [(), ()]


def test_there_are_rows() -> None:
    assert len(ROWS) > 10
    assert len(WRITTEN) > 7


@pytest.mark.parametrize("row", ROWS, ids=[row.refused for row in ROWS])
def test_the_refused_is_refused(names: dict[str, Any], row: Row) -> None:
    refused = compiled(step(row.refused, names))
    before = names["optimizer"].lr, names["rng"].bit_generator.state
    with pytest.raises(CompileError, match=re.escape(row.because)):  # the first call, or where a shape differs
        _ = [refused(x) for x in (names["x"], names["x"] * 2.0)]
    assert (names["optimizer"].lr, names["rng"].bit_generator.state) == before


def test_effects_of_python_happen_in_captures_of_which_32_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    def loud(x: AnyTensor) -> AnyTensor:
        print("captured")
        return x * x

    quiet = compiled(loud)
    xs = [ones((n,), float64) * 1e200 for n in range(33)]
    for x in (*xs[:32], *xs[:32], xs[32], xs[1], xs[0]):  # the first is the one that makes place
        assert array(quiet(x)).tolist() == [np.inf] * x.size
    assert capsys.readouterr().out == "captured\n" * 34


@pytest.mark.parametrize("row", WRITTEN, ids=[row.instead for row in WRITTEN])
def test_what_is_to_be_written_instead_is_the_same(names: dict[str, Any], row: Row) -> None:
    eager, instead = step(row.refused, names), compiled(step(row.instead, names))
    for x in (names["x"], names["x"] * 2.0, -names["x"]):
        found, expected = array(instead(x)), array(eager(x).detach())
        assert found.shape == expected.shape
        if RANDOM not in row.refused:
            np.testing.assert_array_equal(found, expected)
