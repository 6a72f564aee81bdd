"""Check and run the case files: `python -m typecheck_cases [--others] [FILE ...]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from typecheck_cases import _others, _others_report, _twins
from typecheck_cases._cases import Failure, read_case_file
from typecheck_cases._checkers import run_checkers
from typecheck_cases._comparison import compare
from typecheck_cases._form import broken_rules
from typecheck_cases._report import report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typecheck_cases._cases import CaseFile

_HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Check and run case files, print the report, and return the exit status: 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m typecheck_cases", description="Check and run the case files.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="a case file; all of them if none is named")
    parser.add_argument("--others", action="store_true", help="print what ty and pyrefly say instead, and fail nothing")
    options = parser.parse_args(arguments)
    named: list[str] = options.files
    paths = [_found(name) for name in named] or sorted(_HERE.glob("[!_]*.py"))
    missing = [str(path) for path in paths if not path.is_file()]
    if missing or not paths:
        parser.error(f"no case files: {', '.join(missing) or _HERE}")
    files: list[CaseFile] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            file, refused = read_case_file(path)
        except SyntaxError as error:
            failures.append(Failure(path.name, error.lineno or 0, "form", f"not Python: {error.msg}"))
            continue
        files.append(file)
        failures += [*refused, *broken_rules(file)]
    if options.others:
        print(_others_report.report(files, _others.ask(files)))
        return 0
    for checker, verdict in run_checkers(files).items():
        failures += compare(checker, files, verdict)
    for file in files:
        failures += _twins.run(file)
    print(report(files, failures))
    return 1 if failures else 0


def _found(name: str) -> Path:
    """Find a file named by its path, or by its name in this directory."""
    path = Path(name)
    return path if path.exists() else _HERE / name


if __name__ == "__main__":
    sys.exit(main())
