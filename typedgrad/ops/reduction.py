"""Reductions as functions. `sum(x, 0)` is `x.sum(0)`, for a tensor of any kind of leaf the function takes.

`axis` is one axis, two, or of images three, as literals: `1`, `(0, 1)`, `(-2, -1)`; negative ones count from the end.
Without it all are reduced. `keepdims=True` leaves each reduced axis in as one of size 1, so that the result broadcasts
against `x`. Means are in `typedgrad.ops.averages` and `.deviation`, `argmax` in `.position`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import products
from typedgrad.rules import reduction as rules
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.shapes import A, B, C, D, L, Num, One
    from typedgrad.tensor.reduced import (
        Axes01,
        Axes012,
        Axes02,
        Axes023,
        Axes03,
        Axes12,
        Axes13,
        Axes23,
        Axes123,
        Ends,
        Last21,
        Last31,
        Last32,
    )
    from typedgrad.tensor.tensor import Tensor


@overload  # S -> ()
def _sum_prod_max_min(
    x: Tensor[Num, Any], axis: None = None, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[B, C, D]]: ...
@overload  # () -> ()
def _sum_prod_max_min(
    x: Tensor[Num, tuple[()]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[()]]: ...
@overload  # (A,) -> (1,)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, B, C, D]]: ...
@overload  # (A, B, *L) -> (*L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (A, B, C, *L) -> (A, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[B, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L, C]]: ...
@overload  # (*L, A, B, C) -> (*L, B)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L, B]]: ...
@overload  # (A, *L, B) -> (*L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A, B)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, B]]: ...
@overload  # (A, B, C, D) -> (B, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[B, C]]: ...
@overload  # (A, B, C, D) -> (A, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A, C]]: ...
@overload  # (A, B, C, D) -> (B,)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[B]]: ...
@overload  # (A, B, C, *L) -> (*L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A,)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[A]]: ...
@overload  # (A, B, *L) -> (1, 1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One, *L]]: ...
@overload  # (*L, A, B) -> (*L, 1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, One]]: ...
@overload  # (A, B, C, *L) -> (A, 1, 1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, One, One, *L]]: ...
@overload  # (A, B, C, *L) -> (1, B, 1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, B, One, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, 1, C)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, One, C]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, B, One]]: ...
@overload  # (A, *L, B) -> (1, *L, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, *L, One]]: ...
@overload  # (A, B, C, D) -> (A, B, 1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, B, One, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, B, C, One]]: ...
@overload  # (A, B, C, D) -> (A, 1, C, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, One, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, 1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, B, One, One]]: ...
@overload  # (A, B, C, *L) -> (1, 1, 1, *L)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[One, One, One, *L]]: ...
@overload  # (A, B, C, D) -> (A, 1, 1, 1)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[True]
) -> Tensor[Num, tuple[A, One, One, One]]: ...
@overload  # (*L, A, B) -> (*L, B)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[Num, tuple[*L, B]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def _sum_prod_max_min(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[Num, tuple[*L, One, B]]: ...
def _sum_prod_max_min(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
) -> Tensor[Any, Any]:
    """Over `axis`, or over all. `sum`: the sum. `prod`: the product. `max`: the largest, `min`: the smallest element.

    The result has the dtype of `x` (integers wrap around). The sum of nothing is 0, the product 1. Of NaN the extremes
    are NaN; their gradient is shared equally among the elements that attain them.

    Raises:
        ShapeError: `x` has no such axis or one twice, or, for an extreme, no elements along it.
        DTypeError: booleans; sum them after `astype`, or see `any`.
    """
    raise NotImplementedError


@signature_of(_sum_prod_max_min)
def sum(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The sum over `axis`, or over all axes.

    The result has the dtype of `x` (integers wrap around). Of nothing it is 0.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: booleans; convert them with `astype`, or see `count_nonzero`.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([[1.0, 2.0], [3.0, 4.0]], float32, (2, 2))
    >>> sum(x, 0)
    Tensor[float32, tuple[2]]([4., 6.])
    >>> sum(x, (0, 1), keepdims=True)
    Tensor[float32, tuple[1, 1]]([[10.]])
    """
    return reduce(rules.sum, x, axis, keepdims)


@signature_of(_sum_prod_max_min)
def prod(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The product over `axis`, or over all axes.

    The result has the dtype of `x` (integers wrap around). Of nothing it is 1. The gradient of an element is the
    product of the others, right where some are zero too.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: booleans; see `all`.

    >>> from typedgrad import as_tensor, float32
    >>> prod(as_tensor([[1.0, 2.0], [3.0, 4.0]], float32, (2, 2)), 0)
    Tensor[float32, tuple[2]]([3., 8.])
    """
    return reduce(products.prod, x, axis, keepdims)


@signature_of(_sum_prod_max_min)
def max(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The largest element along `axis`, or of all; NaN if there is one.

    The gradient is shared equally among the elements that attain it (as in PyTorch's `amax` and in JAX); beside NaN it
    is 0.

    Raises:
        ShapeError: `x` has no such axis or one twice, or no elements along it.
        DTypeError: booleans; see `any`.

    >>> from typedgrad import as_tensor, float32
    >>> max(as_tensor([[1.0, 2.0], [4.0, 3.0]], float32, (2, 2)), -1)
    Tensor[float32, tuple[2]]([2., 4.])
    """
    return reduce(rules.max, x, axis, keepdims)


@signature_of(_sum_prod_max_min)
def min(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The smallest element along `axis`, or of all; NaN if there is one.

    The gradient is shared equally among the elements that attain it (as in PyTorch's `amin` and in JAX); beside NaN it
    is 0.

    Raises:
        ShapeError: `x` has no such axis or one twice, or no elements along it.
        DTypeError: booleans; see `all`.

    >>> from typedgrad import as_tensor, float32
    >>> min(as_tensor([[1.0, 2.0], [4.0, 3.0]], float32, (2, 2)), -1)
    Tensor[float32, tuple[2]]([1., 3.])
    """
    return reduce(rules.min, x, axis, keepdims)
