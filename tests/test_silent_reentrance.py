"""Never a wrong gradient in silence, where code runs within other code.

A `backprop` or an update in a finalizer or a hook in the middle of another walk, in a function that is differentiated,
in a callback of a trainer.
"""

from __future__ import annotations

import copy
import subprocess
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyTensor, array, assert_tensor, grad_of, parameter, untyped
from lines import TEST, TRAIN, LineTrainer, make_trainer, weights
from silent_cases import FREED, UPDATED, X, differentiated, doubled

from typedgrad import (
    GradientError,
    Parameter,
    as_tensor,
    backprop,
    float64,
    from_numpy,
    gradients,
    hessian,
    hessian_vector_product,
    jacobian,
    ones,
)
from typedgrad.nn import Linear
from typedgrad.train import Callback

if TYPE_CHECKING:
    from collections.abc import Callable


# ------------------------------------------------------------------------------------------------- a walk within a walk
def _freed_array(then: Callable[[], object], shape: tuple[int, ...]) -> AnyTensor:
    """A constant whose memory, when it is freed, calls a function: a walk frees what a call has saved."""
    data = np.ones(shape)
    weakref.finalize(data, then)
    return from_numpy(data)


def _layer_and_losses() -> tuple[Any, AnyTensor, AnyTensor]:
    layer: Any = Linear(2, 2, rng=np.random.default_rng(0), dtype=float64)
    x: Any = ones((3, 2), float64)
    return layer, layer(x * 7.0).sum(), x


def refusal_of_a_walk_within_a_walk() -> str | None:
    """What the error says, if there is one; the gradient is right if not."""
    layer, other, x = _layer_and_losses()
    v = Parameter(untyped(ones((3, 2), float64)))
    earlier = v.exp() * _freed_array(lambda: backprop(untyped(other)), (3, 2))
    loss = layer(x).sum() + earlier.sum()
    del earlier
    refusal = None
    try:
        backprop(loss)
    except GradientError as error:
        refusal = str(error)
    if refusal is None:
        assert_tensor(grad_of(layer.weight), np.full((2, 2), 3.0 + 21.0), float64)
    return refusal


OVERWRITTEN = "backprop: the gradient of a parameter of shape (2, 2) was set by another backprop"


def test_backprop_in_a_finalizer_within_backprop_of_the_same_parameters() -> None:
    """Both write the first gradient of the layer into its memory, if no second thread has ever called `backprop`."""
    refusal = refusal_of_a_walk_within_a_walk()
    assert refusal is None or refusal.startswith(OVERWRITTEN)


def test_backprop_within_backprop_is_refused_in_a_process_of_one_thread() -> None:
    """In this process another test may have had several: then the walks add what they find."""
    code = "from test_silent_reentrance import *; print(refusal_of_a_walk_within_a_walk())"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(OVERWRITTEN)


def test_backprop_in_a_finalizer_within_backprop_of_others() -> None:
    layer, other, x = _layer_and_losses()
    v = parameter(1.0, 2.0)
    loss = (v.exp() * _freed_array(lambda: backprop(untyped(other)), (2,))).sum()
    backprop(loss)
    assert_tensor(grad_of(v), np.exp([1.0, 2.0]), float64, ulps=2)
    assert_tensor(grad_of(layer.weight), np.full((2, 2), 7.0 * array(x).shape[0]), float64)


def test_gradients_in_a_finalizer_within_backprop_of_the_same_parameters() -> None:
    layer, other, x = _layer_and_losses()
    found: list[AnyTensor] = []
    v = Parameter(untyped(ones((3, 2), float64)))
    then = _freed_array(lambda: found.append(untyped(gradients)(other, layer.weight)), (3, 2))
    earlier = v.exp() * then
    loss = layer(x).sum() + earlier.sum()
    del earlier, then
    backprop(loss)
    assert_tensor(grad_of(layer.weight), np.full((2, 2), 3.0), float64)
    assert_tensor(found[0], np.full((2, 2), 21.0), float64)


def test_update_in_a_finalizer_within_backprop() -> None:
    """The calls that the walk has yet to come to need the values that were."""
    w = parameter(1.0, 2.0)
    earlier = w * w
    later = earlier.exp() * _freed_array(lambda: doubled(w), (2,))
    loss = later.sum()
    del later
    with pytest.raises(GradientError, match=UPDATED):
        backprop(untyped(loss))
    assert w.grad is None


# ---------------------------------------------------------------------------------------------------- hooks in operands
class Hook:
    """Calls a function whenever NumPy or Python asks it for its values."""

    def __init__(self, then: Callable[[], object]) -> None:
        self.then = then
        self.asked = 0

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray[Any, Any]:
        self.then()
        return np.array([1.0, 2.0])

    def __index__(self) -> int:
        self.asked += 1
        self.then()
        return 1 if self.asked == 1 else 0


def test_array_hook_that_walks_in_the_middle_of_an_operation() -> None:
    w = parameter(1.0, 2.0)
    inner = (w * w).sum()
    hook = Hook(lambda: backprop(untyped(inner)))
    backprop((w * as_tensor(untyped(hook), float64)).sum())
    assert_tensor(grad_of(w), [3.0, 6.0], float64)


KEYS: dict[str, Callable[[Any], slice[Any, Any, Any]]] = {
    "start": lambda hook: slice(hook, None),
    "stop": lambda hook: slice(None, hook),
    "step": lambda hook: slice(2, 0, _Negative(hook)),
}


@pytest.mark.parametrize("name", KEYS)
def test_bound_of_a_slice_that_is_another_number_when_it_is_asked_again(name: str) -> None:
    """It is asked once. NumPy asks each time, so a gradient that is written by the key would be elsewhere."""
    w = parameter(1.0, 2.0, 3.0)
    part = w[KEYS[name](Hook(lambda: None))]
    values = array(part)
    backprop((part * part).sum())
    expected = np.where(np.isin(array(w), values), 2.0 * array(w), 0.0)
    assert_tensor(grad_of(w), expected, float64)


class _Negative:
    """Another hook's number below zero."""

    def __init__(self, hook: Hook) -> None:
        self.hook = hook

    def __index__(self) -> int:
        return -self.hook.__index__() or 1


class AnyNumber(float):
    """A float that says that it equals any other."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(7.25)


def test_number_that_says_it_equals_any_other() -> None:
    """Constants of numbers are kept by their value, and not by what a class says of it."""
    w = parameter(1.0, 2.0)
    backprop((w * AnyNumber(3.25)).sum())
    backprop((w * 7.25).sum())
    assert_tensor(grad_of(w), [10.5, 10.5], float64)


# ------------------------------------------------------------------------------------ functions that are differentiated
def test_backprop_in_a_function_that_is_differentiated() -> None:
    w = parameter(3.0, 4.0)

    def function(x: Any) -> Any:
        backprop((w * w * x.detach()).sum())
        return (x * x * w).sum()

    _, by_x = differentiated(function)(X)
    assert_tensor(by_x, [6.0, 16.0], float64)
    assert_tensor(grad_of(w), [6.0, 16.0], float64)


def test_backprop_of_what_is_differentiated_too() -> None:
    w = parameter(3.0, 4.0)

    def function(x: Any) -> Any:
        y = x * w
        backprop(y.sum())
        return (y * y).sum()

    with pytest.raises(GradientError, match=FREED):
        differentiated(function)(X)


def test_value_and_grad_in_a_function_that_is_differentiated() -> None:
    """The inner gradient is a constant, as documented; what the outer function has recorded is left alone."""

    def function(x: Any) -> Any:
        y = x * x

        def times_y(z: Any) -> Any:
            return (z * y).sum()

        _, inner = differentiated(times_y)(X * 5.0)
        return (y * inner).sum()

    _, by_x = differentiated(function)(X)
    assert_tensor(by_x, 2.0 * array(X) ** 3, float64)


def _updating(w: Parameter[Any, Any]) -> Callable[[Any], Any]:
    """A function that updates a parameter after it was used."""

    def function(x: Any) -> Any:
        y = x * w
        doubled(w)
        return (y * y).sum()

    return function


TRANSFORMS: dict[str, Callable[[Any], object]] = {
    "value_and_grad": lambda function: differentiated(function)(X),
    "hessian": lambda function: untyped(hessian)(function, X),
    "jacobian": lambda function: untyped(jacobian)(function, X),
    "hessian_vector_product": lambda function: untyped(hessian_vector_product)(function, X, X),
}


@pytest.mark.parametrize("name", TRANSFORMS)
def test_update_in_a_function_that_is_differentiated(name: str) -> None:
    with pytest.raises(GradientError, match=UPDATED):
        TRANSFORMS[name](_updating(parameter(3.0, 4.0)))


@pytest.mark.parametrize("transform", ["value_and_grad", "jacobian"])
def test_update_of_the_parameter_that_is_the_argument(transform: str) -> None:
    w = parameter(1.0, 2.0)

    def function(x: Any) -> Any:
        y = x * x
        doubled(w)
        return y.sum()

    by_w = untyped(jacobian)(function, w) if transform == "jacobian" else differentiated(function)(w)[1]
    assert_tensor(by_w, [2.0, 4.0], float64)


# ------------------------------------------------------------------------------------------------------------- trainers
def _summed(network: Any) -> Callable[[Any], Any]:
    """The sum of what a network says."""
    return lambda x: network(x).sum()


class Meddler(Callback[LineTrainer]):
    """Walks, predicts, evaluates and trains a copy after each step."""

    def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
        x, y = TRAIN[0]
        backprop(trainer.loss(trainer.network(x), y))
        differentiated(_summed(trainer.network))(x)
        trainer.evaluate(TEST)
        if batch == 1:
            copy.deepcopy(trainer).fit(TRAIN[:1], TEST, epochs=1)


def test_callback_that_walks_and_trains_changes_nothing() -> None:
    plain, meddled = make_trainer(), make_trainer()
    plain.fit(TRAIN, TEST, epochs=2)
    meddled.fit(TRAIN, TEST, epochs=2, callbacks=[Meddler()])
    assert weights(meddled) == weights(plain)


def test_callback_that_keeps_a_loss_over_a_step() -> None:
    """Its parameters have other values when the next batch ends."""
    kept: list[Any] = []
    errors: list[str] = []

    class Keeper(Callback[LineTrainer]):
        def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
            x, y = TRAIN[0]
            if kept:
                with pytest.raises(GradientError, match="was updated after linear used it") as caught:
                    backprop(kept.pop())
                errors.append(str(caught.value))
            network: Any = trainer.network
            kept.append(trainer.loss(network(network(x)), y))

    make_trainer().fit(TRAIN[:2], TEST, epochs=1, callbacks=[Keeper()])
    assert len(errors) == 1
