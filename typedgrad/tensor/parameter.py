"""`Parameter`: a tensor of weights, the leaf that gradients are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.capture import recorder, refuse
from typedgrad.errors import DTypeError, ShapeError, not_a_tensor
from typedgrad.nodes import Leaf
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import is_tensor, wrap
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from typing import Self

    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import S2, F


class Parameter(Tensor[DT, S]):
    """A tensor that learns: `backprop` fills its `.grad`, an optimizer or `assign` changes its values in place.

    Args:
        values: the initial values, copied.

    Raises:
        DTypeError: `values` are not floats: integers have no gradient.

    >>> from typedgrad import backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> backprop((w * w).sum())
    >>> w.grad
    Tensor[float32, tuple[2]]([2., 2.])
    """

    __slots__ = ("_leaf", "_values")

    _leaf: Leaf  # the same as _node, never None
    _values: NDArray

    def __init__(self: Parameter[F, S2], values: Tensor[F, S2], /) -> None:
        if not is_tensor(values):
            raise not_a_tensor("Parameter", values)
        if values._data.dtype.kind != "f":
            raise DTypeError(f"Parameter: {values._data.dtype} has no gradients; convert it with astype")
        refuse("Parameter", "a parameter that each call would make anew; make it before")
        self._values = values._data.copy()
        self._node = self._leaf = Leaf(self._values)

    @property
    def _data(self) -> NDArray:  # the slot of a tensor: a property, as a step that is captured sees what it reads here
        recording = recorder()
        values = self._values
        if recording is None:
            return values
        recording.requires(lambda: self._values is values)  # an optimizer that takes over moves them
        return recording.held(values)

    @_data.setter
    def _data(self, values: NDArray) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]  # it can be set
        self._values = values  # by pickle and deepcopy, which set all slots

    def __copy__(self) -> Self:
        """A parameter of its own: one that shared the leaf would keep old values where an optimizer moves them."""
        from copy import deepcopy  # noqa: PLC0415  # few copy

        return deepcopy(self)

    def __setstate__(self, state: tuple[dict[str, object] | None, dict[str, object]]) -> None:
        """Unpickle, or copy; into memory that can be written to, which that of a pickle's buffer may not be."""
        for name, value in ((state[0] or {}) | state[1]).items():
            setattr(self, name, value)
        if not self._values.flags.writeable:
            self._values = self._values.copy()

    def _is_parameter(self) -> bool:
        return True

    def _gradient(self) -> NDArray:
        """The memory of the gradient, as a step that is captured sees it."""
        memory = self._leaf.memory()
        recording = recorder()
        if recording is None:
            return memory
        recording.requires(lambda: self._leaf.gradient is memory)  # as for the values
        return recording.held(memory)

    @property
    def grad(self) -> Tensor[DT, S] | None:
        """The gradient that `backprop` has added up here, as a copy; None before the first, and after it is reset.

        It can be assigned: None resets it, a tensor of the parameter's dtype and shape replaces it.
        """
        if (recording := recorder()) is not None:
            recording.expects_filled(self._leaf)
        return wrap(self._gradient().copy()) if self._leaf.is_filled else None

    @grad.setter
    def grad(self, gradient: Tensor[DT, S] | None) -> None:
        if gradient is not None:
            _check_values("grad", self, gradient)
            np.copyto(self._gradient(), gradient._data)
        if (recording := recorder()) is None:
            self._leaf.is_filled = gradient is not None
        else:
            recording.fills(self._leaf, gradient is not None)

    def assign(self, values: Tensor[DT, S]) -> None:
        """Replace the values in place. What was computed from the old ones can no longer be differentiated.

        Raises:
            ShapeError: `values` have another shape.
            DTypeError: `values` have another dtype.
        """
        _check_values("assign", self, values)
        self._was_updated()  # before the values are others: an interrupt between the two is then no silent update
        np.copyto(self._data, values._data)

    def _was_updated(self) -> None:
        """Tell the tape that the values have changed: see `tape.collect`."""
        if (recording := recorder()) is None:
            self._leaf.changed()
        else:
            recording.host(self._leaf.changed)


def _check_values(operation: str, parameter: Parameter[Any, Any], values: object) -> None:
    if not is_tensor(values):
        raise not_a_tensor(operation, values)
    new, old = values._data, parameter._data
    if new.dtype != old.dtype:
        raise DTypeError(f"{operation}: {new.dtype} for a {old.dtype} parameter; convert it with astype")
    if new.shape != old.shape:
        raise ShapeError(f"{operation}: shape {new.shape} for a parameter of shape {old.shape}")
