"""The arguments of a compiled step: which arrays they bring, and what else a program depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from typedgrad.errors import CompileError
from typedgrad.tensor.base import TensorBase, wrap
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.tensor import Tensor

_SCALARS = (bool, int, float, complex, str, bytes, type(None))


class Arguments:
    """Arguments taken apart.

    Attributes:
        arrays: of their tensors.
        key: what a program for them depends on: dtypes, shapes and layouts; scalars; the identity of other objects.
        others: these other objects.
    """

    def __init__(self, arguments: tuple[object, ...], keywords: Mapping[str, object]) -> None:
        self.arrays: list[NDArray] = []
        self.others: list[object] = []
        self.key: tuple[object, ...] = (
            *(self._taken(argument) for argument in arguments),
            *((name, self._taken(keywords[name])) for name in sorted(keywords)),
        )

    def _taken(self, value: object) -> object:
        if isinstance(value, TensorBase) and not isinstance(value, Parameter):
            tensor: TensorBase[Any, Any] = value  # pyright: ignore[reportUnknownVariableType]  # as above
            if tensor._node is not None:
                raise CompileError(
                    f"compiled: an argument of shape {tensor._data.shape} depends on a parameter by a graph outside of "
                    "the step; detach() it, or compute it within"
                )
            data = tensor._data
            self.arrays.append(data)
            return type(value), data.dtype, data.shape, data.strides
        if isinstance(value, _SCALARS):
            return type(value), value if value == value else "nan"  # noqa: PLR0124  # NaN is not itself
        if isinstance(value, (tuple, list)):
            items = cast("tuple[object, ...]", value)
            return type(value), *(self._taken(item) for item in items)
        if isinstance(value, dict):
            entries = cast("dict[object, object]", value)
            return dict, *((key, self._taken(item)) for key, item in entries.items())
        self.others.append(value)
        return type(value), id(value)


def with_arrays(value: Any, take: Callable[[], NDArray]) -> Any:
    """The same arguments, their tensors over other arrays, one after the other. Any: whatever was given."""
    if isinstance(value, TensorBase) and not isinstance(value, Parameter):
        return wrap(take())
    if isinstance(value, (tuple, list)):
        items = [with_arrays(item, take) for item in cast("tuple[object, ...]", value)]
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return cast("Any", type(value))(*items)
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {key: with_arrays(item, take) for key, item in cast("dict[object, object]", value).items()}
    return value


def matches(arguments: tuple[object, ...], layouts: tuple[tuple[Any, ...], ...], kind: type[Tensor[Any, Any]]) -> bool:
    """Whether arguments are constant tensors of these dtypes, shapes and strides: the common case, decided fast."""
    if len(arguments) != len(layouts):
        return False
    for x, (dtype, shape, strides) in zip(arguments, layouts, strict=True):
        if type(x) is not kind:
            return False
        tensor: Tensor[Any, Any] = x
        data = tensor._data
        if tensor._node is not None or data.dtype is not dtype or data.shape != shape or data.strides != strides:
            return False
    return True
