"""The parameters of an estimator: their types, and the check that `fit` makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, get_args

import numpy as np

from typedgrad.dtypes import float32, float64
from typedgrad.errors import described

if TYPE_CHECKING:
    from collections.abc import Mapping

ActivationName: TypeAlias = Literal["identity", "logistic", "tanh", "relu"]
"""What comes after each hidden layer, by scikit-learn's names."""

OptimizerName: TypeAlias = Literal["adam", "adamw", "sgd", "rmsprop", "adagrad"]
"""What updates the weights."""

FloatType: TypeAlias = type[float32] | type[float64]


class Parameters(TypedDict, total=False):
    """The parameters of both estimators, as `set_params` takes them."""

    hidden_layer_sizes: int | Sequence[int]
    activation: ActivationName
    optimizer: OptimizerName
    alpha: float
    batch_size: int | Literal["auto"]
    learning_rate_init: float
    momentum: float
    nesterovs_momentum: bool
    max_iter: int
    shuffle: bool
    random_state: int | np.random.RandomState | None
    tol: float
    verbose: bool
    warm_start: bool
    early_stopping: bool
    validation_fraction: float
    n_iter_no_change: int
    dtype: FloatType | None


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters of an estimator that decide how it is trained, checked, and its name, for messages."""

    name: str
    hidden: tuple[int, ...]
    activation: ActivationName
    optimizer: OptimizerName
    alpha: float
    batch_size: int | Literal["auto"]
    learning_rate: float
    momentum: float
    nesterovs_momentum: bool
    epochs: int
    shuffle: bool
    tol: float
    verbose: bool
    early_stopping: bool
    validation_fraction: float
    patience: int


def checked(name: str, parameters: Mapping[str, Any]) -> Settings:
    """The settings in the parameters of the estimator `name`.

    Raises:
        TypeError: a parameter of another type.
        ValueError: a parameter out of its range.
    """
    check = _Check(name, parameters)
    if not any(parameters["dtype"] is dtype for dtype in (None, float32, float64)):
        raise check.wrong("dtype", "typedgrad's float32 or float64, or None")
    check.flag("warm_start")
    return Settings(
        name=name,
        hidden=check.sizes("hidden_layer_sizes"),
        activation=check.choice("activation", get_args(ActivationName)),
        optimizer=check.choice("optimizer", get_args(OptimizerName)),
        alpha=check.number("alpha", "at least 0", low=0.0),
        batch_size="auto" if check.is_auto("batch_size") else check.count("batch_size"),
        learning_rate=check.number("learning_rate_init", "above 0", above=0.0),
        momentum=check.number("momentum", "in [0, 1)", low=0.0, below=1.0),
        nesterovs_momentum=check.flag("nesterovs_momentum"),
        epochs=check.count("max_iter"),
        shuffle=check.flag("shuffle"),
        tol=check.number("tol", "at least 0", low=0.0),
        verbose=check.flag("verbose"),
        early_stopping=check.flag("early_stopping"),
        validation_fraction=check.number("validation_fraction", "in (0, 1)", above=0.0, below=1.0),
        patience=check.count("n_iter_no_change"),
    )


class _Check:
    """Reads parameters, which anybody may have set to anything."""

    def __init__(self, name: str, parameters: Mapping[str, Any]) -> None:
        self._name, self._parameters = name, parameters

    def wrong(self, key: str, wanted: str, kind: type[ValueError] | type[TypeError] = TypeError) -> Exception:
        return kind(f"{self._name}: {key} is {described(self._parameters[key])}, not {wanted}")

    def is_auto(self, key: str) -> bool:
        value = self._parameters[key]
        return isinstance(value, str) and value == "auto"

    def choice(self, key: str, choices: Sequence[Any]) -> Any:
        value = self._parameters[key]
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(key, f"one of {', '.join(choices)}", ValueError)
        return value

    def flag(self, key: str) -> bool:
        if not isinstance(self._parameters[key], (int, np.bool_)):  # a number too, as `verbose=1` is usual
            raise self.wrong(key, "True or False")
        return bool(self._parameters[key])

    def count(self, key: str) -> int:
        value = self._parameters[key]
        if not isinstance(value, Integral) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        if value < 1:
            raise self.wrong(key, "at least 1", ValueError)
        return int(value)

    def sizes(self, key: str) -> tuple[int, ...]:
        value = self._parameters[key]
        # No iterator, which would be empty at the next `fit`.
        is_several = isinstance(value, (Sequence, np.ndarray)) and not isinstance(value, str)
        sizes: list[Any] = list(self._parameters[key]) if is_several else [value]
        for size in sizes:
            if not isinstance(size, Integral) or isinstance(size, bool):
                raise self.wrong(key, "a number of neurons for each hidden layer")
            if size < 1:
                raise self.wrong(key, "of layers with 1 neuron or more", ValueError)
        return tuple(map(int, sizes))

    def number(self, key: str, wanted: str, *, low: float = -inf, above: float = -inf, below: float = inf) -> float:
        value = self._parameters[key]
        if not isinstance(value, Real) or isinstance(value, bool):
            raise self.wrong(key, "a number")
        try:
            number = float(value)
        except OverflowError:  # an integer beyond the floats
            number = inf
        if not (isfinite(number) and low <= number and above < number < below):
            raise self.wrong(key, wanted, ValueError)
        return number
