"""Rounding and signs of numbers, elementwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.rules import arithmetic
from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import unary

if TYPE_CHECKING:
    from typedgrad.shapes import Num, S
    from typedgrad.tensor.tensor import Tensor


def floor(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """The greatest whole number up to each element; integers as they are. It has no gradient.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> floor(as_tensor([-1.5, 2.5], float32, (2,)))
    Tensor[float32, tuple[2]]([-2.,  2.])
    """
    return unary(rules.floor, x)


def ceil(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """The least whole number from each element on; integers as they are. It has no gradient.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> ceil(as_tensor([-1.5, 2.5], float32, (2,)))
    Tensor[float32, tuple[2]]([-1.,  3.])
    """
    return unary(rules.ceil, x)


def trunc(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """Each element without its fraction; integers as they are. It has no gradient.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> trunc(as_tensor([-1.5, 2.5], float32, (2,)))
    Tensor[float32, tuple[2]]([-1.,  2.])
    """
    return unary(rules.trunc, x)


def round(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """The whole number nearest to each element, of two the even one; integers as they are. It has no gradient.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> round(as_tensor([-1.5, 2.5], float32, (2,)))
    Tensor[float32, tuple[2]]([-2.,  2.])
    """
    return unary(rules.round, x)


def sign(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """-1, 0 or 1 as each element is negative, 0 or positive; NaN of NaN. It has no gradient.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sign(as_tensor([-2.5, 0.0], float32, (2,)))
    Tensor[float32, tuple[2]]([-1.,  0.])
    """
    return unary(rules.sign, x)


def negative(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """`-x` of each element; the least integer stays itself.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, int64
    >>> negative(as_tensor([1, -2], int64, (2,)))
    Tensor[int64, tuple[2]]([-1,  2])
    """
    return unary(arithmetic.negative, x)


def positive(x: Tensor[Num, S]) -> Tensor[Num, S]:
    """`+x`: each element as it is.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, int64
    >>> positive(as_tensor([1, -2], int64, (2,)))
    Tensor[int64, tuple[2]]([ 1, -2])
    """
    return unary(arithmetic.positive, x)
