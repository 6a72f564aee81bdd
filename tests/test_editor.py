"""What an editor with pyright's language server, such as VS Code, shows of typedgrad."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from language_server import LanguageServer
from test_readme import GENERIC, GRADIENT, MODEL

import typedgrad
from typedgrad import Parameter, Tensor, nn, optim, train

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

pytestmark = pytest.mark.checkers

ROOT = Path(__file__).parents[1]
EXAMPLE, DIGITS = ROOT / "tests" / "editor_example.py", ROOT / "typedgrad" / "digits.py"
README, SNIPPET = ROOT / "readme.py", ROOT / "snippet.py"  # open in the editor, not on disk

# What a hover must not show: an unknown type, a class within the library, a tensor without its types; and in the
# library's own signatures, a private alias.
INTERNAL = re.compile(r"Unknown|TensorBase|Arithmetic|Comparison|Bits|Clip|Reduction|Shaping|Indexing|Tensor\b(?!\[)")
PRIVATE = re.compile(r"\b_[A-Z]")
METHODS = [name for name in dir(Tensor) if not name.startswith("_")]
MODULES = {"typedgrad": typedgrad, "nn": nn, "optim": optim, "train": train}


def public(module: ModuleType) -> list[str]:
    """The names that a module offers, without the modules within it."""
    return [
        name for name, value in inspect.getmembers(module) if not name.startswith("_") and not inspect.ismodule(value)
    ]


DOCUMENTED = [
    (module, name)
    for module, found in MODULES.items()
    for name in public(found)
    if inspect.isfunction(getattr(found, name)) or (module != "typedgrad" and inspect.isclass(getattr(found, name)))
]

OPENING = """\
from typing import NewType

import typedgrad
from typedgrad import Parameter, Tensor, backprop, bool_, exp, float32, int64, nn, optim, train
from typedgrad.nn import Linear

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
def function(
    x: Tensor[float32, tuple[Batch, Pixels]],
    y: Tensor[float32, tuple[Batch, Hidden]],
    mask: Tensor[bool_, tuple[Batch, Pixels]],
    loss: Tensor[float32, tuple[()]],
    labels: Tensor[int64, tuple[Batch]],
    layer: Linear[Pixels, Hidden, float32],
) -> None:
"""
RECEIVERS = {"all": "mask", "any": "mask", "item": "loss", "squeeze": "x[None]"}
METHOD_LINES = {name: f"    {RECEIVERS.get(name, 'x')}.{name}" for name in METHODS}
WRONG_LINES = {
    "shapes": "    x - y",
    "dtypes": "    x.astype(int64) + x",
    "scalar": "    labels * 0.5",
    "method": "    mask.sum()",
    "function": "    exp(mask)",
    "axis": "    x.max(axis=2)",
    "call": "    layer(y)",
    "order": "    layer >> layer",
    "loss": "    backprop(y)",
    "labels": "    nn.cross_entropy(x, labels[1:])",
    "assignment": "    layer.weight.grad = layer.weight.T",
}
OPERATORS = {
    "    x + x": "+",
    "    -x": "-",
    "    x @ layer.weight": "@",
    "    x[0]": "[",
    "    layer >> nn.Tanh()": ">>",
}
UNFINISHED = {f"{module}.": public(found) for module, found in MODULES.items()} | {
    "x.": METHODS,
    "(x @ x.T).": METHODS,
    "layer.weight.": [n for n in dir(Parameter) if n[0] != "_"],
}
LINES = [
    *OPENING.splitlines(),
    *METHOD_LINES.values(),
    *(f"    {module}.{name}" for module, name in DOCUMENTED),
    *WRONG_LINES.values(),
    *OPERATORS,
    *(f"    {text}" for text in UNFINISHED),
]


def commented(path: Path, text: str) -> list[tuple[Path, int, str, str]]:
    """The variables of a text that have their types beside them: document, line, name, type."""
    found: list[tuple[Path, int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.fullmatch(r"([\w, ()]+) = .*  # (.+)", line):
            names, types = re.findall(r"\w+", match[1]), re.split(r", (?=Tensor)", match[2])
            found += [(path, number, name, shown) for name, shown in zip(names, types, strict=True)]
    return found


TEXTS = {
    EXAMPLE: EXAMPLE.read_text(encoding="utf-8"),
    DIGITS: DIGITS.read_text(encoding="utf-8"),
    README: MODEL + GRADIENT + GENERIC,
}
VARIABLES = [found for path in (EXAMPLE, README) for found in commented(path, TEXTS[path])]
GENERIC_METHODS = {"astype", "reshape"}  # pyright shows their own type variables, whatever the arguments
TYPES = {(path, name): shown for path, _, name, shown in VARIABLES}


def names(tree: ast.AST, owners: tuple[str, ...] = ()) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """The names in code: line, offset, name, and what around it may own type variables: functions, classes, aliases."""
    match tree:
        case ast.FunctionDef(name=owner) | ast.ClassDef(name=owner) | ast.AnnAssign(target=ast.Name(id=owner)):
            owners = (*owners, owner)
        case _:
            pass
    match tree:
        case ast.Name(id=name) | ast.arg(arg=name):
            yield tree.lineno, tree.col_offset, name, owners
        case ast.Attribute(attr=name, end_lineno=int(line), end_col_offset=int(end)):
            yield line, end - len(name), name, owners
        case _:
            pass
    for child in ast.iter_child_nodes(tree):
        yield from names(child, owners)


def members() -> Iterator[tuple[int, int, str, str]]:
    """The methods and attributes of the example that give a variable its value: line, offset, name, type."""
    for node in ast.walk(ast.parse(TEXTS[EXAMPLE])):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value.func if isinstance(node.value, ast.Call) else node.value
            shown = TYPES.get((EXAMPLE, node.targets[0].id))
            if shown is not None and isinstance(value, ast.Attribute) and value.attr not in GENERIC_METHODS:
                assert value.end_col_offset is not None
                yield node.lineno, value.end_col_offset - len(value.attr), value.attr, shown


MEMBERS = list(members())


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    with LanguageServer(ROOT, patience=300.0) as server:
        for path, text in TEXTS.items():
            server.open(path, text)
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


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_name_has_a_type_to_read(editor: LanguageServer, path: Path) -> None:
    for line, offset, name, owners in names(ast.parse(TEXTS[path])):
        hover = signature(editor.hover(path, line, "", offset))
        assert hover, name
        if hover.startswith(("(variable)", "(parameter)", "(property)")) and " def " not in hover:
            assert not INTERNAL.search(hover), hover
            assert set(re.findall(r"@(\w+)", hover)) <= set(owners), hover  # whose type variables they are


def test_a_variable_has_its_type_wherever_it_is_used(editor: LanguageServer) -> None:
    uses = [found for found in names(ast.parse(TEXTS[EXAMPLE])) if (EXAMPLE, found[2]) in TYPES and not found[3]]
    assert len(uses) > len(TYPES)
    for line, offset, name, _ in uses:
        shown = signature(editor.hover(EXAMPLE, line, "", offset))
        assert (
            " def " in shown or shown == f"(variable) {name}: {TYPES[EXAMPLE, name]}"
        )  # what is called shows its call


@pytest.mark.parametrize(("line", "offset", "name", "shown"), MEMBERS, ids=[name for _, _, name, _ in MEMBERS])
def test_what_a_member_gives(editor: LanguageServer, line: int, offset: int, name: str, shown: str) -> None:
    hover = signature(editor.hover(EXAMPLE, line, "", offset))
    assert hover.startswith((f"(method) def {name}(", f"(property) {name}: ", f"(variable) {name}: "))
    assert hover.endswith((f" -> {shown}", f": {shown}"))


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


@pytest.mark.parametrize(("module", "name"), DOCUMENTED)
def test_the_documentation_of_a_function_or_class(editor: LanguageServer, module: str, name: str) -> None:
    hover = editor.hover(SNIPPET, line_of(f"    {module}.{name}"), f".{name}", 1)
    summary = inspect.getdoc(getattr(MODULES[module], name))
    assert summary
    assert documentation(hover).startswith(summary.splitlines()[0]) or f"`{name}`: " in documentation(hover)
    if inspect.isfunction(
        getattr(MODULES[module], name)
    ):  # of a generic class that is not called, pyright knows no types
        assert not INTERNAL.search(signature(hover))
        assert not PRIVATE.search(signature(hover))


@pytest.mark.parametrize("line", OPERATORS)
def test_an_operator_has_no_hover_of_its_own(editor: LanguageServer, line: str) -> None:
    hover = editor.hover(SNIPPET, line_of(line), OPERATORS[line])  # pyright has none to give; the operands have theirs
    assert signature(hover) in {"", "(parameter) x: Tensor[float32, tuple[Batch, Pixels]]"}


# ----------------------------------------------------------------------------------------------------- completions
@pytest.mark.parametrize("text", UNFINISHED)
def test_the_completions_are_the_public_names(editor: LanguageServer, text: str) -> None:
    offered = editor.completions(SNIPPET, line_of(f"    {text}"), text)
    shown = [name for name in offered if not name.startswith("_")]
    assert sorted(shown) == sorted(UNFINISHED[text])
    if text != "layer.weight.":  # a class's own names, private ones too, come before those that it inherits
        assert offered[: len(shown)] == shown


# ----------------------------------------------------------------------------------------------------- diagnostics
ASIDE = {"reportUnusedExpression", "reportUnknownMemberType"}  # said of the same lines, or of any bare expression


@pytest.fixture(scope="module")
def underlined(editor: LanguageServer) -> dict[str, list[tuple[str, str]]]:
    """What is underlined in each wrong line, and the message there."""
    found: dict[str, list[tuple[str, str]]] = {text: [] for text in WRONG_LINES.values()}
    for item in editor.diagnostics(SNIPPET):
        start, end = item["range"]["start"], item["range"]["end"]
        text = LINES[start["line"]]
        if text in found and item.get("code") not in ASIDE:
            found[text].append((text[start["character"] : end["character"]], item["message"].replace("\xa0", " ")))
    return found


X, Y, MASK = (
    f"Tensor[{types}]"
    for types in ("float32, tuple[Batch, Pixels]", "float32, tuple[Batch, Hidden]", "bool_, tuple[Batch, Pixels]")
)
ARGUMENT = 'Argument of type "{}" cannot be assigned to parameter "{}" of type "{}" in function "{}"'.format
OPERATOR = 'Operator "{}" not supported for types "{}" and "{}"'.format
LAYER, WEIGHT = "Linear[Pixels, Hidden, float32]", "Parameter[float32, tuple[Pixels, Hidden]]"
TARGETS = "Tensor[FloatDT@cross_entropy, tuple[*L@cross_entropy, C@cross_entropy]]"


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        ("shapes", [("x - y", OPERATOR("-", X, Y))]),
        ("dtypes", [("x.astype(int64) + x", OPERATOR("+", "Tensor[int64, tuple[Batch, Pixels]]", X))]),
        ("scalar", [("labels * 0.5", OPERATOR("*", "Tensor[int64, tuple[Batch]]", "float"))]),
        ("method", [("sum", f'Cannot access attribute "sum" for class "{MASK}"')]),
        ("function", [("mask", ARGUMENT(MASK, "x", "Tensor[F@exp, S@exp]", "exp"))]),
        (
            "axis",
            [
                ("x.max(axis=2)", 'No overloads for "_sum_prod_max_min" match the provided arguments'),
                ("2", ARGUMENT("Literal[2]", "axis", "Literal[-2]", "_sum_prod_max_min")),
            ],
        ),
        ("call", [("y", ARGUMENT(Y, "x", "Tensor[float32, tuple[*L@__call__, Pixels]]", "__call__"))]),
        ("order", [("layer >> layer", OPERATOR(">>", LAYER, LAYER))]),
        ("loss", [("y", ARGUMENT(Y, "loss", "Tensor[Float, tuple[()]]", "backprop"))]),
        (
            "labels",
            [
                ("nn.cross_entropy(x, labels[1:])", 'No overloads for "cross_entropy" match the provided arguments'),
                ("labels[1:]", ARGUMENT("Tensor[int64, tuple[int]]", "targets", TARGETS, "cross_entropy")),
            ],
        ),
        ("assignment", [("layer.weight.T", f'Cannot assign to attribute "grad" for class "{WEIGHT}"')]),
    ],
)
def test_a_wrong_line_is_underlined(
    underlined: dict[str, list[tuple[str, str]]], wrong: str, shown: list[tuple[str, str]]
) -> None:
    assert [(text, message.splitlines()[0]) for text, message in underlined[WRONG_LINES[wrong]]] == shown


def test_a_message_says_which_dimensions_differ(underlined: dict[str, list[tuple[str, str]]]) -> None:
    ((_, message),) = underlined[WRONG_LINES["call"]]
    assert message.splitlines()[1:] == [
        f'  "{Y}" is not assignable to "{X}"',
        '    Type parameter "S@Tensor" is invariant, '
        'but "tuple[Batch, Hidden]" is not the same as "tuple[Batch, Pixels]"',
    ]


def test_a_message_says_which_dtypes_differ(underlined: dict[str, list[tuple[str, str]]]) -> None:
    ((_, message),) = underlined[WRONG_LINES["function"]]
    assert message.splitlines()[-1] == '        "bool_" is not assignable to "Float"'
