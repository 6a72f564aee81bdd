"""Choosing between two tensors, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, overload

from typedgrad.errors import DTypeError, not_a_tensor
from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import binary_beside, is_tensor, operand

if TYPE_CHECKING:
    from typedgrad.dtypes import bool_
    from typedgrad.ops.broadcasting import OneOne, Row, TwoOnes
    from typedgrad.shapes import DT, AnyDT, FloatDT, IntegerDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor

    Into2OrLess: TypeAlias = Into2[DT, *L, M, N] | Tensor[DT, tuple[N]] | Tensor[DT, tuple[One]] | Tensor[DT, tuple[()]]
    RowOrColumn: TypeAlias = Row[DT, N] | Tensor[DT, tuple[M, One]]


@overload  # S: S, and S, a scalar tensor or a scalar
def where(
    condition: Tensor[bool_, S], x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | Tensor[FloatDT, tuple[()]] | float, /
) -> Tensor[FloatDT, S]: ...
@overload  # S: S, and S, a scalar tensor or a scalar
def where(
    condition: Tensor[bool_, S],
    x1: Tensor[IntegerDT, S],
    x2: Tensor[IntegerDT, S] | Tensor[IntegerDT, tuple[()]] | int,
    /,
) -> Tensor[IntegerDT, S]: ...
@overload  # S: S, and S, a scalar tensor or a scalar
def where(
    condition: Tensor[bool_, S], x1: Tensor[bool_, S], x2: Tensor[bool_, S] | Tensor[bool_, tuple[()]] | bool, /
) -> Tensor[bool_, S]: ...
@overload  # S: scalar, and S
def where(condition: Tensor[bool_, S], x1: float, x2: Tensor[FloatDT, S], /) -> Tensor[FloatDT, S]: ...
@overload  # S: scalar, and S
def where(condition: Tensor[bool_, S], x1: int, x2: Tensor[IntegerDT, S], /) -> Tensor[IntegerDT, S]: ...
@overload  # S: scalar, and S
def where(condition: Tensor[bool_, S], x1: bool, x2: Tensor[bool_, S], /) -> Tensor[bool_, S]: ...
@overload  # (): S and S
def where(condition: Tensor[bool_, tuple[()]], x1: Tensor[AnyDT, S], x2: Tensor[AnyDT, S], /) -> Tensor[AnyDT, S]: ...
@overload  # (*L, N): what broadcasts into it
def where(
    condition: Tensor[bool_, tuple[*L, N]], x1: Into1[AnyDT, *L, N], x2: Into1[AnyDT, *L, N], /
) -> Tensor[AnyDT, tuple[*L, N]]: ...
@overload  # (*L, M, N): what broadcasts into it
def where(
    condition: Tensor[bool_, tuple[*L, M, N]], x1: Into2OrLess[AnyDT, *L, M, N], x2: Into2OrLess[AnyDT, *L, M, N], /
) -> Tensor[AnyDT, tuple[*L, M, N]]: ...
@overload  # (*L, K, M, N): what broadcasts into it
def where(
    condition: Tensor[bool_, tuple[*L, K, M, N]], x1: Into3[AnyDT, *L, K, M, N], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
@overload  # (N,), (1, N) or (M, 1): (*L, M, N) and a scalar
def where(
    condition: RowOrColumn[bool_, N, M], x1: Tensor[FloatDT, tuple[*L, M, N]], x2: float, /
) -> Tensor[FloatDT, tuple[*L, M, N]]: ...
@overload  # (N,), (1, N) or (M, 1): (*L, M, N) and what broadcasts into it
def where(
    condition: RowOrColumn[bool_, N, M],
    x1: Tensor[AnyDT, tuple[*L, M, N]],
    x2: Into2OrLess[AnyDT, *L, M, N],
    /,
) -> Tensor[AnyDT, tuple[*L, M, N]]: ...
@overload  # (M, N), (1, 1, N) or the like: (*L, K, M, N) and what broadcasts into it
def where(
    condition: Tensor[bool_, tuple[M, N]] | TwoOnes[bool_, N, M, K],
    x1: Tensor[AnyDT, tuple[*L, K, M, N]],
    x2: Into3[AnyDT, *L, K, M, N],
    /,
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like: (*L, K, M, N) and what broadcasts into it
def where(
    condition: OneOne[bool_, M, N, K],
    x1: Tensor[AnyDT, tuple[*L, K, M, N]],
    x2: Into3[AnyDT, *L, K, M, N],
    /,
) -> Tensor[AnyDT, tuple[*L, K, M, N]]: ...
def where(
    condition: Tensor[Any, Any], x1: Tensor[Any, Any] | float, x2: Tensor[Any, Any] | float, /
) -> Tensor[Any, Any]:
    """`x1` where the condition is true, `x2` elsewhere, with broadcasting; one of them may be a Python scalar.

    The types ask for the shape of the result as `condition` or as `x1`. A branch has the gradient where it is taken and
    exactly 0 elsewhere, whatever stands there, NaN and infinity too; the condition has none.

    Raises:
        DTypeError: a condition that is not `bool_`, two dtypes, two scalars, or a scalar of another kind.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([-1.0, 2.0], float32, (2,))
    >>> where(x > 0.0, x, 0.0)
    Tensor([0., 2.], float32, shape (2,))
    """
    if not is_tensor(condition):
        raise not_a_tensor("where", condition)
    if condition._data.dtype.kind != "b":
        raise DTypeError(f"where: the condition is {condition._data.dtype}, not bool; compare it first")
    if is_tensor(x1):
        return binary_beside(rules.where, x1, operand(rules.where, x1, x2), condition)
    if is_tensor(x2):
        return binary_beside(rules.where, operand(rules.where, x2, x1), x2, condition)
    raise not_a_tensor("where", x1)
