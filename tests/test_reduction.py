"""Reductions over each axis, with and without `keepdims`: values against NumPy, gradients, ties and empty axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from typedgrad import DType, Parameter, ShapeError, bool_, float32, float64, gradients, int32, int64

if TYPE_CHECKING:
    from collections.abc import Callable

FUNCTIONS: dict[str, Callable[..., AnyTensor]] = {
    name: untyped(getattr(tg, name)) for name in ("sum", "max", "argmax", "mean", "all", "any")
}
TAKES: dict[str, tuple[type[DType], ...]] = {
    "sum": NUMBERS,
    "max": NUMBERS,
    "argmax": NUMBERS,
    "mean": FLOATS,
    "all": (bool_,),
    "any": (bool_,),
}
GIVES: dict[str, type[DType]] = {"argmax": int64, "all": bool_, "any": bool_}
NEEDS_ELEMENTS = {"max", "argmax"}


def reduced(name: str, x: AnyArray, axis: int | None, keepdims: bool) -> Any:
    """NumPy's reduction, kept to the dtype of its operand."""
    if name == "sum":
        return np.sum(x, axis, dtype=x.dtype, keepdims=keepdims)
    if name == "mean":
        with np.errstate(invalid="ignore"):
            return np.sum(x, axis, dtype=x.dtype, keepdims=keepdims) / x.dtype.type(
                x.size if axis is None else x.shape[axis]
            )
    return getattr(np, name)(x, axis=axis, keepdims=keepdims)


CASES = [
    pytest.param(
        name, dtype, form, axis, keepdims, id=f"{name} {dtype.__name__} {form} axis={axis} keepdims={keepdims}"
    )
    for name in FUNCTIONS
    for dtype in TAKES[name]
    for form in FORMS
    for axis in (None, *range(-len(form.shape), len(form.shape)))
    for keepdims in (False, True)
    if not (name in NEEDS_ELEMENTS and 0 in form.shape)
]


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize(("name", "dtype", "form", "axis", "keepdims"), CASES)
def test_value(name: str, dtype: type[DType], form: Form, axis: int | None, keepdims: bool) -> None:
    x = operand(form, dtype)
    expected = reduced(name, array(x), axis, keepdims)
    for result in (FUNCTIONS[name](x, axis, keepdims=keepdims), getattr(x, name)(axis, keepdims=keepdims)):
        assert_tensor(result, expected, GIVES.get(name, dtype), ulps=4 if name == "mean" else 0)


GRADIENT_CASES = [
    pytest.param(name, form, axis, keepdims, id=f"{name} {form} axis={axis} keepdims={keepdims}")
    for name in ("sum", "max", "mean")
    for form in FORMS
    for axis in (None, *range(-len(form.shape), len(form.shape)))
    for keepdims in (False, True)
    if 0 not in form.shape
]


@pytest.mark.parametrize(("name", "form", "axis", "keepdims"), GRADIENT_CASES)
def test_gradient(name: str, form: Form, axis: int | None, keepdims: bool) -> None:
    assert_gradients(lambda x: FUNCTIONS[name](x, axis, keepdims=keepdims), operand(form, float64))


# ------------------------------------------------------------------------------------------------ nothing to reduce
EMPTY = [
    ((0,), None),
    ((0,), 0),
    ((0, 3), 0),
    ((0, 3), 1),
    ((2, 0), -1),
    ((2, 0), 0),
    ((0, 3, 2), None),
]


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize(("shape", "axis"), EMPTY, ids=str)
@each_of(FLOATS)
@pytest.mark.parametrize("name", ["sum", "mean"])
def test_gradient_of_nothing_is_nothing(
    name: str, dtype: type[DType], shape: tuple[int, ...], axis: int | None
) -> None:
    x = Parameter(operand(shape, dtype))
    assert_tensor(gradients(FUNCTIONS[name](x, axis).sum(), x), np.zeros(shape), dtype)


def test_mean_of_nothing_is_nan_with_numpys_warning() -> None:
    with pytest.warns(RuntimeWarning, match="invalid value"):
        assert np.isnan(operand((0,), float64).mean().item())


@pytest.mark.parametrize("shape", [(0,), (0, 3), (2, 0)], ids=str)
@pytest.mark.parametrize("name", ["max", "argmax"])
def test_largest_of_nothing(name: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match=rf"{name}: \(.*\): .*(zero-size|empty)"):
        FUNCTIONS[name](operand(shape, float64))


@pytest.mark.parametrize("name", ["max", "argmax"])
def test_largest_along_an_axis_beside_an_empty_one(name: str) -> None:
    assert FUNCTIONS[name](operand((2, 0), float64), 0).shape == (0,)
    assert FUNCTIONS[name](operand((0, 3), float64), 1, keepdims=True).shape == (0, 1)


# ------------------------------------------------------------------------------------------------------------ ties
TIES: list[tuple[list[Any], int | None, list[Any]]] = [
    ([1.0, 3.0, 3.0], None, [0.0, 0.5, 0.5]),
    ([2.0, 2.0, 2.0, 2.0], 0, [0.25] * 4),
    ([[1.0, 1.0], [0.0, 2.0]], 1, [[0.5, 0.5], [0.0, 1.0]]),
    ([[1.0, 1.0], [1.0, 2.0]], 0, [[0.5, 0.0], [0.5, 1.0]]),
    ([[1.0, 1.0], [1.0, 0.0]], None, [[1 / 3, 1 / 3], [1 / 3, 0.0]]),
    ([0.0, -0.0], None, [0.5, 0.5]),
    ([np.inf, np.inf, 1.0], None, [0.5, 0.5, 0.0]),
]


@each_of(FLOATS)
@pytest.mark.parametrize(("data", "axis", "shares"), TIES, ids=str)
@pytest.mark.parametrize("keepdims", [False, True])
def test_ties_share_the_gradient_of_max(
    keepdims: bool, data: list[Any], axis: int | None, shares: list[Any], dtype: type[DType]
) -> None:
    x = Parameter(tensor(np.array(data), dtype))
    loss = FUNCTIONS["max"](x, axis, keepdims=keepdims).sum()
    assert_tensor(gradients(loss, x), shares, dtype, ulps=1)


def test_argmax_is_the_first_of_equals() -> None:
    assert tensor(np.array([1, 3, 3]), int32).argmax().item() == 1


@each_of(FLOATS)
def test_nan_is_the_largest(dtype: type[DType]) -> None:
    x = tensor(np.array([1.0, np.nan, np.inf]), dtype)
    assert np.isnan(array(x.max())).all()
    assert x.argmax().item() == 1


# ---------------------------------------------------------------------------------------------------------- dtypes
@each_of(INTEGERS)
def test_sum_of_integers_keeps_the_dtype_and_wraps(dtype: type[DType]) -> None:
    largest = int(np.iinfo(untyped(dtype.numpy)).max)
    x = tensor(np.array([largest, 1]), dtype)
    assert_tensor(FUNCTIONS["sum"](x), -largest - 1, dtype)


def test_sum_of_many_float32_stays_exact_enough() -> None:
    """NumPy adds pairwise: a running sum would lose 1 % here."""
    x = tensor(np.full(2**20, 0.1), float32)
    assert abs(x.sum().item() / (0.1 * 2**20) - 1.0) < 1e-6
    assert abs(x.mean().item() - 0.1) < 1e-7


@every_form
@each_of(ALL)
def test_wrong_axis_does_not_spoil_a_right_one(dtype: type[DType], form: Form) -> None:
    """Rules are kept by axis, and 0 == 0.0 == False."""
    name = "any" if dtype is bool_ else "sum"
    x = operand(form, dtype)
    for wrong in (0.0, False, 99, "0"):
        with pytest.raises((TypeError, ValueError), match=f"{name}: "):
            FUNCTIONS[name](x, wrong)
    if form.shape:
        assert_tensor(FUNCTIONS[name](x, 0), reduced(name, array(x), 0, False), dtype)
