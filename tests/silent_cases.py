"""What may happen between a forward and its `backprop`, and the calls and views that it happens to.

A disturbance is done to parameters that a loss was computed from. Afterwards the gradient is that of the values at the
forward, or there is a `GradientError` that names the operation whose values are gone.
"""

from __future__ import annotations

import copy
import gc
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from all_calls import all_calls
from helpers import AnyArray, AnyTensor, tensor, untyped

from typedgrad import Parameter, backprop, compiled, detect_nan, float64, no_grad, value_and_grad
from typedgrad.nn import Module
from typedgrad.nn.state import StateDict
from typedgrad.optim import SGD, Adam, SGDGroup, clip_grad_value
from typedgrad.rules.rule import Saves
from typedgrad.tensor.base import binary, chosen, fused, nary, picked, ternary, unary, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rule_calls import Call

AnyParameter = Parameter[Any, Any]

UPDATED = "a parameter of shape .* was updated after multiply used it"
FREED = "the graph of multiply is freed"

X = tensor(np.array([1.0, 2.0]), float64)
differentiated: Any = untyped(value_and_grad)


def doubled(w: AnyParameter) -> None:
    """Update in place."""
    w.assign(w.detach() * 2.0)


# ---------------------------------------------------------------------------------------------------- disturbances
class Holder(Module):
    """A module of any parameters."""

    def __init__(self, parameters: Sequence[AnyParameter]) -> None:
        self.held = list(parameters)
        for i, parameter in enumerate(parameters):
            setattr(self, f"p{i}", parameter)


@dataclass(frozen=True)
class Disturbance:
    """Something done to parameters.

    Attributes:
        prepare: is called before the forward, and gives what does it after.
        updates: whether the parameters have other values then.
    """

    prepare: Callable[[Sequence[AnyParameter]], Callable[[], object]]
    updates: bool = True


def moved(w: AnyTensor) -> AnyTensor:
    """Other values, none of which is as before."""
    return wrap(w.detach()._data * 1.5 + 0.25)


def _assign(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    def assign() -> None:
        for w in parameters:
            w.assign(moved(w))

    return assign


def _load(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    model = Holder(parameters)

    def load() -> None:
        model.load_state_dict(untyped(StateDict)({name: moved(w) for name, w in model.named_parameters()}))

    return load


def _stepped(optimizer: Any, parameters: Sequence[AnyParameter]) -> None:
    """A step by gradients that were given, which are gone then."""
    for w in parameters:
        w.grad = wrap(np.ones(w.shape))
    optimizer.step()
    optimizer.zero_grad()


def _step_of_one_that_was_there(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    optimizer = SGD(parameters, lr=0.5)  # the parameters are views of its flat arrays already
    return lambda: _stepped(optimizer, parameters)


def _step_of_a_new_one(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    return lambda: _stepped(Adam(parameters, lr=0.5), parameters)


def step_of_a_new_optimizer(w: AnyParameter) -> None:
    """A step of an optimizer that takes the parameter over for it."""
    _stepped(Adam([w], lr=0.5), [w])


def _steps_of_two(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    first = SGD(parameters, lr=0.5)

    def step() -> None:
        _stepped(first, parameters)
        _stepped(Adam(parameters, lr=0.5), parameters)  # which takes the parameters over
        _stepped(first, parameters)

    return step


def _step_of_groups(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    optimizer = SGD([SGDGroup([w], lr=0.5 + i) for i, w in enumerate(parameters)], lr=0.1)
    return lambda: _stepped(optimizer, parameters)


def _captured(step: Callable[[AnyTensor], object], parameters: Sequence[AnyParameter]) -> None:
    """Have a step captured, so that the next call is a replay, with the values as before."""
    before = [w.detach() for w in parameters]
    step(wrap(np.full((), 0.5)))
    for w, values in zip(parameters, before, strict=True):
        w.assign(values)


def _compiled_step(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    optimizer = SGD(parameters, lr=0.5)

    @compiled
    def step(x: AnyTensor) -> AnyTensor:
        optimizer.zero_grad()
        total: AnyTensor = x.sum()
        for w in parameters:
            total = total + (w * x).sum()
        backprop(untyped(total))
        optimizer.step()
        optimizer.zero_grad()
        return total.detach()

    _captured(step, parameters)
    return lambda: step(wrap(np.full((), 0.5)))


def _compiled_assign(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    @compiled
    def assign(x: AnyTensor) -> AnyTensor:
        for w in parameters:
            w.assign((w * 1.5 + x).detach())
        return x

    _captured(assign, parameters)
    return lambda: assign(wrap(np.full((), 0.25)))


def _other_backprop(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    other = untyped(sum((w.exp().sum() for w in parameters), wrap(np.zeros(()))))

    def walk() -> None:
        backprop(other)
        for w in parameters:
            w.grad = None

    return walk


def _gradients_set_and_clipped(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    def play() -> None:
        for w in parameters:
            w.grad = wrap(np.full(w.shape, 7.0))
            handed_out: Any = w.grad
            w.grad = handed_out
        clip_grad_value(parameters, 1.0)
        SGD(parameters, lr=0.1).zero_grad()

    return play


def _copied(duplicate: Callable[[Any], Any]) -> Callable[[Sequence[AnyParameter]], Callable[[], object]]:
    """A copy is made, and changed."""

    def prepare(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
        optimizer = SGD(parameters, lr=0.5)

        def copied() -> None:
            many, one = duplicate((list(parameters), optimizer))
            _stepped(one, many)
            _assign(many)()

        return copied

    return prepare


def _copied_one_by_one(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    SGD(parameters, lr=0.5)
    return lambda: [_assign([copy.copy(w)])() for w in parameters]


def _collected(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    SGD(parameters, lr=0.5)  # whose flat arrays only the parameters refer to
    return gc.collect


def _switched(parameters: Sequence[AnyParameter]) -> Callable[[], object]:
    def switch() -> None:
        model = Holder(parameters).eval()
        with no_grad(), detect_nan():
            _ = [w * w for w in parameters]
        model.train()

    return switch


DISTURBANCES: dict[str, Disturbance] = {
    "assign": Disturbance(_assign),
    "load_state_dict": Disturbance(_load),
    "a step": Disturbance(_step_of_one_that_was_there),
    "a step of a new optimizer": Disturbance(_step_of_a_new_one),
    "steps of two optimizers": Disturbance(_steps_of_two),
    "a step of groups": Disturbance(_step_of_groups),
    "a compiled step": Disturbance(_compiled_step),
    "a compiled assign": Disturbance(_compiled_assign),
    "backprop of another loss": Disturbance(_other_backprop, updates=False),
    "gradients set and clipped": Disturbance(_gradients_set_and_clipped, updates=False),
    "a deepcopy that is updated": Disturbance(_copied(copy.deepcopy), updates=False),
    "a pickle that is updated": Disturbance(_copied(lambda x: pickle.loads(pickle.dumps(x))), updates=False),
    "copies that are updated": Disturbance(_copied_one_by_one, updates=False),
    "optimizer collected": Disturbance(_collected, updates=False),
    "modes switched": Disturbance(_switched, updates=False),
}


# ----------------------------------------------------------------------------------------------------------- calls
_OF_MANY = frozenset({"concat", "stack", "einsum"})


def applied(call: Call, tensors: Sequence[AnyTensor]) -> AnyTensor:
    """The rule of a call with tensors, as the library's functions call it."""
    rule, constants = call.rule, [wrap(data) for data in call.constants]
    if rule.saves is Saves.AS_RUN:
        nodes = tuple(x._node for x in tensors)
        return fused(rule, nodes, *(x._data for x in (*tensors, *constants)))
    if call.name in _OF_MANY and len(tensors) > 1:
        return nary(rule, tensors)
    if constants:
        return chosen(rule, *constants, *tensors) if len(tensors) == 2 else picked(rule, *tensors, *constants)
    one_of: tuple[Callable[..., AnyTensor], ...] = (unary, binary, ternary)
    return one_of[len(tensors) - 1](rule, *tensors)


def differentiable_calls() -> list[Call]:
    """A call of every rule that has gradients, and for each number of inputs: that of most elements, but not many."""
    found: dict[tuple[str, int], Call] = {}
    for call in all_calls():
        if _is_differentiable(call) and 0 < _elements(call) <= _MOST_ELEMENTS:
            key = call.name, len(call.forms)
            if key not in found or _elements(call) > _elements(found[key]):
                found[key] = call
    return list(found.values())


def view_calls() -> list[Call]:
    """Calls whose result is in the memory of an operand, found by trying: some of each rule, in different layouts."""
    found: dict[str, list[Call]] = {}
    for call in all_calls():
        if _is_differentiable(call) and _elements(call) and _is_view(call):
            found.setdefault(call.name, []).append(call)
    return [call for calls in found.values() for call in calls[:: -(-len(calls) // _MOST_VIEWS)]]


_MOST_ELEMENTS, _MOST_VIEWS = 60, 4


def _elements(call: Call) -> int:
    sizes = [int(np.prod(form.shape)) for form in call.forms]
    return sum(sizes) if all(sizes) else 0


def _is_differentiable(call: Call) -> bool:
    """Whether it has gradients, and its result is of the operands' dtype: the disturbances know one."""
    is_of_one_dtype = call.name != "astype" or call.arguments == ("d", "d")
    return bool(call.rule.gradients) and "f" in call.rule.kinds and is_of_one_dtype


def _is_view(call: Call) -> bool:
    operands = call.operands(float64)
    result, _ = call.run(operands)
    return any(np.shares_memory(result, data) for data in operands)


def parameters_of(call: Call) -> list[AnyParameter]:
    """The operands of a call as parameters."""
    operands: Sequence[AnyArray] = call.operands(float64)[: len(call.forms)]
    return [Parameter(untyped(wrap(data))) for data in operands]


def weighted(x: Any) -> AnyTensor:
    """A loss of which each element of `x` has another share."""
    shares = np.linspace(0.5, 1.5, x.size).reshape(x.shape)
    loss: AnyTensor = (x * wrap(shares)).sum()
    return loss
