"""`Optimizer`: what updates parameters by their gradients."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from typedgrad.errors import DTypeError, GradientError, described
from typedgrad.optim.flat import Flat, blocks
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from typedgrad.dtypes import Float


class Optimizer(ABC):
    """Updates parameters in place. Parameters of one dtype are updated together, as one flat array.

    A parameter without a gradient is left as it is, with its moments and its count of steps.

    Args:
        parameters: what to update, as `module.parameters()` gives them.

    Raises:
        ValueError: there are none, or one is there twice.
        DTypeError: one is not a `Parameter`.
    """

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
        dtypes = dict.fromkeys(parameter.dtype for parameter in given)
        self._groups = [Flat([parameter for parameter in given if parameter.dtype == dtype]) for dtype in dtypes]

    def zero_grad(self) -> None:
        """Forget the gradients, so that `backprop` starts anew."""
        for group in self._groups:
            for leaf in group.leaves:
                leaf.is_filled = False

    def step(self) -> None:
        """Update every parameter that has a gradient.

        Raises:
            GradientError: none has.
        """
        is_updated = False
        for index, group in enumerate(self._groups):
            for start, end, step in group.ready():
                for block in blocks(start, end):
                    self._update(index, group, block, step)
                is_updated = True
            group.updated()
        if not is_updated:
            raise GradientError(f"{type(self).__name__}.step: no parameter has a gradient; call backprop first")

    @abstractmethod
    def _update(self, index: int, group: Flat, block: slice, step: int) -> None:
        """Update the values of a block of the `index`-th group, whose parameters take their `step`-th step."""


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
