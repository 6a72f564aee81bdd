"""Comparing the three verdicts: run time, mypy, pyright.

A step is judged by itself: its operands are right, and have the types that both checkers give them. Where the verdicts
differ, one explanation is allowed, and it is tried, not guessed: the sizes of `int` dimensions, which types do not say.
The step runs again on operands made from their types, whose `int` dimensions all have one size. If the verdicts agree
then, the step is unchecked; otherwise the difference stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, get_args

from agreement.checkers import Accepted, Rejected
from agreement.dimensions import size
from agreement.programs import Leaf
from agreement.runtime import Raised, Undecided, Values
from typecheck_cases._agreement import disagreement, is_array
from typedgrad import Tensor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agreement.checkers import StepVerdict, Verdicts
    from agreement.programs import Call, Expression, Program
    from agreement.runtime import Outcome, Runner
    from typecheck_cases._cases import Checker


class Kind(Enum):
    """What the three verdicts of a step come to."""

    RIGHT = "both checkers say what happens at run time"
    UNSOUND = "accepted, but at run time an error or something else"
    DISAGREEMENT = "the checkers disagree"
    FALSE_REJECTION = "valid, but rejected"
    UNCHECKED = "explained by the sizes of `int` dimensions, or by values"


@dataclass(frozen=True)
class Judgement:
    """What a step of a program comes to, and why.

    `types` are those of its operands, `type` is its own where both checkers give it one.
    """

    program: Program
    step: Call
    kind: Kind
    is_valid: bool
    rank: int
    types: tuple[str, ...]
    type: str
    details: tuple[str, ...]


def judge(program: Program, verdicts: Mapping[Checker, Verdicts], runner: Runner) -> list[Judgement]:
    """Judge each step whose operands are right and valid: of the others there is nothing to be said."""
    runner.forget()
    types: dict[Expression, str] = {leaf: leaf.annotation for leaf in program.result.leaves}
    judgements: list[Judgement] = []
    for step in program.result.steps:
        if all(operand in types for operand in step.operands):
            said: dict[Checker, StepVerdict] = {checker: verdict[step] for checker, verdict in verdicts.items()}
            judgement = _judge(program, step, said, tuple(types[operand] for operand in step.operands), runner)
            judgements.append(judgement)
            if judgement.kind is Kind.RIGHT and judgement.is_valid:
                types[step] = judgement.type
    return judgements


def _judge(
    program: Program, step: Call, said: Mapping[Checker, StepVerdict], types: tuple[str, ...], runner: Runner
) -> Judgement:
    outcomes = [runner.outcome(operand) for operand in step.operands]
    outcome = runner.outcome(step)
    kind, wrong = _kind(step, outcome, said, list(zip(types, outcomes, strict=True)), runner)
    accepted = {verdict.type for verdict in said.values() if isinstance(verdict, Accepted)}
    if kind is not Kind.RIGHT and _is_unchecked(step, said, types, runner):
        kind, wrong = Kind.UNCHECKED, []
    elif kind is Kind.RIGHT and not all(_is_sum(step, type_, types, runner) for type_ in accepted):
        kind, wrong = Kind.UNSOUND, ["another sum or product, where all `int` dimensions have one size"]
    details = (f"run time: {_told(outcome)}", *(f"{checker}: {_said(verdict)}" for checker, verdict in said.items()))
    return Judgement(
        program=program,
        step=step,
        kind=kind,
        is_valid=isinstance(outcome, Values),
        rank=_rank([outcome, *outcomes]),
        types=types,
        type=accepted.pop() if len(accepted) == 1 else "",
        details=(*details, *wrong),
    )


def _is_unchecked(step: Call, said: Mapping[Checker, StepVerdict], types: Sequence[str], runner: Runner) -> bool:
    """Whether the verdicts agree once all `int` dimensions have one size; parts of an axis have it too."""
    if not any(_INT.search(type_) for type_ in types):
        return False
    plain = type(step)(step.operation, re.sub(r"1:6|-5:|::-1|::2", ":5", step.template), step.operands)
    leaves = [Leaf(f"p{i}", type_) for i, type_ in enumerate(types)]
    made = list(zip(types, map(runner.outcome, leaves), strict=True))
    kind, _ = _kind(step, runner.afresh(plain, types), said, made, runner)
    return kind in (Kind.RIGHT, Kind.UNCHECKED)  # that a matrix is singular is a matter of values


def _is_sum(step: Call, type_: str, types: Sequence[str], runner: Runner) -> bool:
    """Whether sums and products of `int` dimensions in a type are so, once these have one size."""
    if not re.search(r"\b(Plus|Times)\[.*\bint\b", type_) or _WIDENS.search(step.template):
        return True
    outcome = runner.afresh(step, types)
    shapes = outcome.shapes() if isinstance(outcome, Values) else None
    if shapes is None:
        return True
    listed = _dimensions(eval(type_, runner.names), outcome)
    return all(
        dimension is int or size(dimension, sizes) == found
        for shape, sizes in zip(shapes, runner.sizes, strict=True)
        for dimension, found in zip(listed, shape, strict=True)
    )


def _kind(
    step: Call,
    outcome: Outcome,
    said: Mapping[Checker, StepVerdict],
    operands: Sequence[tuple[str, Outcome]],
    runner: Runner,
) -> tuple[Kind, list[str]]:
    """What the verdicts come to for this outcome, and what is wrong with types that were given."""
    if isinstance(outcome, Undecided):
        return Kind.UNCHECKED, []
    wrong = [
        f"{checker}'s {verdict.type}: {fault}"
        for checker, verdict in said.items()
        if isinstance(verdict, Accepted) and (fault := _fault(step, outcome, verdict.type, operands, runner))
    ]
    if wrong:
        return Kind.UNSOUND, wrong
    rejected = [isinstance(verdict, Rejected) for verdict in said.values()]
    if all(rejected):
        return (Kind.RIGHT if isinstance(outcome, Raised) else Kind.FALSE_REJECTION), []
    return (Kind.RIGHT if len(set(said.values())) == 1 else Kind.DISAGREEMENT), []


_INT = re.compile(r"\bint\b")
_VAGUE = re.compile(
    r"\b(Any|Unknown|Never|NoReturn|object|Float|Integer|Numeric|DType|Bitwise)\b|\| (?!None\b)|\?|\.\.\."
)


def _fault(
    step: Call, outcome: Outcome, type_: str, operands: Sequence[tuple[str, Outcome]], runner: Runner
) -> str | None:
    """Say what is wrong with a type that a checker gave, if anything is."""
    if not isinstance(outcome, Values):
        return "accepted, but raises"
    if _VAGUE.search(type_):
        return "does not say what it is"
    annotation: object = eval(type_, runner.names)
    for value, sizes in zip((outcome.first, outcome.second), runner.sizes, strict=True):
        difference = disagreement(value, annotation, sizes)
        if difference:
            return difference
    if "[" not in type_ or type_.startswith("list[") or not _INT.search(type_):
        return None  # a Python scalar may be an `int`, and so may those of a list
    if not any(_INT.search(given) for given, _ in operands) and not ints_made(step, operands):
        return "an int where no operand has one"
    known = {sizes for given, operand in operands for sizes in _sizes_of_ints(eval(given, runner.names), operand)}
    made = [sizes for sizes in _sizes_of_ints(annotation, outcome) if sizes not in known]
    return "an int where the operands say more" if len(made) > ints_made(step, operands) else None


def _sizes_of_ints(annotation: object, outcome: Outcome) -> list[tuple[int, int]]:
    """Both sizes of each dimension of an array that is `int`; also of an `int` itself, which is given as a size."""
    if not isinstance(outcome, Values):
        return []
    if annotation is int and isinstance(outcome.first, int) and isinstance(outcome.second, int):
        return [(outcome.first, outcome.second)]
    shapes = outcome.shapes()
    if shapes is None:
        return []
    listed = zip(_dimensions(annotation, outcome), *shapes, strict=True)  # of one rank, as `disagreement` has found
    return [(first, second) for dimension, first, second in listed if dimension is int]


def _dimensions(annotation: object, outcome: Outcome) -> tuple[object, ...]:
    """The dimensions in the type of a tensor or of an array, which NumPy has first."""
    is_tensor = isinstance(outcome, Values) and isinstance(outcome.first, Tensor)
    return get_args(get_args(annotation)[1 if is_tensor else 0])


def ints_made(step: Call, operands: Sequence[tuple[str, object]]) -> int:
    """How many dimensions of the result may be `int` although no operand has them.

    One for each part of an axis and each mask in `x[key]`, and more in keys of three; for what `nonzero` and `unique`
    find, for a list of tensors that are joined, for a range between two numbers, for the -1 of a `reshape`, and for an
    `int` in the operand of `broadcast_to`, which takes any size. A number beside a -1, as an argument of its own or in
    `plus` and `times` is an `int` too, for which the library's docstrings have the reason; within a tuple it is a
    literal. And the smaller side of a matrix that is not square is one for `svd` and `qr`.
    """
    match step.operation:
        case "getitem":
            return _ints_of_key(step.template[3:-1].split(", "), [type_ for type_, _ in operands[1:]])
        case "nonzero" | "unique":
            return 1
        case "unique_...":
            return int("unique_counts" in step.template)
        case "concat" | "stack":
            return int("[" in step.template)
        case "arange":
            return int(re.search(r"\(-?\d+\.|, -?\d", step.template) is not None)
        case "unflatten" | "tile" | "pad":
            return len(_NUMBERS[step.operation].findall(step.template))
        case "split":
            return int(bool(_NUMBERS["split"].search(step.template)))
        case "repeat":
            return 1
        case "diagonal":
            return int("offset" in step.template or not _SQUARE.search(operands[0][0]))
        case "broadcast_to":
            return len(_INT.findall(operands[0][0]))
        case "reshape" | "zeros" | "ones" | "full" | "empty" if _WIDENS.search(step.template):
            return len(re.findall(r"-?\b\d+\b", step.template)) - bool(_BESIDE_ONE.search(step.template))
        case "svd" | "svdvals" | "qr":
            return int(not _SQUARE.search(operands[0][0]))
        case _:
            return 0


def _ints_of_key(keys: Sequence[str], tensors: Sequence[str]) -> int:
    """The parts of an axis and the masks; of three keys all that are no ints, unless all are ints and `:`."""
    is_coarse = any("tuple[()]" in type_ for type_ in tensors) if len(keys) == 2 else len(keys) > 2
    is_exact = len(keys) == 3 and set(keys) <= {"0", "-1", ":"} and keys.count(":") < 3
    if is_coarse and not is_exact:
        return sum(key not in {"0", "-1", "..."} for key in keys)
    return sum(":" in key and key != ":" for key in keys) + sum("bool_" in type_ for type_ in tensors)


_NUMBERS = {
    "unflatten": re.compile(r"(?<=[(, ])\d+(?=[,)])(?=.*\))(?![^(]*\()"),
    "tile": re.compile(r"\b(?!1\b)\d+\b"),
    "pad": re.compile(r"\((?!0, 0\))\d, \d\)"),
    "split": re.compile(r"^tg\.split\(\{\}, (\d|\[|\([^)]*\d)"),
}
_SQUARE = re.compile(r"[\[ ](?P<size>\w+(\[\w+\])?), (?P=size)\]\]$")
_BESIDE_ONE = re.compile(r"\((1, -1|-1, 1)\)\)?$")
_WIDENS = re.compile(r"-1\b|tg\.(times|plus)\(|\{\}\.reshape\((?!\()")


def _rank(outcomes: Sequence[Outcome]) -> int:
    values = [outcome.first for outcome in outcomes if isinstance(outcome, Values)]
    return max((value.ndim for value in values if is_array(value)), default=0)


def _told(outcome: Outcome) -> str:
    if isinstance(outcome, Undecided):
        return "an error of values"
    if isinstance(outcome, Raised):
        return outcome.text
    value = outcome.first
    return f"{value.dtype} {value.shape}" if is_array(value) else repr(value)


def _said(verdict: StepVerdict) -> str:
    if isinstance(verdict, Accepted):
        return verdict.type
    return verdict.message.splitlines()[0] if isinstance(verdict, Rejected) else "an operand is rejected"
