"""Calls of the rules that move elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import FORMS, Form, untyped
from rule_calls import Call, made, rows

from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray
    from rule_calls import Reference, Two


def _joined(function: Callable[..., Any]) -> Two:
    def along(_: object, axis: int) -> Callable[..., Any]:
        def of_many(*xs: AnyArray) -> Any:
            return function(xs, axis)

        return of_many

    return along


REFERENCES: dict[str, Reference] = {
    "matrix_transpose": lambda x: np.swapaxes(x, -1, -2),
    "reshape": lambda shape: lambda x: np.reshape(x, shape),
    "transpose": lambda axes: lambda x: np.moveaxis(x, axes, range(x.ndim)),
    "broadcast_to": lambda shape: lambda x: np.broadcast_to(x, shape),
    "concat": _joined(np.concatenate),
    "stack": _joined(np.stack),
    "repeat": lambda repeats, axis: lambda x: np.repeat(x, repeats, axis),
    "tile": lambda counts: lambda x: np.tile(x, counts),
    "pad": lambda widths, value: lambda x: np.pad(x, widths, constant_values=value) if x.ndim else x,
    "flip": lambda axes: lambda x: np.flip(x, axes),
    "roll": lambda shifts, axes: lambda x: np.roll(x, shifts, axes),
    "tril": lambda k: lambda x: np.tril(x, k),
    "triu": lambda k: lambda x: np.triu(x, k),
}
"""NumPy's functions."""

ANALYTIC: frozenset[str] = frozenset(
    {
        "reshape", "transpose", "matrix_transpose", "broadcast_to", "concat", "stack", "repeat", "tile", "pad", "flip",
        "roll", "tril", "triu",
    }
)  # fmt: skip
"""Primitives whose forward takes complex arrays too: all, as they compute nothing."""


def calls() -> Iterator[Call]:
    for form in FORMS:
        rank = len(form.shape)
        yield Call("reshape", made("reshape", (1, *form.shape[::-1])), (form,))
        yield Call("broadcast_to", made("broadcast_to", (2, *form.shape)), (form,))
        yield Call("flip", made("flip", tuple(range(rank))), (form,))
        yield Call("tile", made("tile", (2, *(3, 1, 2)[:rank])), (form,))
        yield Call("pad", made("pad", ((1, 2), (0, 0), (0, 1))[:rank], 0.5), (form,))
        yield Call("stack", made("stack", 2, rank), (form, Form(form.shape)))
        yield Call("stack", made("stack", 3, 0), (form, Form(form.shape), Form(form.shape)))
        if rank:
            yield Call("flip", made("flip", (rank - 1,)), (form,))
            yield Call("roll", made("roll", (1,), (0,)), (form,))
            yield Call("roll", made("roll", (-5,), (rank - 1,)), (form,))
            yield Call("repeat", made("repeat", 3, rank - 1), (form,))
            yield Call("repeat", made("repeat", 0, 0), (form,))
        if rank > 1:
            yield Call("transpose", made("transpose", (*range(1, rank), 0)), (form,))
            yield Call("matrix_transpose", untyped(TABLE["matrix_transpose"]), (form,))
            yield Call("roll", made("roll", (1, 2), (0, 1)), (form,))
            for k in (-1, 0, 1):
                yield Call("tril", made("tril", k), (form,))
                yield Call("triu", made("triu", k), (form,))
    for operand_shape, target in (((2, 1), (2, 3)), ((1, 3), (2, 0, 3)), ((), (2, 3))):
        yield Call("broadcast_to", made("broadcast_to", target), rows(operand_shape))
    yield Call("concat", made("concat", (2, 0, 3), 0), rows((2, 4), (0, 4), (3, 4)))
    yield Call("concat", made("concat", (2, 1), 1), (Form((3, 2), "columns"), Form((3, 1))))
    for form in FORMS[1:]:
        axis = len(form.shape) - 1
        sizes = (form.shape[axis], 1)
        yield Call("concat", made("concat", sizes, axis), (form, Form((*form.shape[:-1], 1))))
    yield Call("tile", made("tile", (0, 2)), rows((2, 3)))
