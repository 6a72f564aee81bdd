"""`x.splice(key, values)`: a copy of `x` with values where indexing would take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.errors import ShapeError
from typedgrad.rules import indexing as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, is_tensor, operand
from typedgrad.tensor.keys import checked_key

if TYPE_CHECKING:
    from types import EllipsisType

    from typedgrad.dtypes import Holding, P, bool_
    from typedgrad.rules.namespace import Key
    from typedgrad.shapes import S2, A, B, C, L, N, X, Y, Z
    from typedgrad.tensor.keys import All, Index0, Index1, Index2, Index3, Mask1, Mask2, Part, Span
    from typedgrad.tensor.tensor import Tensor


class Splicing(TensorBase[DT, S]):
    """Splicing values into a copy."""

    __slots__ = ()

    # ------------------------------------------------------------------------------------------ a scalar or a tensor
    @overload  # x[i]: (A, *L) takes (*L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, *L]],
        key: int | Index0 | tuple[int, EllipsisType],
        values: Tensor[DT, tuple[*L]] | P,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[:]: (A, *L) takes (A, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, *L]],
        key: All | tuple[All, EllipsisType] | tuple[EllipsisType, All],
        values: Tensor[DT, tuple[A, *L]] | P,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i:j], x[index], x[mask]: (A, *L) takes (X, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, *L]],
        key: Part[X] | Index1[X] | Mask1[X, A] | tuple[Part[X] | Index1[X], EllipsisType],
        values: Tensor[DT, tuple[X, *L]] | P,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[...]: S takes S
    def splice(self: TensorBase[Holding[P], S2], key: EllipsisType, values: Tensor[DT, S2] | P) -> Tensor[DT, S2]: ...
    @overload  # x[mask]: S takes (int,)
    def splice(
        self: TensorBase[Holding[P], S2], key: Tensor[bool_, S2], values: Tensor[DT, tuple[int]] | P
    ) -> Tensor[DT, S2]: ...
    @overload  # x[..., i]: (*L, N) takes (*L)
    def splice(
        self: TensorBase[Holding[P], tuple[*L, N]], key: tuple[EllipsisType, int], values: Tensor[DT, tuple[*L]] | P
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # x[..., i:j], x[..., index]: (*L, N) takes (*L, X)
    def splice(
        self: TensorBase[Holding[P], tuple[*L, N]],
        key: tuple[EllipsisType, Part[X] | Index1[X]],
        values: Tensor[DT, tuple[*L, X]] | P,
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # x[i, j]: (A, B, *L) takes (*L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[int, int] | tuple[int, int, EllipsisType],
        values: Tensor[DT, tuple[*L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, i]: (A, B, *L) takes (A, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[All, int] | tuple[All, int, EllipsisType],
        values: Tensor[DT, tuple[A, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i, :]: (A, B, *L) takes (B, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[int, All] | tuple[int, All, EllipsisType] | tuple[int, EllipsisType, All],
        values: Tensor[DT, tuple[B, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, :]: (A, B, *L) takes (A, B, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[All, All]
        | tuple[All, All, EllipsisType]
        | tuple[All, EllipsisType, All]
        | tuple[EllipsisType, All, All],
        values: Tensor[DT, tuple[A, B, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i, j:k], x[i, index], x[index, index], x[mask, i], x[mask]: (A, B, *L) takes (X, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[int, Part[X] | Index1[X]]
        | tuple[Part[X] | Index1[X] | Mask1[X, A], int]
        | tuple[Index1[X], Index1[X]]
        | Mask2[X, A, B],
        values: Tensor[DT, tuple[X, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, i:j], x[:, index]: (A, B, *L) takes (A, X, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[All, Part[X] | Index1[X]],
        values: Tensor[DT, tuple[A, X, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i:j, :], x[index, :]: (A, B, *L) takes (X, B, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[Part[X] | Index1[X] | Mask1[X, A], All],
        values: Tensor[DT, tuple[X, B, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i:j, k:l], x[index, i:j]: (A, B, *L) takes (X, Y, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]],
        key: tuple[Part[X], Part[Y] | Index1[Y]] | tuple[Index1[X], Part[Y]],
        values: Tensor[DT, tuple[X, Y, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[index]: (A, *L) takes (X, Y, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, *L]], key: Index2[X, Y], values: Tensor[DT, tuple[X, Y, *L]] | P
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[index]: (A, *L) takes (X, Y, Z, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, *L]], key: Index3[X, Y, Z], values: Tensor[DT, tuple[X, Y, Z, *L]] | P
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[:, :, i]: (A, B, C, *L) takes (A, B, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, C, *L]],
        key: tuple[All, All, int],
        values: Tensor[DT, tuple[A, B, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    @overload  # x[:, i, :]: (A, B, C, *L) takes (A, C, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, C, *L]],
        key: tuple[All, int, All],
        values: Tensor[DT, tuple[A, C, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    # ------------------------------------------------------------------------------------------------------ a scalar
    @overload  # a scalar at three keys
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, C, *L]],
        key: tuple[int | Span[X] | Index1[X], int | Span[X], int | Span[X]]
        | tuple[int | Span[X], Index1[X], int | Span[X]]
        | tuple[int | Span[X], int | Span[X], Index1[X]],
        values: P,
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    # ------------------------------------------------------ last, what pyright quotes when nothing fits: a short one
    @overload  # x[i, :, :]: (A, B, C, *L) takes (B, C, *L)
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, C, *L]],
        key: tuple[int, All, All],
        values: Tensor[DT, tuple[B, C, *L]] | P,
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    def splice(self, key: object, values: object) -> Tensor[Any, Any]:
        """A copy with `values` at `key`: the out-of-place `x[key] = values`, differentiable in both.

        `values` has the shape of `x[key]`, or is a Python scalar. Where an integer tensor names an element twice, the
        last value stays. NumPy's `np.s_[:, 0]` is the key of `x[:, 0]`, with its type; `slice(None)` has a vaguer one.

        Raises:
            ShapeError: `values` has another shape than `x[key]`, or the key does not fit.
            DTypeError: `values` has another dtype.
            IndexError: an index outside its axis.

        >>> from typedgrad import zeros
        >>> zeros((2, 3)).splice(np.s_[:, 0], 1.0)
        Tensor[float32, tuple[2, 3]](
            [[1., 0., 0.],
             [1., 0., 0.]]
        )
        """
        array_key = checked_key("splice", self, key)
        rule = rules.splice(array_key)
        new = operand(rule, self, values)
        place = _shape_at(self, array_key)
        if is_tensor(values) and new._data.shape != place:
            raise ShapeError(f"splice: values of shape {new._data.shape} for the shape {place} of x[key]")
        return binary(rule, self, new)


def _shape_at(x: TensorBase[Any, Any], key: Key) -> tuple[int, ...]:
    """The shape of `x[key]`, found on an array of one element."""
    try:
        shape: tuple[int, ...] = np.broadcast_to(np.False_, x._data.shape)[key].shape
    except IndexError as error:  # index tensors that do not broadcast
        raise ShapeError(f"splice: {error}") from None
    return shape
