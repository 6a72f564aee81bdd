"""The grammar of what makes tensors: factories, ranges, random draws, and what others hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.dimensions import NAMES
from agreement.draft import DTYPES, FLOATS, INTEGERS, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call, TensorType
from agreement.shaping import _shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agreement.draft import Draft, Seen
    from agreement.programs import Expression, Leaf

_FACTORIES = ("zeros", "ones", "full", "empty", "arange", "linspace", "eye")
_DRAWS = ("normal", "uniform", "integers", "bernoulli", "permutation")
GIVING_SHAPES = (*_FACTORIES, *_DRAWS, "as_tensor", "from_dlpack", "from_numpy")
"""Operations to which a shape, or a size, is given as an argument."""

_RNG = "np.random.default_rng(0)"


def _value(draft: Draft, dtype: str) -> str:
    """A scalar, as a rule of the dtype. No `True` for a number, which Python's types accept."""
    return draft.pick(("True", "False") if dtype == "bool_" and not draft.breaks() else ("2.0", "2"))


def _dtype(draft: Draft, suited: Sequence[str], keyword: str = "") -> str:
    """A dtype as a last argument, or none."""
    dtype = draft.pick((*(DTYPES if draft.breaks() else suited), ""))
    return f", {keyword}{dtype}" if dtype else ""


def _factory(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    """`zeros`, `ones`, `empty` and `full` of some sizes."""
    sizes, leaves = draft.sizes(draft.shape())
    if len(sizes) > 1 and draft.chance(0.2):
        sizes[-2:] = [f"tg.{draft.pick(('plus', 'times'))}({sizes[-2]}, {sizes[-1]})"]
    name = draft.pick(("zeros", "ones", "full", "empty"))
    dtype = draft.pick((*DTYPES, ""))
    arguments = [_shape(sizes), *([_value(draft, dtype)] if name == "full" else []), *([dtype] if dtype else [])]
    return Call(name, f"tg.{name}({', '.join(arguments)})", leaves)


def _like(draft: Draft, x: Expression, seen: Seen) -> Call:
    name = draft.pick(("zeros_like", "ones_like", "full_like", "empty_like"))
    dtype = draft.pick((*DTYPES, "", ""))
    arguments = [
        "{}",
        *([_value(draft, dtype or seen.dtype)] if name == "full_like" else []),
        *([dtype] if dtype else []),
    ]
    return Call(name, f"tg.{name}({', '.join(arguments)})", (x,))


def _size(draft: Draft) -> tuple[str, tuple[Leaf, ...]]:
    """One size as written, and the parameter that it is, if any."""
    sizes, leaves = draft.sizes([draft.dimension()])
    return sizes[0], leaves


def _arange(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    """To a size; between two numbers, integers or floats."""
    if draft.chance(0.5):
        size, leaves = _size(draft)
        return Call("arange", f"tg.arange({size}{_dtype(draft, NUMBERS, 'dtype=')})", leaves)
    of_ints = draft.chance(0.5)
    numbers = draft.pick(("2, 7", "9, 0, -2", "-3, 3") if of_ints else ("2.5", "0.0, 1.0, 0.25", "0, 1, 0.5"))
    return Call("arange", f"tg.arange({numbers}{_dtype(draft, NUMBERS if of_ints else FLOATS, 'dtype=')})", ())


def _linspace(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    size, leaves = _size(draft)
    endpoint = draft.pick(("", ", endpoint=False"))
    return Call("linspace", f"tg.linspace(0, 1.0, {size}{endpoint}{_dtype(draft, FLOATS, 'dtype=')})", leaves)


def _meshgrid(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """One tensor of a grid of two or three."""
    if seen.rank != 1 and not draft.wrong:
        return None
    operands = (x, *(draft.operand(seen.dtype, [draft.dimension()]) for _ in range(draft.pick((1, 1, 2)))))
    indexing = draft.pick(("", ', indexing="xy"', ', indexing="ij"'))
    return Call("meshgrid", f"tg.meshgrid({', '.join(['{}'] * len(operands))}{indexing})[1]", operands)


def _eye(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    """Square, or of two names: of two literals it has `int`s."""
    size, leaves = _size(draft)
    if draft.chance(0.4):
        sizes, leaves = draft.sizes([draft.pick(NAMES), draft.pick(NAMES)])
        size = ", ".join(sizes)
    diagonal = draft.pick(("", ", k=1")) if not draft.breaks() else ", k=0.5"
    return Call("eye", f"tg.eye({size}{diagonal}{_dtype(draft, DTYPES, 'dtype=')})", leaves)


def _random_floats(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    sizes, leaves = draft.sizes(draft.shape())
    name, options = draft.pick((("normal", "mean=1, std=0.5"), ("uniform", "low=-1.0, high=2")))
    option = f", {options}" if draft.chance(0.3) else ""
    return Call(name, f"random.{name}({_RNG}, {_shape(sizes)}{_dtype(draft, FLOATS)}{option})", leaves)


def _random_integers(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    sizes, leaves = draft.sizes(draft.shape())
    bounds = "0, 2.5" if draft.breaks() else "-3, 4"
    return Call("integers", f"random.integers({_RNG}, {bounds}, {_shape(sizes)}{_dtype(draft, INTEGERS)})", leaves)


def _bernoulli(draft: Draft, _x: Expression, _seen: Seen) -> Call:
    sizes, leaves = draft.sizes(draft.shape())
    return Call("bernoulli", f"random.bernoulli({_RNG if not draft.breaks() else 0}, 0.5, {_shape(sizes)})", leaves)


def _permutation(draft: Draft, x: Expression, _seen: Seen) -> Call:
    """Of so many, or of a tensor's parts."""
    size, leaves = _size(draft) if draft.chance(0.4) else ("{}", (x,))
    return Call("permutation", f"random.permutation({_RNG}, {size})", leaves)


def _as_tensor(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """From an array; with its shape, or with the whole type. Only of the same dtype: data are checked at run time."""
    if None in seen.dimensions:
        return None
    dimensions = seen.known
    if draft.chance(0.5):
        annotation = TensorType("Tensor", seen.dtype, dimensions)
        return Call("as_tensor", f"tg.as_tensor({{}}.numpy(), {annotation})", (x,))
    sizes, leaves = draft.sizes(dimensions)
    return Call("as_tensor", f"tg.as_tensor({{}}.numpy(), {seen.dtype}, {_shape(sizes)})", (x, *leaves))


def _from_numpy(draft: Draft, x: Expression, _seen: Seen) -> Call:
    """Of an array; a tensor is none."""
    return Call("from_numpy", f"tg.from_numpy({'{}' if draft.breaks() else '{}.numpy()'})", (x,))


def _from_dlpack(draft: Draft, x: Expression, seen: Seen) -> Call | None:
    """Of a tensor; of an array with the whole type. A number is no array."""
    if draft.breaks():
        return Call("from_dlpack", "tg.from_dlpack({})", (draft.size(draft.dimension()),))
    if None in seen.dimensions or draft.chance(0.5):
        return Call("from_dlpack", "tg.from_dlpack({})", (x,))
    annotation = TensorType("Tensor", seen.dtype, seen.known)
    return Call("from_dlpack", f"tg.from_dlpack({{}}.numpy(), {annotation})", (x,))


def _tolist(_draft: Draft, x: Expression, _seen: Seen) -> Call:
    return Call("tolist", "{}.tolist()", (x,))


OPERATIONS: tuple[Operation, ...] = (
    Operation("factory", DTYPES, _factory, 4),
    Operation("like", DTYPES, _like, 3),
    Operation("arange", DTYPES, _arange, 2),
    Operation("linspace", DTYPES, _linspace, 1),
    Operation("meshgrid", DTYPES, _meshgrid, 2),
    Operation("eye", DTYPES, _eye, 2),
    Operation("random floats", DTYPES, _random_floats, 2),
    Operation("integers", DTYPES, _random_integers, 1),
    Operation("bernoulli", DTYPES, _bernoulli, 1),
    Operation("permutation", DTYPES, _permutation, 2),
    Operation("as_tensor", DTYPES, _as_tensor, 2),
    Operation("from_numpy", DTYPES, _from_numpy, 2),
    Operation("from_dlpack", DTYPES, _from_dlpack, 1),
    Operation("tolist", DTYPES, _tolist, 1),
)
