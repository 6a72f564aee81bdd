"""What an editor with pyright's language server, such as VS Code, shows of typedgrad."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from language_server import LanguageServer
from test_readme import MODEL

import typedgrad
from typedgrad import Tensor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
EXAMPLE, DIGITS = ROOT / "tests" / "editor_example.py", ROOT / "typedgrad" / "digits.py"
README, SNIPPET = ROOT / "readme.py", ROOT / "snippet.py"  # open in the editor, not on disk

# What a hover must not show: an unknown type, a class within the library, a tensor without its types; and in the
# library's own signatures, a private alias.
INTERNAL = re.compile(r"Unknown|TensorBase|Arithmetic|Comparison|Reduction|Shaping|Indexing|Tensor\b(?!\[)")
PRIVATE = re.compile(r"\b_[A-Z]")
METHODS = [name for name in dir(Tensor) if not name.startswith("_")]
FUNCTIONS = [
    name
    for name, value in vars(typedgrad).items()
    if inspect.isfunction(value) and value.__module__.startswith("typedgrad.")
]

OPENING = """\
from typing import NewType

import typedgrad
from typedgrad import Tensor, bool_, exp, float32

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
def function(
    x: Tensor[float32, tuple[Batch, Pixels]],
    y: Tensor[float32, tuple[Batch, Hidden]],
    mask: Tensor[bool_, tuple[Batch, Pixels]],
    loss: Tensor[float32, tuple[()]],
) -> None:
"""
RECEIVERS = {"all": "mask", "any": "mask", "item": "loss"}
METHOD_LINES = {name: f"    {RECEIVERS.get(name, 'x')}.{name}" for name in METHODS}
FUNCTION_LINES = {name: f"    typedgrad.{name}" for name in FUNCTIONS}
WRONG_LINES = ["    x - y", "    mask.sum()", "    exp(mask)", "    x.max(axis=2)"]
UNFINISHED = "    x."
LINES = [*OPENING.splitlines(), *METHOD_LINES.values(), *FUNCTION_LINES.values(), *WRONG_LINES, UNFINISHED]


def commented(path: Path, text: str) -> list[tuple[Path, int, str, str]]:
    """The variables of a text that have their types beside them: document, line, name, type."""
    found: list[tuple[Path, int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.fullmatch(r"([\w, ()]+) = .*  # (.+)", line):
            names, types = re.findall(r"\w+", match[1]), re.split(r", (?=Tensor)", match[2])
            found += [(path, number, name, shown) for name, shown in zip(names, types, strict=True)]
    return found


VARIABLES = [*commented(EXAMPLE, EXAMPLE.read_text(encoding="utf-8")), *commented(README, MODEL)]


def assigned(path: Path) -> list[tuple[int, int]]:
    """The places of the variables that a file assigns to, without an annotation."""
    return [
        (target.lineno, target.col_offset)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        for target in ast.walk(node)
        if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store)
    ]


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    with LanguageServer(ROOT) as server:
        server.open(EXAMPLE)
        server.open(DIGITS)
        server.open(README, MODEL)
        server.open(SNIPPET, "\n".join(LINES))
        yield server


def line_of(text: str) -> int:
    """The number of a line of the snippet."""
    return LINES.index(text) + 1


def signature(hover: str) -> str:
    """The first part of a hover, without its fences."""
    return hover.removeprefix("```python\n").partition("\n```")[0]


def documentation(hover: str) -> str:
    """What a hover shows below the signature, without the escapes of markdown."""
    return hover.partition("\n---\n")[2].replace("\\", "")


# ----------------------------------------------------------------------------------------------------------- types
@pytest.mark.parametrize(("path", "line", "name", "shown"), VARIABLES, ids=[name for _, _, name, _ in VARIABLES])
def test_the_type_of_a_variable(editor: LanguageServer, path: Path, line: int, name: str, shown: str) -> None:
    assert signature(editor.hover(path, line, name)) == f"(variable) {name}: {shown}"
    assert not INTERNAL.search(shown)
    assert "@" not in shown  # a type variable of some function, unsolved


def test_there_are_many_variables() -> None:
    assert sum("Tensor[" in shown for _, _, _, shown in VARIABLES) >= 50


def test_every_variable_of_the_digits_has_a_type_to_read(editor: LanguageServer) -> None:
    for line, offset in assigned(DIGITS):
        hover = signature(editor.hover(DIGITS, line, "", offset))
        assert hover
        assert not INTERNAL.search(hover), hover


def test_a_call_of_a_method_shows_its_own_types(editor: LanguageServer) -> None:
    line = next(line for _, line, name, _ in VARIABLES if name == "column")
    assert signature(editor.hover(EXAMPLE, line, "mean")) == (
        "(method) def mean(\n    axis: Literal[-1],\n    *,\n    keepdims: Literal[True]\n"
        ") -> Tensor[float32, tuple[Batch, One]]"
    )


# --------------------------------------------------------------------------------------------------- documentation
@pytest.mark.parametrize("name", METHODS)
def test_the_documentation_of_a_method(editor: LanguageServer, name: str) -> None:
    hover = editor.hover(SNIPPET, line_of(METHOD_LINES[name]), f".{name}", 1)
    summary = inspect.getdoc(inspect.getattr_static(Tensor, name))
    assert summary
    assert documentation(hover).startswith(summary.splitlines()[0]) or f"(`{name}`)" in documentation(hover)
    assert not INTERNAL.search(signature(hover))
    assert not PRIVATE.search(signature(hover))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_documentation_of_a_function(editor: LanguageServer, name: str) -> None:
    hover = editor.hover(SNIPPET, line_of(FUNCTION_LINES[name]), f".{name}", 1)
    summary = inspect.getdoc(getattr(typedgrad, name))
    assert summary
    assert documentation(hover).startswith(summary.splitlines()[0]) or f"`{name}`: " in documentation(hover)
    assert not INTERNAL.search(signature(hover))
    assert not PRIVATE.search(signature(hover))


# ----------------------------------------------------------------------------------------------------- completions
def test_the_completions_of_a_tensor(editor: LanguageServer) -> None:
    offered = editor.completions(SNIPPET, line_of(UNFINISHED), "x.")
    public = [name for name in offered if not name.startswith("_")]
    assert sorted(public) == sorted(METHODS)
    assert offered[: len(public)] == public  # private names come last


# ----------------------------------------------------------------------------------------------------- diagnostics
ASIDE = {"reportUnusedExpression", "reportUnknownMemberType"}  # said of the same lines, or of any bare expression


def test_the_wrong_lines_are_underlined(editor: LanguageServer) -> None:
    shown: list[tuple[str, str]] = []
    for item in editor.diagnostics(SNIPPET):
        start, end = item["range"]["start"], item["range"]["end"]
        text = LINES[start["line"]]
        if text in WRONG_LINES and item.get("code") not in ASIDE:
            shown.append((text[start["character"] : end["character"]], item["message"].splitlines()[0]))
    x, y = "Tensor[float32, tuple[Batch, Pixels]]", "Tensor[float32, tuple[Batch, Hidden]]"
    mask = "Tensor[bool_, tuple[Batch, Pixels]]"
    argument = 'Argument of type "{}" cannot be assigned to parameter "{}" of type "{}" in function "{}"'.format
    assert shown == [
        ("x - y", f'Operator "-" not supported for types "{x}" and "{y}"'),
        ("sum", f'Cannot access attribute "sum" for class "{mask}"'),
        ("mask", argument(mask, "x", "Tensor[F@exp, S@exp]", "exp")),
        ("x.max(axis=2)", 'No overloads for "_sum_max" match the provided arguments'),
        ("2", argument("Literal[2]", "axis", "Literal[-2]", "_sum_max")),
    ]
