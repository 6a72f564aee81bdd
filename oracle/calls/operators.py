"""Python's operators: of two tensors, and with a number on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import ALL, BITS, FLOATS, INTEGERS, NUMBERS, Call, over
from oracle.inputs import FORMS, PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator


def calls() -> Iterator[Call]:
    """Of all operators."""
    for sign in ("+", "-", "*"):
        yield from _of_two(sign, NUMBERS)
        yield from _with(sign, "3", NUMBERS)
        yield from _with(sign, "0.75", FLOATS)
    yield from _of_two("/", FLOATS, low=0.5)
    yield from _with("/", "0.75", FLOATS, low=0.5)
    yield from _of_two("**", FLOATS, low=0.5)
    yield from _with("**", "1.5", FLOATS, low=0.5)
    for exponent in ("0", "1", "2", "3", "-1", "-2", "2.5"):
        yield from over("**", f"x ** {exponent}", f"x ** {exponent}", low=0.5)
    yield from over("**", "x ** 3", "x ** 3", dtypes=INTEGERS)
    for sign, order in (("//", 0), ("%", 2)):
        for low, high in ((0.6, 3.0), (-3.0, -1.0)):
            yield from _of_two(sign, NUMBERS, low=low, high=high, order=order)
            yield from _with(sign, "2", NUMBERS, low=low, high=high, order=order)
            yield from _with(sign, "-2", NUMBERS, low=low, high=high, order=order)
    for sign in ("<", "<=", ">", ">="):
        yield from _of_two(sign, NUMBERS, order=0)
        yield from _with(sign, "1", NUMBERS, order=0)
    for sign in ("==", "!="):
        yield from _of_two(sign, ALL, order=0)
        yield from _with(sign, "1", NUMBERS, order=0)
    for sign in ("&", "|", "^"):
        yield from _of_two(sign, BITS, order=0)
        yield from _with(sign, "6", INTEGERS, order=0)
        yield from _with(sign, "True", ("bool",), order=0)
    for sign in ("<<", ">>"):
        yield from _of_two(sign, INTEGERS, low=0.0, order=0)
        yield from _with(sign, "2", INTEGERS, low=0.0, order=0)
    yield from over("-", "-x", "-x", dtypes=NUMBERS)
    yield from over("+", "+x", "+x", dtypes=NUMBERS)
    yield from over("abs", "abs(x)", "abs(x)", dtypes=NUMBERS)
    yield from over("~", "~x", "~x", order=0, dtypes=BITS)


def _of_two(
    sign: str, dtypes: tuple[str, ...], *, low: float = -2.0, high: float = 2.0, order: int = 2
) -> Iterator[Call]:
    written = f"x {sign} y"
    yield from over(sign, written, written, PAIRS, low=low, high=high, order=order, dtypes=dtypes)


def _with(
    sign: str, number: str, dtypes: tuple[str, ...], *, low: float = -2.0, high: float = 2.0, order: int = 2
) -> Iterator[Call]:
    written = f"x {sign} {number}"
    yield from over(sign, written, written, FORMS, low=low, high=high, order=order, dtypes=dtypes)
    written = f"{number} {sign} x"
    theirs = f"torch.tensor({number}, dtype=dtype) % x" if sign == "%" else written  # that of a number has no gradient
    yield from over(sign, written, theirs, FORMS, low=low, high=high, order=order, dtypes=dtypes)
