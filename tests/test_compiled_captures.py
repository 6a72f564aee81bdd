"""How often a step is captured: what Python prints shows it, as only a captured call does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from steps import data

from typedgrad import Parameter, as_tensor, backprop, compiled, float64
from typedgrad.optim import SGD

if TYPE_CHECKING:
    from typing import Literal

    import pytest

    from typedgrad import Scalar, Tensor

weight = Parameter(as_tensor([1.0, 2.0, 3.0], float64, (3,)))
optimizer = SGD([weight], lr=0.1)


@compiled
def step(x: Tensor[float64, tuple[Literal[3]]]) -> Scalar[float64]:
    """A step of a module, under the name of what it calls."""
    print("captured")
    optimizer.zero_grad()
    loss = (weight * x).sum()
    backprop(loss)
    optimizer.step()
    return loss


@compiled
def outer(x: Tensor[float64, tuple[Literal[3]]]) -> Scalar[float64]:
    """A function that refers to another compiled one."""
    print("captured too")
    return step(x)


def test_a_step_of_a_module_is_captured_once(capsys: pytest.CaptureFixture[str]) -> None:
    x = as_tensor([1.0, 2.0, 3.0], float64, (3,))
    for i in range(5):
        optimizer.lr = 0.1 / (i + 1)
        step(x)
    assert capsys.readouterr().out == "captured\n"
    for _ in range(3):
        outer(x)
        step(x)
    assert capsys.readouterr().out == "captured too\ncaptured\n"


def test_an_update_by_gradients_that_are_there_is_captured_once(capsys: pytest.CaptureFixture[str]) -> None:
    other = Parameter(data(3))
    other.grad = data(3, seed=1)
    update = SGD([other], lr=0.1, momentum=0.9)

    @compiled
    def move() -> None:
        print("captured")
        update.step()

    for _ in range(4):
        move()
    assert capsys.readouterr().out == "captured\n"


def test_each_size_is_captured_once(capsys: pytest.CaptureFixture[str]) -> None:
    @compiled
    def double(x: Tensor[float64, tuple[int]]) -> Tensor[float64, tuple[int]]:
        print("captured")
        return x * 2.0

    for n in (3, 4, 3, 4, 3):
        double(as_tensor(np.ones(n), float64, (n,)))
    assert capsys.readouterr().out == "captured\n" * 2


class Fitting:
    """A trainer that counts beside the step that it compiles."""

    scale = 1.0
    unread = 1.0

    def __init__(self) -> None:
        self.weight = Parameter(data(3))
        self.optimizer = SGD([self.weight], lr=0.1)
        self.losses: list[float] = []
        self.epoch = 0
        self.step = compiled(self.captured)

    def captured(self, x: Tensor[float64, tuple[Literal[3]]]) -> Scalar[float64]:
        print("captured")
        self.optimizer.zero_grad()
        loss = (self.weight * x).sum() * self.scale
        backprop(loss)
        self.optimizer.step()
        return loss

    def fit(self, x: Tensor[float64, tuple[Literal[3]]], epochs: int) -> None:
        for _ in range(epochs):
            self.losses.append(self.step(x).item())
            self.epoch += 1


def test_what_is_counted_beside_a_step_does_not_matter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fitting, x = Fitting(), as_tensor([1.0, 2.0, 3.0], float64, (3,))
    fitting.fit(x, 4)
    monkeypatch.setattr(Fitting, "unread", 2.0)
    fitting.fit(x, 1)
    assert capsys.readouterr().out == "captured\n"
    fitting.scale = 2.0  # hides the class's, which the step reads
    fitting.fit(x, 3)
    assert capsys.readouterr().out == "captured\n"
    assert len(fitting.losses) == fitting.epoch == 8
