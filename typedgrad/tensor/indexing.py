"""Reading `x[key]`.

A full slice `:` keeps its dimension, any other slice gives `int`: how many elements it has is not a matter of types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from typedgrad.rules import indexing as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, unary
from typedgrad.tensor.keys import checked_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import EllipsisType

    from typedgrad.dtypes import DType, bool_
    from typedgrad.shapes import S2, A, B, C, D, L, M, N, One, X, Y, Z
    from typedgrad.tensor.keys import (
        All,
        At,
        FourOfFour,
        Index0,
        Index1,
        Index2,
        Index3,
        Mask1,
        Mask2,
        OneOfFour,
        OneOfTwo,
        Part,
        Slice,
        Some,
        Span,
        ThreeOfFour,
        ThreeOfThree,
        ThreeOfTwo,
        TwoOfFour,
        TwoOfThree,
        TwoOfTwo,
    )
    from typedgrad.tensor.tensor import Tensor


class Indexing(TensorBase[DT, S]):
    """Reading `x[key]`, and iterating over rows."""

    __slots__ = ()

    # Ints come first, which mypy names in its messages, then tensors: mypy evaluates a key such as `x > 0` anew for
    # each overload that it tries. Where `self` says all of the result, a checker solves nothing: that is faster.
    @overload  # x[i]: (A, *L) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: int | Index0 | tuple[int, EllipsisType], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[mask]: S by S -> (int,)
    def __getitem__(self: TensorBase[DType, S2], key: Tensor[bool_, S2], /) -> Tensor[DT, tuple[int]]: ...
    @overload  # x[index], x[i, None]: (A, *L) -> (X, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]],
        key: Index1[X] | tuple[Index1[X], EllipsisType] | tuple[int, None] | tuple[None, int],
        /,
    ) -> Tensor[DT, tuple[X, *L]]: ...
    @overload  # x[:]: (A, *L) -> (A, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: All | tuple[All, EllipsisType] | tuple[EllipsisType, All], /
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i:j], x[mask]: (A, *L) -> (int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: Slice | Tensor[bool_, tuple[A]] | tuple[Slice, EllipsisType], /
    ) -> Tensor[DT, tuple[int, *L]]: ...
    @overload  # x[None]: (*L) -> (1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L]], key: tuple[None, EllipsisType] | None, /
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # x[:, i]: (A, B, *L) -> (A, *L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, int], /) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i, :]: (A, B, *L) -> (B, *L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, All], /) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # x[i, j]: (A, B, *L) -> (*L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, int], /) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[..., i]: (*L, N) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[..., None]: (*L) -> (*L, 1)
    def __getitem__(
        self: TensorBase[DType, tuple[*L]], key: tuple[EllipsisType, None], /
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # x[:, None]: (A, *L) -> (A, 1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: tuple[All, None], /
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # x[None, :]: (A, *L) -> (1, A, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: tuple[None, All], /
    ) -> Tensor[DT, tuple[One, A, *L]]: ...
    @overload  # x[:, :]: (A, B, *L) -> (A, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, All] | tuple[EllipsisType, All, All], /
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, None, :]: (A, B, *L) -> (A, 1, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, None, All], /
    ) -> Tensor[DT, tuple[A, One, B, *L]]: ...
    @overload  # x[None, :, :]: (A, B, *L) -> (1, A, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[None, All, All], /
    ) -> Tensor[DT, tuple[One, A, B, *L]]: ...
    @overload  # x[:, :, None]: (A, B, *L) -> (A, B, 1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, All, None], /
    ) -> Tensor[DT, tuple[A, B, One, *L]]: ...
    @overload  # x[..., None, :]: (*L, N) -> (*L, 1, N)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, None, All], /
    ) -> Tensor[DT, tuple[*L, One, N]]: ...
    @overload  # x[:, :, i]: (A, B, C, *L) -> (A, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[All, All, int], /
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, i, :]: (A, B, C, *L) -> (A, C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[All, int, All], /
    ) -> Tensor[DT, tuple[A, C, *L]]: ...
    @overload  # x[i, :, :]: (A, B, C, *L) -> (B, C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[int, All, All], /
    ) -> Tensor[DT, tuple[B, C, *L]]: ...
    @overload  # x[:, i, j]: (A, B, C, *L) -> (A, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[All, int, int], /
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i, :, j]: (A, B, C, *L) -> (B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[int, All, int], /
    ) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # x[i, j, :]: (A, B, C, *L) -> (C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[int, int, All], /
    ) -> Tensor[DT, tuple[C, *L]]: ...
    @overload  # x[i, j, k]: (A, B, C, *L) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[int, int, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    # ------------------------------------------------------------------------------ a dimension X that the key makes
    @overload  # x[:, i:j], x[:, index], x[:, mask]: (A, B, *L) -> (A, X, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, Span[X] | Index1[X] | Mask1[X, B]], /
    ) -> Tensor[DT, tuple[A, X, *L]]: ...
    @overload  # x[i:j, :], x[index, :]: (A, B, *L) -> (X, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[Span[X] | Index1[X] | Mask1[X, A], All], /
    ) -> Tensor[DT, tuple[X, B, *L]]: ...
    @overload  # x[i, j:k], x[i, index], x[i, mask], x[index, index], x[mask]: (A, B, *L) -> (X, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]],
        key: tuple[int, Span[X] | Index1[X] | Mask1[X, B]]
        | tuple[Span[X] | Index1[X] | Mask1[X, A], int]
        | tuple[Index1[X], Index1[X]]
        | Mask2[X, A, B],
        /,
    ) -> Tensor[DT, tuple[X, *L]]: ...
    @overload  # x[..., i:j], x[..., index], x[..., mask]: (*L, N) -> (*L, X)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, Span[X] | Index1[X] | Mask1[X, N]], /
    ) -> Tensor[DT, tuple[*L, X]]: ...
    @overload  # x[i:j, k:l], x[index, i:j]: (A, B, *L) -> (X, Y, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]],
        key: tuple[Span[X], Span[Y] | Index1[Y] | Mask1[Y, B]] | tuple[Index1[X] | Mask1[X, A], Span[Y]],
        /,
    ) -> Tensor[DT, tuple[X, Y, *L]]: ...
    @overload  # x[None, i:j], x[index, None], x[index] by (X, Y): (A, *L) -> (X, Y, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]],
        key: Index2[X, Y]
        | tuple[None, Span[Y] | Index1[Y] | Mask1[Y, A]]
        | tuple[Span[X] | Index1[X] | Mask1[X, A], None],
        /,
    ) -> Tensor[DT, tuple[X, Y, *L]]: ...
    @overload  # x[index] by (X, Y, Z): (A, *L) -> (X, Y, Z, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: Index3[X, Y, Z], /
    ) -> Tensor[DT, tuple[X, Y, Z, *L]]: ...
    @overload  # x[i:j, :, :], x[index, :, :]: (A, B, C, *L) -> (X, B, C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[Part[X] | Index1[X] | Mask1[X, A], All, All], /
    ) -> Tensor[DT, tuple[X, B, C, *L]]: ...
    @overload  # x[:, :, i:j], x[:, :, index]: (A, B, C, *L) -> (A, B, X, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[All, All, Part[X] | Index1[X] | Mask1[X, C]], /
    ) -> Tensor[DT, tuple[A, B, X, *L]]: ...
    @overload  # x[:, i:j, :], x[:, index, :]: (A, B, C, *L) -> (A, X, C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[All, Part[X] | Index1[X] | Mask1[X, B], All], /
    ) -> Tensor[DT, tuple[A, X, C, *L]]: ...
    @overload  # x[..., i:j, :], x[..., index, :]: (*L, M, N) -> (*L, X, N)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, M, N]], key: tuple[EllipsisType, Part[X] | Index1[X] | Mask1[X, M], All], /
    ) -> Tensor[DT, tuple[*L, X, N]]: ...
    @overload  # x[..., i, :]: (*L, M, N) -> (*L, N)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, M, N]], key: tuple[EllipsisType, int, All], /
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # x[i, j, k:l], x[i, j, index], x[index, index, index]: (A, B, C, *L) -> (X, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]],
        key: tuple[int, int, Span[X] | Index1[X] | Mask1[X, C]]
        | tuple[int, Span[X] | Index1[X] | Mask1[X, B], int]
        | tuple[Span[X] | Index1[X] | Mask1[X, A], int, int]
        | tuple[Index1[X], Index1[X], Index1[X]],
        /,
    ) -> Tensor[DT, tuple[X, *L]]: ...
    @overload  # x[:, None, None]: (A, *L) -> (A, 1, 1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: tuple[All, None, None], /
    ) -> Tensor[DT, tuple[A, One, One, *L]]: ...
    @overload  # x[:, i, None]: (A, B, *L) -> (A, 1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, int, None] | tuple[All, None, int], /
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # x[None, None]: (*L) -> (1, 1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L]], key: tuple[None, None] | tuple[None, None, EllipsisType], /
    ) -> Tensor[DT, tuple[One, One, *L]]: ...
    @overload  # x[..., None, None]: (*L) -> (*L, 1, 1)
    def __getitem__(
        self: TensorBase[DType, tuple[*L]], key: tuple[EllipsisType, None, None], /
    ) -> Tensor[DT, tuple[*L, One, One]]: ...
    @overload  # x[i, j, k, l]: (A, B, C, D, *L) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, D, *L]], key: tuple[At, At, At, At], /
    ) -> Tensor[DT, tuple[*L]]: ...
    # ------------------------------------------------------ other keys: the rank is right, and what they leave is `int`
    @overload  # (A, B, *L) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[At, At] | tuple[int, int, EllipsisType], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (int, *L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: OneOfTwo, /) -> Tensor[DT, tuple[int, *L]]: ...
    @overload  # (A, B, *L) -> (int, int, *L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: TwoOfTwo, /) -> Tensor[DT, tuple[int, int, *L]]: ...
    @overload  # (A, B, *L) -> (int, int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: ThreeOfTwo, /
    ) -> Tensor[DT, tuple[int, int, int, *L]]: ...
    @overload  # (A, B, C, *L) -> (int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: TwoOfThree, /
    ) -> Tensor[DT, tuple[int, int, *L]]: ...
    @overload  # (A, B, C, *L) -> (int, int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: ThreeOfThree, /
    ) -> Tensor[DT, tuple[int, int, int, *L]]: ...
    @overload  # x[..., i, j:k]: (*L, M, N) -> (*L, int)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, M, N]],
        key: tuple[EllipsisType, int, Some] | tuple[EllipsisType, Some, int],
        /,
    ) -> Tensor[DT, tuple[*L, int]]: ...
    @overload  # x[..., i:j, k:l]: (*L, M, N) -> (*L, int, int)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, M, N]],
        key: tuple[EllipsisType, Some, Slice] | tuple[EllipsisType, Slice, Some],
        /,
    ) -> Tensor[DT, tuple[*L, int, int]]: ...
    @overload  # x[i:j, ..., k]: (A, *L, N) -> (int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L, N]], key: tuple[Some, EllipsisType, int], /
    ) -> Tensor[DT, tuple[int, *L]]: ...
    @overload  # x[i, ..., j]: (A, *L, N) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L, N]], key: tuple[int, EllipsisType, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # (A, B, C, D, *L) -> (int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, D, *L]], key: OneOfFour, /
    ) -> Tensor[DT, tuple[int, *L]]: ...
    @overload  # (A, B, C, D, *L) -> (int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, D, *L]], key: TwoOfFour, /
    ) -> Tensor[DT, tuple[int, int, *L]]: ...
    @overload  # (A, B, C, D, *L) -> (int, int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, D, *L]], key: ThreeOfFour, /
    ) -> Tensor[DT, tuple[int, int, int, *L]]: ...
    @overload  # (A, B, C, D, *L) -> (int, int, int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, D, *L]], key: FourOfFour, /
    ) -> Tensor[DT, tuple[int, int, int, int, *L]]: ...
    @overload  # x[..., i, j]: (*L, M, N) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, M, N]], key: tuple[EllipsisType, int, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    # ------------------------------------------------------ last, what pyright quotes when nothing fits: a short one
    @overload  # x[...]: S -> S
    def __getitem__(self: TensorBase[DType, S2], key: EllipsisType, /) -> Tensor[DT, S2]: ...
    def __getitem__(self, key: object, /) -> Tensor[Any, Any]:
        """The elements at `key`: an int, a slice, `...`, None, a tuple of these, or an integer or boolean tensor.

        Differentiable; an element that an integer tensor takes twice gets the sum of both gradients.

        Raises:
            ShapeError: more indices than axes, or a mask of another shape.
            DTypeError: a key of another type, such as a float or a float tensor.
            IndexError: an index outside its axis.
        """
        return unary(rules.index(checked_key("index", self, key)), self)

    def __iter__(self: TensorBase[DType, tuple[A, *L]]) -> Iterator[Tensor[DT, tuple[*L]]]:
        """The rows along the first axis."""
        if self._data.ndim == 0:
            raise TypeError("iteration: a tensor of shape () has no rows")  # what iter() and np.iterable listen to
        return (unary(rules.index(i), self) for i in range(len(self._data)))
