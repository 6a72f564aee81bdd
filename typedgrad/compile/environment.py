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
from typedgrad.errors import CompileError
from typedgrad.nn.module import Module
from typedgrad.optim.optimizer import Optimizer
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from typedgrad.rules.namespace import NDArray

_SCALARS = frozenset({bool, int, float, complex, str, bytes, type(None)})
_BY_VALUE = _SCALARS | {frozenset}
_OURS = frozenset({"typedgrad", "numpy", "builtins", *sys.stdlib_module_names}) - {"__main__"}
_AS_THEY_ARE = (TensorBase, Optimizer, ModuleType, BuiltinFunctionType, np.generic, tuple, partial)
_SMALL = 1024  # bytes of an array whose numbers are looked at
_LIMIT = 10_000  # references that are looked at in each call

_MISSING = object()

COMPILED = "_typedgrad_compiled"
"""An attribute of compiled functions, whose programs are not what a step refers to, though what they wrap is."""


class _Reference(NamedTuple):
    """Something that refers to a value: how to look again, and what was there; of a dict, under which name."""

    look: Callable[[], object]
    value: object
    names: dict[Any, object] | None = None
    name: object = None


class Environment:
    """The values that a function refers to, directly and through what it refers to.

    Attributes:
        generators: the random generators among them.

    Raises:
        CompileError: there are too many to look at in each call, or an iterator is among them.
    """

    def __init__(self, *roots: object) -> None:
        self._names: list[tuple[dict[Any, object], object, object]] = []  # of dicts: most are, and are quicker so
        self._others: list[_Reference] = []
        self._of_modules: list[_Reference] = []  # what only an assignment to an attribute of a module changes
        self._conditions: tuple[Callable[[], bool], ...] = ()
        self._seen_changes = -1
        self._seen: dict[int, object] = {}  # by id, and kept, so that the ids stay theirs
        self.generators: list[np.random.Generator] = []
        stack = list(roots)
        while stack:
            value = stack.pop()
            if type(value) in _SCALARS or id(value) in self._seen:
                continue
            self._seen[id(value)] = value
            if isinstance(value, np.random.Generator):
                self.generators.append(value)
            if hasattr(type(value), "__next__") and type(value).__module__ in {"builtins", "itertools"}:
                raise CompileError("compiled: the step refers to an iterator, which only one call would advance")
            found = list(_references(value, is_root=any(value is root for root in roots)))
            if isinstance(value, Module):
                self._of_modules += found
            else:
                self._names += [(one.names, one.name, one.value) for one in found if one.names is not None]
                self._others += [one for one in found if one.names is None]
            stack += [*(reference.value for reference in found), *_parts(value)]
            if len(self._names) + len(self._others) > _LIMIT:
                raise CompileError(f"compiled: the step refers to more than {_LIMIT} values; pass data as arguments")

    def requires(self, conditions: Sequence[Callable[[], bool]]) -> None:
        """Look at these as well, whenever a change is counted in `changes`."""
        self._conditions = tuple(conditions)

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


def _references(value: object, *, is_root: bool) -> Iterator[_Reference]:
    """What a value refers to, if it is one of those whose contents a step can read."""
    if isinstance(value, FunctionType):
        if (is_root or not _is_ours(value.__module__)) and not hasattr(value, COMPILED):
            yield from _of_function(value)
        yield from _of_names(vars(value), within=vars(value))
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
        yield from _of_names(entries, within=entries)
    elif isinstance(value, type):
        if not _is_ours(value.__module__):
            yield from _of_names({name: item for name, item in vars(value).items() if not _is_code(name, item)}, value)
    elif not isinstance(value, _AS_THEY_ARE) and (
        isinstance(value, (Module, SimpleNamespace)) or not _is_ours(type(value).__module__)
    ):
        attributes: dict[Any, object] = getattr(value, "__dict__", {})
        yield _Reference(partial(len, attributes), len(attributes))
        yield from _of_names(attributes, within=attributes)
        for base in type(value).__mro__:
            slots = getattr(base, "__slots__", ())
            names = (slots,) if isinstance(slots, str) else tuple(slots)
            yield from _of_names({name: getattr(value, name, _MISSING) for name in names}, value)


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
        return () if _is_ours(value.__module__) else (*value.__bases__, *map(_body, vars(value).values()))
    return () if isinstance(value, _AS_THEY_ARE) else (type(value),)


def _body(member: object) -> object:
    """The function of a method, of a property, or of another of a class's descriptors."""
    for name in ("__func__", "fget", "func"):
        if not isinstance(member, FunctionType) and hasattr(member, name):
            return getattr(member, name)
    return member if isinstance(member, FunctionType) else None


def _of_function(function: FunctionType) -> Iterator[_Reference]:
    """The variables of enclosing functions and of its module that a function names, and its defaults."""
    for cell in function.__closure__ or ():
        yield _Reference(partial(_content, cell), _content(cell))
    names, known = _names(function.__code__), function.__globals__
    for name in names.looked_up:
        value = known.get(name, _MISSING)
        if isinstance(value, ModuleType):
            if not _is_ours(value.__name__):
                found = vars(value)
                yield from _of_names({name: found[name] for name in names.attributes if name in found}, value)
        elif value is not _MISSING:
            yield from _of_names({name: value}, within=known)


def _of_names(
    values: Mapping[Any, object], owner: object = None, within: dict[Any, object] | None = None
) -> Iterator[_Reference]:
    """References by name: in a dict, or to the attributes of an owner."""
    for name, value in values.items():
        if within is None:
            yield _Reference(partial(getattr, owner, name, _MISSING), value)
        else:
            yield _Reference(partial(within.get, name, _MISSING), value, within, name)


class _Names(NamedTuple):
    """The names of global variables that code looks up, and of attributes, also in the functions defined within."""

    looked_up: set[str]
    attributes: set[str]


def _names(code: CodeType) -> _Names:
    names = _Names(set(), set())
    for instruction in get_instructions(code):
        if instruction.opname in {"LOAD_GLOBAL", "LOAD_NAME"}:
            names.looked_up.add(instruction.argval)
        elif instruction.opname in {"LOAD_ATTR", "LOAD_METHOD"}:
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
