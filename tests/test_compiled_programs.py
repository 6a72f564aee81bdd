"""Random programs over all operations, captured and replayed with other numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import untyped

from agreement.generator import programs
from agreement.runtime import Runner, Values
from typedgrad import CompileError, Parameter, Tensor, compiled, no_grad
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED = ("reads a value", "may bring anew", "depends on values", "made within the step", "set within", "make anew")
SEED, PROGRAMS, PARTS = 1, 400, 8


@pytest.mark.parametrize("part", range(PARTS))
def test_replay_is_the_eager_execution(part: int) -> None:
    runner, replayed = Runner(), 0
    for program in programs(range(part, PROGRAMS, PARTS), SEED, runner):
        call = program.result
        given = [runner.outcome(leaf) for leaf in call.leaves]
        values = [outcome.first for outcome in given if isinstance(outcome, Values)]
        function: Callable[..., object] = eval(
            f"lambda {', '.join(leaf.name for leaf in call.leaves)}: {call.source}", runner.names
        )
        with no_grad(), np.errstate(all="ignore"):
            replayed += is_replayed(function, values, call.source)
    assert replayed > PROGRAMS // PARTS // 4


def is_replayed(function: Callable[..., object], values: list[object], source: str) -> bool:
    """Hold the compiled function to the eager one, if it can be compiled."""
    if "empty" in source:  # of any numbers
        return False
    try:
        expected = [outcome(function, arguments) for arguments in (values, others(values))]
    except Exception:  # what is wrong with a program is not of interest here
        return False
    replayed = compiled(function)
    refusal = ""
    try:
        found = [outcome(replayed, arguments) for arguments in (values, others(values))]
    except CompileError as error:
        refusal, found = str(error), expected
    assert not refusal or any(word in refusal for word in REFUSED), source
    assert found == expected, source
    return not refusal


def outcome(function: Callable[..., object], arguments: list[object]) -> object:
    return bits(function(*arguments))


def others(values: list[object]) -> list[object]:
    """Other numbers in the same places."""
    return [turned(value) for value in values]


def turned(value: object) -> object:
    if not issubclass(type(value), Tensor) or issubclass(type(value), Parameter):
        return value
    data = untyped(value)._data
    return wrap(data * 1.125 if data.dtype.kind == "f" else data.copy())


def bits(value: object) -> object:
    """What is compared: the bytes of every tensor, and what else there is."""
    data = getattr(value, "_data", None)
    if data is not None:
        return str(data.dtype), data.shape, data.tobytes()
    return [bits(item) for item in untyped(value)] if issubclass(type(value), tuple) else repr(value)
