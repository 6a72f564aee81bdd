"""The state of a module: its parameters' values by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from typedgrad.errors import DTypeError, described

if TYPE_CHECKING:
    from typing import Self

    from typedgrad.dtypes import Float
    from typedgrad.nn.module import Module
    from typedgrad.tensor.tensor import Tensor

ModuleT = TypeVar("ModuleT", bound="Module")


class StateDict(Mapping[str, "Tensor[Float, Any]"], Generic[ModuleT]):
    """Values by parameter name, in the order of `named_parameters`, typed by the module that they belong to.

    `StateDict[Linear[Literal[64], Literal[10], float32]]` does not load into a module of another type.

    Raises:
        DTypeError: the values are no mapping.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Tensor[Float, Any]]) -> None:
        if not isinstance(values, Mapping):
            raise DTypeError(f"StateDict: {described(values)} is no mapping of names to tensors")
        self._values = dict(values)

    def __getitem__(self, name: str) -> Tensor[Float, Any]:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, Tensor[Float, Any]]]]:
        """Pickle, or copy, by each protocol; the first two know no slots."""
        return type(self), (self._values,)

    def __repr__(self) -> str:
        entries = ", ".join(f"{name}: {value.dtype}{value.shape}" for name, value in self._values.items())
        return f"StateDict({entries})"
