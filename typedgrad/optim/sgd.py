"""Stochastic gradient descent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numpy import add, multiply, subtract

from typedgrad.optim.optimizer import Optimizer, fraction, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typedgrad.dtypes import Float
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter


class SGD(Optimizer):
    """`v = momentum * v + gradient; parameter -= lr * v`, with `v` zero at first.

    Args:
        parameters: what to update.
        lr: the learning rate, above 0. Like the momentum, it can be changed between steps.
        momentum: in [0, 1); 0 is plain gradient descent, which keeps no `v`.

    Raises:
        ValueError: a setting out of its range, here or when it is changed; or no parameters.

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

    _numbers = 2

    def __init__(self, parameters: Iterable[Parameter[Float, Any]], lr: float, *, momentum: float = 0.0) -> None:
        self.lr = lr
        super().__init__(parameters)
        self._momentum = 0.0
        self.momentum = momentum

    @property
    def lr(self) -> float:
        """The learning rate."""
        return self._lr

    @lr.setter
    def lr(self, lr: float) -> None:
        positive("SGD", lr=lr)
        self._lr = lr

    @property
    def momentum(self) -> float:
        """How much of `v` a step keeps."""
        return self._momentum

    @momentum.setter
    def momentum(self, momentum: float) -> None:
        fraction("SGD", momentum=momentum)
        if bool(momentum) != bool(self._momentum):
            self._remember(1 if momentum else 0)
        self._momentum = momentum

    def _prepare(self, step: int, numbers: tuple[NDArray, ...]) -> None:
        rate, momentum = numbers
        rate[()] = self._lr
        momentum[()] = self._momentum

    def _kernel(self) -> Callable[..., None]:
        return _update_with_momentum if self._momentum else _update


def _update(values: NDArray, g: NDArray, t: NDArray, rate: NDArray, _: NDArray) -> None:
    multiply(g, rate, t)
    subtract(values, t, values)


def _update_with_momentum(
    values: NDArray, g: NDArray, v: NDArray, t: NDArray, rate: NDArray, momentum: NDArray
) -> None:
    multiply(v, momentum, v)
    add(v, g, v)
    multiply(v, rate, t)
    subtract(values, t, values)
