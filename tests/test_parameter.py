"""`Parameter`: its copy of the values, `.grad` and its setter, `assign`, and what does not change with an update."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import (
    FLOATS,
    Form,
    array,
    assert_tensor,
    each_of,
    every_form,
    grad_of,
    operand,
    tensor,
    untyped,
)

from typedgrad import (
    DType,
    DTypeError,
    GradientError,
    Parameter,
    ShapeError,
    Tensor,
    as_tensor,
    backprop,
    float32,
    float64,
    gradients,
    int64,
    ones,
)
from typedgrad.nn import cross_entropy

if TYPE_CHECKING:
    from collections.abc import Callable


@every_form
@each_of(FLOATS)
def test_parameter_is_a_copy(dtype: type[DType], form: Form) -> None:
    x = operand(form, dtype)
    w = Parameter(x)
    assert_tensor(w, array(x), dtype)
    assert not np.shares_memory(w._data, x._data)
    assert isinstance(w, Tensor)
    assert repr(w).startswith("Parameter[")


def test_parameter_of_a_parameter_is_a_leaf_of_its_own() -> None:
    w = Parameter(ones((2,)))
    v = Parameter(w)
    backprop((v * v).sum())
    assert w.grad is None
    assert_tensor(grad_of(v), [2.0, 2.0], float32)


# -------------------------------------------------------------------------------------------------------------- grad
@every_form
@each_of(FLOATS)
def test_grad_has_the_dtype_and_shape_of_the_parameter(dtype: type[DType], form: Form) -> None:
    w = Parameter(operand(form, dtype))
    assert w.grad is None
    backprop(untyped(w).sum())
    assert_tensor(grad_of(w), np.ones(form.shape), dtype)


def test_grad_is_a_copy() -> None:
    w = Parameter(ones((2,)))
    backprop((w * 3.0).sum())
    first = grad_of(w)
    backprop((w * 4.0).sum())
    assert_tensor(first, [3.0, 3.0], float32)
    assert_tensor(grad_of(w), [7.0, 7.0], float32)


def test_grad_can_be_reset() -> None:
    w = Parameter(ones((2,)))
    backprop((w * 3.0).sum())
    w.grad = None
    assert w.grad is None
    backprop((w * 4.0).sum())
    assert_tensor(grad_of(w), [4.0, 4.0], float32)


def test_grad_can_be_replaced_and_is_added_to() -> None:
    w = Parameter(ones((2,)))
    w.grad = as_tensor([1.0, 2.0], float32, (2,))
    backprop((w * 3.0).sum())
    assert_tensor(grad_of(w), [4.0, 5.0], float32)


def test_grad_is_not_the_tensor_it_was_set_to() -> None:
    w, v = Parameter(ones((2,))), Parameter(ones((2,)))
    w.grad = v
    v.assign(v * 5.0)
    assert_tensor(grad_of(w), [1.0, 1.0], float32)


def test_grad_set_from_a_tensor_in_another_layout() -> None:
    w = Parameter(operand((2, 3), float64))
    g = operand(Form((2, 3), "columns"), float64, 1)
    w.grad = untyped(g)
    assert_tensor(grad_of(w), array(g), float64)


CHANGES: dict[str, Callable[[Any, Any], None]] = {
    "grad": lambda w, values: setattr(w, "grad", values),
    "assign": lambda w, values: w.assign(values),
}
WRONG_VALUES: list[tuple[object, type[Exception], str]] = [
    (operand((3,), float32), ShapeError, r"shape \(3,\) for a parameter of shape \(2,\)"),
    (operand((1,), float32), ShapeError, r"shape \(1,\) for a parameter of shape \(2,\)"),
    (operand((2,), float64), DTypeError, "float64 for a float32 parameter; convert it with astype"),
    (np.ones(2, np.float32), DTypeError, "of type ndarray is not a tensor; make it one by as_tensor"),
    (1.0, DTypeError, "1.0 of type float is not a tensor"),
    ([1.0, 2.0], DTypeError, r"\[1.0, 2.0\] of type list is not a tensor"),
]


@pytest.mark.parametrize(("values", "error", "message"), WRONG_VALUES, ids=lambda part: type(part).__name__)
@pytest.mark.parametrize("operation", CHANGES)
def test_wrong_values_change_nothing(operation: str, values: object, error: type[Exception], message: str) -> None:
    w = Parameter(ones((2,)))
    backprop((w * 3.0).sum())
    loss = (w * w).sum()
    with pytest.raises(error, match=f"{operation}: .*{message}"):
        CHANGES[operation](w, values)
    assert_tensor(grad_of(w), [3.0, 3.0], float32)
    assert_tensor(w, [1.0, 1.0], float32)
    assert_tensor(gradients(loss, w), [2.0, 2.0], float32)


# ------------------------------------------------------------------------------------------------------------ assign
def test_assign_replaces_the_values_in_place() -> None:
    w = Parameter(ones((2,)))
    data = w._data
    w.assign(as_tensor([5.0, 6.0], float32, (2,)))
    assert_tensor(w, [5.0, 6.0], float32)
    assert w._data is data


def test_assign_of_a_view_of_itself() -> None:
    w = Parameter(as_tensor([1.0, 2.0, 3.0], float32, (3,)))
    w.assign(untyped(w)[::-1])
    assert_tensor(w, [3.0, 2.0, 1.0], float32)


def test_update_after_the_values_were_saved() -> None:
    w = Parameter(ones((2,)))
    loss = (w * w).sum()
    w.assign(w * 2.0)
    message = r"a parameter of shape \(2,\) was updated after multiply used it; call backprop before the update"
    with pytest.raises(GradientError, match=message):
        backprop(loss)
    assert w.grad is None


def test_update_after_a_fused_loss_saved_the_values() -> None:
    w = Parameter(ones((2, 3)))
    loss = cross_entropy(w, as_tensor([0, 2], int64, (2,)))
    w.assign(w * 2.0)
    with pytest.raises(GradientError, match="updated after cross_entropy used it"):
        backprop(loss)


def test_update_where_no_values_were_saved() -> None:
    w, x = Parameter(ones((2,))), ones((2,))
    loss = (w + x).exp().sum()
    w.assign(w * 2.0)
    backprop(loss)
    assert_tensor(grad_of(w), np.exp(np.full(2, 2.0, np.float32)), float32)


def test_update_before_the_forward_is_no_update() -> None:
    w = Parameter(ones((2,)))
    w.assign(w * 2.0)
    backprop((w * w).sum())
    assert_tensor(grad_of(w), [4.0, 4.0], float32)


def test_what_was_read_does_not_change_with_an_update() -> None:
    w = Parameter(as_tensor([[1.0, 2.0]], float32, (1, 2)))
    read = [
        w.numpy(),
        w.detach().numpy(),
        np.asarray(w),
        w.T.numpy().T,
        w.reshape((2,)).numpy()[None],
        w[0].numpy()[None],
    ]
    w.assign(w * 2.0)
    for values in read:
        np.testing.assert_array_equal(values, [[1.0, 2.0]])


def test_numpy_is_read_only() -> None:
    for x in (Parameter(ones((2,))), ones((2,)), ones((2,)) + 1.0):
        with pytest.raises(ValueError, match="read-only"):
            x.numpy()[0] = 5.0


def test_array_that_was_handed_in_may_change() -> None:
    data = np.array([1.0, 2.0])
    w = Parameter(as_tensor(data, float64))
    loss = (w * w * as_tensor(data, float64)).sum()
    data[:] = 99.0
    assert_tensor(gradients(untyped(loss), w), [2.0, 8.0], float64)


# ---------------------------------------------------------------------------------------------------- copying it whole
DUPLICATES: dict[str, Callable[[Parameter[Any, Any]], Parameter[Any, Any]]] = {
    "deepcopy": copy.deepcopy,
    "pickle": lambda w: pickle.loads(pickle.dumps(w)),
}


@pytest.mark.parametrize("how", DUPLICATES)
def test_duplicate_is_a_parameter_of_its_own(how: str) -> None:
    w = Parameter(ones((2,)))
    backprop((w * 3.0).sum())
    v = DUPLICATES[how](w)
    w.assign(w * 2.0)
    assert_tensor(v, [1.0, 1.0], float32)
    assert_tensor(grad_of(v), [3.0, 3.0], float32)
    backprop((v * v).sum())
    assert_tensor(grad_of(v), [5.0, 5.0], float32)
    assert_tensor(grad_of(w), [3.0, 3.0], float32)


def test_parameter_of_another_process_is_not_from_the_future() -> None:
    """Events are numbered in each process: one pickled late there was not updated late here."""
    w = Parameter(ones((2,)))
    w._leaf.order = 10**9
    v = pickle.loads(pickle.dumps(w))
    backprop((v * v).sum())
    assert_tensor(grad_of(v), [2.0, 2.0], float32)


def test_tensor_can_be_pickled() -> None:
    x = tensor(np.array([1.0, 2.0]), float64)
    assert_tensor(pickle.loads(pickle.dumps(x)), array(x), float64)
