"""Compare what a checker said with what the markers expect: the same codes on the same lines, for the same reason."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from typecheck_cases._cases import Failure
from typecheck_cases._checkers import Crash

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from typecheck_cases._cases import CaseFile, Checker, Rejection
    from typecheck_cases._checkers import Diagnostic, Verdict


def compare(checker: Checker, files: Sequence[CaseFile], verdict: Verdict | Crash) -> list[Failure]:
    """Say where the checker's verdict is not exactly the one that the case files ask for."""
    if isinstance(verdict, Crash):
        return [Failure(file.name, 0, checker, f"{checker} crashed: {verdict.output}") for file in files]
    failures = [
        Failure(file.name, case.first_line, checker, f"not analysed to the end of {case.name}")
        for file in files
        for case in file.cases
        if (file.name, case.probe_line) not in verdict.notes
    ]
    found: defaultdict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for error in verdict.errors:
        found[error.file, error.line].append(error)
    for file in files:
        for line, rejection in file.rejections.items():
            errors = found.pop((file.name, line), [])
            wrong = _difference(rejection.codes[checker], errors) or _other_reason(rejection, errors, file)
            failures += [Failure(file.name, line, checker, wrong)] if wrong else []
    unmarked = (Failure(*place, checker, _difference(frozenset(), errors)) for place, errors in found.items())
    return [*failures, *unmarked]


def _difference(expected: frozenset[str], found: Sequence[Diagnostic]) -> str:
    """Say which codes were expected on a line and which were found; nothing if they are the same."""
    codes = frozenset(error.code for error in found)
    return "" if codes == expected else f"expected {_listed(expected)}, got {_listed(codes)}{_said(found)}"


def _other_reason(rejection: Rejection, found: Sequence[Diagnostic], file: CaseFile) -> str:
    """Say that no message has the fragment, if none has it."""
    if any(rejection.fragment in _spelt_out(error.message, file.aliases()) for error in found):
        return ""
    return f'"{rejection.fragment}" is not in the message{_said(found)}'


def _spelt_out(message: str, aliases: Mapping[str, ast.expr]) -> str:
    """Replace a file's aliases by their meaning: pyright says `X` where mypy says `Tensor[...]`."""
    return re.sub(r"\w+", lambda word: ast.unparse(aliases[word[0]]) if word[0] in aliases else word[0], message)


def _listed(codes: Collection[str]) -> str:
    return ", ".join(sorted(codes)) or "nothing"


def _said(found: Sequence[Diagnostic]) -> str:
    return "".join(f"\n    {error.code}: {error.message}" for error in found)
