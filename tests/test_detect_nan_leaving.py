"""`detect_nan` ends with its block, in whatever order, thread or task the block is left: nothing stays watched."""

from __future__ import annotations

import asyncio
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import parameter, untyped

from typedgrad import as_tensor, backprop, detect_nan, float64, from_numpy, log
from typedgrad.rules import rule as rules
from typedgrad.rules.rule import Rule
from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterator

RUNS = {name: rule.run for name, rule in TABLE.items() if isinstance(rule, Rule)}


def stops() -> bool:
    try:
        log(as_tensor([-1.0], float64, (1,)))
    except FloatingPointError:
        return True
    return False


@pytest.fixture(autouse=True)
def nothing_stays_watched() -> Iterator[None]:
    yield
    assert not stops()
    assert rules.watch is None
    assert {name: rule.run for name, rule in TABLE.items() if isinstance(rule, Rule)} == RUNS


def blocks() -> Generator[bool]:
    with detect_nan():
        yield stops()
        yield stops()


async def async_blocks() -> AsyncGenerator[bool]:
    with detect_nan():
        yield stops()
        yield stops()


def test_generators_leave_their_blocks_in_any_order() -> None:
    first, second = blocks(), blocks()
    assert next(first)
    assert next(second)
    first.close()
    assert next(second)
    second.close()


def test_a_generator_ends_in_another_context_than_it_began() -> None:
    for one in (blocks(), blocks()):
        assert copy_context().run(next, one)
        assert [*one] == [False]  # its block is the other context's


def test_a_generator_ends_in_another_thread_than_it_began() -> None:
    one = blocks()
    assert next(one)
    thread = threading.Thread(target=list, args=(one,))
    thread.start()
    thread.join()


def test_an_asynchronous_generator_ends_in_another_task_than_it_began() -> None:
    async def main() -> None:
        one = async_blocks()
        assert await asyncio.create_task(one.__anext__())
        assert not await anext(one)
        assert [stopped async for stopped in one] == []

    asyncio.run(main())


def test_an_asynchronous_generator_that_is_not_used_up() -> None:
    async def main() -> None:
        async for stopped in async_blocks():
            assert stopped
            break

    asyncio.run(main())


def test_one_block_is_entered_by_several_threads() -> None:
    block, barrier = detect_nan(), threading.Barrier(3)

    def worker(_: int) -> list[bool]:
        found: list[bool] = []
        for _ in range(20):
            barrier.wait(timeout=10)
            with block:
                found.append(stops())
            found.append(not stops())
        return found

    with ThreadPoolExecutor(3) as pool:
        assert all(all(found) for found in pool.map(worker, range(3)))


def test_a_block_that_is_left_in_the_middle_of_a_walk() -> None:
    """By what is freed there: from then on nothing is looked at."""
    w = parameter(1.0, 2.0)
    block, data = detect_nan(), np.ones(2)
    weakref.finalize(data, lambda: block.__exit__(None, None, None))
    root = (w * 0.0).sqrt()  # whose gradient is infinite, and NaN after it
    loss = untyped((root + root) * from_numpy(data)).sum()
    del data, root
    block.__enter__()
    backprop(loss)
    assert w.grad is not None
    assert np.isnan(w.grad.numpy()).all()
