"""What a call of a primitive is. The calls are in `calls_...`, a family in each, and all of them in `all_calls`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest
from helpers import AnyArray, AnyTensor, Form, Shape, array, operand, untyped

from typedgrad.nodes import Node
from typedgrad.rules.rule import Rule, Saves
from typedgrad.rules.table import TABLE
from typedgrad.tape import sum_to
from typedgrad.tensor.base import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typedgrad import DType

One: TypeAlias = Callable[[Any], Any]
Two: TypeAlias = Callable[[Any, Any], Any]
Three: TypeAlias = Callable[[Any, Any, Any], Any]
Reference: TypeAlias = (
    Callable[[Any], One]
    | Callable[[Any, Any], One]
    | Callable[[Any, Any, Any], One]
    | Callable[[Any], Two]
    | Callable[[Any, Any], Two]
    | One
    | Two
    | Three
)
"""A function of the operands, or of a factory's arguments, which gives it: for checkers to know a lambda's parameters.

Of operands and arguments alike nothing is known.
"""


@dataclass(frozen=True)
class Call:
    """A rule and operands for it.

    Attributes:
        name: the primitive in the table.
        rule: the rule itself, made by its factory if it has one.
        forms: the operands with a dtype of the caller's choice.
        low: their least value.
        high: their largest value.
        constants: further operands, such as labels or a condition.
    """

    name: str
    rule: Rule
    forms: tuple[Form, ...]
    low: float = -2.0
    high: float = 2.0
    constants: tuple[AnyArray, ...] = ()

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What the factory made the rule of."""
        return _ARGUMENTS.get(self.rule, ())

    def __str__(self) -> str:
        return f"{self.name} {' '.join(map(str, self.forms))}"

    def operands(self, dtype: type[DType]) -> list[AnyArray]:
        """Random operands, read-only, so that a rule that writes to one is found out."""
        made = [
            array(operand(form, dtype, i, low=self.low, high=self.high)).view() for i, form in enumerate(self.forms)
        ]
        for data in made:
            data.flags.writeable = False
        return [*made, *self.constants]

    def run(self, operands: Sequence[AnyArray]) -> tuple[AnyArray, tuple[Any, ...]]:
        """What the rule's execution gives, and what the tape would save of it."""
        result = self.rule.run(*operands)
        if self.rule.saves is Saves.AS_RUN:
            return np.asarray(result[0]), result[1]
        return np.asarray(result), self.saved(operands, np.asarray(result))

    def saved(self, operands: Sequence[AnyArray], result: AnyArray) -> tuple[Any, ...]:
        """What the tape would save of a call."""
        return {
            Saves.NOTHING: (),
            Saves.INPUTS: tuple(operands),
            Saves.ALL: (*operands, result),
            Saves.OUTPUT: (result,),
            Saves.SHAPE: (operands[0].shape,),
            Saves.CONSTANT: (operands[-1],),
            Saves.AS_RUN: tuple(operands),
        }[self.rule.saves]

    def gradients(self, g: AnyArray, operands: Sequence[AnyArray]) -> list[AnyArray]:
        """The gradients as the expressions give them, summed to the shapes of the operands; of complex ones too."""
        result = np.asarray(self.rule.evaluate(*operands))
        saved = self.saved(operands, result)
        parts = [self.rule.evaluate_gradient(i, g, *saved) for i in range(len(self.forms))]
        return [sum_to(np.asarray(part), x.shape) for part, x in zip(parts, operands, strict=False)]

    def recorded(self, parameters: Sequence[AnyTensor]) -> AnyTensor:
        """The call as the tape records it, of tensors and of the constants."""
        result, saved = self.run([*(x._data for x in parameters), *self.constants])
        return wrap(result, Node(self.rule, tuple(x._node for x in parameters), saved, result.shape))


def rows(*shapes: Shape) -> tuple[Form, ...]:
    """Plain operands of these shapes."""
    return tuple(Form(shape) for shape in shapes)


def made(name: str, *arguments: object) -> Rule:
    """The rule that a factory of the table makes."""
    rule: Rule = untyped(TABLE[name])(*arguments)
    _ARGUMENTS[rule] = arguments
    return rule


_ARGUMENTS: dict[Rule, tuple[Any, ...]] = {}


def laid_out(form: Form, dtype: type[DType], seed: int = 0) -> AnyArray:
    """A constant in a form."""
    return array(operand(form, dtype, seed))


def each_call(calls: Iterable[Call]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Parametrise a test by primitives, and run it with each of a primitive's calls; which one failed is noted.

    Most calls take less time than pytest does around a test of its own, and there are tens of thousands.
    """
    of_name: dict[str, list[Call]] = {}
    for call in calls:
        of_name.setdefault(call.name, []).append(call)

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def with_each(call: list[Call], **others: object) -> None:
            __tracebackhide__ = True
            for one in call:
                try:
                    test(call=one, **others)
                except BaseException as error:  # of pytest's own failures too
                    error.add_note(f"call: {one}")
                    raise

        groups = [pytest.param(group, id=name) for name, group in of_name.items()]
        parametrised: Callable[..., None] = pytest.mark.parametrize("call", groups)(with_each)
        return parametrised

    return decorate
