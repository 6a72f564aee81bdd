"""Run-time values for the parameters of a case, made from their annotations."""

from __future__ import annotations

from math import prod
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, get_origin

import numpy as np

from typecheck_cases._annotations import dimensions, is_dimension, leaves
from typedgrad import Integer, Parameter, Tensor, as_tensor, bool_

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from typecheck_cases._annotations import Sizes
    from typedgrad import DType, float32


def build(annotation: object, sizes: Sizes) -> object:
    """Make a value of a type.

    Raises:
        TypeError: the annotation does not say enough to make one.

    """
    if is_dimension(annotation):
        return sizes.pick(annotation)
    maker = _MAKERS.get(get_origin(annotation) or annotation)
    if maker is None:
        raise TypeError(f"no value for {annotation}")
    return maker(get_args(annotation), sizes)


def _tensor(args: tuple[object, ...], sizes: Sizes) -> Tensor[Any, Any]:
    dtype, shape = args
    listed = dimensions(shape)
    if dtype is Any or listed is None:  # `Any` among the dimensions, `pick` refuses
        raise TypeError(f"no value for Tensor[{dtype}, {shape}]")
    leaf = leaves(dtype)[0]
    values = _values(leaf, tuple(map(sizes.pick, listed)))
    return as_tensor(values, cast("type[float32]", leaf))  # one of the leaves, which the overloads want to know


def _values(leaf: type[DType], shape: tuple[int, ...]) -> NDArray[np.generic]:
    """Make numbers that any operation takes: floats with logarithms, integers to divide by and to index with."""
    ramp: NDArray[np.int64] = np.arange(prod(shape)).reshape(shape)
    if issubclass(leaf, bool_):
        return (ramp % 2).astype(np.bool_)
    return np.ones_like(ramp) if issubclass(leaf, Integer) else (ramp % 7 + 1) / 8


_MAKERS: dict[object, Callable[[tuple[object, ...], Sizes], object]] = {
    Tensor: _tensor,
    Parameter: lambda args, sizes: Parameter(_tensor(args, sizes)),
    type: lambda args, _sizes: leaves(args[0])[0],
    Literal: lambda args, _sizes: args[0],
    tuple: lambda args, sizes: tuple(build(item, sizes) for item in args),
    list: lambda args, sizes: [build(args[0], sizes), build(args[0], sizes)],
    bool: lambda _args, _sizes: True,
    int: lambda _args, _sizes: 2,
    float: lambda _args, _sizes: 0.5,
    str: lambda _args, _sizes: "text",
    NoneType: lambda _args, _sizes: None,
    np.random.Generator: lambda _args, _sizes: np.random.default_rng(0),
}
