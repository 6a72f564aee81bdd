"""Programs of tensor expressions in two languages: typedgrad's tensors, and annotated NumPy arrays.

A program is a list of functions of 24 statements, each drawn at random and the same in both languages, from what both
have under one meaning: operators, broadcasting, products, reductions, functions, comparisons, indexing, conversions.
"""

from __future__ import annotations

from random import Random
from typing import Literal, NamedTuple, TypeAlias, get_args

Language: TypeAlias = Literal["typedgrad", "NumPy"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_HEADERS: dict[Language, str] = {
    "typedgrad": """\
from typing import Literal, NewType

from typedgrad import Tensor, bool_, exp, float32, float64, int64, sqrt, tanh

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
""",
    "NumPy": """\
from typing import Literal

import numpy as np
""",
}

_ANNOTATIONS: dict[Language, str] = {
    "typedgrad": "Tensor[{dtype}, tuple[{shape}]]",
    "NumPy": "np.ndarray[tuple[{shape}], np.dtype[np.{dtype}]]",
}

_PARAMETERS = {
    "x": ("float32", "Batch, Pixels"),
    "y": ("float32", "Batch, Pixels"),
    "w": ("float32", "Pixels, Hidden"),
    "row": ("float32", "Pixels"),
    "column": ("float32", "Batch, Literal[1]"),
    "hidden": ("float32", "Hidden"),
    "indices": ("int64", "Batch"),
    "mask": ("bool_", "Batch, Pixels"),
}


class Statement(NamedTuple):
    """An expression in each language, and whether its value is `(Batch, Pixels)` in float32, as `{x}` and `{y}` are."""

    typedgrad: str
    numpy: str
    again: bool


def _same(expression: str, *, again: bool = False) -> Statement:
    return Statement(expression, expression, again)


# The value of some can stand in later expressions of the function.
_STATEMENTS = (
    _same("{x} + {y}", again=True),
    _same("{x} - row", again=True),
    _same("{x} * column", again=True),
    _same("{x} / {y} + row", again=True),
    _same("({x} - {y}) * ({x} + {y})", again=True),
    _same("2.0 * {x} - 1.0", again=True),
    _same("-({x} ** 2.0)", again=True),
    _same("row + {x} * {y}", again=True),
    Statement("exp({x})", "np.exp({x})", again=True),
    Statement("tanh({x}) * {y}", "np.tanh({x}) * {y}", again=True),
    Statement("sqrt({x} * {x} + 1.0)", "np.sqrt({x} * {x} + 1.0)", again=True),
    _same("{x} @ w"),
    _same("{x} @ w + hidden"),
    _same("{x}.T @ {y}"),
    _same("{x} @ row"),
    _same("{x}.sum(axis=0)"),
    _same("{x}.sum()"),
    _same("{x} - {x}.max(axis=1, keepdims=True)", again=True),
    _same("{x} / {x}.sum(axis=-1, keepdims=True)", again=True),
    _same("{x}.mean(axis=0)"),
    _same("{x}.argmax(axis=1)"),
    _same("{x} < {y}"),
    _same("({x} > 0.5) & mask"),
    _same("({x} == {y}).all()"),
    _same("{x}[0]"),
    _same("{x}[indices]", again=True),
    _same("{x}[:, 1:4]"),
    _same("{x}[{x} > {y}]"),
    _same("{x}.reshape(-1)"),
    Statement("{x}.astype(float64)", "{x}.astype(np.float64)", again=False),
)


def program(language: Language, lines: int, seed: int = 0) -> str:
    """A program of at least so many lines after the imports; those of both languages are the same but for the words."""
    random = Random(seed)
    body: list[str] = []
    while len(body) < lines:
        body += _function(language, len(body), random)
    return "\n".join([_HEADERS[language], *body, ""])


def _function(language: Language, number: int, random: Random) -> list[str]:
    annotate = _ANNOTATIONS[language].format
    lines = [f"def step_{number}("]
    for name, (dtype, shape) in _PARAMETERS.items():
        axes = shape if language == "typedgrad" else ", ".join(["int"] * len(shape.split(", ")))
        lines.append(f"    {name}: {annotate(dtype=dtype, shape=axes)},")
    lines.append(") -> None:")
    matrices = ["x", "y"]
    for i in range(24):
        statement = random.choice(_STATEMENTS)
        expression = statement.typedgrad if language == "typedgrad" else statement.numpy
        lines.append(f"    v{i} = {expression.format(x=random.choice(matrices), y=random.choice(matrices))}")
        if statement.again:
            matrices.append(f"v{i}")
    return lines
