"""`value_and_grad`: by one argument or several, with others beside, and what of the graphs around it stays alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import AnyTensor, array, assert_tensor, grad_of, operand, parameter, untyped

from typedgrad import DTypeError, Parameter, ShapeError, backprop, float64, int64, no_grad, value_and_grad

if TYPE_CHECKING:
    from collections.abc import Callable


def differentiated(function: Callable[[AnyTensor], object]) -> Callable[..., tuple[AnyTensor, AnyTensor]]:
    """`value_and_grad` of a function of one tensor that need not be a loss."""
    made: Callable[..., tuple[AnyTensor, AnyTensor]] = untyped(value_and_grad)(function)
    return made


def product(x: AnyTensor, y: AnyTensor, *, factor: float = 1.0) -> AnyTensor:
    """A loss of two tensors and a number."""
    return (x * x * y).sum() * factor


X, Y = operand((3,), float64, 1), operand((3,), float64, 2)
BY_X, BY_Y = 2.0 * array(X) * array(Y), array(X) ** 2


def test_value_and_grad_by_the_first_argument() -> None:
    value, by_x = untyped(value_and_grad)(product)(X, Y)
    assert_tensor(value, np.sum(array(X) ** 2 * array(Y)), float64)
    assert_tensor(by_x, BY_X, float64, ulps=2)


def test_value_and_grad_by_several_arguments() -> None:
    _, (by_x, by_y) = untyped(value_and_grad)(product, (0, 1))(X, Y)
    assert_tensor(by_x, BY_X, float64, ulps=2)
    assert_tensor(by_y, BY_Y, float64, ulps=2)


def test_value_and_grad_by_any_one_argument() -> None:
    assert_tensor(untyped(value_and_grad)(product, 1)(X, Y)[1], BY_Y, float64, ulps=2)
    assert_tensor(untyped(value_and_grad)(product, (1,))(X, Y)[1][0], BY_Y, float64, ulps=2)


def test_value_and_grad_passes_other_arguments_on() -> None:
    def loss(x: AnyTensor, power: int, names: list[str], *, factor: float) -> AnyTensor:
        names.append("called")
        return (x**power).sum() * factor

    names: list[str] = []
    _, by_x = untyped(value_and_grad)(loss)(X, 3, names, factor=2.0)
    assert_tensor(by_x, 6.0 * array(X) ** 2, float64, ulps=4)
    assert names == ["called"]


def test_value_and_grad_records_under_no_grad() -> None:
    with no_grad():
        _, by_x = untyped(value_and_grad)(product)(X, Y)
    assert_tensor(by_x, BY_X, float64, ulps=2)


def test_value_and_gradients_are_constants() -> None:
    w = Parameter(X)
    value, by_w = untyped(value_and_grad)(product)(w, Parameter(Y))
    assert value._node is None
    assert by_w._node is None
    assert w.grad is None


def test_update_of_the_argument_on_the_way_is_not_seen() -> None:
    w = Parameter(X)

    def loss(x: AnyTensor) -> AnyTensor:
        result = (x * x).sum()
        w.assign(untyped(w) * 10.0)
        return result

    assert_tensor(untyped(value_and_grad)(loss)(w)[1], 2.0 * array(X), float64)


def test_value_that_does_not_depend_on_the_argument() -> None:
    value, by_x = differentiated(lambda x: Y.sum())(X)
    assert_tensor(value, array(Y).sum(), float64)
    assert_tensor(by_x, np.zeros(3), float64)


def test_value_that_depends_on_an_outer_parameter_only() -> None:
    w = parameter(1.0, 2.0)
    loss = (w * w).sum()
    _, by_x = differentiated(lambda x: loss)(X)
    assert_tensor(by_x, np.zeros(3), float64)
    backprop(untyped(loss))
    assert_tensor(grad_of(w), [2.0, 4.0], float64)


def test_value_and_grad_leaves_an_outer_graph_alone() -> None:
    w = Parameter(Y)
    outer = w * w
    _, by_x = differentiated(lambda x: (x * outer).sum())(X)
    assert_tensor(by_x, array(Y) ** 2, float64)
    backprop(untyped(outer.sum()))
    assert_tensor(grad_of(w), 2.0 * array(Y), float64)


def test_value_and_grad_within_value_and_grad_is_a_constant() -> None:
    """First derivatives only: the inner gradient does not depend on the outer argument."""
    inner = differentiated(lambda x: (x * x * x).sum())
    _, by_x = differentiated(lambda x: (x * inner(x)[1]).sum())(X)
    assert_tensor(by_x, 3.0 * array(X) ** 2, float64, ulps=2)


def test_value_and_grad_keeps_the_name() -> None:
    assert untyped(value_and_grad)(product).__name__ == "product"
    assert untyped(value_and_grad)(product).__doc__ == product.__doc__


WRONG_CALLS: list[tuple[Callable[[], object], type[Exception], str]] = [
    (
        lambda: untyped(value_and_grad)(product)(array(X), Y),
        DTypeError,
        "argument 0 is .* of type ndarray; gradients are",
    ),
    (lambda: untyped(value_and_grad)(product)(2.0, Y), DTypeError, "argument 0 is 2.0 of type float"),
    (lambda: untyped(value_and_grad)(product, 1)(X, untyped(Y).astype(int64)), DTypeError, "argument 1 is of int64"),
    (lambda: untyped(value_and_grad)(product)(x=X, y=Y), TypeError, "argument 0 of 0 given by position"),
    (lambda: untyped(value_and_grad)(product, (0, 2))(X, Y), TypeError, "argument 2 of 2 given by position"),
    (lambda: untyped(value_and_grad)(product, (0, 0)), ValueError, r"argnums \(0, 0\) names an argument twice"),
    (lambda: differentiated(lambda x: x)(X), ShapeError, r"the loss has shape \(3,\), not \(\)"),
    (lambda: differentiated(lambda x: x.sum().item())(X), DTypeError, "the loss is .* of type float, not a"),
    (lambda: differentiated(lambda x: x.argmax())(X), DTypeError, "the loss is int64, not a float"),
]


@pytest.mark.parametrize(("call", "error", "message"), WRONG_CALLS, ids=[str(i) for i in range(len(WRONG_CALLS))])
def test_wrong_call_of_value_and_grad(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"value_and_grad: {message}"):
        call()
