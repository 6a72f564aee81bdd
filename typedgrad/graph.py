"""The graph of a computation, as the tape holds it: as text in Graphviz's language DOT, and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.capture import refuse
from typedgrad.dtypes import leaf_of
from typedgrad.errors import DTypeError, GradientError, check_path, described, not_a_tensor
from typedgrad.nodes import freed
from typedgrad.rules import activated
from typedgrad.rules.rule import Saves
from typedgrad.tensor.base import is_tensor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from typedgrad.nn.module import Module
    from typedgrad.nodes import Leaf, Node
    from typedgrad.rules.namespace import NDArray
    from typedgrad.rules.rule import Rule
    from typedgrad.tensor.tensor import Tensor

    Names: TypeAlias = Module | Mapping[str, Tensor[Any, Any]] | None
    """What names the tensors of a graph: a module its parameters, a mapping any tensors."""

_HEAD = (
    'digraph "computation" {',
    "  bgcolor=transparent;",
    '  node [fontname="monospace", fontsize=10, shape=box, style=filled, fillcolor="#f4f4f4", color="#888888"];',
    '  edge [fontname="monospace", fontsize=8, color="#888888", fontcolor="#888888"];',
)
_PARAMETER = 'style="rounded,filled", fillcolor="#cfe2f3"'
_CONSTANT = 'shape=plain, fillcolor="#fff2cc"'
_RESULT = 'fillcolor="#d9ead3", penwidth=2'
_FUSED: dict[Rule, str] = {
    activated.linear_sigmoid: "linear, sigmoid",
    activated.linear_tanh: "linear, tanh",
    activated.linear_relu: "linear, relu",
}


def to_dot(tensor: Tensor[Any, Any], names: Names = None) -> str:
    r"""The graph that a tensor was computed by, as text in DOT: the operations, the parameters and the constants.

    A node has its operation or its name, its dtype and its shape; edges into an operation of several inputs have the
    number of the input. The text is the same for the same computation.

    Args:
        tensor: what was computed, such as a loss that `backprop` has not gone through yet.
        names: a module, which names its parameters, or a mapping of names to tensors: parameters, results between, or
            constants.

    Raises:
        DTypeError: what is given is no tensor, or names something that is none.
        GradientError: the tensor depends on no parameter, was computed under `no_grad`, or its graph is freed.
        CompileError: in a function that is being `compiled`, whose calls no graph outlives.

    >>> from typedgrad import Parameter, ones, to_dot
    >>> w = Parameter(ones((3,)))
    >>> print(to_dot(w.exp().sum(), {"w": w}))
    digraph "computation" {
      bgcolor=transparent;
      node [fontname="monospace", fontsize=10, shape=box, style=filled, fillcolor="#f4f4f4", color="#888888"];
      edge [fontname="monospace", fontsize=8, color="#888888", fontcolor="#888888"];
      p0 [label="w\nfloat32 (3,)", style="rounded,filled", fillcolor="#cfe2f3"];
      n0 [label="exp\nfloat32 (3,)"];
      n1 [label="sum\nfloat32 ()", fillcolor="#d9ead3", penwidth=2];
      p0 -> n0;
      n0 -> n1;
    }
    <BLANKLINE>
    """
    refuse("to_dot", "a graph that would be drawn once only; draw it outside the step")
    if not is_tensor(tensor):
        raise not_a_tensor("to_dot", tensor)
    if tensor._node is None:
        raise GradientError("to_dot: the tensor depends on no parameter, or was computed under no_grad")
    return _Drawing(_named(names)).of(tensor._node)


class Graph:
    """The graph that a tensor was computed by, which a notebook shows as a picture.

    It is taken as it is now: that `backprop` frees the graph later does not matter. Without Graphviz a notebook shows
    the text.

    Args:
        tensor: as of `to_dot`.
        names: as of `to_dot`.

    Attributes:
        dot: the text in DOT.

    Raises:
        DTypeError, GradientError, CompileError: as `to_dot`.

    >>> from typedgrad import Graph, Parameter, ones
    >>> w = Parameter(ones((3,)))
    >>> Graph(w.exp().sum(), {"w": w}).dot.count("->")
    2
    """

    def __init__(self, tensor: Tensor[Any, Any], names: Names = None) -> None:
        self.dot: str = to_dot(tensor, names)

    def render(self, path: str | Path) -> None:
        """Draw the picture, in the format that the file's ending names: svg, png, pdf and what else Graphviz has.

        Raises:
            ImportError: the Python package `graphviz` is missing, which comes with the extra `plot`.
            FileNotFoundError: Graphviz itself is missing, the program `dot`; or there is no such directory.
            DTypeError: no path.
            ValueError: the file's ending is no format.
            RuntimeError: `dot` fails; the message has what it says.
            OSError: the file cannot be written.
        """
        check_path("render", path)
        target = Path(path)
        if not target.suffix[1:]:
            raise ValueError(f"render: {str(path)!r} has no ending to name a format, such as .svg")
        target.write_bytes(_drawn(self.dot, target.suffix[1:].lower()))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """What a notebook shows."""
        try:
            return {"image/svg+xml": _drawn(self.dot, "svg").decode(), "text/plain": repr(self)}
        except (ImportError, FileNotFoundError) as error:
            html = f"<p>{escape(str(error))}</p><pre>{escape(self.dot)}</pre>"
            return {"text/html": html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        lines = self.dot.splitlines()[len(_HEAD) : -1]
        edges = sum(" -> " in line.partition(" [")[0] for line in lines)
        return f"<Graph of {len(lines) - edges} nodes and {edges} edges>"


def _drawn(dot: str, format: str) -> bytes:
    from typedgrad.train.extras import needs  # noqa: PLC0415  # of training, which a graph does not need otherwise

    with needs("plot"):
        import graphviz  # noqa: PLC0415  # an extra
    try:
        return graphviz.pipe("dot", format, dot.encode(), quiet=True)
    except graphviz.ExecutableNotFound:
        message = (
            "render: Graphviz's program `dot` is not on the PATH: https://graphviz.org/download; to_dot gives the text"
        )
        raise FileNotFoundError(message) from None
    except ValueError as error:
        raise ValueError(f"render: {error}") from None
    except graphviz.CalledProcessError as error:
        raise RuntimeError(f"render: dot: {(error.stderr or b'').decode(errors='replace').strip()}") from error


# ------------------------------------------------------------------------------------------------------------- names
class _Named:
    """Names of tensors: by node of what has one, by array of constants."""

    def __init__(self) -> None:
        self.nodes: dict[Node, str] = {}
        self.arrays: dict[int, tuple[str, NDArray]] = {}  # the array is kept, so that its id stays its own

    def add(self, name: str, tensor: Tensor[Any, Any]) -> None:
        """Name a tensor, unless it has a name already."""
        if tensor._node is None:
            self.arrays.setdefault(id(tensor._data), (name, tensor._data))
        else:
            self.nodes.setdefault(tensor._node, name)


def _named(names: Names) -> _Named:
    named = _Named()
    for name, tensor in _pairs(names):
        if not isinstance(name, str) or not is_tensor(tensor):
            raise DTypeError(f"to_dot: names: {described(name)} names {described(tensor)}, not a tensor")
        named.add(name, tensor)
    return named


def _pairs(names: Names) -> Iterator[tuple[str, Tensor[Any, Any]]]:
    from typedgrad.nn.module import Module  # noqa: PLC0415  # which tensors do without

    if isinstance(names, Module):
        yield from names.named_parameters()
    elif isinstance(names, Mapping):
        yield from names.items()
    elif names is not None:
        raise DTypeError(f"to_dot: names: {described(names)} is neither a module nor a mapping of names to tensors")


# ----------------------------------------------------------------------------------------------------------- drawing
class _Drawing:
    """Lines of DOT for nodes of the tape."""

    def __init__(self, named: _Named) -> None:
        self._named = named
        self._nodes: list[str] = []
        self._edges: list[str] = []
        self._ids: dict[Node, str] = {}
        self._dtypes: dict[Node, np.dtype[Any]] = {}
        self._constants: dict[int, str] = {}
        self._count = {"p": 0, "n": 0, "c": 0}

    def of(self, root: Node) -> str:
        """The whole text."""
        if root.rule is None:
            self._leaf(root)
        for node, rule, saved in _calls(root):
            self._call(node, rule, saved, _RESULT if node is root else "")
        return "\n".join((*_HEAD, *self._nodes, *self._edges, "}", ""))

    def _call(self, node: Node, rule: Rule, saved: tuple[Any, ...], style: str) -> None:
        inputs = _inputs(rule, saved, len(node.inputs))
        ids = [
            self._constant(data) if source is None else self._ids.get(source) or self._leaf(source)
            for source, data in zip(node.inputs, inputs, strict=True)
        ]
        dtype = _dtype(rule, next(self._dtypes[source] for source in node.inputs if source is not None))
        operation = _FUSED.get(rule, rule.name)
        name = self._named.nodes.get(node)
        self._ids[node] = self._add(
            "n", [operation if name is None else f"{name} = {operation}"], dtype, node.shape, style
        )
        self._dtypes[node] = dtype
        for i, source in enumerate(ids):
            number = f" [label={i}]" if len(ids) > 1 else ""
            self._edges.append(f"  {source} -> {self._ids[node]}{number};")

    def _leaf(self, node: Node) -> str:
        self._dtypes[node] = dtype = cast("Leaf", node).dtype  # as every node that is no call
        self._ids[node] = self._add("p", [self._named.nodes.get(node, "parameter")], dtype, node.shape, _PARAMETER)
        return self._ids[node]

    def _constant(self, data: NDArray | None) -> str:
        """A constant, once for each array; what the tape does not keep has no shape here."""
        if data is None:
            return self._add("c", ["constant"], None, (), _CONSTANT)
        if id(data) not in self._constants:
            unnamed = str(data) if data.ndim == 0 else "constant"
            name, _ = self._named.arrays.get(id(data), (unnamed, data))
            self._constants[id(data)] = self._add("c", [name], data.dtype, data.shape, _CONSTANT)
        return self._constants[id(data)]

    def _add(self, kind: str, lines: list[str], dtype: np.dtype[Any] | None, shape: tuple[int, ...], style: str) -> str:
        """A node, and its id."""
        number = self._count[kind]
        self._count[kind] = number + 1
        if dtype is not None:
            lines = [*lines, f"{leaf_of('to_dot', dtype).__name__} {shape}"]
        label = "\\n".join(map(_escaped, lines))
        self._nodes.append(f'  {kind}{number} [label="{label}"{", " * bool(style)}{style}];')
        return f"{kind}{number}"


def _calls(root: Node) -> list[tuple[Node, Rule, tuple[Any, ...]]]:
    """The calls that a root depends on, in the order in which they were made, with the rule and the arrays of each."""
    calls: list[tuple[Node, Rule, tuple[Any, ...]]] = []
    stack, seen = [root], {root}
    while stack:
        node = stack.pop()
        rule, saved = node.rule, node.saved
        if rule is None:
            continue
        if saved is None:
            raise freed(node)
        calls.append((node, rule, saved))
        for source in node.inputs:
            if source is not None and source not in seen:
                seen.add(source)
                stack.append(source)
    calls.sort(key=lambda call: call[0].order)
    return calls


def _inputs(rule: Rule, saved: tuple[Any, ...], count: int) -> Sequence[NDArray | None]:
    """The arrays that a call took, as far as the tape keeps them."""
    if rule.saves in {Saves.INPUTS, Saves.ALL, Saves.AS_RUN}:
        return saved[:count]
    if rule.saves is Saves.CONSTANT:
        return (*(None,) * (count - 1), saved[0])
    return (None,) * count


def _dtype(rule: Rule, dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The dtype of a result: that of the inputs, unless it is converted."""
    if rule.name != "astype":
        return dtype
    return rule.evaluate(np.zeros((), dtype)).dtype


def _escaped(text: str) -> str:
    """Text within a label between quotes, where DOT takes a backslash for an escape and `&lt;` for a character."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return shown.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
