"""What names stand for within one call, and what bound them: sizes, runs of sizes, whole shapes, dtypes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import numpy as np

from typedgrad.errors import DTypeError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from typedgrad.dtypes import NumPyDType

Part = TypeVar("Part")
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


_TRIES = 1000  # a list of unions may have more ways than anyone would wait for


class Choices:
    """Which option is taken where several fit: `Tensor[F, tuple[N, M]] | Tensor[F, tuple[M, N]]`.

    The first, until something later does not fit. Then all is looked at again with the last choice another one, until
    there is no other: a search in depth, whose path is kept as how many options are passed over at each choice.
    """

    def __init__(self) -> None:
        self._path: list[int] = []
        self._ended: set[int] = set()  # choices that had no option left
        self._next = 0
        self._left = _TRIES

    def take(self) -> int:
        """The place of the next choice on the path."""
        if self._next == len(self._path):
            self._path.append(0)
        self._next += 1
        return self._next - 1

    def passed(self, place: int) -> int:
        """How many options that fit are passed over there."""
        return self._path[place]

    def end(self, place: int) -> None:
        """Say that there is no option left there."""
        self._ended.add(place)

    def other(self) -> bool:
        """Begin again with another choice, if there is one, and not too many have been tried."""
        del self._path[self._next :]
        while self._path and len(self._path) - 1 in self._ended:
            self._path.pop()
        if self._path:
            self._path[-1] += 1
        self._ended.clear()
        self._next = 0
        self._left -= 1
        return bool(self._path) and self._left > 0


class Solved:
    """The names of one call.

    Attributes:
        function: as errors name it.
        names: what is known so far.
        choices: which options are taken.
    """

    def __init__(self, function: str, names: dict[Name, Bound] | None = None, choices: Choices | None = None) -> None:
        self.function = function
        self.names: dict[Name, Bound] = {} if names is None else names
        self.choices: Choices = Choices() if choices is None else choices

    def chosen(self, options: Sequence[Callable[[Solved], Part]], errors: list[ShapeError | DTypeError]) -> Part | None:
        """What the chosen one of the options that fit gives, and binds; None if none is left.

        Args:
            options: each is tried on its own.
            errors: where those of the others go.
        """
        place = self.choices.take()
        fits: list[tuple[object, object]] = []  # what they bind and give: two that do the same are one choice
        for option in options:
            trial = Solved(self.function, dict(self.names), self.choices)
            try:
                given = option(trial)
            except (ShapeError, DTypeError) as error:
                errors.append(error)
                continue
            if (trial.names, given) not in fits:
                if len(fits) == self.choices.passed(place):
                    self.names.update(trial.names)
                    return given
                fits.append((trial.names, given))
        self.choices.end(place)
        return None

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
