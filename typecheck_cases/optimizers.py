"""Optimizers update parameters: tensors, modules and NumPy arrays are none; groups have the settings of theirs."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Parameter, Tensor, backprop, float32, float64
from typedgrad.nn import Linear
from typedgrad.optim import (
    SGD,
    Adagrad,
    AdagradGroup,
    Adam,
    AdamGroup,
    AdamW,
    AdamWGroup,
    Group,
    Optimizer,
    RMSprop,
    RMSpropGroup,
    SGDGroup,
    clip_grad_norm,
    clip_grad_value,
)
from typedgrad.stateful import Entry, Stateful

Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
W: TypeAlias = Parameter[float32, tuple[Pixels, Hidden]]


def make_layer() -> Linear[Pixels, Hidden, float32]:
    return Linear(Pixels(64), Hidden(40), rng=np.random.default_rng(0))


def groups_of(optimizer: Optimizer) -> tuple[Group, ...]:
    return optimizer.groups


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
    SGD([w], lr="0.1")  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(Adam([w], betas=(0.9, 0.999), eps=1e-8), Adam)
    Adam([w], betas=0.9)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def changed_settings(w: W) -> None:
    sgd, adam = SGD([w], lr=0.1), Adam([w])
    sgd.lr = 0.2
    sgd.lr = "0.2"  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "float"
    adam.betas = (0.9, 0.99)
    adam.betas = 0.9  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "float"


def further_optimizers(w: W, x: Tensor[float32, tuple[Pixels, Hidden]]) -> None:
    assert_type(AdamW([w], weight_decay=0.01), AdamW)
    AdamW([x])  # E: mypy[list-item] pyright[reportArgumentType] "AdamWGroup"
    AdamW([w], momentum=0.9)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "momentum"
    assert_type(RMSprop([w], alpha=0.9, momentum=0.9, centered=True), RMSprop)
    RMSprop([w], centered="yes")  # E: mypy[arg-type] pyright[reportArgumentType] "centered"
    RMSprop([w], betas=(0.9, 0.99))  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "betas"
    assert_type(Adagrad([w], lr_decay=0.1, initial_accumulator_value=0.1), Adagrad)
    Adagrad([w], lr_decay=None)  # E: mypy[arg-type] pyright[reportArgumentType] "lr_decay"
    assert_type(SGD([w], 0.1, momentum=0.9, nesterov=True, weight_decay=1e-4), SGD)
    SGD([w], 0.1, nesterov=0.9)  # E: mypy[arg-type] pyright[reportArgumentType] "nesterov"


def parameters_of_several_shapes(w: W, bias: Parameter[float32, tuple[Hidden]]) -> None:
    assert_type(AdamW([w, bias]), AdamW)
    assert_type(AdamW([AdamWGroup([w]), bias]), AdamW)
    AdamW([AdamWGroup([w]), bias * 2.0])  # E: mypy[list-item] pyright[reportArgumentType] "AdamWGroup"


def groups(layer: Linear[Pixels, Hidden, float32]) -> None:
    optimizer = Adam([AdamGroup([layer.weight], lr=1e-4, weight_decay=0.0)], lr=1e-3)
    assert_type(optimizer, Adam)
    assert_type(optimizer.groups, tuple[AdamGroup, ...])
    assert_type(optimizer.groups[0].betas, tuple[float, float])
    Adam([AdamGroup(layer.parameters(), momentum=0.9)])  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "momentum"
    Adam([AdamGroup(layer.parameters(), lr="0.1")])  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    Adam([AdamGroup(layer)])  # E: mypy[arg-type] pyright[reportArgumentType] "Parameter"
    Adam([SGDGroup(layer.parameters())])  # E: mypy[list-item] pyright[reportArgumentType] "Parameter"


def groups_of_others(w: W) -> None:
    assert_type(AdamW([AdamWGroup([w], eps=1e-6)]).groups, tuple[AdamWGroup, ...])
    AdamW([AdamGroup([w])])  # E: mypy[list-item] pyright[reportArgumentType] "AdamWGroup"
    Adam([AdamWGroup([w])])  # E: mypy[list-item] pyright[reportArgumentType] "AdamWGroup"
    assert_type(SGD([SGDGroup([w], nesterov=True)], 0.1).groups, tuple[SGDGroup, ...])
    SGDGroup([w], betas=(0.9, 0.99))  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "betas"
    assert_type(RMSprop([RMSpropGroup([w], centered=True)]).groups, tuple[RMSpropGroup, ...])
    RMSprop([AdagradGroup([w])])  # E: mypy[list-item] pyright[reportArgumentType] "AdagradGroup"
    assert_type(Adagrad([AdagradGroup([w], lr_decay=0.1)]).groups, tuple[AdagradGroup, ...])
    AdagradGroup([w], initial_accumulator_value=0.1)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "initial_accumulator_value"


def settings_of_groups_that_change(w: W) -> None:
    optimizer = RMSprop([RMSpropGroup([w], alpha=0.9)])
    optimizer.groups[0].alpha = 0.8
    optimizer.groups[0].alpha = "0.8"  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "float"
    optimizer.groups[0].centered = True
    optimizer.groups[0].centered = 1  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "bool"
    optimizer.groups = ()  # E: mypy[misc] pyright[reportAttributeAccessIssue] raises[AttributeError] "RMSprop"


def groups_of_any_optimizer(w: W) -> None:
    assert_type(groups_of(SGD([w], 0.1)), tuple[Group, ...])
    assert_type(groups_of(Adam([w]))[0].lr, float)
    groups_of(Adam([w]))[0].momentum  # E: mypy[attr-defined] pyright[reportAttributeAccessIssue, reportUnknownMemberType] raises[AttributeError] "momentum"


def states(w: W) -> None:
    optimizer = Adam([w])
    assert_type(optimizer.state_dict(), dict[str, Entry])
    stateful: Stateful = optimizer
    optimizer.load_state_dict(stateful.state_dict())
    optimizer.load_state_dict([1.0])  # E: mypy[arg-type] pyright[reportArgumentType] "load_state_dict"


def clipping(w: W, x: Tensor[float32, tuple[Pixels, Hidden]]) -> None:
    backprop((w * x).sum())
    assert_type(clip_grad_norm([w], 1.0), Tensor[float64, tuple[()]])
    assert_type(clip_grad_norm(Adam([w]), max_norm=1.0), Tensor[float64, tuple[()]])
    clip_grad_norm(w, 1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "clip_grad_norm"
    clip_grad_norm([x], 1.0)  # E: mypy[list-item] pyright[reportArgumentType] "Parameter"
    clip_grad_norm([w])  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "max_norm"
    clip_grad_norm([w], "1")  # E: mypy[arg-type] pyright[reportArgumentType] "clip_grad_norm"
    clip_grad_value(Adam([w]), 0.5)
    clip_grad_value([w], None)  # E: mypy[arg-type] pyright[reportArgumentType] "clip_grad_value"


def steps(w: W, x: Tensor[float32, tuple[Pixels, Hidden]]) -> None:
    optimizer: Optimizer = SGD([w], lr=0.1)
    backprop((w * x).sum())
    optimizer.step()
    optimizer.zero_grad()
    optimizer.step(0.1)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "argument"


def what_is_abstract(w: W) -> None:
    assert_type(SGD([w], lr=0.1), SGD)
    Optimizer()  # E: mypy[abstract] pyright[reportAbstractUsage] raises[TypeError] "abstract"
