"""Optimizers: the training step written out, and several ways to take it."""

from collections.abc import Callable
from typing import NewType, TypeAlias

import numpy as np

from typedgrad import Parameter, as_tensor, backprop, float64, linspace, random, zeros
from typedgrad.nn import mse
from typedgrad.optim import SGD, Adam, CosineAnnealingLR, Optimizer, clip_grad_norm

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

# A schedule changes the rate, here to ever less along half a cosine; clipping bounds a step that a steep loss would
# make too large.
weights = Parameter(zeros((powers,), float64))
optimizer = SGD([weights], lr=0.2, momentum=0.9)
schedule = CosineAnnealingLR(optimizer, t_max=200)
largest = 0.0
for _ in range(200):
    optimizer.zero_grad()
    backprop(mse(features @ weights, target))
    largest = max(largest, clip_grad_norm(optimizer, 1.0).item())
    optimizer.step()
    schedule.step()
print(f"{'clipped, cosine':16} loss {mse(features @ weights, target).item():.4f}  rate {optimizer.lr:.4f}")
print(f"largest gradient before clipping: {largest:.2f}")

# A setting is looked at when it is changed, and what is no parameter is refused.
# optimizer.lr = -0.1
#     it raises: ValueError: SGD: lr is -0.1
# Adam([truth], lr=0.1)
#     mypy says: List item 0 has incompatible type "Tensor[float64, tuple[Powers]]"
#     pyright says: Argument of type "list[Tensor[float64, tuple[Powers]]]" cannot be assigned to parameter "parameters"
#     it raises: DTypeError: Adam
