"""Calls of the rules that move elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from helpers import FORMS, Form, untyped
from rule_calls import Call, made, rows

from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers import AnyArray


def _matrix_transpose(x: AnyArray) -> AnyArray:
    return np.swapaxes(x, -1, -2)


REFERENCES: dict[str, Callable[..., AnyArray]] = {"matrix_transpose": _matrix_transpose}
"""What the primitives that take nothing but their operands compute."""

ANALYTIC = frozenset(
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
    yield Call("tile", made("tile", (0, 2)), rows((2, 3)))
