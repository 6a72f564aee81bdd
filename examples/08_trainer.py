"""A whole training: data, batches, network, schedule, trainer, early stopping, checkpoints, and what came of it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NewType, TypeAlias, TypeVar

import numpy as np

from typedgrad import Tensor, as_tensor, float64, int64, no_grad
from typedgrad.nn import Layer, Linear, Tanh, cross_entropy
from typedgrad.optim import Adam, CosineAnnealingLR, LinearWarmup
from typedgrad.train import DataLoader, EarlyStopping, Epoch, Trainer, accuracy, confusion_matrix, f1_score

Train = NewType("Train", int)
Test = NewType("Test", int)
Batch = NewType("Batch", int)
Plane = NewType("Plane", int)
Hidden = NewType("Hidden", int)
Arms = NewType("Arms", int)
N = TypeVar("N", bound=int)
plane, hidden, arms = Plane(2), Hidden(32), Arms(3)

Positions: TypeAlias = Tensor[float64, tuple[Batch, Plane]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Logits: TypeAlias = Tensor[float64, tuple[Batch, Arms]]


def spiral(rng: np.random.Generator, n: N) -> tuple[Tensor[float64, tuple[N, Plane]], Tensor[int64, tuple[N]]]:
    """Points on three arms of a spiral, and on which arm each is."""
    labels, radii = rng.integers(0, arms, n), rng.random(n)
    angles = 4.0 * radii + labels * (2.0 * np.pi / arms) + 0.2 * rng.standard_normal(n)
    positions = np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)
    return as_tensor(positions, float64, (n, plane)), as_tensor(labels, int64, (n,))


class SpiralTrainer(Trainer[Layer[tuple[Plane], tuple[Arms], float64], Positions, Labels, Logits]):
    """Names the four types that have to fit each other, and says what is computed of them."""

    def forward(self, positions: Positions, /) -> Logits:
        """The logits of a batch."""
        return self.network(positions)

    def loss(self, logits: Logits, labels: Labels, /) -> Tensor[float64, tuple[()]]:
        """The mean cross-entropy, which training makes smaller."""
        return cross_entropy(logits, labels)

    def score(self, logits: Logits, labels: Labels, /) -> float:
        """The fraction that is predicted right."""
        return accuracy(labels, logits.argmax(-1))

    def metrics(self, logits: Logits, labels: Labels, /) -> dict[str, float]:
        """What else to keep a record of."""
        return {"F1": f1_score(labels, logits.argmax(-1))}


def show(epoch: Epoch) -> None:
    """Print every tenth epoch."""
    if epoch.number % 10 == 0:
        test = epoch.test
        print(f"epoch {epoch.number}: loss {test.loss:.2f}, accuracy {test.score:.2f}, F1 {test.metrics['F1']:.2f}")


# One generator draws the data, the weights and the order of the points, so a run can be repeated.
rng = np.random.default_rng(0)
positions, labels = spiral(rng, Train(600))
test_positions, test_labels = spiral(rng, Test(300))
train = DataLoader(positions, labels, Batch(50), rng=rng)  # shuffled anew each epoch
test = DataLoader(test_positions, test_labels, Batch(100))

# DataLoader(positions, test_labels, Batch(50))
#     mypy says: Cannot infer value of type parameter "N" of "DataLoader"
#     pyright says: Argument of type "Tensor[int64, tuple[Test]]" cannot be assigned to parameter "targets"
#     it raises: ShapeError: DataLoader: inputs (600, 2) and targets (300,) are not samples of one number

body = Linear(plane, hidden, float64, rng=rng) >> Tanh() >> Linear(hidden, hidden, float64, rng=rng) >> Tanh()
network = body >> Linear(hidden, arms, float64, rng=rng)  # Layer[tuple[Plane], tuple[Arms], float64]
optimizer = Adam(network.parameters(), lr=0.02)
schedule = LinearWarmup(optimizer, 5, after=CosineAnnealingLR(optimizer, t_max=95))
stopping = EarlyStopping(patience=10)  # when the test loss has not fallen for ten epochs; brings the best weights back

trainer = SpiralTrainer(network, optimizer, schedule=schedule)
# SpiralTrainer(body, optimizer)
#     mypy says: Argument 1 to "SpiralTrainer" has incompatible type "Layer[tuple[Plane], tuple[Hidden], float64]"
#     pyright says: Argument of type "Layer[tuple[Plane], tuple[Hidden], float64]" cannot be assigned to parameter

# Each epoch is saved. A run that ends early, as this one after 15 epochs, goes on from the file when it is started
# again, and comes to the same weights, to the last bit, as if it had not ended.
with TemporaryDirectory() as directory:
    path = Path(directory) / "spiral.safetensors"
    trainer.fit(train, test, epochs=15, callbacks=[stopping], checkpoint=path, on_epoch=show)
    history = trainer.fit(train, test, epochs=100, callbacks=[stopping], checkpoint=path, on_epoch=show)
print(f"{len(history.epochs)} epochs, the best was {stopping.best_epoch}")

with no_grad():
    predictions = network.eval()(test_positions).argmax(-1)  # Tensor[int64, tuple[Test]]
print(confusion_matrix(test_labels, predictions, arms))
