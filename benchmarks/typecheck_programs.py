"""Programs of tensor expressions in two languages: typedgrad's tensors, and annotated NumPy arrays.

A program is a list of functions of eight statements. Each statement is drawn at random, the same in both languages,
from operations that both have under one meaning: operators, broadcasting, products, reductions, functions, comparisons,
indexing, conversions.
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
from typing import Literal, NewType

import numpy as np

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
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
    """An expression in each language, of typedgrad's dtype and shape; `{x}` and `{y}` are `(Batch, Pixels)`."""

    typedgrad: str
    numpy: str
    dtype: str = "float32"
    shape: str = "Batch, Pixels"


def _same(expression: str, dtype: str = "float32", shape: str = "Batch, Pixels") -> Statement:
    return Statement(expression, expression, dtype, shape)


# What gives (Batch, Pixels) in float32 can stand in later expressions of its function.
_STATEMENTS = (
    _same("{x} + {y}"),
    _same("{x} - row"),
    _same("{x} * column"),
    _same("{x} / {y} + row"),
    _same("({x} - {y}) * ({x} + {y})"),
    _same("2.0 * {x} - 1.0"),
    _same("-{x} ** 2.0"),
    _same("row + {x} * {y}"),
    Statement("exp({x})", "np.exp({x})"),
    Statement("tanh({x}) * {y}", "np.tanh({x}) * {y}"),
    Statement("sqrt({x} * {x} + 1.0)", "np.sqrt({x} * {x} + 1.0)"),
    _same("{x} @ w", shape="Batch, Hidden"),
    _same("{x} @ w + hidden", shape="Batch, Hidden"),
    _same("{x}.T @ {y}", shape="Pixels, Pixels"),
    _same("{x} @ row", shape="Batch"),
    _same("{x}.sum(axis=0)", shape="Pixels"),
    _same("{x}.sum()", shape="()"),
    _same("{x} - {x}.max(axis=1, keepdims=True)"),
    _same("{x} / {x}.sum(axis=-1, keepdims=True)"),
    _same("{x}.mean(axis=0)", shape="Pixels"),
    _same("{x}.argmax(axis=1)", "int64", "Batch"),
    _same("{x} < {y}", "bool_"),
    _same("({x} > 0.5) & mask", "bool_"),
    _same("({x} == {y}).all()", "bool_", "()"),
    _same("{x}[0]", shape="Pixels"),
    _same("{x}[indices]"),
    _same("{x}[:, 1:4]", shape="Batch, int"),
    _same("{x}[{x} > {y}]", shape="int"),
    _same("{x}.reshape(-1)", shape="int"),
    Statement("{x}.astype(float64)", "{x}.astype(np.float64)", "float64"),
)


def program(language: Language, lines: int, seed: int = 0) -> str:
    """A program of about so many lines; both languages' are the same, statement by statement."""
    random = Random(seed)
    parts = [_HEADERS[language]]
    written = parts[0].count("\n")
    while written < lines:
        part = _function(language, len(parts), random)
        parts.append(part)
        written += part.count("\n")
    return "".join(parts)


def _function(language: Language, number: int, random: Random) -> str:
    annotate = _ANNOTATIONS[language].format
    text = [f"\n\ndef step_{number}("]
    text += [f"    {name}: {annotate(dtype=dtype, shape=shape)}," for name, (dtype, shape) in _PARAMETERS.items()]
    text.append(f") -> {annotate(dtype='float32', shape='Batch, Pixels')}:")
    matrices = ["x", "y"]
    for i in range(8):
        statement = random.choice(_STATEMENTS)
        expression = statement.typedgrad if language == "typedgrad" else statement.numpy
        text.append(f"    v{i} = {expression.format(x=random.choice(matrices), y=random.choice(matrices))}")
        if (statement.dtype, statement.shape) == ("float32", "Batch, Pixels"):
            matrices.append(f"v{i}")
    text.append(f"    return {matrices[-1]}\n")
    return "\n".join(text)
