"""Comparing the three verdicts: run time, mypy, pyright."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args

from agreement.checkers import Accepted, Masked, Rejected
from agreement.dimensions import SIZE_OF_INT
from agreement.programs import Leaf
from agreement.runtime import Raised, Values
from typecheck_cases._agreement import disagreement
from typecheck_cases._annotations import dimensions
from typedgrad import Tensor

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    UNCHECKED = "of `int` or `Any` dimensions, which are unchecked"


@dataclass(frozen=True)
class Judgement:
    """What a step of a program comes to, and why."""

    program: Program
    step: Call
    kind: Kind
    is_valid: bool
    rank: int
    details: tuple[str, ...]



def makes_int(step: Call) -> bool:
    """Whether the result may have an `int` where no operand has one: slices, masks, lists of tensors, and -1."""
    sign = {"getitem": "[", "concat": "[", "reshape": "-1"}.get(step.operation)
    return sign is not None and sign in step.template


def judge(program: Program, verdicts: Mapping[Checker, Verdicts], runner: Runner) -> list[Judgement]:
    """Judge each step whose operands are right: of the others there is nothing to be said."""
    runner.forget()
    judgements: dict[Expression, Judgement] = {}
    for step in program.result.steps:
        if any(not _is_right(operand, judgements) for operand in step.operands):
            continue
        outcome = runner.outcome(step)
        said = {checker: verdict[step] for checker, verdict in verdicts.items()}
        kind, details = _kind(step, outcome, said, verdicts, runner)
        is_valid = isinstance(outcome, Values)
        judgements[step] = Judgement(program, step, kind, is_valid, _rank(step, runner), details)
    return list(judgements.values())


def _is_right(operand: Expression, judgements: Mapping[Expression, Judgement]) -> bool:
    return isinstance(operand, Leaf) or (operand in judgements and judgements[operand].kind is Kind.RIGHT)


def _kind(
    step: Call,
    outcome: Outcome,
    said: Mapping[Checker, StepVerdict],
    verdicts: Mapping[Checker, Verdicts],
    runner: Runner,
) -> tuple[Kind, tuple[str, ...]]:
    details = (f"run time: {_told(outcome)}", *(f"{checker}: {_said(verdict)}" for checker, verdict in said.items()))
    operands = {
        checker: [(_type(operand, known), runner.outcome(operand)) for operand in step.operands]
        for checker, known in verdicts.items()
    }
    wrong = [_wrong(step, outcome, verdict, operands[checker], runner) for checker, verdict in said.items()]
    rejected = [isinstance(verdict, Rejected) for verdict in said.values()]
    if not any(wrong) and len(set(said.values())) == 1 and not any(rejected):
        return Kind.RIGHT, details
    if not any(wrong) and isinstance(outcome, Raised) and all(rejected):
        return Kind.RIGHT, details
    if any(_is_unchecked(pairs, runner, strictly=not any(wrong)) for pairs in operands.values()):
        return Kind.UNCHECKED, details
    if any(wrong):
        return Kind.UNSOUND, (*details, *filter(None, wrong))
    return (Kind.FALSE_REJECTION if all(rejected) else Kind.DISAGREEMENT), details


def _wrong(
    step: Call, outcome: Outcome, verdict: StepVerdict, operands: list[tuple[str, Outcome]], runner: Runner
) -> str:
    """Say what is wrong with a type that a checker gave; nothing if it is right, or if the step was rejected."""
    if not isinstance(verdict, Accepted):
        return ""
    if not isinstance(outcome, Values):
        return "accepted, but raises"
    if re.search(r"\b(Any|Unknown|Never|Float|Integer|Numeric|DType|Bitwise)\b", verdict.type):
        return f"{verdict.type} does not say what it is"
    if _INT.search(verdict.type) and not makes_int(step) and step.operation != "item" and not any(
        _INT.search(type_) for type_, _ in operands
    ):
        return f"{verdict.type} has an int that no operand has"
    annotation: Any = eval(verdict.type, runner.names)
    for value, sizes in zip((outcome.first, outcome.second), runner.sizes, strict=True):
        difference = disagreement(value, annotation, sizes)
        if difference:
            return difference
    return ""


_INT = re.compile(r"\bint\b")


def _type(operand: Expression, known: Verdicts) -> str:
    """What a checker takes an operand for."""
    if isinstance(operand, Leaf):
        return operand.annotation
    verdict = known[operand]
    return verdict.type if isinstance(verdict, Accepted) else "Any"


def _is_unchecked(operands: list[tuple[str, Outcome]], runner: Runner, *, strictly: bool) -> bool:
    """Whether the operands have unchecked dimensions whose sizes explain a verdict.

    These are `int` dimensions of different sizes, or of size 1, which broadcasts; where a valid step was rejected
    (`strictly`), any whose size is not the usual one: it may be equal to that of a name.
    """
    found: dict[object, set[int]] = {}
    for type_, outcome in operands:
        if "Any" in type_:
            return True
        annotation: Any = eval(type_, runner.names)
        if not isinstance(outcome, Values) or not isinstance(outcome.first, Tensor):
            continue
        for dimension, size in zip(dimensions(get_args(annotation)[1]) or (), outcome.first.shape, strict=True):
            if runner.sizes[0].of(dimension) is None:
                found.setdefault(dimension, set()).add(size)
    if strictly and any(sizes != {SIZE_OF_INT} for sizes in found.values()):
        return True
    return any(len(sizes) > 1 or 1 in sizes for sizes in found.values())


def _rank(step: Call, runner: Runner) -> int:
    outcomes = [runner.outcome(expression) for expression in (step, *step.operands)]
    values = [outcome.first for outcome in outcomes if isinstance(outcome, Values)]
    return max((value.ndim for value in values if isinstance(value, Tensor)), default=0)


def _told(outcome: Outcome) -> str:
    if isinstance(outcome, Raised):
        return outcome.text
    assert isinstance(outcome, Values)  # programs that are undecided are not generated
    value = outcome.first
    return f"{value.dtype} {value.shape}" if isinstance(value, Tensor) else repr(value)


def _said(verdict: StepVerdict) -> str:
    if isinstance(verdict, Accepted):
        return verdict.type
    return verdict.message.splitlines()[0] if isinstance(verdict, Rejected) else "an operand is rejected"
