"""Other processes: forked while a lock is held, spawned, in pools."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import array, parameter, tensor, untyped

from typedgrad import backprop, compiled, float64, no_grad
from typedgrad.nn import Linear

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of Python's, for forks with threads

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


def in_child(act: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether `act` returns true in a forked child, in time."""
    child = multiprocessing.get_context("fork").Process(target=lambda: os._exit(0 if act() else 1))
    child.start()
    child.join(seconds)
    if child.is_alive():
        child.kill()
        child.join()
        return False
    return child.exitcode == 0


def slope() -> list[float]:
    w = parameter(1.0, 2.0)
    backprop(untyped(w.square()).sum())
    assert w.grad is not None
    found: list[float] = array(w.grad).tolist()
    return found


@needs_fork
def test_a_fork_within_no_grad_is_within_it_and_leaves_it() -> None:
    def act() -> bool:
        return (parameter(1.0) * 2.0)._node is None

    with no_grad():
        assert in_child(act)
    assert in_child(lambda: slope() == [2.0, 4.0])


@needs_fork
def test_a_fork_while_another_thread_is_in_a_compiled_function_does_not_hang() -> None:
    inside, leave = threading.Event(), threading.Event()
    x = tensor(np.ones(2), float64)

    def wait() -> None:
        if threading.current_thread() is not threading.main_thread():
            inside.set()
            leave.wait(60)

    def body(x: Any) -> Any:
        wait()
        return x * 2.0

    function: Any = compiled(body)
    thread = threading.Thread(target=lambda: function(x))
    thread.start()
    try:
        assert inside.wait(20)
        assert in_child(lambda: function(x).numpy().tolist() == [2.0, 2.0])
    finally:
        leave.set()
        thread.join()
    assert function(x).numpy().tolist() == [2.0, 2.0]


@needs_fork
def test_a_fork_keeps_the_programs_that_nobody_is_in(capfd: pytest.CaptureFixture[str]) -> None:
    x = tensor(np.ones(2), float64)

    @compiled
    def function(x: Any) -> Any:
        print("captured")
        return x * 2.0

    untyped(function)(x)
    assert in_child(lambda: untyped(function)(x).numpy().tolist() == [2.0, 2.0])
    assert capfd.readouterr().out.count("captured") == 1


# ------------------------------------------------------------------------------------------------------------ spawned
def trained(layer: Any, x: Any) -> tuple[Any, Any]:
    """What a worker does: gradients of the layer that it was sent, and an error that it meets."""
    backprop(layer(x).sum())
    try:
        layer(x.transpose())
    except ValueError as error:
        return layer, error
    return layer, None


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_a_worker_takes_a_module_and_gives_gradients_and_errors_back(method: str) -> None:
    layer: Any = Linear(3, 2, float64, rng=np.random.default_rng(0))
    x = tensor(np.arange(12.0).reshape(4, 3), float64)
    with ProcessPoolExecutor(1, multiprocessing.get_context(method)) as pool:
        twin, error = pool.submit(trained, layer, x).result(60)
    assert layer.weight.grad is None
    assert twin.weight.grad.numpy().tolist() == [[18.0, 18.0], [22.0, 22.0], [26.0, 26.0]]
    assert "(3, 4) @ (3, 2)" in str(error)
    assert type(error).__name__ == "ShapeError"


def sent(queue: Any) -> None:
    queue.put(tensor(np.arange(3.0), float64))


def test_a_queue_carries_tensors() -> None:
    context: Any = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    queue = context.Queue()
    child = context.Process(target=sent, args=(queue,))
    child.start()
    x = queue.get(timeout=60)
    child.join(20)
    assert x.numpy().tolist() == [0.0, 1.0, 2.0]
