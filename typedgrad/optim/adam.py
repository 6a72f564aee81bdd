"""Adam."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from numpy import add, divide, multiply, sqrt, subtract  # names of their own: `np.add` would cost 0.05 us a call

from typedgrad.optim.optimizer import Optimizer, fraction, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typedgrad.dtypes import Float
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class Adam(Optimizer):
    """Steps of the size of the learning rate, by running means of the gradient and of its square.

    With `m = β1 m + (1 - β1) g`, `v = β2 v + (1 - β2) g²` and both divided by `1 - βᵗ` at step `t`, a parameter
    changes by `-lr * m / (sqrt(v) + eps)`.

    Args:
        parameters: what to update.
        lr: the learning rate, above 0. Like the other settings, it can be changed between steps.
        betas: how much of each mean a step keeps, in [0, 1).
        eps: added to the root, above 0.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.

    Source: Kingma & Ba, Adam: A Method for Stochastic Optimization, 2015.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = Adam([w], lr=0.5)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter[float32, tuple[2]]([0.5, 0.5])
    """

    _numbers = 4

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any]],
        lr: float = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        self.lr = lr
        self.eps = eps
        fraction("Adam", beta1=betas[0], beta2=betas[1])
        super().__init__(parameters)
        self._remember(2)
        self._betas = betas

    @property
    def lr(self) -> float:
        """The learning rate."""
        return self._lr

    @lr.setter
    def lr(self, lr: float) -> None:
        positive("Adam", lr=lr)
        self._lr = lr

    @property
    def betas(self) -> tuple[float, float]:
        """How much of each mean a step keeps."""
        return self._betas

    @betas.setter
    def betas(self, betas: tuple[float, float]) -> None:
        fraction("Adam", beta1=betas[0], beta2=betas[1])
        for group in self._groups:  # the means stay what they are; they are kept without their factors 1 - β
            for kept, old, new in zip(group.memories, self._betas, betas, strict=True):
                multiply(kept, (1.0 - old) / (1.0 - new), kept)
        self._betas = betas

    @property
    def eps(self) -> float:
        """What is added to the root."""
        return self._eps

    @eps.setter
    def eps(self, eps: float) -> None:
        positive("Adam", eps=eps)
        self._eps = eps

    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        beta1, beta2 = self._betas
        # The factors 1 - β of the means are, with both corrections, two numbers a step.
        root = math.sqrt((1.0 - beta2**step) / (1.0 - beta2))
        kept1, kept2, eps, rate = numbers
        kept1[()] = beta1
        kept2[()] = beta2
        eps[()] = self._eps * root
        rate[()] = self._lr * root * (1.0 - beta1) / (1.0 - beta1**step)

    def _kernel(self) -> Callable[..., None]:
        return _update


def _update(
    values: NDArray,
    g: NDArray,
    m: NDArray,
    v: NDArray,
    t: NDArray,
    beta1: NDArray,
    beta2: NDArray,
    eps: NDArray,
    rate: NDArray,
) -> None:
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
