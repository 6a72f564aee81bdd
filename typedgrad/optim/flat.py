"""Parameters of one dtype as views of one flat array, and their gradients of another.

One call on the flat arrays does what a call for each parameter would, and the first gradient of a parameter is written
straight into its place. The arrays are cut into blocks once; a step goes over views that are there already.

Each step ends by counting itself, as the last of the calls that update: what is interrupted before these has counted
nothing, and they are handed to C all at once.
"""

from __future__ import annotations

from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.capture import changes
from typedgrad.nodes import next_order
from typedgrad.optim.kernel import calls_of
from typedgrad.rules.memory import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.dtypes import Float
    from typedgrad.nodes import Leaf
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter

BLOCK_BYTES = 2**18
"""How much of each array is updated at a time, so that it stays in the cache between the calls on it.

Adam of two million parameters, by blocks of 2**16, 2**17, ... 2**20 bytes: 1.16, 1.05, 1, 1.03, 1.03 in float64 and
1.18, 1.04, 1, 1.02, 1.01 in float32.
"""

_MOST_STRETCHES = 64
_MOST_MARKS = 64


def _unbound(*_: NDArray) -> None:
    """The kernel of what has none yet."""


class Stretch:
    """Parameters side by side that take the same step, so that the same numbers update them.

    Attributes:
        step: which step it is, the first is 1.
        kernel: what updates a block.
        numbers: 0-d arrays for what changes from step to step, such as the learning rate.
        blocks: of each block the values, the gradients, the memories, scratch, and then the numbers.
        calls: what the kernel calls for all blocks, and last what counts the step.
        count: what counts the step, which may be another for each.
    """

    __slots__ = ("blocks", "calls", "count", "kernel", "numbers", "step")

    def __init__(self, numbers: tuple[NDArray, ...], blocks: tuple[tuple[NDArray, ...], ...]) -> None:
        self.step: int = 0
        self.kernel: Callable[..., None] = _unbound
        self.count: Callable[[], object] = tuple  # which does nothing
        self.calls: list[Callable[[], object]] = [self.count]
        self.numbers: tuple[NDArray, ...] = numbers
        self.blocks: tuple[tuple[NDArray, ...], ...] = blocks

    def bind(self, kernel: Callable[..., None]) -> None:
        """Have the calls of another kernel."""
        self.calls = [*(call for block in self.blocks for call in calls_of(kernel, block)), self.calls[-1]]
        self.kernel = kernel


class Flat:
    """The values and gradients of parameters, flat, with what an optimizer remembers of each.

    Args:
        parameters: of one dtype.
        numbers: how many numbers change from step to step.
        scratch: how many arrays to write into a block has.

    Attributes:
        leaves: the parameters' leaves.
        values: every parameter's values, one after the other.
        gradients: their gradients, in the same places.
        memories: what the optimizer remembers, in the same places.
        names: the names of the memories.
    """

    def __init__(self, parameters: Sequence[Parameter[Float, Any]], numbers: int, scratch: int = 1) -> None:
        self._parameters = tuple(parameters)
        self.leaves: tuple[Leaf, ...] = tuple(parameter._leaf for parameter in parameters)
        ends = tuple(accumulate(parameter.size for parameter in parameters))
        self._places = tuple(zip((0, *ends[:-1]), ends, strict=True))
        size, dtype = ends[-1], parameters[0]._values.dtype
        self.values: NDArray = aligned(size, dtype)
        self.gradients: NDArray = aligned(size, dtype)
        self.memories: tuple[NDArray, ...] = ()
        self.names: tuple[str, ...] = ()
        self._numbers, self._scratch = numbers, scratch
        # Steps taken beside those that are marked; how many each parameter has missed; and the stretch of all.
        self._counts: tuple[int, list[int], list[Stretch]] = (0, [0] * len(self._parameters), [])
        self._count_from_here()
        self._adopt()
        self._forget_views()

    def _count_from_here(self) -> None:
        self._marks: list[None] = []  # one for each step of all parameters
        self.count: Callable[[], object] = partial(self._marks.append, None)

    def __getstate__(self) -> dict[str, object]:
        """Pickle, or copy: of the arrays, not of the views, which would be views of a copy no more."""
        taken, missed, _ = self._counts
        views = ("_members", "_stretches", "_marks", "count")
        state: dict[str, object] = {name: value for name, value in vars(self).items() if name not in views}
        no_stretches: list[Stretch] = []
        return {**state, "_counts": (taken + len(self._marks), missed, no_stretches)}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Unpickle, or copy."""
        vars(self).update(state)
        self.values, self.gradients, *memories = map(_owned, (self.values, self.gradients, *self.memories))
        self.memories = tuple(memories)
        self._count_from_here()
        self._adopt()
        self._forget_views()

    def _adopt(self) -> None:
        """Move values and gradients into the flat arrays."""
        views: list[NDArray] = []
        for parameter, leaf, (start, end) in zip(self._parameters, self.leaves, self._places, strict=True):
            values = self.values[start:end].reshape(leaf.shape)
            gradient = self.gradients[start:end].reshape(leaf.shape)
            np.copyto(values, parameter._values)
            if leaf.is_filled:
                np.copyto(gradient, leaf.memory())
            parameter._values, leaf.gradient = values, gradient
            views.append(values)
        self._members = tuple(zip(self._parameters, self.leaves, views, strict=True))
        changes.note()

    def _forget_views(self) -> None:
        self._stretches: dict[tuple[int, int], Stretch] = {}
        taken, missed, _ = self._counts
        self._counts = taken, missed, self._together(missed)

    def _together(self, missed: Sequence[int]) -> list[Stretch]:
        """The stretch of all parameters, or none if some has missed a step."""
        return [] if any(missed) else [self._stretch(0, self.values.size)]

    def _fold(self) -> None:
        """Count what is marked, before there are too many."""
        taken, missed, whole = self._counts
        counted = taken + len(self._marks), missed, whole
        forget = self._marks.clear
        self._counts = counted
        forget()  # in one breath: CPython looks for an interrupt after it

    def remember(self, names: tuple[str, ...]) -> None:
        """Keep these memories from now on: those that there are, and others that are zero at first."""
        known = dict(zip(self.names, self.memories, strict=True))
        size, dtype = self.values.size, self.values.dtype
        self.memories = tuple(known[name] if name in known else aligned(size, dtype) for name in names)
        self.names = names
        self._forget_views()
        changes.note()

    def memories_of(self, place: int) -> dict[str, NDArray]:
        """What is remembered of a parameter, in its shape, as views."""
        (start, end), shape = self._places[place], self.leaves[place].shape
        return {name: memory[start:end].reshape(shape) for name, memory in zip(self.names, self.memories, strict=True)}

    def steps(self) -> tuple[int, ...]:
        """How many steps each parameter has taken."""
        taken, missed, _ = self._counts
        return tuple(taken + len(self._marks) - steps for steps in missed)

    def set_steps(self, steps: Sequence[int]) -> None:
        """Go on as if each parameter had taken so many."""
        taken = max(steps)
        missed = [taken - step for step in steps]
        self._counts = taken - len(self._marks), missed, self._together(missed)
        changes.note()

    def advance(self) -> list[Stretch]:
        """The stretches that have gradients, which count as one step more once their calls are made.

        The tape is told that their values change: see `tape.collect`.
        """
        order = next_order()
        is_complete = True
        for parameter, leaf, values in self._members:
            if parameter._values is not values:  # another optimizer has moved it since
                self._adopt()
                return self.advance()
            if leaf.is_filled:
                leaf.order = order
            else:
                is_complete = False
        taken, _, whole = self._counts
        if not (is_complete and whole):
            return self._advance_some()
        marks = len(self._marks)
        stretch = whole[0]
        stretch.step = taken + marks + 1
        stretch.calls[-1] = stretch.count = self.count
        if marks > _MOST_MARKS:
            self._fold()
        return whole

    def filled(self) -> list[NDArray]:
        """The gradients that there are: all as one array, if they are in place."""
        if all(leaf.is_filled and parameter._values is values for parameter, leaf, values in self._members):
            return [self.gradients]
        return [leaf.memory() for leaf in self.leaves if leaf.is_filled]

    def repeat(self) -> None:
        """`advance`, where all parameters have gradients as the last time, and none was moved."""
        order = next_order()
        for leaf in self.leaves:
            leaf.order = order
        taken, _, whole = self._counts
        marks = len(self._marks)
        whole[0].step = taken + marks + 1
        if marks > _MOST_MARKS:
            self._fold()

    def is_whole(self) -> bool:
        """Whether all parameters take the same step."""
        return bool(self._counts[2]) and all(leaf.is_filled for leaf in self.leaves)

    def same(self) -> Callable[[], bool]:
        """A test whether `advance` will give the same stretches as now, if the same leaves have gradients."""
        views = [values for _, _, values in self._members]
        filled = [i for i, leaf in enumerate(self.leaves) if leaf.is_filled]
        missed, memories = self._counts[1], self.memories

        def holds() -> bool:
            for parameter, values in zip(self._parameters, views, strict=True):
                if parameter._values is not values:
                    return False
            now = self._counts[1]
            if now != missed:
                later = [now[i] - missed[i] for i in filled]
                if later and later.count(later[0]) < len(later):
                    return False
            return self.memories is memories

        return holds

    def keeps(self, stretch: Stretch) -> bool:
        """Whether a stretch is still the one of its parameters: others may have taken its place."""
        return any(known is stretch for known in self._stretches.values())

    def restore(self) -> Callable[[], None]:
        """What brings the counts of steps back to what they are now."""
        taken, missed, whole = self._counts
        taken += len(self._marks)

        def restored() -> None:
            self._counts = taken - len(self._marks), missed, whole

        return restored

    def _advance_some(self) -> list[Stretch]:
        """As `advance`, where some parameter has no gradient, or has been without one."""
        changes.note()
        bounds: list[tuple[int, int, int]] = []
        before, missed, _ = self._counts
        marks = len(self._marks)
        missed, taken = list(missed), before + marks + 1
        for i, (leaf, (start, end)) in enumerate(zip(self.leaves, self._places, strict=True)):
            if not leaf.is_filled:
                missed[i] += 1
                continue
            step = taken - missed[i]
            joins = bounds and bounds[-1][1:] == (start, step)
            bounds.append((bounds.pop()[0] if joins else start, end, step))
        missed_by_all = min(missed)
        missed = [steps - missed_by_all for steps in missed]
        stretches: list[Stretch] = []
        for start, end, step in bounds:
            stretch = self._stretch(start, end)
            stretch.step = step
            stretch.calls[-1] = stretch.count = tuple
            stretches.append(stretch)
        if stretches:
            counts = taken - missed_by_all - marks, missed, self._together(missed)
            stretches[-1].calls[-1] = stretches[-1].count = partial(setattr, self, "_counts", counts)
        return stretches

    def _stretch(self, start: int, end: int) -> Stretch:
        """Views of a stretch, made once."""
        known = self._stretches.get((start, end))
        if known is not None:
            return known
        dtype = self.values.dtype
        length = BLOCK_BYTES // dtype.itemsize
        numbers = tuple(np.empty((), dtype) for _ in range(self._numbers))
        scratches = [aligned(min(end - start, length), dtype) for _ in range(self._scratch)]
        blocks: list[tuple[NDArray, ...]] = []
        for first in range(start, end, length):
            last = min(first + length, end)
            arrays = [array[first:last] for array in (self.values, self.gradients, *self.memories)]
            blocks.append((*arrays, *(scratch[: last - first] for scratch in scratches), *numbers))
        if len(self._stretches) >= _MOST_STRETCHES:
            self._stretches.clear()
        stretch = self._stretches[start, end] = Stretch(numbers, tuple(blocks))
        return stretch


def _owned(array: NDArray) -> NDArray:
    """A copy on cache lines: joblib may hand over the memory of a file that is mapped for reading."""
    copy = aligned(array.size, array.dtype)
    np.copyto(copy, array)
    return copy
