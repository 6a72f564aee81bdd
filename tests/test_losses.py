"""Softmax and losses: values, gradients, stability, and what they refuse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from helpers import untyped

from typedgrad import (
    DTypeError,
    ShapeError,
    as_tensor,
    check_gradients,
    float32,
    float64,
    int32,
    int64,
    value_and_grad,
    zeros,
)
from typedgrad.nn import cross_entropy, log_softmax, mse, softmax
from typedgrad.rules import linalg


def loss_and_gradient(z: Any, targets: Any, reduction: str = "mean") -> Any:
    def loss(z: Any) -> Any:
        return untyped(cross_entropy)(z, targets, reduction=reduction)

    return untyped(value_and_grad)(loss)(z)


SHAPES = [(3,), (1, 3), (4, 3), (2, 4, 3), (0, 3), (4, 1)]


def logits(shape: tuple[int, ...], dtype: Any = float64) -> Any:
    return as_tensor(np.random.default_rng(0).normal(size=shape) * 3.0, dtype)


def labels(shape: tuple[int, ...]) -> Any:
    return as_tensor(np.random.default_rng(1).integers(0, shape[-1], shape[:-1]), int64)


def one_hot(shape: tuple[int, ...], dtype: Any = float64) -> Any:
    return as_tensor(np.eye(shape[-1])[labels(shape).numpy()], dtype)


def soft(shape: tuple[int, ...]) -> Any:
    return as_tensor(np.random.default_rng(2).random(shape), float64)  # rows that do not sum to one


# --------------------------------------------------------------------------------------------------------- softmax
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("function", [softmax, log_softmax])
def test_softmax_gradients(function: Any, shape: tuple[int, ...]) -> None:
    check_gradients(function, logits(shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_softmax_sums_to_one_along_the_last_axis(shape: tuple[int, ...]) -> None:
    np.testing.assert_allclose(softmax(logits(shape)).numpy().sum(-1), np.ones(shape[:-1]), rtol=1e-14)


@pytest.mark.parametrize("dtype", [float32, float64])
def test_log_softmax_is_the_logarithm_of_softmax(dtype: Any) -> None:
    x = logits((4, 3), dtype)
    np.testing.assert_allclose(log_softmax(x).numpy(), np.log(softmax(x).numpy()), rtol=1e-5)


@pytest.mark.parametrize("dtype", [float32, float64])
def test_logits_of_a_thousand_stay_finite(dtype: Any) -> None:
    x = as_tensor([[1000.0, -1000.0, 0.0]], dtype)
    assert untyped(softmax)(x).numpy().tolist() == [[1.0, 0.0, 0.0]]
    assert untyped(log_softmax)(x).numpy().tolist() == [[0.0, -2000.0, -1000.0]]
    assert untyped(cross_entropy)(x, as_tensor([1], int64)).item() == 2000.0
    assert untyped(cross_entropy)(x, as_tensor([[0.0, 1.0, 0.0]], dtype)).item() == 2000.0


@pytest.mark.parametrize("function", [softmax, log_softmax])
@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (zeros(()), ShapeError, "shape () has no classes"),
        (zeros((2, 0)), ShapeError, "shape (2, 0) has no classes"),
        (zeros((2,), int64), DTypeError, "int64"),
        ([1.0], DTypeError, "not a tensor"),
    ],
)
def test_softmax_refuses(function: Any, x: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        function(x)
    assert message in str(caught.value)


# --------------------------------------------------------------------------------------------------- cross-entropy
def reference(z: Any, t: Any, reduction: str) -> float:
    """By the definition, in NumPy."""
    log_p = z - np.log(np.exp(z).sum(-1, keepdims=True))
    rows = -(t * log_p).sum(-1)
    return float(rows.mean() if reduction == "mean" else rows.sum())


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("shape", [(3,), (1, 3), (4, 3), (2, 4, 3)])
def test_cross_entropy_is_its_definition(shape: tuple[int, ...], reduction: Any) -> None:
    z, t = logits(shape), one_hot(shape)
    expected = reference(z.numpy(), t.numpy(), reduction)
    assert untyped(cross_entropy)(z, t, reduction=reduction).item() == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("shape", [(3,), (1, 3), (4, 3), (2, 4, 3)])
def test_labels_and_one_hot_give_one_loss(shape: tuple[int, ...], reduction: Any) -> None:
    by_label = untyped(cross_entropy)(logits(shape), labels(shape), reduction=reduction).item()
    by_vector = untyped(cross_entropy)(logits(shape), one_hot(shape), reduction=reduction).item()
    assert by_label == pytest.approx(by_vector, rel=1e-13)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("shape", [(3,), (1, 3), (4, 3), (2, 4, 3), (4, 1)])
def test_cross_entropy_gradients_by_logits_of_labels(shape: tuple[int, ...], reduction: Any) -> None:
    check_gradients(lambda z: untyped(cross_entropy)(z, labels(shape), reduction=reduction), logits(shape))


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("shape", [(3,), (1, 3), (4, 3), (2, 4, 3)])
def test_cross_entropy_gradients_by_logits_and_targets(shape: tuple[int, ...], reduction: Any) -> None:
    check_gradients(lambda z, t: untyped(cross_entropy)(z, t, reduction=reduction), logits(shape), soft(shape))


@pytest.mark.parametrize("make", [labels, one_hot])
def test_the_sum_over_no_rows_is_zero(make: Any) -> None:
    value, gradient = loss_and_gradient(logits((0, 3)), make((0, 3)), "sum")
    assert (value.item(), gradient.shape) == (0.0, (0, 3))


@pytest.mark.parametrize("make", [labels, one_hot])
def test_the_mean_over_no_rows_is_nan(make: Any) -> None:
    assert np.isnan(untyped(cross_entropy)(logits((0, 3)), make((0, 3))).item())


def test_cross_entropy_of_a_hundred_thousand_classes() -> None:
    shape = (2, 100_000)
    chosen: Any = np.zeros(shape)
    chosen[np.arange(2), labels(shape).numpy()] = 1.0
    z = logits(shape)
    e = np.exp(z.numpy())
    for targets in (labels(shape), as_tensor(chosen, float64)):
        loss, gradient = loss_and_gradient(z, targets, "sum")
        assert loss.item() == pytest.approx(np.log(e.sum(1)).sum() - (z.numpy() * chosen).sum(), rel=1e-12)
        np.testing.assert_allclose(gradient.numpy(), e / e.sum(1, keepdims=True) - chosen, rtol=1e-10, atol=1e-15)
    assert all(n < shape[1] for n, _ in untyped(linalg)._ONES), "so long a vector is not kept"


@pytest.mark.parametrize("shape", [(1, 3), (4, 1), (5, 3)])
def test_cross_entropy_leaves_the_logits_alone(shape: tuple[int, ...]) -> None:
    z = logits(shape)
    before = z.numpy().copy()
    loss_and_gradient(z, labels(shape))
    assert (z.numpy() == before).all()


def test_a_loss_and_its_gradient_have_the_dtype_of_the_logits() -> None:
    value, gradient = loss_and_gradient(logits((4, 3), float32), labels((4, 3)))
    assert (value.dtype.name, gradient.dtype.name) == ("float32", "float32")


@pytest.mark.parametrize(
    ("z", "t", "error", "message"),
    [
        (zeros((4, 3)), zeros((4,), int32), DTypeError, "int32 targets for float32 logits"),
        (zeros((4, 3)), zeros((4, 3), float64), DTypeError, "float64 targets for float32 logits"),
        (zeros((4, 3), int64), zeros((4,), int64), DTypeError, "logits are int64"),
        (zeros((4, 3)), zeros((3,), int64), ShapeError, "labels of shape (3,) for logits of shape (4, 3)"),
        (zeros((4, 3)), zeros((4, 3), int64), ShapeError, "labels of shape (4, 3)"),
        (zeros((4, 3)), zeros((4,)), ShapeError, "targets of shape (4,) for logits of shape (4, 3)"),
        (zeros((4, 3)), zeros((4, 2)), ShapeError, "targets of shape (4, 2)"),
        (zeros(()), zeros((), int64), ShapeError, "has no classes"),
        (zeros((2, 3)), as_tensor([0, 3], int64), IndexError, "label 3 is not one of the 3 classes"),
        (zeros((2, 3)), as_tensor([0, -1], int64), IndexError, "label -1 is not one of the 3 classes"),
        (zeros((2, 3)), [0, 1], DTypeError, "[0, 1] of type list is not a tensor"),
        (np.zeros((2, 3)), zeros((2,), int64), DTypeError, "is not a tensor"),
    ],
)
def test_cross_entropy_refuses(z: object, t: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        untyped(cross_entropy)(z, t)
    assert message in str(caught.value)


def test_cross_entropy_refuses_another_reduction() -> None:
    with pytest.raises(ValueError, match="reduction 'none' is neither 'mean' nor 'sum'"):
        untyped(cross_entropy)(zeros((2, 3)), zeros((2,), int64), reduction="none")


# ------------------------------------------------------------------------------------------------------------- mse
@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_mse_is_its_definition(shape: tuple[int, ...]) -> None:
    x, y = logits(shape), soft(shape)
    assert mse(x, y).item() == pytest.approx(float(((x.numpy() - y.numpy()) ** 2).mean()), rel=1e-14)
    check_gradients(untyped(mse), x, y)


@pytest.mark.parametrize(
    ("x", "y", "error", "message"),
    [
        (zeros((4, 1)), zeros((4,)), ShapeError, "predictions of shape (4, 1), targets (4,)"),
        (zeros((4,)), zeros((4,), float64), DTypeError, "float32 with float64"),
        (zeros((4,), int64), zeros((4,), int64), DTypeError, "int64"),
        (zeros((1,)), [0.0], DTypeError, "is not a tensor"),
    ],
)
def test_mse_refuses(x: object, y: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        untyped(mse)(x, y)
    assert message in str(caught.value)
