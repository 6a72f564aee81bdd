"""Functions of one variable, elementwise, of floats; `abs` of every number. Each is a method too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import unary

if TYPE_CHECKING:
    from typedgrad.shapes import F, Num, S
    from typedgrad.tensor.tensor import Tensor


def exp(x: Tensor[F, S]) -> Tensor[F, S]:
    """Exponential of each element.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float64
    >>> exp(as_tensor([0.0, 1.0], float64, (2,)))
    Tensor([1.        , 2.71828183], float64, shape (2,))
    """
    return unary(rules.exp, x)


def log(x: Tensor[F, S]) -> Tensor[F, S]:
    """Natural logarithm of each element; -inf at 0 and NaN below, with NumPy's warning.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log(as_tensor([1.0, 2.0], float32, (2,)))
    Tensor([0.       , 0.6931472], float32, shape (2,))
    """
    return unary(rules.log, x)


def sqrt(x: Tensor[F, S]) -> Tensor[F, S]:
    """Square root of each element; NaN below 0, with NumPy's warning. Its gradient at 0 is infinite.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sqrt(as_tensor([4.0, 9.0], float32, (2,)))
    Tensor([2., 3.], float32, shape (2,))
    """
    return unary(rules.sqrt, x)


def tanh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Hyperbolic tangent of each element.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> tanh(as_tensor([0.0, 1.0], float32, (2,)))
    Tensor([0.       , 0.7615942], float32, shape (2,))
    """
    return unary(rules.tanh, x)


def sigmoid(x: Tensor[F, S]) -> Tensor[F, S]:
    """Logistic function of each element, `1 / (1 + exp(-x))`, without overflow.

    In float32 it is `(tanh(x / 2) + 1) / 2`, exact to 6e-8; below -17 that is 0.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sigmoid(as_tensor([-1000.0, 0.0, 1000.0], float32, (3,)))
    Tensor([0. , 0.5, 1. ], float32, shape (3,))
    """
    return unary(rules.sigmoid, x)


def relu(x: Tensor[F, S]) -> Tensor[F, S]:
    """`max(x, 0)` of each element; its gradient at 0 is 0, as in PyTorch and JAX.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> relu(as_tensor([-1.0, 2.0], float32, (2,)))
    Tensor([0., 2.], float32, shape (2,))
    """
    return unary(rules.relu, x)


def abs(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """Absolute value of each element; its gradient at 0 is 0, as in PyTorch and JAX.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, int64
    >>> abs(as_tensor([-1, 2], int64, (2,)))
    Tensor([1, 2], int64, shape (2,))
    """
    return unary(rules.absolute, x)
