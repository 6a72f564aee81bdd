"""Random programs: calls on calls, the inner ones right, the last one right in about half of the programs."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from agreement import elementwise, indexing, linear, shaping
from agreement.draft import DTYPES, HIGHEST_RANK, Draft
from agreement.programs import Program
from agreement.runtime import Raised, Values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agreement.operation import Operation
    from agreement.programs import Call, Expression
    from agreement.runtime import Outcome, Runner

OPERATIONS: tuple[Operation, ...] = (
    *elementwise.OPERATIONS,
    *linear.OPERATIONS,
    *shaping.OPERATIONS,
    *indexing.OPERATIONS,
)
"""The grammar: every operation of the library."""

_WEIGHTS = [operation.weight for operation in OPERATIONS]
_TRIES = 20
_DEEPEST = 3


def programs(count: int, seed: int, runner: Runner) -> Iterator[Program]:
    """So many programs, the same for the same seed whatever the count."""
    for number in range(count):
        program = None
        rng = Random(f"{seed}/{number}")
        while program is None:
            runner.forget()
            program = _program(rng, runner)
        yield program


def _program(rng: Random, runner: Runner) -> Program | None:
    draft = Draft(rng, runner)
    result: Call | None = None
    depth = rng.randint(1, _DEEPEST)
    wrong = draft.chance(0.5)
    for level in range(depth):
        draft.wrong = wrong and level == depth - 1
        call = _next_call(draft, result, runner)
        if call is None:
            break  # on a Python scalar, or on what no operation of the draw takes
        result = call
    if result is None:
        return None
    return Program(result, nested=draft.chance(0.5) and not _widens(result))


def _widens(result: Call) -> bool:
    """Whether pyright might take a size that is a literal for an `int`: in a shape that is given within another call."""
    gives_shape = any(step.operation in {"reshape", "as_tensor", "zeros", "ones", "full"} for step in result.steps)
    return gives_shape and any(re.search(r"\bLiteral\b|\bint\b", leaf.annotation) for leaf in result.leaves)


def _next_call(draft: Draft, inner: Call | None, runner: Runner) -> Call | None:
    """A call on the inner one, or on a parameter; at run time it is right, or wrong where the draft asks for it."""
    seen = None if inner is None else draft.see(inner)
    for _ in range(_TRIES):
        (operation,) = draft.rng.choices(OPERATIONS, _WEIGHTS)
        if seen and seen.dtype not in operation.dtypes and draft.chance(0.8):
            continue  # a wrong dtype is one way to be wrong, not the usual one
        for _ in range(_TRIES):
            call = _call(draft, operation, inner)
            outcome = None if call is None else runner.outcome(call)
            if isinstance(outcome, Raised if draft.wrong else Values) and _rank(outcome) <= HIGHEST_RANK:
                return call
    return None


def _rank(outcome: Outcome) -> int:
    shapes = outcome.shapes() if isinstance(outcome, Values) else None
    return len(shapes[0]) if shapes else 0


def _call(draft: Draft, operation: Operation, inner: Call | None) -> Call | None:
    x: Expression = inner or draft.any_leaf(DTYPES if draft.breaks() else operation.dtypes)
    seen = draft.see(x)
    return None if seen is None else operation.propose(draft, x, seen)
