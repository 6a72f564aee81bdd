"""Methods that change the shape and keep the elements: `reshape`, `transpose`, `T`, `mT`.

The function `transpose` is here too, as it shares its overloads with the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from typedgrad.errors import ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, check_axis, is_tensor, signature_of, unary

if TYPE_CHECKING:
    from typedgrad.dtypes import DType
    from typedgrad.shapes import D2, S2, A, B, C, D, L, M, N, One, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor


@overload  # (M, N) -> (N, M)
def transpose(x: Tensor[D2, tuple[M, N]], axes: tuple[Literal[1], Literal[0]] = ..., /) -> Tensor[D2, tuple[N, M]]: ...
@overload  # (A, B, C) -> (C, B, A)
def transpose(
    x: Tensor[D2, tuple[A, B, C]], axes: tuple[Literal[2], Literal[1], Literal[0]] = ..., /
) -> Tensor[D2, tuple[C, B, A]]: ...
@overload  # (A, B, C) -> (A, C, B)
def transpose(
    x: Tensor[D2, tuple[A, B, C]], axes: tuple[Literal[0], Literal[2], Literal[1]], /
) -> Tensor[D2, tuple[A, C, B]]: ...
@overload  # (A, B, C) -> (B, A, C)
def transpose(
    x: Tensor[D2, tuple[A, B, C]], axes: tuple[Literal[1], Literal[0], Literal[2]], /
) -> Tensor[D2, tuple[B, A, C]]: ...
@overload  # (A, B, C) -> (B, C, A)
def transpose(
    x: Tensor[D2, tuple[A, B, C]], axes: tuple[Literal[1], Literal[2], Literal[0]], /
) -> Tensor[D2, tuple[B, C, A]]: ...
@overload  # (A, B, C) -> (C, A, B)
def transpose(
    x: Tensor[D2, tuple[A, B, C]], axes: tuple[Literal[2], Literal[0], Literal[1]], /
) -> Tensor[D2, tuple[C, A, B]]: ...
@overload  # (A, B, C, D) -> (D, C, B, A)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[3], Literal[2], Literal[1], Literal[0]] = ..., /
) -> Tensor[D2, tuple[D, C, B, A]]: ...
@overload  # (A, B, C, D) -> (A, C, B, D)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[0], Literal[2], Literal[1], Literal[3]], /
) -> Tensor[D2, tuple[A, C, B, D]]: ...
@overload  # (A, B, C, D) -> (A, B, D, C)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[0], Literal[1], Literal[3], Literal[2]], /
) -> Tensor[D2, tuple[A, B, D, C]]: ...
@overload  # (A, B, C, D) -> (A, C, D, B)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[0], Literal[2], Literal[3], Literal[1]], /
) -> Tensor[D2, tuple[A, C, D, B]]: ...
@overload  # (A, B, C, D) -> (A, D, B, C)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[0], Literal[3], Literal[1], Literal[2]], /
) -> Tensor[D2, tuple[A, D, B, C]]: ...
@overload  # (A, B, C, D) -> (B, A, C, D)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[1], Literal[0], Literal[2], Literal[3]], /
) -> Tensor[D2, tuple[B, A, C, D]]: ...
@overload  # (A, B, C, D) -> (B, C, D, A)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[1], Literal[2], Literal[3], Literal[0]], /
) -> Tensor[D2, tuple[B, C, D, A]]: ...
@overload  # (A, B, C, D) -> (D, A, B, C)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[3], Literal[0], Literal[1], Literal[2]], /
) -> Tensor[D2, tuple[D, A, B, C]]: ...
@overload  # (A, B, C, D) -> (C, D, A, B)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[2], Literal[3], Literal[0], Literal[1]], /
) -> Tensor[D2, tuple[C, D, A, B]]: ...
@overload  # (A, B, C, D) -> (C, B, A, D)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[2], Literal[1], Literal[0], Literal[3]], /
) -> Tensor[D2, tuple[C, B, A, D]]: ...
@overload  # (A, B, C, D) -> (D, B, C, A)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[3], Literal[1], Literal[2], Literal[0]], /
) -> Tensor[D2, tuple[D, B, C, A]]: ...
@overload  # (A, B, C, D) -> (A, D, C, B)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[0], Literal[3], Literal[2], Literal[1]], /
) -> Tensor[D2, tuple[A, D, C, B]]: ...
@overload  # (A, B, C, D) -> (B, C, A, D)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[1], Literal[2], Literal[0], Literal[3]], /
) -> Tensor[D2, tuple[B, C, A, D]]: ...
@overload  # (A, B, C, D) -> (C, A, B, D)
def transpose(
    x: Tensor[D2, tuple[A, B, C, D]], axes: tuple[Literal[2], Literal[0], Literal[1], Literal[3]], /
) -> Tensor[D2, tuple[C, A, B, D]]: ...
def transpose(x: Tensor[Any, Any], axes: tuple[int, ...] | None = None, /) -> Tensor[Any, Any]:
    """The axes in the order `axes`, by default reversed.

    Raises:
        ShapeError: `x` has fewer than two axes, or `axes` is no order of them.

    >>> from typedgrad import zeros
    >>> transpose(zeros((2, 3, 4)), (1, 2, 0)).shape
    (3, 4, 2)
    """
    return transposed(x, axes)


class Shaping(TensorBase[DT, S]):
    """Reshaping and transposition. The results may share memory with the tensor, which nobody can write to."""

    __slots__ = ()

    @overload  # () and shapes whose dimensions nobody lists
    def reshape(self, shape: Unlisted, /) -> Tensor[DT, Unlisted]: ...
    # A number beside a -1 is an `int` (but for a 1), for these type variables one by one, not `*L`, of which mypy keeps
    # literals and pyright does not.
    @overload  # x.reshape((-1,)) -> (int,)
    def reshape(self, shape: tuple[Literal[-1]], /) -> Tensor[DT, tuple[int]]: ...
    @overload  # x.reshape((1, -1)) -> (1, int)
    def reshape(self, shape: tuple[One, Literal[-1]], /) -> Tensor[DT, tuple[One, int]]: ...
    @overload  # x.reshape((-1, 1)) -> (int, 1)
    def reshape(self, shape: tuple[Literal[-1], One], /) -> Tensor[DT, tuple[int, One]]: ...
    @overload  # x.reshape((A, -1)) -> (A, int)
    def reshape(self, shape: tuple[A, Literal[-1]], /) -> Tensor[DT, tuple[A, int]]: ...
    @overload  # x.reshape((-1, B)) -> (int, B)
    def reshape(self, shape: tuple[Literal[-1], B], /) -> Tensor[DT, tuple[int, B]]: ...
    @overload  # x.reshape((A, B, -1)) -> (A, B, int)
    def reshape(self, shape: tuple[A, B, Literal[-1]], /) -> Tensor[DT, tuple[A, B, int]]: ...
    @overload  # x.reshape((A, -1, C)) -> (A, int, C)
    def reshape(self, shape: tuple[A, Literal[-1], C], /) -> Tensor[DT, tuple[A, int, C]]: ...
    @overload  # x.reshape((-1, B, C)) -> (int, B, C)
    def reshape(self, shape: tuple[Literal[-1], B, C], /) -> Tensor[DT, tuple[int, B, C]]: ...
    @overload  # x.reshape((A, B, C, -1, *L)) -> (A, B, C, int, *L)
    def reshape(self, shape: tuple[A, B, C, Literal[-1], *L], /) -> Tensor[DT, tuple[A, B, C, int, *L]]: ...
    @overload  # x.reshape((A, B, -1, D, *L)) -> (A, B, int, D, *L)
    def reshape(self, shape: tuple[A, B, Literal[-1], D, *L], /) -> Tensor[DT, tuple[A, B, int, D, *L]]: ...
    @overload  # x.reshape((A, -1, C, D, *L)) -> (A, int, C, D, *L)
    def reshape(self, shape: tuple[A, Literal[-1], C, D, *L], /) -> Tensor[DT, tuple[A, int, C, D, *L]]: ...
    @overload  # x.reshape((-1, B, C, D, *L)) -> (int, B, C, D, *L)
    def reshape(self, shape: tuple[Literal[-1], B, C, D, *L], /) -> Tensor[DT, tuple[int, B, C, D, *L]]: ...
    @overload  # x.reshape((A, B)) -> (A, B)
    def reshape(self, shape: Sizes[S2], /) -> Tensor[DT, S2]: ...
    @overload  # x.reshape(1, -1) -> (1, int)
    def reshape(self, a: One, b: Literal[-1], /) -> Tensor[DT, tuple[One, int]]: ...
    @overload  # x.reshape(-1, 1) -> (int, 1)
    def reshape(self, a: Literal[-1], b: One, /) -> Tensor[DT, tuple[int, One]]: ...
    @overload  # x.reshape(A) -> (A), where a number is an `int`
    def reshape(self, a: A, /) -> Tensor[DT, tuple[A]]: ...
    @overload  # x.reshape(A, B) -> (A, B)
    def reshape(self, a: A, b: B, /) -> Tensor[DT, tuple[A, B]]: ...
    @overload  # x.reshape(A, B, C) -> (A, B, C)
    def reshape(self, a: A, b: B, c: C, /) -> Tensor[DT, tuple[A, B, C]]: ...
    @overload  # x.reshape(A, B, C, D) -> (A, B, C, D); for more, give a tuple
    def reshape(self, a: A, b: B, c: C, d: D, /) -> Tensor[DT, tuple[A, B, C, D]]: ...
    def reshape(self, *shape: object) -> Tensor[Any, Any]:
        """The same elements in another shape, given as sizes or as one tuple. See `typedgrad.reshape`."""
        return reshaped(self, shape)

    @signature_of(transpose)
    def transpose(self: TensorBase[Any, Any], axes: tuple[int, ...] | None = None, /) -> Tensor[Any, Any]:
        """The axes in the order `axes`, by default reversed."""
        return transposed(self, axes)

    @property
    def T(self: TensorBase[DType, tuple[M, N]]) -> Tensor[DT, tuple[N, M]]:
        """The transpose of a matrix; of any other rank use `transpose` or `mT`."""
        if self._data.ndim != 2:
            raise ShapeError(f"T: shape {self._data.shape} has {self._data.ndim} axes, not 2; use transpose or mT")
        return unary(rules.matrix_transpose, self)

    @property
    def mT(self: TensorBase[DType, tuple[*L, M, N]]) -> Tensor[DT, tuple[*L, N, M]]:
        """The last two axes exchanged: the transpose of each matrix of a stack."""
        if self._data.ndim < 2:
            raise ShapeError(f"mT: shape {self._data.shape} has {self._data.ndim} axes, fewer than 2")
        return unary(rules.matrix_transpose, self)


def checked_sizes(operation: str, shape: Sequence[object], least: int = 0) -> list[int]:
    """The sizes of a shape as they are given, each an int that is not below `least`.

    Raises:
        ShapeError: one is not.
    """
    sizes: list[int] = []
    for size in shape:
        if not isinstance(size, int) or isinstance(size, bool) or size < least:
            raise ShapeError(f"{operation}: {size!r} in {tuple(shape)} is not a size")
        sizes.append(int(size))
    return sizes


def check_result_shape(operation: str, shape: object) -> None:
    """Hold a shape that no result has to being one, of whatever ints; which the result has is for the caller to say.

    Raises:
        ShapeError: it is none.
    """
    if not isinstance(shape, tuple):
        raise ShapeError(f"{operation}: the shape {described(shape)} is not a tuple")
    for size in cast("tuple[object, ...]", shape):  # isinstance cannot know the elements
        if not isinstance(size, int):
            raise ShapeError(f"{operation}: {described(size)} in the shape is not a size")


def is_shape(found: tuple[int, ...], wanted: object) -> bool:
    """Whether this is the shape, whatever else is given in place of one."""
    try:
        return isinstance(wanted, tuple) and found == wanted
    except Exception:  # of an element that cannot be compared, such as an array
        return False


def reshaped(x: TensorBase[Any, Any], shape: Sequence[object]) -> Tensor[Any, Any]:
    """Check `shape` against the elements of `x`, work out a -1, and call the rule."""
    if not is_tensor(x):
        raise not_a_tensor("reshape", x)
    if not isinstance(shape, Sequence):
        raise ShapeError(f"reshape: the shape {described(shape)} is not a tuple")
    if len(shape) == 1 and isinstance(shape[0], tuple):
        shape = cast("tuple[object, ...]", shape[0])  # isinstance cannot know the elements
    sizes = checked_sizes("reshape", shape, least=-1)
    given = prod(size for size in sizes if size != -1)
    if sizes.count(-1) == 1 and given:
        sizes[sizes.index(-1)] = x._data.size // given
    if -1 in sizes or prod(sizes) != x._data.size:
        reason = "more than one -1" if sizes.count(-1) > 1 else f"{x._data.size} elements do not fill it"
        raise ShapeError(f"reshape: {x._data.shape} to {tuple(shape)}: {reason}")
    return unary(rules.reshape(tuple(sizes)), x)


def transposed(x: TensorBase[Any, Any], axes: Sequence[object] | None) -> Tensor[Any, Any]:
    """Reverse the axes or put them in an order, of two or more."""
    if not is_tensor(x):
        raise not_a_tensor("transpose", x)
    rank = x._data.ndim
    if rank < 2:
        raise ShapeError(f"transpose: shape {x._data.shape} has {rank} axes, fewer than 2")
    if axes is None:
        return unary(rules.transpose(tuple(reversed(range(rank)))), x)
    return permuted("transpose", x, axes)


def permuted(operation: str, x: TensorBase[Any, Any], axes: Sequence[object]) -> Tensor[Any, Any]:
    """Check that `axes` is a permutation of those of `x`, and call the rule."""
    if not is_tensor(x):
        raise not_a_tensor(operation, x)
    rank = x._data.ndim
    given = axes if isinstance(axes, Sequence) else (axes,)
    order = [check_axis(operation, axis, x._data.shape) for axis in given]
    if sorted(order) != list(range(rank)):
        raise ShapeError(f"{operation}: {axes} is no order of the {rank} axes of {x._data.shape}")
    return unary(rules.transpose(tuple(order)), x)
