"""Shapes: how operations carry dimensions on, and which mistakes do not get past the editor."""

from typing import NewType

import numpy as np

from typedgrad import concat, einsum, float32, ones, random, zeros

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
n, pixels, hidden = Batch(4), Pixels(6), Hidden(3)

rng = np.random.default_rng(0)
images = random.uniform(rng, (n, pixels), float32)
weight = random.normal(rng, (pixels, hidden))
bias = zeros((hidden,))

# A product drops the dimension that it sums over, and the bias is broadcast over the batch.
features = images @ weight + bias  # Tensor[float32, tuple[Batch, Hidden]]
print(features.shape)

# images @ weight.T
#     mypy says: Unsupported operand types for @ ("Tensor[float32, tuple[Batch, Pixels]]" and
#         "Tensor[float32, tuple[Hidden, Pixels]]")
#     pyright says: Operator "@" not supported for types "Tensor[float32, tuple[Batch, Pixels]]" and
#         "Tensor[float32, tuple[Hidden, Pixels]]"
#     it raises: ShapeError: matmul: (4, 6) @ (3, 6): 6 columns meet 3 rows

# A name is not its size: two names never meet by chance, not even when their sizes are equal.
# images + features
#     mypy says: Unsupported operand types for +
#     pyright says: Operator "+" not supported for types
#     it raises: ShapeError: add: (4, 6) with (4, 3): axis -1 is 6 and 3

# Reductions take axes away, or leave them as 1.
brightness = images.mean(-1)  # Tensor[float32, tuple[Batch]]
column = images.mean(-1, keepdims=True)  # Tensor[float32, tuple[Batch, One]]
centred = images - column  # Tensor[float32, tuple[Batch, Pixels]]
print(brightness.shape, column.shape, centred.shape)

# images - brightness
#     mypy says: Unsupported operand types for - ("Tensor[float32, tuple[Batch, Pixels]]" and
#         "Tensor[float32, tuple[Batch]]")
#     pyright says: Operator "-" not supported
#     it raises: ShapeError: subtract: (4, 6) with (4,): axis -1 is 6 and 4

# images.mean(2)
#     mypy says: No overload variant of "mean" of "Averages" matches argument type "int"
#     pyright says: No overloads for "_mean_logsumexp" match the provided arguments
#     it raises: ShapeError: mean: no axis 2 in shape (4, 6)

# Sizes that are written out are dimensions too, and 1 broadcasts to any other.
row = ones((1, pixels))  # Tensor[float32, tuple[One, Pixels]]
brighter = images + row  # Tensor[float32, tuple[Batch, Pixels]]

# Dimensions that are put together remember of what.
both = concat((images, features), axis=1)  # Tensor[float32, tuple[Batch, Plus[Pixels, Hidden]]]
flat = images.flatten()  # Tensor[float32, tuple[Times[Batch, Pixels]]]
gram = einsum("bi,bj->ij", images, features)  # Tensor[float32, tuple[Pixels, Hidden]]
print(both.shape, flat.shape, gram.shape)

# A slice has as many rows as the values say, an `int`. Name it again, and the size is checked at run time.
rows = images[1:]  # Tensor[float32, tuple[int, Pixels]]
named = rows.reshape((Batch(3), pixels))  # Tensor[float32, tuple[Batch, Pixels]]
print(rows.shape, named.shape)
