"""Taking elements by their indices along an axis, `take`, `take_along_axis`; and the reverse, `one_hot`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from typedgrad.capture import whole
from typedgrad.dtypes import DType, float32, numpy_dtype
from typedgrad.errors import DTypeError, ShapeError
from typedgrad.ops.sizes import check_rank, check_size
from typedgrad.rules import indexing as rules
from typedgrad.tensor.base import check_axis, check_labels, check_tensors, picked, unary
from typedgrad.tensor.keys import check_range

if TYPE_CHECKING:
    from typedgrad.dtypes import Integer
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import D2, A, AnyDT, B, C, D, K, L, SizeN, X, Y
    from typedgrad.tensor.tensor import Tensor


@overload  # (A,) by (X,) -> (X,)
def take(
    x: Tensor[D2, tuple[A]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[0, -1] = 0
) -> Tensor[D2, tuple[X]]: ...
@overload  # (A, *L) by (X,) -> (X, *L)
def take(
    x: Tensor[D2, tuple[A, *L]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[0]
) -> Tensor[D2, tuple[X, *L]]: ...
@overload  # (*L, A) by (X,) -> (*L, X)
def take(
    x: Tensor[D2, tuple[*L, A]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[-1]
) -> Tensor[D2, tuple[*L, X]]: ...
@overload  # (A, B, *L) by (X,) -> (A, X, *L)
def take(
    x: Tensor[D2, tuple[A, B, *L]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[1]
) -> Tensor[D2, tuple[A, X, *L]]: ...
@overload  # (*L, A, B) by (X,) -> (*L, X, B)
def take(
    x: Tensor[D2, tuple[*L, A, B]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[-2]
) -> Tensor[D2, tuple[*L, X, B]]: ...
@overload  # (A, B, C, *L) by (X,) -> (A, B, X, *L)
def take(
    x: Tensor[D2, tuple[A, B, C, *L]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[2]
) -> Tensor[D2, tuple[A, B, X, *L]]: ...
@overload  # (*L, A, B, C) by (X,) -> (*L, X, B, C)
def take(
    x: Tensor[D2, tuple[*L, A, B, C]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[-3]
) -> Tensor[D2, tuple[*L, X, B, C]]: ...
@overload  # (A, B, C, D) by (X,) -> (A, B, C, X)
def take(
    x: Tensor[D2, tuple[A, B, C, D]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[3]
) -> Tensor[D2, tuple[A, B, C, X]]: ...
@overload  # (A, B, C, D) by (X,) -> (X, B, C, D)
def take(
    x: Tensor[D2, tuple[A, B, C, D]], indices: Tensor[Integer, tuple[X]], /, axis: Literal[-4]
) -> Tensor[D2, tuple[X, B, C, D]]: ...
@overload  # (A, *L) by () -> (*L)
def take(
    x: Tensor[D2, tuple[A, *L]], indices: Tensor[Integer, tuple[()]], /, axis: Literal[0]
) -> Tensor[D2, tuple[*L]]: ...
@overload  # (A, *L) by (X, Y) -> (X, Y, *L)
def take(
    x: Tensor[D2, tuple[A, *L]], indices: Tensor[Integer, tuple[X, Y]], /, axis: Literal[0]
) -> Tensor[D2, tuple[X, Y, *L]]: ...
def take(x: Tensor[Any, Any], indices: Tensor[Any, Any], /, axis: int | None = None) -> Tensor[Any, Any]:
    """The elements of `x` at `indices` along `axis`: `x[indices]` for `axis=0`, `x[:, indices]` for `axis=1`.

    A vector has one axis, which need not be named. Negative indices count from the end. An element that is taken twice
    gets the sum of both gradients.

    Raises:
        IndexError: an index outside the axis.
        ShapeError: `x` has no such axis, or several, of which none is named.
        DTypeError: indices that are not integers.

    >>> from typedgrad import as_tensor, float32, int64
    >>> x = as_tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], float32, (2, 3))
    >>> take(x, as_tensor([2, 0], int64, (2,)), axis=1)
    Tensor[float32, tuple[2, 2]](
        [[3., 1.],
         [6., 4.]]
    )
    """
    places = _checked_indices("take", x, indices)
    shape = x._data.shape
    if axis is None and len(shape) > 1:
        raise ShapeError(f"take: no axis is named, of the {len(shape)} of shape {shape}")
    along = check_axis("take", 0 if axis is None else axis, shape)
    check_range("take", places, shape, along)
    check_rank("take", len(shape) - 1 + places.ndim)
    return unary(rules.index((*(slice(None),) * along, places)), x)


@overload  # (*L, A) by (*L, X) -> (*L, X)
def take_along_axis(
    x: Tensor[D2, tuple[*L, A]], indices: Tensor[Integer, tuple[*L, X]], /, axis: Literal[-1] = -1
) -> Tensor[D2, tuple[*L, X]]: ...
@overload  # (A, *L) by (X, *L) -> (X, *L)
def take_along_axis(
    x: Tensor[D2, tuple[A, *L]], indices: Tensor[Integer, tuple[X, *L]], /, axis: Literal[0]
) -> Tensor[D2, tuple[X, *L]]: ...
@overload  # (A, B, *L) by (A, X, *L) -> (A, X, *L)
def take_along_axis(
    x: Tensor[D2, tuple[A, B, *L]], indices: Tensor[Integer, tuple[A, X, *L]], /, axis: Literal[1]
) -> Tensor[D2, tuple[A, X, *L]]: ...
@overload  # (*L, A, B) by (*L, X, B) -> (*L, X, B)
def take_along_axis(
    x: Tensor[D2, tuple[*L, A, B]], indices: Tensor[Integer, tuple[*L, X, B]], /, axis: Literal[-2]
) -> Tensor[D2, tuple[*L, X, B]]: ...
@overload  # (A, B, C, *L) by (A, B, X, *L) -> (A, B, X, *L)
def take_along_axis(
    x: Tensor[D2, tuple[A, B, C, *L]], indices: Tensor[Integer, tuple[A, B, X, *L]], /, axis: Literal[2]
) -> Tensor[D2, tuple[A, B, X, *L]]: ...
@overload  # (*L, A, B, C) by (*L, X, B, C) -> (*L, X, B, C)
def take_along_axis(
    x: Tensor[D2, tuple[*L, A, B, C]], indices: Tensor[Integer, tuple[*L, X, B, C]], /, axis: Literal[-3]
) -> Tensor[D2, tuple[*L, X, B, C]]: ...
@overload  # (A, B, C, D) by (A, B, C, X) -> (A, B, C, X)
def take_along_axis(
    x: Tensor[D2, tuple[A, B, C, D]], indices: Tensor[Integer, tuple[A, B, C, X]], /, axis: Literal[3]
) -> Tensor[D2, tuple[A, B, C, X]]: ...
@overload  # (A, B, C, D) by (X, B, C, D) -> (X, B, C, D)
def take_along_axis(
    x: Tensor[D2, tuple[A, B, C, D]], indices: Tensor[Integer, tuple[X, B, C, D]], /, axis: Literal[-4]
) -> Tensor[D2, tuple[X, B, C, D]]: ...
def take_along_axis(x: Tensor[Any, Any], indices: Tensor[Any, Any], /, axis: int = -1) -> Tensor[Any, Any]:
    """Along `axis`, the elements of `x` at `indices`, which has the other axes of `x`: what `argsort` and `topk` give.

    Negative indices count from the end. An element that is taken twice gets the sum of both gradients.

    Raises:
        IndexError: an index outside the axis.
        ShapeError: `x` has no such axis, or `indices` another size along another axis; nothing broadcasts.
        DTypeError: indices that are not integers.

    >>> from typedgrad import argsort, as_tensor, float32
    >>> x = as_tensor([[3.0, 1.0, 2.0], [4.0, 6.0, 5.0]], float32, (2, 3))
    >>> take_along_axis(x, argsort(x))
    Tensor[float32, tuple[2, 3]](
        [[1., 2., 3.],
         [4., 5., 6.]]
    )
    """
    places = _checked_indices("take_along_axis", x, indices)
    shape = x._data.shape
    along = check_axis("take_along_axis", axis, shape)
    if places.ndim != len(shape) or places.shape != (*shape[:along], places.shape[along], *shape[along + 1 :]):
        raise ShapeError(
            f"take_along_axis: indices of shape {places.shape} for shape {shape}: not the same but for axis {axis}"
        )
    check_range("take_along_axis", places, shape, along)
    return picked(rules.take_along_axis(along, shape[along]), x, indices)


@overload  # (*L) of 10 classes -> (*L, 10)
def one_hot(labels: Tensor[Integer, tuple[*L]], classes: SizeN, /) -> Tensor[float32, tuple[*L, SizeN]]: ...
@overload  # (*L) of K classes -> (*L, K)
def one_hot(labels: Tensor[Integer, tuple[*L]], classes: K, /) -> Tensor[float32, tuple[*L, K]]: ...
@overload  # (*L) of 10 classes, with a dtype -> (*L, 10)
def one_hot(
    labels: Tensor[Integer, tuple[*L]], classes: SizeN, /, dtype: type[AnyDT]
) -> Tensor[AnyDT, tuple[*L, SizeN]]: ...
@overload  # (*L) of K classes, with a dtype -> (*L, K)
def one_hot(labels: Tensor[Integer, tuple[*L]], classes: K, /, dtype: type[AnyDT]) -> Tensor[AnyDT, tuple[*L, K]]: ...
def one_hot(labels: Tensor[Any, Any], classes: int, /, dtype: type[DType] = float32) -> Tensor[Any, Any]:
    """A one where the label is, along a new last axis of the size `classes`, and zeros elsewhere; float32 by default.

    Raises:
        IndexError: a label below 0 or beyond the last class.
        ShapeError: a number of classes that is no size.
        DTypeError: labels that are not integers.

    >>> from typedgrad import as_tensor, int64
    >>> one_hot(as_tensor([2, 0], int64, (2,)), 3)
    Tensor[float32, tuple[2, 3]](
        [[0., 0., 1.],
         [1., 0., 0.]]
    )
    """
    rule = rules.one_hot(check_size("one_hot", classes), numpy_dtype("one_hot", dtype))
    hot = unary(rule, labels)
    whole(check_labels, "one_hot", labels._data, classes)
    return hot


def _checked_indices(operation: str, x: Tensor[Any, Any], indices: Tensor[Any, Any]) -> NDArray:
    check_tensors(operation, x, indices)
    places = indices._data
    if places.dtype.kind != "i":
        raise DTypeError(f"{operation}: a {places.dtype} tensor is no index; indices are integers")
    return places
