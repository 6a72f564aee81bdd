"""Functions of each element, and of each two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import ALL, BITS, INTEGERS, NUMBERS, Call, over
from oracle.inputs import FORMS, PAIRS, values

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS = frozenset(
    ("abs", "ceil", "cos", "exp", "expm1", "floor", "log", "log1p", "relu", "round", "sigmoid", "sign", "sin", "sqrt")
) | {"square", "tanh"}
_UNARY = {
    "exp": (-2.0, 2.0),
    "expm1": (-2.0, 2.0),
    "log": (0.2, 2.0),
    "log1p": (-0.8, 2.0),
    "log2": (0.2, 2.0),
    "log10": (0.2, 2.0),
    "sqrt": (0.2, 2.0),
    "reciprocal": (0.2, 2.0),
    "tanh": (-2.0, 2.0),
    "sigmoid": (-2.0, 2.0),
    "relu": (-2.0, 2.0),
    "erf": (-2.0, 2.0),
    "sin": (-4.0, 4.0),
    "cos": (-4.0, 4.0),
    "tan": (-1.3, 1.3),
    "arcsin": (-0.9, 0.9),
    "arccos": (-0.9, 0.9),
    "arctan": (-2.0, 2.0),
    "sinh": (-2.0, 2.0),
    "cosh": (-2.0, 2.0),
    "arcsinh": (-2.0, 2.0),
    "arccosh": (1.2, 3.0),
    "arctanh": (-0.9, 0.9),
}
_OTHER_NAMES = {"softplus": "F.softplus", "log_sigmoid": "F.logsigmoid"}
_OF_NUMBERS = ("abs", "square", "negative", "positive")
_ROUNDING = ("sign", "floor", "ceil", "trunc", "round")
_BINARY_OF_NUMBERS = ("add", "subtract", "multiply", "maximum", "minimum")
_BINARY_OF_FLOATS = ("divide", "logaddexp", "hypot", "arctan2")
_ORDER = ("less", "less_equal", "greater", "greater_equal")
_NOT_EQUAL = {"equal": "eq", "not_equal": "ne"}
_LOGIC = ("logical_and", "logical_or", "logical_xor")
_BITWISE = ("bitwise_and", "bitwise_or", "bitwise_xor")
_SHIFTS = ("left_shift", "right_shift")


def calls() -> Iterator[Call]:
    """Of all elementwise functions."""
    yield from _of_one()
    yield from _of_two()
    yield from _choosing()
    yield from _truth()


def _of_one() -> Iterator[Call]:
    for name, (low, high) in _UNARY.items():
        yield from over(name, _spelled(name), f"torch.{name}(x)", low=low, high=high)
    for name, theirs in _OTHER_NAMES.items():
        yield from over(name, f"tg.{name}(x)", f"{theirs}(x)")
    for name in _OF_NUMBERS:
        yield from over(name, _spelled(name), f"torch.{name}(x)", dtypes=NUMBERS)
    for name in _ROUNDING:
        yield from over(name, _spelled(name), f"torch.{name}(x)", low=-4.0, high=4.0, order=0, dtypes=NUMBERS)
    for name in ("isnan", "isinf", "isfinite"):
        expression = f"{{}}.{name}({{}}.where(x > 0, x, x / 0.0))"
        yield from over(name, expression.format("tg", "tg"), expression.format("torch", "torch"), order=0)
        yield from over(name, f"tg.{name}(x)", f"torch.{name}(x)", order=0, dtypes=NUMBERS)


def _spelled(name: str) -> tuple[str, ...]:
    return (f"tg.{name}(x)", f"x.{name}()") if name in _METHODS else (f"tg.{name}(x)",)


def _of_two() -> Iterator[Call]:
    for name in _BINARY_OF_NUMBERS:
        yield from over(name, f"tg.{name}(x, y)", f"torch.{name}(x, y)", PAIRS, dtypes=NUMBERS)
    for name in _BINARY_OF_FLOATS:
        yield from over(name, f"tg.{name}(x, y)", f"torch.{name}(x, y)", PAIRS, low=0.5)
    yield from over("power", "tg.power(x, y)", "torch.pow(x, y)", PAIRS, low=0.5)
    yield from over("power", "tg.power(x, y)", "torch.pow(x, y)", PAIRS, low=0.0, high=3.0, dtypes=INTEGERS)
    for low, high in ((0.5, 3.0), (-3.0, -1.0)):
        for name, order in (("floor_divide", 0), ("remainder", 2)):
            for sign in ("", "-"):
                ours, theirs = f"tg.{name}({sign}x * 3, y)", f"torch.{name}({sign}x * 3, y)"
                yield from over(name, ours, theirs, PAIRS, low=low, high=high, order=order)
                # An integer is never 0 here: that convention is among the edges.
                ours, theirs = f"tg.{name}({sign}x * 3, y + y + 1)", f"torch.{name}({sign}x * 3, y + y + 1)"
                yield from over(name, ours, theirs, PAIRS, low=low, high=high, order=0, dtypes=INTEGERS)


def _choosing() -> Iterator[Call]:
    for low, high in (("-0.5", "1.0"), ("None", "1.0"), ("-0.5", "None")):
        theirs = f"torch.clip(x, {low}, {high})"
        yield from over("clip", (f"tg.clip(x, {low}, {high})", f"x.clip({low}, {high})"), theirs)
    yield from over("clip", ("tg.clip(x, -1, 2)", "x.clip(-1, 2)"), "torch.clip(x, -1, 2)", dtypes=INTEGERS)
    for forms in FORMS:
        yield from over("clip", "tg.clip(x, y, z)", "torch.clip(x, y, z)", [forms * 3])
    for pair in PAIRS:
        for shape in {(), *(form.shape for form in pair)}:
            mask = {"mask": values(shape, "bool", 7)}
            ours, theirs = "tg.where(mask, x, y)", "torch.where(mask, x, y)"
            yield from over("where", ours, theirs, [pair], dtypes=ALL, constants=mask)


def _truth() -> Iterator[Call]:
    for name in _ORDER:
        yield from over(name, f"tg.{name}(x, y)", f"torch.{name}(x, y)", PAIRS, order=0, dtypes=NUMBERS)
    for name, theirs in _NOT_EQUAL.items():
        yield from over(name, f"tg.{name}(x, y)", f"torch.{theirs}(x, y)", PAIRS, order=0, dtypes=ALL)
    yield from over("equal_elementwise", "tg.equal_elementwise(x, y)", "torch.eq(x, y)", PAIRS, order=0, dtypes=ALL)
    for name in _LOGIC:
        yield from over(name, f"tg.{name}(x, y)", f"torch.{name}(x, y)", PAIRS, order=0, dtypes=("bool",))
    yield from over("logical_not", "tg.logical_not(x)", "torch.logical_not(x)", order=0, dtypes=("bool",))
    for name in _BITWISE:
        yield from over(name, f"tg.{name}(x, y)", f"torch.{name}(x, y)", PAIRS, order=0, dtypes=BITS)
    yield from over("bitwise_invert", "tg.bitwise_invert(x)", "torch.bitwise_not(x)", order=0, dtypes=BITS)
    for name in _SHIFTS:
        ours, theirs = f"tg.bitwise_{name}(x, y * y)", f"torch.bitwise_{name}(x, y * y)"
        yield from over(f"bitwise_{name}", ours, theirs, PAIRS, order=0, dtypes=INTEGERS)
