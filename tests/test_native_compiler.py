"""The C compiler: there, missing, broken; what it says of the machine; where its work is kept."""

from __future__ import annotations

import multiprocessing
import os
import stat
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from native_programs import assert_same, finder, native_program, needs_compiler, own_cache

from typedgrad import CompileError, Parameter, as_tensor, compiled, float64
from typedgrad.compile.native import assembly
from typedgrad.compile.native import compiler as compilers
from typedgrad.compile.native.product import Registers

if TYPE_CHECKING:
    from pathlib import Path

    from helpers import AnyTensor

pytestmark = pytest.mark.usefixtures(own_cache.__name__)


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


def test_a_compiler_that_cannot_be_run_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "lost"
    path.write_text("#!/nowhere/interpreter\n")
    path.chmod(stat.S_IRWXU)
    monkeypatch.setenv("CC", str(path))
    with pytest.raises(CompileError, match=r"the C compiler cannot be run: .*No such file"):
        compiled(backend="c")(same)


def test_a_compiler_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(finder, "_SECONDS", 0.2)
    monkeypatch.setenv("CC", script(tmp_path / "slow", "import time; time.sleep(60)"))
    with pytest.raises(CompileError, match=r"the C compiler failed: .*slow: not done after 0\.2 s"):
        compiled(backend="c")(same)


@needs_compiler
@pytest.mark.parametrize("other", [{"maxsize": 2**31 - 1}, {"implementation": SimpleNamespace(name="pypy")}])
def test_other_pythons_are_refused(other: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"maxsize": sys.maxsize, "implementation": sys.implementation}
    monkeypatch.setattr(finder, "sys", SimpleNamespace(**{**here, **other}))
    with pytest.raises(CompileError, match=r'backend="c" needs CPython on a machine of 64 bits'):
        compiled(backend="c")(same)


def test_a_compiler_that_makes_no_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = "import sys; '-o' in sys.argv and open(sys.argv[sys.argv.index('-o') + 1], 'w').write('ink')"
    monkeypatch.setenv("CC", script(tmp_path / "printer", text))

    @compiled(backend="c")
    def step(x: AnyTensor) -> AnyTensor:
        return x * 2.0

    with pytest.raises(CompileError, match="what the C compiler made cannot be loaded: "):
        step(as_tensor([3.0], float64, (1,)))


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


@needs_compiler
def test_a_file_that_another_process_removes_meanwhile_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "_FILES", 1)
    x = np.arange(4.0)
    native_program(doubled, x)
    gone = kept(tmp_path)[0].with_name("gone.so")
    gone.symlink_to(tmp_path / "nothing")  # is listed, and is not there
    native_program(lambda x: [np.exp(x)], x)
    assert len(kept(tmp_path)) == 2
    assert gone not in kept(tmp_path)


@pytest.mark.parametrize(
    ("platform", "local", "expected"),
    [
        ("linux", "", ".cache"),
        ("darwin", "", "Library/Caches"),
        ("win32", "", "AppData/Local"),
        ("win32", "Elsewhere", "Elsewhere"),
    ],
)
def test_the_cache_of_each_system(
    platform: str, local: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # which counts for nothing
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / local) if local else "")
    monkeypatch.setattr(finder, "sys", SimpleNamespace(platform=platform))
    assert finder._directory() == tmp_path / expected / "typedgrad" / "native"


# ---------------------------------------------------------------------------------------------------- what it compiles
@pytest.mark.parametrize(
    ("macros", "registers", "flags"),
    [
        (("__x86_64__",), Registers(16, 16), ()),
        (("__x86_64__", "__AVX__"), Registers(32, 16), ()),
        (("__x86_64__", "__AVX__", "__AVX512F__"), Registers(64, 32), ("-mprefer-vector-width=512",)),
        (("__aarch64__",), Registers(16, 32), ()),
    ],
)
def test_what_compilers_say_of_machines(
    macros: tuple[str, ...],
    registers: Registers,
    flags: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    said = "".join(f"#define {macro} 1\\n" for macro in macros)
    command = script(tmp_path / "known", f"print('{said}')")
    monkeypatch.setenv("CC", command)
    found = compilers()
    assert (found.registers, found.command) == (registers, (command, "-march=native", *flags))


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
