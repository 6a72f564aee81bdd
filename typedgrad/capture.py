"""What the rest of the library asks while `compiled` captures a step; otherwise each of these does the plain thing.

A step is captured by running it once with arrays that record what is done with them. What such arrays cannot see passes
through here: memory that a step changes, numbers that it draws, values that it checks.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, TypeVarTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.errors import CompileError
    from typedgrad.nodes import Leaf
    from typedgrad.rules.namespace import NDArray

    Result = TypeVar("Result")
    Arguments = TypeVarTuple("Arguments")


class Recorder(Protocol):
    """What records a step, see `typedgrad.compile.recorder`."""

    def held(self, array: NDArray, /) -> NDArray:
        """The recorded form of memory that outlives the step: a parameter, a gradient, a moment."""
        ...

    def empty(self, shape: tuple[int, ...], dtype: np.dtype[Any], /) -> NDArray:
        """Memory of the step's own, to write into."""
        ...

    def drawn(self, generator: np.random.Generator, make: Callable[[], NDArray], /) -> NDArray:
        """Random numbers, which each run of the step draws anew by the same call."""
        ...

    def whole(self, function: Callable[..., Result], /, *arguments: object) -> Result:
        """A call that is recorded as one, whatever it does within."""
        ...

    def instead(self, function: Callable[..., Result], /, *arguments: object) -> Result:
        """`whole`, of what was refused call by call."""
        ...

    def refused(self, message: str, /) -> CompileError:
        """The error for what cannot be captured."""
        ...

    def host(self, action: Callable[[], object], later: Callable[[], object] | None = None, /) -> None:
        """Do something that is no computation on arrays, now and in each run, at this place.

        Args:
            action: what is done.
            later: what is done in the runs to come instead, which looks at no flag of a leaf.
        """
        ...

    def undo(self, action: Callable[[], object], /) -> None:
        """What to do should the capture fail."""
        ...

    def requires(self, condition: Callable[[], bool], /) -> None:
        """The program holds for as long as this does, of which each change is counted in `changes`."""
        ...

    def expects_filled(self, leaf: Leaf, /) -> None:
        """The step reads whether a leaf has a gradient."""
        ...

    def fills(self, leaf: Leaf, is_filled: bool, /) -> None:
        """The step leaves a leaf with a gradient, or without."""
        ...


class _Changes:
    """Counts changes to modules and optimizers, beside the numbers that they learn: mostly there are none."""

    number: int = 0

    def note(self) -> None:
        """Count one."""
        self.number += 1


changes: _Changes = _Changes()

capturing: ContextVar[Recorder | None] = ContextVar("typedgrad_capturing", default=None)
recorder: Callable[[], Recorder | None] = capturing.get
"""The recorder of the step that is being captured in this thread and asyncio task, None in all others."""

runs_as_written: Callable[[], object | None] = recorder
"""Asked by a compiled function: None for it to be replayed. Beside a recorder, `detect_nan` has it run as written."""


def held(array: NDArray) -> NDArray:
    """Memory that outlives a step and changes, as the step should see it."""
    recording = recorder()
    return array if recording is None else recording.held(array)


def full(shape: tuple[int, ...], value: float, dtype: np.dtype[Any]) -> NDArray:
    """Memory to write into, with one value everywhere."""
    recording = recorder()
    if recording is None:
        array: NDArray = np.full(shape, value, dtype)
    else:
        array = recording.empty(shape, dtype)
        array[...] = value
    return array


def copied(array: NDArray) -> NDArray:
    """A copy to write into, also of one of NumPy's scalars."""
    recording = recorder()
    if recording is None:
        copy: NDArray = np.array(array)
    else:
        copy = recording.held(array if isinstance(array, np.ndarray) else np.asarray(array)).copy()
    return copy


def drawn(generator: np.random.Generator, make: Callable[[], NDArray]) -> NDArray:
    """What `make` draws of a generator."""
    recording = recorder()
    return make() if recording is None else recording.drawn(generator, make)


def whole(function: Callable[..., Result], *arguments: object) -> Result:
    """`function(*arguments)`: a check of values, or a rule that a recorder cannot look into."""
    recording = recorder()
    return function(*arguments) if recording is None else recording.whole(function, *arguments)


def instead(function: Callable[..., Result], *arguments: object) -> Result:
    """`whole`, of what could not be captured call by call."""
    recording = recorder()
    return function(*arguments) if recording is None else recording.instead(function, *arguments)


def as_one(function: Callable[[*Arguments], Result]) -> Callable[[*Arguments], Result]:
    """A function that is captured as one call: what it does depends on values, such as which matrix is singular."""

    @wraps(function)
    def taken_whole(*arguments: *Arguments) -> Result:
        return whole(function, *arguments)

    return taken_whole


def refuse(operation: str, reason: str) -> None:
    """Refuse what would make a compiled step silently wrong.

    Raises:
        CompileError: a step is being captured.
    """
    recording = recorder()
    if recording is not None:
        raise recording.refused(f"compiled: {operation}: {reason}")
