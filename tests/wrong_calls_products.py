"""Wrong calls of products and linear algebra."""

from __future__ import annotations

from wrong_calls import A, Wrong, b, c, i, j, lib, loop, q, s, v, x

from typedgrad import DTypeError, LinAlgError, ShapeError, float64

ROWS: tuple[Wrong, ...] = (
    Wrong(lambda: lib.matmul(x, x), ShapeError, "matmul: (2, 3) @ (2, 3): 3 columns meet 2 rows"),
    Wrong(
        lambda: lib.matmul(x, 2.0), DTypeError, "matmul: 2.0 of type float is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.matmul(A, x), DTypeError, "matmul: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.matmul(c, c), ShapeError, "matmul: () @ (): a scalar has no rows and no columns"),
    Wrong(
        lambda: lib.matmul(x, loop),
        DTypeError,
        "matmul: [[...]] of type list is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.outer(x, v), ShapeError, "outer: (2, 3) with (3,): both should be vectors"),
    Wrong(lambda: lib.outer(v, s), ShapeError, "outer: (3,) with (2, 3): both should be vectors"),
    Wrong(lambda: lib.outer(v, 1.0), DTypeError, "outer: 1.0 of type float is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.outer(v, A), DTypeError, "outer: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.outer(b, b), DTypeError, "outer: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.vecdot(v, v[:2]), ShapeError, "vecdot: (3,) with (2,): axis -1 is 3 and 2"),
    Wrong(lambda: lib.vecdot(x, x, axis=2), ShapeError, "vecdot: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.vecdot(x, x, axis=None), DTypeError, "vecdot: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.vecdot(c, c), ShapeError, "vecdot: no axis -1 in shape ()"),
    Wrong(lambda: lib.vecdot(v, j), DTypeError, "vecdot: float64 with int32; convert one with astype"),
    Wrong(
        lambda: lib.vecdot(v, [1.0, 2.0, 3.0]),
        DTypeError,
        "vecdot: [1.0, 2.0, 3.0] of type list is not a tensor; make it one by",
    ),
    Wrong(lambda: lib.cross(x, v[:2]), ShapeError, "cross: (2, 3) with (2,): the last axis of both should be 3"),
    Wrong(lambda: lib.cross(v[:2], v[:2]), ShapeError, "cross: (2,) with (2,): the last axis of both should be 3"),
    Wrong(lambda: lib.cross(v, s[0]), DTypeError, "cross: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.cross(c, c), ShapeError, "cross: () with (): the last axis of both should be 3"),
    Wrong(
        lambda: lib.cross(v, "abc"), DTypeError, "cross: 'abc' of type str is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.cross(b, b), DTypeError, "cross: not defined for bool, only for integers and floats"),
    Wrong(
        lambda: lib.tensordot(x, x, axes=1),
        ShapeError,
        "tensordot: (2, 3) with (2, 3): axis 1 is 3, axis 0 of the other 2",
    ),
    Wrong(lambda: lib.tensordot(x, x, axes=-1), ShapeError, "tensordot: (2, 3) with (2, 3): not -1 axes each"),
    Wrong(lambda: lib.tensordot(x, x, axes=3), ShapeError, "tensordot: (2, 3) with (2, 3): not 3 axes each"),
    Wrong(
        lambda: lib.tensordot(x, x, axes=1.0),
        DTypeError,
        "tensordot: the axes 1.0 of type float are neither an int nor two tuples",
    ),
    Wrong(
        lambda: lib.tensordot(x, x, axes=None),
        DTypeError,
        "tensordot: the axes None of type NoneType are neither an int nor two",
    ),
    Wrong(
        lambda: lib.tensordot(x, x, axes=((0, 1), (0,))),
        ShapeError,
        "tensordot: the axes ((0, 1), (0,)) are not as many, each once, of (2,",
    ),
    Wrong(
        lambda: lib.tensordot(x, x, axes=((0, 0), (0, 1))),
        ShapeError,
        "tensordot: the axes ((0, 0), (0, 1)) are not as many, each once, of (2,",
    ),
    Wrong(lambda: lib.tensordot(x, x, axes=((2,), (0,))), ShapeError, "tensordot: no axis 2 in shape (2, 3)"),
    Wrong(
        lambda: lib.tensordot(x, x, axes=((0,),)),
        DTypeError,
        "tensordot: the axes ((0,),) of type tuple are neither an int nor two",
    ),
    Wrong(
        lambda: lib.tensordot(x, x, axes="01"),
        DTypeError,
        "tensordot: the axes '01' of type str are neither an int nor two tuples",
    ),
    Wrong(lambda: lib.tensordot(x, s, axes=2), DTypeError, "tensordot: float64 with float32; convert one with astype"),
    Wrong(
        lambda: lib.tensordot(x, A, axes=2),
        DTypeError,
        "tensordot: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a",
    ),
    Wrong(
        lambda: lib.tensordot(x, x, axes=(0.5, 1)),
        DTypeError,
        "tensordot: the axes (0.5, 1) of type tuple are neither an int nor two",
    ),
    Wrong(
        lambda: lib.tensordot(x, x, axes=loop),
        DTypeError,
        "tensordot: the axes [[...]] of type list are neither an int nor two",
    ),
    Wrong(lambda: lib.einsum("ij,jk->ik", x, x), ShapeError, "einsum: 'ij,jk->ik': j is 3 and 2"),
    Wrong(
        lambda: lib.einsum("ij->ijj", x), ShapeError, "einsum: 'ij->ijj': the result's 'j' is not an axis, once, of the"
    ),
    Wrong(
        lambda: lib.einsum("ij->k", x),
        ShapeError,
        "einsum: 'ij->k': the result's 'k' is not an axis, once, of the operands",
    ),
    Wrong(lambda: lib.einsum("ij,jk", x), ShapeError, "einsum: 'ij,jk' is of 2 operands, not of 1"),
    Wrong(lambda: lib.einsum("ij", x, x), ShapeError, "einsum: 'ij' is of 1 operands, not of 2"),
    Wrong(lambda: lib.einsum("i", x), ShapeError, "einsum: 'i': 'i' does not fit the shape (2, 3)"),
    Wrong(lambda: lib.einsum("ijk->", x), ShapeError, "einsum: 'ijk->': 'ijk' does not fit the shape (2, 3)"),
    Wrong(lambda: lib.einsum("ij-i", x), ShapeError, "einsum: 'ij-i' has more than letters, ',' and '->'"),
    Wrong(lambda: lib.einsum("i1->i", x), ShapeError, "einsum: 'i1->i' has more than letters, ',' and '->'"),
    Wrong(lambda: lib.einsum("...i->i", x), ShapeError, "einsum: '...i->i' has more than letters, ',' and '->'"),
    Wrong(lambda: lib.einsum("", x), ShapeError, "einsum: '': '' does not fit the shape (2, 3)"),
    Wrong(lambda: lib.einsum("->"), ShapeError, "einsum: '->' is of 1 operands, not of 0"),
    Wrong(lambda: lib.einsum("ij->i"), ShapeError, "einsum: 'ij->i' is of 1 operands, not of 0"),
    Wrong(lambda: lib.einsum(None, x), DTypeError, "einsum: the subscripts None of type NoneType are not a str"),
    Wrong(
        lambda: lib.einsum(x, "ij->i"),
        DTypeError,
        "einsum: 'ij->i' of type str is not a tensor; make it one by as_tensor",
    ),
    Wrong(
        lambda: lib.einsum("ij->i", A),
        DTypeError,
        "einsum: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a",
    ),
    Wrong(
        lambda: lib.einsum("ij->i", None),
        DTypeError,
        "einsum: None of type NoneType is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.einsum("ij,ij->", x, s), DTypeError, "einsum: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.einsum("ii->i", x), ShapeError, "einsum: 'ii->i': i is 2 and 3"),
    Wrong(lambda: lib.einsum("ij->i->j", x), ShapeError, "einsum: 'ij->i->j' has more than letters, ',' and '->'"),
    Wrong(
        lambda: lib.einsum("ij->ij", x, shape=(3, 3)), ShapeError, "einsum: 'ij->ij' gives the shape (2, 3), not (3, 3)"
    ),
    Wrong(
        lambda: lib.einsum("ij->ij", x, shape=[2, 3]), ShapeError, "einsum: 'ij->ij' gives the shape (2, 3), not [2, 3]"
    ),
    Wrong(lambda: lib.einsum(b"ij->i", x), DTypeError, "einsum: the subscripts b'ij->i' of type bytes are not a str"),
    Wrong(lambda: lib.einsum(["ij->i"], x), DTypeError, "einsum: the subscripts ['ij->i'] of type list are not a str"),
    Wrong(lambda: lib.trace(v), ShapeError, "trace: shape (3,) is no matrix"),
    Wrong(lambda: lib.trace(A), DTypeError, "trace: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.trace(b), ShapeError, "trace: shape (3,) is no matrix"),
    Wrong(lambda: lib.det(x), ShapeError, "det: shape (2, 3) is not square"),
    Wrong(lambda: lib.det(i), ShapeError, "det: shape (2, 3) is not square"),
    Wrong(lambda: lib.det(v), ShapeError, "det: shape (3,) is no matrix"),
    Wrong(lambda: lib.det(A), DTypeError, "det: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.inv(x), ShapeError, "inv: shape (2, 3) is not square"),
    Wrong(lambda: lib.inv(q * 0.0), LinAlgError, "inv: the matrix is singular, shape (3, 3)"),
    Wrong(lambda: lib.inv(c), ShapeError, "inv: shape () is no matrix"),
    Wrong(lambda: lib.inv(loop), DTypeError, "inv: [[...]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.solve(q, v[:2]), ShapeError, "solve: (3, 3) with (2,): 3 columns meet 2 rows"),
    Wrong(lambda: lib.solve(x, v), ShapeError, "solve: shape (2, 3) is not square"),
    Wrong(lambda: lib.solve(q * 0.0, v), LinAlgError, "solve: the matrix is singular, shape (3, 3)"),
    Wrong(lambda: lib.solve(q, A), DTypeError, "solve: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.solve(q, s[0]), DTypeError, "solve: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.solve(q, c), ShapeError, "solve: (3, 3) with (): a scalar has no rows"),
    Wrong(lambda: lib.cholesky(x), ShapeError, "cholesky: shape (2, 3) is not square"),
    Wrong(
        lambda: lib.cholesky(-lib.eye(3, dtype=float64)),
        LinAlgError,
        "cholesky: the matrix is not positive definite, shape (3, 3)",
    ),
    Wrong(lambda: lib.cholesky(v), ShapeError, "cholesky: shape (3,) is no matrix"),
    Wrong(lambda: lib.cholesky(i), ShapeError, "cholesky: shape (2, 3) is not square"),
    Wrong(lambda: lib.eigh(x), ShapeError, "eigh: shape (2, 3) is not square"),
    Wrong(lambda: lib.eigh(A), DTypeError, "eigh: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.eigh(v), ShapeError, "eigh: shape (3,) is no matrix"),
    Wrong(lambda: lib.eigvalsh(x), ShapeError, "eigvalsh: shape (2, 3) is not square"),
    Wrong(lambda: lib.eigvalsh(b), ShapeError, "eigvalsh: shape (3,) is no matrix"),
    Wrong(lambda: lib.svd(v), ShapeError, "svd: shape (3,) is no matrix"),
    Wrong(lambda: lib.svd(i), DTypeError, "svd: not defined for int64, only for floats"),
    Wrong(lambda: lib.svd(A), DTypeError, "svd: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.svdvals(c), ShapeError, "svdvals: shape () is no matrix"),
    Wrong(
        lambda: lib.svdvals(None),
        DTypeError,
        "svdvals: None of type NoneType is not a tensor; make it one by as_tensor",
    ),
    Wrong(
        lambda: lib.svd(lib.full((2, 2), float("nan"), float64)),
        LinAlgError,
        "svd: the matrix has elements that are NaN or infinite, shape (2, 2)",
    ),
    Wrong(lambda: lib.qr(v), ShapeError, "qr: shape (3,) is no matrix"),
    Wrong(lambda: lib.qr(i), DTypeError, "qr: not defined for int64, only for floats"),
    Wrong(lambda: lib.qr([[1.0]]), DTypeError, "qr: [[1.0]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.slogdet(x), ShapeError, "slogdet: shape (2, 3) is not square"),
    Wrong(lambda: lib.slogdet(i), ShapeError, "slogdet: shape (2, 3) is not square"),
    Wrong(lambda: lib.slogdet(q[0]), ShapeError, "slogdet: shape (3,) is no matrix"),
    Wrong(lambda: lib.pinv(v), ShapeError, "pinv: shape (3,) is no matrix"),
    Wrong(lambda: lib.pinv(i), DTypeError, "pinv: not defined for int64, only for floats"),
    Wrong(lambda: lib.matrix_rank(v), ShapeError, "matrix_rank: shape (3,) is no matrix"),
    Wrong(lambda: lib.matrix_rank(i), DTypeError, "matrix_rank: not defined for int64, only for floats"),
    Wrong(
        lambda: lib.matrix_rank("A"),
        DTypeError,
        "matrix_rank: 'A' of type str is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.matrix_power(x, 2), ShapeError, "matrix_power: shape (2, 3) is not square"),
    Wrong(lambda: lib.matrix_power(q, 0.5), DTypeError, "matrix_power: the power 0.5 of type float is not an int"),
    Wrong(lambda: lib.matrix_power(q, True), DTypeError, "matrix_power: the power True of type bool is not an int"),
    Wrong(lambda: lib.matrix_power(q, "2"), DTypeError, "matrix_power: the power '2' of type str is not an int"),
    Wrong(
        lambda: lib.matrix_power(q * 0.0, -1), LinAlgError, "inv: the matrix is singular, shape (3, 3)", "matrix_power"
    ),
    Wrong(lambda: lib.matrix_power(i[:, :2], -1), DTypeError, "matrix_power: not defined for int64, only for floats"),
    Wrong(lambda: lib.matrix_power(i[:, :2], 2), DTypeError, "matrix_power: not defined for int64, only for floats"),
    Wrong(
        lambda: lib.matrix_power(A, 2),
        DTypeError,
        "matrix_power: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is",
    ),
    Wrong(lambda: lib.matrix_power(q, None), DTypeError, "matrix_power: the power None of type NoneType is not an int"),
)
