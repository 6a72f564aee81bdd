"""Losses and gradients that are no numbers: how they are noticed, and which operation they come from."""

from __future__ import annotations

from math import isfinite, isnan
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.optim import Optimizer
    from typedgrad.rules.namespace import NDArray

_dot: Callable[[NDArray, NDArray], float] = quiet(np.dot)


def wrong_gradient(optimizer: Optimizer) -> float | None:
    """A value of a gradient that is NaN or, if none is, infinite; None if all are finite.

    One dot product of the gradients by themselves says that they are finite: a NaN or an infinity stays one in it.
    Only where it is no number, which overflow may be too, is each gradient looked at.
    """
    for flat in optimizer._flats:
        for gradient in flat.filled():
            elements = gradient.reshape(-1)
            if not isfinite(_dot(elements, elements)):
                return _wrong(optimizer)
    return None


def _wrong(optimizer: Optimizer) -> float | None:
    found = None
    for leaf in optimizer._leaves:
        if leaf.is_filled:
            gradient = leaf.memory()
            wrong = gradient[~np.isfinite(gradient)]
            if np.isnan(wrong).any():
                return float("nan")
            if wrong.size:
                found = float(wrong[0])
    return found


def cause(value: float, again: Callable[[], object]) -> Exception | None:
    """The error of the first operation that makes NaN, or infinity where `value` is infinite; or another, of `again`.

    Args:
        value: what is not finite.
        again: computes it once more.
    """
    from typedgrad import detect_nan  # noqa: PLC0415  # only where something went wrong

    try:
        with detect_nan(inf=not isnan(value)):
            again()
    except Exception as error:  # whatever it is, it must not hide that the loss is no number
        return error
    return None


def told(what: str, value: float, error: Exception | None) -> FloatingPointError:
    """The error that stops the training, for what is not finite and where it comes from."""
    if error is not None and not isinstance(error, FloatingPointError):
        why = f"another try of the batch, to find out where it began, came to {error!r}"
    elif error is not None:
        why = f"it began with {error}"
    elif isnan(value):
        why = "another try of the batch made no NaN; a lower learning rate may help"
    else:
        why = "no operation made it of finite numbers: it is in the batch, or in the parameters"
    return FloatingPointError(f"{what} is {value}; {why}")
