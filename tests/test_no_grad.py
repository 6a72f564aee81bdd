"""`no_grad` and `enable_grad`: nested, as decorators, through exceptions, in threads and in asyncio tasks."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import parameter, untyped

from typedgrad import (
    GradientError,
    as_tensor,
    backprop,
    concat,
    enable_grad,
    float64,
    int64,
    no_grad,
    take_along_axis,
    where,
)
from typedgrad.nn import Linear, cross_entropy
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator


def test_no_grad_records_nothing() -> None:
    x = parameter(1.0)
    with no_grad():
        y = x * 2.0
        assert y._node is None
    with pytest.raises(GradientError, match="depends on no parameter, or was computed under no_grad"):
        backprop(untyped(y.sum()))


CALLS: dict[str, Callable[[Any], Any]] = {
    "one operand": lambda x: x.exp(),
    "a view": lambda x: x[0],
    "two operands": lambda x: x * x,
    "a scalar": lambda x: 2.0 * x,
    "a row of operands": lambda x: concat((x, x)),
    "a layer": Linear(2, 3, float64, rng=np.random.default_rng(0)),
    "a choice": lambda x: where(x > 1.5, x, x * 2.0),
    "a pick": lambda x: take_along_axis(x, as_tensor([0], int64, (1,)), axis=0),
    "a fused loss": lambda x: cross_entropy(x[None], as_tensor([0], int64, (1,))),
}


@pytest.mark.parametrize("name", CALLS)
def test_no_call_is_recorded_under_no_grad(name: str) -> None:
    x = parameter(1.0, 2.0)
    assert CALLS[name](x)._node is not None
    with no_grad():
        assert CALLS[name](x)._node is None


def test_a_loss_of_recorded_logits_is_not_recorded_under_no_grad() -> None:
    logits = parameter(1.0, 2.0)[None]
    assert logits._node is not None
    with no_grad():
        assert untyped(cross_entropy)(logits, as_tensor([0], int64, (1,)))._node is None


def test_no_grad_and_enable_grad_nest() -> None:
    with no_grad():
        with enable_grad():
            assert is_recording()
            with no_grad():
                assert not is_recording()
            assert is_recording()
        assert not is_recording()
    assert is_recording()


def test_one_switch_can_be_entered_twice() -> None:
    switch = no_grad()
    with switch:
        with switch:
            assert not is_recording()
        assert not is_recording()
    assert is_recording()


def test_exception_switches_recording_on_again() -> None:
    with pytest.raises(ZeroDivisionError), no_grad():
        raise ZeroDivisionError
    assert is_recording()


def test_no_grad_decorates_functions() -> None:
    @no_grad()
    def inner(depth: int) -> list[bool]:
        """Recurses, so that the switch is on more than once."""
        return [is_recording(), *(inner(depth - 1) if depth else [])]

    assert inner(2) == [False] * 3
    assert inner.__name__ == "inner"
    assert inner.__doc__ is not None
    assert is_recording()


def test_decorated_function_runs_in_two_threads_at_once() -> None:
    """Each call switches back what it switched, in whatever order the two end."""
    barrier, first_is_out = threading.Barrier(2), threading.Event()

    @no_grad()
    def meet(first: bool) -> None:
        barrier.wait(timeout=10)
        if not first:
            assert first_is_out.wait(timeout=10)

    def call(first: bool) -> bool:
        meet(first)
        if first:
            first_is_out.set()
        return is_recording()

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(call, [True, False]))


def test_decorator_refuses_what_runs_after_it_returns() -> None:
    def generator() -> Iterator[int]:
        yield 1

    async def coroutine() -> None: ...

    async def async_generator() -> AsyncIterator[int]:
        yield 1

    for function in (generator, coroutine, async_generator):
        with pytest.raises(TypeError, match=r"no_grad: .* runs after it returns; use `with` in its body"):
            no_grad()(function)


def test_threads_do_not_see_each_others_switch() -> None:
    def worker(barrier: threading.Barrier, off: bool) -> bool:
        if off:
            with no_grad():
                barrier.wait()
                recording = is_recording()
                barrier.wait()
                return recording
        barrier.wait()
        recording = is_recording()
        barrier.wait()
        return recording

    barrier = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        off, on = pool.submit(worker, barrier, True), pool.submit(worker, barrier, False)
        assert (off.result(timeout=10), on.result(timeout=10)) == (False, True)


def test_new_thread_records() -> None:
    with no_grad(), ThreadPoolExecutor(1) as pool:
        assert pool.submit(is_recording).result(timeout=10)


def test_asyncio_tasks_do_not_see_each_others_switch() -> None:
    seen: list[tuple[str, bool]] = []

    async def without(entered: asyncio.Event, done: asyncio.Event) -> None:
        with no_grad():
            entered.set()
            await done.wait()
            seen.append(("without", is_recording()))

    async def recording(entered: asyncio.Event, done: asyncio.Event) -> None:
        await entered.wait()
        seen.append(("recording", is_recording()))
        done.set()

    async def main() -> None:
        entered, done = asyncio.Event(), asyncio.Event()
        await asyncio.gather(without(entered, done), recording(entered, done))

    asyncio.run(main())
    assert seen == [("recording", True), ("without", False)]
