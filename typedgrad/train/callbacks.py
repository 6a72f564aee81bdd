"""`Callback`: what a run tells of itself while it goes on, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from typedgrad.errors import DTypeError, described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.train.history import Epoch, History
    from typedgrad.train.trainer import Trainer

Trained = TypeVar("Trained", bound="Trainer[Any, Any, Any, Any]", contravariant=True)

HOOKS = ("on_fit_start", "on_batch_end", "on_epoch_end", "on_fit_end")


@dataclass(frozen=True, slots=True)
class Stop:
    """What a callback returns to end the run after this epoch.

    Attributes:
        reason: goes to `History.stopped`.
    """

    reason: str


class Callback(Protocol[Trained]):
    """Is called by `fit` at the start, after each step, after each epoch, and at the end.

    A callback of your own is a subclass that names the trainer it serves, `Callback[DigitsTrainer]`, and gives the
    methods it wants; a class with all four methods is one too. `Callback[Trainer[Any, Any, Any, Any]]` serves every
    trainer. One that keeps count of something also has `state_dict` and `load_state_dict`, see `Stateful`: then a run
    that is resumed from a checkpoint goes on with it.

    >>> from typedgrad.train import Epoch, Stop, Trainer
    >>> class EnoughScore(Callback[Trainer[Any, Any, Any, Any]]):
    ...     def on_epoch_end(self, trainer: Trainer[Any, Any, Any, Any], epoch: Epoch, /) -> Stop | None:
    ...         return Stop(f"the score is {epoch.test.score}") if epoch.test.score > 0.9 else None
    """

    def on_fit_start(self, trainer: Trained, history: History, /) -> None:
        """The run begins, or goes on from a checkpoint after the epochs of `history`."""
        return None  # a body of nothing would make the method abstract

    def on_batch_end(self, trainer: Trained, batch: int, loss: float, /) -> None:
        """The step for a training batch is done; batches are numbered from 1. No time is lost where nobody asks."""
        return None  # as above

    def on_epoch_end(self, trainer: Trained, epoch: Epoch, /) -> Stop | None:
        """An epoch and its evaluation are done. What is returned, if anything, ends the run."""
        return None

    def on_fit_end(self, trainer: Trained, history: History, /) -> None:
        """The last epoch is done; not called where an error ended the run."""
        return None  # as above


def checked_callbacks(callbacks: Sequence[Callback[Any]]) -> tuple[Callback[Any], ...]:
    """The callbacks, each of which has all the hooks.

    Raises:
        TypeError: one has not.
    """
    if not isinstance(callbacks, Iterable):
        raise DTypeError(f"fit: callbacks is {described(callbacks)}, not a sequence of callbacks")
    given = tuple(callbacks)
    for position, callback in enumerate(given):
        missing = [hook for hook in HOOKS if not callable(getattr(callback, hook, None))]
        if missing or isinstance(callback, type):
            what = "is a class, give an object of it" if isinstance(callback, type) else f"has no {', '.join(missing)}"
            raise TypeError(f"fit: callback {position}, {described(callback)}, {what}")
    return given


def reasons(stops: Sequence[tuple[Callback[Any], Stop | None]]) -> str | None:
    """Why a run ends, by what its callbacks have returned; None if it does not.

    Raises:
        TypeError: one has returned something else.
    """
    found: list[str] = []
    for callback, stop in stops:
        name = type(callback).__name__
        if isinstance(stop, Stop):
            if not isinstance(stop.reason, str):
                raise DTypeError(f"fit: {name}.on_epoch_end returns a Stop of {described(stop.reason)}, not of a text")
            found.append(stop.reason)
        elif stop is not None:
            raise TypeError(f"fit: {name}.on_epoch_end returns {described(stop)}, not a Stop or None")
    return "; ".join(found) if found else None


def wanting(hook: str, callbacks: Sequence[Callback[Any]]) -> tuple[Callback[Any], ...]:
    """Those that have a method of their own for a hook."""
    return tuple(callback for callback in callbacks if getattr(type(callback), hook, None) is not vars(Callback)[hook])
