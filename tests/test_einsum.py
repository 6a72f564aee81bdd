"""`einsum`: values against NumPy, gradients of every operand, subscripts that do not fit."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, get_args, get_overloads, get_type_hints

import numpy as np
import pytest
from calls_linalg import SUBSCRIPTS
from helpers import NUMBERS, Form, Shape, array, assert_gradients, assert_tensor, each_of, operand

import typedgrad as tg
from typedgrad import DType, DTypeError, Parameter, ShapeError, float32, float64, gradients
from typedgrad import shapes as dimension_types
from typedgrad.ops.einsum import einsum

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
IMPLICIT: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    ("ij,jk", ((2, 3), (3, 4))), ("ba", ((2, 3),)), ("ii", ((3, 3),)), ("i,i", ((3,), (3,))),
    (" i j , j -> i ", ((2, 3), (3,))),
)  # fmt: skip
every_case = pytest.mark.parametrize(("subscripts", "shapes"), [*SUBSCRIPTS, *IMPLICIT], ids=str)


def operands(shapes: tuple[Shape, ...], dtype: type[DType]) -> list[Any]:
    """Random tensors."""
    return [operand(shape, dtype, i) for i, shape in enumerate(shapes)]


@each_of(NUMBERS)
@every_case
def test_einsum(subscripts: str, shapes: tuple[Shape, ...], dtype: type[DType]) -> None:
    tensors = operands(shapes, dtype)
    expected = np.einsum(subscripts, *map(array, tensors))
    assert_tensor(lib.einsum(subscripts, *tensors, shape=None), expected, dtype, atol=1e-5)
    assert_tensor(lib.einsum(subscripts, *tensors, shape=expected.shape), expected, dtype, atol=1e-5)


@every_case
def test_gradient_of_einsum(subscripts: str, shapes: tuple[Shape, ...]) -> None:
    assert_gradients(lambda *tensors: lib.einsum(subscripts, *tensors), *operands(shapes, float64))


@pytest.mark.parametrize("layout", ["columns", "strided", "reversed"])
def test_einsum_in_every_layout(layout: str) -> None:
    x1, x2 = operand(Form((2, 3), layout), float64, 1), operand(Form((3, 4), layout), float64, 2)
    assert_tensor(lib.einsum("ij,jk->ik", x1, x2), array(x1) @ array(x2), float64, ulps=8)
    assert_gradients(lambda x1, x2: lib.einsum("ij,jk->ik", x1, x2), x1, x2)


def test_one_tensor_twice() -> None:
    w = Parameter(operand((3, 3), float64))
    loss = lib.einsum("ij,ij->", w, w)
    assert_tensor(gradients(loss, w), 2 * array(w), float64, ulps=4)


def test_a_view_of_a_parameter_does_not_change_with_it() -> None:
    w = Parameter(operand((2, 3), float64))
    turned = lib.einsum("ij->ji", w)
    before = array(turned).copy()
    w.assign(w.detach() * 2.0)
    assert_tensor(turned, before, float64)


def test_listed_subscripts_say_the_shapes_that_their_letters_say() -> None:
    """The types of an overload, its dimensions for the letters, are what every subscripts of it mean."""
    listed = 0
    for overload in get_overloads(einsum):
        hints = get_type_hints(overload, {**vars(typing), **vars(dimension_types), "Tensor": tg.Tensor})
        if hints.get("subscripts") is str:
            continue
        result = _dimensions(hints.pop("return"))
        for subscripts in get_args(hints.pop("subscripts")):
            left, _, output = str(subscripts).partition("->")
            letters = [letter for part in left.split(",") for letter in part]
            names = [name for tensor in hints.values() for name in _dimensions(tensor)]
            assert [len(part) for part in left.split(",")] == [len(_dimensions(tensor)) for tensor in hints.values()]
            meaning = dict(zip(letters, names, strict=True))
            assert [meaning[letter] for letter in letters] == names
            assert len(set(meaning.values())) == len(meaning)
            assert [meaning[letter] for letter in output] == result
            listed += 1
    assert listed > 50


def _dimensions(tensor: object) -> list[str]:
    shape = get_args(tensor)[1]
    return [str(dimension) for dimension in get_args(shape)]


# ---------------------------------------------------------------------------------------------------------- errors
x: Any = operand((2, 3), float64)
s: Any = operand((2, 3), float32)

WRONG: tuple[tuple[Callable[[], object], type[Exception], str], ...] = (
    (lambda: lib.einsum("ij,jk->ik", x), ShapeError, "einsum: 'ij,jk->ik' is of 2 operands, not of 1"),
    (lambda: lib.einsum("ij->ik", x), ShapeError, "einsum: 'ij->ik': the result's 'k' is not an axis, once"),
    (lambda: lib.einsum("ij->ii", x), ShapeError, "einsum: 'ij->ii': the result's 'i' is not an axis, once"),
    (lambda: lib.einsum("ijk->ij", x), ShapeError, r"einsum: 'ijk->ij': 'ijk' does not fit the shape \(2, 3\)"),
    (lambda: lib.einsum("ii->", x), ShapeError, "einsum: 'ii->': i is 2 and 3"),
    (lambda: lib.einsum("ij,jk->ik", x, x), ShapeError, "einsum: 'ij,jk->ik': j is 3 and 2"),
    (lambda: lib.einsum("ij,ij->", x, x[:1]), ShapeError, "einsum: 'ij,ij->': i is 2 and 1"),
    (lambda: lib.einsum("...i->...", x), ShapeError, r"einsum: '...i->...' has more than letters, ',' and '->'"),
    (lambda: lib.einsum("i1->i", x), ShapeError, "einsum: 'i1->i' has more than letters, ',' and '->'"),
    (lambda: lib.einsum("ij->i->j", x), ShapeError, "einsum: 'ij->i->j' has more than letters"),
    (lambda: lib.einsum("ij->ji", x, shape=(2, 3)), ShapeError, r"gives the shape \(3, 2\), not \(2, 3\)"),
    (lambda: lib.einsum("ij->ji"), ShapeError, "einsum: 'ij->ji' is of 1 operands, not of 0"),
    (lambda: lib.einsum(""), ShapeError, "einsum: '' is of 1 operands, not of 0"),
    (lambda: lib.einsum(2, x), DTypeError, "einsum: the subscripts 2 of type int are not a str"),
    (lambda: lib.einsum(x, "ij"), DTypeError, "einsum: 'ij' of type str is not a tensor"),
    (lambda: lib.einsum("ij,ij->", x, s), DTypeError, "einsum: float64 with float32"),
    (lambda: lib.einsum("ij->i", x > 0), DTypeError, "einsum: not defined for bool"),
    (lambda: lib.einsum("ij,ij,ij->i", x > 0, x > 0, x > 0), DTypeError, "einsum: not defined for bool"),
    (lambda: lib.einsum("ij->i", 2.0), DTypeError, "einsum: 2.0 of type float is not a tensor"),
)


@pytest.mark.parametrize(("call", "error", "message"), WRONG)
def test_wrong_calls(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
