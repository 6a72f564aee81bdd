# pyright: basic
# No namespace or array has a static type here: a program takes those of any library.
"""Programs for any array library: elementwise functions, operators and reductions, with the values to run them on."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPECIAL = {
    "bool": np.array([False, True]),
    "int32": np.array([-(2**31), -5, -2, -1, 0, 1, 2, 3, 7, 2**31 - 1], np.int32),
    "int64": np.array([-(2**63), -5, -2, -1, 0, 1, 2, 3, 7, 2**63 - 1], np.int64),
}
for _dtype in (np.float32, np.float64):
    _info = np.finfo(_dtype)
    _finite = [0.0, 0.3, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 7.25, 88.0, 1e10]
    _finite += [float(_info.max), float(_info.smallest_normal), float(_info.eps)]
    SPECIAL[_dtype.__name__] = np.array([*_finite, *[-x for x in _finite], np.inf, -np.inf, np.nan], _dtype)
INTEGERS, FLOATS = ("int32", "int64"), ("float32", "float64")
NUMERIC = (*INTEGERS, *FLOATS)
ALL = ("bool", *NUMERIC)
KINDS = {"b": ("bool",), "i": INTEGERS, "f": FLOATS, "bi": ("bool", *INTEGERS), "if": NUMERIC, "bif": ALL}
SHAPES = ((), (3,), (1,), (0,), (2, 3), (2, 0), (2, 1, 3))


class Case(NamedTuple):
    """A program, `program(xp, a)`, of a namespace and a function that makes its arrays."""

    name: str
    program: Callable[..., Any]


def sample(shape: tuple[int, ...], dtype: str, seed: int = 0) -> np.ndarray[Any, np.dtype[Any]]:
    """Elements that differ in no order, without special values; halves and thirds among the floats."""
    values = np.random.default_rng(seed).permutation(int(np.prod(shape))).reshape(shape) - 2
    if dtype == "bool":
        return np.equal(values % 3, 0)
    return (values / 2 if dtype in FLOATS else values).astype(dtype)


def of_each_dtype(name: str, program: Callable[..., Any], kinds: str = "bif") -> Iterator[Case]:
    """A program whose arrays, `a(shape)`, are of one dtype."""
    for dtype in KINDS[kinds]:
        yield Case(
            f"{name}-{dtype}",
            lambda xp, a, d=dtype: program(xp, lambda *shape, seed=0: a(sample(shape, d, seed))),
        )


# ----------------------------------------------------------------------------------------------------- elementwise
UNARY = {
    "abs": "if",
    "acos": "f",
    "acosh": "f",
    "asin": "f",
    "asinh": "f",
    "atan": "f",
    "atanh": "f",
    "bitwise_invert": "bi",
    "ceil": "if",
    "cos": "f",
    "cosh": "f",
    "exp": "f",
    "expm1": "f",
    "floor": "if",
    "isfinite": "if",
    "isinf": "if",
    "isnan": "if",
    "log": "f",
    "log1p": "f",
    "log2": "f",
    "log10": "f",
    "logical_not": "b",
    "negative": "if",
    "positive": "if",
    "reciprocal": "f",
    "round": "if",
    "sign": "if",
    "signbit": "f",
    "sin": "f",
    "sinh": "f",
    "square": "if",
    "sqrt": "f",
    "tan": "f",
    "tanh": "f",
    "trunc": "if",
}
BINARY = {
    "add": "if",
    "atan2": "f",
    "bitwise_and": "bi",
    "bitwise_or": "bi",
    "bitwise_xor": "bi",
    "copysign": "f",
    "divide": "f",
    "equal": "bif",
    "floor_divide": "if",
    "greater": "if",
    "greater_equal": "if",
    "hypot": "f",
    "less": "if",
    "less_equal": "if",
    "logaddexp": "f",
    "logical_and": "b",
    "logical_or": "b",
    "logical_xor": "b",
    "maximum": "if",
    "minimum": "if",
    "multiply": "if",
    "not_equal": "bif",
    "pow": "if",
    "remainder": "if",
    "subtract": "if",
}
OPERATORS = {
    "add": "__add__",
    "bitwise_and": "__and__",
    "bitwise_left_shift": "__lshift__",
    "bitwise_or": "__or__",
    "bitwise_right_shift": "__rshift__",
    "bitwise_xor": "__xor__",
    "divide": "__truediv__",
    "equal": "__eq__",
    "floor_divide": "__floordiv__",
    "greater": "__gt__",
    "greater_equal": "__ge__",
    "less": "__lt__",
    "less_equal": "__le__",
    "multiply": "__mul__",
    "not_equal": "__ne__",
    "pow": "__pow__",
    "remainder": "__mod__",
    "subtract": "__sub__",
}


def operands(name: str, dtype: str) -> tuple[Any, Any]:
    """Every special value beside every other, but for an integer 0 as a divisor and negative exponents and shifts."""
    first = second = SPECIAL[dtype]
    if dtype in INTEGERS:
        if name in {"floor_divide", "remainder"}:
            first, second = first[1:], second[second != 0]  # nor the least number by -1, which overflows
        if name in {"pow", "bitwise_left_shift", "bitwise_right_shift"}:
            second = np.arange(8, dtype=dtype)
    return first[:, None], second


def elementwise() -> Iterator[Case]:
    for name, kinds in UNARY.items():
        for dtype in KINDS[kinds]:
            yield Case(f"{name}-{dtype}", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(SPECIAL[d])))
    shifts = {"bitwise_left_shift": "i", "bitwise_right_shift": "i"}
    for name, kinds in (BINARY | shifts).items():
        for dtype in KINDS[kinds]:
            both = operands(name, dtype)
            yield Case(f"{name}-{dtype}", lambda xp, a, n=name, b=both: getattr(xp, n)(*map(a, b)))
            if name not in OPERATORS:
                continue
            method = OPERATORS[name]
            yield Case(f"{method}-{dtype}", lambda xp, a, m=method, b=both: getattr(a(b[0]), m)(a(b[1])))
            scalar = both[1][1].item()
            yield Case(f"{method}-{dtype}-scalar", lambda xp, a, m=method, b=both, s=scalar: getattr(a(b[0]), m)(s))
            reflected = f"__r{method[2:]}"
            if hasattr(int if name != "divide" else float, reflected):
                yield Case(
                    f"{reflected}-{dtype}",
                    lambda xp, a, m=reflected, b=both: getattr(a(b[1]), m)(b[0][-2, 0].item()),
                )
    for dtype in NUMERIC:
        for method in ("__neg__", "__pos__", "__abs__"):
            yield Case(f"{method}-{dtype}", lambda xp, a, m=method, d=dtype: getattr(a(SPECIAL[d]), m)())
    for dtype in ("bool", *INTEGERS):
        yield Case(f"__invert__-{dtype}", lambda xp, a, d=dtype: ~a(SPECIAL[d]))


# ------------------------------------------------------------------------------------------ reductions and the like
def axes(rank: int) -> list[int | tuple[int, ...] | None]:
    pairs = [tuple(pair) for pair in itertools.permutations(range(rank), 2)]
    return [None, *range(-rank, rank), *pairs, *([tuple(range(rank))] if rank > 2 else [])]


REDUCTIONS = {"max": "if", "mean": "f", "min": "if", "prod": "if", "std": "f", "sum": "if", "var": "f"} | {
    "all": "bif",
    "any": "bif",
    "argmax": "if",
    "argmin": "if",
    "count_nonzero": "bif",
}
NOT_OF_NOTHING = {"max", "min", "argmax", "argmin", "mean", "std", "var"}


def reductions() -> Iterator[Case]:
    for name, kinds in REDUCTIONS.items():
        shapes = [shape for shape in SHAPES if name not in NOT_OF_NOTHING or 0 not in shape]
        for shape in shapes:
            for axis, keepdims in itertools.product(axes(len(shape)), (False, True)):
                if name.startswith("arg") and isinstance(axis, tuple):
                    continue
                keywords = {"axis": axis, "keepdims": keepdims}
                yield from of_each_dtype(
                    f"{name}-{shape}-{keywords}",
                    lambda xp, a, n=name, s=shape, k=keywords: getattr(xp, n)(a(*s), **k),
                    kinds,
                )
    for name in ("max", "min", "argmax", "argmin", "sum", "prod", "all", "any"):
        for dtype in FLOATS:
            yield Case(f"{name}-{dtype}-special", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(SPECIAL[d])))
    for name, dtype, other in itertools.product(("sum", "prod"), NUMERIC, NUMERIC):
        if (dtype in FLOATS) != (other in FLOATS):
            continue
        yield Case(
            f"{name}-{dtype}-dtype={other}",
            lambda xp, a, n=name, d=dtype, o=other: getattr(xp, n)(a(sample((2, 3), d)), dtype=getattr(xp, o)),
        )
    for name, dtype in itertools.product(("var", "std"), FLOATS):
        yield Case(
            f"{name}-{dtype}-1", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(sample((4, 2), d)), correction=1)
        )
        yield Case(
            f"{name}-{dtype}-0.5",
            lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(sample((4, 2), d)), axis=0, correction=0.5),
        )
    for name, dtype, initial in itertools.product(("cumulative_sum", "cumulative_prod"), NUMERIC, (False, True)):
        for shape, axis in (((3,), None), ((2, 3), 0), ((2, 3), -1)):
            keywords = {"axis": axis, "include_initial": initial}
            yield Case(
                f"{name}-{dtype}-{shape}-{keywords}",
                lambda xp, a, n=name, s=shape, d=dtype, k=keywords: getattr(xp, n)(a(sample(s, d)), **k),
            )
