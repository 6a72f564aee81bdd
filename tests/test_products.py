"""`matmul`, `vecdot`, `outer`, `cross`, `tensordot`: values against NumPy, gradients, what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import ALL, FORMS, NUMBERS, Form, Shape, array, assert_gradients, assert_tensor, each_of, operand

import typedgrad as tg
from typedgrad import DType, DTypeError, ShapeError, bool_, float32, float64

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
LAYOUTS = ("rows", "columns", "strided", "reversed")
every_layout = pytest.mark.parametrize("layout", LAYOUTS)

MATMUL: tuple[tuple[Shape, Shape], ...] = (
    ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
    ((2, 4, 3), (3, 2)), ((1, 4, 3), (2, 3, 5)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 0), (0, 3)), ((0, 3), (3, 2)),
)  # fmt: skip
VECDOT: tuple[tuple[Shape, Shape, int], ...] = (
    ((3,), (3,), -1), ((2, 3), (2, 3), -1), ((2, 3), (3,), -1), ((3,), (2, 3), -1), ((2, 1, 3), (4, 3), -1),
    ((2, 3), (2, 3), 0), ((2, 3, 4), (2, 3, 4), -2), ((0,), (0,), -1), ((2, 0), (2, 0), -1), ((0, 3), (3,), -1),
    ((2, 3, 4), (2, 3, 4), 0), ((2, 3, 4), (3, 1), -2),
)  # fmt: skip
TENSORDOT: tuple[tuple[Shape, Shape, Any], ...] = (
    ((2, 3, 4), (3, 4), 2), ((2, 3, 4), (3, 4, 5), 2), ((2, 3), (3, 4), 1), ((2, 3), (3,), 1), ((2,), (3, 4), 0),
    ((), (), 0), ((2, 3), (4, 3), ((-1,), (-1,))), ((2, 3), (2, 4), ((0,), (0,))),
    ((2, 3, 4), (4, 3, 5), ((1, 2), (1, 0))),
    ((2, 3), (2, 3), ((0, 1), (0, 1))), ((2, 0), (0, 3), 1), ((0, 2), (2, 3), 1), ((2,), (3,), ((), ())),
)  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- matmul
@each_of(NUMBERS)
@pytest.mark.parametrize("shapes", MATMUL, ids=str)
def test_matmul(shapes: tuple[Shape, Shape], dtype: type[DType]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    assert_tensor(lib.matmul(x1, x2), np.matmul(array(x1), array(x2)), dtype, atol=1e-5)
    assert_tensor(lib.matmul(x1, x2), array(x1 @ x2), dtype)


@pytest.mark.parametrize("shapes", MATMUL, ids=str)
def test_gradient_of_matmul(shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(lib.matmul, operand(shapes[0], float64, 1), operand(shapes[1], float64, 2))


# ---------------------------------------------------------------------------------------------------------- vecdot
def dot(x1: Any, x2: Any, axis: int) -> Any:
    """The dot products, in the dtype of the operands."""
    return np.sum(array(x1) * array(x2), axis, dtype=x1.dtype)


@each_of(NUMBERS)
@pytest.mark.parametrize("case", VECDOT, ids=str)
def test_vecdot(case: tuple[Shape, Shape, int], dtype: type[DType]) -> None:
    x1, x2 = operand(case[0], dtype, 1), operand(case[1], dtype, 2)
    axis = case[2] if case[2] < 0 else case[2] - len(case[0])
    assert_tensor(lib.vecdot(x1, x2, axis=case[2]), dot(x1, x2, axis), dtype, atol=1e-5)


@pytest.mark.parametrize("case", VECDOT, ids=str)
def test_gradient_of_vecdot(case: tuple[Shape, Shape, int]) -> None:
    assert_gradients(
        lambda x1, x2: lib.vecdot(x1, x2, axis=case[2]), operand(case[0], float64, 1), operand(case[1], float64, 2)
    )


@every_layout
def test_vecdot_in_every_layout(layout: str) -> None:
    x1, x2 = operand(Form((2, 3), layout), float64, 1), operand((2, 3), float64, 2)
    assert_tensor(lib.vecdot(x1, x2), dot(x1, x2, -1), float64, ulps=8)
    assert_gradients(lib.vecdot, x1, x2)


# ----------------------------------------------------------------------------------------------------------- outer
@each_of(NUMBERS)
def test_outer(dtype: type[DType]) -> None:
    vectors = [form for form in FORMS if len(form.shape) == 1]
    for form in vectors:
        for other in vectors:
            x1, x2 = operand(form, dtype, 1), operand(other, dtype, 2)
            assert_tensor(lib.outer(x1, x2), np.outer(array(x1), array(x2)), dtype)


@pytest.mark.parametrize("layout", ["rows", "strided", "reversed"])
def test_gradient_of_outer(layout: str) -> None:
    assert_gradients(lib.outer, operand(Form((4,), layout), float64, 1), operand((3,), float64, 2))
    assert_gradients(lib.outer, operand(Form((4,), layout), float64, 1), operand((0,), float64, 2))


# ----------------------------------------------------------------------------------------------------------- cross
CROSS: tuple[tuple[Shape, Shape], ...] = (
    ((3,), (3,)), ((2, 3), (2, 3)), ((2, 3), (3,)), ((3,), (2, 3)), ((2, 1, 3), (4, 3)), ((0, 3), (3,)),
)  # fmt: skip


@each_of(NUMBERS)
@pytest.mark.parametrize("shapes", CROSS, ids=str)
def test_cross(shapes: tuple[Shape, Shape], dtype: type[DType]) -> None:
    x1, x2 = operand(shapes[0], dtype, 1), operand(shapes[1], dtype, 2)
    assert_tensor(lib.cross(x1, x2), np.cross(array(x1), array(x2)), dtype, atol=1e-5)


@pytest.mark.parametrize("shapes", CROSS, ids=str)
def test_gradient_of_cross(shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(lib.cross, operand(shapes[0], float64, 1), operand(shapes[1], float64, 2))


# ------------------------------------------------------------------------------------------------------- tensordot
@each_of(NUMBERS)
@pytest.mark.parametrize("case", TENSORDOT, ids=str)
def test_tensordot(case: tuple[Shape, Shape, Any], dtype: type[DType]) -> None:
    x1, x2 = operand(case[0], dtype, 1), operand(case[1], dtype, 2)
    result = lib.tensordot(x1, x2, axes=case[2])
    assert_tensor(result, np.tensordot(array(x1), array(x2), case[2]), dtype, atol=1e-5)


@pytest.mark.parametrize("case", TENSORDOT, ids=str)
def test_gradient_of_tensordot(case: tuple[Shape, Shape, Any]) -> None:
    assert_gradients(
        lambda x1, x2: lib.tensordot(x1, x2, axes=case[2]), operand(case[0], float64, 1), operand(case[1], float64, 2)
    )


@every_layout
def test_tensordot_in_every_layout(layout: str) -> None:
    x1, x2 = operand(Form((2, 3, 4), layout), float64, 1), operand((3, 4), float64, 2)
    assert_tensor(lib.tensordot(x1, x2), np.tensordot(array(x1), array(x2)), float64, ulps=8)
    assert_gradients(lib.tensordot, x1, x2)


# ---------------------------------------------------------------------------------------------------------- errors
x: Any = operand((2, 3), float64)
v: Any = operand((3,), float64)
s: Any = operand((2, 3), float32)
c: Any = operand((), float64)
cube: Any = operand((2, 2, 3), float64)

WRONG: tuple[tuple[Callable[[], object], type[Exception], str], ...] = (
    (lambda: lib.matmul(x, x), ShapeError, r"matmul: \(2, 3\) @ \(2, 3\): 3 columns meet 2 rows"),
    (lambda: lib.matmul(x, c), ShapeError, r"matmul: \(2, 3\) @ \(\): a scalar"),
    (lambda: lib.matmul(x, 2.0), DTypeError, "matmul: 2.0 of type float is not a tensor"),
    (lambda: lib.matmul(2.0, x), DTypeError, "matmul: 2.0 of type float is not a tensor"),
    (lambda: lib.matmul(x, s), DTypeError, "matmul: float64 with float32"),
    (lambda: lib.matmul(x > 0, x > 0), DTypeError, "matmul: not defined for bool"),
    (lambda: lib.vecdot(x, x[:, :2]), ShapeError, r"vecdot: \(2, 3\) with \(2, 2\): axis -1 is 3 and 2"),
    (lambda: lib.vecdot(x, x[:, :1]), ShapeError, r"vecdot: \(2, 3\) with \(2, 1\): axis -1 is 3 and 1"),
    (
        lambda: lib.vecdot(x, operand((4, 3), float64)),
        ShapeError,
        "vecdot: .* axis -2 is 2 and 4",
    ),
    (lambda: lib.vecdot(x, x, axis=2), ShapeError, r"vecdot: no axis 2 in shape \(2, 3\)"),
    (lambda: lib.vecdot(x, x, axis=(0,)), DTypeError, r"vecdot: the axis \(0,\) of type tuple is not an int"),
    (lambda: lib.vecdot(cube, x, axis=0), ShapeError, r"vecdot: .*axis 0 of 3 and of 2 axes"),
    (lambda: lib.vecdot(c, c), ShapeError, r"vecdot: no axis -1 in shape \(\)"),
    (lambda: lib.vecdot(x, s), DTypeError, "vecdot: float64 with float32"),
    (lambda: lib.vecdot(x, 2.0), DTypeError, "vecdot: 2.0 of type float is not a tensor"),
    (lambda: lib.outer(x, v), ShapeError, r"outer: \(2, 3\) with \(3,\): both should be vectors"),
    (lambda: lib.outer(v, c), ShapeError, r"outer: \(3,\) with \(\): both should be vectors"),
    (lambda: lib.outer(v, s[0]), DTypeError, "outer: float64 with float32"),
    (lambda: lib.cross(x, x[:, :2]), ShapeError, r"cross: \(2, 3\) with \(2, 2\): the last axis of both should be 3"),
    (lambda: lib.cross(x, operand((2, 4), float64)), ShapeError, r"cross: \(2, 3\) with \(2, 4\): the last axis"),
    (lambda: lib.cross(operand((2, 4), float64), x), ShapeError, r"cross: \(2, 4\) with \(2, 3\): the last axis"),
    (lambda: lib.cross(x, operand((4, 3), float64)), ShapeError, r"cross: .*axis -2 is 2 and 4"),
    (lambda: lib.cross(x, s), DTypeError, "cross: float64 with float32"),
    (lambda: lib.tensordot(x, x, axes=1), ShapeError, r"tensordot: .*axis 1 is 3, axis 0 of the other 2"),
    (lambda: lib.tensordot(x, v), ShapeError, r"tensordot: \(2, 3\) with \(3,\): not 2 axes each"),
    (lambda: lib.tensordot(x, v, axes=-1), ShapeError, r"tensordot: \(2, 3\) with \(3,\): not -1 axes each"),
    (lambda: lib.tensordot(x, x, axes=((0, 0), (0, 0))), ShapeError, "tensordot: the axes .* each once"),
    (lambda: lib.tensordot(x, x, axes=((0, 1), (0,))), ShapeError, "tensordot: the axes .* not as many"),
    (lambda: lib.tensordot(x, x, axes=((2,), (0,))), ShapeError, r"tensordot: no axis 2 in shape \(2, 3\)"),
    (lambda: lib.tensordot(x, x, axes=((0.5,), (0,))), DTypeError, "tensordot: the axis 0.5 of type float"),
    (lambda: lib.tensordot(x, x, axes=(0, 0)), DTypeError, "tensordot: .* neither an int nor two tuples"),
    (lambda: lib.tensordot(x, x, axes="ij"), DTypeError, "tensordot: .* neither an int nor two tuples"),
    (lambda: lib.tensordot(x, x, axes=True), DTypeError, "tensordot: .* neither an int nor two tuples"),
    (lambda: lib.tensordot(x, s, axes=0), DTypeError, "tensordot: float64 with float32"),
    (lambda: lib.tensordot(x > 0, x > 0), DTypeError, "tensordot: not defined for bool"),
)


@pytest.mark.parametrize(("call", "error", "message"), WRONG)
def test_wrong_calls(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


@each_of(ALL)
@pytest.mark.parametrize("name", ["vecdot", "outer", "cross", "tensordot", "matmul"])
def test_numbers_only(name: str, dtype: type[DType]) -> None:
    vector = operand((3,), dtype)
    arguments = {"axes": 1} if name == "tensordot" else {}
    if dtype is bool_:
        with pytest.raises(DTypeError, match=f"{name}: not defined for bool, only for integers and floats"):
            getattr(lib, name)(vector, vector, **arguments)
    else:
        assert getattr(lib, name)(vector, vector, **arguments).dtype == dtype.numpy
