"""The dtypes of the namespace: NumPy's, as `x.dtype` answers, so that `x.dtype == xp.float32`.

Functions of the namespace that take a dtype take typedgrad's leaves (`typedgrad.float32`) as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from typedgrad.dtypes import leaf_of
from typedgrad.errors import DTypeError, described

if TYPE_CHECKING:
    from typedgrad.array_api.erased import DataType

int32: Final = np.dtype(np.int32)
int64: Final = np.dtype(np.int64)
float32: Final = np.dtype(np.float32)
float64: Final = np.dtype(np.float64)
bool: Final = np.dtype(np.bool_)

default_float: Final = float64
default_integer: Final = int64


def as_dtype(operation: str, dtype: object) -> np.dtype[Any]:
    """A dtype of the namespace from any form of it: itself, a leaf, a NumPy scalar type or a name.

    Raises:
        DTypeError: it is none, or one that typedgrad has not.
    """
    try:
        numpy_dtype = None if dtype is None else np.dtype(dtype)  # type: ignore[call-overload]  # what NumPy reads
    except TypeError:
        numpy_dtype = None
    if numpy_dtype is None:
        raise DTypeError(f"{operation}: {described(dtype)} is not a dtype")
    return leaf_of(operation, numpy_dtype).numpy


def as_leaf(operation: str, dtype: DataType) -> Any:  # a leaf, of which no checker knows which
    """The leaf of a dtype, which typedgrad's functions take."""
    return leaf_of(operation, as_dtype(operation, dtype))
