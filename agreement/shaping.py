"""The grammar of what moves elements, converts, takes out and makes: `reshape` to `as_tensor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.draft import DTYPES, HIGHEST_RANK
from agreement.dimensions import NAMES, ONE, SIZED
from agreement.operation import Operation
from agreement.programs import Call

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
    sizes = ["{}"] * len(dimensions)
    if len(dimensions) > 1 and dimensions[0] in NAMES and dimensions[1] in NAMES and draft.chance(0.3):
        sizes[:2] = ["tg.times({}, {})"]
    elif sizes and draft.chance(0.2):
        axis = draft.rng.randrange(len(sizes))
        sizes[axis] = "-1"
        del dimensions[axis]
    template = draft.pick((f"{{}}.reshape({_shape(sizes)})", f"tg.reshape({{}}, {_shape(sizes)})"))
    if any(dimension in SIZED for dimension in dimensions):
        # One by one, in a product or beside -1, sizes that are literals are `int` to pyright.
        return Call("reshape", template, (x, *map(draft.size, dimensions))) if set(sizes) == {"{}"} else None
    if draft.chance(0.4):
        template = f"{{}}.reshape({', '.join(sizes)})"
    return Call("reshape", template, (x, *map(draft.size, dimensions)))


def _shape(sizes: Sequence[str]) -> str:
    """A tuple as written."""
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


def _transpose(draft: Draft, x: Expression, seen: Seen) -> Call:
    order = list(range(seen.rank))
    while seen.rank > 1 and order == sorted(order):
        draft.rng.shuffle(order)
    if draft.breaks():
        order = [draft.rng.randrange(HIGHEST_RANK) for _ in range(draft.rng.randint(1, HIGHEST_RANK))]
    axes = "" if draft.chance(0.25) or not order else f"({', '.join(map(str, order))},)"
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


def _factory(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    """`zeros`, `ones` and `full` of sizes that are parameters. No `True` for a number, which Python's types accept."""
    dimensions = draft.shape()
    shape = _shape(["{}"] * len(dimensions))
    name = draft.pick(("zeros", "ones", "full"))
    dtype = draft.pick((*DTYPES, ""))
    values = ("True", "False") if dtype == "bool_" and not draft.breaks() else ("2.0", "2")
    arguments = [shape, *([draft.pick(values)] if name == "full" else []), *([dtype] if dtype else [])]
    return Call(name, f"tg.{name}({', '.join(arguments)})", tuple(map(draft.size, dimensions)))


def _as_tensor(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """From an array; with its shape, or with the whole type. Only of the same dtype: data are checked at run time."""
    if None in seen.dimensions:
        return None
    dimensions = seen.known
    if draft.chance(0.5):
        annotation = f"Tensor[{seen.dtype}, tuple[{', '.join(dimensions) or '()'}]]"
        return Call("as_tensor", f"tg.as_tensor({{}}.numpy(), {annotation})", (x,))
    template = f"tg.as_tensor({{}}.numpy(), {seen.dtype}, {_shape(['{}'] * seen.rank)})"
    return Call("as_tensor", template, (x, *map(draft.size, dimensions)))


OPERATIONS: tuple[Operation, ...] = (
    Operation("reshape", DTYPES, _reshape, 6),
    Operation("transpose", DTYPES, _transpose, 4),
    Operation("T", DTYPES, _method("T", "{}.T"), 2),
    Operation("mT", DTYPES, _method("mT", "{}.mT"), 2),
    Operation("concat", DTYPES, _concat, 5),
    Operation("astype", DTYPES, _astype, 2),
    Operation("copy", DTYPES, _method("copy", "{}.copy()"), 1),
    Operation("detach", DTYPES, _method("detach", "{}.detach()"), 1),
    Operation("item", DTYPES, _method("item", "{}.item()"), 2),
    Operation("iter", DTYPES, _method("iter", "[row for row in {}][0]"), 1),
    Operation("factory", DTYPES, _factory, 4),
    Operation("as_tensor", DTYPES, _as_tensor, 2),
)
