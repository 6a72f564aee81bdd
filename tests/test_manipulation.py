"""Reshape, transpose and concat: values against NumPy, gradients, and that results are not copies without need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import (
    ALL,
    FORMS,
    AnyTensor,
    Form,
    Shape,
    Unary,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    operand,
    untyped,
)

from typedgrad import (
    DType,
    Parameter,
    check_gradients,
    concat,
    float32,
    float64,
    gradients,
    reshape,
    transpose,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyArray

# --------------------------------------------------------------------------------------------------------- reshape
SHAPES: dict[Shape, list[Shape]] = {
    (): [(), (1,), (1, 1), (-1,)],
    (4,): [(4,), (2, 2), (-1, 2), (1, -1, 4), (2, 1, 2)],
    (2, 3): [(6,), (3, 2), (-1,), (2, 3), (1, 6, 1), (3, -1)],
    (2, 3, 4): [(24,), (6, 4), (2, -1), (4, 3, 2), (2, 3, 2, 2)],
    (0,): [(0,), (0, 3), (2, 0), (-1,)],
    (2, 0): [(0, 2), (0,), (-1, 3)],
    (0, 3, 2): [(0,), (0, 6), (5, 0)],
}
RESHAPES = [pytest.param(form, shape, id=f"{form} to {shape}") for form in FORMS for shape in SHAPES[form.shape]]


@pytest.mark.parametrize(("form", "shape"), RESHAPES)
@each_of(ALL)
def test_reshape(dtype: type[DType], form: Form, shape: Shape) -> None:
    x = operand(form, dtype)
    expected = array(x).reshape(shape)
    for result in (reshape(x, shape), x.reshape(shape), untyped(x).reshape(*shape)):
        assert_tensor(result, expected, dtype)


@pytest.mark.parametrize(("form", "shape"), RESHAPES)
def test_gradient_of_reshape(form: Form, shape: Shape) -> None:
    assert_gradients(lambda x: reshape(x, shape), operand(form, float64))


# ------------------------------------------------------------------------------------------------------- transpose
AXES: list[tuple[Form, tuple[int, ...] | None]] = [
    (Form((2, 3)), None),
    (Form((2, 3)), (1, 0)),
    (Form((2, 3)), (0, 1)),
    (Form((2, 3)), (-1, 0)),
    (Form((2, 0)), None),
    (Form((2, 3), "columns"), (1, 0)),
    (Form((2, 3), "reversed"), (1, 0)),
    (Form((2, 3, 4)), None),
    (Form((2, 3, 4)), (0, 2, 1)),
    (Form((2, 3, 4)), (1, 0, 2)),
    (Form((2, 3, 4)), (1, 2, 0)),
    (Form((2, 3, 4)), (2, 0, 1)),
    (Form((2, 3, 4)), (2, 1, 0)),
    (Form((2, 3, 4)), (0, -1, -2)),
    (Form((0, 3, 2)), (1, 2, 0)),
    (Form((2, 3, 1, 2)), None),
    (Form((2, 3, 1, 2)), (3, 0, 2, 1)),
]
every_order = pytest.mark.parametrize(("form", "axes"), AXES, ids=str)


@every_order
@each_of(ALL)
def test_transpose(dtype: type[DType], form: Form, axes: tuple[int, ...] | None) -> None:
    x = operand(form, dtype)
    expected = array(x).transpose(axes)
    for result in (untyped(transpose)(x, axes), untyped(x).transpose(axes)):
        assert_tensor(result, expected, dtype)


@every_order
def test_gradient_of_transpose(form: Form, axes: tuple[int, ...] | None) -> None:
    assert_gradients(lambda x: untyped(transpose)(x, axes), operand(form, float64))


@pytest.mark.parametrize("form", [form for form in FORMS if len(form.shape) == 2], ids=str)
def test_T(form: Form) -> None:
    x = operand(form, float64)
    assert_tensor(x.T, array(x).T, float64)
    assert_gradients(lambda x: x.T, x)


@pytest.mark.parametrize("form", [form for form in FORMS if len(form.shape) >= 2], ids=str)
def test_mT(form: Form) -> None:
    x = operand(form, float64)
    assert_tensor(x.mT, array(x).swapaxes(-1, -2), float64)
    assert_gradients(lambda x: x.mT, x)


# ---------------------------------------------------------------------------------------------------------- concat
PARTS: list[tuple[list[Shape], int]] = [
    ([(2,), (3,)], 0),
    ([(2,)], 0),
    ([(2,), (0,), (3,)], -1),
    ([(2, 3), (1, 3)], 0),
    ([(2, 3), (2, 1)], 1),
    ([(2, 3), (2, 1)], -1),
    ([(2, 3), (2, 1), (2, 2)], -1),
    ([(2, 3, 4), (2, 1, 4)], -2),
    ([(2, 3, 4), (1, 3, 4)], -3),
    ([(2, 3, 4), (2, 3, 1), (2, 3, 4), (2, 3, 0)], 2),
    ([(0, 3), (0, 3)], 0),
    ([(2, 0), (2, 2)], 1),
]
every_concat = pytest.mark.parametrize(("shapes", "axis"), PARTS, ids=str)


@every_concat
@each_of(ALL)
@pytest.mark.parametrize("sequence", [tuple, list])
def test_concat(
    sequence: Callable[[list[AnyTensor]], object], dtype: type[DType], shapes: list[Shape], axis: int
) -> None:
    parts = [operand(shape, dtype, i) for i, shape in enumerate(shapes)]
    expected = np.concatenate([array(part) for part in parts], axis)
    assert_tensor(untyped(concat)(sequence(parts), axis=axis), expected, dtype)


@every_concat
def test_gradient_of_concat(shapes: list[Shape], axis: int) -> None:
    parts = [operand(shape, float64, i) for i, shape in enumerate(shapes)]
    assert_gradients(lambda *parts: untyped(concat)(parts, axis=axis), *parts)


def test_gradient_of_concat_with_itself_and_a_constant() -> None:
    x = operand((2, 3), float64)
    constant = operand((1, 3), float64, 7)
    check_gradients(lambda x: untyped(concat)((x, constant, x * x)), x)


def test_concat_of_parts_in_every_layout() -> None:
    parts = [operand(Form((2, 3), layout), float64, i) for i, layout in enumerate(("rows", "columns", "reversed"))]
    assert_tensor(untyped(concat)(parts), np.concatenate([array(part) for part in parts]), float64)
    assert_gradients(lambda *parts: untyped(concat)(parts), *parts)


# ------------------------------------------------------------------------------------------------------------ memory
VIEWS: dict[str, tuple[Unary, Callable[[AnyArray], AnyArray]]] = {
    "reshape": (lambda x: x.reshape((3, 2)), lambda a: a.reshape(3, 2)),
    "transpose": (lambda x: x.transpose(), lambda a: a.transpose()),
    "T": (lambda x: x.T, lambda a: a.T),
    "mT": (lambda x: x.mT, lambda a: a.T),
    "row": (lambda x: x[1], lambda a: a[1]),
    "slice": (lambda x: x[:, 1:], lambda a: a[:, 1:]),
    "ellipsis": (lambda x: x[...], lambda a: a[...]),
    "new axis": (lambda x: x[None], lambda a: a[None]),
    "detach": (lambda x: x.detach(), lambda a: a),
}
every_view = pytest.mark.parametrize("name", VIEWS)


@every_view
def test_view_of_a_constant_shares_its_memory(name: str) -> None:
    x = operand((2, 3), float32)
    assert np.shares_memory(VIEWS[name][0](x)._data, x._data)


@every_view
@pytest.mark.parametrize("recorded", [True, False])
def test_view_of_a_parameter_does_not_change_with_it(recorded: bool, name: str) -> None:
    view, numpy_view = VIEWS[name]
    w = Parameter(operand((2, 3), float32))
    before = array(w).copy()
    result = view(w) if recorded else view(w.detach())
    w.assign(w * 2.0)
    assert_tensor(result, numpy_view(before), float32)


def test_gradient_through_a_view_of_a_view() -> None:
    w = Parameter(operand((2, 3), float64))
    loss = (w.T.reshape((2, 3))[1] * 2.0).sum()
    assert_tensor(gradients(loss, w), [[0.0, 0.0, 2.0], [0.0, 2.0, 2.0]], float64)


def test_iteration_gives_the_rows() -> None:
    x = operand((2, 3), float64)
    rows = list(x)
    assert len(rows) == 2
    assert_tensor(rows[1], array(x)[1], float64)
    assert_gradients(lambda x: untyped(sum)(row * (i + 1.0) for i, row in enumerate(x)), x)


def test_iteration_over_a_scalar() -> None:
    with pytest.raises(TypeError, match=r"iteration: a tensor of shape \(\) has no rows"):
        iter(untyped(operand((), float64)))
