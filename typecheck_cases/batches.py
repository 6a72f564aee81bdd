"""Batches: a `DataLoader` names their first axis, keeps the others and both dtypes, and takes tensors of one length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Tensor, float32, float64, int64, zeros
from typedgrad.train import Batches, DataLoader

Train = NewType("Train", int)
Test = NewType("Test", int)
Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Classes = NewType("Classes", int)

Images: TypeAlias = Tensor[float32, tuple[Train, Pixels]]
Labels: TypeAlias = Tensor[int64, tuple[Train]]
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Y: TypeAlias = Tensor[int64, tuple[Batch]]


def make_images() -> Images:
    return zeros((Train(16), Pixels(64)))


def make_rng() -> np.random.Generator:
    return np.random.default_rng(0)


def named(images: Images, labels: Labels, rng: np.random.Generator) -> None:
    loader = DataLoader(images, labels, Batch(8), rng=rng)
    assert_type(loader, DataLoader[X, Y])
    assert_type(iter(loader), Iterator[tuple[X, Y]])
    for x, y in loader:
        assert_type(x, X)
        assert_type(y, Y)


def _taken(batches: Batches[X, Y]) -> int:
    return len(batches)


def what_a_trainer_takes(images: Images, labels: Labels) -> None:
    assert_type(_taken(DataLoader(images, labels, Batch(8))), int)
    _taken(DataLoader(images, labels, Pixels(64)))  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels" static-only: a name is a number


def numbered(images: Images, labels: Labels, size: int) -> None:
    assert_type(DataLoader(images, labels, 8), DataLoader[Tensor[float32, tuple[int, Pixels]], Tensor[int64, tuple[int]]])
    assert_type(DataLoader(images, labels, size, drop_last=True), DataLoader[Tensor[float32, tuple[int, Pixels]], Tensor[int64, tuple[int]]])


def axes(images: Tensor[float64, tuple[Train, Rows, Columns]], labels: Tensor[float32, tuple[Train, Classes]]) -> None:
    assert_type(DataLoader(images, labels, Batch(8)), DataLoader[Tensor[float64, tuple[Batch, Rows, Columns]], Tensor[float32, tuple[Batch, Classes]]])


def lengths(images: Images, labels: Labels, others: Tensor[int64, tuple[Test]]) -> None:
    assert_type(DataLoader(images, labels, Batch(8)), DataLoader[X, Y])
    DataLoader(images, others, Batch(8))  # E: mypy[misc] pyright[reportArgumentType] "N"


def what_it_takes(images: Images, labels: Labels, rng: np.random.Generator) -> None:
    assert_type(DataLoader(images, labels, Batch(8), rng=rng), DataLoader[X, Y])
    DataLoader(images.numpy(), labels, Batch(8))  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
    DataLoader(images, labels, Batch(8), rng=0)  # E: mypy[arg-type] pyright[reportArgumentType] "Generator"
    DataLoader(images, labels, 8.0)  # E: mypy[type-var] pyright[reportArgumentType] "float"
    DataLoader(images, labels)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "batch_size"
