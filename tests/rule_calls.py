"""For every primitive of the table, calls that exercise it: ranks, broadcasting, empty and oddly laid out operands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import FORMS, PAIRS, AnyArray, Form, Shape, array, operand, untyped, values

from typedgrad import DType, bool_, float32, float64, int64
from typedgrad.rules import TABLE
from typedgrad.rules.rule import Rule, Saves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Call:
    """A rule and operands for it.

    Attributes:
        name: the primitive in the table.
        rule: the rule itself, made by its factory if it has one.
        forms: the operands with a dtype of the caller's choice.
        low: their least value.
        constants: further operands, such as labels or a condition.
    """

    name: str
    rule: Rule
    forms: tuple[Form, ...]
    low: float = -2.0
    constants: tuple[AnyArray, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} {' '.join(map(str, self.forms))}"

    def operands(self, dtype: type[DType]) -> list[AnyArray]:
        """Random operands, read-only, so that a rule that writes to one is found out."""
        made = [array(operand(form, dtype, i, low=self.low)).view() for i, form in enumerate(self.forms)]
        for data in made:
            data.flags.writeable = False
        return [*made, *self.constants]

    def run(self, operands: Sequence[AnyArray]) -> tuple[AnyArray, tuple[Any, ...]]:
        """What the rule's execution gives, and what the tape would save of it."""
        result = self.rule.run(*operands)
        if self.rule.saves is Saves.AS_RUN:
            return np.asarray(result[0]), result[1]
        saved: dict[Saves, tuple[Any, ...]] = {
            Saves.NOTHING: (),
            Saves.INPUTS: tuple(operands),
            Saves.OUTPUT: (np.asarray(result),),
            Saves.SHAPE: (operands[0].shape,),
            Saves.CONSTANT: (operands[-1],),
        }
        return np.asarray(result), saved[self.rule.saves]


def rows(*shapes: Shape) -> tuple[Form, ...]:
    """Plain operands of these shapes."""
    return tuple(Form(shape) for shape in shapes)


def made(name: str, *arguments: object) -> Rule:
    """The rule that a factory of the table makes."""
    rule: Rule = untyped(TABLE[name])(*arguments)
    return rule


UNARY = ("negative", "abs", "exp", "log", "sqrt", "tanh", "sigmoid", "relu", "copy")
BINARY = ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
COMPARISONS = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")
REDUCTIONS = ("sum", "mean", "max", "argmax")
INDICES = np.array([2, 0, 2, -1])


def all_calls() -> Iterator[Call]:
    """Calls of every primitive that takes floats."""
    yield from _elementwise()
    yield from _products()
    yield from _reductions()
    yield from _movements()
    yield from _classification()


def _elementwise() -> Iterator[Call]:
    for name in UNARY:
        for form in FORMS:
            yield Call(name, untyped(TABLE[name]), (form,), low=0.2 if name in {"log", "sqrt"} else -2.0)
    for name in BINARY:
        for shapes in PAIRS:
            yield Call(name, untyped(TABLE[name]), rows(*shapes), low=0.5)
        for form in FORMS[7:]:
            yield Call(name, untyped(TABLE[name]), (form, Form(form.shape)), low=0.5)
    for shapes in PAIRS:
        for condition in (np.asarray(True), values(shapes[0], bool_, 7), values(shapes[1], bool_, 7)):
            yield Call("where", untyped(TABLE["where"]), rows(*shapes), constants=(condition,))
    for form in FORMS[7:]:
        condition = values(form.shape, bool_, 7)
        yield Call("where", untyped(TABLE["where"]), (form, Form(form.shape)), constants=(condition,))
    for name in COMPARISONS:
        yield Call(name, untyped(TABLE[name]), rows((2, 3), (3,)))
    for form in FORMS:
        for source, target in ((float32, float64), (float64, float32), (float64, float64), (float64, int64)):
            yield Call("astype", made("astype", source.numpy, target.numpy), (form,))


def _products() -> Iterator[Call]:
    for shapes in (
        ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
        ((2, 4, 3), (3, 2)), ((1, 4, 3), (2, 3, 5)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 0), (0, 3)), ((0, 3), (3, 2)),
    ):  # fmt: skip
        yield Call("matmul", untyped(TABLE["matmul"]), rows(*shapes))
    yield Call("matmul", untyped(TABLE["matmul"]), (Form((2, 3), "columns"), Form((3, 4), "reversed")))
    for x, out in (((2, 3), 4), ((3,), 4), ((2, 2, 3), 4), ((0, 3), 2), ((2, 0), 3), ((2, 3), 0), ((2, 3, 0), 2)):
        yield Call("linear", untyped(TABLE["linear"]), rows(x, (x[-1], out), (out,)))
    odd = (Form((2, 3), "strided"), Form((3, 4), "columns"), Form((4,), "reversed"))
    yield Call("linear", untyped(TABLE["linear"]), odd)


def _reductions() -> Iterator[Call]:
    for name in REDUCTIONS:
        for form in FORMS[:4] + FORMS[-3:] + (FORMS[5:7] if name == "sum" else ()):  # the others need elements
            for axis in (None, *range(-len(form.shape), len(form.shape))):
                for keepdims in (False, True):
                    yield Call(name, made(name, axis, keepdims), (form,))


def _movements() -> Iterator[Call]:
    for form in FORMS:
        yield Call("reshape", made("reshape", (1, *form.shape[::-1])), (form,))
        yield Call("broadcast_to", made("broadcast_to", (2, *form.shape)), (form,))
        if len(form.shape) > 1:
            yield Call("transpose", made("transpose", (*range(1, len(form.shape)), 0)), (form,))
            yield Call("matrix_transpose", untyped(TABLE["matrix_transpose"]), (form,))
    for operand_shape, target in (((2, 1), (2, 3)), ((1, 3), (2, 0, 3)), ((), (2, 3))):
        yield Call("broadcast_to", made("broadcast_to", target), rows(operand_shape))
    yield Call("concat", made("concat", (2, 0, 3), 0), rows((2, 4), (0, 4), (3, 4)))
    yield Call("concat", made("concat", (2, 1), 1), (Form((3, 2), "columns"), Form((3, 1))))
    for shape, key, place in (
        ((4,), 1, ()), ((4,), slice(None, None, -2), (2,)), ((3, 2), INDICES, (4, 2)), ((2, 3), (..., None), (2, 3, 1)),
        ((), (..., None), (1,)), ((3,), np.array([True, False, True]), (2,)), ((2, 3), (slice(None), INDICES), (2, 4)),
    ):  # fmt: skip
        yield Call("index", made("index", key), rows(shape))
        yield Call("splice", made("splice", key), rows(shape, place))


def _classification() -> Iterator[Call]:
    for form in (Form((3,)), Form((2, 3)), Form((2, 2, 3)), Form((1, 1)), Form((2, 3), "columns")):
        yield Call("softmax", untyped(TABLE["softmax"]), (form,))
        yield Call("log_softmax", untyped(TABLE["log_softmax"]), (form,))
        labels = np.random.default_rng(0).integers(0, form.shape[-1], form.shape[:-1])
        for reduction in ("mean", "sum"):
            yield Call("cross_entropy", made("cross_entropy", reduction), (form, form))
            labelled = made("cross_entropy_of_labels", reduction)
            yield Call("cross_entropy_of_labels", labelled, (form,), constants=(np.asarray(labels),))


LOGIC = {
    **{
        name: (values((2, 3), bool_, 0), values((3,), bool_, 1))
        for name in ("bitwise_and", "bitwise_or", "bitwise_xor")
    },
    **{name: (values((2, 3), bool_),) for name in ("invert", "all", "any")},
}
"""Operands of the primitives that take no floats."""
