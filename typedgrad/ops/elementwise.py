"""Functions of one variable, elementwise, of floats; `abs` and `square` of every number."""

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

    >>> from typedgrad import as_tensor, float32
    >>> exp(as_tensor([0.0, 1.0], float32, (2,)))
    Tensor[float32, tuple[2]]([1.      , 2.718282])
    """
    return unary(rules.exp, x)


def expm1(x: Tensor[F, S]) -> Tensor[F, S]:
    """`exp(x) - 1` of each element, exact near 0 too.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> expm1(as_tensor([0.0, 1e-10], float32, (2,)))
    Tensor[float32, tuple[2]]([0.e+00, 1.e-10])
    """
    return unary(rules.expm1, x)


def log(x: Tensor[F, S]) -> Tensor[F, S]:
    """Natural logarithm of each element; -inf at 0 and NaN below, without a warning.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log(as_tensor([1.0, 2.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.6931472])
    """
    return unary(rules.log, x)


def log1p(x: Tensor[F, S]) -> Tensor[F, S]:
    """`log(1 + x)` of each element, exact near 0 too; -inf at -1 and NaN below.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log1p(as_tensor([0.0, 1e-10], float32, (2,)))
    Tensor[float32, tuple[2]]([0.e+00, 1.e-10])
    """
    return unary(rules.log1p, x)


def log2(x: Tensor[F, S]) -> Tensor[F, S]:
    """Logarithm to the base 2 of each element; -inf at 0 and NaN below.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log2(as_tensor([1.0, 8.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0., 3.])
    """
    return unary(rules.log2, x)


def log10(x: Tensor[F, S]) -> Tensor[F, S]:
    """Logarithm to the base 10 of each element; -inf at 0 and NaN below.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log10(as_tensor([1.0, 1000.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 3.0000002])
    """
    return unary(rules.log10, x)


def sqrt(x: Tensor[F, S]) -> Tensor[F, S]:
    """Square root of each element; NaN below 0, without a warning. Its gradient at 0 is infinite.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sqrt(as_tensor([4.0, 9.0], float32, (2,)))
    Tensor[float32, tuple[2]]([2., 3.])
    """
    return unary(rules.sqrt, x)


def square(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """`x * x` of each element; integers wrap where they overflow.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, int64
    >>> square(as_tensor([-2, 3], int64, (2,)))
    Tensor[int64, tuple[2]]([4, 9])
    """
    return unary(rules.square, x)


def reciprocal(x: Tensor[F, S]) -> Tensor[F, S]:
    """`1 / x` of each element; infinite at 0.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> reciprocal(as_tensor([2.0, 4.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.5 , 0.25])
    """
    return unary(rules.reciprocal, x)


def tanh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Hyperbolic tangent of each element.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> tanh(as_tensor([0.0, 1.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.7615942])
    """
    return unary(rules.tanh, x)


def sigmoid(x: Tensor[F, S]) -> Tensor[F, S]:
    """Logistic function of each element, `1 / (1 + exp(-x))`, without overflow.

    In float32 it is `(tanh(x / 2) + 1) / 2`, exact to 6e-8; below -17 that is 0.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sigmoid(as_tensor([-1000.0, 0.0, 1000.0], float32, (3,)))
    Tensor[float32, tuple[3]]([0. , 0.5, 1. ])
    """
    return unary(rules.sigmoid, x)


def softplus(x: Tensor[F, S]) -> Tensor[F, S]:
    """`log(1 + exp(x))` of each element, without overflow: a smooth `relu`. Its gradient is `sigmoid(x)`.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> softplus(as_tensor([-1000.0, 0.0, 1000.0], float32, (3,)))
    Tensor[float32, tuple[3]]([0.000000e+00, 6.931472e-01, 1.000000e+03])
    """
    return unary(rules.softplus, x)


def log_sigmoid(x: Tensor[F, S]) -> Tensor[F, S]:
    """`log(sigmoid(x))` of each element, where that is not 0 but too small for a float, too.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> log_sigmoid(as_tensor([-1000.0, 0.0, 1000.0], float32, (3,)))
    Tensor[float32, tuple[3]]([-1.000000e+03, -6.931472e-01, -0.000000e+00])
    """
    return unary(rules.log_sigmoid, x)


def relu(x: Tensor[F, S]) -> Tensor[F, S]:
    """`max(x, 0)` of each element; its gradient at 0 is 0, as in PyTorch and JAX.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> relu(as_tensor([-1.0, 2.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0., 2.])
    """
    return unary(rules.relu, x)


def erf(x: Tensor[F, S]) -> Tensor[F, S]:
    """Error function of each element, to one unit in the last place.

    `2 / sqrt(pi)` times the integral of `exp(-t * t)` from 0 to x, by the rational approximations of Sun's fdlibm.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> erf(as_tensor([0.0, 0.5, -1.0], float32, (3,)))
    Tensor[float32, tuple[3]]([ 0.       ,  0.5204999, -0.8427008])
    """
    return unary(rules.erf, x)


def abs(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """Absolute value of each element; its gradient at 0 is 0, as in PyTorch.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, int64
    >>> abs(as_tensor([-1, 2], int64, (2,)))
    Tensor[int64, tuple[2]]([1, 2])
    """
    return unary(rules.absolute, x)
