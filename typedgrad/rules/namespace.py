"""The array functions that the rules are written in, and their reading by NumPy.

A rule is an expression over `Array` (operators) and `Namespace` (functions). It never says which arrays: read with
NumPy it runs. Another reading (recorded, or differentiable again) is another object with these methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import EllipsisType

NDArray: TypeAlias = np.ndarray[Any, np.dtype[Any]]
"""NumPy's array of any shape and dtype, as the engine below the types sees it."""

Index: TypeAlias = "int | slice | EllipsisType | NDArray | None"
Key: TypeAlias = "Index | tuple[Index, ...]"
"""What indexing takes, its tensors replaced by their arrays."""


class Array(Protocol):
    """What a rule may do with an array beside the functions of the namespace."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def dtype(self) -> np.dtype[np.generic]: ...
    def __neg__(self) -> Array: ...
    def __invert__(self) -> Array: ...
    def __add__(self, other: Array | float, /) -> Array: ...
    def __radd__(self, other: float, /) -> Array: ...
    def __sub__(self, other: Array | float, /) -> Array: ...
    def __rsub__(self, other: float, /) -> Array: ...
    def __mul__(self, other: Array | float, /) -> Array: ...
    def __rmul__(self, other: float, /) -> Array: ...
    def __truediv__(self, other: Array | float, /) -> Array: ...
    def __rtruediv__(self, other: float, /) -> Array: ...
    def __pow__(self, other: Array | float, /) -> Array: ...
    def __matmul__(self, other: Array, /) -> Array: ...
    def __and__(self, other: Array, /) -> Array: ...
    def __or__(self, other: Array, /) -> Array: ...
    def __xor__(self, other: Array, /) -> Array: ...
    def __lt__(self, other: Array | float, /) -> Array: ...
    def __le__(self, other: Array | float, /) -> Array: ...
    def __gt__(self, other: Array | float, /) -> Array: ...
    def __ge__(self, other: Array | float, /) -> Array: ...


class Namespace(Protocol):
    """The functions that rules call, with NumPy's names and meanings."""

    def exp(self, x: Array, /) -> Array: ...
    def log(self, x: Array, /) -> Array: ...
    def sqrt(self, x: Array, /) -> Array: ...
    def tanh(self, x: Array, /) -> Array: ...
    def abs(self, x: Array, /) -> Array: ...
    def sign(self, x: Array, /) -> Array: ...
    def maximum(self, x1: Array, x2: Array | float, /) -> Array: ...
    def minimum(self, x1: Array, x2: Array | float, /) -> Array: ...
    def where(self, condition: Array, x1: Array | float, x2: Array | float, /) -> Array: ...
    def equal(self, x1: Array, x2: Array | float, /) -> Array: ...
    def not_equal(self, x1: Array, x2: Array | float, /) -> Array: ...
    def astype(self, x: Array, dtype: np.dtype[np.generic], /) -> Array: ...

    def sum(self, x: Array, axis: int | None = None, *, keepdims: bool = False) -> Array: ...
    def max(self, x: Array, axis: int | None = None, *, keepdims: bool = False) -> Array: ...
    def argmax(self, x: Array, axis: int | None = None, *, keepdims: bool = False) -> Array: ...
    def all(self, x: Array, axis: int | None = None, *, keepdims: bool = False) -> Array: ...
    def any(self, x: Array, axis: int | None = None, *, keepdims: bool = False) -> Array: ...

    def reshape(self, x: Array, shape: tuple[int, ...], /) -> Array: ...
    def transpose(self, x: Array, axes: tuple[int, ...], /) -> Array: ...
    def matrix_transpose(self, x: Array, /) -> Array: ...
    def expand_dims(self, x: Array, axes: tuple[int, ...], /) -> Array: ...
    def broadcast_to(self, x: Array, shape: tuple[int, ...], /) -> Array: ...
    def concat(self, arrays: Sequence[Array], axis: int, /) -> Array: ...

    def constant(self, data: NDArray, /) -> Array:
        """An array that is known beforehand, such as a mask."""
        ...

    def index(self, x: Array, key: Key, /) -> Array:
        """`x[key]`."""
        ...

    def scatter(self, x: Array, key: Key, shape: tuple[int, ...], /) -> Array:
        """Zeros of `shape` with `x` added at `key`: the adjoint of `index`."""
        ...

    def splice(self, x: Array, key: Key, values: Array | float, /) -> Array:
        """A copy of `x` with `values` at `key`; of two for one element the last stays."""
        ...

    def unsplice(self, x: Array, key: Key, /) -> Array:
        """`x[key]`, zero where `splice` would drop the value: the adjoint of splicing values into zeros."""
        ...


# Of 0-d arrays NumPy's operators give scalars, so these take both, and use no method of ndarray alone.
def _astype(x: NDArray, dtype: np.dtype[np.generic], /) -> NDArray:
    return x.astype(dtype)


def _sum(x: NDArray, axis: int | None = None, *, keepdims: bool = False) -> NDArray:
    total: NDArray = x.sum(axis, x.dtype, keepdims=keepdims)  # without its dtype NumPy widens int32
    return total


def _constant(data: NDArray, /) -> NDArray:
    return data


def _matrix_transpose(x: NDArray, /) -> NDArray:
    return x.swapaxes(-1, -2)


def _is_repeating(key: Key) -> bool:
    """Whether `key` can name an element twice: only integer arrays can."""
    parts = key if isinstance(key, tuple) else (key,)
    return any(isinstance(part, np.ndarray) and part.dtype.kind != "b" for part in parts)


def _index(x: NDArray, key: Key, /) -> NDArray:
    picked: NDArray = x[key]
    return picked


def _scatter(x: NDArray, key: Key, shape: tuple[int, ...], /) -> NDArray:
    out: NDArray = np.zeros(shape, x.dtype)
    if _is_repeating(key):
        np.add.at(out, cast("NDArray", key), x)  # NumPy takes every key here, its stubs only arrays
    else:
        out[key] = x
    return out


def _splice(x: NDArray, key: Key, values: NDArray | float, /) -> NDArray:
    out: NDArray = np.array(x)
    out[key] = values
    return out


def _unsplice(x: NDArray, key: Key, /) -> NDArray:
    picked = _index(x, key)
    if not _is_repeating(key):
        return picked
    numbers = np.reshape(np.arange(picked.size), picked.shape)  # splicing these shows which values stay
    return np.where(_splice(np.empty(x.shape, np.int64), key, numbers)[key] == numbers, picked, 0.0)


class _NumPyNamespace:
    """NumPy's own functions under the names of the namespace."""

    __slots__ = ()

    exp, log, sqrt, tanh, abs, sign = np.exp, np.log, np.sqrt, np.tanh, np.abs, np.sign
    maximum, minimum, equal, not_equal = np.maximum, np.minimum, np.equal, np.not_equal
    where = staticmethod(np.where)
    astype = staticmethod(_astype)

    sum = staticmethod(_sum)
    max = np.maximum.reduce
    argmax = staticmethod(np.argmax)
    all = np.logical_and.reduce
    any = np.logical_or.reduce

    reshape = staticmethod(np.reshape)
    transpose = staticmethod(np.transpose)
    matrix_transpose = staticmethod(_matrix_transpose)
    expand_dims = staticmethod(np.expand_dims)
    broadcast_to = staticmethod(np.broadcast_to)
    concat = staticmethod(np.concatenate)
    constant = staticmethod(_constant)

    index = staticmethod(_index)
    scatter = staticmethod(_scatter)
    splice = staticmethod(_splice)
    unsplice = staticmethod(_unsplice)


# NumPy's stubs type each function by overloads of its own, which no protocol matches; tests hold them to it. By way of
# `object`, as mypy would hold all of them against the protocol, to see whether a cast is needed: 0.1 s of every run.
NUMPY: Namespace = cast("Namespace", cast("object", _NumPyNamespace()))
