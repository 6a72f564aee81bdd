"""A `compiled` step that is interrupted, while it is captured and while it is replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.interrupting import Case, at_every_point
from tests.test_interrupted_steps import MAKERS, Line
from typedgrad import backprop, compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.compile.program import Backend


def stepping(line: Line, backend: Backend) -> Callable[[], Any]:
    """A step of training."""

    @compiled(backend=backend)
    def step() -> Any:
        line.optimizer.zero_grad()
        loss = line.loss()
        backprop(loss)
        line.optimizer.step()
        return loss

    return step


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
    for _ in range(4):
        states.append(line.state())
        gradients = line.gradients()
        step()
    del gradients

    def make() -> Case:
        line, step = prepared()

        def check(was_interrupted: bool) -> None:
            state = line.state()
            at = states.index(state)
            assert at in ((0, 1) if was_interrupted else (1,))
            now = line.gradients()
            if was_interrupted and at == 0:
                whole = line.gradients() if before == 0 else [None] * len(now)
                assert now in (whole, [None] * len(now), reached(before))
            step()
            step()
            assert line.state() == states[at + 2]

        def reached(steps: int) -> list[object]:
            """The gradients that were there before."""
            other = Line(MAKERS[name])
            again = stepping(other, backend)
            for _ in range(steps):
                again()
            return other.gradients()

        return Case(step, check)

    return make


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("name", ["momentum", "Adam", "Adam of two groups", "RMSprop"])
def test_a_step_that_is_replayed(name: str, error: type[BaseException]) -> None:
    at_every_point(case(name, "numpy", 1), error, every=3)


@pytest.mark.parametrize("name", ["momentum", "Adam"])
def test_a_step_that_is_replayed_in_c(name: str) -> None:
    at_every_point(case(name, "c", 1), every=3)


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_a_step_that_is_captured(error: type[BaseException]) -> None:
    at_every_point(case("Adam", "numpy", 0), error, every=499)
