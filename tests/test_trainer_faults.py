"""Losses and gradients that are no numbers: where a run stops, what it says, and in which state it leaves things."""

from __future__ import annotations

import warnings
from traceback import extract_tb
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from typedgrad import Parameter, Tensor, as_tensor, float32
from typedgrad.autodiff import backprop
from typedgrad.nn import Module
from typedgrad.optim import SGD
from typedgrad.random import normal
from typedgrad.train import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable

Vector: TypeAlias = Tensor[float32, tuple[int]]
Scalar: TypeAlias = Tensor[float32, tuple[()]]


class Scale(Module):
    """`weight * x`."""

    def __init__(self, weight: float = 1.0) -> None:
        self.weight = Parameter(as_tensor([weight], float32, (1,)))

    def __call__(self, x: Vector, /) -> Vector:
        return self.weight * x


class Noisy(Scale):
    """`weight * x + noise`, in training."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.rng = np.random.default_rng(seed)

    def __call__(self, x: Vector, /) -> Vector:
        return self.weight * x + normal(self.rng, (1,))


class ScaleTrainer(Trainer[Scale, Vector, Vector, Vector]):
    """Minimises a function of the output."""

    def __init__(
        self, network: Scale, function: Callable[[Vector], Vector], lr: float = 0.1, clip_norm: float | None = None
    ) -> None:
        super().__init__(network, SGD(network.parameters(), lr=lr), clip_norm=clip_norm)
        self.function = function

    def forward(self, x: Vector, /) -> Vector:
        return self.network(x)

    def loss(self, output: Vector, target: Vector, /) -> Scalar:
        return (self.function(output) + target).sum()

    def score(self, output: Vector, target: Vector, /) -> float:
        return 0.0


def pair(x: float, target: float = 0.0) -> tuple[Vector, Vector]:
    return as_tensor([x], float32, (1,)), as_tensor([target], float32, (1,))


def log(x: Vector) -> Vector:
    return x.log()


def sqrt(x: Vector) -> Vector:
    return x.sqrt()


def exp(x: Vector) -> Vector:
    return x.exp()


def identity(x: Vector) -> Vector:
    return x


def stopped(trainer: ScaleTrainer, *train: tuple[Vector, Vector], test: float = 1.0) -> str:
    """What the error says."""
    with pytest.raises(FloatingPointError) as error:
        trainer.fit(train, [pair(test)], epochs=1)
    return str(error.value)


# --------------------------------------------------------------------------------------------------- what is named
def test_a_loss_of_nan_names_the_operation_that_made_it() -> None:
    message = stopped(ScaleTrainer(Scale(), log), pair(1.0), pair(-1.0))
    assert message.startswith("fit, epoch 1: the loss of batch 2 is nan; it began with log: NaN in 1 of 1 elements")


def test_an_infinite_loss_names_the_operation_that_made_it() -> None:
    message = stopped(ScaleTrainer(Scale(), exp), pair(1000.0))
    assert message.startswith("fit, epoch 1: the loss of batch 1 is inf; it began with exp: infinity in 1 of 1")


def test_a_gradient_of_nan_names_the_operation_that_made_it() -> None:
    message = stopped(ScaleTrainer(Scale(0.0), lambda x: (x * x).sqrt()), pair(1.0))
    assert message.startswith("fit, epoch 1: a gradient of batch 1 is nan; it began with gradient of ")


def test_an_infinite_gradient_names_the_operation_that_made_it() -> None:
    message = stopped(ScaleTrainer(Scale(0.0), sqrt), pair(1.0))
    start = "fit, epoch 1: a gradient of batch 1 is inf; it began with gradient of sqrt by input 0: infinity"
    assert message.startswith(start)


def test_a_gradient_that_is_no_number_is_named_before_it_is_clipped() -> None:
    message = stopped(ScaleTrainer(Scale(0.0), sqrt, clip_norm=1.0), pair(1.0))
    assert message.startswith("fit, epoch 1: a gradient of batch 1 is inf; it began with gradient of sqrt by input 0")


def test_nan_in_the_data_is_named_as_such() -> None:
    message = stopped(ScaleTrainer(Scale(), identity), pair(float("nan")))
    assert "it began with multiply: NaN in 1 of 1 elements of input 1" in message
    assert "no operation in the block has made it" in message


def test_infinity_in_the_data_is_named_as_such() -> None:
    message = stopped(ScaleTrainer(Scale(), identity), pair(1.0, float("inf")))
    assert message.endswith("is inf; no operation made it of finite numbers: it is in the batch, or in the parameters")


def test_nan_in_a_parameter_is_named_as_such() -> None:
    message = stopped(ScaleTrainer(Scale(float("nan")), identity), pair(1.0))
    assert "multiply: NaN in 1 of 1 elements of input 0, a parameter" in message


def test_a_test_loss_of_nan_names_the_operation_that_made_it() -> None:
    message = stopped(ScaleTrainer(Scale(), log), pair(1.0), test=-1.0)
    assert message.startswith("evaluate: the loss of batch 1 is nan; it began with log: NaN")


def test_the_error_of_the_operation_is_the_cause() -> None:
    with pytest.raises(FloatingPointError) as error:
        ScaleTrainer(Scale(), log).fit([pair(-1.0)], [pair(1.0)], epochs=1)
    assert isinstance(error.value.__cause__, FloatingPointError)
    files = {frame.filename for frame in extract_tb(error.value.__cause__.__traceback__)}
    assert __file__ in files  # the line of the operation is told


def test_a_try_that_makes_none_is_told() -> None:
    values = iter([float("nan"), 1.0])
    trainer = ScaleTrainer(Scale(), lambda x: x * next(values))
    assert stopped(trainer, pair(1.0)).endswith("another try of the batch made no NaN; a lower learning rate may help")


def test_a_try_of_an_evaluation_that_makes_none_is_told() -> None:
    values = iter([1.0, float("nan"), 1.0])
    message = stopped(ScaleTrainer(Scale(), lambda x: x * next(values)), pair(1.0))
    assert message.startswith("evaluate: the loss of batch 1 is nan; another try of the batch made no NaN")


def test_a_second_try_that_fails_does_not_hide_the_first() -> None:
    values = iter([float("nan")])
    message = stopped(ScaleTrainer(Scale(), lambda x: x * next(values)), pair(1.0))
    assert message.startswith("fit, epoch 1: the loss of batch 1 is nan; another try of the batch, to find out where")
    assert message.endswith("came to StopIteration()")


# -------------------------------------------------------------------------------------------- the batch once more
SEED = next(seed for seed in range(100) if normal(np.random.default_rng(seed), (1,)).numpy()[0] < -0.5)


def test_the_second_try_draws_the_same_numbers() -> None:
    noise = normal(np.random.default_rng(SEED), (1,)).numpy()[0]
    trainer = ScaleTrainer(Noisy(SEED), log)
    assert f"input 0, float32 (1,), is {noise:.6g} there" in stopped(trainer, pair(0.0))


def test_the_second_try_of_an_evaluation_draws_the_same_numbers() -> None:
    network, expected = Noisy(SEED), np.random.default_rng(SEED)
    noise = normal(expected, (1,)).numpy()[0]
    with pytest.raises(FloatingPointError, match=rf"input 0, float32 \(1,\), is {noise:.6g} there"):
        ScaleTrainer(network, log).evaluate([pair(0.0)])
    assert network.rng.bit_generator.state == expected.bit_generator.state


def test_the_generator_is_left_as_one_try_leaves_it() -> None:
    network, expected = Noisy(SEED), np.random.default_rng(SEED)
    stopped(ScaleTrainer(network, log), pair(0.0))
    normal(expected, (1,))
    assert network.rng.bit_generator.state == expected.bit_generator.state


# ------------------------------------------------------------------------------------------ what is left as it was
def test_a_gradient_that_is_no_number_does_not_reach_the_weights() -> None:
    network = Scale(0.0)
    stopped(ScaleTrainer(network, sqrt), pair(1.0))
    assert network.weight.numpy().tolist() == [0.0]


def test_a_gradient_that_another_optimizer_has_moved_does_not_reach_the_weights() -> None:
    network = Scale(0.0)
    trainer = ScaleTrainer(network, sqrt)
    SGD(network.parameters(), lr=0.1)  # keeps values and gradients in memory of its own from now on
    stopped(trainer, pair(1.0))
    assert network.weight.numpy().tolist() == [0.0]


def test_the_weights_are_those_that_led_to_it() -> None:
    network, twin = Scale(1.0), Scale(1.0)
    ScaleTrainer(twin, log).fit([pair(1.0)], [pair(1.0)], epochs=1)
    stopped(ScaleTrainer(network, log), pair(1.0), pair(-1.0))
    assert network.weight.numpy().tolist() == twin.weight.numpy().tolist()


def test_an_evaluation_leaves_the_gradients() -> None:
    trainer = ScaleTrainer(Scale(), log)
    backprop(trainer.loss(trainer.forward(pair(1.0)[0]), pair(1.0)[1]))
    with pytest.raises(FloatingPointError):
        trainer.evaluate([pair(-1.0)])
    gradient = trainer.network.weight.grad
    assert gradient is not None
    assert gradient.numpy().tolist() == [1.0]


def test_a_gradient_whose_square_overflows_is_a_number() -> None:
    trainer = ScaleTrainer(Scale(0.0), identity, lr=1e-30)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        history = trainer.fit([pair(1e30)], [pair(1.0)], epochs=1)
    assert history.last.train.loss == 0.0


def test_a_parameter_without_a_gradient_is_not_looked_at() -> None:
    class Unused(Scale):
        def __init__(self) -> None:
            super().__init__()
            self.other = Parameter(as_tensor([1.0], float32, (1,)))

    network = Unused()
    trainer = ScaleTrainer(network, identity)
    for flat in trainer.optimizer._flats:
        flat.gradients.fill(np.nan)  # the memory of what no backprop has filled
    assert trainer.fit([pair(1.0)], [pair(1.0)], epochs=1).epochs


def test_an_infinite_gradient_is_found_behind_a_parameter_without_one() -> None:
    class Second(Scale):
        def __init__(self) -> None:
            self.first = Parameter(as_tensor([1.0], float32, (1,)))
            super().__init__(0.0)

    message = stopped(ScaleTrainer(Second(), sqrt), pair(1.0))
    assert message.startswith("fit, epoch 1: a gradient of batch 1 is inf")
