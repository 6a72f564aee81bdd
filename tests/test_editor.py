"""What an editor with pyright's language server, such as VS Code, shows of typedgrad."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from language_server import LanguageServer

import typedgrad
from typedgrad import Tensor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "editor_example.py"
SNIPPET = ROOT / "snippet.py"  # in the editor only, not on disk

# Names to left of `=`, and what the comment says of them.
SHOWN = [
    (number, match["names"], match["types"])
    for number, line in enumerate(EXAMPLE.read_text(encoding="utf-8").splitlines(), 1)
    if (match := re.match(r"(?P<names>[\w, ()]+) = .*  # (?P<types>[A-Zndftuple].*)", line))
]
VARIABLES = [
    (line, name, shown)
    for line, names, types in SHOWN
    for name, shown in zip(re.findall(r"\w+", names), re.split(r", (?=Tensor)", types), strict=True)
]

METHODS = [name for name in dir(Tensor) if not name.startswith("_")]
FUNCTIONS = [
    name
    for name, value in vars(typedgrad).items()
    if inspect.isfunction(value) and value.__module__.startswith("typedgrad.")
]
ASIDE = {"reportUnusedExpression", "reportUnknownMemberType"}  # said of the same lines, or of any bare expression
# What a hover must not show: an unknown type, a class or an alias of the library's own, a tensor without its types.
INTERNAL = re.compile(r"Unknown|TensorBase|Arithmetic|Comparison|Reduction|Shaping|Indexing|\b_[A-Z]|Tensor\b(?!\[)")

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
SHAPES = [("float32", "Pixels"), ("float32", "Hidden"), ("bool_", "Pixels")]
WRONG_LINES = ["    x - y", "    mask.sum()", "    exp(mask)", "    x.max(axis=2)"]
UNFINISHED = "    x."
LINES = [*OPENING.splitlines(), *METHOD_LINES.values(), *FUNCTION_LINES.values(), *WRONG_LINES, UNFINISHED]


def line_of(text: str) -> int:
    """The number of a line of the snippet."""
    return LINES.index(text) + 1


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    with LanguageServer(ROOT) as server:
        server.open(EXAMPLE)
        server.open(SNIPPET, "\n".join(LINES))
        yield server


def signature(hover: str) -> str:
    """The first part of a hover, without its fences."""
    return hover.removeprefix("```python\n").partition("\n```")[0]


def documentation(hover: str) -> str:
    """What a hover shows below the signature."""
    return hover.partition("\n---\n")[2].replace("\\", "")


# ----------------------------------------------------------------------------------------------------------- types
@pytest.mark.parametrize(("line", "name", "shown"), VARIABLES, ids=[name for _, name, _ in VARIABLES])
def test_the_type_of_a_variable(editor: LanguageServer, line: int, name: str, shown: str) -> None:
    assert signature(editor.hover(EXAMPLE, line, name)) == f"(variable) {name}: {shown}"
    assert not INTERNAL.search(shown)
    assert "@" not in shown


def test_there_are_many_variables() -> None:
    assert sum("Tensor[" in shown for _, _, shown in VARIABLES) >= 30


def test_a_resolved_method_shows_the_types_of_this_call(editor: LanguageServer) -> None:
    line = next(line for line, name, _ in VARIABLES if name == "column")
    assert signature(editor.hover(EXAMPLE, line, "mean")) == (
        "(method) def mean(\n    axis: Literal[-1],\n    *,\n    keepdims: Literal[True]\n"
        ") -> Tensor[float32, tuple[Batch, One]]"
    )


# --------------------------------------------------------------------------------------------------- documentation
@pytest.mark.parametrize("name", METHODS)
def test_the_documentation_of_a_method(editor: LanguageServer, name: str) -> None:
    hover = editor.hover(SNIPPET, line_of(METHOD_LINES[name]), f".{name}", 1)
    summary = (inspect.getdoc(inspect.getattr_static(Tensor, name)) or "").splitlines()[0]
    assert documentation(hover).startswith(summary) or f"(`{name}`)" in documentation(hover)
    assert not INTERNAL.search(signature(hover))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_documentation_of_a_function(editor: LanguageServer, name: str) -> None:
    hover = editor.hover(SNIPPET, line_of(FUNCTION_LINES[name]), f".{name}", 1)
    summary = (inspect.getdoc(getattr(typedgrad, name)) or "").splitlines()[0]
    assert summary
    assert documentation(hover).startswith(summary) or f"`{name}`: " in documentation(hover)


# ---------------------------------------------------------------------------------------------------- completions
def test_the_completions_of_a_tensor(editor: LanguageServer) -> None:
    offered = editor.completions(SNIPPET, line_of(UNFINISHED), "x.")
    public = [name for name in offered if not name.startswith("_")]
    assert sorted(public) == sorted(METHODS)
    assert offered[: len(public)] == public, "private names come last"


# ---------------------------------------------------------------------------------------------------- diagnostics
def test_the_wrong_lines_are_underlined(editor: LanguageServer) -> None:
    shown: list[tuple[str, str]] = []
    for item in editor.diagnostics(SNIPPET):
        start, end, text = item["range"]["start"], item["range"]["end"], LINES[item["range"]["start"]["line"]]
        if text in WRONG_LINES and item.get("code") not in ASIDE:
            shown.append((text[start["character"] : end["character"]], item["message"].splitlines()[0]))
    x, y, mask = (f"Tensor[{dtype}, tuple[Batch, {n}]]" for dtype, n in SHAPES)
    assert shown == [
        ("x - y", f'Operator "-" not supported for types "{x}" and "{y}"'),
        ("sum", f'Cannot access attribute "sum" for class "{mask}"'),
        (
            "mask",
            f'Argument of type "{mask}" cannot be assigned to parameter "x" of type "Tensor[F@exp, S@exp]" '
            'in function "exp"',
        ),
        ("x.max(axis=2)", 'No overloads for "_sum_max" match the provided arguments'),
        (
            "2",
            'Argument of type "Literal[2]" cannot be assigned to parameter "axis" of type "Literal[-2]" '
            'in function "_sum_max"',
        ),
    ]
