"""Results in memory that is used again: never while anything refers to what is in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from all_calls import all_calls
from helpers import FLOATS, AnyArray, each_of, tensor, untyped
from numpy.lib.stride_tricks import sliding_window_view
from rule_calls import each_call

from typedgrad import (
    DType,
    Parameter,
    backprop,
    concat,
    exp,
    float32,
    float64,
    gradients,
    int64,
    no_grad,
    relu,
    sigmoid,
    where,
    zeros,
)
from typedgrad.nn import Linear, ReLU, Sigmoid, Tanh, cross_entropy, softmax
from typedgrad.optim import SGD
from typedgrad.rules import large, memory
from typedgrad.rules.memory import LARGE, like, like_both, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rule_calls import Call

SHAPE = (160, 128)
FLOAT64 = np.dtype(np.float64)
DIFFERENTIABLE = [call for call in all_calls() if call.rule.gradients]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_kept", untyped(memory)._Kept())


# ---------------------------------------------------------------------------------------------------------- memory
def test_memory_is_taken_again_when_nobody_refers_to_it() -> None:
    address = take(SHAPE, FLOAT64).ctypes.data
    assert take(SHAPE, FLOAT64).ctypes.data == address


def broadcast(x: AnyArray) -> object:
    return np.broadcast_to(x, (2, *SHAPE))


HOLDERS: list[Callable[[AnyArray], object]] = [
    lambda x: x,
    lambda x: x.T,
    lambda x: x[3:5, ::2],
    lambda x: x.reshape(-1)[7:],
    lambda x: x.view(np.int64),
    broadcast,
    lambda x: x.data,
    lambda x: x[0].data,
    lambda x: x.flat,
    lambda x: x.ctypes,
    lambda x: iter([x]),
    lambda x: sliding_window_view(x, 3, 0),
    lambda x: np.asarray(x.data),
]


@pytest.mark.parametrize("held", HOLDERS)
def test_memory_is_not_taken_while_something_refers_to_it(held: Callable[[AnyArray], object]) -> None:
    x = take(SHAPE, FLOAT64)
    address = x.ctypes.data
    holder = held(x)
    del x
    assert take(SHAPE, FLOAT64).ctypes.data != address
    del holder
    assert take(SHAPE, FLOAT64).ctypes.data == address


def test_memory_has_one_shape_and_dtype() -> None:
    address = take(SHAPE, FLOAT64).ctypes.data
    for shape, dtype in ((SHAPE[::-1], FLOAT64), (SHAPE, np.dtype(np.int64))):
        x = take(shape, dtype)
        assert (x.shape, x.dtype) == (shape, dtype)
        assert x.ctypes.data != address


def test_memory_of_another_thread_is_another() -> None:
    x = take(SHAPE, FLOAT64)
    address = x.ctypes.data
    del x
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: take(SHAPE, FLOAT64)).result().ctypes.data != address


def test_memory_that_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST_BYTES", 1_000_000)
    kept = untyped(memory)._kept
    held = [take((100, n), FLOAT64) for n in range(160, 240)]
    assert sum(array.nbytes for arrays in kept.arrays.values() for array in arrays) == kept.bytes <= 1_000_000
    take((200, 200), FLOAT64)  # larger than a quarter of it
    assert ((200, 200), FLOAT64) not in kept.arrays
    assert len({x.ctypes.data for x in held}) == len(held)


def test_memory_of_a_kind_is_bounded() -> None:
    held = [take(SHAPE, FLOAT64) for _ in range(100)]
    assert len({x.ctypes.data for x in held}) == 100
    assert len(untyped(memory)._kept.arrays[SHAPE, FLOAT64]) == 64


def test_only_large_results_are_kept() -> None:
    assert like(np.empty(LARGE - 1)) is None
    assert like(np.empty((256, 128)).T) is None, "the result would be in another order"
    x = np.empty((256, 128))
    for other in (x, x[0], x[:1], x[:, :1], x[0, 0]):
        for pair in ((x, other), (other, x)):
            memory_of_both = like_both(*map(np.asarray, pair))
            assert memory_of_both is None or memory_of_both.shape == x.shape
    assert like_both(x[:, :1], x[:1]) is None


def matrix(rows: int, columns: int) -> Any:
    return tensor(np.linspace(-2.0, 2.0, rows * columns).reshape(rows, columns), float64)


SQUARE, HIGH, LONG = matrix(128, 128), matrix(LARGE // 4, 4), matrix(128, 2)
LINEAR: Any = Linear(128, 128, float64, rng=np.random.default_rng(0))
LABELS: Any = untyped(zeros)((LARGE // 4,), int64)


def by(function: Callable[[Any], Any], at: Any = SQUARE) -> Callable[[], Any]:
    """The gradient of a sum of results by what they are computed from."""

    def gradient() -> Any:
        x: Any = Parameter(at)
        y = function(x)
        return untyped(gradients)((y * y).sum(), x)

    return gradient


USING_MEMORY: dict[str, Callable[[], Any]] = {
    "of one tensor": SQUARE.exp,
    "of two": lambda: SQUARE + SQUARE,
    "of a small one and a large one": lambda: SQUARE[0] * SQUARE,
    "sigmoid": lambda: untyped(sigmoid)(SQUARE),
    "matmul": lambda: SQUARE @ SQUARE,
    "matmul of few columns": lambda: LONG @ LONG.T,
    "linear": lambda: LINEAR(SQUARE),
    "gradient of sigmoid": by(untyped(sigmoid)),
    "gradient of tanh": by(lambda x: x.tanh()),
    "gradient of relu": by(untyped(relu)),
    "gradient of linear": by(LINEAR),
    "gradient of cross entropy": by(lambda x: untyped(cross_entropy)(x, LABELS), HIGH),
}
"""Results of the least size that is large."""


@pytest.mark.parametrize("name", USING_MEMORY)
def test_a_large_result_lies_where_the_last_one_was(name: str) -> None:
    assert SQUARE.size == HIGH.size == LARGE
    result = USING_MEMORY[name]().numpy()
    place, shape = result.ctypes.data, result.shape
    del result
    others = [np.empty(shape) for _ in range(4)]  # if the memory were free for all, these would have it
    assert USING_MEMORY[name]().numpy().ctypes.data == place
    del others


# ---------------------------------------------------------------------------------------------------------- reading
@pytest.fixture
def _all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LARGE", 0)


@pytest.mark.usefixtures("_all_is_large")
@each_call(DIFFERENTIABLE)
@each_of(FLOATS)
def test_gradients_are_those_of_small_arrays(dtype: type[DType], call: Call) -> None:
    result, saved = call.run(call.operands(dtype))
    g = np.asarray(np.random.default_rng(9).uniform(0.5, 1.5, result.shape), result.dtype)
    for i, gradient in enumerate(call.rule.gradients):
        expected = np.asarray(call.rule.evaluate_gradient(i, g, *saved))
        found = np.asarray(large.evaluate(gradient, g, *saved))
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        np.testing.assert_allclose(found, expected, rtol=1e-6 if dtype is float32 else 1e-14)


# --------------------------------------------------------------------------------------------- whatever is held on to
class Held:
    """Arrays that a user has in hand, with what was in them."""

    def __init__(self) -> None:
        self._pairs: list[tuple[AnyArray, AnyArray]] = []

    def hold(self, *tensors: Any) -> None:
        for x in tensors:
            for view in (x._data, x.numpy(), x._data.T, x._data.reshape(-1)[5::3]):
                self._pairs.append((view, view.copy()))

    def check(self) -> None:
        for view, copy in self._pairs:
            np.testing.assert_array_equal(view, copy)


def programs() -> Iterator[Callable[[Any, Any, Held], Any]]:
    yield lambda x, c, held: (x * c + x / (c + 2.0) - x).sum()
    yield lambda x, c, held: ((x + x) * (x + x)).mean()
    yield lambda x, c, held: (exp(-x) * x.sigmoid() * x.tanh() + c.T.T).relu().sum()
    yield lambda x, c, held: softmax(x * x).log().mean()
    yield lambda x, c, held: ((x.T @ c) * (x[1:] @ c.T[:, 1:])[:128, :128]).sum()
    yield lambda x, c, held: where(x > c, x * 2.0, x.sqrt()).sum(axis=0).max()
    yield lambda x, c, held: (concat((x, c), axis=1) * concat((c, x), axis=1)).sum()
    yield lambda x, c, held: (x.abs() ** 1.5 - x.square() + x.log1p().sin()).sum()

    def with_everything_held(x: Any, c: Any, held: Held) -> Any:
        a = x * c
        b = a.exp()
        d = b[3:] - a[3:]
        e = d.T.sigmoid()
        held.hold(a, b, d, e)
        return (e * e).sum()

    yield with_everything_held


@each_of(FLOATS)
@pytest.mark.parametrize("program", list(programs()))
def test_nothing_that_is_held_changes(program: Callable[[Any, Any, Held], Any], dtype: type[DType]) -> None:
    rng, held = np.random.default_rng(1), Held()
    for _ in range(4):
        x: Any = Parameter(tensor(rng.uniform(0.5, 1.5, SHAPE), dtype))
        c: Any = tensor(rng.uniform(0.5, 1.5, SHAPE), dtype)
        y: Any = x * 1.0
        loss = program(y, c, held)
        by_y, by_x = untyped(gradients(loss, (y, x), retain_graph=True))
        held.hold(c, y, by_y, by_x)
        backprop(loss, retain_graph=True)
        backprop(loss)
        held.hold(x.grad)
        rtol = 1e-5 if dtype is float32 else 1e-12
        np.testing.assert_allclose(x.grad.numpy(), 2.0 * by_x.numpy(), rtol=rtol, atol=rtol)
        with no_grad():
            held.hold(program(x * 1.0, c, held), x * c)
        second: Any = untyped(gradients)(program(x * 1.0, c, held), x, create_graph=True)
        np.testing.assert_allclose(second.numpy(), by_x.numpy(), rtol=rtol, atol=rtol)
        held.hold(second)
        held.check()


def trained(dtype: type[Any], held: Held | None) -> list[AnyArray]:
    """A few steps of a network whose activations are large, and what the parameters are then."""
    rng = np.random.default_rng(2)
    network = (
        Linear(64, 80, dtype, rng=rng)
        >> Sigmoid()
        >> Linear(80, 90, dtype, rng=rng)
        >> Tanh()
        >> Linear(90, 70, dtype, rng=rng)
        >> ReLU()
        >> Linear(70, 65, dtype, rng=rng)
    )
    optimizer = SGD(network.parameters(), lr=0.5)
    for _ in range(5):
        x: Any = tensor(rng.random((256, 64)), dtype)
        t: Any = tensor(np.eye(65)[rng.integers(0, 65, 256)], dtype)
        optimizer.zero_grad()
        y: Any = x
        for layer in untyped(network).layers:
            y = layer(y)
            if held is not None:
                held.hold(y)
        loss = cross_entropy(y, t)
        if held is not None:
            held.hold(x, *untyped(gradients(loss, (y, *network.parameters()), retain_graph=True)))
            backprop(loss, retain_graph=True)
            optimizer.zero_grad()
        backprop(loss)
        optimizer.step()
        if held is not None:
            held.check()
    return [parameter.numpy() for parameter in network.parameters()]


@each_of(FLOATS)
def test_training_is_the_same_whatever_is_held(dtype: type[DType]) -> None:
    for found, expected in zip(trained(dtype, Held()), trained(dtype, None), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_threads_train_as_one_does() -> None:
    expected = trained(float64, None)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(trained, [float64] * 8, [None] * 8):
            for values, wanted in zip(found, expected, strict=True):
                np.testing.assert_array_equal(values, wanted)


def test_forward_passes_take_no_more_memory_each() -> None:
    x: Any = Parameter(tensor(np.ones(SHAPE), float64))
    kept: list[int] = []
    for _ in range(200):
        y = (x * 2.0).tanh() + x
        kept.append(untyped(memory)._kept.bytes)
        assert kept[-1] <= 8 * y._data.nbytes
    assert kept[50:] == [kept[-1]] * 150
