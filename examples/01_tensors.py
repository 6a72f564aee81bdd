"""Tensors: how they are made, and what is in their type.

A tensor is an array of one dtype and one shape that never changes, and both are part of its type. Hold the mouse over a
name in your editor to see it. Lines that are commented out are mistakes; below each stands what is said of it.
"""

from typing import NewType

import numpy as np

from typedgrad import arange, as_tensor, float32, float64, from_numpy, random, where, zeros

# A dimension is a size, written out, or a name. A name is an int at run time, and a type of its own to a checker.
Days = NewType("Days", int)
Cities = NewType("Cities", int)
days, cities = Days(3), Cities(2)

# `as_tensor` copies data of any kind, and holds them to a dtype and a shape.
celsius = as_tensor([[21.0, 15.5], [23.5, 14.0], [19.0, 16.0]], float32, (days, cities))
print(celsius)
print(celsius.shape, celsius.dtype)

blank = zeros((2, 3))  # Tensor[float32, tuple[Literal[2], Literal[3]]]
numbers = arange(days)  # Tensor[int64, tuple[Days]]
print(blank, numbers, sep="\n")

# Operators and methods are NumPy's, and a Python number takes the dtype of the tensor.
doubled = celsius * 2.0 - 1.0  # Tensor[float32, tuple[Days, Cities]]
hottest = celsius.max(0)  # Tensor[float32, tuple[Cities]]
print(hottest, "on the days", celsius.argmax(0).tolist())

# Two tensors are never converted to fit each other: say which dtype you mean.
exact = celsius.astype(float64)  # Tensor[float64, tuple[Days, Cities]]
# celsius + exact
#     mypy says: Unsupported operand types for + ("Tensor[float32, tuple[Days, Cities]]" and
#         "Tensor[float64, tuple[Days, Cities]]")
#     pyright says: Operator "+" not supported for types "Tensor[float32, tuple[Days, Cities]]" and
#         "Tensor[float64, tuple[Days, Cities]]"
#     it raises: DTypeError: add: float32 with float64; convert one with astype
print((exact + celsius.astype(float64)).sum().item())

# Nor are they written into: `where`, masks and arithmetic make new ones.
# celsius[0, 0] = 20.0
#     mypy says: Unsupported target for indexed assignment ("Tensor[float32, tuple[Days, Cities]]")
#     pyright says: "__setitem__" method not defined on type "Tensor[float32, tuple[Days, Cities]]"
#     it raises: TypeError: a tensor cannot be assigned to
capped = where(celsius > 20.0, 20.0, celsius)  # Tensor[float32, tuple[Days, Cities]]
warm = celsius[celsius > 18.0]  # Tensor[float32, tuple[int]]
print(capped, warm, sep="\n")

# `from_numpy` takes an array as what its type says; `numpy()` gives a read-only one.
array: np.ndarray[tuple[int, int], np.dtype[np.float64]] = np.ones((2, 2))
matrix = from_numpy(array)  # Tensor[float64, tuple[int, int]]
print(np.trace(matrix.numpy()))

# Whatever is random is drawn from a generator that you pass, so a run can be repeated.
noise = random.normal(np.random.default_rng(0), (days, cities), std=0.1)  # Tensor[float32, tuple[Days, Cities]]
print("noise within 0.2:", bool((noise.abs() < 0.2).all()))
