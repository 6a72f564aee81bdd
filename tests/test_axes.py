"""Axes merged, taken apart, added, removed and moved: values against NumPy, gradients, and that nothing is copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    FORMS,
    AnyTensor,
    Form,
    Shape,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    operand,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, DTypeError, Parameter, ShapeError, float32, float64

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyArray

lib: Any = tg


# ---------------------------------------------------------------------------------------------- flatten, unflatten
def ranges(rank: int) -> list[tuple[int, int]]:
    """Every first and last axis of a rank, counted from either end."""
    places = range(-rank, rank)
    return [(start, end) for start in places for end in places if start % rank <= end % rank]


FLATTENED = [pytest.param(form, *axes, id=f"{form} {axes}") for form in FORMS for axes in ranges(len(form.shape) or 1)]


@pytest.mark.parametrize(("form", "start", "end"), FLATTENED)
@each_of(ALL)
def test_flatten(dtype: type[DType], form: Form, start: int, end: int) -> None:
    x = operand(form, dtype)
    shape = form.shape or (1,)
    first, last = start % len(shape), end % len(shape)
    merged = (*shape[:first], int(np.prod(shape[first : last + 1])), *shape[last + 1 :])
    for result in (lib.flatten(x, start, end), untyped(x).flatten(start_axis=start, end_axis=end)):
        assert_tensor(result, array(x).reshape(merged), dtype)


@every_form
def test_flatten_all_and_its_gradient(form: Form) -> None:
    x = operand(form, float64)
    for result in (lib.flatten(x), untyped(x).flatten()):
        assert_tensor(result, array(x).flatten(), float64)
    assert_gradients(lambda x: untyped(x).flatten(), x)
    if len(form.shape) > 1:
        assert_gradients(lambda x: lib.flatten(x, 1), x)


UNFLATTENED: list[tuple[Shape, int, Shape]] = [
    ((6,), 0, (2, 3)),
    ((6,), -1, (6,)),
    ((4, 6), -1, (2, 3)),
    ((4, 6), 0, (2, 2)),
    ((2, 12, 3), 1, (2, 3, 2)),
    ((0,), 0, (0, 3)),
    ((2, 0), 1, (3, 0, 2)),
    ((1, 3), 0, ()),
]


@pytest.mark.parametrize(("shape", "axis", "sizes"), UNFLATTENED, ids=str)
@each_of(ALL)
def test_unflatten(dtype: type[DType], shape: Shape, axis: int, sizes: Shape) -> None:
    x = operand(shape, dtype)
    place = axis % len(shape)
    expected = array(x).reshape(*shape[:place], *sizes, *shape[place + 1 :])
    for result in (lib.unflatten(x, axis, sizes), untyped(x).unflatten(axis, sizes)):
        assert_tensor(result, expected, dtype)
        if len(sizes) > 1:
            assert_tensor(untyped(result).flatten(place, place + len(sizes) - 1), array(x), dtype)


@pytest.mark.parametrize(("shape", "axis", "sizes"), UNFLATTENED, ids=str)
def test_gradient_of_unflatten(shape: Shape, axis: int, sizes: Shape) -> None:
    assert_gradients(lambda x: lib.unflatten(x, axis, sizes), operand(shape, float64))


# ---------------------------------------------------------------------------------------------- expand_dims, squeeze
@every_form
@each_of(ALL)
def test_expand_dims_and_squeeze(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    rank = len(form.shape) + 1
    for axis in range(-rank, rank):
        expanded = lib.expand_dims(x, axis)
        assert_tensor(expanded, np.expand_dims(array(x), axis), dtype)
        assert np.shares_memory(expanded._data, x._data) or not x.size
        for back in (lib.squeeze(expanded, axis), expanded.squeeze(axis=axis)):
            assert_tensor(back, array(x), dtype)


@every_form
def test_gradient_of_expand_dims_and_squeeze(form: Form) -> None:
    x = operand(form, float64)
    assert_gradients(lambda x: lib.expand_dims(x, 0), x)
    assert_gradients(lambda x: lib.squeeze(lib.expand_dims(x, -1), -1), x)


# ------------------------------------------------------------------------------------- moveaxis, swapaxes, permute_dims
PLACES = [
    pytest.param(form, one, other, id=f"{form} {one} {other}")
    for form in (*FORMS, Form((2, 3, 1, 2)))
    for one in range(-len(form.shape), len(form.shape))
    for other in range(-len(form.shape), len(form.shape))
]


@pytest.mark.parametrize(("form", "one", "other"), PLACES)
def test_moveaxis_and_swapaxes(form: Form, one: int, other: int) -> None:
    x = operand(form, float32)
    assert_tensor(lib.moveaxis(x, one, other), np.moveaxis(array(x), one, other), float32)
    for result in (lib.swapaxes(x, one, other), untyped(x).swapaxes(one, other)):
        assert_tensor(result, np.swapaxes(array(x), one, other), float32)
    assert np.shares_memory(lib.moveaxis(x, one, other)._data, x._data) or not x.size


@pytest.mark.parametrize("form", [form for form in FORMS if len(form.shape) > 1], ids=str)
def test_gradient_of_moved_axes(form: Form) -> None:
    x = operand(form, float64)
    order = (*range(1, len(form.shape)), 0)
    assert_gradients(lambda x: lib.moveaxis(x, 0, -1), x)
    assert_gradients(lambda x: untyped(x).swapaxes(0, -1), x)
    assert_gradients(lambda x: lib.permute_dims(x, order), x)
    assert_gradients(lib.matrix_transpose, x)


@pytest.mark.parametrize("form", FORMS, ids=str)
@each_of(ALL)
def test_permute_dims_and_matrix_transpose(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    order = tuple(reversed(range(len(form.shape))))
    assert_tensor(lib.permute_dims(x, order), array(x).transpose(order), dtype)
    if len(form.shape) > 1:
        assert_tensor(lib.matrix_transpose(x), np.swapaxes(array(x), -1, -2), dtype)


# ---------------------------------------------------------------------------------------------------------- memory
VIEWS: dict[str, tuple[Callable[[Any], AnyTensor], Callable[[AnyArray], AnyArray]]] = {
    "flatten": (lambda x: x.flatten(), lambda a: a.reshape(6)),
    "unflatten": (lambda x: x.unflatten(1, (3, 1)), lambda a: a.reshape(2, 3, 1)),
    "expand_dims": (lambda x: lib.expand_dims(x, 1), lambda a: a[:, None]),
    "squeeze": (lambda x: x.reshape(1, 2, 3).squeeze(0), lambda a: a),
    "moveaxis": (lambda x: lib.moveaxis(x, 0, 1), lambda a: a.T),
    "swapaxes": (lambda x: x.swapaxes(0, 1), lambda a: a.T),
    "permute_dims": (lambda x: lib.permute_dims(x, (1, 0)), lambda a: a.T),
    "matrix_transpose": (lib.matrix_transpose, lambda a: a.T),
}


@pytest.mark.parametrize("name", VIEWS)
def test_view_of_a_parameter_does_not_change_with_it(name: str) -> None:
    view, numpy_view = VIEWS[name]
    x = operand((2, 3), float32)
    assert np.shares_memory(view(x)._data, x._data)
    w = Parameter(x)
    result = view(w)
    w.assign(untyped(w) * 2.0)
    assert_tensor(result, numpy_view(array(x)), float32)


# ---------------------------------------------------------------------------------------------------------- errors
X = operand((2, 3), float32)
WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: lib.flatten(X, 2), ShapeError, "flatten: no axis 2 in shape (2, 3)"),
    (lambda: lib.flatten(X, 1, 0), ShapeError, "flatten: axis 1 of (2, 3) comes after axis 0"),
    (lambda: lib.flatten(X, 0.5), DTypeError, "flatten: the axis 0.5 of type float is not an int"),
    (lambda: lib.flatten(1.0), DTypeError, "flatten: 1.0 of type float is not a tensor"),
    (
        lambda: lib.unflatten(X, -1, (2, 2)),
        ShapeError,
        "unflatten: axis -1 of (2, 3) into (2, 2): 3 is not their product",
    ),
    (lambda: lib.unflatten(X, 0, 2), ShapeError, "unflatten: the sizes 2 of type int are not a tuple"),
    (lambda: lib.unflatten(X, 0, (-1, 2)), ShapeError, "unflatten: -1 in (-1, 2) is not a size"),
    (lambda: lib.unflatten(X, 2, (1, 2)), ShapeError, "unflatten: no axis 2 in shape (2, 3)"),
    (lambda: lib.unflatten(None, 0, (1,)), DTypeError, "unflatten: None of type NoneType is not a tensor"),
    (lambda: lib.expand_dims(X, 3), ShapeError, "expand_dims: no axis 3 in shape (2, 3, 1)"),
    (lambda: lib.expand_dims(X, (0, 1)), DTypeError, "expand_dims: the axis (0, 1) of type tuple is not an int"),
    (lambda: lib.expand_dims([1.0], 0), DTypeError, "expand_dims: [1.0] of type list is not a tensor"),
    (lambda: lib.squeeze(X, 0), ShapeError, "squeeze: axis 0 of (2, 3) has size 2, not 1"),
    (lambda: lib.squeeze(X, -3), ShapeError, "squeeze: no axis -3 in shape (2, 3)"),
    (lambda: lib.squeeze("x", 0), DTypeError, "squeeze: 'x' of type str is not a tensor"),
    (lambda: lib.moveaxis(X, 2, 0), ShapeError, "moveaxis: no axis 2 in shape (2, 3)"),
    (lambda: lib.moveaxis(X, 0, -3), ShapeError, "moveaxis: no axis -3 in shape (2, 3)"),
    (lambda: lib.moveaxis(X, (0,), (1,)), DTypeError, "moveaxis: the axis (0,) of type tuple is not an int"),
    (lambda: lib.moveaxis(1, 0, 0), DTypeError, "moveaxis: 1 of type int is not a tensor"),
    (lambda: lib.swapaxes(X, 0, 2), ShapeError, "swapaxes: no axis 2 in shape (2, 3)"),
    (lambda: lib.swapaxes(X, True, 0), DTypeError, "swapaxes: the axis True of type bool is not an int"),
    (lambda: lib.swapaxes(1, 0, 0), DTypeError, "swapaxes: 1 of type int is not a tensor"),
    (lambda: lib.permute_dims(X, (0, 0)), ShapeError, "permute_dims: (0, 0) is no order of the 2 axes of (2, 3)"),
    (lambda: lib.permute_dims(X, (0,)), ShapeError, "permute_dims: (0,) is no order of the 2 axes of (2, 3)"),
    (lambda: lib.permute_dims(1, (0,)), DTypeError, "permute_dims: 1 of type int is not a tensor"),
    (lambda: lib.matrix_transpose(X[0]), ShapeError, "matrix_transpose: shape (3,) has 1 axes, fewer than 2"),
    (lambda: lib.matrix_transpose(1), DTypeError, "matrix_transpose: 1 of type int is not a tensor"),
]


@pytest.mark.parametrize(("call", "error", "message"), WRONG, ids=[message for _, _, message in WRONG])
def test_bad_input(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        call()
