"""Layers compose only where the features that come out are those that go in, and take only tensors that have them."""

from __future__ import annotations

from typing import Any, Literal, NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Float, Parameter, Tensor, float32, float64, int64
from typedgrad.nn import Activation, Layer, Linear, Module, ReLU, Sigmoid, Tanh, glorot_uniform
from typedgrad.shapes import F, S

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Encoder: TypeAlias = Linear[Pixels, Hidden, float32]
Decoder: TypeAlias = Linear[Hidden, Classes, float32]


def make_encoder() -> Encoder:
    return Linear(Pixels(64), Hidden(40), rng=np.random.default_rng(0))


def make_decoder() -> Decoder:
    return Linear(Hidden(40), Classes(10), rng=np.random.default_rng(0))


def make_double() -> Linear[Hidden, Classes, float64]:
    return Linear(Hidden(40), Classes(10), float64, rng=np.random.default_rng(0))


def the_order(encoder: Encoder, decoder: Decoder) -> None:
    assert_type(encoder >> decoder, Layer[tuple[Pixels], tuple[Classes], float32])
    decoder >> encoder  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"
    encoder >> encoder  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"


def activations_between(encoder: Encoder, decoder: Decoder) -> None:
    assert_type(encoder >> Sigmoid() >> decoder, Layer[tuple[Pixels], tuple[Classes], float32])
    decoder >> Sigmoid() >> encoder  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"
    assert_type(encoder >> Tanh() >> decoder >> ReLU(), Layer[tuple[Pixels], tuple[Classes], float32])
    encoder >> Tanh() >> encoder >> ReLU()  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def another_dtype(encoder: Encoder, decoder: Decoder, double: Linear[Hidden, Classes, float64]) -> None:
    assert_type(encoder >> decoder, Layer[tuple[Pixels], tuple[Classes], float32])
    encoder >> double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"


def sizes(rng: np.random.Generator) -> None:
    assert_type(
        Linear(64, 40, rng=rng) >> Linear(40, 10, rng=rng), Layer[tuple[Literal[64]], tuple[Literal[10]], float32]
    )
    Linear(64, 40, rng=rng) >> Linear(41, 10, rng=rng)  # E: mypy[arg-type] pyright[reportOperatorIssue] "Literal[41]"
    Linear(64, 40, rng=rng) >> Sigmoid() >> Linear(20, 10, rng=rng)  # E: mypy[arg-type] pyright[reportOperatorIssue] "Literal[20]"
    Linear(64, 40, rng=rng) >> Linear(Hidden(40), 10, rng=rng)  # E: mypy[arg-type] pyright[reportOperatorIssue] "Hidden" static-only: a name is its size


def sizes_of_tensors(rng: np.random.Generator, x: Tensor[float32, tuple[Batch, Literal[64]]]) -> None:
    assert_type(Linear(64, 10, rng=rng)(x), Tensor[float32, tuple[Batch, Literal[10]]])
    Linear(65, 10, rng=rng)(x)  # E: mypy[arg-type] pyright[reportArgumentType] "Literal[65]"
    assert_type(Linear(64, Classes(10), rng=rng)(x), Tensor[float32, tuple[Batch, Classes]])


def what_is_no_layer(encoder: Encoder, decoder: Decoder) -> None:
    assert_type(encoder >> Sigmoid(), Layer[tuple[Pixels], tuple[Hidden], float32])
    encoder >> Sigmoid  # E: mypy[operator] pyright[reportOperatorIssue] "Sigmoid"
    encoder >> np.tanh  # E: mypy[operator] pyright[reportOperatorIssue] "tanh"
    assert_type(encoder >> decoder, Layer[tuple[Pixels], tuple[Classes], float32])
    encoder >> None  # E: mypy[operator] pyright[reportOperatorIssue] "None"
    Sigmoid() >> decoder  # E: mypy[operator] pyright[reportOperatorIssue] raises[TypeError] "Sigmoid"


def calls(encoder: Encoder, x: X, h: H) -> None:
    assert_type(encoder(x), H)
    encoder(h)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
    encoder(x.T)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Pixels, Batch]"
    encoder(x.astype(float64))  # E: mypy[arg-type] pyright[reportArgumentType] "float64"
    encoder(x.argmax(0))  # E: mypy[arg-type] pyright[reportArgumentType] "int64"
    encoder(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def leading_axes(
    encoder: Encoder,
    sample: Tensor[float32, tuple[Pixels]],
    sequence: Tensor[float32, tuple[Batch, Time, Pixels]],
    other: Tensor[float32, tuple[Batch, Pixels, Time]],
) -> None:
    assert_type(encoder(sample), Tensor[float32, tuple[Hidden]])
    assert_type(encoder(sequence), Tensor[float32, tuple[Batch, Time, Hidden]])
    encoder(other)  # E: mypy[arg-type] pyright[reportArgumentType] "Time"
    encoder(sample.sum())  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[()]"


def networks(encoder: Encoder, decoder: Decoder, x: X, h: H) -> None:
    network = encoder >> Sigmoid() >> decoder
    assert_type(network(x), Tensor[float32, tuple[Batch, Classes]])
    network(h)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
    assert_type(network(x).argmax(-1), Tensor[int64, tuple[Batch]])


def annotated_networks(encoder: Encoder, decoder: Decoder, x: X) -> None:
    assert_type(_classified(encoder >> decoder, x), Tensor[float32, tuple[Batch, Classes]])
    _classified(encoder, x)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden" static-only: a function of your own checks no layers


def _classified(network: Layer[tuple[Pixels], tuple[Classes], float32], x: X) -> Tensor[float32, tuple[Batch, Classes]]:
    return network(x)


def constructors(rng: np.random.Generator) -> None:
    assert_type(Linear(Pixels(64), Hidden(40), rng=rng), Linear[Pixels, Hidden, float32])
    Linear(Pixels(64), Hidden(40))  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "Hidden"
    assert_type(Linear(Pixels(64), Hidden(40), float64, rng=rng), Linear[Pixels, Hidden, float64])
    Linear(Pixels(64), Hidden(40), int64, rng=rng)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "int64"
    assert_type(Linear(64, 40, rng=rng, bias=False), Linear[Literal[64], Literal[40], float32])
    Linear(64, 40.0, rng=rng)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"
    Linear("64", 40, rng=rng)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    Linear(64, 40, rng=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    Linear(64, rng=rng)  # E: mypy[call-overload] pyright[reportCallIssue] raises[TypeError] "Generator"


def parameters_of_a_layer(encoder: Encoder, x: X, h: H) -> None:
    assert_type(encoder.weight, Parameter[float32, tuple[Pixels, Hidden]])
    assert_type(encoder.bias, Parameter[float32, tuple[Hidden]] | None)
    assert_type(x @ encoder.weight, H)
    h @ encoder.weight  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"
    encoder.weight.assign(encoder.weight * 0.5)
    encoder.weight.assign(encoder.weight.T)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Hidden, Pixels]"


def activations_keep_the_type(x: X, count: Tensor[int64, tuple[Batch]]) -> None:
    assert_type(Sigmoid()(x), X)
    Sigmoid()(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(ReLU()(Tanh()(x)), X)
    ReLU()(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    Tanh()(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def initial_weights(rng: np.random.Generator, x: X) -> None:
    assert_type(glorot_uniform((Pixels(64), Hidden(40)), float32, rng=rng), Tensor[float32, tuple[Pixels, Hidden]])
    assert_type(glorot_uniform((64, Hidden(40)), float32, rng=rng), Tensor[float32, tuple[Literal[64], Hidden]])
    glorot_uniform((Pixels(64), Hidden(40)), int64, rng=rng)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    glorot_uniform((Pixels(64),), float32, rng=rng)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Pixels]"
    glorot_uniform((Pixels(64), Hidden(40)), float32)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "rng"


class Doubled(Activation):
    """An activation of one's own."""

    def __call__(self, x: Tensor[F, S], /) -> Tensor[F, S]:
        return x + x


class Block(Module):
    """A module of one's own: its fields and its call are typed."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.up = Linear(Pixels(64), Hidden(40), rng=rng)
        self.down = Linear(Hidden(40), Pixels(64), rng=rng)

    def __call__(self, x: X) -> X:
        return x + self.down(self.up(x).tanh())


def make_block() -> Block:
    return Block(np.random.default_rng(0))


def modules_of_ones_own(block: Block, x: X, h: H) -> None:
    assert_type(block(x), X)
    block(h)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"
    assert_type(block.down(block.up(x)), X)
    block.up(block.down(h) + h)  # E: mypy[operator] pyright[reportOperatorIssue, reportUnknownArgumentType] "Hidden"
    assert_type(block.eval().train(), Block)
    block.train()(h)  # E: mypy[arg-type] pyright[reportArgumentType] "Hidden"


def what_a_module_has(block: Block) -> None:
    assert_type(block.training, bool)
    assert_type(block.modules(), list[Module])
    assert_type(block.parameters(), list[Parameter[Float, Any]])
    assert_type(dict(block.named_parameters()), dict[str, Parameter[Float, Any]])
