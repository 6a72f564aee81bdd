"""Adagrad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from numpy import add, divide, multiply, sqrt, subtract

from typedgrad.optim.group import Group, grouped
from typedgrad.optim.optimizer import Optimizer
from typedgrad.optim.settings import COMMON, Settings, at_least_zero, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from typedgrad.dtypes import Float
    from typedgrad.optim.settings import Check
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class AdagradSettings(Settings):
    """The settings of `Adagrad`.

    Attributes:
        lr_decay: how quickly the learning rate falls with the steps.
        eps: what is added to the root.
    """

    _checks: ClassVar[Mapping[str, Check]] = {**COMMON, "lr_decay": at_least_zero, "eps": positive}

    lr_decay: float
    eps: float


class AdagradGroup(AdagradSettings, Group):
    """Parameters of an `Adagrad` with settings of their own; what is None is the optimizer's.

    Args:
        parameters: what to update.
        lr: as of `Adagrad`, and so the others.
        lr_decay: see there.
        eps: see there.
        weight_decay: see there.

    Raises:
        ValueError: no parameters, or one twice; a setting out of its range.
        DTypeError: what is no parameter, or no setting.

    >>> from typedgrad import Parameter, ones
    >>> AdagradGroup([Parameter(ones((2,)))], lr=0.5)
    AdagradGroup(1 parameters, lr=0.5)
    """

    _numbers = 3
    _scratch = 2

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any]],
        *,
        lr: float | None = None,
        lr_decay: float | None = None,
        eps: float | None = None,
        weight_decay: float | None = None,
    ) -> None:
        super().__init__(parameters, lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay)

    def _memories(self) -> tuple[str, ...]:
        return ("sum",)

    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        rate, eps, decay = numbers
        rate[()] = self.lr / (1.0 + (step - 1) * self.lr_decay)
        eps[()] = self.eps
        decay[()] = self.weight_decay

    def _kernel(self) -> Callable[..., None]:
        return _update_decayed if self.weight_decay else _update


class Adagrad(AdagradSettings, Optimizer):
    """Steps by the gradient over the root of the sum of all its squares so far.

    With `s = s + g²` at step `t` a parameter changes by `-lr / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps)`. Weight
    decay adds `weight_decay * parameter` to the gradient.

    Args:
        parameters: what to update, and groups of it that have settings of their own.
        lr: the learning rate, at least 0. Like the other settings, it can be changed between steps.
        lr_decay: how quickly the learning rate falls, at least 0.
        eps: added to the root, above 0.
        weight_decay: at least 0.
        initial_accumulator_value: what `s` is at first, at least 0, for all groups; it matters here only.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.
        DTypeError: what is no parameter, or no setting.

    Source: Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011, in the
    form of PyTorch's `Adagrad`.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = Adagrad([w], lr=0.5)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter[float32, tuple[2]]([0.5, 0.5])
    """

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any] | AdagradGroup],
        lr: float = 1e-2,
        *,
        lr_decay: float = 0.0,
        eps: float = 1e-10,
        weight_decay: float = 0.0,
        initial_accumulator_value: float = 0.0,
    ) -> None:
        self.lr, self.lr_decay, self.eps, self.weight_decay = lr, lr_decay, eps, weight_decay
        first = at_least_zero("Adagrad: initial_accumulator_value", initial_accumulator_value)
        self._of_adagrad = grouped("Adagrad", parameters, AdagradGroup)
        self._start(self._of_adagrad)
        for flat in self._flats:
            flat.memories[0][...] = first

    @property
    def groups(self) -> tuple[AdagradGroup, ...]:
        """The groups of parameters, in the order given; parameters in a row that were in none are one."""
        return self._of_adagrad


def _update(
    values: NDArray, g: NDArray, s: NDArray, t: NDArray, _u: NDArray, rate: NDArray, eps: NDArray, _decay: NDArray
) -> None:
    multiply(g, g, t)
    add(s, t, s)
    sqrt(s, t)
    add(t, eps, t)
    divide(g, t, t)
    multiply(t, rate, t)
    subtract(values, t, values)


def _update_decayed(
    values: NDArray, g: NDArray, s: NDArray, t: NDArray, u: NDArray, rate: NDArray, eps: NDArray, decay: NDArray
) -> None:
    multiply(values, decay, u)
    add(u, g, u)
    _update(values, u, s, t, u, rate, eps, decay)
