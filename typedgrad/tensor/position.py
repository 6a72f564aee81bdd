"""Where the extreme elements are: `argmax`, `argmin`, with the overloads of `typedgrad.ops.position`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.rules import reduction as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, signature_of
from typedgrad.tensor.reduction import reduce_one

if TYPE_CHECKING:
    from typedgrad.dtypes import Numeric, int64
    from typedgrad.shapes import A, B, C, D, L, One
    from typedgrad.tensor.tensor import Tensor


class Position(TensorBase[DT, S]):
    """Indices along one axis, or in the flattened tensor."""

    __slots__ = ()

    @overload  # S -> ()
    def _argmax_argmin(
        self: TensorBase[Numeric, Any], axis: None = None, *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[()]]: ...
    @overload  # (A, *L) -> (*L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L]]: ...
    @overload  # (A, B, *L) -> (A, *L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[A, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, *L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[A, B, *L]]: ...
    @overload  # (*L, A) -> (*L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L]]: ...
    @overload  # (*L, A, B) -> (*L, B)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, B, C)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[*L, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[A, B, C]]: ...
    @overload  # (A, B, C, D) -> (B, C, D)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[False] = False
    ) -> Tensor[int64, tuple[B, C, D]]: ...
    @overload  # () -> ()
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[()]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[()]]: ...
    @overload  # (A,) -> (1,)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One]]: ...
    @overload  # (A, B) -> (1, 1)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, One]]: ...
    @overload  # (A, B, C) -> (1, 1, 1)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, One, One]]: ...
    @overload  # (A, B, C, D) -> (1, 1, 1, 1)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: None = None, *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, One, One, One]]: ...
    @overload  # (A, *L) -> (1, *L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, *L]], axis: Literal[0], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, *L]]: ...
    @overload  # (A, B, *L) -> (A, 1, *L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, *L]], axis: Literal[1], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[A, One, *L]]: ...
    @overload  # (A, B, C, *L) -> (A, B, 1, *L)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, *L]], axis: Literal[2], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[A, B, One, *L]]: ...
    @overload  # (*L, A) -> (*L, 1)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[*L, A]], axis: Literal[-1], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[*L, One]]: ...
    @overload  # (*L, A, B) -> (*L, 1, B)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[*L, A, B]], axis: Literal[-2], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[*L, One, B]]: ...
    @overload  # (*L, A, B, C) -> (*L, 1, B, C)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[*L, A, B, C]], axis: Literal[-3], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[*L, One, B, C]]: ...
    @overload  # (A, B, C, D) -> (A, B, C, 1)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[3], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[A, B, C, One]]: ...
    @overload  # (A, B, C, D) -> (1, B, C, D)
    def _argmax_argmin(
        self: TensorBase[Numeric, tuple[A, B, C, D]], axis: Literal[-4], *, keepdims: Literal[True]
    ) -> Tensor[int64, tuple[One, B, C, D]]: ...
    def _argmax_argmin(self, axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The index of the largest (`argmax`), the smallest element (`argmin`) along an axis, or among all.

        See `typedgrad.argmax`, `typedgrad.argmin`.
        """
        raise NotImplementedError

    @signature_of(_argmax_argmin)
    def argmax(self: TensorBase[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The index of the largest element along an axis, or of the flattened tensor. See `typedgrad.argmax`."""
        return reduce_one(rules.argmax, self, axis, keepdims)

    @signature_of(_argmax_argmin)
    def argmin(self: TensorBase[Any, Any], axis: int | None = None, *, keepdims: bool = False) -> Tensor[Any, Any]:
        """The index of the smallest element along an axis, or of the flattened tensor. See `typedgrad.argmin`."""
        return reduce_one(rules.argmin, self, axis, keepdims)
