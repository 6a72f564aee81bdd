"""Compiled steps: the same numbers to the last bit, in a part of the time."""

from collections.abc import Callable
from typing import NewType, TypeAlias

import numpy as np

from typedgrad import CompileError, Tensor, as_tensor, backprop, compiled, float32, int64, random
from typedgrad.nn import Linear, Sigmoid, cross_entropy
from typedgrad.optim import Adam

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)
Images: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Loss: TypeAlias = Tensor[float32, tuple[()]]
pixels, hidden, classes = Pixels(64), Hidden(40), Classes(10)


def make_step() -> Callable[[Images, Labels], Loss]:
    """A step of training for a network of its own."""
    rng = np.random.default_rng(0)
    network = Linear(pixels, hidden, rng=rng) >> Sigmoid() >> Linear(hidden, classes, rng=rng)
    optimizer = Adam(network.parameters(), lr=0.01)

    def step(images: Images, labels: Labels) -> Loss:
        optimizer.zero_grad()
        loss = cross_entropy(network(images), labels)
        backprop(loss)
        optimizer.step()
        return loss.detach()

    return step


def batches(rng: np.random.Generator, *sizes: int) -> list[tuple[Images, Labels]]:
    """Random images, of sizes one after the other."""
    return [
        (random.uniform(rng, (Batch(n), pixels), float32), random.integers(rng, 0, classes, (Batch(n),))) for n in sizes
    ]


# The whole step is compiled, from the loss to the update. At its first call it runs as written, and the NumPy calls
# that it makes are captured; later calls make these alone. To a checker it is the function that it was.
plain, quick = make_step(), compiled(make_step())
data = batches(np.random.default_rng(1), 64, 64, 20) * 30
losses = [plain(images, labels).item() for images, labels in data]
assert losses == [quick(images, labels).item() for images, labels in data]
print(f"{len(data)} steps, loss {losses[0]:.2f} to {losses[-1]:.2f}, the same compiled")

# quick(data[0][0], data[0][0])
#     mypy says: Argument 2 has incompatible type "Tensor[float32, tuple[Batch, Pixels]]"; expected
#         "Tensor[int64, tuple[Batch]]"
#     pyright says: Argument of type "Images" cannot be assigned to parameter of type "Labels"
#     it raises: ShapeError: cross_entropy


# What depends on values that the next call may change cannot be captured. It is refused, and nothing has changed.
@compiled
def positive_mean(x: Tensor[float32, tuple[Batch]]) -> Loss:
    """The mean, but never less than 0."""
    return x.mean() if x.mean().item() > 0.0 else x.mean() * 0.0


try:
    positive_mean(as_tensor([1.0, 2.0], float32, (Batch(2),)))
except CompileError as error:
    print(str(error).split(";")[0])


@compiled
def clipped_mean(x: Tensor[float32, tuple[Batch]]) -> Loss:
    """The same by an operation."""
    return x.mean().relu()


print(clipped_mean(as_tensor([1.0, 2.0], float32, (Batch(2),))))
