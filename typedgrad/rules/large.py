"""The reading of rules by NumPy for large arrays: as `namespace.NUMPY`, but elementwise results go to kept memory."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.rules.memory import like, like_both
from typedgrad.rules.namespace import NUMPY, NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.rules.namespace import Namespace


class _Large:
    """An array whose operators write their results to kept memory."""

    __slots__ = ("data",)
    __array_ufunc__ = None  # NumPy's scalars leave `scalar * array` to the array

    def __init__(self, data: NDArray) -> None:
        self.data: NDArray = data

    @property
    def shape(self) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.data.shape
        return shape

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.data.dtype

    def __neg__(self) -> _Large:
        return _to_kept(np.negative, self)

    def __add__(self, other: _Large | float) -> _Large:
        return _to_kept(np.add, self, other)

    def __radd__(self, other: float) -> _Large:
        return _to_kept(np.add, other, self)

    def __sub__(self, other: _Large | float) -> _Large:
        return _to_kept(np.subtract, self, other)

    def __rsub__(self, other: float) -> _Large:
        return _to_kept(np.subtract, other, self)

    def __mul__(self, other: _Large | float) -> _Large:
        return _to_kept(np.multiply, self, other)

    def __rmul__(self, other: float) -> _Large:
        return _to_kept(np.multiply, other, self)

    def __truediv__(self, other: _Large | float) -> _Large:
        return _to_kept(np.true_divide, self, other)

    def __rtruediv__(self, other: float) -> _Large:
        return _to_kept(np.true_divide, other, self)

    def __pow__(self, other: _Large | float) -> _Large:
        return _to_kept(np.power, self, other)

    def __matmul__(self, other: _Large) -> _Large:
        return _to_own(np.matmul, self, other)

    def __invert__(self) -> _Large:
        return _to_own(np.invert, self)

    def __and__(self, other: _Large) -> _Large:
        return _to_own(np.bitwise_and, self, other)

    def __or__(self, other: _Large) -> _Large:
        return _to_own(np.bitwise_or, self, other)

    def __xor__(self, other: _Large) -> _Large:
        return _to_own(np.bitwise_xor, self, other)

    def __lt__(self, other: _Large | float) -> _Large:
        return _to_own(np.less, self, other)

    def __le__(self, other: _Large | float) -> _Large:
        return _to_own(np.less_equal, self, other)

    def __gt__(self, other: _Large | float) -> _Large:
        return _to_own(np.greater, self, other)

    def __ge__(self, other: _Large | float) -> _Large:
        return _to_own(np.greater_equal, self, other)


# Any: a function of the namespace takes arrays, numbers, shapes, keys, and sequences of these
def _bare(value: Any) -> Any:
    if isinstance(value, _Large):
        return value.data
    if isinstance(value, tuple):
        members: tuple[Any, ...] = value
        return tuple(map(_bare, members))
    return value


def _to_kept(ufunc: np.ufunc, *values: Any) -> _Large:
    """The result of one or two arrays, or of an array and a number, which has their dtype."""
    xs: list[Any] = [_bare(value) for value in values]
    arrays: list[NDArray] = [x for x in xs if isinstance(x, np.ndarray)]
    memory = like_both(*arrays) if len(arrays) == 2 else like(arrays[0]) if arrays else None
    return _Large(ufunc(*xs, out=memory))


def _to_own(function: Callable[..., Any], *values: Any, **options: Any) -> _Large:
    """The result of any other function, in memory of its own."""
    return _Large(function(*map(_bare, values), **options))


_OF_ANOTHER_DTYPE = frozenset(
    ("isnan", "isinf", "isfinite", "equal", "not_equal", "logical_and", "logical_or", "logical_xor", "logical_not")
)


class _Functions:
    """The functions of the namespace, over these arrays."""

    def __getattr__(self, name: str) -> Callable[..., _Large]:
        function: Any = getattr(NUMPY, name)
        is_kept = isinstance(function, np.ufunc) and name not in _OF_ANOTHER_DTYPE
        return partial(_to_kept if is_kept else _to_own, function)


_FUNCTIONS = cast("Namespace", _Functions())  # it answers to the names of NUMPY


def evaluate(expression: Callable[..., object], *values: object) -> NDArray:
    """An expression of a rule, over arrays."""
    wrapped = [_Large(cast("NDArray", value)) if isinstance(value, np.ndarray) else value for value in values]
    return cast("NDArray", _bare(expression(_FUNCTIONS, *wrapped)))
