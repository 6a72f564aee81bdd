"""A program as Python: a function of straight-line NumPy calls, whose arrays and functions are its globals.

The update of parameters, which ends by counting the step, is one call, within which CPython looks for no interrupt.
"""

from __future__ import annotations

import operator
from collections import deque
from functools import partial
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.compile.storage import OUT, Place, has_traced, is_traced, within
from typedgrad.errors import CompileError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.compile.plan import Plan
    from typedgrad.compile.storage import Call
    from typedgrad.compile.traced import Traced
    from typedgrad.rules.namespace import NDArray


class Source:
    """The text of a program, and what its names mean.

    Attributes:
        text: a function `replay` of the arguments, which returns the tuple of results.
        names: its globals.
    """

    def __init__(self, calls: Sequence[Call], arguments: Sequence[str], results: Sequence[Traced], plan: Plan) -> None:
        self.names: dict[str, Any] = {}  # Any: functions, arrays, constants
        self._plan = plan
        self._known: dict[object, str] = {}
        lasts = _last_mentions(calls, results)
        lines: list[str] = []
        whole = _updates(calls)
        lasts_of_updates = set(whole.values())
        for i, call in enumerate(calls):
            lines += self._lines(call) if i not in whole else []
            if i in lasts_of_updates:
                lines[:0], line = self._at_once([one for j, one in enumerate(calls) if whole.get(j) == i])
                lines.append(line)
            gone = [name for name in lasts.get(i, ()) if name not in arguments]
            if gone:
                lines.append(f"del {', '.join(gone)}")
        lines.append(f"return ({''.join(f'{self._result(traced)}, ' for traced in results)})")
        self.text: str = "\n    ".join([f"def replay({', '.join(arguments)}):", *lines, ""])

    def function(self) -> Callable[..., tuple[Any, ...]]:
        """The function. Any: arrays, or NumPy's scalars for 0-d ones."""
        names = dict(self.names)
        exec(compile(self.text, "<compiled step>", "exec"), names)  # our own text, of names alone
        return cast("Callable[..., tuple[Any, ...]]", names["replay"])

    # ---------------------------------------------------------------------------------------------------- calls
    def _at_once(self, calls: Sequence[Call]) -> tuple[list[str], str]:
        """Calls as one: a line that gets them ready, and one that makes them."""
        bound = tuple([self._bound(call) for call in calls])
        name = self._new("update", bound)
        self.names |= {"deque": deque, "call": operator.call, "map": map}
        return [f"{name}_calls = map(call, {name})"], f"deque({name}_calls, 0)"

    def _bound(self, call: Call) -> Callable[[], object]:
        """A call that reads no variable, with its arguments."""

        def plain(value: object) -> object:
            array = call.target if value is OUT else value
            return self._memory(array) if is_traced(array) else array

        keywords = {name: plain(value) for name, value in call.keywords.items()}
        return partial(call.function, *map(plain, call.arguments), **keywords)

    def _memory(self, traced: Traced) -> NDArray:
        return traced.value if traced.storage.place is Place.HELD else self._plan.array(traced)

    def _lines(self, call: Call) -> list[str]:
        text = self._call(call)
        if call.is_stored and call.target is not None:
            return [f"{self._array(call.target)}[...] = {text}"]
        made = list(call.makes())
        if not made:
            return [text]
        lines = [f"{self._structure(call.results)} = {text}"]
        if call.is_checked:
            lines += [f"check({traced.name}, {traced.shape})" for traced in made if traced.name]
            self.names["check"] = _check
        return lines

    def _structure(self, results: object) -> str:
        """The names of results, in the structure in which a call returns them."""
        if is_traced(results):
            return results.name or "_"
        if isinstance(results, (tuple, list)):
            return f"({''.join(f'{self._structure(item)}, ' for item in cast('tuple[object, ...]', results))})"
        return "_"

    def _call(self, call: Call) -> str:
        arguments = [self._argument(argument, call.target) for argument in call.arguments]
        if call.function is np.transpose and len(arguments) == 1:
            return f"{arguments[0]}.T"
        if call.function is np.dot:  # whose method does not first ask whether another library would do it
            return f"{arguments[0]}.dot({', '.join(arguments[1:])})"
        if call.function is np.reshape:
            return f"{arguments[0]}.reshape({arguments[1]})"
        if call.function is operator.getitem:
            return f"{arguments[0]}[{arguments[1]}]"
        if call.function is operator.setitem:
            return f"{arguments[0]}[{arguments[1]}] = {arguments[2]}"
        arguments += [f"{name}={self._argument(value, call.target)}" for name, value in call.keywords.items()]
        return f"{self._name(call.function)}({', '.join(arguments)})"

    def _argument(self, value: object, target: Traced | None) -> str:
        if value is OUT and target is not None:
            return self._array(target)
        if is_traced(value):
            return self._array(value)
        if value is None or value is ... or type(value) in {bool, int, str}:
            return "..." if value is ... else repr(value)
        if type(value) in {tuple, list} and has_traced(value):
            items = "".join(f"{self._argument(item, target)}, " for item in cast("tuple[object, ...]", value))
            return f"({items})" if type(value) is tuple else f"[{items}]"
        return self._name(value)

    def _array(self, traced: Traced) -> str:
        if traced.name:
            return traced.name
        is_held = traced.storage.place is Place.HELD
        array = self._memory(traced)
        if id(array) not in self._known:
            self._known[id(array)] = self._new("h" if is_held else "t", array)
        return self._known[id(array)]

    def _result(self, traced: Traced) -> str:
        text = self._array(traced)
        return text if traced.name else f"{text}.copy()"

    # ---------------------------------------------------------------------------------------------------- names
    def _name(self, value: object) -> str:
        key = (id(value), "constant")
        if key not in self._known:
            name = str(getattr(value, "__qualname__", "") or getattr(value, "__name__", ""))
            name = name.replace(".", "_").replace("<", "").replace(">", "").lstrip("_")
            self._known[key] = self._new(name if name.isidentifier() else "c", value)
        return self._known[key]

    def _new(self, prefix: str, value: object) -> str:
        """A name of its own for a value."""
        name = prefix if prefix not in self.names and len(prefix) > 1 else f"{prefix}{len(self.names)}"
        self.names[name] = value
        return name


def _updates(calls: Sequence[Call]) -> dict[int, int]:
    """The calls that are made as one with what counts a step after them: the number of each, and of the last."""
    found: dict[int, int] = {}
    several: set[int] = set()
    last = -1
    for i in range(len(calls) - 1, -1, -1):
        if not _is_native(calls[i]) or (last < 0 and not calls[i].is_effect):
            last = -1
            continue
        if last < 0:
            last = i
        else:
            several.add(last)
        found[i] = last
    return {i: last for i, last in found.items() if last in several}


def _is_native(call: Call) -> bool:
    """Whether a call runs no Python and has neither variables nor results."""
    function: object = call.function
    is_effect = isinstance(function, partial) and not isinstance(function.func, (FunctionType, MethodType))
    return (
        (isinstance(function, np.ufunc) or (is_effect and call.is_effect and not call.arguments))
        and not call.is_stored
        and not has_traced(call.results)
        and all(not traced.name for traced in (*call.reads(), *within(call.target)))
    )


def _last_mentions(calls: Sequence[Call], results: Sequence[Traced]) -> dict[int, list[str]]:
    """The variables that are mentioned for the last time in each call."""
    lasts: dict[str, int] = {}
    for i, call in enumerate(calls):
        for traced in (*call.reads(), *call.makes(), *within(call.target)):
            if traced.name:
                lasts[traced.name] = i
    for traced in results:
        lasts.pop(traced.name, None)
    found: dict[int, list[str]] = {}
    for name, i in lasts.items():
        found.setdefault(i, []).append(name)
    return found


def _check(value: Any, shape: tuple[int, ...]) -> None:
    """Hold a result to the shape that the program was made for. Any: an array or a scalar."""
    if value.shape != shape:
        raise CompileError(
            f"compiled: a shape of the step depends on values, it was {shape} and is {value.shape}; "
            "compute that part before the call and pass it in"
        )
