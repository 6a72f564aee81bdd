"""Interrupts at every point of a function where CPython can raise one, and what it leaves then.

CPython looks for signals where a Python function begins, where a loop goes back and after a call returns: the points
of a KeyboardInterrupt. A MemoryError comes before what allocates has done anything, so its points are before calls
too, apart from those that end a `with` statement: what releases a lock allocates nothing. All are within the library's
own code and the programs that it makes, generators apart.
"""

from __future__ import annotations

import dis
import gc
import sys
from dataclasses import dataclass
from functools import cache
from inspect import CO_GENERATOR
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typedgrad
from typedgrad.capture import recorder
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import CodeType, FrameType

_LIBRARY = str(Path(typedgrad.__file__).parent)
_ALLOCATING = ("CALL", "BINARY_OP", "BUILD_", "LIST_EXTEND", "IMPORT_")


@cache
def _ends_of_with(code: CodeType) -> frozenset[int]:
    """Where the calls of `__exit__` are: of three times None."""
    operations = [one for one in dis.get_instructions(code) if one.opname != "PRECALL"]
    return frozenset(
        operations[i].offset
        for i in range(3, len(operations))
        if operations[i].opname == "CALL"
        and all(one.opname == "LOAD_CONST" and one.argval is None for one in operations[i - 3 : i])
    )


@dataclass
class Case:
    """What to interrupt, made anew for each point.

    Attributes:
        act: what is interrupted.
        check: what holds then; it is told whether `act` was.
    """

    act: Callable[[], object]
    check: Callable[[bool], None]


class _Tracer:
    """Raises at the n-th point."""

    def __init__(self, point: int, error: type[BaseException], without: Collection[str]) -> None:
        self.left = point
        self.has_raised = False
        self.error = error
        self._without = without
        self._calls: dict[FrameType, bool] = {}

    def enter(self, frame: FrameType, event: str, argument: Any) -> Any:  # Any: as sys.settrace has it
        """A function begins."""
        name = frame.f_code.co_filename
        if frame.f_code.co_flags & CO_GENERATOR:  # what drops one closes it, and ignores what is raised then
            return None
        if self.has_raised or not (name.startswith(_LIBRARY) or name == "<compiled step>"):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if frame.f_code.co_qualname not in self._without:
            self._pass()
        return self._within

    def _within(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "opcode" and not self.has_raised:
            name = dis.opname[frame.f_code.co_code[frame.f_lasti]]
            is_after_call = self._calls.pop(frame, False)
            if name.startswith("CALL"):
                self._calls[frame] = True
            if self.error is MemoryError:
                is_point = name.startswith(_ALLOCATING) and frame.f_lasti not in _ends_of_with(frame.f_code)
            else:
                is_point = name.startswith("JUMP_BACKWARD")
            if is_after_call or is_point:
                self._pass()
        return self._within

    def _pass(self) -> None:
        self.left -= 1
        if self.left < 0:
            self.has_raised = True
            raise self.error("at a point of the test")


def interrupt(
    act: Callable[[], object], point: int, error: type[BaseException] = KeyboardInterrupt, without: Collection[str] = ()
) -> bool:
    """Call a function, which is interrupted at a point if it has so many; and say whether it was.

    Args:
        act: the function.
        point: the number of the point, the first is 0.
        error: what is raised.
        without: functions, by their qualified names, whose beginning is no point.
    """
    return _trace(act, _Tracer(point, error, without)).has_raised


def _trace(act: Callable[[], object], tracer: _Tracer) -> _Tracer:
    before = sys.gettrace()
    sys.settrace(tracer.enter)
    try:
        act()
    except tracer.error:
        if not tracer.has_raised:
            raise
    finally:
        sys.settrace(before)
    return tracer


def at_every_point(
    make: Callable[[], Case],
    error: type[BaseException] = KeyboardInterrupt,
    *,
    without: Collection[str] = (),
    least: int = 10,
    every: int = 1,
    most: int | None = None,
) -> None:
    """Interrupt what is made anew for each point, and look at what is left; at the end it is let through.

    Args:
        make: makes a case.
        error: what is raised.
        without: see `interrupt`.
        least: how many points there must be, so that the test is one.
        every: only each so many-th point, where there are many.
        most: only about so many points, where how many there are depends on what else was imported.
    """
    point = 0
    if most is not None:
        tracer = _trace(make().act, _Tracer(sys.maxsize, error, without))
        every = max(1, (sys.maxsize - tracer.left) // most)
    is_interrupted = True
    while is_interrupted:
        case = make()
        is_interrupted = interrupt(case.act, point, error, without)
        assert is_recording(), f"point {point}: recording is off"
        assert recorder() is None, f"point {point}: a capture is left"
        try:
            case.check(is_interrupted)
        except BaseException as failure:
            failure.add_note(f"interrupted at point {point}" if is_interrupted else "not interrupted")
            raise
        point += every
    assert point >= least
    gc.collect()  # of files that are left open a warning, now rather than in another test
