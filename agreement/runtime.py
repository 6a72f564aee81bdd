"""The verdict at run time: what a program computes, with both sizes of every name."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

import numpy as np

from agreement.dimensions import SIZE_OF_INT, assignments
from agreement.programs import PRELUDE, Call
from typedgrad import Parameter, Tensor, as_tensor

if TYPE_CHECKING:
    from typecheck_cases._annotations import Sizes

    from agreement.programs import Expression, Leaf


@dataclass(frozen=True)
class Values:
    """What an expression is at run time, with the first and with the second sizes."""

    first: object
    second: object

    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """Both shapes, None of what is no tensor."""
        if isinstance(self.first, Tensor) and isinstance(self.second, Tensor):
            return _shape(self.first), _shape(self.second)
        return None


@dataclass(frozen=True)
class Raised:
    """An error, with both sizes."""

    text: str


@dataclass(frozen=True)
class Undecided:
    """Right with one of the sizes and wrong with the other, or wrong for its values: nothing that a type could say."""


Outcome: TypeAlias = Values | Raised | Undecided

OF_VALUES = (IndexError, OverflowError, ZeroDivisionError)
"""Errors that depend on values, not on types: an index outside its axis, a number out of range."""


class Runner:
    """Evaluates expressions over the names of a prelude, each once."""

    def __init__(self, prelude: str = PRELUDE) -> None:
        self.names: dict[str, Any] = {}
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
        if any(isinstance(error, OF_VALUES) for error in errors) or len(errors) == 1:
            return Undecided()
        return Raised(f"{type(errors[0]).__name__}: {errors[0]}") if errors else Values(*results)


def _shape(x: Tensor[Any, Any]) -> tuple[int, ...]:
    return tuple(x.shape)


def _made(annotation: Any, sizes: Sizes) -> object:
    """A value of a type: a tensor, a parameter, or a size."""
    origin = get_origin(annotation)
    if not (isinstance(origin, type) and issubclass(origin, Tensor)):
        return _size(annotation, sizes)
    dtype, shape = get_args(annotation)
    listed = tuple(_size(dimension, sizes) for dimension in get_args(shape))
    tensor: Tensor[Any, Any] = as_tensor(_numbers(dtype.numpy.kind, listed), dtype)
    return Parameter(tensor) if origin is Parameter else tensor


def _size(dimension: object, sizes: Sizes) -> int:
    size = sizes.of(dimension)
    return SIZE_OF_INT if size is None else size


def _numbers(kind: str, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """Numbers that suit every operation: integers that are indices of anything, masks that take as many as an `int`."""
    if kind == "b":
        return np.arange(prod(shape)).reshape(shape) < SIZE_OF_INT
    return np.zeros(shape, np.int64) if kind == "i" else np.linspace(0.5, 1.5, prod(shape)).reshape(shape)
