"""Zeros of both signs, infinities, NaN, subnormal and largest numbers: every result is NumPy's, to the last bit.

Integers at both ends of their range wrap as NumPy's. Which operations warn, and what gradients are there.
"""

from __future__ import annotations

import operator
import warnings
from itertools import product
from math import erf, inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import EPSILON, FLOATS, INTEGERS, AnyArray, array, each_of, tensor, untyped

import typedgrad as tg
from typedgrad import DType, Parameter, compiled, float32, float64, gradients
from typedgrad.rules.memory import LARGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    One: TypeAlias = Callable[[Any], Any]
    Two: TypeAlias = Callable[[Any, Any], Any]


_OPERATORS = untyped(operator)


def specials(dtype: type[DType]) -> AnyArray:
    """Floats at which something is special, and plain ones between them."""
    facts = np.finfo(untyped(dtype.numpy))
    ends = [facts.max, facts.tiny, facts.smallest_subnormal, facts.eps, 1.0 - facts.eps]
    positive = [0.0, inf, nan, 0.5, 1.0, 1.5, 2.0, 3.0, 20.0, 100.0, 710.0, 1000.0, 2.0**52, *ends]
    return np.array([*positive, *(-x for x in positive)], dtype.numpy)


def extremes(dtype: type[DType]) -> AnyArray:
    """Integers at the ends of their range, at its widths, and around zero."""
    facts = np.iinfo(untyped(dtype.numpy))
    small = (-65, -2, -1, 0, 1, 2, 3, 31, 32, 33, 63, 64, 65)
    return np.array([facts.min, facts.min + 1, *small, facts.max - 1, facts.max], dtype.numpy)


def pairs(x: AnyArray) -> tuple[AnyArray, AnyArray]:
    """Each with each."""
    one, other = zip(*product(x, x), strict=True)
    return np.array(one, x.dtype), np.array(other, x.dtype)


LAYOUTS = ("rows", "strided", "reversed", "columns", "large", "large, strided")


def laid_out(x: AnyArray, dtype: type[DType], layout: str) -> Any:
    """A tensor of the same elements in memory of that layout; large ones again and again."""
    if layout.startswith("large"):
        x = np.resize(x, LARGE + 77)
    if layout == "columns":
        x = np.resize(x, (4, (len(x) + 3) // 4))
    return tensor(x, dtype, layout.removeprefix("large, "))


def assert_same_bits(found: Any, expected: Any) -> None:
    """The same dtype, shape and bits; NaN where there is NaN, of any sign."""
    one, other = np.asarray(found), np.asarray(expected)
    assert (one.dtype, one.shape) == (other.dtype, other.shape)
    np.testing.assert_array_equal(one, other)
    if one.dtype.kind == "f":
        is_number = ~np.isnan(one)
        np.testing.assert_array_equal(np.signbit(one)[is_number], np.signbit(other)[is_number])


def quietly(function: Callable[..., Any], *operands: Any, **options: Any) -> Any:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return function(*operands, **options)


# ------------------------------------------------------------------------------------------------ element by element
def _erf(x: AnyArray) -> AnyArray:
    return np.array([erf(number) for number in x.ravel().tolist()], x.dtype).reshape(x.shape)


def _relu(x: AnyArray) -> AnyArray:
    return np.asarray(np.maximum(x, x.dtype.type(0.0)))


def _softplus(x: AnyArray) -> AnyArray:
    return np.asarray(np.logaddexp(x, x.dtype.type(0.0)))


NAMES = (
    *("abs", "square", "sqrt", "reciprocal", "exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan"),
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "sign", "floor", "ceil"),
    *("trunc", "round", "isnan", "isinf", "isfinite", "negative", "positive"),
)
NAMES_OF_TWO = (*("maximum", "minimum", "logaddexp", "hypot", "arctan2", "logical_and", "logical_or", "logical_xor"),)
OF_ONE: dict[str, tuple[One, One]] = {
    **{name: (getattr(tg, name), getattr(np, name)) for name in NAMES if hasattr(tg, name)},
    "-x": (_OPERATORS.neg, np.negative),
    "+x": (_OPERATORS.pos, np.positive),
    "relu": (tg.relu, _relu),
    "softplus": (tg.softplus, _softplus),
    "log_sigmoid": (tg.log_sigmoid, lambda x: -_softplus(-x)),
    "clip": (lambda x: tg.clip(x, -1.5, 1.5), lambda x: np.clip(x, x.dtype.type(-1.5), x.dtype.type(1.5))),
    "astype bool": (lambda x: x.astype(tg.bool_), lambda x: x.astype(np.bool_)),
    "astype float32": (lambda x: x.astype(float32), lambda x: x.astype(np.float32)),
    "astype float64": (lambda x: x.astype(float64), lambda x: x.astype(np.float64)),
    "x * 0.0": (lambda x: x * 0.0, lambda x: x * x.dtype.type(0.0)),
    "x / 0.0": (lambda x: x / 0.0, lambda x: x / x.dtype.type(0.0)),
    "x ** 2": (lambda x: x**2, lambda x: x * x),
    "x ** 0.5": (lambda x: x**0.5, lambda x: np.power(x, x.dtype.type(0.5))),
    "1.0 / x": (lambda x: 1.0 / x, lambda x: x.dtype.type(1.0) / x),
}
OF_TWO: dict[str, tuple[Two, Two]] = {
    "+": (_OPERATORS.add, np.add),
    "-": (_OPERATORS.sub, np.subtract),
    "*": (_OPERATORS.mul, np.multiply),
    "/": (_OPERATORS.truediv, np.true_divide),
    "//": (_OPERATORS.floordiv, np.floor_divide),
    "%": (_OPERATORS.mod, np.remainder),
    "**": (_OPERATORS.pow, np.power),
    "<": (_OPERATORS.lt, np.less),
    "<=": (_OPERATORS.le, np.less_equal),
    ">": (_OPERATORS.gt, np.greater),
    ">=": (_OPERATORS.ge, np.greater_equal),
    "==": (_OPERATORS.eq, np.equal),
    "!=": (_OPERATORS.ne, np.not_equal),
    **{
        name: (getattr(tg, name), getattr(np, name)) for name in ("maximum", "minimum", "logaddexp", "hypot", "arctan2")
    },
    **{name: (getattr(tg, name), getattr(np, name)) for name in ("logical_and", "logical_or", "logical_xor")},
    "where": (lambda x, y: tg.where(x > y, x, y), lambda x, y: untyped(np.where)(x > y, x, y)),
    "clip": (lambda x, y: tg.clip(x, y, y), lambda x, y: np.minimum(np.maximum(x, y), y)),
}
OF_INTEGERS = ("+", "-", "*", "//", "%", "<", "<=", ">", ">=", "==", "!=", "maximum", "minimum", "where")
OF_BITS: dict[str, tuple[Two, Two]] = {
    "&": (_OPERATORS.and_,) * 2,
    "|": (_OPERATORS.or_,) * 2,
    "^": (_OPERATORS.xor,) * 2,
}
WARN_IN_PLAIN_ARITHMETIC = {"+", "-", "*", "x * 0.0"}
"""Which say that they overflow, or that infinities cancel, as NumPy's users know it; they cost the least."""


@each_of(FLOATS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", OF_ONE)
def test_of_one(name: str, layout: str, dtype: type[DType]) -> None:
    function, numpy_function = OF_ONE[name]
    x = laid_out(specials(dtype), dtype, layout)
    assert_same_bits(quietly(function, x), quietly(numpy_function, x._data))


@each_of(FLOATS)
@pytest.mark.parametrize("name", OF_ONE)
def test_of_one_scalar(name: str, dtype: type[DType]) -> None:
    function, numpy_function = OF_ONE[name]
    for number in specials(dtype):
        x = np.asarray(number)
        assert_same_bits(quietly(function, tensor(x, dtype)), quietly(numpy_function, x))


@each_of(FLOATS)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", OF_TWO)
def test_of_two(name: str, layout: str, dtype: type[DType]) -> None:
    function, numpy_function = OF_TWO[name]
    one, other = (laid_out(x, dtype, layout) for x in pairs(specials(dtype)))
    assert_same_bits(quietly(function, one, other), quietly(numpy_function, one._data, other._data))


@each_of(FLOATS)
@pytest.mark.parametrize("name", [name for name in OF_TWO if name != "clip"])  # a bound is no larger than what it clips
def test_of_two_that_broadcast(name: str, dtype: type[DType]) -> None:
    function, numpy_function = OF_TWO[name]
    column, row = specials(dtype)[:, None], np.resize(specials(dtype), LARGE // 32)
    found = quietly(function, tensor(column, dtype), tensor(row, dtype))
    assert_same_bits(found, quietly(numpy_function, column, row))


@each_of(FLOATS)
def test_erf_has_the_special_values(dtype: type[DType]) -> None:
    """Elsewhere it is the accuracy table's."""
    x = specials(dtype)
    found, expected = array(tg.erf(tensor(x, dtype))), _erf(x)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(expected))
    np.testing.assert_array_equal(np.signbit(found[~np.isnan(x)]), np.signbit(x[~np.isnan(x)]))
    np.testing.assert_array_max_ulp(found[~np.isnan(x)], expected[~np.isnan(x)], 1)


@each_of(FLOATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_sigmoid_has_its_limits(layout: str, dtype: type[DType]) -> None:
    t = laid_out(specials(dtype), dtype, layout)
    found, x = array(tg.sigmoid(t)), array(t)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(x))
    for limit, at in ((1.0, x >= 100.0), (0.0, x <= -1000.0), (0.5, np.abs(x) < EPSILON[dtype])):
        np.testing.assert_array_equal(found[at], limit)


# ---------------------------------------------------------------------------------------------------------- integers
@each_of(INTEGERS)
@pytest.mark.parametrize("layout", ["rows", "strided", "large"])
@pytest.mark.parametrize("name", [*OF_INTEGERS, *OF_BITS])
def test_integers(name: str, layout: str, dtype: type[DType]) -> None:
    """Division by zero is 0 without a warning, and the least by -1 wraps; in PyTorch both end the process or raise."""
    function, numpy_function = {**OF_TWO, **OF_BITS}[name]
    one, other = (laid_out(x, dtype, layout) for x in pairs(extremes(dtype)))
    assert_same_bits(function(one, other), quietly(numpy_function, one._data, other._data))


@each_of(INTEGERS)
def test_powers_of_integers_wrap(dtype: type[DType]) -> None:
    one, other = pairs(extremes(dtype))
    one, other = one[other >= 0], other[other >= 0]
    assert_same_bits(tensor(one, dtype) ** tensor(other, dtype), one**other)


@each_of(INTEGERS)
@pytest.mark.parametrize("is_left", [True, False])
def test_shifts_beyond_the_width(is_left: bool, dtype: type[DType]) -> None:
    """To the left nothing is left, to the right the sign; in C it is undefined, and x86 takes the count modulo."""
    one, other = pairs(extremes(dtype))
    one, other = one[other >= 0], other[other >= 0]
    x, count = untyped(tensor(one, dtype)), untyped(tensor(other, dtype))
    bits = untyped(dtype.numpy).itemsize * 8
    found = array(x << count if is_left else x >> count)
    assert_same_bits(found, np.left_shift(one, other) if is_left else np.right_shift(one, other))
    beyond = other >= bits
    np.testing.assert_array_equal(found[beyond], 0 if is_left else np.where(one[beyond] < 0, -1, 0))


@each_of(INTEGERS)
@pytest.mark.parametrize("name", ["abs", "square", "sign", "floor", "ceil", "trunc", "round", "-x", "+x"])
def test_integers_of_one(name: str, dtype: type[DType]) -> None:
    function, numpy_function = OF_ONE[name]
    x = extremes(dtype)
    assert_same_bits(function(tensor(x, dtype)), quietly(numpy_function, x).astype(x.dtype))


# -------------------------------------------------------------------------------------------------------- reductions
REDUCTIONS = ("sum", "mean", "prod", "max", "min", "argmax", "argmin", "var", "std", "cumsum", "cumprod")
ROWS: dict[str, list[float]] = {
    "infinity": [inf, 1.0, 2.0],
    "minus infinity": [1.0, -inf, 2.0],
    "both infinities": [inf, 1.0, -inf],
    "nan": [1.0, nan, inf],
    "last nan": [-1.0, 5.0, nan],
    "zeros": [0.0, -0.0, 0.0],
    "one": [1.0, -0.0, 1.0],
    "largest": [1e308, 1e308, 1e308],
    "largest apart": [-1e308, 1e308, 0.0],
    "smallest": [5e-324, 5e-324, -5e-324],
    "tiny": [1e-200, 3e-200, -1e-200],
}


@pytest.mark.parametrize("axis", [None, 0, 1])
@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("name", REDUCTIONS)
def test_reductions(name: str, row: str, axis: int | None) -> None:
    x = np.array([ROWS[row]]) if axis != 0 else np.array([ROWS[row]]).T
    if name in {"cumsum", "cumprod"} and axis is None:
        x = x[0]
        axis = 0
    found = getattr(tg, name)(untyped(tensor(x, float64)), axis=axis)
    assert_same_bits(found, quietly(getattr(np, name), x, axis))


@each_of(FLOATS)
@pytest.mark.parametrize("axis", [None, 1])
def test_sum_of_negative_zeros_alone(axis: int | None, dtype: type[DType]) -> None:
    """It is 0.0: of all elements it is a product with ones, and along an axis NumPy's, which is -0.0 for a vector."""
    assert not np.signbit(array(untyped(tensor(np.array([[-0.0, -0.0]]), dtype)).sum(axis=axis))).any()


@pytest.mark.parametrize("order", [0, 1, 2, 3, inf])
@pytest.mark.parametrize("row", ROWS)
def test_norm(order: float, row: str) -> None:
    """It overflows at 1e200 and underflows at 1e-200 as NumPy's: a norm that scales first would take twice as long."""
    x = np.array([ROWS[row]])
    found = array(untyped(tg.norm)(untyped(tensor(x, float64)), ord=order, axis=1))
    np.testing.assert_allclose(found, quietly(np.linalg.vector_norm, x, axis=1, ord=order), rtol=1e-15)


# ---------------------------------------------------------------------------------------------------------- products
PRODUCTS: dict[str, tuple[Two, Two]] = {
    "matrices": (lambda x, y: x @ y.T, lambda x, y: np.matmul(x, y.T)),
    "matrix and vector": (lambda x, y: x @ y[0], lambda x, y: np.matmul(x, y[0])),
    "vectors": (lambda x, y: x[0] @ y[0], lambda x, y: np.matmul(x[0], y[0])),
    "vecdot": (tg.vecdot, untyped(np.vecdot)),
    "outer": (lambda x, y: tg.outer(x[0], y[0]), lambda x, y: np.outer(x[0], y[0])),
    "cross": (tg.cross, np.cross),
}


@each_of(FLOATS)
@pytest.mark.parametrize("name", PRODUCTS)
def test_products(name: str, dtype: type[DType]) -> None:
    function, numpy_function = PRODUCTS[name]
    numbers = specials(dtype)
    rng = np.random.default_rng(0)
    for _ in range(100):
        x, y = rng.choice(numbers, (2, 3)), rng.choice(numbers, (2, 3))
        found = quietly(function, untyped(tensor(x, dtype)), untyped(tensor(y, dtype)))
        np.testing.assert_array_equal(array(found), quietly(numpy_function, x, y))


# -------------------------------------------------------------------------------------------------- sorting, searching
@each_of(FLOATS)
@pytest.mark.parametrize("layout", LAYOUTS[:3])
def test_sorting_and_searching(layout: str, dtype: type[DType]) -> None:
    t = laid_out(specials(dtype), dtype, layout)
    x = array(t)
    assert_same_bits(tg.argsort(t), np.argsort(x, kind="stable"))
    assert_same_bits(tg.sort(t), np.sort(x, kind="stable"))
    backwards = array(tg.argsort(t, descending=True))
    assert np.isnan(x[backwards][:2]).all(), "NaN first, which NumPy has no word for"
    falling = quietly(np.diff, x[backwards][2:])
    assert not (falling > 0.0).any()
    ordered = np.sort(x, kind="stable")
    assert_same_bits(tg.searchsorted(untyped(tensor(ordered, dtype)), t), np.searchsorted(ordered, x))


# ---------------------------------------------------------------------------------------------------------- warnings
def _warns(function: Callable[..., Any], *operands: Any) -> bool:
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        function(*operands)
    return bool(found)


@each_of(FLOATS)
def test_who_warns(dtype: type[DType]) -> None:
    """`+`, `-`, `*` and products, as NumPy; no function, no division, no reduction, no comparison."""
    x = tensor(specials(dtype), dtype)
    one, other = (tensor(x, dtype) for x in pairs(specials(dtype)))
    loud = {name for name, (function, _) in OF_ONE.items() if _warns(function, x)}
    loud |= {name for name, (function, _) in OF_TWO.items() if _warns(function, one, other)}
    assert loud == WARN_IN_PLAIN_ARITHMETIC


@pytest.mark.parametrize("name", [*REDUCTIONS[:-2], "logsumexp", "norm"])
def test_no_reduction_warns(name: str) -> None:
    for row in ROWS.values():
        assert not _warns(getattr(tg, name), untyped(tensor(np.array(row), float64)))


def test_a_caller_may_be_strict() -> None:
    """The state that NumPy has is left to its owner: it raises, where he asks for it, and ours stays what it is."""
    x = untyped(tensor(np.array([0.0, 1e308]), float64))
    with np.errstate(all="raise"):
        assert array(tg.log(x))[0] == -inf
        with pytest.raises(FloatingPointError, match="overflow"):
            _OPERATORS.mul(x, 10.0)
        assert np.geterr()["over"] == "raise"


def test_gradients_do_not_warn() -> None:
    w = Parameter(tensor(specials(float64), float64))
    for name, (function, _) in OF_ONE.items():
        result = quietly(function, w)
        if result.dtype.kind == "f" and result._node is not None:
            total = quietly(result.sum)
            assert not _warns(gradients, total, (w,)), name


# ---------------------------------------------------------------------------------------------------------- compiled
@pytest.mark.parametrize("backend", ["numpy", "c"])
@each_of(FLOATS)
def test_compiled_has_the_same_special_values(dtype: type[DType], backend: Any) -> None:
    """By NumPy to the last bit; by C to 3 units in the last place, with the same infinities and NaN."""
    functions = [function for name, (function, _) in OF_ONE.items() if not name.startswith("astype")]

    def step(x: Any) -> Any:
        return [function(x) for function in functions]

    x = untyped(tensor(specials(dtype), dtype))
    program = untyped(compiled)(step, backend=backend)
    quietly(program, x)
    for found, expected in zip(quietly(program, x), quietly(step, x), strict=True):
        if backend == "numpy":
            assert_same_bits(found, array(expected))
            continue
        one, other = array(found), array(expected)
        if one.dtype.kind != "f":
            np.testing.assert_array_equal(one, other)
            continue
        np.testing.assert_array_equal(np.isnan(one), np.isnan(other))
        np.testing.assert_array_equal(np.isinf(one), np.isinf(other))
        np.testing.assert_allclose(one, other, rtol=3.0 * EPSILON[dtype], atol=1e-37 if dtype is float32 else 1e-307)
