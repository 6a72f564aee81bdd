"""Whether a value is at run time what its static type says."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import numpy as np

from typecheck_cases._annotations import dimensions, is_dimension, leaves
from typedgrad import Tensor

if TYPE_CHECKING:
    from typecheck_cases._annotations import Sizes


def disagreement(value: object, annotation: object, sizes: Sizes) -> str | None:
    """Say how a value differs from its type, if it does."""
    if agrees(value, annotation, sizes):
        return None
    is_array = isinstance(value, Tensor | np.ndarray)
    found = f"{value.dtype} {value.shape}" if is_array else f"{type(value).__name__} {value!r}"
    return f"{found} is not a {re.sub(r'[a-z_.]+[.]', '', repr(annotation))} with {sizes}"


def agrees(value: object, annotation: object, sizes: Sizes) -> bool:
    """Whether a value has the type, for arrays to the dtype and to the size of each dimension.

    Raises:
        TypeError: the annotation is none that could be checked.

    """
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is None:
        return value is None
    if annotation is Any:
        return True
    if is_dimension(annotation):
        return value == sizes.of(annotation)
    if origin is Literal:
        return any(value == literal and type(value) is type(literal) for literal in args)
    if origin in {Union, UnionType}:
        return any(agrees(value, option, sizes) for option in args)
    if origin is type:
        return value in leaves(args[0])
    if origin is Callable:
        return callable(value)
    if origin is tuple:
        return isinstance(value, tuple) and _items_agree(value, args, sizes)
    if origin is np.ndarray:
        return isinstance(value, np.ndarray) and _array_agrees(value)
    if isinstance(value, Tensor) and isinstance(origin, type) and issubclass(origin, Tensor):
        ...
