"""The verdicts of mypy and pyright: many programs in one file, one run of each checker, one verdict a step."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from agreement.programs import PRELUDE
from typecheck_cases._checkers import Crash, check_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agreement.programs import Call, Program
    from typecheck_cases._cases import Checker
    from typecheck_cases._checkers import Verdict

_FILE = "programs.py"


@dataclass(frozen=True)
class Accepted:
    """No error; the type of the step, without module names."""

    type: str


@dataclass(frozen=True)
class Rejected:
    """An error, in the checker's words."""

    message: str


@dataclass(frozen=True)
class Masked:
    """An operand was rejected, so that the checker does not know what this is."""


StepVerdict: TypeAlias = Accepted | Rejected | Masked
Verdicts: TypeAlias = "Mapping[Call, StepVerdict]"


class CheckerError(Exception):
    """A checker crashed, complained of the frame of the programs, or left a step out."""


def ask(programs: Sequence[Program], prelude: str = PRELUDE) -> dict[Checker, list[Verdicts]]:
    """What each checker says of each step of each program."""
    lines = prelude.split("\n")
    heads: list[int] = []
    for number, program in enumerate(programs):
        lines.append("")
        heads.append(len(lines) + 1)
        lines += program.lines(f"program_{number}")
    verdicts = check_sources({_FILE: "\n".join(lines) + "\n"})
    return {checker: _read(checker, verdict, programs, heads) for checker, verdict in verdicts.items()}


def _read(
    checker: Checker, verdict: Verdict | Crash, programs: Sequence[Program], heads: Sequence[int]
) -> list[Verdicts]:
    if isinstance(verdict, Crash):
        raise CheckerError(f"{checker} crashed: {verdict.output}")
    errors: defaultdict[int, list[str]] = defaultdict(list)
    for error in verdict.errors:
        errors[error.line if error.file == _FILE else 0].append(f"{error.message} [{error.code}]")
    notes = {line: note for (file, line), note in verdict.notes.items() if file == _FILE}
    read: list[Verdicts] = []
    for program, head in zip(programs, heads, strict=True):
        steps: dict[Call, StepVerdict] = {}
        for step, lines in zip(program.result.steps, program.lines_of_steps(), strict=True):
            messages = [message for line in lines for message in errors.pop(head + line, [])]
            note = notes.get(head + lines[-1])
            if not messages and note is None:
                raise CheckerError(f"{checker} said nothing of {step.source}")
            masked = any(not isinstance(steps.get(operand, Accepted("")), Accepted) for operand in _calls(step))
            steps[step] = Masked() if masked else Rejected(messages[0]) if messages else Accepted(type_in(note or ""))
        read.append(steps)
    if errors:
        raise CheckerError(f"{checker}, of what is no step: {dict(errors)}")
    return read


def _calls(step: Call) -> list[Call]:
    return [operand for operand in step.operands if not hasattr(operand, "annotation")]


def type_in(note: str) -> str:
    """The type in a checker's note, in the words of the programs.

    mypy's `Literal[3]?` is an `int` that remembers its value.

    >>> type_in('Revealed type is "typedgrad.tensor.tensor.Tensor[typedgrad.dtypes.float32, tuple[Literal[3]?]]"')
    'Tensor[float32, tuple[int]]'
    """
    quoted = re.search(r' is "(.*)"$', note)
    assert quoted, note
    return re.sub(r"\b(\w+\.)+", "", re.sub(r"Literal\[-?\d+\]\?", "int", quoted[1]))
