"""What one convention is: an operation at an edge, and what typedgrad, PyTorch and JAX answer there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from oracle.libraries import Question

if TYPE_CHECKING:
    from oracle.inputs import NDArray
    from oracle.libraries import Library

Answer: TypeAlias = "float | str | list[Answer] | tuple[Answer, ...]"
"""Numbers in lists, a tuple of them if there are several results or gradients, or the name of an exception."""

AS_WRITTEN: Final = "as written"
"""In the words of typedgrad, but for the name of the module."""

Name: TypeAlias = Literal["typedgrad", "PyTorch", "JAX"]
NAMES: tuple[Name, ...] = ("typedgrad", "PyTorch", "JAX")


@dataclass(frozen=True)
class Edge:
    """A convention.

    Attributes:
        says: the convention in words.
        ours: the operation in typedgrad's words; x, y and z are the operands.
        operands: numbers, in lists.
        answer: what typedgrad answers.
        of_torch: what PyTorch does; the same if left out.
        of_jax: what JAX does; the same if left out.
        torch: the operation in PyTorch's words, None if it has none.
        jax: in those of JAX.
        order: 0 for the value, 1 for the gradient of the sum by each operand, 2 for the gradient of that one's sum.
        dtype: of the operands that are numbers of its kind; others are int64 or bool.
    """

    says: str
    ours: str
    operands: tuple[Answer, ...]
    answer: Answer
    of_torch: Answer = AS_WRITTEN
    of_jax: Answer = AS_WRITTEN
    torch: str | None = AS_WRITTEN
    jax: str | None = AS_WRITTEN
    order: int = 0
    dtype: str = "float64"

    def words(self, name: Name) -> str | None:
        """The operation in the words of a library, None if it has none."""
        if name == "typedgrad":
            return self.ours
        theirs, module = (self.torch, "torch.") if name == "PyTorch" else (self.jax, "jnp.")
        return self.ours.replace("tg.", module) if theirs == AS_WRITTEN else theirs

    def recorded(self, name: Name) -> Answer:
        """What a library answers, by the record."""
        theirs = {"typedgrad": self.answer, "PyTorch": self.of_torch, "JAX": self.of_jax}[name]
        return self.answer if isinstance(theirs, str) and theirs == AS_WRITTEN else theirs

    def asked(self, name: Name, library: Library) -> Answer:
        """What a library answers now."""
        expression = self.words(name)
        assert expression is not None
        operands = tuple(_array(data, self.dtype) for data in self.operands)
        try:
            found = library(Question(expression, operands, {}, self.order, at_edge=True))
        except Exception as error:
            return type(error).__name__
        arrays = found[self.order]
        return _plain(arrays[0]) if len(arrays) == 1 else tuple(_plain(array) for array in arrays)


def _array(data: Answer, dtype: str) -> NDArray:
    """An array in the dtype, if the numbers are of its kind; no numbers are floats."""
    array: NDArray = np.asarray(data)
    return array.astype(dtype) if array.dtype.kind == np.dtype(dtype).kind else array


def _plain(array: NDArray) -> Answer:
    """Numbers in lists; zeros without a sign."""
    answer: Answer = (array + 0 if array.dtype.kind == "f" else array).tolist()
    return answer


def is_same(a: Answer, b: Answer) -> bool:
    """Whether two answers are equal, but for rounding."""
    if isinstance(a, float) and isinstance(b, float):
        return bool(np.isclose(a, b, rtol=1e-6, atol=0.0, equal_nan=True))
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(is_same, a, b))
    return type(a) is type(b) and a == b
