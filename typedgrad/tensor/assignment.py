"""`x[key] = values`: refused, unless code that is written for arrays that change has asked for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from typedgrad.blocks import Block, innermost
from typedgrad.capture import changes, recorder
from typedgrad.rules import manipulation
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, is_tensor, unary

if TYPE_CHECKING:
    from contextvars import ContextVar
    from typing import Self

    from typedgrad.blocks import Entered
    from typedgrad.nodes import Node
    from typedgrad.rules.namespace import NDArray

_allowed: ContextVar[Entered[bool]] = innermost("typedgrad_assignable")


class assignable(Block[bool]):
    """Let `x[key] = values` change `x`, as a context manager or decorator, in this thread and asyncio task only.

    It is for code that is written for any array library and assigns to elements, as much of scikit-learn does.
    The tensor `x` becomes its changed copy, `x.splice(key, values)`: its other parts, `y = x[0]`, and what was computed
    from it do not change, and gradients flow through both. A `Parameter` cannot be assigned to.

    >>> from typedgrad import array_api as xp
    >>> x = xp.zeros(3)
    >>> with xp.assignable():
    ...     x[1:] = 5.0
    >>> x
    Tensor[float64, tuple[3]]([0., 5., 5.])
    """

    _innermost = _allowed
    _held = (True,)

    def _recreate_cm(self) -> Self:
        return type(self)()


def _put(x: TensorBase[Any, Any], data: NDArray, node: Node | None) -> None:
    x._data, x._node = data, node


class Assignment(TensorBase[DT, S]):
    """The error of assigning to an element, or within `assignable` the assignment."""

    __slots__ = ()

    if not TYPE_CHECKING:  # that there is no such method the checkers say in clearer words than that it takes nothing

        def __setitem__(self, key, values, /):
            """Tensors are immutable: raises, but within `array_api.assignable`; `splice` returns a changed copy.

            Raises:
                TypeError: not within `assignable`, or the tensor is a parameter.
            """
            node = self._node
            if not _allowed.get() or (node is not None and node.rule is None):
                raise TypeError("a tensor cannot be assigned to; x.splice(key, values) returns a changed copy")
            if is_tensor(values):
                values = unary(manipulation.broadcast_to(self[key].shape), values)
            changed = self.splice(key, values)
            if (recording := recorder()) is not None:
                recording.undo(partial(_put, self, self._data, node))
            _put(self, changed._data, changed._node)
            changes.note()  # for a compiled step that refers to it
