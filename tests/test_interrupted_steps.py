"""`backprop`, `step`, `assign` and what loads a state, interrupted at every point: done or not begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from helpers import untyped
from interrupting import Case, at_every_point

from typedgrad import (
    GradientError,
    Parameter,
    as_tensor,
    backprop,
    detect_nan,
    enable_grad,
    float32,
    float64,
    no_grad,
    ones,
)
from typedgrad.nn import Linear, Tanh, mse
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop
from typedgrad.optim.adam import AdamGroup
from typedgrad.rules import rule
from typedgrad.tensor.base import is_tensor

if TYPE_CHECKING:
    from collections.abc import Callable

ERRORS = pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])

MAKERS: dict[str, Callable[[list[Any]], Optimizer]] = {
    "SGD": lambda parameters: SGD(parameters, 0.1),
    "momentum": lambda parameters: SGD(parameters, 0.1, momentum=0.9, nesterov=True, weight_decay=0.1),
    "Adam": Adam,
    "Adam of two groups": lambda parameters: Adam([AdamGroup(parameters[:1], lr=0.1), *parameters[1:]]),
    "AdamW": AdamW,
    "RMSprop": lambda parameters: RMSprop(parameters, momentum=0.9, centered=True, weight_decay=0.1),
    "Adagrad": Adagrad,
}


def bits(values: object) -> object:
    """What tells two states apart."""
    if isinstance(values, dict):
        entries = cast("dict[str, object]", values)  # isinstance narrows it to one of unknown entries
        return {name: bits(value) for name, value in entries.items()}
    return untyped(values).numpy().tobytes() if is_tensor(values) else values


class Line:
    """Two layers of one dtype and a parameter of another, an optimizer of all, and steps."""

    def __init__(self, make: Callable[[list[Any]], Optimizer] = Adam) -> None:
        rng = np.random.default_rng(0)
        self.network = Linear(3, 4, rng=rng) >> Tanh() >> Linear(4, 1, rng=rng)
        self.other = Parameter(ones((2,), float64))
        self.x = as_tensor(rng.normal(size=(5, 3)), float32, (5, 3))
        self.y = as_tensor(rng.normal(size=(5, 1)), float32, (5, 1))
        self.parameters = [*self.network.parameters(), self.other]
        self.optimizer = make(self.parameters)

    def loss(self, *given: Any) -> Any:
        """Of all the parameters, for the data or what is given."""
        x, y = given or (self.x, self.y)
        return mse(self.network(x), y) + (self.other * self.other).sum().astype(float32)

    def gradients(self) -> list[object]:
        """The bits of each."""
        return [None if one.grad is None else one.grad.numpy().tobytes() for one in self.parameters]

    def state(self) -> object:
        """All that a step changes."""
        return [one.numpy().tobytes() for one in self.parameters], bits(dict(self.optimizer.state_dict()))

    def train(self, steps: int) -> None:
        """Some steps."""
        for _ in range(steps):
            self.optimizer.zero_grad()
            backprop(self.loss())
            self.optimizer.step()


# ------------------------------------------------------------------------------------------------------------ backprop
@ERRORS
@pytest.mark.parametrize("filled", ["none", "all", "some"])
def test_gradients_are_as_before_or_complete(error: type[BaseException], filled: str) -> None:
    """PyTorch accumulates parameter by parameter: what is raised in a hook leaves some with and some without."""

    def prepared() -> Line:
        line = Line()
        if filled != "none":
            backprop(line.loss())
        if filled == "some":
            line.parameters[0].grad = line.parameters[3].grad = None
        return line

    complete = prepared()
    backprop(complete.loss())
    after = complete.gradients()

    def make() -> Case:
        line = prepared()
        before, loss = line.gradients(), line.loss()

        def check(was_interrupted: bool) -> None:
            now = line.gradients()
            assert now in ([before, after] if was_interrupted else [after])
            try:
                backprop(loss)
            except GradientError:  # never a gradient of half a graph
                pass
            else:
                assert (now, line.gradients()) == (before, after)
            line.optimizer.zero_grad()
            backprop(line.loss())
            first = Line()
            backprop(first.loss())
            assert line.gradients() == first.gradients()

        return Case(lambda: backprop(loss), check)

    at_every_point(make, error, every=2 if error is KeyboardInterrupt else 7)


def test_a_graph_that_is_retained_gives_the_same_gradients_after_an_interrupt() -> None:
    complete = Line()
    backprop(complete.loss())

    def make() -> Case:
        line = Line()
        loss = line.loss()

        def check(was_interrupted: bool) -> None:
            del was_interrupted
            line.optimizer.zero_grad()
            backprop(loss)
            assert line.gradients() == complete.gradients()

        return Case(lambda: backprop(loss, retain_graph=True), check)

    at_every_point(make)


def test_gradients_that_add_up_beyond_the_range_do_not_warn_half_way() -> None:
    """The sum is infinite, for every parameter, without a warning that might be an error."""
    first, second = (Parameter(as_tensor([0.5], float32, (1,))) for _ in range(2))
    for _ in range(2):
        backprop((first + second).sum() * 3e38)
    assert [one.grad.numpy()[0] for one in (first, second) if one.grad is not None] == [np.inf, np.inf]


# ---------------------------------------------------------------------------------------------------------------- step
@ERRORS
@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("is_whole", [True, False], ids=["all gradients", "one is missing"])
def test_a_step_is_done_or_not_begun(name: str, error: type[BaseException], is_whole: bool) -> None:
    """The moments of PyTorch's optimizers, and their counts, may be a step ahead of the parameters."""

    def prepared(steps: int) -> Line:
        line = Line(MAKERS[name])
        line.train(steps)
        line.optimizer.zero_grad()
        backprop(line.loss())
        if not is_whole:
            line.parameters[1].grad = None
        return line

    complete = prepared(2)
    complete.optimizer.step()
    after = complete.state()
    complete.train(2)
    ends = [complete.state()]
    other = prepared(2)
    other.train(2)
    ends.append(other.state())

    def make() -> Case:
        line = prepared(2)
        before = line.state()

        def check(was_interrupted: bool) -> None:
            state = line.state()
            assert state in ([before, after] if was_interrupted else [after])
            line.train(2)
            assert line.state() == ends[0 if state == after else 1]

        return Case(line.optimizer.step, check)

    at_every_point(make, error, every=5 if is_whole else 29)  # all of them take minutes


def test_a_graph_from_before_an_update_that_was_interrupted_is_refused_or_right() -> None:
    """The values may be others already: a gradient that is given is one of the values that the loss was computed of."""
    right = Parameter(as_tensor([3.0], float32, (1,)))
    backprop((right * right).sum())

    def make() -> Case:
        w = Parameter(as_tensor([3.0], float32, (1,)))
        loss = (w * w).sum()

        def check(was_interrupted: bool) -> None:
            try:
                backprop(loss)
            except GradientError:
                return
            assert was_interrupted
            assert w.grad is not None
            assert w.grad.numpy().tolist() == [6.0]

        return Case(lambda: w.assign(as_tensor([7.0], float32, (1,))), check)

    at_every_point(make)


# ---------------------------------------------------------------------------------------------------------------- load
@ERRORS
def test_a_module_has_all_of_a_state_or_nothing(error: type[BaseException]) -> None:
    trained = Line()
    trained.train(3)
    state = trained.network.state_dict()
    after = bits(dict(state))

    def make() -> Case:
        line = Line()
        before = bits(dict(line.network.state_dict()))

        def check(was_interrupted: bool) -> None:
            assert bits(dict(line.network.state_dict())) in ([before, after] if was_interrupted else [after])

        return Case(lambda: line.network.load_state_dict(untyped(state)), check)

    at_every_point(make, error, every=11)


@ERRORS
@pytest.mark.parametrize("name", ["momentum", "Adam of two groups"])
def test_an_optimizer_has_all_of_a_state_or_nothing(name: str, error: type[BaseException]) -> None:
    trained = Line(MAKERS[name])
    trained.train(3)
    trained.optimizer.lr = 0.25
    state = trained.optimizer.state_dict()
    after = bits(dict(state))

    def make() -> Case:
        line = Line(MAKERS[name])
        line.train(1)
        before = bits(dict(line.optimizer.state_dict()))

        def check(was_interrupted: bool) -> None:
            assert bits(dict(line.optimizer.state_dict())) in ([before, after] if was_interrupted else [after])
            line.train(1)

        return Case(lambda: line.optimizer.load_state_dict(state), check)

    at_every_point(make, error, every=31)


# -------------------------------------------------------------------------------------------------------------- blocks
_EXITS = ("Block.__exit__",)
"""Where `__exit__` begins, CPython looks for signals and has left the block already: no `with` of Python is proof
against that, and the library restores what `fit` and `evaluate` switched."""


@pytest.mark.parametrize("block", [no_grad, enable_grad])
def test_recording_is_on_after_a_block_that_was_interrupted(block: Callable[[], Any]) -> None:
    w = Parameter(ones((2,)))

    def act() -> None:
        with block():
            w.sum()

    at_every_point(lambda: Case(act, lambda _: None), without=_EXITS)


def test_a_decorated_function_that_is_interrupted() -> None:
    w = Parameter(ones((2,)))
    at_every_point(lambda: Case(no_grad()(w.sum), lambda _: None), without=_EXITS)


def test_rules_run_as_they_were_after_detect_nan_was_interrupted() -> None:
    x = as_tensor([-1.0], float32, (1,))

    def act() -> None:
        with detect_nan():
            x.exp()

    def check(was_interrupted: bool) -> None:
        del was_interrupted
        assert rule.watch is None
        with np.errstate(all="ignore"):
            assert np.isnan(x.log().numpy()).all()  # nobody looks
        with pytest.raises(FloatingPointError), detect_nan():
            x.log()

    at_every_point(lambda: Case(act, check), without=_EXITS, most=40)  # of each rule there are several
