"""Gradients of gradients: `create_graph`, `hessian_vector_product`, `jacobian`, `hessian`."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, AnyTensor, array, assert_tensor, each_of, grad_of, operand, parameter, tensor, untyped

from typedgrad import (
    DType,
    DTypeError,
    GradientError,
    Parameter,
    ShapeError,
    as_tensor,
    backprop,
    float32,
    float64,
    gradients,
    hessian,
    hessian_vector_product,
    int64,
    jacobian,
    nn,
    no_grad,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def cubes(x: Any) -> Any:
    return (x * x * x).sum()


def cube(x: Any) -> Any:
    return x * x * x


def square(x: Any) -> Any:
    return x * x


def total(x: Any) -> Any:
    return x.sum()


def as_integers(x: Any) -> Any:
    return x.astype(int64)


def no_tensor(_: Any) -> Any:
    return 1.0


def three_ones(_: Any) -> Any:
    return tensor(np.ones(3), float64)


def network(x: Any) -> Any:
    """A small network with the fused primitives: linear, sigmoid, cross-entropy."""
    rng = np.random.default_rng(0)
    w, b = (tensor(rng.normal(size=shape), float64) for shape in ((3, 4), (4,)))
    labels = as_tensor([1, 3], int64, (2,))
    return untyped(nn.cross_entropy)((x @ w + b).sigmoid() * 3.0, labels)


def of_two_paths(x: Any) -> Any:
    shared = x * x.exp()
    return (shared.tanh() * shared + shared.sum(0, keepdims=True) / (shared * shared + 1.0)).sum()


FUNCTIONS = (cubes, network, of_two_paths)
every_function = pytest.mark.parametrize("function", FUNCTIONS)


def gradient(function: Callable[[Any], Any], x: AnyTensor) -> Any:
    w = Parameter(x)
    return array(gradients(untyped(function(w)), w))


def numeric_product(function: Callable[[Any], Any], x: AnyTensor, vector: AnyTensor) -> Any:
    ahead, behind = (gradient(function, tensor(array(x) + h * array(vector), float64)) for h in (1e-5, -1e-5))
    return (ahead - behind) / 2e-5


# ----------------------------------------------------------------------------------------------------- create_graph
@every_function
def test_recorded_gradient_is_the_plain_one(function: Callable[[Any], Any]) -> None:
    w = Parameter(operand((2, 3), float64))
    plain = gradients(function(w), w)
    recorded = gradients(function(w), w, create_graph=True)
    np.testing.assert_allclose(array(recorded), array(plain), rtol=1e-13)


@each_of(FLOATS)
def test_derivatives_of_every_order(dtype: type[DType]) -> None:
    w: Any = Parameter(tensor(np.array([1.0, 2.0]), dtype))
    found: Any = w * w * w * w
    for expected in ([4, 32], [12, 48], [24, 48], [24, 24]):
        found = untyped(gradients)(found.sum(), w, create_graph=True)
        assert_tensor(found, expected, dtype)


def test_gradient_penalty_reaches_the_parameters() -> None:
    """A loss that has a gradient in it, as of a Wasserstein critic."""
    w, x = parameter(1.0, -2.0, 3.0), parameter(0.5, 0.25, 0.4)
    slope = gradients(untyped((w * x).tanh().sum()), x, create_graph=True)
    backprop(untyped((slope * slope).sum()))

    def penalty(values: Any) -> float:
        w = Parameter(tensor(values, float64))
        slope = gradients(untyped((w * x).tanh().sum()), x)
        return float(array((slope * slope).sum()))

    steps = np.eye(3) * 1e-6
    numeric = [(penalty(array(w) + h) - penalty(array(w) - h)) / 2e-6 for h in steps]
    np.testing.assert_allclose(array(grad_of(w)), numeric, rtol=1e-7)


def test_several_sources() -> None:
    w, v = parameter(2.0), parameter(3.0)
    by_w, by_v = gradients(untyped((w * w * v).sum()), (w, v), create_graph=True)
    assert_tensor(gradients(untyped(by_w.sum()), v), [4.0], float64)
    assert_tensor(gradients(untyped(by_v.sum()), w), [4.0], float64)


def test_source_that_the_loss_does_not_depend_on_has_constant_zeros() -> None:
    w, v = parameter(2.0), parameter(3.0)
    by_v = gradients(untyped((w * w).sum()), v, create_graph=True)
    assert_tensor(by_v, [0.0], float64)
    with pytest.raises(GradientError, match="depends on no parameter"):
        gradients(untyped(by_v.sum()), v)


def test_gradient_of_a_linear_function_is_constant() -> None:
    w = parameter(2.0)
    slope = gradients(untyped((w * 3.0).sum()), w, create_graph=True)
    assert slope._node is None


def test_the_graph_is_kept_for_another_walk() -> None:
    w = parameter(2.0)
    loss = untyped((w * w).sum())
    gradients(loss, w, create_graph=True)
    assert_tensor(gradients(loss, w), [4.0], float64)


def test_no_grad_around_the_walk_does_not_stop_its_recording() -> None:
    w = parameter(2.0)
    loss = untyped((w * w * w).sum())
    with no_grad():
        slope = gradients(loss, w, create_graph=True)
    assert_tensor(gradients(untyped(slope.sum()), w), [12.0], float64)


def test_parameter_updated_between_the_walks_is_found_out() -> None:
    w = parameter(2.0)
    slope = gradients(untyped((w * w * w).sum()), w, create_graph=True)
    w.assign(w * 2.0)
    with pytest.raises(GradientError, match="was updated after"):
        gradients(untyped(slope.sum()), w)


def test_the_graph_is_freed_with_the_gradient() -> None:
    w = parameter(2.0)
    middle = untyped(w * w)
    slope = gradients(untyped((middle * w).sum()), w, create_graph=True)
    node = weakref.ref(middle._node)
    gc.disable()
    try:
        del middle, slope
        assert node() is None
    finally:
        gc.enable()


# -------------------------------------------------------------------------------------------- hessian_vector_product
@every_function
def test_product_is_the_change_of_the_gradient(function: Callable[[Any], Any]) -> None:
    x, vector = operand((2, 3), float64), operand((2, 3), float64, 1)
    product = untyped(hessian_vector_product)(function, x, vector)
    np.testing.assert_allclose(array(product), numeric_product(function, x, vector), rtol=1e-6, atol=1e-8)


def test_product_of_a_linear_function_is_zero() -> None:
    x = tensor(np.array([1.0, 2.0]), float32)
    assert_tensor(untyped(hessian_vector_product)(total, x, x), [0.0, 0.0], float32)


def test_product_within_no_grad() -> None:
    x = tensor(np.array([1.0, 2.0]), float64)
    with no_grad():
        assert_tensor(untyped(hessian_vector_product)(cubes, x, x), [6.0, 24.0], float64)


# --------------------------------------------------------------------------------------------------- jacobian, hessian
def test_jacobian_of_a_product_of_matrices() -> None:
    x, w = operand((2, 3), float64), operand((3, 4), float64, 1)

    def product(x: Any) -> Any:
        return x @ w

    found = untyped(jacobian)(product, x)
    assert_tensor(found, np.einsum("ik,jl->ijkl", np.eye(2), array(w).T), float64)


@pytest.mark.parametrize("shape", [(), (2,), (2, 3), (0,), (1, 2, 3)], ids=str)
@each_of(FLOATS)
def test_jacobian_of_an_elementwise_function_is_diagonal(dtype: type[DType], shape: tuple[int, ...]) -> None:
    x = operand(shape, dtype)
    expected = np.diag((2.0 * array(x)).reshape(-1)).reshape(shape + shape)
    assert_tensor(untyped(jacobian)(square, x), expected, dtype)


def test_jacobian_of_a_constant_is_zero() -> None:
    x = operand((2,), float64)
    assert_tensor(untyped(jacobian)(three_ones, x), np.zeros((3, 2)), float64)


@every_function
def test_hessian_is_symmetric_and_has_the_products(function: Callable[[Any], Any]) -> None:
    x, vector = operand((2, 3), float64), operand((2, 3), float64, 1)
    matrix = array(untyped(hessian)(function, x))
    np.testing.assert_allclose(matrix, matrix.transpose(2, 3, 0, 1), rtol=1e-10, atol=1e-14)
    product = np.tensordot(matrix, array(vector), 2)
    np.testing.assert_allclose(product, array(untyped(hessian_vector_product)(function, x, vector)), rtol=1e-10)


def test_hessian_of_a_scalar() -> None:
    assert_tensor(untyped(hessian)(cube, operand((), float32) * 0.0 + 2.0), 12.0, float32)


# -------------------------------------------------------------------------------------------------------- bad input
FLOAT_PAIR = tensor(np.array([1.0, 2.0]), float64)
WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (
        lambda: untyped(hessian_vector_product)(cubes, FLOAT_PAIR, operand((3,), float64)),
        ShapeError,
        r"hessian_vector_product: a vector of shape \(3,\) for x of shape \(2,\)",
    ),
    (
        lambda: untyped(hessian_vector_product)(cubes, FLOAT_PAIR, operand((2,), float32)),
        DTypeError,
        "hessian_vector_product: float64 tensor with a float32 vector",
    ),
    (
        lambda: untyped(hessian_vector_product)(cubes, FLOAT_PAIR, [1.0, 2.0]),
        DTypeError,
        r"hessian_vector_product: float64 tensor with \[1.0, 2.0\] of type list",
    ),
    (
        lambda: untyped(hessian_vector_product)(square, FLOAT_PAIR, FLOAT_PAIR),
        ShapeError,
        r"hessian_vector_product: the loss has shape \(2,\), not \(\)",
    ),
    (lambda: untyped(jacobian)(cubes, operand((2,), int64)), DTypeError, "jacobian: argument 0 is of int64"),
    (lambda: untyped(jacobian)(no_tensor, FLOAT_PAIR), DTypeError, "jacobian: the value is 1.0 of type float"),
    (
        lambda: untyped(jacobian)(as_integers, FLOAT_PAIR),
        DTypeError,
        "jacobian: the value is a tensor of int64, not a float tensor",
    ),
    (lambda: untyped(hessian)(square, FLOAT_PAIR), ShapeError, r"hessian: the loss has shape \(2,\)"),
]


@pytest.mark.parametrize(("call", "error", "message"), WRONG)
def test_bad_input(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
