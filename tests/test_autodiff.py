"""`backprop` and `gradients`: what they compute, what they touch, and what they leave alone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    FLOATS,
    AnyTensor,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    every_form,
    grad_of,
    operand,
    parameter,
    tensor,
    untyped,
)

from typedgrad import (
    DType,
    DTypeError,
    GradientError,
    Parameter,
    ShapeError,
    as_tensor,
    backprop,
    concat,
    float32,
    float64,
    gradients,
    int64,
    no_grad,
    ones,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers import Form


# ------------------------------------------------------------------------------------------------------- expressions
def diamond(x: Any, y: Any) -> Any:
    shared = x * y
    return shared.exp() * shared.tanh() + shared / (shared * shared + 1.0)


def nested_diamonds(x: Any, y: Any) -> Any:
    outer = x * y + y
    inner = outer * outer + x
    return inner * inner + outer


def softmax(x: Any, y: Any) -> Any:
    e = (x - x.max(-1, keepdims=True)).exp()
    return e / e.sum(-1, keepdims=True) * y


EXPRESSIONS: dict[str, Callable[[Any, Any], Any]] = {
    "x * x + x": lambda x, y: x * x + x,
    "x used three times by products": lambda x, y: x @ x.mT @ x,
    "diamond": diamond,
    "nested diamonds": nested_diamonds,
    "softmax": softmax,
    "constants beside": lambda x, y: x * 2.0 + 3.0 - y / 4.0,
    "used again after a reduction": lambda x, y: (x - x.mean(-1, keepdims=True)) * (y / y.sum(0, keepdims=True)),
    "affine": lambda x, y: (x @ y.T + x.sum(1, keepdims=True)).sigmoid() @ y,
    "views": lambda x, y: x.T.reshape((2, 3)) * y[:, ::-1] + x[1],
    "concat and splice": lambda x, y: concat((x, y * x)).splice(1, y[0]),
    "broadcast of one row": lambda x, y: x[0] * y + y[:, 1][:, None],
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_gradient_of_expression(name: str) -> None:
    x, y = operand((2, 3), float64, 1, low=0.5), operand((2, 3), float64, 2, low=0.5)
    assert_gradients(EXPRESSIONS[name], x, y)


def test_no_gradient_flows_through_detach() -> None:
    w = parameter(1.0, 2.0)
    assert_tensor(gradients(untyped((w * w.detach()).sum()), w), [1.0, 2.0], float64)


# ------------------------------------------------------------------------------------------------------------ backprop
def test_backprop_fills_every_parameter_and_no_other() -> None:
    w, b, unused = Parameter(ones((3, 2))), Parameter(ones((2,))), Parameter(ones((2,)))
    x = operand((4, 3), float32)
    backprop(untyped((x @ w + b).sum()))
    assert_tensor(grad_of(w), np.tile(array(x).sum(0), (2, 1)).T, float32, ulps=4)
    assert_tensor(grad_of(b), [4.0, 4.0], float32)
    assert unused.grad is None


def test_gradients_of_two_losses_add_up() -> None:
    w = parameter(1.0, 2.0)
    backprop(untyped((w * w).sum()))
    backprop(untyped((w * 3.0).sum()))
    assert_tensor(grad_of(w), [5.0, 7.0], float64)


def test_parameters_do_not_share_the_memory_of_their_gradients() -> None:
    """`+` hands one array to both of its operands."""
    w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)
    loss = ((w + v) * 2.0).sum()
    backprop(untyped(loss))
    backprop(untyped((w * 5.0).sum()))
    assert_tensor(grad_of(w), [7.0, 7.0], float64)
    assert_tensor(grad_of(v), [2.0, 2.0], float64)


def test_parameter_used_twice() -> None:
    w, x = parameter(1.0, 2.0), tensor(np.array([3.0, 4.0]), float64)
    backprop(untyped((x * w * w + w).sum()))
    assert_tensor(grad_of(w), [7.0, 17.0], float64)


def test_parameter_is_a_loss_itself() -> None:
    w = Parameter(as_tensor(3.0, float32, ()))
    backprop(w)
    assert_tensor(grad_of(w), 1.0, float32)
    backprop(w)
    assert_tensor(grad_of(w), 2.0, float32)


@each_of(FLOATS)
@every_form
def test_gradient_of_parameter_has_its_dtype_in_every_form(form: Form, dtype: type[DType]) -> None:
    w = Parameter(operand(form, dtype, low=0.5))
    backprop(untyped(w * 2.0 + 1.0 / w - w**2 + w.sigmoid()).sum())
    assert (grad_of(w).dtype, grad_of(w).shape) == (dtype.numpy, form.shape)


def test_mixed_precision_keeps_each_parameters_dtype() -> None:
    w, v = Parameter(ones((2,))), Parameter(ones((2,), float64))
    backprop((w.astype(float64) * v).sum())
    assert_tensor(grad_of(w), [1.0, 1.0], float32)
    assert_tensor(grad_of(v), [1.0, 1.0], float64)


def test_first_gradient_is_not_added_to_old_memory() -> None:
    """The first one may be written straight into the memory of the last."""
    w, x = Parameter(ones((3, 2))), ones((4, 3))
    for _ in range(3):
        w.grad = None
        backprop((x @ w).sum())
        assert_tensor(grad_of(w), np.full((3, 2), 4.0), float32)


def test_backprop_in_another_thread() -> None:
    w = parameter(1.0, 2.0)
    loss = untyped((w * w).sum())
    thread = threading.Thread(target=backprop, args=(loss,))
    thread.start()
    thread.join()
    assert_tensor(grad_of(w), [2.0, 4.0], float64)


def test_backprop_works_under_no_grad() -> None:
    w = parameter(1.0, 2.0)
    loss = (w * w).sum()
    with no_grad():
        backprop(untyped(loss))
    assert_tensor(grad_of(w), [2.0, 4.0], float64)


WRONG_LOSSES: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda w: w * w, ShapeError, r"the loss has shape \(2,\), not \(\); take its sum or mean"),
    (lambda w: w.sum()[None], ShapeError, r"the loss has shape \(1,\), not \(\)"),
    (lambda w: w.sum().astype(int64), DTypeError, "the loss is int64, not a float"),
    (lambda w: (w > 0.0).all(), DTypeError, "the loss is bool, not a float"),
    (lambda w: w.detach().sum(), GradientError, "the loss depends on no parameter, or was computed under no_grad"),
    (lambda w: w.sum().item(), DTypeError, "the loss is 3.0 of type float, not a tensor"),
    (lambda w: np.float64(1.0), DTypeError, "the loss is .* of type float64, not a tensor"),
    (lambda w: [w.sum()], DTypeError, "the loss is .* of type list, not a tensor"),
    (lambda w: None, DTypeError, "the loss is None of type NoneType, not a tensor"),
]


@pytest.mark.parametrize(("make", "error", "message"), WRONG_LOSSES, ids=[str(i) for i in range(len(WRONG_LOSSES))])
@pytest.mark.parametrize("operation", ["backprop", "gradients"])
def test_wrong_loss_changes_nothing(
    operation: str, make: Callable[[Any], object], error: type[Exception], message: str
) -> None:
    w = parameter(1.0, 2.0)
    w.grad = untyped(w)
    loss = untyped(make(w))
    with pytest.raises(error, match=f"{operation}: {message}"):
        backprop(loss) if operation == "backprop" else gradients(loss, w)
    assert_tensor(grad_of(w), [1.0, 2.0], float64)


# ----------------------------------------------------------------------------------------------------------- gradients
def test_gradients_leave_grad_alone() -> None:
    w, v = parameter(1.0, 2.0), parameter(3.0, 4.0)
    w.grad = untyped(v)
    by_w, by_v = gradients(untyped((w * v).sum()), (w, v))
    assert_tensor(by_w, [3.0, 4.0], float64)
    assert_tensor(by_v, [1.0, 2.0], float64)
    assert_tensor(grad_of(w), [3.0, 4.0], float64)
    assert v.grad is None


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("sequence", [tuple, list])
def test_gradients_of_any_number_of_sources(sequence: Any, count: int) -> None:
    sources = [parameter(float(i)) for i in range(5)]
    loss = untyped(sum(w * float(i) for i, w in enumerate(sources))).sum()
    found: tuple[AnyTensor, ...] = untyped(gradients)(loss, sequence(sources[:count]))
    assert [array(g).tolist() for g in found] == [[float(i)] for i in range(count)]


def test_source_that_the_loss_does_not_depend_on_has_zeros() -> None:
    w, v = parameter(1.0), Parameter(ones((2, 3)))
    by_v, by_w = gradients(untyped((w * w).sum()), (v, w))
    assert_tensor(by_v, np.zeros((2, 3)), float32)
    assert_tensor(by_w, [2.0], float64)


def test_gradient_of_an_intermediate_tensor() -> None:
    w = parameter(1.0, 2.0)
    h = w * 3.0
    loss = (h * h + w).sum()
    by_h, by_w = gradients(untyped(loss), (h, w))
    assert_tensor(by_h, [6.0, 12.0], float64)
    assert_tensor(by_w, [19.0, 37.0], float64)


def test_gradient_of_the_loss_itself_is_one() -> None:
    loss = (parameter(1.0, 2.0) * 2.0).sum()
    assert_tensor(gradients(untyped(loss), loss), 1.0, float64)


def test_gradient_of_the_same_source_twice() -> None:
    w = parameter(1.0, 2.0)
    first, second = gradients(untyped((w * w).sum()), (w, w))
    assert_tensor(first, array(second), float64)


def test_gradients_are_constants() -> None:
    w = parameter(1.0)
    assert gradients(untyped((w * w).sum()), w)._node is None


WRONG_SOURCES: list[tuple[Callable[[Any], Any], type[Exception], str]] = [
    (lambda w: w.detach(), GradientError, "source 0 is a constant; make it a Parameter"),
    (lambda w: (w, w.detach()), GradientError, "source 1 is a constant"),
    (lambda w: (w, 3.0), DTypeError, "source 1 is 3.0 of type float, not a tensor"),
    (lambda w: [w, None], DTypeError, "source 1 is None of type NoneType, not a tensor"),
    (lambda w: w.numpy(), DTypeError, ".* of type ndarray is neither a tensor nor a sequence of tensors"),
]


@pytest.mark.parametrize(("make", "error", "message"), WRONG_SOURCES, ids=[str(i) for i in range(len(WRONG_SOURCES))])
def test_wrong_source_leaves_the_graph(make: Callable[[Any], Any], error: type[Exception], message: str) -> None:
    w = parameter(1.0, 2.0)
    loss = untyped((w * w).sum())
    with pytest.raises(error, match=f"gradients: {message}"):
        gradients(loss, make(w))
    assert_tensor(gradients(loss, w), [2.0, 4.0], float64)
