"""What names stand for within one call, and what bound them: sizes, runs of sizes, whole shapes, dtypes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from typedgrad.errors import DTypeError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from typedgrad.dtypes import NumPyDType

Value: TypeAlias = "int | tuple[int, ...] | NumPyDType"


@dataclass(frozen=True, slots=True)
class Name:
    """A dimension, a run of them, a shape or a dtype that annotations name.

    Attributes:
        key: tells it from others of the same name: a NewType, a type variable, or one together with its class.
        text: how it is written.
        is_own: whether it belongs to a generic class, and so stands for one thing in all calls of an instance.
    """

    key: Hashable
    text: str = field(compare=False)  # a subclass may call it otherwise
    is_own: bool = False


class Bound(NamedTuple):
    """What a name stands for.

    Attributes:
        value: a size, sizes, a dtype.
        by: the argument that said so: `x`, `hidden of Net.__init__`.
        place: where in the argument: `axis 0 of shape (32, 64)`; empty for a dtype or a number.
    """

    value: Value
    by: str
    place: str

    def __str__(self) -> str:
        return f"{said(self.value)} ({self.place})" if self.place else said(self.value)


class Solved:
    """The names of one call.

    Attributes:
        function: as errors name it.
        names: what is known so far.
    """

    def __init__(self, function: str, names: dict[Name, Bound] | None = None) -> None:
        self.function = function
        self.names: dict[Name, Bound] = {} if names is None else names

    def copy(self) -> Solved:
        """The same, to try something with."""
        return Solved(self.function, dict(self.names))

    def bind(self, name: Name, value: Value, by: str, place: str) -> None:
        """Let a name stand for a value, or hold the value against what it stands for.

        Raises:
            ShapeError: it stands for another size or shape.
            DTypeError: for another dtype.
        """
        new = Bound(value, by, place)
        known = self.names.setdefault(name, new)
        if known.value != value:
            raise self.contradicted(name, new, known)

    def contradicted(self, name: Name, new: Bound, known: Bound) -> ShapeError | DTypeError:
        """The error for a name that is to stand for two things."""
        kind = DTypeError if isinstance(new.value, np.dtype) else ShapeError
        return kind(f"{self.function}: {new.by} has {name.text} = {new}, but {known.by} bound {name.text} = {known}")


def said(value: Value) -> str:
    """A size, sizes or a dtype, as errors give them."""
    return value.name if isinstance(value, np.dtype) else str(value)
