"""Where a program's own arrays go: what is not needed at the same time shares memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from typedgrad.compile.storage import Place, same_layout, within
from typedgrad.rules.memory import address, aligned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.compile.storage import Call, Storage
    from typedgrad.compile.traced import Traced
    from typedgrad.rules.namespace import NDArray

_LINE = 64  # bytes of a cache line


def needed(calls: Sequence[Call], results: Sequence[Traced]) -> list[Call]:
    """The calls that a result or memory that outlives the step depends on, and those with effects."""
    wanted = {traced.storage for traced in results}
    kept: list[Call] = []
    for call in reversed(calls):
        target = call.target
        is_wanted = (
            call.is_effect
            or (target is not None and (target.storage.place is Place.HELD or target.storage in wanted))
            or any(made.storage in wanted for made in call.makes())
        )
        if is_wanted:
            kept.append(call)
            wanted.update(read.storage for read in call.reads())
    kept.reverse()
    return kept


class Plan:
    """Places in one piece of memory for the temporaries of a program.

    A storage lives from the first call that has it to the last. Where that last call computes, element by element,
    a new array of the same layout, this takes the old one's place; otherwise each takes the place that was left last,
    which is the one in the cache.

    Attributes:
        nbytes: the size of the memory.
    """

    def __init__(self, calls: Sequence[Call], results: Sequence[Traced]) -> None:
        self._blocks: dict[Storage, int] = {}
        self._sizes: list[int] = []
        self._free: list[int] = []
        lasts = last_uses(calls, results)
        for i, call in enumerate(calls):
            target = call.target
            used = dict.fromkeys(traced.storage for traced in (*call.reads(), *within(target)))
            dying = [storage for storage in used if lasts.get(storage) == i]
            heir = None
            if target is not None and target.storage in lasts and target.storage not in self._blocks:
                heir = _inherited(call, target, dying, self._blocks)
                self._blocks[target.storage] = self._take(target.storage.root.nbytes) if heir is None else heir
            for storage in used:
                if storage in lasts and storage not in self._blocks:  # written into from its first use
                    self._blocks[storage] = self._take(storage.root.nbytes)
            left = dict.fromkeys(self._blocks[storage] for storage in dying)
            if heir is not None and target is not None and target.storage not in dying:
                del left[heir]
            self._free += left
        offsets = np.cumsum([0, *self._sizes])
        self.nbytes: int = int(offsets[-1])
        self._memory: NDArray = aligned(self.nbytes, np.dtype(np.uint8))
        self._offsets = offsets.tolist()
        self._arrays: dict[object, NDArray] = {}

    def _take(self, nbytes: int) -> int:
        """A free block that is large enough, and not much too large, or a new one."""
        size = -(-nbytes // _LINE) * _LINE
        for position in range(len(self._free) - 1, -1, -1):
            if size <= self._sizes[self._free[position]] <= 2 * size:
                return self._free.pop(position)
        self._sizes.append(size)
        return len(self._sizes) - 1

    def array(self, traced: Traced) -> NDArray:
        """The array, or view, in its place: for one place and layout one object, as NumPy is quicker in place then."""
        value, root = traced.value, traced.storage.root
        offset = self._offsets[self._blocks[traced.storage]] + address(value) - address(root)
        key = (offset, value.shape, value.dtype, value.strides)
        if key not in self._arrays:
            self._arrays[key] = np.ndarray(value.shape, value.dtype, self._memory.data, offset, value.strides)
        return self._arrays[key]


def last_uses(calls: Sequence[Call], results: Sequence[Traced]) -> dict[Storage, int]:
    """The last call that needs each temporary."""
    lasts: dict[Storage, int] = {}
    for i, call in enumerate(calls):
        for traced in (*call.reads(), *within(call.target)):
            if traced.storage.place is Place.TEMPORARY:
                lasts[traced.storage] = i
    for traced in results:
        if traced.storage.place is Place.TEMPORARY:
            lasts[traced.storage] = len(calls)
    return lasts


def _inherited(call: Call, target: Traced, dying: Sequence[Storage], blocks: dict[Storage, int]) -> int | None:
    """The block of an operand that the result of a ufunc can replace in place."""
    if not isinstance(call.function, np.ufunc) or call.function.signature is not None:
        return None
    for storage in dying:
        mine = [traced for traced in call.reads() if traced.storage is storage]
        if (
            all(same_layout(traced.value, target.value) for traced in mine)
            and storage.root.nbytes == target.storage.root.nbytes == target.value.nbytes
        ):
            return blocks[storage]
    return None
