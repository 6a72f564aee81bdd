"""Gradients of gradients: a Hessian's product has the shape of its vector, a jacobian that of value and argument."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Parameter, Tensor, float32, float64, gradients, hessian, hessian_vector_product, int64, jacobian

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Hidden = NewType("Hidden", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Row: TypeAlias = Tensor[float32, tuple[Pixels]]
Other: TypeAlias = Tensor[float32, tuple[Hidden]]


def energy(x: Row) -> Tensor[float32, tuple[()]]:
    return (x * x * x).sum()


def energy_of_matrix(x: X) -> Tensor[float32, tuple[()]]:
    return (x * x * x).sum()


def squares(x: Row) -> Row:
    return x * x


def sums(x: X) -> Tensor[float32, tuple[Batch]]:
    return (x * x).sum(1)


def length(x: Row) -> int:
    return x.shape[0]


def count(x: Row) -> Tensor[int64, tuple[()]]:
    return x.astype(int64).sum()


def gradients_that_are_recorded(x: Row) -> None:
    w = Parameter(x)
    slope = gradients(energy(w), w, create_graph=True)
    assert_type(slope, Row)
    assert_type(gradients(slope.sum(), w), Row)
    gradients(slope, w)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "gradients"


def products(x: Row, v: Row, w: Other, double: Tensor[float64, tuple[Pixels]]) -> None:
    assert_type(hessian_vector_product(energy, x, v), Row)
    hessian_vector_product(energy, x, w)  # E: mypy[misc] pyright[reportArgumentType] "hessian_vector_product"
    hessian_vector_product(energy, x, double)  # E: mypy[arg-type, type-var] pyright[reportArgumentType] "hessian_vector_product"
    hessian_vector_product(squares, x, v)  # E: mypy[arg-type] pyright[reportArgumentType] "Tensor[float32, tuple[Pixels]]"
    hessian_vector_product(energy, w, w)  # E: mypy[arg-type] pyright[reportArgumentType] "hessian_vector_product" static-only: the function takes any vector at run time


def jacobians(x: Row, m: X) -> None:
    assert_type(jacobian(squares, x), Tensor[float32, tuple[Pixels, Pixels]])
    jacobian(squares, m)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "jacobian" static-only: the function takes any tensor at run time
    jacobian(count, x)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "jacobian"
    assert_type(jacobian(sums, m), Tensor[float32, tuple[Batch, Batch, Pixels]])
    assert_type(jacobian(energy, x), Row)
    jacobian(length, x)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "jacobian"


def hessians(x: Row, m: X, c: Tensor[int64, tuple[Pixels]]) -> None:
    assert_type(hessian(energy, x), Tensor[float32, tuple[Pixels, Pixels]])
    assert_type(hessian(energy_of_matrix, m), Tensor[float32, tuple[Batch, Pixels, Batch, Pixels]])
    hessian(squares, x)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "hessian"
    hessian(energy, c)  # E: mypy[arg-type, type-var] pyright[reportArgumentType, reportCallIssue] "hessian"


def of_lambdas(x: Row, v: Row) -> None:
    assert_type(hessian_vector_product(lambda x: (x * x).sum(), x, v), Row)
    assert_type(jacobian(lambda x: x * x, x), Tensor[float32, tuple[Pixels, Pixels]])
    jacobian(lambda x: x.shape, x)  # E: mypy[arg-type, return-value] pyright[reportArgumentType, reportCallIssue] "jacobian"
