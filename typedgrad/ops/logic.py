"""Reductions of booleans as functions. `all(x, 0)` is `x.all(0)`; axes and `keepdims` are those of `sum`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.tensor.base import signature_of
from typedgrad.tensor.reduction import reduce

if TYPE_CHECKING:
    from typedgrad.dtypes import bool_
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
def _all_any(
    x: Tensor[bool_, Any], axis: None = None, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[()]]: ...
@overload  # (A, *L) -> (*L)
def _all_any(
    x: Tensor[bool_, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L]]: ...
@overload  # (A, B, *L) -> (A, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A, B, *L]]: ...
@overload  # (*L, A) -> (*L)
def _all_any(
    x: Tensor[bool_, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L]]: ...
@overload  # (*L, A, B, C) -> (*L, B, C)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A, B, C]]: ...
@overload  # (A, B, C, D) -> (B, C, D)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[B, C, D]]: ...
@overload  # () -> ()
def _all_any(
    x: Tensor[bool_, tuple[()]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[()]]: ...
@overload  # (A,) -> (1,)
def _all_any(
    x: Tensor[bool_, tuple[A]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One]]: ...
@overload  # (A, B) -> (1, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, One]]: ...
@overload  # (A, B, C) -> (1, 1, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, One, One]]: ...
@overload  # (A, B, C, D) -> (1, 1, 1, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, One, One, One]]: ...
@overload  # (A, *L) -> (1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, *L]]: ...
@overload  # (A, B, *L) -> (A, 1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, One, *L]]: ...
@overload  # (A, B, C, *L) -> (A, B, 1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, B, One, *L]]: ...
@overload  # (*L, A) -> (*L, 1)
def _all_any(
    x: Tensor[bool_, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[*L, One]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, C)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[*L, One, B, C]]: ...
@overload  # (A, B, C, D) -> (A, B, C, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, B, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, D)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, B, C, D]]: ...
@overload  # (A, B, *L) -> (*L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L]]: ...
@overload  # (*L, A, B) -> (*L)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L]]: ...
@overload  # (A, B, C, *L) -> (A, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A, *L]]: ...
@overload  # (A, B, C, *L) -> (B, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[B, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, C)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L, C]]: ...
@overload  # (*L, A, B, C) -> (*L, B)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L, B]]: ...
@overload  # (A, *L, B) -> (*L)
def _all_any(
    x: Tensor[bool_, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A, B)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A, B]]: ...
@overload  # (A, B, C, D) -> (B, C)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[B, C]]: ...
@overload  # (A, B, C, D) -> (A, C)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A, C]]: ...
@overload  # (A, B, C, D) -> (B,)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[B]]: ...
@overload  # (A, B, C, *L) -> (*L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L]]: ...
@overload  # (A, B, C, D) -> (A,)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[A]]: ...
@overload  # (A, B, *L) -> (1, 1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, *L]], axis: Axes01, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, One, *L]]: ...
@overload  # (*L, A, B) -> (*L, 1, 1)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B]], axis: Last21, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[*L, One, One]]: ...
@overload  # (A, B, C, *L) -> (A, 1, 1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Axes12, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, One, One, *L]]: ...
@overload  # (A, B, C, *L) -> (1, B, 1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Axes02, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, B, One, *L]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, 1, C)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B, C]], axis: Last32, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[*L, One, One, C]]: ...
@overload  # (*L, A, B, C) -> (*L, 1, B, 1)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B, C]], axis: Last31, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[*L, One, B, One]]: ...
@overload  # (A, *L, B) -> (1, *L, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, *L, B]], axis: Ends, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, *L, One]]: ...
@overload  # (A, B, C, D) -> (A, B, 1, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes23, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, B, One, One]]: ...
@overload  # (A, B, C, D) -> (1, B, C, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes03, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, B, C, One]]: ...
@overload  # (A, B, C, D) -> (A, 1, C, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes13, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, One, C, One]]: ...
@overload  # (A, B, C, D) -> (1, B, 1, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes023, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, B, One, One]]: ...
@overload  # (A, B, C, *L) -> (1, 1, 1, *L)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, *L]], axis: Axes012, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[One, One, One, *L]]: ...
@overload  # (A, B, C, D) -> (A, 1, 1, 1)
def _all_any(
    x: Tensor[bool_, tuple[A, B, C, D]], axis: Axes123, *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[A, One, One, One]]: ...
@overload  # (*L, A, B) -> (*L, B)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
) -> Tensor[bool_, tuple[*L, B]]: ...
@overload  # (*L, A, B) -> (*L, 1, B)
def _all_any(
    x: Tensor[bool_, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
) -> Tensor[bool_, tuple[*L, One, B]]: ...
def _all_any(
    x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False
) -> Tensor[Any, Any]:
    """`all`: whether every element along `axis`, or of all, is true. `any`: whether some element is.

    Of nothing, `all` is True and `any` is False.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: numbers; compare them first.
    """
    raise NotImplementedError


@signature_of(_all_any)
def all(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """Whether every element along `axis`, or of all, is true; of nothing, True.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: numbers; compare them first.

    >>> from typedgrad import as_tensor, bool_
    >>> all(as_tensor([True, False], bool_, (2,)))
    Tensor[bool_, tuple[()]](False)
    """
    return reduce(rules.all, x, axis, keepdims)


@signature_of(_all_any)
def any(x: Tensor[Any, Any], axis: int | tuple[int, ...] | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
    """Whether some element along `axis`, or of all, is true; of nothing, False.

    Raises:
        ShapeError: `x` has no such axis, or one is there twice.
        DTypeError: numbers; compare them first.

    >>> from typedgrad import as_tensor, bool_
    >>> any(as_tensor([True, False], bool_, (2,)))
    Tensor[bool_, tuple[()]](True)
    """
    return reduce(rules.any, x, axis, keepdims)
