"""`broadcast_to`: values against NumPy, gradients, and that a result neither changes nor is written to."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import (
    ALL,
    FLOATS,
    FORMS,
    AnyTensor,
    Form,
    Shape,
    Unary,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    operand,
    tensor,
    untyped,
)

from typedgrad import DType, Parameter, broadcast_to, check_gradients, float32, float64, gradients

PAIRS: list[tuple[Form, Shape]] = [
    *((form, form.shape) for form in FORMS),
    *((form, (2, *form.shape)) for form in FORMS),
    *((Form(()), shape) for shape in ((3,), (2, 3), (2, 0), (2, 1, 3))),
    *((Form((1,)), shape) for shape in ((3,), (0,), (2, 3), (2, 3, 4))),
    *((Form((1, 3)), shape) for shape in ((2, 3), (0, 3), (4, 2, 3))),
    *((Form((2, 1)), shape) for shape in ((2, 3), (2, 0), (4, 2, 3))),
    *((Form(shape), (2, 3, 4)) for shape in ((1, 1, 4), (1, 3, 1), (2, 1, 1), (1, 3, 4), (2, 1, 4), (2, 3, 1))),
    (Form((1, 0, 1)), (2, 0, 3)),
    (Form((2, 1, 3, 1)), (2, 2, 3, 4)),
]
every_pair = pytest.mark.parametrize(("form", "shape"), PAIRS, ids=str)


def broadcast(x: AnyTensor, shape: Shape) -> AnyTensor:
    """Broadcast without a word from the checkers."""
    result: AnyTensor = untyped(broadcast_to)(x, shape)
    return result


@every_pair
@each_of(ALL)
def test_broadcast_to(dtype: type[DType], form: Form, shape: Shape) -> None:
    x = operand(form, dtype)
    assert_tensor(broadcast(x, shape), np.broadcast_to(array(x), shape), dtype)


@every_pair
def test_gradient(form: Form, shape: Shape) -> None:
    assert_gradients(lambda x: broadcast(x, shape), operand(form, float64))


@each_of(FLOATS)
def test_gradient_counts_the_repetitions(dtype: type[DType]) -> None:
    w = Parameter(operand((1, 3), dtype))
    assert_tensor(gradients(broadcast(w, (4, 2, 3)).sum(), w), [[8.0, 8.0, 8.0]], dtype)


def test_gradient_through_a_chain() -> None:
    shape = (4, 2, 3)
    check_gradients(lambda x: broadcast(x.exp(), shape)[1:] * broadcast(x.sum(0, keepdims=True), shape)[0], X)


X: AnyTensor = operand((2, 3), float64)


def test_named_sizes_and_those_of_numpy() -> None:
    assert broadcast(X, tensor(np.zeros((4, 2, 3)), float32).shape).shape == (4, 2, 3)


@pytest.mark.parametrize("shape", [(2, 3), (4, 2, 3)])
def test_result_of_a_constant_shares_its_memory(shape: Shape) -> None:
    assert np.shares_memory(broadcast(X, shape)._data, X._data)


@pytest.mark.parametrize("shape", [(2, 3), (4, 2, 3)])
@pytest.mark.parametrize("recorded", [True, False])
def test_result_of_a_parameter_does_not_change_with_it(recorded: bool, shape: Shape) -> None:
    w = Parameter(operand((2, 3), float32))
    before = array(w).copy()
    result = broadcast(w if recorded else w.detach(), shape)
    w.assign(w * 2.0)
    assert_tensor(result, np.broadcast_to(before, shape), float32)


def test_a_parameter_made_of_a_result_can_be_written_to() -> None:
    w = Parameter(broadcast(X, (4, 2, 3)))
    expected = array(w) * 2.0
    w.assign(w * 2.0)
    assert_tensor(w, expected, float64)


OPERATIONS: dict[str, Unary] = {
    "in place": lambda y: y.relu() + y.sigmoid() - y.exp(),
    "reduction": lambda y: y.sum(0, keepdims=True) + y.max(-1, keepdims=True),
    "matmul": lambda y: y @ y.mT,
    "views": lambda y: y.reshape((6, 4)).T[::-1],
    "splice": lambda y: y.splice(0, 1.0),
    "softmax": lambda y: (y - y.max(-1, keepdims=True)).exp(),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_on_a_result_are_those_on_a_copy(name: str) -> None:
    y = broadcast(operand((3, 1), float64), (2, 3, 4))
    assert_tensor(OPERATIONS[name](y), array(OPERATIONS[name](untyped(y.copy()))), float64)
    assert_gradients(lambda x: OPERATIONS[name](broadcast(x, (2, 3, 4))), operand((3, 1), float64))
