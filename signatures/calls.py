"""The calls of the page, by chapter and operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHAPTERS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "Elementwise": {
        "+ - *": ("x + y", "x + row", "x + 2"),
        "exp": ("tg.exp(x)", "x.exp()"),
        "where": ("tg.where(mask, x, y)", "tg.where(mask, x, 0)"),
    },
    "Reductions": {
        "sum": ("tg.sum(x)", "tg.sum(x, axis=0)", "x.sum(axis=-1, keepdims=True)"),
        "argmax": ("tg.argmax(x)", "tg.argmax(x, axis=-1)"),
    },
    "Shape": {"concat": ("tg.concat((x, y))", "tg.concat((x, y), axis=-1)")},
    "Linear algebra": {"@": ("x @ w", "x @ row")},
}
