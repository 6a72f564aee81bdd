"""RMSprop."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar

from numpy import add, divide, maximum, multiply, sqrt, subtract

from typedgrad.optim.group import Group, grouped
from typedgrad.optim.optimizer import Optimizer
from typedgrad.optim.settings import COMMON, Settings, flag, fraction, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from typedgrad.dtypes import Float
    from typedgrad.optim.settings import Check
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class RMSpropSettings(Settings):
    """The settings of `RMSprop`.

    Attributes:
        alpha: how much of each mean a step keeps.
        eps: what is added to the root.
        momentum: how much of the velocity a step keeps.
        centered: whether the root is of the variance.
    """

    _checks: ClassVar[Mapping[str, Check]] = {
        **COMMON,
        "alpha": fraction,
        "eps": positive,
        "momentum": fraction,
        "centered": flag,
    }

    alpha: float
    eps: float
    momentum: float
    centered: bool


class RMSpropGroup(RMSpropSettings, Group):
    """Parameters of an `RMSprop` with settings of their own; what is None is the optimizer's.

    Args:
        parameters: what to update.
        lr: as of `RMSprop`, and so the others.
        alpha: see there.
        eps: see there.
        momentum: see there.
        centered: see there.
        weight_decay: see there.

    Raises:
        ValueError: no parameters, or one twice; a setting out of its range.
        DTypeError: what is no parameter, or no setting.

    >>> from typedgrad import Parameter, ones
    >>> RMSpropGroup([Parameter(ones((2,)))], centered=True)
    RMSpropGroup(1 parameters, centered=True)
    """

    _numbers = 6
    _scratch = 2

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any]],
        *,
        lr: float | None = None,
        alpha: float | None = None,
        eps: float | None = None,
        momentum: float | None = None,
        centered: bool | None = None,
        weight_decay: float | None = None,
    ) -> None:
        super().__init__(
            parameters, lr=lr, alpha=alpha, eps=eps, momentum=momentum, centered=centered, weight_decay=weight_decay
        )

    def _memories(self) -> tuple[str, ...]:
        mean = ("mean",) if self.centered else ()
        velocity = ("velocity",) if self.momentum else ()
        return ("square", *mean, *velocity)

    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        rate, alpha, rest, eps, momentum, decay = numbers
        rate[()] = self.lr
        alpha[()] = self.alpha
        rest[()] = 1.0 - self.alpha
        eps[()] = self.eps
        momentum[()] = self.momentum
        decay[()] = self.weight_decay

    def _kernel(self) -> Callable[..., None]:
        return _kernel(self.centered, bool(self.momentum), bool(self.weight_decay))


class RMSprop(RMSpropSettings, Optimizer):
    """Steps by the gradient over the root of a running mean of its square.

    With `v = alpha v + (1 - alpha) g²` a parameter changes by `-lr * g / (sqrt(v) + eps)`. With momentum these changes,
    without `-lr`, add up to a velocity of which each step keeps so much, and it moves the parameter. If centered, the
    root is of `v` less the square of the running mean of `g`: never of less than 0, to which rounding may bring it.
    Weight decay adds `weight_decay * parameter` to the gradient.

    Args:
        parameters: what to update, and groups of it that have settings of their own.
        lr: the learning rate, at least 0. Like the other settings, it can be changed between steps.
        alpha: how much of each mean a step keeps, in [0, 1).
        eps: added to the root, above 0.
        momentum: in [0, 1).
        centered: whether the root is of the variance of the gradient.
        weight_decay: at least 0.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.
        DTypeError: what is no parameter, or no setting.

    Source: Tieleman & Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012; centered: Graves, Generating
    Sequences With Recurrent Neural Networks, 2013; in the form of PyTorch's `RMSprop`.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = RMSprop([w], lr=0.25, alpha=0.75)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter[float32, tuple[2]]([0.5, 0.5])
    """

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any] | RMSpropGroup],
        lr: float = 1e-2,
        *,
        alpha: float = 0.99,
        eps: float = 1e-8,
        momentum: float = 0.0,
        centered: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.lr, self.alpha, self.eps, self.weight_decay = lr, alpha, eps, weight_decay
        self.momentum, self.centered = momentum, centered
        self._of_rmsprop = grouped("RMSprop", parameters, RMSpropGroup)
        self._start(self._of_rmsprop)

    @property
    def groups(self) -> tuple[RMSpropGroup, ...]:
        """The groups of parameters, in the order given; parameters in a row that were in none are one."""
        return self._of_rmsprop


@cache  # the same kernel is the same object
def _kernel(is_centered: bool, has_momentum: bool, is_decayed: bool) -> Callable[..., None]:
    return partial(_update, is_centered, has_momentum, is_decayed)


def _update(
    is_centered: bool,
    has_momentum: bool,
    is_decayed: bool,
    values: NDArray,
    g: NDArray,
    square: NDArray,
    *others: NDArray,
) -> None:
    *memories, t, u, rate, alpha, rest, eps, momentum, decay = others
    if is_decayed:
        multiply(values, decay, u)
        add(u, g, u)
        g = u
    multiply(square, alpha, square)
    multiply(g, g, t)
    multiply(t, rest, t)
    add(square, t, square)
    if is_centered:
        mean = memories[0]
        multiply(mean, alpha, mean)
        multiply(g, rest, t)
        add(mean, t, mean)
        multiply(mean, mean, t)
        subtract(square, t, t)
        maximum(t, 0.0, out=t)
        sqrt(t, t)
    else:
        sqrt(square, t)
    add(t, eps, t)
    divide(g, t, t)
    if has_momentum:
        velocity = memories[-1]
        multiply(velocity, momentum, velocity)
        add(velocity, t, velocity)
        multiply(velocity, rate, t)
    else:
        multiply(t, rate, t)
    subtract(values, t, values)
