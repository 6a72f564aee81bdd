"""Adam."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.optim.flat import BLOCK
from typedgrad.optim.optimizer import Optimizer, fraction, positive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typedgrad.dtypes import Float
    from typedgrad.optim.flat import Flat
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class Adam(Optimizer):
    """Steps of the size of the learning rate, by running means of the gradient and of its square.

    With `m = β1 m + (1 - β1) g`, `v = β2 v + (1 - β2) g²` and both divided by `1 - βᵗ` at step `t`, a parameter
    changes by `-lr * m / (sqrt(v) + eps)`.

    Args:
        parameters: what to update.
        lr: the learning rate, above 0. It can be changed between steps.
        betas: how much of each mean a step keeps, in [0, 1).
        eps: added to the root, above 0.

    Raises:
        ValueError: a setting out of its range, or no parameters.

    Source: Kingma & Ba, Adam: A Method for Stochastic Optimization, 2015.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = Adam([w], lr=0.5)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter([0.5, 0.5], float32, shape (2,))
    """

    def __init__(
        self,
        parameters: Iterable[Parameter[Float, Any]],
        lr: float = 1e-3,
        *,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        positive("Adam", lr=lr, eps=eps)
        fraction("Adam", beta1=betas[0], beta2=betas[1])
        super().__init__(parameters)
        self.lr = lr
        self.betas = betas
        self.eps = eps
        self._moments = [_Moments(group.values, betas) for group in self._groups]

    def _update(self, index: int, group: Flat, block: slice, step: int) -> None:
        beta1, beta2 = self.betas
        moments = self._moments[index]
        # The means are kept without their factors 1 - β, which with both corrections are two numbers a step.
        root = sqrt((1.0 - beta2**step) / (1.0 - beta2))
        moments.eps[...] = self.eps * root
        moments.rate[...] = self.lr * root * (1.0 - beta1) / (1.0 - beta1**step)
        g, values = group.gradients[block], group.values[block]
        m, v, t = moments.first[block], moments.second[block], moments.scratch[: len(g)]
        np.multiply(m, moments.beta1, m)
        np.add(m, g, m)
        np.multiply(v, moments.beta2, v)
        np.multiply(g, g, t)
        np.add(v, t, v)
        np.sqrt(v, t)
        np.add(t, moments.eps, t)
        np.divide(m, t, t)
        np.multiply(t, moments.rate, t)
        np.subtract(values, t, values)


class _Moments:
    """Both means over a flat array, without their factors, and the step's numbers as 0-d arrays of its dtype."""

    __slots__ = ("beta1", "beta2", "eps", "first", "rate", "scratch", "second")

    def __init__(self, values: NDArray, betas: tuple[float, float]) -> None:
        self.first: NDArray = np.zeros_like(values)
        self.second: NDArray = np.zeros_like(values)
        self.scratch: NDArray = np.empty(min(values.size, BLOCK), values.dtype)
        self.beta1: NDArray = np.array(betas[0], values.dtype)
        self.beta2: NDArray = np.array(betas[1], values.dtype)
        self.eps: NDArray = np.empty((), values.dtype)
        self.rate: NDArray = np.empty((), values.dtype)
