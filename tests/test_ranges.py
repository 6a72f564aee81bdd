"""`arange`, `linspace`, `eye` and the factories that take another tensor's shape, held to NumPy's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NewType

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    INTEGERS,
    NUMBERS,
    Form,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    operand,
    untyped,
)

import typedgrad as tg
from typedgrad import DType, DTypeError, Parameter, ShapeError, bool_, float32, float64, int32, int64

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
Batch = NewType("Batch", int)
INT64 = np.iinfo(np.int64)

# -------------------------------------------------------------------------------------------------------------- arange
INTEGER_RANGES: list[tuple[int, ...]] = [
    (0,),
    (1,),
    (7,),
    (2, 7),
    (7, 2),
    (-3, 4, 2),
    (9, 0, -2),
    (0, 10, 10),
    (5, 5),
    (-5, -1),
    (0, -7, -3),
    (0, 3, 100),
]
FLOAT_RANGES: list[tuple[float, ...]] = [
    (2.5,),
    (0.0,),
    (-1.5,),
    (0.0, 1.0, 0.25),
    (1.0, 0.0, -0.125),
    (0, 1, 0.5),
    (0.5, 3),
    (0.0, 1.0, 0.1),
    (3, 1.0),
    (0.0, 1e300, 1e300),
    (0.0, 1.0, 1e300),
]


@pytest.mark.parametrize("arguments", INTEGER_RANGES, ids=str)
@each_of(NUMBERS)
def test_arange_of_integers(dtype: type[DType], arguments: tuple[int, ...]) -> None:
    assert_tensor(lib.arange(*arguments, dtype=dtype), np.arange(*arguments, dtype=untyped(dtype.numpy)), dtype)


@pytest.mark.parametrize("arguments", FLOAT_RANGES, ids=str)
def test_arange_of_floats(arguments: tuple[float, ...]) -> None:
    assert_tensor(lib.arange(*arguments, dtype=float64), np.arange(*arguments), float64, ulps=4)


def test_arange_of_floats_is_rounded_once() -> None:
    assert_tensor(lib.arange(0.0, 100.0, 0.1), (np.arange(1000) * 0.1).astype(np.float32), float32)


def test_default_dtypes_of_arange() -> None:
    assert lib.arange(3).dtype == np.int64
    assert lib.arange(1, 3).dtype == np.int64
    assert lib.arange(3.0).dtype == np.float32
    assert lib.arange(0, 3, 0.5).dtype == np.float32
    assert lib.arange(np.float64(3.0)).dtype == np.float32


def test_arange_of_a_name() -> None:
    x = tg.arange(Batch(3))
    assert_tensor(x, [0, 1, 2], int64)
    assert type(x.shape[0]) is int


def test_arange_at_the_limits_of_integers() -> None:
    assert_tensor(lib.arange(INT64.max - 2, INT64.max), [INT64.max - 2, INT64.max - 1], int64)
    assert_tensor(lib.arange(INT64.max - 2, INT64.max + 1), [INT64.max - 2, INT64.max - 1, INT64.max], int64)
    assert_tensor(lib.arange(INT64.min, INT64.max, 2**62), [INT64.min, -(2**62), 0, 2**62], int64)
    assert_tensor(lib.arange(INT64.min, INT64.max, 2**64 - 2), [INT64.min, INT64.max - 1], int64)
    assert_tensor(lib.arange(INT64.max, INT64.min, -(2**62)), [INT64.max, 2**62 - 1, -1, -(2**62) - 1], int64)
    assert_tensor(lib.arange(2**31 - 2, 2**31, dtype=int32), [2**31 - 2, 2**31 - 1], int32)


WRONG: list[tuple[type[Exception], str, Callable[[], object]]] = [
    (ShapeError, r"arange: -3 in \(-3,\) is not a size", lambda: lib.arange(-3)),
    (ShapeError, r"arange: True in \(True,\) is not a size", lambda: lib.arange(True)),
    (ShapeError, "arange: a step of 0", lambda: lib.arange(0, 3, 0)),
    (ShapeError, "arange: a step of 0", lambda: lib.arange(0.0, 3.0, 0.0)),
    (ShapeError, "arange: no array has the shape", lambda: lib.arange(0.0, 1.0, 1e-300)),
    (ShapeError, "arange: no array has the shape", lambda: lib.arange(0, 2**62)),
    (ShapeError, "arange: no array has the shape", lambda: lib.arange(2**62)),
    (DTypeError, "arange: start is '0' of type str, not a number", lambda: lib.arange("0", 3)),
    (DTypeError, "arange: stop is None of type NoneType, not a number", lambda: lib.arange(None)),
    (DTypeError, "arange: stop is True of type bool, not an int", lambda: lib.arange(0, True)),
    (DTypeError, r"arange: int64 from 0 to 2.5 by 1, which are not all ints", lambda: lib.arange(2.5, dtype=int64)),
    (DTypeError, "arange: bool_ has no order", lambda: lib.arange(2, dtype=bool_)),
    (DTypeError, "arange: <class 'float'> is not one of", lambda: lib.arange(2, dtype=float)),
    (DTypeError, r"arange: stop is array\(3\) of type ndarray, not a number", lambda: lib.arange(np.array(3))),
    (ValueError, "arange: stop is inf, not finite", lambda: lib.arange(0.0, float("inf"))),
    (ValueError, "arange: start is nan, not finite", lambda: lib.arange(float("nan"), 1.0)),
    (
        OverflowError,
        "arange: 2147483648 .* out of the range of int32",
        lambda: lib.arange(2**31, 2**31 + 2, dtype=int32),
    ),
    (OverflowError, f"arange: {2**63} of type int is out of the range", lambda: lib.arange(2**63, 2**63 + 2)),
    (OverflowError, "arange: stop is an integer of type int, out of the range", lambda: lib.arange(0.5, 10**400)),
    (OverflowError, r"arange: 1e\+300 is out of the range of float32", lambda: lib.arange(0.0, 2e300, 1e300)),
    (DTypeError, "linspace: int64 for numbers between", lambda: lib.linspace(0.0, 1.0, 3, dtype=int64)),
    (DTypeError, "linspace: endpoint is 3 of type int, not a bool", lambda: lib.linspace(0.0, 1.0, 3, endpoint=3)),
    (DTypeError, "linspace: start is True of type bool, not a number", lambda: lib.linspace(True, 1.0, 3)),
    (ShapeError, r"linspace: -1 in \(-1,\) is not a size", lambda: lib.linspace(0.0, 1.0, -1)),
    (ShapeError, r"linspace: 2.0 in \(2.0,\) is not a size", lambda: lib.linspace(0.0, 1.0, 2.0)),
    (ValueError, "linspace: stop is inf, not finite", lambda: lib.linspace(0.0, float("inf"), 3)),
    (OverflowError, r"linspace: 1e\+39 is out of the range of float32", lambda: lib.linspace(0.0, 1e39, 2)),
    (OverflowError, "linspace: .* out of the range of float64", lambda: lib.linspace(-1e308, 1e308, 5, dtype=float64)),
    (ValueError, "meshgrid: indexing is 'ji' of type str", lambda: lib.meshgrid(lib.ones((2,)), indexing="ji")),
    (ShapeError, r"meshgrid: shape \(2, 3\) has 2 axes, not 1", lambda: lib.meshgrid(lib.ones((2, 3)))),
    (DTypeError, "meshgrid: float32 with int64", lambda: lib.meshgrid(lib.ones((2,)), lib.arange(3))),
    (DTypeError, "meshgrid: 2.0 of type float is not a tensor", lambda: lib.meshgrid(lib.ones((2,)), 2.0)),
    (ShapeError, r"eye: -1 in \(-1, -1\) is not a size", lambda: lib.eye(-1)),
    (ShapeError, r"eye: 2.5 in \(2, 2.5\) is not a size", lambda: lib.eye(2, 2.5)),
    (DTypeError, "eye: k is 0.5 of type float, not an int", lambda: lib.eye(2, k=0.5)),
    (DTypeError, "eye: <class 'typedgrad.dtypes.Float'> is not one of", lambda: lib.eye(2, dtype=tg.Float)),
    (ShapeError, r"empty: the shape 3 of type int is not a tuple", lambda: lib.empty(3)),
    (ShapeError, "zeros: no array has the shape", lambda: lib.zeros((2**62, 2))),
    (ShapeError, "zeros: no array has the shape", lambda: lib.zeros((2**62, 0))),
    (ShapeError, "zeros: no array has the shape", lambda: lib.zeros((1,) * 65)),
    (DTypeError, "zeros_like: 2.0 of type float is not a tensor", lambda: lib.zeros_like(2.0)),
    (DTypeError, "ones_like: .* of type ndarray is not a tensor", lambda: lib.ones_like(np.ones(2))),
    (DTypeError, "full_like: int64 tensor with 0.5 of type float", lambda: lib.full_like(lib.ones((2,), int64), 0.5)),
    (DTypeError, "full_like: float32 tensor with True", lambda: lib.full_like(lib.ones((2,)), True)),
    (DTypeError, "empty_like: 'float32' is not one of", lambda: lib.empty_like(lib.ones((2,)), "float32")),
    (OverflowError, "full_like: .* out of the range of int32", lambda: lib.full_like(lib.ones((2,)), 2**31, int32)),
]


@pytest.mark.parametrize(("error", "message", "call"), WRONG, ids=lambda part: part if isinstance(part, str) else "")
def test_wrong_calls(error: type[Exception], message: str, call: Callable[[], object]) -> None:
    with pytest.raises(error, match=message) as raised:
        call()
    assert type(raised.value) is error


# ------------------------------------------------------------------------------------------------------------ linspace
@pytest.mark.parametrize("endpoint", [True, False])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 50, 1001])
@pytest.mark.parametrize(("start", "stop"), [(0.0, 1.0), (1, -1), (0.1, 0.1), (-1e30, 1e30), (2, 3)])
@each_of(FLOATS)
def test_linspace(dtype: type[DType], start: float, stop: float, count: int, endpoint: bool) -> None:
    expected = np.linspace(start, stop, count, endpoint=endpoint).astype(dtype.numpy)
    assert_tensor(lib.linspace(start, stop, count, endpoint=endpoint, dtype=dtype), expected, dtype)


def test_linspace_is_float32_by_default_and_ends_at_the_end() -> None:
    x = tg.linspace(0.0, 0.3, Batch(7))
    assert x.dtype == np.float32
    assert x[6].item() == np.float32(0.3)


# ------------------------------------------------------------------------------------------------------------ meshgrid
@pytest.mark.parametrize("indexing", ["xy", "ij"])
@pytest.mark.parametrize("sizes", [(), (3,), (3, 2), (2, 3, 4), (2, 0), (1, 1, 5), (2, 3, 1, 2)], ids=str)
@each_of(ALL)
def test_meshgrid(dtype: type[DType], sizes: tuple[int, ...], indexing: Literal["xy", "ij"]) -> None:
    tensors = [operand((n,), dtype, seed) for seed, n in enumerate(sizes)]
    made = lib.meshgrid(*tensors, indexing=indexing)
    expected = untyped(np.meshgrid)(*map(array, tensors), indexing=indexing)
    for x, wanted in zip(made, expected, strict=True):
        assert_tensor(x, wanted, dtype)


@pytest.mark.parametrize("indexing", ["xy", "ij"])
@pytest.mark.parametrize("which", [0, 1])
def test_gradients_of_meshgrid(which: int, indexing: str) -> None:
    reversed_one = operand(Form((4,), "reversed"), float64)
    assert_gradients(lambda x, y: lib.meshgrid(x, y, indexing=indexing)[which], operand((3,), float64), reversed_one)


# ----------------------------------------------------------------------------------------------------------------- eye
@pytest.mark.parametrize("sizes", [(0,), (1,), (3,), (2, 3), (3, 2), (0, 2), (2, 0)], ids=str)
@pytest.mark.parametrize("k", [0, 1, -1, 2, 5, -5, 10**30, -(10**30)])
@each_of(ALL)
def test_eye(dtype: type[DType], k: int, sizes: tuple[int, ...]) -> None:
    expected = np.eye(sizes[0], sizes[-1], max(min(k, 9), -9))
    assert_tensor(lib.eye(*sizes, k=k, dtype=dtype), expected, dtype)


def test_eye_is_float32_by_default_and_square() -> None:
    assert_tensor(tg.eye(Batch(3)), np.eye(3), float32)


# ---------------------------------------------------------------------------------------------------------------- like
@every_form
@each_of(ALL)
def test_like(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    assert_tensor(lib.zeros_like(x), np.zeros(form.shape), dtype)
    assert_tensor(lib.ones_like(x), np.ones(form.shape), dtype)
    value = {"b": True, "i": 3, "f": 0.5}[dtype.numpy.kind]
    assert_tensor(lib.full_like(x, value), np.full(form.shape, value), dtype)
    unset = lib.empty_like(x)
    assert (unset.dtype, unset.shape) == (dtype.numpy, form.shape)


@each_of(ALL)
@each_of(ALL, "other")
def test_like_but_for_the_dtype(dtype: type[DType], other: type[DType]) -> None:
    x = operand((2, 3), dtype)
    assert_tensor(lib.zeros_like(x, other), np.zeros((2, 3)), other)
    assert_tensor(lib.ones_like(x, other), np.ones((2, 3)), other)
    assert lib.empty_like(x, other).dtype == other.numpy
    value = {"b": True, "i": 3, "f": 0.5}[other.numpy.kind]
    assert_tensor(lib.full_like(x, value, other), np.full((2, 3), value), other)


def test_like_a_parameter_is_a_constant() -> None:
    w = Parameter(tg.ones((3,)))
    assert type(tg.zeros_like(w)) is tg.Tensor
    assert tg.zeros_like(w)._node is None


@each_of(ALL)
def test_empty(dtype: type[DType]) -> None:
    x = lib.empty((2, 3), dtype)
    assert (x.dtype, x.shape) == (dtype.numpy, (2, 3))
    assert lib.empty(()).dtype == np.float32


def test_empty_booleans_are_booleans() -> None:
    np.full(1000, 7, np.uint8)  # whose memory comes next
    assert set(lib.empty((1000,), bool_).numpy().view(np.uint8)) <= {0, 1}


@each_of(INTEGERS)
def test_ranges_index(dtype: type[DType]) -> None:
    x = operand((4, 3), float64)
    assert_tensor(untyped(x)[lib.arange(3, -1, -1, dtype=dtype)], untyped(x).numpy()[::-1], float64)
