"""The verdict at run time: what a program computes, with both sizes of every name."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

import numpy as np

from agreement.dimensions import SIZE_OF_INT, assignments, size
from agreement.programs import PRELUDE, Call, Leaf
from typecheck_cases._agreement import is_array
from typedgrad import LinAlgError, Parameter, Tensor, as_tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from agreement.programs import Expression
    from typecheck_cases._annotations import Sizes


@dataclass(frozen=True)
class Values:
    """What an expression is at run time, with the first and with the second sizes."""

    first: object
    second: object

    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """Both shapes, None of what is no tensor and no array."""
        if is_array(self.first) and is_array(self.second):
            return self.first.shape, self.second.shape
        return None


@dataclass(frozen=True)
class Raised:
    """An error, with both sizes or with one of them: what holds for one size of a name is no type."""

    text: str


@dataclass(frozen=True)
class Undecided:
    """Wrong for its values, of which a type says nothing: an index outside its axis, a number out of range."""


Outcome: TypeAlias = Values | Raised | Undecided

_OF_VALUES = (IndexError, OverflowError, ValueError, LinAlgError)
"""What is raised for values; for shapes and dtypes the library has errors of its own, derived from these."""


class Runner:
    """Evaluates expressions over the names of a prelude, each once."""

    def __init__(self, prelude: str = PRELUDE) -> None:
        self.names: dict[str, object] = {}
        exec(prelude, self.names)
        self.sizes = assignments(self.names)
        self._known: dict[Expression, Outcome] = {}

    def forget(self) -> None:
        """Drop the values of the expressions so far."""
        self._known.clear()

    def outcome(self, expression: Expression) -> Outcome:
        """What the expression is at run time."""
        if expression not in self._known:
            known = self._call(expression) if isinstance(expression, Call) else self._leaf(expression)
            self._known[expression] = known
        return self._known[expression]

    def afresh(self, call: Call, types: Sequence[str]) -> Outcome:
        """What the call is for operands made from these types, whose `int` dimensions are all of one size."""
        leaves = {operand: Leaf(f"p{i}", types[i]) for i, operand in enumerate(call.operands)}
        return self._call(Call(call.operation, call.template, tuple(leaves[operand] for operand in call.operands)))

    def _leaf(self, leaf: Leaf) -> Values:
        annotation: object = eval(leaf.annotation, self.names)
        first, second = (_made(annotation, sizes) for sizes in self.sizes)
        return Values(first, second)

    def _call(self, call: Call) -> Outcome:
        operands: list[Values] = []
        for operand in call.operands:
            outcome = self.outcome(operand)
            if not isinstance(outcome, Values):
                return outcome
            operands.append(outcome)
        code = compile(call.written(*(f"_{i}" for i in range(len(operands)))), call.operation, "eval")
        results: list[object] = []
        errors: list[Exception] = []
        for values in ([operand.first for operand in operands], [operand.second for operand in operands]):
            try:
                with np.errstate(all="ignore"):
                    results.append(eval(code, {**self.names, **{f"_{i}": value for i, value in enumerate(values)}}))
            except Exception as error:
                errors.append(error)
        raised = [error for error in errors if type(error) not in _OF_VALUES]
        if raised:
            return Raised(f"{type(raised[0]).__name__}: {raised[0]}")
        return Undecided() if errors else Values(*results)


def _made(annotation: object, sizes: Sizes) -> object:
    """A value of a type: a tensor, a parameter, or a size."""
    origin = get_origin(annotation)
    if not (isinstance(origin, type) and issubclass(origin, Tensor)):
        return size(annotation, sizes)
    dtype, shape = get_args(annotation)
    listed = tuple(size(dimension, sizes) for dimension in get_args(shape))
    tensor: Tensor[Any, Any] = as_tensor(_numbers(dtype.numpy.kind, listed), dtype)
    return Parameter(tensor) if origin is Parameter else tensor


def _numbers(kind: str, shape: tuple[int, ...]) -> NDArray[np.generic]:
    """Numbers that suit every operation: regular matrices, indices of anything, masks that take as many as an `int`."""
    if kind == "b":
        return np.arange(prod(shape)).reshape(shape) < SIZE_OF_INT
    return np.zeros(shape, np.int64) if kind == "i" else np.random.default_rng(0).uniform(0.5, 1.5, shape)
