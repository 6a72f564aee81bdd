"""Callbacks say which trainer they serve: one for another network, or with other hooks, is rejected where it is given."""

from __future__ import annotations

from typing import Any, NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Tensor, float32
from typedgrad.nn import Layer, Linear, mse
from typedgrad.optim import SGD
from typedgrad.train import Callback, EarlyStopping, Epoch, Evaluation, History, Stop, Trainer

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)

X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Y: TypeAlias = Tensor[float32, tuple[Batch, Classes]]
Z: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Network: TypeAlias = Layer[tuple[Pixels], tuple[Classes], float32]
Misfit: TypeAlias = Layer[tuple[Pixels], tuple[Hidden], float32]


class ImageTrainer(Trainer[Network, X, Y, Y]):
    def forward(self, x: X, /) -> Y:
        return self.network(x)

    def loss(self, output: Y, target: Y, /) -> Tensor[float32, tuple[()]]:
        return mse(output, target)

    def score(self, output: Y, target: Y, /) -> float:
        return 0.0


class HiddenTrainer(Trainer[Misfit, X, Z, Z]):
    def forward(self, x: X, /) -> Z:
        return self.network(x)

    def loss(self, output: Z, target: Z, /) -> Tensor[float32, tuple[()]]:
        return mse(output, target)

    def score(self, output: Z, target: Z, /) -> float:
        return 0.0


class OfImages(Callback[ImageTrainer]):
    def on_batch_end(self, trainer: ImageTrainer, batch: int, loss: float, /) -> None:
        assert_type(trainer.network, Network)


class OfHidden(Callback[HiddenTrainer]):
    def on_epoch_end(self, trainer: HiddenTrainer, epoch: Epoch, /) -> Stop | None:
        return Stop("enough")


class OfNetwork(Callback[Trainer[Network, X, Y, Y]]):
    pass


class OfMisfit(Callback[Trainer[Misfit, X, Z, Z]]):
    pass


class OfAny(Callback[Trainer[Any, Any, Any, Any]]):
    pass


class Structural:
    def on_fit_start(self, trainer: ImageTrainer, history: History, /) -> None: ...
    def on_batch_end(self, trainer: ImageTrainer, batch: int, loss: float, /) -> None: ...
    def on_epoch_end(self, trainer: ImageTrainer, epoch: Epoch, /) -> None: ...
    def on_fit_end(self, trainer: ImageTrainer, history: History, /) -> None: ...


class WrongNetwork:
    def on_fit_start(self, trainer: HiddenTrainer, history: History, /) -> None: ...
    def on_batch_end(self, trainer: HiddenTrainer, batch: int, loss: float, /) -> None: ...
    def on_epoch_end(self, trainer: HiddenTrainer, epoch: Epoch, /) -> None: ...
    def on_fit_end(self, trainer: HiddenTrainer, history: History, /) -> None: ...


class ReturnsTrue:
    def on_fit_start(self, trainer: ImageTrainer, history: History, /) -> None: ...
    def on_batch_end(self, trainer: ImageTrainer, batch: int, loss: float, /) -> None: ...
    def on_fit_end(self, trainer: ImageTrainer, history: History, /) -> None: ...

    def on_epoch_end(self, trainer: ImageTrainer, epoch: Epoch, /) -> bool:
        return True


class Unfinished:
    def on_epoch_end(self, trainer: ImageTrainer, epoch: Epoch, /) -> None: ...


def make_trainer() -> ImageTrainer:
    network = Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))
    return ImageTrainer(network, SGD(network.parameters(), lr=0.1))


def make_own() -> OfImages:
    return OfImages()


def make_other() -> OfHidden:
    return OfHidden()


def whom_they_serve(trainer: ImageTrainer, x: X, y: Y, own: OfImages, other: OfHidden) -> None:
    assert_type(trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[own]), History)
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[other])  # E: mypy[list-item] pyright[reportArgumentType] "OfHidden" static-only: it asks nothing of its trainer
    assert_type(trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[OfNetwork(), OfAny()]), History)
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[OfMisfit(), OfAny()])  # E: mypy[list-item] pyright[reportArgumentType] "OfMisfit" static-only: as above


def structural(trainer: ImageTrainer, x: X, y: Y) -> None:
    assert_type(trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[Structural(), EarlyStopping()]), History)
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[WrongNetwork()])  # E: mypy[list-item] pyright[reportArgumentType] "WrongNetwork" static-only: as above
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[Unfinished()])  # E: mypy[list-item] pyright[reportArgumentType] raises[TypeError] "Unfinished"


def objects(trainer: ImageTrainer, x: X, y: Y) -> None:
    assert_type(trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=(EarlyStopping(),)), History)
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=(EarlyStopping,))  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "EarlyStopping"
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=EarlyStopping())  # E: mypy[arg-type] pyright[reportArgumentType] "EarlyStopping"


def monitors() -> None:
    assert_type(EarlyStopping(monitor=lambda epoch: epoch.test.score, mode="max"), EarlyStopping)
    EarlyStopping(monitor="val_loss")  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "monitor"
    EarlyStopping(monitor=_evaluation)  # E: mypy[arg-type] pyright[reportArgumentType] "Evaluation" static-only: not called yet
    EarlyStopping(mode="maximum")  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "maximum"
    EarlyStopping(patience=1.5)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def _evaluation(epoch: Epoch) -> Evaluation:
    return epoch.test


def stops(trainer: ImageTrainer, x: X, y: Y) -> None:
    assert_type(Stop("enough").reason, str)
    Stop()  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "reason"
    assert_type(trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[OfAny()]).stopped, str | None)
    trainer.fit([(x, y)], [(x, y)], epochs=1, callbacks=[ReturnsTrue()])  # E: mypy[list-item] pyright[reportArgumentType] raises[TypeError] "ReturnsTrue"
