"""`compiled`: a function that is captured once for each kind of arguments, and replayed from then on."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextvars import copy_context
from functools import partial, wraps
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from threading import RLock
from typing import Any, Protocol, TypeVar, cast, get_args, overload

import numpy as np

from typedgrad import capture
from typedgrad.capture import capturing
from typedgrad.compile.arguments import Arguments
from typedgrad.compile.environment import COMPILED, Environment
from typedgrad.compile.program import Backend, Program
from typedgrad.compile.recorder import StepRecorder
from typedgrad.compile.tree import mapped
from typedgrad.errors import CompileError, described
from typedgrad.forks import renewed_in_child
from typedgrad.tape import is_recording

Function = TypeVar("Function", bound=Callable[..., Any])

_PROGRAMS = 32  # of one function; the one that was not used for longest makes place


class Compiler(Protocol):
    """A decorator that keeps the type of the function."""

    def __call__(self, function: Function, /) -> Function:
        """The function, compiled."""
        ...


@overload
def compiled(function: Function, /) -> Function: ...
@overload
def compiled(*, backend: Backend = "numpy") -> Compiler: ...
def compiled(function: Callable[..., Any] | None = None, /, *, backend: Backend = "numpy") -> Any:
    """The function, made fast: run once to capture the NumPy calls that it makes, and from then on as these alone.

    A step of training, from the loss to the update of the parameters, is what it is for; a forward pass under `no_grad`
    can be compiled as well. The arrays of a program are planned and used again, and no Python runs between its calls.
    The results are the same to the last bit, by NumPy's calls.

    A program is made for dtypes, shapes and strides of the tensors among the arguments, for the values of numbers and
    strings, and for what else the function refers to: variables, attributes of objects, modes of modules, `no_grad`.
    Where one of these changes, the function is captured again. Learning rates and other numbers of an optimizer may
    change at any time, and random numbers are drawn anew in each call, if `typedgrad.random` draws them.

    An interrupt (`KeyboardInterrupt`) or an error within a call finds what an optimizer's step updates as it was before
    that step or after it, and leaves the gradients that the function computes at none; it can be called again.

    Python's own effects, such as `print` or appending to a list, happen only while it is captured.

    Args:
        function: takes and returns tensors, or tuples, lists and dicts of them; other arguments are constants.
        backend: what runs the program. "numpy": NumPy's calls. "c": for all that it can do, code that the system's C
            compiler makes (the one that `CC` names, else cc, gcc or clang) in a second or two and that is kept in the
            user's cache; sums and products of matrices add up in another order there, and exp, log and tanh are right
            to 3 units in the last place.

    Raises:
        TypeError: what is given cannot be called, or is a generator or a coroutine.
        ValueError: there is no such backend.
        CompileError: by a call, where the function reads a value of a tensor (`item()`, `if x > 0`), takes data in by
            `as_tensor`, draws from a generator directly, has a shape that depends on values, or returns a tensor whose
            graph is not freed. Nothing is changed then. At once, where a C compiler is asked for and there is none.

    >>> from typedgrad import Parameter, Scalar, Vector, as_tensor, backprop, float32, ones
    >>> from typedgrad.optim import SGD
    >>> w = Parameter(ones((2,)))
    >>> optimizer = SGD([w], lr=0.5)
    >>> @compiled
    ... def step(x: Vector[float32, int]) -> Scalar[float32]:
    ...     optimizer.zero_grad()
    ...     loss = ((w - x) * (w - x)).sum()
    ...     backprop(loss)
    ...     optimizer.step()
    ...     return loss
    >>> x = as_tensor([3.0, 1.0], float32, (2,))
    >>> [step(x).item() for _ in range(2)]
    [4.0, 0.0]
    """
    if backend not in get_args(Backend):
        raise ValueError(f"compiled: backend is {described(backend)}, not one of {', '.join(get_args(Backend))}")
    if function is None:
        return partial(_compiled, backend=backend)
    return _compiled(function, backend)


def _compiled(function: Function, backend: Backend) -> Function:
    if not callable(function):
        raise TypeError(f"compiled: {described(function)} is not a function")
    if isgeneratorfunction(function) or iscoroutinefunction(function) or isasyncgenfunction(function):
        raise TypeError(f"compiled: {described(function)} is a generator or a coroutine, which goes on after the call")
    if backend == "c":
        from typedgrad.compile.native import compiler  # noqa: PLC0415  # which few programs need

        compiler()
    programs: list[Program] = []
    lock, is_running = RLock(), False

    def called(arguments: tuple[object, ...], keywords: dict[str, object]) -> object:
        if programs and not keywords and programs[0].fits(arguments):
            return programs[0].run([argument._data for argument in cast("tuple[Any, ...]", arguments)])
        given = Arguments(arguments, keywords)
        for program in programs:
            if program.key == given.key and program.holds():
                programs.remove(program)
                programs.insert(0, program)
                return program.run(given.arrays)
        program, result = _captured(function, given, backend)
        programs.insert(0, program)
        del programs[_PROGRAMS:]
        return result

    @wraps(function)
    def replayed(*arguments: object, **keywords: object) -> object:
        if capture.runs_as_written() is not None:  # within another compiled function it is a part of that
            return function(*arguments, **keywords)
        nonlocal is_running
        with lock:
            if is_running:  # in this thread, where a signal's handler or a finalizer calls it meanwhile
                return function(*arguments, **keywords)
            is_running = True
            try:
                return called(arguments, keywords)
            finally:
                is_running = False

    def renew() -> None:
        """Of a call by another thread a forked child has nothing but the lock, and a program in use for ever."""
        nonlocal lock, is_running
        lock = RLock()
        if is_running:
            is_running = False
            programs.clear()

    renewed_in_child(replayed, renew)
    setattr(replayed, COMPILED, True)
    return cast("Function", replayed)


def _captured(function: Callable[..., object], given: Arguments, backend: Backend) -> tuple[Program, object]:
    """Run a function with arrays that record, and make a program of what they recorded."""
    environment = Environment(function, *given.others)
    recording = StepRecorder(environment.generators)
    states = [generator.bit_generator.state for generator in environment.generators]
    globals_before = random.getstate(), _legacy_state()
    names = [f"x{i}" for i in range(len(given.arrays))]
    arrays = [recording.argument(array, name) for array, name in zip(given.arrays, names, strict=True)]
    context = copy_context()
    context.run(capturing.set, recording)
    context.run(np.seterr, all="ignore")
    try:
        positional, named = tree = given.over(arrays)
        structure = mapped(tree, id)
        result = context.run(function, *positional, **named)
        for generator, state in zip(environment.generators, states, strict=True):
            if not any(generator is known for known in recording.generators) and generator.bit_generator.state != state:
                generator.bit_generator.state = state
                raise CompileError("compiled: numbers drawn by a generator's own method; draw by typedgrad.random")
        if globals_before != (random.getstate(), _legacy_state()):
            raise CompileError("compiled: numbers drawn by a global generator; draw by typedgrad.random")
        if not environment.holds() or mapped(tree, id) != structure:
            raise CompileError(
                "compiled: the step changes a variable, a list or an attribute that it refers to, which only the call "
                "that is captured would; return what is to be kept"
            )
        if recording.refusal is not None:
            raise recording.refusal
        program = Program(recording, given, environment, names, result, is_recording(), backend)
    except BaseException:
        recording.fail()
        raise
    return program, program.first


def _legacy_state() -> object:
    name, keys, *rest = cast("tuple[Any, ...]", np.random.get_state())  # to see that it is not used
    return name, keys.tobytes(), *rest
