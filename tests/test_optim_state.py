"""The state of optimizers: a run that goes on from it is the one that was never interrupted, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from optim_formulas import MAKERS
from steps import batches, network, trained

from typedgrad import DTypeError, Parameter, ShapeError, Tensor, as_tensor, compiled, float32, float64, ones, zeros
from typedgrad.optim import SGD, Adam, AdamGroup, AdamW, Optimizer, RMSprop, SGDGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typedgrad.stateful import Entry, Stateful

GROUPED: list[Callable[[list[Any]], Optimizer]] = [
    lambda ps: SGD([SGDGroup(ps[:1], lr=0.3), SGDGroup(ps[1:], momentum=0.9)], 0.1),
    lambda ps: Adam([AdamGroup(ps[:1], lr=0.3), AdamGroup(ps[1:], betas=(0.5, 0.6))], 0.1),
]


DTYPES: tuple[Any, ...] = (float64, float32, float64)


def of_two_dtypes() -> list[Any]:
    return [Parameter(untyped(ones)((3,), dtype)) for dtype in DTYPES]


def walk(optimizer: Optimizer, parameters: list[Any], steps: range) -> list[bytes]:
    """Steps with gradients that are missing here and there."""
    seen: list[bytes] = []
    for step in steps:
        optimizer.lr = 0.1 / (step + 1)
        for i, (parameter, dtype) in enumerate(zip(parameters, DTYPES, strict=True)):
            values = np.sin(np.arange(3.0) * (step + 1) + i)
            is_there = i == 1 or (step + i) % 4
            parameter.grad = untyped(as_tensor)(values, dtype) if is_there else None
        optimizer.step()
        seen.append(b"".join(parameter.numpy().tobytes() for parameter in parameters))
    return seen


@pytest.mark.parametrize("make", [*MAKERS, *GROUPED])
def test_a_run_goes_on_as_if_uninterrupted(make: Callable[[list[Any]], Optimizer]) -> None:
    parameters = of_two_dtypes()
    optimizer = make(parameters)
    walk(optimizer, parameters, range(7))
    state = optimizer.state_dict()
    others = [Parameter(parameter.detach()) for parameter in parameters]
    resumed = make(others)
    resumed.load_state_dict(state)
    assert walk(resumed, others, range(7, 14)) == walk(optimizer, parameters, range(7, 14))


@pytest.mark.parametrize("make", MAKERS)
def test_a_compiled_run_goes_on_as_if_uninterrupted(make: Callable[[list[Any]], Optimizer]) -> None:
    first, second = network(), network()
    whole, resumed = trained(first, make(first.parameters())), trained(second, make(second.parameters()))
    step, again = compiled(whole.step), compiled(resumed.step)
    for x, t in batches(3):
        step(x, t)
    again(*batches(1)[0])  # captured before the state is loaded
    resumed.network.load_state_dict(untyped(whole.network.state_dict()))
    resumed.optimizer.load_state_dict(whole.optimizer.state_dict())
    for x, t in batches(6)[3:]:
        assert again(x, t).item() == step(x, t).item()
    for one, other in zip(first.parameters(), second.parameters(), strict=True):
        assert one.numpy().tobytes() == other.numpy().tobytes()


def test_settings_that_have_changed_are_loaded() -> None:
    optimizer = Adam([AdamGroup([Parameter(ones((2,)))]), AdamGroup([Parameter(ones((2,)))])], 0.1)
    optimizer.lr, optimizer.betas, optimizer.groups[1].eps = 0.01, (0.5, 0.6), 1e-3
    other = Adam([AdamGroup([Parameter(ones((2,)))], lr=0.7), AdamGroup([Parameter(ones((2,)))])], 0.1)
    other.load_state_dict(optimizer.state_dict())
    assert (other.lr, other.betas, [group.lr for group in other.groups]) == (0.01, (0.5, 0.6), [0.01, 0.01])
    assert [group.eps for group in other.groups] == [1e-8, 1e-3]
    other.lr, other.eps = 0.02, 1e-2
    assert [(group.lr, group.eps) for group in other.groups] == [(0.02, 1e-2), (0.02, 1e-3)]


def test_memories_come_and_go_with_the_settings_that_are_loaded() -> None:
    with_momentum, without = Parameter(zeros((2,))), Parameter(zeros((2,)))
    first, second = SGD([with_momentum], 0.1, momentum=0.9), SGD([without], 0.1)
    with_momentum.grad = ones((2,))
    first.step()
    state = first.state_dict()
    second.load_state_dict(state)
    assert untyped(second.state_dict()["parameters.0.velocity"]).tolist() == [1.0, 1.0]
    first.momentum = 0.0
    second.load_state_dict(first.state_dict())
    assert "parameters.0.velocity" not in second.state_dict()


def test_a_state_is_a_copy() -> None:
    parameter = Parameter(zeros((2,)))
    optimizer = Adam([parameter], 0.1)
    state = optimizer.state_dict()
    parameter.grad = ones((2,))
    optimizer.step()
    assert untyped(state["parameters.0.m"]).tolist() == [0.0, 0.0]
    assert state["parameters.0.step"] == 0


def test_an_optimizer_is_stateful() -> None:
    stateful: Stateful = SGD([Parameter(ones((2,)))], 0.1)
    assert stateful.state_dict()["lr"] == 0.1


def test_names_are_those_of_settings_groups_and_parameters() -> None:
    optimizer = Adam([AdamGroup([Parameter(ones((2,)))], lr=0.5), AdamGroup([Parameter(ones((3,)))])], 0.1)
    state = optimizer.state_dict()
    assert list(state) == [
        "optimizer",
        "lr",
        "weight_decay",
        "betas.0",
        "betas.1",
        "eps",
        "groups.0.lr",
        *(f"parameters.{i}.{name}" for i in range(2) for name in ("step", "m", "v")),
    ]
    memory = state["parameters.1.m"]
    assert isinstance(memory, Tensor)
    assert memory.shape == (3,)


# ----------------------------------------------------------------------------------------------------------- bad states
def without(name: str) -> Callable[[dict[str, Entry]], object]:
    return lambda state: state.pop(name)


def with_(name: str, value: object) -> Callable[[dict[str, Entry]], object]:
    return lambda state: state.update({name: untyped(value)})


BAD: list[tuple[Callable[[dict[str, Entry]], object], type[Exception], str]] = [
    (without("lr"), KeyError, "Adam.load_state_dict: 'lr' is missing"),
    (without("betas.1"), DTypeError, "betas is (0.9,) of type tuple"),
    (without("optimizer"), KeyError, "'optimizer' is missing"),
    (without("parameters.1.step"), KeyError, "'parameters.1.step' is missing"),
    (without("parameters.1.v"), KeyError, "'parameters.1.v' is missing"),
    (with_("momentum", 0.5), KeyError, "'momentum' is unknown"),
    (with_("groups.1.lr", 0.5), KeyError, "'groups.1.lr' is unknown"),
    (with_("parameters.2.step", 3), KeyError, "'parameters.2.step' is unknown"),
    (with_("optimizer", "AdamW"), ValueError, "the state of AdamW"),
    (with_("lr", -1.0), ValueError, "Adam.load_state_dict: lr is -1.0, not in [0, inf)"),
    (with_("lr", "high"), DTypeError, "lr is 'high' of type str, not a number"),
    (with_("lr", None), DTypeError, "lr is None of type NoneType, not a number"),
    (with_("groups.0.eps", 0.0), ValueError, "groups.0.eps is 0.0, not in (0, inf)"),
    (with_("parameters.0.step", -1), ValueError, "parameters.0.step is -1, below 0"),
    (with_("parameters.0.step", 10**400), ValueError, "parameters.0.step is an integer of type int, not below"),
    (with_("parameters.0.step", 1.0), DTypeError, "parameters.0.step is 1.0 of type float, not a number of steps"),
    (with_("parameters.0.step", True), DTypeError, "parameters.0.step is True of type bool"),
    (with_("parameters.0.m", 1.0), DTypeError, "parameters.0.m is 1.0 of type float, not a tensor"),
    (with_("parameters.1.m", ones((2,), float32)), ShapeError, "parameters.1.m has shape (2,), of a parameter of"),
    (with_("parameters.1.v", ones((3,), float64)), DTypeError, "parameters.1.v is float64, of a float32 parameter"),
]


@pytest.mark.parametrize(("spoil", "error", "message"), BAD)
def test_a_bad_state_is_refused_whole(
    spoil: Callable[[dict[str, Entry]], object], error: type[Exception], message: str
) -> None:
    def make() -> Adam:
        return Adam([Parameter(ones((2,))), Parameter(ones((3,)))], 0.1)

    def plain(state: Mapping[str, Entry]) -> dict[str, object]:
        return {name: untyped(x).tolist() if isinstance(x, Tensor) else x for name, x in state.items()}

    source, optimizer = make(), make()
    source.lr, source.betas = 0.5, (0.9, 0.99)
    source.groups[0].parameters[0].grad = untyped(ones((2,)))
    source.step()
    state = source.state_dict()
    spoil(state)
    before = plain(optimizer.state_dict())
    with pytest.raises(error) as caught:
        optimizer.load_state_dict(state)
    assert message in str(caught.value)
    assert plain(optimizer.state_dict()) == before


def test_the_state_of_adamw_is_not_that_of_adam() -> None:
    with pytest.raises(ValueError, match=r"Adam\.load_state_dict: the state of AdamW"):
        Adam([Parameter(ones((2,)))]).load_state_dict(AdamW([Parameter(ones((2,)))]).state_dict())


def test_a_group_that_had_a_setting_of_its_own_loses_it() -> None:
    optimizer = RMSprop([Parameter(ones((2,)))])
    optimizer.groups[0].alpha = 0.5
    optimizer.load_state_dict(RMSprop([Parameter(ones((2,)))]).state_dict())
    optimizer.alpha = 0.7
    assert optimizer.groups[0].alpha == 0.7


def test_a_state_is_a_mapping() -> None:
    with pytest.raises(DTypeError, match=r"Adam\.load_state_dict: 3 of type int is not a state"):
        Adam([Parameter(ones((2,)))]).load_state_dict(untyped(3))
