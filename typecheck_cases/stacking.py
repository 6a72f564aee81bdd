"""`stack` puts tensors of one shape and dtype along a new axis, whose size the type knows; `unstack` takes them out."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import Tensor, float32, float64, stack, unstack

Batch = NewType("Batch", int)
Rows = NewType("Rows", int)
Columns = NewType("Columns", int)
Row: TypeAlias = Tensor[float32, tuple[Columns]]
Grid: TypeAlias = Tensor[float32, tuple[Rows, Columns]]
Pair: TypeAlias = Tensor[float32, tuple[Literal[2], Rows, Columns]]


def along_the_first_axis(x: Grid, y: Grid, z: Tensor[float32, tuple[Columns, Rows]], row: Row) -> None:
    assert_type(stack((x, y)), Pair)
    stack((x, z))  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack((x, y, x), axis=0), Tensor[float32, tuple[Literal[3], Rows, Columns]])
    stack((x, z, x), axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack((x, y, x, y)), Tensor[float32, tuple[Literal[4], Rows, Columns]])
    stack((x, y, x, row))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "stack"


def along_another_axis(s: Tensor[float32, tuple[()]], x: Grid, y: Grid, row: Row) -> None:
    assert_type(stack((s, s)), Tensor[float32, tuple[Literal[2]]])
    stack((s, s), axis=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack((x, y), axis=-1), Tensor[float32, tuple[Rows, Columns, Literal[2]]])
    stack((x, y), axis=3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack((x, y, x), axis=-1), Tensor[float32, tuple[Rows, Columns, Literal[3]]])
    assert_type(stack((x, y, x, y), axis=-1), Tensor[float32, tuple[Rows, Columns, Literal[4]]])
    assert_type(stack((x, y), axis=1), Tensor[float32, tuple[Rows, Literal[2], Columns]])
    assert_type(stack((x, y, x), axis=1), Tensor[float32, tuple[Rows, Literal[3], Columns]])
    assert_type(stack((x, y), axis=2), Tensor[float32, tuple[Rows, Columns, Literal[2]]])
    stack((row, row), axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack((x, y, x), axis=2), Tensor[float32, tuple[Rows, Columns, Literal[3]]])


def lists(x: Grid, y: Grid, row: Row) -> None:
    assert_type(stack([x, y, x, y, x]), Tensor[float32, tuple[int, Rows, Columns]])
    stack([x, y, x, y, row])  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack([x, y], axis=-1), Tensor[float32, tuple[Rows, Columns, int]])
    assert_type(stack([x, y], axis=1), Tensor[float32, tuple[Rows, int, Columns]])
    assert_type(stack([x, y], axis=2), Tensor[float32, tuple[Rows, Columns, int]])
    stack([row, row], axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "stack"


def dtypes(x: Grid, y: Grid, double: Tensor[float64, tuple[Rows, Columns]]) -> None:
    assert_type(stack((x, y)), Pair)
    stack((x, double))  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(stack((double, double)), Tensor[float64, tuple[Literal[2], Rows, Columns]])


def taken_out(pair: Pair, x: Grid) -> None:
    first, second = unstack(pair)
    assert_type(first, Grid)
    assert_type(second, Grid)
    unstack(pair)[2]  # E: mypy[misc] pyright[reportGeneralTypeIssues] raises[IndexError] "range"
    assert_type(unstack(pair, axis=0), tuple[Grid, Grid])
    assert_type(unstack(x), tuple[Row, ...])
    assert_type(unstack(stack((x, x, x))), tuple[Grid, Grid, Grid])
    assert_type(unstack(stack((x, x, x, x))), tuple[Grid, Grid, Grid, Grid])


def taken_out_along_another_axis(
    s: Tensor[float32, tuple[()]], row: Row, x: Grid, t: Tensor[float32, tuple[Batch, Rows, Columns]]
) -> None:
    assert_type(unstack(row), tuple[Tensor[float32, tuple[()]], ...])
    unstack(s)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "unstack"
    assert_type(unstack(x, 1), tuple[Tensor[float32, tuple[Rows]], ...])
    unstack(row, 1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unstack"
    assert_type(unstack(x, -1), tuple[Tensor[float32, tuple[Rows]], ...])
    assert_type(unstack(t, 2), tuple[Tensor[float32, tuple[Batch, Rows]], ...])
    assert_type(unstack(t, -2), tuple[Tensor[float32, tuple[Batch, Columns]], ...])
    unstack(row, -2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unstack"
    assert_type(unstack(stack((x, x), axis=-1), -1), tuple[Grid, Grid])
    assert_type(unstack(stack((x, x, x), axis=-1), -1), tuple[Grid, Grid, Grid])
    assert_type(unstack(stack((x, x), axis=1), 1), tuple[Grid, Grid])
    assert_type(unstack(stack((x, x, x), axis=1), 1), tuple[Grid, Grid, Grid])


def what_is_no_tensor(x: Grid) -> None:
    assert_type(stack((x, x)), Pair)
    stack((x, 1.0))  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "stack"
    stack(x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "stack"
    stack(())  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "stack"
    assert_type(unstack(x), tuple[Row, ...])
    unstack([1.0])  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "unstack"
