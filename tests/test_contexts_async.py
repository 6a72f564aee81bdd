"""Blocks in asyncio: tasks, threads of the loop, asynchronous generators, cancellation."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING

import pytest
from places import AS_BEFORE, KINDS, state

from typedgrad import Parameter, backprop, enable_grad, float64, no_grad, ones
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from places import State

each_kind = pytest.mark.parametrize("name", KINDS)


@pytest.fixture(autouse=True)
def all_is_as_before() -> Iterator[None]:
    yield
    assert state() == AS_BEFORE


def within(name: str) -> State:
    return KINDS[name][1](AS_BEFORE)


async def seen(start: asyncio.Event | None = None) -> State:
    """What holds in a task, once it may start."""
    if start is not None:
        await start.wait()
    return state()


# ---------------------------------------------------------------------------------------------------------------- tasks
@each_kind
def test_a_block_stays_over_awaits_and_is_not_seen_by_other_tasks(name: str) -> None:
    async def inside(entered: asyncio.Event, go_on: asyncio.Event) -> list[State]:
        with KINDS[name][0]():
            entered.set()
            await go_on.wait()
            return [state(), await seen()]

    async def main() -> None:
        entered, go_on = asyncio.Event(), asyncio.Event()
        other = asyncio.create_task(seen(entered))
        task = asyncio.create_task(inside(entered, go_on))
        assert await other == AS_BEFORE
        go_on.set()
        assert await task == [within(name)] * 2

    asyncio.run(main())


@each_kind
def test_a_task_started_in_a_block_has_it_until_it_is_left(name: str) -> None:
    async def main() -> None:
        start = asyncio.Event()
        with KINDS[name][0]():
            late = asyncio.create_task(seen(start))
            assert await asyncio.create_task(seen()) == within(name)
            assert await asyncio.gather(*[seen(), seen()]) == [within(name)] * 2
        start.set()
        assert await late == AS_BEFORE

    asyncio.run(main())


def test_a_block_of_a_task_is_within_that_of_the_task_it_was_started_in() -> None:
    async def child(entered: asyncio.Event, outer_is_left: asyncio.Event) -> list[bool]:
        found = [is_recording()]
        with enable_grad():
            found.append(is_recording())
            with no_grad():
                entered.set()
                await outer_is_left.wait()
                found.append(is_recording())
            found.append(is_recording())
        return [*found, is_recording()]

    async def main() -> None:
        entered, outer_is_left = asyncio.Event(), asyncio.Event()
        with no_grad():
            task = asyncio.create_task(child(entered, outer_is_left))
            await entered.wait()
        outer_is_left.set()
        assert await task == [False, True, False, True, True]

    asyncio.run(main())


@each_kind
def test_a_task_that_is_cancelled_in_a_block_leaves_it(name: str) -> None:
    async def wait(entered: asyncio.Event, after: list[State]) -> None:
        try:
            with KINDS[name][0]():
                entered.set()
                await asyncio.Event().wait()
        finally:
            after.append(state())

    async def main() -> None:
        entered = asyncio.Event()
        after: list[State] = []
        task = asyncio.create_task(wait(entered, after))
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert after == [AS_BEFORE]

    asyncio.run(main())


@each_kind
def test_a_timeout_in_a_block_leaves_it(name: str) -> None:
    async def main() -> None:
        with pytest.raises(TimeoutError), KINDS[name][0]():
            async with asyncio.timeout(0):
                await asyncio.Event().wait()
        assert state() == AS_BEFORE

    asyncio.run(main())


def test_a_group_of_tasks_in_a_block() -> None:
    async def main() -> list[bool]:
        async def one() -> bool:
            await asyncio.sleep(0)
            return is_recording()

        with no_grad():
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one()) for _ in range(3)]
        return [task.result() for task in tasks]

    assert asyncio.run(main()) == [False] * 3


def test_a_task_leaves_the_block_of_another() -> None:
    async def leave(stack: AsyncExitStack) -> None:
        await stack.aclose()

    async def main() -> None:
        stack = AsyncExitStack()
        stack.enter_context(no_grad())
        assert not is_recording()
        await asyncio.create_task(leave(stack))
        assert is_recording()

    asyncio.run(main())


@each_kind
def test_a_callback_of_the_loop_has_the_block_until_it_is_left(name: str) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        found: list[State] = []
        with KINDS[name][0]():
            loop.call_soon(lambda: found.append(state()))
            await asyncio.sleep(0)
            loop.call_soon(lambda: found.append(state()))
        await asyncio.sleep(0)
        assert found == [within(name), AS_BEFORE]

    asyncio.run(main())


def test_many_tasks_with_blocks_of_their_own_each_get_their_gradients() -> None:
    """Every second task evaluates; all of them give way in the midst of their graphs."""

    async def work(i: int) -> float:
        w = Parameter(ones((3,), float64))
        loss = (w * w).sum()
        for _ in range(i % 5):
            with no_grad():
                await asyncio.sleep(0)
                assert (w * 2.0)._node is None
            await asyncio.sleep(0)
            loss = loss + (w * 2.0).sum()
        backprop(loss)
        assert w.grad is not None
        return w.grad.sum().item()

    async def main() -> list[float]:
        return await asyncio.gather(*[work(i) for i in range(40)])

    assert asyncio.run(main()) == [3 * (2.0 + 2.0 * (i % 5)) for i in range(40)]


# -------------------------------------------------------------------------------------------------------------- threads
@each_kind
def test_to_thread_takes_the_block_along(name: str) -> None:
    async def main() -> list[State]:
        with KINDS[name][0]():
            inside = await asyncio.to_thread(state)
        return [inside, await asyncio.to_thread(state)]

    assert asyncio.run(main()) == [within(name), AS_BEFORE]


@each_kind
def test_run_in_executor_does_not(name: str) -> None:
    async def main() -> list[State]:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            await loop.run_in_executor(pool, int)  # its thread is there before the block
            with KINDS[name][0]():
                context = copy_context()
                return [
                    await loop.run_in_executor(pool, state),
                    await loop.run_in_executor(pool, lambda: context.run(state)),
                ]

    assert asyncio.run(main()) == [AS_BEFORE, within(name)]


def test_a_thread_enters_a_block_for_a_task() -> None:
    """`asyncio.to_thread` runs in a copy of the context: the block is entered there, and left by the task."""

    async def main() -> None:
        switch = no_grad()
        await asyncio.to_thread(switch.__enter__)
        assert is_recording()
        switch.__exit__(None, None, None)
        assert is_recording()

    asyncio.run(main())


# ---------------------------------------------------------------------------------------------- asynchronous generators
async def states(name: str, count: int = 2) -> AsyncGenerator[State]:
    with KINDS[name][0]():
        for _ in range(count):
            yield state()


@each_kind
def test_an_asynchronous_generator_lends_its_block(name: str) -> None:
    async def main() -> None:
        async with aclosing(states(name)) as generator:
            async for found in generator:
                assert found == state() == within(name)
        assert state() == AS_BEFORE

    asyncio.run(main())


@each_kind
def test_it_is_closed_by_another_task(name: str) -> None:
    async def main() -> None:
        generator = states(name)
        assert await anext(generator) == within(name)
        await asyncio.create_task(close(generator))
        assert state() == AS_BEFORE

    async def close(generator: AsyncGenerator[State]) -> None:
        await generator.aclose()

    asyncio.run(main())


@each_kind
def test_each_step_of_it_in_a_task_of_its_own(name: str) -> None:
    async def step(generator: AsyncGenerator[State]) -> list[State]:
        try:
            return [await anext(generator), state()]
        except StopAsyncIteration:
            return [state()]

    async def main() -> None:
        generator = states(name)
        first = await asyncio.create_task(step(generator))
        assert first == [within(name)] * 2
        assert state() == AS_BEFORE
        assert await asyncio.create_task(step(generator)) == [AS_BEFORE] * 2  # the block is the first task's
        assert await asyncio.create_task(step(generator)) == [AS_BEFORE]

    asyncio.run(main())


@each_kind
def test_it_is_left_to_the_loop(name: str) -> None:
    """A generator that nobody refers to is closed by the loop, in a task that the loop makes."""

    async def main() -> None:
        async for found in states(name):
            assert found == within(name)
            break
        gc.collect()
        await asyncio.sleep(0.01)
        assert state() == AS_BEFORE

    asyncio.run(main())


@each_kind
def test_two_of_them_in_turn(name: str) -> None:
    async def main() -> None:
        first, second = states(name), states("enable_grad")
        await anext(first)
        await anext(second)
        await first.aclose()
        await second.aclose()
        assert state() == AS_BEFORE

    asyncio.run(main())


def test_an_asynchronous_context_manager_around_a_block() -> None:
    @asynccontextmanager
    async def evaluating() -> AsyncGenerator[None]:
        with no_grad():
            await asyncio.sleep(0)
            yield
            await asyncio.sleep(0)

    async def main() -> list[bool]:
        async with evaluating():
            inside = is_recording()
        return [inside, is_recording()]

    assert asyncio.run(main()) == [False, True]


# ---------------------------------------------------------------------------------------------------------------- loops
def test_two_loops_in_two_threads() -> None:
    async def work() -> list[bool]:
        found: list[bool] = []
        for _ in range(50):
            with no_grad():
                await asyncio.sleep(0)
                found.append(is_recording())
            await asyncio.sleep(0)
            found.append(not is_recording())
        return found

    async def main() -> list[list[bool]]:
        return await asyncio.gather(*[work() for _ in range(4)])

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(lambda: asyncio.run(main())) for _ in range(2)]:
            assert not any(map(any, future.result(timeout=10)))


@each_kind
def test_a_loop_that_ends_within_a_block(name: str) -> None:
    with KINDS[name][0]():
        assert asyncio.run(seen()) == within(name)
        assert state() == within(name)
