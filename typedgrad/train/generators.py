"""The random generators of a run: where they are, and how they are put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from typedgrad.nn import Module
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


def generators_of(holders: Mapping[str, object]) -> dict[str, np.random.Generator]:
    """The generators that objects hold as attributes, each once, by where it is: `network.layers.1.rng`.

    Followed are modules, lists and tuples, and batches that hold other batches. A generator elsewhere, such as a global
    variable, is not found.

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
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[object]", value)  # isinstance cannot know the elements
        yield from ((str(i), item) for i, item in enumerate(items) if _is_holder(item))
        return
    for kind in type(value).__mro__:
        slots: str | tuple[str, ...] = vars(kind).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            held: object = getattr(value, name, None)
            if _is_holder(held):
                yield name, held
    attributes: dict[str, object] = getattr(value, "__dict__", {})
    yield from ((name, held) for name, held in attributes.items() if _is_holder(held))


def _is_holder(value: object) -> bool:
    if isinstance(value, (np.random.Generator, Module, list, tuple)):
        return True
    is_batches = hasattr(type(value), "__len__") and hasattr(type(value), "__iter__")
    return is_batches and hasattr(value, "__dict__") and not isinstance(value, (TensorBase, np.ndarray))
