"""Random tensors have the shape and the dtype that they are drawn for, and are drawn from a generator."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Tensor, bool_, float32, float64, int32, int64
from typedgrad.random import bernoulli, integers, normal, permutation, uniform

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]


def floats(rng: np.random.Generator, h: H, batch: Batch, hidden: Hidden) -> None:
    assert_type(normal(rng, (batch, hidden)), H)
    assert_type(h + normal(rng, h.shape, mean=1.0, std=0.5), H)
    h + normal(rng, (hidden, batch))  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden, Batch]"
    h + normal(rng, (batch, hidden), float64)  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(uniform(rng, (hidden, 3), low=-1.0), Tensor[float32, tuple[Hidden, Literal[3]]])
    assert_type(h * uniform(rng, (hidden,)), H)
    h * uniform(rng, (batch,))  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Batch]"
    assert_type(uniform(rng, (hidden,), float64, high=2), Tensor[float64, tuple[Hidden]])
    normal(rng, (batch,), int64)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "normal"
    uniform(rng, (batch,), bool_)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "uniform"
    normal(rng, batch)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "Batch"


def from_a_generator(rng: np.random.Generator, batch: Batch) -> None:
    assert_type(normal(rng, (batch,)), Tensor[float32, tuple[Batch]])
    normal((batch,))  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "normal"
    normal(0, (batch,))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[TypeError] "normal"
    normal(np.random.RandomState(0), (batch,))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[TypeError] "RandomState"
    assert_type(permutation(rng, batch), Labels)
    permutation(batch)  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "permutation"
    permutation(0, batch)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[TypeError] "permutation"


def integers_and_booleans(rng: np.random.Generator, labels: Labels, batch: Batch, hidden: Hidden) -> None:
    assert_type(integers(rng, 0, 10, (batch,)), Labels)
    assert_type(labels + integers(rng, 0, 10, (batch,)), Labels)
    labels + integers(rng, 0, 10, (hidden,))  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Hidden]"
    assert_type(integers(rng, 0, 10, (batch, 2), int32), Tensor[int32, tuple[Batch, Literal[2]]])
    integers(rng, 0, 9.5, (batch,))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "integers"
    integers(rng, 0, 10, (batch,), float32)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "integers"
    assert_type(bernoulli(rng, 0.5, (batch, hidden)), Tensor[bool_, tuple[Batch, Hidden]])
    bernoulli(rng, "0.5", (batch, hidden))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "bernoulli"


def orders(rng: np.random.Generator, h: H, labels: Labels, batch: Batch) -> None:
    assert_type(permutation(rng, 4), Tensor[int64, tuple[Literal[4]]])
    assert_type(permutation(rng, h), H)
    assert_type(permutation(rng, labels), Labels)
    assert_type(h[permutation(rng, batch)], H)
    permutation(rng, h.sum())  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "permutation"
    permutation(rng, 4.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "permutation"
