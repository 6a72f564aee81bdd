"""The greater and the lesser of two numbers, elementwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import not_a_tensor
from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import binary, is_tensor, operand, signature_of

if TYPE_CHECKING:
    from typedgrad.ops.broadcasting import (
        Beside_1KMN,
        BesideColumn,
        BesideColumns,
        BesideCube,
        BesideRow,
        Lone,
        MatrixOrCube,
        MatrixOrOnes,
        OneOne,
        Row,
        TwoOnes,
    )
    from typedgrad.rules.rule import Rule
    from typedgrad.shapes import A, FloatDT, IntegerDT, K, L, M, N, NumberDT, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S with S or a scalar
def _maximum_minimum(x1: Tensor[FloatDT, S], x2: Tensor[FloatDT, S] | float, /) -> Tensor[FloatDT, S]: ...
@overload  # S with S or a scalar
def _maximum_minimum(x1: Tensor[IntegerDT, S], x2: Tensor[IntegerDT, S] | int, /) -> Tensor[IntegerDT, S]: ...
@overload  # (*L, K, M, N) with what broadcasts into it
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[*L, K, M, N]], x2: Into3[NumberDT, *L, K, M, N], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) with what broadcasts into it
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[*L, M, N]], x2: Into2[NumberDT, *L, M, N], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (*L, N) with what broadcasts into it
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[*L, N]], x2: Into1[NumberDT, *L, N], /
) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (A, K, M, N) with what broadcasts into it
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[A, K, M, N]], x2: Into4[NumberDT, K, M, N], /
) -> Tensor[NumberDT, tuple[A, K, M, N]]: ...
@overload  # () or (1,) with (*L, N)
def _maximum_minimum(x1: Lone[NumberDT], x2: Tensor[NumberDT, tuple[*L, N]], /) -> Tensor[NumberDT, tuple[*L, N]]: ...
@overload  # (1, 1) with (*L, M, N)
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[One, One]], x2: Tensor[NumberDT, tuple[*L, M, N]], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) with (*L, M, 1), and the like -> (*L, M, N)
def _maximum_minimum(
    x1: Row[NumberDT, N], x2: BesideRow[NumberDT, *L, M, N], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (M, 1) with (*L, 1, N), and the like -> (*L, M, N)
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[M, One]], x2: BesideColumn[NumberDT, *L, M, N], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) with (N,), and the like -> (*L, M, N)
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[*L, M, One]], x2: BesideColumns[NumberDT, *L, N, M], /
) -> Tensor[NumberDT, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) with (*L, K, M, N)
def _maximum_minimum(
    x1: MatrixOrOnes[NumberDT, M, N], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like with (*L, K, M, N)
def _maximum_minimum(
    x1: TwoOnes[NumberDT, N, M, K], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like with (*L, K, M, N)
def _maximum_minimum(
    x1: OneOne[NumberDT, M, N, K], x2: Tensor[NumberDT, tuple[*L, K, M, N]], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) with (*L, K, M, 1), and the like -> (*L, K, M, N)
def _maximum_minimum(
    x1: MatrixOrCube[NumberDT, M, N, K], x2: BesideCube[NumberDT, *L, K, M, N], /
) -> Tensor[NumberDT, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) with (A, K, M, N), (A, K, M, 1) or the like
def _maximum_minimum(
    x1: Tensor[NumberDT, tuple[One, K, M, N]], x2: Beside_1KMN[NumberDT, A, K, M, N], /
) -> Tensor[NumberDT, tuple[A, K, M, N]]: ...
def _maximum_minimum(x1: Tensor[Any, Any], x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """`maximum`: the greater of each two elements. `minimum`: the lesser.

    `x2` is a tensor that broadcasts with `x1`, or a Python scalar. NaN on either side gives NaN. Two equal elements
    share the gradient in halves.

    Raises:
        DTypeError: two dtypes, booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.
    """
    raise NotImplementedError


@signature_of(_maximum_minimum)
def maximum(x1: Tensor[Any, Any], x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The greater of each two elements, with broadcasting; `x2` may be a Python scalar. NaN on either side gives NaN.

    Two equal elements share the gradient in halves, as in PyTorch and JAX; beside NaN it is 0.

    Raises:
        DTypeError: two dtypes, booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> maximum(as_tensor([-1.0, 2.0], float32, (2,)), 0.5)
    Tensor([0.5, 2. ], float32, shape (2,))
    """
    return _of_both(rules.maximum, x1, x2)


@signature_of(_maximum_minimum)
def minimum(x1: Tensor[Any, Any], x2: Tensor[Any, Any] | float, /) -> Tensor[Any, Any]:
    """The lesser of each two elements, with broadcasting; `x2` may be a Python scalar. NaN on either side gives NaN.

    Two equal elements share the gradient in halves, as in PyTorch and JAX; beside NaN it is 0.

    Raises:
        DTypeError: two dtypes, booleans, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, float32
    >>> minimum(as_tensor([-1.0, 2.0], float32, (2,)), 0.5)
    Tensor([-1. ,  0.5], float32, shape (2,))
    """
    return _of_both(rules.minimum, x1, x2)


def _of_both(rule: Rule, x1: Tensor[Any, Any], x2: object) -> Tensor[Any, Any]:
    if not is_tensor(x1):
        raise not_a_tensor(rule.name, x1)
    return binary(rule, x1, operand(rule, x1, x2))
