"""Functions of two tensors: values against NumPy over dtypes, shapes and scalars, gradients, and their corners."""

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
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    every_pair,
    operand,
    tensor,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, Parameter, ShapeError, bool_, float64, gradients, int32, int64

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
INF, NAN = float("inf"), float("nan")

DTYPES: dict[str, tuple[type[DType], ...]] = {
    **dict.fromkeys(("add", "subtract", "multiply", "floor_divide", "remainder", "maximum", "minimum"), NUMBERS),
    **dict.fromkeys(("divide", "logaddexp", "arctan2", "hypot", "power"), FLOATS),
    **dict.fromkeys(("less", "less_equal", "greater", "greater_equal"), NUMBERS),
    **dict.fromkeys(("equal", "not_equal", "logical_and", "logical_or", "logical_xor"), ALL),
    **dict.fromkeys(("bitwise_and", "bitwise_or", "bitwise_xor"), BITS),
    **dict.fromkeys(("bitwise_left_shift", "bitwise_right_shift"), INTEGERS),
}
NUMPY: dict[str, Callable[[Any, Any], Any]] = {name: getattr(np, name) for name in DTYPES}
TRUTHS = {name for name in DTYPES if name.startswith(("less", "greater", "equal", "not_", "logical"))}
DIFFERENTIABLE = ("add", "subtract", "multiply", "divide", "power", "remainder", "logaddexp", "arctan2", "hypot")
every_function = pytest.mark.parametrize(
    ("name", "dtype"), [(name, dtype) for name in DTYPES for dtype in DTYPES[name]]
)
every_gradient = pytest.mark.parametrize("name", DIFFERENTIABLE)


def expected(name: str, x1: Any, x2: Any) -> Any:
    """NumPy's result, without its warning of a division by zero."""
    with np.errstate(all="ignore"):
        return NUMPY[name](x1, x2)


def gives(name: str, dtype: type[DType]) -> type[DType]:
    return bool_ if name in TRUTHS else dtype


# ---------------------------------------------------------------------------------------------------------- values
@every_pair
@every_function
def test_value(name: str, dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    low = 0.5 if name == "power" else -2.0
    x1, x2 = operand(shapes[0], dtype, 1, low=low), operand(shapes[1], dtype, 2)
    assert_tensor(getattr(lib, name)(x1, x2), expected(name, array(x1), array(x2)), gives(name, dtype))


@every_form
@every_function
def test_value_in_every_layout_and_beside_a_scalar(name: str, dtype: type[DType], form: Form) -> None:
    low = 0.5 if name == "power" else -2.0
    x1, x2 = operand(form, dtype, 1, low=low), operand(form.shape, dtype, 2)
    assert_tensor(getattr(lib, name)(x1, x2), expected(name, array(x1), array(x2)), gives(name, dtype))
    for scalar in (True, False) if dtype is bool_ else (1.5, 2) if dtype in FLOATS else (2, 0):
        number = np.asarray(scalar, dtype.numpy)
        assert_tensor(getattr(lib, name)(x1, scalar), expected(name, array(x1), number), gives(name, dtype))
        assert_tensor(getattr(lib, name)(scalar, x1), expected(name, number, array(x1)), gives(name, dtype))


@every_pair
@each_of(ALL)
def test_equal_elementwise_is_equal(dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    assert_tensor(lib.equal_elementwise(x1, x2), array(x1) == array(x2), bool_)


# ------------------------------------------------------------------------------------------------------- gradients
@every_pair
@every_gradient
def test_gradient(name: str, shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(
        getattr(lib, name), operand(shapes[0], float64, 1, low=0.5), operand(shapes[1], float64, 2, low=0.5)
    )


@every_form
@every_gradient
def test_gradient_in_every_layout_and_beside_a_scalar(name: str, form: Form) -> None:
    x, other = operand(form, float64, 1, low=0.5), operand(form.shape, float64, 2, low=0.5)
    assert_gradients(getattr(lib, name), x, other)
    assert_gradients(lambda x: getattr(lib, name)(x, 1.7), x)
    assert_gradients(lambda x: getattr(lib, name)(3.3, x), x)


@pytest.mark.parametrize("name", [name for name in DTYPES if name not in (*DIFFERENTIABLE, "maximum", "minimum")])
def test_nothing_is_recorded_where_there_is_no_gradient(name: str) -> None:
    if DTYPES[name][0] in FLOATS or float64 in DTYPES[name]:
        x = Parameter(operand((3,), float64))
        assert getattr(lib, name)(x, x)._node is None


# --------------------------------------------------------------------------------------------------------- corners
CORNERS: list[tuple[str, float, float, float, float, float]] = [
    # name, two arguments, the value, and the gradients by each
    ("logaddexp", -INF, -INF, -INF, 0.5, 0.5),
    ("logaddexp", INF, INF, INF, 0.5, 0.5),
    ("logaddexp", -INF, 1.0, 1.0, 0.0, 1.0),
    ("logaddexp", INF, 1.0, INF, 1.0, 0.0),
    ("logaddexp", INF, -INF, INF, 1.0, 0.0),
    ("logaddexp", 1000.0, 0.0, 1000.0, 1.0, 0.0),
    ("logaddexp", 0.0, 0.0, float(np.log(2.0)), 0.5, 0.5),
    ("hypot", 0.0, 0.0, 0.0, 0.0, 0.0),
    ("hypot", 3e200, 4e200, 5e200, 0.6, 0.8),
    ("arctan2", 0.0, 0.0, 0.0, 0.0, 0.0),
    ("arctan2", 0.0, -1.0, float(np.pi), -1.0, 0.0),
    ("arctan2", 1e200, 1e200, float(np.pi / 4), 5e-201, -5e-201),
    ("remainder", 5.5, -2.0, -0.5, 1.0, 3.0),
    ("remainder", -5.5, 2.0, 0.5, 1.0, 3.0),
    ("power", 0.0, 0.0, 1.0, 0.0, 0.0),
    ("power", 0.0, 1.0, 0.0, 1.0, 0.0),
]


@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
@pytest.mark.parametrize(("name", "first", "second", "value", "by_first", "by_second"), CORNERS)
def test_corner(
    name: str, first: float, second: float, value: float, by_first: float, by_second: float, shape: Shape
) -> None:
    x1, x2 = (Parameter(tensor(np.full(shape, number), float64)) for number in (first, second))
    result = getattr(lib, name)(x1, x2)
    assert_tensor(result, np.full(shape, value), float64, ulps=1)
    for found, wanted in zip(gradients(result.sum(), (x1, x2)), (by_first, by_second), strict=True):
        assert_tensor(found, np.full(shape, wanted), float64, ulps=2)


@each_of(FLOATS)
def test_division_of_floats_by_zero(dtype: type[DType]) -> None:
    """Infinite or NaN, without a warning."""
    x, zero = tensor(np.array([1.0, -1.0, 0.0, NAN]), dtype), tensor(np.zeros(()), dtype)
    assert_tensor(lib.divide(x, zero), [INF, -INF, NAN, NAN], dtype)
    assert_tensor(untyped(x) / 0.0, [INF, -INF, NAN, NAN], dtype)
    assert_tensor(untyped(x) // 0.0, [INF, -INF, NAN, NAN], dtype)
    assert_tensor(untyped(x) % 0.0, [NAN, NAN, NAN, NAN], dtype)


@each_of(FLOATS)
def test_power_of_special_numbers(dtype: type[DType]) -> None:
    base = tensor(np.array([0.0, -8.0, INF, 0.0, NAN, 1.0]), dtype)
    exponent = tensor(np.array([-1.0, 1.0 / 3.0, 0.0, 0.0, 0.0, NAN]), dtype)
    assert_tensor(lib.power(base, exponent), [INF, NAN, 1.0, 1.0, 1.0, 1.0], dtype)


@each_of(FLOATS)
def test_comparisons_with_nan(dtype: type[DType]) -> None:
    x = tensor(np.array([NAN, 1.0]), dtype)
    for name in ("less", "less_equal", "greater", "greater_equal", "equal"):
        assert_tensor(getattr(lib, name)(x, NAN), [False, False], bool_)
    assert_tensor(lib.not_equal(x, NAN), [True, True], bool_)
    assert_tensor(lib.logical_and(x, x), [True, True], bool_)


# -------------------------------------------------------------------------------------------------------- integers
@each_of(INTEGERS)
def test_integers_divided_by_zero_are_zero(dtype: type[DType]) -> None:
    x = untyped(tensor(np.array([5, -5, 0]), dtype))
    for zero in (0, tensor(np.zeros(3, np.int64), dtype), tensor(np.zeros((), np.int64), dtype)):
        assert_tensor(x // zero, [0, 0, 0], dtype)
        assert_tensor(x % zero, [0, 0, 0], dtype)
    assert_tensor(untyped(tensor(np.asarray(7), dtype)) // 0, 0, dtype)


@each_of(INTEGERS)
def test_remainder_has_the_sign_of_the_divisor(dtype: type[DType]) -> None:
    x = untyped(tensor(np.array([7, -7, 7, -7]), dtype))
    y = tensor(np.array([3, 3, -3, -3]), dtype)
    assert_tensor(x // y, [2, -3, -3, 2], dtype)
    assert_tensor(x % y, [1, 2, -2, -1], dtype)


@each_of(INTEGERS)
def test_integers_wrap(dtype: type[DType]) -> None:
    least = np.iinfo(untyped(dtype.numpy)).min
    for shape in ((), (1,)):
        x = untyped(tensor(np.full(shape, least), dtype))
        assert_tensor(x - 1, np.full(shape, -(least + 1)), dtype)
        assert_tensor(x * 2, np.full(shape, 0), dtype)
        assert_tensor(x // -1, np.full(shape, least), dtype)
        assert_tensor(x**2, np.full(shape, 0), dtype)
        assert_tensor(x.square(), np.full(shape, 0), dtype)


@each_of(INTEGERS)
def test_powers_of_integers(dtype: type[DType]) -> None:
    x = untyped(tensor(np.array([0, 2, -3]), dtype))
    assert_tensor(x**0, [1, 1, 1], dtype)
    assert_tensor(x**3, [0, 8, -27], dtype)
    assert_tensor(2 ** tensor(np.array([0, 1, 10]), dtype), [1, 2, 1024], dtype)
    assert_tensor(lib.power(x, tensor(np.array([2, 1, 0]), dtype)), [0, 2, 1], dtype)


@each_of(INTEGERS)
def test_integers_have_no_negative_powers(dtype: type[DType]) -> None:
    x = untyped(tensor(np.array([1, 2, -3]), dtype))
    wrong: list[tuple[int, Callable[[], object]]] = [
        (-1, lambda: x**-1),
        (-3, lambda: x**x),
        (-3, lambda: lib.power(2, x)),
        (-3, lambda: 2**x),
        (-2, lambda: lib.power(x, -2)),
    ]
    for exponent, call in wrong:
        message = f"^power: {dtype.__name__} with the negative exponent {exponent}; convert it with astype"
        with pytest.raises(ValueError, match=message) as raised:
            call()
        assert not isinstance(raised.value, ShapeError)


@pytest.mark.parametrize("places", [0, 1, 5, 31, 32, 63, 64, 1000, -1])
@each_of(INTEGERS)
def test_shift_by_more_places_than_there_are(dtype: type[DType], places: int) -> None:
    width = 32 if dtype is int32 else 64
    x = untyped(tensor(np.array([0, 1, 6, -1, -5]), dtype))
    out = not 0 <= places < width
    wrapped = [
        np.asarray((n << places) % 2**width if not out else 0, np.uint64).astype(f"u{width // 8}")
        for n in (0, 1, 6, -1, -5)
    ]
    assert_tensor(x << places, np.array(wrapped).astype(dtype.numpy), dtype)
    assert_tensor(x >> places, [(-1 if n < 0 else 0) if out else n >> places for n in (0, 1, 6, -1, -5)], dtype)


@every_pair
@each_of(INTEGERS)
def test_shift_operators(dtype: type[DType], shapes: tuple[Shape, Shape]) -> None:
    x, places = untyped(operand(shapes[0], dtype, 1)), abs(untyped(operand(shapes[1], dtype, 2)))
    assert_tensor(x << places, array(x) << array(places), dtype)
    assert_tensor(x >> places, array(x) >> array(places), dtype)
    assert_tensor(3 << places, np.asarray(3, dtype.numpy) << array(places), dtype)
    assert_tensor(300 >> places, np.asarray(300, dtype.numpy) >> array(places), dtype)


@pytest.mark.parametrize("name", ["maximum", "floor_divide", "bitwise_left_shift", "less", "bitwise_and"])
def test_shapes_that_do_not_broadcast(name: str) -> None:
    x1, x2 = operand((2, 3), int64), operand((2,), int64)
    with pytest.raises(ShapeError, match=r"\(2, 3\) with \(2,\): axis -1 is 3 and 2"):
        getattr(lib, name)(x1, x2)


# ------------------------------------------------------------------------------------------------------ second order
SECOND: list[tuple[str, float, float, float, float, float]] = [
    # name, two arguments, and the second derivatives: by the first twice, by both, by the second twice
    ("logaddexp", 1.5, 1.5, 0.25, -0.25, 0.25),
    ("logaddexp", -INF, -INF, 0.0, 0.0, 0.0),
    ("logaddexp", 800.0, 0.0, 0.0, 0.0, 0.0),
    ("hypot", 3.0, 4.0, 16.0 / 125.0, -12.0 / 125.0, 9.0 / 125.0),
    ("arctan2", 1.0, 1.0, -0.5, 0.0, 0.5),
    ("power", 4.0, 0.0, 0.0, 0.25, float(np.log(4.0) ** 2)),
    ("power", 0.0, 2.0, 2.0, 0.0, 0.0),
    ("remainder", 5.5, 2.0, 0.0, 0.0, 0.0),
    ("divide", 3.0, 2.0, 0.0, -0.25, 0.75),
]


@pytest.mark.parametrize("shape", [(), (2,)], ids=str)
@pytest.mark.parametrize(("name", "first", "second", "twice", "mixed", "other"), SECOND)
def test_second_derivative(
    name: str, first: float, second: float, twice: float, mixed: float, other: float, shape: Shape
) -> None:
    x1, x2 = (Parameter(tensor(np.full(shape, number), float64)) for number in (first, second))
    by_x1, by_x2 = untyped(gradients)(getattr(lib, name)(x1, x2).sum(), (x1, x2), create_graph=True)
    for found, wanted in ((by_x1, (twice, mixed)), (by_x2, (mixed, other))):
        total = found.sum()
        seconds = gradients(total, (x1, x2)) if total._node else (x1 * 0.0, x2 * 0.0)
        for derivative, value in zip(seconds, wanted, strict=True):
            assert_tensor(derivative, np.full(shape, value), float64, ulps=4, atol=1e-16)
