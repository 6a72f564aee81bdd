"""Never a wrong gradient in silence: it is that of the values at the forward, or an error names the operation.

Every rule with gradients and every rule that gives a view meets every disturbance of `silent_cases`; then random
programs with updates in between; then what is one of a kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import silent_cases as cases
from helpers import AnyArray, AnyTensor, array, assert_tensor, grad_of, tensor, untyped
from hypothesis import given
from hypothesis import strategies as st
from silent_cases import DISTURBANCES, AnyParameter, applied, differentiable_calls, moved, view_calls, weighted

import typedgrad as tg
from typedgrad import (
    GradientError,
    Parameter,
    backprop,
    detect_nan,
    einsum,
    float64,
    gradients,
    no_grad,
)
from typedgrad.nn import softmax
from typedgrad.rules.rule import Saves
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rule_calls import Call

UPDATED = r"a parameter of shape .* was updated after (\w+) used it"
SEES_INPUTS = (Saves.INPUTS, Saves.ALL, Saves.AS_RUN)
"""What is saved by rules whose gradients need the values of a parameter that they were given."""

every_disturbance = pytest.mark.parametrize("how", DISTURBANCES)
every_update = pytest.mark.parametrize("how", [name for name, one in DISTURBANCES.items() if one.updates])
every_call = pytest.mark.parametrize("call", differentiable_calls(), ids=str)
every_view = pytest.mark.parametrize("call", view_calls(), ids=str)


def fresh(parameters: Sequence[AnyParameter]) -> list[AnyParameter]:
    """Parameters of the same values that nobody knows."""
    return [Parameter(untyped(w.detach())) for w in parameters]


def pulled(loss: AnyTensor, parameters: Sequence[AnyParameter], walk: str) -> list[AnyArray]:
    """The gradients of a loss, by one of the ways to ask for them."""
    if walk == "backprop":
        for w in parameters:
            w.grad = None
        backprop(untyped(loss))
        return [array(w.grad) if w.grad is not None else np.zeros(w.shape) for w in parameters]
    if walk == "detect_nan":
        with detect_nan():
            return [array(g) for g in gradients(untyped(loss), parameters)]
    return [array(g) for g in gradients(untyped(loss), parameters, create_graph=walk == "create_graph")]


def hold(
    loss: Callable[[Sequence[AnyParameter]], AnyTensor],
    parameters: Sequence[AnyParameter],
    how: str,
    walk: str = "backprop",
    *,
    names: frozenset[str] = frozenset(),
) -> None:
    """Disturb the parameters of a loss: its gradients are as if nothing had been, or the error has one of the names."""
    disturbance = DISTURBANCES[how]
    disturb = disturbance.prepare(parameters)
    alike = fresh(parameters)
    expected = pulled(loss(alike), alike, walk)
    disturbed = loss(parameters)
    disturb()
    for w, before in zip(parameters, alike, strict=True):
        assert np.array_equal(array(w), array(before)) is not (disturbance.updates and w.size > 0)
    try:
        found = pulled(disturbed, parameters, walk)
    except GradientError as error:
        said = re.match(UPDATED, str(error))
        assert said is not None
        assert disturbance.updates
        assert said[1] in names
        return
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)


# ------------------------------------------------------------------------------------------ all calls, all disturbances
@every_disturbance
@every_call
def test_gradient_of_a_call_is_that_of_the_values_at_the_forward(call: Call, how: str) -> None:
    """PyTorch sees an update only through its own in-place methods: after `w.data.copy_()` its gradient is another."""
    names = frozenset({call.rule.name}) if call.rule.saves in SEES_INPUTS else frozenset[str]()
    hold(lambda ws: weighted(applied(call, ws)), cases.parameters_of(call), how, names=names)


@pytest.mark.parametrize("walk", ["gradients", "create_graph", "detect_nan"])
@every_call
def test_every_walk_sees_the_update(call: Call, walk: str) -> None:
    names = frozenset({call.rule.name}) if call.rule.saves in SEES_INPUTS else frozenset[str]()
    hold(lambda ws: weighted(applied(call, ws)), cases.parameters_of(call), "a step", walk, names=names)


@pytest.mark.parametrize("walk", ["backprop", "gradients", "create_graph", "detect_nan"])
@every_call
def test_an_update_is_seen_where_a_later_call_meets_the_parameter_first(call: Call, walk: str) -> None:
    def loss(ws: Sequence[AnyParameter]) -> AnyTensor:
        total = weighted(applied(call, ws))
        for w in ws:
            total = total + w.sum()  # of which nothing is saved
        return total

    names = frozenset({call.rule.name}) if call.rule.saves in SEES_INPUTS else frozenset[str]()
    hold(loss, cases.parameters_of(call), "a step", walk, names=names)


# ------------------------------------------------------------------------------------------ views, all updates
def test_rules_that_give_views_are_these() -> None:
    found = {call.name for call in view_calls()}
    moving = {"reshape", "transpose", "matrix_transpose", "broadcast_to", "tile", "flip"}
    assert found == moving | {"index", "unsplice", "einsum"}


@every_disturbance
@every_view
def test_gradient_through_a_view_of_a_parameter(call: Call, how: str) -> None:
    """The factor of a view needs its values."""

    def loss(ws: Sequence[AnyParameter]) -> AnyTensor:
        *inputs, factor = ws
        view = applied(call, inputs)
        return weighted(view * factor + view)

    view = applied(call, cases.parameters_of(call))
    factor = Parameter(untyped(wrap(np.linspace(0.5, 1.5, view.size).reshape(view.shape))))
    names = frozenset({"multiply"} | ({call.rule.name} if call.rule.saves in SEES_INPUTS else set()))
    hold(loss, [*cases.parameters_of(call), factor], how, names=names)


@every_update
@every_view
def test_view_under_no_grad_is_a_constant_of_its_own(call: Call, how: str) -> None:
    """In PyTorch it shares the memory, and after an update through `.data` or NumPy the gradient of `v` is another."""
    parameters = cases.parameters_of(call)
    disturb = DISTURBANCES[how].prepare(parameters)
    with no_grad():
        view = applied(call, parameters)
    values = array(view).copy()
    v = Parameter(untyped(wrap(np.ones(view.shape))))
    loss = (view * v).sum()
    disturb()
    backprop(untyped(loss))
    assert_tensor(grad_of(v), values, float64)


# ------------------------------------------------------------------------------------------------------ random programs
@dataclass
class Version:
    """A parameter, and in `versions` what stands for it in the program that nothing disturbs: one for each update."""

    now: AnyParameter
    versions: list[AnyParameter] = field(default_factory=list[AnyParameter])


OF_ONE: dict[str, Callable[[Any], Any]] = {
    "exp": lambda x: (x * 0.1).exp(),
    "square": lambda x: x.square(),
    "tanh": lambda x: x.tanh(),
    "sigmoid": lambda x: x.sigmoid(),
    "copy": lambda x: x.copy(),
    "flip": lambda x: x[::-1],
    "twice transposed": lambda x: x.T.T,
    "reshape": lambda x: x.reshape((3, 2)).reshape((2, 3)),
    "broadcast_to": lambda x: untyped(tg.broadcast_to)(x[:1], (2, 3)),
    "einsum": lambda x: untyped(einsum)("ij->ji", x).T,
    "detach": lambda x: x.detach(),
    "softmax": softmax,
    "cumsum": lambda x: tg.cumsum(x, 1),
    "same values": lambda x: tensor(x.numpy(), float64),
    "splice": lambda x: x.splice((0, slice(0, 2)), x[1, 1:]),
    "positive": lambda x: +x,
    "astype": lambda x: x.astype(float64),
    "clip": lambda x: tg.clip(x, -1.5, 1.5),
}
OF_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "matmul": lambda x, y: x @ (y.T @ y) * 0.1,
    "where": lambda x, y: tg.where(x > y, x, y),
    "maximum": tg.maximum,
    "splice": lambda x, y: x.splice((slice(None), 1), y[:, 0]),
    "hypot": tg.hypot,
    "concat": lambda x, y: tg.concat((x, y), axis=0)[1:3],
}
UPDATES: dict[str, Callable[[Any], Any]] = {
    "assign": lambda w: w.assign(moved(w)),
    "a step": cases.step_of_a_new_optimizer,
}

steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(sorted(OF_ONE)), st.integers(0, 9)),
        st.tuples(st.sampled_from(sorted(OF_TWO)), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.sampled_from(sorted(UPDATES)), st.integers(0, 1)),
    ),
    max_size=12,
)


@given(steps=steps, walk=st.sampled_from(["backprop", "gradients", "create_graph", "detect_nan"]))
def test_random_program_with_updates_in_between(steps: list[tuple[Any, ...]], walk: str) -> None:
    """It is held to a program in which an update makes a new parameter, and so changes no memory.

    JAX's arrays cannot be updated. autograd, and PyTorch after a write through `.data` or `.numpy()`, read in the walk
    what is there then.
    """
    values = [np.random.default_rng(i).uniform(-1.0, 1.0, (2, 3)) for i in range(2)]
    weights: list[AnyParameter] = [Parameter(untyped(wrap(data))) for data in values]
    versions = [[w] for w in fresh(weights)]
    disturbed: list[Any] = list(weights)
    calm: list[Any] = [w for (w,) in versions]
    is_updated = False
    for name, *places in steps:
        if name in UPDATES:
            place: int = places[0]
            UPDATES[name](weights[place])
            versions[place] += fresh([weights[place]])
            calm[place] = versions[place][-1]
            is_updated = True
            continue
        function: Any = OF_ONE[name] if len(places) == 1 else OF_TWO[name]
        chosen = [place % len(disturbed) for place in places]
        disturbed.append(function(*(disturbed[i] for i in chosen)))
        calm.append(function(*(calm[i] for i in chosen)))
    for one, other in zip(disturbed, calm, strict=True):
        np.testing.assert_array_equal(array(one), array(other))
    loss, calm_loss = (sum((weighted(x) for x in pool[3:]), pool[-1].sum()) for pool in (disturbed, calm))
    flat = [w for several in versions for w in several]
    expected = iter(pulled(calm_loss, flat, walk)) if calm_loss._node is not None else iter([])
    found, message = None, ""
    try:
        found = pulled(loss, weights, walk)
    except GradientError as error:
        message = str(error)
    if found is None:
        assert calm_loss._node is None or (is_updated and re.match(UPDATED, message))
        return
    for gradient, several in zip(found, versions, strict=True):
        np.testing.assert_allclose(gradient, sum(next(expected) for _ in several), rtol=1e-12, atol=1e-12)
