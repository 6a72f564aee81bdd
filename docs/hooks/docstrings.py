"""An extension for griffe, which reads the docstrings of the reference: what it makes of examples and of overloads.

An example in a docstring is as doctest has it, which Markdown takes for quotations; here it becomes a block of code.
And where a function has many overloads, their shapes are listed, as the comments on the overloads say them, and the
overloads themselves are a block of code that opens.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = "```"
FEW = 4  # overloads that are shown as signatures


class Docstrings(griffe.Extension):
    """Writes docstrings as Markdown, and overloads into them."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:  # griffe passes more, and will pass more yet
        """Called for each module, class, function and attribute, once it is read."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Called once all of the package is read."""
        for function, overloads in [(function, _overloads(function)) for function in _functions(pkg)]:
            if function.docstring is not None and len(overloads) > FEW:
                function.docstring.value += listed(function.name, overloads)
                function.overloads = None
            elif overloads and not function.overloads:
                function.overloads = overloads


def fenced(text: str) -> str:
    r"""The docstring with its examples, each from `>>>` to the next blank line, in fences.

    >>> fenced("Half of x.\n\n>>> half(4)\n2").splitlines()
    ['Half of x.', '', '```pycon', '>>> half(4)', '2', '```']
    """
    return "\n".join(_fenced_lines(text))


def _fenced_lines(text: str) -> Iterator[str]:
    margin: str | None = None  # of the example that is open
    for line in [*text.split("\n"), ""]:
        if margin is None and line.lstrip().startswith(">>> "):
            margin = line[: len(line) - len(line.lstrip())]
            yield f"{margin}{FENCE}pycon"
        elif margin is not None and not line.strip():
            yield f"{margin}{FENCE}"
            margin = None
        yield line


def _functions(holder: griffe.Module | griffe.Class) -> Iterator[griffe.Function]:
    for member in list(holder.members.values()):
        if isinstance(member, griffe.Function):
            yield member
        elif isinstance(member, (griffe.Module, griffe.Class)):
            yield from _functions(member)


def _overloads(function: griffe.Function) -> list[griffe.Function]:
    """Those of the function, or of the one whose signature it takes by `@signature_of(other)`."""
    if function.overloads:
        return function.overloads
    for decorator in function.decorators:
        found = re.fullmatch(r"signature_of\((\w+)\)", str(decorator.value))
        scope = function.parent
        while found and isinstance(scope, (griffe.Module, griffe.Class)):
            other = scope.members.get(found[1])
            if isinstance(other, griffe.Function):
                return other.overloads or []
            scope = scope.parent
    return []


def listed(name: str, overloads: list[griffe.Function]) -> str:
    """The shapes of a function's overloads, each once, and their source in a block that opens."""
    sources = [re.sub(r"^def \w+", f"def {name}", _source(overload), flags=re.MULTILINE) for overload in overloads]
    shapes = [found[1] for source in sources if (found := re.match(r"@overload  # (.+)\n", source))]
    text = ""
    if len(shapes) == len(sources):
        text += f"\n\n**Shapes**\n\n{FENCE}text\n" + "\n".join(dict.fromkeys(shapes)) + f"\n{FENCE}"
    block = f"{FENCE}python\n" + "".join(sources) + FENCE
    return f'{text}\n\n??? note "{len(sources)} overloads"\n\n{indent(block, " " * 4)}\n'


def _source(overload: griffe.Function) -> str:
    """The lines of an overload, with the decorator and the comment beside it."""
    first = min([decorator.lineno for decorator in overload.decorators if decorator.lineno], default=overload.lineno)
    file = overload.filepath
    assert first is not None, overload.path
    assert isinstance(file, Path), overload.path  # a list of them is a namespace package's
    lines = overload.lines_collection[file][first - 1 : overload.endlineno]
    return dedent("\n".join(lines)) + "\n"
