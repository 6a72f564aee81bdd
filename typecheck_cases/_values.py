"""Run-time values for the parameters of a case, made from their annotations."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, get_origin

import numpy as np

from typecheck_cases._annotations import dimensions, is_dimension, leaves
from typedgrad import Integer, Parameter, Tensor, as_tensor, bool_

if TYPE_CHECKING:
    from collections.abc import Callable

    from typecheck_cases._annotations import Sizes
    from typedgrad import DType, float32

_PLAIN: dict[object, Callable[[], object]] = {
    bool: lambda: True,
    int: lambda: 2,
    float: lambda: 0.5,
    str: lambda: "text",
    NoneType: lambda: None,
    np.random.Generator: lambda: np.random.default_rng(0),
}


def build(annotation: object, sizes: Sizes) -> object:
    """Make a value of a type.

    Raises:
        TypeError: the annotation does not say enough to make one.

    """
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(origin, type) and issubclass(origin, Tensor):
        tensor = _tensor(*args, sizes)
        return Parameter(tensor) if issubclass(origin, Parameter) else tensor
    if is_dimension(annotation):
        return sizes.pick(annotation)
    if origin is Literal:
        return args[0]
    if origin is type:
        return leaves(args[0])[0]
    if origin is list:
        return [build(args[0], sizes), build(args[0], sizes)]
    if origin is tuple and Ellipsis not in args:
        return tuple(build(item, sizes) for item in args)
    if annotation in _PLAIN:
        return _PLAIN[annotation]()
    raise TypeError(f"no value for {annotation}")


def _tensor(dtype: object, shape: object, sizes: Sizes) -> Tensor[Any, Any]:
    listed = dimensions(shape)
    if dtype is Any or listed is None:
        raise TypeError(f"no value for Tensor[{dtype}, {shape}]")
    leaf = leaves(dtype)[0]
    values = _values(leaf, tuple(map(sizes.pick, listed)))
    return as_tensor(values, cast("type[float32]", leaf))  # one of the leaves, which the overloads want to know


def _values(leaf: type[DType], shape: tuple[int, ...]) -> np.ndarray[Any, np.dtype[Any]]:
    """Make numbers that any operation takes: floats with logarithms, integers to divide by and to index with."""
    ramp = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    if issubclass(leaf, bool_):
        return ramp % 2 == 0
    return np.ones_like(ramp) if issubclass(leaf, Integer) else (ramp % 7 + 1) / 8
