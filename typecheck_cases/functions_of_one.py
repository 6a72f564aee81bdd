"""Functions of one variable keep shape and dtype; those of analysis take floats, those of order take numbers."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import Tensor, bool_, float32, float64, int64

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Pixels]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Pixels]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Pixels]]


def exponential_functions(x: X, count: Count, mask: Mask) -> None:
    assert_type(tg.exp(x), X)
    assert_type(tg.expm1(x), X)
    assert_type(tg.log(x), X)
    assert_type(tg.log1p(x), X)
    assert_type(tg.log2(x), X)
    assert_type(tg.log10(x), X)
    assert_type(tg.sqrt(x), X)
    assert_type(tg.reciprocal(x), X)
    tg.log1p(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    tg.log2(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    tg.expm1(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"


def trigonometry(double: Double, count: Count) -> None:
    assert_type(tg.sin(double), Double)
    assert_type(tg.cos(double), Double)
    assert_type(tg.tan(double), Double)
    assert_type(tg.arcsin(double), Double)
    assert_type(tg.arccos(double), Double)
    assert_type(tg.arctan(double), Double)
    assert_type(tg.sinh(double), Double)
    assert_type(tg.cosh(double), Double)
    assert_type(tg.tanh(double), Double)
    assert_type(tg.arcsinh(double), Double)
    assert_type(tg.arccosh(double), Double)
    assert_type(tg.arctanh(double), Double)
    tg.sin(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    tg.arctanh(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"


def probabilities(x: X, mask: Mask) -> None:
    assert_type(tg.sigmoid(x), X)
    assert_type(tg.softplus(x), X)
    assert_type(tg.log_sigmoid(x), X)
    assert_type(tg.erf(x), X)
    assert_type(tg.relu(x), X)
    tg.erf(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    tg.softplus(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"


def signs_and_roundings(x: X, count: Count, mask: Mask) -> None:
    assert_type(tg.abs(x), X)
    assert_type(tg.abs(count), Count)
    assert_type(tg.square(x), X)
    assert_type(tg.square(count), Count)
    assert_type(tg.sign(x), X)
    assert_type(tg.sign(count), Count)
    assert_type(tg.negative(x), X)
    assert_type(tg.negative(count), Count)
    assert_type(tg.positive(x), X)
    assert_type(tg.positive(count), Count)
    assert_type(tg.floor(x), X)
    assert_type(tg.floor(count), Count)
    assert_type(tg.ceil(x), X)
    assert_type(tg.ceil(count), Count)
    assert_type(tg.trunc(x), X)
    assert_type(tg.trunc(count), Count)
    assert_type(tg.round(x), X)
    assert_type(tg.round(count), Count)
    tg.square(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    tg.round(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    tg.sign(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    assert_type(+x, X)
    assert_type(+count, Count)
    +mask  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"


def tests_of_each_element(x: X, count: Count, mask: Mask) -> None:
    assert_type(tg.isnan(x), Mask)
    assert_type(tg.isinf(x), Mask)
    assert_type(tg.isfinite(x), Mask)
    assert_type(tg.isfinite(count), Mask)
    tg.isnan(mask)  # E: mypy[arg-type] pyright[reportArgumentType] "bool_"
    assert_type(tg.logical_not(x), Mask)
    assert_type(tg.logical_not(mask), Mask)
    tg.logical_not(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(tg.bitwise_invert(mask), Mask)
    assert_type(tg.bitwise_invert(count), Count)
    tg.bitwise_invert(x)  # E: mypy[type-var] pyright[reportArgumentType] "float32"


def methods(x: X, count: Count, mask: Mask) -> None:
    assert_type(x.exp(), X)
    assert_type(x.expm1(), X)
    assert_type(x.log(), X)
    assert_type(x.log1p(), X)
    assert_type(x.sqrt(), X)
    assert_type(x.square(), X)
    assert_type(x.abs(), X)
    assert_type(x.sin(), X)
    assert_type(x.cos(), X)
    assert_type(x.tanh(), X)
    assert_type(x.sigmoid(), X)
    assert_type(x.relu(), X)
    assert_type(x.sign(), X)
    assert_type(x.floor(), X)
    assert_type(x.ceil(), X)
    assert_type(x.round(), X)
    assert_type(count.square(), Count)
    assert_type(count.abs(), Count)
    assert_type(count.sign(), Count)
    assert_type(count.floor(), Count)
    assert_type(count.ceil(), Count)
    assert_type(count.round(), Count)
    count.log1p()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "log1p"
    count.expm1()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "expm1"
    count.sin()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "sin"
    count.cos()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "cos"
    mask.square()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "square"
    mask.abs()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "abs"
    mask.sign()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "sign"
    mask.round()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "round"
    mask.floor()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "floor"
