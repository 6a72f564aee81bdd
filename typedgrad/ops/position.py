"""Where the extreme elements are: `argmax`, `argmin`. Their results are int64 and have no gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.reduction import reduce_one

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.shapes import A, B, C, D, L, Num, One
    from typedgrad.tensor.tensor import Tensor


@overload  # S -> ()
def _argmax_argmin(
    x: Tensor[Num, Any], axis: None = None, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def _argmax_argmin(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L, B)
def _argmax_argmin(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def _argmax_argmin(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[B, C, D]]: ...
@overload  # () -> ()
def _argmax_argmin(
    x: Tensor[Num, tuple[()]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[()]]: ...
@overload  # (A,) -> (1,)
def _argmax_argmin(
    x: Tensor[Num, tuple[A]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def _argmax_argmin(
    x: Tensor[Num, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def _argmax_argmin(
    x: Tensor[Num, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def _argmax_argmin(
    x: Tensor[Num, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def _argmax_argmin(
    x: Tensor[Num, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, B, C, D]]: ...
def _argmax_argmin(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """Along `axis`, or in the flattened tensor. `argmax`: the index of the largest, `argmin`: of the smallest element.

    The first one among equals; the first NaN if there is one, as in NumPy. It has no gradient.

    Raises:
        ShapeError: `x` has no such axis, or no elements along it.
        DTypeError: booleans, or several axes.
    """
    raise NotImplementedError


@signature_of(_argmax_argmin)
def argmax(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The index of the largest element along `axis`, or in the flattened tensor.

    The first one among equals; the first NaN if there is one, as in NumPy. It has no gradient.

    Raises:
        ShapeError: `x` has no such axis, or no elements along it.
        DTypeError: booleans; convert them with `astype`. Or several axes.

    >>> from typedgrad import as_tensor, float32
    >>> argmax(as_tensor([1.0, 6.0, 2.0], float32, (3,)))
    Tensor[int64, tuple[()]](1)
    """
    return reduce_one(rules.argmax, x, axis, keepdims)


@signature_of(_argmax_argmin)
def argmin(x: Tensor[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """The index of the smallest element along `axis`, or in the flattened tensor.

    The first one among equals; the first NaN if there is one, as in NumPy. It has no gradient.

    Raises:
        ShapeError: `x` has no such axis, or no elements along it.
        DTypeError: booleans; convert them with `astype`. Or several axes.

    >>> from typedgrad import as_tensor, float32
    >>> argmin(as_tensor([1.0, 6.0, 2.0], float32, (3,)))
    Tensor[int64, tuple[()]](0)
    """
    return reduce_one(rules.argmin, x, axis, keepdims)
