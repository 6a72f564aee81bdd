"""Read a case file: its cases, its markers, and whether it keeps the rules of form."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Checker: TypeAlias = Literal["mypy", "pyright"]
Stage: TypeAlias = Literal["form", "mypy", "pyright", "run time"]

_MARKER = re.compile(
    r"# E: mypy\[(?P<mypy>[\w\-, ]+)\] pyright\[(?P<pyright>[\w\-, ]+)\]"
    r'(?: raises\[(?P<raises>\w+)\])? "(?P<fragment>[^"]*)"(?: static-only:(?P<reason>.*))?'
)
_MEANT_AS_MARKER = re.compile(r"#\s*E\b|.*(mypy|pyright)\[")
_IGNORE = re.compile(r"#.*(type:\s*ignore|pyright:|mypy:)")
_REJECTABLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Delete)


@dataclass(frozen=True)
class Failure:
    """One thing that is wrong, at a line of a file or (`line` 0) with the whole file."""

    file: str
    line: int
    stage: Stage
    message: str


@dataclass(frozen=True)
class Rejection:
    """A marker: what each checker must say at its line, and what the line does at run time."""

    line: int
    mypy: frozenset[str]
    pyright: frozenset[str]
    fragment: str
    raises: str | None
    static_only: bool

    def codes(self, checker: Checker) -> frozenset[str]:
        """Return the codes that a checker must report."""
        return self.mypy if checker == "mypy" else self.pyright


@dataclass(frozen=True)
class Case:
    """A function of a case file."""

    name: str
    first_line: int
    probe_line: int
    statements: tuple[ast.stmt, ...]


@dataclass(frozen=True)
class CaseFile:
    """A case file as written, with what it expects."""

    path: Path
    source: str
    tree: ast.Module
    cases: tuple[Case, ...]
    accepted: int
    rejections: dict[int, Rejection]

    @property
    def name(self) -> str:
        """The file's name, by which failures and diagnostics refer to it."""
        return self.path.name

    def rejection_of(self, statement: ast.stmt) -> Rejection | None:
        """Return the marker on one of the statement's lines, if there is one."""
        lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
        return next((self.rejections[line] for line in lines if line in self.rejections), None)


def read_case_file(path: Path) -> tuple[CaseFile, list[Failure]]:
    """Read a case file, and say which rules of form it breaks."""
    source = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        failure = Failure(path.name, error.lineno or 0, "form", f"syntax error: {error.msg}")
        return CaseFile(path, source, ast.Module([], []), (), 0, {}), [failure]
    rejections: dict[int, Rejection] = {}
    broken: list[tuple[int, str]] = []
    for line, comment in _comments(source):
        if _IGNORE.match(comment):
            broken.append((line, "no ignores and no checker directives in a case file"))
        elif _MEANT_AS_MARKER.match(comment):
            parsed = _rejection(line, comment)
            if isinstance(parsed, Rejection):
                rejections[line] = parsed
            else:
                broken.append((line, parsed))
    cases = tuple(_case(node) for node in tree.body if _is_case(node))
    file = CaseFile(path, source, tree, cases, _count_assert_types(cases), rejections)
    broken += _broken_rules(file)
    return file, [Failure(file.name, line, "form", message) for line, message in broken]


def _comments(source: str) -> list[tuple[int, str]]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def _rejection(line: int, comment: str) -> Rejection | str:
    """Read a marker, or say what is wrong with it."""
    match = _MARKER.fullmatch(comment)
    if match is None:
        return f'not a marker: {comment}; write # E: mypy[code] pyright[rule] "fragment"'
    raises, fragment, reason = match["raises"], match["fragment"], match["reason"]
    if not fragment.strip():
        return "the fragment is empty"
    if reason is not None and not reason.strip():
        return "static-only without a reason"
    if reason is not None and raises is not None:
        return "a static-only line raises nothing"
    return Rejection(line, _codes(match["mypy"]), _codes(match["pyright"]), fragment, raises, reason is not None)


def _codes(listed: str) -> frozenset[str]:
    return frozenset(code.strip() for code in listed.split(","))


def _is_case(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Constant)
        and node.returns.value is None
        and not node.name.startswith(("_", "make_"))
    )


def _case(node: ast.stmt) -> Case:
    assert isinstance(node, ast.FunctionDef)
    documented = ast.get_docstring(node) is not None
    last_line = node.end_lineno or node.lineno
    return Case(node.name, node.lineno, last_line + 1, tuple(node.body[documented:]))


def _count_assert_types(cases: tuple[Case, ...]) -> int:
    nodes = (node for case in cases for statement in case.statements for node in ast.walk(statement))
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "assert_type"
        for node in nodes
    )


def _broken_rules(file: CaseFile) -> list[tuple[int, str]]:
    broken: list[tuple[int, str]] = []
    if ast.get_docstring(file.tree) is None:
        broken.append((1, "no docstring that says what is guaranteed"))
    if not file.cases:
        broken.append((1, "no case: no public function `-> None`"))
    lines = file.source.splitlines()
    stray = set(file.rejections)
    aliases = _aliases(file.tree)
    for case in file.cases:
        if case.probe_line <= len(lines) and lines[case.probe_line - 1].strip():
            broken.append((case.probe_line, f"no blank line after {case.name}"))
        accepted_before = False
        for statement in case.statements:
            rejection = file.rejection_of(statement)
            if rejection is None:
                accepted_before = True
                continue
            stray.discard(rejection.line)
            if not isinstance(statement, _REJECTABLE):
                broken.append((rejection.line, "a rejected line is an expression or an assignment without annotation"))
            if not accepted_before:
                broken.append((rejection.line, f"no accepted line before it in {case.name}"))
    for node in file.tree.body:
        if any(node.lineno <= line <= (node.end_lineno or 0) for line in file.rejections) and _mentions_any(
            node, aliases
        ):
            broken.append((node.lineno, "Any in a case with a rejected line"))
    return broken + [(line, "a marker that is not the only one of a statement of a case") for line in sorted(stray)]


def _aliases(tree: ast.Module) -> dict[str, ast.expr]:
    """Find the module-level names that stand for an expression."""
    aliases: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            aliases[node.target.id] = node.value
        elif isinstance(node, ast.Assign):
            aliases.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
    return aliases


def _mentions_any(node: ast.AST, aliases: dict[str, ast.expr]) -> bool:
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return "Any" in names or any(_mentions_any(aliases[name], aliases) for name in names & aliases.keys())
