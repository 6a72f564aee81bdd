"""Each call that native code does, against NumPy's: dtypes, layouts, broadcasting, empty arrays, NaN and infinity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from helpers import untyped
from native_programs import Array, Calls, assert_same, native_program, needs_compiler

pytestmark = needs_compiler

DTYPES = [pytest.param(np.float64, id="float64"), pytest.param(np.float32, id="float32")]
SPECIAL = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    np.inf,
    -np.inf,
    np.nan,
    1e-320,
    -1e-320,
    1e-40,
    5e-324,
    1e308,
    -745.2,
    710.0,
    89.0,
    104.0,
]

Ufunc = Callable[..., Any]

EXACT_UNARY: tuple[Ufunc, ...] = (np.negative, np.positive, np.reciprocal, np.square, np.absolute, np.sqrt)
CLOSE_UNARY: tuple[Ufunc, ...] = (np.exp, np.log, np.tanh)
BINARY: tuple[Ufunc, ...] = (np.add, np.subtract, np.multiply, np.divide, np.maximum, np.minimum)
COMPARISONS: tuple[Ufunc, ...] = (np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal)
LOGIC: tuple[Ufunc, ...] = (
    np.logical_and, np.logical_or, np.logical_xor, np.bitwise_and, np.bitwise_or, np.bitwise_xor,
)  # fmt: skip


def layouts(shape: tuple[int, ...], dtype: Any, seed: int = 0) -> Iterator[Array]:
    """Arrays of a shape in several layouts."""
    rng = np.random.default_rng(seed)
    yield rng.normal(size=shape).astype(dtype)
    yield np.asfortranarray(rng.normal(size=shape).astype(dtype))
    if shape:
        yield rng.normal(size=(*shape[:-1], 2 * shape[-1])).astype(dtype)[..., ::2]
        yield rng.normal(size=shape).astype(dtype)[..., ::-1]
        yield rng.normal(size=shape[::-1]).astype(dtype).T
        yield np.broadcast_to(rng.normal(size=(*shape[:-1], 1)).astype(dtype), shape)


def check(function: Calls, *arrays: Array, ulps: float = 0, is_native: bool = True) -> None:
    """Run a function of arrays natively, with other values than it was recorded with."""
    recorded = [with_strides(array) for array in arrays]
    program = native_program(function, *recorded)
    assert program.is_native is is_native, program.text
    with np.errstate(all="ignore"):
        expected = untyped(function)(*arrays)
        found = program.run(*arrays)
    for number, (one, other) in enumerate(zip(found, expected, strict=True)):
        assert_same(one, other, ulps=ulps, where=f"result {number}")


def with_strides(array: Array) -> Array:
    """An array of ones with the layout of another."""
    low = sum((size - 1) * -stride for size, stride in zip(array.shape, array.strides, strict=True) if stride < 0)
    high = sum((size - 1) * stride for size, stride in zip(array.shape, array.strides, strict=True) if stride > 0)
    memory = np.ones((max(low, 0) + max(high, 0)) // array.itemsize + 1, array.dtype)
    made: Array = np.ndarray(array.shape, array.dtype, memory.data, max(low, 0), array.strides)
    return made


# --------------------------------------------------------------------------------------------------- element by element
@pytest.mark.parametrize("dtype", DTYPES)
def test_unary_functions_of_special_values(dtype: Any) -> None:
    rng = np.random.default_rng(0)
    with np.errstate(all="ignore"):
        x = np.array(
            [*SPECIAL, *rng.normal(size=200) * 50, *rng.normal(size=200), *rng.uniform(-1e-3, 1e-3, 50)]
        ).astype(dtype)
    check(lambda x: [ufunc(x) for ufunc in EXACT_UNARY], x)
    check(lambda x: [ufunc(x) for ufunc in CLOSE_UNARY], x, ulps=4)
    check(lambda x: [np.isnan(x), np.isfinite(x)], x)


@pytest.mark.parametrize("dtype", DTYPES)
def test_elementary_functions_are_right_to_three_units_in_the_last_place(dtype: Any) -> None:
    rng = np.random.default_rng(1)
    tiny, huge = np.log10(np.finfo(dtype).tiny), np.log10(np.finfo(dtype).max)
    x = np.concatenate(
        [
            rng.uniform(-1, 1, 20000),
            rng.uniform(-90, 90, 20000),
            rng.uniform(-750, 720, 20000),
            10 ** rng.uniform(tiny, huge, 20000),
        ]
    ).astype(dtype)
    program = native_program(lambda x: [np.exp(x), np.log(x), np.tanh(x)], x)
    with np.errstate(all="ignore"):
        for found, ufunc in zip(program.run(x), (np.exp, np.log, np.tanh), strict=True):
            exact = ufunc(x.astype(np.longdouble))
            assert_same(found, exact.astype(dtype), ulps=3, where=ufunc.__name__)


@pytest.mark.parametrize("dtype", DTYPES)
def test_binary_functions_of_special_values(dtype: Any) -> None:
    with np.errstate(all="ignore"):
        x = np.array(SPECIAL).astype(dtype)
    pairs = np.repeat(x, len(x)), np.tile(x, len(x))
    check(lambda x, y: [ufunc(x, y) for ufunc in BINARY], *pairs)
    check(lambda x, y: [ufunc(x, y) for ufunc in COMPARISONS], *pairs)


@pytest.mark.parametrize("dtype", DTYPES)
def test_numbers_are_operands(dtype: Any) -> None:
    x = np.linspace(-2, 2, 33).astype(dtype)
    check(
        lambda x: [
            x * 2,
            0.1 - x,
            x / 3,
            np.maximum(x, 0.3),
            x > 0.1,
            np.power(x, 1) if False else x + np.array(2, dtype),
        ],
        x,
    )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    "shape", [(), (1,), (7,), (0,), (3, 5), (1, 4), (4, 1), (2, 0), (2, 3, 4), (2, 1, 3, 2), (70, 33)]
)
def test_layouts(shape: tuple[int, ...], dtype: Any) -> None:
    arrays = list(layouts(shape, dtype))
    others = list(layouts(shape, dtype, seed=1))
    many = [*arrays, *others]
    n = len(arrays)

    def calls(*x: Any) -> list[Any]:
        made: list[Any] = []
        for i in range(n):
            made += [x[i] + x[n + (i + 1) % n], np.exp(x[i]) * x[n + i], -x[i]]
        return made

    check(calls, *many, ulps=8)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((), (3,)),
        ((3, 4), (4,)),
        ((3, 4), (3, 1)),
        ((3, 1), (1, 4)),
        ((2, 3, 4), (3, 1)),
        ((1,), (5,)),
        ((2, 1, 3), (4, 1)),
        ((0, 3), (3,)),
    ],
)
def test_broadcasting(left: tuple[int, ...], right: tuple[int, ...], dtype: Any) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=left).astype(dtype), rng.normal(size=right).astype(dtype)
    check(lambda x, y: [x + y, y - x, np.maximum(x, y), np.tanh(x) * y, x < y], x, y, ulps=6)


def test_bools() -> None:
    x, y = np.array([True, True, False, False]), np.array([True, False, True, False])
    check(lambda x, y: [*(ufunc(x, y) for ufunc in LOGIC), np.logical_not(x), np.invert(y)], x, y)
    z = np.array([1.5, -2.0, np.inf, 0.25])
    check(lambda x, z: [x * z, z + x, np.maximum(z, x)], x, z)
    check(lambda z: [(z > 0) * z, (z > 0) & (z < 1)], z)


@pytest.mark.parametrize("dtype", DTYPES)
def test_selections(dtype: Any) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 5, 6)).astype(dtype)
    y[0, 0], x[1, 1] = np.nan, np.inf

    def calls(x: Any, y: Any) -> list[Any]:
        chosen = untyped(np).where(x > 0, x, y)
        return [
            chosen, chosen * 2, chosen.T[::2] * 3, np.where(x > y[0], x[:, :1], 0.0),
            np.where(y < 0, 1.0, x), np.where(x > 0, y > 0, x > y), chosen[1:3], np.add.reduce(np.where(x < 9, 1.0, x)),
        ]  # fmt: skip

    check(calls, x, y)


@pytest.mark.parametrize("dtype", DTYPES)
def test_copies_convert(dtype: Any) -> None:
    x = np.random.default_rng(0).normal(size=(3, 5)).astype(dtype)
    check(lambda x: [x.astype(np.float32), x.astype(np.float64), x.T.copy(), x[1:, ::2].copy(), x.astype(np.bool_)], x)
    with np.errstate(all="ignore"):
        check(lambda x: [x.astype(np.float32)], np.array([1e300, -1e300, np.nan, 1e-300]))


def test_what_overlaps_is_computed_as_numpy_does() -> None:
    x = np.arange(10.0)

    def shifted(x: Any) -> list[Any]:
        y = x + 0.0
        np.add(y[1:], y[:-1], y[1:])
        np.multiply(y[::-1], 2.0, y)
        y[2:4] = y[3:5]
        y[0] = 7.0
        z = y * 1.0
        z[::2] = 0.0
        z[1::2] = y[1::2]
        return [y, z]

    program = native_program(shifted, np.zeros(10))
    y, z = x.copy(), x.copy()
    np.add(y[1:], y[:-1].copy(), y[1:])
    np.multiply(y[::-1].copy(), 2.0, y)
    y[2:4] = y[3:5].copy()
    y[0] = 7.0
    z = y * 1.0
    z[::2] = 0.0
    z[1::2] = y[1::2]
    for found, expected in zip(program.run(x), (y, z), strict=True):
        assert_same(found, expected)


# ----------------------------------------------------------------------------------------------------------- reductions
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(5,), (1000,), (2000, 3), (3, 700), (4, 5, 6), (1, 3), (3, 1), (0, 3), (40, 50, 3)])
def test_sums_and_extrema(shape: tuple[int, ...], dtype: Any) -> None:
    rank = len(shape)
    axes: list[Any] = [None, *range(rank), *range(-rank, 0), tuple(range(rank)), tuple(range(0, rank, 2))]
    arrays = list(layouts(shape, dtype))

    def sums(*given: Any) -> list[Any]:
        return [
            np.add.reduce(np.absolute(x), axis=axis, keepdims=keep)
            for x in given
            for axis in axes
            for keep in (False, True)
        ]

    def products(*given: Any) -> list[Any]:
        return [np.multiply.reduce(x * 0.01 + 1.0, axis=axis) for x in given for axis in axes]

    def extrema(*given: Any) -> list[Any]:
        return [ufunc.reduce(x, axis=axis) for x in given for axis in axes for ufunc in (np.maximum, np.minimum)]

    rough = float(np.sqrt(1 + np.prod(shape))) * 200
    check(sums, *arrays, ulps=rough)
    check(products, *arrays, ulps=rough)
    if 0 not in shape:
        check(extrema, *arrays)


@pytest.mark.parametrize("dtype", DTYPES)
def test_extrema_of_nan_and_infinity(dtype: Any) -> None:
    x = np.random.default_rng(0).normal(size=(6, 40)).astype(dtype)
    x[0, 3] = x[1, 39] = x[2, 0] = np.nan
    x[3, 5], x[3, 6], x[4, :], x[5, :] = np.inf, -np.inf, -np.inf, np.inf
    check(lambda x: [u.reduce(x, axis=a) for u in (np.maximum, np.minimum) for a in (0, 1, None)], x)
    check(lambda x: [u.reduce(x, axis=a) for u in (np.maximum, np.minimum) for a in (0, 1, None)], np.asfortranarray(x))
    check(lambda x: [np.add.reduce(x, axis=1)], x[:3])


def test_long_sums_are_accurate() -> None:
    x = np.random.default_rng(0).random(1_000_000).astype(np.float32)
    program = native_program(lambda x: [np.add.reduce(x)], x)
    assert abs(float(program.run(x)[0]) / x.astype(np.float64).sum() - 1) < 1e-6


# ------------------------------------------------------------------------------------------------------------- products
SIZES = [
    (1, 1, 1),
    (1, 5, 7),
    (7, 5, 1),
    (3, 4, 5),
    (64, 64, 40),
    (64, 20, 10),
    (17, 9, 23),
    (33, 1, 31),
    (5, 300, 3),
    (2, 0, 3),
    (0, 2, 3),
]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("m", "k", "n"), SIZES)
def test_products_of_matrices(m: int, k: int, n: int, dtype: Any) -> None:
    lefts, rights = list(layouts((m, k), dtype)), list(layouts((k, n), dtype, seed=1))
    pairs = [(a, b) for a in range(len(lefts)) for b in range(len(rights))]

    def calls(*x: Any) -> list[Any]:
        return [np.dot(x[a], x[len(lefts) + b]) for a, b in pairs] + [np.matmul(x[0], x[-1])]

    given = (*lefts, *rights)
    program = native_program(calls, *map(with_strides, given))
    assert program.is_native
    for found, (i, j) in zip(program.run(*given), [*pairs, (0, len(rights) - 1)], strict=True):
        a, b = lefts[i].astype(np.float64), rights[j].astype(np.float64)
        assert found.shape == (m, n)
        assert found.dtype == dtype
        assert (np.abs(found - a @ b) <= np.abs(a) @ np.abs(b) * np.finfo(dtype).eps * (k + 2)).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_products_of_vectors(dtype: Any) -> None:
    rng = np.random.default_rng(0)
    a, v, w = rng.random((9, 40)).astype(dtype), rng.random(40).astype(dtype), rng.random(9).astype(dtype)

    def calls(a: Any, v: Any, w: Any) -> list[Any]:
        return [
            np.dot(a, v), np.dot(w, a), np.dot(v, v), np.dot(a.T, w), np.dot(v, a.T), np.dot(v[::2], v[::-2]),
            np.dot(a[:, ::2], v[::2]), np.dot(w[::-1], a), np.dot(a[::2], v), np.matmul(v, v), np.matmul(a, v),
        ]  # fmt: skip

    check(calls, a, v, w, ulps=80)


def test_products_of_arrays_as_vectors() -> None:
    a, b = np.random.default_rng(0).random((2, 6, 7))
    check(lambda a, b: [np.vdot(a, b), np.vdot(a[1:3], b[2:4]), np.vdot(a * 2.0, b)], a, b, ulps=40)
    program = native_program(lambda a, b: [np.vdot(a.T, b.T)], a, b)
    assert_same(program.run(a, b)[0], np.vdot(a.T, b.T))


def test_products_pass_on_nan() -> None:
    a, b = np.ones((5, 6)), np.ones((6, 10))
    a[2, 3], b[1, 9] = np.nan, np.inf
    check(lambda a, b: [np.dot(a, b)], a, b)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_product_into_columns(dtype: Any) -> None:
    a, b = np.random.default_rng(0).random((6, 7)).astype(dtype), np.random.default_rng(1).random((7, 20)).astype(dtype)

    def calls(a: Any, b: Any) -> list[Any]:
        made = np.transpose(a[:, :1] * b[:1, :6].T[:, :1].T) * 1.0  # memory of the program
        np.dot(a, b[:, :6], made.T)
        return [made]

    program = native_program(calls, a, b)
    assert_same(program.run(a, b)[0], np.dot(a, b[:, :6]).T, ulps=60)
