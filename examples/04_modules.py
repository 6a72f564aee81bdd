"""Modules: layers that know the shape of a sample, networks by `>>`, and modules of your own."""

from typing import NewType

import numpy as np

from typedgrad import Tensor, float32, random
from typedgrad.nn import Linear, Module, ReLU, Sigmoid, Tanh

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)
n, time, pixels, hidden, classes = Batch(5), Time(2), Pixels(64), Hidden(16), Classes(10)

rng = np.random.default_rng(0)
encoder = Linear(pixels, hidden, rng=rng)  # Linear[Pixels, Hidden, float32]
decoder = Linear(hidden, classes, rng=rng)  # Linear[Hidden, Classes, float32]

# The type of a network says what goes in, what comes out, and the dtype; not what is between.
network = encoder >> ReLU() >> decoder  # Layer[tuple[Pixels], tuple[Classes], float32]
print(network)

# decoder >> encoder
#     mypy says: Unsupported operand types for >>
#     pyright says: Operator ">>" not supported for types
#     it raises: ShapeError: >>

# A layer maps samples, along any leading axes.
images = random.uniform(rng, (n, pixels), float32)
logits = network(images)  # Tensor[float32, tuple[Batch, Classes]]
film = random.uniform(rng, (n, time, pixels), float32)
frames = network(film)  # Tensor[float32, tuple[Batch, Time, Classes]]
print(logits.shape, frames.shape)

# network(logits)
#     mypy says: Argument 1 to "__call__" of "Layer" has incompatible type "Tensor[float32, tuple[Batch, Classes]]";
#         expected "Tensor[float32, tuple[Batch, Pixels]]"
#     pyright says: Argument of type "Tensor[float32, tuple[Batch, Classes]]" cannot be assigned to parameter "x"
#     it raises: ShapeError


class Residual(Module):
    """A module of your own: fields, and a method that calls them. There is nothing to register.

    Args:
        rng: draws the weights.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.inner = Linear(hidden, hidden, rng=rng) >> Tanh()
        self.gate = Linear(hidden, hidden, rng=rng) >> Sigmoid()

    def __call__(self, x: Tensor[float32, tuple[Batch, Hidden]]) -> Tensor[float32, tuple[Batch, Hidden]]:
        """The input, and what two layers make of it."""
        return x + self.inner(x) * self.gate(x)


residual = Residual(rng)
output = decoder(residual(encoder(images)))  # Tensor[float32, tuple[Batch, Classes]]
for name, parameter in residual.named_parameters():
    print(name, parameter.shape)

# A state is a copy of the parameters by name, and belongs to a class of modules.
state = residual.state_dict()
other = Residual(np.random.default_rng(1))
other.load_state_dict(state)
print("equal after loading:", bool((other(encoder(images)) == residual(encoder(images))).all()))

# network.load_state_dict(state)
#     mypy says: Argument 1 to "load_state_dict" of "Module" has incompatible type "StateDict[Residual]"; expected
#         "StateDict[Layer[tuple[Pixels], tuple[Classes], float32]]"
#     pyright says: Argument of type "StateDict[Residual]" cannot be assigned to parameter "state"
#     it raises: KeyError
