"""Comparisons, `equal_elementwise` and bitwise logic: values against NumPy, and that no gradient flows through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    BITS,
    FLOATS,
    INTEGERS,
    NUMBERS,
    Form,
    Shape,
    array,
    assert_tensor,
    each_of,
    every_form,
    every_pair,
    operand,
    tensor,
    untyped,
)

from typedgrad import DType, Parameter, bool_, equal_elementwise, float64, gradients

if TYPE_CHECKING:
    from collections.abc import Callable

ORDERINGS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda x1, x2: x1 < x2,
    "<=": lambda x1, x2: x1 <= x2,
    ">": lambda x1, x2: x1 > x2,
    ">=": lambda x1, x2: x1 >= x2,
}
EQUALITIES: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda x1, x2: x1 == x2,
    "!=": lambda x1, x2: x1 != x2,
}
LOGIC: dict[str, Callable[[Any, Any], Any]] = {
    "&": lambda x1, x2: x1 & x2,
    "|": lambda x1, x2: x1 | x2,
    "^": lambda x1, x2: x1 ^ x2,
}
COMPARISONS = {**ORDERINGS, **EQUALITIES}
every_comparison = pytest.mark.parametrize("symbol", COMPARISONS)
every_equality = pytest.mark.parametrize("symbol", EQUALITIES)
every_logic = pytest.mark.parametrize("symbol", LOGIC)


# ------------------------------------------------------------------------------------------------- two tensors
@every_pair
@each_of(NUMBERS)
@every_comparison
def test_comparison(symbol: str, dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    for left, right in ((x1, x2), (x1, x1)):
        expected = COMPARISONS[symbol](array(left), array(right))
        assert_tensor(COMPARISONS[symbol](left, right), expected, bool_)


@every_pair
@every_equality
def test_equality_of_booleans(symbol: str, shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], bool_, 1), operand(shapes[1], bool_, 2)
    assert_tensor(EQUALITIES[symbol](x1, x2), EQUALITIES[symbol](array(x1), array(x2)), bool_)


@every_pair
@each_of(BITS)
@every_logic
def test_logic(symbol: str, dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    assert_tensor(LOGIC[symbol](x1, x2), LOGIC[symbol](array(x1), array(x2)), dtype)


@every_form
@each_of(NUMBERS)
@every_comparison
def test_comparison_in_every_layout(symbol: str, dtype: type[DType], form: Form) -> None:
    x1, x2 = operand(form, dtype, 1), operand(form.shape, dtype, 2)
    assert_tensor(COMPARISONS[symbol](x1, x2), COMPARISONS[symbol](array(x1), array(x2)), bool_)


@every_pair
@each_of(ALL)
def test_equal_elementwise(dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    assert_tensor(untyped(equal_elementwise)(x1, x2), array(x1) == array(x2), bool_)


# ----------------------------------------------------------------------------------------------------- scalars
@each_of(NUMBERS)
@pytest.mark.parametrize("scalar", [0, 1, -3])
@every_comparison
def test_comparison_with_an_integer_on_either_side(symbol: str, scalar: int, dtype: type[DType]) -> None:
    x = tensor(np.array([[-3, 0, 1], [1, 2, -4]]), dtype)
    assert_tensor(COMPARISONS[symbol](x, scalar), COMPARISONS[symbol](array(x), scalar), bool_)
    assert_tensor(COMPARISONS[symbol](scalar, x), COMPARISONS[symbol](scalar, array(x)), bool_)


@each_of(FLOATS)
@pytest.mark.parametrize("scalar", [0.1, -0.0, float("inf"), float("nan")])
@every_comparison
def test_comparison_with_a_float_on_either_side(symbol: str, scalar: float, dtype: type[DType]) -> None:
    """0.1 is rounded to the tensor's dtype first, as in NumPy."""
    x = tensor(np.array([0.1, 0.0, np.inf, np.nan]), dtype)
    assert_tensor(COMPARISONS[symbol](x, scalar), COMPARISONS[symbol](array(x), scalar), bool_)
    assert_tensor(COMPARISONS[symbol](scalar, x), COMPARISONS[symbol](scalar, array(x)), bool_)


@pytest.mark.parametrize("scalar", [True, False])
@pytest.mark.parametrize("symbol", [*EQUALITIES, *LOGIC])
def test_boolean_scalar_on_either_side(symbol: str, scalar: bool) -> None:
    function = {**EQUALITIES, **LOGIC}[symbol]
    x = tensor(np.array([True, False]), bool_)
    assert_tensor(function(x, scalar), function(array(x), scalar), bool_)
    assert_tensor(function(scalar, x), function(scalar, array(x)), bool_)


@each_of(INTEGERS)
@every_logic
def test_logic_with_an_integer_on_either_side(symbol: str, dtype: type[DType]) -> None:
    x = operand((2, 3), dtype)
    assert_tensor(LOGIC[symbol](x, 6), LOGIC[symbol](array(x), 6), dtype)
    assert_tensor(LOGIC[symbol](6, x), LOGIC[symbol](6, array(x)), dtype)


# ------------------------------------------------------------------------------------------------ what follows
@pytest.mark.parametrize("other", [None, "a", [1.0, 2.0], (1.0,), object()], ids=lambda other: type(other).__name__)
def test_equality_with_any_other_object_is_pythons(other: object) -> None:
    """`x == "a"` is False and `x != "a"` True, as for every Python object, and as the types say."""
    x = operand((2,), float64)
    assert (x == other) is False
    assert (x != other) is True
    assert (other == x) is False


def test_hash_is_of_the_object() -> None:
    x, y = operand((2,), float64), operand((2,), float64)
    assert {x: 1, y: 2}[y] == 2


@every_comparison
def test_no_gradient_flows_through_a_comparison(symbol: str) -> None:
    x = Parameter(operand((3,), float64))
    chosen = COMPARISONS[symbol](x, 0.0)
    assert chosen._node is None
    assert_tensor(gradients((x * chosen.astype(float64)).sum(), x), array(chosen), float64)


@pytest.mark.parametrize(("data", "truth"), [(3.0, True), (0.0, False), ([[2.0]], True), ([-0.0], False)])
def test_truth_of_one_element(data: object, truth: bool) -> None:
    assert bool(tensor(np.asarray(data), float64)) is truth
    assert bool(tensor(np.asarray(data) != 0, bool_)) is truth
