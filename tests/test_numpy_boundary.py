"""NumPy's arrays and scalars meet tensors in no operator and no function of NumPy: an error, never an array of objects.

Of masked arrays some operators ask the tensor for its array (they are written in Python, in `numpy.ma`), and give one.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyArray, array, assert_tensor, operand, untyped

import typedgrad as tg
from typedgrad import DTypeError, Parameter, as_tensor, bool_, float32, float64, int64

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor", "lshift", "rshift")
IN_PLACE = tuple(f"i{name.rstrip('_')}" for name in BINARY)
OPERATORS: dict[str, Any] = {
    name: getattr(operator, name) for name in (*BINARY, *IN_PLACE, "lt", "le", "gt", "ge", "eq", "ne")
}
OPERATORS["divmod"] = divmod
TENSORS: dict[str, Any] = {
    "float32": operand((2, 2), float32),
    "int64": operand((2, 2), int64),
    "bool_": operand((2, 2), bool_),
    "0-d": operand((), float32),
    "parameter": Parameter(operand((2, 2), float32)),
}
OTHERS: dict[str, Callable[[], Any]] = {
    "float32 array": lambda: np.ones((2, 2), np.float32),
    "int64 array": lambda: np.ones((2, 2), np.int64),
    "bool array": lambda: np.ones((2, 2), np.bool_),
    "object array": lambda: np.ones((2, 2), object),
    "0-d array": lambda: np.array(2.0, np.float32),
    "0-d object array": lambda: np.array(2, object),
    "empty array": lambda: np.ones((0, 2), np.float32),
    "array of a subclass": lambda: np.ones((2, 2)).view(np.recarray),
    "float32 scalar": lambda: np.float32(2.0),
    "int64 scalar": lambda: np.int64(2),
    "uint8 scalar": lambda: np.uint8(2),
    "bool scalar": lambda: np.True_,
    "complex scalar": lambda: np.complex64(2.0),
    "complex128 scalar": lambda: np.complex128(2.0),
    "date": lambda: np.datetime64("2020-01-01"),
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("x", TENSORS)
@pytest.mark.parametrize("name", OPERATORS)
def test_operators_refuse_what_is_numpys_on_either_side(name: str, x: str, other: str) -> None:
    apply, tensor, value = OPERATORS[name], TENSORS[x], OTHERS[other]()
    before = array(tensor).copy()
    for operands in ((tensor, value), (value, tensor)):
        with pytest.raises(TypeError):
            apply(*operands)
    np.testing.assert_array_equal(array(tensor), before)
    np.testing.assert_array_equal(np.asarray(value), np.asarray(OTHERS[other]()))


@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv", "pow", "lt", "eq"])
def test_the_error_says_what_to_do(name: str) -> None:
    data = np.ones((2, 2), np.float32)
    for operands in ((TENSORS["float32"], data), (data, TENSORS["float32"])):
        with pytest.raises(DTypeError, match="float32 tensor with a NumPy array; make it a tensor by as_tensor"):
            OPERATORS[name](*operands)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv", "pow"])
def test_a_float64_scalar_is_a_python_float(name: str) -> None:
    x = operand((2, 2), float32, low=0.5)
    two = np.float64(2.0)
    apply = OPERATORS[name]
    assert_tensor(apply(x, two), array(apply(x, 2.0)), float32)
    assert_tensor(apply(two, x), array(apply(2.0, x)), float32)


X: Any = operand((2, 2), float64)
A: AnyArray = np.ones((2, 2))
FUNCTIONS: dict[str, Callable[[], object]] = {
    "np.exp(x)": lambda: np.exp(X),
    "np.add(a, x)": lambda: np.add(A, X),
    "np.add(x, a)": lambda: np.add(X, A),
    "np.add(x, x)": lambda: np.add(X, X),
    "np.add(a, a, out=x)": lambda: np.add(A, A, out=X),
    "np.add.reduce(x)": lambda: np.add.reduce(X),
    "np.multiply.outer(a, x)": lambda: np.multiply.outer(A, X),
    "np.maximum(a, x)": lambda: np.maximum(A, X),
    "np.equal(a, x)": lambda: np.equal(A, X),
    "np.matmul(a, x)": lambda: np.matmul(A, X),
    "np.dot(a, x)": lambda: np.dot(A, X),
    "np.einsum": lambda: untyped(np.einsum)("ij,jk", A, X),
    "np.concatenate": lambda: np.concatenate([X, X]),
    "np.concatenate with an array": lambda: np.concatenate([A, X]),
    "np.stack": lambda: np.stack([X, X]),
    "np.where": lambda: untyped(np.where)(A > 0, X, 0.0),
    "np.sum": lambda: np.sum(X),
    "np.mean": lambda: untyped(np.mean)(X),
    "np.max": lambda: np.max(X),
    "np.reshape": lambda: np.reshape(X, 4),
    "np.copyto": lambda: np.copyto(A.copy(), X),
    "np.linalg.norm": lambda: np.linalg.norm(X),
    "np.allclose": lambda: np.allclose(X, A),
    "np.zeros_like": lambda: np.zeros_like(X),
    "np.sort": lambda: np.sort(X),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_numpy_refuse_a_tensor(name: str) -> None:
    with pytest.raises(TypeError, match=r"does not support ufuncs|a tensor is not a NumPy array; its numpy\(\) is one"):
        FUNCTIONS[name]()


@pytest.mark.parametrize(
    "x", [X, X + X, X.T, Parameter(untyped(X).astype(float64))], ids=["data", "sum", "view", "parameter"]
)
def test_an_array_of_a_tensor_is_read_only(x: Any) -> None:
    assert not x.numpy().flags.writeable


def test_a_tensor_is_read_as_an_array_where_it_is_asked_for_one() -> None:
    np.testing.assert_array_equal(np.asarray(untyped(X)), X.numpy())
    np.testing.assert_array_equal(np.array([X, X]), [X.numpy(), X.numpy()])
    copied = np.array(untyped(X), np.float32)
    assert copied.dtype == np.float32
    assert copied.flags.writeable
    place: AnyArray = np.zeros((2, 2))
    place[...] = untyped(X)
    np.testing.assert_array_equal(place, X.numpy())


def test_no_copy_where_none_is_wanted() -> None:
    assert np.shares_memory(np.asarray(untyped(X)), X._data)
    with pytest.raises(ValueError, match="copy"):
        np.asarray(untyped(X), np.float32, copy=False)


def test_arrays_are_no_arguments() -> None:
    for function in (lib.exp, lib.sum, lib.transpose, lib.zeros_like):
        with pytest.raises(DTypeError, match=r"of type ndarray is not a tensor; make it one by as_tensor"):
            function(A)
    assert_tensor(as_tensor(A, float64, (2, 2)), A, float64)
