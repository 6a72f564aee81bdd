"""`Block`: what holds for a `with` statement, in one thread and asyncio task, and ends with it wherever that is left.

Generators leave their blocks in any order, and perhaps in another thread or task than they entered them in. There a
context variable cannot be set back. So a context refers to the innermost block that was entered in it, a block to the
one around it, and each says what holds: what it was entered for, or once it was left what holds around it. A context
copied from another, as that of a task, refers to the same blocks: they hold there until they are left.
"""

from __future__ import annotations

from contextlib import ContextDecorator, suppress
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from weakref import ref

from typedgrad.errors import check_function

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

Function = TypeVar("Function", bound="Callable[..., Any]")
T = TypeVar("T")


class Entered(list[T]):
    """A block that was entered: what holds in it, which is one thing or nothing.

    It is a list because each recorded call asks whether something holds, and a list's truth is read without Python.

    There is no lock, which a generator that is closed by the garbage collector could not wait for. What makes it right:
    a block that was left is never active again; who writes what holds around one first adds it to those that follow
    the block around, and looks after that whether that one is still active; who leaves one says so first, and then
    has those that follow it written anew.

    Attributes:
        outer: the block around; the outermost, which is never left, is around itself.
        is_active: whether it has not been left.
        followers: blocks that were left, and in which this one holds, by their ids; what nobody refers to is gone.
    """

    __slots__ = ("__weakref__", "followers", "is_active", "outer")

    def __init__(self, held: Iterable[T], outer: Entered[T] | None = None) -> None:
        self.extend(held)
        self.outer: Entered[T] = self if outer is None else outer
        self.is_active: bool = True
        self.followers: dict[int, ref[Entered[T]]] = {}

    def in_effect(self) -> Entered[T]:
        """This block, or once it was left the innermost around it that was not."""
        block = self
        while not block.is_active:
            block = block.outer
        return block

    def leave(self) -> None:
        """Hold no longer, in no context."""
        self.is_active = False
        if self.outer.outer is self.outer:  # what holds around the outermost is not left
            self[:] = self.outer
        else:
            self._follow()
        if self.followers:
            for follower in self.followers.copy().values():
                block = follower()
                if block is not None:  # unless another thread has dropped it
                    block._follow()

    def _follow(self) -> None:
        """Say what holds around it."""
        is_settled = False
        while not is_settled:
            around = self.outer = self.in_effect()
            if around.outer is not around:
                key, followers = id(self), around.followers
                followers[key] = ref(self, partial(followers.pop, key))
            self[:] = around
            is_settled = around.is_active


def innermost(name: str, *held: T) -> ContextVar[Entered[T]]:
    """The variable that refers to the innermost block, and where none was entered to what holds there."""
    outermost = Entered(held)
    return ContextVar(name, default=outermost)


class Block(ContextDecorator, Generic[T]):
    """What holds for a block, or for the calls of a function that it decorates.

    One object can be entered again, within itself and by several threads, tasks and generators. Leaving it leaves the
    innermost of its blocks in this context; where it has none there, the last one that it entered.

    A subclass says what holds in it, and which variable refers to its blocks.
    """

    _innermost: ClassVar[ContextVar[Entered[Any]]]  # Any: of a subclass's T, which a class variable cannot name
    _held: tuple[T, ...]
    _settles: ClassVar[bool] = False  # whether `_settle` does something, which is not called for nothing

    def __init__(self) -> None:
        self._entered: dict[int, Entered[T]] = {}  # those not left, by their ids: to take one out is one call

    def __call__(self, function: Function) -> Function:
        """Decorate a function.

        Raises:
            TypeError: what is no function; a generator or coroutine function, whose body would run after the switch is
                back.
        """
        check_function(type(self).__name__, function)
        # Some versions of NumPy do not load this, and it takes as long as the tensors.
        from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction  # noqa: PLC0415

        if isgeneratorfunction(function) or iscoroutinefunction(function) or isasyncgenfunction(function):
            raise TypeError(f"{type(self).__name__}: {function!r} runs after it returns; use `with` in its body")
        return super().__call__(function)

    def __enter__(self) -> None:
        around: Entered[T] = self._innermost.get()
        if not around.is_active:
            around = around.in_effect()
        entered = Entered(self._held, around)
        try:
            self._entered[id(entered)] = entered
            self._innermost.set(entered)
            if self._settles:
                self._settle()
        except BaseException:  # an interrupt, after which no `with` would leave it
            entered.leave()
            self._entered.pop(id(entered), None)
            if self._settles:
                self._settle()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        waiting = -1
        try:
            waiting = len(self._entered)
            self._leave()
            if self._settles:
                self._settle()
        except BaseException:  # an interrupt, or what `_leave` says
            if self._entered and waiting in {-1, len(self._entered)}:  # it came before it was left
                self._leave()
            if self._settles:
                self._settle()
            raise

    def _settle(self) -> None:
        """What follows when a block was entered or left; it may be called twice."""

    def _leave(self) -> None:
        """Leave the innermost block of this object in this context; where it has none there, the last it entered."""
        here: Entered[T] = self._innermost.get()
        self._leave_from(here)
        if not here.is_active:
            around = here.outer
            self._innermost.set(around if around.is_active else around.in_effect())

    def _leave_from(self, block: Entered[T]) -> None:
        while block.outer is not block:
            if id(block) in self._entered:
                block.leave()  # before it is taken out: an interrupt in between would have it hold for ever
                if self._entered.pop(id(block), None) is not None:  # unless another thread was first
                    return
            block = block.outer
        while self._entered:
            with suppress(StopIteration, KeyError, RuntimeError):  # where other threads leave theirs meanwhile
                last = next(reversed(self._entered))
                self._entered[last].leave()
                del self._entered[last]
                return
        raise RuntimeError(f"{type(self).__name__}: left more often than it was entered")

    @classmethod
    def leave_to(cls, block: Entered[T]) -> None:
        """Leave all that was entered in this context since `block` was the innermost.

        An interrupt can come where `__exit__` begins, which is then not run.
        """
        around = [block]
        while around[-1].outer is not around[-1]:
            around.append(around[-1].outer)
        here: Entered[T] = cls._innermost.get()
        while not any(here is known for known in around):
            outer = here.outer
            here.leave()
            here = outer
        if here is not cls._innermost.get():
            cls._innermost.set(here)
