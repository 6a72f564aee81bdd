"""The page: a table for each chapter, a row for each call, a column for each rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from signatures.asking import DTYPES, RANKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from signatures.asking import Said

_OPENING = """# Every operation and its static signature

This page is generated: `python -m signatures --write` asks mypy and pyright for the type of each call and writes what
both say; `nox -s typecheck` fails where it is out of date. A column is a shape of `x`, a cell the shape of the result:
its dtype is that of `x` where none is given, and a dash is a call that both checkers reject. `y` has the dtype and the
shape of `x`, `s` is a scalar of its dtype, `row` a vector as long as the last axis of `x`, `v` has shape `(N,)`, and
`w` one row for each column of `x`: `(A, N)`, `(B, N)`, `(C, N)`. `m` is a square matrix or a batch
of them, `(M, M)` and `(A, M, M)`, and `p` has 3 elements along its last axis. `index` has dtype int64 and shape `(N,)`,
`labels` lacks the last axis of `x`, `places` has `N` in its place; `mask` is a `bool_` tensor of the shape of `x`; `a`,
`k` and `n` are sizes named `A`, `K` and `N`, and `rng` is a generator of NumPy's. The second column has the kinds of
dtypes that the call takes: `f` floats, `i` integers, `b` booleans.

A dimension `int` is one whose size no type says; `Plus` and `Times` are sums and products of dimensions.
"""
_KINDS = {"float32": "f", "int64": "i", "bool_": "b"}
_HEAD = ("call", "of", "`()`", "`(A,)`", "`(A, B)`", "`(A, B, C)`")


def written(chapters: Mapping[str, Mapping[str, Sequence[str]]], said: Mapping[str, Said]) -> str:
    """The page."""
    rejected = [call for call, types in said.items() if not _kinds(types)]
    if rejected:
        raise RuntimeError(f"rejected, whatever the rank and the dtype: {', '.join(rejected)}")
    parts = [_OPENING]
    for chapter, operations in chapters.items():
        rows = [_HEAD, ("---",) * len(_HEAD)]
        rows += [_row(call, said[call]) for calls in operations.values() for call in calls]
        parts.append(f"\n## {chapter}\n\n")
        parts += [f"| {' | '.join(row)} |\n" for row in rows]
    return "".join(parts)


def _kinds(said: Said) -> list[str]:
    """The dtypes of which the call is accepted, at any rank."""
    return [dtype for dtype in DTYPES if any(said.types[dtype, rank] is not None for rank in RANKS)]


def _row(call: str, said: Said) -> tuple[str, ...]:
    kinds = _kinds(said)
    letters = "".join(_KINDS[dtype] for dtype in kinds)
    cells = (_cell(said.types[kinds[0], rank], kinds[0]) for rank in RANKS)
    return (_code(call.replace("tg.", "")), letters, *cells)


def _code(text: str) -> str:
    escaped = text.replace("|", "\\|")  # a bar would end the cell
    return f"`{escaped}`"


def _cell(type_: str | None, dtype: str) -> str:
    """A type, short: `(A, B)` for `Tensor[float32, tuple[A, B]]` in the column of float32.

    >>> _cell("Tensor[float32, tuple[A, B]]", "float32"), _cell("Tensor[int64, tuple[A]]", "float32")
    ('`(A, B)`', '`int64 (A,)`')
    """
    if type_ is None:
        return "-"
    short = re.sub(r"^tuple\[(.*), fallback=(\w+)\[.*\]$", r"\2(\1)", type_)  # a named tuple, and what is in it
    while (found := re.search(r"Tensor\[(\w+), tuple\[", short)) is not None:
        end = _closing(short, found.end())
        inner = short[found.end() : end]
        shape = "()" if inner == "()" else f"({inner},)" if _is_one(inner) else f"({inner})"
        short = f"{short[: found.start()]}{'' if found[1] == dtype else found[1] + ' '}{shape}{short[end + 2 :]}"
    short = re.sub(r"Literal\[(-?\d+)\]", r"\1", short)
    return _code(short)


def _closing(text: str, start: int) -> int:
    """Where the bracket before `start` closes."""
    depth = 1
    for position in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        if depth == 0:
            return position
    raise ValueError(text)


def _is_one(inner: str) -> bool:
    """Whether this is one dimension, `Plus[A, B]` too."""
    return "," not in re.sub(r"\[[^\[\]]*\]", "", re.sub(r"\[[^\[\]]*\]", "", inner))
