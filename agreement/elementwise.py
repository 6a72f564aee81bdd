"""The grammar of elementwise operations: operators, comparisons, logic, functions of one variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agreement.dimensions import ONE
from agreement.draft import BITS, DTYPES, FLOATS, INTEGERS, NUMBERS
from agreement.operation import Operation
from agreement.programs import Call

if TYPE_CHECKING:
    from agreement.draft import Draft, Seen
    from agreement.operation import Propose
    from agreement.programs import Expression

ARITHMETIC = ("+", "-", "*", "//", "%", "**")
DIVISION = ("/",)
ORDER = ("<", "<=", ">", ">=")
EQUALITY = ("==", "!=")
LOGIC = ("&", "|", "^")
SHIFTS = ("<<", ">>")

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
    return Call(
        "abs", draft.pick(("abs({})", "tg.abs({})", "{}.abs()")) if seen.dtype in NUMBERS else "tg.abs({})", (x,)
    )


def _pairwise(name: str, dtypes: tuple[str, ...]) -> Propose:
    """A function of two tensors, which broadcast, or of one and a scalar."""

    def propose(draft: Draft, x: Expression, seen: Seen) -> Call:
        if draft.chance(0.25):
            scalar = draft.pick(_SCALARS.get(seen.dtype, _FLOAT_SCALARS))
            if draft.breaks() and seen.dtype not in FLOATS:
                scalar = draft.pick(("2.0", "2") if "bool_" in dtypes or seen.dtype != "bool_" else ("2.0",))
            written = f"{{}}, {scalar}" if draft.chance(0.5) else f"{scalar}, {{}}"
            return Call(f"{name} scalar", f"tg.{name}({written})", (x,))
        other = draft.operand(seen.dtype, draft.beside(seen.known))
        return Call(name, f"tg.{name}({{}}, {{}})", (x, other) if draft.chance(0.5) else (other, x))

    return propose


def _clip(draft: Draft, x: Expression, seen: Seen) -> Call:
    """Each bound nothing, a scalar, or a tensor that broadcasts into `x`; as a method or as a function."""
    bounds: list[str] = []
    operands = [x]
    for name in ("min", "max"):
        match draft.pick(("nothing", "scalar", "tensor", "tensor")):
            case "nothing":
                bounds.append(f"{name}=None")
            case "scalar":
                scalar = "0.5" if draft.breaks() else draft.pick(_SCALARS.get(seen.dtype, _FLOAT_SCALARS))
                bounds.append(f"{name}={scalar}")
            case _:
                fitting = tuple(dimension if draft.chance(0.7) else ONE for dimension in seen.known)
                operands.append(draft.operand(seen.dtype, fitting[draft.pick(range(seen.rank + 1)) :]))
                bounds.append(f"{name}={{}}")
    written = ", ".join(bounds)
    return Call("clip", f"{{}}.clip({written})" if draft.chance(0.4) else f"tg.clip({{}}, {written})", tuple(operands))


def _python_scalar(name: str, template: str, dtypes: tuple[str, ...] = DTYPES) -> Propose:
    """What Python asks for by a protocol: mypy does not ask there what `self` asks for, so what fits only."""

    def propose(_draft: Draft, x: Expression, seen: Seen) -> Call | None:
        return Call(name, template, (x,)) if seen.dtype in dtypes and (seen.rank > 0) == (name == "len") else None

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
    return [
        (ARITHMETIC, NUMBERS),
        (DIVISION, FLOATS),
        (ORDER, NUMBERS),
        (EQUALITY, DTYPES),
        (LOGIC, BITS),
        (SHIFTS, INTEGERS),
    ]


_METHODS = ("exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tanh", "sigmoid", "relu")
_FUNCTIONS = (
    *("log2", "log10", "reciprocal", "softplus", "log_sigmoid", "erf"),
    *("tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "arcsinh", "arccosh", "arctanh"),
)
_METHODS_OF_NUMBERS = ("square", "sign", "floor", "ceil", "round")
_FUNCTIONS_OF_NUMBERS = ("trunc", "isnan", "isinf", "isfinite")
_PAIRWISE: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("add", "subtract", "multiply", "floor_divide", "remainder", "power", "maximum", "minimum"), NUMBERS),
    (("divide", "logaddexp", "arctan2", "hypot"), FLOATS),
    (("less", "less_equal", "greater", "greater_equal"), NUMBERS),
    (("equal", "not_equal", "equal_elementwise", "logical_and", "logical_or", "logical_xor"), DTYPES),
    (("bitwise_and", "bitwise_or", "bitwise_xor"), BITS),
    (("bitwise_left_shift", "bitwise_right_shift"), INTEGERS),
)


def _of_one(names: tuple[str, ...], dtypes: tuple[str, ...], *templates: str) -> list[Operation]:
    return [Operation(name, dtypes, _unary(name, *(t.replace("NAME", name) for t in templates)), 1) for name in names]


OPERATIONS: tuple[Operation, ...] = (
    *(Operation(sign, dtypes, _operator(sign), 4) for signs, dtypes in _families() for sign in signs),
    *(
        Operation(f"{sign} scalar", dtypes, _operator_with_scalar(sign), 1)
        for signs, dtypes in _families()
        for sign in signs
    ),
    *_of_one(_METHODS, FLOATS, "{}.NAME()", "tg.NAME({})"),
    *_of_one(_FUNCTIONS, FLOATS, "tg.NAME({})"),
    *_of_one(_METHODS_OF_NUMBERS, NUMBERS, "{}.NAME()", "tg.NAME({})"),
    *_of_one(_FUNCTIONS_OF_NUMBERS, NUMBERS, "tg.NAME({})"),
    *_of_one(("logical_not",), DTYPES, "tg.NAME({})"),
    Operation("neg", NUMBERS, _unary("neg", "(-{})", "tg.negative({})"), 1),
    Operation("pos", NUMBERS, _unary("pos", "(+{})", "tg.positive({})"), 1),
    Operation("abs", NUMBERS, _absolute, 1),
    Operation("~", BITS, _unary("~", "(~{})", "tg.bitwise_invert({})"), 1),
    *(Operation(name, dtypes, _pairwise(name, dtypes), 1) for names, dtypes in _PAIRWISE for name in names),
    Operation("clip", NUMBERS, _clip, 2),
    Operation("where", DTYPES, _where, 2),
    Operation("len", DTYPES, _python_scalar("len", "len({})"), 1),
    Operation("float", DTYPES, _python_scalar("float", "float({})"), 1),
    Operation("int", DTYPES, _python_scalar("int", "int({})"), 1),
    Operation("index", INTEGERS, _python_scalar("index", "range(3)[{}]", INTEGERS), 1),
)
