"""Groups of parameters: their own settings and the optimizer's, each group updated by its own."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from optim_formulas import GRADIENTS, adam, sgd
from steps import assert_same, batches, network, trained

from typedgrad import DTypeError, Parameter, as_tensor, float32, float64, ones, zeros
from typedgrad.optim import (
    SGD,
    Adagrad,
    AdagradGroup,
    Adam,
    AdamGroup,
    AdamW,
    AdamWGroup,
    Optimizer,
    RMSprop,
    RMSpropGroup,
    SGDGroup,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from steps import Training

Weight = Parameter[float64, Any]


def weight() -> Weight:
    return Parameter(untyped(zeros((3, 4), float64)))


def step(optimizer: Optimizer, *parameters: Weight, gradient: Any) -> None:
    for parameter in parameters:
        parameter.grad = untyped(as_tensor(gradient, float64))
    optimizer.step()


# -------------------------------------------------------------------------------------------------- what is updated how
def test_each_group_is_updated_by_its_own_settings() -> None:
    first, second = weight(), weight()
    optimizer = Adam([AdamGroup([first], lr=0.5), AdamGroup([second], betas=(0.5, 0.6))], lr=0.1)
    for gradient in GRADIENTS[:6]:
        step(optimizer, first, second, gradient=gradient)
    np.testing.assert_allclose(first.numpy(), adam(GRADIENTS[:6], 0.5), rtol=1e-11)
    np.testing.assert_allclose(second.numpy(), adam(GRADIENTS[:6], 0.1, (0.5, 0.6)), rtol=1e-11)


def test_groups_may_differ_in_their_kernels_and_memories() -> None:
    first, second = weight(), weight()
    optimizer = SGD([SGDGroup([first]), SGDGroup([second], momentum=0.9)], lr=0.1)
    for gradient in GRADIENTS[:4]:
        step(optimizer, first, second, gradient=gradient)
    np.testing.assert_allclose(first.numpy(), sgd(GRADIENTS[:4], 0.1, 0.0), rtol=1e-12)
    np.testing.assert_allclose(second.numpy(), sgd(GRADIENTS[:4], 0.1, 0.9), rtol=1e-12)


def test_one_group_is_what_parameters_alone_are() -> None:
    alone, grouped = weight(), weight()
    by_one, by_other = Adam([alone], 0.1), Adam([AdamGroup([grouped])], 0.1)
    for gradient in GRADIENTS[:3]:
        step(by_one, alone, gradient=gradient)
        step(by_other, grouped, gradient=gradient)
    assert alone.numpy().tolist() == grouped.numpy().tolist()
    assert [len(group.parameters) for group in by_one.groups] == [1]


def test_parameters_beside_groups_are_groups_of_those_in_a_row() -> None:
    weights = [weight() for _ in range(4)]
    optimizer = SGD([*weights[:2], SGDGroup(weights[2:3], lr=0.5), weights[3]], 0.1)
    assert [(group.parameters, group.lr) for group in optimizer.groups] == [
        ((weights[0], weights[1]), 0.1),
        ((weights[2],), 0.5),
        ((weights[3],), 0.1),
    ]


def test_a_group_is_flat_for_each_dtype() -> None:
    single, double, other = Parameter(ones((2,), float32)), Parameter(ones((3,), float64)), Parameter(ones((4,)))
    optimizer = SGD([SGDGroup([single, double]), SGDGroup([other])], 0.1)
    assert [flat.values.tolist() for flat in optimizer._flats] == [[1.0] * 2, [1.0] * 3, [1.0] * 4]


def test_a_group_without_gradients_is_left_as_it_is() -> None:
    first, second = weight(), weight()
    optimizer = Adam([AdamGroup([first]), AdamGroup([second])], 0.1)
    step(optimizer, second, gradient=GRADIENTS[0])
    assert not first.numpy().any()
    np.testing.assert_allclose(second.numpy(), adam(GRADIENTS[:1], 0.1), rtol=1e-12)


# --------------------------------------------------------------------------------------------- settings, own and shared
def test_settings_of_the_optimizer_are_for_groups_without_their_own() -> None:
    first, second = AdamGroup([weight()], lr=0.5), AdamGroup([weight()])
    optimizer = Adam([first, second], lr=0.1, eps=1e-3)
    assert (first.lr, second.lr, first.eps) == (0.5, 0.1, 1e-3)
    optimizer.lr = 0.2
    assert (first.lr, second.lr, optimizer.lr) == (0.5, 0.2, 0.2)


def test_a_setting_that_a_group_is_given_later_is_its_own() -> None:
    first, second = AdamGroup([weight()]), AdamGroup([weight()])
    optimizer = Adam([first, second], lr=0.1)
    first.lr = 0.5
    optimizer.lr = 0.2
    assert (first.lr, second.lr) == (0.5, 0.2)


def test_betas_of_one_group_change_its_means_only() -> None:
    first, second = weight(), weight()
    optimizer = Adam([AdamGroup([first]), AdamGroup([second])], 0.1)
    for gradient in GRADIENTS[:3]:
        step(optimizer, first, second, gradient=gradient)
    before = first.numpy().copy()
    optimizer.groups[0].betas = (0.5, 0.6)
    step(optimizer, first, second, gradient=GRADIENTS[3])
    m, v = np.zeros((3, 4)), np.zeros((3, 4))
    for g in GRADIENTS[:3]:
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    m, v = 0.5 * m + 0.5 * GRADIENTS[3], 0.6 * v + 0.4 * GRADIENTS[3] ** 2
    expected = -0.1 * m / (1.0 - 0.5**4) / (np.sqrt(v / (1.0 - 0.6**4)) + 1e-8)
    np.testing.assert_allclose(first.numpy() - before, expected, rtol=1e-11)
    np.testing.assert_allclose(second.numpy(), adam(GRADIENTS[:4], 0.1), rtol=1e-11)


def test_the_square_of_rmsprop_stays_when_momentum_and_centering_begin_and_end() -> None:
    kept, changed = weight(), weight()
    by_one, by_other = RMSprop([kept], 0.1), RMSprop([changed], 0.1)
    for gradient in GRADIENTS[:3]:
        step(by_one, kept, gradient=gradient)
        step(by_other, changed, gradient=gradient)
    by_other.momentum, by_other.centered = 0.9, True
    by_other.momentum, by_other.centered = 0.0, False
    step(by_one, kept, gradient=GRADIENTS[3])
    step(by_other, changed, gradient=GRADIENTS[3])
    assert kept.numpy().tolist() == changed.numpy().tolist()


def test_a_centered_root_is_never_of_less_than_zero() -> None:
    parameter = weight()
    optimizer = RMSprop([parameter], 1e-3, alpha=0.5, centered=True)
    for _ in range(200):
        step(optimizer, parameter, gradient=np.full((3, 4), 0.1))
    assert np.isfinite(parameter.numpy()).all()


def test_a_group_says_what_is_its_own() -> None:
    group = SGDGroup([weight(), weight()], lr=0.5)
    assert repr(group) == "SGDGroup(2 parameters, lr=0.5)"
    SGD([group], lr=0.1)
    group.nesterov = True
    assert repr(group) == "SGDGroup(2 parameters, lr=0.5, nesterov=True)"


COPIES: list[Callable[[Any], Any]] = [copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))]


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_has_groups_of_its_own(copied: Callable[[Any], Any]) -> None:
    first, second = weight(), weight()
    optimizer = Adam([AdamGroup([first], lr=0.5), AdamGroup([second])], lr=0.1)
    step(optimizer, first, second, gradient=GRADIENTS[0])
    other, one, two = copied((optimizer, first, second))
    other.lr = 0.2
    other.groups[0].lr = 0.3
    assert [group.lr for group in optimizer.groups] == [0.5, 0.1]
    optimizer.lr, optimizer.groups[0].lr = 0.2, 0.3
    step(optimizer, first, second, gradient=GRADIENTS[1])
    step(other, one, two, gradient=GRADIENTS[1])
    assert [first.numpy().tolist(), second.numpy().tolist()] == [one.numpy().tolist(), two.numpy().tolist()]


# ------------------------------------------------------------------------------------------------------- compiled steps
GROUPED: dict[str, Callable[[Any], Any]] = {
    "SGD": lambda ps: SGD([SGDGroup(ps[:2], momentum=0.9, nesterov=True), SGDGroup(ps[2:], weight_decay=0.1)], 0.1),
    "Adam": lambda ps: Adam([AdamGroup(ps[:1], weight_decay=0.1), AdamGroup(ps[1:])], 0.01),
    "AdamW": lambda ps: AdamW([AdamWGroup(ps[:3]), AdamWGroup(ps[3:], weight_decay=0.0)], 0.01),
    "RMSprop": lambda ps: RMSprop(
        [RMSpropGroup(ps[:2], centered=True), RMSpropGroup(ps[2:], momentum=0.5)], 0.01, weight_decay=0.1
    ),
    "Adagrad": lambda ps: Adagrad([AdagradGroup(ps[:2], lr_decay=0.1), AdagradGroup(ps[2:], weight_decay=0.1)], 0.1),
}


@pytest.mark.parametrize("grouping", GROUPED.values(), ids=GROUPED)
def test_compiled_steps_see_what_changes_in_groups(grouping: Callable[[Any], Any]) -> None:
    def make() -> Training:
        net = network()
        return trained(net, grouping(net.parameters()))

    def change(made: Training, i: int) -> None:
        optimizer = made.optimizer
        optimizer.lr = 0.1 / (i + 1)
        if i == 2:
            optimizer.groups[0].lr = 0.03
        if i == 3:
            optimizer.weight_decay = 0.2
        if i == 4:
            optimizer.groups[1].weight_decay = 0.0

    assert_same(make, batches(6), change)


# ------------------------------------------------------------------------------------------------------------ bad input
def given(make: Callable[[AdamGroup, Weight], object]) -> object:
    parameter = weight()
    return make(AdamGroup([parameter]), parameter)


REFUSED: list[tuple[Callable[[AdamGroup, Weight], object], type[Exception], str]] = [
    (lambda g, p: Adam([g, p]), ValueError, "Adam: a parameter is there twice"),
    (lambda g, p: Adam([g, untyped(3)]), DTypeError, "Adam: parameter 0 is 3 of type int, not a Parameter"),
    (lambda g, p: Adam([untyped(SGDGroup([p]))]), DTypeError, "not one of its groups, AdamGroup"),
    (lambda g, p: AdamW([untyped(g)]), DTypeError, "not one of its groups, AdamWGroup"),
    (lambda g, p: Adam([g, g]), ValueError, "Adam: a group is there twice"),
    (lambda g, p: Adam([g, AdamGroup([p])]), ValueError, "Adam: a parameter is there twice"),
    (
        lambda g, p: (Adam([g]), Adam([g])),
        ValueError,
        "Adam: AdamGroup(1 parameters) of type AdamGroup is an optimizer's already",
    ),
    (lambda g, p: AdamGroup([]), ValueError, "AdamGroup: no parameters"),
    (lambda g, p: AdamGroup([p, p]), ValueError, "AdamGroup: a parameter is there twice"),
    (lambda g, p: AdamGroup([p], lr=-1.0), ValueError, "AdamGroup: lr is -1.0, not in [0, inf)"),
    (lambda g, p: AdamGroup([p], betas=(0.5, 1.0)), ValueError, "AdamGroup: betas[1] is 1.0, not in [0, 1)"),
    (lambda g, p: AdamGroup([p], betas=untyped((0.5,))), DTypeError, "AdamGroup: betas is (0.5,) of type tuple"),
    (lambda g, p: SGDGroup([p], nesterov=untyped(1)), DTypeError, "SGDGroup: nesterov is 1 of type int, not True"),
    (lambda g, p: SGD([p], untyped("0.1")), DTypeError, "SGD: lr is '0.1' of type str, not a number"),
    (lambda g, p: SGD([p], untyped(True)), DTypeError, "SGD: lr is True of type bool, not a number"),
    (lambda g, p: RMSprop([p], alpha=1.0), ValueError, "RMSprop: alpha is 1.0, not in [0, 1)"),
    (lambda g, p: RMSprop([p], weight_decay=-1.0), ValueError, "RMSprop: weight_decay is -1.0, not in [0, inf)"),
    (lambda g, p: Adagrad([p], lr_decay=-1.0), ValueError, "Adagrad: lr_decay is -1.0, not in [0, inf)"),
    (lambda g, p: Adagrad([p], initial_accumulator_value=-1.0), ValueError, "initial_accumulator_value is -1.0"),
    (lambda g, p: g.lr, AttributeError, "lr"),
]


@pytest.mark.parametrize(("make", "error", "message"), REFUSED)
def test_groups_refuse_bad_input(
    make: Callable[[AdamGroup, Weight], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        given(make)
    assert message in str(caught.value)


def test_a_change_that_is_refused_changes_nothing() -> None:
    optimizer = Adam([AdamGroup([weight()])], lr=0.1)
    for holder in (optimizer, optimizer.groups[0]):
        with pytest.raises(ValueError, match="lr is -1"):
            holder.lr = -1.0
    optimizer.lr = 0.2
    assert optimizer.groups[0].lr == 0.2
