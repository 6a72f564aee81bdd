"""The pages of the documentation, taken apart into blocks of code.

A block is fenced, and of one of these languages:

- `python`: the blocks of a page are one program. A line that ends in `# rejected` is an error to both checkers and
  raises; `# rejected, and runs` is an error to both checkers only, `# raises` is one at run time only.
- `text`: what the Python block before it prints.
- `console`: commands, a line each. A block that is indented by four spaces is one too.
"""

from __future__ import annotations

import ast
import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CHANGELOG.md", *sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs").rglob("*.md"))]

Marker = Literal["rejected", "rejected, and runs", "raises"]
MARKER = re.compile(rf"  # ({'|'.join(map(re.escape, sorted(get_args(Marker), key=len, reverse=True)))})$")
_FENCED = re.compile(r"^(?P<fence>```+)(?P<language>[^\n`]*)\n(?P<fenced>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"(?<=\n\n)(?P<indented>(?: {4}\S[^\n]*\n)+)(?=\n|\Z)")


@dataclass(frozen=True)
class Block:
    """Code on a page.

    Attributes:
        language: as it is written behind the fence.
        code: the lines.
        line: the number of the first of them, from 1.
    """

    language: str
    code: str
    line: int


def blocks_of(text: str) -> list[Block]:
    """The blocks of a page, in their order."""
    found: list[Block] = []
    rest = text
    for match in _FENCED.finditer(text):
        found.append(Block(match["language"].strip(), match["fenced"], text.count("\n", 0, match.start("fenced")) + 1))
        blank = re.sub(r"[^\n]", ".", match[0])  # what is indented within a fence is no block
        rest = rest[: match.start()] + blank + rest[match.end() :]
    for match in _INDENTED.finditer(rest):
        line = rest.count("\n", 0, match.start("indented")) + 1
        found.append(Block("console", re.sub(r"^ {4}", "", match["indented"], flags=re.MULTILINE), line))
    return sorted(found, key=lambda block: block.line)


def read(page: str) -> list[Block]:
    """The blocks of the page with this path."""
    return blocks_of((ROOT / page).read_text(encoding="utf-8"))


def program(blocks: list[Block]) -> str:
    """The Python of a page, each line at the number that it has there."""
    lines: list[str] = []
    for block in blocks:
        if block.language == "python":
            lines += [""] * (block.line - 1 - len(lines)) + block.code.splitlines()
    return "\n".join(lines) + "\n"


def marked(source: str) -> Mapping[int, str]:
    """The marker of each line that has one, by its number."""
    return {number: found[1] for number, line in enumerate(source.splitlines(), 1) if (found := MARKER.search(line))}


def run(block: Block, page: str, names: dict[str, object]) -> str:
    """Run a Python block statement by statement and return what it prints.

    Raises:
        AssertionError: a statement that is marked does not raise.
    """
    printed = io.StringIO()
    with redirect_stdout(printed):
        for statement, marker in _statements(block):
            code = compile(ast.Module([statement], []), f"{page}:{block.line}", "exec")
            if marker in {"rejected", "raises"}:
                assert _raised(code, names), f"{page}, line {statement.lineno}: does not raise"
            elif marker is None:
                exec(code, names)
    return printed.getvalue()


def _statements(block: Block) -> Iterator[tuple[ast.stmt, str | None]]:
    markers = marked(block.code)
    tree = ast.parse(block.code)
    for statement in tree.body:
        found = {markers[line] for line in range(statement.lineno, (statement.end_lineno or 0) + 1) if line in markers}
        ast.increment_lineno(statement, block.line - 1)
        yield statement, found.pop() if found else None


def _raised(code: object, names: dict[str, object]) -> Exception | None:
    try:
        exec(code, names)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # a code object
    except Exception as error:  # whichever it is: the checkers have said why
        return error
    return None
