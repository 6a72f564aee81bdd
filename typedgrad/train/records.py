"""`Records`: the history of a run while it grows, in the form that a checkpoint holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.base import is_tensor, wrap
from typedgrad.train.history import Epoch, Evaluation, History

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeGuard

    from typedgrad.stateful import Entry
    from typedgrad.tensor.tensor import Tensor

_STOPPED, _SECONDS = "stopped", "seconds"
_PARTS = ("train.", "test.")
_FIXED = ("loss", "score")
_METRIC = "metrics."


class Records:
    """The epochs so far, and why the run has stopped if it has.

    Args:
        most: how many epochs the run has at most.

    >>> records = Records()
    >>> records.append(Epoch(1, train=Evaluation(2.5, 0.1), test=Evaluation(2.25, 0.2), seconds=0.5))
    >>> state = records.state_dict()
    >>> state["train.loss"]
    Tensor[float64, tuple[1]]([2.5])
    >>> again = Records()
    >>> again.load_state_dict(state)
    >>> again.history() == records.history()
    True
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self.epochs: list[Epoch] = []
        self.stopped: str | None = None

    def append(self, epoch: Epoch) -> None:
        """Add an epoch, which has the same metrics as those before it.

        Raises:
            ValueError: it has others.
        """
        first = self.epochs[0] if self.epochs else epoch
        for part, new, old in (("train", epoch.train, first.train), ("test", epoch.test, first.test)):
            if new.metrics.keys() != old.metrics.keys():
                names = f"{sorted(new.metrics)}, of epoch 1 {sorted(old.metrics)}"
                raise ValueError(f"fit, epoch {epoch.number}: the {part} metrics are {names}")
        self.epochs.append(epoch)

    def history(self) -> History:
        """What `fit` returns."""
        return History(tuple(self.epochs), self.stopped)

    def state_dict(self) -> Mapping[str, Entry]:
        """Each number as a tensor over the epochs."""
        state: dict[str, Entry] = {_STOPPED: self.stopped}
        state[_SECONDS] = _column([epoch.seconds for epoch in self.epochs])
        for part, evaluations in zip(_PARTS, self._evaluations(), strict=True):
            state[f"{part}loss"] = _column([one.loss for one in evaluations])
            state[f"{part}score"] = _column([one.score for one in evaluations])
            for name in evaluations[0].metrics if evaluations else ():
                state[part + _METRIC + name] = _column([one.metrics[name] for one in evaluations])
        return state

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Take a history over, or, where something does not fit, nothing.

        Raises:
            KeyError: a name is missing, or unknown.
            ShapeError: numbers of other epochs.
            DTypeError: a value of another type or dtype.
            ValueError: it has more epochs than the run.
        """
        during = "Records.load_state_dict"
        fixed = (_STOPPED, _SECONDS, *(part + name for part in _PARTS for name in _FIXED))
        missing = [name for name in fixed if name not in state]
        metrics = tuple(part + _METRIC for part in _PARTS)
        unknown = [name for name in state if name not in fixed and not name.startswith(metrics)]
        if missing or unknown:
            raise KeyError(f"{during}: missing {missing}, unknown {unknown}")
        stopped = state[_STOPPED]
        if stopped is not None and not isinstance(stopped, str):
            raise DTypeError(f"{during}: stopped is {described(stopped)}, not a text")
        columns: dict[str, list[float]] = {}
        shapes: dict[tuple[int, ...], str] = {}
        for name, value in state.items():
            if name == _STOPPED:
                continue
            if not _is_column(value):
                raise DTypeError(f"{during}: {name} is {described(value)}, not a float64 tensor")
            shapes.setdefault(value._data.shape, name)
            columns[name] = value._data.tolist()
        if len(shapes) > 1 or len(next(iter(shapes))) != 1:
            told = ", ".join(f"{name} has shape {shape}" for shape, name in shapes.items())
            raise ShapeError(f"{during}: {told}; each has one number an epoch")
        seconds = columns.pop(_SECONDS)
        if self._most is not None and len(seconds) > self._most:
            raise ValueError(f"{during}: {len(seconds)} epochs, but the run is of {self._most}")
        self.epochs = [
            Epoch(i + 1, _evaluation("train.", columns, i), _evaluation("test.", columns, i), taken)
            for i, taken in enumerate(seconds)
        ]
        self.stopped = stopped

    def _evaluations(self) -> tuple[list[Evaluation], list[Evaluation]]:
        return [epoch.train for epoch in self.epochs], [epoch.test for epoch in self.epochs]


def _evaluation(part: str, columns: Mapping[str, list[float]], i: int) -> Evaluation:
    start = part + _METRIC
    metrics = {name.removeprefix(start): column[i] for name, column in columns.items() if name.startswith(start)}
    return Evaluation(columns[f"{part}loss"][i], columns[f"{part}score"][i], metrics)


def _column(values: list[float]) -> Tensor[Any, Any]:
    return wrap(np.array(values, np.float64))


def _is_column(value: object) -> TypeGuard[Tensor[Any, Any]]:
    return is_tensor(value) and value._data.dtype == np.float64
