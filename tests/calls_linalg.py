"""Calls of the rules of products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import Form, untyped
from rule_calls import Call, rows

from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator


def calls() -> Iterator[Call]:
    for shapes in (
        ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
        ((2, 4, 3), (3, 2)), ((1, 4, 3), (2, 3, 5)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 0), (0, 3)), ((0, 3), (3, 2)),
    ):  # fmt: skip
        yield Call("matmul", untyped(TABLE["matmul"]), rows(*shapes))
    yield Call("matmul", untyped(TABLE["matmul"]), (Form((2, 3), "columns"), Form((3, 4), "reversed")))
    for x, out in (((2, 3), 4), ((3,), 4), ((2, 2, 3), 4), ((0, 3), 2), ((2, 0), 3), ((2, 3), 0), ((2, 3, 0), 2)):
        yield Call("linear", untyped(TABLE["linear"]), rows(x, (x[-1], out), (out,)))
    odd = (Form((2, 3), "strided"), Form((3, 4), "columns"), Form((4,), "reversed"))
    yield Call("linear", untyped(TABLE["linear"]), odd)
