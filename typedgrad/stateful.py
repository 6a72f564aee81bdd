"""What a checkpoint asks of the parts that it holds: their state as names and plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import TypeIs

    from typedgrad.tensor.tensor import Tensor

Entry: TypeAlias = "Tensor[Any, Any] | bool | int | float | str | None"
"""One value of a state. A float may be infinite or NaN, an int of any size."""


class Stateful(Protocol):
    """An optimizer, a learning-rate schedule, a callback: what must be saved for a run to go on as if uninterrupted."""

    def state_dict(self) -> Mapping[str, Entry]:
        """A copy of the state, by name, which the object shares with nobody."""
        ...

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Take a state over, or, where something of it does not fit, nothing.

        Raises:
            KeyError: a name is missing, or unknown.
            ShapeError: a tensor has another shape.
            DTypeError: a value has another type or dtype.
            ValueError: a value out of its range.
        """
        ...


def is_stateful(value: object) -> TypeIs[Stateful]:
    """Whether an object has a state."""
    return all(callable(getattr(value, name, None)) for name in ("state_dict", "load_state_dict"))
