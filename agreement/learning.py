"""The grammar of layers, activations, parameters and gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.draft import FLOATS, HIGHEST_RANK
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.programs import Expression, Leaf

_ACTIVATIONS = ("nn.Sigmoid()", "nn.Tanh()", "nn.ReLU()")
_RNG = "rng=np.random.default_rng(0)"


def _linear(draft: Draft, dtype: str, n_in: str, n_out: str) -> tuple[str, tuple[Leaf, ...]]:
    """A layer as written, and its parameters."""
    if draft.breaks():
        dtype, n_in = draft.pick(((draft.pick(FLOATS), n_in), (dtype, draft.dimension())))
    sizes, leaves = draft.sizes((n_in, n_out))
    given = "" if dtype == "float32" and draft.chance(0.7) else f", {dtype}"
    bias = draft.pick(("", "", ", bias=False"))
    return f"nn.Linear({', '.join(sizes)}{given}, {_RNG}{bias})", leaves


def _dtype(seen: Seen) -> str:
    return seen.dtype if seen.dtype in FLOATS else "float32"


def _features(draft: Draft, seen: Seen) -> str:
    return seen.known[-1] if seen.dimensions else draft.dimension()


def _layer(draft: Draft, x: Expression, seen: Seen) -> Call:
    """One layer, applied."""
    layer, leaves = _linear(draft, _dtype(seen), _features(draft, seen), draft.dimension())
    return Call("Linear", f"{layer}({{}})", (*leaves, x))


def _network(draft: Draft, x: Expression, seen: Seen) -> Call:
    """A layer, and after it an activation, a layer, or both; applied.

    Features between have a name or a number: a layer that is written after an `int` is one that takes `int` to mypy.
    """
    hidden = next(name for name in iter(draft.dimension, None) if name != "int")
    first, leaves = _linear(draft, _dtype(seen), _features(draft, seen), hidden)
    then = [draft.pick(_ACTIVATIONS)] if draft.chance(0.6) else []
    if not then or draft.chance(0.6):
        second, more = _linear(draft, _dtype(seen), hidden, draft.dimension())
        then.append(second)
        leaves += more
    return Call(">>", f"({' >> '.join([first, *then])})({{}})", (*leaves, x))


def _activation(draft: Draft, x: Expression, _seen: Seen) -> Call:
    return Call("activation", f"{draft.pick(_ACTIVATIONS)}({{}})", (x,))


def _glorot_uniform(draft: Draft, _x: Expression, seen: Seen) -> Call:
    """The two dimensions of a matrix of weights."""
    rank = draft.rng.randint(0, HIGHEST_RANK) if draft.breaks() else 2
    sizes, leaves = draft.sizes([draft.dimension() for _ in range(rank)])
    shape = f"({', '.join(sizes)}{',' if rank == 1 else ''})"
    return Call("glorot_uniform", f"nn.glorot_uniform({shape}, {seen.dtype}, {_RNG})", leaves)


def _parameter(draft: Draft, x: Expression, seen: Seen) -> Call:
    """A parameter of these values; and assigned to, which gives None."""
    if draft.chance(0.5):
        return Call("Parameter", "Parameter({})", (x,))
    return Call("assign", "Parameter({}).assign({})", (x, draft.operand(seen.dtype, seen.known)))


_LOSSES = ("Parameter({})", "Parameter({}).mean()", "Parameter({}).sum()", "nn.mse(Parameter({}), {})")
_NO_LOSSES = ("Parameter({}).sum(0)", "Parameter({}).mean(-1, keepdims=True)")


def _loss(draft: Draft, seen: Seen) -> str:
    """A loss as written, of one tensor; a scalar unless the draft breaks it."""
    if seen.rank == 0 or draft.breaks():
        return draft.pick((_LOSSES[0], *_NO_LOSSES))
    return draft.pick(_LOSSES[1:])


def _backprop(draft: Draft, x: Expression, seen: Seen) -> Call:
    """Of a loss that depends on a parameter, for that it does is no matter of types."""
    loss = _loss(draft, seen)
    return Call("backprop", f"tg.backprop({loss})", (x,) * loss.count("{}"))


def _gradients(draft: Draft, x: Expression, seen: Seen) -> Call:
    """By one parameter, or by a tuple of them."""
    loss = _loss(draft, seen)
    sources = tuple(draft.leaf(draft.pick(FLOATS), draft.shape()) for _ in range(draft.rng.randint(1, 3)))
    written = ", ".join(["Parameter({})"] * len(sources))
    written = written if len(sources) == 1 and draft.chance(0.7) else f"({written},)"
    return Call("gradients", f"tg.gradients({loss}, {written})", ((x,) * loss.count("{}")) + sources)


OPERATIONS: tuple[Operation, ...] = (
    Operation("Linear", FLOATS, _layer, 4),
    Operation(">>", FLOATS, _network, 3),
    Operation("activation", FLOATS, _activation, 2),
    Operation("glorot_uniform", FLOATS, _glorot_uniform, 1),
    Operation("Parameter", FLOATS, _parameter, 2),
    Operation("backprop", FLOATS, _backprop, 1),
    Operation("gradients", FLOATS, _gradients, 1),
)
