"""One dtype an operation: nothing is promoted, and each kind of dtype has its own operations.

`astype` converts. A Python scalar joins a tensor of its own kind, or of a wider one: an `int` joins floats.
"""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import (
    Bitwise,
    DType,
    Float,
    Integer,
    Numeric,
    Tensor,
    bool_,
    float32,
    float64,
    int32,
    int64,
)

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Double: TypeAlias = Tensor[float64, tuple[Batch, Hidden]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Hidden]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Hidden]]


def float32_with_float64(h: H, g: H, double: Double) -> None:
    assert_type(h + g, H)
    h + double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    double + h  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(h * g, H)
    h * double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(h / g, H)
    h / double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(h**g, H)
    h**double  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(h + double.astype(float32), H)


def broadcast_operands(h: H, row: Tensor[float32, tuple[Hidden]], other: Tensor[float64, tuple[Hidden]]) -> None:
    assert_type(h + row, H)
    h + other  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    assert_type(row + h, H)
    other + h  # E: mypy[operator] pyright[reportOperatorIssue] "float64"


def floats_with_integers(h: H, g: H, count: Count) -> None:
    assert_type(h * g, H)
    h * count  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    count * h  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(h * count.astype(float32), H)


def integers_of_two_sizes(count: Count, other: Count, small: Tensor[int32, tuple[Batch, Hidden]]) -> None:
    assert_type(count + other, Count)
    count + small  # E: mypy[operator] pyright[reportOperatorIssue] "int32"
    assert_type(count & other, Count)
    count & small  # E: mypy[operator] pyright[reportOperatorIssue] "int32"


def booleans_have_no_arithmetic(count: Count, mask: Mask) -> None:
    assert_type(count + count, Count)
    mask + mask  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"
    assert_type(count * count, Count)
    mask * mask  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"
    assert_type(-count, Count)
    -mask  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"
    assert_type(abs(count), Count)
    count + mask  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"
    mask + 1  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"


def integers_do_not_divide(h: H, count: Count) -> None:
    assert_type(h / h, H)
    count / count  # E: mypy[misc] pyright[reportOperatorIssue] "int64"
    assert_type(h / 2, H)
    count / 2  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(2 / h, H)
    2 / count  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(count.astype(float64) / 2, Double)


def floats_have_no_bits(h: H, count: Count, mask: Mask) -> None:
    assert_type(count & count, Count)
    h & h  # E: mypy[misc] pyright[reportOperatorIssue] "float32"
    assert_type(mask | mask, Mask)
    h | h  # E: mypy[misc] pyright[reportOperatorIssue] "float32"
    assert_type(mask ^ mask, Mask)
    h ^ h  # E: mypy[misc] pyright[reportOperatorIssue] "float32"
    assert_type(~mask, Mask)
    ~h  # E: mypy[misc] pyright[reportOperatorIssue] "float32"
    assert_type(count | 1, Count)
    h | 1  # E: mypy[operator] pyright[reportOperatorIssue] "float32"
    assert_type(~count, Count)


def bits_of_two_dtypes(mask: Mask, count: Count) -> None:
    assert_type(mask & mask, Mask)
    mask & count  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(mask & True, Mask)
    mask & 2.0  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(True ^ mask, Mask)
    2 ^ mask  # E: mypy[operator] pyright[reportOperatorIssue] "bool_"


def functions_of_floats(h: H, count: Count, mask: Mask) -> None:
    assert_type(tg.exp(h), H)
    tg.exp(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.log(h), H)
    tg.log(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.sqrt(h), H)
    tg.sqrt(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.tanh(h), H)
    tg.tanh(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.sigmoid(h), H)
    tg.sigmoid(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    assert_type(tg.relu(h), H)
    tg.relu(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"
    assert_type(tg.abs(count), Count)
    tg.abs(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"


def methods_of_floats(h: H, count: Count, mask: Mask) -> None:
    assert_type(h.exp(), H)
    count.exp()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    assert_type(h.log(), H)
    count.log()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    assert_type(h.sqrt(), H)
    mask.sqrt()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(h.tanh().sigmoid().relu(), H)
    count.tanh()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    count.sigmoid()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"
    count.relu()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int64"


def scalars_join_their_kind(h: H, count: Count) -> None:
    assert_type(h + 1.5, H)
    count + 1.5  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(1 - h, H)
    assert_type(1 - count, Count)
    1.5 - count  # E: mypy[operator] pyright[reportOperatorIssue] "float"
    assert_type(count * 2, Count)
    count * 2.0  # E: mypy[operator] pyright[reportOperatorIssue] "float"


def scalars_that_are_no_numbers(h: H) -> None:
    assert_type(h + 1, H)
    h + {"a": 1.0}  # E: mypy[operator] pyright[reportOperatorIssue] "dict"
    "1" + h  # E: mypy[operator] pyright[reportOperatorIssue] "float32"
    h + None  # E: mypy[operator] pyright[reportOperatorIssue] "None"
    h + 1j  # E: mypy[operator] pyright[reportOperatorIssue] "complex"
    h + [1.0, 2.0]  # E: mypy[operator] pyright[reportOperatorIssue] "list"


def conversion(h: H, count: Count, mask: Mask) -> None:
    assert_type(h.astype(float64), Double)
    h.astype(Float)  # E: mypy[type-var] pyright[reportArgumentType] "Float"
    h.astype(float)  # E: mypy[type-var] pyright[reportArgumentType] "float"
    h.astype("float64")  # E: mypy[arg-type] pyright[reportArgumentType] "str"
    assert_type(mask.astype(int64), Count)
    mask.astype(Integer)  # E: mypy[type-var] pyright[reportArgumentType] "Integer"
    assert_type(count.astype(bool_), Mask)
    count.astype(bool)  # E: mypy[type-var] pyright[reportArgumentType] "bool"
    assert_type(count.astype(int32), Tensor[int32, tuple[Batch, Hidden]])
    count.astype(Numeric)  # E: mypy[type-var] pyright[reportArgumentType] "Numeric"


def _halved(x: Tensor[Float, tuple[Batch]]) -> Tensor[Float, tuple[Batch]]:
    return x / 2


def _last_bits(x: Tensor[Integer, tuple[Batch]]) -> Tensor[Integer, tuple[Batch]]:
    return x & 1


def _doubled(x: Tensor[Numeric, tuple[Batch]]) -> Tensor[Numeric, tuple[Batch]]:
    return x + x


def _inverted(x: Tensor[Bitwise, tuple[Batch]]) -> Tensor[Bitwise, tuple[Batch]]:
    return ~x


def _same(x: Tensor[DType, tuple[Batch]]) -> Tensor[DType, tuple[Batch]]:
    return x


def kinds(x: Tensor[float32, tuple[Batch]], i: Tensor[int64, tuple[Batch]], m: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(_halved(x), Tensor[Float, tuple[Batch]])
    _halved(i)  # E: mypy[arg-type] pyright[reportArgumentType] "int64"
    assert_type(_last_bits(i), Tensor[Integer, tuple[Batch]])
    _last_bits(x)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    assert_type(_doubled(i), Tensor[Numeric, tuple[Batch]])
    _doubled(m)  # E: mypy[arg-type] pyright[reportArgumentType] "bool_"
    assert_type(_inverted(m), Tensor[Bitwise, tuple[Batch]])
    _inverted(x)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    assert_type(_same(m), Tensor[DType, tuple[Batch]])
