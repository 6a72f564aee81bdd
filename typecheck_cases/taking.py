"""`take` and `take_along_axis` take integers and an axis that there is; `one_hot` makes a last axis of its size."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import (
    Tensor,
    argmax,
    argsort,
    bool_,
    float32,
    float64,
    int32,
    int64,
    nonzero,
    one_hot,
    take,
    take_along_axis,
)

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
Chosen = NewType("Chosen", int)
Classes = NewType("Classes", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Indices: TypeAlias = Tensor[int64, tuple[Chosen]]


def along_each_axis(h: H, t: Stack, i: Indices) -> None:
    assert_type(take(h, i, axis=0), Tensor[float32, tuple[Chosen, Hidden]])
    assert_type(take(h, i, axis=1), Tensor[float32, tuple[Batch, Chosen]])
    assert_type(take(h, i, axis=-1), Tensor[float32, tuple[Batch, Chosen]])
    assert_type(take(h, i, 1), Tensor[float32, tuple[Batch, Chosen]])
    take(h, i, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take"
    assert_type(take(t, i, axis=2), Tensor[float32, tuple[Batch, Time, Chosen]])
    assert_type(take(t, i, axis=-2), Tensor[float32, tuple[Batch, Chosen, Hidden]])
    assert_type(take(t, i, axis=-3), Tensor[float32, tuple[Chosen, Time, Hidden]])
    take(t, i, axis=-4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take"


def of_four_axes(x: Tensor[int32, tuple[Batch, Time, Hidden, Classes]], i: Indices) -> None:
    assert_type(take(x, i, axis=3), Tensor[int32, tuple[Batch, Time, Hidden, Chosen]])
    assert_type(take(x, i, axis=-4), Tensor[int32, tuple[Chosen, Time, Hidden, Classes]])
    take(x, i, axis=4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take"


def the_axis_of_a_vector(h: H, v: Tensor[float32, tuple[Hidden]], i: Indices, s: Tensor[float32, tuple[()]]) -> None:
    assert_type(take(v, i), Tensor[float32, tuple[Chosen]])
    take(h, i)  # E: mypy[arg-type] pyright[reportArgumentType] "take"
    take(s, i)  # E: mypy[arg-type] pyright[reportArgumentType] "take"


def indices_of_other_ranks(h: H, i: Tensor[int64, tuple[()]], ij: Tensor[int32, tuple[Time, Chosen]]) -> None:
    assert_type(take(h, i, axis=0), Tensor[float32, tuple[Hidden]])
    assert_type(take(h, ij, axis=0), Tensor[float32, tuple[Time, Chosen, Hidden]])


def what_is_no_index(h: H, i: Indices, floats: Tensor[float32, tuple[Chosen]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(take(h, i, axis=0), Tensor[float32, tuple[Chosen, Hidden]])
    take(h, floats, axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float32"
    take(h, mask, axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "bool_"
    take(h, 0, axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take"
    take(2.0, i, axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def along_an_axis(h: H, best: Tensor[int64, tuple[Batch, Chosen]], rows: Tensor[int64, tuple[Chosen, Hidden]]) -> None:
    assert_type(take_along_axis(h, best, axis=-1), Tensor[float32, tuple[Batch, Chosen]])
    take_along_axis(h, rows, axis=-1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take_along_axis"
    assert_type(take_along_axis(h, rows, axis=0), Tensor[float32, tuple[Chosen, Hidden]])
    take_along_axis(h, best, axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take_along_axis"
    assert_type(take_along_axis(h, best), Tensor[float32, tuple[Batch, Chosen]])
    assert_type(take_along_axis(h, best, axis=1), Tensor[float32, tuple[Batch, Chosen]])
    take_along_axis(h, best, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take_along_axis"
    assert_type(take_along_axis(h, argsort(h)), H)
    assert_type(take_along_axis(h, argmax(h, -1, keepdims=True)), Tensor[float32, tuple[Batch, Literal[1]]])


def along_an_axis_of_three(
    t: Stack, steps: Tensor[int64, tuple[Batch, Chosen, Hidden]], units: Tensor[int64, tuple[Batch, Time, Chosen]]
) -> None:
    assert_type(take_along_axis(t, steps, axis=1), Tensor[float32, tuple[Batch, Chosen, Hidden]])
    take_along_axis(t, units, axis=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "take_along_axis"
    assert_type(take_along_axis(t, steps, axis=-2), Tensor[float32, tuple[Batch, Chosen, Hidden]])
    assert_type(take_along_axis(t, units, axis=2), Tensor[float32, tuple[Batch, Time, Chosen]])


def along_an_axis_by_what_is_no_index(
    h: H, best: Tensor[int64, tuple[Batch, Chosen]], floats: Tensor[float32, tuple[Batch, Chosen]], row: Indices
) -> None:
    assert_type(take_along_axis(h, best), Tensor[float32, tuple[Batch, Chosen]])
    take_along_axis(h, floats)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    take_along_axis(h, row)  # E: mypy[misc] pyright[reportArgumentType] "take_along_axis"


def labels(y: Tensor[int64, tuple[Batch]], classes: Classes, floats: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(one_hot(y, 10), Tensor[float32, tuple[Batch, Literal[10]]])
    assert_type(one_hot(y, classes), Tensor[float32, tuple[Batch, Classes]])
    one_hot(floats, classes)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "float32"
    assert_type(one_hot(y, classes, float64), Tensor[float64, tuple[Batch, Classes]])
    assert_type(one_hot(y, 10, dtype=int64), Tensor[int64, tuple[Batch, Literal[10]]])
    assert_type(one_hot(y.astype(int32), 10, bool_), Tensor[bool_, tuple[Batch, Literal[10]]])
    one_hot(y, 2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def the_key_of_what_is_not_zero(h: H, t: Stack, v: Indices, s: Tensor[float32, tuple[()]]) -> None:
    assert_type(nonzero(v), tuple[Tensor[int64, tuple[int]]])
    assert_type(nonzero(h), tuple[Tensor[int64, tuple[int]], Tensor[int64, tuple[int]]])
    assert_type(nonzero(h > 0.0)[1], Tensor[int64, tuple[int]])
    assert_type(nonzero(t)[2], Tensor[int64, tuple[int]])
    assert_type(h[nonzero(h)], Tensor[float32, tuple[int]])
    nonzero(s)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "nonzero"
    nonzero(2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "nonzero"
