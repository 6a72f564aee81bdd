"""A trainer holds its network, its loss and its batches together: what does not fit is rejected where it is given.

Guaranteed: the network has the type that the trainer names, the batches are pairs of its input and its target, and the
loss takes the network's output and the target.
"""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Tensor, float32, float64, int64
from typedgrad.nn import Layer, Linear, cross_entropy, mse
from typedgrad.optim import SGD, ReduceLROnPlateau, Schedule, StepLR
from typedgrad.train import Epoch, Evaluation, History, Trainer

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)

Images: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Labels: TypeAlias = Tensor[float32, tuple[Batch, Classes]]
Hiddens: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Network: TypeAlias = Layer[tuple[Pixels], tuple[Classes], float32]
Misfit: TypeAlias = Layer[tuple[Pixels], tuple[Hidden], float32]


class ImageTrainer(Trainer[Network, Images, Labels, Labels]):
    def forward(self, images: Images, /) -> Labels:
        return self.network(images)

    def loss(self, logits: Labels, labels: Labels, /) -> Tensor[float32, tuple[()]]:
        return cross_entropy(logits, labels)

    def score(self, logits: Labels, labels: Labels, /) -> float:
        return 0.0


class IndexTrainer(Trainer[Network, Images, Tensor[int64, tuple[Batch]], Labels]):
    def forward(self, images: Images, /) -> Labels:
        return self.network(images)

    def loss(self, logits: Labels, indices: Tensor[int64, tuple[Batch]], /) -> Tensor[float32, tuple[()]]:
        return cross_entropy(logits, indices)

    def score(self, logits: Labels, indices: Tensor[int64, tuple[Batch]], /) -> float:
        return 0.0


def make_optimizer() -> SGD:
    return SGD(make_network().parameters(), lr=0.1)


def make_trainer() -> ImageTrainer:
    network = make_network()
    return ImageTrainer(network, SGD(network.parameters(), lr=0.1))


def make_indices() -> IndexTrainer:
    network = make_network()
    return IndexTrainer(network, SGD(network.parameters(), lr=0.1))


def make_epoch() -> Epoch:
    return Epoch(1, Evaluation(0.5, 0.5), Evaluation(0.5, 0.5, {"f1": 0.5}), 0.1)


def make_network() -> Network:
    return Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))


def make_misfit() -> Misfit:
    return Linear(Pixels(64), Hidden(20), rng=np.random.default_rng(0))


def network_of_the_trainer(network: Network, misfit: Misfit, optimizer: SGD) -> None:
    assert_type(ImageTrainer(network, optimizer).network, Network)
    ImageTrainer(misfit, optimizer)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden" static-only: no batch yet


def schedule_of_the_trainer(network: Network, optimizer: SGD) -> None:
    assert_type(ImageTrainer(network, optimizer, schedule=StepLR(optimizer, 10)).schedule, Schedule | ReduceLROnPlateau | None)
    ImageTrainer(network, optimizer, schedule=0.1)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "schedule"
    ImageTrainer(network, optimizer, schedule=optimizer)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "SGD"
    assert_type(ImageTrainer(network, optimizer, schedule=ReduceLROnPlateau(optimizer), monitor=lambda epoch: epoch.test.loss), ImageTrainer)
    ImageTrainer(network, optimizer, monitor=_evaluation)  # E: mypy[arg-type] pyright[reportArgumentType] "Evaluation" static-only: no epoch yet


def _evaluation(epoch: Epoch) -> Evaluation:
    return epoch.test


def clipping_of_the_trainer(network: Network, optimizer: SGD) -> None:
    assert_type(ImageTrainer(network, optimizer, clip_norm=1.0), ImageTrainer)
    ImageTrainer(network, optimizer, clip_norm="1")  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(ImageTrainer(network, optimizer, clip_value=0.5), ImageTrainer)
    ImageTrainer(network, optimizer, clip_value=[0.5])  # E: mypy[arg-type] pyright[reportArgumentType] "list"


def metrics_of_an_epoch(epoch: Epoch) -> None:
    assert_type(epoch.test.metrics["f1"], float)
    epoch.test.metrics["f1"] = 1.0  # E: mypy[index] pyright[reportIndexIssue] "Mapping" static-only: a dict at run time


def input_of_the_batches(trainer: ImageTrainer, x: Images, y: Labels, z: Hiddens) -> None:
    assert_type(trainer.fit([(x, y)], [(x, y)], epochs=1), History)
    trainer.fit([(z, y)], [(x, y)], epochs=1)  # E: mypy[list-item] pyright[reportArgumentType] "Hidden"


def target_of_the_batches(trainer: ImageTrainer, x: Images, y: Labels, z: Hiddens) -> None:
    assert_type(trainer.evaluate([(x, y)]), Evaluation)
    trainer.evaluate([(x, z)])  # E: mypy[list-item] pyright[reportArgumentType] "Hidden"


def dtype_of_the_batches(trainer: ImageTrainer, x: Images, y: Labels, v: Tensor[float64, tuple[Batch, Pixels]]) -> None:
    assert_type(trainer.evaluate([(x, y)]), Evaluation)
    trainer.evaluate([(v, y)])  # E: mypy[list-item] pyright[reportArgumentType] "float64"


def loss_of_the_output(trainer: ImageTrainer, x: Images, y: Labels, z: Hiddens) -> None:
    assert_type(mse(trainer.forward(x), y), Tensor[float32, tuple[()]])
    mse(trainer.forward(x), z)  # E: mypy[misc] pyright[reportArgumentType] "mse"
    assert_type(cross_entropy(trainer.forward(x), y.argmax(-1)), Tensor[float32, tuple[()]])
    cross_entropy(trainer.forward(x), y.argmax(0))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "cross_entropy"


def _evaluated(trainer: Trainer[Network, Images, Labels, Labels], x: Images, y: Labels) -> Evaluation:
    return trainer.evaluate([(x, y)])


def trainer_of_another_loss(trainer: ImageTrainer, indices: IndexTrainer, x: Images, y: Labels) -> None:
    assert_type(_evaluated(trainer, x, y), Evaluation)
    _evaluated(indices, x, y)  # E: mypy[arg-type] pyright[reportArgumentType] "IndexTrainer" static-only: its loss takes probabilities too
    assert_type(indices.evaluate([(x, y.argmax(-1))]), Evaluation)
    indices.evaluate([(x, y.argmax(0))])  # E: mypy[list-item] pyright[reportArgumentType] "tuple[Classes]"


def target_of_the_loss(trainer: ImageTrainer, x: Images, y: Labels, z: Hiddens) -> None:
    assert_type(trainer.loss(trainer.forward(x), y), Tensor[float32, tuple[()]])
    trainer.loss(trainer.forward(x), z)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
