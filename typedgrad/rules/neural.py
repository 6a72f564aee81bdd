"""Rules of classification: softmax, log-softmax, and both cross-entropies, fused with them."""

from __future__ import annotations

from functools import cache, lru_cache
from math import nan, prod
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from typedgrad.rules.linalg import ones
from typedgrad.rules.memory import LARGE, like, take
from typedgrad.rules.quiet import quietly
from typedgrad.rules.rule import FLOAT, Rule, Saves, unary_from_output

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Key, Namespace, NDArray
    from typedgrad.rules.rule import Gradients, Nodes, Targets

Reduction: TypeAlias = Literal["mean", "sum"]


# --------------------------------------------------------------------------------- softmax along the last axis
def _log_softmax(xp: Namespace, x: Array) -> Array:
    shifted = x - xp.max(x, -1, keepdims=True)  # so that exp never overflows
    return shifted - xp.log(xp.sum(xp.exp(shifted), -1, keepdims=True))


def _softmax(xp: Namespace, x: Array) -> Array:
    e = xp.exp(x - xp.max(x, -1, keepdims=True))
    return e / xp.sum(e, -1, keepdims=True)


log_softmax: Rule = quietly(
    unary_from_output("log_softmax", FLOAT, _log_softmax, lambda xp, g, y: g - xp.exp(y) * xp.sum(g, -1, keepdims=True))
)
softmax: Rule = quietly(
    unary_from_output("softmax", FLOAT, _softmax, lambda xp, g, y: y * (g - xp.sum(g * y, -1, keepdims=True)))
)


# ------------------------------------------------------------------------------------------------ cross-entropy
# The loss of a row is -sum(t * log_softmax(z)), with logits z and targets t; its gradient is softmax(z) * sum(t) - t.
# A label is the target that is one there and zero elsewhere.
def _weight(shape: tuple[int, ...], reduction: Reduction) -> float:
    """What each row of logits counts in the loss."""
    rows = shape[0] if len(shape) == 2 else prod(shape[:-1])
    return 1.0 if reduction == "sum" else 1.0 / rows if rows else nan


@lru_cache(maxsize=256)
def _scalar_weight(rows: int, reduction: Reduction, dtype: np.dtype[Any]) -> NDArray:
    """The same in the dtype of the logits: one of NumPy's scalars, which count as 0-d arrays."""
    weight: NDArray = dtype.type(_weight((rows, 0), reduction))
    return weight


def _places(labels: NDArray) -> Key:
    """The key that picks, in each row, the element of its label."""
    rows: tuple[NDArray, ...] = np.ogrid[tuple(slice(n) for n in labels.shape)]
    return (*rows, labels)


@cache
def cross_entropy(reduction: Reduction) -> Rule:
    """Of logits `(*L, C)` and targets `(*L, C)`, which are one-hot or probabilities."""

    def forward(xp: Namespace, z: Array, t: Array) -> Array:
        return -xp.sum(t * _log_softmax(xp, z)) * _weight(z.shape, reduction)

    def by_logits(xp: Namespace, g: Array, z: Array, t: Array, *_: Array) -> Array:
        return (_softmax(xp, z) * xp.sum(t, -1, keepdims=True) - t) * (g * _weight(z.shape, reduction))

    def by_targets(xp: Namespace, g: Array, z: Array, t: Array, *_: Array) -> Array:
        return -_log_softmax(xp, z) * (g * _weight(z.shape, reduction))

    def run(z: NDArray, t: NDArray) -> tuple[NDArray, tuple[NDArray, ...]]:
        shifted, t_columns = _below_maximum(z), _columns(t)
        aligned = np.vdot(shifted, t_columns)
        e = np.exp(shifted, shifted)
        over_classes = ones(len(e), e.dtype)
        total, mass = over_classes.dot(e), over_classes.dot(t_columns)
        loss = np.log(total).dot(mass) - aligned
        np.divide(mass, total, mass)
        np.multiply(e, mass, e)
        np.subtract(e, t_columns, e)
        weight = _scalar_weight(len(total), reduction, e.dtype)
        return loss * weight, (z, t, e, weight)

    def pull(g: NDArray, saved: tuple[NDArray, ...], nodes: Nodes, targets: Targets) -> Gradients:
        z, t, slopes, weight = saved
        return _weighted(slopes, g * weight, z), None if nodes[1] is None else rule.evaluate_gradient(1, g, z, t)

    rule = Rule("cross_entropy", FLOAT, forward, (by_logits, by_targets), Saves.AS_RUN)
    rule.executed_by(run, pull)
    return rule


@cache
def cross_entropy_of_labels(reduction: Reduction) -> Rule:
    """Of logits `(*L, C)` and labels `(*L,)`, integers from 0 to C - 1, which are constant."""

    def forward(xp: Namespace, z: Array, labels: NDArray) -> Array:
        return -xp.sum(xp.index(_log_softmax(xp, z), _places(labels))) * _weight(z.shape, reduction)

    def by_logits(xp: Namespace, g: Array, z: Array, labels: NDArray, *_: Array) -> Array:
        weight = g * _weight(z.shape, reduction)
        return _softmax(xp, z) * weight - xp.scatter(xp.broadcast_to(weight, labels.shape), _places(labels), z.shape)

    def run(z: NDArray, labels: NDArray) -> tuple[NDArray, tuple[NDArray, ...]]:
        shifted = _below_maximum(z)
        places = (labels.reshape(-1), np.arange(labels.size))
        aligned = np.add.reduce(shifted[places])
        e = np.exp(shifted, shifted)
        total = ones(len(e), e.dtype).dot(e)
        loss = np.add.reduce(np.log(total)) - aligned
        np.divide(e, total, e)
        e[places] -= _scalar_weight(1, "sum", e.dtype)
        weight = _scalar_weight(len(total), reduction, e.dtype)
        return loss * weight, (z, labels, e, weight)

    def pull(g: NDArray, saved: tuple[NDArray, ...], nodes: Nodes, targets: Targets) -> Gradients:
        z, _, slopes, weight = saved
        return (_weighted(slopes, g * weight, z),)

    rule = Rule("cross_entropy", FLOAT, forward, (by_logits,), Saves.AS_RUN)
    rule.executed_by(run, pull)
    return rule


# Columns, not rows: NumPy reduces a short last axis in more than twice the time of a short first one.
def _columns(x: NDArray) -> NDArray:
    """Rows `(*L, C)` as the columns of a contiguous matrix of shape `(C, rows)`."""
    rows = x if x.ndim == 2 else x.reshape(-1, x.shape[-1])
    if rows.size < LARGE:
        return rows.T.copy()
    columns = take(rows.shape[::-1], rows.dtype)
    np.copyto(columns, rows.T)
    return columns


def _below_maximum(z: NDArray) -> NDArray:
    """Logits as columns, less the largest of each row, so that exp never overflows."""
    columns = _columns(z)
    return np.subtract(columns, np.maximum.reduce(columns, 0), columns)


def _weighted(slopes: NDArray, weight: NDArray, z: NDArray) -> NDArray:
    """The gradient by the logits `z`, of what `run` saved of it as columns."""
    columns: NDArray = np.multiply(slopes, weight, None if slopes.size < LARGE else like(slopes))
    return columns.T if z.ndim == 2 else columns.T.reshape(z.shape)
