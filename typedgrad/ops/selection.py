"""Choosing between two tensors, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import DTypeError, not_a_tensor
from typedgrad.rules import selection as rules
from typedgrad.tensor.base import chosen, is_tensor, operand

if TYPE_CHECKING:
    from typedgrad.dtypes import bool_
    from typedgrad.ops.broadcasting import Later, Lone, MatrixOrOnes, OneOne, Row, TwoOnes
    from typedgrad.shapes import AnyDT, FloatDT, IntegerDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


@overload  # S: S, and S or a scalar
def where(
    condition: Tensor[bool_, S], x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | float, /
) -> Tensor[FloatDT, S]: ...
@overload  # S: S, and S or a scalar
def where(
    condition: Tensor[bool_, S], x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /
) -> Tensor[IntegerDT, S]: ...
@overload  # S: S or a scalar, each
def where(
    condition: Tensor[bool_, S], x1: Tensor[bool_, S] | bool, x2: Tensor[bool_, S] | bool, /
) -> Tensor[bool_, S]: ...
@overload  # S: a scalar, and S
def where(condition: Tensor[bool_, S], x1: float, x2: Tensor[FloatDT, S], /) -> Tensor[FloatDT, S]: ...
@overload  # S: a scalar, and S
def where(condition: Tensor[bool_, S], x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[IntegerDT, S]: ...
@overload  # () or (1,): (*L, N), and what broadcasts into it
def where(
    condition: Lone[bool_], x1: Tensor[AnyDT, tuple[*L, N]], x2: Into1[AnyDT, *L, N], /
) -> Tensor[AnyDT, tuple[*L, N]]: ...
@overload  # (*L, K, M, N): what broadcasts into it, each
def where(
    condition: Tensor[bool_, tuple[*L, K, M, N]],
    x1: Into3[AnyDT, *L, K, M, N] | Later[AnyDT, N],
    x2: Into3[AnyDT, *L, K, M, N] | Later[AnyDT, N],
    /,
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N): what broadcasts into it, each
def where(
    condition: Tensor[bool_, tuple[*L, M, N]],
    x1: Into2[AnyDT, *L, M, N] | Later[AnyDT, N],
    x2: Into2[AnyDT, *L, M, N] | Later[AnyDT, N],
    /,
) -> Tensor[AnyDT, tuple[*L, M, N]]: ...
@overload  # (*L, N): what broadcasts into it, each
def where(
    condition: Tensor[bool_, tuple[*L, N]],
    x1: Into1[AnyDT, *L, N] | Later[AnyDT, N],
    x2: Into1[AnyDT, *L, N] | Later[AnyDT, N],
    /,
) -> Tensor[AnyDT, tuple[*L, N]]: ...
@overload  # (N,) or (M, 1): (*L, M, N), and a scalar
def where(
    condition: Tensor[bool_, tuple[N]] | Tensor[bool_, tuple[M, One]],
    x1: Tensor[FloatDT, tuple[*L, M, N]],
    x2: float,
    /,
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (1, 1): (*L, M, N), and what broadcasts into it
def where(
    condition: Tensor[bool_, tuple[One, One]],
    x1: Tensor[AnyDT, tuple[*L, M, N]],
    x2: Into2[AnyDT, *L, M, N],
    /,
) -> Tensor[AnyDT, tuple[*L, M, N]]: ...
@overload  # (N,), (1, N) or (M, 1): (*L, M, N), and what broadcasts into it
def where(
    condition: Row[bool_, N] | Tensor[bool_, tuple[M, One]],
    x1: Tensor[AnyDT, tuple[*L, M, N]],
    x2: Into2[AnyDT, *L, M, N],
    /,
) -> Tensor[AnyDT, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1): (*L, K, M, N), and what broadcasts into it
def where(
    condition: MatrixOrOnes[bool_, M, N], x1: Tensor[AnyDT, tuple[*L, K, M, N]], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like: (*L, K, M, N), and what broadcasts into it
def where(
    condition: TwoOnes[bool_, N, M, K], x1: Tensor[AnyDT, tuple[*L, K, M, N]], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like: (*L, K, M, N), and what broadcasts into it
def where(
    condition: OneOne[bool_, M, N, K], x1: Tensor[AnyDT, tuple[*L, K, M, N]], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
def where(
    condition: Tensor[Any, Any], x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /
) -> Tensor[Any, Any]:
    """`x1` where the condition is true, `x2` elsewhere, with broadcasting.

    One of the two may be a Python scalar; both, if they are booleans.

    The types ask for the shape of the result in the condition or in the first branch. Each branch has the gradient
    where it is taken and exactly 0 elsewhere, beside NaN and infinity too; the condition has none.

    Raises:
        DTypeError: a condition that is not `bool_`, two dtypes, two numbers, or a scalar of another kind.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([-1.0, 2.0], float32, (2,))
    >>> where(x > 0.0, x, 0.0)
    Tensor[float32, tuple[2]]([0., 2.])
    """
    if not is_tensor(condition):
        raise not_a_tensor("where", condition)
    if condition._data.dtype.kind != "b":
        raise DTypeError(f"where: the condition is {condition._data.dtype}, not bool; compare it first")
    if is_tensor(x1):
        return chosen(rules.where, condition, x1, operand(rules.where, x1, x2))
    if is_tensor(x2):
        return chosen(rules.where, condition, operand(rules.where, x2, x1), x2)
    if isinstance(x1, bool) and isinstance(x2, bool):  # of the condition's dtype, so there is one
        true, false = operand(rules.where, condition, x1), operand(rules.where, condition, x2)
        return chosen(rules.where, condition, true, false)
    raise not_a_tensor("where", x1)
