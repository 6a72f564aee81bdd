"""`np.where` with a place of its own: as a call that allocates, it would be nothing that native code can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from typedgrad.compile.native.operand import KINDS
from typedgrad.compile.storage import OUT, Call, Place, is_traced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.compile.storage import Storage
    from typedgrad.compile.traced import Traced
    from typedgrad.rules.namespace import NDArray


def where_into(condition: NDArray, x: NDArray, y: NDArray, out: NDArray) -> None:
    """`out[...] = np.where(condition, x, y)`, which allocates no array."""
    np.copyto(out, y)
    np.copyto(out, x, where=condition)


def placed(calls: Sequence[Call], results: Sequence[Traced]) -> list[Call]:
    """The calls, not planned yet, with `where_into` temporaries for `np.where`.

    Views of what it returned are then known beforehand, so that the calls that make them are none of the program.
    """
    found = {call.results.storage for call in calls if is_traced(call.results) and _is_selection(call)}
    if not found:
        return list(calls)
    made: list[Call] = []
    for call in calls:
        for traced in (*call.reads(), *call.makes()):
            _rename(traced, found)
        if is_traced(call.results) and _is_selection(call):
            made.append(Call(where_into, (*call.arguments, OUT), {}, call.results))
        elif call.target is not None or call.is_effect or not _makes_only(call, found):
            made.append(call)
    for traced in results:
        _rename(traced, found)
    for storage in found:
        storage.place = Place.TEMPORARY
    return made


def _is_selection(call: Call) -> bool:
    """Whether it is `np.where` of three operands into a new array of a dtype that native code takes."""
    made = call.results
    return (
        call.function is np.where
        and len(call.arguments) == 3
        and not call.keywords
        and is_traced(made)
        and made.storage.place is Place.VARIABLE
        and made.value is made.storage.root
        and KINDS.get(made.dtype) is not None
        and all(_converts(value, made.dtype) for value in call.arguments[1:])
        and getattr(call.arguments[0], "dtype", None) == np.bool_
    )


def _converts(value: object, dtype: object) -> bool:
    return type(value) in {bool, int, float} or cast("NDArray", value).dtype == dtype


def _rename(traced: Traced, found: set[Storage]) -> None:
    if traced.storage in found:
        traced.name = ""


def _makes_only(call: Call, found: set[Storage]) -> bool:
    made = list(call.makes())
    return bool(made) and all(traced.storage in found for traced in made)
