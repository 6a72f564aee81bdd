"""Parts of a matrix, or of each matrix of a stack: `tril`, `triu` and `diagonal`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import indexing
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import is_tensor, unary

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.rules.rule import Rule
    from typedgrad.shapes import D2, AtLeast2, L, M, N
    from typedgrad.tensor.tensor import Tensor


def tril(x: Tensor[D2, AtLeast2], /, k: int = 0) -> Tensor[D2, AtLeast2]:
    """The lower triangle of each matrix: zeros, or False, above the `k`-th diagonal.

    `k` counts from the main diagonal, up if it is positive.

    Raises:
        ShapeError: `x` has fewer than two axes.
        DTypeError: `k` is not an int.

    >>> from typedgrad import ones
    >>> tril(ones((2, 3)))
    Tensor[float32, tuple[2, 3]](
        [[1., 0., 0.],
         [1., 1., 0.]]
    )
    """
    return _triangle("tril", rules.tril, x, k)


def triu(x: Tensor[D2, AtLeast2], /, k: int = 0) -> Tensor[D2, AtLeast2]:
    """The upper triangle of each matrix: zeros, or False, below the `k`-th diagonal.

    `k` counts from the main diagonal, up if it is positive.

    Raises:
        ShapeError: `x` has fewer than two axes.
        DTypeError: `k` is not an int.

    >>> from typedgrad import ones
    >>> triu(ones((2, 3)), 1)
    Tensor[float32, tuple[2, 3]](
        [[0., 1., 1.],
         [0., 0., 1.]]
    )
    """
    return _triangle("triu", rules.triu, x, k)


def _triangle(operation: str, rule: Callable[[int], Rule], x: Tensor[Any, Any], k: object) -> Tensor[Any, Any]:
    return unary(rule(_checked(operation, x, k)), x)


def _checked(operation: str, x: object, k: object) -> int:
    """The number of a diagonal of matrices."""
    if not is_tensor(x):
        raise not_a_tensor(operation, x)
    if x._data.ndim < 2:
        raise ShapeError(f"{operation}: shape {x._data.shape} has {x._data.ndim} axes, fewer than 2")
    if not isinstance(k, int) or isinstance(k, bool):
        raise DTypeError(f"{operation}: the diagonal {described(k)} is not an int")
    shape: tuple[int, ...] = x._data.shape
    rows, columns = shape[-2:]
    return min(max(int(k), -rows), columns)  # those beyond are as empty, and perhaps beyond NumPy's integers


@overload  # (*L, M, M) -> (*L, M)
def diagonal(x: Tensor[D2, tuple[*L, M, M]], /, *, offset: Literal[0] = 0) -> Tensor[D2, tuple[*L, M]]: ...
@overload  # (*L, M, N) -> (*L, int)
def diagonal(x: Tensor[D2, tuple[*L, M, N]], /, *, offset: int = 0) -> Tensor[D2, tuple[*L, int]]: ...
def diagonal(x: Tensor[Any, Any], /, *, offset: int = 0) -> Tensor[Any, Any]:
    """The diagonal of each matrix of a stack, the last two axes; above the main one for a positive `offset`.

    As in the Array API; NumPy's function takes the first two axes of a stack. A diagonal that lies outside is empty.

    Raises:
        ShapeError: `x` has fewer than two axes.
        DTypeError: the offset is not an int.

    >>> from typedgrad import as_tensor, int64
    >>> diagonal(as_tensor([[1, 2], [3, 4]], int64, (2, 2)))
    Tensor[int64, tuple[2]]([1, 4])
    """
    k = _checked("diagonal", x, offset)
    *leading, rows, columns = x._data.shape
    start = k if k >= 0 else -k * columns
    count = max(min(rows + k, columns) if k < 0 else min(rows, columns - k), 0)
    flat = unary(rules.reshape((*leading, rows * columns)), x)  # there its elements are `columns + 1` apart
    return unary(indexing.index((..., slice(start, start + count * (columns + 1), columns + 1))), flat)
