"""Functions that order elements: `sort`, `argsort`, `topk`.

NaN counts as the largest, as in PyTorch: last in ascending order, where NumPy has it too, first in descending order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import ShapeError, not_a_tensor
from typedgrad.ops.sizes import check_size
from typedgrad.rules import indexing as rules
from typedgrad.tensor.base import check_axis, is_tensor, picked, unary
from typedgrad.tensor.ordering import order_of, ordered

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.shapes import A, B, C, D, K, L, Num, SizeN
    from typedgrad.tensor.tensor import Tensor


@overload  # (A, *L) -> (A, *L)
def sort(
    x: Tensor[Num, tuple[A, *L]], /, axis: Literal[-1, 0] = -1, *, descending: bool = False, stable: bool = True
) -> Tensor[Num, tuple[A, *L]]: ...
@overload  # (A, B, *L) -> (A, B, *L)
def sort(
    x: Tensor[Num, tuple[A, B, *L]], /, axis: Literal[1, -2], *, descending: bool = False, stable: bool = True
) -> Tensor[Num, tuple[A, B, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, C, *L)
def sort(
    x: Tensor[Num, tuple[A, B, C, *L]], /, axis: Literal[2, -3], *, descending: bool = False, stable: bool = True
) -> Tensor[Num, tuple[A, B, C, *L]]: ...
@overload  # (A, B, C, D) -> (A, B, C, D)
def sort(
    x: Tensor[Num, tuple[A, B, C, D]], /, axis: Literal[3, -4], *, descending: bool = False, stable: bool = True
) -> Tensor[Num, tuple[A, B, C, D]]: ...
def sort(x: Tensor[Any, Any], /, axis: int = -1, *, descending: bool = False, stable: bool = True) -> Tensor[Any, Any]:
    """The elements in order along `axis`, ascending or descending.

    NaN counts as the largest: last, or first if `descending`. The gradient goes to the elements where they came from;
    of equal ones the first stays first, so that `stable` says nothing of a sort.

    Raises:
        ShapeError: `x` has no such axis.
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> sort(as_tensor([2.0, 3.0, 1.0], float32, (3,)), descending=True)
    Tensor[float32, tuple[3]]([3., 2., 1.])
    """
    return ordered(x, axis, descending)


@overload  # (A, *L) -> (A, *L)
def argsort(
    x: Tensor[Num, tuple[A, *L]], /, axis: Literal[-1, 0] = -1, *, descending: bool = False, stable: bool = True
) -> Tensor[int64, tuple[A, *L]]: ...
@overload  # (A, B, *L) -> (A, B, *L)
def argsort(
    x: Tensor[Num, tuple[A, B, *L]], /, axis: Literal[1, -2], *, descending: bool = False, stable: bool = True
) -> Tensor[int64, tuple[A, B, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, C, *L)
def argsort(
    x: Tensor[Num, tuple[A, B, C, *L]], /, axis: Literal[2, -3], *, descending: bool = False, stable: bool = True
) -> Tensor[int64, tuple[A, B, C, *L]]: ...
@overload  # (A, B, C, D) -> (A, B, C, D)
def argsort(
    x: Tensor[Num, tuple[A, B, C, D]], /, axis: Literal[3, -4], *, descending: bool = False, stable: bool = True
) -> Tensor[int64, tuple[A, B, C, D]]: ...
def argsort(
    x: Tensor[Any, Any], /, axis: int = -1, *, descending: bool = False, stable: bool = True
) -> Tensor[Any, Any]:
    """The indices that put the elements in order along `axis`.

    With them `take_along_axis` gives what `sort` gives. NaN counts as the largest: last, or first if `descending`. Of
    equal elements the first stays first, in both orders; `stable=False` leaves that open and is faster.

    Raises:
        ShapeError: `x` has no such axis.
        DTypeError: booleans.

    >>> from typedgrad import as_tensor, float32
    >>> argsort(as_tensor([2.0, 3.0, 1.0], float32, (3,)))
    Tensor[int64, tuple[3]]([2, 0, 1])
    """
    return order_of(x, axis, descending, stable)


@overload  # the 5 of (*L, A) -> (*L, 5), twice
def topk(
    x: Tensor[Num, tuple[*L, A]], k: SizeN, /, axis: Literal[-1] = -1, *, largest: bool = True
) -> tuple[Tensor[Num, tuple[*L, SizeN]], Tensor[int64, tuple[*L, SizeN]]]: ...
@overload  # K of (*L, A) -> (*L, K), twice
def topk(
    x: Tensor[Num, tuple[*L, A]], k: K, /, axis: Literal[-1] = -1, *, largest: bool = True
) -> tuple[Tensor[Num, tuple[*L, K]], Tensor[int64, tuple[*L, K]]]: ...
@overload  # the 5 of (A, *L) -> (5, *L), twice
def topk(
    x: Tensor[Num, tuple[A, *L]], k: SizeN, /, axis: Literal[0], *, largest: bool = True
) -> tuple[Tensor[Num, tuple[SizeN, *L]], Tensor[int64, tuple[SizeN, *L]]]: ...
@overload  # K of (A, *L) -> (K, *L), twice
def topk(
    x: Tensor[Num, tuple[A, *L]], k: K, /, axis: Literal[0], *, largest: bool = True
) -> tuple[Tensor[Num, tuple[K, *L]], Tensor[int64, tuple[K, *L]]]: ...
@overload  # the 5 of (A, B, *L) -> (A, 5, *L), twice
def topk(
    x: Tensor[Num, tuple[A, B, *L]], k: SizeN, /, axis: Literal[1], *, largest: bool = True
) -> tuple[Tensor[Num, tuple[A, SizeN, *L]], Tensor[int64, tuple[A, SizeN, *L]]]: ...
@overload  # K of (A, B, *L) -> (A, K, *L), twice
def topk(
    x: Tensor[Num, tuple[A, B, *L]], k: K, /, axis: Literal[1], *, largest: bool = True
) -> tuple[Tensor[Num, tuple[A, K, *L]], Tensor[int64, tuple[A, K, *L]]]: ...
@overload  # the 5 of (*L, A, B) -> (*L, 5, B), twice
def topk(
    x: Tensor[Num, tuple[*L, A, B]], k: SizeN, /, axis: Literal[-2], *, largest: bool = True
) -> tuple[Tensor[Num, tuple[*L, SizeN, B]], Tensor[int64, tuple[*L, SizeN, B]]]: ...
@overload  # K of (*L, A, B) -> (*L, K, B), twice
def topk(
    x: Tensor[Num, tuple[*L, A, B]], k: K, /, axis: Literal[-2], *, largest: bool = True
) -> tuple[Tensor[Num, tuple[*L, K, B]], Tensor[int64, tuple[*L, K, B]]]: ...
def topk(
    x: Tensor[Any, Any], k: int, /, axis: int = -1, *, largest: bool = True
) -> tuple[Tensor[Any, Any], Tensor[Any, Any]]:
    """The `k` largest elements along `axis`, or the smallest, in order, and their indices.

    NaN counts as the largest. Of equal elements the first comes first. The gradient goes to the elements picked.

    Raises:
        ShapeError: fewer than `k` elements along the axis, or no such axis.
        DTypeError: booleans, or a `k` that is no int.

    >>> from typedgrad import as_tensor, float32
    >>> values, indices = topk(as_tensor([2.0, 3.0, 1.0], float32, (3,)), 2)
    >>> values, indices
    (Tensor[float32, tuple[2]]([3., 2.]), Tensor[int64, tuple[2]]([1, 0]))
    """
    if not is_tensor(x):
        raise not_a_tensor("topk", x)
    shape = x._data.shape
    along = check_axis("topk", axis, shape)
    size = shape[along]
    if check_size("topk", k) > size:
        raise ShapeError(f"topk: {k} of the {size} elements along axis {axis} of shape {shape}")
    indices = unary(rules.topk(k, along, largest), x)
    return picked(rules.take_along_axis(along, size), x, indices), indices
