"""A whole training: data, batches, network, trainer, and what came of it."""

from collections.abc import Iterator
from typing import NewType, TypeAlias

import numpy as np

from typedgrad import Tensor, as_tensor, float64, int64, no_grad, random
from typedgrad.nn import Layer, Linear, Tanh, cross_entropy
from typedgrad.optim import Adam
from typedgrad.train import Epoch, Trainer, accuracy, confusion_matrix

Points = NewType("Points", int)
Batch = NewType("Batch", int)
Plane = NewType("Plane", int)
Hidden = NewType("Hidden", int)
Arms = NewType("Arms", int)
plane, hidden, arms = Plane(2), Hidden(32), Arms(3)

Network: TypeAlias = Layer[tuple[Plane], tuple[Arms], float64]
AllPositions: TypeAlias = Tensor[float64, tuple[Points, Plane]]
AllLabels: TypeAlias = Tensor[int64, tuple[Points]]
Positions: TypeAlias = Tensor[float64, tuple[Batch, Plane]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Logits: TypeAlias = Tensor[float64, tuple[Batch, Arms]]


def spiral(rng: np.random.Generator, n: Points) -> tuple[AllPositions, AllLabels]:
    """Points on three arms of a spiral, and on which arm each is."""
    labels, radii = rng.integers(0, arms, n), rng.random(n)
    angles = 4.0 * radii + labels * (2.0 * np.pi / arms) + 0.15 * rng.standard_normal(n)
    positions = np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)
    return as_tensor(positions, float64, (n, plane)), as_tensor(labels, int64, (n,))


class Shuffled:
    """Points in batches of 50, in a new order each time."""

    def __init__(self, positions: AllPositions, labels: AllLabels, rng: np.random.Generator) -> None:
        self.positions, self.labels, self.rng = positions, labels, rng

    def __len__(self) -> int:
        """How many batches there are."""
        return self.labels.shape[0] // 50

    def __iter__(self) -> Iterator[tuple[Positions, Labels]]:
        """The batches of an epoch."""
        order = random.permutation(self.rng, self.labels.shape[0])
        for i in range(len(self)):
            chosen = order[50 * i : 50 * (i + 1)].reshape((Batch(50),))
            yield self.positions[chosen], self.labels[chosen]


class SpiralTrainer(Trainer[Network, Positions, Labels, Logits]):
    """Names the four types that have to fit each other, and says what is computed of them."""

    def forward(self, positions: Positions, /) -> Logits:
        """The logits of a batch."""
        return self.network(positions)

    def loss(self, logits: Logits, labels: Labels, /) -> Tensor[float64, tuple[()]]:
        """The mean cross-entropy."""
        return cross_entropy(logits, labels)

    def score(self, logits: Logits, labels: Labels, /) -> float:
        """The fraction that is predicted right."""
        return accuracy(labels, logits.argmax(-1))


def show(epoch: Epoch) -> None:
    """Print every tenth epoch."""
    if epoch.number % 10 == 0:
        print(f"epoch {epoch.number}: test loss {epoch.test.loss:.2f}, accuracy {epoch.test.score:.2f}")


rng = np.random.default_rng(0)
train, (positions, labels) = Shuffled(*spiral(rng, Points(600)), rng), spiral(rng, Points(200))
test = Shuffled(positions, labels, rng)
network = Linear(plane, hidden, float64, rng=rng) >> Tanh() >> Linear(hidden, hidden, float64, rng=rng) >> Tanh()
classifier = network >> Linear(hidden, arms, float64, rng=rng)
trainer = SpiralTrainer(classifier, Adam(classifier.parameters(), lr=0.01))
history = trainer.fit(train, test, epochs=30, on_epoch=show)

with no_grad():
    predictions = classifier.eval()(positions).argmax(-1)  # Tensor[int64, tuple[Points]]
print(confusion_matrix(labels, predictions, arms))
