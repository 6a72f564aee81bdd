"""The C compiler: there, missing, broken; where its work is kept; the BLAS and the vectors of other machines."""

from __future__ import annotations

import multiprocessing
import os
import stat
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from native_programs import assert_same, native_program, needs_compiler

from typedgrad import CompileError, Parameter, as_tensor, compiled, float64
from typedgrad.compile.native import assembly, library
from typedgrad.compile.native import compiler as compilers
from typedgrad.compile.native.gemm import Blas
from typedgrad.compile.native.product import Registers

if TYPE_CHECKING:
    from pathlib import Path

    from helpers import AnyTensor

finder: Any = sys.modules["typedgrad.compile.native.compiler"]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    finder._directory.cache_clear()
    finder._compiler.cache_clear()
    yield
    finder._directory.cache_clear()
    finder._compiler.cache_clear()


def script(path: Path, text: str) -> str:
    """An executable of our own."""
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(stat.S_IRWXU)
    return str(path)


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "typedgrad" / "native").iterdir())


def same(x: AnyTensor) -> AnyTensor:
    return x


def doubled(x: Any) -> list[Any]:
    return [x * 2.0]


# -------------------------------------------------------------------------------------------- no compiler, a broken one
def test_no_compiler_is_said_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CC", "")
    with pytest.raises(CompileError, match=r'backend="c" needs a C compiler, and cc or gcc or clang is not found'):
        compiled(backend="c")(same)
    monkeypatch.setenv("CC", "nothing-of-this-name -O1")
    with pytest.raises(CompileError, match="nothing-of-this-name is not found"):
        compiled(backend="c")(same)


def test_a_compiler_that_does_not_work_is_said_with_its_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CC", script(tmp_path / "broken", "import sys; sys.exit('no licence')"))
    with pytest.raises(CompileError, match=r"the C compiler failed: .*no licence"):
        compiled(backend="c")(same)


@needs_compiler
def test_a_compiler_that_fails_later_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = "import sys; print('#define __x86_64__ 1') if '-E' in sys.argv else sys.exit('line 7: out of ink')"
    monkeypatch.setenv("CC", script(tmp_path / "late", text))
    w: Any = Parameter(as_tensor([1.0, 2.0], float64, (2,)))

    @compiled(backend="c")
    def step(x: AnyTensor) -> AnyTensor:
        w.assign(w * x)
        return x * 2.0

    x = as_tensor([3.0, 4.0], float64, (2,))
    with pytest.raises(CompileError, match="line 7: out of ink"):
        step(x)
    assert w.numpy().tolist() == [1.0, 2.0]
    monkeypatch.delenv("CC")
    assert step(x).numpy().tolist() == [6.0, 8.0]
    assert w.numpy().tolist() == [3.0, 8.0]


# --------------------------------------------------------------------------------------------------- where it is kept
@needs_compiler
def test_what_is_made_is_kept_and_used_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    x = np.arange(4.0)
    native_program(doubled, x)
    (made,) = kept(tmp_path)
    assert made.suffix == ".so"
    assert not made.parent.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    monkeypatch.setattr(compilers().__class__, "_make", None)
    assert_same(native_program(doubled, x).run(x)[0], x * 2.0)


@needs_compiler
def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    x = np.arange(5.0)
    found = compilers()
    directory = finder._directory()
    made: list[Path] = []
    original = type(found).library

    class Damaging(type(found)):  # type: ignore[misc]  # a class made at run time
        def library(self, texts: Any) -> Path:
            path = original(self, texts)
            if not made:
                path.unlink()  # as another program may have it loaded
                path.write_bytes(b"nothing")
                made.append(path)
            return path

    damaging = Damaging(found.command, found.identity, found.registers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly, "compiler", lambda: damaging)
        assert_same(native_program(doubled, x).run(x)[0], x * 2.0)
    assert made[0].stat().st_size > 1000
    assert made[0].parent == directory


@needs_compiler
@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions are otherwise here")
def test_a_directory_that_others_may_write_into_is_not_used(tmp_path: Path) -> None:
    directory = tmp_path / "typedgrad" / "native"
    directory.mkdir(parents=True)
    directory.chmod(0o777)
    x = np.arange(6.0)
    assert_same(native_program(doubled, x).run(x)[0], x * 2.0)
    assert not list(directory.iterdir())


@needs_compiler
def test_no_place_for_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    x = np.arange(7.0)
    assert_same(native_program(doubled, x).run(x)[0], x * 2.0)


def _in_a_process(directory: str, done: Any) -> None:
    os.environ["XDG_CACHE_HOME"] = directory
    x = np.arange(9.0).reshape(3, 3)
    program = native_program(lambda x: [np.tanh(x) + np.dot(x, x)], x)
    done.put(float(np.abs(program.run(x)[0] - np.tanh(x) - x @ x).max()))


@needs_compiler
def test_processes_that_compile_the_same_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    done = context.Queue()
    processes = [context.Process(target=_in_a_process, args=(str(tmp_path), done)) for _ in range(4)]
    for process in processes:
        process.start()
    assert max(done.get(timeout=120) for _ in processes) < 1e-13
    for process in processes:
        process.join()
    assert len(kept(tmp_path)) == 1


@needs_compiler
def test_only_so_many_files_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(finder, "_FILES", 2)
    for factor in range(5):
        native_program(lambda x, n=factor: [np.exp(x)[: n + 1] * 2.0], np.arange(9.0))
    assert len(kept(tmp_path)) == 3


# -------------------------------------------------------------------------------------------------- machines and BLAS
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


@needs_compiler
def test_a_program_too_long_to_compile_is_left_to_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "_LONGEST", 2000)

    def calls(x: Any) -> list[Any]:
        return [np.dot(x[:, :n], x[:n]) for n in range(1, 12)]

    x = np.random.default_rng(0).random((12, 12))
    program = native_program(calls, x)
    assert len(program.lines) > 2
    for found, expected in zip(program.run(x), calls(x), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-13)
