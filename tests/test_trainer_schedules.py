"""Learning-rate schedules in a trainer: when they take a step, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import untyped
from lines import TEST, TRAIN, Features, LineTrainer, Outputs, make_trainer, weights

from typedgrad.nn import Linear
from typedgrad.optim import SGD
from typedgrad.train import Callback, Epoch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typedgrad.optim import Optimizer
    from typedgrad.stateful import Entry
    from typedgrad.train.schedules import MetricSchedule, Schedule


class Halves:
    """Halves the learning rate each epoch."""

    def __init__(self, optimizer: SGD) -> None:
        self.optimizer = optimizer

    def step(self) -> None:
        self.optimizer.lr /= 2.0

    def state_dict(self) -> Mapping[str, Entry]:
        return {}

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        pass
