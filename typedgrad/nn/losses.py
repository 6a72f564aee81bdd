"""Softmax along the last axis, and losses: a float scalar of predictions and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from typedgrad.capture import whole
from typedgrad.errors import DTypeError, ShapeError, not_a_tensor
from typedgrad.rules import neural as rules
from typedgrad.tensor.base import TensorBase, check_labels, fused, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.shapes import C, F, FloatDT, L, N, S
    from typedgrad.tensor.tensor import Tensor


def softmax(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    """Probabilities along the last axis, `exp(x) / sum(exp(x))`, shifted by the maximum: finite for logits of any size.

    Raises:
        ShapeError: a scalar.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> softmax(as_tensor([1000.0, 1000.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.5, 0.5])
    """
    return unary(rules.softmax, _with_axis("softmax", x))


def log_softmax(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    """The logarithm of `softmax`, without going through it: finite for logits of any size.

    Raises:
        ShapeError: a scalar.
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log_softmax(as_tensor([1000.0, 0.0], float32, (2,)))
    Tensor[float32, tuple[2]]([    0., -1000.])
    """
    return unary(rules.log_softmax, _with_axis("log_softmax", x))


def _tensor(operation: str, x: Tensor[Any, Any]) -> Tensor[Any, Any]:
    if not isinstance(x, TensorBase):
        raise not_a_tensor(operation, x)
    return x


def _with_axis(operation: str, x: Tensor[Any, Any]) -> Tensor[Any, Any]:
    if _tensor(operation, x)._data.ndim == 0 or x._data.shape[-1] == 0:
        raise ShapeError(f"{operation}: shape {x._data.shape} has no classes along a last axis")
    return x


@overload  # class indices: (*L, C) with (*L)
def cross_entropy(
    logits: Tensor[F, tuple[*L, C]], targets: Tensor[int64, tuple[*L]], *, reduction: Literal["mean", "sum"] = "mean"
) -> Tensor[F, tuple[()]]: ...
@overload  # one-hot: (*L, C) with (*L, C)
def cross_entropy(
    logits: Tensor[FloatDT, tuple[*L, C]],
    targets: Tensor[FloatDT, tuple[*L, C]],
    *,
    reduction: Literal["mean", "sum"] = "mean",
) -> Tensor[FloatDT, tuple[()]]: ...
def cross_entropy(
    logits: Tensor[Any, Any], targets: Tensor[Any, Any], *, reduction: Literal["mean", "sum"] = "mean"
) -> Tensor[Any, Any]:
    """Cross-entropy of logits (not probabilities) and targets, over the last axis; mean or sum over the others.

    Args:
        logits: `(*L, C)`, floats.
        targets: class indices `(*L,)`, int64, or one-hot vectors or probabilities `(*L, C)` of the logits' dtype.
        reduction: "mean" over the rows, or "sum".

    Raises:
        ShapeError: logits and targets that do not belong together, or no classes.
        DTypeError: targets of a dtype other than int64 and the logits'.
        IndexError: a label below 0 or beyond the last class.

    >>> from typedgrad import as_tensor, float64, int64
    >>> logits = as_tensor([[2.0, 0.0], [0.0, 0.0]], float64, (2, 2))
    >>> cross_entropy(logits, as_tensor([0, 1], int64, (2,)))
    Tensor[float64, tuple[()]](0.4100376)
    """
    try:
        z, t = logits._data, targets._data
    except AttributeError:
        _tensor("cross_entropy", logits)
        raise not_a_tensor("cross_entropy", targets) from None
    if z.ndim == 0 or z.shape[-1] == 0:
        _with_axis("cross_entropy", logits)
    if z.dtype.kind != "f":
        raise DTypeError(f"cross_entropy: logits are {z.dtype}, not floats")
    if reduction != "mean" and reduction != "sum":  # noqa: PLR1714  # a set costs more than both comparisons
        raise ValueError(f"cross_entropy: reduction {reduction!r} is neither 'mean' nor 'sum'")
    if t.dtype is z.dtype or t.dtype == z.dtype:
        if t.shape != z.shape:
            raise ShapeError(f"cross_entropy: targets of shape {t.shape} for logits of shape {z.shape}")
        return fused(rules.cross_entropy(reduction), (logits._node, targets._node), z, t)
    if t.dtype != np.int64:
        raise DTypeError(f"cross_entropy: {t.dtype} targets for {z.dtype} logits; int64 labels or {z.dtype} one-hot")
    if t.shape != z.shape[:-1]:
        raise ShapeError(f"cross_entropy: labels of shape {t.shape} for logits of shape {z.shape}")
    whole(check_labels, "cross_entropy", t, z.shape[-1])
    return fused(rules.cross_entropy_of_labels(reduction), (logits._node,), z, t)


def mse(predictions: Tensor[FloatDT, S], targets: Tensor[FloatDT, S]) -> Tensor[FloatDT, tuple[()]]:
    """Mean squared error. The shapes are equal; nothing broadcasts.

    Raises:
        ShapeError: the shapes differ: `(batch, 1)` against `(batch,)`, say.
        DTypeError: the dtypes differ, or are not floats.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([1.0, 2.0], float32, (2,))
    >>> mse(x, as_tensor([1.0, 4.0], float32, (2,)))
    Tensor[float32, tuple[()]](2.)
    """
    if _tensor("mse", predictions)._data.shape != _tensor("mse", targets)._data.shape:
        raise ShapeError(f"mse: predictions of shape {predictions._data.shape}, targets {targets._data.shape}")
    try:
        difference = predictions - targets
        return (difference * difference).mean()
    except DTypeError as error:
        raise DTypeError(f"mse: {error}") from None
