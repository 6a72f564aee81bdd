"""Equality as a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import not_a_tensor
from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import binary, is_tensor

if TYPE_CHECKING:
    from typedgrad.dtypes import bool_
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
    from typedgrad.shapes import A, AnyDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3, Into4
    from typedgrad.tensor.tensor import Tensor


# The first overload that fits counts, and later ones rely on what it took: see ops/broadcasting.
@overload  # S == S
def equal_elementwise(x1: Tensor[AnyDT, S], x2: Tensor[AnyDT, S], /) -> Tensor[bool_, S]: ...
@overload  # (*L, K, M, N) == what broadcasts into it
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[*L, K, M, N]], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (*L, M, N) == what broadcasts into it
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[*L, M, N]], x2: Into2[AnyDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, N) == what broadcasts into it
def equal_elementwise(x1: Tensor[AnyDT, tuple[*L, N]], x2: Into1[AnyDT, *L, N], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (A, K, M, N) == what broadcasts into it
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[A, K, M, N]], x2: Into4[AnyDT, K, M, N], /
) -> Tensor[bool_, tuple[A, K, M, N]]: ...
@overload  # () or (1,) == (*L, N)
def equal_elementwise(x1: Lone[AnyDT], x2: Tensor[AnyDT, tuple[*L, N]], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (1, 1) == (*L, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, One]], x2: Tensor[AnyDT, tuple[*L, M, N]], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (N,) or (1, N) == (*L, M, 1), and the like -> (*L, M, N)
def equal_elementwise(x1: Row[AnyDT, N], x2: BesideRow[AnyDT, *L, M, N], /) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (M, 1) == (*L, 1, N), and the like -> (*L, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[M, One]], x2: BesideColumn[AnyDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, M, 1) == (N,), and the like -> (*L, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[*L, M, One]], x2: BesideColumns[AnyDT, *L, N, M], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (M, N) or (1, 1, 1) == (*L, K, M, N)
def equal_elementwise(
    x1: MatrixOrOnes[AnyDT, M, N], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, 1, N) or the like == (*L, K, M, N)
def equal_elementwise(
    x1: TwoOnes[AnyDT, N, M, K], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, M, N) or the like == (*L, K, M, N)
def equal_elementwise(
    x1: OneOne[AnyDT, M, N, K], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (M, N) or (K, M, N) == (*L, K, M, 1), and the like -> (*L, K, M, N)
def equal_elementwise(
    x1: MatrixOrCube[AnyDT, M, N, K], x2: BesideCube[AnyDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (1, K, M, N) == (A, K, M, N), (A, K, M, 1) or the like
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, K, M, N]], x2: Beside_1KMN[AnyDT, A, K, M, N], /
) -> Tensor[bool_, tuple[A, K, M, N]]: ...
def equal_elementwise(x1: Tensor[Any, Any], x2: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """Where the elements of `x1` and `x2` are equal, with broadcasting. NaN equals nothing.

    `x1 == x2` is the same for tensors, but Python's `==` accepts any object beside them (`x == "a"` is False); this
    function accepts tensors of one dtype only.

    Raises:
        DTypeError: two dtypes, or an argument that is no tensor.
        ShapeError: shapes that do not broadcast.

    >>> from typedgrad import as_tensor, int64
    >>> x = as_tensor([1, 2, 3], int64, (3,))
    >>> equal_elementwise(x, as_tensor([1, 0, 3], int64, (3,)))
    Tensor([ True, False,  True], bool_, shape (3,))
    """
    for x in (x1, x2):
        if not is_tensor(x):
            raise not_a_tensor("equal_elementwise", x)
    return binary(rules.equal, x1, x2)
