"""How a trainer steps a learning-rate schedule and clips gradients."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typedgrad.errors import described
from typedgrad.optim import ReduceLROnPlateau, Schedule, clip_grad_norm, clip_grad_value
from typedgrad.optim.settings import positive

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.optim import Optimizer
    from typedgrad.train.history import Epoch


def stepping(
    schedule: Schedule | ReduceLROnPlateau | None, monitor: Callable[[Epoch], float], optimizer: Optimizer
) -> Callable[[Epoch], None] | None:
    """What is done with a schedule after an epoch, None if there is none.

    Raises:
        TypeError: it is no schedule.
        ValueError: it is one of another optimizer.
    """
    if schedule is None:
        return None
    if not isinstance(schedule, (Schedule, ReduceLROnPlateau)):
        raise TypeError(f"Trainer: {described(schedule)} is no schedule")
    if schedule.optimizer is not optimizer:
        raise ValueError(f"Trainer: the {type(schedule).__name__} is a schedule of another optimizer")
    if isinstance(schedule, ReduceLROnPlateau):
        return lambda epoch: schedule.step(monitor(epoch))
    return lambda _: schedule.step()


def clipping(clip_norm: float | None, clip_value: float | None) -> Callable[[Optimizer], object] | None:
    """What clips the gradients of an optimizer's parameters, None if nothing does.

    Raises:
        ValueError: both kinds, or one that is not a number above 0.
        DTypeError: something else than a number.
    """
    if clip_norm is not None and clip_value is not None:
        raise ValueError(f"Trainer: clip_norm is {clip_norm} and clip_value is {clip_value}; give one of them")
    if clip_norm is not None:
        norm = positive("Trainer: clip_norm", clip_norm)
        return partial(clip_grad_norm, max_norm=norm)  # which pickles, as a lambda does not
    if clip_value is not None:
        value = positive("Trainer: clip_value", clip_value)
        return partial(clip_grad_value, clip_value=value)
    return None
