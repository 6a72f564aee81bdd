"""Activations as modules, to compose with layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.nn.layer import Activation
from typedgrad.rules import activated
from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import unary

if TYPE_CHECKING:
    from typedgrad.shapes import F, S
    from typedgrad.tensor.tensor import Tensor


class Sigmoid(Activation):
    """`1 / (1 + exp(-x))`, see `typedgrad.sigmoid`."""

    after_linear = activated.linear_sigmoid

    def __call__(self, x: Tensor[F, S], /) -> Tensor[F, S]:
        """`1 / (1 + exp(-x))` of each element."""
        return unary(rules.sigmoid, x)

    def __repr__(self) -> str:
        return "Sigmoid()"


class Tanh(Activation):
    """The hyperbolic tangent."""

    after_linear = activated.linear_tanh

    def __call__(self, x: Tensor[F, S], /) -> Tensor[F, S]:
        """`tanh(x)` of each element."""
        return unary(rules.tanh, x)

    def __repr__(self) -> str:
        return "Tanh()"


class ReLU(Activation):
    """`max(x, 0)`; its gradient at 0 is 0."""

    def __call__(self, x: Tensor[F, S], /) -> Tensor[F, S]:
        """`max(x, 0)` of each element."""
        return unary(rules.relu, x)

    def __repr__(self) -> str:
        return "ReLU()"
