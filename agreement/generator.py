"""Random programs: calls on calls, the inner ones right, the last one right in about half of the programs."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from agreement import (
    algebra,
    axes,
    creation,
    elementwise,
    indexing,
    learning,
    linear,
    ordering,
    rearranging,
    reduction,
    shaping,
)
from agreement.draft import DTYPES, HIGHEST_RANK, Draft
from agreement.programs import Program
from agreement.runtime import Raised, Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from agreement.operation import Operation
    from agreement.programs import Call, Expression
    from agreement.runtime import Outcome, Runner

OPERATIONS: tuple[Operation, ...] = (
    *elementwise.OPERATIONS,
    *linear.OPERATIONS,
    *reduction.OPERATIONS,
    *algebra.OPERATIONS,
    *shaping.OPERATIONS,
    *creation.OPERATIONS,
    *axes.OPERATIONS,
    *rearranging.OPERATIONS,
    *indexing.OPERATIONS,
    *ordering.OPERATIONS,
    *learning.OPERATIONS,
)
"""The grammar: every operation of the library."""

GIVING_SHAPES = frozenset(
    (
        "reshape",
        "broadcast_to",
        "glorot_uniform",
        "unflatten",
        "split",
        "tile",
        "einsum shape",
        "topk",
        "one_hot",
        *creation.GIVING_SHAPES,
    )
)
"""Operations to which a shape, or a size, is given as an argument."""

_TRIES = 20
_DEEPEST = 3


def programs(
    numbers: Iterable[int], seed: int, runner: Runner, operations: Sequence[Operation] = OPERATIONS
) -> Iterator[Program]:
    """The programs with these numbers; each is the same for the same seed, whatever the others are.

    Args:
        numbers: which programs.
        seed: of all of them.
        runner: tells what is right at run time.
        operations: what the last step of a program is one of.
    """
    for number in numbers:
        program = None
        rng = Random(f"{seed}/{number}")
        while program is None:
            runner.forget()
            program = _program(rng, runner, operations)
        yield program


def _program(rng: Random, runner: Runner, operations: Sequence[Operation]) -> Program | None:
    draft = Draft(rng, runner)
    result: Call | None = None
    depth = rng.randint(1, _DEEPEST)
    wrong = draft.chance(0.5)
    for level in range(depth):
        draft.wrong = wrong and level == depth - 1
        is_last = level == depth - 1
        call = _next_call(draft, result, runner, operations if is_last else OPERATIONS)
        if call is None:
            return None  # on a Python scalar, or on what no operation of the draw takes
        result = call
    if result is None:
        return None
    return Program(result, nested=draft.chance(0.5) and not _is_read_in_context(result))


def _is_read_in_context(result: Call) -> bool:
    """Whether a type might be another one for what is asked of it, as within the arguments of a call.

    In `f(zeros((8, n)))` a number or a name may be an `int`, and where `f` takes square matrices two names may be their
    union; in `f(concat([x, y]))` the dtype is unknown to pyright. See `known_limits.py`.
    """
    if any(step.operation in {"concat", "stack"} and "[" in step.template for step in result.steps[:-1]):
        return True
    inner = [step.operation in GIVING_SHAPES for step in result.steps]
    gives_shape = any(inner[:-1])
    if any(step.operation in algebra.OF_SQUARES and any(inner[:i]) for i, step in enumerate(result.steps)):
        return True
    texts = [*(step.template for step in result.steps), *(leaf.annotation for leaf in result.leaves)]
    return gives_shape and any(re.search(r"\bLiteral\b|\bint\b|\(-?\d|, -?\d", text) for text in texts)


def _next_call(draft: Draft, inner: Call | None, runner: Runner, operations: Sequence[Operation]) -> Call | None:
    """A call on the inner one, or on a parameter; at run time it is right, or wrong where the draft asks for it."""
    seen = None if inner is None else draft.see(inner)
    weights = [operation.weight for operation in operations]
    for _ in range(_TRIES):
        (operation,) = draft.rng.choices(operations, weights)
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
