"""Adam, and what it has in common with AdamW."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from numpy import add, divide, multiply, sqrt, subtract  # names of their own: `np.add` would cost 0.05 us a call

from typedgrad.optim.group import Group, grouped
from typedgrad.optim.optimizer import Optimizer
from typedgrad.optim.settings import COMMON, Settings, fractions, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from typedgrad.dtypes import Float
    from typedgrad.optim.settings import Check
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class AdamSettings(Settings):
    """The settings of `Adam` and `AdamW`.

    Attributes:
        betas: how much of each mean a step keeps.
        eps: what is added to the root.
    """

    _checks: ClassVar[Mapping[str, Check]] = {**COMMON, "betas": fractions, "eps": positive}

    betas: tuple[float, float]
    eps: float


class MeansGroup(AdamSettings, Group):
    """Parameters with a running mean of the gradient, `m`, and of its square, `v`, each without its factor 1 - β."""

    _numbers = 5

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any]],
        *,
        lr: float | None = None,
        betas: tuple[float, float] | None = None,
        eps: float | None = None,
        weight_decay: float | None = None,
    ) -> None:
        super().__init__(parameters, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def _memories(self) -> tuple[str, ...]:
        return ("m", "v")

    def _adapt(self, name: str, value: Any) -> None:  # Any: two numbers, if it is the betas
        if name == "betas":  # the means stay what they are; they are kept without their factors 1 - β
            for flat in self._flats:
                for kept, old, new in zip(flat.memories, self.betas, value, strict=True):
                    multiply(kept, (1.0 - old) / (1.0 - new), kept)

    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        beta1, beta2 = self.betas
        # The factors 1 - β of the means are, with both corrections, two numbers a step.
        root = math.sqrt((1.0 - beta2**step) / (1.0 - beta2))
        kept1, kept2, eps, rate, decay = numbers
        kept1[()] = beta1
        kept2[()] = beta2
        eps[()] = self.eps * root
        rate[()] = self.lr * root * (1.0 - beta1) / (1.0 - beta1**step)
        if self.weight_decay:
            decay[()] = self._decay()

    def _decay(self) -> float:
        """The number for the weight decay."""
        return self.weight_decay


class AdamGroup(MeansGroup):
    """Parameters of an `Adam` with settings of their own; what is None is the optimizer's.

    Args:
        parameters: what to update.
        lr: as of `Adam`, and so the others.
        betas: see there.
        eps: see there.
        weight_decay: see there.

    Raises:
        ValueError: no parameters, or one twice; a setting out of its range.
        DTypeError: what is no parameter, or no setting.

    >>> from typedgrad import Parameter, ones
    >>> AdamGroup([Parameter(ones((2,)))], lr=1e-4)
    AdamGroup(1 parameters, lr=0.0001)
    """

    def _kernel(self) -> Callable[..., None]:
        return _update_decayed if self.weight_decay else update


class Adam(AdamSettings, Optimizer):
    """Steps of the size of the learning rate, by running means of the gradient and of its square.

    With `m = β1 m + (1 - β1) g`, `v = β2 v + (1 - β2) g²` and both divided by `1 - βᵗ` at step `t`, a parameter
    changes by `-lr * m / (sqrt(v) + eps)`. Weight decay adds `weight_decay * parameter` to the gradient.

    Args:
        parameters: what to update, and groups of it that have settings of their own.
        lr: the learning rate, at least 0. Like the other settings, it can be changed between steps.
        betas: how much of each mean a step keeps, in [0, 1).
        eps: added to the root, above 0.
        weight_decay: at least 0; `AdamW` has it apart from the means.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.
        DTypeError: what is no parameter, or no setting.

    Source: Kingma & Ba, Adam: A Method for Stochastic Optimization, 2015.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = Adam([w], lr=0.5)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter[float32, tuple[2]]([0.5, 0.5])

    Layers with settings of their own:

    >>> first, second = Parameter(ones((2,))), Parameter(ones((2,)))
    >>> optimizer = Adam([AdamGroup([first], lr=1e-4), AdamGroup([second], weight_decay=0.01)], lr=1e-3)
    >>> optimizer.lr = 0.01
    >>> [group.lr for group in optimizer.groups]
    [0.0001, 0.01]
    """

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any] | AdamGroup],
        lr: float = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        self.lr: float = lr
        self.betas: tuple[float, float] = betas
        self.eps: float = eps
        self.weight_decay: float = weight_decay
        self._of_adam = grouped("Adam", parameters, AdamGroup)
        self._start(self._of_adam)

    @property
    def groups(self) -> tuple[AdamGroup, ...]:
        """The groups of parameters, in the order given; parameters in a row that were in none are one."""
        return self._of_adam


def update(
    values: NDArray,
    g: NDArray,
    m: NDArray,
    v: NDArray,
    t: NDArray,
    beta1: NDArray,
    beta2: NDArray,
    eps: NDArray,
    rate: NDArray,
    _decay: NDArray,
) -> None:
    """Update a block, without weight decay."""
    multiply(m, beta1, m)
    add(m, g, m)
    multiply(v, beta2, v)
    multiply(g, g, t)
    add(v, t, v)
    sqrt(v, t)
    add(t, eps, t)
    divide(m, t, t)
    multiply(t, rate, t)
    subtract(values, t, values)


def _update_decayed(
    values: NDArray,
    g: NDArray,
    m: NDArray,
    v: NDArray,
    t: NDArray,
    beta1: NDArray,
    beta2: NDArray,
    eps: NDArray,
    rate: NDArray,
    decay: NDArray,
) -> None:
    multiply(values, decay, t)
    add(t, g, t)
    update(values, t, m, v, t, beta1, beta2, eps, rate, decay)  # which has read the gradient before it writes to `t`
