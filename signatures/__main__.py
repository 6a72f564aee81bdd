"""Compare the page with what the checkers say, or write it: `python -m signatures [--write]`."""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from signatures.asking import ask
from signatures.calls import CHAPTERS
from signatures.page import written

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).parents[1] / "docs" / "operations.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or print where it differs from what it would be and return 1."""
    parser = argparse.ArgumentParser(prog="python -m signatures", description="The page of operations.")
    parser.add_argument("--write", action="store_true", help="write docs/operations.md instead of comparing")
    write: bool = parser.parse_args(arguments).write
    calls = [call for operations in CHAPTERS.values() for calls in operations.values() for call in calls]
    page = written(CHAPTERS, ask(calls))
    if write:
        PAGE.write_text(page, encoding="utf-8")
        print(f"{len(calls)} calls written")
        return 0
    present = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    difference = list(unified_diff(present.splitlines(), page.splitlines(), "the page", "the checkers", lineterm=""))
    print("\n".join(difference) or f"{len(calls)} calls as the page has them")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
