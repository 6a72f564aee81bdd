"""Derivatives beyond the gradient of a scalar: `jacobian`, `hessian`, `hessian_vector_product`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.autodiff import as_leaf, pull, pull_back
from typedgrad.capture import full
from typedgrad.errors import DTypeError, ShapeError, check_function, described
from typedgrad.tape import enable_grad
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import A, B, C, FloatDT, L, S
    from typedgrad.tensor.tensor import Tensor


def hessian_vector_product(
    function: Callable[[Tensor[FloatDT, S]], Tensor[FloatDT, tuple[()]]],
    x: Tensor[FloatDT, S],
    vector: Tensor[FloatDT, S],
    /,
) -> Tensor[FloatDT, S]:
    """The second derivative of a scalar function at `x`, times a vector: the change of the gradient along it.

    The matrix itself is never there. It costs about as much as three or four gradients (Pearlmutter, "Fast exact
    multiplication by the Hessian", 1994; here by differentiating the gradient's product with the vector).

    Args:
        function: returns a float scalar.
        x: where.
        vector: of the shape and dtype of `x`.

    Raises:
        TypeError: what is no function.
        DTypeError: an argument or the value is not a float tensor, or their dtypes differ.
        ShapeError: the value has axes, or the vector another shape than `x`.

    >>> from typedgrad import as_tensor, float64
    >>> x = as_tensor([1.0, 2.0], float64, (2,))
    >>> hessian_vector_product(lambda x: (x * x * x).sum(), x, as_tensor([1.0, 10.0], float64, (2,)))
    Tensor[float64, tuple[2]]([  6., 120.])
    """
    operation = "hessian_vector_product"
    check_function(operation, function)
    leaf = as_leaf(operation, 0, x)
    if not is_tensor(vector) or vector._data.dtype != leaf._data.dtype:
        what = f"a {vector._data.dtype} vector" if is_tensor(vector) else described(vector)
        raise DTypeError(f"{operation}: {leaf._data.dtype} tensor with {what}")
    if vector._data.shape != leaf._data.shape:
        raise ShapeError(f"{operation}: a vector of shape {vector._data.shape} for x of shape {leaf._data.shape}")
    with enable_grad():
        (slope,) = pull_back(operation, function(leaf), [leaf], create=True)
        along = (slope * vector.detach()).sum()
    (product,) = pull_back(operation, along, [leaf])
    result: Tensor[FloatDT, S] = product
    return result


@overload  # (*L) by ()
def jacobian(
    function: Callable[[Tensor[FloatDT, tuple[()]]], Tensor[FloatDT, tuple[*L]]], x: Tensor[FloatDT, tuple[()]], /
) -> Tensor[FloatDT, tuple[*L]]: ...
@overload  # (*L) by (A)
def jacobian(
    function: Callable[[Tensor[FloatDT, tuple[A]]], Tensor[FloatDT, tuple[*L]]], x: Tensor[FloatDT, tuple[A]], /
) -> Tensor[FloatDT, tuple[*L, A]]: ...
@overload  # (*L) by (A, B)
def jacobian(
    function: Callable[[Tensor[FloatDT, tuple[A, B]]], Tensor[FloatDT, tuple[*L]]],
    x: Tensor[FloatDT, tuple[A, B]],
    /,
) -> Tensor[FloatDT, tuple[*L, A, B]]: ...
@overload  # (*L) by (A, B, C)
def jacobian(
    function: Callable[[Tensor[FloatDT, tuple[A, B, C]]], Tensor[FloatDT, tuple[*L]]],
    x: Tensor[FloatDT, tuple[A, B, C]],
    /,
) -> Tensor[FloatDT, tuple[*L, A, B, C]]: ...
def jacobian(function: Callable[..., Tensor[Any, Any]], x: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The derivative of every element of `function(x)` by every element of `x`, of shape `(*value, *x)`.

    One call of the function and one walk back for each element of its value.

    Raises:
        TypeError: what is no function.
        DTypeError: `x` or the value is not a float tensor.

    >>> from typedgrad import as_tensor, float64
    >>> x = as_tensor([1.0, 2.0], float64, (2,))
    >>> jacobian(lambda x: x * x, x)
    Tensor[float64, tuple[2, 2]](
        [[2., 0.],
         [0., 4.]]
    )
    """
    check_function("jacobian", function)
    leaf = as_leaf("jacobian", 0, x)
    with enable_grad():
        value = function(leaf)
    return _jacobian("jacobian", value, leaf)


@overload  # () by ()
def hessian(
    function: Callable[[Tensor[FloatDT, tuple[()]]], Tensor[FloatDT, tuple[()]]], x: Tensor[FloatDT, tuple[()]], /
) -> Tensor[FloatDT, tuple[()]]: ...
@overload  # (A) by (A)
def hessian(
    function: Callable[[Tensor[FloatDT, tuple[A]]], Tensor[FloatDT, tuple[()]]], x: Tensor[FloatDT, tuple[A]], /
) -> Tensor[FloatDT, tuple[A, A]]: ...
@overload  # (A, B) by (A, B)
def hessian(
    function: Callable[[Tensor[FloatDT, tuple[A, B]]], Tensor[FloatDT, tuple[()]]], x: Tensor[FloatDT, tuple[A, B]], /
) -> Tensor[FloatDT, tuple[A, B, A, B]]: ...
def hessian(function: Callable[..., Tensor[Any, Any]], x: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The second derivatives of a scalar function by every two elements of `x`, of shape `(*x, *x)`.

    The jacobian of the gradient: one walk for each element of `x`.

    Raises:
        TypeError: what is no function.
        DTypeError: `x` or the value is not a float tensor.
        ShapeError: the value has axes.

    >>> from typedgrad import as_tensor, float64
    >>> x = as_tensor([1.0, 2.0], float64, (2,))
    >>> hessian(lambda x: x.sum() * x.sum() * x.sum(), x)
    Tensor[float64, tuple[2, 2]](
        [[18., 18.],
         [18., 18.]]
    )
    """
    check_function("hessian", function)
    leaf = as_leaf("hessian", 0, x)
    with enable_grad():
        (slope,) = pull_back("hessian", function(leaf), [leaf], create=True)
    return _jacobian("hessian", slope, leaf)


def _jacobian(operation: str, value: object, leaf: Tensor[Any, Any]) -> Tensor[Any, Any]:
    if not is_tensor(value) or value._data.dtype.kind != "f":
        what = f"a tensor of {value._data.dtype}" if is_tensor(value) else described(value)
        raise DTypeError(f"{operation}: the value is {what}, not a float tensor")
    source, root, data = leaf._node, value._node, value._data
    rows: NDArray = full((data.size, *leaf._data.shape), 0.0, leaf._data.dtype)
    if source is not None and root is not None:
        for i in range(data.size):
            seed: NDArray = np.zeros(data.size, data.dtype)
            seed[i] = 1.0
            (row,) = pull(root, seed.reshape(data.shape), [source], [leaf], since=source.order, retain=True)
            rows[i] = row._data
    return wrap(rows.reshape(data.shape + leaf._data.shape))
