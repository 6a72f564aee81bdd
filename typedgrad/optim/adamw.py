"""AdamW: Adam with the weight decay apart from the means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numpy import multiply

from typedgrad.optim.adam import AdamSettings, MeansGroup, update
from typedgrad.optim.group import grouped
from typedgrad.optim.optimizer import Optimizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typedgrad.dtypes import Float
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class AdamWGroup(MeansGroup):
    """Parameters of an `AdamW` with settings of their own; what is None is the optimizer's.

    Args:
        parameters: what to update.
        lr: as of `AdamW`, and so the others.
        betas: see there.
        eps: see there.
        weight_decay: see there.

    Raises:
        ValueError: no parameters, or one twice; a setting out of its range.
        DTypeError: what is no parameter, or no setting.

    >>> from typedgrad import Parameter, ones
    >>> AdamWGroup([Parameter(ones((2,)))], weight_decay=0.0)
    AdamWGroup(1 parameters, weight_decay=0.0)
    """

    def _decay(self) -> float:
        return 1.0 - self.lr * self.weight_decay

    def _kernel(self) -> Callable[..., None]:
        return _update_decayed if self.weight_decay else update


class AdamW(AdamSettings, Optimizer):
    """`Adam`, whose parameters are also multiplied by `1 - lr * weight_decay` in each step.

    Args:
        parameters: what to update, and groups of it that have settings of their own.
        lr: the learning rate, at least 0. Like the other settings, it can be changed between steps.
        betas: how much of each mean a step keeps, in [0, 1).
        eps: added to the root, above 0.
        weight_decay: at least 0.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.
        DTypeError: what is no parameter, or no setting.

    Source: Loshchilov & Hutter, Decoupled Weight Decay Regularization, 2019, in the form of PyTorch's `AdamW`.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = AdamW([w], lr=0.5, weight_decay=0.5)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter[float32, tuple[2]]([0.25, 0.25])
    """

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any] | AdamWGroup],
        lr: float = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ) -> None:
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self._of_adamw = grouped("AdamW", parameters, AdamWGroup)
        self._start(self._of_adamw)

    @property
    def groups(self) -> tuple[AdamWGroup, ...]:
        """The groups of parameters, in the order given; parameters in a row that were in none are one."""
        return self._of_adamw


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
    multiply(values, decay, values)
    update(values, g, m, v, t, beta1, beta2, eps, rate, decay)
