"""Calls of the rules of classification."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from helpers import AnyArray, Form, untyped
from rule_calls import Call, made

from typedgrad.rules import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def calls() -> Iterator[Call]:
    for form in (Form((3,)), Form((2, 3)), Form((2, 2, 3)), Form((1, 1)), Form((2, 3), "columns")):
        yield Call("softmax", untyped(TABLE["softmax"]), (form,))
        yield Call("log_softmax", untyped(TABLE["log_softmax"]), (form,))
        labels = np.random.default_rng(0).integers(0, form.shape[-1], form.shape[:-1])
        for reduction in ("mean", "sum"):
            yield Call("cross_entropy", made("cross_entropy", reduction), (form, form))
            labelled = made("cross_entropy_of_labels", reduction)
            yield Call("cross_entropy_of_labels", labelled, (form,), constants=(np.asarray(labels),))


def _softmax(x: AnyArray) -> AnyArray:
    e = np.exp(x)
    shares: AnyArray = e / e.sum(-1, keepdims=True)
    return shares


def _log_softmax(x: AnyArray) -> AnyArray:
    logs: AnyArray = np.log(_softmax(x))
    return logs


REFERENCES: dict[str, Callable[..., AnyArray]] = {"softmax": _softmax, "log_softmax": _log_softmax}
ANALYTIC: frozenset[str] = frozenset()
