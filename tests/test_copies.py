"""Copies and pickles: of values, of parameters with their gradients, never of a graph."""

from __future__ import annotations

import copy
import pickle
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import ALL, array, each_of, operand, parameter, tensor, untyped

import typedgrad
from typedgrad import DType, GradientError, as_tensor, backprop, compiled, float64, value_and_grad
from typedgrad import errors as typed_errors
from typedgrad.nn import Linear, Module, Sigmoid
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, RMSprop

if TYPE_CHECKING:
    from collections.abc import Callable

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


def by_pickle(protocol: int) -> Callable[[Any], Any]:
    def copied(value: Any) -> Any:
        return pickle.loads(pickle.dumps(value, protocol))

    return copied


COPIES: dict[str, Callable[[Any], Any]] = {
    "deepcopy": copy.deepcopy,
    **{f"pickle {protocol}": by_pickle(protocol) for protocol in PROTOCOLS},
}
every_copy = pytest.mark.parametrize("how", COPIES)


# ---------------------------------------------------------------------------------------------------------- constants
@every_copy
@each_of(ALL)
@pytest.mark.parametrize("shape", [(), (0,), (2, 0, 3), (2, 3)], ids=str)
def test_a_constant_keeps_dtype_shape_and_values(how: str, dtype: type[DType], shape: tuple[int, ...]) -> None:
    x = operand(shape, dtype)
    twin = COPIES[how](x)
    assert (type(twin), twin.dtype, twin.shape) == (type(x), x.dtype, shape)
    assert array(twin).tobytes() == array(x).tobytes()
    assert not twin.numpy().flags.writeable


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_view_pickles_its_own_elements_only(protocol: int) -> None:
    """PyTorch saves the whole storage of a view."""
    x = tensor(np.zeros(100_000), float64)
    assert len(pickle.dumps(x[:3], protocol)) < 1_000


def test_a_shallow_copy_of_what_cannot_change_is_itself() -> None:
    x = parameter(1.0) * 2.0
    assert copy.copy(x) is x


def test_a_tensor_can_be_referred_to_weakly() -> None:
    x: Any = parameter(1.0) * 2.0
    reference = weakref.ref(x)
    assert reference() is x
    del x
    assert reference() is None


# ------------------------------------------------------------------------------------------------------------- graphs
@every_copy
def test_a_graph_is_refused(how: str) -> None:
    w = parameter(1.0, 2.0)
    y = w.exp()
    with pytest.raises(GradientError, match=r"shape \(2,\) that was computed by exp .* take its detach\(\)"):
        COPIES[how](y)
    twin = COPIES[how](y.detach())
    assert array(twin).tolist() == array(y).tolist()
    backprop(untyped(y).sum())  # and the graph is as it was
    assert w.grad is not None


@every_copy
def test_a_freed_graph_is_refused_too(how: str) -> None:
    loss = untyped(parameter(1.0, 2.0).square()).sum()
    backprop(loss)
    with pytest.raises(GradientError, match="take its detach"):
        COPIES[how](loss)


@every_copy
def test_a_function_that_copies_its_argument_is_refused(how: str) -> None:
    """Its gradient would be zeros in silence: the copy would be another leaf."""

    def of_copy(x: Any) -> Any:
        return COPIES[how](x).sum()

    differentiated: Any = untyped(value_and_grad)(of_copy)
    with pytest.raises(GradientError, match="from what has gradients"):
        differentiated(tensor(np.ones(2), float64))


def test_a_step_that_is_captured_cannot_copy() -> None:
    def body(x: Any) -> Any:
        return copy.deepcopy(x * 2.0)

    step: Any = compiled(body)
    with pytest.raises(typedgrad.CompileError, match="deepcopy: the values are not known yet"):
        step(tensor(np.ones(2), float64))


def test_a_module_in_a_graph_is_copied_apart_from_it() -> None:
    layer = untyped(Linear(3, 2, float64, rng=np.random.default_rng(0)))
    loss = layer(tensor(np.ones((1, 3)), float64)).sum()
    twin = untyped(copy.deepcopy(layer))
    backprop(loss)
    assert twin.weight.grad is None
    assert layer.weight.grad is not None


# --------------------------------------------------------------------------------------------------------- parameters
DUPLICATES = {**COPIES, "copy": copy.copy}


@pytest.mark.parametrize("how", DUPLICATES)
@pytest.mark.parametrize("is_filled", [True, False])
def test_a_parameter_keeps_its_gradient_and_is_a_leaf_of_its_own(how: str, is_filled: bool) -> None:
    w: Any = parameter(1.0, 2.0)
    backprop(w.square().sum())
    if not is_filled:
        w.grad = None
    twin: Any = DUPLICATES[how](w)
    assert repr(twin).startswith("Parameter[")
    assert (twin.grad is None) is not is_filled
    optimizer = SGD([w], 1.0)  # which moves the values of the one
    w.grad = w.detach()
    optimizer.step()
    assert w.numpy().tolist() == [0.0, 0.0]
    assert twin.numpy().tolist() == [1.0, 2.0]
    backprop((twin * 3.0).sum())
    assert twin.grad.numpy().tolist() == ([5.0, 7.0] if is_filled else [3.0, 3.0])


def test_memory_without_a_gradient_is_not_pickled() -> None:
    w = parameter(*np.zeros(1000))
    backprop(untyped(w).sum())
    filled = len(pickle.dumps(w))
    w.grad = None
    assert len(pickle.dumps(w)) < filled - 7_000


def test_what_is_read_from_a_buffer_can_learn() -> None:
    """Buffers out of band are read-only, as joblib's mapped files are."""
    w: Any = parameter(1.0, 2.0)
    backprop(w.sum())
    buffers: list[pickle.PickleBuffer] = []
    stream = pickle.dumps(w, 5, buffer_callback=buffers.append)
    twin: Any = pickle.loads(stream, buffers=[bytes(buffer) for buffer in buffers])
    twin.assign(twin * 2.0)
    backprop(twin.sum())
    assert twin.numpy().tolist() == [2.0, 4.0]
    assert twin.grad.numpy().tolist() == [2.0, 2.0]


def test_a_large_parameter_in_an_optimizer_pickles_alone() -> None:
    small, large = parameter(1.0), parameter(*np.zeros(10_000))
    SGD([small, large], 0.1)
    assert len(pickle.dumps(small)) < 1_000


# ------------------------------------------------------------------------------------------------ modules, optimizers
class Own(Module):
    """A module with attributes of its own, and one parameter under two names."""

    def __init__(self) -> None:
        self.first = Linear(2, 2, float64, rng=np.random.default_rng(0))
        self.again = self.first
        self.notes = {"seen": [1, 2]}


@every_copy
def test_a_module_keeps_its_attributes_and_what_is_shared(how: str) -> None:
    module = Own()
    module.eval()
    twin: Own = COPIES[how](module)
    assert twin.again is twin.first
    assert twin.notes == {"seen": [1, 2]}
    assert twin.notes is not module.notes
    assert not twin.first.training
    assert len(twin.parameters()) == 2
    assert twin.first.weight is not module.first.weight


def test_a_shallow_copy_of_a_module_shares_parameters() -> None:
    module = Own()
    assert copy.copy(module).first is module.first


OPTIMIZERS: dict[str, Callable[[Any], Any]] = {
    "SGD": lambda p: SGD(p, 0.1, momentum=0.9),
    "Adam": lambda p: Adam(p, 0.1),
    "AdamW": lambda p: AdamW(p, 0.1),
    "RMSprop": lambda p: RMSprop(p, 0.1),
    "Adagrad": lambda p: Adagrad(p, 0.1),
}


def step(module: Any, optimizer: Any) -> None:
    optimizer.zero_grad()
    backprop(module.first(tensor(np.arange(6.0).reshape(3, 2), float64)).square().sum())
    optimizer.step()


@every_copy
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_copied_with_its_module_goes_on_alike_and_apart(how: str, name: str) -> None:
    module = Own()
    optimizer = OPTIMIZERS[name](module.parameters())
    step(module, optimizer)
    twin, other = COPIES[how]((module, optimizer))
    before = array(twin.first.weight).tobytes()
    step(module, optimizer)
    assert array(twin.first.weight).tobytes() == before
    step(twin, other)
    assert array(twin.first.weight).tobytes() == array(module.first.weight).tobytes()


@every_copy
def test_an_optimizer_copied_alone_leaves_the_parameters(how: str) -> None:
    module = Own()
    optimizer = OPTIMIZERS["SGD"](module.parameters())
    step(module, optimizer)
    before = array(untyped(module.first.weight)).tobytes()
    COPIES[how](optimizer).step()
    assert array(untyped(module.first.weight)).tobytes() == before


# ------------------------------------------------------------------------------------------------------------- others
ERRORS = [kind for kind in vars(typed_errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]


@every_copy
@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_keeps_its_class_and_message(how: str, kind: type[Exception]) -> None:
    error = COPIES[how](kind("add: (2,) with (3,)"))
    assert type(error) is kind
    assert str(error) == "add: (2,) with (3,)"


@compiled
def doubled(x: Any) -> Any:
    return x * 2.0


@every_copy
def test_a_compiled_function_is_pickled_by_its_name(how: str) -> None:
    doubled(as_tensor([1.0], float64, (1,)))
    assert COPIES[how](doubled) is doubled


def test_a_compiled_function_without_a_name_is_refused() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError), match="lambda"):
        pickle.dumps(compiled(lambda: 0))


def test_a_pickle_of_a_class_that_is_gone_says_so() -> None:
    stream = pickle.dumps(Sigmoid(), 0).replace(b"Sigmoid", b"Missing")
    with pytest.raises(AttributeError, match="Missing"):
        pickle.loads(stream)
