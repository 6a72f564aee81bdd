"""A model in training, and parts with states, for the tests of checkpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType, TypeAlias

import numpy as np

from typedgrad import Tensor, as_tensor, backprop, compiled, float32, float64
from typedgrad.checkpoint import load_checkpoint, save_checkpoint
from typedgrad.nn import Linear, Module, Tanh, mse
from typedgrad.optim import (
    SGD,
    Adagrad,
    Adam,
    AdamGroup,
    AdamW,
    CosineAnnealingLR,
    LinearWarmup,
    ReduceLROnPlateau,
    RMSprop,
    StepLR,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from typedgrad.nn import Layer
    from typedgrad.optim import Optimizer, Schedule
    from typedgrad.stateful import Entry


Batch = NewType("Batch", int)
Inputs = NewType("Inputs", int)
Hidden = NewType("Hidden", int)
Outputs = NewType("Outputs", int)
Network: TypeAlias = "Layer[tuple[Inputs], tuple[Outputs], float64]"


class Part:
    """A part with a state that a test gives it."""

    def __init__(self, state: Mapping[str, Entry], *, refuses: bool = False) -> None:
        self.state = dict(state)
        self.refuses = refuses

    def state_dict(self) -> dict[str, Entry]:
        return dict(self.state)

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        if self.refuses:
            raise ValueError("it refuses")
        self.state = dict(state)


class Pair(Module):
    """A module of two dtypes."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.first = Linear(3, 2, float32, rng=rng)
        self.second = [Linear(2, 2, float64, rng=rng)]


def network(seed: int = 0) -> Network:
    rng = np.random.default_rng(seed)
    first = Linear(Inputs(3), Hidden(4), float64, rng=rng)
    return first >> Tanh() >> Linear(Hidden(4), Outputs(2), float64, rng=rng)


def values(model: Module) -> list[bytes]:
    return [parameter.numpy().tobytes() for parameter in model.parameters()]


def _in_groups(model: Module) -> Adam:
    first, *others = model.parameters()
    return Adam([AdamGroup([first], lr=0.05, weight_decay=0.1), *others], lr=0.1)


OPTIMIZERS: Mapping[str, Callable[[Module], Optimizer]] = {
    "SGD": lambda model: SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True),
    "Adam": lambda model: Adam(model.parameters(), lr=0.1),
    "Adam in groups": _in_groups,
    "AdamW": lambda model: AdamW(model.parameters(), lr=0.1),
    "RMSprop": lambda model: RMSprop(model.parameters(), lr=0.01, momentum=0.5, centered=True),
    "Adagrad": lambda model: Adagrad(model.parameters(), lr=0.1, weight_decay=0.01),
}
SCHEDULES: Mapping[str, Callable[[Optimizer], Schedule | ReduceLROnPlateau]] = {
    "CosineAnnealingLR": lambda optimizer: CosineAnnealingLR(optimizer, t_max=9),
    "StepLR": lambda optimizer: StepLR(optimizer, step_size=3, gamma=0.5),
    "LinearWarmup": lambda optimizer: LinearWarmup(optimizer, 6, after=StepLR(optimizer, step_size=1)),
    "ReduceLROnPlateau": lambda optimizer: ReduceLROnPlateau(optimizer, patience=1, threshold=0.5),
}


class Run:
    """A model in training, with all that decides how it goes on."""

    def __init__(self, kind: str, seed: int, *, is_compiled: bool, schedule: str = "CosineAnnealingLR") -> None:
        self.model = network(seed)
        self.optimizer = OPTIMIZERS[kind](self.model)
        self.schedule = SCHEDULES[schedule](self.optimizer)
        self.rng = np.random.default_rng(seed)
        self.step = compiled(self._step) if is_compiled else self._step

    def _step(
        self, x: Tensor[float64, tuple[Batch, Inputs]], y: Tensor[float64, tuple[Batch, Outputs]]
    ) -> Tensor[float64, tuple[()]]:
        self.optimizer.zero_grad()
        loss = mse(self.model(x), y)
        backprop(loss)
        self.optimizer.step()
        return loss

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            loss = 0.0
            for _ in range(3):
                x, y = self.rng.normal(size=(5, 3)), self.rng.normal(size=(5, 2))
                inputs = as_tensor(x, float64, (Batch(5), Inputs(3)))
                loss += self.step(inputs, as_tensor(y, float64, (Batch(5), Outputs(2)))).item()
            if isinstance(self.schedule, ReduceLROnPlateau):
                self.schedule.step(loss)
            else:
                self.schedule.step()

    def save(self, path: Path, epoch: int = 4) -> None:
        save_checkpoint(
            path,
            self.model,
            optimizer=self.optimizer,
            schedule=self.schedule,
            generators={"data": self.rng},
            epoch=epoch,
        )

    def load(self, path: Path) -> int:
        return load_checkpoint(
            path, self.model, optimizer=self.optimizer, schedule=self.schedule, generators={"data": self.rng}
        )
