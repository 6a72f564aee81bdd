"""Stochastic gradient descent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.optim.optimizer import Optimizer, fraction, positive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typedgrad.dtypes import Float
    from typedgrad.optim.flat import Flat
    from typedgrad.tensor.parameter import Parameter


class SGD(Optimizer):
    """`v = momentum * v + gradient; parameter -= lr * v`, with `v` zero at first.

    Args:
        parameters: what to update.
        lr: the learning rate, above 0. It can be changed between steps.
        momentum: in [0, 1); 0 is plain gradient descent.

    Raises:
        ValueError: a setting out of its range, or no parameters.

    Source: Sutskever et al., On the importance of initialization and momentum in deep learning, 2013, in the form of
    PyTorch's `SGD`.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> optimizer = SGD([w], lr=0.25)
    >>> backprop((w * w).sum())
    >>> optimizer.step()
    >>> w
    Parameter([0.5, 0.5], float32, shape (2,))
    """

    def __init__(self, parameters: Iterable[Parameter[Float, Any]], lr: float, *, momentum: float = 0.0) -> None:
        positive("SGD", lr=lr)
        fraction("SGD", momentum=momentum)
        super().__init__(parameters)
        self.lr = lr
        self.momentum = momentum
        self._velocities = [np.zeros_like(group.values) for group in self._groups]
        self._scratch = [np.empty_like(group.values) for group in self._groups]

    def _update(self, index: int, group: Flat, block: slice, step: int) -> None:
        gradient, change = group.gradients[block], self._scratch[index][block]
        if self.momentum:
            velocity = self._velocities[index][block]
            velocity *= self.momentum
            velocity += gradient
            gradient = velocity
        np.multiply(gradient, self.lr, change)
        values = group.values[block]
        values -= change
