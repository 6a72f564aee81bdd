"""The page of conventions, docs/conventions.md, written from the table of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from oracle.call import OPERANDS
from oracle.edge import NAMES, is_same
from oracle.edges import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.edge import Answer, Edge, Name

PAGE = Path(__file__).parents[1] / "docs" / "conventions.md"
_INTRODUCTION = """# Conventions

What operations do at their edges, and what PyTorch and JAX do there. Each is asked with the operands that stand beside
it, float64 unless the line says otherwise; a gradient is that of the sum of all results, by each operand. A dash says
that a library has no such operation. The last column says whom typedgrad follows; an error is an error, whatever its
name.

A test holds typedgrad to each line, and `nox -s oracle` holds PyTorch and JAX to it. The table is in
[`oracle/edges`](../oracle/edges), and `python -m oracle --page` writes this page from it.
"""
_HEADINGS = ("", "asked", "typedgrad", "PyTorch", "JAX", "as")
_DERIVATIVES = ("", "gradient of ", "second derivative of ")


def page() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(line for topic, edges in EDGES.items() for line in _section(topic, edges))])


def follows(edge: Edge) -> str:
    """Whom typedgrad follows: `both`, one of the two, or `neither`; nothing if nobody else has the operation."""
    others: list[Name] = [name for name in NAMES[1:] if edge.words(name) is not None]
    same = [name for name in others if _alike(edge.answer, edge.recorded(name))]
    if not others:
        return ""
    return "both" if len(same) == 2 else same[0] if same else "neither"


def _alike(a: Answer, b: Answer) -> bool:
    return (isinstance(a, str) and isinstance(b, str)) or is_same(a, b)


def _section(topic: str, edges: tuple[Edge, ...]) -> Iterator[str]:
    yield from (f"## {topic}", "", _row(_HEADINGS), _row(["---"] * len(_HEADINGS)))
    for edge in edges:
        answers = (_shown(edge.recorded(name)) if edge.words(name) is not None else "-" for name in NAMES)
        yield _row((edge.says, _asked(edge), *answers, follows(edge)))
    yield ""


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _asked(edge: Edge) -> str:
    operands = "".join(f", {name} = {data}" for name, data in zip(OPERANDS, edge.operands, strict=False))
    dtype = f", {edge.dtype}" if edge.dtype != "float64" else ""
    return f"{_DERIVATIVES[edge.order]}`{edge.ours}`{operands}{dtype}"


def _shown(answer: Answer) -> str:
    """An answer on the page: floats to six digits."""
    if isinstance(answer, tuple):
        return ", ".join(_shown(part) for part in answer)
    if isinstance(answer, list):
        return f"[{', '.join(_shown(part) for part in answer)}]"
    return f"`{answer}`" if isinstance(answer, str) else f"{answer:.6g}" if isinstance(answer, float) else f"{answer}"
