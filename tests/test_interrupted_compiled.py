"""A `compiled` step that is interrupted, while it is captured and while it is replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from interrupting import Case, at_every_point
from test_interrupted_steps import MAKERS, Line

from typedgrad import backprop, compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.compile.program import Backend


def stepping(line: Line, backend: Backend) -> Callable[[], Any]:
    """A step of training."""

    @compiled(backend=backend)
    def step(x: Any, y: Any) -> Any:
        line.optimizer.zero_grad()
        loss = line.loss(x, y)
        backprop(loss)
        line.optimizer.step()
        return loss

    return lambda: step(line.x, line.y)


def case(name: str, backend: Backend, before: int) -> Callable[[], Case]:
    """A step after some others, which is to be done or not begun; and others after it."""

    def prepared() -> tuple[Line, Callable[[], Any]]:
        line = Line(MAKERS[name])
        step = stepping(line, backend)
        for _ in range(before):
            step()
        return line, step

    line, step = prepared()
    states: list[object] = []
    gradients: list[object] = [[None] * len(line.parameters)]
    for _ in range(4):
        states.append(line.state())
        gradients.append(line.gradients())
        step()

    def make() -> Case:
        line, step = prepared()

        def check(was_interrupted: bool) -> None:
            at = states.index(line.state())
            assert at in ((0, 1) if was_interrupted else (1,))
            assert line.gradients() in (gradients[:3] if was_interrupted else [gradients[2]])
            step()
            step()
            assert line.state() == states[at + 2]

        return Case(step, check)

    return make


@pytest.mark.parametrize("name", ["momentum", "Adam", "Adam of two groups", "RMSprop"])
def test_a_step_that_is_replayed(name: str) -> None:
    at_every_point(case(name, "numpy", 1), every=11)


@pytest.mark.parametrize("name", ["momentum", "Adam"])
def test_a_step_that_is_replayed_in_c(name: str) -> None:
    at_every_point(case(name, "c", 1), every=29)


def test_a_step_that_is_captured() -> None:
    at_every_point(case("Adam", "numpy", 0), every=2999)
