"""Parameters of one dtype as views of one flat array, and their gradients of another.

One call on the flat array does what a call for each parameter would, and the first gradient of a parameter is written
straight into its place.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.tape import next_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typedgrad.dtypes import Float
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tape import Leaf
    from typedgrad.tensor.parameter import Parameter

BLOCK = 65_536
"""How many elements are updated at a time: the arrays of a block stay in the cache between the calls on it."""


class Flat:
    """The values and gradients of parameters, flat.

    Attributes:
        values: every parameter's values, one after the other.
        gradients: their gradients, in the same places.
        steps: how often each parameter has been updated.
    """

    def __init__(self, parameters: Sequence[Parameter[Float, Any]]) -> None:
        self.parameters: tuple[Parameter[Float, Any], ...] = tuple(parameters)
        self.leaves: tuple[Leaf, ...] = tuple(parameter._leaf for parameter in parameters)
        ends = tuple(accumulate(parameter.size for parameter in parameters))
        self._places = tuple(zip((0, *ends[:-1]), ends, strict=True))
        dtype = parameters[0]._data.dtype
        self.values: NDArray = np.empty(ends[-1], dtype)
        self.gradients: NDArray = np.empty(ends[-1], dtype)
        self.steps: list[int] = [0] * len(self.parameters)
        self._adopt()

    def _adopt(self) -> None:
        """Move values and gradients into the flat arrays."""
        views: list[NDArray] = []
        for parameter, leaf, (start, end) in zip(self.parameters, self.leaves, self._places, strict=True):
            values = self.values[start:end].reshape(leaf.shape)
            gradient = self.gradients[start:end].reshape(leaf.shape)
            np.copyto(values, parameter._data)
            if leaf.is_filled:
                np.copyto(gradient, leaf.memory())
            parameter._data, leaf.gradient = values, gradient
            views.append(values)
        self._members = tuple(zip(self.parameters, self.leaves, views, strict=True))

    def ready(self) -> list[tuple[int, int, int]]:
        """The stretches with gradients as (start, end, step), each counted as one step more."""
        is_complete = True
        for parameter, leaf, values in self._members:
            if parameter._data is not values:  # another optimizer has moved it since
                self._adopt()
                return self.ready()
            if not leaf.is_filled:
                is_complete = False
        steps = self.steps
        if is_complete and steps.count(steps[0]) == len(steps):
            self.steps = [steps[0] + 1] * len(steps)
            return [(0, self.values.size, self.steps[0])]
        return self._stretches()

    def _stretches(self) -> list[tuple[int, int, int]]:
        """As `ready`, where some parameter has no gradient, or has been without one."""
        stretches: list[tuple[int, int, int]] = []
        for i, (leaf, (start, end)) in enumerate(zip(self.leaves, self._places, strict=True)):
            if not leaf.is_filled:
                continue
            self.steps[i] = step = self.steps[i] + 1
            if stretches and stretches[-1][1:] == (start, step):
                stretches[-1] = (stretches[-1][0], end, step)
            else:
                stretches.append((start, end, step))
        return stretches

    def updated(self) -> None:
        """Tell the tape which values have changed: see `tape.collect`."""
        order = next_order()
        for leaf in self.leaves:
            if leaf.is_filled:
                leaf.order = order


def blocks(start: int, end: int) -> Iterator[slice]:
    """A stretch in blocks that fit the cache."""
    for first in range(start, end, BLOCK):
        yield slice(first, min(first + BLOCK, end))
