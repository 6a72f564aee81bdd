"""Deep and wide graphs: nothing recurses, and nothing takes quadratic time."""

from __future__ import annotations

import copy
import pickle
import sys
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import parameter, tensor, untyped

from typedgrad import (
    GradientError,
    Parameter,
    backprop,
    compiled,
    concat,
    detect_nan,
    float64,
    gradients,
    ones,
    stack,
    to_dot,
    zeros,
)
from typedgrad import tape as tapes
from typedgrad.nn import Linear, Module
from typedgrad.optim import SGD

if TYPE_CHECKING:
    from collections.abc import Callable

DEPTH = 20_000
"""Of the chains here: twenty times what Python lets functions nest. The slow tests have a million."""


def chain(w: Any, depth: int) -> Any:
    y = w
    for _ in range(depth):
        y = y + 1.0
    return y


def scalar() -> Any:
    return Parameter(untyped(ones((), float64)))


def by_backprop(loss: Any, w: Any) -> None:
    backprop(loss)
    assert w.grad.item() == 1.0


def by_backprop_twice(loss: Any, w: Any) -> None:
    backprop(loss, retain_graph=True)
    backprop(loss)
    assert w.grad.item() == 2.0


def by_gradients(loss: Any, w: Any) -> None:
    assert untyped(gradients)(loss, w).item() == 1.0


def by_create_graph(loss: Any, w: Any) -> None:
    assert untyped(gradients)(loss, w, create_graph=True).item() == 1.0


def by_detect_nan(loss: Any, w: Any) -> None:
    with detect_nan():
        backprop(loss)
    assert w.grad.item() == 1.0


def by_copy(loss: Any, w: Any) -> None:
    assert copy.copy(loss).item() == loss.item()


def by_pickle(loss: Any, w: Any) -> None:
    for refused in (pickle.dumps, copy.deepcopy):
        with pytest.raises(GradientError, match="a graph is not copied"):
            refused(loss)


def by_repr(loss: Any, w: Any) -> None:
    assert repr(loss).startswith("Tensor[float64, tuple[()]]")


def by_dot(loss: Any, w: Any) -> None:
    assert to_dot(loss).count("add") > DEPTH // 2


def by_nothing(loss: Any, w: Any) -> None:
    assert loss._node is not None


USES: dict[str, Callable[[Any, Any], None]] = {
    "backprop": by_backprop,
    "retain_graph": by_backprop_twice,
    "gradients": by_gradients,
    "create_graph": by_create_graph,
    "detect_nan": by_detect_nan,
    "copy": by_copy,
    "pickle and deepcopy": by_pickle,
    "repr": by_repr,
    "to_dot": by_dot,
    "dropped": by_nothing,
}


@pytest.mark.parametrize("name", USES)
def test_a_deep_chain_is_used_and_freed(name: str) -> None:
    w = scalar()
    USES[name](chain(w, DEPTH), w)


@pytest.mark.slow  # a million calls each: about 10 s
@pytest.mark.parametrize("name", ["backprop", "create_graph", "dropped"])
def test_a_chain_of_a_million_is_used_and_freed(name: str) -> None:
    w = scalar()
    USES[name](chain(w, 1_000_000), w)


class Stopped(BaseException):
    """As `KeyboardInterrupt`."""


def test_an_interrupt_in_the_middle_of_a_deep_chain_frees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    w: Any = scalar()
    loss = chain(w, DEPTH)
    calls = 0
    plain = tapes.pulled_parts

    def stopping(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == DEPTH // 2:
            raise Stopped
        return plain(*arguments)

    monkeypatch.setattr(tapes, "pulled_parts", stopping)
    with pytest.raises(Stopped):
        backprop(loss)
    monkeypatch.undo()
    assert untyped(w).grad is None
    with pytest.raises(GradientError, match="is freed"):
        backprop(loss)
    del loss
    backprop(chain(w, 3))
    assert untyped(w).grad.item() == 1.0


# ----------------------------------------------------------------------------------------------------------------- wide
def shuffled(xs: list[Any]) -> list[Any]:
    return [xs[i] for i in np.random.default_rng(0).permutation(len(xs))]


def summed(xs: list[Any]) -> Any:
    total = xs[0]
    for x in xs[1:]:
        total = total + x
    return total


WIDE: dict[str, Callable[[list[Any]], Any]] = {
    "sums": summed,
    "stack": lambda xs: untyped(stack)(xs).sum(),
    "stack, reversed": lambda xs: untyped(stack)(xs[::-1]).sum(),
    "stack, shuffled": lambda xs: untyped(stack)(shuffled(xs)).sum(),
    "concat": lambda xs: untyped(concat)([x.reshape((1,)) for x in xs]).sum(),
    "concat, shuffled": lambda xs: untyped(concat)(shuffled([x.reshape((1,)) for x in shuffled(xs)])).sum(),
}


WIDEST = [pytest.param(name, 100_000, marks=pytest.mark.slow) for name in ("sums", "stack, shuffled", "concat")]  # 10 s


@pytest.mark.parametrize(("name", "width"), [*product(WIDE, (2, 600, 10_000)), *WIDEST])
def test_a_wide_graph_has_the_gradient_of_all_branches(name: str, width: int) -> None:
    w = scalar()
    backprop(WIDE[name]([w * float(i % 7) for i in range(width)]))
    assert w.grad.item() == sum(i % 7 for i in range(width))


@pytest.mark.parametrize("name", WIDE)
def test_branches_that_meet_again_are_walked_in_order(name: str) -> None:
    """Each call once, after all its uses: a walk in a wrong order would find one that is freed."""
    w = scalar()
    trunk = w * 3.0
    branches = [trunk * 1.0]
    for i in range(3_000):  # each made of an earlier one, so that many wait for long
        branches.append(branches[i // 2] * 1.0 + trunk)
    factors = [1.0]
    for i in range(3_000):
        factors.append(factors[i // 2] + 1.0)
    backprop(WIDE[name](branches))
    assert w.grad.item() == 3.0 * sum(factors)


def test_nodes_that_wait_are_not_moved_for_each_that_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list that nodes are put in order in stays short; all of 5,000 in it is quadratic time."""
    lengths: list[int] = []
    plain = untyped(tapes).insert

    def insert(pending: list[Any], node: Any) -> None:
        plain(pending, node)
        lengths.append(len(pending))

    monkeypatch.setattr(tapes, "insert", insert)
    w = scalar()
    backprop(WIDE["stack, reversed"]([w * 2.0 for _ in range(5_000)]))
    assert len(lengths) > 4_000
    assert max(lengths) <= 512


def test_a_parameter_used_often_has_one_sum() -> None:
    w = scalar()
    backprop(summed([w] * DEPTH))
    assert w.grad.item() == DEPTH


# -------------------------------------------------------------------------------------------------------------- modules
class Nested(Module):
    """A module in a module, or in lists in it."""

    def __init__(self, inner: object) -> None:
        self.inner = inner


def nested(depth: int) -> Any:
    module: Any = Linear(2, 2, float64, rng=np.random.default_rng(0))
    for i in range(depth):
        module = Nested(module if i % 2 else [module])
    return module


def test_modules_nested_deeply_have_their_parameters() -> None:
    module = nested(5_000)
    assert len(module.parameters()) == 2
    assert len(module.modules()) == 5_001
    assert not module.eval().modules()[-1].training
    state = module.state_dict()
    module.load_state_dict(state)
    assert all(name.count("inner") == 5_000 for name in state)


def test_lists_nested_deeply_have_their_parameters() -> None:
    inner: Any = [parameter(1.0)]
    for _ in range(5_000):
        inner = [inner]
    assert len(Nested(inner).parameters()) == 1


def test_a_module_of_many_parameters_learns() -> None:
    module = Nested([Parameter(untyped(zeros((1,), float64))) for _ in range(10_000)])
    parameters = module.parameters()
    optimizer = SGD(parameters, 0.5)
    backprop(untyped(concat)(parameters).sum())
    optimizer.step()
    assert {p.numpy().item() for p in parameters} == {-0.5}
    assert len(module.state_dict()) == 10_000


# ------------------------------------------------------------------------------------------------------------- compiled
@pytest.mark.parametrize("depth", [1_000, pytest.param(20_000, marks=pytest.mark.slow)])  # slow: 5 s
def test_a_long_step_is_compiled(depth: int) -> None:
    assert depth >= sys.getrecursionlimit()
    x = tensor(np.ones(2), float64)

    def body(x: Any) -> Any:
        return chain(x, depth)

    function: Any = compiled(body)
    for _ in range(2):
        assert function(x).numpy().tolist() == [depth + 1.0] * 2


@pytest.mark.slow  # 5 s
def test_a_long_step_with_gradients_is_compiled() -> None:
    w = scalar()

    @compiled
    def step() -> Any:
        w.grad = None
        backprop(chain(w, 5_000))
        return w.detach()

    for _ in range(2):
        untyped(step)()
        assert w.grad.item() == 1.0
