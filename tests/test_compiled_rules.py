"""Every primitive, captured and replayed: value and gradients are those of eager execution, to the last bit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from all_calls import all_calls
from helpers import FLOATS, AnyTensor, array, each_of, operand, untyped
from rule_calls import each_call
from steps import data, labels

from typedgrad import DType, argsort, compiled, gradients, take_along_axis, topk, where
from typedgrad.autodiff import as_leaf
from typedgrad.nn import cross_entropy
from typedgrad.rules.rule import Saves
from typedgrad.tensor.base import nary, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from rule_calls import Call

CALLS = [
    call
    for call in all_calls()
    if call.rule.saves is not Saves.AS_RUN and not call.constants and "f" in call.rule.kinds
]


@each_call(CALLS)
@each_of(FLOATS)
def test_replay_is_the_eager_execution(dtype: type[DType], call: Call) -> None:
    captured, others = operands(call, dtype, 0), operands(call, dtype, 100)
    step = compiled(partial(values_and_gradients, call))
    for xs in (captured, others, captured):
        found, expected = step(*xs), values_and_gradients(call, *xs)
        for x, y in zip(found, expected, strict=True):
            assert x._data.dtype == y._data.dtype
            np.testing.assert_array_equal(x._data, y._data)


def operands(call: Call, dtype: type[DType], seed: int) -> list[AnyTensor]:
    """Operands of a call, others for another seed."""
    made = [array(operand(form, dtype, seed + i, low=call.low, high=call.high)) for i, form in enumerate(call.forms)]
    if call.name == "cholesky":  # of most matrices there is none
        made = [x @ np.swapaxes(x, -1, -2) + np.eye(x.shape[-1], dtype=x.dtype) for x in made]
    return [wrap(x) for x in made]


def values_and_gradients(call: Call, *operands: AnyTensor) -> list[AnyTensor]:
    """The value of a rule and, where it has any, its gradients by each operand."""
    leaves = [as_leaf("test", i, x) for i, x in enumerate(operands)]
    y = nary(call.rule, leaves)
    if not call.rule.gradients:
        return [y.detach()]
    weights = wrap(np.linspace(-1.0, 2.0, y.size, dtype=y._data.dtype).reshape(y.shape))
    return [y.detach(), *gradients((y * weights).sum(), leaves)]


X, Y, ROWS, LABELS = data(4, 3), data(4, 3, seed=1), argsort(data(4, 3, seed=2), 0), labels(4)
WITH_CONSTANTS: dict[str, Callable[[Any, Any], Any]] = {
    "where": lambda x, y: where(x > y, x, y),
    "where, of a number": lambda x, y: where(x > y, x, 2.0),
    "take_along_axis": lambda x, y: take_along_axis(x, ROWS, 0) * y,
    "scatter_along_axis": lambda x, y: slope(lambda x: take_along_axis(x, ROWS, 0) ** 3.0, x) * y,
    "topk": lambda x, y: untyped(topk)(x, 2)[0] * y.max(),
    "cross_entropy": cross_entropy,
    "cross_entropy, of labels": lambda x, y: cross_entropy(x, LABELS, reduction="sum") * y,
}
"""Rules that take what is no operand of the others' kind, or that say themselves what they save."""


def slope(function: Callable[[Any], Any], x: Any) -> Any:
    """The gradient of a sum, recorded."""
    return untyped(gradients)(function(x).sum(), x, create_graph=True)


@pytest.mark.parametrize("name", WITH_CONSTANTS)
def test_replay_of_conditions_indices_and_labels(name: str) -> None:
    def values_and_gradients(*operands: AnyTensor) -> list[AnyTensor]:
        leaves = [as_leaf("test", i, x) for i, x in enumerate(operands)]
        y = WITH_CONSTANTS[name](*leaves)
        return [y.detach(), *gradients((y * y).sum(), leaves)]

    step = compiled(values_and_gradients)
    for xs in ((X, Y), (Y, X * 2.0), (X, Y)):
        for found, expected in zip(step(*xs), values_and_gradients(*xs), strict=True):
            np.testing.assert_array_equal(found._data, expected._data)
