"""Optimizers: the training step written out, and three ways to take it."""

from collections.abc import Callable
from typing import NewType, TypeAlias

import numpy as np

from typedgrad import Parameter, as_tensor, backprop, float64, linspace, random, zeros
from typedgrad.nn import mse
from typedgrad.optim import SGD, Adam, Optimizer

Points = NewType("Points", int)
Powers = NewType("Powers", int)
Weights: TypeAlias = Parameter[float64, tuple[Powers]]
n, powers = Points(40), Powers(4)

# A cubic with noise, to be found again from the powers of x.
x = linspace(-1.0, 1.0, n, dtype=float64)  # Tensor[float64, tuple[Points]]
truth = as_tensor([1.0, -2.0, 0.5, 3.0], float64, (powers,))
columns = np.stack([x.numpy() ** power for power in range(powers)], axis=1)
features = as_tensor(columns, float64, (n, powers))
target = features @ truth + random.normal(np.random.default_rng(0), (n,), float64, std=0.05)


def fit(make: Callable[[Weights], Optimizer], steps: int) -> tuple[float, list[float]]:
    """The loss after so many steps of the optimizer that `make` gives, and the weights."""
    weights = Parameter(zeros((powers,), float64))
    optimizer = make(weights)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = mse(features @ weights, target)  # Tensor[float64, tuple[()]]
        backprop(loss)
        optimizer.step()
    return mse(features @ weights, target).item(), weights.numpy().round(2).tolist()


# An optimizer takes parameters, a list of one or `network.parameters()`.
makers: dict[str, Callable[[Weights], Optimizer]] = {
    "gradient descent": lambda weights: SGD([weights], lr=0.1),
    "momentum": lambda weights: SGD([weights], lr=0.1, momentum=0.9),
    "Adam": lambda weights: Adam([weights], lr=0.1),
}
for name, make in makers.items():
    loss, found = fit(make, 200)
    print(f"{name:16} loss {loss:.4f}  weights {found}")

# A setting can be changed between steps, here to smaller and smaller ones, and is looked at when it is.
weights = Parameter(zeros((powers,), float64))
optimizer = Adam([weights], lr=0.3)
for step in range(200):
    optimizer.lr = 0.3 * 0.98**step
    optimizer.zero_grad()
    backprop(mse(features @ weights, target))
    optimizer.step()
print(f"{'Adam, slowing':16} loss {mse(features @ weights, target).item():.4f}")

# optimizer.lr = 0.0
#     it raises: ValueError: Adam: lr
# Adam([truth], lr=0.1)
#     mypy says: List item 0 has incompatible type "Tensor[float64, tuple[Powers]]"
#     pyright says: Argument of type "list[Tensor[float64, tuple[Powers]]]" cannot be assigned to parameter "parameters"
#     it raises: DTypeError: Adam
