"""`flip`, `roll`, `tril`, `triu`, `diagonal`, `pad`, `tile`, `repeat`: values against NumPy, gradients, errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    FORMS,
    INTEGERS,
    Form,
    Shape,
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
from typedgrad import DType, DTypeError, Parameter, ShapeError, bool_, float32, float64, gradients, int32

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
INF, NAN = float("inf"), float("nan")
every_matrix = pytest.mark.parametrize("form", [form for form in FORMS if len(form.shape) > 1], ids=str)


# ------------------------------------------------------------------------------------------------------ flip, roll
def axes_of(shape: Shape) -> list[Any]:
    """All axes, each by itself, and two."""
    return [None, *range(-len(shape), len(shape)), *([(0, 1), (-1, 0)] if len(shape) > 1 else [])]


@every_form
@each_of(ALL)
def test_flip(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in axes_of(form.shape):
        assert_tensor(lib.flip(x, axis), np.flip(array(x), axis), dtype)


@every_form
@each_of(ALL)
def test_roll(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in axes_of(form.shape):
        shifts: list[Any] = [(0, 1), (2, -7)] if axis in {(0, 1), (-1, 0)} else [0, 1, -1, 9]
        for shift in shifts:
            assert_tensor(lib.roll(x, shift, axis), np.roll(array(x), shift, axis), dtype)


@every_form
def test_gradients_of_flip_and_roll(form: Form) -> None:
    x = operand(form, float64)
    assert_gradients(lib.flip, x)
    assert_gradients(lambda x: lib.roll(x, 2), x)
    if len(form.shape) > 1:
        assert_gradients(lambda x: lib.flip(x, 1), x)
        assert_gradients(lambda x: lib.roll(x, (1, -2), (0, 1)), x)


def test_what_stays_in_place_does_not_change_with_a_parameter() -> None:
    w = Parameter(operand((2, 3), float32))
    before = array(w).copy()
    results = [
        lib.roll(w, 0, 0),
        lib.roll(w, 3, 1),
        lib.tile(w, (1, 1)),
        lib.repeat(w, 1, 0),
        lib.flip(w),
        lib.pad(w, ((0, 0), (0, 0)), "edge"),
    ]
    w.assign(untyped(w) * 2.0)
    for result, expected in zip(results, [before, before, before, before, before[::-1, ::-1], before], strict=True):
        assert_tensor(result, expected, float32)


# --------------------------------------------------------------------------------------------- tril, triu, diagonal
@every_matrix
@each_of(ALL)
@pytest.mark.parametrize("k", [-4, -1, 0, 1, 2, 5])
def test_triangles_and_diagonals(k: int, dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(lib.tril(x, k), np.tril(array(x), k), dtype)
    assert_tensor(lib.triu(x, k), np.triu(array(x), k), dtype)
    if k == 0:
        assert_tensor(lib.tril(x), np.tril(array(x)), dtype)
        assert_tensor(lib.triu(x), np.triu(array(x)), dtype)
    assert_tensor(lib.diagonal(x, offset=k), np.diagonal(array(x), k, -2, -1), dtype)


@every_matrix
@pytest.mark.parametrize("k", [-1, 0, 1])
def test_gradients_of_triangles_and_diagonals(k: int, form: Form) -> None:
    x = operand(form, float64)
    assert_gradients(lambda x: lib.tril(x, k), x)
    assert_gradients(lambda x: lib.triu(x, k=k), x)
    assert_gradients(lambda x: lib.diagonal(x, offset=k), x)


@each_of(FLOATS)
def test_triangle_leaves_out_nan_and_infinity(dtype: type[DType]) -> None:
    w = Parameter(tensor(np.array([[1.0, INF], [2.0, NAN]]), dtype))
    triangle = lib.tril(w, -1)
    assert_tensor(triangle, [[0.0, 0.0], [2.0, 0.0]], dtype)
    assert_tensor(gradients((triangle * triangle).sum(), w), [[0.0, 0.0], [4.0, 0.0]], dtype)


# ------------------------------------------------------------------------------------------------------------- pad
WIDTHS = ((1, 2), (0, 0), (0, 3))
MODES: tuple[Any, ...] = ("constant", "edge", "reflect", "symmetric", "wrap")


@every_form
@each_of(ALL)
@pytest.mark.parametrize("mode", MODES)
def test_pad(mode: Any, dtype: type[DType], form: Form) -> None:
    x, widths = operand(form, dtype), WIDTHS[: len(form.shape)]
    if mode != "constant" and any(
        size == 0 and width != (0, 0) for size, width in zip(form.shape, widths, strict=True)
    ):
        with pytest.raises(ShapeError, match=rf"pad: axis \d of .* is empty and has no elements for the mode {mode}"):
            lib.pad(x, widths, mode)
    else:
        assert_tensor(lib.pad(x, widths, mode), np.pad(array(x), widths, mode) if widths else array(x), dtype)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("form", [Form(()), Form((4,)), Form((2, 3)), Form((2, 3, 4), "columns")], ids=str)
def test_gradient_of_pad(form: Form, mode: str) -> None:
    assert_gradients(lambda x: lib.pad(x, WIDTHS[: len(form.shape)], mode), operand(form, float64))


@each_of(ALL)
def test_pad_with_a_constant(dtype: type[DType]) -> None:
    x = operand((2, 3), dtype)
    value: Any = True if dtype is bool_ else 7
    expected = np.pad(array(x), ((1, 0), (0, 2)), constant_values=value)
    assert_tensor(lib.pad(x, ((1, 0), (0, 2)), constant_values=value), expected, dtype)


@each_of(FLOATS)
def test_pad_with_special_constants(dtype: type[DType]) -> None:
    w = Parameter(tensor(np.array([1.0]), dtype))
    for value in (INF, -INF, NAN, -0.0, 0.0, 0.1):
        padded = lib.pad(w, ((1, 1),), constant_values=value)
        assert_tensor(padded, np.array([value, 1.0, value], dtype.numpy), dtype)
        assert np.signbit(array(padded)[0]) == np.signbit(value)
        assert_tensor(gradients(padded[1:2].sum(), w), [1.0], dtype)


# ---------------------------------------------------------------------------------------------------- tile, repeat
@every_form
@each_of(ALL)
def test_tile(dtype: type[DType], form: Form) -> None:
    x, rank = operand(form, dtype), len(form.shape)
    for counts in ((1,) * rank, (2, 1, 3)[:rank], (3, *(1, 2, 1)[:rank]), (2, 2, *(1, 0, 1)[:rank])):
        assert_tensor(lib.tile(x, counts), np.tile(array(x), counts), dtype)


@every_form
@each_of(ALL)
def test_repeat(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    for axis in range(-len(form.shape), len(form.shape)):
        for count in (0, 1, 3):
            assert_tensor(lib.repeat(x, count, axis), np.repeat(array(x), count, axis), dtype)


@every_form
def test_gradients_of_tile_and_repeat(form: Form) -> None:
    x, rank = operand(form, float64), len(form.shape)
    assert_gradients(lambda x: lib.tile(x, (2, *(1, 3, 2)[:rank])), x)
    if rank:
        assert_gradients(lambda x: lib.repeat(x, 3, -1), x)


# ---------------------------------------------------------------------------------------------------------- errors
X, Y = operand((2, 3), float32), operand((2,), float32)
N = operand((2,), int32)
WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: lib.flip(X, 2), ShapeError, "flip: no axis 2 in shape (2, 3)"),
    (lambda: lib.flip(X, (0, -2)), ShapeError, "flip: an axis of (2, 3) twice in (0, -2)"),
    (lambda: lib.flip(X, 0.5), DTypeError, "flip: the axis 0.5 of type float is not an int"),
    (lambda: lib.flip(1.0), DTypeError, "flip: 1.0 of type float is not a tensor"),
    (lambda: lib.roll(X, 1, 2), ShapeError, "roll: no axis 2 in shape (2, 3)"),
    (lambda: lib.roll(X, (1, 2), 0), ShapeError, "roll: 2 shifts (1, 2) along the axis 0 of (2, 3)"),
    (lambda: lib.roll(X, (1, 2)), ShapeError, "roll: 2 shifts (1, 2) along the axis None of (2, 3)"),
    (lambda: lib.roll(X, 1, (0, 1)), ShapeError, "roll: 1 shifts 1 along the axis (0, 1) of (2, 3)"),
    (lambda: lib.roll(X, 0.5), DTypeError, "roll: the shift 0.5 of type float is not an int"),
    (lambda: lib.roll(1.0, 1), DTypeError, "roll: 1.0 of type float is not a tensor"),
    (lambda: lib.tril(Y), ShapeError, "tril: shape (2,) has 1 axes, fewer than 2"),
    (lambda: lib.triu(X, 0.5), DTypeError, "triu: the diagonal 0.5 of type float is not an int"),
    (lambda: lib.triu(1.0), DTypeError, "triu: 1.0 of type float is not a tensor"),
    (lambda: lib.diagonal(Y), ShapeError, "diagonal: shape (2,) has 1 axes, fewer than 2"),
    (lambda: lib.diagonal(X, offset=True), DTypeError, "diagonal: the diagonal True of type bool is not an int"),
    (lambda: lib.pad(X, ((1, 1),)), ShapeError, "pad: ((1, 1),) of type tuple is not a pair of widths for each axis"),
    (lambda: lib.pad(X, 1), ShapeError, "pad: 1 of type int is not a pair of widths for each axis of (2, 3)"),
    (lambda: lib.pad(Y, ((1, 1, 1),)), ShapeError, "pad: (1, 1, 1) in ((1, 1, 1),) is not a pair of widths"),
    (lambda: lib.pad(Y, ((-1, 1),)), ShapeError, "pad: -1 in (-1, 1) is not a size"),
    (lambda: lib.pad(Y, ((1, 1),), "edges"), DTypeError, "pad: 'edges' of type str is no mode"),
    (lambda: lib.pad(Y, ((1, 1),), "edge", constant_values=1), DTypeError, "pad: 1 as a constant in the mode edge"),
    (lambda: lib.pad(N, ((1, 1),), constant_values=0.5), DTypeError, "pad: int32 tensor with 0.5 of type float"),
    (lambda: lib.pad(N, ((1, 1),), constant_values=2**40), OverflowError, "pad: 1099511627776 of type int is out of"),
    (lambda: lib.pad(1.0, ()), DTypeError, "pad: 1.0 of type float is not a tensor"),
    (lambda: lib.tile(X, (2,)), ShapeError, "tile: 1 repetitions (2,) for the 2 axes of (2, 3)"),
    (lambda: lib.tile(Y, (-1,)), ShapeError, "tile: -1 in (-1,) is not a size"),
    (lambda: lib.tile(Y, 2), ShapeError, "tile: the repetitions 2 of type int are not a tuple"),
    (lambda: lib.tile(1.0, (2,)), DTypeError, "tile: 1.0 of type float is not a tensor"),
    (lambda: lib.repeat(X, 2, 2), ShapeError, "repeat: no axis 2 in shape (2, 3)"),
    (lambda: lib.repeat(X, -1, 0), ShapeError, "repeat: -1 repeats of axis 0 of (2, 3)"),
    (lambda: lib.repeat(X, 0.5, 0), DTypeError, "repeat: 0.5 of type float is not a number of repeats"),
    (lambda: lib.repeat(1.0, 1, 0), DTypeError, "repeat: 1.0 of type float is not a tensor"),
]


@pytest.mark.parametrize(("call", "error", "message"), WRONG, ids=[message for _, _, message in WRONG])
def test_bad_input(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        call()


def test_integers_keep_their_dtype() -> None:
    for dtype in INTEGERS:
        assert lib.tril(operand((2, 2), dtype)).dtype == dtype.numpy
