"""Where another checker judges as mypy and pyright do: count the statements of the cases, and print.

An accepted statement agrees if the checker says nothing on its lines, a rejected one if it says anything. Codes and
words are not compared. In a case that was not analysed to its end, as its probe shows, no statement agrees.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from typecheck_cases._cases import lines_of
from typecheck_cases._checkers import Crash, Verdict
from typecheck_cases._others import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from typecheck_cases._cases import CaseFile
    from typecheck_cases._checkers import Diagnostic
    from typecheck_cases._others import Answer

_TOPICS = 5
_EXAMPLES = 2
_WIDTH = 160


@dataclass(frozen=True)
class Judged:
    """A statement of a case: whether it is to be accepted, and how a checker disagrees, if it does."""

    file: str
    line: int
    accepted: bool
    disagreement: str | None


def judge(file: CaseFile, verdict: Verdict) -> Iterator[Judged]:
    """Hold what a checker said against each statement of a file's cases."""
    for case in file.cases:
        analysed = (file.name, case.probe_line) in verdict.notes
        for statement in case.statements:
            said = [error for error in verdict.errors if error.file == file.name and error.line in lines_of(statement)]
            accepted = file.rejection_of(statement) is None
            wrong = _disagreement(statement, accepted, said) if analysed else f"{case.name} was not analysed to its end"
            yield Judged(file.name, statement.lineno, accepted, wrong)


def _disagreement(statement: ast.stmt, accepted: bool, said: Sequence[Diagnostic]) -> str | None:
    if accepted and said:
        return _in_short(said[0])
    return None if accepted or said else f"nothing said of {ast.unparse(statement)}"


def _in_short(error: Diagnostic) -> str:
    first_line, *_ = error.message.split("\n")
    return f"{error.code}: {first_line}"


def elsewhere(files: Sequence[CaseFile], verdict: Verdict) -> list[Diagnostic]:
    """Find the errors on neither a statement of a case nor a probe: in signatures, in helpers, in other files."""
    inside = {
        (file.name, line)
        for file in files
        for case in file.cases
        for line in [case.probe_line, *(line for statement in case.statements for line in lines_of(statement))]
    }
    return [error for error in verdict.errors if (error.file, error.line) not in inside]


# -------------------------------------------------------------------------------------------------------- to print
def report(files: Sequence[CaseFile], answers: Mapping[str, Answer]) -> str:
    """Return what to print of all answers: a table of the files, and for each checker where it disagrees."""
    verdicts = {name: answer for name, answer in answers.items() if isinstance(answer, Verdict)}
    judged = {name: [found for file in files for found in judge(file, verdicts[name])] for name in verdicts}
    lines = ["Statements that other checkers judge as mypy and pyright do, for information.", ""]
    lines += _table([file.name for file in files], judged) if judged else []
    for name, answer in answers.items():
        lines.append("")
        if isinstance(answer, Verdict):
            lines += _details(name, judged[name], elsewhere(files, answer))
        else:
            lines.append(f"{name}: {_excuse(answer)}")
    return "\n".join(lines)


def _table(names: Sequence[str], judged: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    width = max(map(len, names), default=0)
    yield f"{'':{width}}{''.join(f'  {name:20}' for name in judged)}".rstrip()
    yield f"{'file':{width}}{'  accepted  rejected  ' * len(judged)}".rstrip()
    for name in names:
        yield _row(name, width, [[found for found in every if found.file == name] for every in judged.values()])
    yield _row("all", width, list(judged.values()))


def _row(name: str, width: int, of_each_checker: Sequence[Sequence[Judged]]) -> str:
    cells = (
        f"{_agreeing(found, accepted)}/{_count(found, accepted)}"
        for found in of_each_checker
        for accepted in (True, False)
    )
    return f"{name:{width}}{''.join(f'  {cell:>8} ' for cell in cells)}".rstrip()


def _count(judged: Sequence[Judged], accepted: bool) -> int:
    return sum(found.accepted is accepted for found in judged)


def _agreeing(judged: Sequence[Judged], accepted: bool) -> int:
    return sum(found.accepted is accepted and found.disagreement is None for found in judged)


def _details(name: str, judged: Sequence[Judged], others: Sequence[Diagnostic]) -> Iterator[str]:
    """Say the percentages, and the files with most disagreements, with examples."""
    accepted, rejected = _percent(judged, accepted=True), _percent(judged, accepted=False)
    yield f"{name} agrees on {accepted} of the accepted and {rejected} of the rejected statements"
    wrong = {file: list(found) for file, found in groupby((f for f in judged if f.disagreement), lambda f: f.file)}
    for file in sorted(wrong, key=lambda file: -len(wrong[file]))[:_TOPICS]:
        yield f"  {file}: {len(wrong[file])} otherwise"
        for found in wrong[file][:_EXAMPLES]:
            kind = "accepted" if found.accepted else "rejected"
            yield f"    {found.line}: {kind}, but {found.disagreement}"[:_WIDTH]
    yield from (f"  elsewhere: {error.file}:{error.line}: {_in_short(error)}"[:_WIDTH] for error in others)


def _percent(judged: Sequence[Judged], accepted: bool) -> str:
    return f"{100 * _agreeing(judged, accepted) / max(1, _count(judged, accepted)):.1f} %"


def _excuse(answer: Missing | Crash) -> str:
    if isinstance(answer, Missing):
        return "not installed"
    return f"crashed: {' '.join(answer.output.split())}"[:_WIDTH]
