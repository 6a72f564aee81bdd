"""Short names for tensors of rank 0, 1 and 2: `Matrix[float32, Batch, Pixels]`."""

from __future__ import annotations

from typing import TypeAlias

from typedgrad.shapes import D2, M, N
from typedgrad.tensor.tensor import Tensor

Scalar: TypeAlias = Tensor[D2, tuple[()]]
"""A tensor without axes."""
Vector: TypeAlias = Tensor[D2, tuple[N]]
"""A tensor of one axis."""
Matrix: TypeAlias = Tensor[D2, tuple[M, N]]
"""A tensor of two axes, rows and columns."""
