"""Linear algebra: values against NumPy, gradients against finite differences, singular and other unfit matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from calls_linalg import OBLONGS, SQUARES, RegularCall
from helpers import (
    EPSILON,
    FLOATS,
    NUMBERS,
    AnyArray,
    AnyTensor,
    Form,
    Shape,
    array,
    assert_gradients,
    assert_tensor,
    each_of,
    operand,
    tensor,
    untyped,
)
from rule_calls import rows

import typedgrad as tg
from typedgrad import DType, DTypeError, LinAlgError, Parameter, ShapeError, float32, float64, gradients
from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg
every_square = pytest.mark.parametrize("shape", SQUARES, ids=str)
every_oblong = pytest.mark.parametrize("shape", OBLONGS, ids=str)
LAYOUTS = ("columns", "strided", "reversed")


def regular(shape: Shape, dtype: type[DType], *, definite: bool = False) -> AnyTensor:
    """Matrices of full rank; or symmetric and positive definite ones."""
    call = RegularCall("det", untyped(TABLE["det"]), rows(shape), definite=definite)
    return tensor(call.operands(dtype)[0], dtype)


def close(result: AnyTensor, expected: object, dtype: type[DType]) -> None:
    """Hold a result to the expectation but for 1,000 roundings of its largest element."""
    largest = float(np.max(np.abs(np.asarray(expected)), initial=1.0))
    assert_tensor(result, expected, dtype, atol=1000 * EPSILON[dtype] * largest)


def identity(shape: Shape) -> AnyArray:
    """Identity matrices."""
    return np.broadcast_to(np.eye(shape[-1]), shape)


# ----------------------------------------------------------------------------------------------------------- trace
@each_of(NUMBERS)
@every_oblong
def test_trace(shape: Shape, dtype: type[DType]) -> None:
    x = operand(shape, dtype)
    assert_tensor(lib.trace(x), np.trace(array(x), axis1=-2, axis2=-1, dtype=dtype.numpy), dtype, atol=1e-5)


@every_oblong
def test_gradient_of_trace(shape: Shape) -> None:
    assert_gradients(lib.trace, operand(shape, float64))


# ---------------------------------------------------------------------------------------- inverses, determinants
@each_of(FLOATS)
@every_square
def test_inv_det_slogdet(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype)
    close(lib.inv(x), np.linalg.inv(array(x)), dtype)
    close(lib.det(x), np.linalg.det(array(x)), dtype)
    sign, logarithm = lib.slogdet(x)
    close(sign, np.linalg.slogdet(array(x))[0], dtype)
    close(logarithm, np.linalg.slogdet(array(x))[1], dtype)


@every_square
def test_gradients_of_inv_det_slogdet(shape: Shape) -> None:
    x = regular(shape, float64)
    assert_gradients(lib.inv, x)
    assert_gradients(lib.det, x)
    assert_gradients(lambda x: lib.slogdet(x).logabsdet, x)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_odd_layouts(layout: str) -> None:
    x = operand(Form((3, 3), layout), float64, 3)
    close(lib.inv(x), np.linalg.inv(array(x)), float64)
    for function in (lib.inv, lib.det, lib.pinv, lib.trace, lib.svdvals, lib.eigvalsh):
        assert_gradients(function, x)
    assert_gradients(lambda x: lib.qr(x).R, x)


@pytest.mark.parametrize(
    "data",
    [
        [[0.0]],
        [[1.0, 2.0], [2.0, 4.0]],
        [[0.0, 0.0], [0.0, 0.0]],
        [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]],
        [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]],
        [[[1.0, 2.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]],
    ],
)
def test_gradient_of_det_at_singular_matrices(data: list[Any]) -> None:
    assert_gradients(lib.det, tensor(np.array(data), float64))


def test_hessian_of_det() -> None:
    """`ad - bc` has the constant second derivatives 1 of `a` and `d`, and -1 of `b` and `c`."""
    expected = np.zeros((2, 2, 2, 2))
    expected[0, 0, 1, 1] = expected[1, 1, 0, 0] = 1.0
    expected[0, 1, 1, 0] = expected[1, 0, 0, 1] = -1.0
    close(untyped(tg.hessian)(lib.det, regular((2, 2), float64)), expected, float64)


def test_hessian_of_logabsdet() -> None:
    x = regular((3, 3), float64)
    inverse = np.linalg.inv(array(x))
    expected = -np.einsum("li,jk->ijkl", inverse, inverse)
    close(lib.hessian(logarithm_of_determinant, x), expected, float64)


def logarithm_of_determinant(x: AnyTensor) -> Any:
    """Of its absolute value."""
    return lib.slogdet(x).logabsdet


def test_slogdet_of_a_singular_matrix() -> None:
    sign, logarithm = lib.slogdet(tensor(np.zeros((2, 2)), float64))
    assert_tensor(sign, 0.0, float64)
    assert_tensor(logarithm, -np.inf, float64)
    w = Parameter(tensor(np.zeros((2, 2)), float64))
    logarithm = lib.slogdet(w).logabsdet
    with pytest.raises(LinAlgError, match=r"inv: the matrix is singular, shape \(2, 2\)"):
        gradients(logarithm, w)


@each_of(FLOATS)
@every_oblong
def test_pinv(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype)
    close(lib.pinv(x), np.linalg.pinv(array(x)), dtype)


@every_oblong
def test_gradient_of_pinv(shape: Shape) -> None:
    assert_gradients(lib.pinv, regular(shape, float64))


def test_pinv_and_rank_of_a_matrix_of_lower_rank() -> None:
    x = tensor(np.array([[1.0, 2.0], [2.0, 4.0], [0.0, 0.0]]), float64)
    close(lib.pinv(x), np.linalg.pinv(array(x)), float64)
    assert_tensor(lib.matrix_rank(x), 1, tg.int64)
    column, row = tensor(np.array([[1.0], [2.0], [3.0]]), float64), tensor(np.array([[1.0, 2.0]]), float64)
    assert_gradients(lambda column, row: lib.pinv(column @ row), column, row)


@each_of(FLOATS)
@every_oblong
def test_matrix_rank(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype)
    assert_tensor(lib.matrix_rank(x), np.full(shape[:-2], min(shape[-2:])), tg.int64)
    assert_tensor(lib.matrix_rank(x * 0.0), np.full(shape[:-2], 0), tg.int64)


def test_rank_of_a_matrix_is_the_same_in_a_batch() -> None:
    one = np.diag([1.0, 1e-14])  # above 2 times epsilon, and below 1000 times
    assert lib.matrix_rank(tensor(one, tg.float64)).item() == 2
    assert lib.matrix_rank(tensor(1e-30 * one, tg.float64)).item() == 2
    assert_tensor(lib.matrix_rank(tensor(np.stack([one] * 1000), tg.float64)), np.full(1000, 2), tg.int64)


@each_of(FLOATS)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, -1, -2, -5])
def test_matrix_power(n: int, dtype: type[DType]) -> None:
    for shape in ((3, 3), (2, 2, 2), (2, 3, 2, 2), (0, 0), (2, 0, 0)):
        x = regular(shape, dtype)
        close(lib.matrix_power(x, n), np.linalg.matrix_power(array(x), n), dtype)


def test_the_power_0_of_a_singular_matrix_is_the_identity() -> None:
    assert_tensor(lib.matrix_power(tensor(np.zeros((2, 2)), tg.float64), 0), np.eye(2), tg.float64)


@pytest.mark.parametrize("n", [1, 2, 3, 6, -1, -3])
def test_gradient_of_matrix_power(n: int) -> None:
    assert_gradients(lambda x: lib.matrix_power(x, n), regular((2, 3, 3), float64))


# ----------------------------------------------------------------------------------------------------------- solve
SOLVE: tuple[tuple[Shape, Shape], ...] = (
    ((3, 3), (3,)), ((3, 3), (3, 2)), ((2, 3, 3), (3,)), ((2, 3, 3), (2, 3, 1)), ((2, 3, 3), (3, 2)),
    ((3, 3), (2, 3, 2)), ((2, 1, 2, 2), (3, 2, 2)), ((0, 0), (0,)), ((0, 0), (0, 2)), ((0, 2, 2), (2, 1)),
    ((2, 2), (2, 0)),
)  # fmt: skip
every_equation = pytest.mark.parametrize("shapes", SOLVE, ids=str)


@each_of(FLOATS)
@every_equation
def test_solve(shapes: tuple[Shape, Shape], dtype: type[DType]) -> None:
    a, b = regular(shapes[0], dtype), operand(shapes[1], dtype, 2)
    result = lib.solve(a, b)
    close(result, np.linalg.solve(array(a), array(b)), dtype)
    if len(shapes[1]) > 1 or len(shapes[0]) == 2:
        close(a @ result, np.broadcast_to(array(b), result.shape), dtype)


@every_equation
def test_gradient_of_solve(shapes: tuple[Shape, Shape]) -> None:
    assert_gradients(lib.solve, regular(shapes[0], float64), operand(shapes[1], float64, 2))


# ------------------------------------------------------------------------------------------------------- cholesky
@each_of(FLOATS)
@every_square
def test_cholesky(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype, definite=True)
    y = lib.cholesky(x)
    close(y, np.tril(array(y)), dtype)
    close(y @ y.mT, array(x), dtype)


@every_square
def test_gradient_of_cholesky(shape: Shape) -> None:
    x = regular(shape, float64, definite=True)
    assert_gradients(lib.cholesky, x)
    w = Parameter(x)
    gradient = gradients((lib.cholesky(w) * operand(shape, float64, 4)).sum(), w)
    close(gradient, array(gradient).swapaxes(-1, -2), float64)


def test_cholesky_of_a_matrix_that_is_not_symmetric() -> None:
    x = np.array([[4.0, 1.0], [3.0, 5.0]])
    close(lib.cholesky(tensor(x, float64)), np.linalg.cholesky((x + x.T) / 2), float64)


# ------------------------------------------------------------------------------------------------------------ eigh
@each_of(FLOATS)
@every_square
def test_eigh(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype, definite=True)
    w, v = lib.eigh(x)
    close(w, np.linalg.eigvalsh(array(x)), dtype)
    close(lib.eigvalsh(x), array(w), dtype)
    close((v * w[..., None, :]) @ v.mT, array(x), dtype)
    close(v.mT @ v, identity(shape), dtype)


@every_square
def test_gradient_of_eigh(shape: Shape) -> None:
    x = regular(shape, float64, definite=True)
    assert_gradients(lib.eigvalsh, x)
    assert_gradients(lambda x: lib.eigh(x).eigenvectors, x)
    assert_gradients(lambda x: lib.eigh(x).eigenvectors * lib.eigh(x).eigenvalues[..., None, :], x)


def test_equal_eigenvalues() -> None:
    """A sum of a function of them has a gradient where the vectors are not unique; these have none."""
    x = tensor(np.diag([2.0, 2.0, 5.0]), float64)
    assert_gradients(lambda x: (lib.eigvalsh(x) ** 3.0).sum(), x)
    w = Parameter(x)
    assert np.isnan(array(gradients((lib.eigh(w).eigenvectors * operand((3, 3), float64)).sum(), w))).any()


@every_square
def test_function_of_a_symmetric_matrix(shape: Shape) -> None:
    assert_gradients(lambda x: squared(*lib.eigh(x)), regular(shape, float64, definite=True))


def squared(w: Any, v: Any) -> Any:
    """The square of a symmetric matrix."""
    return (v * (w * w)[..., None, :]) @ v.mT


# ------------------------------------------------------------------------------------------------------------- svd
@each_of(FLOATS)
@every_oblong
def test_svd(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype)
    u, s, vh = lib.svd(x)
    k = min(shape[-2:])
    assert u.shape == (*shape[:-1], k)
    close(s, np.linalg.svd(array(x), compute_uv=False), dtype)
    close(lib.svdvals(x), array(s), dtype)
    close((u * s[..., None, :]) @ vh, array(x), dtype)
    close(u.mT @ u, identity((*shape[:-2], k, k)), dtype)
    close(vh @ vh.mT, identity((*shape[:-2], k, k)), dtype)


@every_oblong
def test_gradient_of_svd(shape: Shape) -> None:
    x = regular(shape, float64)
    assert_gradients(lib.svdvals, x)
    assert_gradients(lambda x: lib.svd(x).U, x)
    assert_gradients(lambda x: lib.svd(x).Vh, x)
    assert_gradients(lambda x: composed(*lib.svd(x)), x)


def composed(u: Any, s: Any, vh: Any) -> Any:
    """A matrix with its singular values squared."""
    return (u * (s * s)[..., None, :]) @ vh


def test_equal_singular_values() -> None:
    """A sum of a function of them has a gradient where the vectors are not unique; these have none."""
    w = Parameter(tensor(np.diag([2.0, 2.0, 5.0]), float64))
    assert_tensor(gradients(lib.svdvals(w).sum(), w), np.eye(3), float64, atol=1e-12)
    assert np.isnan(array(gradients((lib.svd(w).U * operand(w.shape, float64)).sum(), w))).any()


def test_singular_values_of_zero() -> None:
    w = Parameter(tensor(np.zeros((3, 2)), float64))
    assert np.isfinite(array(gradients(lib.svdvals(w).sum(), w))).all()
    assert np.isnan(array(gradients((lib.svd(w).U * operand(w.shape, float64)).sum(), w))).any()


# -------------------------------------------------------------------------------------------------------------- qr
@each_of(FLOATS)
@every_oblong
def test_qr(shape: Shape, dtype: type[DType]) -> None:
    x = regular(shape, dtype)
    q, r = lib.qr(x)
    k = min(shape[-2:])
    close(q @ r, array(x), dtype)
    close(r, np.triu(array(r)), dtype)
    close(q.mT @ q, identity((*shape[:-2], k, k)), dtype)


@every_oblong
def test_gradient_of_qr(shape: Shape) -> None:
    x = regular(shape, float64)
    assert_gradients(lambda x: lib.qr(x).Q, x)
    assert_gradients(lambda x: lib.qr(x).R, x)
    assert_gradients(lambda x: lib.qr(x).Q @ lib.qr(x).R * lib.qr(x).Q.sum(), x)


# ---------------------------------------------------------------------------------------------------------- errors
a: Any = operand((3, 3), float64)
x: Any = operand((2, 3), float64)
v: Any = operand((3,), float64)
c: Any = operand((), float64)
s: Any = operand((3, 3), float32)
i: Any = operand((3, 3), tg.int64)
zero: Any = tensor(np.zeros((2, 2)), float64)
stack: Any = tensor(np.stack((np.eye(2), np.zeros((2, 2)))), float64)
grid: Any = tensor(np.stack((np.stack((np.eye(2), np.eye(2))), np.stack((np.eye(2), -np.eye(2) * 0)))), float64)
nan: Any = tensor(np.full((2, 2), np.nan), float64)

WRONG: tuple[tuple[Callable[[], object], type[Exception], str], ...] = (
    (lambda: lib.inv(x), ShapeError, r"inv: shape \(2, 3\) is not square"),
    (lambda: lib.inv(v), ShapeError, r"inv: shape \(3,\) is no matrix"),
    (lambda: lib.inv(c), ShapeError, r"inv: shape \(\) is no matrix"),
    (lambda: lib.inv(2.0), DTypeError, "inv: 2.0 of type float is not a tensor"),
    (lambda: lib.inv(zero), LinAlgError, r"^inv: the matrix is singular, shape \(2, 2\)$"),
    (lambda: lib.inv(stack), LinAlgError, r"^inv: the matrix at \[1\] is singular, shape \(2, 2, 2\)$"),
    (lambda: lib.inv(grid), LinAlgError, r"^inv: the matrix at \[1, 1\] is singular, shape \(2, 2, 2, 2\)$"),
    (lambda: lib.matrix_power(zero, -2), LinAlgError, r"inv: the matrix is singular, shape \(2, 2\)"),
    (lambda: lib.matrix_power(a, 0.5), DTypeError, "matrix_power: the power 0.5 of type float is not an int"),
    (lambda: lib.matrix_power(a, True), DTypeError, "matrix_power: the power True of type bool is not an int"),
    (lambda: lib.matrix_power(i, 2), DTypeError, "matrix_power: not defined for int64, only for floats"),
    (lambda: lib.matrix_power(x, 2), ShapeError, r"matrix_power: shape \(2, 3\) is not square"),
    (lambda: lib.solve(zero, zero), LinAlgError, r"^solve: the matrix is singular, shape \(2, 2\)$"),
    (lambda: lib.solve(stack, zero), LinAlgError, r"^solve: the matrix at \[1\] is singular, shape \(2, 2, 2\)$"),
    (lambda: lib.solve(a, x), ShapeError, r"solve: \(3, 3\) with \(2, 3\): 3 columns meet 2 rows"),
    (lambda: lib.solve(a, c), ShapeError, r"solve: \(3, 3\) with \(\): a scalar has no rows"),
    (lambda: lib.solve(x, v), ShapeError, r"solve: shape \(2, 3\) is not square"),
    (lambda: lib.solve(a, s), DTypeError, "solve: float64 with float32"),
    (lambda: lib.solve(i, i), DTypeError, "solve: not defined for int64, only for floats"),
    (lambda: lib.solve(a, 2.0), DTypeError, "solve: 2.0 of type float is not a tensor"),
    (
        lambda: lib.solve(operand((2, 3, 3), float64), operand((4, 3, 1), float64)),
        ShapeError,
        r"solve: \(2, 3, 3\) with \(4, 3, 1\): axis -3 is 2 and 4",
    ),
    (lambda: lib.cholesky(zero), LinAlgError, r"^cholesky: the matrix is not positive definite, shape \(2, 2\)$"),
    (lambda: lib.cholesky(stack), LinAlgError, r"^cholesky: the matrix at \[1\] is not positive definite, shape"),
    (lambda: lib.cholesky(x), ShapeError, r"cholesky: shape \(2, 3\) is not square"),
    (lambda: lib.det(x), ShapeError, r"det: shape \(2, 3\) is not square"),
    (lambda: lib.slogdet(x), ShapeError, r"slogdet: shape \(2, 3\) is not square"),
    (lambda: lib.slogdet(i), DTypeError, "not defined for int64, only for floats"),
    (lambda: lib.eigh(x), ShapeError, r"eigh: shape \(2, 3\) is not square"),
    (lambda: lib.eigvalsh(x), ShapeError, r"eigvalsh: shape \(2, 3\) is not square"),
    (lambda: lib.trace(v), ShapeError, r"trace: shape \(3,\) is no matrix"),
    (lambda: lib.trace(a > 0), DTypeError, "trace: not defined for bool, only for integers and floats"),
    (lambda: lib.svd(v), ShapeError, r"svd: shape \(3,\) is no matrix"),
    (lambda: lib.svd(nan), LinAlgError, r"svd: the matrix has elements that are NaN or infinite, shape \(2, 2\)"),
    (lambda: lib.pinv(nan), LinAlgError, "pinv: the matrix has elements that are NaN or infinite"),
    (lambda: lib.svdvals(v), ShapeError, r"svdvals: shape \(3,\) is no matrix"),
    (lambda: lib.qr(v), ShapeError, r"qr: shape \(3,\) is no matrix"),
    (lambda: lib.pinv(v), ShapeError, r"pinv: shape \(3,\) is no matrix"),
    (lambda: lib.matrix_rank(v), ShapeError, r"matrix_rank: shape \(3,\) is no matrix"),
)


@pytest.mark.parametrize(("call", "error", "message"), WRONG)
def test_wrong_calls(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize("name", ["inv", "det", "pinv", "cholesky", "eigh", "svd", "qr", "matrix_rank"])
def test_floats_only(name: str) -> None:
    for integers in (i, a > 0.0):
        with pytest.raises(DTypeError, match=f"{name}: not defined for (int64|bool), only for floats"):
            getattr(lib, name)(integers)


def test_errors_of_linear_algebra_are_numpys_too() -> None:
    assert issubclass(LinAlgError, np.linalg.LinAlgError)
    assert issubclass(LinAlgError, ValueError)
