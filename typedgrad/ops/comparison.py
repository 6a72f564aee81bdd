"""Equality as a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.errors import not_a_tensor
from typedgrad.rules import elementwise as rules
from typedgrad.tensor.base import binary, is_tensor

if TYPE_CHECKING:
    from typedgrad.dtypes import bool_
    from typedgrad.shapes import AnyDT, K, L, M, N, One, S
    from typedgrad.tensor.broadcasting import Into1, Into2, Into3
    from typedgrad.tensor.tensor import Tensor


# pyright takes a 1 for any dimension if it may: what has more of them comes first.
@overload  # S == S
def equal_elementwise(x1: Tensor[AnyDT, S], x2: Tensor[AnyDT, S], /) -> Tensor[bool_, S]: ...
@overload  # (*L, N) == what broadcasts into it
def equal_elementwise(x1: Tensor[AnyDT, tuple[*L, N]], x2: Into1[AnyDT, *L, N], /) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # (*L, M, N) == what broadcasts into it
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[*L, M, N]], x2: Into2[AnyDT, *L, M, N], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # (*L, K, M, N) == what broadcasts into it
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[*L, K, M, N]], x2: Into3[AnyDT, *L, K, M, N], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # (M, 1) == (N,) or (1, N) -> (M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[M, One]], x2: Tensor[AnyDT, tuple[N]] | Tensor[AnyDT, tuple[One, N]], /
) -> Tensor[bool_, tuple[M, N]]: ...
@overload  # () == S
def equal_elementwise(x1: Tensor[AnyDT, tuple[()]], x2: Tensor[AnyDT, S], /) -> Tensor[bool_, S]: ...
@overload  # what broadcasts into (*L, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One]], x2: Tensor[AnyDT, tuple[*L, N]], /
) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # what broadcasts into (*L, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[N]], x2: Tensor[AnyDT, tuple[*L, N]], /
) -> Tensor[bool_, tuple[*L, N]]: ...
@overload  # what broadcasts into (*L, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, One]], x2: Tensor[AnyDT, tuple[*L, M, N]], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # what broadcasts into (*L, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, N]] | Tensor[AnyDT, tuple[M, One]], x2: Tensor[AnyDT, tuple[*L, M, N]], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # what broadcasts into (*L, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[M, N]], x2: Tensor[AnyDT, tuple[*L, M, N]], /
) -> Tensor[bool_, tuple[*L, M, N]]: ...
@overload  # what broadcasts into (*L, K, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, One, One]], x2: Tensor[AnyDT, tuple[*L, K, M, N]], /
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # what broadcasts into (*L, K, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, One, N]] | Tensor[AnyDT, tuple[One, M, One]] | Tensor[AnyDT, tuple[K, One, One]],
    x2: Tensor[AnyDT, tuple[*L, K, M, N]],
    /,
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
@overload  # what broadcasts into (*L, K, M, N)
def equal_elementwise(
    x1: Tensor[AnyDT, tuple[One, M, N]] | Tensor[AnyDT, tuple[K, One, N]] | Tensor[AnyDT, tuple[K, M, One]],
    x2: Tensor[AnyDT, tuple[*L, K, M, N]],
    /,
) -> Tensor[bool_, tuple[*L, K, M, N]]: ...
def equal_elementwise(x1: Tensor[Any, Any], x2: Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """Where the elements of `x1` and `x2` are equal, with broadcasting. NaN equals nothing.

    The types ask for the operand with fewer axes as `x2`, or as a scalar: equality is the same either way.

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
