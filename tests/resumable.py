"""A run that has everything that a checkpoint must hold, for the tests of resuming; as a program it is to be killed.

python resumable.py CHECKPOINT RESULT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NewType, TypeAlias

import numpy as np

from typedgrad import Tensor, as_tensor, float32
from typedgrad.nn import Linear, Module, Tanh, mse
from typedgrad.optim import Adam, StepLR
from typedgrad.random import bernoulli
from typedgrad.train import DataLoader, EarlyStopping, Trainer
from typedgrad.train.generators import generators_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typedgrad.train import History

Samples = NewType("Samples", int)
Batch = NewType("Batch", int)
Features = NewType("Features", int)
Hidden = NewType("Hidden", int)
Outputs = NewType("Outputs", int)

X: TypeAlias = Tensor[float32, tuple[Batch, Features]]
Y: TypeAlias = Tensor[float32, tuple[Batch, Outputs]]
EPOCHS = 6


class Network(Module):
    """Two layers with dropout between them."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.first = Linear(Features(3), Hidden(8), rng=rng) >> Tanh()
        self.second = Linear(Hidden(8), Outputs(1), rng=rng)
        self.dropout = np.random.default_rng(7)

    def __call__(self, x: X, /) -> Y:
        hidden = self.first(x)
        if self.training:
            hidden = hidden * bernoulli(self.dropout, 0.8, hidden.shape).astype(float32)
        return self.second(hidden)


class NoisyTrainer(Trainer[Network, X, Y, Y]):
    """Adds noise to the inputs, drawn by a generator of its own."""

    rng: np.random.Generator

    def forward(self, x: X, /) -> Y:
        if self.network.training:
            x = x + as_tensor(self.rng.normal(0.0, 0.1, x.shape), float32, x.shape)
        return self.network(x)

    def loss(self, output: Y, target: Y, /) -> Tensor[float32, tuple[()]]:
        return mse(output, target)

    def score(self, output: Y, target: Y, /) -> float:
        return -mse(output, target).item()

    def metrics(self, output: Y, target: Y, /) -> Mapping[str, float]:
        return {"largest error": abs(output - target).max().item()}


class Run:
    """All of a run, made anew, as a script does that is started once more."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        inputs = as_tensor(rng.normal(size=(40, 3)), float32, (Samples(40), Features(3)))
        targets = as_tensor(np.sin(inputs.numpy().sum(1, keepdims=True)), float32, (Samples(40), Outputs(1)))
        self.network = Network(rng)
        self.optimizer = Adam(self.network.parameters(), lr=0.05)
        self.trainer = NoisyTrainer(self.network, self.optimizer, schedule=StepLR(self.optimizer, 2), clip_norm=0.5)
        self.trainer.rng = np.random.default_rng(3)
        self.train = DataLoader(inputs, targets, Batch(8), rng=rng)
        self.test = DataLoader(inputs, targets, Batch(20))
        self.stopping = EarlyStopping(monitor=lambda epoch: abs(epoch.number - 3.0), patience=4)

    def values(self) -> list[bytes]:
        """The bits of the weights, and of what decides further steps."""
        generators = generators_of({"trainer": self.trainer, "train": self.train}).values()
        states = [str(generator.bit_generator.state).encode() for generator in generators]
        moments = [
            value.numpy().tobytes() if isinstance(value, Tensor) else str(value).encode()
            for value in self.optimizer.state_dict().values()
        ]
        return [*(parameter.numpy().tobytes() for parameter in self.network.parameters()), *moments, *states]


def without_seconds(history: History) -> object:
    """What two equal runs have in common."""
    return [(epoch.number, epoch.train, epoch.test) for epoch in history.epochs], history.stopped


def main(checkpoint: Path, result: Path) -> None:
    """Train, say so after each epoch, and write the weights."""
    run = Run()
    history = run.trainer.fit(
        run.train,
        run.test,
        epochs=EPOCHS,
        callbacks=[run.stopping],
        checkpoint=checkpoint,
        on_epoch=lambda epoch: print(epoch.number, flush=True),
    )
    result.write_bytes(b"".join(run.values()) + repr(without_seconds(history)).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
