"""`Optimizer`: what updates parameters by their gradients."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from functools import partial
from itertools import chain
from operator import call, methodcaller
from typing import TYPE_CHECKING

from typedgrad.capture import changes, recorder, refuse
from typedgrad.errors import CompileError, GradientError
from typedgrad.optim.settings import Settings
from typedgrad.optim.state import load, state_of
from typedgrad.rules.quiet import quiet_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from typedgrad.capture import Recorder
    from typedgrad.nodes import Leaf
    from typedgrad.optim.flat import Flat, Stretch
    from typedgrad.optim.group import Group
    from typedgrad.rules.namespace import NDArray
    from typedgrad.stateful import Entry

    Prepare = Callable[[int, tuple[NDArray, ...]], None]

_count = methodcaller("count")


class Optimizer(Settings):
    """Updates parameters in place. Those of one group and one dtype are updated together, as one flat array.

    A parameter without a gradient is left as it is, with its moments and its count of steps.

    A step has two parts. `_begin` is Python: it counts the step, and has each group write the numbers that change from
    step to step into 0-d arrays. Then the kernel of the group is called on each block of arrays: NumPy calls in place,
    the same ones at every step as long as `_structure` is the same.

    Settings can be changed between steps. What is assigned to the optimizer is for all groups that have no value of
    their own.

    Raises:
        ValueError: no parameters, one that is there twice, or a setting out of its range.
        DTypeError: something else in place of parameters or groups, or of a setting.
    """

    _groups: tuple[Group, ...] = ()

    @property
    @abstractmethod
    def groups(self) -> tuple[Group, ...]:
        """The groups of parameters, in the order given; parameters in a row that were in none are one."""

    def _start(self, groups: Sequence[Group]) -> None:
        """Take over groups, which `grouped` has checked."""
        for group in groups:
            group._join(self)
        self._groups = tuple(groups)
        self._parts: tuple[tuple[Group, Flat], ...] = tuple((group, flat) for group in groups for flat in group._flats)
        self._flats: tuple[Flat, ...] = tuple(flat for _, flat in self._parts)
        self._leaves: tuple[Leaf, ...] = tuple(one._leaf for group in groups for one in group.parameters)

    def _set(self, name: str, value: object) -> None:
        self._put(name, value)
        for group in self._groups:
            if name not in group._own:
                group._receive(name, value)

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

        An interrupt (`KeyboardInterrupt`), or memory that is missing, finds the step either done as a whole or not
        begun: values, moments and the count of steps. If it is not begun, the gradients are still there for another.

        Raises:
            GradientError: none has.
        """
        recording = recorder()
        stretches = self._begin() if recording is None else self._captured(recording)
        if not stretches:
            raise GradientError(f"{type(self).__name__}.step: no parameter has a gradient; call backprop first")
        if recording is None:
            each = [stretch.calls for stretch in stretches]
            calls = each[0] if len(each) == 1 else chain.from_iterable(each)
            quiet_copy().run(deque, map(call, calls), 0)  # one call, within which no interrupt is looked for

    def state_dict(self) -> dict[str, Entry]:
        """A copy of all that decides the next steps: settings, steps taken, and memories.

        The settings are under their names, those that a group has of its own under `groups.0.lr` and so on. Of each
        parameter, in the order given, there are `parameters.0.step` and what the optimizer remembers of it.

        >>> from typedgrad import Parameter, ones
        >>> from typedgrad.optim import SGD
        >>> SGD([Parameter(ones((1,)))], lr=0.5).state_dict()
        {'optimizer': 'SGD', 'lr': 0.5, 'weight_decay': 0.0, 'momentum': 0.0, 'nesterov': False, 'parameters.0.step': 0}
        """
        refuse(f"{type(self).__name__}.state_dict", "values that each call would change; call it outside")
        return state_of(self)

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Take over the state of an optimizer of the same class for the same parameters, or nothing of it.

        What is raised meanwhile, also by an interrupt, leaves it with the state that it had.

        The steps that follow are those that would have followed there, to the last bit, if the parameters have the
        values that they had there.

        Raises:
            KeyError: a name is missing, or unknown.
            ShapeError: what is remembered of a parameter has another shape.
            DTypeError: it has another dtype; or a value that is not of its kind.
            ValueError: a value out of its range, or the state of another optimizer.
        """
        refuse(f"{type(self).__name__}.load_state_dict", "a state that each call would load; load it outside")
        load(self, state)
        changes.note()

    def _captured(self, recording: Recorder) -> list[Stretch]:
        """`_begin` in a step that is being captured: what each run of the step does of it, and what has to hold."""
        for leaf in self._leaves:
            recording.expects_filled(leaf)
        for flat in self._flats:
            recording.requires(flat.same())
            recording.undo(flat.restore())
        structure = self._structure()
        recording.requires(lambda: self._structure() == structure)
        stretches: list[Stretch] = []
        parts: list[tuple[Prepare, Flat, Stretch]] = []

        def begin() -> None:
            found = self._begin()
            if not stretches:
                stretches.extend(found)
                parts.extend(
                    (group._prepare, flat, one) for (group, flat), one in zip(self._parts, found, strict=False)
                )
            elif found != stretches:
                raise CompileError(f"compiled: {type(self).__name__}: other parameters have gradients than before")

        def repeat() -> None:
            for prepare, flat, stretch in parts:
                flat.repeat()
                prepare(stretch.step, stretch.numbers)

        is_whole = all(flat.is_whole() for flat in self._flats)
        recording.host(begin, repeat if is_whole else None)
        recording.requires(lambda: all(any(flat.keeps(one) for flat in self._flats) for one in stretches))
        for stretch in stretches:
            for block in stretch.blocks:
                stretch.kernel(*map(recording.held, block))
        for stretch in stretches:
            recording.host(stretch.count, stretch.count if is_whole else partial(_count, stretch))
        return stretches

    def _begin(self) -> list[Stretch]:
        """The host's part of a step: what is to be updated, by which kernel, with the numbers of this step."""
        stretches: list[Stretch] = []
        for group, flat in self._parts:
            for stretch in flat.advance():
                group._prepare(stretch.step, stretch.numbers)
                if stretch.kernel is not group._update:
                    stretch.bind(group._update)
                stretches.append(stretch)
        return stretches

    def _structure(self) -> tuple[object, ...]:
        """What decides, besides the numbers, which NumPy calls a step makes."""
        return tuple([group._update for group in self._groups])
