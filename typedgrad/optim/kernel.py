"""The update of a block as a list of calls without arguments, to hand to C at once.

Python looks for an interrupt between two calls that it makes, and not within one that C makes: a step that is one call
is done or not begun.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.rules.namespace import NDArray


_KEYWORD_OUT = frozenset({np.maximum, np.minimum})  # NumPy deprecates the third argument of these


class _Named:
    """Stands for an array while a kernel is read."""

    __slots__ = ("array", "calls")

    def __init__(self, array: NDArray, calls: list[Callable[[], object]]) -> None:
        self.array = array
        self.calls = calls

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: object, out: tuple[_Named]) -> None:
        if method != "__call__":
            raise NotImplementedError(f"a kernel calls {ufunc.__name__}.{method}")
        arrays = [one.array if isinstance(one, _Named) else one for one in inputs]
        function = cast("Callable[..., object]", ufunc)  # its stub has no arguments of unknown number
        target = out[0].array
        self.calls.append(
            partial(function, *arrays, out=target) if ufunc in _KEYWORD_OUT else partial(function, *arrays, target)
        )


def calls_of(kernel: Callable[..., None], block: Sequence[NDArray]) -> list[Callable[[], object]]:
    """The calls of ufuncs that a kernel makes on a block.

    >>> def halve(values: NDArray) -> None:
    ...     np.multiply(values, 0.5, values)
    >>> values = np.ones(2)
    >>> [multiply] = calls_of(halve, [values])
    >>> multiply()
    array([0.5, 0.5])
    """
    calls: list[Callable[[], object]] = []
    kernel(*[_Named(array, calls) for array in block])
    return calls
