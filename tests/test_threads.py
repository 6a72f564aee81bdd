"""Threads: two trainings side by side are those one after the other, to the last bit; what threads share stays right.

The interpreter changes threads every microsecond here, and the arrays are large enough for NumPy to let others run.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, NewType, TypeAlias, TypeVar

import numpy as np
import pytest
from helpers import array, grad_of, untyped

from typedgrad import (
    GradientError,
    Parameter,
    Tensor,
    as_tensor,
    backprop,
    compiled,
    detect_nan,
    float32,
    float64,
    gradients,
    int64,
    log,
    no_grad,
    ones,
    qr,
    random,
    value_and_grad,
)
from typedgrad.nn import Linear, Tanh, cross_entropy
from typedgrad.nodes import next_order
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, RMSprop
from typedgrad.tape import is_recording
from typedgrad.threads import threads
from typedgrad.train import Trainer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from typedgrad.nn import Layer
    from typedgrad.optim import Optimizer

Result = TypeVar("Result")

Batch = NewType("Batch", int)
Features = NewType("Features", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)

X: TypeAlias = Tensor[float32, tuple[Batch, Features]]
Logits: TypeAlias = Tensor[float32, tuple[Batch, Classes]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Network: TypeAlias = "Layer[tuple[Features], tuple[Classes], float32]"


@pytest.fixture(autouse=True)
def switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def side_by_side(*functions: Callable[[], Result]) -> list[Result]:
    """What functions return that are called at once, each by a thread; the first error is raised."""
    barrier = threading.Barrier(len(functions))
    results: dict[int, Result] = {}
    errors: list[BaseException] = []

    def call(i: int, function: Callable[[], Result]) -> None:
        try:
            barrier.wait(timeout=30)
            results[i] = function()
        except BaseException as error:  # to raise it in the test
            errors.append(error)

    workers = [threading.Thread(target=call, args=pair) for pair in enumerate(functions)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
        assert not worker.is_alive()
    if errors:
        raise errors[0]
    return [results[i] for i in range(len(functions))]


# ------------------------------------------------------------------------------------------------- trainings of models
BATCH, FEATURES, HIDDEN, CLASSES = Batch(192), Features(32), Hidden(96), Classes(5)  # 18,432 hidden values: kept memory

OPTIMIZERS: dict[str, Callable[[list[Any]], Optimizer]] = {
    "SGD": lambda parameters: SGD(parameters, lr=0.1, momentum=0.9),
    "Adam": lambda parameters: Adam(parameters, lr=0.01),
    "AdamW": lambda parameters: AdamW(parameters, lr=0.01),
    "RMSprop": lambda parameters: RMSprop(parameters, lr=0.01),
    "Adagrad": lambda parameters: Adagrad(parameters, lr=0.01),
}


def network(rng: np.random.Generator) -> Network:
    first, last = Linear(FEATURES, HIDDEN, rng=rng), Linear(HIDDEN, CLASSES, rng=rng)
    return first >> Tanh() >> last


def data(rng: np.random.Generator) -> tuple[X, Labels]:
    x = as_tensor(rng.normal(size=(BATCH, FEATURES)), float32, (BATCH, FEATURES))
    return x, as_tensor(rng.integers(0, CLASSES, BATCH), int64, (BATCH,))


def bits(net: Network, *more: float) -> list[bytes]:
    return [*(parameter.numpy().tobytes() for parameter in net.parameters()), np.array(more).tobytes()]


def steps(
    seed: int,
    optimizer_of: str = "SGD",
    *,
    decorate: Callable[[Callable[[X], Any]], Callable[[X], Any]] = lambda step: step,
    watched: bool = False,
) -> list[bytes]:
    """Train for some steps, with noise on the data: the bits of the weights and of the losses."""
    rng = np.random.default_rng(seed)
    net, (x, labels) = network(rng), data(rng)
    optimizer = OPTIMIZERS[optimizer_of](list(net.parameters()))

    @decorate
    def step(x: X) -> Tensor[float32, tuple[()]]:
        noise = random.normal(rng, (BATCH, FEATURES), float32)
        optimizer.zero_grad()
        loss = cross_entropy(net(x + noise * 0.1), labels)
        backprop(loss)
        optimizer.step()
        return loss.detach()

    block: AbstractContextManager[None] = detect_nan() if watched else nullcontext()
    with block:
        losses = [step(x).item() for _ in range(8)]
    return bits(net, *losses)


class _Trainer(Trainer["Network", X, Labels, Logits]):
    def forward(self, inputs: X, /) -> Logits:
        return self.network(inputs)

    def loss(self, output: Logits, target: Labels, /) -> Tensor[float32, tuple[()]]:
        return cross_entropy(output, target)

    def score(self, output: Logits, target: Labels, /) -> float:
        assert not is_recording()
        return float((output.argmax(-1) == target).astype(float32).mean().item())


def fitted(seed: int) -> list[bytes]:
    rng = np.random.default_rng(seed)
    net, batches = network(rng), [data(rng) for _ in range(3)]
    history = _Trainer(net, Adam(net.parameters(), lr=0.01)).fit(batches[:2], batches[2:], epochs=3)
    return bits(net, *(epoch.train.loss for epoch in history.epochs), *(epoch.test.loss for epoch in history.epochs))


TRAININGS: dict[str, tuple[Callable[[int], list[bytes]], Callable[[int], list[bytes]]]] = {
    **{name: (partial(steps, optimizer_of=name), partial(steps, optimizer_of=name)) for name in OPTIMIZERS},
    "compiled": (partial(steps, decorate=compiled), partial(steps, decorate=compiled)),
    "compiled, and as written": (partial(steps, decorate=compiled), steps),
    "detect_nan in one of them": (partial(steps, watched=True), steps),
    "detect_nan in both": (partial(steps, watched=True), partial(steps, watched=True)),
    "detect_nan, and compiled": (partial(steps, watched=True), partial(steps, decorate=compiled)),
    "fit": (fitted, fitted),
    "fit, and detect_nan": (fitted, partial(steps, watched=True)),
    "fit, and compiled": (fitted, partial(steps, decorate=compiled)),
}


@pytest.mark.parametrize("name", TRAININGS)
def test_two_trainings_side_by_side_have_the_bits_of_one_after_the_other(name: str) -> None:
    first, second = TRAININGS[name]
    expected = [first(1), second(2)]
    for _ in range(3):
        assert side_by_side(partial(first, 1), partial(second, 2)) == expected


def test_a_training_is_the_same_in_whatever_thread() -> None:
    assert side_by_side(partial(steps, 1)) == [steps(1)]


# --------------------------------------------------------------------------------------------------- one model, shared
def test_many_threads_infer_with_one_model() -> None:
    rng = np.random.default_rng(0)
    net = network(rng)
    batches = [data(rng)[0] for _ in range(4)]
    with no_grad():
        expected = [net(x).numpy().tobytes() for x in batches]

    def infer(x: X) -> list[bytes]:
        with no_grad():
            return [net(x).numpy().tobytes() for _ in range(20)]

    found = side_by_side(*[partial(infer, x) for x in batches])
    assert [set(one) for one in found] == [{one} for one in expected]


def test_many_threads_infer_with_one_compiled_model() -> None:
    rng = np.random.default_rng(0)
    net = network(rng)
    batches = [data(rng)[0] for _ in range(4)]

    @compiled
    def predict(x: X) -> Logits:
        with no_grad():
            return net(x)

    expected = [predict(x).numpy().tobytes() for x in batches]
    found = side_by_side(*[lambda x=x: [predict(x).numpy().tobytes() for _ in range(20)] for x in batches])
    assert [set(one) for one in found] == [{one} for one in expected]


def test_gradients_of_one_model_in_many_threads() -> None:
    """`gradients` and `value_and_grad` touch no `.grad`: each thread has its own."""
    w = Parameter(ones((20_000,), float64))

    def own(factor: float) -> tuple[float, float]:
        by_tape = gradients((w * w * factor).sum(), w)
        by_function = untyped(value_and_grad(times))(w.detach(), factor)[1]
        return by_tape.max().item(), by_function.min().item()

    found = side_by_side(*[lambda k=k: {own(float(k)) for _ in range(30)} for k in range(4)])
    assert found == [{(2.0 * k, 2.0 * k)} for k in range(4)]
    assert w.grad is None


def times(x: Tensor[float64, tuple[int]], factor: float) -> Tensor[float64, tuple[()]]:
    return (x * x * factor).sum()


SIZES = [3, 600, 100_000]  # from 500 elements on NumPy lets other threads run, from 16,384 on memory is kept


def of_product(w: Any, x: Any) -> Any:  # Any: of each size
    return (w * x).sum()


def of_square(w: Any, x: Any) -> Any:
    return (w * w * x).sum() * 0.5  # two paths to the parameter, whose gradients are added on the walk


def of_inner(w: Any, x: Any) -> Any:
    return x @ w


LOSSES = {"a product": of_product, "a square": of_square, "an inner product": of_inner}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LOSSES)
def test_nothing_of_a_sum_of_gradients_is_lost(name: str, size: int) -> None:
    """PyTorch's notes on autograd call the same "technically not safe", with results that may be invalid."""
    w, x = Parameter(ones((size,), float64)), ones((size,), float64)

    def work() -> None:
        for _ in range(25):
            backprop(LOSSES[name](w, x))

    for _ in range(3):
        w.grad = None
        side_by_side(work, work, work, work)
        assert w.grad is not None
        assert (w.grad.min().item(), w.grad.max().item()) == (100.0, 100.0)


def layer_of(inputs: int, outputs: int) -> Any:  # Any: of any sizes
    """A layer, whose gradients are written into the memory of its parameters where nothing is in it."""
    return Linear(inputs, outputs, rng=np.random.default_rng(0))


@pytest.mark.parametrize("was_single", [True, False], ids=["the first time", "later"])
def test_the_first_gradients_of_two_threads_are_both_there(was_single: bool) -> None:
    layer, x = layer_of(300, 200), ones((400, 300))
    for _ in range(12):
        for parameter in layer.parameters():
            parameter.grad = None
        if was_single:
            threads.are_several = False
        side_by_side(*[lambda k=k: backprop((layer(x * float(k))).sum()) for k in (1, 2)])
        assert set(array(grad_of(layer.weight)).flat) == {1200.0}
        assert set(array(grad_of(layer.bias)).flat) == {800.0}


def test_gradients_of_an_optimizers_flat_memory_from_several_threads() -> None:
    """Data-parallel: each thread takes its part of a batch, one of them the step."""
    layer = layer_of(150, 120)
    optimizer = SGD([layer.weight, layer.bias], lr=0.5)
    before = layer.bias.numpy()
    for count in range(1, 6):
        optimizer.zero_grad()
        side_by_side(*[lambda k=k: backprop(layer(ones((64, 150)) * float(k)).sum()) for k in range(3)])
        optimizer.step()
        assert np.allclose(layer.bias.numpy(), before - 0.5 * 3 * 64 * count, rtol=1e-5)


def test_a_thread_that_looks_for_nan_adds_to_the_same_gradient() -> None:
    w, x = Parameter(ones((20_000,), float64)), ones((20_000,), float64)

    def work(watched: bool) -> None:
        for _ in range(25):
            with detect_nan() if watched else nullcontext():
                backprop((w * x).sum())

    side_by_side(*[partial(work, i % 2 == 0) for i in range(4)])
    assert w.grad is not None
    assert (w.grad.min().item(), w.grad.max().item()) == (100.0, 100.0)


@pytest.mark.parametrize("watched", [False, True], ids=["plain", "detect_nan"])
def test_a_graph_that_another_thread_frees_is_freed_or_whole(watched: bool) -> None:
    """Both threads walk through one part: an error for one of them, or both gradients, never a part of one."""
    w = Parameter(ones((3,), float64))
    for _ in range(300):
        w.grad = None
        shared = w
        for _ in range(6):
            shared = again(shared)
        losses = [(shared * 1.0).sum(), (shared * 1.0).sum()]

        def walk(loss: Any) -> int:
            try:
                with detect_nan() if watched else nullcontext():
                    backprop(loss)
            except GradientError:
                return 0
            return 1

        walked = sum(side_by_side(*[partial(walk, loss) for loss in losses]))
        assert walked >= 1
        assert w.grad is not None
        assert w.grad.numpy().tolist() == [float(walked)] * 3


def again(x: Any) -> Any:
    """The same values, one call later."""
    return x * 1.0


# ------------------------------------------------------------------------------------------ what the library shares
def test_events_are_numbered_once_and_in_order() -> None:
    found = side_by_side(*[lambda: [next_order() for _ in range(5_000)]] * 4)
    assert all(one == sorted(set(one)) for one in found)
    assert len(set(itertools.chain(*found))) == 20_000


def test_numbers_of_python_are_right_while_their_cache_is_emptied() -> None:
    """Of each dtype 256 are kept; the next one makes place by dropping them all."""
    x = ones((2,), float64)

    def add(start: int) -> bool:
        return all((x + float(i)).numpy().tolist() == [1.0 + i] * 2 for i in range(start, start + 1_500))

    assert all(side_by_side(*[partial(add, 700 * k) for k in range(4)]))


def test_kept_memory_is_of_one_thread() -> None:
    """Large results are written into memory that is used again: never into what another thread still has."""

    def work(k: int) -> bool:
        x = ones((20_000,), float64) * float(k)
        kept: list[tuple[float, Any]] = []
        for i in range(60):
            y = (x + float(i)) * 2.0
            kept = [*kept[-3:], (2.0 * (k + i), y)]
            if any((one.min().item(), one.max().item()) != (value, value) for value, one in kept):
                return False
        return True

    assert all(side_by_side(*[partial(work, k) for k in range(4)]))


def test_results_are_handed_to_other_threads() -> None:
    """Memory that is lent to another thread is not used again, though the thread that made it goes on."""
    handed: list[tuple[float, Any]] = []

    def make() -> bool:
        x = ones((20_000,), float64)
        for i in range(150):
            handed.append((float(i), (x * float(i))[5:].reshape((19_995,))))
        return True

    def look() -> bool:
        seen = 0
        while seen < 150:
            while len(handed) <= seen:
                time.sleep(0)
            value, one = handed[seen]
            if (one.min().item(), one.max().item()) != (value, value):
                return False
            handed[seen] = (value, None)
            seen += 1
        return True

    assert side_by_side(make, look) == [True, True]


def test_rules_that_are_made_for_shapes_are_right_in_the_first_calls_of_many_threads() -> None:
    def factor(k: int) -> bool:
        found: list[bool] = []
        for n in range(2, 14):
            x = as_tensor(np.random.default_rng(n).normal(size=(n + k, n)), float64, (n + k, n))
            q, r = qr(x)
            found.append(np.allclose((q @ r).numpy(), x.numpy()))
            found.append(bool(np.allclose(x.sum(0).numpy(), x.numpy().sum(0))))
        return all(found)

    assert all(side_by_side(*[partial(factor, k % 2) for k in range(4)]))


def test_no_thread_hears_warnings_of_numpy() -> None:
    """Infinity and NaN are values, in every thread and whatever error state its context has."""
    x = as_tensor([-1.0, 0.0] * 10_000, float64, (20_000,))

    def work(state: str) -> int:
        count = 0
        with np.errstate(all="raise" if state == "raise" else "ignore"):
            for _ in range(30):
                count += int(np.isnan(log(x).numpy()).sum())
        return count

    assert side_by_side(*[partial(work, state) for state in ("raise", "ignore", "raise")]) == [300_000] * 3


def test_detect_nan_stops_the_thread_that_is_in_it_only() -> None:
    x = as_tensor([-1.0], float64, (1,))

    def work(watched: bool) -> set[bool]:
        stopped: set[bool] = set()
        for _ in range(200):
            try:
                with detect_nan() if watched else nullcontext():
                    log(x)
                stopped.add(False)
            except FloatingPointError:
                stopped.add(True)
        return stopped

    assert side_by_side(*[partial(work, i % 2 == 0) for i in range(4)]) == [{True}, {False}] * 2


# ------------------------------------------------------------------------------------------------------------ compiled
def test_threads_capture_one_function_at_once() -> None:
    @compiled
    def f(x: Tensor[float64, tuple[int]]) -> Tensor[float64, tuple[int]]:
        return x * 2.0 + 1.0

    def call(n: int) -> bool:
        return all(f(ones((n + i % 3,), float64)).numpy().tolist() == [3.0] * (n + i % 3) for i in range(40))

    assert all(side_by_side(*[partial(call, n) for n in (1, 2, 1, 2)]))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers of signals")
def test_a_handler_of_a_signal_calls_a_compiled_function_that_runs() -> None:
    """In the same thread, in the midst of the function: it waited for itself."""
    x = ones((Batch(200_000),), float64)
    found: set[float] = set()

    @compiled
    def total(x: Tensor[float64, tuple[Batch]]) -> Tensor[float64, tuple[()]]:
        return (x * 2.0 + 1.0).sum()

    def handler(*_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.0)  # the next comes after this one
        found.add(total(x).item())

    before = signal.signal(signal.SIGALRM, handler)
    try:
        for _ in range(30):
            signal.setitimer(signal.ITIMER_REAL, 1e-4)
            for _ in range(4):
                found.add(total(x).item())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert found == {600_000.0}


# ------------------------------------------------------------------------------------------------- imports, processes
IMPORTS = """
import sys, threading
import numpy as np
sys.setswitchinterval(1e-6)
import typedgrad
names = typedgrad.__all__
barrier, wrong = threading.Barrier(6), []
def look(k):
    barrier.wait()
    mine = names[k * 37 % len(names):] + names[:k * 37 % len(names)]
    for name in mine if k % 2 else mine[::-1]:
        try:
            getattr(typedgrad, name)
        except BaseException as error:
            wrong.append((name, repr(error)))
workers = [threading.Thread(target=look, args=(k,)) for k in range(6)]
[worker.start() for worker in workers]
[worker.join() for worker in workers]
print(wrong)
"""


def test_names_are_loaded_by_many_threads_at_once() -> None:
    found = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_process_forked_while_a_thread_adds_gradients_calls_backprop() -> None:
    """The lock is held by a thread that the new process has not."""
    w, x = Parameter(ones((100_000,), float64)), ones((100_000,), float64)
    is_over = threading.Event()

    def work() -> None:
        while not is_over.is_set():
            backprop((w * x).sum())

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(20):
            child = os.fork()
            if not child:
                signal.alarm(20)
                small = Parameter(ones((3,)))
                backprop((small * small).sum())
                os._exit(0 if small.grad is not None and small.grad.numpy().tolist() == [2.0] * 3 else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        is_over.set()
        worker.join()


def test_a_thread_of_a_free_threaded_interpreter_starts_with_its_makers_block_if_told_so() -> None:
    """`sys.flags.thread_inherit_context`, from Python 3.14 on: threads are as tasks then."""
    inherits = bool(getattr(sys.flags, "thread_inherit_context", False))
    found: list[bool] = []
    w = Parameter(ones((2,)))
    with no_grad():
        worker = threading.Thread(target=lambda: found.append((w * w)._node is None))
        worker.start()
        worker.join()
    assert found == [inherits]
