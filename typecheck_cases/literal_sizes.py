"""A size that is written out is a dimension like a name: `zeros((64, 10))` has 64 rows, in the type too.

A variable that holds a literal is an `int` to mypy and that literal to pyright. What both take for a literal is one
that is written in the call, is `Final`, or is annotated as `Literal[64]`; names (`Batch(64)`) are the same to both.
`docs/types.md` has a table of the forms, also of those in which the two checkers differ.
"""

from __future__ import annotations

from typing import Final, Literal, NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Parameter, Tensor, as_tensor, float32, float64, full, int64, ones, reshape, zeros
from typedgrad.nn import Layer, Linear, Sigmoid

Batch = NewType("Batch", int)
Wide = NewType("Wide", int)
Images: TypeAlias = Tensor[float32, tuple[Literal[6], Literal[64]]]
SIDE: Final = 8
SHAPE: tuple[Literal[6], Literal[64]] = (6, 64)
columns = 64


def make_array() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.ones((6, 64))


def factories(x: Images) -> None:
    assert_type(zeros((6, 64)), Images)
    assert_type(x + zeros((6, 64)), Images)
    x + zeros((64, 6))  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[64]"
    assert_type(ones((6, 64), float64), Tensor[float64, tuple[Literal[6], Literal[64]]])
    assert_type(x + ones((64,)), Images)
    x + ones((6,))  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[6]"
    assert_type(full((6, 64), 1, int64), Tensor[int64, tuple[Literal[6], Literal[64]]])
    assert_type(x * full((6, 1), 2.0), Images)
    x * full((64, 1), 2.0)  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[64]"


def data(x: Images, array: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    assert_type(as_tensor(array, float32, (6, 64)), Images)
    assert_type(as_tensor(array, float32, (len(array), 64)), Tensor[float32, tuple[int, Literal[64]]])
    assert_type(as_tensor(array, float32, (Batch(6), 64)), Tensor[float32, tuple[Batch, Literal[64]]])
    assert_type(as_tensor(array, float32, (6, 64)) - x, Images)
    as_tensor(array.T, float32, (64, 6)) - x  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[64]"


def sizes_of_any_rank_and_size() -> None:
    assert_type(zeros(()), Tensor[float32, tuple[()]])
    assert_type(zeros((12345,)), Tensor[float32, tuple[Literal[12345]]])
    assert_type(zeros((2, 3, 8, 8)), Tensor[float32, tuple[Literal[2], Literal[3], Literal[8], Literal[8]]])


def products(x: Images) -> None:
    assert_type(x @ zeros((64, 10)), Tensor[float32, tuple[Literal[6], Literal[10]]])
    x @ zeros((46, 10))  # E: mypy[arg-type] pyright[reportOperatorIssue] "Literal[46]"
    assert_type(Parameter(zeros((64, 10))), Parameter[float32, tuple[Literal[64], Literal[10]]])
    Parameter(zeros((64, 10))) @ x  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[10]"


def networks(x: Images, rng: np.random.Generator) -> None:
    network = Linear(64, 40, rng=rng) >> Sigmoid() >> Linear(40, 10, rng=rng)
    assert_type(network, Layer[tuple[Literal[64]], tuple[Literal[10]], float32])
    assert_type(network(x), Tensor[float32, tuple[Literal[6], Literal[10]]])
    network(x.T)  # E: mypy[arg-type] pyright[reportArgumentType] "Literal[6]"
    three = ones((3, 64))
    assert_type(network(three), Tensor[float32, tuple[Literal[3], Literal[10]]])
    network(ones((3, 65)))  # E: mypy[arg-type] pyright[reportArgumentType] "Literal[64]"


def large_sizes(rng: np.random.Generator) -> None:
    assert_type(Linear(784, 300, rng=rng), Linear[Literal[784], Literal[300], float32])
    assert_type(zeros((784, 1000)), Tensor[float32, tuple[Literal[784], Literal[1000]]])
    network = Linear(784, 300, rng=rng) >> Sigmoid() >> Linear(300, 1000, rng=rng)
    assert_type(network, Layer[tuple[Literal[784]], tuple[Literal[1000]], float32])
    Linear(784, 300, rng=rng) >> Sigmoid() >> Linear(200, 1000, rng=rng)  # E: mypy[arg-type] pyright[reportOperatorIssue] "Literal[200]"
    two = ones((2, 784))
    assert_type(network(two), Tensor[float32, tuple[Literal[2], Literal[1000]]])
    network(ones((2, 768)))  # E: mypy[arg-type] pyright[reportArgumentType] "Literal[784]"


def a_size_that_linear_does_not_list(rng: np.random.Generator) -> None:
    two = ones((2, 257))
    assert_type(two, Tensor[float32, tuple[Literal[2], Literal[257]]])
    assert_type(Linear(257, 10, rng=rng), Linear[int, Literal[10], float32])
    Linear(257, 10, rng=rng)(two)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Literal[2], Literal[257]]" static-only: an int may be 257
    wide = Wide(257)
    named = ones((2, wide))
    assert_type(Linear(wide, 10, rng=rng), Linear[Wide, Literal[10], float32])
    assert_type(Linear(wide, 10, rng=rng)(named), Tensor[float32, tuple[Literal[2], Literal[10]]])
    Linear(10, wide, rng=rng) >> Linear(258, 10, rng=rng)  # E: mypy[arg-type] pyright[reportOperatorIssue] "Wide"


def the_shape_of_a_tensor(x: Images) -> None:
    assert_type(zeros(x.shape) + x, Images)
    assert_type(zeros((x.shape[1], 10)), Tensor[float32, tuple[Literal[64], Literal[10]]])
    zeros((x.shape[0], 10)).T @ x.T  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Literal[10], Literal[6]]"
    rows, columns = x.shape
    assert_type(zeros((columns, rows)), Tensor[float32, tuple[Literal[64], Literal[6]]])


def reshaping(x: Images, rng: np.random.Generator) -> None:
    assert_type(x.reshape((6, 8, 8)), Tensor[float32, tuple[Literal[6], Literal[8], Literal[8]]])
    assert_type(reshape(x, (384,)), Tensor[float32, tuple[Literal[384]]])
    assert_type(x.reshape((12, 32)) @ zeros((32, 5)), Tensor[float32, tuple[Literal[12], Literal[5]]])
    x.reshape((12, 32)) @ zeros((64, 5))  # E: mypy[arg-type] pyright[reportOperatorIssue] "Literal[64]"
    flat = x.reshape((12, 32))
    assert_type(Linear(32, 5, rng=rng)(flat), Tensor[float32, tuple[Literal[12], Literal[5]]])
    Linear(64, 5, rng=rng)(flat)  # E: mypy[arg-type] pyright[reportArgumentType] "Literal[64]"


def what_is_left_is_an_int(x: Images) -> None:
    assert_type(x.reshape((12, -1)), Tensor[float32, tuple[int, int]])
    assert_type(x.reshape((-1, 32)), Tensor[float32, tuple[int, int]])
    assert_type(x.reshape(-1), Tensor[float32, tuple[int]])
    assert_type(x.reshape(12, 32), Tensor[float32, tuple[int, int]])


def names_are_not_their_sizes(x: Images, named: Tensor[float32, tuple[Batch, Literal[64]]]) -> None:
    assert_type(named - zeros((Batch(6), 64)), Tensor[float32, tuple[Batch, Literal[64]]])
    named - zeros((6, 64))  # E: mypy[operator] pyright[reportOperatorIssue] "Batch" static-only: a name is its size
    assert_type(x - zeros((6, 64)), Images)
    x - zeros((Batch(6), 64))  # E: mypy[operator] pyright[reportOperatorIssue] "Batch" static-only: a name is its size


def variables(x: Images, n: int) -> None:
    assert_type(zeros((SIDE, SIDE)), Tensor[float32, tuple[Literal[8], Literal[8]]])
    rows: Literal[6] = 6
    assert_type(zeros((rows, 64)) + x, Images)
    zeros((rows, 46)) + x  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[46]"
    assert_type(zeros((n, 64)), Tensor[float32, tuple[int, Literal[64]]])
    zeros((n, 64)) + x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[int, Literal[64]]"


def shapes_in_a_variable(x: Images, array: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    shape: tuple[Literal[6], Literal[64]] = (6, 64)
    assert_type(zeros(shape), Images)
    assert_type(full(SHAPE, 2.0), Images)
    assert_type(as_tensor(array, float32, shape), Images)
    assert_type(as_tensor(array, Images), Images)
    assert_type(ones((12, 32)).reshape(shape) + x, Images)
    ones((12, 32)).reshape((shape[1], 6)) + x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Literal[64], Literal[6]]"


def constants_of_a_module(x: Images, rng: np.random.Generator) -> None:
    assert_type(Linear(SIDE, SIDE, rng=rng), Linear[Literal[8], Literal[8], float32])
    assert_type(x.reshape((6, SIDE, SIDE)), Tensor[float32, tuple[Literal[6], Literal[8], Literal[8]]])
    assert_type(zeros((6, columns)), Tensor[float32, tuple[Literal[6], int]])
    zeros((6, columns)) + x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Literal[6], int]" static-only: an int may be 64
    assert_type(Linear(columns, 10, rng=rng), Linear[int, Literal[10], float32])
    Linear(columns, 10, rng=rng)(x)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Literal[6], Literal[64]]" static-only: as above


def arguments(x: Images, rng: np.random.Generator, rows: Literal[6] = 6, width: int = 64) -> None:
    assert_type(zeros((rows, width)), Tensor[float32, tuple[Literal[6], int]])
    zeros((rows, width)) + x  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Literal[6], int]"
    assert_type(Linear(rows, width, rng=rng), Linear[Literal[6], int, float32])


def an_annotation_decides() -> None:
    unnamed: Tensor[float32, tuple[int, int]] = zeros((6, 64))
    assert_type(unnamed, Tensor[float32, tuple[int, int]])
    zeros((6, 64)) + unnamed  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[6]" static-only: an int may be 6
