"""Where the arrays of a captured step are, and what is done with them: the program before it is planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeGuard, cast

import numpy as np

from typedgrad.compile.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typedgrad.rules.namespace import NDArray


class Place(Enum):
    """Whose memory it is."""

    ARGUMENT = auto()  # each call brings its own
    VARIABLE = auto()  # each call's own result of a function that allocates
    HELD = auto()  # outlives the step: a parameter, a gradient, a moment
    TEMPORARY = auto()  # the program's own, planned


class Storage:
    """One piece of memory.

    Attributes:
        place: whose it is.
        root: all of it, as the captured run has it.
    """

    __slots__ = ("place", "root")

    def __init__(self, place: Place, root: NDArray) -> None:
        self.place: Place = place
        self.root: NDArray = root


class Out(Enum):
    """Stands among the arguments of a call for the array that it writes into."""

    OUT = auto()


OUT = Out.OUT


@dataclass(slots=True)
class Call:
    """One call of a program.

    Attributes:
        function: what is called.
        arguments: constants, and `Traced` for arrays, also within tuples and lists.
        keywords: as arguments.
        target: the array that is written into.
        results: the arrays that the call allocates or views, in the structure in which it returns them.
        is_stored: whether the target takes up the scalar that the function returns.
        is_effect: whether it is done even if nobody needs its arrays.
        is_checked: whether the shapes of its results may differ from call to call, which is refused.
    """

    function: Callable[..., Any]
    arguments: tuple[object, ...]
    keywords: dict[str, object] = field(default_factory=dict[str, object])
    target: Traced | None = None
    results: object = None
    is_stored: bool = False
    is_effect: bool = False
    is_checked: bool = False

    def reads(self) -> Iterator[Traced]:
        """The arrays among the arguments."""
        yield from within(self.arguments)
        yield from within(tuple(self.keywords.values()))

    def makes(self) -> Iterator[Traced]:
        """The arrays that it allocates or views."""
        yield from within(self.results)


def is_traced(value: object) -> TypeGuard[Traced]:
    """Whether it is a `Traced`, which tells `isinstance` that it is an array."""
    return type(value) is Traced


def within(value: object) -> Iterator[Traced]:
    """The traced arrays within nested tuples and lists."""
    if is_traced(value):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in cast("tuple[object, ...]", value):  # isinstance cannot know the elements
            yield from within(item)


def has_traced(value: object) -> bool:
    """Whether there is a traced array within nested tuples and lists."""
    return next(within(value), None) is not None


def owner(array: NDArray) -> NDArray:
    """The array whose memory this one is a view of."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def same_layout(x: NDArray, y: NDArray) -> bool:
    """Whether two arrays have their elements in the same places."""
    return x.shape == y.shape and x.strides == y.strides and x.dtype == y.dtype
