"""The work that peers are given: all numbers of it, made once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

NDArray: TypeAlias = np.ndarray[Any, np.dtype[Any]]
DType: TypeAlias = Literal["float32", "float64"]

PIXELS, CLASSES, HIDDEN = 64, 10, (40, 20)  # the digits network
RATE, BETA1, BETA2, EPS = 1e-3, 0.9, 0.999, 1e-8  # Adam's


@dataclass(frozen=True)
class Training:
    """Steps of training: sigmoids between linear layers, cross-entropy with one-hot targets, Adam.

    Attributes:
        weights: the initial weights of each layer, (in, out); biases start at zero.
        batches: the inputs and the targets of each step of an epoch.
    """

    dtype: DType
    weights: tuple[NDArray, ...]
    batches: tuple[tuple[NDArray, NDArray], ...]

    @classmethod
    def of(cls, dtype: DType, batch: int, hidden: Sequence[int], steps: int) -> Training:
        """Random data in batches for `steps`, and a network with these hidden layers."""
        rng = np.random.default_rng(0)
        weights = tuple(_glorot(rng, a, b, dtype) for a, b in pairwise((PIXELS, *hidden, CLASSES)))
        labels = np.eye(CLASSES, dtype=dtype)
        batches = tuple(
            (rng.random((batch, PIXELS)).astype(dtype), labels[rng.integers(0, CLASSES, batch)]) for _ in range(steps)
        )
        return cls(dtype, weights, batches)


@dataclass(frozen=True)
class Update:
    """Adam's steps alone.

    Attributes:
        parameters: the initial values.
        gradients: the gradient of each, the same at every step.
    """

    dtype: DType
    parameters: tuple[NDArray, ...]
    gradients: tuple[NDArray, ...]

    @classmethod
    def of(cls, dtype: DType, size: int) -> Update:
        """`size` numbers in eight square matrices or nearly so, each with a bias."""
        rng = np.random.default_rng(0)
        rows = round(sqrt(size / 8))
        shapes = [(rows, size // 8 // rows), (size // 8 // rows,)] * 8
        arrays = [tuple(rng.standard_normal(shape).astype(dtype) for shape in shapes) for _ in range(2)]
        return cls(dtype, arrays[0], arrays[1])


@dataclass(frozen=True)
class Function:
    """The value of a scalar function and its gradient by `x`; each peer knows the functions by where they stand.

    Attributes:
        x: where.
        weights: what the function's elements count in its sum, as the shape of `x`.
        links: how many operations a chain has; other functions take none.
    """

    dtype: DType
    x: NDArray
    weights: NDArray
    links: int = 0

    @classmethod
    def of(cls, dtype: DType, shape: tuple[int, ...], links: int = 0) -> Function:
        """At a random place."""
        rng = np.random.default_rng(0)
        return cls(dtype, rng.uniform(0.1, 1.0, shape).astype(dtype), rng.random(shape).astype(dtype), links)


@dataclass(frozen=True)
class Operation:
    """One operation on one or two operands.

    Attributes:
        name: as `OPERATIONS` has it.
        x: the first operand.
        y: the second, of the same shape.
    """

    dtype: DType
    name: str
    x: NDArray
    y: NDArray

    @classmethod
    def of(cls, dtype: DType, name: str, shape: tuple[int, ...]) -> Operation:
        """On random operands."""
        rng = np.random.default_rng(0)
        return cls(dtype, name, rng.random(shape).astype(dtype), rng.random(shape).astype(dtype))


OPERATIONS = ("x + y", "exp(x)", "sum(x)", "x @ y")


def _glorot(rng: np.random.Generator, n_in: int, n_out: int, dtype: DType) -> NDArray:
    bound = sqrt(6.0 / (n_in + n_out))
    return rng.uniform(-bound, bound, (n_in, n_out)).astype(dtype)
