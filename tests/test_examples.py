"""The numbered examples run and print what their page says; both checkers say of their lines what they quote."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import cache
from typing import TYPE_CHECKING, Any

import example_lines
import pytest

from typecheck_cases._checkers import Crash, Verdict, check_sources

if TYPE_CHECKING:
    from pathlib import Path

    from typecheck_cases._cases import Checker
    from typecheck_cases._checkers import Diagnostic

PATHS = example_lines.PATHS
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in PATHS}
MISTAKES = [(name, mistake) for name, source in SOURCES.items() for mistake in example_lines.mistakes(source)]
PAGE = example_lines.PAGE.read_text(encoding="utf-8")
CHECKERS: tuple[Checker, ...] = ("mypy", "pyright")

every_example = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
every_mistake = pytest.mark.parametrize(
    ("name", "mistake"), MISTAKES, ids=[f"{name}:{mistake.line}" for name, mistake in MISTAKES]
)
each_checker = pytest.mark.parametrize("checker", CHECKERS)


# ------------------------------------------------------------------------------------------------------ the files
def test_they_are_numbered_without_gaps() -> None:
    assert [path.name[:3] for path in PATHS] == [f"{number:02}_" for number in range(1, 9)]


@every_example
def test_each_has_20_to_100_lines(path: Path) -> None:
    assert 20 <= SOURCES[path.name].count("\n") <= 100


@every_example
def test_none_needs_any(path: Path) -> None:
    assert re.findall(r"\bAny\b|\bcast\b|type: ignore|pyright: ignore", SOURCES[path.name]) == []


@every_example
def test_each_runs_and_prints_what_the_page_says(path: Path) -> None:
    assert example_lines.printed(path) == example_lines.shown(PAGE)[path.name]


def test_the_page_lists_the_files_in_order() -> None:
    listed = re.findall(r"^(?:##|-) \[`?([^\]`]+)`?\]\((\S+)\)", PAGE, re.MULTILINE)
    assert listed == [(name, name) for name in ("digits.ipynb", *SOURCES)]


def test_the_page_of_the_site_lists_the_files_in_order() -> None:
    page = (example_lines.PAGE.parents[1] / "docs" / "examples.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[`([^\]]+)`\]\((\S+)\): ", page, re.MULTILINE)
    assert listed == [(name, f"../examples/{name}") for name in SOURCES]


def test_they_show_mistakes_and_claim_types() -> None:
    shown = {name: len(example_lines.mistakes(source)) for name, source in SOURCES.items()}
    assert min(count for name, count in shown.items() if not name.startswith("08")) >= 1, shown
    assert sum(len(example_lines.claims(source)) for source in SOURCES.values()) >= 30


# --------------------------------------------------------------------------------------------------- the checkers
def module(name: str) -> str:
    """A name for a copy of an example, which as a part of a package cannot begin with a digit."""
    return f"example_{name}"


@cache
def said(checker: Checker) -> dict[tuple[str, int], list[Diagnostic]]:
    """What a checker says of the examples with all their mistakes, by file and line."""
    verdict = verdicts()[checker]
    assert isinstance(verdict, Verdict), verdict
    found: dict[tuple[str, int], list[Diagnostic]] = {}
    for error in verdict.errors:
        found.setdefault((error.file, error.line), []).append(error)
    return found


@cache
def verdicts() -> dict[Checker, Verdict | Crash]:
    return check_sources({module(name): example_lines.checked(source).source for name, source in SOURCES.items()})


@pytest.mark.checkers
@each_checker
@every_mistake
def test_a_checker_says_of_a_mistake_what_is_quoted(
    name: str, mistake: example_lines.Mistake, checker: Checker
) -> None:
    errors = said(checker).get((module(name), mistake.line), [])
    quoted = mistake.words.get(f"{checker} says")
    if quoted is None:
        assert errors == []
    else:
        messages = [" ".join(error.message.split()) for error in errors]
        assert any(quoted in message for message in messages), messages


@pytest.mark.checkers
@each_checker
def test_a_checker_accepts_all_other_lines_and_the_types_that_they_claim(checker: Checker) -> None:
    aside = {(module(name), mistake.line) for name, mistake in MISTAKES}
    aside |= {(module(name), example_lines.checked(source).imports) for name, source in SOURCES.items()}
    others = [str(error) for place, errors in said(checker).items() for error in errors if place not in aside]
    assert others == []


# --------------------------------------------------------------------------------------------------- the run time
@every_mistake
def test_a_mistake_raises_what_is_quoted(name: str, mistake: example_lines.Mistake) -> None:
    before = "\n".join(SOURCES[name].splitlines()[: mistake.line - 1])
    names: dict[str, Any] = {"__name__": "__main__"}  # of any type: the example's own
    with redirect_stdout(io.StringIO()):
        exec(compile(before, name, "exec"), names)
    raised = ""
    try:
        exec(compile(mistake.code, name, "exec"), names)
    except Exception as error:  # whichever it is, is quoted
        raised = f"{type(error).__name__}: {error}"
    quoted = mistake.words.get("it raises")
    assert (quoted or "nothing") in (raised or "nothing")
