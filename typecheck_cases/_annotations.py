"""What annotations mean at run time: a size for each dimension, leaves for each dtype."""

from __future__ import annotations

import ast
import operator
from itertools import count
from math import isqrt
from typing import TYPE_CHECKING, Any, Literal, NewType, TypeVar, Unpack, get_args, get_origin

from typedgrad.dtypes import LEAVES, DType
from typedgrad.shapes import Plus, Times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SYMBOLIC: dict[object, Callable[[int, int], int]] = {Plus: operator.add, Times: operator.mul}


class Sizes:
    """The size of each dimension of a case file: the one that the file gives it, otherwise one of its own.

    Args:
        tree: the case file; its calls `Pixels(64)` give sizes, its other integers are nobody's size.
        names: the module's names, to tell which of the calls are of dimensions.

    Raises:
        ValueError: the file gives one dimension two sizes.

    """

    def __init__(self, tree: ast.Module, names: Mapping[str, object]) -> None:
        nodes = list(ast.walk(tree))
        mentioned = {node.value for node in nodes if isinstance(node, ast.Constant)}
        self._free = (prime for prime in _odd_primes() if prime not in mentioned)
        self._sizes: dict[object, int] = {}
        for node in nodes:
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=int(size))]):
                    dimension = names.get(name)
                    if isinstance(dimension, NewType) and self._sizes.setdefault(dimension, size) != size:
                        raise ValueError(f"{name}({size}) in a file with {name}({self._sizes[dimension]})")
                case _:
                    pass

    def of(self, dimension: object) -> int | None:
        """Return the size that a dimension must have, or None where any will do."""
        if dimension is int or dimension is Any:
            return None
        origin, args = get_origin(dimension), get_args(dimension)
        if origin is Literal:
            return int(args[0])
        if origin in SYMBOLIC:
            left, right = map(self.of, args)
            return None if left is None or right is None else SYMBOLIC[origin](left, right)
        if isinstance(dimension, NewType | TypeVar) or origin is Unpack:
            return self._own(dimension)
        raise TypeError(f"{dimension} is not a dimension")

    def pick(self, dimension: object) -> int:
        """Return a size that a dimension can have; everything that is just `int` has the same.

        Raises:
            TypeError: it is `Any`, or no dimension.

        """
        size = self._own(int) if dimension is int else self.of(dimension)
        if size is None:
            raise TypeError(f"no size for {dimension}")
        return size

    def _own(self, dimension: object) -> int:
        if dimension not in self._sizes:
            self._sizes[dimension] = next(self._free)
        return self._sizes[dimension]

    def __str__(self) -> str:
        """List the sizes given so far: `Batch=3, Pixels=64`."""
        named = ((getattr(dimension, "__name__", dimension), size) for dimension, size in self._sizes.items())
        return ", ".join(f"{name}={size}" for name, size in named)


def _odd_primes() -> Iterator[int]:
    return (n for n in count(3, 2) if all(n % divisor for divisor in range(3, isqrt(n) + 1, 2)))


def is_dimension(annotation: object) -> bool:
    """Whether it is a name, a type variable or symbolic; a `Literal` or an `int` may be a dimension or not."""
    return isinstance(annotation, NewType | TypeVar) or get_origin(annotation) in SYMBOLIC


def dimensions(shape: object) -> tuple[object, ...] | None:
    """Return the dimensions of a shape, or None if it may have any number of them."""
    if isinstance(shape, TypeVar):
        return (shape,)
    listed = get_args(shape)
    return None if shape is Any or Ellipsis in listed else listed


def leaves(dtype: object) -> tuple[type[DType], ...]:
    """Return the dtypes that a tensor annotated with a leaf, a kind or a type variable can have."""
    if dtype is Any:
        return LEAVES
    if isinstance(dtype, TypeVar):  # a case holds for each of them, so it runs with one
        return leaves((*dtype.__constraints__, dtype.__bound__)[0])[:1]
    return tuple(leaf for leaf in LEAVES if isinstance(dtype, type) and issubclass(leaf, dtype))
