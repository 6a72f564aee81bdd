"""`summary`: a table of a model's layers, their shapes and how many parameters they have."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from typedgrad.errors import DTypeError, described
from typedgrad.nn import Layer, Module
from typedgrad.nn.layer import _Composed
from typedgrad.nn.module import entries, is_parameter
from typedgrad.train.extras import needs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rich.table import Table
    from typing_extensions import TypeIs

_WIDE = 1000  # columns, so that nothing is wrapped
_COLUMNS = ("Layer", "Type", "In", "Out", "Parameters", "DType")


@dataclass(frozen=True, slots=True)
class LayerSummary:
    """A module with parameters of its own, or with no module in it.

    Attributes:
        name: where it is in the model, as in `named_parameters`; empty for the model itself.
        type: its class.
        in_shape: of a sample; None where the module does not say.
        out_shape: as above.
        parameters: how many numbers its own parameters have, without those that a layer before it has too.
        shared: how many numbers those have.
        dtype: of its parameters, or else what it says; empty if it says nothing.
    """

    name: str
    type: str
    in_shape: tuple[int, ...] | None
    out_shape: tuple[int, ...] | None
    parameters: int
    shared: int
    dtype: str


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """The layers of a model, shown as a table: by `print`, by rich's, in an interpreter and in a notebook.

    Without rich it shows as a line that says how to get the table.

    Attributes:
        layers: in the order of the attributes.
        parameters: how many numbers all parameters have, shared ones counted once.
        nbytes: the memory of their values.
    """

    layers: tuple[LayerSummary, ...]
    parameters: int
    nbytes: int

    def __rich__(self) -> Table:
        """The table, for rich.

        Raises:
            ImportError: rich is not installed.
        """
        with needs("summary"):
            from rich.box import SIMPLE_HEAD  # noqa: PLC0415  # rich is an extra
            from rich.table import Table  # noqa: PLC0415
            from rich.text import Text  # noqa: PLC0415  # a name is no markup
        table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
        footers = ("total", "", "", "", f"{self.parameters:,}", _memory(self.nbytes))
        for title, footer in zip(_COLUMNS, footers, strict=True):
            table.add_column(title, footer, justify="right" if title == "Parameters" else "left")
        for layer in self.layers:
            cells = (
                layer.name,
                layer.type,
                _shape(layer.in_shape),
                _shape(layer.out_shape),
                f"{layer.parameters:,}" + (f" + {layer.shared:,} shared" if layer.shared else ""),
                layer.dtype,
            )
            table.add_row(*map(Text, cells))
        return table

    def __repr__(self) -> str:
        """The table as text, or a line: what shows values, such as a debugger, relies on a `repr`."""
        try:
            table = self.__rich__()
        except ImportError as error:
            return f"<Summary of {len(self.layers)} layers, {self.parameters:,} parameters; no table: {error}>"
        from rich.console import Console  # noqa: PLC0415  # there, as the table is

        text = StringIO()
        Console(file=text, width=_WIDE, color_system=None, force_jupyter=False).print(table)
        return dedent("\n".join(map(str.rstrip, text.getvalue().splitlines()))).strip()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        """The table in a notebook, or the line."""
        try:
            table = self.__rich__()
        except ImportError:
            return {"text/plain": repr(self)}
        return table._repr_mimebundle_(tuple(include or ()), tuple(exclude or ()))


def summary(model: Module) -> Summary:
    """The layers of a model with the shapes of a sample, their parameters and dtypes, as a table. Shows by rich.

    Shapes are those that layers say; an activation has those of the composition it stands in. A module of another
    kind has none.

    Args:
        model: any module.

    Raises:
        DTypeError: something that is no module.

    >>> import numpy as np
    >>> from typedgrad.nn import Linear, Sigmoid
    >>> rng = np.random.default_rng(0)
    >>> table = summary(Linear(64, 40, rng=rng) >> Sigmoid() >> Linear(40, 10, rng=rng))
    >>> table.parameters
    3010
    >>> table
    Layer      Type      In        Out       Parameters   DType
    ──────────────────────────────────────────────────────────────
    layers.0   Linear    (*, 64)   (*, 40)        2,600   float32
    layers.1   Sigmoid   (*, 40)   (*, 40)            0
    layers.2   Linear    (*, 40)   (*, 10)          410   float32
    <BLANKLINE>
    total                                         3,010   11.8 KiB
    """
    if not isinstance(model, Module):
        raise DTypeError(f"summary: {described(model)} is not a module")
    shapes = _shapes(model)
    layers: list[LayerSummary] = []
    seen: set[int] = set()
    for prefix, module in model._named_modules():
        held = [value for _, value in entries(module)]
        own = {id(value): value for value in held if is_parameter(value)}
        if not own and any(isinstance(value, Module) for value in held):
            continue
        new = [value for key, value in own.items() if key not in seen]
        dtypes = sorted({value._data.dtype.name for value in own.values()})
        in_shape, out_shape = shapes.get(id(module), (None, None))
        layers.append(
            LayerSummary(
                prefix.removesuffix("."),
                type(module).__name__,
                in_shape,
                out_shape,
                sum(value.size for value in new),
                sum(value.size for value in own.values()) - sum(value.size for value in new),
                ", ".join(dtypes) or (module.dtype.__name__ if _is_layer(module) else ""),
            )
        )
        seen.update(own)
    parameters = model.parameters()
    return Summary(
        tuple(layers), sum(value.size for value in parameters), sum(value._data.nbytes for value in parameters)
    )


def _shapes(model: Module) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """The shapes of samples by the module's id: what layers say, and what comes to activations between them."""
    found: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    for module in model.modules():
        if _is_layer(module):
            found[id(module)] = module.in_shape, module.out_shape
        if _is_composed(module):
            shape: tuple[int, ...] = module.in_shape
            for stage in module.layers:
                if _is_layer(stage):
                    shape = stage.out_shape
                else:
                    found.setdefault(id(stage), (shape, shape))
    return found


def _is_layer(value: object) -> TypeIs[Layer[Any, Any, Any]]:
    return isinstance(value, Layer)


def _is_composed(value: object) -> TypeIs[_Composed[Any, Any, Any]]:
    return isinstance(value, _Composed)


def _shape(shape: tuple[Any, ...] | None) -> str:
    """A sample's shape behind any leading axes."""
    return "" if shape is None else f"({', '.join(['*', *map(str, shape)])})"


def _memory(nbytes: int) -> str:
    power = min(max(nbytes.bit_length() - 1, 0) // 10, 3)  # of 1024
    return f"{nbytes / 1024**power:.1f} {' KMG'[power]}iB" if power else f"{nbytes} B"
