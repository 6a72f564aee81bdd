"""`Optimizer`: what updates parameters by their gradients."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from typedgrad.capture import changes, recorder, refuse
from typedgrad.errors import CompileError, DTypeError, GradientError, described
from typedgrad.optim.flat import Flat
from typedgrad.rules.quiet import quiet
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.capture import Recorder
    from typedgrad.dtypes import Float
    from typedgrad.optim.flat import Stretch
    from typedgrad.rules.namespace import NDArray


class Optimizer(ABC):
    """Updates parameters in place. Parameters of one dtype are updated together, as one flat array.

    A parameter without a gradient is left as it is, with its moments and its count of steps.

    A step has two parts. `_begin` is Python: it counts the step and writes the numbers of each stretch, which change
    from step to step, into 0-d arrays. Then `_kernel` is called on each block of arrays: NumPy calls in place, the
    same ones at every step as long as `_structure` is the same.

    Args:
        parameters: what to update, as `module.parameters()` gives them.

    Raises:
        ValueError: there are none, or one is there twice.
        DTypeError: one is not a `Parameter`.
    """

    _numbers: ClassVar[int]  # how many change from step to step

    def __init__(self, parameters: Iterable[Parameter[Float, Any]]) -> None:
        name = type(self).__name__
        if not isinstance(parameters, Iterable):
            raise DTypeError(f"{name}: {described(parameters)} is not parameters; give those of module.parameters()")
        given = list(parameters)
        if not given:
            raise ValueError(f"{name}: no parameters")
        for position, parameter in enumerate(given):
            if not isinstance(parameter, Parameter):
                raise DTypeError(f"{name}: parameter {position} is {parameter!r}, not a Parameter")
        if len({id(parameter) for parameter in given}) < len(given):
            raise ValueError(f"{name}: a parameter is there twice")
        self._groups: list[Flat] = []
        for dtype in dict.fromkeys(parameter.dtype for parameter in given):
            members = [parameter for parameter in given if parameter.dtype == dtype]
            self._groups.append(Flat(members, self._numbers))
        self._leaves = tuple(parameter._leaf for parameter in given)

    def __setattr__(self, name: str, value: object) -> None:
        refuse(f"{type(self).__name__}.{name.lstrip('_')}", "set within a step, where each call would; set it outside")
        super().__setattr__(name, value)
        changes.note()

    def zero_grad(self) -> None:
        """Forget the gradients, so that `backprop` starts anew."""
        recording = recorder()
        for leaf in self._leaves:
            if recording is None:
                leaf.is_filled = False
            else:
                recording.fills(leaf, False)

    def step(self) -> None:
        """Update every parameter that has a gradient.

        Raises:
            GradientError: none has.
        """
        recording = recorder()
        stretches = self._begin() if recording is None else self._captured(recording)
        if not stretches:
            raise GradientError(f"{type(self).__name__}.step: no parameter has a gradient; call backprop first")
        _update(self._kernel(), stretches)

    def _captured(self, recording: Recorder) -> list[Stretch]:
        """`_begin` in a step that is being captured: what each run of the step does of it, and what has to hold."""
        for leaf in self._leaves:
            recording.expects_filled(leaf)
        for group in self._groups:
            recording.requires(group.same())
            recording.undo(group.restore())
        structure = self._structure()
        recording.requires(lambda: self._structure() == structure)
        stretches: list[Stretch] = []
        pairs: list[tuple[Flat, Stretch]] = []

        def begin() -> None:
            found = self._begin()
            if not stretches:
                stretches.extend(found)
                pairs.extend(zip(self._groups, found, strict=False))
            elif found != stretches:
                raise CompileError(f"compiled: {type(self).__name__}: other parameters have gradients than before")

        def repeat() -> None:
            for group, stretch in pairs:
                group.repeat()
                self._prepare(stretch.step, stretch.numbers)

        is_whole = all(group.is_whole() for group in self._groups)
        recording.host(begin, repeat if is_whole else None)
        recording.requires(lambda: all(any(group.keeps(one) for group in self._groups) for one in stretches))
        return stretches

    def _remember(self, memories: int) -> None:
        """Keep so many arrays of the size of the parameters from now on, zero at first."""
        for group in self._groups:
            group.remember(memories)

    def _begin(self) -> list[Stretch]:
        """The host's part of a step: what is to be updated, with the numbers of this step."""
        stretches: list[Stretch] = []
        for group in self._groups:
            for stretch in group.advance():
                self._prepare(stretch.step, stretch.numbers)
                stretches.append(stretch)
        return stretches

    def _structure(self) -> tuple[object, ...]:
        """What decides, besides the numbers, which NumPy calls a step makes."""
        return (self._kernel(),)

    @abstractmethod
    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        """Write the numbers of the `step`-th step, the first is 1, into 0-d arrays of the parameters' dtype."""

    @abstractmethod
    def _kernel(self) -> Callable[..., None]:
        """The update of a block, as a function of the arrays of `Stretch.blocks`."""


@quiet
def _update(kernel: Callable[..., None], stretches: Sequence[Stretch]) -> None:
    recording = recorder()
    for stretch in stretches:
        for block in stretch.blocks:
            kernel(*(block if recording is None else map(recording.held, block)))


def positive(operation: str, **settings: float) -> None:
    """Check settings that must be above 0.

    Raises:
        ValueError: one is not.
    """
    for name, value in settings.items():
        if not value > 0.0:
            raise ValueError(f"{operation}: {name} is {value}, not above 0")


def fraction(operation: str, **settings: float) -> None:
    """Check settings that must be at least 0 and below 1.

    Raises:
        ValueError: one is not.
    """
    for name, value in settings.items():
        if not 0.0 <= value < 1.0:
            raise ValueError(f"{operation}: {name} is {value}, not in [0, 1)")
