"""Arguments of the wrong kind: each is refused by an error that names what was called and what was given.

The checkers reject these calls, so they are written with functions whose types they do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from helpers import operand, untyped

import typedgrad as tg
from typedgrad import DTypeError, Parameter, detect_nan, float64, no_grad
from typedgrad.errors import described

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
v: Any = operand((3,), float64)
w: Any = Parameter(operand((2,), float64, 5))


class HostileRepr:
    """What cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("a hostile repr")


class HostileEq:
    """What cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("a hostile eq")

    __hash__ = object.__hash__


class Refused(NamedTuple):
    """A call, exactly which error it raises, and what the message has."""

    name: str
    call: Callable[[], object]
    error: type[Exception]
    parts: tuple[str, ...]


def refused(name: str, call: Callable[[], object], error: type[Exception], *parts: str) -> Refused:
    """A row of a table: the message begins with the name."""
    return Refused(name, call, error, parts)


def total(*xs: Any) -> Any:  # of any tensors
    """A scalar of all of them."""
    return sum(((x * x).sum() for x in xs[1:]), (xs[0] * xs[0]).sum())


def by(argnums: object, *arguments: object) -> Callable[[], object]:
    """`value_and_grad` of a function of these arguments, by some of them."""
    return lambda: lib.value_and_grad(total, argnums)(*(arguments or (v, v)))


ARGNUMS = [
    refused("value_and_grad", by((0, -1), v), ValueError, "(0, -1)", "twice", "1 given"),
    refused("value_and_grad", by((-1, 1)), ValueError, "(-1, 1)", "twice", "2 given"),
    refused("value_and_grad", by((0, 1, -2)), ValueError, "(0, 1, -2)", "twice"),
    refused("value_and_grad", by((0, 0)), ValueError, "(0, 0)", "twice"),
    refused("value_and_grad", by(-9), TypeError, "argument -9 of 2"),
    refused("value_and_grad", by((0, -3)), TypeError, "argument -3 of 2"),
    refused("value_and_grad", by(2), TypeError, "argument 2 of 2"),
    refused("value_and_grad", by(()), ValueError, "argnums is ()", "no argument"),
    refused("value_and_grad", by(None), DTypeError, "argnums is None of type NoneType"),
    refused("value_and_grad", by(1.5), DTypeError, "argnums is 1.5 of type float"),
    refused("value_and_grad", by(True), DTypeError, "argnums is True of type bool"),
    refused("value_and_grad", by("a"), DTypeError, "argnums is 'a' of type str"),
    refused("value_and_grad", by((0, None)), DTypeError, "argnums is (0, None) of type tuple"),
    refused("value_and_grad", by((0, 1.0)), DTypeError, "argnums is (0, 1.0) of type tuple"),
    refused("value_and_grad", by(np.array([0, 1])), DTypeError, "argnums is array([0, 1]) of type ndarray"),
    refused("value_and_grad", by(i for i in (0, 1)), DTypeError, "argnums is <generator", "of type generator"),
]

FUNCTIONS = [
    refused("value_and_grad", lambda: lib.value_and_grad(3), TypeError, "3 of type int", "not a function"),
    refused("check_gradients", lambda: lib.check_gradients(None, v), TypeError, "None", "not a function"),
    refused("finite_difference", lambda: lib.finite_difference("f", v), TypeError, "'f'", "not a function"),
    refused("hessian", lambda: lib.hessian(v, v), TypeError, "of type Tensor", "not a function"),
    refused("jacobian", lambda: lib.jacobian(1.5, v), TypeError, "1.5", "not a function"),
    refused("hessian_vector_product", lambda: lib.hessian_vector_product((), v, v), TypeError, "()", "not a function"),
    refused("no_grad", lambda: no_grad()(untyped(3)), TypeError, "3 of type int", "not a function"),
    refused("enable_grad", lambda: tg.enable_grad()(untyped(None)), TypeError, "None", "not a function"),
    refused("detect_nan", lambda: detect_nan()(untyped(1)), TypeError, "1 of type int", "not a function"),
]

SEQUENCES = [
    refused("gradients", lambda: lib.gradients((w * w).sum(), ""), DTypeError, "'' of type str"),
    refused("gradients", lambda: lib.gradients((w * w).sum(), b""), DTypeError, "b'' of type bytes"),
]


@pytest.mark.parametrize(
    "wrong", [*ARGNUMS, *FUNCTIONS, *SEQUENCES], ids=lambda wrong: f"{wrong.name} {wrong.parts[0]}"
)
def test_the_error_names_the_operation_and_the_value(wrong: Refused) -> None:
    with pytest.raises(wrong.error) as caught:
        wrong.call()
    message = str(caught.value)
    assert type(caught.value) is wrong.error, f"{type(caught.value)}: {message}"
    assert message.startswith(wrong.name)
    assert [part for part in wrong.parts if part not in message] == [], message


@pytest.mark.parametrize("argnums", [(0, 1), (-2, -1), (0, -1), (-1, 0), [1, 0]], ids=str)
def test_arguments_counted_from_either_end(argnums: Any) -> None:  # a list too, which the type does not name
    given = (operand((2,), float64), operand((3,), float64))
    _, found = lib.value_and_grad(total, argnums)(*given)
    assert [g.tolist() for g in found] == [(given[i] * 2.0).tolist() for i in argnums]


def test_what_has_no_repr_is_described_by_its_type() -> None:
    assert described(HostileRepr()) == "a value of type HostileRepr"
    assert described([10**5000]) == "a value of type list"  # Python refuses to write so many digits
    with pytest.raises(DTypeError, match="value_and_grad: argnums is a value of type HostileRepr"):
        lib.value_and_grad(total, HostileRepr())
