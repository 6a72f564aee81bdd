"""Memory: what a loop keeps, what frees a graph, and the peak of a training step; all by reference counting alone."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, array, each_of, parameter, tensor, untyped

from typedgrad import (
    DType,
    GradientError,
    Parameter,
    ShapeError,
    as_tensor,
    backprop,
    float64,
    gradients,
    hessian,
    hessian_vector_product,
    int64,
    jacobian,
    no_grad,
    ones,
    value_and_grad,
)
from typedgrad.nn import Linear, Sigmoid, cross_entropy
from typedgrad.nodes import Leaf, Node
from typedgrad.optim import SGD, Adam
from typedgrad.rules.table import TABLE
from typedgrad.tape import collect, is_recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyTensor


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def network(hidden: int = 4, dtype: Any = float64) -> Any:
    """Three pixels to two classes."""
    rng = np.random.default_rng(0)
    return Linear(3, hidden, dtype, rng=rng) >> Sigmoid() >> Linear(hidden, 2, dtype, rng=rng)


IMAGES: Any = tensor(np.random.default_rng(0).normal(size=(5, 3)), float64)
LABELS: Any = as_tensor([0, 1, 1, 0, 1], int64, (5,))


def loss_of(model: Any) -> Any:
    return untyped(cross_entropy)(model(IMAGES), LABELS)


# ------------------------------------------------------------------------------------------------------ loops
def nodes() -> int:
    """How many nodes there are in this process, leaves included."""
    return sum(type(thing) in (Node, Leaf) for thing in gc.get_objects())


def assert_flat(step: Callable[[], object], times: int) -> None:
    """Hold the nodes, and the memory that is allocated, to what they are after the first steps."""
    tracemalloc.start()
    try:
        for _ in range(2_000):  # tracemalloc misses some of what NumPy frees, until NumPy uses its places again
            step()
        nodes_before, bytes_before = nodes(), tracemalloc.get_traced_memory()[0]
        for _ in range(times):
            step()
        assert nodes() == nodes_before
        assert tracemalloc.get_traced_memory()[0] - bytes_before < 2_000
    finally:
        tracemalloc.stop()


def test_forward_passes_that_nobody_differentiates_leave_nothing() -> None:
    model = network()
    assert_flat(lambda: loss_of(model), 20_000)


def test_forward_passes_leave_one_graph_where_the_last_loss_is_kept() -> None:
    model, kept = network(), [None]

    def step() -> None:
        kept[0] = loss_of(model)

    assert_flat(step, 2_000)


@pytest.mark.parametrize("make", [SGD, Adam])
def test_training_steps_leave_nothing(make: Any) -> None:
    model = network()
    optimizer = make(model.parameters(), 0.1)

    def step() -> None:
        optimizer.zero_grad()
        backprop(loss_of(model))
        optimizer.step()

    assert_flat(step, 1_000)


def test_gradients_of_gradients_leave_nothing() -> None:
    w = parameter(1.0, 2.0)

    def step() -> None:
        slope = gradients(untyped((w * w * w).sum()), w, create_graph=True)
        backprop(untyped((slope * slope).sum()))
        w.grad = None

    assert_flat(step, 500)


# ------------------------------------------------------------------------------------------ what frees a graph
def watched(loss: AnyTensor, w: AnyTensor) -> list[weakref.ref[Any]]:
    """References to every call that `loss` depends on and to every array that is saved for it but that of `w`."""
    assert loss._node is not None
    calls = collect(loss._node)
    saved: dict[int, Any] = {id(part): part for node in calls for part in node.saved or ()}
    arrays = [part for part in saved.values() if type(part) is np.ndarray and part is not w._data]
    assert len(calls) > 2
    assert len(arrays) > 1
    return [*map(weakref.ref, calls), *map(weakref.ref, arrays)]


def alive(references: list[weakref.ref[Any]]) -> list[object]:
    return [thing for reference in references if (thing := reference()) is not None]


def some_loss(w: Any) -> Any:
    hidden = (w * w).exp()
    return (hidden * hidden.tanh()).sum()


class Interrupted(BaseException):
    """As `KeyboardInterrupt`, no `Exception`."""


def raising(*_: object) -> Any:
    raise Interrupted


FREED_BY: dict[str, Callable[[Any, Any], object]] = {
    "backprop": lambda loss, w: backprop(loss),
    "gradients": gradients,
}


@pytest.mark.parametrize("name", FREED_BY)
def test_a_walk_frees_all_but_the_loss(name: str) -> None:
    w = parameter(1.0, 2.0)
    loss = some_loss(w)
    references = watched(loss, w)
    FREED_BY[name](loss, w)
    assert alive(references) == [loss._node]
    assert loss._node.saved is None
    del loss
    assert alive(references) == []


def test_a_retained_graph_is_freed_with_its_loss() -> None:
    w = parameter(1.0, 2.0)
    loss = some_loss(w)
    references = watched(loss, w)
    backprop(loss, retain_graph=True)
    assert len(alive(references)) == len(references)
    del loss
    assert alive(references) == []


def test_leaving_the_scope_frees_the_graph() -> None:
    w = parameter(1.0, 2.0)

    def scope() -> list[weakref.ref[Any]]:
        return watched(some_loss(w), w)

    assert alive(scope()) == []


def test_a_recorded_gradient_keeps_the_graph_and_frees_it() -> None:
    w = parameter(1.0, 2.0)
    loss = some_loss(w)
    references = watched(loss, w)
    slope: Any = gradients(loss, w, create_graph=True)
    del loss
    references += watched(slope.sum(), w)
    assert len(alive(references)) > 5
    del slope
    assert alive(references) == []


def test_an_error_in_a_forward_pass_frees_the_graph() -> None:
    references: list[weakref.ref[Any]] = []
    w = parameter(1.0, 2.0)

    def forward() -> Any:
        hidden = some_loss(w) * w
        references.extend(watched(hidden, w))
        return hidden + ones((3,), float64)

    try:
        forward()
    except ShapeError:
        pass
    else:
        pytest.fail("no error")
    assert alive(references) == []


def test_an_interrupt_in_a_forward_pass_frees_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    references: list[weakref.ref[Any]] = []
    w = parameter(1.0, 2.0)
    monkeypatch.setattr(TABLE["log"], "run", raising)

    def forward() -> None:
        hidden = some_loss(w) * w
        references.extend(watched(hidden, w))
        with no_grad():
            hidden.log()

    try:
        forward()
    except Interrupted:
        pass
    else:
        pytest.fail("no error")
    assert alive(references) == []
    assert is_recording()


WALKS: dict[str, Callable[[Any, Any], object]] = {
    **FREED_BY,
    "create_graph": lambda loss, w: untyped(gradients)(loss, w, create_graph=True),
}


@pytest.mark.parametrize("name", WALKS)
def test_an_interrupt_in_a_backward_pass_frees_the_graph(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    w = parameter(1.0, 2.0)
    loss = some_loss(w)
    references = watched(loss, w)
    with monkeypatch.context() as patch:
        patch.setattr(TABLE["exp"], "gradients", (raising,))
        patch.setattr(TABLE["exp"], "pull", None)
        try:
            WALKS[name](loss, w)
        except Interrupted:
            pass
        else:
            pytest.fail("no error")
    assert w.grad is None
    assert is_recording()
    assert np.geterr()["over"] == "warn"
    if name != "create_graph":
        with pytest.raises(GradientError, match="is freed"):
            backprop(loss)
    del loss
    assert alive(references) == []
    backprop(some_loss(w))  # and the next is as if nothing had been
    assert w.grad is not None
    fresh = parameter(1.0, 2.0)
    backprop(some_loss(fresh))
    assert array(w.grad).tolist() == array(untyped(fresh.grad)).tolist()


# ----------------------------------------------------------------------------------------------------- no cycles
def vector() -> Any:
    return tensor(np.array([1.0, 2.0]), float64)


def refused() -> None:
    w = parameter(1.0, 2.0)
    with suppress(ShapeError):
        backprop(untyped(w * w + ones((3,), float64)).sum())


def trained() -> None:
    model = network()
    optimizer = Adam(model.parameters())
    backprop(loss_of(model))
    optimizer.step()
    optimizer.zero_grad()


def interrupted_switch() -> None:
    with suppress(Interrupted), no_grad():
        raise Interrupted


def scaled(x: Any) -> Any:
    return x * x.sum()


ACTS: dict[str, Callable[[], object]] = {
    "forward": lambda: some_loss(parameter(1.0, 2.0)),
    "backprop": lambda: backprop(some_loss(parameter(1.0, 2.0))),
    "retained": lambda: backprop(some_loss(parameter(1.0, 2.0)), retain_graph=True),
    "gradients": lambda: untyped(gradients)(some_loss(w := parameter(1.0, 2.0)), w),
    "create_graph": lambda: untyped(gradients)(some_loss(w := parameter(1.0, 2.0)), w, create_graph=True),
    "value_and_grad": lambda: untyped(value_and_grad)(some_loss)(vector()),
    "jacobian": lambda: untyped(jacobian)(scaled, vector()),
    "hessian": lambda: untyped(hessian)(some_loss, vector()),
    "hessian_vector_product": lambda: untyped(hessian_vector_product)(some_loss, vector(), vector()),
    "module": network,
    "module, forward": lambda: loss_of(network()),
    "module, backprop": lambda: backprop(loss_of(network())),
    "module, state": lambda: network().state_dict(),
    "optimizer": trained,
    "error": refused,
    "no_grad": interrupted_switch,
    "parameter": lambda: Parameter(vector()),
}


@pytest.mark.parametrize("name", ACTS)
def test_no_reference_cycle_is_left(name: str) -> None:
    ACTS[name]()  # what is made once is made
    gc.collect()
    ACTS[name]()
    assert gc.collect() == 0


# ----------------------------------------------------------------------------------------------------------- peak
def bytes_by_hand(sizes: tuple[int, ...], batch: int, itemsize: int) -> int:
    """The buffers of a training step written by hand in NumPy, each allocated once."""
    parameters = sum(rows * columns + columns for rows, columns in pairwise(sizes))
    flat = 5 * parameters  # values, gradients, both means of Adam, scratch
    results = 2 * batch * sum(sizes[1:])  # of each layer, with its gradient
    slopes = batch * sum(sizes[1:-1])  # of each activation
    columns = 3 * batch * sizes[-1]  # logits, exponentials and targets, transposed
    return itemsize * (flat + results + slopes + columns)


@each_of(FLOATS)
def test_the_peak_of_training_is_near_that_of_preallocated_buffers(dtype: type[DType]) -> None:
    """The digits network with hidden layers 16 times as wide, at batch 1024, from its making through two steps."""
    sizes, batch = (64, 640, 320, 10), 1024
    rng = np.random.default_rng(0)
    images: Any = tensor(rng.normal(size=(batch, sizes[0])), dtype)
    targets: Any = tensor(np.eye(10)[rng.integers(0, 10, batch)], dtype)
    tracemalloc.start()
    try:
        first, second, third = (untyped(Linear)(n, m, dtype, rng=rng) for n, m in pairwise(sizes))
        model = first >> Sigmoid() >> second >> Sigmoid() >> third
        optimizer = Adam(model.parameters())
        for _ in range(2):
            optimizer.zero_grad()
            backprop(untyped(cross_entropy)(model(images), targets))
            optimizer.step()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 1.3 * bytes_by_hand(sizes, batch, images.dtype.itemsize)
