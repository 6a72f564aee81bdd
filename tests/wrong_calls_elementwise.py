"""Wrong calls of functions of each element."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from wrong_calls import A, Unequal, Wrong, b, i, j, lib, loop, s, v, x

from typedgrad import DTypeError, ShapeError

ROWS: tuple[Wrong, ...] = (
    # operators and elementwise functions
    Wrong(lambda: lib.abs(b), DTypeError, "abs: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.abs(A), DTypeError, "abs: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.add(x, s), DTypeError, "add: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.add(A, x), DTypeError, "add: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: lib.add(x, A), DTypeError, "add: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: lib.add(x, loop), DTypeError, "add: float64 tensor with [[...]] of type list"),
    Wrong(lambda: lib.add(x, Unequal()), DTypeError, "add: float64 tensor with <wrong_calls.Unequal"),
    Wrong(lambda: lib.add(x, Fraction(1, 2)), DTypeError, "add: float64 tensor with Fraction(1, 2) of type Fraction"),
    Wrong(lambda: lib.add(x, Decimal(1)), DTypeError, "add: float64 tensor with Decimal('1') of type Decimal"),
    Wrong(lambda: lib.add(x, 1j), DTypeError, "add: float64 tensor with 1j of type complex"),
    Wrong(lambda: lib.subtract(x, v[:2]), ShapeError, "subtract: (2, 3) with (2,): axis -1 is 3 and 2"),
    Wrong(
        lambda: lib.multiply(i, 2**63),
        OverflowError,
        "multiply: 9223372036854775808 of type int is out of the range of int64",
    ),
    Wrong(lambda: lib.divide(x, None), DTypeError, "divide: float64 tensor with None of type NoneType"),
    Wrong(lambda: lib.divide(i, 2), DTypeError, "divide: not defined for int64, only for floats"),
    Wrong(lambda: lib.power(i, -1), ValueError, "power: int64 with the negative exponent -1; convert it with astype"),
    Wrong(lambda: lib.power(x, "2"), DTypeError, "power: float64 tensor with '2' of type str"),
    Wrong(lambda: lib.remainder(i, 0.5), DTypeError, "remainder: int64 tensor with 0.5 of type float"),
    Wrong(lambda: lib.floor_divide(x, s), DTypeError, "floor_divide: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.maximum(x, None), DTypeError, "maximum: float64 tensor with None of type NoneType"),
    Wrong(lambda: lib.minimum(loop, x), DTypeError, "minimum: float64 tensor with [[...]] of type list"),
    Wrong(lambda: lib.hypot(x, s), DTypeError, "hypot: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.hypot(i, i), DTypeError, "hypot: not defined for int64, only for floats"),
    Wrong(
        lambda: lib.hypot(1.0, 2.0), DTypeError, "hypot: 1.0 of type float is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.arctan2(x, v[:2]), ShapeError, "arctan2: (2, 3) with (2,): axis -1 is 3 and 2"),
    Wrong(lambda: lib.arctan2(x, "y"), DTypeError, "arctan2: float64 tensor with 'y' of type str"),
    Wrong(lambda: lib.logaddexp(b, b), DTypeError, "logaddexp: not defined for bool, only for floats"),
    Wrong(lambda: lib.logaddexp(x, A), DTypeError, "logaddexp: float64 tensor with a NumPy array; make it a tensor by"),
    Wrong(
        lambda: lib.equal_elementwise(x, s),
        DTypeError,
        "equal: float64 with float32; convert one with",
        "equal_elementwise",
    ),
    Wrong(lambda: lib.not_equal(x, "a"), DTypeError, "not_equal: float64 tensor with 'a' of type str"),
    Wrong(lambda: lib.not_equal(b, 0), DTypeError, "not_equal: bool tensor with 0 of type int"),
    Wrong(lambda: lib.greater(x, b), DTypeError, "greater: float64 with bool; convert one with astype"),
    Wrong(lambda: lib.greater(b, b), DTypeError, "greater: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.greater_equal(x, None), DTypeError, "greater_equal: float64 tensor with None of type NoneType"),
    Wrong(lambda: lib.less(1.0, 2.0), DTypeError, "less: 1.0 of type float is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.less_equal(x, v[:2]), ShapeError, "less_equal: (2, 3) with (2,): axis -1 is 3 and 2"),
    Wrong(lambda: lib.logical_and(b, 1), DTypeError, "logical_and: bool tensor with 1 of type int"),
    Wrong(lambda: lib.logical_or(b, x), DTypeError, "logical_or: bool with float64; convert one with astype"),
    Wrong(lambda: lib.logical_or([True], b), DTypeError, "logical_or: bool tensor with [True] of type list"),
    Wrong(lambda: lib.logical_xor(b, None), DTypeError, "logical_xor: bool tensor with None of type NoneType"),
    Wrong(lambda: lib.logical_xor(b, b[:2]), ShapeError, "logical_xor: (3,) with (2,): axis -1 is 3 and 2"),
    Wrong(
        lambda: lib.logical_not(True),
        DTypeError,
        "logical_not: True of type bool is not a tensor; make it one by as_tensor",
    ),
    Wrong(
        lambda: lib.bitwise_and(x, x),
        DTypeError,
        "bitwise_and: not defined for float64, only for booleans and integers",
    ),
    Wrong(lambda: lib.bitwise_and(i, b), DTypeError, "bitwise_and: int64 with bool; convert one with astype"),
    Wrong(lambda: lib.bitwise_or(i, j), DTypeError, "bitwise_or: int64 with int32; convert one with astype"),
    Wrong(lambda: lib.bitwise_or(i, 1.0), DTypeError, "bitwise_or: int64 tensor with 1.0 of type float"),
    Wrong(
        lambda: lib.bitwise_xor(i, A), DTypeError, "bitwise_xor: int64 tensor with a NumPy array; make it a tensor by"
    ),
    Wrong(lambda: lib.bitwise_xor(b, 1), DTypeError, "bitwise_xor: bool tensor with 1 of type int"),
    Wrong(
        lambda: lib.bitwise_invert(x),
        DTypeError,
        "invert: not defined for float64, only for booleans",
        "bitwise_invert",
    ),
    Wrong(
        lambda: lib.bitwise_invert(5),
        DTypeError,
        "invert: 5 of type int is not a tensor; make it one by",
        "bitwise_invert",
    ),
    Wrong(
        lambda: lib.bitwise_left_shift(i, b),
        DTypeError,
        "left_shift: int64 with bool; convert one with",
        "bitwise_left_shift",
    ),
    Wrong(
        lambda: lib.bitwise_left_shift(b, b),
        DTypeError,
        "left_shift: not defined for bool, only for",
        "bitwise_left_shift",
    ),
    Wrong(
        lambda: lib.bitwise_left_shift(i, 0.5),
        DTypeError,
        "left_shift: int64 tensor with 0.5 of type float",
        "bitwise_left_shift",
    ),
    Wrong(
        lambda: lib.bitwise_left_shift(i, 2**64),
        OverflowError,
        "left_shift: 18446744073709551616 of type int is",
        "bitwise_left_shift",
    ),
    Wrong(
        lambda: lib.bitwise_right_shift(x, 1),
        DTypeError,
        "right_shift: not defined for float64, only for",
        "bitwise_right_shift",
    ),
    Wrong(
        lambda: lib.bitwise_right_shift(i, None),
        DTypeError,
        "right_shift: int64 tensor with None of type",
        "bitwise_right_shift",
    ),
    Wrong(lambda: lib.clip(x, "a", 1.0), DTypeError, "clip: float64 tensor with 'a' of type str"),
    Wrong(lambda: lib.clip(x, None, True), DTypeError, "clip: float64 tensor with True of type bool"),
    Wrong(lambda: lib.clip(i, 0.5, 2), DTypeError, "clip: int64 tensor with 0.5 of type float"),
    Wrong(lambda: lib.clip(x, s, None), DTypeError, "clip: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.clip(b, False, True), DTypeError, "clip: not defined for bool, only for integers and floats"),
    Wrong(
        lambda: lib.clip(A, 0.0, 1.0), DTypeError, "clip: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"
    ),
    Wrong(
        lambda: lib.clip(j, -(2**31) - 1, 2),
        OverflowError,
        "clip: -2147483649 of type int is out of the range of int32",
    ),
    Wrong(
        lambda: lib.clip(x, 0, 10**400), OverflowError, "clip: an integer of type int is out of the range of float64"
    ),
    Wrong(
        lambda: lib.clip(x, A, None),
        DTypeError,
        "clip: float64 tensor with a NumPy array; make it a tensor by as_tensor",
    ),
    Wrong(lambda: lib.ceil(b), DTypeError, "ceil: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.floor("1.5"), DTypeError, "floor: '1.5' of type str is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.round(loop), DTypeError, "round: [[...]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.round(b), DTypeError, "round: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.sign(b), DTypeError, "sign: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.trunc(A), DTypeError, "trunc: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.positive(b), DTypeError, "positive: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.negative(b), DTypeError, "negative: not defined for bool, only for integers and floats"),
    Wrong(
        lambda: lib.negative(-1.0), DTypeError, "negative: -1.0 of type float is not a tensor; make it one by as_tensor"
    ),
    Wrong(
        lambda: lib.isfinite(A), DTypeError, "isfinite: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"
    ),
    Wrong(lambda: lib.isinf(1.0), DTypeError, "isinf: 1.0 of type float is not a tensor; make it one by as_tensor"),
    Wrong(
        lambda: lib.isnan(float("nan")),
        DTypeError,
        "isnan: nan of type float is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.isnan(b), DTypeError, "isnan: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.erf(i), DTypeError, "erf: not defined for int64, only for floats"),
    Wrong(lambda: lib.exp(loop), DTypeError, "exp: [[...]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.expm1(i), DTypeError, "expm1: not defined for int64, only for floats"),
    Wrong(lambda: lib.log(None), DTypeError, "log: None of type NoneType is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.log1p(b), DTypeError, "log1p: not defined for bool, only for floats"),
    Wrong(lambda: lib.log2(i), DTypeError, "log2: not defined for int64, only for floats"),
    Wrong(lambda: lib.log10("10"), DTypeError, "log10: '10' of type str is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.log_sigmoid(i), DTypeError, "log_sigmoid: not defined for int64, only for floats"),
    Wrong(lambda: lib.reciprocal(i), DTypeError, "reciprocal: not defined for int64, only for floats"),
    Wrong(lambda: lib.relu(b), DTypeError, "relu: not defined for bool, only for floats"),
    Wrong(lambda: lib.sigmoid(A), DTypeError, "sigmoid: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.softplus(i), DTypeError, "softplus: not defined for int64, only for floats"),
    Wrong(lambda: lib.square(b), DTypeError, "square: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.sqrt(-1.0), DTypeError, "sqrt: -1.0 of type float is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.tanh(Unequal()), DTypeError, "tanh: <wrong_calls.Unequal"),
    Wrong(lambda: lib.arccos(i), DTypeError, "arccos: not defined for int64, only for floats"),
    Wrong(lambda: lib.arccosh(1.0), DTypeError, "arccosh: 1.0 of type float is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.arcsin(b), DTypeError, "arcsin: not defined for bool, only for floats"),
    Wrong(lambda: lib.arcsinh(A), DTypeError, "arcsinh: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.arctan(i), DTypeError, "arctan: not defined for int64, only for floats"),
    Wrong(
        lambda: lib.arctanh([0.5]), DTypeError, "arctanh: [0.5] of type list is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.cos(i), DTypeError, "cos: not defined for int64, only for floats"),
    Wrong(lambda: lib.cosh(None), DTypeError, "cosh: None of type NoneType is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.sin(loop), DTypeError, "sin: [[...]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.sinh(b), DTypeError, "sinh: not defined for bool, only for floats"),
    Wrong(lambda: lib.tan(1j), DTypeError, "tan: 1j of type complex is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.tan(i), DTypeError, "tan: not defined for int64, only for floats"),
    Wrong(lambda: lib.where(b, x, None), DTypeError, "where: float64 tensor with None of type NoneType"),
    Wrong(lambda: lib.where(b, loop, x), DTypeError, "where: float64 tensor with [[...]] of type list"),
    Wrong(lambda: lib.where(i, i, i), DTypeError, "where: the condition is int64, not bool; compare it first"),
    Wrong(
        lambda: lib.where(A > 1, x, x), DTypeError, "where: array([[False, False, True], [ True, True, True]]) of type"
    ),
    Wrong(
        lambda: lib.where(b, x, 10**400), OverflowError, "where: an integer of type int is out of the range of float64"
    ),
    Wrong(lambda: lib.where(b, s, 1e39), OverflowError, "where: 1e+39 of type float is out of the range of float32"),
)
