"""Operands: random values in every shape, and in every way that their elements may lie in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

NDArray: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Shape: TypeAlias = tuple[int, ...]
Layout: TypeAlias = Literal["rows", "columns", "strided", "reversed"]


@dataclass(frozen=True)
class Form:
    """A shape, and how its elements lie in memory.

    `rows` is contiguous; `columns` the transpose of what is; `strided` every second element of the last axis;
    `reversed` has a negative stride, both in the source and in the tensor made of it.
    """

    shape: Shape
    layout: Layout = "rows"

    def __str__(self) -> str:
        return f"{self.shape}" if self.layout == "rows" else f"{self.shape} {self.layout}"


FORMS: tuple[tuple[Form], ...] = (
    (Form(()),),
    (Form((4,)),),
    (Form((2, 3)),),
    (Form((2, 3, 4)),),
    (Form((4,), "strided"),),
    (Form((4,), "reversed"),),
    (Form((2, 3), "columns"),),
    (Form((2, 3), "strided"),),
    (Form((2, 3), "reversed"),),
    (Form((2, 3, 4), "columns"),),
    (Form((2, 3, 4), "reversed"),),
    (Form((0,)),),
    (Form((2, 0)),),
    (Form((0, 3, 2)),),
)
FILLED = tuple(forms for forms in FORMS if 0 not in forms[0].shape)
WITH_AXES = tuple(forms for forms in FORMS if forms[0].shape)
FILLED_WITH_AXES = tuple(forms for forms in FILLED if forms[0].shape)

PAIRS: tuple[tuple[Form, Form], ...] = (
    (Form(()), Form(())),
    (Form((3,)), Form((3,))),
    (Form((2, 3)), Form((2, 3))),
    (Form((2, 3, 4)), Form((2, 3, 4))),
    (Form(()), Form((2, 3))),
    (Form((2, 3, 4)), Form(())),
    (Form((3,)), Form((2, 3))),
    (Form((2, 3)), Form((3,))),
    (Form((2, 1)), Form((2, 3))),
    (Form((2, 1)), Form((1, 3))),
    (Form((3,)), Form((2, 1))),
    (Form((3, 1, 4)), Form((2, 1))),
    (Form((1,)), Form((2, 3))),
    (Form((0,)), Form((1,))),
    (Form((2, 1)), Form((2, 0))),
    (Form(()), Form((0, 3))),
    (Form((4,), "strided"), Form((4,), "reversed")),
    (Form((2, 3), "columns"), Form((2, 3), "reversed")),
    (Form((2, 3), "strided"), Form((3,), "reversed")),
    (Form((2, 3, 4), "columns"), Form((3, 4), "reversed")),
)
"""Shapes that broadcast with each other."""


def rows(*shapes: Shape) -> tuple[Form, ...]:
    """Plain operands of these shapes."""
    return tuple(Form(shape) for shape in shapes)


def values(shape: Shape, dtype: str, seed: int, low: float = -2.0, high: float = 2.0) -> NDArray:
    """Random floats between two bounds (hardly two of them equal), integers between them, or booleans."""
    rng, kind = np.random.default_rng([seed, *shape]), np.dtype(dtype).kind
    if kind == "b":
        return np.asarray(rng.random(shape) < 0.5)
    made = rng.uniform(low, high, shape) if kind == "f" else rng.integers(round(low), round(high) + 1, shape)
    return np.asarray(made, dtype)


def stored(data: NDArray, layout: Layout) -> NDArray:
    """The array from which `seen` makes these data again."""
    if layout == "columns":
        return data.T
    if layout == "strided":
        return np.repeat(data, 2, axis=-1)
    return data[::-1] if layout == "reversed" else data


def seen(x: Any, layout: Layout) -> Any:
    """A view of a stored tensor (Any: of an array just as well), with the layout asked for."""
    if layout == "columns":
        return x.transpose()
    if layout == "strided":
        return x[..., ::2]
    return x[::-1] if layout == "reversed" else x
