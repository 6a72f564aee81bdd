"""The random generators of a run: where they are, and how they are put back."""

from __future__ import annotations

from itertools import chain
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, cast

import numpy as np

from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_PLAIN = (int, float, str, bytes, TensorBase, np.ndarray, type, ModuleType, FunctionType)  # what holds none


def generators_of(holders: Mapping[str, object]) -> dict[str, np.random.Generator]:
    """The generators that objects hold as attributes, each once, by where it is: `network.layers.1.rng`.

    Followed are attributes, lists, tuples and dictionaries: batches that hold other batches, a transform that draws. A
    generator elsewhere, such as a global variable or one that a function has closed over, is not found.

    >>> from typedgrad import ones
    >>> from typedgrad.train import DataLoader
    >>> loader = DataLoader(ones((8, 2)), ones((8, 1)), 4, rng=np.random.default_rng(0))
    >>> list(generators_of({"train": loader}))
    ['train._rng']
    """
    found: dict[str, np.random.Generator] = {}
    seen: set[int] = set()
    stack = list(reversed(list(holders.items())))
    while stack:
        name, value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, np.random.Generator):
            found[name] = value
        else:
            stack.extend(reversed([(f"{name}.{part}", held) for part, held in _held(value)]))
    return found


def put_back(generators: Iterable[np.random.Generator]) -> Callable[[], None]:
    """What brings generators to the state that they have now."""
    states = [(generator.bit_generator, generator.bit_generator.state) for generator in generators]

    def put() -> None:
        for bits, state in states:
            bits.state = state

    return put


def _held(value: object) -> Iterator[tuple[str, object]]:
    """What may be, or hold, a generator."""
    items = ((str(i), item) for i, item in enumerate(_items(value)))
    yield from ((name, held) for name, held in chain(items, _attributes(value)) if _is_holder(held))


def _items(value: object) -> Iterable[object]:
    if isinstance(value, (list, tuple)):
        return cast("Sequence[object]", value)  # isinstance cannot know the elements
    if isinstance(value, dict):
        return cast("dict[object, object]", value).values()  # as above
    return ()


def _attributes(value: object) -> Iterator[tuple[str, object]]:
    for name in _slots(value):
        yield name, getattr(value, name, None)
    attributes: dict[str, object] = getattr(value, "__dict__", {})
    yield from attributes.items()


def _is_holder(value: object) -> bool:
    if value is None or isinstance(value, _PLAIN):
        return False
    if isinstance(value, (np.random.Generator, list, tuple, dict)) or hasattr(value, "__dict__"):
        return True
    return bool(_slots(value))


def _slots(value: object) -> list[str]:
    """The names of the slots of an object's class and its bases."""
    names: list[str] = []
    for base in type(value).__mro__:
        slots: str | tuple[str, ...] = vars(base).get("__slots__", ())
        names += (slots,) if isinstance(slots, str) else slots
    return names
