"""The state of a model loads into models of its type only."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Parameter, float32, float64, zeros
from typedgrad.nn import Linear, Module, StateDict

Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)
Encoder: TypeAlias = Linear[Pixels, Hidden, float32]
Decoder: TypeAlias = Linear[Hidden, Classes, float32]


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


def make_encoder() -> Encoder:
    return Linear(Pixels(64), Hidden(40), rng=_rng())


def make_decoder() -> Decoder:
    return Linear(Hidden(40), Classes(10), rng=_rng())


def make_double() -> Linear[Pixels, Hidden, float64]:
    return Linear(Pixels(64), Hidden(40), float64, rng=_rng())


class Autoencoder(Module):
    """Two layers."""

    def __init__(self) -> None:
        self.up = Linear(Pixels(64), Hidden(40), rng=_rng())
        self.down = Linear(Hidden(40), Pixels(64), rng=_rng())


class Bias(Module):
    """One parameter."""

    def __init__(self) -> None:
        self.values = Parameter(zeros((Hidden(40),)))


def make_autoencoder() -> Autoencoder:
    return Autoencoder()


def make_bias() -> Bias:
    return Bias()


def sizes(encoder: Encoder, decoder: Decoder) -> None:
    assert_type(encoder.state_dict(), StateDict[Encoder])
    encoder.load_state_dict(encoder.state_dict())
    encoder.load_state_dict(decoder.state_dict())  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"


def dtypes(encoder: Encoder, double: Linear[Pixels, Hidden, float64]) -> None:
    encoder.load_state_dict(encoder.state_dict())
    encoder.load_state_dict(double.state_dict())  # E: mypy[arg-type] pyright[reportArgumentType] "float64"
    double.load_state_dict(double.state_dict())
    double.load_state_dict(encoder.state_dict())  # E: mypy[arg-type] pyright[reportArgumentType] "float32"


def modules(autoencoder: Autoencoder, bias: Bias, encoder: Encoder) -> None:
    autoencoder.load_state_dict(autoencoder.state_dict())
    autoencoder.load_state_dict(bias.state_dict())  # E: mypy[arg-type] pyright[reportArgumentType] raises[KeyError] "Bias"
    autoencoder.up.load_state_dict(encoder.state_dict())
    autoencoder.down.load_state_dict(encoder.state_dict())  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"


def networks(encoder: Encoder, decoder: Decoder) -> None:
    network = encoder >> decoder
    network.load_state_dict(network.state_dict())
    network.load_state_dict(encoder.state_dict())  # E: mypy[arg-type] pyright[reportArgumentType] raises[KeyError] "StateDict"


def what_is_no_state(encoder: Encoder) -> None:
    encoder.load_state_dict(encoder.state_dict())
    encoder.load_state_dict({"weight": encoder.weight})  # E: mypy[arg-type] pyright[reportArgumentType] raises[KeyError] "StateDict"
    encoder.load_state_dict(encoder.parameters())  # E: mypy[arg-type] pyright[reportArgumentType] "StateDict"
    assert_type(encoder.train().state_dict(), StateDict[Encoder])


def what_is_in_a_state(bias: Bias) -> None:
    assert_type(list(bias.state_dict()), list[str])
    bias.state_dict()["values"] = bias.values  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "StateDict[Bias]"
    bias.state_dict()[0]  # E: mypy[index] pyright[reportArgumentType] raises[KeyError] "str"
