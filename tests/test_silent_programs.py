"""Never a wrong gradient in silence, for graphs: walked again, shared, copied, outlived, and made by compiled steps."""

from __future__ import annotations

import copy
import gc
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyTensor, array, assert_tensor, grad_of, parameter, tensor, untyped
from silent_cases import (
    FREED,
    UPDATED,
    Holder,
    X,
    applied,
    differentiable_calls,
    differentiated,
    doubled,
    parameters_of,
    weighted,
)

import typedgrad.array_api as xp
from typedgrad import (
    CompileError,
    GradientError,
    as_tensor,
    backprop,
    compiled,
    detect_nan,
    einsum,
    float32,
    float64,
    gradients,
    no_grad,
)
from typedgrad.nn import Linear
from typedgrad.optim import SGD, Adam

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rule_calls import Call

# ------------------------------------------------------------------------------------------------- a graph walked again
every_call = pytest.mark.parametrize("call", differentiable_calls(), ids=str)


@every_call
def test_a_retained_graph_gives_the_same_gradients_again(call: Call) -> None:
    """No walk writes to what the next one needs."""
    ws = parameters_of(call)
    loss = untyped(weighted(applied(call, ws)))
    found = [gradients(loss, ws, retain_graph=True), gradients(loss, ws, create_graph=True)]
    with detect_nan():
        found.append(gradients(loss, ws, retain_graph=True))
    for _ in range(2):
        for w in ws:
            w.grad = None
        backprop(loss, retain_graph=True)
        found.append(tuple(grad_of(w) for w in ws))
    for again in found[1:]:
        for one, other in zip(found[0], again, strict=True):
            np.testing.assert_allclose(array(other), array(one), rtol=1e-13, atol=1e-13)
    for one, other in zip(found[-2], found[-1], strict=True):
        np.testing.assert_array_equal(array(other), array(one))


def test_second_walk_after_an_update() -> None:
    """With `w.data` in PyTorch the second walk is silently another."""
    w = parameter(1.0, 2.0)
    loss = (w * w).sum()
    optimizer = SGD([w], lr=0.5)
    backprop(untyped(loss), retain_graph=True)
    optimizer.step()
    with pytest.raises(GradientError, match=UPDATED):
        backprop(untyped(loss))
    assert_tensor(grad_of(w), [2.0, 4.0], float64)


def test_recorded_gradients_after_an_update() -> None:
    w = parameter(1.0, 2.0)
    slope = gradients(untyped((w * w * w).sum()), w, create_graph=True)
    total = slope.sum()
    doubled(w)
    with pytest.raises(GradientError, match=UPDATED):
        gradients(untyped(total), w)


def test_gradients_are_reset_between_losses_that_share_a_graph() -> None:
    w = parameter(1.0, 2.0)
    shared = w * w
    first, second = shared.sum(), shared.exp().sum()
    backprop(untyped(first), retain_graph=True)
    SGD([w], lr=0.5).zero_grad()
    backprop(untyped(second))
    assert_tensor(grad_of(w), 2.0 * np.array([1.0, 2.0]) * np.exp([1.0, 4.0]), float64, ulps=2)


def test_losses_that_share_a_graph_with_a_step_in_between() -> None:
    w = parameter(1.0, 2.0)
    shared = w * w
    first, second = shared.sum(), shared.exp().sum()
    optimizer = SGD([w], lr=0.5)
    backprop(untyped(first), retain_graph=True)
    optimizer.step()
    with pytest.raises(GradientError, match=UPDATED):
        backprop(untyped(second))


def test_losses_that_share_a_freed_graph() -> None:
    w = parameter(1.0, 2.0)
    shared = w * w
    second = shared.exp().sum()
    backprop(untyped(shared.sum()))
    with pytest.raises(GradientError, match=FREED):
        backprop(untyped(second))
    assert_tensor(grad_of(w), [2.0, 4.0], float64)


def test_interrupt_in_the_middle_of_an_update_is_no_silent_update(monkeypatch: pytest.MonkeyPatch) -> None:
    w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)
    loss = (w * v).sum()
    copyto = np.copyto

    def interrupted(target: Any, values: Any) -> None:
        copyto(target, values)
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "copyto", interrupted)
    with pytest.raises(KeyboardInterrupt):
        w.assign(X * 10.0)
    monkeypatch.undo()
    with pytest.raises(GradientError, match=UPDATED):
        backprop(untyped(loss))


# ------------------------------------------------------------------------------------------------------------ outliving
def test_graph_outlives_its_parameters_and_optimizer() -> None:
    w = parameter(1.0, 2.0)
    optimizer = SGD([w], lr=0.5)
    h: Any = w * w
    loss = (h * h).sum()
    gone = weakref.ref(w), weakref.ref(optimizer)
    del w, optimizer
    gc.collect()
    assert [one() for one in gone] == [None, None]
    assert_tensor(untyped(gradients)(loss, h), [2.0, 8.0], float64)


def test_optimizer_takes_parameters_over_between_two_walks() -> None:
    """Their values and their gradients move to other memory: what was added up moves along."""
    w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)
    first, second = (w + v).sum(), (v + v).exp().sum()
    backprop(untyped(first))
    optimizer = SGD([w, v], lr=1.0)
    backprop(untyped(second))
    slope = 1.0 + 2.0 * np.exp([6.0, 8.0])
    assert_tensor(grad_of(v), slope, float64, ulps=2)
    optimizer.step()
    assert_tensor(v, np.array([3.0, 4.0]) - slope, float64, ulps=2)


# --------------------------------------------------------------------------------------------------------------- copies
DUPLICATES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "deepcopy in a list": lambda x: copy.deepcopy([x])[0],
}


def test_copy_of_a_loss_has_the_same_gradients() -> None:
    w = parameter(1.0, 2.0)
    loss = (w * w).exp().sum()
    backprop(copy.copy(loss))
    assert_tensor(grad_of(w), 2.0 * np.array([1.0, 2.0]) * np.exp([1.0, 4.0]), float64, ulps=2)


def test_copy_of_an_argument_depends_on_it() -> None:
    def times_its_copy(x: Any) -> Any:
        return (copy.copy(x) * x).sum()

    _, by_x = differentiated(times_its_copy)(X)
    assert_tensor(by_x, [2.0, 4.0], float64)


def test_deep_copy_of_an_argument_is_refused() -> None:
    """A copy of its graph would end in a leaf that nobody asks for."""

    def times_its_deep_copy(x: Any) -> Any:
        return (copy.deepcopy(x) * x).sum()

    with pytest.raises(GradientError, match="pickle or deepcopy: a tensor of shape"):
        differentiated(times_its_deep_copy)(X)


@pytest.mark.parametrize("how", DUPLICATES)
def test_copy_of_a_parameter_is_one_of_its_own(how: str) -> None:
    """With shared values and gradients, an optimizer that moves the values would part the two."""
    w = parameter(1.0, 2.0)
    duplicate = DUPLICATES[how](w)
    loss = (duplicate * w).sum()
    doubled(duplicate)
    with pytest.raises(GradientError, match=UPDATED):
        gradients(untyped(loss), w)
    backprop((duplicate * duplicate).sum())
    assert_tensor(w, [1.0, 2.0], float64)
    assert w.grad is None
    assert_tensor(grad_of(duplicate), [4.0, 8.0], float64)


def test_deepcopy_of_a_module_is_trained_between_forward_and_backprop() -> None:
    layer = Linear(2, 1, rng=np.random.default_rng(0))
    x = as_tensor([[1.0, 2.0]], float32, (1, 2))
    loss = (layer(x) * layer(x)).sum()
    twin = copy.deepcopy(layer)
    backprop((twin(x) * twin(x)).sum())
    expected = twin.weight.grad
    SGD(twin.parameters(), lr=0.5).step()
    backprop(loss)
    assert expected is not None
    assert_tensor(grad_of(layer.weight), array(expected), float32)


def test_checkpoint_is_loaded_between_forward_and_backprop(tmp_path: Path) -> None:
    pytest.importorskip("safetensors")
    from typedgrad.checkpoint import load_checkpoint, save_checkpoint  # noqa: PLC0415  # needs an extra

    w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)
    model = Holder([w, v])
    save_checkpoint(tmp_path / "run.safetensors", model, epoch=1)
    doubled(w)
    loss, view_loss = (w * v).sum(), (w.reshape((2, 1)).reshape((2,)) * v.detach()).sum()
    load_checkpoint(tmp_path / "run.safetensors", model)
    with pytest.raises(GradientError, match=UPDATED):
        backprop(untyped(loss))
    backprop(untyped(view_loss))
    assert_tensor(grad_of(w), [3.0, 4.0], float64)


# ------------------------------------------------------------------------------------------------------- compiled steps
@compiled
def multiplied(x: AnyTensor) -> tuple[AnyTensor, AnyTensor, AnyTensor]:
    """A result, a view of it, and a view of the argument."""
    y: AnyTensor = x * 2.0
    return y, untyped(y)[::-1], untyped(x)[::-1]


def test_results_of_a_compiled_step_are_not_written_to_by_the_next() -> None:
    w = parameter(1.0, 1.0)
    losses: list[Any] = []
    for i in range(4):
        first, second, third = multiplied(X + float(i))
        losses.append((w * (first + second + third)).sum())
    for i, loss in enumerate(losses):
        x = array(X) + i
        assert_tensor(gradients(loss, w), 2.0 * x + 2.0 * x[::-1] + x[::-1], float64)


def test_update_in_a_compiled_step_between_its_forward_and_its_backprop() -> None:
    w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)

    @compiled
    def step(x: AnyTensor) -> None:
        loss = (w * v).sum() + w.sum()
        w.assign((w * x).detach())
        backprop(untyped(loss))

    for _ in range(2):
        with pytest.raises(GradientError, match=UPDATED):
            step(X)
        assert_tensor(w, [1.0, 2.0], float64)


def test_views_in_a_compiled_step_that_updates() -> None:
    w, v = parameter(1.0, 2.0), parameter(0.0, 0.0)

    @compiled
    def step(x: AnyTensor) -> tuple[AnyTensor, ...]:
        with no_grad():
            views: list[Any] = [w[::-1], untyped(einsum)("i->i", w), w.detach(), w.reshape((2,))]
        loss: Any = (w.reshape((2,)) * v).sum()
        for view in views:
            loss = loss + (view * v).sum()
        w.assign((w * x).detach())
        v.grad = None
        backprop(loss)
        return tuple(views)

    for _ in range(3):
        before = array(w).copy()
        views = step(X)
        assert_tensor(grad_of(v), before[::-1] + 4.0 * before, float64)
        for view, expected in zip(views, (before[::-1], before, before, before), strict=True):
            assert_tensor(view, expected, float64)


@pytest.mark.parametrize("make", [SGD, Adam])
def test_optimizer_takes_parameters_over_after_a_step_was_captured(make: Any) -> None:
    """It moves their values and gradients to other memory, which a program that was made before must not miss."""
    w = parameter(1.0, 2.0)
    one = tensor(np.array(1.0), float64)

    @compiled
    def step(s: AnyTensor) -> AnyTensor:
        loss: AnyTensor = (w * w * s).sum()
        w.grad = None
        backprop(untyped(loss))
        return loss.detach()

    step(one)
    for _ in range(3):
        make([w], lr=0.75).step()
        assert_tensor(step(one), np.square(array(w)).sum(), float64)
        assert_tensor(grad_of(w), 2.0 * array(w), float64)


def test_gradient_that_a_compiled_step_reads_and_writes_is_moved() -> None:
    w = parameter(1.0, 2.0)
    backprop((w * 3.0).sum())

    @compiled
    def doubling() -> AnyTensor:
        gradient = grad_of(w)
        w.grad = gradient * 2.0
        return gradient

    assert_tensor(doubling(), [3.0, 3.0], float64)
    SGD([w], lr=0.5)
    assert_tensor(doubling(), [6.0, 6.0], float64)
    assert_tensor(grad_of(w), [12.0, 12.0], float64)


def test_tensor_that_a_compiled_step_refers_to_is_assigned_to() -> None:
    """Within `assignable` only: the tensor is the same object, with other values."""
    w, x = parameter(1.0, 2.0), X.copy()

    @compiled
    def step() -> None:
        w.grad = None
        backprop(untyped((w * x).sum()))

    step()
    with xp.assignable():
        untyped(x)[0] = 50.0
    step()
    assert_tensor(grad_of(w), [50.0, 2.0], float64)


def test_tensor_that_a_compiled_step_assigns_to_is_as_it_was() -> None:
    x = X.copy()

    @compiled
    def step(y: AnyTensor) -> AnyTensor:
        with xp.assignable():
            untyped(x)[0] = y.sum()
        return y + x

    with pytest.raises(CompileError, match="the step changes a variable"):
        step(X)
    assert_tensor(x, [1.0, 2.0], float64)
