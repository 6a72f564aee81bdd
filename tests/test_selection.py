"""`maximum`, `minimum` and `where`: values against NumPy, gradients against finite differences, ties, NaN, infinity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    NUMBERS,
    Form,
    Shape,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    every_pair,
    operand,
    parameter,
    tensor,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, Parameter, bool_, float32, float64, gradients

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
EXTREMA: dict[str, Callable[[Any, Any], Any]] = {"maximum": np.maximum, "minimum": np.minimum}
every_extremum = pytest.mark.parametrize("name", EXTREMA)
NAN, INF = float("nan"), float("inf")

TRIPLES: list[tuple[Shape, Shape, Shape]] = [
    ((), (), ()),
    ((3,), (3,), (3,)),
    ((2, 3), (2, 3), ()),
    ((2, 3), (), (2, 3)),
    ((), (2, 3), (2, 3)),
    ((2, 1), (2, 3), (3,)),
    ((3,), (2, 1), (2, 3)),
    ((2, 3), (3,), (2, 1)),
    ((2, 1, 1), (3, 1), (4,)),
    ((2, 3, 4), (2, 3, 4), (1, 3, 1)),
    ((1,), (0,), (0,)),
    ((0, 3), (3,), ()),
    ((2, 0), (2, 1), (2, 0)),
]
every_triple = pytest.mark.parametrize("shapes", TRIPLES, ids=str)


# ------------------------------------------------------------------------------------------------------- extrema
@every_pair
@each_of(NUMBERS)
@every_extremum
def test_extremum(name: str, dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    assert_tensor(getattr(lib, name)(x1, x2), EXTREMA[name](array(x1), array(x2)), dtype)


@every_form
@each_of(NUMBERS)
@every_extremum
def test_extremum_in_every_layout_and_beside_a_scalar(name: str, dtype: type[DType], form: Form) -> None:
    x1, x2 = operand(form, dtype, 1), operand(form.shape, dtype, 2)
    for left, right in ((x1, x2), (x2, x1), (x1, 1)):
        expected = EXTREMA[name](array(left), right if isinstance(right, int) else array(right))
        assert_tensor(getattr(lib, name)(left, right), expected, dtype)


@every_pair
@every_extremum
def test_gradient_of_extremum(name: str, shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(getattr(lib, name), operand(shapes[0], float64, 1), operand(shapes[1], float64, 2))


@every_form
@every_extremum
def test_gradient_of_extremum_in_every_layout(name: str, form: Form) -> None:
    x, other = operand(form, float64, 1), operand(form.shape, float64, 2)
    assert_gradients(getattr(lib, name), x, other)
    assert_gradients(getattr(lib, name), other, x)
    assert_gradients(lambda x: getattr(lib, name)(x, 0.25), x)


@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
@each_of(FLOATS)
@every_extremum
def test_ties_share_the_gradient(name: str, dtype: type[DType], shape: Shape) -> None:
    x1, x2 = (Parameter(tensor(np.full(shape, value), dtype)) for value in (0.0, -0.0))
    for gradient in gradients(getattr(lib, name)(x1, x2).sum(), (x1, x2)):
        assert_tensor(gradient, np.full(shape, 0.5), dtype)
    assert_tensor(gradients(getattr(lib, name)(x1, x1).sum(), x1), np.full(shape, 1.0), dtype)


@each_of(FLOATS)
@every_extremum
def test_nan_and_infinity(name: str, dtype: type[DType]) -> None:
    x1 = Parameter(tensor(np.array([NAN, 1.0, NAN, INF, -INF, INF]), dtype))
    x2 = Parameter(tensor(np.array([1.0, NAN, NAN, 1.0, 1.0, INF]), dtype))
    result = getattr(lib, name)(x1, x2)
    assert_tensor(result, EXTREMA[name](array(x1), array(x2)), dtype)
    by_x1, by_x2 = gradients(result.sum(), (x1, x2))
    greater = np.array([0.0, 0.0, 0.0, 1.0, 0.0, 0.5])
    lesser = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 0.5])
    assert_tensor(by_x1, greater if name == "maximum" else lesser, dtype)
    assert_tensor(by_x2, lesser if name == "maximum" else greater, dtype)


# --------------------------------------------------------------------------------------------------------- where
@every_triple
@each_of(ALL)
def test_where(dtype: type[DType], shapes: tuple[Shape, Shape, Shape]) -> None:
    c, x1, x2 = operand(shapes[0], bool_, 5), operand(shapes[1], dtype, 1), operand(shapes[2], dtype, 2)
    assert_tensor(lib.where(c, x1, x2), np.where(array(c), array(x1), array(x2)), dtype)


@every_form
@each_of(NUMBERS)
def test_where_in_every_layout_and_beside_a_scalar(dtype: type[DType], form: Form) -> None:
    c, x = operand(form, bool_, 5), operand(form, dtype, 1)
    assert_tensor(lib.where(c, x, 3), np.where(array(c), array(x), np.asarray(3, dtype.numpy)), dtype)
    assert_tensor(lib.where(c, 3, x), np.where(array(c), np.asarray(3, dtype.numpy), array(x)), dtype)


def test_where_of_boolean_scalars() -> None:
    c, x = operand((2, 3), bool_, 5), operand((2, 3), bool_, 6)
    for x1, x2 in ((x, True), (False, x), (True, False), (False, True)):
        assert_tensor(lib.where(c, x1, x2), np.where(array(c), np.asarray(x1), np.asarray(x2)), bool_)


@every_triple
def test_gradient_of_where(shapes: tuple[Shape, Shape, Shape]) -> None:
    c = operand(shapes[0], bool_, 5)
    assert_gradients(
        lambda x1, x2: lib.where(c, x1, x2), operand(shapes[1], float64, 1), operand(shapes[2], float64, 2)
    )


@every_form
def test_gradient_of_where_in_every_layout(form: Form) -> None:
    c, x = operand(form, bool_, 5), operand(form, float64, 1)
    assert_gradients(lambda x: lib.where(c, x, 0.5), x)
    assert_gradients(lambda x: lib.where(c, 0.5, x), x)


@pytest.mark.parametrize("special", [NAN, INF, -INF])
@each_of(FLOATS)
def test_branch_not_taken_has_a_gradient_of_zero(dtype: type[DType], special: float) -> None:
    c = tensor(np.array([True, False]), bool_)
    x1, x2 = (Parameter(tensor(np.array(data), dtype)) for data in ([1.0, special], [special, 2.0]))
    chosen = lib.where(c, x1, x2)
    assert_tensor(chosen, [1.0, 2.0], dtype)
    by_x1, by_x2 = gradients((chosen * chosen).sum(), (x1, x2))
    assert_tensor(by_x1, [2.0, 0.0], dtype)
    assert_tensor(by_x2, [0.0, 4.0], dtype)


def test_infinite_gradient_stays_in_its_branch() -> None:
    c = tensor(np.array([True, False]), bool_)
    x1, x2 = parameter(0.0, 4.0), parameter(4.0, 4.0)
    with np.errstate(divide="ignore"):  # the gradient of sqrt at 0
        by_x1, by_x2 = gradients(lib.where(c, x1, x2).sqrt().sum(), (x1, x2))
    assert_tensor(by_x1, [INF, 0.0], float64)
    assert_tensor(by_x2, [0.0, 0.25], float64)


def test_parameter_may_change_after_where() -> None:
    """Only the condition is kept for the gradient."""
    c, x = tensor(np.array([True, False]), bool_), parameter(1.0, 2.0)
    loss = lib.where(c, x, 0.0).sum()
    x.assign(untyped(x) * 3.0)
    assert_tensor(gradients(loss, x), [1.0, 0.0], float64)


def test_nothing_is_recorded_without_a_parameter() -> None:
    c, x = operand((2,), bool_), operand((2,), float32)
    assert lib.where(c, x, x)._node is None
    with tg.no_grad():
        assert lib.where(c, Parameter(x), x)._node is None
