"""Programs: expressions over parameters of known types, and the source that both checkers and Python read."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from agreement.dimensions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

IMPORTS = (
    ("typing", ("Literal", "NewType")),
    ("typing_extensions", ("reveal_type",)),
    (
        "typedgrad",
        ("Parameter", "Plus", "Tensor", "Times", "bool_", "float32", "float64", "int32", "int64", "nn", "random"),
    ),
)
"""What programs import by name, beside `np` and `tg`."""

PRELUDE = "\n".join(
    [
        "# pyright: reportUnusedImport=false",
        "from __future__ import annotations",
        "",
        *(f"from {module} import {', '.join(names)}" for module, names in IMPORTS),
        "import numpy as np",
        "import typedgrad as tg",
        "",
        *(f'{name} = NewType("{name}", int)' for name in NAMES),
        "",
    ]
)
"""What stands above the programs of a file."""


class TensorType(NamedTuple):
    """A type of tensors, in its parts.

    >>> str(TensorType("Tensor", "float32", ("Batch", "Literal[1]")))
    'Tensor[float32, tuple[Batch, Literal[1]]]'
    """

    kind: str
    dtype: str
    dimensions: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}[{self.dtype}, tuple[{', '.join(self.dimensions) or '()'}]]"

    @staticmethod
    def of(annotation: str) -> TensorType | None:
        """The parts of an annotation; None if it is that of a size.

        >>> TensorType.of("Parameter[float64, tuple[Plus[Batch, int]]]")
        TensorType(kind='Parameter', dtype='float64', dimensions=('Plus[Batch, int]',))
        """
        match ast.parse(annotation, mode="eval").body:
            case ast.Subscript(
                value=ast.Name(id="Tensor" | "Parameter" as kind),
                slice=ast.Tuple(elts=[dtype, ast.Subscript(slice=listed)]),
            ):
                dimensions = listed.elts if isinstance(listed, ast.Tuple) else [listed]
                return TensorType(kind, ast.unparse(dtype), tuple(map(ast.unparse, dimensions)))
            case _:
                return None


@dataclass(frozen=True)
class Leaf:
    """A parameter of a program: `x: Tensor[float32, tuple[Batch]]`."""

    name: str
    annotation: str

    @property
    def source(self) -> str:
        """The expression as Python."""
        return self.name


@dataclass(frozen=True)
class Call:
    """An operation on expressions. The template has a `{}` for each operand: `{}.sum(0)`, `({} + {})`."""

    operation: str
    template: str
    operands: tuple[Expression, ...]

    @property
    def source(self) -> str:
        """The expression as Python, its operands within it."""
        return self.written(*(operand.source for operand in self.operands))

    def written(self, *operands: str) -> str:
        """The call as Python, with these sources for its operands."""
        return self.template.format(*operands)

    @cached_property
    def steps(self) -> tuple[Call, ...]:
        """The calls that this one is made of, operands first, itself last."""
        return tuple(dict.fromkeys(self._walk()))

    def _walk(self) -> Iterator[Call]:
        for operand in self.operands:
            if isinstance(operand, Call):
                yield from operand._walk()
        yield self

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The parameters, in the order of their names' appearance."""
        return tuple(
            dict.fromkeys(operand for step in self.steps for operand in step.operands if isinstance(operand, Leaf))
        )

    def replacing(self, replacements: Mapping[Expression, Leaf]) -> Call:
        """The call with parameters for some of its operands, at any depth."""
        operands = (
            replacements[operand]
            if operand in replacements
            else operand.replacing(replacements)
            if isinstance(operand, Call)
            else operand
            for operand in self.operands
        )
        return Call(self.operation, self.template, tuple(operands))


Expression: TypeAlias = Leaf | Call


@dataclass(frozen=True)
class Program:
    """A function that computes `result`.

    Each step of it is judged, so each is revealed: as one expression if the program is `nested`, otherwise by the
    variable that it is assigned to.
    """

    result: Call
    nested: bool

    def lines(self, name: str) -> list[str]:
        """The function's source: its head, then one line for each step if nested, otherwise two."""
        parameters = ", ".join(f"{leaf.name}: {leaf.annotation}" for leaf in self.result.leaves)
        lines = [f"def {name}({parameters}) -> None:"]
        if self.nested:
            return [*lines, *(f"    reveal_type({_bare(step.source)})" for step in self.result.steps)]
        variables: dict[Expression, str] = {}
        for number, step in enumerate(self.result.steps, 1):
            operands = (variables.get(operand, operand.source) for operand in step.operands)
            variables[step] = f"v{number}"
            lines += [f"    v{number} = {_bare(step.written(*operands))}", f"    reveal_type(v{number})"]
        return lines

    def lines_of_steps(self) -> list[range]:
        """For each step, where its lines are, counted from the head."""
        height = 1 if self.nested else 2
        return [range(1 + i * height, 1 + (i + 1) * height) for i in range(len(self.result.steps))]


def _bare(source: str) -> str:
    """The source without the parentheses around all of it: operators' templates have them."""
    if not source.startswith("("):
        return source
    depth = 0
    for position, character in enumerate(source):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return source[1:-1] if position == len(source) - 1 else source
    return source
