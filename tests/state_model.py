"""A plain model of tensors and of what is recorded: NumPy values, and dense Jacobians carried forward.

Each call is a function of NumPy's that is analytic, so its derivatives are those of a complex step, exact to the last
bits, and owe nothing to the rules of the library. A graph is what decides whether a gradient may be had at all.

Source of the complex step: Squire and Trapp, Using complex variables to estimate derivatives of real functions, 1998.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from helpers import AnyArray, AnyTensor, array

from typedgrad import Parameter, float64

if TYPE_CHECKING:
    from collections.abc import Callable

Node: TypeAlias = "Leaf | Call"

_next = count(1).__next__
_STEP = 1e-30
_LARGEST = 1e3  # of values and of derivatives, for rounding not to be what differs


@dataclass(eq=False)
class Leaf:
    """A parameter: its values now, the sum of its gradients, and when the values last changed."""

    value: AnyArray
    grad: AnyArray | None = None
    order: int = field(default_factory=_next)

    def assign(self, value: AnyArray) -> None:
        """Give it other values."""
        self.value = np.asarray(value)  # of a 0-d array NumPy computes a scalar, which cannot be moved in place
        self.order = _next()


@dataclass(eq=False)
class Call:
    """A recorded call.

    Attributes:
        inputs: what it was called with, None for constants.
        saves_inputs: whether its gradients are written in its inputs.
        freed: whether a walk back went through it.
    """

    inputs: tuple[Node | None, ...]
    saves_inputs: bool
    freed: bool = False
    order: int = field(default_factory=_next)


@dataclass(eq=False)
class Twin:
    """The model of a tensor.

    Attributes:
        constant: the values, but for a parameter, whose leaf has them.
        node: what it was computed by, None for a constant.
        jacobian: its derivatives by each node that it depends on, also by its own.
    """

    constant: AnyArray
    node: Node | None = None
    jacobian: dict[Node, AnyArray] = field(default_factory=dict[Node, AnyArray])

    @property
    def value(self) -> AnyArray:
        """The values now."""
        return self.node.value if isinstance(self.node, Leaf) else self.constant


class RefusedError(Exception):
    """The model's word for a gradient that there is none of."""


def parameter(value: AnyArray) -> Twin:
    """Model a new parameter."""
    return recorded(value, Leaf(value.copy()), {})


def recorded(value: AnyArray, node: Node, jacobian: dict[Node, AnyArray]) -> Twin:
    """Model a tensor that has a node."""
    return Twin(value, node, {**jacobian, node: np.eye(value.size)})


def called(
    function: Callable[..., AnyArray], inputs: tuple[Twin, ...], *, saves_inputs: bool, is_recording: bool
) -> Twin:
    """Model a call.

    Raises:
        ValueError, IndexError: as `function`.
    """
    values = [x.value for x in inputs]
    result = np.asarray(function(*values))
    nodes = tuple(x.node for x in inputs)
    if not is_recording or all(node is None for node in nodes):
        return Twin(result)
    jacobian: dict[Node, AnyArray] = {}
    for i, x in enumerate(inputs):
        if x.node is None:
            continue
        local = _derivatives(function, values, i, result.size)
        for node, further in x.jacobian.items():
            part = local @ further
            jacobian[node] = jacobian[node] + part if node in jacobian else part
    return recorded(result, Call(nodes, saves_inputs), jacobian)


def _derivatives(function: Callable[..., AnyArray], values: list[AnyArray], i: int, rows: int) -> AnyArray:
    """The derivatives of a function by its i-th argument, a row for each element of the result."""
    local = np.empty((rows, values[i].size))
    for k in range(values[i].size):
        moved = values[i].astype(np.complex128)
        moved.flat[k] += _STEP * 1j
        result = function(*values[:i], moved, *values[i + 1 :])
        local[:, k] = np.imag(result).ravel() / _STEP
    return local


def walk(root: Node, *, retain: bool) -> None:
    """Go back through a graph, the latest call first, and free it on the way.

    Raises:
        RefusedError: a call was freed, or saved a parameter that has changed since.
    """
    pending = {root}
    while pending:
        node = max(pending, key=lambda one: one.order)
        pending.remove(node)
        if isinstance(node, Leaf):
            continue
        if node.freed:
            raise RefusedError("freed")
        node.freed = not retain
        for source in node.inputs:
            if isinstance(source, Leaf):
                if source.order > node.order and node.saves_inputs:
                    raise RefusedError("updated")
            elif source is not None:
                pending.add(source)


def outcome(loss: Twin, *, retain: bool) -> str:
    """How a walk from here ends: "ended", or "constant", "freed" or "updated", for which it is refused.

    One that comes to an end frees what it went through, and so does another.
    """
    if loss.node is None:
        return "constant"
    try:
        walk(loss.node, retain=retain)
    except RefusedError as error:
        return str(error)
    return "ended"


def gradient(loss: Twin, node: Node, shape: tuple[int, ...]) -> AnyArray:
    """The gradient of a scalar by what has this node, zeros where it does not depend on it."""
    found = loss.jacobian.get(node)
    return np.zeros(shape) if found is None else found.reshape(shape)


def is_moderate(twin: Twin) -> bool:
    """Whether values and derivatives are finite, and none is large."""
    return all(bool(np.all(np.abs(one) < _LARGEST)) for one in (twin.value, *twin.jacobian.values()))


def assert_close(x: AnyTensor, expected: AnyArray) -> None:
    """Hold a tensor to dtype, shape and values."""
    data = array(x)
    assert (x.dtype, x.shape, data.dtype) == (float64.numpy, expected.shape, float64.numpy)
    np.testing.assert_allclose(data, expected, rtol=1e-10, atol=1e-10)


def assert_same(x: Any, twin: Twin) -> None:
    """Hold a tensor to its twin, and take over the last bits of it, for no step to amplify what differs."""
    assert_close(x, twin.value)
    leaf = twin.node
    w: Any = x  # isinstance leaves the parameters of `x` unknown
    if not isinstance(leaf, Leaf):
        assert not isinstance(x, Parameter)
        return
    assert isinstance(x, Parameter)
    leaf.value = array(w).copy()
    grad = w.grad
    assert (grad is None) == (leaf.grad is None)
    if leaf.grad is not None:
        assert_close(grad, leaf.grad)
        leaf.grad = array(grad).copy()
