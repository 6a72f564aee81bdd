"""Memory that others can write to, before or after it was a tensor's: no gradient sees the write.

NumPy arrays handed in, arrays handed out, and all that looks like an assignment to a tensor.
"""

from __future__ import annotations

import operator
import random
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyArray, AnyTensor, array, assert_tensor, grad_of, untyped

import typedgrad as tg
import typedgrad.array_api as xp
from typedgrad import Parameter, as_tensor, backprop, float64, from_dlpack, from_numpy, full, no_grad, ones
from typedgrad.train import DataLoader

if TYPE_CHECKING:
    from collections.abc import Callable

VALUES = (1.0, 2.0, 4.0, 3.0)


def owned() -> AnyArray:
    """An array that owns its memory."""
    return np.array(VALUES)


def weights() -> Parameter[Any, Any]:
    """A parameter of ones, whose gradient is the factor that it has."""
    return Parameter(untyped(ones((4,), float64)))


class Exporter:
    """What gives its own array when it is asked for one."""

    def __init__(self, data: AnyArray) -> None:
        self.data = data

    def __array__(self, dtype: object = None, copy: object = None) -> AnyArray:
        return self.data


# --------------------------------------------------------------------------------------------------------- handed in
HANDED_IN: dict[str, Callable[[Any], Any]] = {
    "as_tensor": lambda a: as_tensor(a, float64),
    "as_tensor of a view": lambda a: as_tensor(a[:], float64),
    "as_tensor of a memoryview": lambda a: as_tensor(memoryview(a), float64),
    "as_tensor of an exporter": lambda a: as_tensor(untyped(Exporter(a)), float64),
    "as_tensor of a list of views": lambda a: as_tensor([a[:2], a[2:]], float64).reshape((4,)),
    "from_numpy of a view": lambda a: from_numpy(a[:]),
    "from_numpy of a view in another layout": lambda a: from_numpy(a.reshape((2, 2)).T).T.reshape((4,)),
    "from_numpy of a buffer": lambda a: from_numpy(np.frombuffer(a.data, np.float64)),
    "from_numpy of a view made read-only": lambda a: from_numpy(_read_only(a[:])),
    "from_dlpack": from_dlpack,
    "asarray of the array API": xp.asarray,
    "full of a scalar": lambda a: as_tensor([full((), x, float64).item() for x in a], float64),
    "a batch": lambda a: next(iter(DataLoader(from_numpy(a[:]), from_numpy(a[:]), 4)))[0],
}
WRITES: dict[str, Callable[[Any], object]] = {
    "assigned": lambda a: operator.setitem(a, ..., 99.0),
    "sorted": lambda a: a.sort(),
    "added to": lambda a: np.add(a, 1.0, out=a),
    "shuffled": lambda a: np.random.default_rng(3).shuffle(a),
    "filled by bytes": lambda a: untyped(memoryview(a)).cast("B").__setitem__(7, 0),
}


def _read_only(a: AnyArray) -> AnyArray:
    a.flags.writeable = False
    return a


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("way", HANDED_IN)
def test_array_that_was_handed_in_is_written_to(way: str, write: str) -> None:
    """In PyTorch `from_numpy` and `as_tensor` share the memory, and the gradient is that of what was written."""
    data, w = owned(), weights()
    loss = (w * HANDED_IN[way](data)).sum()
    WRITES[write](data)
    assert not np.array_equal(data, VALUES)
    backprop(loss)
    assert_tensor(grad_of(w), VALUES, float64)


@pytest.mark.parametrize("write", WRITES)
def test_array_that_is_shared_cannot_be_written_to(write: str) -> None:
    data, w = owned(), weights()
    loss = (w * from_numpy(data)).sum()
    with pytest.raises((ValueError, TypeError), match=r"read-?only|modify"):
        WRITES[write](data)
    backprop(untyped(loss))
    assert_tensor(grad_of(w), VALUES, float64)


def test_values_that_a_parameter_takes_over_are_copied() -> None:
    w = weights()
    x = w.detach() * 3.0
    w.assign(x)
    w.assign(w.detach() * 2.0)
    assert_tensor(x, [3.0] * 4, float64)


def test_gradient_that_a_parameter_takes_over_is_copied() -> None:
    """`parameter.grad = g` in PyTorch is `g` itself, to which the next backward adds."""
    w = weights()
    g = w.detach() * 3.0
    w.grad = g
    backprop((w * w).sum())
    assert_tensor(grad_of(w), [5.0] * 4, float64)
    assert_tensor(g, [3.0] * 4, float64)


# --------------------------------------------------------------------------------------------------------- handed out
SOURCES: dict[str, Callable[[], Any]] = {
    "constant": lambda: as_tensor(VALUES, float64),
    "result": lambda: Parameter(as_tensor(VALUES, float64)) + 0.0,
    "view": lambda: (Parameter(as_tensor(VALUES, float64)) + 0.0).reshape((2, 2)).reshape((4,)),
    "parameter": lambda: Parameter(as_tensor(VALUES, float64)),
}
HANDED_OUT: dict[str, Callable[[Any], Any]] = {
    "numpy": lambda x: x.numpy(),
    "part of numpy": lambda x: x.numpy()[:2],
    "detach": lambda x: x.detach().numpy(),
    "view": lambda x: x[::-1].numpy(),
    "asarray": np.asarray,
    "array": np.array,
    "array in a loop": lambda x: np.array(x, copy=None),
    "from_dlpack": np.from_dlpack,
    "memoryview": lambda x: np.asarray(memoryview(x.numpy())),
    "a list": lambda x: np.array(x.tolist()),
    "copy": lambda x: x.copy().numpy(),
    "asarray of the array API": lambda x: xp.asarray(x).numpy(),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("way", HANDED_OUT)
def test_array_that_was_handed_out_is_written_to(way: str, source: str) -> None:
    """It is a copy, or read-only. In PyTorch `x.detach().numpy()[0] = 9` changes what `mul` has saved, unseen."""
    x, w = SOURCES[source](), weights()
    loss = (w * x).sum()
    data = HANDED_OUT[way](x)
    with suppress(ValueError):  # read-only
        data[...] = 99.0
    backprop(loss)
    assert_tensor(grad_of(w), VALUES, float64)


MATRIX = np.arange(1.0, 10.0).reshape((3, 3)) / 10.0 + np.eye(3)
ARGUMENTS: tuple[tuple[Any, ...], ...] = (
    (), (0,), (1,), (-1,), (2,), (0, 1), ((0,),), ((1, 0),), ((3, 3),), ((9,),), (float64,), (slice(None),), (...,),
    (None,),
)  # fmt: skip
"""What functions and methods may take after a tensor: axes, shapes, a dtype, keys."""


def called(w: Any, name: str, arguments: tuple[Any, ...]) -> Any:
    """What a method gives."""
    return getattr(w, name)(*arguments)


def calls_of(parameter: Parameter[Any, Any]) -> list[Callable[[], Any]]:
    """The library's functions and the methods of a tensor with the parameter as an operand, of which many fail."""
    w = untyped(parameter)
    functions: list[Any] = [getattr(m, name) for m in (tg, xp, xp.linalg) for name in dir(m) if name[0] != "_"]
    functions = [function for function in functions if callable(function) and not isinstance(function, type)]
    names = [name for name in dir(tg.Tensor) if name[0] != "_" or name in {"__getitem__", "__pos__"}]
    made: list[Callable[[], Any]] = [partial(getattr, w, name) for name in names]
    made += [partial(called, w, name, args) for name in names for args in ARGUMENTS]
    for function in functions:
        made += [partial(function, w, *args) for args in ARGUMENTS]
        made += [
            partial(function, *args) for args in ([w] * 2, [w] * 3, [w > 0.0, w, w], [[w]], [[w, w]], ["ij->ji", w])
        ]
    return made


def tensors_in(value: Any) -> list[AnyTensor]:
    """The tensors of a result."""
    several: Any = value  # isinstance would make of it tuples of nothing known
    if isinstance(value, (tuple, list)):
        return [x for part in several for x in tensors_in(part)]
    return [value] if isinstance(value, tg.Tensor) else []


@pytest.mark.parametrize("values", [MATRIX, MATRIX[0], MATRIX[0, 0]], ids=["matrix", "vector", "scalar"])
def test_nothing_that_is_computed_of_a_parameter_is_in_its_memory(values: Any) -> None:
    """Else an update would change it, which under `no_grad` no graph could tell."""
    w = Parameter(untyped(as_tensor(values, float64)))
    found: list[object] = []
    count = 0
    for call in calls_of(w):
        with suppress(Exception), no_grad():
            for x in tensors_in(call()):
                count += 1
                if x is not w and np.shares_memory(array(x), w._data):
                    found.append(call)
    assert not found
    assert count > 300


def test_gradient_that_was_handed_out_stays() -> None:
    w = weights()
    backprop((w * 2.0).sum())
    first, as_array = grad_of(w), grad_of(w).numpy()
    backprop((w * 5.0).sum())
    w.grad = None
    backprop((w * 7.0).sum())
    assert_tensor(first, [2.0] * 4, float64)
    np.testing.assert_array_equal(as_array, [2.0] * 4)


# -------------------------------------------------------------------------------------------------------- assignments
def _rebound(x: Any) -> None:
    x += 1.0
    x *= 5.0


ASSIGNMENTS: dict[str, Callable[[Any], object]] = {
    "augmented": _rebound,
    "splice": lambda x: x.splice(0, 99.0),
    "item": lambda x: operator.setitem(x, 0, 99.0),
    "out": lambda x: np.add(1.0, 1.0, out=x),
    "copyto": lambda x: np.copyto(x, 99.0),
    "put": lambda x: np.put(x, [0], [99.0]),
    "shuffle": lambda x: np.random.default_rng(1).shuffle(x),
    "random": lambda x: random.Random(1).shuffle(x),
    "sort": lambda x: tg.sort(x).numpy(),
    "attribute": lambda x: setattr(x, "shape", (2, 2)),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("way", ASSIGNMENTS)
def test_saved_tensor_is_assigned_to(way: str, source: str) -> None:
    """It is refused, or makes another tensor. autograd and JAX refuse `x[0] = 9`; PyTorch counts versions."""
    x, w = SOURCES[source](), weights()
    loss = (w * x).sum()
    with suppress(TypeError, AttributeError, UserWarning):  # NumPy warns before it shuffles
        ASSIGNMENTS[way](x)
    assert_tensor(x, VALUES, float64)
    backprop(loss)
    assert_tensor(grad_of(w), VALUES, float64)


@pytest.mark.parametrize("source", ["constant", "result", "view"])
def test_assignment_of_the_array_api_makes_other_memory(source: str) -> None:
    x, w = SOURCES[source](), weights()
    before, view = x.detach(), x[:2]
    loss = (w * x).sum() + (w[:2] * view).sum()
    with xp.assignable():
        x[0] = 99.0
    assert x[0].item() == 99.0
    assert_tensor(before, VALUES, float64)
    backprop(loss)
    assert_tensor(grad_of(w), [2.0, 4.0, 4.0, 3.0], float64)


# ------------------------------------------------------------------------------------------ large results' memory
def test_memory_of_large_results_is_not_used_again_while_a_graph_or_an_array_needs_it() -> None:
    """Results from a size on are written into memory that was left; what is saved or handed out is not left."""
    size = 40_000
    w = Parameter(untyped(as_tensor(np.linspace(0.5, 1.5, size), float64)))
    x = w * 2.0
    view = x.numpy()[10:20]
    loss = (x * x).sum()
    del x
    for _ in range(5):
        assert (w * 3.0 + 1.0).size == size
    np.testing.assert_array_equal(view, (array(w) * 2.0)[10:20])
    backprop(untyped(loss))
    np.testing.assert_allclose(array(grad_of(w)), 8.0 * array(w), rtol=1e-15)
