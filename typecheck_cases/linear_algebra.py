"""Linear algebra is of floats; inverses, determinants and the like are of square matrices, on stacks of any rank."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import (
    EighResult,
    QRResult,
    SlogdetResult,
    SVDResult,
    Tensor,
    cholesky,
    det,
    eigh,
    eigvalsh,
    float32,
    float64,
    int64,
    inv,
    matrix_power,
    matrix_rank,
    pinv,
    qr,
    slogdet,
    solve,
    svd,
    svdvals,
    trace,
)

Pixels = NewType("Pixels", int)
Rows = NewType("Rows", int)
Hidden = NewType("Hidden", int)
Pixels(3)  # with which the matrices that the run time is given are regular
Two: TypeAlias = Literal[2]
Square: TypeAlias = Tensor[float64, tuple[Pixels, Pixels]]
Squares: TypeAlias = Tensor[float32, tuple[Two, Pixels, Pixels]]
X: TypeAlias = Tensor[float64, tuple[Rows, Pixels]]
V: TypeAlias = Tensor[float64, tuple[Pixels]]
Count: TypeAlias = Tensor[int64, tuple[Pixels, Pixels]]


def traces(x: X, s: Squares, count: Count, v: V) -> None:
    assert_type(trace(x), Tensor[float64, tuple[()]])
    assert_type(trace(s), Tensor[float32, tuple[Two]])
    assert_type(trace(count), Tensor[int64, tuple[()]])
    trace(v)  # E: mypy[arg-type] pyright[reportArgumentType] "trace"
    trace(count > 0)  # E: mypy[type-var] pyright[reportArgumentType] "trace"


def determinants(a: Square, s: Squares, x: X, count: Count) -> None:
    assert_type(det(a), Tensor[float64, tuple[()]])
    assert_type(det(s), Tensor[float32, tuple[Two]])
    det(x)  # E: mypy[misc] pyright[reportArgumentType] "det"
    det(count)  # E: mypy[type-var] pyright[reportArgumentType] "det"
    assert_type(slogdet(s), SlogdetResult[float32, tuple[Two]])
    assert_type(slogdet(s).logabsdet, Tensor[float32, tuple[Two]])
    slogdet(x)  # E: mypy[misc] pyright[reportArgumentType] "slogdet"


def inverses(a: Square, s: Squares, x: X, count: Count) -> None:
    assert_type(inv(a), Square)
    assert_type(inv(s), Squares)
    inv(x)  # E: mypy[misc] pyright[reportArgumentType] "inv"
    inv(count)  # E: mypy[type-var] pyright[reportArgumentType] "inv"
    inv(2.0)  # E: mypy[arg-type] pyright[reportArgumentType] "inv"
    assert_type(pinv(x), Tensor[float64, tuple[Pixels, Rows]])
    assert_type(pinv(s), Squares)
    pinv(x[0])  # E: mypy[arg-type] pyright[reportArgumentType] "pinv"


def sizes(a: Tensor[float64, tuple[Literal[5], Literal[5]]], b: Tensor[float64, tuple[Literal[5], Literal[9]]]) -> None:
    assert_type(inv(a), Tensor[float64, tuple[Literal[5], Literal[5]]])
    inv(b)  # E: mypy[misc] pyright[reportArgumentType] "inv"


def powers(a: Square, s: Squares, x: X) -> None:
    assert_type(matrix_power(a, 2), Square)
    assert_type(matrix_power(s, -1), Squares)
    matrix_power(x, 2)  # E: mypy[misc] pyright[reportArgumentType] "matrix_power"
    matrix_power(a, 0.5)  # E: mypy[arg-type] pyright[reportArgumentType] "matrix_power"


def equations(a: Square, s: Squares, v: V, b: Tensor[float64, tuple[Pixels, Hidden]], h: Tensor[float64, tuple[Hidden]], x: X) -> None:
    assert_type(solve(a, v), V)
    assert_type(solve(a, b), Tensor[float64, tuple[Pixels, Hidden]])
    solve(a, h)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "solve"
    solve(a, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "solve"
    solve(x, v)  # E: mypy[arg-type, misc] pyright[reportArgumentType, reportCallIssue] "solve"
    solve(s, v)  # E: mypy[arg-type, misc, type-var] pyright[reportArgumentType, reportCallIssue] "solve"


def stacks_of_equations(
    s: Squares, v: Tensor[float32, tuple[Pixels]], b: Tensor[float32, tuple[Pixels, Hidden]], t: Tensor[float32, tuple[Two, Pixels, Hidden]], a: Tensor[float32, tuple[Pixels, Pixels]], x: Tensor[float32, tuple[Two, Pixels]]
) -> None:
    assert_type(solve(s, v), Tensor[float32, tuple[Two, Pixels]])
    assert_type(solve(s, b), Tensor[float32, tuple[Two, Pixels, Hidden]])
    assert_type(solve(s, t), Tensor[float32, tuple[Two, Pixels, Hidden]])
    assert_type(solve(a, t), Tensor[float32, tuple[Two, Pixels, Hidden]])
    solve(s, x)  # E: mypy[misc] pyright[reportArgumentType, reportCallIssue] "solve"


def symmetric_matrices(x: X, a: Square, s: Squares, count: Count) -> None:
    assert_type(cholesky(a.T @ a), Square)
    assert_type(cholesky(s @ s.mT), Squares)
    cholesky(x)  # E: mypy[misc] pyright[reportArgumentType] "cholesky"
    cholesky(count)  # E: mypy[type-var] pyright[reportArgumentType] "cholesky"
    assert_type(eigh(a), EighResult[float64, tuple[Pixels], tuple[Pixels, Pixels]])
    assert_type(eigh(s).eigenvalues, Tensor[float32, tuple[Two, Pixels]])
    eigh(x)  # E: mypy[misc] pyright[reportArgumentType] "eigh"
    assert_type(eigvalsh(s), Tensor[float32, tuple[Two, Pixels]])
    eigvalsh(x)  # E: mypy[misc] pyright[reportArgumentType] "eigvalsh"


def singular_values(x: X, s: Squares, v: V, count: Count) -> None:
    u, values, vh = svd(s)
    assert_type(u, Squares)
    assert_type(values, Tensor[float32, tuple[Two, Pixels]])
    assert_type(vh, Squares)
    assert_type(svd(x), SVDResult[float64, tuple[Rows, int], tuple[int], tuple[int, Pixels]])
    svd(v)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "svd"
    svd(count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "svd"
    assert_type(svdvals(s), Tensor[float32, tuple[Two, Pixels]])
    assert_type(svdvals(x), Tensor[float64, tuple[int]])
    svdvals(v)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "svdvals"
    assert_type(matrix_rank(s), Tensor[int64, tuple[Two]])
    matrix_rank(v)  # E: mypy[arg-type] pyright[reportArgumentType] "matrix_rank"


def orthonormal_columns(x: X, s: Squares, v: V, count: Count) -> None:
    assert_type(qr(s), QRResult[float32, tuple[Two, Pixels, Pixels], tuple[Two, Pixels, Pixels]])
    assert_type(qr(x).Q, Tensor[float64, tuple[Rows, int]])
    assert_type(qr(x).R, Tensor[float64, tuple[int, Pixels]])
    qr(v)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "qr"
    qr(count)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "qr"
