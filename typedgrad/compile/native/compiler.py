"""The C compiler of the system: which it is, what the machine can do, and where what it makes is kept."""

from __future__ import annotations

import atexit
import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from typedgrad.compile.native.product import Registers
from typedgrad.errors import CompileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FLAGS = ("-O3", "-fPIC", "-w", "-fno-math-errno", "-fno-trapping-math", "-fno-strict-aliasing", "-fopenmp-simd")
_MACHINE = (("-march=native",), ("-mcpu=native",), ())
_SECONDS = 300  # after which a compiler is taken not to end
_FILES = 256  # that are kept


@dataclass(frozen=True, slots=True)
class Compiler:
    """A C compiler, asked once.

    Attributes:
        command: how it is called, with the flags for this machine.
        identity: its version and what it knows of the machine, so that no code is used that another one made.
        registers: for vectors.
    """

    command: tuple[str, ...]
    identity: str
    registers: Registers

    def library(self, texts: Mapping[str, Sequence[str]]) -> Path:
        """The shared library of these sources, each with its flags: a file that is there, or made now.

        Raises:
            CompileError: the compiler fails.
        """
        text = "\0".join(
            (self.identity, *self.command, *_FLAGS, *(part for text, flags in texts.items() for part in (text, *flags)))
        )
        path = _directory() / f"{hashlib.sha256(text.encode()).hexdigest()[:40]}.so"
        if not path.exists():
            self._make(texts, path)
        return path

    def _make(self, texts: Mapping[str, Sequence[str]], path: Path) -> None:
        """Compile beside the place, and put it there whole: another process may be doing the same."""
        _forget(path.parent)
        with tempfile.TemporaryDirectory(dir=path.parent) as directory:
            objects: list[str] = []
            running: list[tuple[tuple[str, ...], subprocess.Popen[str]]] = []
            for number, (text, flags) in enumerate(texts.items()):
                source, made = Path(directory, f"{number}.c"), str(Path(directory, f"{number}.o"))
                source.write_text(text)
                objects.append(made)
                command = (*self.command, *_FLAGS, *flags, "-c", str(source), "-o", made)
                running.append((command, _started(command)))
            failed = [error for command, process in running if (error := _ended(command, process))]
            if not failed:
                command = (*self.command, "-shared", *objects, "-o", str(Path(directory, "library.so")))
                failed = [error] if (error := _ended(command, _started(command))) else []
            if failed:
                raise CompileError(failed[0])
            Path(directory, "library.so").replace(path)


def compiler() -> Compiler:
    """The compiler that `CC` names, or the system's.

    Raises:
        CompileError: there is none, or it does not work.
    """
    return _compiler(os.environ.get("CC", ""), os.environ.get("PATH", ""))


@cache
def _compiler(named: str, path: str) -> Compiler:
    candidates = [shlex.split(named)] if named.strip() else [["cc"], ["gcc"], ["clang"]]
    found = [words for words in candidates if shutil.which(words[0], path=path)]
    if not found:
        names = " or ".join(words[0] for words in candidates)
        raise CompileError(
            f'compiled: backend="c" needs a C compiler, and {names} is not found; install one, or set CC'
        )
    if sys.maxsize < 1 << 32 or sys.implementation.name != "cpython":
        raise CompileError('compiled: backend="c" needs CPython on a machine of 64 bits')
    error = ""
    for flags in _MACHINE:
        command = (*found[0], *flags)
        probe = (*command, "-dM", "-E", "-x", "c", os.devnull)
        process = _started(probe)
        error = _ended(probe, process)
        if not error:
            macros = _output(probe)
            return Compiler((*command, *_wide(macros)), macros, _registers(macros))
    raise CompileError(error)


def _wide(macros: str) -> tuple[str, ...]:
    """Vectors of 64 bytes where the machine has them, which compilers avoid."""
    return ("-mprefer-vector-width=512",) if "__AVX512F__" in macros else ()


def _registers(macros: str) -> Registers:
    if "__AVX512F__" in macros:
        return Registers(64, 32)
    if "__AVX__" in macros:
        return Registers(32, 16)
    return Registers(16, 32 if "__aarch64__" in macros else 16)


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except OSError as error:
        raise CompileError(f"compiled: the C compiler cannot be run: {error}") from error


def _ended(command: Sequence[str], process: subprocess.Popen[str]) -> str:
    """What is wrong with a call of the compiler, empty where it did its work."""
    with process:
        try:
            said, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            said = f"not done after {_SECONDS} s"
    if process.returncode == 0:
        return ""
    return f"compiled: the C compiler failed: {shlex.join(command[:1])}: {said.strip()[:2000]}"


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=_SECONDS).stdout


# ------------------------------------------------------------------------------------------------ where it is kept
@cache
def _directory() -> Path:
    """A directory that only this user writes into, in the user's cache, or for this process where that cannot be."""
    try:
        directory = _cache() / "typedgrad" / "native"
        for made in (directory.parent, directory):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(directory.parent) and _is_private(directory) and os.access(directory, os.W_OK | os.X_OK):
            return directory
    except (OSError, RuntimeError):  # no home, or one that is not for writing
        pass
    own = Path(tempfile.mkdtemp(prefix="typedgrad-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def _is_private(directory: Path) -> bool:
    state = directory.lstat()
    is_ours = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return stat.S_ISDIR(state.st_mode) and is_ours and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _cache() -> Path:
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "") or Path.home() / "AppData" / "Local")
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _forget(directory: Path) -> None:
    """Remove the libraries that were made first, if there are very many."""
    found = sorted(directory.glob("*.so"), key=_age)
    for path in found[_FILES:]:
        path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:  # another process has removed it
        return 0.0
