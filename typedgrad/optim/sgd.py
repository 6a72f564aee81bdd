"""Stochastic gradient descent."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar

from numpy import add, multiply, subtract

from typedgrad.optim.group import Group, grouped
from typedgrad.optim.optimizer import Optimizer
from typedgrad.optim.settings import COMMON, Settings, flag, fraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from typedgrad.dtypes import Float
    from typedgrad.optim.settings import Check
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class SGDSettings(Settings):
    """The settings of `SGD`.

    Attributes:
        momentum: how much of the velocity a step keeps.
        nesterov: whether a step looks ahead.
    """

    _checks: ClassVar[Mapping[str, Check]] = {**COMMON, "momentum": fraction, "nesterov": flag}

    momentum: float
    nesterov: bool


class SGDGroup(SGDSettings, Group):
    """Parameters of an `SGD` with settings of their own; what is None is the optimizer's.

    Args:
        parameters: what to update.
        lr: as of `SGD`, and so the others.
        momentum: see there.
        nesterov: see there.
        weight_decay: see there.

    Raises:
        ValueError: no parameters, or one twice; a setting out of its range.
        DTypeError: what is no parameter, or no setting.

    >>> from typedgrad import Parameter, ones
    >>> SGDGroup([Parameter(ones((2,)))], momentum=0.5)
    SGDGroup(1 parameters, momentum=0.5)
    """

    _numbers = 4

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any]],
        *,
        lr: float | None = None,
        momentum: float | None = None,
        nesterov: bool | None = None,
        weight_decay: float | None = None,
    ) -> None:
        super().__init__(parameters, lr=lr, momentum=momentum, nesterov=nesterov, weight_decay=weight_decay)

    def _memories(self) -> tuple[str, ...]:
        return ("velocity",) if self.momentum else ()

    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        rate, momentum, ahead, decay = numbers
        rate[()] = self.lr
        momentum[()] = self.momentum
        if self.nesterov:
            ahead[()] = self.lr * self.momentum
        if self.weight_decay:
            decay[()] = self.weight_decay

    def _kernel(self) -> Callable[..., None]:
        is_ahead, is_decayed = self.nesterov and bool(self.momentum), bool(self.weight_decay)
        if is_ahead or is_decayed:
            return _further(bool(self.momentum), is_ahead, is_decayed)
        return _update_with_momentum if self.momentum else _update


class SGD(SGDSettings, Optimizer):
    """`v = momentum * v + gradient; parameter -= lr * v`, with `v` zero at first.

    With `nesterov` a parameter changes by `-lr * (gradient + momentum * v)`. Weight decay adds
    `weight_decay * parameter` to the gradient.

    Args:
        parameters: what to update, and groups of it that have settings of their own.
        lr: the learning rate, at least 0. Like the other settings, it can be changed between steps.
        momentum: in [0, 1); 0 is plain gradient descent, which keeps no `v`.
        nesterov: whether a step looks ahead by the momentum.
        weight_decay: at least 0.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.
        DTypeError: what is no parameter, or no setting.

    Source: Sutskever et al., On the importance of initialization and momentum in deep learning, 2013, in the form of
    PyTorch's `SGD`.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = SGD([w], lr=0.25)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter[float32, tuple[2]]([0.5, 0.5])
    """

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any] | SGDGroup],
        lr: float,
        *,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.lr, self.momentum, self.nesterov, self.weight_decay = lr, momentum, nesterov, weight_decay
        self._of_sgd = grouped("SGD", parameters, SGDGroup)
        self._start(self._of_sgd)

    @property
    def groups(self) -> tuple[SGDGroup, ...]:
        """The groups of parameters, in the order given; parameters in a row that were in none are one."""
        return self._of_sgd


def _update(
    values: NDArray, g: NDArray, t: NDArray, rate: NDArray, _momentum: NDArray, _ahead: NDArray, _decay: NDArray
) -> None:
    multiply(g, rate, t)
    subtract(values, t, values)


def _update_with_momentum(
    values: NDArray,
    g: NDArray,
    v: NDArray,
    t: NDArray,
    rate: NDArray,
    momentum: NDArray,
    _ahead: NDArray,
    _decay: NDArray,
) -> None:
    multiply(v, momentum, v)
    add(v, g, v)
    multiply(v, rate, t)
    subtract(values, t, values)


@cache  # the same kernel is the same object
def _further(has_momentum: bool, is_ahead: bool, is_decayed: bool) -> Callable[..., None]:
    return partial(_update_further, has_momentum, is_ahead, is_decayed)


def _update_further(
    has_momentum: bool, is_ahead: bool, is_decayed: bool, values: NDArray, g: NDArray, *others: NDArray
) -> None:
    *memories, t, rate, momentum, ahead, decay = others
    if is_decayed:
        multiply(values, decay, t)
        add(t, g, t)
        g = t
    if has_momentum:
        (v,) = memories
        multiply(v, momentum, v)
        add(v, g, v)
        if is_ahead:
            multiply(g, rate, t)
            subtract(values, t, values)
            multiply(v, ahead, t)
        else:
            multiply(v, rate, t)
    else:
        multiply(g, rate, t)
    subtract(values, t, values)
