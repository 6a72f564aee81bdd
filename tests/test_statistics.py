"""`var`, `std`, `logsumexp` and `norm`: values against NumPy over axes, gradients, and where the slope is singular."""

from __future__ import annotations

from functools import partial
from math import inf, nan
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest
from helpers import (
    FLOATS,
    FORMS,
    AnyArray,
    AnyTensor,
    Form,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    operand,
    tensor,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, Parameter, ShapeError, float32, float64, gradients, hessian

if TYPE_CHECKING:
    from collections.abc import Callable

Axes: TypeAlias = int | tuple[int, ...] | None
FUNCTIONS: dict[str, Callable[..., AnyTensor]] = {
    name: untyped(getattr(tg, name)) for name in ("var", "std", "logsumexp", "norm")
}
OPTIONS: dict[str, list[dict[str, float]]] = {
    "var": [{}, {"correction": 1}, {"correction": 0.5}],
    "std": [{}, {"correction": 1.0}],
    "logsumexp": [{}],
    "norm": [{}, {"ord": 1}, {"ord": inf}, {"ord": 0}, {"ord": 3.0}, {"ord": 0.5}],
}
CALLS = [
    pytest.param(name, options, id=f"{name} {options or ''}") for name, each in OPTIONS.items() for options in each
]
every_call = pytest.mark.parametrize(("name", "options"), CALLS)


def axes(rank: int) -> list[Axes]:
    """Some axes of a tensor, from both ends, two, and all."""
    return [
        None,
        *[0, -1, -rank][: 3 * rank],
        *[(0, 1), (-1, 0), (1, -1)][: max(rank - 1, 0) * (2 if rank == 2 else 3)],
    ]


def expected(name: str, x: AnyArray, axis: Axes, keepdims: bool, options: dict[str, float]) -> Any:
    """What NumPy gives; of vectors of several axes it has no norm."""
    with np.errstate(all="ignore"):
        if name == "logsumexp":
            return np.log(np.sum(np.exp(x), axis, keepdims=keepdims))
        if name == "norm":
            order = options.get("ord", 2)
            size = np.abs(x)
            if order == inf:
                return np.max(size, axis, keepdims=keepdims)
            if order == 0:
                return np.sum(size > 0.0, axis, dtype=x.dtype, keepdims=keepdims)
            return np.sum(size**order, axis, keepdims=keepdims) ** (1.0 / order)
        return np.asarray(getattr(np, name)(x, axis, ddof=options.get("correction", 0), keepdims=keepdims), x.dtype)


@every_form
@each_of(FLOATS)
@every_call
@pytest.mark.filterwarnings("ignore:Degrees of freedom:RuntimeWarning")  # NumPy's word for what is NaN here
def test_value(name: str, options: dict[str, float], dtype: type[DType], form: Form) -> None:
    if 0 in form.shape and options.get("ord") == inf:
        with pytest.raises(ShapeError, match=r"norm: \(.*0.*\): zero-size"):
            tg.norm(operand(form, dtype), ord=inf)
        return
    x = operand(form, dtype)
    for axis in axes(len(form.shape)):
        for keepdims in (False, True):
            wanted = expected(name, array(x), axis, keepdims, options)
            results = [FUNCTIONS[name](x, axis, keepdims=keepdims, **options)]
            if name != "norm":
                results.append(getattr(x, name)(axis, keepdims=keepdims, **options))
            for result in results:
                assert_tensor(result, wanted, dtype, ulps=16, atol=1e-6 if dtype is float32 else 1e-14)


@pytest.mark.parametrize("form", [form for form in FORMS if 0 not in form.shape and form.shape], ids=str)
@every_call
def test_gradient(name: str, options: dict[str, float], form: Form) -> None:
    for axis in axes(len(form.shape)):
        assert_gradients(
            lambda x, axis=axis: FUNCTIONS[name](x, axis, **options), operand(form, float64, low=0.5, high=2.0)
        )
    assert_gradients(lambda x: FUNCTIONS[name](x, 0, keepdims=True, **options), operand(form, float64))


def gradient(name: str, data: object, dtype: type[DType], *arguments: object, **options: object) -> AnyTensor:
    """The gradient of the sum of the results."""
    x = Parameter(tensor(np.array(data), dtype))
    return gradients(FUNCTIONS[name](x, *arguments, **options).sum(), x)


# ------------------------------------------------------------------------------------------------- variance
@each_of(FLOATS)
def test_variance_without_degrees_of_freedom(dtype: type[DType]) -> None:
    one, two = tensor(np.array([3.0]), dtype), tensor(np.array([1.0, 3.0]), dtype)
    for name in ("var", "std"):
        assert_tensor(FUNCTIONS[name](one), 0.0, dtype)
        assert_tensor(FUNCTIONS[name](one, correction=1), nan, dtype)
        assert_tensor(FUNCTIONS[name](two, correction=2), inf, dtype)
        assert_tensor(FUNCTIONS[name](two, correction=5), inf, dtype)
        assert_tensor(FUNCTIONS[name](operand((2, 0), dtype), 1), [nan, nan], dtype)
        assert_tensor(gradient(name, [3.0], dtype, correction=1), [nan], dtype)
        assert_tensor(gradient(name, np.zeros((2, 0)), dtype, 1), np.zeros((2, 0)), dtype)


@each_of(FLOATS)
def test_gradient_where_all_elements_are_equal_is_zero(dtype: type[DType]) -> None:
    assert_tensor(gradient("std", [[2.0, 2.0], [1.0, 3.0]], dtype, 1), [[0.0, 0.0], [-0.5, 0.5]], dtype)
    assert_tensor(gradient("var", [2.0, 2.0], dtype), [0.0, 0.0], dtype)


def test_variance_far_from_zero_keeps_its_digits() -> None:
    """The mean of the squares less the square of the mean would keep none."""
    assert_tensor(FUNCTIONS["var"](tensor(np.array([1e8, 1e8 + 1.0, 1e8 + 2.0]), float64)), 2.0 / 3.0, float64, ulps=4)


@pytest.mark.parametrize(
    ("name", "data", "value"),
    [
        ("var", [inf, 1.0], nan),
        ("var", [1e200, -1e200], inf),
        ("std", [-inf, inf], nan),
        ("norm", [1e200, 1.0], inf),
        ("norm", [inf, 1.0], inf),
        ("logsumexp", [1e308, -1e308], 1e308),
    ],
    ids=str,
)
def test_infinities_and_overflow_do_not_warn(name: str, data: list[float], value: float) -> None:
    assert_tensor(FUNCTIONS[name](tensor(np.array(data), float64)), value, float64)


# ------------------------------------------------------------------------------------------------ logsumexp
@each_of(FLOATS)
def test_logsumexp_of_extremes(dtype: type[DType]) -> None:
    x = [[1000.0, 1000.0], [-1000.0, -inf], [-inf, -inf], [inf, 1e30], [inf, -inf], [nan, 1000.0], [-inf, 0.0]]
    values = [1000.0 + np.log(2.0), -1000.0, -inf, inf, inf, nan, 0.0]
    shares = [[0.5, 0.5], [1.0, 0.0], [0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [nan, nan], [0.0, 1.0]]
    assert_tensor(FUNCTIONS["logsumexp"](tensor(np.array(x), dtype), -1), values, dtype, ulps=1)
    for row, expected_shares in zip(x, shares, strict=True):
        assert_tensor(gradient("logsumexp", row, dtype), expected_shares, dtype)


@each_of(FLOATS)
def test_logsumexp_of_nothing(dtype: type[DType]) -> None:
    assert_tensor(FUNCTIONS["logsumexp"](operand((2, 0), dtype), 1, keepdims=True), [[-inf], [-inf]], dtype)
    assert_tensor(gradient("logsumexp", np.zeros((2, 0)), dtype, 1), np.zeros((2, 0)), dtype)


# ----------------------------------------------------------------------------------------------------- norm
@each_of(FLOATS)
@pytest.mark.parametrize("order", [0, 0.5, 1, 1.5, 2, 3, inf])
def test_gradient_of_the_norm_of_zero_is_zero(order: float, dtype: type[DType]) -> None:
    assert_tensor(FUNCTIONS["norm"](tensor(np.zeros((2, 3)), dtype), 1, ord=order), [0.0, 0.0], dtype)
    assert_tensor(gradient("norm", np.zeros((2, 3)), dtype, 1, ord=order), np.zeros((2, 3)), dtype)


@each_of(FLOATS)
def test_gradient_of_the_norm_beside_zeros(dtype: type[DType]) -> None:
    x = [0.0, -3.0, 4.0]
    assert_tensor(gradient("norm", x, dtype), [0.0, -0.6, 0.8], dtype, ulps=2)
    assert_tensor(gradient("norm", x, dtype, ord=1), [0.0, -1.0, 1.0], dtype)
    assert_tensor(gradient("norm", [0.0, -4.0, 4.0], dtype, ord=inf), [0.0, -0.5, 0.5], dtype)
    assert array(gradient("norm", x, dtype, ord=0.5))[0] == 0.0


# ---------------------------------------------------------------------------------------------- second order
SINGULAR: list[tuple[str, dict[str, float], list[float], object]] = [
    ("logsumexp", {}, [0.0, 0.0], [[0.25, -0.25], [-0.25, 0.25]]),
    ("logsumexp", {}, [-inf, -inf], [[0.0, 0.0], [0.0, 0.0]]),
    ("logsumexp", {}, [-inf, 0.0], [[0.0, 0.0], [0.0, 0.0]]),
    ("std", {}, [1.0, 1.0], [[0.0, 0.0], [0.0, 0.0]]),
    ("var", {}, [1.0, 1.0], [[0.5, -0.5], [-0.5, 0.5]]),
    ("norm", {}, [0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]]),
    ("norm", {}, [0.0, 2.0], [[0.5, 0.0], [0.0, 0.0]]),
    ("norm", {"ord": 3}, [0.0, 2.0], [[0.0, 0.0], [0.0, 0.0]]),
    ("norm", {"ord": 1}, [0.0, 2.0], [[0.0, 0.0], [0.0, 0.0]]),
    ("norm", {"ord": inf}, [0.0, 2.0], [[0.0, 0.0], [0.0, 0.0]]),
    ("norm", {"ord": 3}, [0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]]),
]


@pytest.mark.parametrize(("name", "options", "data", "wanted"), SINGULAR, ids=str)
def test_second_derivative_where_the_first_is_a_convention(
    name: str, options: dict[str, float], data: list[float], wanted: object
) -> None:
    found = untyped(hessian)(partial(FUNCTIONS[name], **options), tensor(np.array(data), float64))
    assert_tensor(found, wanted, float64, atol=1e-15)


@pytest.mark.parametrize("order", [-1.0, -inf, nan])
def test_norm_has_no_negative_order(order: float) -> None:
    with pytest.raises(ValueError, match=f"norm: ord is {order}, not 0 or above"):
        FUNCTIONS["norm"](operand((3,), float64), ord=order)
