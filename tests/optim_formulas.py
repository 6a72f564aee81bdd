"""What optimizers are held to: the formulas, and gradients to apply them to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from typedgrad import Parameter, as_tensor, float64
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop

if TYPE_CHECKING:
    from collections.abc import Callable

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
MAKERS: list[Callable[[list[Any]], Optimizer]] = [
    lambda ps: SGD(ps, 0.1, momentum=0.9),
    lambda ps: SGD(ps, 0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    lambda ps: Adam(ps, 0.1),
    lambda ps: Adam(ps, 0.1, weight_decay=0.01),
    lambda ps: AdamW(ps, 0.1),
    lambda ps: RMSprop(ps, 0.05, alpha=0.5),
    lambda ps: RMSprop(ps, 0.05, alpha=0.5, centered=True, momentum=0.5, weight_decay=0.01),
    lambda ps: Adagrad(ps, 0.1),
    lambda ps: Adagrad(ps, 0.1, weight_decay=0.01, lr_decay=0.1),
]


def adam(gradients: list[Array], lr: float, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8) -> Array:
    """What Adam adds in all, by the paper's algorithm 1."""
    m, v, total = (np.zeros_like(gradients[0]) for _ in range(3))
    for t, g in enumerate(gradients, start=1):
        m = betas[0] * m + (1.0 - betas[0]) * g
        v = betas[1] * v + (1.0 - betas[1]) * g**2
        total -= lr * (m / (1.0 - betas[0] ** t)) / (np.sqrt(v / (1.0 - betas[1] ** t)) + eps)
    return total


def sgd(gradients: list[Array], lr: float, momentum: float) -> Array:
    """What SGD adds in all."""
    velocity, total = np.zeros_like(gradients[0]), np.zeros_like(gradients[0])
    for g in gradients:
        velocity = momentum * velocity + g
        total -= lr * velocity
    return total


def run(optimizer: Optimizer, parameter: Parameter[Any, Any], gradients: list[Array]) -> None:
    for gradient in gradients:
        parameter.grad = as_tensor(gradient, float64)
        optimizer.step()


GRADIENTS: list[Array] = [np.random.default_rng(i).normal(size=(3, 4)) for i in range(50)]
