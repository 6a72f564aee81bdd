"""Layers, activations, losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from oracle.call import Call, over
from oracle.inputs import FORMS, Form, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOGITS = (
    *(rows(shape) for shape in ((3,), (2, 3), (2, 2, 3), (1, 1))),
    *((Form((2, 3), layout),) for layout in ("columns", "strided", "reversed")),
)
_ACTIVATIONS = (("ReLU", "torch.relu"), ("Sigmoid", "torch.sigmoid"), ("Tanh", "torch.tanh"))


def calls() -> Iterator[Call]:
    """Of `typedgrad.nn`."""
    for layer, theirs in _ACTIVATIONS:
        yield from over(f"nn.{layer}", f"nn.{layer}()(x)", f"{theirs}(x)")
    for name in ("softmax", "log_softmax"):
        yield from over(f"nn.{name}", f"nn.{name}(x)", f"torch.{name}(x, -1)", _LOGITS)
    for x, out in (((2, 3), 4), ((3,), 4), ((2, 2, 3), 4), ((0, 3), 2)):
        layer = f"nn.Linear({x[-1]}, {out}, rng=np.random.default_rng(0), dtype=dtype)"
        forms = rows(x, (x[-1], out), (out,))
        ours = f"(lambda layer: (vars(layer).update(weight=y, bias=z), layer(x))[1])({layer})"
        yield from over("nn.Linear", ours, "F.linear(x, y.mT, z)", [forms])
        for then, theirs in _ACTIVATIONS:
            ours = f"(lambda layer: (vars(layer).update(weight=y, bias=z), (layer >> nn.{then}())(x))[1])({layer})"
            yield from over(f"nn.Linear >> nn.{then}", ours, f"{theirs}(F.linear(x, y.mT, z))", [forms])
    for forms in _LOGITS:
        labels = {"labels": np.asarray(np.random.default_rng(0).integers(0, forms[0].shape[-1], forms[0].shape[:-1]))}
        for reduction in ("mean", "sum"):
            ours = f"nn.cross_entropy(x, labels, reduction='{reduction}')"
            rows_of = "x.reshape(-1, x.shape[-1])"
            theirs = f"F.cross_entropy({rows_of}, labels.reshape(-1), reduction='{reduction}')"
            yield from over("nn.cross_entropy", ours, theirs, [forms], constants=labels)
            ours = f"nn.cross_entropy(x, nn.softmax(y), reduction='{reduction}')"
            targets = "torch.softmax(y, -1).reshape(-1, y.shape[-1])"
            theirs = f"F.cross_entropy({rows_of}, {targets}, reduction='{reduction}')"
            yield from over("nn.cross_entropy", ours, theirs, [forms * 2])
    for forms in FORMS:
        yield from over("nn.mse", "nn.mse(x, y)", "F.mse_loss(x, y)", [forms * 2])
