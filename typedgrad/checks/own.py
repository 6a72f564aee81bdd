"""What the type parameters of a generic class stand for in each of its instances."""

from __future__ import annotations

from functools import partial
from itertools import count
from threading import RLock
from typing import TYPE_CHECKING, Literal, cast, get_args, get_origin
from weakref import WeakKeyDictionary, ref

from typedgrad.checks.names import of_base
from typedgrad.checks.solved import Bound, Solved
from typedgrad.checks.written import written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from typedgrad.checks.solved import Name, Value

_A_CLASS = "the class "
_lock = RLock()


class _Own:
    """What is known of one instance.

    Attributes:
        names: all of it.
        values: the same without where it comes from, by the names' tokens: for the quick way.
        instance: takes the entry away when the instance goes.
    """

    __slots__ = ("instance", "names", "values")

    def __init__(self, instance: object) -> None:
        self.names: Mapping[Name, Bound] = {}
        self.values: Mapping[int, Value] = {}
        self.instance = ref(instance, partial(_forget, id(instance)))


_known: dict[int, _Own] = {}  # by id: an instance may have no hash, and what a step reads of it must not change
known: Callable[[int], _Own | None] = _known.get
_tokens: WeakKeyDictionary[type, dict[object, int]] = WeakKeyDictionary()  # by the class, which may go
_numbers = count()


def _forget(key: int, _: object) -> None:
    _known.pop(key, None)


def token(name: Name) -> int:
    """A number for a name of a class, which is quick to look up."""
    owner, variable = cast("tuple[type, object]", name.key)  # as of every name that is a class's
    with _lock:
        return _tokens.setdefault(owner, {}).setdefault(variable, next(_numbers))


def own_names(instance: object, names: Collection[Name]) -> dict[Name, Bound]:
    """Those of the names that stand for something in an instance."""
    entry = _known.get(id(instance))
    found: dict[Name, Bound] = {}
    for name in names:
        bound = entry.names.get(name) if entry is not None else None
        bound = _fixed(type(instance), name) if bound is None else bound
        if bound is not None:
            found[name] = bound
    return found


def _fixed(kind: type, name: Name) -> Bound | None:
    """The size that a class gives its base's dimension: `class Sub(Net[Literal[64]])`."""
    for one in kind.__mro__:
        for alias in vars(one).get("__orig_bases__", ()):
            base = get_origin(alias)
            for parameter, argument in zip(getattr(base, "__parameters__", ()), get_args(alias), strict=False):
                sizes = get_args(argument)
                if get_origin(argument) is Literal and len(sizes) == 1 and of_base(base, parameter) == name.key:
                    return Bound(sizes[0], f"{_A_CLASS}{one.__name__}({written(alias)})", "")
    return None


def remember(instance: object, names: frozenset[Name], solved: Solved) -> None:
    """Keep what a call has found out about names of the class, for the calls to come of the instance.

    Raises:
        ShapeError, DTypeError: a call that was within this one has found something else.
    """
    with _lock:
        entry = _known.get(id(instance))
        if entry is None:
            try:
                entry = _Own(instance)
            except TypeError:  # it cannot be referred to weakly: each of its calls is by itself
                return
        new = dict(entry.names)
        for name in names & solved.names.keys():
            bound = solved.names[name]
            known_bound = new.setdefault(name, bound._replace(by=_in_call(bound.by, solved)))
            if known_bound.value != bound.value:
                raise solved.contradicted(name, bound, known_bound)
        entry.names, entry.values = new, {token(name): bound.value for name, bound in new.items()}
        _known[id(instance)] = entry


def _in_call(by: str, solved: Solved) -> str:
    """An argument, as calls to come name it: `hidden of Net.__init__`."""
    return by if by.startswith(_A_CLASS) else f"{by} of {solved.function}"
