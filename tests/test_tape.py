"""The graph: the order of the walk, long chains, what frees it, and what memory it keeps."""

from __future__ import annotations

import gc
import sys
import threading
import tracemalloc
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyTensor, array, assert_tensor, grad_of, operand, parameter, tensor, untyped

from typedgrad import (
    GradientError,
    Parameter,
    as_tensor,
    backprop,
    float32,
    float64,
    gradients,
    ones,
)
from typedgrad import abs as absolute
from typedgrad.rules.arithmetic import add
from typedgrad.rules.linalg import linear
from typedgrad.rules.manipulation import concat
from typedgrad.rules.rule import Rule
from typedgrad.tape import collect, sum_to
from typedgrad.tensor.base import nary, ternary

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 100_000


def scalar(number: float) -> Parameter[Any, Any]:
    """A float64 parameter without axes."""
    return Parameter(tensor(np.array(number), float64))


def calls(loss: AnyTensor) -> list[Any]:
    """The recorded calls that a tensor depends on, as `backprop` would walk them."""
    assert loss._node is not None
    return collect(loss._node)


# ------------------------------------------------------------------------------------------------- order of the walk
def test_each_call_comes_once_and_after_all_its_uses() -> None:
    x = parameter(1.0, 2.0)
    a = x * 2.0
    b = a.exp()
    c = a * b + b * a - (b + x)
    loss = (c * c).sum()
    order = calls(loss)
    place = {node: i for i, node in enumerate(order)}
    assert len(place) == len(order) == 9
    for node in order:
        assert all(place[source] > place[node] for source in node.inputs if source is not None and source.rule)


def test_calls_apart_from_the_loss_are_not_walked() -> None:
    x = parameter(1.0)
    x.exp()
    loss = (x * x).sum()
    x.tanh()
    assert [node.rule.name for node in calls(loss)] == ["sum", "multiply"]


def test_a_call_of_three_constants_is_not_recorded() -> None:
    x, w, b = (tensor(np.ones(shape), float64) for shape in ((2, 3), (3, 4), (4,)))
    assert ternary(linear, x, w, b)._node is None
    assert ternary(linear, x, w, untyped(Parameter(b)))._node is not None


def test_gradient_is_pulled_once_through_a_shared_call(monkeypatch: pytest.MonkeyPatch) -> None:
    pulls: list[Any] = []

    def counting(xp: object, g: Any) -> Any:
        pulls.append(g)
        return g

    monkeypatch.setattr(add, "gradients", (counting, counting))
    x = parameter(1.0)
    y = x + 1.0
    gradients(untyped((y * y * y + y * 2.0 - y).sum()), x)
    assert len(pulls) == 3  # y, and one for each of the two operands of `+`


@pytest.mark.parametrize("fan", [1, 2, 50])
def test_gradients_of_many_uses_add_up(fan: int) -> None:
    x = parameter(1.0, 2.0)
    total = x * 0.0
    for i in range(fan):
        total = total + x * float(i)
    assert_tensor(gradients(untyped(total.sum()), x), [fan * (fan - 1) / 2] * 2, float64)


# ------------------------------------------------------------------------------------------------------- long chains
CHAINS: dict[str, Callable[[Any], Any]] = {
    "multiply": lambda x: x * 1.00001,
    "diamond": lambda x: x + x * 0.00001,
    "reshape": lambda x: x.reshape(()),
}


@pytest.mark.parametrize("name", CHAINS)
def test_chain_is_recorded_differentiated_and_freed_without_recursion(name: str) -> None:
    x = scalar(1.0)
    y: Any = x
    for _ in range(LENGTH):
        y = CHAINS[name](y)
    slope = 1.0 if name == "reshape" else 1.00001**LENGTH
    backprop(y)
    assert grad_of(x).item() == pytest.approx(slope, rel=1e-9)


def test_chain_that_nobody_differentiates_is_freed_without_recursion() -> None:
    y: Any = scalar(1.0)
    for _ in range(LENGTH):
        y = y * 1.00001
    first = weakref.ref(y._node)
    del y
    assert first() is None


@pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="CPython 3.13 frees nested objects to a depth, not to a stack size"
)
def test_chain_is_freed_in_a_thread_with_a_small_stack() -> None:
    y: Any = scalar(1.0)
    for _ in range(LENGTH):
        y = y + 1.0
    chain = [y]
    del y
    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=chain.clear)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert chain == []


# ------------------------------------------------------------------------------------------------------------ freeing
FREED = "the graph.* is freed: an earlier backprop or gradients went through it; pass retain_graph=True"


def test_second_backprop_over_a_freed_graph() -> None:
    x = parameter(1.0, 2.0)
    loss = (x * x).sum()
    backprop(untyped(loss))
    first = grad_of(x)
    with pytest.raises(GradientError, match=FREED):
        backprop(untyped(loss))
    assert_tensor(grad_of(x), array(first), float64)


def test_freed_subgraph_of_another_loss() -> None:
    x = parameter(1.0, 2.0)
    shared = x.exp()
    backprop(untyped(shared.sum()))
    first = x.grad
    with pytest.raises(GradientError, match="the graph of exp is freed"):
        backprop(untyped((shared * 2.0).sum()))
    with pytest.raises(GradientError, match="the graph of exp is freed"):
        gradients(untyped((shared * 2.0).sum()), x)
    assert_tensor(grad_of(x), untyped(first).numpy(), float64)


def test_losses_that_share_a_subgraph_add_up_with_retain_graph() -> None:
    x = parameter(1.0, 2.0)
    shared = x * x
    backprop(untyped(shared.sum()), retain_graph=True)
    backprop(untyped((shared * 10.0).sum()))
    assert_tensor(grad_of(x), [22.0, 44.0], float64)


def test_retained_graph_can_be_walked_again_and_again() -> None:
    x = parameter(1.0, 2.0)
    loss = (x.sigmoid() * x.tanh()).sum()
    once = gradients(untyped(loss), x, retain_graph=True)
    for _ in range(3):
        backprop(untyped(loss), retain_graph=True)
    assert_tensor(grad_of(x), 3.0 * array(once), float64, ulps=2)


def test_backprop_frees_what_was_saved() -> None:
    x = parameter(1.0, 2.0)
    loss = (x * x).exp().sum()
    saved = weakref.ref(calls(loss)[1].saved[0])
    backprop(untyped(loss))
    assert saved() is None


def test_failed_backprop_leaves_the_graph_as_it_was() -> None:
    x, y = parameter(1.0, 2.0), parameter(3.0, 4.0)
    squares = x * x
    loss = (squares + y * y).sum()
    y.assign(y * 2.0)
    with pytest.raises(GradientError, match="updated after multiply used it"):
        backprop(untyped(loss))
    assert (x.grad, y.grad) == (None, None)
    backprop(untyped(squares.sum()))
    assert_tensor(grad_of(x), [2.0, 4.0], float64)


# -------------------------------------------------------------------------------------------------- memory stays flat
def growth(step: Callable[[], object]) -> int:
    """How many bytes more are allocated after many steps than after a few."""
    for _ in range(10):
        step()
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(200):
            step()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


def test_memory_of_a_loop_that_never_differentiates_stays_flat() -> None:
    w = Parameter(ones((100, 10)))
    x = ones((10, 100))
    gc.disable()  # by reference counting alone
    try:
        assert growth(lambda: (x @ w).sigmoid().sum()) < 50_000
    finally:
        gc.enable()


def test_memory_of_a_training_loop_stays_flat() -> None:
    w = Parameter(ones((100, 10)))
    x = ones((10, 100))

    def step() -> None:
        backprop((x @ w).sigmoid().sum())
        w.grad = None
        w.assign(w * 0.9)

    gc.disable()
    try:
        assert growth(step) < 50_000
    finally:
        gc.enable()


# ----------------------------------------------------------------------------------------------------- its parts
@pytest.mark.parametrize(
    ("shape", "to"),
    [
        ((2, 3), (3,)),
        ((2, 3), ()),
        ((2, 3), (1, 3)),
        ((2, 3), (2, 1)),
        ((4, 2, 3), (2, 1)),
        ((0,), (1,)),
        ((2, 0), (2, 1)),
    ],
    ids=str,
)
def test_sum_to_undoes_a_broadcast(shape: tuple[int, ...], to: tuple[int, ...]) -> None:
    g = np.ones(shape, np.float32)
    total = sum_to(g, to)
    assert total.shape == to
    assert total.dtype == np.dtype(np.float32)
    assert total.sum() == g.sum()


def test_a_rule_says_its_name() -> None:
    assert repr(add) == "<rule add>"
    assert isinstance(add, Rule)


def test_constants_are_not_recorded() -> None:
    x = as_tensor([1.0], float32, (1,))
    assert absolute(x * 2.0 + x)._node is None
    assert operand((2,), float64).sum()._node is None


def test_a_call_of_many_constants_is_not_recorded() -> None:
    x, y = (tensor(np.ones(2), float64) for _ in range(2))
    assert nary(concat((2, 2), 0), (x, y))._node is None
    assert nary(concat((2, 2), 0), (x, untyped(Parameter(y))))._node is not None
