"""Clipping: gradients that are too large are made smaller, in place, before a step."""

from __future__ import annotations

from math import isfinite, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.capture import recorder, whole
from typedgrad.errors import GradientError
from typedgrad.optim.group import checked_parameters
from typedgrad.optim.optimizer import Optimizer
from typedgrad.optim.settings import flag, number, positive
from typedgrad.rules.quiet import quiet
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typedgrad.dtypes import Float, float64
    from typedgrad.nodes import Leaf
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.parameter import Parameter
    from typedgrad.tensor.tensor import Tensor

_EPS = 1e-6  # as PyTorch adds to the norm
_SMALL, _LARGE = 1e-30, 1e30  # between these, sums of squares lose nothing in float32


def clip_grad_norm(
    parameters: Optimizer | Iterable[Parameter[Float, Any]], max_norm: float, *, error_if_nonfinite: bool = True
) -> Tensor[float64, tuple[()]]:
    """Scale all gradients, so that the norm of all of them together is at most `max_norm`.

    They are multiplied by `max_norm / (norm + 1e-6)` where that is below 1. It can be called within a compiled step.

    Args:
        parameters: an optimizer, for all parameters of it, or parameters. Those without a gradient are left out.
        max_norm: above 0; infinite to compute the norm only.
        error_if_nonfinite: whether a norm that is NaN or infinite is an error. If not, the gradients become NaN, or 0
            and NaN, as PyTorch's do by default.

    Returns:
        the norm before.

    Raises:
        ValueError: `max_norm` is not above 0; or no parameters, or one twice.
        DTypeError: what is no parameter.
        GradientError: no parameter has a gradient.
        FloatingPointError: the norm is NaN or infinite; the gradients are as before.

    Source: Pascanu et al., On the difficulty of training recurrent neural networks, 2013, in the form of PyTorch's
    `clip_grad_norm_`.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((4,)))
    >>> backprop((w * 3.0).sum())
    >>> clip_grad_norm([w], max_norm=1.0)
    Tensor[float64, tuple[()]](6.)
    >>> clip_grad_norm([w], 1.0).item() <= 1.0
    True
    """
    limit = number("clip_grad_norm: max_norm", max_norm)
    if not limit > 0.0:
        raise ValueError(f"clip_grad_norm: max_norm is {limit}, not above 0")
    is_strict = flag("clip_grad_norm: error_if_nonfinite", error_if_nonfinite)
    gradients = _gradients("clip_grad_norm", parameters)
    norm = whole(_norm, *gradients)
    if is_strict:
        whole(_refuse_nonfinite, norm)
    _scale(gradients, norm, limit)
    return wrap(norm)


def clip_grad_value(parameters: Optimizer | Iterable[Parameter[Float, Any]], clip_value: float) -> None:
    """Bring each element of the gradients into `[-clip_value, clip_value]`. NaN stays NaN.

    It can be called within a compiled step.

    Args:
        parameters: an optimizer, for all parameters of it, or parameters. Those without a gradient are left out.
        clip_value: above 0.

    Raises:
        ValueError: `clip_value` is not above 0, or infinite; or no parameters, or one twice.
        DTypeError: what is no parameter.
        GradientError: no parameter has a gradient.

    >>> from typedgrad import Parameter, as_tensor, backprop, float32
    >>> w = Parameter(as_tensor([0.25, 3.0], float32, (2,)))
    >>> backprop((w * w).sum())
    >>> clip_grad_value([w], 1.0)
    >>> w.grad
    Tensor[float32, tuple[2]]([0.5, 1. ])
    """
    limit = positive("clip_grad_value: clip_value", clip_value)
    for gradient in _gradients("clip_grad_value", parameters):
        _bound(gradient, limit)


def _gradients(operation: str, parameters: Optimizer | Iterable[Parameter[Float, Any]]) -> list[NDArray]:
    """The gradients that there are, as few arrays as possible.

    Raises:
        GradientError: there are none.
    """
    leaves: tuple[Leaf, ...]
    if isinstance(parameters, Optimizer):
        leaves = parameters._leaves
        gradients = [gradient for flat in parameters._flats for gradient in flat.filled()]
    else:
        leaves = tuple(parameter._leaf for parameter in checked_parameters(operation, parameters))
        gradients = [leaf.memory() for leaf in leaves if leaf.is_filled]
    if not gradients:
        raise GradientError(f"{operation}: no parameter has a gradient; call backprop first")
    recording = recorder()
    if recording is None:
        return gradients
    places = [(leaf, leaf.gradient) for leaf in leaves]
    for leaf in leaves:
        recording.expects_filled(leaf)
    recording.requires(lambda: all(leaf.gradient is place for leaf, place in places))
    return [recording.held(gradient) for gradient in gradients]


@quiet
def _norm(*gradients: NDArray) -> NDArray:
    """The root of the sum of all squares, also where a square is too large or too small for the dtype."""
    flats = [gradient.reshape(-1) for gradient in gradients]
    total = sum(float(np.dot(flat, flat)) for flat in flats)
    if not _SMALL < total < _LARGE:
        largest = max((float(np.abs(flat).max()) for flat in flats if flat.size), default=0.0)
        if largest == 0.0 or not isfinite(largest):
            return np.array(largest)
        return np.array(largest * sqrt(sum(float(np.square(flat / np.float64(largest)).sum()) for flat in flats)))
    return np.array(sqrt(total))


def _refuse_nonfinite(norm: NDArray) -> None:
    if not np.isfinite(norm):
        raise FloatingPointError(
            f"clip_grad_norm: the norm of the gradients is {norm}; they are as they were, and no step was made"
        )


@quiet
def _scale(gradients: list[NDArray], norm: NDArray, limit: float) -> None:
    factor = np.minimum(limit / (norm + _EPS), 1.0)
    for gradient in gradients:
        np.multiply(gradient, factor.astype(gradient.dtype), gradient)


@quiet
def _bound(gradient: NDArray, limit: float) -> None:
    np.maximum(gradient, -limit, out=gradient)
    np.minimum(gradient, limit, out=gradient)
