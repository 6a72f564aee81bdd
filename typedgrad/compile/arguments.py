"""The arguments of a compiled step: which arrays they bring, and what else a program depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typedgrad.compile.tree import SCALARS, is_value, mapped
from typedgrad.errors import CompileError
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.tensor import Tensor


class Arguments:
    """Arguments taken apart.

    Attributes:
        tree: by position and by name.
        arrays: of their tensors.
        key: what a program for them depends on: their structure; dtypes, shapes and layouts; which of them are one;
            scalars; the identity of other objects.
        others: these other objects.
    """

    def __init__(self, arguments: tuple[object, ...], keywords: Mapping[str, object]) -> None:
        self.arrays: list[NDArray] = []
        self.others: list[object] = []
        self.tree: tuple[list[object], dict[str, object]] = (
            list(arguments),
            {name: keywords[name] for name in sorted(keywords)},
        )
        self._tensors: list[int] = []
        taken: object = mapped(self.tree, self._taken)
        self.key: object = taken, tuple(self._tensors.index(tensor) for tensor in self._tensors)

    def _taken(self, value: object) -> object:
        if is_value(value):
            data = value._data
            if value._node is not None:
                raise CompileError(
                    f"compiled: an argument of shape {data.shape} depends on a parameter by a graph outside the step; "
                    "detach() it, or compute it within"
                )
            self.arrays.append(data)
            self._tensors.append(id(value))
            return value.__class__, data.dtype, data.shape, data.strides
        if isinstance(value, SCALARS):
            return value.__class__, repr(value)  # which knows 0.0 from -0.0, and NaN again
        self.others.append(value)
        return value.__class__, id(value)

    def over(self, arrays: Iterable[NDArray]) -> tuple[list[object], dict[str, object]]:
        """The same arguments, their tensors over other arrays, one after the other."""
        take = iter(arrays).__next__
        made: dict[int, object] = {}

        def taken(value: object) -> object:
            return made.setdefault(id(value), wrap(take())) if is_value(value) else value

        tree: tuple[list[object], dict[str, object]] = mapped(self.tree, taken)
        return tree


def matches(arguments: tuple[object, ...], layouts: tuple[tuple[Any, ...], ...], kind: type[Tensor[Any, Any]]) -> bool:
    """Whether arguments are different constant tensors of these dtypes, shapes and strides: the common case, fast."""
    if len(arguments) != len(layouts):
        return False
    if len(arguments) == 2 and arguments[0] is arguments[1]:
        return False
    if len(arguments) > 2 and len(set(map(id, arguments))) < len(arguments):
        return False
    for x, layout in zip(arguments, layouts):  # noqa: B905  # as many, see above; to have it checked costs 0.15 us
        if type(x) is not kind:
            return False
        tensor: Tensor[Any, Any] = x
        data = tensor._data
        if tensor._node is not None or (data.dtype, data.shape, data.strides) != layout:
            return False
    return True
