"""Functions that look for elements: `searchsorted` in an ordered vector, `nonzero` in any tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from typedgrad.errors import ShapeError, described_choice, not_a_tensor
from typedgrad.rules import indexing as rules
from typedgrad.tensor.base import binary, check_tensors, is_tensor, wrap

if TYPE_CHECKING:
    from typing import TypeAlias

    from typedgrad.dtypes import int64
    from typedgrad.shapes import N, NumberDT, S
    from typedgrad.tensor.tensor import Tensor

    Indices: TypeAlias = Tensor[int64, tuple[int]]


def searchsorted(
    x1: Tensor[NumberDT, tuple[N]], x2: Tensor[NumberDT, S], /, *, side: Literal["left", "right"] = "left"
) -> Tensor[int64, S]:
    """Where each element of `x2` would go into `x1`, a vector in ascending order, to keep it so.

    Beside elements of `x1` that are equal to it: before them (`side="left"`), or after them. NaN is the largest. If
    `x1` is in no order the result says nothing.

    Raises:
        ShapeError: `x1` is no vector.
        DTypeError: two dtypes, or booleans.
        ValueError: another `side`.

    >>> from typedgrad import as_tensor, float32
    >>> edges, x = as_tensor([0.0, 1.0, 2.0], float32, (3,)), as_tensor([1.0, 5.0], float32, (2,))
    >>> searchsorted(edges, x), searchsorted(edges, x, side="right")
    (Tensor[int64, tuple[2]]([1, 3]), Tensor[int64, tuple[2]]([2, 3]))
    """
    check_tensors("searchsorted", x1, x2)
    if x1._data.ndim != 1:
        raise ShapeError(f"searchsorted: shape {x1._data.shape} of what is searched is not that of a vector")
    if not isinstance(side, str) or side not in ("left", "right"):
        raise ValueError(f"searchsorted: side {described_choice(side)} is neither 'left' nor 'right'")
    return binary(rules.searchsorted(side), x1, x2)


@overload  # (A,): one index for each element
def nonzero(x: Tensor[Any, tuple[Any]], /) -> tuple[Indices]: ...
@overload  # (A, B): two
def nonzero(x: Tensor[Any, tuple[Any, Any]], /) -> tuple[Indices, Indices]: ...
@overload  # (A, B, C): three
def nonzero(x: Tensor[Any, tuple[Any, Any, Any]], /) -> tuple[Indices, Indices, Indices]: ...
@overload  # (A, B, C, D): four
def nonzero(x: Tensor[Any, tuple[Any, Any, Any, Any]], /) -> tuple[Indices, Indices, Indices, Indices]: ...
def nonzero(x: Tensor[Any, Any], /) -> tuple[Tensor[Any, Any], ...]:
    """Where `x` is not zero, or not False: a vector of indices for each axis, in row-major order. NaN is not zero.

    The tuple is a key: `x[nonzero(x)]` are the elements.

    Raises:
        ShapeError: `x` has no axes.

    >>> from typedgrad import as_tensor, float32
    >>> nonzero(as_tensor([0.0, 2.0, 3.0], float32, (3,)))
    (Tensor[int64, tuple[2]]([1, 2]),)
    """
    if not is_tensor(x):
        raise not_a_tensor("nonzero", x)
    if not x._data.ndim:
        raise ShapeError("nonzero: a tensor of shape () has no axes")
    return tuple(wrap(indices) for indices in np.nonzero(x._data))
