"""Reductions over each axis and each two: values against NumPy, gradients, ties, products with zeros, empty axes."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    FORMS,
    INTEGERS,
    NUMBERS,
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
from typedgrad import (
    DType,
    DTypeError,
    Parameter,
    ShapeError,
    bool_,
    float32,
    float64,
    gradients,
    hessian,
    int32,
    int64,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FUNCTIONS: dict[str, Callable[..., AnyTensor]] = {
    name: untyped(getattr(tg, name))
    for name in ("sum", "prod", "max", "min", "argmax", "argmin", "mean", "all", "any", "count_nonzero")
}
TAKES: dict[str, tuple[type[DType], ...]] = {
    **dict.fromkeys(("sum", "prod", "max", "min", "argmax", "argmin"), NUMBERS),
    "mean": FLOATS,
    "all": (bool_,),
    "any": (bool_,),
    "count_nonzero": ALL,
}
GIVES: dict[str, type[DType]] = {
    **dict.fromkeys(("argmax", "argmin", "count_nonzero"), int64),
    "all": bool_,
    "any": bool_,
}
NEEDS_ELEMENTS = {"max", "min", "argmax", "argmin"}
ONE_AXIS = {"argmax", "argmin"}
FUNCTION_ONLY = {"count_nonzero"}
ULPS = {"sum": 4.0, "mean": 4.0, "prod": 8.0}

Axes: TypeAlias = int | tuple[int, ...] | None


def axes(name: str, rank: int) -> list[Axes]:
    """Every axis from both ends, every two from both ends and some in the other order, three, all."""
    pairs = combinations(range(rank), 2)
    several = [way for i, j in pairs for way in ((i, j), (j - rank, i - rank), (i, j - rank))] + [(2, 0, 1)][: rank - 2]
    return [None, *range(-rank, rank), *(several if name not in ONE_AXIS else ())]


def reduced(name: str, x: AnyArray, axis: Axes, keepdims: bool) -> Any:
    """NumPy's reduction, kept to the dtype of its operand."""
    if name in {"sum", "prod"}:
        return getattr(np, name)(x, axis, dtype=x.dtype, keepdims=keepdims)
    if name == "mean":
        with warnings.catch_warnings(action="ignore"):  # of nothing
            return np.mean(x, axis, keepdims=keepdims)
    return getattr(np, name)(x, axis=axis, keepdims=keepdims)


CASES = [
    pytest.param(
        name, dtype, form, axis, keepdims, id=f"{name} {dtype.__name__} {form} axis={axis} keepdims={keepdims}"
    )
    for name in FUNCTIONS
    for dtype in TAKES[name]
    for form in FORMS
    for axis in axes(name, len(form.shape))
    for keepdims in (False, True)
    if not (name in NEEDS_ELEMENTS and 0 in form.shape)
]


@pytest.mark.parametrize(("name", "dtype", "form", "axis", "keepdims"), CASES)
def test_value(name: str, dtype: type[DType], form: Form, axis: Axes, keepdims: bool) -> None:
    x = operand(form, dtype)
    expected = reduced(name, array(x), axis, keepdims)
    results = [FUNCTIONS[name](x, axis, keepdims=keepdims)]
    if name not in FUNCTION_ONLY:
        results.append(getattr(x, name)(axis, keepdims=keepdims))
    for result in results:
        assert_tensor(result, expected, GIVES.get(name, dtype), ulps=ULPS.get(name, 0.0) if dtype in FLOATS else 0.0)


GRADIENT_CASES = [
    pytest.param(name, form, axis, keepdims, id=f"{name} {form} axis={axis} keepdims={keepdims}")
    for name in ("sum", "prod", "max", "min", "mean")
    for form in FORMS
    for axis in axes(name, len(form.shape))
    for keepdims in (False, True)
    if 0 not in form.shape
]


@pytest.mark.parametrize(("name", "form", "axis", "keepdims"), GRADIENT_CASES)
def test_gradient(name: str, form: Form, axis: Axes, keepdims: bool) -> None:
    assert_gradients(lambda x: FUNCTIONS[name](x, axis, keepdims=keepdims), operand(form, float64))


# ------------------------------------------------------------------------------------------------ nothing to reduce
EMPTY: list[tuple[tuple[int, ...], Axes]] = [
    ((0,), None),
    ((0,), 0),
    ((0, 3), 0),
    ((0, 3), 1),
    ((2, 0), -1),
    ((2, 0), 0),
    ((0, 3, 2), None),
    ((0, 3, 2), (0, 1)),
    ((0, 3, 2), (1, 2)),
]


@pytest.mark.parametrize(("shape", "axis"), EMPTY, ids=str)
@each_of(FLOATS)
@pytest.mark.parametrize("name", ["sum", "prod", "mean"])
def test_gradient_of_nothing_is_nothing(name: str, dtype: type[DType], shape: tuple[int, ...], axis: Axes) -> None:
    x = Parameter(operand(shape, dtype))
    assert_tensor(gradients(FUNCTIONS[name](x, axis).sum(), x), np.zeros(shape), dtype)


@each_of(FLOATS)
def test_value_of_nothing(dtype: type[DType]) -> None:
    x = operand((2, 0), dtype)
    assert_tensor(FUNCTIONS["sum"](x, 1), [0.0, 0.0], dtype)
    assert_tensor(FUNCTIONS["prod"](x, (0, 1), keepdims=True), [[1.0]], dtype)
    assert_tensor(FUNCTIONS["mean"](x, -1), [np.nan, np.nan], dtype)
    assert_tensor(FUNCTIONS["count_nonzero"](x), 0, int64)
    assert_tensor(FUNCTIONS["all"](operand((0,), bool_)), True, bool_)
    assert_tensor(FUNCTIONS["any"](operand((0, 2), bool_), 0), [False, False], bool_)


@pytest.mark.parametrize("shape", [(0,), (0, 3), (2, 0)], ids=str)
@pytest.mark.parametrize("name", sorted(NEEDS_ELEMENTS))
def test_extreme_of_nothing(name: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match=rf"{name}: \(.*\): .*(zero-size|empty)"):
        FUNCTIONS[name](operand(shape, float64))


@pytest.mark.parametrize("name", ["max", "min"])
def test_extreme_of_nothing_along_two_axes(name: str) -> None:
    with pytest.raises(ShapeError, match=rf"{name}: \(2, 0, 3\): zero-size"):
        FUNCTIONS[name](operand((2, 0, 3), float64), (0, 1))


@pytest.mark.parametrize("name", sorted(NEEDS_ELEMENTS))
def test_extreme_along_an_axis_beside_an_empty_one(name: str) -> None:
    assert FUNCTIONS[name](operand((2, 0), float64), 0).shape == (0,)
    assert FUNCTIONS[name](operand((0, 3), float64), 1, keepdims=True).shape == (0, 1)


# ------------------------------------------------------------------------------------------------------------ ties
TIES: list[tuple[list[Any], Axes, list[Any]]] = [
    ([1.0, 3.0, 3.0], None, [0.0, 0.5, 0.5]),
    ([2.0, 2.0, 2.0, 2.0], 0, [0.25] * 4),
    ([[1.0, 1.0], [0.0, 2.0]], 1, [[0.5, 0.5], [0.0, 1.0]]),
    ([[1.0, 1.0], [1.0, 2.0]], 0, [[0.5, 0.0], [0.5, 1.0]]),
    ([[1.0, 1.0], [1.0, 0.0]], None, [[1 / 3, 1 / 3], [1 / 3, 0.0]]),
    ([[1.0, 1.0], [1.0, 0.0]], (1, 0), [[1 / 3, 1 / 3], [1 / 3, 0.0]]),
    ([0.0, -0.0], None, [0.5, 0.5]),
    ([1.0, np.nan], None, [0.0, 0.0]),
    ([np.inf, np.inf, 1.0], None, [0.5, 0.5, 0.0]),
]


@each_of(FLOATS)
@pytest.mark.parametrize(("data", "axis", "shares"), TIES, ids=str)
@pytest.mark.parametrize("keepdims", [False, True])
def test_ties_share_the_gradient_of_an_extreme(
    keepdims: bool, data: list[Any], axis: Axes, shares: list[Any], dtype: type[DType]
) -> None:
    for name, sign in (("max", 1.0), ("min", -1.0)):
        x = Parameter(tensor(sign * np.array(data), dtype))
        loss = FUNCTIONS[name](x, axis, keepdims=keepdims).sum()
        assert_tensor(gradients(loss, x), shares, dtype, ulps=1)


@pytest.mark.parametrize("name", sorted(ONE_AXIS))
def test_index_is_that_of_the_first_of_equals(name: str) -> None:
    assert FUNCTIONS[name](tensor(np.array([2, 3, 1, 3, 1]), int32)).item() == {"argmax": 1, "argmin": 2}[name]


@each_of(FLOATS)
def test_nan_is_the_extreme(dtype: type[DType]) -> None:
    x = tensor(np.array([1.0, np.nan, np.inf, np.nan, -np.inf]), dtype)
    assert np.isnan(array(x.max())).all()
    assert np.isnan(array(x.min())).all()
    assert x.argmax().item() == x.argmin().item() == 1


# -------------------------------------------------------------------------------------------------------- products
ZEROS = [
    ([2.0, 0.0, 3.0], [0.0, 6.0, 0.0]),
    ([0.0, 2.0, 0.0], [0.0, 0.0, 0.0]),
    ([0.0], [1.0]),
    ([0.0, 5.0], [5.0, 0.0]),
    ([np.inf, 2.0], [2.0, np.inf]),
]


@each_of(FLOATS)
@pytest.mark.parametrize(("data", "expected"), ZEROS, ids=str)
def test_gradient_of_a_product_with_zeros(data: list[float], expected: list[float], dtype: type[DType]) -> None:
    for axis in (None, 0, (0,)):
        x = Parameter(tensor(np.array(data), dtype))
        assert_tensor(gradients(FUNCTIONS["prod"](x, axis), x), expected, dtype)


def test_gradient_of_products_with_zeros_is_the_derivative() -> None:
    data = np.array([[[1.0, 0.0], [2.0, 3.0]], [[0.0, 0.0], [1.0, 2.0]], [[4.0, 1.0], [2.0, 0.5]]])
    for axis in axes("prod", 3):
        assert_gradients(lambda x, axis=axis: FUNCTIONS["prod"](x, axis), tensor(data, float64))


@pytest.mark.parametrize("data", [[2.0, 3.0, 4.0], [0.0, 3.0, 4.0], [0.0, 0.0, 4.0], [0.0, 0.0, 0.0]], ids=str)
def test_second_derivative_of_a_product_with_zeros(data: list[float]) -> None:
    a, b, c = data
    found = untyped(hessian)(FUNCTIONS["prod"], tensor(np.array(data), float64))
    assert_tensor(found, [[0.0, c, b], [c, 0.0, a], [b, a, 0.0]], float64)


# ---------------------------------------------------------------------------------------------------------- dtypes
@each_of(INTEGERS)
def test_integers_keep_the_dtype_and_wrap(dtype: type[DType]) -> None:
    largest = int(np.iinfo(untyped(dtype.numpy)).max)
    x = tensor(np.array([largest, 1]), dtype)
    assert_tensor(FUNCTIONS["sum"](x), -largest - 1, dtype)
    assert_tensor(FUNCTIONS["prod"](tensor(np.array([largest, 2]), dtype)), -2, dtype)


def test_nan_is_not_zero_and_both_zeros_are() -> None:
    assert FUNCTIONS["count_nonzero"](tensor(np.array([np.nan, 0.0, -0.0, -1.0]), float32)).item() == 2


@pytest.mark.parametrize("n", [2**10, 2**15 - 1, 2**15, 2**20, 2**20 + 77])
def test_sum_of_many_float32_stays_exact_enough(n: int) -> None:
    """NumPy adds pairwise: a running sum would lose 1 % of the longest."""
    x = tensor(np.full(n, 0.1), float32)
    assert abs(x.sum().item() / (0.1 * n) - 1.0) < 2e-6
    assert abs(x.mean().item() - 0.1) < 1e-7
    columns = tensor(np.full((n, 2), 0.1), float32)[:, 0]  # not one after the other in memory
    assert abs(columns.sum().item() / (0.1 * n) - 1.0) < 2e-6


@every_form
@each_of(ALL)
def test_wrong_axis_does_not_spoil_a_right_one(dtype: type[DType], form: Form) -> None:
    """Rules are kept by axis, and 0 == 0.0 == False."""
    name = "any" if dtype is bool_ else "sum"
    x = operand(form, dtype)
    for wrong in (0.0, False, 99, "0", (0.0,), (False,), [0], (0, 0), (0, 99)):
        with pytest.raises((TypeError, ValueError), match=f"{name}: "):
            FUNCTIONS[name](x, wrong)
    if form.shape:
        assert_tensor(FUNCTIONS[name](x, 0), reduced(name, array(x), 0, False), dtype)


METHODS = ("sum", "prod", "max", "min", "mean", "var", "std", "all", "any", "argmax", "argmin", "logsumexp")


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_the_function_with_what_is_left_out(name: str) -> None:
    x = untyped(operand((2, 3), float64))
    if name in {"all", "any"}:
        x = x > 0.5
    for arguments in ((), (0,), (1,)):
        found, expected = getattr(x, name)(*arguments), getattr(tg, name)(x, *arguments)
        assert found.shape == {(): (), (0,): (3,), (1,): (2,)}[arguments]
        np.testing.assert_array_equal(array(found), array(expected))


@pytest.mark.parametrize("axis", [None, 0, (0, 1)])
@pytest.mark.parametrize("name", ["sum", "mean", "all", "norm", "std"])
def test_what_is_no_tensor_is_not_reduced(name: str, axis: Any) -> None:
    with pytest.raises(DTypeError, match=f"^{name}: 'rows' of type str is not a tensor"):
        getattr(tg, name)("rows", axis=axis)
