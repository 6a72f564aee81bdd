"""The network of an estimator: linear layers with an activation between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType

from typedgrad.nn import Layer, Linear, ReLU, Sigmoid, Tanh

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from typedgrad.nn import Activation
    from typedgrad.nn.linear import OwnDT
    from typedgrad.sklearn.settings import ActivationName

Samples = NewType("Samples", int)
Batch = NewType("Batch", int)
Features = NewType("Features", int)
Hidden = NewType("Hidden", int)
Outputs = NewType("Outputs", int)  # classes, or the targets of a regression

_ACTIVATIONS: dict[ActivationName, Callable[[], Activation]] = {"logistic": Sigmoid, "tanh": Tanh, "relu": ReLU}


def make_network(
    n_features: Features,
    hidden: Sequence[int],
    n_outputs: Outputs,
    activation: ActivationName,
    dtype: type[OwnDT],
    rng: np.random.Generator,
) -> Layer[tuple[Features], tuple[Outputs], OwnDT]:
    """A network with hidden layers of so many neurons each, and no activation after the last layer.

    >>> import numpy as np
    >>> from typedgrad import float32
    >>> make_network(Features(4), (8,), Outputs(3), "tanh", float32, np.random.default_rng(0))
    Linear(4, 8, float32) >> Tanh() >> Linear(8, 3, float32)
    """
    if not hidden:
        return Linear(n_features, n_outputs, dtype, rng=rng)
    width = Hidden(hidden[0])
    body = _activated(Linear(n_features, width, dtype, rng=rng), activation)
    for size in hidden[1:]:
        body = _activated(body >> Linear(width, Hidden(size), dtype, rng=rng), activation)
        width = Hidden(size)
    return body >> Linear(width, n_outputs, dtype, rng=rng)


def _activated(
    layer: Layer[tuple[Features], tuple[Hidden], OwnDT], activation: ActivationName
) -> Layer[tuple[Features], tuple[Hidden], OwnDT]:
    return layer if activation == "identity" else layer >> _ACTIVATIONS[activation]()
