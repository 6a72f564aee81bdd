"""`sort`, `argsort`, `topk`, `searchsorted`, `nonzero` and sets: values against NumPy, gradients, ties, NaN, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    FORMS,
    NUMBERS,
    Form,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    operand,
    parameter,
    tensor,
    untyped,
    values,
)

import typedgrad as tg
from typedgrad import DType, DTypeError, Parameter, ShapeError, bool_, float32, float64, gradients, int32, int64

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

lib: Any = tg
NAN = float("nan")
WITH_AXES = [form for form in FORMS if form.shape]
every_form_with_axes = pytest.mark.parametrize("form", WITH_AXES, ids=str)
x, v, c = operand((2, 3), float64), operand((3,), float64), operand((), float64)
i = tensor(np.array([0, 1, 2]), int64)


def axes(form: Form) -> Iterator[int]:
    """Every axis, from the front and from the end."""
    yield from range(-len(form.shape), len(form.shape))


# ---------------------------------------------------------------------------------------------------------- sorting
@every_form_with_axes
@each_of(NUMBERS)
def test_sort_and_argsort(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in axes(form):
        assert_tensor(lib.sort(x, axis=axis), np.sort(array(x), axis), dtype)
        assert_tensor(lib.argsort(x, axis=axis), np.argsort(array(x), axis, kind="stable"), int64)
        assert_tensor(untyped(x).sort(axis, descending=True), np.flip(np.sort(array(x), axis), axis), dtype)
        order = untyped(x).argsort(axis, descending=True)
        assert_tensor(lib.take_along_axis(x, order, axis), np.flip(np.sort(array(x), axis), axis), dtype)


def test_axis_is_the_last_by_default() -> None:
    assert_tensor(lib.sort(x), np.sort(array(x), -1), float64)
    assert_tensor(untyped(x).argsort(), np.argsort(array(x), -1), int64)


@pytest.mark.parametrize("descending", [False, True])
@each_of(NUMBERS)
def test_of_equal_elements_the_first_stays_first(dtype: type[DType], descending: bool) -> None:
    x = tensor(np.array([1, 0, 1, 2, 0, 1] * 9), dtype)
    expected = sorted(range(54), key=lambda i: float(array(x)[i]), reverse=descending)  # Python's order is stable
    assert_tensor(lib.argsort(x, descending=descending), expected, int64)
    assert_tensor(lib.topk(x, 54, largest=descending)[1], expected, int64)


def test_order_of_equal_elements_may_be_left_open() -> None:
    x = tensor(np.array([1, 0, 1, 2, 0, 1] * 9), int32)
    order = lib.argsort(x, stable=False)
    assert_tensor(lib.take(x, order), np.sort(array(x)), int32)


def test_descending_order_of_the_least_integer() -> None:
    least = np.iinfo(np.int64).min
    assert_tensor(lib.argsort(tensor(np.array([least, 0, 5]), int64), descending=True), [2, 1, 0], int64)


@each_of(FLOATS)
def test_nan_is_the_largest(dtype: type[DType]) -> None:
    x = tensor(np.array([2.0, NAN, -1.0, NAN, np.inf]), dtype)
    assert_tensor(lib.sort(x), [-1.0, 2.0, np.inf, NAN, NAN], dtype)
    assert_tensor(lib.sort(x, descending=True), [NAN, NAN, np.inf, 2.0, -1.0], dtype)
    assert_tensor(lib.argsort(x), [2, 0, 4, 1, 3], int64)
    assert_tensor(lib.argsort(x, descending=True), [1, 3, 4, 0, 2], int64)
    assert_tensor(lib.topk(x, 3)[0], [NAN, NAN, np.inf], dtype)
    assert_tensor(lib.topk(x, 2, largest=False)[0], [-1.0, 2.0], dtype)


@every_form_with_axes
def test_gradient_of_sort(form: Form) -> None:
    for axis in axes(form):
        assert_gradients(lambda x, axis=axis: lib.sort(x, axis=axis), operand(form, float64))
        assert_gradients(lambda x, axis=axis: lib.sort(x, axis=axis, descending=True), operand(form, float64))


def test_gradient_of_ties_goes_to_each_once() -> None:
    w = parameter(2.0, 1.0, 2.0)
    weights = tensor(np.array([1.0, 10.0, 100.0]), float64)
    assert_tensor(gradients((lib.sort(w) * weights).sum(), w), [10.0, 1.0, 100.0], float64)
    assert_tensor(gradients((lib.sort(w, descending=True) * weights).sum(), w), [1.0, 100.0, 10.0], float64)
    assert_tensor(gradients(lib.topk(w, 1)[0].sum(), w), [1.0, 0.0, 0.0], float64)


# -------------------------------------------------------------------------------------------------------------- topk
@every_form_with_axes
@each_of(NUMBERS)
def test_topk(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in axes(form):
        for k in {0, min(1, form.shape[axis]), form.shape[axis]}:
            for largest in (False, True):
                ordered = np.sort(array(x), axis)
                expected = np.take(np.flip(ordered, axis) if largest else ordered, range(k), axis)
                found, indices = lib.topk(x, k, axis=axis, largest=largest)
                assert_tensor(found, expected, dtype)
                assert_tensor(lib.take_along_axis(x, indices, axis), expected, dtype)


@every_form_with_axes
def test_gradient_of_topk(form: Form) -> None:
    for axis in axes(form):
        k = min(2, form.shape[axis])
        assert_gradients(lambda x, axis=axis, k=k: lib.topk(x, k, axis=axis)[0], operand(form, float64))


# --------------------------------------------------------------------------------------------------------- searching
@pytest.mark.parametrize("side", ["left", "right"])
@every_form
@each_of(NUMBERS)
def test_searchsorted(dtype: type[DType], form: Form, side: str) -> None:
    edges = tensor(np.sort(values((5,), dtype)), dtype)
    x = operand(form, dtype, 1)
    assert_tensor(lib.searchsorted(edges, x, side=side), np.searchsorted(array(edges), array(x), untyped(side)), int64)


def test_searchsorted_where_it_would_go() -> None:
    edges = tensor(np.array([0.0, 1.0, 1.0, NAN]), float64)
    x = tensor(np.array([-1.0, 0.0, 1.0, 2.0, NAN]), float64)
    assert_tensor(lib.searchsorted(edges, x), [0, 0, 1, 3, 3], int64)
    assert_tensor(lib.searchsorted(edges, x, side="right"), [0, 1, 3, 3, 4], int64)
    assert_tensor(lib.searchsorted(edges[:0], x), np.zeros(5), int64)


@every_form_with_axes
@each_of(ALL)
def test_nonzero(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    found: tuple[Any, ...] = lib.nonzero(x)
    for indices, expected in zip(found, np.nonzero(array(x)), strict=True):
        assert_tensor(indices, expected, int64)
    assert_tensor(untyped(x)[found], array(x)[np.nonzero(array(x))], dtype)


def test_nan_is_not_zero() -> None:
    assert_tensor(lib.nonzero(tensor(np.array([NAN, 0.0, -0.0, 1.0]), float32))[0], [0, 3], int64)


# -------------------------------------------------------------------------------------------------------------- sets
@every_form
@each_of(ALL)
def test_unique(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    expected, first, counts = np.unique(array(x), return_index=True, return_counts=True)
    assert_tensor(lib.unique(x), expected, dtype)
    assert_tensor(lib.unique_values(x), expected, dtype)
    found, number = lib.unique_counts(x)
    assert_tensor(found, expected, dtype)
    assert_tensor(number, counts, int64)
    found, inverse = lib.unique_inverse(x)
    assert_tensor(inverse, np.searchsorted(expected, array(x)), int64)
    assert_tensor(lib.take(found, inverse) if form.shape else found[inverse], array(x), dtype)
    every = lib.unique_all(x)
    for part, known, of in zip(every, (expected, first, array(inverse), counts), (dtype, *[int64] * 3), strict=True):
        assert_tensor(part, known, of)


@each_of(FLOATS)
def test_each_nan_is_one_of_its_own_and_the_zeros_are_equal(dtype: type[DType]) -> None:
    x = tensor(np.array([NAN, 0.0, -0.0, NAN, 1.0]), dtype)
    assert_tensor(lib.unique(x), [0.0, 1.0, NAN, NAN], dtype)
    assert_tensor(lib.unique_values(x), [0.0, 1.0, NAN, NAN], dtype)
    assert_tensor(lib.unique_counts(x)[1], [2, 1, 1, 1], int64)
    assert_tensor(lib.unique_inverse(x)[1], [2, 0, 0, 3, 1], int64)
    assert_tensor(lib.unique_all(x)[3], [2, 1, 1, 1], int64)


# ----------------------------------------------------------------------------------------------- graph, and bad input
INDICES: tuple[Callable[[Any], Any], ...] = (
    lib.argsort,
    lambda w: lib.topk(w, 2)[1],
    lambda w: lib.searchsorted(w, w),
    lambda w: lib.nonzero(w)[0],
    lib.unique,
    lambda w: lib.unique_counts(w)[0],
)


@pytest.mark.parametrize("function", INDICES)
def test_has_no_gradient(function: Callable[[Any], Any]) -> None:
    assert function(parameter(1.0, 2.0, 3.0))._node is None


def test_results_do_not_change_with_their_parameter() -> None:
    w = parameter(1.0, 2.0, 3.0)
    results = [lib.sort(w), lib.topk(w, 3, largest=False)[0], lib.unique(w), lib.take(w, i), lib.take_along_axis(w, i)]
    w.assign(untyped(w) * 0.0)
    for result in results:
        assert_tensor(result, [1.0, 2.0, 3.0], float64)


def test_nothing_is_recorded_under_no_grad() -> None:
    w = parameter(1.0, 2.0)
    with tg.no_grad():
        assert lib.sort(w)._node is None
        assert lib.topk(w, 1)[0]._node is None


def test_sort_does_not_change_its_tensor() -> None:
    w = Parameter(tensor(np.array([2.0, 1.0]), float32))
    untyped(w).sort()
    assert_tensor(w, [2.0, 1.0], float32)


BAD: tuple[tuple[type[Exception], str, Callable[[], Any]], ...] = (
    (ShapeError, r"sort: no axis 2 in shape \(2, 3\)", lambda: lib.sort(x, axis=2)),
    (ShapeError, r"sort: no axis -1 in shape \(\)", lambda: untyped(c).sort()),
    (ShapeError, r"argsort: no axis -3 in shape \(2, 3\)", lambda: untyped(x).argsort(-3)),
    (ShapeError, r"topk: 4 of the 3 elements along axis -1 of shape \(2, 3\)", lambda: lib.topk(x, 4)),
    (ShapeError, r"topk: -1 is not a size", lambda: lib.topk(x, -1)),
    (ShapeError, r"topk: no axis 1 in shape \(3,\)", lambda: lib.topk(v, 1, axis=1)),
    (ShapeError, r"searchsorted: shape \(2, 3\) of what is searched is not .* vector", lambda: lib.searchsorted(x, v)),
    (ShapeError, r"nonzero: a tensor of shape \(\) has no axes", lambda: lib.nonzero(c)),
    (DTypeError, r"sort: not defined for bool, only for integers and floats", lambda: lib.sort(operand((2,), bool_))),
    (DTypeError, r"argsort: \[1.0\] of type list is not a tensor", lambda: lib.argsort([1.0])),
    (DTypeError, r"sort: the axis None of type NoneType is not an int", lambda: lib.sort(x, axis=None)),
    (DTypeError, r"topk: the size 1.0 of type float is not an int", lambda: lib.topk(x, 1.0)),
    (DTypeError, r"topk: the size True of type bool is not an int", lambda: lib.topk(x, True)),
    (DTypeError, r"topk: not defined for bool", lambda: lib.topk(operand((2,), bool_), 1)),
    (DTypeError, r"topk: 1.0 of type float is not a tensor", lambda: lib.topk(1.0, 1)),
    (DTypeError, r"searchsorted: float64 with int64; convert one", lambda: lib.searchsorted(v, i)),
    (DTypeError, r"searchsorted: 1.0 of type float is not a tensor", lambda: lib.searchsorted(v, 1.0)),
    (
        ValueError,
        r"searchsorted: side 'middle' is neither 'left' nor 'right'",
        lambda: lib.searchsorted(v, v, side="middle"),
    ),
    (DTypeError, r"nonzero: 1.0 of type float is not a tensor", lambda: lib.nonzero(1.0)),
    *(
        (DTypeError, rf"{name}: \[1.0\] of type list is not a tensor", lambda name=name: getattr(lib, name)([1.0]))
        for name in ("unique", "unique_values", "unique_counts", "unique_inverse", "unique_all")
    ),
)


@pytest.mark.parametrize(("error", "message", "call"), BAD, ids=[message for _, message, _ in BAD])
def test_bad_input(error: type[Exception], message: str, call: Callable[[], Any]) -> None:
    with pytest.raises(error, match=message):
        call()
