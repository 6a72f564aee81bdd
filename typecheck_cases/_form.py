"""The rules of form that keep a case file honest, and which of them a file breaks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from typecheck_cases._cases import Failure, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typecheck_cases._cases import CaseFile

_REJECTABLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Delete)


def broken_rules(file: CaseFile) -> list[Failure]:
    """Say which rules the file breaks, and where."""
    broken = [*_of_the_file(file), *_of_rejections(file), *_of_any(file)]
    return [Failure(file.name, line, "form", message) for line, message in broken]


def _of_the_file(file: CaseFile) -> Iterator[tuple[int, str]]:
    if ast.get_docstring(file.tree) is None:
        yield 1, "no docstring that says what is guaranteed"
    if not file.cases:
        yield 1, "no case, a public function `-> None`"
    lines = [*file.source.split("\n"), ""]
    for case in file.cases:
        if lines[case.probe_line - 1].strip():
            yield case.probe_line, f"no blank line after {case.name}"


def _of_rejections(file: CaseFile) -> Iterator[tuple[int, str]]:
    stray = set(file.rejections)
    for case in file.cases:
        accepted = False
        for statement in case.statements:
            rejection = file.rejection_of(statement)
            if rejection is None:
                accepted = True
                continue
            stray.discard(rejection.line)
            if not isinstance(statement, _REJECTABLE):
                yield rejection.line, "a rejected line is an expression, or an assignment without annotation"
            if not accepted:
                yield rejection.line, f"no accepted line before it in {case.name}"
    for line in sorted(stray):
        yield line, "not on a statement of a case, or the second marker of one"


def _of_any(file: CaseFile) -> Iterator[tuple[int, str]]:
    aliases = file.aliases()
    for node in file.tree.body:
        if not file.rejections.keys().isdisjoint(lines_of(node)) and _mentions_any(node, aliases):
            yield node.lineno, "Any in a case with a rejected line"


def _mentions_any(node: ast.AST, aliases: Mapping[str, ast.expr]) -> bool:
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return "Any" in names or any(_mentions_any(aliases[name], aliases) for name in names & aliases.keys())
