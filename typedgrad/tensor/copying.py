"""Copies and pickles of tensors: of the values, never of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typedgrad.capture import refuse
from typedgrad.errors import GradientError
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from typing import Self, SupportsIndex


class Copying(TensorBase[DT, S]):
    """What `copy` and `pickle` ask for."""

    __slots__ = ()

    def __copy__(self) -> Self:
        """The tensor itself, which cannot change."""
        return self

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[Any, ...]:
        """Pickle, or deep-copy: a constant as its values, a parameter as a leaf of its own.

        Raises:
            GradientError: the tensor was computed from parameters. `backprop` of a copy would fill the gradients of
                copies of them, which no module has.
        """
        refuse("pickle or deepcopy", "the values are not known yet; copy them outside the step")
        if self._node is not None and not self._is_parameter():
            by = f"by {self._node.rule.name} " if self._node.rule else ""
            raise GradientError(
                f"pickle or deepcopy: a tensor of shape {self._data.shape} that was computed {by}from what has "
                "gradients; a graph is not copied: take its detach()"
            )
        return super().__reduce_ex__(max(protocol.__index__(), 2))  # those below know no slots

    def _is_parameter(self) -> bool:
        return False
