"""The walk back through the graph that is itself recorded, so that gradients have gradients.

It reads the same rules as `tape.walk`, with tensors instead of arrays: the gradients become nodes of the graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from typedgrad.rules.rule import Saves
from typedgrad.tape import broadcast_axes, enable_grad
from typedgrad.tensor import reading
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from typedgrad.nodes import Node
    from typedgrad.rules.rule import Rule
    from typedgrad.tensor.tensor import Tensor

    AnyTensor: TypeAlias = Tensor[Any, Any]


def walk(calls: Sequence[Node], seed: Mapping[Node, AnyTensor]) -> dict[Node, AnyTensor]:
    """Carry gradients back through `calls`, an order of `tape.collect`, and return those of all nodes, recorded.

    Nothing is freed: the gradients refer to the calls.
    """
    gradients = dict(seed)
    with enable_grad(), np.errstate(all="ignore"):
        for node in calls:
            g, rule = gradients[node], cast("Rule", node.rule)  # `collect` gives calls only, after what depends on them
            saved = _saved(node)
            pairs = zip(node.inputs, rule.gradients, strict=False)  # the last input may have none
            for i, (source, gradient) in enumerate(pairs):
                if source is not None:
                    try:
                        part = _sum_to(_read(gradient, g, saved), source.shape)
                    except FloatingPointError as error:  # of `detect_nan`, which sees the operations of the gradient
                        raise FloatingPointError(f"gradient of {rule.name} by input {i}: {error}") from error
                    gradients[source] = gradients[source] + part if source in gradients else part
    return gradients


def _read(gradient: Callable[..., object], g: AnyTensor, saved: tuple[object, ...]) -> AnyTensor:
    """A gradient read with tensors, which is a tensor; called an object, as mypy would hold it to a protocol."""
    return cast("AnyTensor", gradient(reading.TENSORS, g, *saved))


def _saved(node: Node) -> tuple[object, ...]:
    """What the gradients need of a call, its arrays as the tensors that they were."""
    saved: tuple[Any, ...] = node.saved or ()
    saves = node.rule.saves if node.rule else Saves.NOTHING
    if saves is Saves.OUTPUT:
        return (wrap(saved[0], node),)
    if saves is Saves.CONSTANT:
        return (wrap(saved[0]),)
    if saves is Saves.ALL:
        return (*(wrap(data, source) for data, source in zip(saved, node.inputs, strict=False)), wrap(saved[-1], node))
    if saves is Saves.INPUTS or saves is Saves.AS_RUN:  # what `run` adds to the inputs is for its own `pull`
        count = len(node.inputs)
        return (*(wrap(data, source) for data, source in zip(saved, node.inputs, strict=False)), *saved[count:])
    return saved


def _sum_to(g: AnyTensor, shape: tuple[int, ...]) -> AnyTensor:
    """Sum over the axes along which a tensor of `shape` was broadcast to the shape of `g`."""
    if g.shape == shape:
        return g
    return reading.reshape(reading.sum(g, broadcast_axes(g.shape, shape), keepdims=True), shape)
