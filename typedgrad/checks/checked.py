"""`checked`: a function whose annotations hold at run time."""

from __future__ import annotations

import inspect
import linecache
import os
import sys
from functools import wraps
from threading import RLock
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typedgrad.checks.names import local_names
from typedgrad.checks.plan import Plan
from typedgrad.checks.source import defaults_of, headed, prefix_of, source_of
from typedgrad.errors import described

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

SWITCH = "TYPEDGRAD_CHECKED"
"""The environment variable that switches the checks off, by 0, false, no or off, where `checked` is applied."""

Checkable = TypeVar(
    "Checkable", bound="Callable[..., Any] | classmethod[Any, ..., Any] | staticmethod[..., Any] | property"
)

_MARK = "_typedgrad_checked"
_NAME = "checking"  # of the function in a source, which is none of its constants
_lock = RLock()


def checked(function: Checkable, /) -> Checkable:
    """The function, with each call held to the annotations of its tensors: dtypes, sizes, names of dimensions.

    A name of a dimension (a NewType, a type variable) stands for one size in all arguments and the result of a call, a
    type variable for one dtype. A type parameter of a generic class stands for one size, or one dtype, in all checked
    calls of an instance: the first that succeeds binds it.

    Annotations of other things than tensors are not looked at. What is, in docs/checked.md.

    Args:
        function: a function, a method, a coroutine function; or a class, for all the annotated methods that it defines
            itself. Of a generator the arguments are checked, not what it yields. Where the environment variable
            `TYPEDGRAD_CHECKED` is `0`, it is returned as it is.

    Raises:
        TypeError: what is given is no function and no class. By the first call: an annotation of a tensor that is not
            of the form `Tensor[dtype, tuple[...]]`.
        NameError: by the first call: an annotation names what is not there at run time.
        ShapeError: by a call: another rank, another size, or a name that stands for two.
        DTypeError: by a call: another dtype, or no tensor.

    >>> from typing import Literal, NewType
    >>> from typedgrad import Tensor, float32, int64, ones
    >>> Batch = NewType("Batch", int)
    >>> @checked
    ... def count(x: Tensor[float32, tuple[Batch, Literal[64]]], labels: Tensor[int64, tuple[Batch]]) -> int:
    ...     return x.shape[0]
    >>> count(ones((32, 64)), ones((32,), int64))
    32
    >>> count(ones((32, 64)), ones((31,), int64))
    Traceback (most recent call last):
    typedgrad.errors.ShapeError: count: labels has Batch = 31 (axis 0 of shape (31,)), but x bound Batch = 32 \
(axis 0 of shape (32, 64))
    """
    if os.environ.get(SWITCH, "1").lower() in {"0", "false", "no", "off"}:
        return function
    member: object = function
    if isinstance(member, type):
        for name, one in list(vars(member).items()):
            if isinstance(one, (FunctionType, classmethod, staticmethod, property)):
                setattr(member, name, _member(one, sys._getframe(1), member))
        return function
    if not isinstance(member, (FunctionType, classmethod, staticmethod, property)):
        raise TypeError(f"checked: {described(function)} is neither a function nor a class")
    return cast("Checkable", _member(member, sys._getframe(1)))  # it takes and gives what the member does


def _member(member: Any, frame: FrameType, owner: type | None = None) -> object:  # Any: it has any parameters
    """A function that is checked, or a descriptor of one, for the class that it was found in."""
    within: Any = getattr(member, "__func__", None)  # as above
    if isinstance(member, property):
        fget, fset, fdel = (one and _checked(one, frame, owner) for one in (member.fget, member.fset, member.fdel))
        return property(fget, fset, fdel, member.__doc__)
    if isinstance(member, FunctionType):
        return _checked(member, frame, owner)
    return (classmethod if isinstance(member, classmethod) else staticmethod)(_checked(within, frame, owner))


def _checked(function: Callable[..., Any], frame: FrameType, owner: type | None) -> Callable[..., Any]:
    if not isinstance(function, FunctionType) or hasattr(function, _MARK):
        return function
    plain = inspect.unwrap(function)
    annotations: Mapping[str, object] = getattr(plain, "__annotations__", {})
    if not annotations:
        return function
    local = local_names(annotations.values(), frame, getattr(plain, "__globals__", None))
    return _Checks(function, owner, local).wrapper


class _Checks:
    """The checks of one function, which are made at its first call, when the names in its annotations are there.

    Attributes:
        wrapper: the function that checks. It has a placeholder's code until it is called.
    """

    def __init__(self, function: FunctionType, owner: type | None, local: Mapping[str, object]) -> None:
        self._function = function
        self._class = owner
        self._local = local
        self._signature = inspect.signature(function)
        self._is_async = inspect.iscoroutinefunction(function)
        self._is_made = False
        prefix = prefix_of(self._signature)
        header, call, values = headed(self._signature, _NAME, prefix, is_async=self._is_async)
        self._globals: dict[str, Any] = {"__name__": function.__module__, f"{prefix}make": self._make}
        self._globals[f"{prefix}function"] = function
        again = call.replace(f"{prefix}function(", f"{prefix}make({values})(", 1)
        self.wrapper = self._wrapper(f"{header}\n    return {again}\n", ", its first call")

    def _wrapper(self, source: str, stage: str = "") -> FunctionType:
        plain = inspect.unwrap(self._function)
        name = f"<checked {plain.__module__}.{plain.__qualname__}{stage}>"
        shown = source.replace(_NAME, plain.__name__, 1)
        linecache.cache[name] = (len(shown), None, shown.splitlines(keepends=True), name)  # for tracebacks
        exec(compile(source, name, "exec", dont_inherit=True), self._globals)
        wrapper: FunctionType = self._globals.pop(_NAME)
        wrapper.__code__ = wrapper.__code__.replace(co_name=plain.__name__, co_qualname=plain.__qualname__)
        wraps(self._function)(wrapper)
        positional, keywords = defaults_of(self._signature)
        wrapper.__defaults__, wrapper.__kwdefaults__ = positional or None, dict(keywords) or None
        setattr(wrapper, _MARK, True)
        return wrapper

    def _make(self, values: tuple[object, ...]) -> FunctionType:
        """Give the wrapper its code, and return it.

        Args:
            values: the arguments of the first call, the first of which may be the instance of a method.
        """
        if not self._is_made:
            owner = self._owner(values)  # without the lock: annotations may import, which waits for other threads
            is_static = owner is not None and isinstance(vars(owner).get(self._function.__name__), staticmethod)
            within = self._class or owner
            plan = Plan(self._function, self._signature, self._local, None if is_static else owner, within)
            source, constants = source_of(
                plan, self._signature, _NAME, is_async=self._is_async, function=self._function
            )
            with _lock:
                if not self._is_made:
                    self._globals.update(constants)
                    self.wrapper.__code__ = self._wrapper(source).__code__
                    self._is_made = True
        return self.wrapper

    def _owner(self, values: tuple[object, ...]) -> type | None:
        """The class that the function is a method of, if the first argument is an instance of it."""
        if self._class is not None:
            return self._class if values and isinstance(values[0], self._class) else None
        within = self._function.__qualname__.rpartition(".")[0]
        if not values or not within or within.endswith("<locals>"):
            return None
        for kind in type(values[0]).__mro__:
            if kind.__qualname__ == within and kind.__module__ == self._function.__module__:
                return kind
        return None
