"""A trainer of a line and its batches, for the tests of training."""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType, TypeAlias

import numpy as np

from typedgrad import Tensor, as_tensor, float32
from typedgrad.nn import Layer, Linear, mse
from typedgrad.optim import SGD
from typedgrad.tape import is_recording
from typedgrad.train import Trainer
from typedgrad.train.history import loss_on_test

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.optim import Optimizer, ReduceLROnPlateau, Schedule
    from typedgrad.train import Epoch

Batch = NewType("Batch", int)
Features = NewType("Features", int)
Outputs = NewType("Outputs", int)

X: TypeAlias = Tensor[float32, tuple[Batch, Features]]
Y: TypeAlias = Tensor[float32, tuple[Batch, Outputs]]
Line: TypeAlias = Layer[tuple[Features], tuple[Outputs], float32]


class LineTrainer(Trainer[Line, X, Y, Y]):
    """Fits `y = 2 x + 1`, and notes in which mode it was called."""

    def __init__(
        self,
        network: Line,
        optimizer: Optimizer,
        schedule: Schedule | ReduceLROnPlateau | None = None,
        monitor: Callable[[Epoch], float] = loss_on_test,
        clip_norm: float | None = None,
        clip_value: float | None = None,
    ) -> None:
        super().__init__(
            network, optimizer, schedule=schedule, monitor=monitor, clip_norm=clip_norm, clip_value=clip_value
        )
        self.modes: list[bool] = []
        self.recorded: list[bool] = []
        self.scored_while_recording: list[bool] = []

    def forward(self, x: X, /) -> Y:
        self.modes.append(self.network.training)
        self.recorded.append(is_recording())
        return self.network(x)

    def loss(self, output: Y, target: Y, /) -> Tensor[float32, tuple[()]]:
        return mse(output, target)

    def score(self, output: Y, target: Y, /) -> float:
        self.scored_while_recording.append(is_recording())
        return float((abs(output - target) < 0.1).astype(float32).mean().item())


def batch(*values: float) -> tuple[X, Y]:
    x = as_tensor([[value] for value in values], float32, (Batch(len(values)), Features(1)))
    return x, as_tensor(2.0 * x.numpy() + 1.0, float32, (Batch(len(values)), Outputs(1)))


def make_line() -> Line:
    return Linear(Features(1), Outputs(1), rng=np.random.default_rng(0))


def make_trainer(lr: float = 0.1) -> LineTrainer:
    network = make_line()
    return LineTrainer(network, SGD(network.parameters(), lr=lr))


def weights(trainer: LineTrainer) -> list[object]:
    return [parameter.numpy().tolist() for parameter in trainer.network.parameters()]


TRAIN = [batch(0.0, 1.0), batch(2.0), batch(-1.0, 0.5, 1.5)]
TEST = [batch(0.25), batch(1.25, -0.5)]
LOSS_IS_NAN = [batch(0.0), batch(float("nan"))]
