"""The grammar of axes: merged, taken apart, added, removed, moved, stacked and split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.dimensions import LITERALS, NAMES, ONE
from agreement.draft import DTYPES, HIGHEST_RANK
from agreement.operation import Operation
from agreement.programs import Call, Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression

_FLATTENED: Mapping[int, tuple[str, ...]] = {
    0: ("",),
    1: ("", "0", "-1"),
    2: ("", "1", "-2", "0, 1", "end_axis=1"),
    3: ("", "1", "-2", "-3", "0, 1", "0, 2", "1, 2", "0, -2", "start_axis=1", "1, end_axis=-1"),
    4: ("", "1", "2", "-2", "-3", "0, 1", "0, 2", "1, 2", "0, -2", "end_axis=1"),
}
"""How the axes are written, by rank: everything, what follows the batch, and what comes before the last axis."""


def _axis(draft: Draft, rank: int) -> int:
    """Any axis, also one that the rank does not have."""
    return draft.rng.randrange(-rank, rank) if rank else 0


def _method_or_function(draft: Draft, name: str, arguments: str) -> str:
    """One of the two ways to write a call."""
    if draft.chance(0.5):
        return f"{{}}.{name}({arguments})"
    return f"tg.{name}({{}}{arguments and ', '}{arguments})"


def _flatten(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """No axis of size 1: `Times[Literal[1], Batch]` has the size of a `Batch`, and would be seen as one."""
    if ONE in seen.dimensions and seen.rank > 1 and not draft.wrong:
        return None
    axes = draft.pick(_FLATTENED[seen.rank])
    if draft.breaks():
        axes = f"{_axis(draft, HIGHEST_RANK)}, {_axis(draft, HIGHEST_RANK)}"
    return Call("flatten", _method_or_function(draft, "flatten", axes), (x,))


def _composed(draft: Draft, dtype: str, kind: str, most: int) -> tuple[Leaf, int, tuple[str, ...]]:
    """A parameter with a sum or a product among its dimensions, the axis of that, and what it is made of."""
    parts = tuple(draft.pick((*NAMES, *LITERALS)) for _ in range(draft.rng.randint(2, most)))
    composed = parts[0]
    for part in parts[1:]:
        composed = f"{kind}[{composed}, {part}]"
    dimensions = [draft.dimension() for _ in range(draft.rng.randint(0, 2))]
    axis = draft.pick((0, -1) if len(parts) > 2 or not dimensions else (0, 1, -1))
    dimensions.insert(len(dimensions) if axis == -1 else axis, composed)
    return draft.leaf(dtype, dimensions), axis, parts


def _whole(draft: Draft, seen: Seen) -> tuple[int, str] | None:
    """An axis and its dimension, which is a name, a number or an `int`; that the sizes fill it no type says."""
    axis = draft.pick((0, -1, 1))
    if draft.wrong:
        return (axis, draft.pick(NAMES)) if not -seen.rank <= axis < seen.rank else None
    if not -seen.rank <= axis < seen.rank:
        return None
    dimension = seen.dimensions[axis]
    return None if dimension is None else (axis, dimension)


_FACTORS = {LITERALS[0]: ("2", "4"), LITERALS[1]: ("3", "4"), ONE: ("1", "1")}
_TERMS = {LITERALS[0]: ("3", "5"), LITERALS[1]: ("4", "8"), ONE: ("1", "0")}


def _unflatten(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """A product into its factors; a name into itself and 1, a number into two."""
    leaves: tuple[Leaf, ...]
    if isinstance(x, Leaf) and draft.chance(0.7):
        x, axis, parts = _composed(draft, seen.dtype, "Times", 3)
        if draft.breaks():
            parts = (draft.pick(NAMES), *parts[1:])
        sizes, leaves = draft.sizes(parts)
    else:
        found = _whole(draft, seen)
        if found is None or seen.rank == HIGHEST_RANK:
            return None
        axis, dimension = found
        if dimension in _FACTORS:
            sizes, leaves = list(_FACTORS[dimension]), ()
        else:
            sizes, leaves = draft.sizes((dimension,))
            sizes.insert(draft.rng.randint(0, 1), "1")
    return Call("unflatten", _method_or_function(draft, "unflatten", f"{axis}, ({', '.join(sizes)})"), (x, *leaves))


def _split(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """A sum into its terms; a name into itself and 0, a number into two; or equal parts. One of the parts."""
    leaves: tuple[Leaf, ...] = ()
    if isinstance(x, Leaf) and draft.chance(0.7):
        x, axis, parts = _composed(draft, seen.dtype, "Plus", 3)
        if draft.breaks():
            parts = (draft.pick(NAMES), *parts[1:])
        sizes, leaves = draft.sizes(parts)
        written = f"({', '.join(sizes)})"
    else:
        found = _whole(draft, seen)
        if found is None:
            return None
        axis, dimension = found
        if dimension in _TERMS:
            terms = ", ".join(_TERMS[dimension])
            written = draft.pick((f"({terms})", f"[{terms}]", "2", "4")) if dimension != ONE else "1"
        else:
            sizes, leaves = draft.sizes((dimension,))
            sizes.insert(draft.rng.randint(0, 1), "0")
            written = f"({', '.join(sizes)})"
    place = "" if axis == 0 and draft.chance(0.5) else draft.pick((f", {axis}", f", axis={axis}"))
    return Call(
        "split", f"tg.split({{}}, {written}{place})[{draft.pick((0, 1)) if written != '1' else 0}]", (x, *leaves)
    )


def _stack(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """A tuple of two to four, or a list of one type."""
    if seen.rank == HIGHEST_RANK:
        return None
    count = draft.pick((2, 2, 3, 4))
    is_list = draft.chance(0.2)
    others = tuple(draft.operand(seen.dtype, seen.known) for _ in range(count - 1))
    axis = draft.pick([0, -1, *range(1, min(seen.rank, 2) + 1)] if count < 4 or is_list else [0, -1])
    axis = _axis(draft, HIGHEST_RANK) if draft.breaks() else axis
    items = ", ".join(["{}"] * count)
    written = "" if axis == 0 and draft.chance(0.5) else f", axis={axis}"
    return Call("stack", f"tg.stack({f'[{items}]' if is_list else f'({items})'}{written})", (x, *others))


def _unstack(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    axes = [axis for axis in (0, -1, 1, 2, -2) if -seen.rank <= axis < seen.rank]
    axis = _axis(draft, HIGHEST_RANK) if draft.breaks() or not axes else draft.pick(axes)
    written = "" if axis == 0 and draft.chance(0.5) else draft.pick((f", {axis}", f", axis={axis}"))
    return Call("unstack", f"tg.unstack({{}}{written})[0]", (x,))


def _expand_dims(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    if seen.rank == HIGHEST_RANK:
        return None
    axis = _axis(draft, HIGHEST_RANK if draft.breaks() else seen.rank + 1)
    return Call("expand_dims", f"tg.expand_dims({{}}, {draft.pick(('', 'axis='))}{axis})", (x,))


def _squeeze(draft: Draft, x: Expression, seen: Seen) -> Call:
    dimensions = list(seen.dimensions)
    if ONE not in dimensions and not draft.breaks():
        shape = list(seen.known)[: HIGHEST_RANK - 1]
        shape.insert(draft.rng.randint(0, len(shape)), ONE)
        x, dimensions = draft.leaf(seen.dtype, shape), [*shape]
    ones = [axis for axis, dimension in enumerate(dimensions) if dimension == ONE]
    axis = _axis(draft, HIGHEST_RANK)
    if ones and not draft.breaks():
        axis = draft.pick(ones) - draft.pick((0, len(dimensions)))
    return Call("squeeze", _method_or_function(draft, "squeeze", f"{draft.pick(('', 'axis='))}{axis}"), (x,))


_MOVES = (
    (0, -1), (-1, 0), (1, -1), (-1, 1), (0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1), (-2, -1), (-1, -2), (-3, -1),
    (-1, -3),
)  # fmt: skip
_SWAPS = (
    (-2, -1), (-1, -2), (0, 1), (1, 0), (1, 2), (2, 1), (0, -1), (-1, 0), (0, 2), (1, -1), (2, 3), (1, 3), (-3, -2),
    (-3, -1),
)  # fmt: skip


def _moveaxis(draft: Draft, x: Expression, seen: Seen) -> Call:
    source, destination = _two_axes(draft, seen, _MOVES)
    named = draft.pick((f"{source}, {destination}", f"source={source}, destination={destination}"))
    return Call("moveaxis", f"tg.moveaxis({{}}, {named})", (x,))


def _swapaxes(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Two axes; one with itself is valid too, but of no use."""
    if seen.rank == 1 and not draft.wrong:
        return None
    axis1, axis2 = _two_axes(draft, seen, _SWAPS)
    named = draft.pick((f"{axis1}, {axis2}", f"axis1={axis1}, axis2={axis2}"))
    return Call("swapaxes", _method_or_function(draft, "swapaxes", named), (x,))


def _two_axes(draft: Draft, seen: Seen, pairs: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Two different axes of the listed ones."""
    fitting = [pair for pair in pairs if all(-seen.rank <= axis < seen.rank for axis in pair)]
    different = [pair for pair in fitting if pair[0] % seen.rank != pair[1] % seen.rank]
    if draft.breaks() or not different:
        return draft.pick(pairs)
    return draft.pick(different)


def _permute_dims(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Two axes exchanged, or one moved."""
    if seen.rank < 2:
        return None
    order = list(range(seen.rank))
    one, other = draft.rng.sample(order, 2)
    order[one], order[other] = other, one
    if draft.chance(0.5):
        order = sorted(order)
        order.insert(one, order.pop(other))
    if draft.breaks():
        order[one] = order[other]
    written = f"({', '.join(map(str, order))})"
    return Call("permute_dims", f"tg.permute_dims({{}}, {draft.pick(('', 'axes='))}{written})", (x,))


def _matrix_transpose(_draft: Draft, x: Expression, _seen: Seen) -> Call:
    return Call("matrix_transpose", "tg.matrix_transpose({})", (x,))


_PROPOSED: Mapping[str, tuple[Propose, int]] = {
    "flatten": (_flatten, 3),
    "unflatten": (_unflatten, 3),
    "split": (_split, 3),
    "stack": (_stack, 3),
    "unstack": (_unstack, 2),
    "expand_dims": (_expand_dims, 2),
    "squeeze": (_squeeze, 2),
    "moveaxis": (_moveaxis, 2),
    "swapaxes": (_swapaxes, 2),
    "permute_dims": (_permute_dims, 2),
    "matrix_transpose": (_matrix_transpose, 1),
}

OPERATIONS: tuple[Operation, ...] = tuple(
    Operation(name, DTYPES, propose, weight) for name, (propose, weight) in _PROPOSED.items()
)
