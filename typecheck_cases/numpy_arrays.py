"""A NumPy array is no tensor: it becomes one by `as_tensor`, which asks for its dtype and its shape."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Parameter, Tensor, as_tensor, backprop, bool_, concat, equal_elementwise, exp, float32, gradients
from typedgrad.nn import Linear, cross_entropy, mse, softmax

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Classes = NewType("Classes", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Pixels]]
Array: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Indices: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
Network: TypeAlias = Linear[Pixels, Classes, float32]


def make_x() -> X:
    return as_tensor(make_array(), X)


def make_array() -> Array:
    return np.full((Batch(3), Pixels(64)), 0.5, np.float32)


def make_indices() -> Indices:
    return np.array([2, 0, 1])


def make_network() -> Network:
    return Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))


def operands(x: X, array: Array) -> None:
    assert_type(x + as_tensor(array, X), X)
    x + array  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(x * as_tensor(array, X), X)
    x * array  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(x / as_tensor(array, X), X)
    x / array  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(x < as_tensor(array, X), Mask)
    x < array  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(x @ as_tensor(array, X).T, Tensor[float32, tuple[Batch, Batch]])
    x @ array.T  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"


def left_operands(x: X, array: Array) -> None:
    assert_type(as_tensor(array, X) - x, X)
    array - x  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(as_tensor(array, X) + x, X)
    array + x  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(as_tensor(array, X) * x, X)
    array * x  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(as_tensor(array, X) / x, X)
    array / x  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(as_tensor(array, X) ** x, X)
    array**x  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"
    assert_type(as_tensor(array, X) @ x.T, Tensor[float32, tuple[Batch, Batch]])
    array @ x.T  # E: mypy[operator] pyright[reportOperatorIssue] raises[TypeError] "ndarray"
    assert_type(as_tensor(array, X) >= x, Mask)
    array >= x  # E: mypy[operator] pyright[reportOperatorIssue] "ndarray"


def in_place(x: X, array: Array) -> None:
    array += x.numpy()
    array += x  # E: mypy[call-overload] pyright[reportOperatorIssue, reportUnknownVariableType] raises[TypeError] "ndarray"


def scalars(x: X, array: Array) -> None:
    assert_type(x * float(array[0, 0]), X)
    x * np.array(2.0, np.float32)  # E: mypy[operator] pyright[reportOperatorIssue] "floating"
    x * np.float32(2.0)  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    np.float32(2.0) * x  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(x * np.float64(2.0), X)
    assert_type(np.float64(2.0) * x, X)


def functions(x: X, array: Array) -> None:
    assert_type(exp(as_tensor(array, X)), X)
    exp(array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
    assert_type(softmax(as_tensor(array, X)), X)
    softmax(array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
    assert_type(concat([x, as_tensor(array, X)]), Tensor[float32, tuple[int, Pixels]])
    concat([x, array])  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "list"
    assert_type(equal_elementwise(x, as_tensor(array, X)), Mask)
    equal_elementwise(x, array)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"


def numpy_functions(x: X) -> None:
    assert_type(x.numpy(), np.ndarray[tuple[Batch, Pixels], np.dtype[np.float32]])
    np.exp(x.numpy())
    np.exp(x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] raises[TypeError] "Tensor"
    np.stack([x.numpy(), x.numpy()])
    np.stack([x, x])  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "Tensor"


def batches(network: Network, x: X, array: Array) -> None:
    assert_type(network(as_tensor(array, X)), Tensor[float32, tuple[Batch, Classes]])
    network(array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"


def targets(network: Network, x: X, array: Array, indices: Indices) -> None:
    assert_type(mse(x, as_tensor(array, X)), Tensor[float32, tuple[()]])
    mse(x, array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
    assert_type(cross_entropy(network(x), network(x).argmax(-1)), Tensor[float32, tuple[()]])
    cross_entropy(network(x), indices)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"


def keys(x: X, array: Array, indices: Indices) -> None:
    assert_type(x[as_tensor(array, X) > 0.0], Tensor[float32, tuple[int]])
    x[array > 0.0]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"
    x[indices]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"
    assert_type(x.splice(..., as_tensor(array, X)), X)
    x.splice(..., array)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"


def parameters(network: Network, x: X, array: Array) -> None:
    assert_type(Parameter(as_tensor(array, X)), Parameter[float32, tuple[Batch, Pixels]])
    Parameter(array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
    network.weight.assign(network.weight * 0.5)
    network.weight.assign(array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
    network.weight.grad = None
    network.weight.grad = array  # E: mypy[assignment] pyright[reportAttributeAccessIssue] "ndarray"


def losses(network: Network, x: X, array: Array) -> None:
    assert_type(gradients(network(x).sum(), network.weight), Tensor[float32, tuple[Pixels, Classes]])
    gradients(network(x).sum(), array)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"
    gradients(array, network.weight)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "ndarray"
    backprop(network(x).sum())
    backprop(array)  # E: mypy[arg-type] pyright[reportArgumentType] "ndarray"
