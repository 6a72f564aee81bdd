"""Calls of the rules of classification."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from helpers import Form, untyped
from rule_calls import Call, made

from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator


def calls() -> Iterator[Call]:
    for form in (Form((3,)), Form((2, 3)), Form((2, 2, 3)), Form((1, 1)), Form((2, 3), "columns")):
        yield Call("softmax", untyped(TABLE["softmax"]), (form,))
        yield Call("log_softmax", untyped(TABLE["log_softmax"]), (form,))
        labels = np.random.default_rng(0).integers(0, form.shape[-1], form.shape[:-1])
        for reduction in ("mean", "sum"):
            yield Call("cross_entropy", made("cross_entropy", reduction), (form, form))
            labelled = made("cross_entropy_of_labels", reduction)
            yield Call("cross_entropy_of_labels", labelled, (form,), constants=(np.asarray(labels),))
