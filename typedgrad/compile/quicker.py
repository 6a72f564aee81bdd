"""Calls that NumPy is slow at, as others that give the same bits.

Measured with NumPy 2.4: where an operand is broadcast, a ufunc builds an iterator, 0.6 us; assigning the operand to a
whole array first and then calling the ufunc on two whole ones takes 0.3 us less, as long as the arrays are small. And
`vdot` looks for overrides and returns a scalar, where `dot` as a method writes into memory, 0.3 us less.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, cast

import numpy as np

from typedgrad.compile.storage import OUT, Call, Place, Storage, is_traced, same_layout
from typedgrad.compile.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.rules.namespace import NDArray

_MOST_BYTES = 32_768  # of a result, for which the second pass costs less than the iterator
_ELEMENTWISE = frozenset({np.add, np.subtract, np.multiply, np.true_divide, np.maximum, np.minimum})


def quicker(calls: Sequence[Call]) -> list[Call]:
    """The same program."""
    return [made for call in calls for made in (_flat(call) or _spread(call) or [call])]


def _flat(call: Call) -> list[Call]:
    """`vdot` of two contiguous arrays, as `dot` of them flattened."""
    if call.function is not np.vdot or call.target is None or len(call.arguments) != 2:
        return []
    flattened = [_flattened(argument) for argument in call.arguments]
    if any(argument is None for argument in flattened):
        return []
    return [Call(np.dot, (*flattened, OUT), {}, call.target)]


def _flattened(argument: object) -> Traced | None:
    if not is_traced(argument) or argument.name or not argument.value.flags.c_contiguous:
        return None
    return Traced(argument.value.reshape(-1), argument.storage, argument.recorder)


def _spread(call: Call) -> list[Call]:
    """An elementwise call whose second or first operand is broadcast, with that operand spread out before."""
    target = call.target
    if target is None or call.function not in _ELEMENTWISE or target.value.nbytes > _MOST_BYTES:
        return []
    arguments, before = list(call.arguments), list[Call]()
    for i, argument in enumerate(arguments[:2]):
        array = _array(argument)
        if array is None:
            continue
        if array.size > 1 and array.shape != target.shape and array.dtype == target.dtype:
            if array.size * 2 > target.size:
                return []
            place = _temporary(target)
            before.append(Call(operator.setitem, (OUT, ..., argument), {}, place))
            arguments[i] = place
        elif array.size > 1 and not same_layout(array, target.value):
            return []
    return [*before, Call(call.function, tuple(arguments), call.keywords, target)] if len(before) == 1 else []


def _array(argument: object) -> NDArray | None:
    """The array of this run, None for a number."""
    value = argument.value if is_traced(argument) else argument
    return cast("NDArray", value) if isinstance(value, np.ndarray) else None


def _temporary(like: Traced) -> Traced:
    """Memory of the program's own, laid out as an array is."""
    array: NDArray = np.empty_like(like.value)
    return Traced(array, Storage(Place.TEMPORARY, array), like.recorder)
