"""Finite differences are of functions of float64 tensors; the value of `finite_difference` is a scalar."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Tensor, check_gradients, finite_difference, float32, float64

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float64, tuple[Batch, Hidden]]
Row: TypeAlias = Tensor[float64, tuple[Hidden]]
Single: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Loss: TypeAlias = Tensor[float64, tuple[()]]


def _energy(h: H) -> Loss:
    return (h * h).sum()


def _by_row(h: H) -> Row:
    return (h * h).sum(0)


def _with_bias(h: H, row: Row) -> Loss:
    return (h + row).exp().sum()


def _single(h: Single) -> Tensor[float32, tuple[()]]:
    return (h * h).sum()


def differences(h: H, row: Row) -> None:
    assert_type(finite_difference(_energy, h), tuple[H])
    finite_difference(_by_row, h)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Hidden]"
    finite_difference(_energy, row)  # E: mypy[arg-type] pyright[reportArgumentType] "finite_difference" static-only: a function of your own checks no shapes
    assert_type(finite_difference(_with_bias, h, row), tuple[H, Row])
    finite_difference(_with_bias, row, h)  # E: mypy[arg-type] pyright[reportArgumentType] "finite_difference" static-only: as above, and a sum has no order
    finite_difference(_with_bias, h)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "finite_difference"
    assert_type(finite_difference(_energy, h, step=1e-5), tuple[H])


def differences_in_single_precision(h: H, single: Single) -> None:
    assert_type(finite_difference(_energy, h), tuple[H])
    finite_difference(_single, single)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    finite_difference(_energy, single)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"


def functions_without_a_name(h: H) -> None:
    assert_type(finite_difference(lambda x: (x * x).sum(), h), tuple[H])


def checks(h: H, row: Row, single: Single) -> None:
    check_gradients(_energy, h)
    check_gradients(_energy, row)  # E: mypy[arg-type] pyright[reportArgumentType] "check_gradients" static-only: as above
    check_gradients(_by_row, h)
    check_gradients(_with_bias, h, row, step=1e-5, rtol=1e-5, atol=1e-8)
    check_gradients(_with_bias, row, h)  # E: mypy[arg-type] pyright[reportArgumentType] "check_gradients" static-only: as above
    check_gradients(_single, single)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
