"""Random tensors: reproducible from a generator, of the right distribution, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NewType

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    INTEGERS,
    AnyArray,
    Form,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    grad_of,
    operand,
    parameter,
    untyped,
)

from typedgrad import DType, DTypeError, Float, ShapeError, as_tensor, backprop, bool_, float32, float64, int32, int64
from typedgrad import random as typed_random

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = typed_random
Batch = NewType("Batch", int)
SHAPES = [(), (3,), (2, 3), (0,), (2, 0, 3)]
MANY = (100_000,)
every_shape = pytest.mark.parametrize("shape", SHAPES, ids=str)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


# -------------------------------------------------------------------------------------------------------------- floats
@every_shape
@each_of(FLOATS)
def test_floats_are_those_of_the_generator(dtype: type[DType], shape: tuple[int, ...]) -> None:
    target = untyped(dtype.numpy)
    standard: AnyArray = untyped(rng()).standard_normal(shape, target)
    equally: AnyArray = untyped(rng()).random(shape, target)
    assert_tensor(lib.normal(rng(), shape, dtype), standard, dtype)
    assert_tensor(lib.uniform(rng(), shape, dtype), equally, dtype)
    scaled = standard * np.array(0.1, target) + np.array(0.7, target)
    assert_tensor(lib.normal(rng(), shape, dtype, mean=0.7, std=0.1), scaled, dtype)


def test_floats_are_float32_by_default() -> None:
    assert lib.normal(rng(), (2,)).dtype == np.float32
    assert lib.uniform(rng(), (2,)).dtype == np.float32


def test_one_seed_gives_one_tensor_and_the_generator_moves_on() -> None:
    generator = rng(7)
    first, second = (typed_random.normal(generator, (Batch(4), 3)) for _ in range(2))
    assert_tensor(typed_random.normal(rng(7), (Batch(4), 3)), array(first), float32)
    assert not np.array_equal(array(first), array(second))
    assert type(first.shape[0]) is int


@each_of(FLOATS)
def test_normal_has_its_moments(dtype: type[DType]) -> None:
    x = array(lib.normal(rng(), MANY, dtype, mean=3.0, std=2.0)).astype(np.float64)
    np.testing.assert_allclose([x.mean(), x.std()], [3.0, 2.0], rtol=0.02)
    z = (x - 3.0) / 2.0
    np.testing.assert_allclose([np.mean(z**3), np.mean(z**4)], [0.0, 3.0], atol=0.1)


@each_of(FLOATS)
def test_normal_without_a_spread_is_its_mean(dtype: type[DType]) -> None:
    assert_tensor(lib.normal(rng(), (3,), dtype, mean=0.3, std=0.0), np.full(3, 0.3, dtype.numpy), dtype)


@each_of(FLOATS)
def test_uniform_fills_its_interval(dtype: type[DType]) -> None:
    x = array(lib.uniform(rng(), MANY, dtype, low=-1.0, high=3.0))
    assert x.min() >= -1.0
    assert x.max() < 3.0
    shares = np.histogram(x, 8, (-1.0, 3.0))[0] / x.size
    np.testing.assert_allclose(shares, 1 / 8, rtol=0.05)


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0 + 2**-22), (16777216.0, 16777218.0), (-1e-45, 1e-45)])
def test_rounding_does_not_reach_the_bound(low: float, high: float) -> None:
    x = array(lib.uniform(rng(), MANY, low=low, high=high))
    assert x.min() >= np.float32(low)
    assert x.max() < np.float32(high)


def test_gradients_flow_into_mean_and_spread() -> None:
    mean, spread = parameter(1.0, 2.0), parameter(0.5, 3.0)
    noise = typed_random.normal(rng(), (2,), float64)
    backprop((mean + spread * noise).sum())
    assert_tensor(grad_of(mean), [1.0, 1.0], float64)
    assert_tensor(grad_of(spread), array(noise), float64)


# -------------------------------------------------------------------------------------------------- integers, booleans
@every_shape
@each_of(INTEGERS)
def test_integers_are_those_of_the_generator(dtype: type[DType], shape: tuple[int, ...]) -> None:
    assert_tensor(lib.integers(rng(), -3, 9, shape, dtype), rng().integers(-3, 9, shape, untyped(dtype.numpy)), dtype)


@each_of(INTEGERS)
def test_integers_reach_both_ends_and_no_further(dtype: type[DType]) -> None:
    drawn, counts = np.unique(array(lib.integers(rng(), -2, 3, MANY, dtype)), return_counts=True)
    np.testing.assert_array_equal(drawn, [-2, -1, 0, 1, 2])
    np.testing.assert_allclose(counts / sum(counts), 0.2, rtol=0.03)


@each_of(INTEGERS)
def test_integers_of_the_whole_range(dtype: type[DType]) -> None:
    limits = np.iinfo(untyped(dtype.numpy))
    x = array(lib.integers(rng(), int(limits.min), int(limits.max) + 1, (1000,), dtype))
    assert x.min() < limits.min // 2
    assert x.max() > limits.max // 2


def test_integers_are_int64_by_default() -> None:
    assert lib.integers(rng(), 0, 2, (2,)).dtype == np.int64


@every_shape
def test_bernoulli_of_certain_events(shape: tuple[int, ...]) -> None:
    assert_tensor(lib.bernoulli(rng(), 0.0, shape), np.zeros(shape, np.bool_), bool_)
    assert_tensor(lib.bernoulli(rng(), 1, shape), np.ones(shape, np.bool_), bool_)


def test_bernoulli_is_true_as_often_as_said() -> None:
    np.testing.assert_allclose(array(lib.bernoulli(rng(), 0.3, MANY)).mean(), 0.3, rtol=0.03)


# --------------------------------------------------------------------------------------------------------- permutation
@pytest.mark.parametrize("n", [0, 1, 2, 50])
def test_permutation_of_so_many(n: int) -> None:
    x = typed_random.permutation(rng(), Batch(n))
    assert_tensor(x, rng().permutation(n), int64)
    np.testing.assert_array_equal(np.sort(array(x)), np.arange(n))


@every_form
@each_of(ALL)
def test_permutation_of_a_tensor(dtype: type[DType], form: Form) -> None:
    if not form.shape:
        return
    x = operand(form, dtype)
    before = array(x).copy()
    assert_tensor(untyped(typed_random.permutation)(rng(), x), before[rng().permutation(form.shape[0])], dtype)
    np.testing.assert_array_equal(array(x), before)


def test_gradient_of_a_permutation_goes_back() -> None:
    w = parameter(1.0, 2.0, 3.0, 4.0)
    weights = as_tensor([1.0, 10.0, 100.0, 1000.0], float64, (4,))
    backprop((typed_random.permutation(rng(), w) * weights).sum())
    order = rng().permutation(4)
    expected: AnyArray = np.empty(4)
    expected[order] = array(weights)
    assert_tensor(grad_of(w), expected, float64)
    assert_gradients(lambda x: untyped(typed_random.permutation)(rng(), x), operand((3, 2), float64))


# --------------------------------------------------------------------------------------------------------- wrong calls
G = rng()
WRONG: list[tuple[type[Exception], str, Callable[[], object]]] = [
    *(
        (TypeError, rf"{name}: .* is not a generator; make one, rng = np.random.default_rng\(seed\)", call)
        for wrong in (0, None, np.random.RandomState(0), np.random)
        for name, call in (
            ("normal", lambda wrong=wrong: lib.normal(wrong, (2,))),
            ("uniform", lambda wrong=wrong: lib.uniform(wrong, (2,))),
            ("integers", lambda wrong=wrong: lib.integers(wrong, 0, 2, (2,))),
            ("bernoulli", lambda wrong=wrong: lib.bernoulli(wrong, 0.5, (2,))),
            ("permutation", lambda wrong=wrong: lib.permutation(wrong, 2)),
        )
    ),
    (ValueError, "normal: a standard deviation of -1.0, which is negative", lambda: lib.normal(G, (2,), std=-1)),
    (ValueError, "normal: mean is nan, not finite", lambda: lib.normal(G, (2,), mean=float("nan"))),
    (ValueError, "normal: std is inf, not finite", lambda: lib.normal(G, (2,), std=float("inf"))),
    (OverflowError, "normal: .* is out of the range of float32", lambda: lib.normal(G, (2,), mean=1e39)),
    (OverflowError, "normal: .* is out of the range of float32", lambda: lib.normal(G, (2,), std=1e39)),
    (OverflowError, "normal: .* is out of the range of float32", lambda: lib.normal(G, (99,), mean=3e38, std=3e38)),
    (DTypeError, "normal: std is '1' of type str, not a number", lambda: lib.normal(G, (2,), std="1")),
    (DTypeError, "normal: int64 is none of float32 or float64", lambda: lib.normal(G, (2,), int64)),
    (DTypeError, "normal: .*Float.* is not one of", lambda: lib.normal(G, (2,), Float)),
    (ShapeError, "normal: the shape 2 of type int is not a tuple", lambda: lib.normal(G, 2)),
    (ShapeError, r"normal: -2 in \(-2,\) is not a size", lambda: lib.normal(G, (-2,))),
    (ValueError, "uniform: from 1.0 to below 1.0 there is no float32", lambda: lib.uniform(G, (2,), low=1)),
    (ValueError, "uniform: from 2.0 to below 1.0 there is no float32", lambda: lib.uniform(G, (2,), low=2.0)),
    (ValueError, "uniform: .* there is no float32", lambda: lib.uniform(G, (2,), low=1.0, high=1.0 + 1e-12)),
    (ValueError, "uniform: high is inf, not finite", lambda: lib.uniform(G, (2,), high=float("inf"))),
    (OverflowError, "uniform: .* out of the range of float32", lambda: lib.uniform(G, (2,), high=1e39)),
    (OverflowError, "uniform: .* out of the range", lambda: lib.uniform(G, (9,), float64, low=-1e308, high=1e308)),
    (DTypeError, "uniform: low is True of type bool", lambda: lib.uniform(G, (2,), low=True)),
    (DTypeError, "uniform: bool is none of float32 or float64", lambda: lib.uniform(G, (2,), bool_)),
    (ValueError, "integers: from 3 to below 3 there is none", lambda: lib.integers(G, 3, 3, (2,))),
    (OverflowError, "integers: .* is out of the range of int32", lambda: lib.integers(G, 0, 2**31 + 1, (2,), int32)),
    (OverflowError, "integers: .* is out of the range of int64", lambda: lib.integers(G, -(2**63) - 1, 0, (2,))),
    (DTypeError, "integers: high is 2.0 of type float, not an int", lambda: lib.integers(G, 0, 2.0, (2,))),
    (DTypeError, "integers: float32 is none of int32 or int64", lambda: lib.integers(G, 0, 2, (2,), float32)),
    (ValueError, "bernoulli: 1.5 is no probability", lambda: lib.bernoulli(G, 1.5, (2,))),
    (ValueError, "bernoulli: -0.1 is no probability", lambda: lib.bernoulli(G, -0.1, (2,))),
    (ValueError, "bernoulli: p is nan, not finite", lambda: lib.bernoulli(G, float("nan"), (2,))),
    (DTypeError, "bernoulli: p is True of type bool", lambda: lib.bernoulli(G, True, (2,))),
    (ShapeError, r"permutation: -1 in \(-1,\) is not a size", lambda: lib.permutation(G, -1)),
    (ShapeError, r"permutation: 2.0 in \(2.0,\) is not a size", lambda: lib.permutation(G, 2.0)),
    (ShapeError, "permutation: a 0-d tensor has no axis", lambda: lib.permutation(G, operand((), float64))),
]


@pytest.mark.parametrize(("error", "message", "call"), WRONG, ids=lambda part: part if isinstance(part, str) else "")
def test_wrong_calls_draw_nothing(error: type[Exception], message: str, call: Callable[[], object]) -> None:
    before = G.bit_generator.state
    with pytest.raises(error, match=message) as raised:
        call()
    assert type(raised.value) is error
    assert error is OverflowError or G.bit_generator.state == before
