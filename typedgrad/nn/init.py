"""Initial values of weights, drawn from an explicit generator."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from typedgrad.dtypes import numpy_dtype
from typedgrad.errors import ShapeError
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    import numpy as np

    from typedgrad.shapes import FloatDT, M, N
    from typedgrad.tensor.tensor import Tensor


def glorot_uniform(
    shape: tuple[M, N], dtype: type[FloatDT], *, rng: np.random.Generator
) -> Tensor[FloatDT, tuple[M, N]]:
    """Uniform in `±sqrt(6 / (M + N))`: keeps the variance of activations and gradients over layers.

    Drawn in float64 and rounded, so that one seed gives the same weights in every dtype.

    Raises:
        ShapeError: a size below 1.

    Source: Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010.

    >>> import numpy as np
    >>> from typedgrad import float32
    >>> glorot_uniform((2, 4), float32, rng=np.random.default_rng(0)).shape
    (2, 4)
    """
    n_in, n_out = shape
    if n_in < 1 or n_out < 1:
        raise ShapeError(f"glorot_uniform: shape {shape} has a size below 1")
    limit = sqrt(6.0 / (n_in + n_out))
    return wrap(rng.uniform(-limit, limit, (n_in, n_out)).astype(numpy_dtype("glorot_uniform", dtype)))
