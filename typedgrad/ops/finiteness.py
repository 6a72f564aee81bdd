"""Which elements are NaN or infinite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.rules import comparison as rules
from typedgrad.tensor.base import unary

if TYPE_CHECKING:
    from typedgrad.dtypes import Numeric, bool_
    from typedgrad.shapes import S
    from typedgrad.tensor.tensor import Tensor


def isnan(x: Tensor[Numeric, S]) -> Tensor[bool_, S]:
    """Whether each element is NaN; no integer is.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> isnan(as_tensor([1.0, float("nan"), float("inf")], float32, (3,)))
    Tensor[bool_, tuple[3]]([False,  True, False])
    """
    return unary(rules.isnan, x)


def isinf(x: Tensor[Numeric, S]) -> Tensor[bool_, S]:
    """Whether each element is infinite; no integer is.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> isinf(as_tensor([1.0, float("nan"), float("inf")], float32, (3,)))
    Tensor[bool_, tuple[3]]([False, False,  True])
    """
    return unary(rules.isinf, x)


def isfinite(x: Tensor[Numeric, S]) -> Tensor[bool_, S]:
    """Whether each element is neither NaN nor infinite; every integer is.

    Raises:
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> isfinite(as_tensor([1.0, float("nan"), float("inf")], float32, (3,)))
    Tensor[bool_, tuple[3]]([ True, False, False])
    """
    return unary(rules.isfinite, x)
