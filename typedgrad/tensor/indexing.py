"""Indexing, and `splice`, which puts values where indexing would take them.

A full slice `:` keeps its dimension, any other slice gives `int`: how many elements it has is not a matter of types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.rules import manipulation as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase, binary, is_tensor, operand, unary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import EllipsisType
    from typing import TypeAlias

    from typedgrad.dtypes import DType, Holding, Integer, P, bool_
    from typedgrad.rules.namespace import Index, Key, NDArray
    from typedgrad.shapes import S2, A, B, C, L, M, N, One
    from typedgrad.tensor.tensor import Tensor

    All: TypeAlias = slice[None, None, None]
    """The slice `:`."""
    Slice: TypeAlias = slice[int | None, int | None, int | None]
    """Any slice."""
    Part: TypeAlias = slice[int, object, object] | slice[object, int, object] | slice[object, object, int]
    """A slice with a bound or a step, which `:` is not."""
    OneKey: TypeAlias = (
        int
        | Slice
        | Tensor[Integer, Any]
        | tuple[int, EllipsisType]
        | tuple[Slice, EllipsisType]
        | tuple[EllipsisType, int]
        | tuple[EllipsisType, Slice]
    )
    """What takes one axis, the first or the last."""


class Indexing(TensorBase[DT, S]):
    """Reading `x[key]`, iterating over rows, and splicing."""

    __slots__ = ()

    # ---------------------------------------------------------------- one key, `...` before or after it or not
    @overload  # x[i]: (A, *L) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: int | Tensor[Integer, tuple[()]] | tuple[int, EllipsisType], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[:]: (A, *L) -> (A, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: All | tuple[All, EllipsisType] | tuple[EllipsisType, All], /
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i:j] or x[mask]: (A, *L) -> (int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: Slice | Tensor[bool_, tuple[A]] | tuple[Slice, EllipsisType], /
    ) -> Tensor[DT, tuple[int, *L]]: ...
    @overload  # x[...]: S -> S
    def __getitem__(self: TensorBase[DType, S2], key: EllipsisType, /) -> Tensor[DT, S2]: ...
    @overload  # x[None]: (*L) -> (1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L]], key: tuple[None, EllipsisType] | None, /
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # x[..., None]: (*L) -> (*L, 1)
    def __getitem__(
        self: TensorBase[DType, tuple[*L]], key: tuple[EllipsisType, None], /
    ) -> Tensor[DT, tuple[*L, One]]: ...
    @overload  # x[..., i]: (*L, N) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[..., i:j]: (*L, N) -> (*L, int)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, Slice], /
    ) -> Tensor[DT, tuple[*L, int]]: ...
    # ------------------------------------------------------------------------------------------- tensors
    @overload  # x[index]: (A, *L) by (B,) -> (B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]],
        key: Tensor[Integer, tuple[B]] | tuple[Tensor[Integer, tuple[B]], EllipsisType],
        /,
    ) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # x[index]: (A, *L) by (B, C) -> (B, C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: Tensor[Integer, tuple[B, C]], /
    ) -> Tensor[DT, tuple[B, C, *L]]: ...
    @overload  # x[index, index]: (A, B, *L) by (C,) and (C,) -> (C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]],
        key: tuple[Tensor[Integer, tuple[C]], Tensor[Integer, tuple[C]]]
        | tuple[Tensor[Integer, tuple[C]], int]
        | tuple[int, Tensor[Integer, tuple[C]]],
        /,
    ) -> Tensor[DT, tuple[C, *L]]: ...
    @overload  # x[index, :]: (A, B, *L) by (C,) -> (C, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[Tensor[Integer, tuple[C]], All], /
    ) -> Tensor[DT, tuple[C, B, *L]]: ...
    @overload  # x[:, index]: (A, B, *L) by (C,) -> (A, C, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, Tensor[Integer, tuple[C]]], /
    ) -> Tensor[DT, tuple[A, C, *L]]: ...
    @overload  # x[mask]: S by S -> (int,)
    def __getitem__(self: TensorBase[DType, S2], key: Tensor[bool_, S2], /) -> Tensor[DT, tuple[int]]: ...
    @overload  # x[mask]: (A, B, *L) by (A, B) -> (int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: Tensor[bool_, tuple[A, B]], /
    ) -> Tensor[DT, tuple[int, *L]]: ...
    # ---------------------------------------------------------------------------------------- two and three keys
    @overload  # x[i, j]: (A, B, *L) -> (*L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, int], /) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[i, :]: (A, B, *L) -> (B, *L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, All], /) -> Tensor[DT, tuple[B, *L]]: ...
    @overload  # x[:, i]: (A, B, *L) -> (A, *L)
    def __getitem__(self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, int], /) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i, j:k] or x[i:j, k]: (A, B, *L) -> (int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, Slice] | tuple[Slice, int], /
    ) -> Tensor[DT, tuple[int, *L]]: ...
    @overload  # x[:, :]: (A, B, *L) -> (A, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, All], /
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, i:j]: (A, B, *L) -> (A, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, Slice], /
    ) -> Tensor[DT, tuple[A, int, *L]]: ...
    @overload  # x[i:j, :]: (A, B, *L) -> (int, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[Slice, All], /
    ) -> Tensor[DT, tuple[int, B, *L]]: ...
    @overload  # x[i:j, k:l]: (A, B, *L) -> (int, int, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[Slice, Slice], /
    ) -> Tensor[DT, tuple[int, int, *L]]: ...
    @overload  # x[None, i] or x[i, None]: (A, *L) -> (1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: tuple[None, int] | tuple[int, None], /
    ) -> Tensor[DT, tuple[One, *L]]: ...
    @overload  # x[None, :]: (A, *L) -> (1, A, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: tuple[None, All], /
    ) -> Tensor[DT, tuple[One, A, *L]]: ...
    @overload  # x[:, None]: (A, *L) -> (A, 1, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, *L]], key: tuple[All, None], /
    ) -> Tensor[DT, tuple[A, One, *L]]: ...
    @overload  # x[:, None, :]: (A, B, *L) -> (A, 1, B, *L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, None, All], /
    ) -> Tensor[DT, tuple[A, One, B, *L]]: ...
    @overload  # x[i, j, k]: (A, B, C, *L) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[A, B, C, *L]], key: tuple[int, int, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    @overload  # x[..., i, j]: (*L, M, N) -> (*L)
    def __getitem__(
        self: TensorBase[DType, tuple[*L, M, N]], key: tuple[EllipsisType, int, int], /
    ) -> Tensor[DT, tuple[*L]]: ...
    def __getitem__(self, key: object, /) -> Tensor[Any, Any]:
        """The elements at `key`: an int, a slice, `...`, None, a tuple of these, or an integer or boolean tensor.

        Differentiable; an element that an integer tensor takes twice gets the sum of both gradients.

        Raises:
            ShapeError: more indices than axes, or a mask of another shape.
            DTypeError: a key of another type, such as a float or a float tensor.
            IndexError: an index outside its axis.
        """
        return unary(rules.index(_checked_key("index", self, key)), self)

    if not TYPE_CHECKING:  # that there is no such method the checkers say in clearer words than that it takes nothing

        def __setitem__(self, key, values, /):
            """Tensors are immutable: always raises; `splice` returns a changed copy.

            Raises:
                TypeError: always.
            """
            raise TypeError("a tensor cannot be assigned to; x.splice(key, values) returns a changed copy")

    def __iter__(self: TensorBase[DType, tuple[A, *L]]) -> Iterator[Tensor[DT, tuple[*L]]]:
        """The rows along the first axis."""
        if self._data.ndim == 0:
            raise ShapeError("iteration: a tensor of shape () has no rows")
        return (unary(rules.index(i), self) for i in range(len(self._data)))

    # ---------------------------------------------------------------------------------------------- splice
    @overload  # a scalar at one key
    def splice(
        self: TensorBase[Holding[P], tuple[A, *L]],
        key: OneKey | Tensor[bool_, tuple[A]] | Tensor[bool_, tuple[A, *L]],
        values: P,
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # a scalar at two keys
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, *L]], key: tuple[int | Slice, int | Slice], values: P
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # a scalar at three keys
    def splice(
        self: TensorBase[Holding[P], tuple[A, B, C, *L]], key: tuple[int | Slice, int | Slice, int | Slice], values: P
    ) -> Tensor[DT, tuple[A, B, C, *L]]: ...
    @overload  # a scalar everywhere
    def splice(self: TensorBase[Holding[P], S2], key: EllipsisType, values: P) -> Tensor[DT, S2]: ...
    @overload  # x[...]: S takes S
    def splice(self: TensorBase[DType, S2], key: EllipsisType, values: Tensor[DT, S2]) -> Tensor[DT, S2]: ...
    @overload  # x[i]: (A, *L) takes (*L)
    def splice(
        self: TensorBase[DType, tuple[A, *L]],
        key: int | Tensor[Integer, tuple[()]] | tuple[int, EllipsisType],
        values: Tensor[DT, tuple[*L]],
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[:]: (A, *L) takes (A, *L)
    def splice(
        self: TensorBase[DType, tuple[A, *L]],
        key: All | tuple[All, EllipsisType] | tuple[EllipsisType, All],
        values: Tensor[DT, tuple[A, *L]],
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[i:j] or x[mask]: (A, *L) takes (int, *L)
    def splice(
        self: TensorBase[DType, tuple[A, *L]],
        key: Part | Tensor[bool_, tuple[A]] | tuple[Part, EllipsisType],
        values: Tensor[DT, tuple[int, *L]],
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[..., i]: (*L, N) takes (*L)
    def splice(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, int], values: Tensor[DT, tuple[*L]]
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # x[..., i:j]: (*L, N) takes (*L, int)
    def splice(
        self: TensorBase[DType, tuple[*L, N]], key: tuple[EllipsisType, Part], values: Tensor[DT, tuple[*L, int]]
    ) -> Tensor[DT, tuple[*L, N]]: ...
    @overload  # x[index]: (A, *L) takes (B, *L)
    def splice(
        self: TensorBase[DType, tuple[A, *L]],
        key: Tensor[Integer, tuple[B]] | tuple[Tensor[Integer, tuple[B]], EllipsisType],
        values: Tensor[DT, tuple[B, *L]],
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[index]: (A, *L) takes (B, C, *L)
    def splice(
        self: TensorBase[DType, tuple[A, *L]], key: Tensor[Integer, tuple[B, C]], values: Tensor[DT, tuple[B, C, *L]]
    ) -> Tensor[DT, tuple[A, *L]]: ...
    @overload  # x[index, index]: (A, B, *L) takes (C, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]],
        key: tuple[Tensor[Integer, tuple[C]], Tensor[Integer, tuple[C]]]
        | tuple[Tensor[Integer, tuple[C]], int]
        | tuple[int, Tensor[Integer, tuple[C]]],
        values: Tensor[DT, tuple[C, *L]],
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[mask]: S takes (int,)
    def splice(
        self: TensorBase[DType, S2], key: Tensor[bool_, S2], values: Tensor[DT, tuple[int]]
    ) -> Tensor[DT, S2]: ...
    @overload  # x[i, j]: (A, B, *L) takes (*L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, int], values: Tensor[DT, tuple[*L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i, :]: (A, B, *L) takes (B, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[int, All], values: Tensor[DT, tuple[B, *L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, i]: (A, B, *L) takes (A, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, int], values: Tensor[DT, tuple[A, *L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i, j:k] or x[i:j, k]: (A, B, *L) takes (int, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]],
        key: tuple[int, Part] | tuple[Part, int],
        values: Tensor[DT, tuple[int, *L]],
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, :]: (A, B, *L) takes (A, B, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, All], values: Tensor[DT, tuple[A, B, *L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[:, i:j]: (A, B, *L) takes (A, int, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[All, Part], values: Tensor[DT, tuple[A, int, *L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i:j, :]: (A, B, *L) takes (int, B, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[Part, All], values: Tensor[DT, tuple[int, B, *L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
    @overload  # x[i:j, k:l]: (A, B, *L) takes (int, int, *L)
    def splice(
        self: TensorBase[DType, tuple[A, B, *L]], key: tuple[Part, Part], values: Tensor[DT, tuple[int, int, *L]]
    ) -> Tensor[DT, tuple[A, B, *L]]: ...
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
        Tensor([[1., 0., 0.],
                [1., 0., 0.]], float32, shape (2, 3))
        """
        array_key = _checked_key("splice", self, key)
        rule = rules.splice(array_key)
        new = operand(rule, self, values)
        place = _shape_at(self, array_key)
        if is_tensor(values) and new._data.shape != place:
            raise ShapeError(f"splice: values of shape {new._data.shape} for the shape {place} of x[key]")
        return binary(rule, self, new)


def _checked_key(operation: str, x: TensorBase[Any, Any], key: object) -> Key:
    """The key with its tensors as arrays, known to fit the axes of `x`."""
    parts = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
    indices = tuple(_checked_index(operation, part) for part in parts)
    if sum(index is Ellipsis for index in indices) > 1:
        raise ShapeError(f"{operation}: more than one `...` in the key")
    shape = x._data.shape
    rank = sum(_axes_taken(index) for index in indices)
    if rank > len(shape):
        raise ShapeError(f"{operation}: {rank} indices for the {len(shape)} axes of shape {shape}")
    axis = 0
    for position, index in enumerate(indices):
        if index is Ellipsis:
            axis = len(shape) - sum(_axes_taken(after) for after in indices[position + 1 :])
            continue
        _check_range(operation, index, shape, axis)
        axis += _axes_taken(index)
    return indices if isinstance(key, tuple) else indices[0]


def _checked_index(operation: str, index: object) -> Index:
    if is_tensor(index):
        data = index._data
        if data.dtype.kind == "f":
            raise DTypeError(f"{operation}: a {data.dtype} tensor is no index; indices are integers, masks bool_")
        return data
    if isinstance(index, slice):
        bounds = cast("slice[object, object, object]", index)
        for bound in (bounds.start, bounds.stop, bounds.step):
            if bound is not None and not hasattr(bound, "__index__"):
                raise DTypeError(f"{operation}: {described(bound)} in a slice is not an int")
        if bounds.step == 0:
            raise ShapeError(f"{operation}: a slice with step 0")
    elif index is not None and index is not Ellipsis and (not isinstance(index, int) or isinstance(index, bool)):
        raise DTypeError(f"{operation}: {described(index)} is no index; use an int or a tensor of integers or bool_")
    return cast("Index", index)


def _axes_taken(index: Index) -> int:
    """How many axes of the tensor an index speaks of."""
    if index is None or index is Ellipsis:
        return 0
    return index.ndim if isinstance(index, np.ndarray) and index.dtype.kind == "b" else 1


def _check_range(operation: str, index: Index, shape: tuple[int, ...], axis: int) -> None:
    if isinstance(index, np.ndarray) and index.dtype.kind == "b":
        if index.shape != shape[axis : axis + index.ndim]:
            raise ShapeError(f"{operation}: a mask of shape {index.shape} for axes of shape {shape[axis:]}")
    elif isinstance(index, int) or (isinstance(index, np.ndarray) and index.size):
        size = shape[axis]
        least, most = _bounds(index)
        if least < -size or most >= size:
            wrong = least if least < -size else most
            raise IndexError(f"{operation}: index {wrong} is outside axis {axis} of size {size}")


def _bounds(index: int | NDArray) -> tuple[int, int]:
    """The least and the greatest index."""
    return (index, index) if isinstance(index, int) else (int(index.min()), int(index.max()))


def _shape_at(x: TensorBase[Any, Any], key: Key) -> tuple[int, ...]:
    """The shape of `x[key]`, found on an array of one element."""
    try:
        shape: tuple[int, ...] = np.broadcast_to(np.False_, x._data.shape)[key].shape
    except IndexError as error:  # index tensors that do not broadcast
        raise ShapeError(f"splice: {error}") from None
    return shape
