"""What holds in a context, places that code is run in, and blocks that are entered in one place and left in another."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, TypeVar, cast

from typedgrad import array_api, as_tensor, detect_nan, enable_grad, exp, float64, log, no_grad, zeros
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager

    Function = TypeVar("Function", bound=Callable[..., Any])
    Result = TypeVar("Result")
    Kind: TypeAlias = Callable[[], AbstractContextManager[None]]


class State(NamedTuple):
    """What blocks decide.

    Attributes:
        records: whether calls are recorded.
        stops: at what `detect_nan` stops.
        assigns: whether elements can be assigned to.
    """

    records: bool = True
    stops: str = "nowhere"
    assigns: bool = False


AS_BEFORE = State()


def _raises(call: Callable[[], object], error: type[Exception]) -> bool:
    try:
        call()
    except error:
        return True
    return False


def state() -> State:
    """What holds here, seen by what the library does."""
    at_nan = _raises(lambda: log(as_tensor(-1.0, float64, ())), FloatingPointError)
    at_inf = _raises(lambda: exp(as_tensor(1e4, float64, ())), FloatingPointError)
    x = zeros((2,))

    def assign() -> None:
        x[0] = 1.0  # type: ignore[index]  # pyright: ignore[reportIndexIssue]  # tensors are immutable to checkers

    stops = "at infinity" if at_inf else "at NaN" if at_nan else "nowhere"
    return State(is_recording(), stops, not _raises(assign, TypeError))


def _of_nan() -> AbstractContextManager[None]:
    return detect_nan()


def _of_infinity() -> AbstractContextManager[None]:
    return detect_nan(inf=True)


KINDS: dict[str, tuple[Kind, Callable[[State], State]]] = {
    "no_grad": (no_grad, lambda around: around._replace(records=False)),
    "enable_grad": (enable_grad, lambda around: around._replace(records=True)),
    "detect_nan": (_of_nan, lambda around: around._replace(stops="at NaN")),
    "detect_nan(inf=True)": (_of_infinity, lambda around: around._replace(stops="at infinity")),
    "assignable": (array_api.assignable, lambda around: around._replace(assigns=True)),
}
"""Each kind of block, and what holds in it, by what holds around it."""


def block(manager: AbstractContextManager[None]) -> Generator[State]:
    """A generator that enters a block when it is started, and leaves it when it goes on."""
    with manager:
        yield state()


class Decorator(Protocol):
    """Keeps what the function takes and returns."""

    def __call__(self, function: Function, /) -> Function: ...


def decorated(name: str) -> Decorator:
    """A block of a kind as a decorator, which each of them is beside a context manager."""
    return cast("Decorator", KINDS[name][0]())  # a ContextDecorator, which a context manager's protocol does not say


class InContext:
    """Runs code in a context of its own, in this thread."""

    def __init__(self, context: Context | None = None) -> None:
        self.context = Context() if context is None else context

    def run(self, function: Callable[[], Result]) -> Result:
        return self.context.run(function)


class InThread:
    """Runs code in one thread, in the context that it has from its start to its end."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._pool.submit(int).result(timeout=10)

    def run(self, function: Callable[[], Result]) -> Result:
        return self._pool.submit(function).result(timeout=10)

    def close(self) -> None:
        self._pool.shutdown()


class InTask:
    """Runs code in one asyncio task, which waits between the calls."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._calls: asyncio.Queue[tuple[Callable[[], object], asyncio.Future[object]] | None] = asyncio.Queue()
        self._task = loop.create_task(self._serve())

    async def _serve(self) -> None:
        while (call := await self._calls.get()) is not None:
            function, result = call
            try:
                result.set_result(function())
            except Exception as error:
                result.set_exception(error)

    def run(self, function: Callable[[], Result]) -> Result:
        found: list[Result] = []
        future: asyncio.Future[object] = self._loop.create_future()
        self._calls.put_nowait((lambda: found.append(function()), future))
        self._loop.run_until_complete(future)
        return found[0]

    def close(self) -> None:
        self._calls.put_nowait(None)
        self._loop.run_until_complete(self._task)


Place: TypeAlias = "InContext | InThread | InTask"


def copied(place: Place) -> InContext:
    """A copy of a place's context, as a task that is created there gets."""
    return InContext(place.run(copy_context))
