"""The notebook, `examples/digits.ipynb`: run in a new kernel, and compared with what is committed.

    python tests/notebook.py            # says where what it prints is no longer what is committed
    python tests/notebook.py --write    # writes what it prints today

The texts are compared word for word; of images only that there are some, for fonts and versions of matplotlib differ.
"""

from __future__ import annotations

import os
import sys
from copy import deepcopy
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import nbformat

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).parents[1]
PATH = ROOT / "examples" / "digits.ipynb"


class Cell(NamedTuple):
    """A cell of code: its source, what it shows as text, HTML and `<image>`, and whether it complains."""

    code: str
    printed: str
    complaint: str


def read() -> NotebookNode:
    """The notebook as it is committed."""
    return nbformat.reads(PATH.read_text(encoding="utf-8"), as_version=4)


def cells(notebook: NotebookNode) -> list[Cell]:
    """The cells of code."""
    return [_cell(cell) for cell in notebook.cells if cell.cell_type == "code"]


def _cell(cell: NotebookNode) -> Cell:
    printed, complaint = "", ""
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            complaint += output.text
        elif output.output_type == "stream":
            printed += output.text
        elif output.output_type == "error":
            complaint += f"{output.ename}: {output.evalue}"
        else:
            lines = [output.data["text/plain"], *filter(None, [output.data.get("text/html")])]
            printed += "".join(f"{line}\n" for line in lines) + "<image>\n" * ("image/png" in output.data)
    return Cell(cell.source, printed, complaint)


def executed(notebook: NotebookNode) -> NotebookNode:
    """The notebook with the outputs of today, of a new kernel of this Python.

    Raises:
        CellExecutionError: a cell does.
    """
    from nbclient import NotebookClient  # noqa: PLC0415  # takes half a second, and only this function needs it

    copy = deepcopy(notebook)
    # The checkers that the notebook runs look at the package of this directory, too.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": str(ROOT)}
    client = NotebookClient(copy, timeout=300, kernel_name="python3", record_timing=False)
    client.execute(cwd=str(PATH.parent), env=environment)
    copy.metadata = notebook.metadata  # without the version of this Python
    return copy


def differences(committed: NotebookNode, today: NotebookNode) -> str:
    """Where the outputs are not those that are committed, as a diff."""
    before, after = (
        [line for cell in cells(each) for line in f"{cell.code}\n{cell.printed}".splitlines()]
        for each in (committed, today)
    )
    return "\n".join(unified_diff(before, after, "committed", "today", lineterm=""))


def main() -> None:
    """Run the notebook, and write or compare."""
    committed = read()
    today = executed(committed)
    if complaints := [cell.complaint for cell in cells(today) if cell.complaint]:
        sys.exit("\n".join(complaints))
    if "--write" in sys.argv[1:]:
        PATH.write_text(nbformat.writes(today) + "\n", encoding="utf-8")
    elif changes := differences(committed, today):
        sys.exit(f"{changes}\n\npython tests/notebook.py --write writes what it prints today")


if __name__ == "__main__":
    main()
