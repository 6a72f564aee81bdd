# pyright: basic
# No namespace or array has a static type here: a program takes those of any library.
"""Programs for any array library: linear algebra."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
from array_api_cases import FLOATS, Case, of_each_dtype

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SYMMETRIC = np.array(
    [[[4.0, 1.0, 2.0], [1.0, 5.0, 3.0], [2.0, 3.0, 6.0]], [[2.0, 0.5, 0.0], [0.5, 3.0, 1.0], [0.0, 1.0, 4.0]]]
)
SQUARE = SYMMETRIC + np.triu(np.ones((3, 3)), 1)
TALL = np.array([[1.0, 2.0], [3.0, -4.0], [0.5, 6.0], [7.0, 8.5]])
DEFICIENT = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])
VECTORS = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -4.0]])
NORMS = ("fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf)


def products() -> Iterator[Case]:
    shapes = [
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 2)),
        ((2, 3), (3, 4)),
        ((2, 1, 2, 3), (4, 3, 2)),
        ((2, 0), (0, 3)),
    ]
    for first, second in shapes:
        yield from of_each_dtype(
            f"matmul-{first}-{second}", lambda xp, a, s=first, t=second: xp.matmul(a(*s), a(*t, seed=1)), "if"
        )
        yield from of_each_dtype(f"__matmul__-{first}-{second}", lambda xp, a, s=first, t=second: a(*s) @ a(*t), "if")
    yield from of_each_dtype("matrix_transpose", lambda xp, a: xp.matrix_transpose(a(2, 3, 4)))
    for axes in (0, 1, ((1,), (0,)), ((0,), (1,)), ((0, 1), (1, 0))):
        yield from of_each_dtype(
            f"tensordot-{axes}", lambda xp, a, k=axes: xp.tensordot(a(3, 3), a(3, 3), axes=k), "if"
        )
    yield from of_each_dtype("tensordot-2", lambda xp, a: xp.tensordot(a(4, 2, 3), a(2, 3, 5)), "if")
    yield from of_each_dtype("vecdot", lambda xp, a: xp.vecdot(a(2, 3), a(3)), "if")
    yield from of_each_dtype("vecdot-2", lambda xp, a: xp.vecdot(a(3, 2), a(3, 2, seed=1), axis=-2), "if")
    yield from of_each_dtype("outer", lambda xp, a: xp.linalg.outer(a(3), a(2)), "if")
    yield from of_each_dtype("cross", lambda xp, a: xp.linalg.cross(a(2, 3), a(3, seed=1)), "if")
    yield from of_each_dtype("cross-2", lambda xp, a: xp.linalg.cross(a(3, 2), a(3, 2, seed=1), axis=-2), "if")
    yield from of_each_dtype("diagonal", lambda xp, a: [xp.linalg.diagonal(a(2, 3, 4), offset=k) for k in range(-3, 5)])
    yield from of_each_dtype("trace", lambda xp, a: [xp.linalg.trace(a(2, 3, 4), offset=k) for k in range(-3, 5)], "if")
    yield from of_each_dtype("trace-dtype", lambda xp, a: xp.linalg.trace(a(3, 4), dtype=xp.int64), "i")


def decompositions() -> Iterator[Case]:
    for dtype in FLOATS:
        square, symmetric, tall, deficient, vectors = (
            matrix.astype(dtype) for matrix in (SQUARE, SYMMETRIC, TALL, DEFICIENT, VECTORS)
        )
        for name in ("det", "inv", "slogdet", "svdvals"):
            yield _call(name, square)
        for name in ("eigvalsh", "eigh"):
            yield _call(name, symmetric)
        for upper in (False, True):
            yield _call("cholesky", symmetric, upper=upper)
        for power in (-2, -1, 0, 1, 2, 5):
            yield _call("matrix_power", square, power)
        for right in (vectors[0], vectors.T, np.broadcast_to(vectors.T, (2, 3, 2))):
            yield _call("solve", square, right)
        for ord, keepdims in itertools.product(NORMS, (False, True)):
            yield _call("matrix_norm", square, ord=ord, keepdims=keepdims)
        axes = ((None, False), (None, True), (0, False), (-1, True), ((0, 2), False), ((2, 1), True))
        for ord, (axis, keepdims) in itertools.product((0, 1, 2, 3, 2.5, np.inf, -1, -2, -np.inf), axes):
            yield _call("vector_norm", square, ord=ord, axis=axis, keepdims=keepdims)
        for matrix in (square, tall, tall.T):
            for mode in ("reduced", "complete"):
                yield _call("qr", matrix, mode=mode)
            for full in (True, False):
                yield _call("svd", matrix, full_matrices=full)
        for matrix, rtol in itertools.product((square, tall, deficient), (None, 1e-2, 0.5)):
            yield _call("matrix_rank", matrix, rtol=rtol)
            yield _call("pinv", matrix, rtol=rtol)


def _call(name: str, *arguments: Any, **keywords: Any) -> Case:
    """A call of the extension with arrays and numbers."""

    def program(xp: Any, a: Callable[[Any], Any]) -> Any:
        operands = [a(x) if isinstance(x, np.ndarray) else x for x in arguments]
        return getattr(xp.linalg, name)(*operands, **keywords)

    shown = [f"{x.dtype}{x.shape}" if isinstance(x, np.ndarray) else x for x in arguments]
    return Case(f"{name}-{shown}-{keywords}", program)
