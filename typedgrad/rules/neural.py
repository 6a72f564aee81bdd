"""Rules of classification: softmax, log-softmax, and both cross-entropies, fused with them."""

from __future__ import annotations

from functools import cache
from math import nan, prod
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from typedgrad.rules.linalg import ones
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
        shifted, e, total = _exponentials(z)
        t_columns = _columns(t)
        mass = np.dot(ones(len(t_columns), t.dtype), t_columns)
        loss = np.dot(np.log(total), mass) - np.dot(shifted.reshape(-1), t_columns.reshape(-1))
        return loss * z.dtype.type(_weight(z.shape, reduction)), (z, t, e, total, mass, t_columns)

    def pull(g: NDArray, saved: tuple[NDArray, ...], nodes: Nodes, targets: Targets) -> Gradients:
        z, t, e, total, mass, t_columns = saved
        weight = g * z.dtype.type(_weight(z.shape, reduction))
        by_z = e * (mass * weight / total)
        by_z -= t_columns * weight
        return by_z.T.reshape(z.shape), None if nodes[1] is None else rule.evaluate_gradient(1, g, z, t)

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
        shifted, e, total = _exponentials(z)
        rows = labels.reshape(-1)
        loss = np.add.reduce(np.log(total)) - np.add.reduce(shifted[rows, np.arange(rows.size)])
        return loss * z.dtype.type(_weight(z.shape, reduction)), (z, labels, e, total)

    def pull(g: NDArray, saved: tuple[NDArray, ...], nodes: Nodes, targets: Targets) -> Gradients:
        z, labels, e, total = saved
        weight = g * z.dtype.type(_weight(z.shape, reduction))
        by_z = e * (weight / total)
        rows = labels.reshape(-1)
        by_z[rows, np.arange(rows.size)] -= weight
        return (by_z.T.reshape(z.shape),)

    rule = Rule("cross_entropy", FLOAT, forward, (by_logits,), Saves.AS_RUN)
    rule.executed_by(run, pull)
    return rule


# Columns, not rows: NumPy reduces a short last axis in more than twice the time of a short first one.
def _columns(x: NDArray) -> NDArray:
    """Rows `(*L, C)` as the columns of a contiguous matrix of shape `(C, rows)`."""
    rows = x if x.ndim == 2 else x.reshape(-1, x.shape[-1])
    return rows.T.copy()


def _exponentials(z: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """Of each row, as columns: the logits below their maximum, their exponentials, and the sum of these."""
    shifted = _columns(z)
    shifted -= np.maximum.reduce(shifted, 0)
    e: NDArray = np.exp(shifted)
    return shifted, e, np.dot(ones(len(e), e.dtype), e)
