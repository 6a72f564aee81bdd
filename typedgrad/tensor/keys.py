"""The keys of `x[key]`: what they are as types, and whether they fit a tensor at run time.

An overload stands for what a key makes of a shape, not for a key. What has the same result shares one: a part of an
axis (`1:`), an index tensor and a new axis (`None`) each put a dimension `X` in a place, and the key says which.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import numpy as np

from typedgrad.capture import whole
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.base import is_tensor

if TYPE_CHECKING:
    from types import EllipsisType
    from typing import SupportsIndex, TypeAlias

    from typedgrad.dtypes import Integer, Selecting
    from typedgrad.rules.namespace import Index, Key, NDArray
    from typedgrad.shapes import A, B, X, Y, Z
    from typedgrad.tensor.base import TensorBase
    from typedgrad.tensor.tensor import Tensor

Int = TypeVar("Int", covariant=True)
XM = TypeVar("XM", bound=int)  # `X` without its default, which mypy and pyright refuse before `A` in an alias


class Bound(Protocol[Int]):
    """A bound of a slice: `Bound[X]` makes `X` an `int`, also where the bound is a `Batch` or a literal."""

    def __index__(self) -> Int:
        """The bound as an int."""
        ...


if TYPE_CHECKING:
    All: TypeAlias = slice[None, None, None]
    """The slice `:`, which keeps its dimension."""
    Slice: TypeAlias = slice[SupportsIndex | None, SupportsIndex | None, SupportsIndex | None]
    """Any slice. `:` is one too: overloads with `All` in its place come before."""
    Span: TypeAlias = slice[Bound[X] | None, Bound[X] | None, Bound[X] | None]
    """Any slice; it makes `X` an `int`. `:` is one too, and does not: overloads with `All` in its place come before."""
    Part: TypeAlias = (
        slice[Bound[X], SupportsIndex | None, SupportsIndex | None]
        | slice[SupportsIndex | None, Bound[X], SupportsIndex | None]
        | slice[SupportsIndex | None, SupportsIndex | None, Bound[X]]
    )
    """A slice with a bound or a step, which `:` is not."""
    Index0: TypeAlias = Tensor[Integer, tuple[()]]
    """A tensor that indexes like an int."""
    Index1: TypeAlias = Tensor[Integer, tuple[X]]
    """Indices, whose dimension takes the place of the axis."""
    Index2: TypeAlias = Tensor[Integer, tuple[X, Y]]
    Index3: TypeAlias = Tensor[Integer, tuple[X, Y, Z]]
    Mask1: TypeAlias = Tensor[Selecting[XM], tuple[A]]
    """A mask of the axis `A`, which makes `XM` an `int`."""
    Mask2: TypeAlias = Tensor[Selecting[XM], tuple[A, B]]

    # Of the keys below no more is said than how many axes they leave, each an `int`. They have one index tensor at
    # most: of two NumPy makes one axis, and where a slice parts one from an int, its axis comes first.
    At: TypeAlias = int | Tensor[Integer, tuple[()]]
    """What takes its axis away."""
    Some: TypeAlias = Slice | Tensor[Integer, tuple[Any]]
    """What leaves an axis."""
    OneOfTwo: TypeAlias = (
        tuple[Some, Tensor[Integer, tuple[()]]]
        | tuple[Tensor[Integer, tuple[()]], Some]
        | tuple[int, Some, EllipsisType]
        | tuple[Some, int, EllipsisType]
        | tuple[int, int, None]
        | tuple[int, None, int]
        | tuple[None, int, int]
    )
    TwoOfTwo: TypeAlias = (
        tuple[Some, Slice, EllipsisType]
        | tuple[Slice, Some, EllipsisType]
        | tuple[int, Some, None]
        | tuple[int, None, Some]
        | tuple[Some, int, None]
        | tuple[Some, None, int]
        | tuple[None, int, Some]
        | tuple[None, Some, int]
    )
    ThreeOfTwo: TypeAlias = tuple[None, Some, Slice] | tuple[Slice, None, Some] | tuple[Some, Slice, None]
    TwoOfThree: TypeAlias = (
        tuple[At, Some, Slice]
        | tuple[At, Slice, Some]
        | tuple[Some, At, Slice]
        | tuple[Slice, At, Some]
        | tuple[Some, Slice, At]
        | tuple[Slice, Some, At]
    )
    ThreeOfThree: TypeAlias = tuple[Some, Slice, Slice] | tuple[Slice, Some, Slice] | tuple[Slice, Slice, Some]
    OneOfFour: TypeAlias = (
        tuple[At, At, At, Some] | tuple[At, At, Some, At] | tuple[At, Some, At, At] | tuple[Some, At, At, At]
    )
    TwoOfFour: TypeAlias = (
        tuple[At, At, Slice, Slice]
        | tuple[At, Slice, At, Slice]
        | tuple[At, Slice, Slice, At]
        | tuple[Slice, At, At, Slice]
        | tuple[Slice, At, Slice, At]
        | tuple[Slice, Slice, At, At]
    )
    ThreeOfFour: TypeAlias = (
        tuple[At, Slice, Slice, Slice]
        | tuple[Slice, At, Slice, Slice]
        | tuple[Slice, Slice, At, Slice]
        | tuple[Slice, Slice, Slice, At]
    )
    FourOfFour: TypeAlias = (
        tuple[Some, Slice, Slice, Slice]
        | tuple[Slice, Some, Slice, Slice]
        | tuple[Slice, Slice, Some, Slice]
        | tuple[Slice, Slice, Slice, Some]
    )


def checked_key(operation: str, x: TensorBase[Any, Any], key: object) -> Key:
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
        check_range(operation, index, shape, axis)
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
            if bound is not None and type(bound) is not int:
                return _checked_index(operation, _with_ints(operation, bounds))
        if bounds.step == 0:
            raise ShapeError(f"{operation}: a slice with step 0")
    elif isinstance(index, np.integer):
        return operator.index(cast("SupportsIndex", index))
    elif index is not None and index is not Ellipsis and (not isinstance(index, int) or isinstance(index, bool)):
        raise DTypeError(f"{operation}: {described(index)} is no index; use an int or a tensor of integers or bool_")
    return cast("Index", index)


def _with_ints(operation: str, bounds: slice[object, object, object]) -> slice[int | None, int | None, int | None]:
    """The slice with numbers as they are now: the gradient must not ask an object for its number again."""
    found: list[int | None] = []
    for bound in (bounds.start, bounds.stop, bounds.step):
        if bound is not None and not hasattr(bound, "__index__"):
            raise DTypeError(f"{operation}: {described(bound)} in a slice is not an int")
        found.append(None if bound is None else int(operator.index(cast("SupportsIndex", bound))))
    return slice(*found)


def _axes_taken(index: Index) -> int:
    """How many axes of the tensor an index speaks of."""
    if index is None or index is Ellipsis:
        return 0
    return index.ndim if isinstance(index, np.ndarray) and index.dtype.kind == "b" else 1


def check_range(operation: str, index: Index, shape: tuple[int, ...], axis: int) -> None:
    """Hold an index against its axis, or a mask against the axes that begin there.

    Raises:
        ShapeError: a mask of another shape.
        IndexError: an index outside the axis.
    """
    if isinstance(index, np.ndarray) and index.dtype.kind == "b":
        if index.shape != shape[axis : axis + index.ndim]:
            raise ShapeError(f"{operation}: a mask of shape {index.shape} for axes of shape {shape[axis:]}")
    elif isinstance(index, int) or (isinstance(index, np.ndarray) and index.size):
        whole(_check_bounds, operation, index, shape[axis], axis)


def _check_bounds(operation: str, index: int | NDArray, size: int, axis: int) -> None:
    least, most = _bounds(index)
    if least < -size or most >= size:
        wrong = least if least < -size else most
        raise IndexError(f"{operation}: index {wrong} is outside axis {axis} of size {size}")


def _bounds(index: int | NDArray) -> tuple[int, int]:
    """The least and the greatest index."""
    return (index, index) if isinstance(index, int) else (int(index.min()), int(index.max()))
