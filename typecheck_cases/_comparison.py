"""Compare what a checker said with what the markers expect: the same codes on the same lines, for the same reason."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from typecheck_cases._cases import Failure
from typecheck_cases._checkers import Crash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typecheck_cases._cases import CaseFile, Checker, Rejection
    from typecheck_cases._checkers import Diagnostic, Verdict


def compare(checker: Checker, files: Sequence[CaseFile], verdict: Verdict | Crash) -> list[Failure]:
    """Say where the checker's verdict is not exactly the one that the case files ask for."""
    if isinstance(verdict, Crash):
        return [Failure(file.name, 0, checker, f"{checker} crashed: {verdict.output}") for file in files]
    found: defaultdict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for error in verdict.errors:
        found[error.file, error.line].append(error)
    expected = {(file.name, line): rejection for file in files for line, rejection in file.rejections.items()}
    failures = [
        Failure(file.name, case.first_line, checker, f"not analysed to the end of {case.name}")
        for file in files
        for case in file.cases
        if (file.name, case.probe_line) not in verdict.notes
    ]
    for place in sorted(found.keys() | expected.keys()):
        message = _difference(checker, expected.get(place), found[place])
        if message is not None:
            failures.append(Failure(*place, checker, message))
    return failures


def _difference(checker: Checker, expected: Rejection | None, found: Sequence[Diagnostic]) -> str | None:
    """Say what is wrong at one line, if anything is."""
    codes = expected.codes(checker) if expected else frozenset[str]()
    said = "".join(f"\n    {error.code}: {error.message}" for error in found)
    if codes != {error.code for error in found}:
        return f"expected {_listed(codes)}, got {_listed({error.code for error in found})}{said}"
    if expected and not any(expected.fragment in error.message for error in found):
        return f'"{expected.fragment}" is not in the message{said}'
    return None


def _listed(codes: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "nothing"
