"""What mypy and pyright say of each call, for operands of every rank and dtype."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agreement.checkers import type_in
from typecheck_cases._checkers import Crash, check_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from typecheck_cases._checkers import Verdict

RANKS = (0, 1, 2, 3)
DTYPES = ("float32", "int64", "bool_")
"""One of each kind: floats, integers, booleans."""

_NAMES = ("A", "B", "C")
PRELUDE = """import typedgrad as tg
import numpy as np
from typing import Literal, NewType
from typedgrad import One, bool_, float32, int64
from typedgrad import nn, random
A = NewType("A", int)
B = NewType("B", int)
C = NewType("C", int)
K = NewType("K", int)
M = NewType("M", int)
N = NewType("N", int)
USED = One, bool_, float32, int64, Literal, nn, np, random
"""


def _dimensions(rank: int) -> tuple[str, ...]:
    return _NAMES[:rank]


def _last(rank: int) -> str | None:
    return _NAMES[rank - 1] if rank else None


def _matrix(rank: int) -> tuple[str, ...] | None:
    return (*_NAMES[: rank - 2], "M", "M") if rank > 1 else None


def _with_last(*dimensions: str) -> Callable[[int], tuple[str, ...] | None]:
    """A shape written in dimensions, `-1` for the last of `x`."""

    def shape(rank: int) -> tuple[str, ...] | None:
        last = _last(rank)
        if last is None and "-1" in dimensions:
            return None
        return tuple(str(last) if dimension == "-1" else dimension for dimension in dimensions)

    return shape


OPERANDS: Mapping[str, tuple[str | None, Callable[[int], tuple[str, ...] | None]]] = {
    "x": (None, _dimensions),
    "y": (None, _dimensions),
    "s": (None, lambda _: ()),
    "row": (None, _with_last("-1")),
    "w": (None, _with_last("-1", "N")),
    "v": (None, _with_last("N")),
    "m": (None, _matrix),
    "p": (None, lambda rank: (*_NAMES[: rank - 1], "Literal[3]") if rank else None),
    "mask": ("bool_", _dimensions),
    "index": ("int64", lambda _: ("N",)),
    "labels": ("int64", lambda rank: _NAMES[: rank - 1] if rank else None),
    "places": ("int64", lambda rank: (*_NAMES[: rank - 1], "N") if rank else None),
    "a": ("A", lambda _: None),
    "k": ("K", lambda _: None),
    "n": ("N", lambda _: None),
    "rng": ("np.random.Generator", lambda _: None),
}
"""The operands that a call may name: their dtype (that of the table's column if None) and shape, by the rank of `x`.

`a`, `k` and `n` are sizes, `rng` is a generator.
"""
_NO_TENSORS = {"a", "k", "n", "rng"}


@dataclass(frozen=True)
class Said:
    """The type of a call, by dtype and rank; None where it is rejected."""

    types: Mapping[tuple[str, int], str | None]


def operands(call: str) -> list[str]:
    """The operands that a call names, in their order."""
    found = [name for name in re.findall(r"(?<![\w.])(\w+)(?!\w*=)\b(?!\()", call) if name in OPERANDS]
    return list(dict.fromkeys(found))


def _annotation(name: str, dtype: str, rank: int) -> str | None:
    kind, shape = OPERANDS[name]
    if name in _NO_TENSORS:
        return str(kind)
    dimensions = shape(rank)
    return None if dimensions is None else f"tg.Tensor[{kind or dtype}, tuple[{', '.join(dimensions) or '()'}]]"


def ask(calls: Iterable[str]) -> dict[str, Said]:
    """What the checkers say of each call; they must agree.

    Raises:
        RuntimeError: a checker crashed, or the two differ.
    """
    lines = PRELUDE.splitlines()
    where: dict[int, tuple[str, str, int]] = {}
    for number, call in enumerate(calls):
        for dtype in DTYPES:
            for rank in RANKS:
                annotations = {name: _annotation(name, dtype, rank) for name in operands(call)}
                of_no_rank = annotations == {name: _annotation(name, dtype, 0) for name in annotations}
                if None in annotations.values() or (of_no_rank and rank):
                    continue
                arguments = ", ".join(f"{name}: {annotation}" for name, annotation in annotations.items())
                lines += [f"def call_{number}_{dtype}_{rank}({arguments}) -> None:", f"    reveal_type({call})"]
                where[len(lines)] = (call, dtype, rank)
    verdicts = check_sources({"calls.py": "\n".join(lines) + "\n"})
    read = {checker: _read(checker, verdict, where) for checker, verdict in verdicts.items()}
    differing = [key for key in where.values() if _class(read["mypy"][key]) != read["pyright"][key]]
    if differing:
        shown = "\n".join(f"{key}: mypy {read['mypy'][key]}, pyright {read['pyright'][key]}" for key in differing)
        raise RuntimeError(f"the checkers differ:\n{shown}")
    return {
        call: Said({(dtype, rank): read["mypy"].get((call, dtype, rank)) for dtype in DTYPES for rank in RANKS})
        for call, _, _ in where.values()
    }


def _class(type_: str | None) -> str | None:
    """A type of mypy's as pyright writes it: a named tuple by its name, where mypy lists what is in it."""
    found = re.fullmatch(r"tuple\[.*, fallback=(.*)\]", type_ or "")
    return found[1] if found else type_


def _read(
    checker: str, verdict: Verdict | Crash, where: Mapping[int, tuple[str, str, int]]
) -> dict[tuple[str, str, int], str | None]:
    if isinstance(verdict, Crash):
        raise RuntimeError(f"{checker} crashed: {verdict.output}")
    wrong = {error.line: error for error in verdict.errors if not error.code.startswith("reportUnknown")}
    stray = [error for line, error in wrong.items() if line not in where]
    if stray:
        raise RuntimeError(f"{checker}, of what is no call: {stray[0]}")
    notes = {line: note for (_, line), note in verdict.notes.items()}
    return {key: None if line in wrong else type_in(notes[line]) for line, key in where.items()}
