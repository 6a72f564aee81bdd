"""Concatenation adds two dimensions, as `Plus`; the other axes agree, and so do the dtypes."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import Plus, Tensor, concat, float32, float64, int64, plus

Batch = NewType("Batch", int)
Extra = NewType("Extra", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]


def along_the_last_axis(x: X, h: H, other: Tensor[float32, tuple[Extra, Hidden]]) -> None:
    assert_type(concat((x, h), axis=-1), Tensor[float32, tuple[Batch, Plus[Pixels, Hidden]]])
    concat((x, other), axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"


def along_the_first_axis(x: X, h: H, more: Tensor[float32, tuple[Extra, Pixels]]) -> None:
    assert_type(concat((x, more)), Tensor[float32, tuple[Plus[Batch, Extra], Pixels]])
    concat((x, h))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "concat"
    assert_type(concat((x, more), axis=0), Tensor[float32, tuple[Plus[Batch, Extra], Pixels]])
    concat((x, h), axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"


def along_the_wrong_axis(x: X, h: H) -> None:
    assert_type(concat((x, h), axis=1), Tensor[float32, tuple[Batch, Plus[Pixels, Hidden]]])
    concat((x, h), axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    concat((x, h), axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"


def vectors(
    a: Tensor[float32, tuple[Pixels]], b: Tensor[float32, tuple[Hidden]], s: Tensor[float32, tuple[()]]
) -> None:
    assert_type(concat((a, b)), Tensor[float32, tuple[Plus[Pixels, Hidden]]])
    concat((a, b), axis=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    concat((a, s))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "concat"
    assert_type(concat((s[None], s[None])), Tensor[float32, tuple[Plus[Literal[1], Literal[1]]]])


def ranks(x: X, h: H, row: Tensor[float32, tuple[Pixels]]) -> None:
    assert_type(concat((x, row[None])), Tensor[float32, tuple[Plus[Batch, Literal[1]], Pixels]])
    concat((x, row))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "concat"


def three(x: X, h: H, other: Tensor[float32, tuple[Extra, Pixels]]) -> None:
    assert_type(concat((x, h, x), axis=-1), Tensor[float32, tuple[Batch, Plus[Plus[Pixels, Hidden], Pixels]]])
    concat((x, h, other), axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    assert_type(concat((x, x, other)), Tensor[float32, tuple[Plus[Plus[Batch, Batch], Extra], Pixels]])
    concat((x, x, h))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "concat"


def stacks(
    t: Tensor[float32, tuple[Batch, Time, Hidden]],
    u: Tensor[float32, tuple[Batch, Extra, Hidden]],
    v: Tensor[float32, tuple[Time, Extra, Hidden]],
) -> None:
    assert_type(concat((t, u), axis=1), Tensor[float32, tuple[Batch, Plus[Time, Extra], Hidden]])
    concat((t, v), axis=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    concat((t, u), axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"


def lists(x: X, h: H) -> None:
    assert_type(concat([x, x, x, x]), Tensor[float32, tuple[int, Pixels]])
    concat([x, x, x, h])  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "concat"
    assert_type(concat([x, x], axis=-1), Tensor[float32, tuple[Batch, int]])
    concat([x, x], axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"


def dtypes(
    x: X, h: H, double: Tensor[float64, tuple[Batch, Hidden]], count: Tensor[int64, tuple[Batch, Hidden]]
) -> None:
    assert_type(concat((x, h), axis=-1), Tensor[float32, tuple[Batch, Plus[Pixels, Hidden]]])
    concat((x, double), axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    concat((x, count), axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    assert_type(concat((count, count)), Tensor[int64, tuple[Plus[Batch, Batch], Hidden]])


def the_sum_is_a_dimension(
    x: X,
    h: H,
    w: Tensor[float32, tuple[Plus[Pixels, Hidden], Time]],
    v: Tensor[float32, tuple[Plus[Hidden, Pixels], Time]],
) -> None:
    assert_type(concat((x, h), axis=-1) @ w, Tensor[float32, tuple[Batch, Time]])
    concat((x, h), axis=-1) @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Plus[Hidden, Pixels]" static-only: the sum is the same in either order
    assert_type(concat((h, x), axis=-1) @ v, Tensor[float32, tuple[Batch, Time]])


def the_sum_of_sizes(pixels: Pixels, hidden: Hidden) -> None:
    assert_type(plus(pixels, hidden), Plus[Pixels, Hidden])
    plus(pixels, "20")  # E: mypy[type-var] pyright[reportArgumentType] "plus"


def what_is_no_tensor(x: X) -> None:
    assert_type(concat((x, x)), Tensor[float32, tuple[Plus[Batch, Batch], Pixels]])
    concat((x, 1.0))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "concat"
    concat(x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "concat"
    concat(())  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "concat"
