"""Finite differences against known derivatives, and that `check_gradients` finds a wrong gradient and says where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FORMS, AnyTensor, Form, array, assert_tensor, operand, tensor, untyped

from typedgrad import (
    DTypeError,
    GradientError,
    Parameter,
    ShapeError,
    as_tensor,
    check_gradients,
    finite_difference,
    float32,
    float64,
    int64,
    no_grad,
)
from typedgrad.rules.arithmetic import multiply
from typedgrad.rules.elementwise import tanh
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import Callable

X = as_tensor([1.0, 2.0, 3.0], float64, (3,))
Y = as_tensor([4.0, 5.0, 6.0], float64, (3,))


def total(x: Any) -> Any:
    return x.sum()


def exact(x: Any) -> Any:
    return x


# ---------------------------------------------------------------------------------------------------- differences
KNOWN: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "sum": (lambda x: x.sum(), np.ones_like),
    "square": (lambda x: (x * x).sum(), lambda a: 2.0 * a),
    "cube": (lambda x: (x**3).sum(), lambda a: 3.0 * a**2),
    "exp": (lambda x: x.exp().sum(), np.exp),
    "tanh": (lambda x: x.tanh().sum(), lambda a: 1.0 / np.cosh(a) ** 2),
    "mean": (lambda x: (x * x).mean(), lambda a: 2.0 * a / a.size),
    "constant": (lambda x: X.sum(), np.zeros_like),
}


@pytest.mark.parametrize("form", [form for form in FORMS if 0 not in form.shape], ids=str)
@pytest.mark.parametrize("name", KNOWN)
def test_difference_is_the_derivative(name: str, form: Form) -> None:
    function, derivative = KNOWN[name]
    x = operand(form, float64)
    (found,) = finite_difference(function, x)
    assert_tensor(found, derivative(array(x)), float64, atol=1e-8)


def test_one_gradient_for_each_tensor() -> None:
    by_x, by_y, by_s = finite_difference(lambda x, y, s: (x * y).sum() * s, X, Y, as_tensor(2.0, float64, ()))
    assert_tensor(by_x, 2.0 * array(Y), float64, atol=1e-8)
    assert_tensor(by_y, 2.0 * array(X), float64, atol=1e-8)
    assert_tensor(by_s, 32.0, float64, atol=1e-8)


def test_difference_of_nothing() -> None:
    assert untyped(finite_difference)(X.sum) == ()
    (found,) = finite_difference(lambda x: x.sum(), operand((0, 3), float64))
    assert found.shape == (0, 3)


def test_step_is_the_callers() -> None:
    """The central difference of a cubic is off by the square of the step."""
    (found,) = finite_difference(lambda x: (x**3).sum(), as_tensor([1.0], float64, (1,)), step=0.5)
    assert_tensor(found, [3.25], float64, atol=1e-12)


def test_argument_is_not_changed() -> None:
    w = Parameter(X)
    finite_difference(lambda x: (x * x).sum(), w)
    assert_tensor(w, array(X), float64)
    assert w.grad is None


def test_nothing_is_recorded() -> None:
    seen: list[bool] = []

    def loss(x: AnyTensor) -> AnyTensor:
        seen.append(is_recording())
        return x.sum()

    finite_difference(loss, X)
    assert not any(seen)
    assert is_recording()


# ----------------------------------------------------------------------------------------------- check_gradients
def test_right_gradients_pass() -> None:
    assert check_gradients(lambda x, y: x.exp() * y + x @ y, X, Y) is None
    check_gradients(lambda x: x.sum(), X)
    check_gradients(lambda x: Y, X)


def test_right_gradients_pass_under_no_grad() -> None:
    with no_grad():
        check_gradients(lambda x: x * x, X)


def reversed_upstream(xp: object, g: Any, y: Any) -> Any:
    """The gradient of tanh, of the wrong elements."""
    return g[::-1] * (1.0 - y * y)


def test_every_element_of_a_result_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were it summed without weights, a gradient of the wrong element would pass."""
    monkeypatch.setattr(tanh, "gradients", (reversed_upstream,))
    monkeypatch.setattr(tanh, "pull", None)
    with pytest.raises(GradientError):
        check_gradients(lambda x: x.tanh(), X)


def negative_of_the_right(xp: object, g: Any, x1: Any, x2: Any) -> Any:
    """The gradient of `*` by its right operand, negated."""
    return -g * x1


def twice_at_the_second(xp: object, g: Any, y: Any) -> Any:
    """The gradient of tanh, wrong in one element."""
    return g * (1.0 - y * y) * np.array([1.0, 2.0, 1.0])


def test_wrong_gradient_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tanh, "gradients", (twice_at_the_second,))
    monkeypatch.setattr(tanh, "pull", None)
    message = (
        r"check_gradients: argument 0, element \(1,\): the gradient is 0\.14130\d*, "
        r"the finite difference 0\.07065\d* \(1 of 3 elements differ\)"  # 1 / cosh(2) ** 2
    )
    with pytest.raises(GradientError, match=message):
        check_gradients(lambda x: x.tanh().sum(), X)


def test_wrong_gradient_of_the_second_argument_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = multiply.gradients
    monkeypatch.setattr(multiply, "gradients", (first, negative_of_the_right))
    message = r"argument 1, element \(0, 0\): .* \(6 of 6 elements differ\)"
    with pytest.raises(GradientError, match=message):
        check_gradients(lambda x, y: x * y, operand((2, 3), float64), operand((2, 3), float64, 1))


def test_missing_gradient_is_reported() -> None:
    with pytest.raises(GradientError, match=r"argument 0, element \(\): the gradient is 0, the finite difference 4"):
        check_gradients(lambda x: x * x.detach() * 0.0 + x.detach() * x.detach(), tensor(np.array(2.0), float64))


def test_tolerances_are_the_callers() -> None:
    def almost(x: AnyTensor) -> AnyTensor:
        return x + x.detach() * 1e-3

    check_gradients(almost, X, rtol=1e-2)
    check_gradients(almost, X, atol=1e-2)
    with pytest.raises(GradientError):
        check_gradients(almost, X)


# ---------------------------------------------------------------------------------------------------- bad input
BOTH: dict[str, Callable[..., object]] = {
    "finite_difference": untyped(finite_difference),
    "check_gradients": untyped(check_gradients),
}
WRONG: list[tuple[Callable[[Any], Any] | Callable[[Any, Any], Any], tuple[Any, ...], type[Exception], str]] = [
    (lambda x: x.sum(), (untyped(X).astype(float32),), DTypeError, "argument 0 is of float32; finite differences need"),
    (
        lambda x, y: x.sum(),
        (X, untyped(Y).astype(int64)),
        DTypeError,
        "argument 1 is of int64; finite differences need",
    ),
    (lambda x: x.sum(), (array(X),), DTypeError, "argument 0 is .* of type ndarray; finite differences need float64"),
    (lambda x: x.sum(), (1.0,), DTypeError, "argument 0 is 1.0 of type float"),
    (lambda x: x.sum().astype(float32), (X,), DTypeError, "the value is of float32; finite differences need float64"),
    (lambda x: x.argmax(), (X,), DTypeError, "the value is of int64"),
    (lambda x: x.sum().item(), (X,), DTypeError, "the value is .* of type float"),
    (lambda x: None, (X,), DTypeError, "the value is None of type NoneType"),
]


@pytest.mark.parametrize(("function", "arguments", "error", "message"), WRONG, ids=[str(i) for i in range(len(WRONG))])
@pytest.mark.parametrize("name", BOTH)
def test_only_float64(
    name: str, function: Callable[..., Any], arguments: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=f"{name}: {message}"):
        BOTH[name](function, *arguments)


def test_difference_of_a_value_with_axes() -> None:
    with pytest.raises(
        ShapeError, match=r"finite_difference: the value has shape \(3,\), not \(\); take its sum or mean"
    ):
        untyped(finite_difference)(exact, X)


@pytest.mark.parametrize("step", [0.0, -1.0])
@pytest.mark.parametrize("name", BOTH)
def test_step_must_be_positive(name: str, step: float) -> None:
    with pytest.raises(ValueError, match=rf"{name}: the step .* is not positive"):
        BOTH[name](total, X, step=step)
