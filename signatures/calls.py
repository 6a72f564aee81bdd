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
    "Shape": {
        "concat": ("tg.concat((x, y))", "tg.concat((x, y), axis=-1)"),
        "stack": ("tg.stack((x, y))", "tg.stack((x, y), axis=-1)", "tg.stack([x, y])"),
        "split": (
            "tg.split(tg.concat((x, y), axis=-1), (row.shape[0], row.shape[0]), -1)",
            "tg.split(x, (a, n))",
            "tg.split(x, 2)",
        ),
        "unstack": ("tg.unstack(x)", "tg.unstack(x, -1)", "tg.unstack(tg.stack((x, y)))"),
        "flatten": ("tg.flatten(x)", "x.flatten(1)", "x.flatten(-2)", "x.flatten(0, 1)"),
        "unflatten": ("tg.unflatten(x, -1, (k, n))", "tg.unflatten(x, 0, (k, 2))"),
        "expand_dims": ("tg.expand_dims(x, 0)", "tg.expand_dims(x, -1)", "tg.expand_dims(x, 1)"),
        "squeeze": ("x[None].squeeze(0)",),
        "moveaxis": ("tg.moveaxis(x, 0, -1)", "tg.moveaxis(x, -1, 1)"),
        "swapaxes": ("tg.swapaxes(x, 0, 1)", "x.swapaxes(-2, -1)"),
        "permute_dims": ("tg.permute_dims(x, (1, 0))", "tg.permute_dims(x, (1, 2, 0))"),
        "matrix_transpose": ("tg.matrix_transpose(x)",),
        "flip": ("tg.flip(x)", "tg.flip(x, -1)", "tg.flip(x, (0, 1))"),
        "roll": ("tg.roll(x, 1)", "tg.roll(x, 1, axis=-1)"),
        "tile": ("tg.tile(x, (2,))", "tg.tile(x, (k, 1))", "tg.tile(x, (k, 1, 1))"),
        "repeat": ("tg.repeat(x, 2, 0)", "tg.repeat(x, 2, -1)"),
        "pad": ("tg.pad(x, ((1, 1),))", "tg.pad(x, ((0, 0), (1, 1)))", "tg.pad(x, ((0, 0), (1, 1), (1, 1)))"),
        "tril triu": ("tg.tril(x)", "tg.triu(x, 1)"),
        "diagonal": ("tg.diagonal(x)", "tg.diagonal(x @ x.mT)", "tg.diagonal(x, offset=1)"),
    },
    "Linear algebra": {"@": ("x @ w", "x @ row")},
}
