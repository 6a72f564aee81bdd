"""Clipping of gradients: which of them, by how much, and where there are none or no numbers."""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, each_of, untyped
from native_programs import needs_compiler
from steps import Made, Optimizing, assert_same, batches, network

from typedgrad import (
    DType,
    DTypeError,
    GradientError,
    Parameter,
    as_tensor,
    backprop,
    compiled,
    float32,
    float64,
    ones,
    zeros,
)
from typedgrad.nn import cross_entropy
from typedgrad.optim import SGD, Adam, clip_grad_norm, clip_grad_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import AnyTensor


def with_gradient(values: list[float], dtype: Any = float64) -> Parameter[Any, Any]:
    parameter: Parameter[Any, Any] = Parameter(untyped(zeros)((len(values),), dtype))
    parameter.grad = untyped(as_tensor)(values, dtype)
    return parameter


def gradient(parameter: Parameter[Any, Any]) -> list[float]:
    assert parameter.grad is not None
    values: list[float] = untyped(parameter.grad).tolist()
    return values


# ------------------------------------------------------------------------------------------------------------- the norm
@pytest.mark.parametrize("by_optimizer", [False, True])
@each_of(FLOATS)
def test_the_norm_is_of_all_gradients_together(dtype: type[DType], by_optimizer: bool) -> None:
    parameters = [with_gradient([3.0], dtype), with_gradient([0.0, 4.0], dtype)]
    norm = clip_grad_norm(SGD(parameters, 0.1) if by_optimizer else parameters, 1.0)
    assert norm.item() == 5.0
    clipped = [*gradient(parameters[0]), *gradient(parameters[1])]
    np.testing.assert_allclose(clipped, [0.6, 0.0, 0.8], rtol=1e-6)


def test_the_norm_goes_over_dtypes() -> None:
    optimizer = Adam([with_gradient([3.0], float32), with_gradient([4.0], float64)])
    assert clip_grad_norm(optimizer, inf).item() == 5.0


@pytest.mark.parametrize("by_optimizer", [False, True])
def test_gradients_that_are_small_stay_as_they_are(by_optimizer: bool) -> None:
    parameters = [with_gradient([0.1, 0.7]), with_gradient([0.3])]
    clip_grad_norm(SGD(parameters, 0.1) if by_optimizer else parameters, 1.0)
    assert [gradient(parameter) for parameter in parameters] == [[0.1, 0.7], [0.3]]


def test_parameters_without_a_gradient_are_left_out() -> None:
    first, second = with_gradient([30.0]), with_gradient([4.0])
    optimizer = SGD([first, second], 0.1)
    first.grad = None  # its memory holds the old one
    assert clip_grad_norm(optimizer, 1.0).item() == 4.0
    clip_grad_value(optimizer, 0.25)
    assert first.grad is None
    assert gradient(second) == [0.25]


def test_an_optimizer_that_another_has_taken_the_parameters_of_finds_their_gradients() -> None:
    parameter = with_gradient([3.0, 4.0])
    first, second = SGD([parameter], 0.1), SGD([parameter], 0.1)
    assert [clip_grad_norm(one, inf).item() for one in (first, second)] == [5.0, 5.0]
    clip_grad_value(first, 1.0)
    assert gradient(parameter) == [1.0, 1.0]


@pytest.mark.parametrize("size", [1e-30, 1e-20, 1e20, 3e37])
def test_the_norm_of_float32_loses_nothing_to_squares_out_of_range(size: float) -> None:
    parameter = with_gradient([3.0 * size, 4.0 * size], float32)
    np.testing.assert_allclose(clip_grad_norm([parameter], inf).item(), 5.0 * size, rtol=1e-6)


def test_no_elements_and_zeros_have_norm_zero() -> None:
    assert clip_grad_norm([with_gradient([]), with_gradient([0.0])], 1.0).item() == 0.0


# ----------------------------------------------------------------------------------------------------------- no numbers
@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_a_norm_that_is_not_finite_is_an_error_that_changes_nothing(bad: float) -> None:
    first, second = with_gradient([3.0]), with_gradient([bad, 1.0])
    with pytest.raises(FloatingPointError, match=r"clip_grad_norm: the norm of the gradients is (nan|inf)"):
        clip_grad_norm([first, second], 1.0)
    assert gradient(first) == [3.0]
    assert str(gradient(second)) == str([bad, 1.0])


@pytest.mark.parametrize(("bad", "expected"), [(nan, [nan, nan]), (inf, [0.0, nan])])
def test_a_norm_that_is_not_finite_may_go_through_as_in_pytorch(bad: float, expected: list[float]) -> None:
    parameter = with_gradient([1.0, bad])
    clip_grad_norm([parameter], 1.0, error_if_nonfinite=False)
    np.testing.assert_array_equal(gradient(parameter), expected)


def test_values_are_clipped_with_nan_left() -> None:
    parameter = with_gradient([-3.0, 0.25, inf, nan], float32)
    clip_grad_value([parameter], 0.5)
    np.testing.assert_array_equal(gradient(parameter), [-0.5, 0.25, 0.5, nan])


# ------------------------------------------------------------------------------------------------------- compiled steps
CLIPPED: dict[str, Callable[[Any, Any], Any]] = {
    "norm of an optimizer": lambda optimizer, ps: clip_grad_norm(optimizer, 0.1),
    "norm of parameters": lambda optimizer, ps: clip_grad_norm(ps, 0.1),
    "large norm": lambda optimizer, ps: clip_grad_norm(optimizer, 100.0),
    "value of an optimizer": lambda optimizer, ps: clip_grad_value(optimizer, 0.01),
    "value of parameters": lambda optimizer, ps: clip_grad_value(ps[1:], 0.01),
}


@pytest.mark.parametrize("backend", ["numpy", pytest.param("c", marks=needs_compiler)])
@pytest.mark.parametrize("clip", CLIPPED.values(), ids=CLIPPED)
@each_of(FLOATS)
def test_compiled_steps_clip(dtype: type[DType], clip: Callable[[Any, Any], Any], backend: str) -> None:
    optimizing: Optimizing = lambda ps: SGD(ps, 0.5, momentum=0.9)  # noqa: E731  # typed by the alias

    def make() -> Made:
        net = network(dtype=dtype)
        parameters = net.parameters()
        optimizer = optimizing(parameters)

        def step(x: AnyTensor, t: AnyTensor) -> Any:
            optimizer.zero_grad()
            loss = cross_entropy(net(x), t)
            backprop(loss)
            norm = clip(optimizer, parameters)
            optimizer.step()
            return loss, norm

        return Made(step, parameters)

    if backend == "numpy":
        assert_same(make, batches(5, dtype=dtype))
    else:
        eager, native = make(), make()
        step = compiled(backend="c")(native.step)
        for x, t in batches(5, dtype=dtype):
            eager.step(x, t)
            step(x, t)
        for one, other in zip(eager.parameters, native.parameters, strict=True):
            np.testing.assert_allclose(one.numpy(), other.numpy(), rtol=1e-4 if dtype is float32 else 1e-12)


def test_a_compiled_step_raises_where_the_norm_is_no_number() -> None:
    parameter = Parameter(ones((2,), float64))
    optimizer = SGD([parameter], 0.1)

    @compiled
    def step(x: AnyTensor) -> Any:
        optimizer.zero_grad()
        backprop((parameter * x).sum())
        norm = clip_grad_norm(optimizer, 1.0)
        optimizer.step()
        return norm

    assert step(untyped(as_tensor([3.0, 4.0], float64, (2,)))).item() == 5.0
    before = parameter.numpy().tolist()
    with pytest.raises(FloatingPointError, match="the norm of the gradients is nan"):
        step(untyped(as_tensor([nan, 4.0], float64, (2,))))
    assert parameter.numpy().tolist() == before
    assert step(untyped(as_tensor([6.0, 8.0], float64, (2,)))).item() == 10.0


def test_a_compiled_step_sees_that_another_optimizer_has_taken_the_parameters() -> None:
    parameter = Parameter(ones((2,), float64))

    @compiled
    def step(x: AnyTensor) -> Any:
        parameter.grad = None
        backprop((parameter * x).sum())
        return clip_grad_norm([parameter], 1.0)

    x: AnyTensor = untyped(as_tensor([3.0, 4.0], float64, (2,)))
    step(x)
    SGD([parameter], 0.1)
    assert step(x * 2.0).item() == 10.0
    np.testing.assert_allclose(gradient(parameter), [0.6, 0.8], rtol=1e-6)


# ------------------------------------------------------------------------------------------------------------ bad input
REFUSED: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda p: clip_grad_norm([p], 0.0), ValueError, "clip_grad_norm: max_norm is 0.0, not above 0"),
    (lambda p: clip_grad_norm([p], nan), ValueError, "clip_grad_norm: max_norm is nan, not above 0"),
    (lambda p: clip_grad_norm([p], untyped("1")), DTypeError, "clip_grad_norm: max_norm is '1' of type str"),
    (lambda p: clip_grad_value([p], -1.0), ValueError, "clip_grad_value: clip_value is -1.0, not in (0, inf)"),
    (lambda p: clip_grad_norm([], 1.0), ValueError, "clip_grad_norm: no parameters"),
    (lambda p: clip_grad_norm([p, p], 1.0), ValueError, "clip_grad_norm: a parameter is there twice"),
    (lambda p: clip_grad_value(untyped(3), 1.0), DTypeError, "clip_grad_value: 3 of type int is not parameters"),
    (lambda p: clip_grad_norm([untyped(ones((2,)))], 1.0), DTypeError, "clip_grad_norm: parameter 0 is Tensor"),
    (lambda p: clip_grad_norm([Parameter(ones((2,)))], 1.0), GradientError, "clip_grad_norm: no parameter has a"),
    (lambda p: clip_grad_value(SGD([Parameter(ones((2,)))], 0.1), 1.0), GradientError, "call backprop first"),
]


@pytest.mark.parametrize(("clip", "error", "message"), REFUSED)
def test_clipping_refuses_bad_input(clip: Callable[[Any], object], error: type[Exception], message: str) -> None:
    parameter = with_gradient([3.0, 4.0])
    with pytest.raises(error) as caught:
        clip(parameter)
    assert message in str(caught.value)
    assert gradient(parameter) == [3.0, 4.0]
