"""The graph of a computation: which nodes and edges it has, that its text is DOT, and how it is drawn."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import parameter, untyped

from typedgrad import (
    CompileError,
    DTypeError,
    GradientError,
    Graph,
    Parameter,
    as_tensor,
    backprop,
    compiled,
    concat,
    float32,
    float64,
    int64,
    no_grad,
    ones,
    to_dot,
    where,
)
from typedgrad.nn import Linear, ReLU, Sigmoid, cross_entropy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


# ------------------------------------------------------------------------------------------------------ reading DOT
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<quoted>"(?:[^"\\]|\\.)*") | (?P<arrow>->) | (?P<mark>[{}\[\];=,])
    | (?P<word>[A-Za-z_][A-Za-z_0-9]*|-?(?:\.\d+|\d+(?:\.\d*)?))
    )""",
    re.VERBOSE | re.DOTALL,
)


@dataclass
class Dot:
    """What a text in DOT says."""

    nodes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    edges: list[tuple[str, str, dict[str, str]]] = field(default_factory=list[tuple[str, str, dict[str, str]]])

    def labels(self) -> list[list[str]]:
        """The lines of each node's label, in order."""
        return [_lines(attributes["label"]) for attributes in self.nodes.values()]

    def edge_labels(self) -> list[tuple[str, str]]:
        """The first lines of the labels of both ends of each edge."""
        first = {name: _lines(attributes["label"])[0] for name, attributes in self.nodes.items()}
        return [(first[source], first[target]) for source, target, _ in self.edges]


def _lines(label: str) -> list[str]:
    """An escString as it is drawn."""
    lines = [""]
    for part in re.findall(r"\\.|[^\\]", label, re.DOTALL):
        if part == r"\n":
            lines.append("")
        elif part[0] == "\\":
            assert part[1] in '\\"', part
            lines[-1] += part[1]
        else:
            lines[-1] += part
    assert not re.search(r"&(?!amp;)", label)
    return [line.replace("&amp;", "&") for line in lines]


def read(text: str) -> Dot:
    """Hold a text to the grammar of DOT, https://graphviz.org/doc/info/lang.html, of one directed graph."""
    tokens: list[tuple[str, str]] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        assert match is not None, text[place : place + 40]
        tokens.append((match.lastgroup or "", match[match.lastgroup or ""]))
        place = match.end()
    dot, at = Dot(), 0

    def take(*texts: str) -> str:
        nonlocal at
        kind, token = tokens[at]
        assert (not texts and kind in {"word", "quoted"}) or token in texts, (token, texts)
        at += 1
        return token[1:-1].replace(r"\"", '"') if kind == "quoted" and not texts else token

    def attributes() -> dict[str, str]:
        found: dict[str, str] = {}
        if tokens[at][1] == "[":
            take("[")
            while tokens[at][1] != "]":
                kind, raw = tokens[at + 2]
                key = take()
                take("=")
                take()
                assert key not in found
                found[key] = raw[1:-1] if kind == "quoted" else raw
                if tokens[at][1] == ",":
                    take(",")
            take("]")
        return found

    take("digraph")
    take()
    take("{")
    while tokens[at][1] != "}":
        name = take()
        if tokens[at][1] == "=":
            take("=")
            take()
        elif tokens[at][1] == "->":
            take("->")
            target = take()
            assert {name, target} <= set(dot.nodes), "an edge before its nodes"
            dot.edges.append((name, target, attributes()))
        elif name in {"node", "edge"}:
            attributes()
        else:
            assert name not in dot.nodes
            dot.nodes[name] = attributes()
        take(";")
    take("}")
    assert at == len(tokens)
    return dot


def test_the_reader_refuses_what_is_no_dot() -> None:
    good = 'digraph "g" { a [label="x"]; b [label="y"]; a -> b; }'
    assert read(good).edge_labels() == [("x", "y")]
    changes = (("}", ""), (";", ""), ('"x"', '"x'), ("-> b", "-> c"), ("}", "}}"))
    for wrong in (good.replace(*change) for change in changes):
        with pytest.raises((AssertionError, IndexError)):
            read(wrong)


# ----------------------------------------------------------------------------------------------------- what is drawn
X = as_tensor([[1.0, 2.0]], float32, (1, 2))


def test_nodes_are_operations_with_dtype_and_shape() -> None:
    w = Parameter(ones((2, 3)))
    dot = read(to_dot(((X @ w).tanh() * 2.0).sum(), {"w": w, "x": X}))
    assert dot.labels() == [
        ["x", "float32 (1, 2)"],
        ["w", "float32 (2, 3)"],
        ["matmul", "float32 (1, 3)"],
        ["tanh", "float32 (1, 3)"],
        ["2.0", "float32 ()"],
        ["multiply", "float32 (1, 3)"],
        ["sum", "float32 ()"],
    ]
    assert dot.edge_labels() == [
        ("x", "matmul"),
        ("w", "matmul"),
        ("matmul", "tanh"),
        ("tanh", "multiply"),
        ("2.0", "multiply"),
        ("multiply", "sum"),
    ]
    assert [attributes.get("label") for _, _, attributes in dot.edges] == ["0", "1", None, "0", "1", None]


def test_module_names_its_parameters() -> None:
    network = Linear(2, 4, rng=np.random.default_rng(0)) >> Sigmoid() >> Linear(4, 3, rng=np.random.default_rng(0))
    loss = cross_entropy(network(X), as_tensor([0], int64, (1,)))
    assert [lines[0] for lines in read(to_dot(loss, network)).labels()] == [
        "constant",
        "layers.0.weight",
        "layers.0.bias",
        "linear, sigmoid",
        "layers.2.weight",
        "layers.2.bias",
        "linear",
        "cross_entropy",
    ]


LAYER = Linear(2, 2, float64, rng=np.random.default_rng(0))
COMPUTED: dict[str, tuple[Callable[[Any], Any], list[tuple[str, str]]]] = {
    "two branches that meet": (
        lambda w: w * w + w,
        [("w", "multiply"), ("w", "multiply"), ("multiply", "add"), ("w", "add")],
    ),
    "a sequence": (lambda w: concat((w, w)), [("w", "concat"), ("w", "concat")]),
    "a condition": (lambda w: where(w > 0.0, w, w), [("w", "where"), ("w", "where"), ("constant", "where")]),
    "a layer with its activation": (
        LAYER >> ReLU(),
        [("w", "linear, relu"), ("parameter", "linear, relu"), ("parameter", "linear, relu")],
    ),
    "what the tape does not keep": (lambda w: w + ones((2,), float64), [("w", "add"), ("constant", "add")]),
    "a parameter itself": (lambda w: w, []),
}


@pytest.mark.parametrize("name", COMPUTED)
def test_edges_go_from_inputs_to_operations(name: str) -> None:
    function, edges = COMPUTED[name]
    w = parameter(1.0, -2.0)
    dot = read(to_dot(function(w), {"w": w}))
    assert dot.edge_labels() == edges


def test_dtype_of_what_is_converted() -> None:
    dot = read(to_dot((Parameter(ones((2,))).astype(float64) * 2.0).sum()))
    assert [lines[-1] for lines in dot.labels()] == [
        "float32 (2,)",
        "float64 (2,)",
        "float64 ()",
        "float64 (2,)",
        "float64 ()",
    ]


def test_result_between_has_its_name() -> None:
    w = parameter(1.0)
    hidden = w.exp()
    assert ["hidden = exp", "float64 (1,)"] in read(to_dot(untyped(hidden.sum()), {"hidden": hidden})).labels()


def test_constant_that_is_used_twice_is_one_node() -> None:
    w, c = parameter(1.0), as_tensor([3.0], float64, (1,))
    dot = read(to_dot(untyped(w * c * c)))
    assert [name for name in dot.nodes if name[0] == "c"] == ["c0"]


def test_unnamed_parameters_are_called_that() -> None:
    assert read(to_dot(parameter(1.0))).labels() == [["parameter", "float64 (1,)"]]


def test_text_is_the_same_for_the_same_computation() -> None:
    def text() -> str:
        w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)
        return to_dot(untyped(((w * v).sin() + v / w).sum()), {"w": w, "v": v})

    assert len({text() for _ in range(5)}) == 1


HOSTILE = (
    'a"b', "a\\", "\\", '\\"', "a\nb", "a\r\0b", "<b>x</b>", "&lt;&amp;", "]; evil [label=1", "\\N", "é ß 中", "{a|b}",
    "\ud800", "", "a -> b", "/* */", "// x", "# x", "'",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_name_is_drawn_as_it_is(name: str) -> None:
    w = parameter(1.0)
    dot = read(to_dot(untyped(w.exp().sum()), {name: w}))
    shown = re.sub("[\n\r\0\ud800]", "\N{REPLACEMENT CHARACTER}", name)
    assert dot.labels()[0] == [shown, "float64 (1,)"]
    assert len(dot.nodes) == 3
    to_dot(w, {name: w}).encode()


def test_long_graph_is_drawn_without_recursion() -> None:
    x: Any = parameter(1.0)
    for _ in range(100_000):
        x = x + 1.0
    text = to_dot(x)
    assert text.count(" -> ") == 200_000
    assert text.count("\\n") == 100_001


def test_drawing_leaves_the_graph_as_it_is() -> None:
    w = parameter(3.0)
    loss = untyped((w * w).sum())
    assert to_dot(loss) == to_dot(loss)
    backprop(loss)
    assert w.grad is not None
    assert w.grad.numpy().tolist() == [6.0]


def test_parameter_that_was_updated_is_drawn() -> None:
    w = parameter(3.0)
    loss = untyped((w * w).sum())
    w.assign(as_tensor([1.0], float64, (1,)))
    assert len(read(to_dot(loss)).nodes) == 3


# ----------------------------------------------------------------------------------------------------------- refusals
def _freed() -> Any:
    loss = untyped(parameter(1.0).exp().sum())
    backprop(loss)
    return loss


def _without_recording() -> Any:
    with no_grad():
        return parameter(1.0).exp()


REFUSED: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "a freed graph": (lambda: to_dot(_freed()), GradientError, "the graph of sum is freed"),
    "a graph that is freed in part": (lambda: to_dot(_half_freed()), GradientError, "the graph of exp is freed"),
    "a constant": (lambda: to_dot(X), GradientError, "to_dot: the tensor depends on no parameter"),
    "under no_grad": (lambda: to_dot(_without_recording()), GradientError, "or was computed under no_grad"),
    "no tensor": (lambda: to_dot(untyped(3.0)), DTypeError, "to_dot: 3.0 of type float is not a tensor"),
    "no names": (lambda: to_dot(parameter(1.0), untyped(["w"])), DTypeError, r"names: \['w'\] of type list is neither"),
    "a name of no tensor": (
        lambda: to_dot(parameter(1.0), {"w": untyped(1.0)}),
        DTypeError,
        "names: 'w' of type str names 1.0 of type float, not a tensor",
    ),
    "a name that is none": (
        lambda: to_dot(parameter(1.0), untyped({3: parameter(1.0)})),
        DTypeError,
        "names: 3 of type int names",
    ),
}


def _half_freed() -> Any:
    w = parameter(1.0)
    shared = w.exp()
    loss, other = untyped(shared.sum()), untyped((shared * 2.0).sum())
    backprop(loss)
    return other


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused(name: str) -> None:
    call, error, message = REFUSED[name]
    with pytest.raises(error, match=message):
        call()


def test_compiled_step_does_not_draw() -> None:
    w = parameter(1.0)

    @compiled
    def step() -> Any:
        loss = untyped(w.exp().sum())
        to_dot(loss)
        backprop(loss)
        return loss

    with pytest.raises(CompileError, match="compiled: to_dot: a graph that would be drawn once only"):
        step()


# --------------------------------------------------------------------------------------------------------- a picture
STUB = """\
import sys
formats = [argument[2:] for argument in sys.argv[1:] if argument.startswith("-T")]
text = sys.stdin.buffer.read()
if b"fail" in text:
    sys.exit("syntax error in line 1")
sys.stdout.buffer.write(b"<svg " + formats[0].encode() + b">" + text + b"</svg>")
"""


@pytest.fixture
def dot_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of the name `dot` that repeats what it is given."""
    directory = tmp_path / "programs"
    directory.mkdir()
    (directory / "stub.py").write_text(STUB)
    program = directory / ("dot.bat" if os.name == "nt" else "dot")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{directory / "stub.py"}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(directory), prepend=os.pathsep)


@pytest.fixture
def no_dot_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def graph() -> Graph:
    w = parameter(1.0)
    return Graph(untyped(w.exp().sum()), {"w": w})


@pytest.mark.usefixtures("dot_program")
@pytest.mark.parametrize("ending", ["svg", "png", "PDF"])
def test_picture_is_drawn_in_the_format_of_the_ending(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{ending}"
    graph().render(path)
    assert path.read_text() == f"<svg {ending.lower()}>{graph().dot}</svg>"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [path.name, "programs"]


@pytest.mark.usefixtures("dot_program")
def test_path_may_be_text(tmp_path: Path) -> None:
    graph().render(f"{tmp_path}/graph.svg")
    assert (tmp_path / "graph.svg").exists()


@pytest.mark.usefixtures("dot_program")
@pytest.mark.parametrize("name", ["graph", "graph.nonsense"])
def test_ending_that_is_no_format_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="render: "):
        graph().render(tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.usefixtures("dot_program")
def test_failure_of_the_program_is_told(tmp_path: Path) -> None:
    w = parameter(1.0)
    with pytest.raises(RuntimeError, match="render: dot: syntax error in line 1"):
        Graph(w, {"fail": w}).render(tmp_path / "graph.svg")


@pytest.mark.usefixtures("no_dot_program")
def test_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"render: Graphviz's program `dot` is not on the PATH"):
        graph().render(tmp_path / "graph.svg")
    assert not (tmp_path / "graph.svg").exists()


def test_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graphviz", None)
    with pytest.raises(ImportError, match=r"it comes with pip install 'typedgrad\[plot\]'"):
        graph().render(tmp_path / "graph.svg")


@pytest.mark.usefixtures("dot_program")
def test_notebook_shows_the_picture() -> None:
    assert graph()._repr_mimebundle_(include=None, exclude=None) == {
        "image/svg+xml": f"<svg svg>{graph().dot}</svg>",
        "text/plain": "<Graph of 3 nodes and 2 edges>",
    }


@pytest.mark.usefixtures("no_dot_program")
def test_notebook_shows_the_text_where_graphviz_is_missing() -> None:
    shown = graph()._repr_mimebundle_()
    assert shown["text/plain"] == "<Graph of 3 nodes and 2 edges>"
    assert "is not on the PATH" in shown["text/html"]
    assert "p0 -&gt; n0;" in shown["text/html"]


def test_graph_is_as_it_was_when_it_was_taken() -> None:
    w = parameter(1.0)
    loss = untyped(w.exp().sum())
    taken = Graph(loss, {"w": w})
    backprop(loss)
    assert len(read(taken.dot).nodes) == 3


def test_nothing_of_graphviz_is_imported_for_the_text() -> None:
    code = "import sys; from typedgrad import *; import typedgrad; w = typedgrad.Parameter(typedgrad.ones((2,)));"
    code += "typedgrad.to_dot(w.exp()); print(sorted({'graphviz', 'matplotlib'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
