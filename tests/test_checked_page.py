"""The page on checked calls: its code is right, and its table of errors is what the calls raise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import typedgrad
from typecheck_cases._checkers import Crash, check_sources

PAGE = (Path(__file__).parents[1] / "docs" / "checked.md").read_text(encoding="utf-8")
CODE = "".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
ROWS: list[tuple[str, str, str]] = re.findall(r"^\| `(.+)` \| (\w+Error): `(.+)` \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What the page's code defines."""
    defined: dict[str, Any] = {"__name__": "page"}
    exec(compile(CODE, "checked.md", "exec", dont_inherit=True), defined)
    return defined


@pytest.mark.checkers
def test_both_checkers_accept_the_code() -> None:
    calls = "".join(f"reveal_type({call})\n" for call, _, _ in ROWS)
    found = check_sources({"page.py": CODE + calls})
    assert not [verdict.output for verdict in found.values() if isinstance(verdict, Crash)]
    assert [verdict.errors for verdict in found.values() if not isinstance(verdict, Crash)] == [(), ()]


def test_the_code_runs(names: dict[str, Any]) -> None:
    assert names["sizes"] == [4, 4, 2]


@pytest.mark.parametrize(("call", "kind", "message"), ROWS, ids=[row[0] for row in ROWS])
def test_each_error_of_the_table_is_raised(names: dict[str, Any], call: str, kind: str, message: str) -> None:
    with pytest.raises(getattr(typedgrad, kind)) as caught:
        eval(call, names)
    assert str(caught.value) == message


def test_there_are_rows() -> None:
    assert len(ROWS) == 6
