"""Holding typedgrad's answers against PyTorch's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from oracle.libraries import Found, Question, of_torch, of_typedgrad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.call import Call
    from oracle.inputs import NDArray
    from oracle.libraries import Library

KINDS = ("values", "gradients", "second")
TOLERANCE = {"float32": 1e-5, "float64": 1e-12}
"""How far two results may be apart, relative to the largest number of the answer, of any order: derivatives cancel to
less than the numbers that they are made of. Both libraries round, and sum in their own order."""


class Comparison(NamedTuple):
    """One array of both libraries.

    Attributes:
        kind: `values`, `gradients` or `second`.
        error: how far they are apart, relative to the largest number; infinite where they cannot be compared.
        difference: what is wrong, None if nothing is.
    """

    kind: str
    error: float
    difference: str | None = None


def compare(call: Call, dtype: str, ours: Library = of_typedgrad, theirs: Library = of_torch) -> Iterator[Comparison]:
    """Compare each spelling of a call, with operands of a dtype, with PyTorch's."""
    order = call.order_of(dtype)
    question = Question(call.theirs, call.operands(dtype), call.constants, order)
    try:
        expected = theirs(question)
    except Exception as error:
        yield Comparison("values", np.inf, f"{call.theirs} {described(call, dtype)} raises {error!r}")
        return
    for spelling in call.ours:
        where = f"{spelling} {described(call, dtype)}"
        try:
            found = ours(question._replace(expression=spelling, forms=call.forms))
        except Exception as error:
            yield Comparison("values", np.inf, f"{where} raises {error!r}")
            continue
        yield from _compared(found, expected, where)


def described(call: Call, dtype: str) -> str:
    """The operands of a call."""
    return f"with {dtype} {' and '.join(map(str, call.forms))}"


def _compared(found: Found, expected: Found, where: str) -> Iterator[Comparison]:
    scale = max((_largest(array) for arrays in expected for array in arrays if array.dtype.kind == "f"), default=0.0)
    for kind, ours, theirs in zip(KINDS, found, expected, strict=True):
        if len(ours) != len(theirs):
            yield Comparison(kind, np.inf, f"{where}: {len(ours)} {kind}, PyTorch has {len(theirs)}")
            continue
        for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            error = relative_error(a, b, scale)
            bad = not error <= TOLERANCE.get(b.dtype.name, 0.0)
            yield Comparison(kind, error, f"{where}: {_difference(kind, i, a, b)}" if bad else None)


def relative_error(a: NDArray, b: NDArray, scale: float) -> float:
    """How far two arrays are apart, relative to a scale (of 0: at all); infinite if they cannot be compared.

    NaN equals NaN, and an infinity itself.
    """
    if a.shape != b.shape or a.dtype != b.dtype:
        return np.inf
    if a.dtype.kind != "f":
        return 0.0 if np.array_equal(a, b) else np.inf
    finite = np.isfinite(b)
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True) or not np.isfinite(a[finite]).all():
        return np.inf
    return _largest(a[finite] - b[finite]) / (scale or 1.0)


def _largest(array: NDArray) -> float:
    """The largest absolute value of those that are finite, 0 if there is none."""
    return float(np.max(np.abs(array[np.isfinite(array)]), initial=0.0))


def _difference(kind: str, i: int, a: NDArray, b: NDArray) -> str:
    which = f"{kind}[{i}]"
    if a.shape != b.shape or a.dtype != b.dtype:
        return f"{which} {a.dtype} {a.shape}, PyTorch's {b.dtype} {b.shape}"
    with np.errstate(invalid="ignore"):
        apart = np.where(a == b, 0.0, np.abs(np.subtract(a, b, dtype=np.float64)))
    worst = np.unravel_index(int(np.argmax(np.where(np.isnan(a) & np.isnan(b), 0.0, apart))), a.shape)
    place = tuple(int(n) for n in worst)
    return f"{which}{list(place)} is {a[worst]}, PyTorch's {b[worst]}"
