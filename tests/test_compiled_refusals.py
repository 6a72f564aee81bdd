"""What cannot be captured is refused, by an error that says what it is, and nothing is changed then."""

from __future__ import annotations

import random as python_random
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest
from helpers import untyped
from steps import data

from typedgrad import (
    CompileError,
    GradientError,
    LinAlgError,
    Parameter,
    ShapeError,
    as_tensor,
    backprop,
    compiled,
    float64,
    from_dlpack,
    from_numpy,
    int64,
    inv,
    nonzero,
    ones,
    random,
    unique,
)
from typedgrad.nn import Linear, Module, cross_entropy
from typedgrad.optim import SGD, Adam

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyTensor, Binary, Unary

X: AnyTensor = ones((3,), float64)
RNG = np.random.default_rng(0)
COUNTS = {"calls": 0}


def branches(x: AnyTensor) -> AnyTensor:
    return x if x.sum() > 0.0 else -x


def counts(x: AnyTensor) -> AnyTensor:
    COUNTS["calls"] += 1
    return x * 1.0


def appends(x: AnyTensor, seen: list[AnyTensor]) -> AnyTensor:
    seen.append(x)
    return x * 1.0


REFUSED: list[tuple[Callable[[AnyTensor], object], str]] = [
    (lambda x: x * x.sum().item(), r"reads a value of shape \(\) by item\(\)"),
    (lambda x: x * float(x.sum()), r"reads a value of shape \(\) by"),
    (branches, r"reads a value of shape \(\) by"),
    (lambda x: x * x.tolist()[0], r"reads a value of shape \(3,\) by tolist\(\)"),
    (lambda x: x * x.numpy()[0].item(), r"reads a value of shape \(3,\) by"),
    (lambda x: x * float(np.asarray(x)[0]), r"reads a value of shape \(3,\) by"),
    (lambda x: x * as_tensor(np.ones(3), float64), "as_tensor: data that each call may bring anew"),
    (lambda x: x * as_tensor([np.float64(1.0)], float64), "as_tensor: data that each call may bring anew"),
    (lambda x: x * from_numpy(np.ones(3)), "from_numpy: an array that each call may bring anew"),
    (lambda x: x * from_dlpack(np.ones(3)), "from_dlpack: memory that each call may bring anew"),
    (lambda x: x * RNG.random(), "drawn by a generator's own method"),
    (lambda x: x * python_random.random(), "drawn by a global generator"),
    (lambda x: x * float(np.random.random()), "drawn by a global generator"),
    (lambda x: Parameter(x) * 1.0, "Parameter: a parameter that each call would make anew"),
    (counts, "the step changes a variable, a list or an attribute"),
]


@pytest.mark.parametrize(("step", "message"), REFUSED)
def test_refused(step: Callable[[AnyTensor], object], message: str) -> None:
    with pytest.raises(CompileError, match=message):
        compiled(step)(X)


def test_more_values_than_can_be_looked_at_in_each_call() -> None:
    numbers = [1.0] * 9_990
    step: Unary = compiled(lambda x: x * numbers[0])
    assert step(X).tolist() == [1.0] * 3
    numbers += [1.0] * 10
    with pytest.raises(CompileError, match="refers to more than 10000 values; pass data as arguments"):
        step(X)


def test_a_list_that_grows() -> None:
    with pytest.raises(CompileError, match="changes a variable, a list"):
        compiled(appends)(X, [])


def test_a_graph_that_outlives_the_step() -> None:
    w = Parameter(X)
    step: Unary = compiled(lambda x: (w * x).sum())
    with pytest.raises(CompileError, match=r"the result of shape \(\) depends on parameters by a graph"):
        step(X)


def test_a_graph_from_outside() -> None:
    w = Parameter(X)
    step: Unary = compiled(lambda x: x.detach())
    with pytest.raises(CompileError, match=r"an argument of shape \(3,\) depends on a parameter by a graph"):
        step(w * 2.0)


def test_a_second_backprop_of_the_result() -> None:
    w = Parameter(X)

    def step(x: AnyTensor) -> AnyTensor:
        w.grad = None
        loss = (w * x).sum()
        backprop(loss)
        return loss

    replayed = compiled(step)
    for _ in range(2):
        with pytest.raises(GradientError, match="freed"):
            backprop(replayed(X))


def test_attributes_of_modules_and_optimizers() -> None:
    class Counting(Module):
        def __init__(self) -> None:
            self.inner = Linear(3, 3, float64, rng=np.random.default_rng(0))
            self.calls = 0

        def __call__(self, x: AnyTensor) -> AnyTensor:
            self.calls += 1
            return self.inner(x)

    net = Counting()
    step: Unary = compiled(lambda x: net(x).detach())
    with pytest.raises(CompileError, match=r"Counting\.calls: set within a step"):
        step(data(2, 3))
    optimizer = SGD(net.parameters(), 0.1)

    def schedule(x: AnyTensor) -> AnyTensor:
        optimizer.lr = optimizer.lr * 0.5
        return x * 1.0

    with pytest.raises(CompileError, match=r"SGD\.lr: set within a step"):
        compiled(schedule)(X)
    assert (net.calls, optimizer.lr) == (0, 0.1)


def test_attributes_that_the_step_deletes() -> None:
    net = Linear(3, 3, float64, rng=np.random.default_rng(0))

    def step(x: AnyTensor) -> AnyTensor:
        y = net(x).detach()
        del net.bias
        return y

    with pytest.raises(CompileError, match=r"Linear\.bias: deleted within a step"):
        compiled(step)(data(2, 3))
    assert "bias" in vars(net)


def test_a_mode_set_within_the_step_to_what_it_is() -> None:
    net = Linear(3, 3, float64, rng=np.random.default_rng(0))
    step: Unary = compiled(lambda x: net.train()(x).detach())
    assert step(data(2, 3)).shape == step(data(2, 3, seed=1)).shape == (2, 3)


def test_tensors_kept_from_a_captured_step() -> None:
    class Keeper:
        y: ClassVar[AnyTensor]

    def step(x: AnyTensor) -> AnyTensor:
        Keeper.y = x * 2.0
        return Keeper.y

    compiled(step)(X)
    with pytest.raises(CompileError, match="kept outside"):
        _ = Keeper.y + 1.0
    assert repr(Keeper.y) == "Tensor[float64, tuple[3]](being captured)"


# ---------------------------------------------------------------------------------------- shapes that depend on values
SHAPED_BY_VALUES: list[Callable[[AnyTensor], object]] = [
    nonzero,
    unique,
    lambda x: x[x > 0.0],
    lambda x: x[x > 0.0].sum() * x,
]


@pytest.mark.parametrize("step", SHAPED_BY_VALUES)
def test_shapes_that_depend_on_values(step: Callable[[AnyTensor], object]) -> None:
    replayed = compiled(step)
    same = as_tensor([-1.0, 2.0, 3.0], float64, (3,))
    replayed(same)
    replayed(as_tensor([4.0, -2.0, 3.0], float64, (3,)))
    with pytest.raises(CompileError, match="a shape of the step depends on values"):
        replayed(as_tensor([0.0, 0.0, 3.0], float64, (3,)))


# ---------------------------------------------------------------------------------------------------- errors of values
def test_values_are_checked_in_each_call() -> None:
    net = Linear(3, 3, float64, rng=np.random.default_rng(0))
    step: Binary = compiled(lambda x, t: cross_entropy(net(x), t).detach())
    x = data(2, 3)
    right, wrong = as_tensor([0, 2], int64, (2,)), as_tensor([0, 3], int64, (2,))
    assert step(x, right).shape == ()
    with pytest.raises(IndexError, match="cross_entropy: label 3 is not one of the 3 classes"):
        step(x, wrong)
    rows: Binary = compiled(lambda x, i: x[i])
    rows(x, right * 0)
    with pytest.raises(IndexError, match="index 3 is outside axis 0 of size 2"):
        rows(x, wrong)

    @compiled
    def inverse(x: AnyTensor) -> AnyTensor:
        return inv(x)

    inverse(as_tensor([[2.0, 0.0], [0.0, 1.0]], float64, (2, 2)))
    with pytest.raises(LinAlgError, match="inv: the matrix is singular"):
        inverse(as_tensor([[1.0, 1.0], [1.0, 1.0]], float64, (2, 2)))


# --------------------------------------------------------------------------------------------------- nothing is changed
@pytest.mark.parametrize("fault", ["item", "shape", "graph"])
def test_nothing_is_changed_by_a_step_that_is_refused(fault: str) -> None:
    rng = np.random.default_rng(0)
    net = Linear(3, 3, float64, rng=rng)
    optimizer = Adam(net.parameters(), 0.1)
    weight = net.parameters()[0]

    def step(x: AnyTensor, faulty: bool) -> Any:
        optimizer.zero_grad()
        loss = (net(x + random.normal(rng, (2, 3), float64)) ** 2.0).sum()
        backprop(loss)
        optimizer.step()
        if faulty and fault == "item":
            loss.item()
        if faulty and fault == "shape":
            loss = loss + untyped(ones((2,), float64)) @ ones((3,), float64)
        return (weight * weight).sum() if faulty else loss

    replayed = compiled(step)
    x = data(2, 3)
    replayed(x, False)
    before = [p.tolist() for p in net.parameters()], weight.grad, rng.bit_generator.state
    with pytest.raises((CompileError, ShapeError)):
        replayed(x, True)
    after = [p.tolist() for p in net.parameters()], weight.grad, rng.bit_generator.state
    assert str(before) == str(after)
    twin_rng = np.random.default_rng(0)
    twin = Linear(3, 3, float64, rng=twin_rng)
    twin_optimizer = Adam(twin.parameters(), 0.1)
    for _ in range(2):
        twin_optimizer.zero_grad()
        loss = (twin(x + random.normal(twin_rng, (2, 3), float64)) ** 2.0).sum()
        backprop(loss)
        twin_optimizer.step()
    replayed(x, False)
    assert [p.tolist() for p in net.parameters()] == [p.tolist() for p in twin.parameters()]
