"""Calls of the rules that move elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import FORMS, Form, untyped
from rule_calls import Call, made, rows

from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator


def calls() -> Iterator[Call]:
    for form in FORMS:
        yield Call("reshape", made("reshape", (1, *form.shape[::-1])), (form,))
        yield Call("broadcast_to", made("broadcast_to", (2, *form.shape)), (form,))
        if len(form.shape) > 1:
            yield Call("transpose", made("transpose", (*range(1, len(form.shape)), 0)), (form,))
            yield Call("matrix_transpose", untyped(TABLE["matrix_transpose"]), (form,))
    for operand_shape, target in (((2, 1), (2, 3)), ((1, 3), (2, 0, 3)), ((), (2, 3))):
        yield Call("broadcast_to", made("broadcast_to", target), rows(operand_shape))
    yield Call("concat", made("concat", (2, 0, 3), 0), rows((2, 4), (0, 4), (3, 4)))
    yield Call("concat", made("concat", (2, 1), 1), (Form((3, 2), "columns"), Form((3, 1))))
