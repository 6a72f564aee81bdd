"""A program as Python: a function of straight-line NumPy calls, whose arrays and functions are its globals."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.compile.storage import OUT, Place, has_traced, is_traced, within
from typedgrad.errors import CompileError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.compile.plan import Plan
    from typedgrad.compile.storage import Call
    from typedgrad.compile.traced import Traced


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
        for i, call in enumerate(calls):
            lines += self._lines(call)
            gone = [name for name in lasts.get(i, ()) if name not in arguments]
            if gone:
                lines.append(f"del {', '.join(gone)}")
        lines.append(f"return ({''.join(f'{self._result(traced)}, ' for traced in results)})")
        self.text = "\n    ".join([f"def replay({', '.join(arguments)}):", *lines, ""])

    def function(self) -> Callable[..., tuple[Any, ...]]:
        """The function. Any: arrays, or NumPy's scalars for 0-d ones."""
        names = dict(self.names)
        exec(compile(self.text, "<compiled step>", "exec"), names)  # our own text, of names alone
        return cast("Callable[..., tuple[Any, ...]]", names["replay"])

    # ---------------------------------------------------------------------------------------------------- calls
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
        array = traced.value if is_held else self._plan.array(traced)
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
