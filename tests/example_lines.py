"""The numbered examples: the mistakes that they show, the types that they claim, and what they print.

    python tests/example_lines.py

writes what they print today into `examples/README.md`.

A mistake is a line that is commented out, with what is said of it below. Words may go on in further lines:

    # celsius + exact
    #     mypy says: Unsupported operand types for +
    #     pyright says: Operator "+" not supported
    #     it raises: DTypeError: add

A type is claimed in a comment behind an assignment: `column = images.mean(-1)  # Tensor[float32, tuple[Batch]]`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DIRECTORY = ROOT / "examples"
PAGE = DIRECTORY / "README.md"
PATHS = sorted(DIRECTORY.glob("[0-9]*.py"))

_SAYS = re.compile(r"#     (mypy says|pyright says|it raises): (.*)")
_GOES_ON = re.compile(r"#         (.*)")
_CLAIM = re.compile(r"(\s*(\w+) = .*?)  # ((?:Tensor|Parameter|Linear|Layer)\[.*\])")
# The names that claims use, on the line of the first import, so that all others stay where they are.
_NAMES = (
    "; from typing import Literal, assert_type; from typedgrad import One, Plus, Tensor, Times, int64"
    "; from typedgrad.nn import Layer, Linear"
)
_SECTION = re.compile(r"(^## \[(\w+\.py)\].*?```text\n)(.*?)(^```\n)", re.DOTALL | re.MULTILINE)


class Mistake(NamedTuple):
    """A line that is commented out: where (from 1), its code, and the words by who says them."""

    line: int
    code: str
    words: dict[str, str]


class Checked(NamedTuple):
    """An example with its mistakes made and its claims asserted, and the line of helping imports."""

    source: str
    imports: int


def mistakes(source: str) -> list[Mistake]:
    """The mistakes that an example shows, in order."""
    found: list[Mistake] = []
    last = ""  # who spoke in the line before
    lines = source.splitlines()
    for number, (before, text) in enumerate(pairwise(lines), 1):
        if says := _SAYS.fullmatch(text):
            if not last:
                found.append(Mistake(number, before.removeprefix("# "), {}))
            last = says[1]
            found[-1].words[last] = says[2]
        elif last and (more := _GOES_ON.fullmatch(text)):
            found[-1].words[last] += f" {more[1]}"
        else:
            last = ""
    return found


def claims(source: str) -> list[str]:
    """The lines that claim a type."""
    return [line for line in source.splitlines() if _CLAIM.fullmatch(line)]


def checked(source: str) -> Checked:
    """The example for a checker, line for line."""
    lines = [_CLAIM.sub(r"\1; assert_type(\2, \3)", line) for line in source.splitlines()]
    for mistake in mistakes(source):
        lines[mistake.line - 1] = mistake.code
    (first, *_) = (i for i, line in enumerate(lines) if re.match(r"(from|import) .*[^(]$", line))
    lines[first] += _NAMES
    return Checked("\n".join(lines) + "\n", first + 1)


def printed(path: Path) -> str:
    """What an example prints, run as a user does.

    Raises:
        AssertionError: it ends with an error, or warns.
    """
    process = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, process.stderr) == (0, "")
    return process.stdout


def shown(page: str) -> dict[str, str]:
    """What each example prints, as the page says."""
    return {name: output for _, name, output, _ in _SECTION.findall(page)}


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_SECTION.sub(lambda part: part[1] + printed(DIRECTORY / part[2]) + part[4], text), encoding="utf-8")
