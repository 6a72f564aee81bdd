"""Running totals as functions. `cumsum(x, 0)` is `x.cumsum(0)`. The shape stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import products as rules
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.cumulative import accumulate

if TYPE_CHECKING:
    from typedgrad.shapes import A, B, C, D, L, Num
    from typedgrad.tensor.tensor import Tensor


@overload  # (A, *L)
def _cumsum_cumprod(x: Tensor[Num, tuple[A, *L]], axis: Literal[0, -1]) -> Tensor[Num, tuple[A, *L]]: ...
@overload  # (A, B, *L)
def _cumsum_cumprod(x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1, -2]) -> Tensor[Num, tuple[A, B, *L]]: ...
@overload  # (A, B, C, *L)
def _cumsum_cumprod(x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2, -3]) -> Tensor[Num, tuple[A, B, C, *L]]: ...
@overload  # (A,)
def _cumsum_cumprod(x: Tensor[Num, tuple[A]], axis: None = None) -> Tensor[Num, tuple[A]]: ...
@overload  # (A, B, C, D)
def _cumsum_cumprod(x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3, -4]) -> Tensor[Num, tuple[A, B, C, D]]: ...
def _cumsum_cumprod(x: Tensor[Any, Any], axis: int | None = None) -> Tensor[Any, Any]:
    """`cumsum`: the sum, `cumprod`: the product of all elements up to each along an axis. The shape stays.

    Raises:
        ShapeError: `x` has no such axis, or several and none is named.
        DTypeError: booleans; convert them with `astype`.
    """
    raise NotImplementedError


@signature_of(_cumsum_cumprod)
def cumsum(x: Tensor[Any, Any], axis: int | None = None) -> Tensor[Any, Any]:
    """The sum of all elements up to each along `axis`, which only a vector may leave out.

    The result has the shape and the dtype of `x` (integers wrap around).

    Raises:
        ShapeError: `x` has no such axis, or several and none is named.
        DTypeError: booleans; convert them with `astype`.

    >>> from typedgrad import as_tensor, int64
    >>> cumsum(as_tensor([1, 2, 3], int64, (3,)))
    Tensor[int64, tuple[3]]([1, 3, 6])
    """
    return accumulate(rules.cumsum, x, axis)


@signature_of(_cumsum_cumprod)
def cumprod(x: Tensor[Any, Any], axis: int | None = None) -> Tensor[Any, Any]:
    """The product of all elements up to each along `axis`, which only a vector may leave out.

    The result has the shape and the dtype of `x` (integers wrap around). The gradient is right where elements are zero
    too; for n elements along the axis it takes log2(n) steps over the whole array.

    Raises:
        ShapeError: `x` has no such axis, or several and none is named.
        DTypeError: booleans; see `all`.

    >>> from typedgrad import as_tensor, int64
    >>> cumprod(as_tensor([1, 2, 3], int64, (3,)))
    Tensor[int64, tuple[3]]([1, 2, 6])
    """
    return accumulate(rules.cumprod, x, axis)
