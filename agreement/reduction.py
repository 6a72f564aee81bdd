"""The grammar of reductions and of running totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.draft import DTYPES, FLOATS, HIGHEST_RANK, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression

_AXES = range(-HIGHEST_RANK, HIGHEST_RANK)
_KEEPDIMS = ("", "keepdims=True", "keepdims=False")

# Two axes that have a type: both counted from the same end, or the first with the last; by rank.
_FROM_THE_FRONT = {2: ((0, 1),), 3: ((0, 1), (0, 2), (1, 2)), 4: ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3))}
_FROM_THE_END = {2: ((-2, -1),), 3: ((-2, -1), (-3, -1), (-3, -2)), 4: ((-2, -1), (-3, -1), (-3, -2), (-4, -1))}
_OF_IMAGES = ((0, 2, 3), (1, 2, 3), (-3, -2, -1), (0, 1, 2))


def _one_axis(draft: Draft, rank: int) -> str:
    """An axis, or all; any that a tensor may have if the draft breaks."""
    axes = ("", *_AXES) if draft.breaks() else ("", "", "None", *range(-rank, rank))
    return str(draft.pick(axes))


def _axes(draft: Draft, rank: int) -> str:
    """The same, or two axes in either order, or three of images."""
    if rank < 2 or draft.chance(0.6):
        return _one_axis(draft, rank)
    if draft.breaks():
        return str((draft.pick(_AXES), draft.pick(_AXES)))
    if rank == HIGHEST_RANK and draft.chance(0.3):
        return str(draft.pick(_OF_IMAGES))
    pair = draft.pick((*_FROM_THE_FRONT[rank], *_FROM_THE_END[rank], (0, -1)))
    return str(pair if draft.chance(0.5) else pair[::-1])


def _reduction(
    name: str,
    axes: Callable[[Draft, int], str] = _axes,
    options: Sequence[str] = ("",),
    *,
    is_method: bool = True,
    has_keepdims: bool = True,
) -> Propose:
    """A method or a function, over axes or over all, with and without `keepdims` and an option."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        axis = axes(draft, seen.rank)
        written = f"axis={axis}" if axis and draft.chance(0.3) else axis
        rest = (draft.pick(options), draft.pick(_KEEPDIMS) if has_keepdims else "")
        arguments = [argument for argument in (written, *rest) if argument]
        if is_method and draft.chance(0.5):
            return Call(name, f"{{}}.{name}({', '.join(arguments)})", (x,))
        return Call(name, f"tg.{name}({', '.join(['{}', *arguments])})", (x,))

    return propose


def _named_axis(draft: Draft, rank: int) -> str:
    """An axis; a vector may leave it out."""
    if rank == 1 and draft.chance(0.3):
        return ""
    if draft.breaks() or not rank:
        return str(draft.pick(("", *_AXES)))
    return str(draft.pick(range(-rank, rank)))


_CORRECTIONS = ("", "", "correction=1", "correction=0.5")
_ORDERS = ("", "", "ord=1", 'ord=float("inf")', "ord=0", "ord=3.0")

OPERATIONS: tuple[Operation, ...] = (
    *(Operation(name, NUMBERS, _reduction(name), 3) for name in ("sum", "max")),
    *(Operation(name, NUMBERS, _reduction(name), 2) for name in ("prod", "min")),
    Operation("argmax", NUMBERS, _reduction("argmax", _one_axis), 3),
    Operation("argmin", NUMBERS, _reduction("argmin", _one_axis), 2),
    Operation("mean", FLOATS, _reduction("mean"), 3),
    Operation("logsumexp", FLOATS, _reduction("logsumexp"), 2),
    *(Operation(name, FLOATS, _reduction(name, options=_CORRECTIONS), 2) for name in ("var", "std")),
    Operation("norm", FLOATS, _reduction("norm", options=_ORDERS, is_method=False), 2),
    *(Operation(name, ("bool_",), _reduction(name), 3) for name in ("all", "any")),
    Operation("count_nonzero", DTYPES, _reduction("count_nonzero", is_method=False), 2),
    *(Operation(name, NUMBERS, _reduction(name, _named_axis, has_keepdims=False), 2) for name in ("cumsum", "cumprod")),
)
