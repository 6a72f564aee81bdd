"""The norm of vectors. Axes are those of `sum`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import DTypeError, described
from typedgrad.rules import statistics as rules
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.shapes import A, B, C, D, F, L, One
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
def norm(
    x: Tensor[F, Any], axis: None = None, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def norm(
    x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def norm(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def norm(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def norm(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C, D]]: ...
@overload  # () -> ()
def norm(
    x: Tensor[F, tuple[()]], axis: None = None, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[()]]: ...
@overload  # (A,) -> (1,)
def norm(
    x: Tensor[F, tuple[A]], axis: None = None, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def norm(
    x: Tensor[F, tuple[A, B]], axis: None = None, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def norm(
    x: Tensor[F, tuple[A, B, C]], axis: None = None, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: None = None, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def norm(
    x: Tensor[F, tuple[A, *L]], axis: Literal[0], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def norm(
    x: Tensor[F, tuple[A, B, *L]], axis: Literal[1], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Literal[2], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def norm(
    x: Tensor[F, tuple[*L, A]], axis: Literal[-1], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def norm(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Literal[-3], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[3], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Literal[-4], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, D]]: ...
@overload  # (A, B, *L) -> (*L)
def norm(
    x: Tensor[F, tuple[A, B, *L]], axis: Axes01, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L)
def norm(
    x: Tensor[F, tuple[*L, A, B]], axis: Last21, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, *L) -> (A, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes12, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes02, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, C)
def norm(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last32, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, C]]: ...
@overload  # (*L, A, B, C) -> (*L, B)
def norm(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last31, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (A, *L, B) -> (*L)
def norm(
    x: Tensor[F, tuple[A, *L, B]], axis: Ends, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A, B)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes23, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, B]]: ...
@overload  # (A, B, C, D) -> (B, C)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes03, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B, C]]: ...
@overload  # (A, B, C, D) -> (A, C)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes13, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A, C]]: ...
@overload  # (A, B, C, D) -> (B,)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes023, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[B]]: ...
@overload  # (A, B, C, *L) -> (*L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes012, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A,)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes123, *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[A]]: ...
@overload  # (A, B, *L) -> (1, 1, *L)
def norm(
    x: Tensor[F, tuple[A, B, *L]], axis: Axes01, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, *L]]: ...
@overload  # (*L, A, B) -> (*L, 1, 1)
def norm(
    x: Tensor[F, tuple[*L, A, B]], axis: Last21, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, One]]: ...
@overload  # (A, B, C, *L) -> (A, 1, 1, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes12, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, One, *L]]: ...
@overload  # (A, B, C, *L) -> (1, B, 1, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes02, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, One, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, 1, C)
def norm(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last32, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, One, C]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, 1)
def norm(
    x: Tensor[F, tuple[*L, A, B, C]], axis: Last31, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B, One]]: ...
@overload  # (A, *L, B) -> (1, *L, 1)
def norm(
    x: Tensor[F, tuple[A, *L, B]], axis: Ends, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, *L, One]]: ...
@overload  # (A, B, C, D) -> (A, B, 1, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes23, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, B, One, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes03, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, C, One]]: ...
@overload  # (A, B, C, D) -> (A, 1, C, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes13, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, 1, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes023, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, B, One, One]]: ...
@overload  # (A, B, C, *L) -> (1, 1, 1, *L)
def norm(
    x: Tensor[F, tuple[A, B, C, *L]], axis: Axes012, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[One, One, One, *L]]: ...
@overload  # (A, B, C, D) -> (A, 1, 1, 1)
def norm(
    x: Tensor[F, tuple[A, B, C, D]], axis: Axes123, *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[A, One, One, One]]: ...
@overload  # (*L, A, B) -> (*L, B)
def norm(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, ord: float = 2, keepdims: Literal[False] = False
) -> Tensor[F, tuple[*L, B]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def norm(
    x: Tensor[F, tuple[*L, A, B]], axis: Literal[-2], *, ord: float = 2, keepdims: Literal[True]
) -> Tensor[F, tuple[*L, One, B]]: ...
def norm(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, ord: float = 2, keepdims: bool = False
) -> Tensor[Any, Any]:
    """The norm of vectors, `sum(abs(x) ** ord) ** (1 / ord)`; the Array API's `linalg.vector_norm`.

    Args:
        x: floats.
        axis: the axis, or the axes, whose elements are one vector; without it all elements are.
        ord: 2 for the Euclidean norm, 1 for the sum of absolute values, `inf` for the largest of them, 0 for the count
            of elements other than zero (its gradient is 0); or any number above 0.
        keepdims: leave each reduced axis in as one of size 1.

    The gradient of a zero vector is 0, as in PyTorch; for `inf`, equals share it.

    Raises:
        ShapeError: `x` has no such axis or one twice, or for `ord=inf` no elements along it.
        DTypeError: integers or booleans; convert them with `astype`. Or an `ord` that is no number.
        ValueError: an `ord` below 0.

    >>> from typedgrad import as_tensor, float64
    >>> x = as_tensor([[3.0, -4.0], [0.0, 2.0]], float64, (2, 2))
    >>> norm(x, 1)
    Tensor[float64, tuple[2]]([5., 2.])
    >>> norm(x, ord=1)
    Tensor[float64, tuple[()]](9.)
    """
    if not isinstance(ord, (int, float)) or isinstance(ord, bool):
        raise DTypeError(f"norm: ord {described(ord)} is no number")
    if not ord >= 0.0:
        raise ValueError(f"norm: ord is {ord}, not 0 or above")
    return reduce(rules.norm, x, axis, keepdims, float(ord))
