"""`StepRecorder`: runs the calls of a step and keeps them as a program."""

from __future__ import annotations

import operator
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import numpy as np

from typedgrad.capture import capturing
from typedgrad.compile.pages import paged
from typedgrad.compile.storage import OUT, Call, Place, Storage, has_traced, is_traced, owner
from typedgrad.compile.traced import Traced
from typedgrad.compile.tree import mapped
from typedgrad.errors import CompileError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.nodes import Leaf
    from typedgrad.rules.namespace import NDArray

    Result = TypeVar("Result")

_NUMPY_SCALARS = frozenset({np.float32, np.float64, np.int32, np.int64, np.bool_})
_KEYWORD_OUT = (np.maximum, np.minimum)  # a third positional argument is deprecated there
_FIXED_SHAPE = frozenset({
    "argmax", "argmin", "argsort", "broadcast_to", "cumprod", "cumsum", "einsum", "expand_dims", "flip", "getitem",
    "_power", "reshape", "sort", "swapaxes", "take_along_axis", "transpose", "vdot", "where",
})  # fmt: skip
"""Functions whose results have shapes that follow from those of their arguments."""


class StepRecorder:
    """Records one run of a step. Any: what NumPy hands over and gives back, arrays, numbers, keys, and tuples of these.

    Args:
        generators: those that the step refers to.

    Attributes:
        calls: the program so far.
        filled: the leaves that the step reads a flag of before it sets it, with what it read.
        written: the leaves of which the step sets a flag.
        refusal: why the step cannot be captured, though it may have caught the error.
    """

    def __init__(self, generators: Sequence[np.random.Generator]) -> None:
        self._known_generators = generators
        self.calls: list[Call] = []
        self.filled: dict[Leaf, bool] = {}
        self.written: set[Leaf] = set()
        self._pending: dict[Leaf, bool] = {}  # flags that the program has yet to set
        self.conditions: list[Callable[[], bool]] = []
        self.generators: list[np.random.Generator] = []
        self._undo: list[Callable[[], object]] = []
        self._saved: set[int] = set()  # the ids of storages that can be restored
        self._storages: dict[int, Storage] = {}  # by the id of the array that owns the memory
        self._held: dict[int, Traced] = {}
        self.refusal: CompileError | None = None
        self._is_done = False
        self._count = 0

    # ------------------------------------------------------------------------------------------- arrays from without
    def argument(self, array: NDArray, name: str) -> NDArray:
        """An argument of the step, which each call brings anew."""
        return _stands_for(Traced(array, self._storage(Place.ARGUMENT, array), self, name))

    def held(self, array: NDArray, /) -> NDArray:
        """Memory that outlives the step; one array is one traced array."""
        if is_traced(array):
            return _stands_for(array)
        traced = self._held.get(id(array))
        if traced is None:
            traced = self._held[id(array)] = Traced(array, self._storage(Place.HELD, array), self)
        return _stands_for(traced)

    def empty(self, shape: tuple[int, ...], dtype: np.dtype[Any], /) -> NDArray:
        """Memory of the program's own."""
        return _stands_for(self._temporary(np.empty(shape, dtype)))

    def drawn(self, generator: np.random.Generator, make: Callable[[], NDArray], /) -> NDArray:
        """What a generator draws, in each run anew."""
        if not any(known is generator for known in self._known_generators):
            raise self.refused(
                "compiled: numbers drawn by a generator that is made within the step, or kept where it is not seen; "
                "make it before, and refer to it by a variable, an argument or an attribute"
            )
        if not any(known is generator for known in self.generators):
            self.generators.append(generator)
            self.undo(partial(_set_state, generator, generator.bit_generator.state))
        return cast("NDArray", self._record(Call(make, (), is_effect=True), self._alone(make)))

    # ---------------------------------------------------------------------------------------------- what NumPy calls
    def ufunc(self, ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """A call of a ufunc, or of one of its methods."""
        (out,) = keywords.pop("out", None) or (None,)
        if method == "at":
            return self.write(ufunc.at, inputs, inputs[0])
        if method == "__call__" and ufunc.nout == 1:
            if ufunc in _KEYWORD_OUT:
                return self.into(ufunc, inputs, {**keywords, "out": OUT}, out)
            return self.into(ufunc, (*inputs, OUT), keywords, out)
        if method == "reduce":
            axis, dtype = keywords.pop("axis", 0), keywords.pop("dtype", None)
            keepdims = keywords.pop("keepdims", False)
            return self.into(ufunc.reduce, (inputs[0], axis, dtype, OUT, keepdims), keywords, out)
        if out is not None:
            raise self.refused(f"compiled: {ufunc.__name__}.{method} into an array cannot be captured")
        return self.call(ufunc if method == "__call__" else getattr(ufunc, method), inputs, keywords)

    def function(self, function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """A call of another of NumPy's functions."""
        if function is np.dot:
            left, right, *out = (*arguments, *keywords.values())
            return self.into(np.dot, (left, right, OUT), {}, out[0] if out else None)
        if function is np.copyto:
            return self.write(np.copyto, arguments, arguments[0], keywords)
        if function is np.concatenate and "out" not in keywords:
            return self.into(np.concatenate, arguments, {**keywords, "out": OUT}, None)
        if keywords.get("out") is not None:
            raise self.refused(f"compiled: {function.__name__} into an array cannot be captured")
        return self.call(function, arguments, keywords)

    def into(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any], out: Any
    ) -> NDArray:
        """A call that writes into `out`, or where there is none into memory of the program's own."""
        given = None if out is None else self._writable(out)
        value = self._called(function, arguments, keywords, given)
        target = self._temporary(value) if given is None else given
        if isinstance(function, np.ufunc):
            arguments = tuple(_as_array(argument, target.value.dtype) for argument in arguments)
        self._keep(Call(function, arguments, keywords, target))
        return _stands_for(target)

    def write(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        target: Any,
        keywords: dict[str, Any] | None = None,
    ) -> None:
        """A call that changes one of its arguments."""
        written, named = self._writable(target), keywords or {}
        self._called(function, arguments, named)
        self._keep(Call(function, arguments, named, written))

    def call(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any] | None = None
    ) -> Any:
        """A call that returns arrays, new ones or views of its arguments."""
        named = keywords or {}
        value = self._called(function, arguments, named)
        name = getattr(function, "__name__", "")
        if type(value) in _NUMPY_SCALARS and name in _FIXED_SHAPE and name != "getitem":  # see `power`
            target = self._temporary(value)
            self._keep(Call(function, arguments, named, target, is_stored=True))
            return _stands_for(target)
        is_checked = name not in _FIXED_SHAPE or (name == "getitem" and has_traced(arguments[1]))
        return self._record(Call(function, arguments, named, is_checked=is_checked), value)

    def power(self, base: Any, exponent: Any) -> NDArray:
        """`base ** exponent`: Python's operator, which for some exponents is another function of NumPy's."""
        return cast("NDArray", self.call(_power, tuple(_as_in_eager(x) for x in (base, exponent))))

    def copied(self, x: Traced, dtype: np.dtype[Any], order: Literal["C", "K"]) -> NDArray:
        """A copy, converted; with its axes in memory as they are said to be, or kept."""
        target = self._temporary(self._plain(x).astype(dtype, order))
        self._keep(Call(operator.setitem, (OUT, ..., x), {}, target))
        return _stands_for(target)

    def whole(self, function: Callable[..., Result], /, *arguments: object) -> Result:
        """A call that is recorded as one; kept for its effect where it returns no array."""
        value = self._alone(function, *arguments)
        is_effect = not isinstance(value, (np.ndarray, np.generic, tuple))
        if is_effect:  # a check, which may raise
            self._flush()
        return cast("Result", self._record(Call(function, arguments, is_effect=is_effect, is_checked=True), value))

    def _called(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        target: Traced | None = None,
    ) -> Any:
        """What a call gives for the arrays of this run; where it has a place for its result, into the target if any."""

        def plain(value: object) -> Any:
            return self._plain(target if value is OUT else value)

        return function(*map(plain, arguments), **{name: plain(value) for name, value in keywords.items()})

    def _alone(self, function: Callable[..., Any], *arguments: object) -> Any:
        """`function` of the arrays of this run, with nothing recorded."""
        plain = [self._plain(argument) for argument in arguments]
        token = capturing.set(None)
        try:
            return function(*plain)
        except Exception as error:
            self.refused(f"compiled: an error that the step catches depends on values: {error}")
            raise
        finally:
            capturing.reset(token)

    # --------------------------------------------------------------------------------------------- effects and undoing
    def host(self, action: Callable[[], object], later: Callable[[], object] | None = None, /) -> None:
        """Do something that is no computation on arrays, here in each run; or in those to come something quicker."""
        if later is None:
            self._flush()
        self._alone(action)
        self._keep(Call(later or action, (), is_effect=True))

    def refused(self, message: str, /) -> CompileError:
        """The error for what cannot be captured, which the step may catch and the capture does not."""
        self.refusal = CompileError(message)
        return self.refusal

    def instead(self, function: Callable[..., Result], /, *arguments: object) -> Result:
        """`whole`, of what could not be captured call by call."""
        self.refusal = None
        return self.whole(function, *arguments)

    def undo(self, action: Callable[[], object], /) -> None:
        """Have it done should the capture fail."""
        self._undo.append(action)

    def requires(self, condition: Callable[[], bool], /) -> None:
        """Note what has to hold for the program to be right, of which each change is counted in `changes`."""
        self.conditions.append(condition)

    def expects_filled(self, leaf: Leaf, /) -> None:
        """Note that the step depends on whether a leaf has a gradient."""
        if leaf not in self.written:
            self.filled.setdefault(leaf, leaf.is_filled)

    def fills(self, leaf: Leaf, is_filled: bool, /) -> None:
        """Set whether a leaf has a gradient."""
        if leaf not in self.written:
            self.written.add(leaf)
            self.undo(partial(setattr, leaf, "is_filled", leaf.is_filled))
        leaf.is_filled = self._pending[leaf] = is_filled

    def _flush(self) -> None:
        """Have the program set the flags of leaves that have changed."""
        if self._pending:
            self._keep(Call(partial(_set_flags, tuple(self._pending.items())), (), is_effect=True))
            self._pending = {}

    def finish(self) -> None:
        """Record no more: what is left of the step's tensors outside of it is dead."""
        self._flush()
        self._is_done = True

    def fail(self) -> None:
        """Undo all that the step has changed."""
        self.finish()
        for action in reversed(self._undo):
            action()

    # ------------------------------------------------------------------------------------------------------- storages
    def _record(self, call: Call, value: object) -> object:
        """Keep a call, unless it views what has a place, and give its result with traced arrays for arrays."""
        sources = list(call.reads())
        call.results = result = self._traced(value, sources)
        if call.is_effect or not sources or any(made.name for made in call.makes()):
            self._keep(call)
        return result

    def _keep(self, call: Call) -> None:
        """Add a call to the program, with arrays that do not hold the numbers of this run."""
        call.arguments = tuple(_recorded(argument) for argument in call.arguments)
        call.keywords = {name: _recorded(value) for name, value in call.keywords.items()}
        call.target = None if call.target is None else call.target.recorded
        call.results = _recorded(call.results)
        self.calls.append(call)

    def _traced(self, value: object, sources: list[Traced]) -> Any:
        """Traced arrays for the arrays of a result, in its structure."""

        def traced(found: object) -> object:
            if not isinstance(found, (np.ndarray, np.generic)):
                return found
            array: NDArray = np.asarray(cast("NDArray", found))
            root = owner(array)
            for source in sources:
                if source.storage.root is root:  # a view
                    name = self._variable() if source.name else ""
                    return Traced(array, source.storage, self, name, pages=source.pages)
            is_scalar = isinstance(found, np.generic)
            return Traced(array, self._storage(Place.VARIABLE, array), self, self._variable(), is_scalar=is_scalar)

        return mapped(value, traced)

    def _variable(self) -> str:
        self._count += 1
        return f"v{self._count}"

    def _temporary(self, value: Any) -> Traced:
        array, pages = paged(np.asarray(value))
        storage, is_scalar = self._storage(Place.TEMPORARY, array), isinstance(value, np.generic)
        return Traced(array, storage, self, is_scalar=is_scalar, pages=pages)

    def _storage(self, place: Place, array: NDArray) -> Storage:
        root = owner(array)
        storage = self._storages.get(id(root))  # which keeps the root, so that the id is its own
        if storage is None:
            storage = self._storages[id(root)] = Storage(place, root)
        return storage

    def _plain(self, value: object) -> Any:
        """The values of this run, also within tuples, lists and dicts."""
        return mapped(value, self._value)

    def _value(self, x: object) -> object:
        if not is_traced(x):
            return x
        if x.recorder is not self or self._is_done:
            raise self.refused("compiled: a tensor of a captured step was kept outside of it; return it instead")
        return x.value

    def _writable(self, target: Any) -> Traced:
        """An array that a step may write into, with what it holds kept for undoing."""
        if not is_traced(target):
            raise self.refused("compiled: a write into memory that is not the step's")
        self._plain(target)
        storage = target.storage
        if storage.place is Place.ARGUMENT:
            raise self.refused("compiled: a write into an argument")
        if storage.place is Place.HELD and id(storage) not in self._saved:
            self._saved.add(id(storage))
            self.undo(partial(np.copyto, storage.root, storage.root.copy()))
        return target


def _recorded(value: Any) -> Any:
    """Arrays as the program refers to them, also within tuples and lists."""
    return mapped(value, lambda x: x.recorded if is_traced(x) else x) if has_traced(value) else value


def _as_array(value: Any, dtype: np.dtype[Any]) -> Any:
    """A constant number as the array that a ufunc would make of it in each call, given what its result is."""
    if type(value) is float and dtype.kind == "f":
        return np.array(value, dtype)
    return np.asarray(cast("Any", value)) if type(value) in _NUMPY_SCALARS else value


def _power(base: Any, exponent: Any) -> Any:
    return base**exponent


def _as_in_eager(x: Any) -> Any:
    """A scalar for what was one: NumPy's powers of scalars and of 0-d arrays differ in the last bit."""
    return x[()] if is_traced(x) and x.is_scalar else x


def _set_flags(flags: tuple[tuple[Leaf, bool], ...]) -> None:
    for leaf, is_filled in flags:
        leaf.is_filled = is_filled


def _set_state(generator: np.random.Generator, state: Any) -> None:
    generator.bit_generator.state = state


def _stands_for(traced: Traced) -> NDArray:
    """A traced array under the type of what it stands for: it does whatever the rules do with an array."""
    return cast("NDArray", traced)
