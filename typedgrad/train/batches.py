"""What a trainer asks of its batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Input_co = TypeVar("Input_co", covariant=True)
Target_co = TypeVar("Target_co", covariant=True)


class Batches(Protocol[Input_co, Target_co]):
    """A known number of pairs of input and target, iterated once an epoch.

    A `DataLoader` is one, and so is a list of pairs. A class of your own may answer each `iter` with other pairs: the
    same examples in a new order, or augmented. A generator is none, because it has no length and no second epoch.

    >>> from typedgrad import float32, ones, Tensor
    >>> pair = ones((8, 4)), ones((8, 1))
    >>> batches: Batches[Tensor[float32, tuple[int, int]], Tensor[float32, tuple[int, int]]] = [pair, pair]
    >>> len(batches)
    2
    """

    def __len__(self) -> int:
        """How many batches an epoch has."""
        ...

    def __iter__(self) -> Iterator[tuple[Input_co, Target_co]]:
        """The batches of one epoch."""
        ...
