"""What the graph is made of: a node for each recorded call, and for each parameter a leaf."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.errors import GradientError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import SupportsIndex

    from typedgrad.capture import Recorder
    from typedgrad.rules.namespace import NDArray
    from typedgrad.rules.rule import Rule

next_order: Callable[[], int] = count(1).__next__
"""The number of the next event: a call recorded, or a parameter updated."""


class Node:
    """One recorded call.

    Attributes:
        rule: what was called; None for a leaf.
        inputs: a node for each input of the call, None for a constant one.
        saved: what the gradients need of the call; None once the node is freed.
        order: when it was recorded; for a leaf, when its values last changed.
        shape: the shape of the result, and of its gradient.
    """

    __slots__ = ("__weakref__", "inputs", "order", "rule", "saved", "shape")

    def __init__(
        self,
        rule: Rule | None,
        inputs: tuple[Node | None, ...],
        saved: tuple[object, ...] | None,
        shape: tuple[int, ...],
    ) -> None:
        self.rule: Rule | None = rule
        self.inputs: tuple[Node | None, ...] = inputs
        self.saved: tuple[object, ...] | None = saved
        self.shape: tuple[int, ...] = shape
        self.order: int = next_order()


class Leaf(Node):
    """A node that nothing was computed for: gradients end here, and `backprop` adds them up here.

    Attributes:
        gradient: the memory for the sum of gradients, allocated when first needed.
        is_filled: whether `gradient` holds one.
    """

    __slots__ = ("dtype", "gradient", "is_filled")

    def __init__(self, data: NDArray) -> None:
        super().__init__(None, (), (), data.shape)
        self.dtype: np.dtype[Any] = data.dtype
        self.gradient: NDArray | None = None
        self.is_filled: bool = False

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[Any, ...]:
        """By the oldest protocol that knows slots, or a later one."""
        return super().__reduce_ex__(max(protocol.__index__(), 2))

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        """Pickle, or deep-copy: memory without a gradient in it is left out, whatever it holds."""
        names = ("dtype", "gradient", "inputs", "is_filled", "rule", "saved", "shape")
        state: dict[str, object] = {name: getattr(self, name) for name in names}
        return None, state if self.is_filled else {**state, "gradient": None}

    def __setstate__(self, state: tuple[None, dict[str, object]]) -> None:
        """Unpickle; the numbers of another process's events mean nothing here."""
        for name, value in state[1].items():
            setattr(self, name, value)
        if self.gradient is not None and not self.gradient.flags.writeable:  # in the buffer of a pickle
            self.gradient = self.gradient.copy()
        self.order: int = next_order()

    def memory(self) -> NDArray:
        """Where the gradient is, or will be."""
        if self.gradient is None:
            self.gradient = np.empty(self.shape, self.dtype)
        return self.gradient

    def changed(self) -> None:
        """Note that the values have changed: see `collect`."""
        self.order = next_order()

    def capture(self, recording: Recorder, gradient: NDArray) -> None:
        """Add to the gradient, or make it the first, in a step that is being captured."""
        recording.expects_filled(self)
        memory = recording.held(self.memory())
        if self.is_filled:
            np.add(memory, gradient, memory)
        elif gradient is not memory:
            np.copyto(memory, gradient)
        recording.fills(self, True)


def freed(node: Node) -> GradientError:
    """The error for a call that is needed again."""
    return GradientError(
        f"the graph{f' of {node.rule.name}' if node.rule else ''} is freed: an earlier backprop or gradients went "
        "through it; pass retain_graph=True to that one, or compute the loss anew"
    )
