"""Which way a product of matrices and vectors is computed: in tiles, row by row, or by the BLAS that NumPy brings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typedgrad.compile.native.kernel import Kernel, at
from typedgrad.compile.native.operand import SIZES
from typedgrad.compile.native.product import packing, product, transposed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typedgrad.compile.native.operand import Operand
    from typedgrad.compile.native.product import Registers

_ROW_MAJOR, _PLAIN, _TRANSPOSED = 101, 111, 112  # as CBLAS names them


@dataclass(frozen=True, slots=True)
class Blas:
    """Where `cblas_dgemm` and `cblas_sgemm` are.

    Attributes:
        addresses: by kind of their elements.
        integer: the C type of their sizes.
        threads: how many they use.
    """

    addresses: Mapping[str, int]
    integer: str
    threads: int

    @property
    def begins(self) -> int:
        """The multiplications from which on it is faster than tiles, which know nothing of caches and threads."""
        return 1 << 28 if self.threads == 1 else 1 << 22


def dot(
    a: Operand, b: Operand, target: Operand, registers: Registers, blas: Blas | None, scratch: Callable[[int], int]
) -> Kernel | None:
    """`np.dot(a, b, target)` of vectors and matrices, or None where it is not done here."""
    if (
        a.kind == "u8"
        or not a.kind == b.kind == target.kind
        or not 1 <= len(a.shape) <= 2
        or not 1 <= len(b.shape) <= 2
    ):
        return None
    if target.overlaps(a) or target.overlaps(b):
        return None
    rows = a if len(a.shape) == 2 else replace(a, shape=(1, *a.shape), strides=(0, *a.strides))
    columns = b if len(b.shape) == 2 else replace(b, shape=(*b.shape, 1), strides=(*b.strides, 0))
    steps = iter(target.strides)
    strides = (next(steps) if len(a.shape) == 2 else 0, next(steps) if len(b.shape) == 2 else 0)
    return _matrices(
        rows,
        columns,
        replace(target, shape=(rows.shape[0], columns.shape[1]), strides=strides),
        registers,
        blas,
        scratch,
    )


def _matrices(
    a: Operand, b: Operand, target: Operand, registers: Registers, blas: Blas | None, scratch: Callable[[int], int]
) -> Kernel | None:
    size = SIZES[a.kind]
    if (target.strides[1] != size and target.shape[1] > 1) or (target.shape[1] == 1 and target.shape[0] > 1):
        a, b, target = transposed(b), transposed(a), transposed(target)
    (m, k), n = a.shape, b.shape[1]
    if m == 1 and b.strides[1] != size:
        return _dots(b, a, target)
    if n > 1 and target.strides[1] != size:
        return None
    if blas is not None and m * n * k >= blas.begins and a.is_matrix and b.is_matrix:
        return _by_blas(a, b, target, blas)
    return product(a, b, target, scratch(packing(a, b, registers)), registers)


def _dots(b: Operand, a: Operand, target: Operand) -> Kernel:
    """A vector, as the row `a`, with each column of `b`."""
    k, n, kind = b.shape[0], b.shape[1], b.kind
    lines = [
        f"for (long j = 0; j < {n}; j++) {{",
        f"const {kind} *x = (const {kind} *)p[0], *y = (const {kind} *)(p[1] + j * {b.strides[1]});",
        f"{'double' if kind == 'f64' else 'float'} sum = 0;",
        '_Pragma("omp simd reduction(+:sum)")',
        f"for (long k = 0; k < {k}; k++)",
        f"sum += {at('x', kind, a.strides[1], 'k')} * {at('y', kind, b.strides[0], 'k')};",
        f"*({kind} *)(p[2] + j * {target.strides[1]}) = sum;",
        "}",
    ]
    return Kernel("\n".join(lines), (a, b, target), (target,), is_product=True)


def _by_blas(a: Operand, b: Operand, target: Operand, blas: Blas) -> Kernel:
    integer, number = blas.integer, "double" if a.kind == "f64" else "float"
    form = (
        f"void (*)(int, int, int, {integer}, {integer}, {integer}, {number}, const void *, {integer}, "
        f"const void *, {integer}, {number}, void *, {integer})"
    )
    (m, k), n = a.shape, b.shape[1]
    a_form, a_step = _form(a)
    b_form, b_step = _form(b)
    c_step = max(target.strides[0] // SIZES[a.kind], n)
    body = (
        f"(({form})p[3])({_ROW_MAJOR}, {a_form}, {b_form}, {m}, {n}, {k}, 1, p[0], {a_step}, p[1], {b_step}, 0, "
        f"p[2], {c_step});"
    )
    return Kernel(body, (a, b, target, blas.addresses[a.kind]), (target,), is_product=True)


def _form(x: Operand) -> tuple[int, int]:
    """How CBLAS is to read a matrix, and the elements between its rows, or columns."""
    size = SIZES[x.kind]
    if x.strides[1] == size or x.shape[1] == 1:
        return _PLAIN, max(x.strides[0] // size, x.shape[1], 1)
    return _TRANSPOSED, max(x.strides[1] // size, x.shape[0], 1)
