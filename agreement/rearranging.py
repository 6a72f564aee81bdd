"""The grammar of elements repeated, added and put elsewhere: `tile` to `diagonal`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.dimensions import NAMES
from agreement.draft import DTYPES, FLOATS, HIGHEST_RANK
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression

_PADDED: Mapping[int, tuple[str, ...]] = {
    1: ("w",),
    2: ("w0", "0w", "ww"),
    3: ("w00", "0w0", "00w", "0ww", "www"),
    4: ("00ww", "0ww0", "wwww"),
}
_PADDED_WITH: Mapping[int, tuple[str, ...]] = {
    1: ("w",),
    2: ("w0", "0w", "ww"),
    3: ("0w0", "www"),
    4: ("00ww", "wwww"),
}
"""Which axes are padded, by rank: `w`, and with a constant."""


def _pad(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    if not seen.rank:
        return None
    rank = draft.rng.randint(1, HIGHEST_RANK) if draft.breaks() else seen.rank
    constant = seen.dtype in FLOATS and draft.chance(0.3)
    pattern = draft.pick((_PADDED_WITH if constant else _PADDED)[rank])
    widths = [draft.pick(("(1, 2)", "(0, 1)", "(2, 0)")) if axis == "w" else "(0, 0)" for axis in pattern]
    rest = ", constant_values=0.5" if constant else draft.pick(("", "", ', "edge"', ', mode="wrap"', ', "constant"'))
    if draft.breaks() and not constant:
        rest = draft.pick((', "edges"', ', "edge", constant_values=0.5', ", constant_values=0.5"))
    return Call("pad", f"tg.pad({{}}, ({', '.join(widths)}{',' if rank == 1 else ''}){rest})", (x,))


_TILED: Mapping[int, tuple[tuple[str, ...], ...]] = {
    1: (("2",), ("{}", "1"), ("{}", "2")),
    2: (("2", "1"), ("1", "2"), ("2", "2"), ("{}", "1", "1")),
    3: (("2", "1", "1"), ("1", "2", "1"), ("1", "1", "2"), ("2", "2", "2")),
}


def _tile(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Some axes, and perhaps a new one of a name."""
    if not 1 <= seen.rank <= 3:
        return None
    rank = draft.pick((1, 2, 3)) if draft.breaks() else seen.rank
    counts = draft.pick(_TILED[rank])
    sizes = (draft.size(draft.pick(NAMES)),) if "{}" in counts else ()
    return Call("tile", f"tg.tile({{}}, ({', '.join(counts)}{',' if len(counts) == 1 else ''}))", (x, *sizes))


def _repeat(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    axes = [axis for axis in (0, -1, 1, 2, -2) if -seen.rank <= axis < seen.rank]
    if not axes:
        return None
    axis = draft.rng.randrange(-HIGHEST_RANK, HIGHEST_RANK) if draft.breaks() else draft.pick(axes)
    return Call("repeat", f"tg.repeat({{}}, {draft.pick((2, 3))}, {draft.pick(('', 'axis='))}{axis})", (x,))


def _axis_or_two(draft: Draft, seen: Seen) -> str:
    """An axis, two, or nothing, which means all."""
    if draft.chance(0.2):
        return ""
    rank = HIGHEST_RANK if draft.breaks() else seen.rank
    if rank > 1 and draft.chance(0.2):
        return draft.pick(("(0, 1)", "(-2, -1)"))
    return str(draft.rng.randrange(-rank, rank)) if rank else ""


def _flip(draft: Draft, x: Expression, seen: Seen) -> Call:
    axis = _axis_or_two(draft, seen)
    return Call("flip", f"tg.flip({{}}{axis and ', '}{axis})", (x,))


def _roll(draft: Draft, x: Expression, seen: Seen) -> Call:
    axis = _axis_or_two(draft, seen)
    shift = "(1, -2)" if "(" in axis else draft.pick(("1", "-2"))
    if draft.breaks():
        shift = draft.pick(("1", "(1, 2)", "0.5"))
    return Call("roll", f"tg.roll({{}}, {shift}{axis and ', axis='}{axis})", (x,))


def _triangle(name: str) -> Propose:
    def propose(draft: Draft, x: Expression, _seen: Seen) -> Call:
        k = draft.pick(("0.5",) if draft.breaks() else ("", "1", "-1", "k=1"))
        return Call(name, f"tg.{name}({{}}{k and ', '}{k})", (x,))

    return propose


def _diagonal(draft: Draft, x: Expression, seen: Seen) -> Call:
    """Of square matrices too."""
    if seen.rank > 1 and draft.chance(0.5):
        x = draft.leaf(seen.dtype, (*seen.known[:-1], seen.known[-2]))
    return Call("diagonal", f"tg.diagonal({{}}{draft.pick(('', '', ', offset=1', ', offset=-1'))})", (x,))


OPERATIONS: tuple[Operation, ...] = (
    Operation("pad", DTYPES, _pad, 3),
    Operation("tile", DTYPES, _tile, 2),
    Operation("repeat", DTYPES, _repeat, 1),
    Operation("flip", DTYPES, _flip, 2),
    Operation("roll", DTYPES, _roll, 2),
    Operation("tril", DTYPES, _triangle("tril"), 1),
    Operation("triu", DTYPES, _triangle("triu"), 1),
    Operation("diagonal", DTYPES, _diagonal, 2),
)
