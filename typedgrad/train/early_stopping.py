"""`EarlyStopping`: ends a run that gets no better, and brings its best weights back."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from typedgrad.errors import DTypeError, described, described_choice
from typedgrad.nn.module import _check_state
from typedgrad.nn.state import StateDict
from typedgrad.optim.settings import flag, number, whole_number
from typedgrad.tensor.base import is_tensor
from typedgrad.train.callbacks import Callback, Stop
from typedgrad.train.history import loss_on_test
from typedgrad.train.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.stateful import Entry
    from typedgrad.tensor.tensor import Tensor
    from typedgrad.train.history import Epoch, History

AnyTrainer: TypeAlias = Trainer[Any, Any, Any, Any]  # any network, any batches

_WEIGHTS = "weights."


class EarlyStopping(Callback[AnyTrainer]):
    """Stops when what it monitors has not got better for some epochs, and restores the weights of the best epoch.

    The weights are restored at the end of the run, also where it was not stopped. What the history says of its last
    epoch is then not what the network has become; `best` and `best_epoch` are. An error that ends the run restores
    nothing. NaN is never better.

    Args:
        monitor: what to look at, a number of each epoch; the loss of the test batches if nothing is said.
        mode: whether less is better ("min") or more ("max").
        patience: how many epochs in a row without getting better end the run.
        min_delta: what is better by no more than this does not count.
        restore_best: whether to restore the weights of the best epoch.

    Attributes:
        best: what was monitored in the best epoch, NaN before there was one.
        best_epoch: its number, 0 before there was one.

    Raises:
        ValueError: a patience below 1, a negative `min_delta`, or no such mode.
        TypeError: a monitor that cannot be called, a patience that is no integer, a `min_delta` that is no number.

    Source: Prechelt, Early stopping - but when?, 1998, with the names and the rules of Keras' `EarlyStopping`.

    >>> stopping = EarlyStopping(monitor=lambda epoch: epoch.test.score, mode="max", patience=5)
    >>> stopping.best_epoch
    0
    """

    best: float
    best_epoch: int
    _weights: Mapping[str, Tensor[Any, Any]]

    def __init__(
        self,
        *,
        monitor: Callable[[Epoch], float] = loss_on_test,
        mode: Literal["min", "max"] = "min",
        patience: int = 10,
        min_delta: float = 0.0,
        restore_best: bool = True,
    ) -> None:
        if not callable(monitor):
            raise TypeError(f"EarlyStopping: monitor is {described(monitor)}, not a function of an epoch")
        if not isinstance(mode, str) or mode not in {"min", "max"}:
            raise ValueError(f"EarlyStopping: mode is {described_choice(mode)}, not 'min' or 'max'")
        delta = number("EarlyStopping: min_delta", min_delta)
        if not 0.0 <= delta < inf:
            raise ValueError(f"EarlyStopping: min_delta is {delta}, not a number from 0 on")
        self._monitor, self._sign = monitor, 1.0 if mode == "min" else -1.0
        self._patience = whole_number("EarlyStopping: patience", patience, 1)
        self._min_delta, self._restore_best = delta, flag("EarlyStopping: restore_best", restore_best)
        self._forget()

    def on_fit_start(self, trainer: AnyTrainer, history: History, /) -> None:
        """Begin anew, or go on after the epochs of a checkpoint.

        Raises:
            KeyError: the weights that were loaded are not those of the network.
            ShapeError: as above.
            DTypeError: as above.
        """
        if not history.epochs:
            self._forget()
        elif self._weights:
            _check_state(dict(trainer.network.named_parameters()), self._weights)

    def on_epoch_end(self, trainer: AnyTrainer, epoch: Epoch, /) -> Stop | None:
        """Compare the epoch with the best one.

        Raises:
            DTypeError: what is monitored is no number.
        """
        value = number("EarlyStopping: what is monitored", self._monitor(epoch))
        if self._is_better(value):
            self.best, self.best_epoch = value, epoch.number
            if self._restore_best:
                self._weights = trainer.network.state_dict()
        waited = epoch.number - self.best_epoch
        if waited < self._patience:
            return None
        best = f"epoch {self.best_epoch}, {self.best:.6g}" if self.best_epoch else "none"
        return Stop(f"EarlyStopping: no better for {waited} epochs; the best is {best}")

    def on_fit_end(self, trainer: AnyTrainer, history: History, /) -> None:
        """Restore the weights of the best epoch."""
        if self._weights:
            trainer.network.load_state_dict(StateDict(self._weights))

    def state_dict(self) -> Mapping[str, Entry]:
        """The best epoch: its number, what was monitored, and its weights."""
        weights = {_WEIGHTS + name: value for name, value in self._weights.items()}
        return {"best": self.best, "best_epoch": self.best_epoch, **weights}

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Take the best epoch over, or, where something does not fit, nothing.

        Raises:
            KeyError: a name is missing, or unknown.
            DTypeError: a value of another type.
            ValueError: a number of an epoch below 0.
        """
        if not isinstance(state, Mapping):
            raise DTypeError(f"EarlyStopping.load_state_dict: {described(state)} is not a state")
        expected = {"best", "best_epoch"}
        missing = sorted(expected - state.keys())
        unknown = [name for name in map(str, state) if name not in expected and not name.startswith(_WEIGHTS)]
        if missing or unknown:
            parts = [f"missing {name}" for name in missing] + [f"unknown {name}" for name in unknown]
            raise KeyError(f"EarlyStopping.load_state_dict: {', '.join(parts)}")
        best, best_epoch = state["best"], state["best_epoch"]
        weights: dict[str, Tensor[Any, Any]] = {}
        if not isinstance(best, float):
            raise DTypeError(f"EarlyStopping.load_state_dict: best is {described(best)}, not a float")
        if not isinstance(best_epoch, int) or isinstance(best_epoch, bool):
            raise DTypeError(f"EarlyStopping.load_state_dict: best_epoch is {described(best_epoch)}, not an integer")
        if best_epoch < 0:
            raise ValueError(f"EarlyStopping.load_state_dict: best_epoch is {best_epoch}, below 0")
        for name, value in state.items():
            if name.startswith(_WEIGHTS):
                if not is_tensor(value):
                    raise DTypeError(f"EarlyStopping.load_state_dict: {name} is {described(value)}, not a tensor")
                weights[name.removeprefix(_WEIGHTS)] = value
        self.best, self.best_epoch, self._weights = best, best_epoch, weights

    def _forget(self) -> None:
        self.best, self.best_epoch = nan, 0
        self._weights = {}

    def _is_better(self, value: float) -> bool:
        if not self.best_epoch:
            return not isnan(value)
        return self._sign * value < self._sign * self.best - self._min_delta
