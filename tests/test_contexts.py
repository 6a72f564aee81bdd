"""`no_grad`, `enable_grad`, `detect_nan`, `assignable`: what holds where, in whatever order and place they are left.

PyTorch keeps whether it records in a variable of the thread: a generator that is resumed by another thread leaves its
`no_grad` there, and the first thread stays without it being said.
"""

from __future__ import annotations

import asyncio
import copy
import gc
import pickle
import sys
import threading
from contextlib import ExitStack
from contextvars import Context, copy_context
from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import AS_BEFORE, KINDS, InContext, InTask, InThread, Place, block, copied, decorated, state

from typedgrad import enable_grad, no_grad
from typedgrad.blocks import Entered
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from places import State

each_kind = pytest.mark.parametrize("name", KINDS)
each_pair = pytest.mark.parametrize("names", [*product(KINDS, KINDS)], ids="-".join)


def within(*names: str) -> State:
    """What holds in nested blocks."""
    found = AS_BEFORE
    for name in names:
        found = KINDS[name][1](found)
    return found


@pytest.fixture(autouse=True)
def all_is_as_before() -> Iterator[None]:
    yield
    assert state() == AS_BEFORE


# ------------------------------------------------------------------------------------------------- one thread's blocks
@each_pair
def test_the_innermost_block_decides(names: tuple[str, str]) -> None:
    with KINDS[names[0]][0]():
        with KINDS[names[1]][0]():
            assert state() == within(*names)
        assert state() == within(names[0])


@each_pair
def test_generators_leave_blocks_in_the_order_they_were_entered(names: tuple[str, str]) -> None:
    first, second = (block(KINDS[name][0]()) for name in names)
    next(first)
    next(second)
    first.close()
    assert state() == within(names[1])
    second.close()


@pytest.mark.parametrize("order", [*permutations(range(4))], ids=str)
def test_blocks_are_left_in_any_order(order: tuple[int, ...]) -> None:
    managers = [no_grad(), enable_grad(), no_grad(), enable_grad()]
    blocks = [block(manager) for manager in managers]
    for one in blocks:
        next(one)
    left: set[int] = set()
    for i in order:
        blocks[i].close()
        left.add(i)
        inside = [manager for k, manager in enumerate(managers) if k not in left]
        assert is_recording() == (not inside or isinstance(inside[-1], enable_grad))


@each_kind
@pytest.mark.parametrize("times", [1, 2, 5])
def test_one_object_is_entered_again_within_itself(name: str, times: int) -> None:
    manager = KINDS[name][0]()
    with ExitStack() as stack:
        for _ in range(times):
            stack.enter_context(manager)
            assert state() == within(name)
        stack.pop_all().close()
        assert state() == AS_BEFORE


@each_kind
def test_one_object_is_used_again_after_an_exception(name: str) -> None:
    manager = KINDS[name][0]()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), manager:
            raise ZeroDivisionError
        assert state() == AS_BEFORE


@each_kind
def test_one_object_serves_several_generators(name: str) -> None:
    manager = KINDS[name][0]()
    blocks = [block(manager) for _ in range(3)]
    for one in blocks:
        next(one)
    for one in blocks:
        assert state() == within(name)
        one.close()


@each_kind
def test_leaving_more_often_than_entering_is_an_error(name: str) -> None:
    manager = KINDS[name][0]()
    with manager:
        pass
    with pytest.raises(RuntimeError, match=rf"^{name.partition('(')[0]}: left more often than it was entered$"):
        manager.__exit__(None, None, None)


@each_kind
def test_an_object_that_is_not_entered_is_copied_and_pickled(name: str) -> None:
    for manager in (copy.deepcopy(KINDS[name][0]()), pickle.loads(pickle.dumps(KINDS[name][0]()))):
        with manager:
            assert state() == within(name)


@each_kind
def test_exceptions_leave_every_block(name: str) -> None:
    for error in (ValueError, KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration):
        with pytest.raises(error), KINDS[name][0](), KINDS[name][0]():
            raise error


@each_kind
def test_an_exception_thrown_into_a_generator_leaves_its_block(name: str) -> None:
    one = block(KINDS[name][0]())
    next(one)
    with pytest.raises(ZeroDivisionError):
        one.throw(ZeroDivisionError())


# ----------------------------------------------------------------------------------------------------------- decorators
@each_kind
def test_decorated_functions_recurse(name: str) -> None:
    @decorated(name)
    def down(n: int) -> list[State]:
        return [state(), *(down(n - 1) if n else []), state()]

    assert down(5) == [within(name)] * 12


def test_two_decorated_functions_call_each_other() -> None:
    @no_grad()
    def without(n: int) -> list[bool]:
        return [is_recording(), *(recorded(n - 1) if n else []), is_recording()]

    @enable_grad()
    def recorded(n: int) -> list[bool]:
        return [is_recording(), *(without(n - 1) if n else []), is_recording()]

    assert without(3) == [False, True, False, True, True, False, True, False]


@each_kind
def test_methods_of_all_sorts_are_decorated(name: str) -> None:
    class Net:
        @decorated(name)
        def method(self) -> State:
            return state()

        @classmethod
        @decorated(name)
        def of_class(cls) -> State:
            return state()

        @staticmethod
        @decorated(name)
        def static() -> State:
            return state()

        @property
        @decorated(name)
        def value(self) -> State:
            return state()

    net = Net()
    assert [net.method(), net.of_class(), net.static(), net.value] == [within(name)] * 4


@each_kind
def test_a_decorated_function_that_raises(name: str) -> None:
    @decorated(name)
    def fail(n: int) -> None:
        if n:
            fail(n - 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(3)


def test_a_generator_made_by_a_decorated_function_runs_without_the_block() -> None:
    """What is returned is not decorated; what is a generator function is refused, see test_no_grad.py."""

    @no_grad()
    def make() -> Generator[bool]:
        return (is_recording() for _ in range(2))

    assert [*make()] == [True, True]


# ------------------------------------------------------------------------------------------------------------- contexts
@each_kind
def test_a_block_ends_in_the_context_it_began_in_wherever_it_is_left(name: str) -> None:
    here, there = Context(), Context()
    one = block(KINDS[name][0]())
    assert here.run(next, one) == within(name)
    assert (here.run(state), there.run(state)) == (within(name), AS_BEFORE)
    there.run(one.close)
    assert (here.run(state), there.run(state)) == (AS_BEFORE, AS_BEFORE)


@each_pair
def test_blocks_of_a_context_are_left_by_two_others(names: tuple[str, str]) -> None:
    for order in ((0, 1), (1, 0)):
        here = Context()
        blocks = [block(KINDS[name][0]()) for name in names]
        for one in blocks:
            here.run(next, one)
        Context().run(blocks[order[0]].close)
        assert here.run(state) == within(names[order[1]])
        Context().run(blocks[order[1]].close)
        assert here.run(state) == AS_BEFORE


@each_kind
def test_a_copy_of_a_context_has_the_block_until_it_is_left(name: str) -> None:
    with KINDS[name][0]():
        copy_of_here = copy_context()
        assert copy_of_here.run(state) == within(name)
    assert copy_of_here.run(state) == AS_BEFORE


def test_a_block_entered_in_a_copy_is_not_there_in_the_original() -> None:
    one = block(no_grad())
    copy_of_here = copy_context()
    copy_of_here.run(next, one)
    assert is_recording()
    assert not copy_of_here.run(is_recording)
    one.close()
    assert copy_of_here.run(is_recording)


def test_a_copy_that_has_left_a_block_follows_what_is_around() -> None:
    outer, inner = block(no_grad()), block(enable_grad())
    here = Context()
    here.run(next, outer)
    here.run(next, inner)
    copies = [here.run(copy_context) for _ in range(3)]
    inner.close()
    assert [one.run(is_recording) for one in copies] == [False] * 3
    outer.close()
    assert [one.run(is_recording) for one in copies] == [True] * 3
    assert here.run(is_recording)


def test_a_generator_lends_its_block_to_the_code_that_runs_it() -> None:
    """No context manager can tell that a generator waits; PyTorch's and decimal's blocks are lent as well."""
    for _ in block(no_grad()):
        assert not is_recording()
    assert is_recording()


def test_a_generator_that_goes_on_elsewhere_has_no_block_there() -> None:
    def generator() -> Generator[bool]:
        with no_grad():
            yield is_recording()
            yield is_recording()

    one = generator()
    assert not Context().run(next, one)
    assert next(one)
    one.close()


def test_a_generator_left_to_the_garbage_collector() -> None:
    one = block(no_grad())
    next(one)
    cycle = [one]
    cycle.append(cycle)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # a cycle, to be found by gc
    del one, cycle
    gc.collect()
    assert is_recording()


def test_a_generator_collected_in_another_thread() -> None:
    one = [block(no_grad())]
    next(one[0])
    thread = threading.Thread(target=one.clear)
    thread.start()
    thread.join()
    assert is_recording()


# --------------------------------------------------------------------------------------------------------------- memory
def entered() -> int:
    """How many blocks there are beside one that this context may still refer to, which the next one drops."""
    with no_grad():
        pass
    gc.collect()
    return sum(type(one) is Entered for one in gc.get_objects())


def test_blocks_that_were_left_are_not_kept() -> None:
    before = entered()
    with no_grad():
        for _ in range(100):
            with enable_grad():
                pass
        assert entered() == before + 1
    assert entered() == before


def test_blocks_left_elsewhere_are_not_kept() -> None:
    before, here = entered(), Context()
    for _ in range(100):
        one = block(no_grad())
        here.run(next, one)
        Context().run(one.close)
    assert entered() <= before + 1  # the one that the context refers to
    assert here.run(is_recording)


@pytest.mark.parametrize("step", [1, -1], ids=["the outer first", "the inner first"])
def test_a_context_keeps_one_of_nested_blocks_left_elsewhere(step: int) -> None:
    before, here = entered(), Context()
    blocks = [block(no_grad()) for _ in range(50)]
    for one in blocks:
        here.run(next, one)
    for one in blocks[::step]:
        Context().run(one.close)
    assert entered() <= before + 1
    assert here.run(is_recording)


def test_contexts_that_left_an_inner_block_are_not_kept() -> None:
    before = entered()
    with no_grad():
        for _ in range(100):
            inner = block(enable_grad())
            copy_context().run(next, inner)
            inner.close()
            del inner
        assert entered() == before + 1


# --------------------------------------------------------------------------------------------- against a simple model
class Model:
    """For each place the blocks entered there and not left, the last the innermost."""

    def __init__(self) -> None:
        self.places: list[list[int]] = []
        self.kinds: list[str] = []
        self.is_left: list[bool] = []

    def enter(self, place: int, kind: str) -> None:
        self.places[place].append(len(self.kinds))
        self.kinds.append(kind)
        self.is_left.append(False)

    def state(self, place: int) -> State:
        return within(*(self.kinds[one] for one in self.places[place] if not self.is_left[one]))


@pytest.fixture(scope="module")
def lasting() -> Iterator[list[Place]]:
    """Threads and tasks that live through all examples: what one leaves wrong the next finds."""
    loop = asyncio.new_event_loop()
    threads, tasks = [InThread() for _ in range(2)], [InTask(loop) for _ in range(2)]
    yield [*threads, *tasks]
    for task in tasks:
        task.close()
    loop.close()
    for thread in threads:
        thread.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(["enter", "enter", "leave", "copy"]), st.integers(0, 30), st.integers(0, 30)),
    max_size=30,
)


def walk(lasting: list[Place], steps: list[tuple[str, int, int]], ends: list[int], *, is_shared: bool = False) -> None:
    """Enter and leave blocks as told, and hold each place to the model after each step."""
    places: list[Place] = [*lasting, InContext(), InContext()]
    model = Model()
    model.places = [[] for _ in places]
    managers = {name: make() for name, (make, _) in KINDS.items()}
    blocks: list[Generator[State]] = []

    def check() -> None:
        for i, place in enumerate(places):
            assert place.run(state) == model.state(i), (i, model.places, model.kinds)

    for step, where, what in steps:
        place = where % len(places)
        if step == "enter":
            kind = [*KINDS][what % len(KINDS)]
            blocks.append(block(managers[kind] if is_shared else KINDS[kind][0]()))
            places[place].run(lambda: next(blocks[-1]))
            model.enter(place, kind)
        elif step == "leave" and blocks:
            one = what % len(blocks)
            places[place].run(blocks[one].close)
            model.is_left[one] = True
        elif step == "copy":
            places.append(copied(places[place]))
            model.places.append(list(model.places[place]))
        if not is_shared:
            check()
    for i, last in enumerate(blocks):
        places[ends[i % len(ends)] % len(places)].run(last.close)
        model.is_left[i] = True
    check()
    assert [model.state(i) for i in range(len(places))] == [AS_BEFORE] * len(places)


ENDS = st.lists(st.integers(0, 30), min_size=1, max_size=10)


@settings(max_examples=120, deadline=None)
@given(steps=STEPS, ends=ENDS)
def test_blocks_in_contexts_threads_and_tasks_are_as_the_model(
    lasting: list[Place], steps: list[tuple[str, int, int]], ends: list[int]
) -> None:
    walk(lasting, steps, ends)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, ends=ENDS)
def test_shared_objects_leave_everything_as_before(
    lasting: list[Place], steps: list[tuple[str, int, int]], ends: list[int]
) -> None:
    """Which of its blocks an object leaves elsewhere it cannot know; that all are left in the end it does."""
    walk(lasting, steps, ends, is_shared=True)


# -------------------------------------------------------------------------------------------------- threads that race
@pytest.fixture
def switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("switching")
def test_threads_leave_nested_blocks_at_once() -> None:
    """Four threads leave the blocks of one chain, which copies of its context refer to, at the same time."""
    for round_ in range(60):
        here, copies = Context(), list[Context]()
        blocks: list[Generator[State]] = []
        for i in range(12):
            one = block(no_grad() if i % 3 else enable_grad())
            here.run(next, one)
            blocks.append(one)
            copies.append(here.run(copy_context))
        barrier = threading.Barrier(4)

        def leave(mine: list[Generator[State]], barrier: threading.Barrier = barrier) -> None:
            barrier.wait(timeout=10)
            for one in mine:
                one.close()

        parts = [blocks[i::4] if round_ % 2 else blocks[::-1][i::4] for i in range(4)]
        workers = [threading.Thread(target=leave, args=(part,)) for part in parts]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert all(one.run(is_recording) for one in (here, *copies))


@pytest.mark.usefixtures("switching")
def test_threads_use_one_object_at_once() -> None:
    manager, wrong = no_grad(), list[bool]()
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait(timeout=10)
        for _ in range(300):
            with manager:
                wrong.append(is_recording())
                with manager:
                    wrong.append(is_recording())
                wrong.append(is_recording())
            wrong.append(not is_recording())

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(wrong) == 4 * 300 * 4
    assert not any(wrong)
