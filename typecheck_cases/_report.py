"""Count and print: a table of the files, each failure, and the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from typecheck_cases._cases import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typecheck_cases._cases import CaseFile, Failure


def report(files: Sequence[CaseFile], failures: Sequence[Failure]) -> str:
    """Return what to print, down to the closing line `N passed, N failed`."""
    passed, failed = tally(files, failures)
    details = [f"{failure.file}:{failure.line}: {failure.stage}: {failure.message}" for failure in sorted(failures)]
    return "\n".join([*_table(files, failures), "", *details, "", f"{passed} passed, {failed} failed"])


def _table(files: Sequence[CaseFile], failures: Sequence[Failure]) -> Iterator[str]:
    stages: tuple[Stage, ...] = get_args(Stage)
    width = max((len(file.name) for file in files), default=len("file"))
    heads = "".join(f"  {stage:9}" for stage in stages)
    yield f"{'file':{width}}  cases  accepted  rejected{heads}".rstrip()
    for file in files:
        counts = {stage: sum((file.name, stage) == (f.file, f.stage) for f in failures) for stage in stages}
        cells = "".join(f"  {f'{n} wrong' if n else 'ok':9}" for n in counts.values())
        counted = f"{len(file.cases):5}  {file.accepted:8}  {len(file.rejections):8}"
        yield f"{file.name:{width}}  {counted}{cells}".rstrip()


def tally(files: Sequence[CaseFile], failures: Sequence[Failure]) -> tuple[int, int]:
    """Count cases that passed, and what failed: cases, and files with a failure outside of their cases.

    A failure of a whole file fails all of its cases.
    """
    by_name = {file.name: file for file in files}
    blamed: set[tuple[str, str]] = set()
    for failure in failures:
        cases = by_name[failure.file].cases if failure.file in by_name else ()
        hit = {case.name for case in cases if failure.line == 0 or case.first_line <= failure.line <= case.probe_line}
        blamed |= {(failure.file, name) for name in hit or {"outside of its cases"}}
    every = {(file.name, case.name) for file in files for case in file.cases}
    return len(every - blamed), len(blamed)
