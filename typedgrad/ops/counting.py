"""How many elements are true, or not zero. Axes are those of `sum`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.shapes import A, B, C, D, L, One
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
def count_nonzero(
    x: Tensor[Any, Any], axis: None = None, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def count_nonzero(
    x: Tensor[Any, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[B, C, D]]: ...
@overload  # () -> ()
def count_nonzero(
    x: Tensor[Any, tuple[()]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[()]]: ...
@overload  # (A,) -> (1,)
def count_nonzero(
    x: Tensor[Any, tuple[A]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, B, C, D]]: ...
@overload  # (A, B, *L) -> (*L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (A, B, C, *L) -> (A, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[B, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, C)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, C]]: ...
@overload  # (*L, A, B, C) -> (*L, B)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B]]: ...
@overload  # (A, *L, B) -> (*L)
def count_nonzero(
    x: Tensor[Any, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A, B)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, B]]: ...
@overload  # (A, B, C, D) -> (B, C)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[B, C]]: ...
@overload  # (A, B, C, D) -> (A, C)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A, C]]: ...
@overload  # (A, B, C, D) -> (B,)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[B]]: ...
@overload  # (A, B, C, *L) -> (*L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A,)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[A]]: ...
@overload  # (A, B, *L) -> (1, 1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, *L]]: ...
@overload  # (*L, A, B) -> (*L, 1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, One]]: ...
@overload  # (A, B, C, *L) -> (A, 1, 1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, One, One, *L]]: ...
@overload  # (A, B, C, *L) -> (1, B, 1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, B, One, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, 1, C)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, One, C]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, 1)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B, One]]: ...
@overload  # (A, *L, B) -> (1, *L, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, *L, One]]: ...
@overload  # (A, B, C, D) -> (A, B, 1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, B, One, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, B, C, One]]: ...
@overload  # (A, B, C, D) -> (A, 1, C, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, One, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, 1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, B, One, One]]: ...
@overload  # (A, B, C, *L) -> (1, 1, 1, *L)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[One, One, One, *L]]: ...
@overload  # (A, B, C, D) -> (A, 1, 1, 1)
def count_nonzero(
    x: Tensor[Any, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[True]
) -> Tensor[int64, tuple[A, One, One, One]]: ...
@overload  # (*L, A, B) -> (*L, B)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[int64, tuple[*L, B]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def count_nonzero(
    x: Tensor[Any, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[int64, tuple[*L, One, B]]: ...
def count_nonzero(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
) -> Tensor[Any, Any]:
    """How many elements along `axis`, or of all, are true or not zero, as int64; NaN is not zero. It has no gradient.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([[1.0, 0.0], [3.0, 4.0]], float32, (2, 2))
    >>> count_nonzero(x > 2.0, -1)
    Tensor[int64, tuple[2]]([0, 2])
    """
    return reduce(rules.count_nonzero, x, axis, keepdims)
