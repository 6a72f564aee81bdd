"""Trigonometric and hyperbolic functions of floats, elementwise; angles are in radians."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import unary

if TYPE_CHECKING:
    from typedgrad.shapes import F, S
    from typedgrad.tensor.tensor import Tensor


def sin(x: Tensor[F, S]) -> Tensor[F, S]:
    """Sine of each element; NaN at infinity.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sin(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.        , 0.47942555])
    """
    return unary(rules.sin, x)


def cos(x: Tensor[F, S]) -> Tensor[F, S]:
    """Cosine of each element; NaN at infinity.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> cos(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([1.        , 0.87758255])
    """
    return unary(rules.cos, x)


def tan(x: Tensor[F, S]) -> Tensor[F, S]:
    """Tangent of each element; NaN at infinity.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> tan(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.5463025])
    """
    return unary(rules.tan, x)


def arcsin(x: Tensor[F, S]) -> Tensor[F, S]:
    """Inverse sine of each element, from -pi/2 to pi/2; NaN beyond -1 and 1, where the gradient is infinite.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> arcsin(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.5235988])
    """
    return unary(rules.arcsin, x)


def arccos(x: Tensor[F, S]) -> Tensor[F, S]:
    """Inverse cosine of each element, from 0 to pi; NaN beyond -1 and 1, where the gradient is infinite.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> arccos(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([1.5707964, 1.0471976])
    """
    return unary(rules.arccos, x)


def arctan(x: Tensor[F, S]) -> Tensor[F, S]:
    """Inverse tangent of each element, from -pi/2 to pi/2.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> arctan(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.4636476])
    """
    return unary(rules.arctan, x)


def sinh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Hyperbolic sine of each element.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sinh(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.5210953])
    """
    return unary(rules.sinh, x)


def cosh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Hyperbolic cosine of each element.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> cosh(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([1.       , 1.1276261])
    """
    return unary(rules.cosh, x)


def arcsinh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Inverse hyperbolic sine of each element.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> arcsinh(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.       , 0.4812118])
    """
    return unary(rules.arcsinh, x)


def arccosh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Inverse hyperbolic cosine of each element; NaN below 1, where the gradient is infinite.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> arccosh(as_tensor([1.0, 2.0], float32, (2,)))
    Tensor[float32, tuple[2]]([0.      , 1.316958])
    """
    return unary(rules.arccosh, x)


def arctanh(x: Tensor[F, S]) -> Tensor[F, S]:
    """Inverse hyperbolic tangent of each element; infinite at -1 and 1, NaN beyond.

    Raises:
        DTypeError: integers or booleans.

    >>> from typedgrad import as_tensor, float32
    >>> arctanh(as_tensor([0.0, 0.5], float32, (2,)))
    Tensor[float32, tuple[2]]([0.        , 0.54930615])
    """
    return unary(rules.arctanh, x)
