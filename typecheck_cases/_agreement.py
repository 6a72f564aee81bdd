"""Whether a value is at run time what its static type says."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin

import numpy as np

from typecheck_cases._annotations import dimensions, is_dimension, leaves
from typedgrad import Tensor

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from typecheck_cases._annotations import Sizes


def disagreement(value: object, annotation: object, sizes: Sizes) -> str | None:
    """Say how a value differs from its type, if it does.

    Raises:
        TypeError: the type is none that could be checked.

    """
    if _agrees(value, annotation, sizes):
        return None
    shown = f"{value.dtype} {value.shape}" if is_array(value) else repr(value)
    return f"{type(value).__name__} {shown} is not a {_short(annotation)} with {sizes}"


def is_array(value: object) -> TypeIs[Tensor[Any, tuple[int, ...]] | np.ndarray[tuple[int, ...], np.dtype[Any]]]:
    """Whether it has a dtype and a shape: `isinstance` that narrows to known parameters."""
    return isinstance(value, Tensor | np.ndarray)


def _short(annotation: object) -> str:
    return re.sub(r"\b(\w+\.)+", "", repr(annotation))


def _agrees(value: object, annotation: object, sizes: Sizes) -> bool:
    if is_dimension(annotation):
        return isinstance(value, int) and sizes.of(annotation) in {None, value}
    kind, args = get_origin(annotation) or annotation, get_args(annotation)
    if kind in _RULES:
        return _RULES[kind](value, args, sizes)
    if not isinstance(kind, type):
        raise TypeError(f"cannot check a value against {_short(annotation)}")
    if not isinstance(value, kind):
        return False
    if is_array(value) and args:
        dtype, shape = args
        return value.dtype in [leaf.numpy for leaf in leaves(dtype)] and _shape_agrees(value.shape, shape, sizes)
    return kind is not int or not isinstance(value, bool)


def _shape_agrees(found: tuple[int, ...], shape: object, sizes: Sizes) -> bool:
    listed = dimensions(shape)
    if listed is None:
        return True
    return len(found) == len(listed) and all(
        sizes.of(dimension) in {None, size} for dimension, size in zip(listed, found, strict=True)
    )


def _tuple_agrees(value: object, args: tuple[object, ...], sizes: Sizes) -> bool:
    if not isinstance(value, tuple):
        return False
    found = cast("tuple[object, ...]", value)  # isinstance leaves the items unknown
    items = args[:1] * len(found) if Ellipsis in args else args
    return len(found) == len(items) and all(_agrees(*pair, sizes) for pair in zip(found, items, strict=True))


def _list_agrees(value: object, args: tuple[object, ...], sizes: Sizes) -> bool:
    if not isinstance(value, list):
        return False
    found = cast("list[object]", value)  # isinstance leaves the items unknown
    return all(_agrees(item, args[0], sizes) for item in found)


def _array_agrees(value: object, args: tuple[object, ...], sizes: Sizes) -> bool:
    shape, dtype = args
    (scalar,) = get_args(dtype)
    if isinstance(value, Tensor) or not is_array(value) or not _shape_agrees(value.shape, shape, sizes):
        return False
    options = get_args(scalar) if isinstance(scalar, UnionType) else (scalar,)
    return any(option is Any or np.issubdtype(value.dtype, get_origin(option) or option) for option in options)


def _union_agrees(value: object, args: tuple[object, ...], sizes: Sizes) -> bool:
    return any(_agrees(value, option, sizes) for option in args)


_RULES: dict[object, Callable[[object, tuple[object, ...], Sizes], bool]] = {
    Any: lambda _value, _args, _sizes: True,
    None: lambda value, _args, _sizes: value is None,
    Literal: lambda value, args, _sizes: any(value == item and type(value) is type(item) for item in args),
    Callable: lambda value, _args, _sizes: callable(value),
    type: lambda value, args, _sizes: any(value is leaf for leaf in leaves(args[0])),
    Union: _union_agrees,
    UnionType: _union_agrees,
    tuple: _tuple_agrees,
    list: _list_agrees,
    np.ndarray: _array_agrees,
}
