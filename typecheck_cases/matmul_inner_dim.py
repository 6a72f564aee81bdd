"""A matrix product needs the columns of its left operand to be the rows of its right one, by name or by size.

Vectors count as a row on the left and as a column on the right, leading axes broadcast, as in NumPy.
"""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import Tensor, float32, float64, int64

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
Classes = NewType("Classes", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
W: TypeAlias = Tensor[float32, tuple[Pixels, Hidden]]
V: TypeAlias = Tensor[float32, tuple[Hidden, Classes]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Pixels]]


def matrix_with_matrix(x: X, w: W, v: V) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
    x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"
    assert_type(w @ v, Tensor[float32, tuple[Pixels, Classes]])
    v @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"


def a_chain(x: X, w: W, v: V) -> None:
    assert_type(x @ w @ v, Tensor[float32, tuple[Batch, Classes]])
    x @ v @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"


def transposed(x: X, w: W) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
    x @ w.T  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(x.T @ x, Tensor[float32, tuple[Pixels, Pixels]])
    x @ x  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"


def sizes(
    x: Tensor[float32, tuple[Literal[64], Literal[40]]],
    w: Tensor[float32, tuple[Literal[40], Literal[10]]],
    v: Tensor[float32, tuple[Literal[20], Literal[10]]],
) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Literal[64], Literal[10]]])
    x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[20]"


def a_name_is_not_a_size(
    x: X, w: W, v: Tensor[float32, tuple[Literal[40], Hidden]], u: Tensor[float32, tuple[int, Hidden]]
) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
    x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[40]"
    x @ u  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[int, Hidden]"


def matrix_with_vector(x: X, a: Tensor[float32, tuple[Pixels]], b: Tensor[float32, tuple[Hidden]]) -> None:
    assert_type(x @ a, Tensor[float32, tuple[Batch]])
    x @ b  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def vector_with_matrix(w: W, a: Tensor[float32, tuple[Pixels]], b: Tensor[float32, tuple[Hidden]]) -> None:
    assert_type(a @ w, Tensor[float32, tuple[Hidden]])
    b @ w  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"


def vector_with_vector(a: Tensor[float32, tuple[Pixels]], b: Tensor[float32, tuple[Hidden]]) -> None:
    assert_type(a @ a, Tensor[float32, tuple[()]])
    a @ b  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"


def stack_with_matrix(t: Stack, w: W, v: V) -> None:
    assert_type(t @ w, Tensor[float32, tuple[Batch, Time, Hidden]])
    t @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"


def stack_with_stack(
    t: Stack,
    w: Tensor[float32, tuple[Batch, Pixels, Hidden]],
    v: Tensor[float32, tuple[Batch, Hidden, Classes]],
    other: Tensor[float32, tuple[Time, Pixels, Hidden]],
) -> None:
    assert_type(t @ w, Tensor[float32, tuple[Batch, Time, Hidden]])
    t @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"
    t @ other  # E: mypy[operator] pyright[reportOperatorIssue] "Time"
    assert_type(t @ t.mT, Tensor[float32, tuple[Batch, Time, Time]])
    t @ t  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"


def matrix_with_stack(
    x: X, w: Tensor[float32, tuple[Time, Pixels, Hidden]], v: Tensor[float32, tuple[Time, Hidden, Classes]]
) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Time, Batch, Hidden]])
    x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"


def vector_with_stack(
    a: Tensor[float32, tuple[Pixels]],
    w: Tensor[float32, tuple[Time, Pixels, Hidden]],
    v: Tensor[float32, tuple[Time, Hidden, Classes]],
) -> None:
    assert_type(a @ w, Tensor[float32, tuple[Time, Hidden]])
    a @ v  # E: mypy[operator] pyright[reportOperatorIssue] "Classes"


def stack_with_vector(t: Stack, a: Tensor[float32, tuple[Pixels]], b: Tensor[float32, tuple[Time]]) -> None:
    assert_type(t @ a, Tensor[float32, tuple[Batch, Time]])
    t @ b  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Time]"


def a_leading_one(
    t: Stack,
    one: Tensor[float32, tuple[Literal[1], Pixels, Hidden]],
    two: Tensor[float32, tuple[Literal[2], Pixels, Hidden]],
) -> None:
    assert_type(t @ one, Tensor[float32, tuple[Batch, Time, Hidden]])
    t @ two  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[2]"
    assert_type(one.mT @ t.mT, Tensor[float32, tuple[Batch, Hidden, Time]])
    two.mT @ t.mT  # E: mypy[operator] pyright[reportOperatorIssue] "Literal[2]"


def rank_4(
    q: Tensor[float32, tuple[Batch, Literal[8], Time, Pixels]],
    k: Tensor[float32, tuple[Batch, Literal[8], Time, Pixels]],
) -> None:
    assert_type(q @ k.mT, Tensor[float32, tuple[Batch, Literal[8], Time, Time]])
    q @ k  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"


def scalars(x: X, w: W, s: Tensor[float32, tuple[()]]) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
    x @ s  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[()]"
    s @ w  # E: mypy[misc, operator] pyright[reportOperatorIssue] "tuple[()]"
    x @ 2.0  # E: mypy[operator] pyright[reportOperatorIssue] "float"


def dtypes(x: X, w: W, v: Tensor[float64, tuple[Pixels, Hidden]], u: Tensor[int64, tuple[Pixels, Hidden]]) -> None:
    assert_type(x @ w, Tensor[float32, tuple[Batch, Hidden]])
    x @ v  # E: mypy[operator] pyright[reportOperatorIssue] "float64"
    x @ u  # E: mypy[operator] pyright[reportOperatorIssue] "int64"
    assert_type(u.T @ u, Tensor[int64, tuple[Hidden, Hidden]])
    (u > 0).T @ (u > 0)  # E: mypy[misc] pyright[reportOperatorIssue] "bool_"
