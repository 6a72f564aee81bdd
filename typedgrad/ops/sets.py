"""What elements there are: `unique`, and the Array API's `unique_...`.

The elements are in ascending order. Each NaN is one of its own, as no NaN equals another (the Array API's convention;
NumPy's `unique` counts them as one); 0.0 and -0.0 are one. Nothing has a gradient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.errors import not_a_tensor
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    from typedgrad.dtypes import int64
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import D2, S
    from typedgrad.tensor.tensor import Tensor


def unique(x: Tensor[D2, Any], /) -> Tensor[D2, tuple[int]]:
    """Each value once, in ascending order; each NaN is one of its own. Also named `unique_values`.

    Raises:
        DTypeError: an argument that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> unique(as_tensor([3, 1, 3], int64, (3,)))
    Tensor[int64, tuple[2]]([1, 3])
    """
    return wrap(np.unique(_data("unique", x), equal_nan=False))


def unique_values(x: Tensor[D2, Any], /) -> Tensor[D2, tuple[int]]:
    """Each value once, in ascending order: the Array API's name for `unique`.

    Raises:
        DTypeError: an argument that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> unique_values(as_tensor([3, 1, 3], int64, (3,)))
    Tensor[int64, tuple[2]]([1, 3])
    """
    return wrap(np.unique(_data("unique_values", x), equal_nan=False))


def unique_counts(x: Tensor[D2, Any], /) -> tuple[Tensor[D2, tuple[int]], Tensor[int64, tuple[int]]]:
    """Each value once, and how often it occurs.

    Raises:
        DTypeError: an argument that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> unique_counts(as_tensor([3, 1, 3], int64, (3,)))
    (Tensor[int64, tuple[2]]([1, 3]), Tensor[int64, tuple[2]]([1, 2]))
    """
    values, counts = np.unique(_data("unique_counts", x), return_counts=True, equal_nan=False)
    return wrap(values), wrap(counts)


def unique_inverse(x: Tensor[D2, S], /) -> tuple[Tensor[D2, tuple[int]], Tensor[int64, S]]:
    """Each value once, and for each element of `x` the index of its value: `values[inverse]` is `x`.

    Raises:
        DTypeError: an argument that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> unique_inverse(as_tensor([3, 1, 3], int64, (3,)))
    (Tensor[int64, tuple[2]]([1, 3]), Tensor[int64, tuple[3]]([1, 0, 1]))
    """
    data = _data("unique_inverse", x)
    values, inverse = np.unique(data, return_inverse=True, equal_nan=False)
    return wrap(values), wrap(inverse.reshape(data.shape))


def unique_all(
    x: Tensor[D2, S], /
) -> tuple[Tensor[D2, tuple[int]], Tensor[int64, tuple[int]], Tensor[int64, S], Tensor[int64, tuple[int]]]:
    """Each value once, where it occurs first (in row-major order), the index of each element's value, and the counts.

    Raises:
        DTypeError: an argument that is no tensor.

    >>> from typedgrad import as_tensor, int64
    >>> values, indices, inverse, counts = unique_all(as_tensor([3, 1, 3], int64, (3,)))
    >>> indices
    Tensor[int64, tuple[2]]([1, 0])
    """
    data = _data("unique_all", x)
    values, indices, inverse, counts = np.unique(data, True, True, True, equal_nan=False)
    return wrap(values), wrap(indices), wrap(inverse.reshape(data.shape)), wrap(counts)


def _data(operation: str, x: Tensor[Any, Any]) -> NDArray:
    if not is_tensor(x):
        raise not_a_tensor(operation, x)
    return x._data
