"""What one comparison is: an operation as typedgrad and as PyTorch write it, and operands for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from oracle.inputs import FORMS, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from oracle.inputs import Form, NDArray

Forms: TypeAlias = "tuple[Form, ...]"

FLOATS = ("float32", "float64")
INTEGERS = ("int32", "int64")
NUMBERS = (*FLOATS, *INTEGERS)
BITS = ("bool", *INTEGERS)
ALL = ("bool", *NUMBERS)

OPERANDS = "xyzw"
"""The names of the operands, as expressions have them. The other names are in `libraries`."""


@dataclass(frozen=True)
class Call:
    """An operation with its operands.

    Attributes:
        name: what the report says of it under.
        ours: how typedgrad writes it, function and method, say.
        theirs: how PyTorch does.
        forms: the operands.
        low: their least value.
        high: their largest value.
        order: up to which order its derivatives are compared, 0 for the value only. Integers have none.
        dtypes: of the operands.
        constants: further operands of which there is no derivative, such as a mask, by name.
    """

    name: str
    ours: tuple[str, ...]
    theirs: str
    forms: Forms = ()
    low: float = -2.0
    high: float = 2.0
    order: int = 2
    dtypes: tuple[str, ...] = FLOATS
    constants: Mapping[str, NDArray] = field(default_factory=dict[str, "NDArray"])

    def operands(self, dtype: str) -> tuple[NDArray, ...]:
        """Random operands."""
        return tuple(values(form.shape, dtype, i, self.low, self.high) for i, form in enumerate(self.forms))

    def order_of(self, dtype: str) -> int:
        """Up to which order there are derivatives with this dtype."""
        return self.order if dtype in FLOATS and self.forms else 0


def over(
    name: str,
    ours: str | tuple[str, ...],
    theirs: str,
    each: Iterable[Forms] = FORMS,
    *,
    low: float = -2.0,
    high: float = 2.0,
    order: int = 2,
    dtypes: tuple[str, ...] = FLOATS,
    constants: Mapping[str, NDArray] | None = None,
) -> Iterator[Call]:
    """A call for each of several sets of operands."""
    spellings = (ours,) if isinstance(ours, str) else ours
    for forms in each:
        yield Call(name, spellings, theirs, tuple(forms), low, high, order, dtypes, constants or {})
