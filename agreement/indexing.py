"""The grammar of `x[key]` and `x.splice(key, values)`: every kind of key, alone and in tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from agreement.dimensions import ONE
from agreement.draft import DTYPES, HIGHEST_RANK, INTEGERS
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.programs import Expression


class _Key(NamedTuple):
    """A key as written, `{}` for each of its tensors, and how many dimensions of unknown length it makes."""

    text: str
    tensors: tuple[Expression, ...] = ()
    parts: int = 0


_SLICES = (":5", "1:6", "-5:")
"""Slices of five elements, which is what an `int` has."""
_OTHER_SLICES = ("::-1", "::2")


def _one(draft: Draft) -> _Key:
    """A key that takes one axis or none."""
    choice = draft.rng.random()
    if choice < 0.25:
        return _Key(draft.pick(_SLICES if draft.chance(0.85) else _OTHER_SLICES), parts=1)
    return _Key(draft.pick(("0", "0", "-1", ":", ":", "...", "None")))


def _indices(draft: Draft, rank: int) -> _Key:
    """A tensor of integers."""
    dtype = draft.pick(DTYPES if draft.breaks() else INTEGERS)
    return _Key("{}", (draft.operand(dtype, tuple(draft.dimension() for _ in range(rank))),))


def _mask(draft: Draft, seen: Seen) -> _Key:
    """A mask of the first axis, of the first two, or of all."""
    rank = draft.pick((1, 1, 2, seen.rank, seen.rank))
    return _Key("{}", (draft.operand("bool_", seen.known[:rank]),), parts=1)


def _tuple(draft: Draft, seen: Seen) -> _Key:
    """Keys of one axis in a tuple, one of them perhaps a tensor of integers."""
    keys = [_one(draft) for _ in range(draft.pick((2, 2, 2, 2, 3, 3)) if draft.chance(0.95) else 4)]
    if draft.chance(0.15):
        keys[draft.rng.randrange(len(keys))] = _indices(draft, 1)
    tensors = tuple(tensor for key in keys for tensor in key.tensors)
    return _Key(", ".join(key.text for key in keys), tensors, sum(key.parts for key in keys))


def _key(draft: Draft, seen: Seen) -> _Key:
    choice = draft.rng.random()
    if choice < 0.35:
        return _one(draft)
    if choice < 0.5:
        return _indices(draft, draft.pick((0, 1, 1, 1, 2, 3)))
    return _mask(draft, seen) if choice < 0.6 else _tuple(draft, seen)


def _getitem(draft: Draft, x: Expression, seen: Seen) -> Call:
    key = _key(draft, seen)
    return Call("getitem", f"{{}}[{key.text}]", (x, *key.tensors))


def _splice(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """A Python scalar, or a tensor of the shape of `x[key]`.

    No new axes, which mean nothing where values are put. A part of an axis has the dimension `int`, and so have the
    values for it; that the lengths are equal is no matter of types (`known_limits.py`), so here they are.
    """
    key = _key(draft, seen)
    if "None" in key.text:
        return None
    written = f"np.s_[{key.text}]" if key.text != "{}" else "{}"
    if draft.chance(0.25):
        scalar = {"bool_": "True", "int32": "2", "int64": "2"}.get(seen.dtype, "2.0")
        scalar = "2.0" if draft.breaks() else scalar
        return Call("splice", f"{{}}.splice({written}, {scalar})", (x, *key.tensors))
    place = draft.see(Call("getitem", f"{{}}[{key.text}]", (x, *key.tensors)))
    dimensions = place.known if place else (ONE,)
    if place and (dimensions.count("int") < key.parts or place.rank > HIGHEST_RANK):
        return None
    values = draft.operand(seen.dtype, dimensions)
    return Call("splice", f"{{}}.splice({written}, {{}})", (x, *key.tensors, values))


OPERATIONS: tuple[Operation, ...] = (
    Operation("getitem", DTYPES, _getitem, 16),
    Operation("splice", DTYPES, _splice, 5),
)
