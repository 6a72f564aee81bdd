"""The matrix product and the affine map of a linear layer."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import FLOAT, NUMERIC, Rule, binary_from_inputs, ternary_from_inputs

if TYPE_CHECKING:
    from typedgrad.rules.namespace import Array, Namespace, NDArray
    from typedgrad.rules.rule import Gradients, Nodes, Targets


# --------------------------------------------------------------------------------------------------------- matmul
# A vector on the left is a matrix of one row, a vector on the right one of one column; the result lacks that axis.
def _as_matrices(xp: Namespace, g: Array, x1: Array, x2: Array) -> tuple[Array, Array, Array]:
    if len(x2.shape) == 1:
        x2, g = xp.expand_dims(x2, (-1,)), xp.expand_dims(g, (-1,))
    if len(x1.shape) == 1:
        x1, g = xp.expand_dims(x1, (0,)), xp.expand_dims(g, (-2,))
    return g, x1, x2


def _matmul_left(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    g_, _, x2_ = _as_matrices(xp, g, x1, x2)
    return g_ @ xp.matrix_transpose(x2_)


def _matmul_right(xp: Namespace, g: Array, x1: Array, x2: Array) -> Array:
    g_, x1_, _ = _as_matrices(xp, g, x1, x2)
    columns = xp.matrix_transpose(x1_) @ g_
    return columns if len(x2.shape) > 1 else xp.index(columns, (..., 0))


matmul: Rule = binary_from_inputs("matmul", NUMERIC, lambda xp, x1, x2: x1 @ x2, _matmul_left, _matmul_right)


def _matmul_run(x1: NDArray, x2: NDArray) -> NDArray:
    product: NDArray = np.dot(x1, x2) if x1.ndim == x2.ndim == 2 else np.matmul(x1, x2)  # dot has less overhead
    return product


matmul.executed_by(_matmul_run)


# --------------------------------------------------------------------------------------------------------- linear
linear: Rule = ternary_from_inputs(
    "linear",
    FLOAT,
    lambda xp, x, w, b: x @ w + b,
    lambda xp, g, x, w, b: _matmul_left(xp, g, x, w),
    lambda xp, g, x, w, b: _matmul_right(xp, g, x, w),
    lambda xp, g, x, w, b: g,
)
"""`x @ w + b` with `x` of shape `(*L, In)`, `w` `(In, Out)` and `b` `(Out,)`."""


def _linear_run(x: NDArray, w: NDArray, b: NDArray) -> NDArray:
    y: NDArray
    if x.ndim != 2:
        return linear.evaluate(x, w, b)
    y = np.dot(x, w)
    y += b
    return y


def _linear_pull(g: NDArray, saved: tuple[NDArray, NDArray, NDArray], nodes: Nodes, targets: Targets) -> Gradients:
    x, w, _ = saved
    rows, g_rows = x, g
    if x.ndim != 2:
        n = prod(x.shape[:-1])  # not -1, which NumPy cannot work out where there are no columns
        rows, g_rows = x.reshape(n, x.shape[-1]), g.reshape(n, g.shape[-1])
    return (
        None if nodes[0] is None else np.dot(g, w.T),
        None if nodes[1] is None else np.dot(rows.T, g_rows, targets.pop(nodes[1], None)),
        None if nodes[2] is None else np.dot(ones(len(g_rows), g.dtype), g_rows, targets.pop(nodes[2], None)),
    )


linear.executed_by(_linear_run, _linear_pull)


_ONES: dict[tuple[int, np.dtype[np.generic]], NDArray] = {}
_LONGEST_KEPT = 65_536


def ones(n: int, dtype: np.dtype[np.generic]) -> NDArray:
    """A vector of ones, kept: `ones @ g` sums rows in a third of the time of `g.sum(0)`."""
    vector = _ONES.get((n, dtype))
    if vector is None:
        vector = np.ones(n, dtype)
        if n <= _LONGEST_KEPT:
            if len(_ONES) >= 64:
                _ONES.clear()
            _ONES[n, dtype] = vector
    return vector
