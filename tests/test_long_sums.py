"""Sums of millions of float32 against `math.fsum`: the error stays small where it can, and is NumPy's where it is not.

Errors are relative, in units of float32's epsilon. Constants are the worst case: every addition rounds the same way.
"""

from __future__ import annotations

from functools import cache
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import EPSILON, AnyArray, array, tensor, untyped
from numpy.lib import NumpyVersion

import typedgrad as tg
from typedgrad import Parameter, compiled, float32, float64, gradients
from typedgrad.nn import Linear, cross_entropy, mse

if TYPE_CHECKING:
    from collections.abc import Callable

N = 1_000_000
MOST = 10_000_000
ROWS = ("constant", "random")


@cache
def rows(kind: str, n: int = N, columns: int = 3) -> AnyArray:
    """So many rows of float32: of 0.1, or of numbers in [0, 1)."""
    rng = np.random.default_rng(0)
    constant = np.full((n, columns), 0.1, np.float32)
    data = constant if kind == "constant" else rng.random((n, columns), dtype=np.float32)
    data.flags.writeable = False
    return data


def error(found: object, exact: object) -> float:
    """The largest relative error, in epsilons of float32."""
    one, other = np.asarray(found, np.float64), np.asarray(exact, np.float64)
    return float(np.max(np.abs(one - other) / np.abs(other)) / EPSILON[float32])


def column_sums(data: AnyArray) -> list[float]:
    if data[0, 0] == data[1, 0]:  # constants
        return [float(x) * len(data) for x in data[0]]
    return [fsum(column.astype(np.float64)) for column in data.T]


# ------------------------------------------------------------------------------------------------------ the ways
def by_product(x: AnyArray) -> AnyArray:
    total: AnyArray = x.ravel().dot(np.ones(x.size, x.dtype))
    return total


def by_blocks(x: AnyArray) -> AnyArray:
    end = x.size - x.size % 128
    total: AnyArray = np.add.reduce(x.ravel()[:end].reshape(-1, 128).dot(np.ones(128, x.dtype)))
    return total + by_product(x.ravel()[end:])


WAYS: dict[str, tuple[tuple[int, ...], Callable[[Any], Any], Callable[[AnyArray], AnyArray]]] = {
    "few": ((1024,), lambda x: x, by_product),
    "few, in rows": ((2, 512), lambda x: x, by_product),
    "few, in columns": ((2, 512), lambda x: x.T, by_product),
    "more": ((1025,), lambda x: x, np.sum),
    "more, to the end": ((32_767,), lambda x: x, np.sum),
    "many": ((32_768,), lambda x: x, by_blocks),
    "many, in rows": ((256, 128), lambda x: x, by_blocks),
    "many, and one": ((32_769,), lambda x: x, by_blocks),
    "many, and a rest": ((40_063,), lambda x: x, by_blocks),
    "many, reversed": ((40_063,), lambda x: x[::-1], np.sum),
}
"""Shapes of sums, how the elements lie, and the way they are summed, which is the fastest there and as exact."""


@pytest.mark.parametrize("dtype", [float32, float64])
@pytest.mark.parametrize("way", WAYS)
def test_a_sum_is_that_of_its_way_to_the_last_bit(way: str, dtype: Any) -> None:
    shape, lie, by_way = WAYS[way]
    is_told_apart = False
    for seed in range(8):
        x = np.random.default_rng(seed).random(shape).astype(dtype.__name__)
        t = tensor(x, dtype)
        assert array(lie(t).sum()) == by_way(lie(x))
        assert array(lie(t).mean()) == by_way(lie(x)) / x.size
        is_told_apart |= bool(by_way(lie(x)) != (by_blocks if by_way is np.sum else np.sum)(lie(x)))
    assert is_told_apart


# ------------------------------------------------------------------------------------------------------ all elements
EPSILONS = 1.5 if NumpyVersion(np.__version__) >= "2.3.0" else 7.5  # of NumPy's own sums, and of the BLAS in it
WHOLE: dict[str, tuple[Callable[[Any], Any], Callable[[AnyArray], float], float]] = {
    "sum": (tg.sum, lambda x: fsum(x.ravel()), EPSILONS),
    "mean": (tg.mean, lambda x: fsum(x.ravel()) / x.size, EPSILONS),
    "norm": (tg.norm, lambda x: fsum(x.ravel() ** 2) ** 0.5, EPSILONS),
    "sum of squares": (lambda x: (x * x).sum(), lambda x: fsum(x.ravel() ** 2), 1.5),
}
"""Reductions with their exact values, and how many epsilons they may be off."""


@pytest.mark.parametrize("strided", [False, True])
@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("name", WHOLE)
def test_all_elements(name: str, kind: str, strided: bool) -> None:
    function, exact, epsilons = WHOLE[name]
    data = rows(kind)
    x = tensor(data, float32)
    if strided:
        data, x = data[:, 1], x[:, 1]
    assert error(function(x).item(), exact(data.astype(np.float64))) <= epsilons


@pytest.mark.slow  # ten million elements, and their exact sums
@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("name", WHOLE)
def test_ten_million_elements(name: str, kind: str) -> None:
    function, exact, epsilons = WHOLE[name]
    data = rows(kind, MOST, 1)
    assert error(function(tensor(data, float32)).item(), exact(data.astype(np.float64))) <= epsilons


def test_variance_far_from_zero() -> None:
    """The mean of 4096 is rounded to 2**-12, whose square is missing; a difference of squares were no number."""
    data = np.float32(4096.0) + rows("random")
    assert error(tg.var(tensor(data, float32)).item(), np.var(data.astype(np.float64))) <= 10.0


# ----------------------------------------------------------------------------------------------------------- over rows
OVER_ROWS: dict[str, tuple[Callable[[Any], Any], Callable[[AnyArray], Any], float]] = {
    "sum": (lambda x: x.sum(axis=0), np.array, 10.0),
    "sum, kept": (lambda x: x.sum(axis=0, keepdims=True)[0], np.array, 10.0),
    "sum from the end": (lambda x: x.sum(axis=-2), np.array, 10.0),
    "sum over two axes": (lambda x: x.reshape((1000, N // 1000, 3)).sum(axis=(0, 1)), np.array, 10.0),
    "mean": (lambda x: x.mean(axis=0), lambda sums: np.array(sums) / N, 10.0),
}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("name", OVER_ROWS)
def test_over_rows(name: str, kind: str) -> None:
    """NumPy's sum over rows is off by 80,000 epsilons for constants: it adds row after row."""
    function, exact, epsilons = OVER_ROWS[name]
    data = rows(kind)
    assert error(array(function(tensor(data, float32))), exact(untyped(column_sums(data)))) <= epsilons


def test_two_columns_over_rows() -> None:
    data = rows("constant", columns=2)
    assert error(array(tensor(data, float32).sum(axis=0)), column_sums(data)) <= 10.0


def test_variance_and_norm_over_rows() -> None:
    data = rows("random")
    x, exact = tensor(data, float32), data.astype(np.float64)
    assert error(array(tg.var(x, axis=0)), exact.var(0)) <= 10.0
    assert error(array(tg.norm(x, axis=0)), np.linalg.norm(exact, axis=0)) <= 10.0


@pytest.mark.slow  # thirty million elements
@pytest.mark.parametrize("kind", ROWS)
def test_ten_million_rows(kind: str) -> None:
    data = rows(kind, MOST)
    assert error(array(tensor(data, float32).sum(axis=0)), column_sums(data)) <= 10.0


@pytest.mark.parametrize("n", [5461, 5462, 6000, 64 * 128 - 1, 64 * 128, 64 * 64 * 8 + 77, 100_003])
@pytest.mark.parametrize("dtype", [float32, float64])
def test_no_row_is_left_out(dtype: type[Any], n: int) -> None:
    """Whole numbers, whose sums are exact in any order."""
    data = np.random.default_rng(n).integers(-8, 9, (n, 3)).astype(dtype.numpy)
    np.testing.assert_array_equal(array(tensor(data, dtype).sum(axis=0)), data.sum(0))
    np.testing.assert_array_equal(array(tensor(data.reshape(-1, 1, 3), dtype).sum(axis=(0, 1))), data.sum(0))


def test_nan_and_infinity_stay_in_their_columns() -> None:
    data = rows("constant").copy()
    data[3, 0], data[500_000, 1], data[7, 2], data[999_999, 2] = np.nan, np.inf, np.inf, -np.inf
    np.testing.assert_array_equal(array(tensor(data, float32).sum(axis=0)), [np.nan, np.inf, np.nan])


def test_integers_over_rows_wrap_as_numpy() -> None:
    data = np.full((100_000, 3), 2**30 + 1, np.int32)
    np.testing.assert_array_equal(array(tensor(data, tg.int32).sum(axis=0)), data.sum(0, np.int32))


# ------------------------------------------------------------------------------------------- where the error is NumPy's
def _vecdot(x: AnyArray) -> Any:
    return untyped(np.vecdot)(x[:, 0], x[:, 1])


SAME_AS_NUMPY: dict[str, tuple[Callable[[Any], Any], Callable[[AnyArray], Any]]] = {
    "cumulative_sum": (lambda x: tg.cumsum(x, axis=0), lambda x: np.cumsum(x, 0)),
    "dot product": (lambda x: x[:, 0] @ x[:, 1], lambda x: np.dot(x[:, 0], x[:, 1])),
    "vecdot": (lambda x: untyped(tg.vecdot)(x[:, 0], x[:, 1]), _vecdot),
    "product of matrices": (lambda x: x.T @ x, lambda x: np.matmul(x.T, x)),
    "sum over columns": (lambda x: x.sum(axis=1), lambda x: x.sum(1)),
    "sum over the last of a transpose": (lambda x: x.T.sum(axis=1), lambda x: x.T.sum(1)),
}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("name", SAME_AS_NUMPY)
def test_error_is_that_of_numpy(name: str, kind: str) -> None:
    """A running sum has to add one after the other; a product adds up as the BLAS does."""
    function, expected = SAME_AS_NUMPY[name]
    data = rows(kind)
    np.testing.assert_array_equal(array(function(tensor(data, float32))), expected(data))


# ----------------------------------------------------------------------------------------------------------- gradients
def scaled(x: Any, w: Any) -> Any:
    return ((x + w) * 0.1).sum()


@pytest.mark.parametrize("shape", [(3,), (1, 3), (1, 1)])
def test_gradient_of_what_is_broadcast_over_rows(shape: tuple[int, ...]) -> None:
    """The sum of a million equal rows: NumPy's sum, and with it the gradient of `autograd`, is off by 1 %."""
    x, w = tensor(rows("random"), float32), Parameter(tensor(np.zeros(shape), float32))
    (slope,) = gradients(scaled(x, w), (w,))
    exact = float(np.float32(0.1)) * N * (3 if shape == (1, 1) else 1)
    assert error(array(slope), exact) <= 10.0


@pytest.mark.parametrize("backend", ["numpy", "c"])
def test_compiled_gradient_of_what_is_broadcast_over_rows(backend: Any) -> None:
    x, w = tensor(rows("random", 100_000), float32), Parameter(tensor(np.zeros(3), float32))

    def slope(x: Any) -> Any:
        return gradients(scaled(x, w), (w,))[0]

    step = untyped(compiled)(slope, backend=backend)
    step(x)
    assert error(array(step(x)), float(np.float32(0.1)) * 100_000) <= 10.0


def test_gradient_of_a_bias_of_a_million_rows() -> None:
    layer: Any = Linear(2, 3, float32, rng=np.random.default_rng(0))
    x = tensor(rows("random", N, 2), float32)
    backward = gradients((layer(x) * 0.1).sum(), (layer.bias,))[0]
    assert error(array(backward), float(np.float32(0.1)) * N) <= 10.0


# -------------------------------------------------------------------------------------------------------------- losses
def test_losses_of_a_million_rows() -> None:
    data, labels = rows("random"), np.random.default_rng(1).integers(0, 3, N)
    x, exact = tensor(data, float32), data.astype(np.float64)
    t = tensor(labels, tg.int64)
    log_softmax = exact - np.log(np.exp(exact).sum(1, keepdims=True))
    expected = -fsum(log_softmax[np.arange(N), labels])
    one_hot = tensor(np.eye(3)[labels], float32)
    for found, wanted in (
        (cross_entropy(untyped(x), untyped(t)), expected / N),
        (cross_entropy(untyped(x), untyped(t), reduction="sum"), expected),
        (mse(untyped(x), untyped(one_hot)), fsum(((exact - np.eye(3)[labels]) ** 2).ravel()) / exact.size),
    ):
        assert error(found.item(), wanted) <= 8.0


def test_loss_of_targets_of_a_million_rows_is_a_dot_product() -> None:
    """With its error: it is added up by the BLAS."""
    data = rows("random")
    t = np.eye(3)[np.random.default_rng(1).integers(0, 3, N)]
    exact = data.astype(np.float64)
    log_softmax = exact - np.log(np.exp(exact).sum(1, keepdims=True))
    found = cross_entropy(untyped(tensor(data, float32)), untyped(tensor(t, float32))).item()
    assert error(found, -fsum((t * log_softmax).ravel()) / N) <= 200.0
