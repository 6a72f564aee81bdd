"""Every primitive, captured and replayed: value and gradients are those of eager execution, to the last bit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from all_calls import all_calls
from helpers import FLOATS, AnyTensor, array, each_of, operand
from rule_calls import each_call

from typedgrad import DType, compiled, gradients
from typedgrad.autodiff import as_leaf
from typedgrad.rules.rule import Saves
from typedgrad.tensor.base import nary, wrap

if TYPE_CHECKING:
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
