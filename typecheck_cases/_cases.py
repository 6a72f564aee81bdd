"""Read a case file: its cases, and the markers on the lines that must be rejected."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Checker: TypeAlias = Literal["mypy", "pyright"]
Stage: TypeAlias = Literal["form", "mypy", "pyright", "run time"]

NOTHING = "nothing"
"""What a static-only line raises."""

_MARKER = re.compile(
    r"# E: mypy\[(?P<mypy>[\w\-, ]+)\] pyright\[(?P<pyright>[\w\-, ]+)\]"
    r'(?: raises\[(?P<raises>\w+)\])? "(?P<fragment>[^"]*)"(?: static-only:(?P<reason>.*))?'
)
_MEANT_AS_MARKER = re.compile(r"#\s*E\b|.*(mypy|pyright)\[")
_DIRECTIVE = re.compile(r"#.*(type:\s*ignore|mypy:|pyright:)")


@dataclass(frozen=True, order=True)
class Failure:
    """One thing that is wrong with a line of a file, or with all of it (line 0)."""

    file: str
    line: int
    stage: Stage
    message: str


@dataclass(frozen=True)
class Rejection:
    """A marker: what each checker must report at its line, and which exception the line raises."""

    line: int
    codes: dict[Checker, frozenset[str]]
    fragment: str
    raises: frozenset[str]


@dataclass(frozen=True)
class Case:
    """A function of a case file, from its `def` to the line after it, where the probe goes."""

    name: str
    first_line: int
    probe_line: int
    statements: tuple[ast.stmt, ...]


@dataclass(frozen=True)
class CaseFile:
    """A case file as written, and what it expects."""

    path: Path
    source: str
    tree: ast.Module
    cases: tuple[Case, ...]
    rejections: dict[int, Rejection]

    @property
    def name(self) -> str:
        """The file's name, by which failures and diagnostics refer to it."""
        return self.path.name

    @property
    def accepted(self) -> int:
        """How many `assert_type`s there are."""
        return sum(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "assert_type"
            for node in ast.walk(self.tree)
        )

    def rejection_of(self, statement: ast.stmt) -> Rejection | None:
        """Find the marker on the statement, if there is one."""
        return next((self.rejections[line] for line in lines_of(statement) if line in self.rejections), None)

    def aliases(self) -> dict[str, ast.expr]:
        """Find the module-level names that stand for an expression, such as `X: TypeAlias = Tensor[...]`."""
        return {
            node.target.id: node.value
            for node in self.tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value
        }


def lines_of(node: ast.stmt) -> range:
    """Return the numbers of the lines of a statement."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def read_case_file(path: Path) -> tuple[CaseFile, list[Failure]]:
    """Read a case file, and say which comments are refused: what is not a marker but looks like one, and directives.

    Raises:
        SyntaxError: the file is not Python.

    """
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source, path)
    rejections: dict[int, Rejection] = {}
    refused: list[Failure] = []
    for line, comment in _comments(source):
        if _DIRECTIVE.match(comment):
            refused.append(Failure(path.name, line, "form", "an ignore or a checker's directive"))
        elif _MEANT_AS_MARKER.match(comment):
            try:
                rejections[line] = _rejection(line, comment)
            except ValueError as error:
                refused.append(Failure(path.name, line, "form", str(error)))
    cases = tuple(_case(node) for node in tree.body if isinstance(node, ast.FunctionDef) and _is_case(node))
    return CaseFile(path, source, tree, cases, rejections), refused


def _comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _rejection(line: int, comment: str) -> Rejection:
    match = _MARKER.fullmatch(comment)
    if match is None:
        raise ValueError(f'{comment} is not of the form # E: mypy[code] pyright[rule] "fragment"')
    raises, reason = match["raises"], match["reason"]
    if not match["fragment"].strip():
        raise ValueError("the fragment is empty")
    if reason is not None and (raises or not reason.strip()):
        raise ValueError("static-only takes a reason, and no raises[...]")
    expected = {NOTHING} if reason else {raises} if raises else {"ShapeError", "DTypeError"}
    codes: dict[Checker, frozenset[str]] = {"mypy": _codes(match["mypy"]), "pyright": _codes(match["pyright"])}
    return Rejection(line, codes, match["fragment"], frozenset(expected))


def _codes(listed: str) -> frozenset[str]:
    return frozenset(code.strip() for code in listed.split(","))


def _is_case(node: ast.FunctionDef) -> bool:
    returns_none = isinstance(node.returns, ast.Constant) and node.returns.value is None
    return returns_none and not node.name.startswith(("_", "make_"))


def _case(node: ast.FunctionDef) -> Case:
    lines = lines_of(node)
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return Case(node.name, lines.start, lines.stop, tuple(body))
