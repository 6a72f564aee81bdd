"""What a step can see besides its arguments, and whether it is still the same.

A captured program has the numbers of Python in it as constants. So it is good for as long as what the function refers
to has not changed: variables of enclosing functions and modules, attributes of objects, elements of lists.
"""

from __future__ import annotations

import sys
from collections import deque
from dis import get_instructions
from functools import cache, partial
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, MethodType, ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from typedgrad.capture import changes
from typedgrad.compile.tree import SCALARS, is_value
from typedgrad.errors import CompileError
from typedgrad.nn.module import Module
from typedgrad.optim.optimizer import Optimizer
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typedgrad.rules.namespace import NDArray

_SCALARS = frozenset(SCALARS)
_BY_VALUE = _SCALARS | {frozenset}
_OURS = frozenset({"typedgrad", "numpy", "builtins", *sys.stdlib_module_names}) - {"__main__"}
_AS_THEY_ARE = (TensorBase, Optimizer, ModuleType, BuiltinFunctionType, np.generic, tuple, partial)
_SMALL = 1024  # bytes of an array whose numbers are looked at
_LIMIT = 10_000  # references that are looked at in each call

_ATTRIBUTES = frozenset({"LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR", "STORE_ATTR", "DELETE_ATTR"})
_CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__"})
_BY_ANY_NAME = frozenset({"getattr", "setattr", "hasattr", "delattr", "vars", "eval", "exec"})

_MISSING = object()

COMPILED = "_typedgrad_compiled"
"""An attribute of compiled functions, whose programs are not what a step refers to, though what they wrap is."""


class _Reference(NamedTuple):
    """Something that refers to a value.

    Attributes:
        look: looks again.
        value: what was there.
        names: the dict that it is in.
        name: the key there.
        attribute: that code has to name for it to matter.
        is_changing: whether something else may come in its place: not for a method.
    """

    look: Callable[[], object]
    value: object
    names: dict[Any, object] | None = None
    name: object = None
    attribute: str | None = None
    is_changing: bool = True


class Environment:
    """The values that a function refers to, directly and through what it refers to.

    Of an object, an attribute is looked at if the code that is followed names it; and of a class, a method is followed
    if the code names that. A trainer may count epochs beside the step that it compiles.

    Attributes:
        generators: the random generators among them.

    Raises:
        CompileError: there are too many to look at in each call, or an iterator is among them.
    """

    def __init__(self, *roots: object) -> None:
        self._names: list[tuple[dict[Any, object], object, object]] = []  # of dicts: most are, and are quicker so
        self._others: list[_Reference] = []
        self._of_modules: list[_Reference] = []  # what only changes that are counted in `changes` can change
        self._conditions: tuple[Callable[[], bool], ...] = ()
        self._seen_changes = -1
        self._seen: dict[int, object] = {}  # by id, and kept, so that the ids stay theirs
        self._roots = roots
        self._read: set[str] = set()  # the names of attributes in the code so far
        self._is_any_read = False
        self._waiting: dict[str, list[_Reference]] = {}  # attributes that no code has named so far
        self._stack = list(roots)
        self.generators: list[np.random.Generator] = []
        while self._stack:
            value = self._stack.pop()
            if type(value) not in _SCALARS and id(value) not in self._seen:
                self._seen[id(value)] = value
                self._follow(value)
            if len(self._names) + len(self._others) > _LIMIT:
                raise CompileError(f"compiled: the step refers to more than {_LIMIT} values; pass data as arguments")

    def _follow(self, value: object) -> None:
        """Look at what a value refers to."""
        if isinstance(value, np.random.Generator):
            self.generators.append(value)
        if hasattr(type(value), "__next__") and type(value).__module__ in {"builtins", "itertools"}:
            raise CompileError("compiled: the step refers to an iterator, which only one call would advance")
        names = None
        if isinstance(value, FunctionType) and self._is_followed(value):
            names = _names(value.__code__)
            self._name(names)
        if is_value(value):  # within `assignable` it is assigned to
            self._of_modules.append(_attribute(value, "_data", value._data))
        for reference in _references(value, names):
            if isinstance(value, Module):
                self._of_modules.append(reference)
                self._stack.append(reference.value)
            elif reference.attribute is None or self._is_any_read or reference.attribute in self._read:
                self._look_at(reference)
            else:
                self._waiting.setdefault(reference.attribute, []).append(reference)
        self._stack += _parts(value)

    def _is_followed(self, function: FunctionType) -> bool:
        """Whether the code of a function is a part of the step."""
        is_root = any(function is root for root in self._roots)
        return (is_root or not _is_ours(function.__module__)) and not hasattr(function, COMPILED)

    def _look_at(self, reference: _Reference) -> None:
        if reference.names is not None:
            self._names.append((reference.names, reference.name, reference.value))
        elif reference.is_changing:
            self._others.append(reference)
        if isinstance(reference.value, type):  # code names it, and may make an object
            self._name(_Names(set(), {_made(reference.value)}))
        self._stack.append(reference.value)

    def _name(self, names: _Names) -> None:
        """Note what code names, and look at what has waited for it."""
        new = names.attributes - self._read
        self._read |= new
        if names.looked_up & _BY_ANY_NAME or "__dict__" in new:
            self._is_any_read, new = True, set(self._waiting)
        for name in new:
            for reference in self._waiting.pop(name, ()):
                self._look_at(reference)

    def requires(self, conditions: Sequence[Callable[[], bool]]) -> None:
        """Look at these as well, whenever a change is counted in `changes`."""
        self._conditions = tuple(conditions)
        self._seen_changes = -1  # the capture itself may have changed what they look at

    def holds(self) -> bool:
        """Whether each reference is still to what it was to."""
        for names, name, value in self._names:
            if names.get(name, _MISSING) is not value and not _same(names.get(name, _MISSING), value):
                return False
        for other in self._others:
            if not _same(other.look(), other.value):
                return False
        if self._seen_changes != changes.number:
            if not all(_same(one.look(), one.value) for one in self._of_modules):
                return False
            if not all(condition() for condition in self._conditions):
                return False
            self._seen_changes = changes.number
        return True


def _same(one: object, other: object) -> bool:
    """Whether it is the same object, or for Python's scalars an equal one: NaN is, 0.0 and -0.0 are not."""
    return one is other or (type(one) is type(other) and type(one) in _BY_VALUE and repr(one) == repr(other))


def _references(value: object, names: _Names | None) -> Iterator[_Reference]:
    """What a value refers to, if it is one of those whose contents a step can read; of code, by these names."""
    if isinstance(value, FunctionType):
        if names is not None:
            yield from _of_function(value, names)
        yield from _of_entries(vars(value))
    elif isinstance(value, (list, deque)):
        items = cast("list[object]", value)
        yield _Reference(partial(len, items), len(items))
        yield from (_Reference(partial(_item, items, i), item) for i, item in enumerate(items))
    elif isinstance(value, (set, np.ndarray)):
        look = partial(_contents, cast("set[object] | NDArray", value))
        yield _Reference(look, look())
    elif isinstance(value, dict):
        entries = cast("dict[Any, object]", value)
        yield _Reference(partial(len, entries), len(entries))
        yield from _of_entries(entries)
    elif isinstance(value, type):
        if not _is_ours(value.__module__):
            yield from _of_class(value)
    elif isinstance(value, Module):
        attributes = vars(value)
        yield _Reference(partial(len, attributes), len(attributes))
        yield from _of_entries(attributes)
    elif isinstance(value, SimpleNamespace) or not (
        isinstance(value, _AS_THEY_ARE) or _is_ours(type(value).__module__)
    ):
        yield from _of_object(value)


def _of_class(value: type) -> Iterator[_Reference]:
    """The attributes that a class defines, and the code of its methods."""
    for name, member in vars(value).items():
        if not _is_code(name, member):
            yield _attribute(value, name, member)
        elif (body := _body(member)) is not None:
            named = _made(value) if name in _CONSTRUCTORS else None if name.startswith("__") else name
            yield _attribute(value, name, body)._replace(attribute=named, is_changing=False)


def _made(value: type) -> str:
    """What stands among the names of attributes for a call of a class."""
    return f"{value.__module__}.{value.__qualname__}()"


def _of_object(value: object) -> Iterator[_Reference]:
    """The attributes of an object, and those that would hide one of its class."""
    attributes: dict[Any, object] | None = getattr(value, "__dict__", None)
    if attributes is not None:
        hidden = [
            name for base in type(value).__mro__ for name, member in vars(base).items() if not _is_code(name, member)
        ]
        for name in dict.fromkeys((*attributes, *hidden)):
            yield _entry(attributes, name, attributes.get(name, _MISSING))._replace(attribute=name)
    for base in type(value).__mro__:
        slots = getattr(base, "__slots__", ())
        for name in (slots,) if isinstance(slots, str) else tuple(slots):
            yield _attribute(value, name, getattr(value, name, _MISSING))


def _is_code(name: str, value: object) -> bool:
    """Whether an attribute of a class is not one that a step reads a number of."""
    return name.startswith("__") or callable(value) or hasattr(value, "__get__")


def _contents(value: set[object] | NDArray) -> object:
    """A set as it is now, or the numbers of a small array, of which a step may read one."""
    if isinstance(value, set):
        return frozenset(value)
    return value.tobytes() if value.nbytes <= _SMALL else None


def _parts(value: object) -> tuple[object, ...]:
    """What a value has for good."""
    if isinstance(value, tuple):
        return cast("tuple[object, ...]", value)
    if isinstance(value, MethodType):
        return value.__self__, value.__func__
    if isinstance(value, partial):
        return value.func, value.args, value.keywords
    if isinstance(value, FunctionType):
        return value.__defaults__, value.__kwdefaults__
    if isinstance(value, type):
        return () if _is_ours(value.__module__) else value.__bases__
    return () if isinstance(value, _AS_THEY_ARE) else (type(value),)


def _body(member: object) -> object:
    """The function of a method, of a property, or of another of a class's descriptors."""
    for name in ("__func__", "fget", "func"):
        if not isinstance(member, FunctionType) and hasattr(member, name):
            return getattr(member, name)
    return member if isinstance(member, FunctionType) else None


def _of_function(function: FunctionType, names: _Names) -> Iterator[_Reference]:
    """The variables of enclosing functions and of its module that a function names."""
    for cell in function.__closure__ or ():
        yield _Reference(partial(_content, cell), _content(cell))
    known = function.__globals__
    for name in names.looked_up & known.keys():
        value = known[name]
        if not isinstance(value, ModuleType):
            yield _entry(known, name, value)
        elif not _is_ours(value.__name__):
            for attribute in names.attributes & vars(value).keys():
                yield _attribute(value, attribute, vars(value)[attribute])


def _of_entries(entries: dict[Any, object]) -> Iterator[_Reference]:
    for name, value in entries.items():
        yield _entry(entries, name, value)


def _entry(entries: dict[Any, object], name: Any, value: object) -> _Reference:
    """What is in a dict under a name."""
    return _Reference(partial(entries.get, name, _MISSING), value, entries, name)


def _attribute(owner: object, name: str, value: object) -> _Reference:
    """What is an attribute of an owner."""
    return _Reference(partial(getattr, owner, name, _MISSING), value, attribute=name)


class _Names(NamedTuple):
    """The names of global variables that code looks up, and of attributes, also in the functions defined within."""

    looked_up: set[str]
    attributes: set[str]


def _names(code: CodeType) -> _Names:
    names = _Names(set(), set())
    for instruction in get_instructions(code):
        if instruction.opname in {"LOAD_GLOBAL", "LOAD_NAME"}:
            names.looked_up.add(instruction.argval)
        elif instruction.opname in _ATTRIBUTES:
            names.attributes.add(instruction.argval)
        elif isinstance(instruction.argval, CodeType):
            within = _names(instruction.argval)
            names.looked_up.update(within.looked_up)
            names.attributes.update(within.attributes)
    return names


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not assigned yet
        return _MISSING


def _item(items: list[Any], i: int) -> object:
    return items[i] if i < len(items) else _MISSING


@cache
def _is_ours(module: str | None) -> bool:
    """Whether a module is a library's, whose objects are taken as they are."""
    name = module or "builtins"
    if name.partition(".")[0] in _OURS:
        return True
    file = getattr(sys.modules.get(name), "__file__", None) or ""
    return "site-packages" in file or "dist-packages" in file
