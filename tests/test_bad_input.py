"""Wrong calls: each raises its own kind of error, which names the operation and the values, and changes nothing.

The checkers reject nearly all of these, so they are written with operands whose types they do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from helpers import array, assert_tensor, operand, untyped

import typedgrad as tg
from typedgrad import (
    DTypeError,
    Float,
    GradientError,
    Parameter,
    ShapeError,
    bool_,
    float32,
    float64,
    int32,
    int64,
)
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
make: Any = lib.as_tensor
x: Any = operand((2, 3), float64)
s: Any = operand((2, 3), float32)
v: Any = operand((3,), float64)
i: Any = make([[1, 2, 3], [4, 5, 6]], int64)
j: Any = make([1, 2, 3], int32)
b: Any = make([True, False, True], bool_)
c: Any = operand((), float64)
w: Any = Parameter(operand((2, 3), float64, 5))
w.grad = x
A: Any = np.ones((2, 3))


REDUCTIONS = (
    *("sum", "prod", "mean", "var", "std", "max", "min", "argmax", "argmin"),
    *("logsumexp", "norm", "cumsum", "cumprod"),
)


class Wrong(NamedTuple):
    """A call, and a regular expression for what it should say."""

    call: Callable[[], object]
    error: type[Exception]
    message: str


def rejects(error: type[Exception], *cases: tuple[str, Callable[[], object]]) -> list[Wrong]:
    """Calls that raise one kind of error."""
    return [Wrong(call, error, message) for message, call in cases]


def calling(name: str, argument: object) -> Callable[[], object]:
    """The call of a function of the library with one argument."""
    return lambda: getattr(lib, name)(argument)


CREATION = [
    *rejects(
        DTypeError,
        (r"as_tensor: data of NumPy's dtype object, such as None of type NoneType", lambda: make(None, float32)),
        (r"as_tensor: .* object, such as None of type NoneType", lambda: make([1.0, None], float32)),
        (r"as_tensor: .* object, such as <object .*", lambda: make(object(), float32)),
        (r"as_tensor: .* object, such as '1' of type str", lambda: make(np.array([1, "1"], object), int64)),
        (r"as_tensor: .* <U1, such as np.str_\('a'\)", lambda: make(["a"], float32)),
        (r"as_tensor: .* complex128, such as .*1j", lambda: make([1j], float64)),
        (r"as_tensor: .* datetime64\[D\]", lambda: make(np.array(["2020-01-01"], "M8[D]"), int64)),
        (r"as_tensor: float64 data, such as nan, for int64", lambda: make([0.0, float("nan")], int64)),
        (r"as_tensor: float64 data, such as 0.5, for int32", lambda: make([0.5, 1.0], int32)),
        (r"as_tensor: float64 data, such as 1.0, for bool", lambda: make([1.0], bool_)),
        (r"as_tensor: int64 data, such as 0, for bool", lambda: make([0, 1], bool_)),
        (r"as_tensor: bool data, such as True, for int64", lambda: make([True, False], int64)),
        (r"as_tensor: bool data, such as True, for float32", lambda: make(True, float32)),
        (r"as_tensor: a masked array; fill it first", lambda: make(np.ma.masked_array([1, 2], [False, True]), int64)),
        (r"as_tensor: .*Float.* is not one of bool_, int32", lambda: make([1.0], Float)),
        (r"as_tensor: <class 'float'> is not one of bool_", lambda: make([1.0], float)),
        (r"as_tensor: <class 'numpy.float32'> is not one of", lambda: make([1.0], np.float32)),
        (r"zeros: 'float32' is not one of bool_", lambda: lib.zeros((2,), "float32")),
        (r"full: int64 tensor with 0.5 of type float", lambda: lib.full((2,), 0.5, int64)),
        (r"full: float32 tensor with True of type bool", lambda: lib.full((2,), True)),
        (r"full: bool tensor with 1 of type int", lambda: lib.full((2,), 1, bool_)),
        (r"full: float32 tensor with 'a' of type str", lambda: lib.full((2,), "a")),
        (r"full: float32 tensor with None of type NoneType", lambda: lib.full((2,), None)),
        (r"full: float32 tensor with a NumPy array", lambda: lib.full((2,), np.ones(2))),
    ),
    *rejects(
        ShapeError,
        (r"as_tensor: .* inhomogeneous shape", lambda: make([[1.0], [2.0, 3.0]], float32)),
        (r"as_tensor: .* inhomogeneous shape", lambda: make([1.0, [2.0]], float32)),
        (r"as_tensor: data of shape \(2,\) for the shape \(3,\)", lambda: make([1.0, 2.0], float32, (3,))),
        (r"as_tensor: data of shape \(2,\) for the shape \(2, 1\)", lambda: make([1.0, 2.0], float32, (2, 1))),
        (r"as_tensor: data of shape \(2,\) for the shape \(-1,\)", lambda: make([1.0, 2.0], float32, (-1,))),
        (r"zeros: -1 in \(-1,\) is not a size", lambda: lib.zeros((-1,))),
        (r"zeros: 2.0 in \(2.0,\) is not a size", lambda: lib.zeros((2.0,))),
        (r"ones: True in \(True,\) is not a size", lambda: lib.ones((True,))),
        (r"zeros: the shape 'ab' of type str is not a tuple", lambda: lib.zeros("ab")),
        (r"ones: the shape 3 of type int is not a tuple", lambda: lib.ones(3)),
        (r"full: the shape \[2\] of type list is not a tuple", lambda: lib.full([2], 1.0)),
    ),
    *rejects(
        OverflowError,
        (r"as_tensor: 4294967296 is out of the range of int32", lambda: make([1, 2**32], int32)),
        (r"as_tensor: an integer beyond the range of int64", lambda: make([2**70], int64)),
        (r"full: 2147483648 of type int is out of the range of int32", lambda: lib.full((2,), 2**31, int32)),
        (r"full: 1e\+300 of type float is out of the range of float32", lambda: lib.full((2,), 1e300)),
    ),
]
OPERATORS = [
    *rejects(
        DTypeError,
        (r"add: float64 with float32; convert one with astype", lambda: x + s),
        (r"multiply: int64 with float64; convert", lambda: i * x),
        (r"subtract: int32 with int64; convert", lambda: j - i),
        (r"less: float32 with float64; convert", lambda: s < x),
        (r"equal: int64 with float64; convert", lambda: i == x),
        (r"matmul: float32 with float64; convert", lambda: s @ v),
        (r"add: not defined for bool, only for integers and floats", lambda: b + b),
        (r"negative: not defined for bool", lambda: -b),
        (r"abs: not defined for bool", lambda: abs(b)),
        (r"less: not defined for bool", lambda: b < ~b),
        (r"matmul: not defined for bool", lambda: b @ b),
        (r"divide: not defined for int64, only for floats", lambda: i / i),
        (r"power: not defined for bool, only for integers and floats", lambda: b**True),
        (r"power: int64 tensor with 0.5 of type float", lambda: i**0.5),
        (r"remainder: int64 with float64; convert", lambda: i % x),
        (r"floor_divide: not defined for bool", lambda: b // b),
        (r"left_shift: not defined for float64, only for integers", lambda: x << x),
        (r"right_shift: int64 tensor with 1.0 of type float", lambda: i >> 1.0),
        (r"right_shift: not defined for bool", lambda: b >> b),
        (r"positive: not defined for bool", lambda: +b),
        (r"bitwise_and: not defined for float64, only for booleans and integers", lambda: x & x),
        (r"invert: not defined for float64", lambda: ~x),
        (r"add: int64 tensor with 0.5 of type float", lambda: i + 0.5),
        (r"multiply: int64 tensor with 2.0 of type float", lambda: 2.0 * i),
        (r"less: int64 tensor with 0.5 of type float", lambda: i < 0.5),
        (r"equal: int64 tensor with 1.0 of type float", lambda: i == 1.0),
        (r"add: float64 tensor with True of type bool", lambda: x + True),
        (r"multiply: int64 tensor with True of type bool", lambda: True * i),
        (r"equal: float64 tensor with True of type bool", lambda: x == True),  # noqa: E712  # that is the mistake
        (r"bitwise_and: bool tensor with 1 of type int", lambda: b & 1),
        (r"bitwise_or: int64 tensor with True of type bool", lambda: True | i),
        (r"add: float64 tensor with None of type NoneType", lambda: x + None),
        (r"subtract: float64 tensor with 'a' of type str", lambda: "a" - x),
        (r"multiply: float64 tensor with \[1.0, 2.0, 3.0\] of type list", lambda: x * [1.0, 2.0, 3.0]),
        (r"add: float64 tensor with \[1.0, 2.0, 3.0\] of type list", lambda: untyped([1.0, 2.0, 3.0]) + x),
        (r"divide: float64 tensor with \(1.0,\) of type tuple", lambda: (1.0,) / x),
        (r"power: float64 tensor with 1j of type complex", lambda: x**1j),
        (r"add: float32 tensor with np.float32\(1.0\) .*; its item\(\) is a Python", lambda: s + np.float32(1.0)),
        (r"equal: int64 tensor with np.int64\(1\) .*; its item\(\) is a Python number", lambda: i == np.int64(1)),
        (r"less: float64 tensor with a NumPy array; make it a tensor by as_tensor", lambda: x < A),
        (r"matmul: 2.0 of type float is not a tensor; make it one by as_tensor", lambda: x @ 2.0),
        (r"matmul: array\(.* of type ndarray is not a tensor", lambda: x @ A.T),
    ),
    *rejects(
        ShapeError,
        (r"add: \(2, 3\) with \(2,\): axis -1 is 3 and 2", lambda: x + v[:2]),
        (r"multiply: \(2, 3\) with \(4, 3\): axis -2 is 2 and 4", lambda: x * lib.zeros((4, 3), float64)),
        (r"equal: \(2, 3\) with \(2,\): axis -1 is 3 and 2", lambda: x == v[:2]),
        (r"matmul: \(2, 3\) @ \(2, 3\): 3 columns meet 2 rows", lambda: x @ x),
        (r"matmul: \(3,\) @ \(2, 3\): 3 columns meet 2 rows", lambda: v @ x),
        (r"matmul: \(\) @ \(3,\): a scalar has no rows and no columns", lambda: c @ v),
        (r"matmul: \(2, 2, 3\) @ \(3, 3, 2\): the leading axes", lambda: lib.ones((2, 2, 3)) @ lib.ones((3, 3, 2))),
        (r"bool: the truth of 6 elements, shape \(2, 3\); use any or all", lambda: bool(x)),
        (r"bool: the truth of 0 elements", lambda: bool(v[:0])),
        (r"format: '.2f' for shape \(2, 3\), not \(\)", lambda: f"{x:.2f}"),
    ),
    *rejects(
        OverflowError,
        (r"add: 2147483648 of type int is out of the range of int32", lambda: j + 2**31),
        (r"equal: an integer of type int is out of the range of int64", lambda: i == 10**5000),
        (r"multiply: 1e\+39 of type float is out of the range of float32", lambda: s * 1e39),
        (r"add: an integer of type int is out of the range of float64", lambda: x + 10**400),
    ),
    *rejects(
        TypeError,
        ("unsupported operand", lambda: A @ x),
        ("does not support ufuncs", lambda: np.add(A, x)),
        ("does not support ufuncs", lambda: A.__iadd__(x)),
    ),
]
FUNCTIONS = [
    *rejects(
        DTypeError,
        *[
            (
                rf"{name}: \[1.0\] of type list is not a tensor; make it one by as_tensor",
                calling(name, [1.0]),
            )
            for name in (
                "exp",
                "log",
                "sqrt",
                "tanh",
                "sigmoid",
                "relu",
                "abs",
                *REDUCTIONS,
                "all",
                "any",
                "count_nonzero",
            )
        ],
        *[
            (f"{name}: not defined for int64, only for floats", calling(name, i))
            for name in ("exp", "log", "sqrt", "tanh", "sigmoid", "relu", "mean", "var", "std", "logsumexp", "norm")
        ],
        *[(f"{name}: not defined for bool, only for", calling(name, b)) for name in ("abs", "exp", *REDUCTIONS)],
        (r"all: not defined for float64, only for booleans", x.all),
        (r"any: not defined for int64, only for booleans", i.any),
        (r"equal: 1.0 of type float is not a tensor", lambda: lib.equal(1.0, 2.0)),
        (r"equal: bool tensor with 1 of type int", lambda: lib.equal(b, 1)),
        (r"maximum: float64 with float32; convert one with astype", lambda: lib.maximum(x, s)),
        (r"minimum: int64 with int32; convert", lambda: lib.minimum(i, j)),
        (r"maximum: not defined for bool, only for integers and floats", lambda: lib.maximum(b, b)),
        (r"minimum: int64 tensor with 0.5 of type float", lambda: lib.minimum(i, 0.5)),
        (r"maximum: float64 tensor with True of type bool", lambda: lib.maximum(x, True)),
        (r"maximum: float64 tensor with a NumPy array", lambda: lib.maximum(x, A)),
        (r"minimum: 0.5 of type float is not a tensor", lambda: lib.minimum(0.5, 1.0)),
        (r"where: the condition is float64, not bool; compare it first", lambda: lib.where(x, x, x)),
        (r"where: True of type bool is not a tensor", lambda: lib.where(True, x, x)),
        (r"where: float64 with float32; convert one with astype", lambda: lib.where(b, x, s)),
        (r"where: int64 tensor with 0.5 of type float", lambda: lib.where(b, i, 0.5)),
        (r"where: int64 tensor with True of type bool", lambda: lib.where(b, True, i)),
        (r"where: bool tensor with 1 of type int", lambda: lib.where(b, 1, b)),
        (r"where: float64 tensor with a NumPy array", lambda: lib.where(b, A, x)),
        (r"where: 1.0 of type float is not a tensor", lambda: lib.where(b, 1.0, 0.0)),
        (r"sum: the axis 1.0 of type float is not an int", lambda: x.sum((0, 1.0))),
        (r"argmin: the axis \(0, 1\) of type tuple is not an int", lambda: x.argmin((0, 1))),
        (r"cumsum: the axis \(0,\) of type tuple is not an int", lambda: x.cumsum((0,))),
        (r"std: the correction '1' of type str is no number", lambda: x.std(correction="1")),
        (r"norm: ord True of type bool is no number", lambda: lib.norm(x, ord=True)),
        (r"mean: the axis 1.0 of type float is not an int", lambda: x.mean(1.0)),
        (r"max: the axis True of type bool is not an int", lambda: x.max(True)),
        (r"argmax: the axis \[0\] of type list is not an int", lambda: x.argmax([0])),
        (r"astype: <class 'float'> is not one of bool_", lambda: x.astype(float)),
        (r"astype: .*Float.* is not one of bool_", lambda: x.astype(Float)),
        (r"astype: 'float32' is not one of bool_", lambda: x.astype("float32")),
        (r"Parameter: int64 has no gradients; convert it with astype", lambda: Parameter(i)),
        (r"Parameter: bool has no gradients", lambda: Parameter(b)),
        (r"Parameter: \[1.0\] of type list is not a tensor", lambda: Parameter(untyped([1.0]))),
    ),
    *rejects(
        ShapeError,
        (r"maximum: \(2, 3\) with \(2,\): axis -1 is 3 and 2", lambda: lib.maximum(x, v[:2])),
        (r"where: \(2,\) with \(2, 3\) with \(3,\): axis -1 is 2 and 3 and 3", lambda: lib.where(b[:2], x, v)),
        (r"where: \(2,\) with \(2, 3\) with \(\): axis -1 is 2 and 3", lambda: lib.where(b[:2], x, 1.0)),
        (r"sum: no axis 2 in shape \(2, 3\)", lambda: x.sum(2)),
        (r"prod: no axis -3 in shape \(2, 3\)", lambda: x.prod((0, -3))),
        (r"var: axes \(1, -1\) name axis 1 of shape \(2, 3\) twice", lambda: x.var((1, -1))),
        (r"cumprod: shape \(2, 3\) has 2 axes; name the axis", x.cumprod),
        (r"cumsum: shape \(\) has 0 axes; name the axis", c.cumsum),
        (r"cumsum: no axis 0 in shape \(\)", lambda: c.cumsum(0)),
        (r"min: \(0, 3\): zero-size array", lambda: x[:0].min(0)),
        (r"norm: \(0,\): zero-size array", lambda: lib.norm(v[:0], ord=float("inf"))),
        (r"mean: no axis -3 in shape \(2, 3\)", lambda: lib.mean(x, -3)),
        (r"max: no axis 0 in shape \(\)", lambda: c.max(0)),
        (r"argmax: \(0,\): .* empty sequence", v[:0].argmax),
        (r"max: \(0, 3\): zero-size array", lambda: x[:0].max(0)),
        (r"item: shape \(2, 3\) is not \(\)", x.item),
        (r"item: shape \(1,\) is not \(\)", v[:1].item),
    ),
]
SHAPING = [
    *rejects(
        ShapeError,
        (r"reshape: \(2, 3\) to \(4,\): 6 elements do not fill it", lambda: x.reshape((4,))),
        (r"reshape: \(2, 3\) to \(4, -1\): 6 elements do not fill it", lambda: lib.reshape(x, (4, -1))),
        (r"reshape: \(2, 3\) to \(-1, -1\): more than one -1", lambda: x.reshape(-1, -1)),
        (r"reshape: \(0,\) to \(0, -1\): 0 elements do not fill it", lambda: v[:0].reshape(0, -1)),
        (r"reshape: -2 in \(3, -2\) is not a size", lambda: x.reshape(3, -2)),
        (r"reshape: 2.0 in \(3, 2.0\) is not a size", lambda: x.reshape(3, 2.0)),
        (r"reshape: 'a' in \('a',\) is not a size", lambda: x.reshape("a")),
        (r"reshape: the shape 6 of type int is not a tuple", lambda: lib.reshape(x, 6)),
        (r"broadcast_to: \(2, 3\) to \(2, 4\): axis -1 is 3 and 4", lambda: lib.broadcast_to(x, (2, 4))),
        (r"broadcast_to: \(2, 3\) to \(4, 3, 3\): axis -2 is 2 and 3", lambda: lib.broadcast_to(x, (4, 3, 3))),
        (r"broadcast_to: \(2, 3\) to \(1, 3\): axis -2 is 2 and 1", lambda: lib.broadcast_to(x, (1, 3))),
        (r"broadcast_to: \(2, 3\) to \(3,\): 2 axes do not fit 1", lambda: lib.broadcast_to(x, (3,))),
        (r"broadcast_to: \(3,\) to \(\): 1 axes do not fit 0", lambda: lib.broadcast_to(v, ())),
        (r"broadcast_to: -1 in \(-1, 3\) is not a size", lambda: lib.broadcast_to(v, (-1, 3))),
        (r"broadcast_to: 2.0 in \(2.0, 3\) is not a size", lambda: lib.broadcast_to(v, (2.0, 3))),
        (r"broadcast_to: True in \(True, 3\) is not a size", lambda: lib.broadcast_to(v, (True, 3))),
        (r"broadcast_to: the shape 3 of type int is not a tuple", lambda: lib.broadcast_to(v, 3)),
        (r"broadcast_to: the shape \[2, 3\] of type list is not a tuple", lambda: lib.broadcast_to(v, [2, 3])),
        (r"transpose: shape \(3,\) has 1 axes, fewer than 2", v.transpose),
        (r"transpose: \(0, 0\) is no order of the 2 axes of \(2, 3\)", lambda: x.transpose((0, 0))),
        (r"transpose: \(0,\) is no order of the 2 axes", lambda: lib.transpose(x, (0,))),
        (r"transpose: no axis 2 in shape \(2, 3\)", lambda: x.transpose((0, 2))),
        (r"T: shape \(3,\) has 1 axes, not 2; use transpose or mT", lambda: v.T),
        (r"T: shape \(1, 3, 1\) has 3 axes, not 2; use transpose or mT", lambda: v[None, :, None].T),
        (r"mT: shape \(3,\) has 1 axes, fewer than 2", lambda: v.mT),
        (
            r"as_tensor: 'a' of type str in the shape is not a size",
            lambda: lib.as_tensor([1.0, 2.0], float64, (2, "a")),
        ),
        (r"concat: no tensors", lambda: lib.concat(())),
        (r"concat: \(2, 3\) with \(3,\) along axis 0: another axis differs", lambda: lib.concat((x, v))),
        (r"concat: \(2, 3\) with \(1, 3\) along axis 1: another", lambda: lib.concat([x, x[:1]], axis=1)),
        (r"concat: no axis 2 in shape \(2, 3\)", lambda: lib.concat((x, x), axis=2)),
        (r"concat: no axis 0 in shape \(\)", lambda: lib.concat((c, c))),
    ),
    *rejects(
        DTypeError,
        (r"concat: float64 with float32; convert one with astype", lambda: lib.concat((x, s))),
        (r"concat: array\(.* is not a tensor", lambda: lib.concat((x, A))),
        (r"concat: Tensor\[.* of type Tensor is not a tuple or list of tensors", lambda: lib.concat(x)),
        (r"concat: the axis None of type NoneType is not an int", lambda: lib.concat((x, x), axis=None)),
        (r"transpose: the axis 1.0 of type float is not an int", lambda: x.transpose((1.0, 0))),
        (r"reshape: \[1.0\] of type list is not a tensor", lambda: lib.reshape([1.0], (1,))),
        (r"broadcast_to: \[1.0\] of type list is not a tensor", lambda: lib.broadcast_to([1.0], (1,))),
        (r"transpose: array\(.* of type ndarray is not a tensor", lambda: lib.transpose(A)),
    ),
]
INDEXING = [
    *rejects(
        IndexError,
        (r"index: index 2 is outside axis 0 of size 2", lambda: x[2]),
        (r"index: index -3 is outside axis 0 of size 2", lambda: x[-3]),
        (r"index: index 3 is outside axis 1 of size 3", lambda: x[:, 3]),
        (r"index: index 5 is outside axis 1 of size 3", lambda: x[..., 5]),
        (r"index: index 9 is outside axis 0 of size 3", lambda: v[make([0, 9], int64)]),
        (r"index: index 0 is outside axis 0 of size 0", lambda: v[:0][0]),
        (r"splice: index 3 is outside axis 0 of size 3", lambda: v.splice(3, 1.0)),
    ),
    *rejects(
        ShapeError,
        (r"index: 1 indices for the 0 axes of shape \(\)", lambda: c[0]),
        (r"index: 3 indices for the 2 axes of shape \(2, 3\)", lambda: x[0, 0, 0]),
        (r"index: more than one `...` in the key", lambda: x[..., 0, ...]),
        (r"index: a mask of shape \(3,\) for axes of shape \(2, 3\)", lambda: x[b]),
        (r"index: a mask of shape \(3,\) for axes of shape \(2,\)", lambda: v[:2][b]),
        (r"index: .* could not be broadcast together with shapes \(2,\) \(3,\)", lambda: x[i[0, :2] - 1, i[0] - 1]),
        (r"index: a slice with step 0", lambda: x[::0]),
        (r"splice: values of shape \(2,\) for the shape \(3,\) of x\[key\]", lambda: x.splice(0, v[:2])),
        (r"splice: values of shape \(4,\) for the shape \(3,\) of x\[key\]", lambda: x.splice(0, lib.ones((4,)))),
        (r"splice: values of shape \(\) for the shape \(3,\) of x\[key\]", lambda: x.splice(0, c)),
        (r"splice: .* could not be broadcast together", lambda: x.splice((i[0, :2] - 1, i[0] - 1), 1.0)),
    ),
    *rejects(
        DTypeError,
        (r"index: a float64 tensor is no index; indices are integers, masks bool_", lambda: x[v]),
        (r"index: 1.0 of type float is no index", lambda: x[1.0]),
        (r"index: True of type bool is no index", lambda: x[True]),
        (r"index: 'a' of type str is no index", lambda: x["a"]),
        (r"index: \[0, 1\] of type list is no index; use an int or a tensor of integers or bool_", lambda: x[[0, 1]]),
        (r"index: array\(\[0\]\) of type ndarray is no index", lambda: x[np.array([0])]),
        (r"index: 1.5 of type float in a slice is not an int", lambda: x[1.5:]),
        (r"splice: float64 with float32; convert one with astype", lambda: x.splice(0, s[0])),
        (r"splice: float64 tensor with a NumPy array", lambda: x.splice(0, np.ones(3))),
        (r"splice: int64 tensor with 0.5 of type float", lambda: i.splice(0, 0.5)),
        (r"splice: a float64 tensor is no index", lambda: x.splice(v, 1.0)),
    ),
    *rejects(
        TypeError,
        (r"a tensor cannot be assigned to; x.splice\(key, values\) returns", lambda: x.__setitem__(0, 1.0)),
        (r"a tensor cannot be assigned to", lambda: w.__setitem__(0, 1.0)),
    ),
]
GRADIENTS = [
    *rejects(ShapeError, (r"backprop: the loss has shape \(2, 3\), not \(\)", lambda: lib.backprop(w * 2.0))),
    *rejects(
        GradientError,
        (r"backprop: the loss depends on no parameter", lambda: lib.backprop(x.sum())),
        (r"gradients: source 0 is a constant; make it a Parameter", lambda: lib.gradients(w.sum(), x)),
    ),
    *rejects(
        DTypeError,
        (r"backprop: the loss is int64, not a float", lambda: lib.backprop(i.sum())),
        (r"grad: float32 for a float64 parameter; convert it with astype", lambda: setattr(w, "grad", s)),
        (r"assign: 1.0 of type float is not a tensor", lambda: w.assign(1.0)),
    ),
]
CASES = [*CREATION, *OPERATORS, *FUNCTIONS, *SHAPING, *INDEXING, *GRADIENTS]
OPERANDS = {name: (operand, array(operand).copy()) for name, operand in (("x", x), ("i", i), ("b", b), ("w", w))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.message)
def test_wrong_call_says_what_is_wrong_and_changes_nothing(case: Wrong) -> None:
    with pytest.raises(case.error, match=case.message) as raised:
        case.call()
    assert type(raised.value) is case.error
    for before in OPERANDS.values():
        np.testing.assert_array_equal(array(before[0]), before[1])
    assert_tensor(w.grad, array(x), float64)
    assert is_recording()
    _assert_right_calls_still_work()


def _assert_right_calls_still_work() -> None:
    """Rules and constants are kept between calls: a wrong one must not be."""
    a = array(x)
    assert_tensor(x.sum(0) + x.mean(1)[1] + x.max() + 1.0, a.sum(0) + a.mean(1)[1] + a.max() + 1.0, float64, ulps=4)
    assert_tensor(x.transpose((1, 0)).reshape(2, 3) * 2, a.T.reshape(2, 3) * 2, float64)
    assert_tensor(lib.gradients((w * w).sum(), w), 2.0 * array(w), float64)
