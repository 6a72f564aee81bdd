"""Native code on other machines: vectors of any length, other libraries of products, arrays that lie otherwise."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from native_programs import assert_same, native_program, needs_compiler, own_cache

from typedgrad import CompileError
from typedgrad.compile.native import assembly, library
from typedgrad.compile.native import compiler as compilers
from typedgrad.compile.native.gemm import Blas
from typedgrad.compile.native.product import Registers

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures(own_cache.__name__)


@needs_compiler
@pytest.mark.parametrize("registers", [Registers(16, 16), Registers(32, 16), Registers(64, 32), Registers(16, 32)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_vectors_of_any_length(registers: Registers, dtype: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = replace(compilers(), registers=registers)
    monkeypatch.setattr(assembly, "compiler", lambda: found)
    rng = np.random.default_rng(0)
    a, b = rng.random((37, 21)).astype(dtype), rng.random((21, 51)).astype(dtype)
    program = native_program(lambda a, b: [np.dot(a, b), np.dot(b.T, a.T), np.dot(a[0], b)], a, b)
    for x, y in zip(program.run(a, b), (a @ b, (a @ b).T, a[0] @ b), strict=True):
        np.testing.assert_allclose(x, y, rtol=1e-5 if dtype is np.float32 else 1e-13)


@needs_compiler
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_large_products_by_the_blas_of_numpy(dtype: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if library.blas() is None:
        pytest.skip("NumPy's BLAS is not found here")
    monkeypatch.setattr(Blas, "begins", 0)
    rng = np.random.default_rng(0)
    a, b = rng.random((30, 20)).astype(dtype), rng.random((20, 25)).astype(dtype)

    def calls(a: Any, b: Any) -> list[Any]:
        tall = a[:, :1]
        return [
            np.dot(a, b),
            np.dot(b.T, a.T),
            np.dot(a[::2], b[:, 3:9]),
            np.dot(a[0], b),
            np.dot(a, b[:, 0]),
            np.dot(tall, b[:1]),
        ]

    program = native_program(calls, a, b)
    assert program.is_native
    for x, y in zip(program.run(a, b), calls(a, b), strict=True):
        np.testing.assert_allclose(x, y, rtol=1e-5 if dtype is np.float32 else 1e-13)


@needs_compiler
def test_no_blas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "blas", lambda: None)
    a = np.random.default_rng(0).random((300, 300))
    program = native_program(lambda a: [np.dot(a, a)], a)
    np.testing.assert_allclose(program.run(a)[0], a @ a, rtol=1e-12)


class Library(NamedTuple):
    """A library of products of matrices, and what is to be found there."""

    name: str
    integer: str = "int"
    factor: int = 1
    more: str = ""
    threads: int | None = 2

    @property
    def text(self) -> str:
        product = """
            void NAME(int order, int left, int right, INT m, INT n, INT k, REAL alpha, const REAL *a, INT a_row,
                      const REAL *b, INT b_row, REAL beta, REAL *c, INT c_row) {
                calls++;
                for (INT i = 0; i < m; i++) for (INT j = 0; j < n; j++) {
                    REAL sum = 0;
                    for (INT l = 0; l < k; l++)
                        sum += (left == 111 ? a[i * a_row + l] : a[l * a_row + i])
                             * (right == 111 ? b[l * b_row + j] : b[j * b_row + l]);
                    c[i * c_row + j] = FACTOR * sum;
                }
            }
        """.replace("INT", self.integer).replace("FACTOR", str(self.factor))
        both = [(self.name.replace("x", kind, 1), real) for kind, real in (("d", "double"), ("s", "float"))]
        made = [product.replace("NAME", name).replace("REAL", real) for name, real in both]
        return "\n".join(["int calls;", *made, self.more])


LIBRARIES = [
    Library("scipy_cblas_xgemm64_", "long long"),
    Library("cblas_xgemm64_", "long long", more="int openblas_get_num_threads64_(void) { return 5; }", threads=5),
    Library("cblas_xgemm", more="int openblas_get_num_threads(void) { return 1; }", threads=1),
    Library("cblas_xgemm"),
    Library("cblas_xgemm", factor=2, threads=None),
    Library("another_xgemm", threads=None),
]


@pytest.fixture
def blas_anew() -> Iterator[None]:
    library.blas.cache_clear()
    yield
    library.blas.cache_clear()


@needs_compiler
@pytest.mark.usefixtures("blas_anew")
@pytest.mark.parametrize("given", LIBRARIES)
def test_other_libraries_of_products(given: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy's own is not the same on each machine; one that multiplies otherwise than NumPy is not taken."""
    path = str(compilers().library({given.text: ()}))

    def module(name: str) -> object:
        return SimpleNamespace(__file__=path)

    monkeypatch.setattr(library, "import_module", module)
    found = library.blas()
    assert (found and found.threads) == given.threads
    if found is not None:
        assert found.integer == given.integer
        monkeypatch.setattr(Blas, "begins", 0)
        calls = ctypes.c_int.in_dll(ctypes.CDLL(path), "calls")
        before = calls.value
        a, b = np.random.default_rng(0).random((2, 8, 8))
        np.testing.assert_allclose(native_program(lambda a, b: [np.dot(a, b)], a, b).run(a, b)[0], a @ b, rtol=1e-12)
        assert calls.value == before + 1


def _not_there(name: str) -> object:
    raise ImportError(name)


def _no_library(name: str) -> object:
    return SimpleNamespace(__file__=__file__)


def _no_file(name: str) -> object:
    return SimpleNamespace()


@pytest.mark.usefixtures("blas_anew")
@pytest.mark.parametrize("module", [_not_there, _no_library, _no_file])
def test_a_numpy_whose_library_is_elsewhere(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "import_module", module)
    assert library.blas() is None


@needs_compiler
def test_a_numpy_whose_arrays_lie_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubled(x: Any) -> list[Any]:
        return [x * 2.0]

    def nothing(place: int) -> None:
        """What is at a place in memory."""

    x = np.arange(4.0)
    library.data_offset.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(library, "_pointer", nothing)
        with pytest.raises(CompileError, match="does not know how this version of NumPy lays out its arrays"):
            native_program(doubled, x)
    assert_same(native_program(doubled, x).run(x)[0], x * 2.0)
