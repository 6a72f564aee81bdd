"""What notebooks show: tensors as tables of values, modules as trees of parameters, a run as its curves.

Plain HTML with the styles on the elements, without scripts or colours of its own for text, so that it can be read on a
dark page as on a light one.
"""

from __future__ import annotations

from html import escape
from math import isfinite, prod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from typedgrad.dtypes import Float
    from typedgrad.nn.module import Module
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.base import TensorBase
    from typedgrad.tensor.parameter import Parameter
    from typedgrad.train.history import Evaluation, History

_LINE = "1px solid rgba(128,128,128,.35)"
_LEFT = "text-align:left;font-family:monospace"
_TABLE = f"border:{_LINE};border-spacing:8px 1px;border-collapse:separate;margin:4px 0;font-size:90%;text-align:right"
_MORE = "\N{HORIZONTAL ELLIPSIS}"
_ENDS = 6  # rows and columns of a large table, at each end
_BLOCKS = 3  # of the matrices of an array of more axes, the first and the last few


# ----------------------------------------------------------------------------------------------------------- tensors
def tensor_html(x: TensorBase[Any, Any]) -> str:
    """The type of a tensor, and its values as a table for every matrix, of a large one its corners."""
    data = x._data
    if type(data) is not np.ndarray:  # in a step that is being compiled
        return f"<div>{type_line(x)} being captured</div>"
    return f"<div>{type_line(x)}{_values(data)}</div>"


def type_line(x: TensorBase[Any, Any]) -> str:
    """The type as it is written, with the sizes of the tensor."""
    return f"<code>{escape(x._type_text())}</code>"


def _values(data: NDArray) -> str:
    if data.size == 0:
        return "<div>no elements</div>"
    if data.ndim == 0:
        return f"<div><samp>{_number(data)}</samp></div>"
    if data.ndim <= 2:
        return _matrix(data)
    lead: tuple[int, ...] = data.shape[:-2]
    blocks: list[str] = []
    for number in _ends(prod(lead), _BLOCKS):
        if number is None:
            blocks.append(f"<div>{_MORE}</div>")
        else:
            place = tuple(int(i) for i in np.unravel_index(number, lead))
            blocks.append(f"<div><code>[{', '.join(map(str, place))}]</code>{_matrix(data[place])}</div>")
    return "".join(blocks)


def _matrix(data: NDArray) -> str:
    """A vector as one row, a matrix as its rows, with the numbers of rows and columns."""
    columns = list(_ends(data.shape[-1], _ENDS))
    head = [_MORE if i is None else str(i) for i in columns]
    if data.ndim == 1:
        return _table(head, [[_MORE if i is None else _number(data[i]) for i in columns]])
    rows = [
        [_MORE, *(_MORE for _ in columns)]
        if row is None
        else [str(row), *(_MORE if i is None else _number(data[row, i]) for i in columns)]
        for row in _ends(data.shape[0], _ENDS)
    ]
    return _table(["", *head], rows, has_names=True)


def _ends(count: int, ends: int) -> Iterator[int | None]:
    """The numbers below `count`, or if there are many the first and last few, with None between."""
    if count <= 2 * ends:
        yield from range(count)
    else:
        yield from range(ends)
        yield None
        yield from range(count - ends, count)


def _number(value: NDArray) -> str:
    return f"{value.item():.6g}" if value.dtype.kind == "f" else str(value.item())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, has_names: bool = False) -> str:
    """A table of texts, which are escaped here; the first cell of a row may be its name."""
    top = "".join(f"<th>{escape(text)}</th>" for text in head)
    body: list[str] = []
    for row in rows:
        kinds = ["th" if has_names and i == 0 else "td" for i in range(len(row))]
        cells = "".join(f"<{kind}>{escape(text)}</{kind}>" for kind, text in zip(kinds, row, strict=True))
        body.append(f"<tr>{cells}</tr>")
    return f'<table style="{_TABLE}"><thead><tr>{top}</tr></thead><tbody>{"".join(body)}</tbody></table>'


# ----------------------------------------------------------------------------------------------------------- modules
class _Row(NamedTuple):
    """A line of the tree.

    Attributes:
        depth: within how many modules it is.
        name: of the attribute.
        kind: what is there.
        samples: what a layer takes and gives.
        size: the number of elements of a parameter, 0 of all else.
    """

    depth: int
    name: str
    kind: str
    samples: str = ""
    size: int = 0


def module_html(module: Module) -> str:
    """The modules and parameters within a module, as an indented table; what is there twice is counted once."""
    rows = _tree(module)
    within: dict[int, int] = {}  # by depth, of the rows below one
    lines: list[str] = []
    for row in reversed(rows):
        total = row.size + within.pop(row.depth + 1, 0)
        within[row.depth] = within.get(row.depth, 0) + total
        lines.append(
            f'<tr><td style="{_LEFT};padding-left:{16 * row.depth}px">{escape(row.name)}</td>'
            f'<td style="{_LEFT}">{escape(row.kind)}</td><td style="{_LEFT}">{escape(row.samples)}</td>'
            f"<td>{total:,}</td></tr>"
        )
    head = "".join(f'<th style="{_LEFT}">{text}</th>' for text in ("name", "type", "samples", "parameters"))
    return (
        f"<div><code>{escape(rows[0].kind)}</code>, {within[0]:,} parameters"
        f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{"".join(reversed(lines))}</tbody></table></div>'
    )


def _tree(module: Module) -> list[_Row]:
    """A row for the module and for each module and parameter within it."""
    from typedgrad.nn.module import Module, entries, is_parameter  # noqa: PLC0415  # tensors do without

    rows: list[_Row] = []
    seen: dict[int, str] = {}
    stack: list[tuple[int, str, str, Module | Parameter[Float, Any]]] = [(0, "", "", module)]
    while stack:
        depth, path, name, value = stack.pop()
        if id(value) in seen:
            if not name.startswith("_"):  # else it is how a module keeps for itself what it has
                rows.append(_Row(depth, name, f"the same as {seen[id(value)] or 'the whole'}"))
        elif is_parameter(value):
            seen[id(value)] = path
            rows.append(_Row(depth, name, value._type_text(), size=value._data.size))
        else:
            seen[id(value)] = path
            rows.append(_Row(depth, name, _class(value), _samples(value)))
            inner = [(key, item) for key, item in entries(value) if is_parameter(item) or isinstance(item, Module)]
            dot = "." * bool(path)
            stack.extend((depth + 1, f"{path}{dot}{key}", key, item) for key, item in reversed(inner))
    return rows


def _class(module: Module) -> str:
    """The name of its class, or of the first public one that it is made of: `Layer` for layers in a chain."""
    return next(kind.__name__ for kind in type(module).__mro__ if not kind.__name__.startswith("_"))


def _samples(module: Module) -> str:
    from typedgrad.nn.layer import Layer  # noqa: PLC0415  # as above

    layer: Any = module  # isinstance cannot know the parameters
    return f"{layer.in_shape} \N{RIGHTWARDS ARROW} {layer.out_shape}" if isinstance(module, Layer) else ""


# ----------------------------------------------------------------------------------------------------------- history
_EPOCHS = 10  # of a long run, the first and the last
_WIDTH, _HEIGHT, _MARGIN = 300, 130, 18
_POINTS = 400
_TRAIN, _TEST = "#5b8bd0", "#e08a4f"  # blue and orange, seen on black and on white


def history_html(history: History) -> str:
    """The curves of a run, and a table of its epochs."""
    epochs = history.epochs
    if not epochs:
        return "<div><code>History</code>, no epochs</div>"
    columns = _columns(history)
    charts = "".join(
        _chart(name, [value(epoch.train) for epoch in epochs], [value(epoch.test) for epoch in epochs])
        for name, value in columns
    )
    head = ["epoch", *(f"{which} {name}" for name, _ in columns for which in ("train", "test")), "seconds"]
    rows = [
        [_MORE] * len(head)
        if i is None
        else [
            str(epochs[i].number),
            *(f"{value(side):.4f}" for _, value in columns for side in (epochs[i].train, epochs[i].test)),
            f"{epochs[i].seconds:.2f}",
        ]
        for i in _ends(len(epochs), _EPOCHS)
    ]
    stopped = "" if history.stopped is None else f", stopped: {escape(history.stopped)}"
    return (
        f"<div><code>History</code>, {len(epochs)} epochs in {history.seconds:.2f} s{stopped}"
        f"<div>{charts}</div>{_table(head, rows, has_names=True)}</div>"
    )


def _columns(history: History) -> list[tuple[str, Callable[[Evaluation], float]]]:
    """What there is of each evaluation, with its name."""
    return [
        ("loss", lambda evaluation: evaluation.loss),
        ("score", lambda evaluation: evaluation.score),
        *history._metrics(),
    ]


def _chart(name: str, train: Sequence[float], test: Sequence[float]) -> str:
    """Both curves of one number, from its least to its largest."""
    known = [value for value in (*train, *test) if isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    lines = "".join(
        f'<g stroke="{color}" fill="none" stroke-width="1.5">{_curve(values, low, high)}</g>'
        for color, values in ((_TRAIN, train), (_TEST, test))
    )
    words = (
        (4, 12, "start", "currentColor", name),
        (_WIDTH - 40, 12, "end", _TRAIN, "train"),
        (_WIDTH - 4, 12, "end", _TEST, "test"),
        (4, _HEIGHT - 4, "start", "currentColor", f"{low:.4g} to {high:.4g}"),
        (_WIDTH - 4, _HEIGHT - 4, "end", "currentColor", f"{len(train)} epochs"),
    )
    texts = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{color}">{escape(text)}</text>'
        for x, y, anchor, color, text in words
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'style="border:{_LINE};margin:4px 8px 4px 0" font-family="sans-serif" font-size="10" role="img">'
        f"{lines}{texts}</svg>"
    )


def _curve(values: Sequence[float], low: float, high: float) -> str:
    """Lines through the points that are numbers, dots where one stands alone."""
    step = max(1, -(-len(values) // _POINTS))
    places = sorted({*range(0, len(values), step), len(values) - 1})
    runs: list[list[str]] = [[]]
    for i in places:
        if not isfinite(values[i]):
            runs.append([])
            continue
        x = _MARGIN + (_WIDTH - 2 * _MARGIN) * (i / (len(values) - 1) if len(values) > 1 else 0.5)
        height = (values[i] / 2 - low / 2) / (high / 2 - low / 2) if high > low else 0.5  # halves: no overflow
        runs[-1].append(f"{x:.1f},{_HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * height:.1f}")
    return "".join(
        f'<polyline points="{" ".join(run)}"/>'
        if len(run) > 1
        else '<circle cx="{}" cy="{}" r="2"/>'.format(*run[0].split(","))
        for run in runs
        if run
    )
