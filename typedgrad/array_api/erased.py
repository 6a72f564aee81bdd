"""Types for code that does not know its library: an array, a dtype, and functions without their overloads."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import SupportsIndex, TypeAlias

    import numpy as np
    from typing_extensions import TypeIs

    from typedgrad.dtypes import DType

    DataType: TypeAlias = np.dtype[Any] | type[DType]
    """A dtype as an argument: one of this namespace, which are NumPy's, or a leaf such as `typedgrad.float32`."""
    Shape: TypeAlias = SupportsIndex | Sequence[SupportsIndex]
    """A shape as an argument, or the one size of a vector."""
    Axes: TypeAlias = SupportsIndex | Sequence[SupportsIndex] | None
    """An axis, or several, or all of them where None."""

Array = Tensor[Any, Any]
"""A tensor of which the checkers know neither the dtype nor the shape."""


def is_array(value: object) -> TypeIs[Array]:
    """Whether a value is a tensor."""
    return isinstance(value, Tensor)


def erased(function: Callable[..., object]) -> Callable[..., Array]:
    """A typedgrad function as one of arrays: its overloads take literals where code for any library has variables."""
    return cast("Callable[..., Array]", function)


def check_device(operation: str, device: object) -> None:
    """Refuse any device but the one there is.

    Raises:
        ValueError: `device` is neither None nor "cpu".
    """
    if device not in (None, "cpu"):
        raise ValueError(f"{operation}: no device {device!r}; there is 'cpu'")


def as_int(value: SupportsIndex) -> int:
    """An int as typedgrad takes it, from NumPy's integers too; what is none as it is, for the operation to refuse."""
    try:
        return operator.index(value)
    except TypeError:
        return cast("int", value)  # which it is not, as the operation will say by its name


def as_shape(shape: Shape) -> tuple[int, ...]:
    """A shape as typedgrad takes it; the sizes may be NumPy's integers, or 0-d arrays."""
    return tuple(map(as_int, shape)) if isinstance(shape, Sequence) else (as_int(shape),)


def as_axes(axis: Axes) -> Any:  # an int, a tuple or None, which parameter for parameter are others
    """Axes as typedgrad takes them: an int, a tuple of ints, or None."""
    return axis if axis is None else as_shape(axis) if isinstance(axis, Sequence) else as_int(axis)
