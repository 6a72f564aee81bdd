"""Optimizers against their formulas, and what they leave alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from optim_formulas import GRADIENTS, MAKERS, adam, run, sgd

from typedgrad import (
    DTypeError,
    GradientError,
    Parameter,
    as_tensor,
    backprop,
    float32,
    float64,
    ones,
    zeros,
)
from typedgrad.optim import SGD, Adam, Optimizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from optim_formulas import Array


# -------------------------------------------------------------------------------------------------------- formulas
@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
@pytest.mark.parametrize("betas", [(0.9, 0.999), (0.0, 0.5), (0.99, 0.0)])
def test_adam_is_the_algorithm_of_the_paper(betas: tuple[float, float], scale: float) -> None:
    parameter = Parameter(zeros((3, 4), float64))
    gradients = [g * scale for g in GRADIENTS]
    run(Adam([parameter], 1e-2, betas=betas), parameter, gradients)
    np.testing.assert_allclose(parameter.numpy(), adam(gradients, 1e-2, betas), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_sgd_is_its_formula(momentum: float) -> None:
    parameter = Parameter(zeros((3, 4), float64))
    run(SGD([parameter], 1e-2, momentum=momentum), parameter, GRADIENTS)
    np.testing.assert_allclose(parameter.numpy(), sgd(GRADIENTS, 1e-2, momentum), rtol=1e-12)


def test_the_first_step_of_adam_is_the_learning_rate() -> None:
    parameter = Parameter(zeros((2,), float64))
    run(Adam([parameter], 0.25), parameter, [np.array([1e-3, -1e3])])
    np.testing.assert_allclose(parameter.numpy(), [-0.25, 0.25], rtol=1e-4)


@pytest.mark.parametrize("make", MAKERS)
def test_a_learning_rate_can_change_between_steps(make: Callable[[list[Any]], Any]) -> None:
    parameter = Parameter(zeros((2,), float64))
    optimizer = make([parameter])
    optimizer.lr = 1e-9
    run(optimizer, parameter, [np.ones(2)])
    assert np.abs(parameter.numpy()).max() < 1e-8


@pytest.mark.parametrize("setting", ["lr", "momentum", "betas", "eps"])
def test_every_setting_can_change_between_steps(setting: str) -> None:
    changed: dict[str, Any] = {"lr": 0.5, "momentum": 0.5, "betas": (0.5, 0.6), "eps": 10.0}
    parameter = Parameter(zeros((3, 4), float64))
    optimizer: Any = SGD([parameter], 0.1, momentum=0.9) if setting == "momentum" else Adam([parameter], 0.1)
    run(optimizer, parameter, GRADIENTS[:3])
    before = parameter.numpy().copy()
    setattr(optimizer, setting, changed[setting])
    assert getattr(optimizer, setting) == changed[setting]
    run(optimizer, parameter, GRADIENTS[3:4])
    if setting == "momentum":
        velocity = 0.9 * (0.9 * GRADIENTS[0] + GRADIENTS[1]) + GRADIENTS[2]
        expected: Array = -0.1 * (0.5 * velocity + GRADIENTS[3])
    else:
        m, v = np.zeros((3, 4)), np.zeros((3, 4))
        for g in GRADIENTS[:3]:
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        lr, eps, (b1, b2) = optimizer.lr, optimizer.eps, optimizer.betas
        m, v = b1 * m + (1.0 - b1) * GRADIENTS[3], b2 * v + (1.0 - b2) * GRADIENTS[3] ** 2
        expected = -lr * m / (1.0 - b1**4) / (np.sqrt(v / (1.0 - b2**4)) + eps)
    np.testing.assert_allclose(parameter.numpy() - before, expected, rtol=1e-11)


def test_momentum_can_begin_and_end_between_steps() -> None:
    parameter = Parameter(zeros((3, 4), float64))
    optimizer = SGD([parameter], 0.1)
    expected = np.zeros((3, 4))
    for momentum, gradients in (
        (0.0, GRADIENTS[:2]),
        (0.9, GRADIENTS[2:5]),
        (0.0, GRADIENTS[5:7]),
        (0.5, GRADIENTS[7:9]),
    ):
        optimizer.momentum = momentum
        run(optimizer, parameter, gradients)
        expected += sgd(gradients, 0.1, momentum)
        np.testing.assert_allclose(parameter.numpy(), expected, rtol=1e-12)


# ------------------------------------------------------------------------------------------------- many parameters
@pytest.mark.parametrize("make", MAKERS)
def test_parameters_of_two_dtypes_are_updated_together(make: Callable[[list[Any]], Optimizer]) -> None:
    single, double = Parameter(ones((2,), float32)), Parameter(ones((3,), float64))
    optimizer = make([single, double])
    backprop((single * single).sum().astype(float64) + (double * double).sum())
    optimizer.step()
    assert (single.numpy() < 1.0).all()
    assert (double.numpy() < 1.0).all()


@pytest.mark.parametrize("make", MAKERS)
def test_a_parameter_without_a_gradient_stays_as_it_is(make: Callable[[list[Any]], Optimizer]) -> None:
    used, unused = Parameter(ones((2,))), Parameter(ones((2,)))
    optimizer = make([unused, used])
    backprop((used * used).sum())
    optimizer.step()
    assert unused.numpy().tolist() == [1.0, 1.0]


def test_a_parameter_that_comes_late_takes_its_own_first_step() -> None:
    early, late = Parameter(zeros((2,), float64)), Parameter(zeros((2,), float64))
    optimizer = Adam([early, late], 0.1)
    for step in range(5):
        early.grad = ones((2,), float64)
        late.grad = ones((2,), float64) if step == 4 else None
        optimizer.step()
    np.testing.assert_allclose(late.numpy(), adam([np.ones(2)], 0.1), rtol=1e-12)


@pytest.mark.parametrize("make", MAKERS)
def test_the_parameters_of_a_middle_layer_may_be_left_out(make: Callable[[list[Any]], Optimizer]) -> None:
    parameters = [Parameter(ones((2,), float64)) for _ in range(3)]
    optimizer = make(parameters)
    backprop((parameters[0] * parameters[2]).sum())
    optimizer.step()
    assert [float(p.numpy()[0]) < 1.0 for p in parameters] == [True, False, True]


@pytest.mark.parametrize("make", MAKERS)
def test_two_optimizers_may_take_turns_on_a_parameter(make: Callable[[list[Any]], Optimizer]) -> None:
    parameter, other = Parameter(ones((2,), float64)), Parameter(ones((2,), float64))
    first, second = make([parameter]), make([other, parameter])
    seen = [1.0]
    for optimizer in (first, second, first):
        optimizer.zero_grad()
        backprop((parameter * parameter).sum())
        optimizer.step()
        seen.append(float(parameter.numpy()[0]))
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 4


@pytest.mark.parametrize("make", MAKERS)
def test_gradients_from_before_the_optimizer_count(make: Callable[[list[Any]], Optimizer]) -> None:
    parameter = Parameter(ones((2,), float64))
    backprop((parameter * parameter).sum())
    make([parameter]).step()
    assert (parameter.numpy() < 1.0).all()


def test_the_gradient_is_left_as_it_is() -> None:
    for make in MAKERS:
        parameter = Parameter(ones((2,)))
        optimizer = make([parameter])
        backprop((parameter * 3.0).sum())
        optimizer.step()
        assert parameter.grad is not None
        assert parameter.grad.numpy().tolist() == [3.0, 3.0]


@pytest.mark.parametrize("make", MAKERS)
def test_an_infinite_gradient_is_one_without_a_warning(make: Callable[[list[Any]], Optimizer]) -> None:
    parameter = Parameter(zeros((3,), float32))
    parameter.grad = as_tensor([np.inf, 1e30, 1.0], float32, (3,))
    make([parameter]).step()
    assert np.isfinite(parameter.numpy()).tolist()[2]


def test_zero_grad_forgets_the_gradients() -> None:
    parameter = Parameter(ones((2,)))
    optimizer = SGD([parameter], 0.1)
    backprop((parameter * parameter).sum())
    optimizer.zero_grad()
    assert parameter.grad is None


def test_a_gradient_that_was_read_does_not_change_with_the_next() -> None:
    parameter = Parameter(ones((2,)))
    optimizer = SGD([parameter], 0.1)
    backprop((parameter * parameter).sum())
    gradient = parameter.grad
    optimizer.zero_grad()
    backprop((parameter * 5.0).sum())
    assert gradient is not None
    assert gradient.numpy().tolist() == [2.0, 2.0]


def test_a_step_between_forward_and_backprop_is_an_error() -> None:
    parameter = Parameter(ones((2,)))
    optimizer = SGD([parameter], 0.1)
    loss = (parameter * parameter).sum()
    parameter.grad = ones((2,))
    optimizer.step()
    with pytest.raises(GradientError, match="was updated after multiply used it"):
        backprop(loss)


def test_a_step_leaves_graphs_of_parameters_without_a_gradient_as_they_are() -> None:
    used, unused = Parameter(ones((2,))), Parameter(ones((2,)))
    optimizer = SGD([used, unused], 0.1)
    loss = (unused * unused).sum()
    used.grad = ones((2,))
    optimizer.step()
    backprop(loss)
    assert unused.grad is not None
    assert unused.grad.numpy().tolist() == [2.0, 2.0]


def test_a_step_that_is_refused_is_not_counted() -> None:
    parameter, other = Parameter(zeros((3, 4), float64)), Parameter(zeros((2,), float32))
    optimizer = Adam([parameter, other], 0.1)
    for gradients in (GRADIENTS[:2], GRADIENTS[2:4]):
        with pytest.raises(GradientError):
            optimizer.step()
        run(optimizer, parameter, gradients)
        optimizer.zero_grad()
    np.testing.assert_allclose(parameter.numpy(), adam(GRADIENTS[:4], 0.1), rtol=1e-12)


# ------------------------------------------------------------------------------------------------------- bad input
REFUSED: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda p: SGD([p], -0.1), ValueError, "SGD: lr is -0.1, not in [0, inf)"),
    (lambda p: SGD([p], float("nan")), ValueError, "SGD: lr is nan"),
    (lambda p: SGD([p], 0.1, momentum=1.0), ValueError, "SGD: momentum is 1.0, not in [0, 1)"),
    (lambda p: Adam([p], -1.0), ValueError, "Adam: lr is -1.0"),
    (lambda p: Adam([p], eps=0.0), ValueError, "Adam: eps is 0.0"),
    (lambda p: Adam([p], betas=(0.9, 1.0)), ValueError, "Adam: betas[1] is 1.0"),
    (lambda p: Adam([]), ValueError, "Adam: no parameters"),
    (lambda p: Adam([p, p]), ValueError, "Adam: a parameter is there twice"),
    (lambda p: Adam([p, untyped(ones((2,)))]), DTypeError, "Adam: parameter 1 is Tensor"),
]


@pytest.mark.parametrize(("make", "error", "message"), REFUSED)
def test_optimizers_refuse_bad_settings(make: Callable[[Any], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        make(Parameter(ones((2,))))
    assert message in str(caught.value)


CHANGED: list[tuple[Callable[[Any], Any], str, Any, str]] = [
    (lambda p: SGD([p], 0.1), "lr", float("inf"), "SGD: lr is inf, not in [0, inf)"),
    (lambda p: SGD([p], 0.1), "momentum", 1.0, "SGD: momentum is 1.0, not in [0, 1)"),
    (lambda p: Adam([p]), "lr", float("nan"), "Adam: lr is nan, not in [0, inf)"),
    (lambda p: Adam([p]), "eps", -1.0, "Adam: eps is -1.0, not in (0, inf)"),
    (lambda p: Adam([p]), "betas", (0.9, 1.0), "Adam: betas[1] is 1.0, not in [0, 1)"),
]


@pytest.mark.parametrize(("make", "setting", "value", "message"), CHANGED)
def test_optimizers_refuse_bad_changes(make: Callable[[Any], Any], setting: str, value: object, message: str) -> None:
    optimizer = make(Parameter(ones((2,))))
    before = getattr(optimizer, setting)
    with pytest.raises(ValueError, match=re.escape(message)):
        setattr(optimizer, setting, value)
    assert getattr(optimizer, setting) == before


@pytest.mark.parametrize("make", MAKERS)
def test_a_step_without_any_gradient_is_an_error(make: Callable[[list[Any]], Optimizer]) -> None:
    with pytest.raises(GradientError, match="step: no parameter has a gradient; call backprop first"):
        make([Parameter(ones((2,)))]).step()
