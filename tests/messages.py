"""The page of messages, `docs/messages.md`: its code, and what the checkers and the run time say of it.

    python tests/messages.py

writes their words of today into the page.

A section is a heading, the wrong code, the words in `text` blocks after `mypy:`, `pyright:` and, where the code raises,
`At run time:`, then prose and the code that was meant. Words are cut after five lines.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "messages.md"
_LONGEST = 5
_BLOCK = re.compile(r"```(\w+)\n(.*?)```\n", re.DOTALL)
# Said of the same lines, or of any bare expression.
_ASIDE = {"reportUnusedExpression", "reportUnknownMemberType", "reportUnknownVariableType", "reportUnknownArgumentType"}


class Section(NamedTuple):
    """A mistake: its heading, the wrong code, the words on the page by who says them, the code that was meant."""

    title: str
    wrong: str
    words: dict[str, str]
    meant: str


def read(page: str) -> tuple[str, list[Section]]:
    """The code that all sections follow, and the sections."""
    opening, *parts = re.split(r"^### ", page, flags=re.MULTILINE)
    (_, setup), *_ = _BLOCK.findall(opening)
    sections: list[Section] = []
    for part in parts:
        wrong, meant = (code for language, code in _BLOCK.findall(part) if language == "python")
        words = dict(re.findall(r"^(mypy|pyright|At run time):\n\n```text\n(.*?)```$", part, re.DOTALL | re.MULTILINE))
        sections.append(Section(part.splitlines()[0], wrong, words, meant))
    return setup, sections


def written(page: str, said: Iterable[Mapping[str, str]]) -> str:
    """The page with these words, section by section, in place of those that it has."""
    opening, *parts = re.split(r"^(?=### )", page, flags=re.MULTILINE)
    for i, words in enumerate(said):
        part = re.sub(
            r"^(mypy|pyright|At run time):\n\n```text\n.*?```\n\n", "", parts[i], flags=re.DOTALL | re.MULTILINE
        )
        (wrong, *_) = _BLOCK.finditer(part)
        shown = "".join(f"\n{who}:\n\n```text\n{text}```\n" for who, text in words.items())
        parts[i] = part[: wrong.end()] + shown + part[wrong.end() :]
    return opening + "".join(parts)


def said(setup: str, sections: list[Section]) -> list[dict[str, str]]:
    """What is said of the wrong code of each section, by who says it."""
    source, lines = setup, list[range]()
    for section in sections:
        first = source.count("\n") + 3
        source += f"\n\n{section.wrong}"
        lines.append(range(first, source.count("\n") + 1))
    found: list[dict[str, str]] = [{} for _ in sections]
    for who, messages in (("mypy", _mypy(source)), ("pyright", _pyright(source))):
        for words, section_lines in zip(found, lines, strict=True):
            if text := [message for line, message in messages if line in section_lines]:
                words[who] = "".join(map(_cut, text))
    for words, section in zip(found, sections, strict=True):
        if error := raised(setup, section.wrong):
            words["At run time"] = _cut(error)
    return found


def _cut(text: str) -> str:
    lines = text.splitlines()
    kept = lines if len(lines) <= _LONGEST else [*lines[: _LONGEST - 1], "..."]
    return "".join(f"{line}\n" for line in kept)


def raised(setup: str, code: str) -> str | None:
    """The exception of the code after the setup, as Python prints it."""
    names: dict[str, object] = {}
    exec(compile(setup, "setup", "exec"), names)
    try:
        exec(compile(code, PAGE.name, "exec"), names)
    except Exception as error:  # whichever it is, is said on the page
        return f"{type(error).__name__}: {error}"
    return None


# ----------------------------------------------------------------------------------------------------- the checkers
class _MypyError(TypedDict):
    line: int
    message: str
    hint: str | None
    code: str
    severity: str


class _PyrightError(TypedDict):
    message: str
    rule: str
    range: dict[str, dict[str, int]]


class _PyrightReport(TypedDict):
    generalDiagnostics: list[_PyrightError]


def _checked(source: str, *command: str) -> str:
    """What a checker prints of the source."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "messages.py"
        path.write_text(source, encoding="utf-8")
        process = subprocess.run(
            [sys.executable, "-m", *command, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
        )
    if process.returncode not in {0, 1}:  # 1 is that there are errors
        raise RuntimeError(f"{command[0]}: {process.stdout}{process.stderr}")
    return process.stdout


def _mypy(source: str) -> list[tuple[int, str]]:
    # Without a cache, which forgets of some functions how they were defined, and words their messages differently.
    output = _checked(source, "mypy", "--cache-dir", os.devnull, "--output", "json")
    errors = [cast("_MypyError", json.loads(line)) for line in output.splitlines() if line]  # of no type
    return [
        (error["line"], f"{error['message']}  [{error['code']}]\n{error['hint'] or ''}")
        for error in errors
        if error["severity"] == "error"
    ]


def _pyright(source: str) -> list[tuple[int, str]]:
    report = cast("_PyrightReport", json.loads(_checked(source, "pyright", "--outputjson")))  # JSON is of no type
    return [
        (error["range"]["start"]["line"] + 1, error["message"].replace("\xa0", " "))
        for error in report["generalDiagnostics"]
        if error["rule"] not in _ASIDE
    ]


def errors_of_the_meant(setup: str, sections: list[Section]) -> list[str]:
    """What is said of the code that was meant, all of it after the setup: nothing, if the page is right."""
    source = "\n\n".join([setup, *(section.meant for section in sections)])
    return [message for _, message in [*_mypy(source), *_pyright(source)]]


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(written(text, said(*read(text))), encoding="utf-8")
