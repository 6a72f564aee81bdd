"""A program being written: its parameters, and operands that fit or do not fit what there is already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from agreement.dimensions import LITERALS, NAMES, ONE, dimension_of
from agreement.programs import Call, Leaf, TensorType
from agreement.runtime import Values
from typecheck_cases._agreement import is_array
from typedgrad.dtypes import leaf_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from agreement.programs import Expression
    from agreement.runtime import Runner

    T = TypeVar("T")

FLOATS = ("float32", "float64")
INTEGERS = ("int64", "int32")
NUMBERS = (*FLOATS, *INTEGERS)
BITS = ("bool_", *INTEGERS)
DTYPES = (*NUMBERS, "bool_")
HIGHEST_RANK = 4

_RANKS = (0, 1, 2, 3, HIGHEST_RANK)
_RANK_WEIGHTS = (1, 3, 4, 3, 2)
_DIMENSIONS = (*NAMES, *LITERALS, ONE, "int")
_DIMENSION_WEIGHTS = (*(4,) * len(NAMES), *(1,) * len(LITERALS), 3, 1)
_UNARY = (("neg", "(-{})"), ("abs", "abs({})"))


@dataclass(frozen=True)
class Seen:
    """What an expression is at run time, in the words of a type; None is a dimension that no parameter has."""

    dtype: str
    dimensions: tuple[str | None, ...]

    @property
    def rank(self) -> int:
        """The number of dimensions."""
        return len(self.dimensions)

    @property
    def known(self) -> tuple[str, ...]:
        """The dimensions, `Literal[1]` where none is known: it broadcasts."""
        return tuple(dimension or ONE for dimension in self.dimensions)


class Draft:
    """Makes operands for one program. While `wrong`, about half of the choices break something."""

    def __init__(self, rng: Random, runner: Runner) -> None:
        self.rng = rng
        self.wrong = False
        self._runner = runner
        self._leaves: dict[str, list[Leaf]] = {}
        self._count = 0

    # -------------------------------------------------------------------------------------------- choices
    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return self.rng.choice(options)

    def breaks(self) -> bool:
        """Whether to choose here what does not fit."""
        return self.wrong and self.chance(0.5)

    def dimension(self) -> str:
        """Any dimension; names are frequent, and few, so that matches are."""
        return self.rng.choices(_DIMENSIONS, _DIMENSION_WEIGHTS)[0]

    def shape(self) -> tuple[str, ...]:
        """Any shape, of rank 0 to 4."""
        (rank,) = self.rng.choices(_RANKS, _RANK_WEIGHTS)
        return tuple(self.dimension() for _ in range(rank))

    # ------------------------------------------------------------------------------------------- operands
    def see(self, expression: Expression) -> Seen | None:
        """What an expression is at run time, None if it is no tensor."""
        outcome = self._runner.outcome(expression)
        if not isinstance(outcome, Values) or isinstance(outcome.first, np.ndarray) or not is_array(outcome.first):
            return None
        shapes = outcome.shapes()
        assert shapes is not None  # both are arrays
        dtype = leaf_of("draft", outcome.first.dtype).__name__
        return Seen(dtype, tuple(dimension_of(sizes) for sizes in zip(*shapes, strict=True)))

    def leaf(self, dtype: str, dimensions: Sequence[str]) -> Leaf:
        """A parameter of this type; often one that is there already."""
        kind = "Parameter" if dtype in FLOATS and self.chance(0.1) else "Tensor"
        return self._parameter("x", str(TensorType(kind, dtype, tuple(dimensions))), self.chance(0.5))

    def size(self, dimension: str) -> Leaf:
        """A parameter that is a size: `n: Batch`."""
        return self._parameter("n", dimension, reuse=True)

    def sizes(self, dimensions: Sequence[str]) -> tuple[list[str], tuple[Leaf, ...]]:
        """Sizes as written, and the parameters among them: literals are numbers, as people write them."""
        written = [re.sub(r"Literal\[(\d+)\]", r"\1", dimension) for dimension in dimensions]
        named = [not text.isdigit() for text in written]
        leaves = tuple(self.size(dimension) for dimension, is_named in zip(dimensions, named, strict=True) if is_named)
        return ["{}" if is_named else text for text, is_named in zip(written, named, strict=True)], leaves

    def any_leaf(self, dtypes: Sequence[str] = DTYPES) -> Leaf:
        """A parameter of any shape."""
        return self.leaf(self.pick(dtypes), self.shape())

    def operand(self, dtype: str, dimensions: Sequence[str]) -> Expression:
        """An expression of this type: a parameter, or a call on one. Something near it where the draft breaks."""
        if self.breaks():
            dtype, dimensions = self._near(dtype, dimensions)
        if self.chance(0.75):
            return self.leaf(dtype, dimensions)
        ones = [axis for axis, dimension in enumerate(dimensions) if dimension == ONE]
        if ones and dtype in NUMBERS:
            axis = self.pick(ones)
            full = [*dimensions[:axis], self.dimension(), *dimensions[axis + 1 :]]
            axis -= self.pick((0, len(full)))  # from the front or from the end
            return Call("sum", f"{{}}.sum({axis}, keepdims=True)", (self.leaf(dtype, full),))
        name, template = self.pick(_UNARY) if dtype in NUMBERS else ("copy", "{}.copy()")
        return Call(name, template, (self.leaf(dtype, dimensions),))

    def beside(self, dimensions: Sequence[str]) -> tuple[str, ...]:
        """A shape that broadcasts with this one: ones, fewer axes, or more."""
        other = [
            self.dimension() if dimension == ONE and self.chance(0.5) else ONE if self.chance(0.25) else dimension
            for dimension in dimensions
        ]
        if self.chance(0.4):
            other = other[self.rng.randint(0, len(other)) :]
        while len(other) in range(len(dimensions), HIGHEST_RANK) and self.chance(0.25):
            other = [self.dimension(), *other]
        return tuple(other)

    def _near(self, dtype: str, dimensions: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """Another dtype, another dimension, another order, or another rank."""
        changed = list(dimensions)
        change = self.rng.randrange(5)
        if change == 0:
            return self.pick(DTYPES), tuple(changed)
        if change == 1 and changed:
            changed[self.rng.randrange(len(changed))] = self.dimension()
        elif change == 2:
            self.rng.shuffle(changed)
        elif change == 3 and changed:
            del changed[self.rng.randrange(len(changed))]
        elif len(changed) < HIGHEST_RANK:
            changed.insert(self.rng.randint(0, len(changed)), self.dimension())
        return dtype, tuple(changed)

    def _parameter(self, letter: str, annotation: str, reuse: bool) -> Leaf:
        known = self._leaves.setdefault(annotation, [])
        if not known or not reuse:
            self._count += 1
            known.append(Leaf(f"{letter}{self._count}", annotation))
        return self.pick(known)
