# What tests/notebook.py uses: nbformat has no types of its own.

class NotebookNode:
    """A notebook, a cell, an output or metadata: one class, with the attributes of what it is."""

    cells: list[NotebookNode]
    metadata: NotebookNode
    cell_type: str
    source: str
    execution_count: int | None
    outputs: list[NotebookNode]
    output_type: str
    name: str
    text: str
    ename: str
    evalue: str
    data: dict[str, str]

def reads(s: str, as_version: int) -> NotebookNode: ...
def writes(nb: NotebookNode) -> str: ...
