"""`Group`: parameters that one rule updates, with settings of their own."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from typedgrad.errors import DTypeError, described
from typedgrad.optim.flat import Flat
from typedgrad.optim.settings import Settings
from typedgrad.tensor.base import is_tensor
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Self

    from typedgrad.dtypes import Float
    from typedgrad.rules.namespace import NDArray


class Group(Settings):
    """Parameters of an optimizer that have settings of their own. Each optimizer has a class of groups.

    A setting that a group was not given is the optimizer's, also when that changes; before there is an optimizer, it
    is missing. One that the group was given, or that was assigned to it, is its own from then on.

    A group has the rule by which its parameters are updated, in two parts: `_prepare` is Python, and writes what
    changes from step to step into 0-d arrays. The kernel is NumPy calls in place on a block of arrays, the same ones
    for as long as it is the same function.

    Attributes:
        parameters: what is updated.
    """

    _numbers: ClassVar[int]  # how many 0-d arrays
    _scratch: ClassVar[int] = 1  # how many arrays to write into, beside the memories

    def __init__(self, parameters: Iterable[Parameter[Float, Any]], **own: object) -> None:
        self._own: frozenset[str] = frozenset()
        self._flats: tuple[Flat, ...] = ()
        self.parameters: tuple[Parameter[Float, Any], ...] = checked_parameters(type(self).__name__, parameters)
        for name, value in own.items():
            if value is not None:
                setattr(self, name, value)

    def __repr__(self) -> str:
        settings = "".join(f", {name}={getattr(self, name)}" for name in self._checks if name in self._own)
        return f"{type(self).__name__}({len(self.parameters)} parameters{settings})"

    # ------------------------------------------------------------------------------------------ what the optimizer does
    def _join(self, settings: Settings) -> None:
        """Take over what the group has not of its own, and get ready for steps."""
        self._inherit({name: getattr(settings, name) for name in self._checks})
        members = self.parameters
        dtypes = dict.fromkeys(parameter.dtype for parameter in members)
        self._flats = tuple(
            Flat([one for one in members if one.dtype == dtype], self._numbers, self._scratch) for dtype in dtypes
        )
        self._arrange()

    def _inherit(self, settings: Mapping[str, object]) -> None:
        for name, value in settings.items():
            if name not in self._own:
                self._put(name, value)

    def _receive(self, name: str, value: object) -> None:
        """A setting that has changed, here or in the optimizer."""
        self._adapt(name, value)
        self._put(name, value)
        self._arrange()

    def _arrange(self) -> None:
        """Have the memories and the kernel that the settings ask for."""
        names = self._memories()
        for flat in self._flats:
            if flat.names != names:
                flat.remember(names)
        self._update: Callable[..., None] = self._kernel()

    def _set(self, name: str, value: object) -> None:
        self._own |= {name}
        if self._flats:
            self._receive(name, value)
        else:
            self._put(name, value)

    def _like(self, own: Mapping[str, object], settings: Mapping[str, object]) -> Self:
        """A group with no parameters that has other settings, to try them."""
        trial = object.__new__(type(self))
        trial._own, trial._flats, trial.parameters = frozenset(own), (), ()
        for name, value in own.items():
            trial._put(name, value)
        trial._inherit(settings)
        return trial

    # -------------------------------------------------------------------------------------------- what an algorithm is
    @abstractmethod
    def _memories(self) -> tuple[str, ...]:
        """The names of what is remembered of each parameter, in its shape; zero at first."""

    @abstractmethod
    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        """Write the numbers of the `step`-th step, the first is 1, into 0-d arrays of the parameters' dtype."""

    @abstractmethod
    def _kernel(self) -> Callable[..., None]:
        """The update of a block, as a function of the arrays of `Stretch.blocks`: the same one for the same calls."""

    def _adapt(self, name: str, value: object) -> None:  # most have nothing to do
        """What else to do before a setting changes."""


GroupT = TypeVar("GroupT", bound=Group)


def checked_parameters(name: str, parameters: Iterable[Parameter[Float, Any]]) -> tuple[Parameter[Float, Any], ...]:
    """Parameters for an optimizer or a group.

    Raises:
        ValueError: there are none, or one is there twice.
        DTypeError: one is not a `Parameter`.
    """
    if not isinstance(parameters, Iterable) or is_tensor(parameters):
        raise DTypeError(f"{name}: {described(parameters)} is not parameters; give those of module.parameters()")
    given = tuple(parameters)
    if not given:
        raise ValueError(f"{name}: no parameters")
    for position, parameter in enumerate(given):
        if not isinstance(parameter, Parameter):
            raise DTypeError(f"{name}: parameter {position} is {described(parameter)}, not a Parameter")
    refuse_twice(name, given)
    return given


def refuse_twice(name: str, parameters: Sequence[Parameter[Float, Any]]) -> None:
    """Refuse parameters that are there twice.

    Raises:
        ValueError: one is.
    """
    if len({id(parameter) for parameter in parameters}) < len(parameters):
        raise ValueError(f"{name}: a parameter is there twice")


def grouped(name: str, parameters: Iterable[Parameter[Float, Any] | GroupT], kind: type[GroupT]) -> tuple[GroupT, ...]:
    """The groups of an optimizer: those that it was given, and of the parameters that are in none those in a row.

    Raises:
        ValueError: no parameters; a parameter is there twice; a group is another optimizer's already.
        DTypeError: groups for another optimizer, or what is neither a group nor a parameter.
    """
    is_iterable = isinstance(parameters, Iterable) and not is_tensor(parameters)
    items: tuple[Any, ...] = tuple(parameters) if is_iterable else ()  # whatever was given
    if not items:
        given: Any = parameters  # of which the check says what is wrong
        checked_parameters(name, () if is_iterable else given)
    groups: list[GroupT] = []
    for is_group, row in groupby(items, key=lambda item: isinstance(item, Group)):
        if not is_group:
            groups.append(kind(checked_parameters(name, row)))
            continue
        for group in row:
            if not isinstance(group, kind):
                raise DTypeError(f"{name}: {described(group)} is not one of its groups, {kind.__name__}")
            if group._flats:
                raise ValueError(f"{name}: {described(group)} is an optimizer's already")
            groups.append(group)
    if len(set(groups)) < len(groups):
        raise ValueError(f"{name}: a group is there twice")
    refuse_twice(name, [parameter for group in groups for parameter in group.parameters])
    return tuple(groups)
