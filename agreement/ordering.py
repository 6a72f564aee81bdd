"""The grammar of taking by indices, of order, of searching and of sets: `take` to `unique_all`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.draft import DTYPES, HIGHEST_RANK, INTEGERS, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression


def _axis(draft: Draft, rank: int) -> int:
    """An axis that there is, from the front or from the end; or, where the draft breaks, any."""
    rank = HIGHEST_RANK if draft.breaks() or not rank else rank
    return draft.rng.randrange(-rank, rank)


def _take(draft: Draft, x: Expression, seen: Seen) -> Call:
    dtype = draft.pick(DTYPES if draft.breaks() else INTEGERS)
    rank = draft.pick((1, 1, 1, 0, 2))
    axis = _axis(draft, seen.rank) if rank == 1 else 0
    indices = draft.operand(dtype, tuple(draft.dimension() for _ in range(rank)))
    written = draft.pick((f", axis={axis}", f", {axis}"))
    return Call("take", f"tg.take({{}}, {{}}{'' if seen.rank == 1 and rank == 1 else written})", (x, indices))


def _take_along_axis(draft: Draft, x: Expression, seen: Seen) -> Call:
    dtype = draft.pick(DTYPES if draft.breaks() else INTEGERS)
    axis = _axis(draft, seen.rank)
    dimensions = list(seen.known)
    if -seen.rank <= axis < seen.rank:
        dimensions[axis] = draft.dimension()
    written = "" if axis == -1 else draft.pick((f", axis={axis}", f", {axis}"))
    return Call("take_along_axis", f"tg.take_along_axis({{}}, {{}}{written})", (x, draft.operand(dtype, dimensions)))


def _one_hot(draft: Draft, x: Expression, _seen: Seen) -> Call:
    """Of so many classes that no label is beyond; or by name, of a few."""
    (size,), leaves = draft.sizes((draft.dimension(),))
    dtype = draft.pick(("", *(f", {name}" for name in DTYPES)))
    size, leaves = ("100", ()) if draft.chance(0.5) else (size, leaves)
    return Call("one_hot", f"tg.one_hot({{}}, {size}{dtype})", (x, *leaves))


def _ordered(name: str) -> Propose:
    """`sort` or `argsort`, as a function or as a method."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        axis = _axis(draft, seen.rank)
        arguments = ["" if axis == -1 else draft.pick((f"axis={axis}", f"{axis}"))]
        arguments.append(draft.pick(("", "", "descending=True")))
        written = [argument for argument in arguments if argument]
        if draft.chance(0.5):
            return Call(name, f"{{}}.{name}({', '.join(written)})", (x,))
        return Call(name, f"tg.{name}({', '.join(['{}', *written])})", (x,))

    return propose


def _topk(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """As many as there are, by name, or one: how many there are is no matter of types."""
    axis = draft.pick((-1, -1, 0, 1, -2))
    if not -seen.rank <= axis < seen.rank and not draft.wrong:
        return None
    dimension = seen.dimensions[axis] if -seen.rank <= axis < seen.rank else None
    (size,), leaves = draft.sizes((dimension,)) if dimension and draft.chance(0.5) else (["1"], ())
    written = "" if axis == -1 else f", axis={axis}"
    which = draft.pick((0, 1))
    return Call("topk", f"tg.topk({{}}, {size}{written})[{which}]", (x, *leaves))


def _searchsorted(draft: Draft, x: Expression, seen: Seen) -> Call:
    edges = draft.operand(seen.dtype, (draft.dimension(),))
    side = draft.pick(("", ', side="right"'))
    return Call("searchsorted", f"tg.searchsorted({{}}, {{}}{side})", (edges, x))


def _of_one(name: str, *templates: str) -> Propose:
    """One of the ways to write a function of one tensor."""

    def propose(draft: Draft, x: Expression, _seen: Seen) -> Call:
        return Call(name, draft.pick(templates), (x,))

    return propose


OPERATIONS: tuple[Operation, ...] = (
    Operation("take", DTYPES, _take, 3),
    Operation("take_along_axis", DTYPES, _take_along_axis, 3),
    Operation("one_hot", INTEGERS, _one_hot, 1),
    Operation("sort", NUMBERS, _ordered("sort"), 2),
    Operation("argsort", NUMBERS, _ordered("argsort"), 2),
    Operation("topk", NUMBERS, _topk, 2),
    Operation("searchsorted", NUMBERS, _searchsorted, 1),
    Operation("nonzero", DTYPES, _of_one("nonzero", "tg.nonzero({})[0]"), 1),
    Operation("unique", DTYPES, _of_one("unique", "tg.unique({})", "tg.unique_values({})"), 1),
    Operation(
        "unique_...",
        DTYPES,
        _of_one("unique_...", "tg.unique_counts({})[1]", "tg.unique_inverse({})[1]", "tg.unique_all({})[2]"),
        1,
    ),
)
