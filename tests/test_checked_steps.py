"""`checked` in compiled steps, and the environment variable that switches it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias

import numpy as np
import pytest
from checked_values import Batch, Hidden, N, f32, hidden
from helpers import untyped

from typedgrad import (
    Parameter,
    ShapeError,
    Tensor,
    Vector,
    backprop,
    checked,
    compiled,
    float32,
)
from typedgrad.nn import Linear, Module
from typedgrad.optim import SGD

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyTensor

    Row: TypeAlias = Vector[float32, "Batch"]


# ------------------------------------------------------------------------------------------------------------ compiled
class Net(Module, Generic[Hidden]):
    """A module whose call is checked, within a compiled step."""

    def __init__(self, hidden: Hidden) -> None:
        self.layer = Linear(4, hidden, rng=np.random.default_rng(0))

    @checked
    def __call__(self, x: Tensor[float32, tuple[Batch, Literal[4]]]) -> Tensor[float32, tuple[Batch, Hidden]]:
        return self.layer(x)


@pytest.mark.parametrize("is_outside", [True, False])
def test_a_checked_function_can_be_captured(is_outside: bool) -> None:
    def trained(decorate: Callable[[Any], Any]) -> tuple[list[float], Net[Any], Any]:
        net = Net(3)
        optimizer = SGD(net.parameters(), lr=0.1)

        def step(x: Tensor[float32, tuple[Batch, Literal[4]]], y: Tensor[float32, tuple[Batch, Literal[3]]]) -> object:
            optimizer.zero_grad()
            loss = ((net(x) - untyped(y)) ** 2.0).mean()
            backprop(untyped(loss))
            optimizer.step()
            return loss

        held = decorate(step)
        return [held(f32(5, 4), f32(5, 3)).item() for _ in range(4)], net, held

    eager, _, _ = trained(lambda step: step)
    losses, net, held = trained(
        (lambda step: checked(compiled(step))) if is_outside else (lambda step: compiled(checked(step)))
    )
    assert losses == eager
    with pytest.raises(ShapeError, match=r"^step: y has Batch = 4"):
        held(f32(5, 4), f32(4, 3))
    with pytest.raises(ShapeError, match=r"Net\.__call__: x has size 5"):
        net(untyped(f32(5, 5)))


def test_a_number_that_a_checked_function_refers_to_is_seen_to_change() -> None:
    factor = [2.0]

    @checked
    def scaled(x: Vector[float32, N]) -> Vector[float32, N]:
        return hidden(x * factor[0])

    def step_of(x: AnyTensor) -> AnyTensor:
        return scaled(x)

    step = compiled(step_of)
    assert untyped(step(f32(1))).tolist() == [2.0]
    factor[0] = 3.0
    assert untyped(step(f32(1))).tolist() == [3.0]


def test_a_parameter_within_a_step_is_not_read_by_the_checks() -> None:
    w = Parameter(f32(3))

    @checked
    def scaled(w: Parameter[float32, tuple[N]], x: Vector[float32, N]) -> Vector[float32, N]:
        return hidden(w.detach() * x)

    def step(x: AnyTensor) -> AnyTensor:
        return scaled(w, x)

    assert compiled(step)(f32(3)).tolist() == [1.0, 1.0, 1.0]


# --------------------------------------------------------------------------------------------------------------- switch
@pytest.mark.parametrize(
    ("value", "is_off"), [("0", True), ("off", True), ("False", True), ("1", False), ("", False), (None, False)]
)
def test_the_environment_switches_it_off(value: str | None, is_off: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv("TYPEDGRAD_CHECKED", raising=False)
    else:
        monkeypatch.setenv("TYPEDGRAD_CHECKED", value)

    def function(x: Row) -> None: ...

    class Held:
        def method(self, x: Row) -> None: ...

    method = Held.method
    assert (checked(function) is function) is is_off
    assert checked(Held) is Held
    assert (Held.method is method) is is_off
