"""Initial values of weights, drawn from an explicit generator."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.dtypes import numpy_dtype
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.ops.sizes import checked_shape
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from typedgrad.shapes import FloatDT, Pair, Sizes
    from typedgrad.tensor.tensor import Tensor


def glorot_uniform(shape: Sizes[Pair], dtype: type[FloatDT], *, rng: np.random.Generator) -> Tensor[FloatDT, Pair]:
    """Uniform in `±sqrt(6 / (M + N))`: keeps the variance of activations and gradients over layers.

    Drawn in float64 and rounded, so that one seed gives the same weights in every dtype.

    Raises:
        ShapeError: other than two sizes, or one below 1.
        DTypeError: not a float, or an `rng` that is no generator.

    Source: Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010.

    >>> import numpy as np
    >>> from typedgrad import float32
    >>> glorot_uniform((2, 4), float32, rng=np.random.default_rng(0)).shape
    (2, 4)
    """
    sizes = checked_shape("glorot_uniform", shape)
    if len(sizes) != 2 or min(sizes) < 1:
        raise ShapeError(f"glorot_uniform: shape {shape} is not of two sizes above 0")
    target = numpy_dtype("glorot_uniform", dtype)
    if target.kind != "f":
        raise DTypeError(f"glorot_uniform: {target} has no gradient; float32 or float64")
    if not isinstance(rng, np.random.Generator):
        raise DTypeError(f"glorot_uniform: rng is {described(rng)}, not a generator")
    limit = sqrt(6.0 / sum(sizes))
    return wrap(rng.uniform(-limit, limit, sizes).astype(target))
