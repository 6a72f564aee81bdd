"""Wrong calls by way of the Array API, which would make arrays or are of linear algebra."""

from __future__ import annotations

from wrong_calls import A, Unequal, Wrong, c, i, loop, q, v, w, x, xp, z

from typedgrad import DTypeError, GradientError, LinAlgError, ShapeError

ROWS: tuple[Wrong, ...] = (
    Wrong(lambda: xp.asarray(loop), ShapeError, "asarray: setting an array element with a", "array_api.asarray"),
    Wrong(lambda: xp.asarray("a"), DTypeError, "asarray: no dtype for numpy's str32; there are", "array_api.asarray"),
    Wrong(
        lambda: xp.asarray(None), DTypeError, "as_tensor: data of NumPy's dtype object, such as", "array_api.asarray"
    ),
    Wrong(lambda: xp.asarray(1j), DTypeError, "asarray: no dtype for numpy's complex128; there", "array_api.asarray"),
    Wrong(lambda: xp.asarray([1, [2]]), ShapeError, "asarray: setting an array element with a", "array_api.asarray"),
    Wrong(
        lambda: xp.asarray([1.0], dtype="float16"),
        DTypeError,
        "asarray: no dtype for numpy's float16; there are",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([1.0], device="gpu"),
        ValueError,
        "asarray: no device 'gpu'; there is 'cpu'",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([1.0], copy=False),
        ValueError,
        "asarray: this needs a copy, and copy is False",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([0.5], dtype=xp.int64),
        DTypeError,
        "as_tensor: float64 data, such as 0.5, for int64;",
        "array_api.asarray",
    ),
    Wrong(lambda: xp.asarray([1.0], dtype=Unequal()), DTypeError, "asarray: <wrong_calls.Unequal", "array_api.asarray"),
    Wrong(
        lambda: xp.asarray(2**70), OverflowError, "as_tensor: an integer beyond the range of int64", "array_api.asarray"
    ),
    Wrong(
        lambda: xp.astype(x, "complex64"),
        DTypeError,
        "astype: no dtype for numpy's complex64; there are",
        "array_api.astype",
    ),
    Wrong(
        lambda: xp.astype(A, xp.float32),
        DTypeError,
        "astype: array([[0., 1., 2.], [3., 4., 5.]]) of",
        "array_api.astype",
    ),
    Wrong(lambda: xp.astype(x, None), DTypeError, "astype: None of type NoneType is not a dtype", "array_api.astype"),
    Wrong(lambda: xp.zeros(-1), ShapeError, "zeros: -1 in (-1,) is not a size", "array_api.zeros"),
    Wrong(lambda: xp.zeros(2.0), ShapeError, "zeros: 2.0 in (2.0,) is not a size", "array_api.zeros"),
    Wrong(lambda: xp.zeros("2"), ShapeError, "zeros: '2' in ('2',) is not a size", "array_api.zeros"),
    Wrong(
        lambda: xp.zeros((2,), device="cuda"), ValueError, "zeros: no device 'cuda'; there is 'cpu'", "array_api.zeros"
    ),
    Wrong(
        lambda: xp.zeros((2,), dtype="int8"),
        DTypeError,
        "zeros: no dtype for numpy's int8; there are",
        "array_api.zeros",
    ),
    Wrong(lambda: xp.zeros(None), ShapeError, "zeros: None in (None,) is not a size", "array_api.zeros"),
    Wrong(lambda: xp.ones(2**70), ShapeError, "ones: no array has the shape", "array_api.ones"),
    Wrong(lambda: xp.empty((0.5,)), ShapeError, "empty: 0.5 in (0.5,) is not a size", "array_api.empty"),
    Wrong(lambda: xp.full((2,), None), DTypeError, "full: no dtype for numpy's object; there are", "array_api.full"),
    Wrong(lambda: xp.full((2,), 1j), DTypeError, "full: no dtype for numpy's complex128; there are", "array_api.full"),
    Wrong(
        lambda: xp.full((2,), "a", dtype=xp.float32),
        DTypeError,
        "full: float32 tensor with 'a' of type str",
        "array_api.full",
    ),
    Wrong(
        lambda: xp.full_like(A, 1),
        DTypeError,
        "full_like: array([[0., 1., 2.], [3., 4., 5.]]) of",
        "array_api.full_like",
    ),
    Wrong(
        lambda: xp.zeros_like([1]), DTypeError, "zeros_like: [1] of type list is not a tensor;", "array_api.zeros_like"
    ),
    Wrong(
        lambda: xp.ones_like(x, dtype="float16"),
        DTypeError,
        "ones: no dtype for numpy's float16; there are",
        "array_api.ones_like",
    ),
    Wrong(lambda: xp.arange(None), DTypeError, "arange: int64 from 0 to None by 1, which are not", "array_api.arange"),
    Wrong(lambda: xp.arange(0, 3, 0), ShapeError, "arange: a step of 0", "array_api.arange"),
    Wrong(
        lambda: xp.arange(3, dtype=xp.bool),
        DTypeError,
        "arange: bool_ has no order; a range is of numbers",
        "array_api.arange",
    ),
    Wrong(
        lambda: xp.arange(3, device="tpu"), ValueError, "arange: no device 'tpu'; there is 'cpu'", "array_api.arange"
    ),
    Wrong(lambda: xp.linspace(0, 1, -1), ShapeError, "linspace: -1 in (-1,) is not a size", "array_api.linspace"),
    Wrong(lambda: xp.linspace(0, 1, 2.5), ShapeError, "linspace: 2.5 in (2.5,) is not a size", "array_api.linspace"),
    Wrong(
        lambda: xp.linspace(0, 1, 3, dtype=xp.int32),
        DTypeError,
        "linspace: int32 for numbers between; float32 or",
        "array_api.linspace",
    ),
    Wrong(lambda: xp.eye(-1), ShapeError, "eye: -1 in (-1, -1) is not a size", "array_api.eye"),
    Wrong(lambda: xp.eye(2.0), ShapeError, "eye: 2.0 in (2.0, 2.0) is not a size", "array_api.eye"),
    Wrong(lambda: xp.meshgrid(x), ShapeError, "meshgrid: shape (2, 3) has 2 axes, not 1", "array_api.meshgrid"),
    Wrong(lambda: xp.meshgrid(A), DTypeError, "meshgrid: array([[0., 1., 2.], [3., 4., 5.]]) of", "array_api.meshgrid"),
    Wrong(
        lambda: xp.meshgrid(v, indexing="xx"),
        ValueError,
        "meshgrid: indexing is 'xx' of type str, neither",
        "array_api.meshgrid",
    ),
    Wrong(lambda: xp.tril(A), DTypeError, "tril: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.tril"),
    Wrong(
        lambda: xp.from_dlpack(1.0),
        DTypeError,
        "from_dlpack: 1.0 of type float has no __dlpack__",
        "array_api.from_dlpack",
    ),
    # linear algebra
    Wrong(
        lambda: xp.linalg.cholesky(x), ShapeError, "cholesky: shape (2, 3) is not square", "array_api.linalg.cholesky"
    ),
    Wrong(
        lambda: xp.linalg.cholesky(A),
        DTypeError,
        "cholesky: array([[0., 1., 2.], [3., 4., 5.]]) of",
        "array_api.linalg.cholesky",
    ),
    Wrong(lambda: xp.linalg.cholesky(v), ShapeError, "cholesky: shape (3,) is no matrix", "array_api.linalg.cholesky"),
    Wrong(
        lambda: xp.linalg.cross(x, x, axis=0),
        ShapeError,
        "cross: (3, 2) with (3, 2): the last axis of both",
        "array_api.linalg.cross",
    ),
    Wrong(
        lambda: xp.linalg.cross(v, x, axis=5), ShapeError, "moveaxis: source 5 in shape (3,)", "array_api.linalg.cross"
    ),
    Wrong(lambda: xp.linalg.det(x), ShapeError, "det: shape (2, 3) is not square", "array_api.linalg.det"),
    Wrong(
        lambda: xp.linalg.diagonal(v),
        ShapeError,
        "diagonal: shape (3,) has 1 axes, fewer than 2",
        "array_api.linalg.diagonal",
    ),
    Wrong(
        lambda: xp.linalg.diagonal(x, offset=0.5),
        DTypeError,
        "diagonal: the diagonal 0.5 of type float is not",
        "array_api.linalg.diagonal",
    ),
    Wrong(lambda: xp.linalg.eigh(x), ShapeError, "eigh: shape (2, 3) is not square", "array_api.linalg.eigh"),
    Wrong(
        lambda: xp.linalg.inv(q * 0.0), LinAlgError, "inv: the matrix is singular, shape (3, 3)", "array_api.linalg.inv"
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(v), ShapeError, "norm: no axis -2 in shape (3,)", "array_api.linalg.matrix_norm"
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(x, ord="max"),
        ValueError,
        "matrix_norm: ord 'max' is none of 'fro', 'nuc',",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(x, ord=3),
        ValueError,
        "matrix_norm: ord 3 is none of 'fro', 'nuc', 1,",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(x, ord=None),
        ValueError,
        "matrix_norm: ord None is none of 'fro', 'nuc', 1,",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(A),
        DTypeError,
        "norm: array([[0., 1., 2.], [3., 4., 5.]]) of type",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(z, ord=float("inf")),
        ShapeError,
        "max: (0, 1): zero-size array to reduction",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(z, ord=2),
        ShapeError,
        "max: (0,): zero-size array to reduction operation",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_power(q, 0.5),
        DTypeError,
        "matrix_power: the power 0.5 of type float is not",
        "array_api.linalg.matrix_power",
    ),
    Wrong(
        lambda: xp.linalg.matrix_rank(q, rtol="a"),
        DTypeError,
        "multiply: float64 tensor with 'a' of type str",
        "array_api.linalg.matrix_rank",
    ),
    Wrong(
        lambda: xp.linalg.matrix_rank(v),
        ShapeError,
        "matrix_rank: shape (3,) is no matrix",
        "array_api.linalg.matrix_rank",
    ),
    Wrong(
        lambda: xp.linalg.pinv(q, rtol="a"),
        DTypeError,
        "multiply: float64 tensor with 'a' of type str",
        "array_api.linalg.pinv",
    ),
    Wrong(lambda: xp.linalg.pinv(v), ShapeError, "pinv: shape (3,) is no matrix", "array_api.linalg.pinv"),
    Wrong(
        lambda: xp.linalg.qr(x, mode="raw"),
        ValueError,
        "qr: mode 'raw' of type str is neither 'reduced'",
        "array_api.linalg.qr",
    ),
    Wrong(
        lambda: xp.linalg.qr(w.T, mode="complete"),
        GradientError,
        "qr: the columns that complete a basis have no",
        "array_api.linalg.qr",
    ),
    Wrong(lambda: xp.linalg.qr(v), ShapeError, "qr: shape (3,) is no matrix", "array_api.linalg.qr"),
    Wrong(
        lambda: xp.linalg.svd(w),
        GradientError,
        "svd: the columns that complete a basis have no",
        "array_api.linalg.svd",
    ),
    Wrong(lambda: xp.linalg.svd(v), ShapeError, "svd: shape (3,) is no matrix", "array_api.linalg.svd"),
    Wrong(lambda: xp.linalg.slogdet(x), ShapeError, "slogdet: shape (2, 3) is not square", "array_api.linalg.slogdet"),
    Wrong(
        lambda: xp.linalg.solve(q, v[:2]),
        ShapeError,
        "solve: (3, 3) with (2,): 3 columns meet 2 rows",
        "array_api.linalg.solve",
    ),
    Wrong(
        lambda: xp.linalg.trace(x, offset=0.5),
        DTypeError,
        "diagonal: the diagonal 0.5 of type float is not",
        "array_api.linalg.trace",
    ),
    Wrong(
        lambda: xp.linalg.trace(v),
        ShapeError,
        "diagonal: shape (3,) has 1 axes, fewer than 2",
        "array_api.linalg.trace",
    ),
    Wrong(
        lambda: xp.linalg.trace(x, dtype="float16"),
        DTypeError,
        "sum: no dtype for numpy's float16; there are",
        "array_api.linalg.trace",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, ord="fro"),
        DTypeError,
        "vector_norm: ord 'fro' of type str is no number",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, ord=None),
        DTypeError,
        "vector_norm: ord None of type NoneType is no",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, ord=float("nan")),
        ValueError,
        "vector_norm: ord is nan",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(i),
        DTypeError,
        "norm: not defined for int64, only for floats",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, axis=5),
        ShapeError,
        "norm: no axis 5 in shape (2, 3)",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, axis=(0, 0)),
        ShapeError,
        "norm: axes (0, 0) name axis 0 of shape (2, 3)",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.outer(x, x),
        ShapeError,
        "outer: (2, 3) with (2, 3): both should be vectors",
        "array_api.linalg.outer",
    ),
    Wrong(lambda: xp.linalg.svdvals(c), ShapeError, "svdvals: shape () is no matrix", "array_api.linalg.svdvals"),
)
