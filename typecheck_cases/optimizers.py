"""Optimizers update parameters: tensors, modules and NumPy arrays are none."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Parameter, Tensor, backprop, float32, float64
from typedgrad.nn import Linear
from typedgrad.optim import SGD, Adam, Optimizer

Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
W: TypeAlias = Parameter[float32, tuple[Pixels, Hidden]]


def make_layer() -> Linear[Pixels, Hidden, float32]:
    return Linear(Pixels(64), Hidden(40), rng=np.random.default_rng(0))


def parameters(w: W, x: Tensor[float32, tuple[Pixels, Hidden]]) -> None:
    assert_type(SGD([w], lr=0.1), SGD)
    SGD([x], lr=0.1)  # E: mypy[list-item] pyright[reportArgumentType] "Tensor[float32, tuple[Pixels, Hidden]]"
    assert_type(Adam([w]), Adam)
    Adam([x])  # E: mypy[list-item] pyright[reportArgumentType] "Tensor[float32, tuple[Pixels, Hidden]]"
    Adam([w * 2.0])  # E: mypy[list-item] pyright[reportArgumentType] "Tensor[float32, tuple[Pixels, Hidden]]"


def parameters_of_two_dtypes(w: W, double: Parameter[float64, tuple[Hidden]]) -> None:
    assert_type(Adam((w, double)), Adam)
    Adam((w, double * 1.0))  # E: mypy[arg-type] pyright[reportArgumentType] "float64"


def modules(layer: Linear[Pixels, Hidden, float32]) -> None:
    assert_type(Adam(layer.parameters(), lr=1e-3), Adam)
    Adam(layer, lr=1e-3)  # E: mypy[arg-type] pyright[reportArgumentType] "Linear"
    Adam(layer.weight, lr=1e-3)  # E: mypy[arg-type] pyright[reportArgumentType] "Parameter"
    assert_type(SGD(layer.parameters(), 0.1, momentum=0.9), SGD)
    SGD(layer.named_parameters(), 0.1, momentum=0.9)  # E: mypy[arg-type] pyright[reportArgumentType] "str"


def settings(w: W) -> None:
    assert_type(SGD([w], lr=0.1), SGD)
    SGD([w])  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "lr"
    SGD([w], lr="0.1")  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "float"
    assert_type(Adam([w], betas=(0.9, 0.999), eps=1e-8), Adam)
    Adam([w], betas=0.9)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "float"


def changed_settings(w: W) -> None:
    sgd, adam = SGD([w], lr=0.1), Adam([w])
    sgd.lr = 0.2
    sgd.lr = "0.2"  # E: mypy[assignment] pyright[reportAttributeAccessIssue] raises[TypeError] "float"
    adam.betas = (0.9, 0.99)
    adam.betas = 0.9  # E: mypy[assignment] pyright[reportAttributeAccessIssue] raises[TypeError] "float"


def steps(w: W, x: Tensor[float32, tuple[Pixels, Hidden]]) -> None:
    optimizer: Optimizer = SGD([w], lr=0.1)
    backprop((w * x).sum())
    optimizer.step()
    optimizer.zero_grad()
    optimizer.step(0.1)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "argument"


def what_is_abstract(w: W) -> None:
    assert_type(SGD([w], lr=0.1), SGD)
    Optimizer([w])  # E: mypy[abstract] pyright[reportAbstractUsage] raises[TypeError] "abstract"
