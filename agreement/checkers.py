"""The verdicts of mypy and pyright: many programs in one file, one run of each checker, one verdict a step."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from agreement.programs import PRELUDE, Call
from typecheck_cases._checkers import Crash, check_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agreement.programs import Program
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
            if any(isinstance(operand, Call) and not isinstance(steps[operand], Accepted) for operand in step.operands):
                steps[step] = Masked()
            else:
                steps[step] = _verdict(messages, note)
        read.append(steps)
    if errors:
        raise CheckerError(f"{checker}, of what is no step: {dict(errors)}")
    return read


def _verdict(messages: Sequence[str], note: str | None) -> StepVerdict:
    """The verdict of an operation itself.

    That a type is unknown is what strict pyright says more: without it, the same line would pass, and be unchecked.
    That a function returns None is said of its use here, in the frame, and is no error of the operation.
    """
    errors = [message for message in messages if not message.endswith(_ABOUT_THE_RESULT)]
    if errors:
        return Rejected(errors[0])
    return Accepted("Unknown" if any("[reportUnknown" in message for message in messages) else type_in(note or ""))


_ABOUT_THE_RESULT = (
    "[reportUnknownArgumentType]",
    "[reportUnknownVariableType]",
    "[reportUnknownMemberType]",
    "[func-returns-value]",
)


def type_in(note: str) -> str:
    """The type in a checker's note, in the words of the programs.

    mypy's `Literal[3]?` is an `int` that remembers its value.

    >>> type_in('Revealed type is "typedgrad.tensor.tensor.Tensor[typedgrad.dtypes.float32, tuple[Literal[3]?]]"')
    'Tensor[float32, tuple[int]]'
    >>> type_in('Type of "x.numpy()" is "ndarray[tuple[Batch], dtype[floating[_32Bit]]]"')
    'np.ndarray[tuple[Batch], np.dtype[np.float32]]'
    """
    quoted = re.search(r' is "(.*)"$', note)
    assert quoted, note
    short = re.sub(r"\b(\w+\.)+", "", re.sub(r"Literal\[-?\d+\]\?", "int", quoted[1]))
    return re.sub(r"\bndarray\[(.*), dtype\[(.+?\]?)\]\]", _array, short)


_SCALARS = {"bool[bool]": "bool_", "floating[_32Bit]": "float32", "signedinteger[_32Bit]": "int32"}
_SCALARS["signedinteger[_64Bit]"] = "int64"


def _array(found: re.Match[str]) -> str:
    """NumPy's array types, whose scalars have the names of the library's dtypes, by their own names."""
    return f"np.ndarray[{found[1]}, np.dtype[np.{_SCALARS.get(found[2], found[2])}]]"
