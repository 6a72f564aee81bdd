"""Every family of operations. The comment beside a variable is its type as an editor shows it, see test_editor.py."""

from typing import Literal, NewType, TypeVar

import numpy as np
from typing_extensions import TypeVarTuple

from typedgrad import (
    Float,
    Parameter,
    Tensor,
    as_tensor,
    backprop,
    concat,
    equal_elementwise,
    exp,
    finite_difference,
    float32,
    float64,
    full,
    gradients,
    int64,
    maximum,
    ones,
    plus,
    reshape,
    sqrt,
    times,
    transpose,
    value_and_grad,
    zeros,
)
from typedgrad import sum as sum_
from typedgrad import where as where_
from typedgrad.nn import Linear, Sigmoid, cross_entropy, mse, softmax
from typedgrad.optim import Adam

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)

F = TypeVar("F", bound=Float)
N = TypeVar("N", bound=int)
L = TypeVarTuple("L")

n, pixels, hidden, classes = Batch(5), Pixels(7), Hidden(4), Classes(3)
rng = np.random.default_rng(0)

# Making tensors
images = as_tensor(rng.random((n, pixels)), float32, (n, pixels))  # Tensor[float32, tuple[Batch, Pixels]]
labels = as_tensor(rng.integers(0, classes, n), int64, (n,))  # Tensor[int64, tuple[Batch]]
typed = as_tensor(
    np.zeros((n, 2)), Tensor[float64, tuple[Batch, Literal[2]]]
)  # Tensor[int64, tuple[Batch, Literal[2]]]
blank = zeros((n, pixels, hidden))  # Tensor[float32, tuple[Batch, Pixels, Hidden]]
weights = ones((pixels, hidden), float32)  # Tensor[float32, tuple[Pixels, Hidden]]
threshold = full((pixels,), 0.5)  # Tensor[float32, tuple[Pixels]]
scalar = full((), 2, int64)  # Tensor[int64, tuple[()]]

# Arithmetic and broadcasting
doubled = images + images  # Tensor[float32, tuple[Batch, Pixels]]
shifted = 1.0 - images  # Tensor[float32, tuple[Batch, Pixels]]
centred = images - threshold  # Tensor[float32, tuple[Batch, Pixels]]
from_the_row = threshold / (images + 1.0)  # Tensor[float32, tuple[Batch, Pixels]]
counted = labels * 2  # Tensor[int64, tuple[Batch]]
product = images @ weights  # Tensor[float32, tuple[Batch, Hidden]]
inner = threshold @ threshold  # Tensor[float32, tuple[()]]
negative = -(images**2.0)  # Tensor[float32, tuple[Batch, Pixels]]
outer = threshold[:, None] * threshold  # Tensor[float32, tuple[Pixels, Pixels]]

# Functions and methods
grown = exp(images)  # Tensor[float32, tuple[Batch, Pixels]]
rooted = sqrt(images).tanh().sigmoid().relu()  # Tensor[float32, tuple[Batch, Pixels]]
magnitude = abs(images)  # Tensor[float32, tuple[Batch, Pixels]]

# Comparisons and logic
bright = images > threshold  # Tensor[bool_, tuple[Batch, Pixels]]
neither = ~(bright | (images == 0.0))  # Tensor[bool_, tuple[Batch, Pixels]]
alike = equal_elementwise(labels, scalar)  # Tensor[bool_, tuple[Batch]]

# Selection
greater = maximum(threshold, images)  # Tensor[float32, tuple[Batch, Pixels]]
masked = where_(bright, images, 0.0)  # Tensor[float32, tuple[Batch, Pixels]]

# Reductions
total = images.sum()  # Tensor[float32, tuple[()]]
by_image = sum_(images, axis=1)  # Tensor[float32, tuple[Batch]]
brightest = images.max(axis=0)  # Tensor[float32, tuple[Pixels]]
column = images.mean(axis=-1, keepdims=True)  # Tensor[float32, tuple[Batch, One]]
scaled = images / column  # Tensor[float32, tuple[Batch, Pixels]]
where = images.argmax(axis=1)  # Tensor[int64, tuple[Batch]]
dark = (images < 0.5).all(axis=0)  # Tensor[bool_, tuple[Pixels]]

# Shapes
flat = reshape(images, (times(n, pixels),))  # Tensor[float32, tuple[Times[Batch, Pixels]]]
folded = images.reshape(-1)  # Tensor[float32, tuple[int]]
turned = images.T  # Tensor[float32, tuple[Pixels, Batch]]
cube = transpose(blank)  # Tensor[float32, tuple[Hidden, Pixels, Batch]]
joined = concat((images, zeros((hidden, pixels))))  # Tensor[float32, tuple[Plus[Batch, Hidden], Pixels]]
longer = zeros((plus(pixels, hidden),))  # Tensor[float32, tuple[Plus[Pixels, Hidden]]]

# Indexing
first = images[0]  # Tensor[float32, tuple[Pixels]]
some = images[1:3]  # Tensor[float32, tuple[int, Pixels]]
pixel = images[:, 2]  # Tensor[float32, tuple[Batch]]
taken = weights[labels]  # Tensor[float32, tuple[Batch, Hidden]]
chosen = images[bright]  # Tensor[float32, tuple[int]]
wiped = images.splice(0, 0.0)  # Tensor[float32, tuple[Batch, Pixels]]

# Out of tensors
precise = images.astype(float64)  # Tensor[float64, tuple[Batch, Pixels]]
sizes = images.shape  # tuple[Batch, Pixels]
array = images.numpy()  # ndarray[tuple[Batch, Pixels], dtype[float32]]
number = total.item()  # float

# Layers, losses, gradients
layer = Linear(pixels, hidden, rng=rng)  # Linear[Pixels, Hidden, float32]
literal = Linear(64, 10, float64, rng=rng)  # Linear[Literal[64], Literal[10], float64]
network = layer >> Sigmoid() >> Linear(hidden, classes, rng=rng)  # Layer[tuple[Pixels], tuple[Classes], float32]
logits = network(images)  # Tensor[float32, tuple[Batch, Classes]]
probabilities = softmax(logits)  # Tensor[float32, tuple[Batch, Classes]]
loss = cross_entropy(logits, labels)  # Tensor[float32, tuple[()]]
error = mse(images, doubled)  # Tensor[float32, tuple[()]]
weight = layer.weight  # Parameter[float32, tuple[Pixels, Hidden]]
state = network.state_dict()  # StateDict[Layer[tuple[Pixels], tuple[Classes], float32]]
optimizer = Adam(network.parameters())  # Adam
free = Parameter(threshold)  # Parameter[float32, tuple[Pixels]]
(slope,) = gradients((free * free).sum(), (free,))  # Tensor[float32, tuple[Pixels]]
backprop(loss)
pull = layer.weight.grad  # Tensor[float32, tuple[Pixels, Hidden]] | None


# Functions of one's own
def normalised(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    """Each last axis divided by its sum."""
    return x / x.sum(-1, keepdims=True)


def energy(x: Tensor[float64, tuple[Batch, Pixels]]) -> Tensor[float64, tuple[()]]:
    """Half the squares."""
    return (x * x).sum() * 0.5


rows = normalised(images)  # Tensor[float32, tuple[Batch, Pixels]]
value, gradient = value_and_grad(energy)(precise)  # Tensor[float64, tuple[()]], Tensor[float64, tuple[Batch, Pixels]]
(approximate,) = finite_difference(energy, precise)  # Tensor[float64, tuple[Batch, Pixels]]
