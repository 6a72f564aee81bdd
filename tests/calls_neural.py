"""Calls of the rules of classification."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import AnyArray, Form, untyped
from rule_calls import Call, made

from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rule_calls import Reference, Two


def calls() -> Iterator[Call]:
    plain = (Form((3,)), Form((2, 3)), Form((2, 2, 3)), Form((1, 1)), Form((0, 3)), Form((2, 0, 3)))
    for form in (*plain, Form((2, 3), "columns"), Form((2, 2, 3), "reversed")):
        yield Call("softmax", untyped(TABLE["softmax"]), (form,))
        yield Call("log_softmax", untyped(TABLE["log_softmax"]), (form,))
        labels = np.random.default_rng(0).integers(0, form.shape[-1], form.shape[:-1])
        for reduction in ("mean", "sum") if prod(form.shape) else ("sum",):
            yield Call("cross_entropy", made("cross_entropy", reduction), (form, form))
            labelled = made("cross_entropy_of_labels", reduction)
            yield Call("cross_entropy_of_labels", labelled, (form,), constants=(np.asarray(labels),))


def _log_softmax(x: AnyArray) -> AnyArray:
    return np.asarray(x - np.logaddexp.reduce(x, -1, keepdims=True))


def _cross_entropy(reduction: str) -> Callable[..., Any]:
    def loss(z: AnyArray, t: AnyArray) -> Any:
        of_rows: AnyArray = -np.sum(t * _log_softmax(z), -1)
        return np.mean(of_rows) if reduction == "mean" else np.sum(of_rows)

    return loss


def _cross_entropy_of_labels(reduction: str) -> Two:
    loss = _cross_entropy(reduction)
    return lambda z, labels: loss(z, np.eye(z.shape[-1], dtype=z.dtype)[labels])


REFERENCES: dict[str, Reference] = {
    "softmax": lambda x: np.exp(_log_softmax(x)),
    "log_softmax": _log_softmax,
    "cross_entropy": _cross_entropy,
    "cross_entropy_of_labels": _cross_entropy_of_labels,
}
ANALYTIC: frozenset[str] = frozenset()
