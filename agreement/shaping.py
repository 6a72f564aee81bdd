"""The grammar of what moves elements, converts and takes out: `reshape` to `iter`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.dimensions import NAMES, ONE, SIZED
from agreement.draft import DTYPES, HIGHEST_RANK
from agreement.operation import Operation
from agreement.programs import Call, Leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression


def _reshape(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """The dimensions in another order, two of them merged, one of size 1 added; or the shape of another tensor.

    Only shapes that fill up: that they do is checked at run time, as the products of dimensions are no types.
    """
    if None in seen.dimensions:
        return Call("reshape", "{}.reshape({}.shape)", (x, x))
    dimensions = list(seen.known)
    draft.rng.shuffle(dimensions)
    if draft.chance(0.2):
        return Call("reshape", "{}.reshape({}.shape)", (x, draft.leaf(draft.pick(DTYPES), dimensions)))
    if len(dimensions) < HIGHEST_RANK and draft.chance(0.2):
        dimensions.insert(draft.rng.randint(0, len(dimensions)), ONE)
    left_out = draft.rng.randrange(len(dimensions)) if dimensions and draft.chance(0.2) else None
    sizes, leaves = draft.sizes([name for axis, name in enumerate(dimensions) if axis != left_out])
    if left_out is not None:
        sizes.insert(left_out, "-1")
    elif len(sizes) > 1 and draft.chance(0.3):
        sizes[:2] = [f"tg.times({sizes[0]}, {sizes[1]})"]
    one_by_one = f"{{}}.reshape({', '.join(sizes)})"
    template = draft.pick((f"{{}}.reshape({_shape(sizes)})", f"tg.reshape({{}}, {_shape(sizes)})", one_by_one))
    return Call("reshape", template if sizes else "{}.reshape(())", (x, *leaves))


def _shape(sizes: Sequence[str]) -> str:
    """A tuple as written."""
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


_MAKING_INTS = ("reshape", "getitem", "concat", "broadcast_to")


def _broadcast_to(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Into a shape written out, or into that of a tensor; new sizes only from ones, elsewhere pyright forgets them.

    What is wrong is no size of an `int`, which takes any; by its size, one that a call has made could be anything.
    """
    steps = () if isinstance(x, Leaf) else x.steps
    has_ints = any(step.operation in _MAKING_INTS for step in steps) or not {*NAMES, *SIZED}.issuperset(seen.dimensions)
    if draft.wrong and has_ints:
        return None
    is_of_ones = isinstance(x, Leaf) and set(seen.dimensions) <= {ONE}
    rank = draft.rng.randint(0 if draft.breaks() else seen.rank, HIGHEST_RANK)
    dimensions = [draft.dimension() if is_of_ones else draft.pick(NAMES) for _ in range(rank)]
    if not draft.breaks():
        grows = draft.chance(0.7)
        for axis, name in enumerate(reversed(seen.known[-rank:] if rank else ()), 1):
            dimensions[-axis] = dimensions[-axis] if name == ONE and grows else name
    if draft.chance(0.5):
        return Call("broadcast_to", "tg.broadcast_to({}, {}.shape)", (x, draft.leaf(draft.pick(DTYPES), dimensions)))
    sizes, leaves = draft.sizes(dimensions)
    return Call("broadcast_to", f"tg.broadcast_to({{}}, {_shape(sizes)})", (x, *leaves))


def _transpose(draft: Draft, x: Expression, seen: Seen) -> Call:
    order = list(range(seen.rank))
    if seen.rank > 1 and draft.chance(0.5):
        one, other = draft.rng.sample(order, 2)  # two axes exchanged, or one moved, which is what people write
        order[one], order[other] = other, one
        if draft.chance(0.5):
            order = sorted(order)
            order.insert(one, order.pop(other))
    while seen.rank > 1 and order == sorted(order):
        draft.rng.shuffle(order)
    if order and draft.chance(0.05):
        order[draft.rng.randrange(seen.rank)] -= seen.rank  # counted from the end
    if draft.breaks():
        order = [draft.rng.randrange(HIGHEST_RANK) for _ in range(draft.rng.randint(1, HIGHEST_RANK))]
    axes = "" if draft.chance(0.25) or not order else _shape([str(axis) for axis in order])
    if draft.chance(0.5):
        return Call("transpose", f"{{}}.transpose({axes})", (x,))
    return Call("transpose", f"tg.transpose({{}}{axes and ', '}{axes})", (x,))


def _concat(draft: Draft, x: Expression, seen: Seen) -> Call:
    """A tuple of two or three, or a list of one type, as Python's lists are; along any axis."""
    rank = HIGHEST_RANK if draft.breaks() else seen.rank or 1
    axis = draft.rng.randrange(-rank, rank)
    is_list = draft.chance(0.2)
    others: list[Expression] = []
    for _ in range(draft.pick((1, 1, 2))):
        dimensions = list(seen.known)
        if -seen.rank <= axis < seen.rank and not is_list and draft.chance(0.7):
            dimensions[axis] = draft.dimension()
        others.append(draft.operand(seen.dtype, dimensions))
    operands = (x, *others)
    items = ", ".join(["{}"] * len(operands))
    written = "" if axis == 0 and draft.chance(0.5) else f", axis={axis}"
    return Call("concat", f"tg.concat({f'[{items}]' if is_list else f'({items})'}{written})", operands)


def _astype(draft: Draft, x: Expression, _seen: Seen) -> Call:
    return Call("astype", f"{{}}.astype({draft.pick(DTYPES)})", (x,))


def _method(name: str, template: str) -> Propose:
    def propose(_draft: Draft, x: Expression, _seen: Seen) -> Call:
        return Call(name, template, (x,))

    return propose


OPERATIONS: tuple[Operation, ...] = (
    Operation("reshape", DTYPES, _reshape, 6),
    Operation("broadcast_to", DTYPES, _broadcast_to, 4),
    Operation("transpose", DTYPES, _transpose, 4),
    Operation("T", DTYPES, _method("T", "{}.T"), 2),
    Operation("mT", DTYPES, _method("mT", "{}.mT"), 2),
    Operation("concat", DTYPES, _concat, 5),
    Operation("astype", DTYPES, _astype, 2),
    Operation("copy", DTYPES, _method("copy", "{}.copy()"), 1),
    Operation("detach", DTYPES, _method("detach", "{}.detach()"), 1),
    Operation("item", DTYPES, _method("item", "{}.item()"), 2),
    Operation("numpy", DTYPES, _method("numpy", "{}.numpy()"), 1),
    Operation("shape", DTYPES, _method("shape", "{}.shape"), 1),
    Operation("iter", DTYPES, _method("iter", "[row for row in {}][0]"), 1),
)
