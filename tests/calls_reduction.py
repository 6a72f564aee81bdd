"""Calls of the reductions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import FORMS
from rule_calls import Call, made

if TYPE_CHECKING:
    from collections.abc import Iterator

REDUCTIONS = ("sum", "mean", "max", "argmax")


def calls() -> Iterator[Call]:
    for name in REDUCTIONS:
        for form in FORMS[:4] + FORMS[-3:] + (FORMS[5:7] if name == "sum" else ()):  # the others need elements
            for axis in (None, *range(-len(form.shape), len(form.shape))):
                for keepdims in (False, True):
                    yield Call(name, made(name, axis, keepdims), (form,))
