"""The grammar of elementwise operations: operators, comparisons, logic, functions of one variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.draft import BITS, DTYPES, FLOATS, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression

ARITHMETIC = ("+", "-", "*")
DIVISION = ("/", "**")
ORDER = ("<", "<=", ">", ">=")
EQUALITY = ("==", "!=")
LOGIC = ("&", "|", "^")

_FLOAT_SCALARS = ("2.0", "0.5", "2", "-1.0")
_SCALARS = {"bool_": ("True", "False"), "int32": ("2", "-1"), "int64": ("2", "-1")}


def _operator(sign: str) -> Propose:
    """A tensor on each side, which broadcast."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        other = x if draft.chance(0.1) else draft.operand(seen.dtype, draft.beside(seen.known))
        return Call(sign, f"({{}} {sign} {{}})", (x, other) if draft.chance(0.5) else (other, x))

    return propose


def _operator_with_scalar(sign: str) -> Propose:
    """A tensor on one side, a Python scalar on the other.

    Left out is what Python's own types accept: `True` as a number, for `bool` is an `int`; and `==` with a scalar on
    the left or of another kind, for `int.__eq__` takes any object and is a `bool`.
    """

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        scalar = draft.pick(_SCALARS.get(seen.dtype, _FLOAT_SCALARS))
        if draft.breaks() and seen.dtype not in FLOATS and sign not in EQUALITY:
            scalar = draft.pick(("2.0", "2"))
        on_the_left = sign not in EQUALITY and draft.chance(0.5)
        return Call(f"{sign} scalar", f"({scalar} {sign} {{}})" if on_the_left else f"({{}} {sign} {scalar})", (x,))

    return propose


def _unary(operation: str, *templates: str) -> Propose:
    """One of the ways to write a function of one tensor."""

    def propose(draft: Draft, x: Expression, _seen: Seen) -> Call:
        return Call(operation, draft.pick(templates), (x,))

    return propose


def _absolute(draft: Draft, x: Expression, seen: Seen) -> Call:
    """Of numbers the built-in `abs` too. It takes a protocol, and mypy does not ask there what `self` asks for."""
    return Call("abs", draft.pick(("abs({})", "tg.abs({})")) if seen.dtype in NUMBERS else "tg.abs({})", (x,))


def _broadcasting(name: str) -> Propose:
    """A function of two tensors, which broadcast."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        other = draft.operand(seen.dtype, draft.beside(seen.known))
        return Call(name, f"tg.{name}({{}}, {{}})", (x, other) if draft.chance(0.5) else (other, x))

    return propose


def _extremum(name: str) -> Propose:
    """Of two tensors, or of one and a scalar."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call | None:
        if draft.chance(0.2):
            scalar = "0.5" if seen.dtype in FLOATS or draft.breaks() else "2"
            return Call(f"{name} scalar", f"tg.{name}({{}}, {scalar})", (x,))
        return _broadcasting(name)(draft, x, seen)

    return propose


def _where(draft: Draft, x: Expression, seen: Seen) -> Call:
    """A condition of the branch's shape or one that broadcasts with it; the other branch a tensor or a scalar."""
    shape = seen.known if draft.chance(0.5) else draft.beside(seen.known)
    condition = draft.operand("bool_", shape)
    if draft.chance(0.3):
        scalar = draft.pick(_SCALARS.get(seen.dtype, _FLOAT_SCALARS))
        order = draft.pick((f"{{}}, {scalar}", f"{scalar}, {{}}"))
        return Call("where scalar", f"tg.where({{}}, {order})", (condition, x))
    other = draft.operand(seen.dtype, seen.known if draft.chance(0.5) else draft.beside(seen.known))
    branches = (x, other) if draft.chance(0.5) else (other, x)
    return Call("where", "tg.where({}, {}, {})", (condition, *branches))


def _families() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(ARITHMETIC, NUMBERS), (DIVISION, FLOATS), (ORDER, NUMBERS), (EQUALITY, DTYPES), (LOGIC, BITS)]


_FUNCTIONS = ("exp", "log", "sqrt", "tanh", "sigmoid", "relu")

OPERATIONS: tuple[Operation, ...] = (
    *(Operation(sign, dtypes, _operator(sign), 4) for signs, dtypes in _families() for sign in signs),
    *(
        Operation(f"{sign} scalar", dtypes, _operator_with_scalar(sign), 1)
        for signs, dtypes in _families()
        for sign in signs
    ),
    *(Operation(name, FLOATS, _unary(name, f"{{}}.{name}()", f"tg.{name}({{}})"), 1) for name in _FUNCTIONS),
    Operation("neg", NUMBERS, _unary("neg", "(-{})"), 1),
    Operation("abs", NUMBERS, _absolute, 1),
    Operation("~", BITS, _unary("~", "(~{})"), 1),
    Operation("equal_elementwise", DTYPES, _broadcasting("equal_elementwise"), 2),
    Operation("maximum", NUMBERS, _extremum("maximum"), 2),
    Operation("minimum", NUMBERS, _extremum("minimum"), 2),
    Operation("where", DTYPES, _where, 2),
)
