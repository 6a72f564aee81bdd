"""Reading a tensor's annotation at run time: `Tensor[float32, tuple[Batch, Literal[64]]]` as dtype and dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NewType, get_args, get_origin

from typedgrad.dtypes import numpy_dtype
from typedgrad.errors import DTypeError, ShapeError
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from typedgrad.dtypes import NumPyDType

_UNPACK = {
    "typing.Unpack",
    "typing_extensions.Unpack",
}  # by name: the second loads slowly


def read(operation: str, annotation: object) -> tuple[NumPyDType, tuple[object, ...] | None]:
    """The dtype of a tensor's annotation and its dimensions, None for a shape of any rank.

    Raises:
        DTypeError: the annotation is not `Tensor[leaf, tuple[...]]`.
    """
    arguments = get_args(annotation)
    if get_origin(annotation) is not Tensor or len(arguments) != 2 or get_origin(arguments[1]) is not tuple:
        raise DTypeError(f"{operation}: {annotation!r} is not of the form Tensor[dtype, tuple[...]]")
    dimensions = get_args(arguments[1])
    return numpy_dtype(operation, arguments[0]), None if Ellipsis in dimensions else dimensions


def _is_unpacked(dimension: object) -> bool:
    """Whether this stands for any number of dimensions: `*L`, `*tuple[int, ...]`."""
    return str(get_origin(dimension)) in _UNPACK or getattr(dimension, "__unpacked__", False)


def check_shape(operation: str, shape: tuple[int, ...], dimensions: tuple[object, ...]) -> None:
    """Hold a shape against dimensions: the rank, `Literal` sizes, and one size for each name.

    Raises:
        ShapeError: they do not agree; the message names the axis.
    """
    for i, dimension in enumerate(dimensions):
        if _is_unpacked(dimension):
            missing = len(shape) - len(dimensions) + 1
            dimensions = (*dimensions[:i], *(Any,) * missing, *dimensions[i + 1 :])
            break
    if len(shape) != len(dimensions):
        raise ShapeError(f"{operation}: shape {shape} has {len(shape)} axes, not the {len(dimensions)} of its type")
    sizes: dict[Any, int] = {}
    for axis, (size, dimension) in enumerate(zip(shape, dimensions, strict=True)):
        if get_origin(dimension) is Literal and size not in get_args(dimension):
            raise ShapeError(f"{operation}: axis {axis} of shape {shape} is {size}, not {get_args(dimension)[0]}")
        if isinstance(dimension, NewType) and sizes.setdefault(dimension, size) != size:
            raise ShapeError(f"{operation}: {dimension.__name__} is {sizes[dimension]} and {size} in shape {shape}")
