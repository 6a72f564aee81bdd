"""A write leaves the old file or the new one, whatever happens in the middle of it, and nothing beside it."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from typedgrad import full, ones
from typedgrad.checkpoint import atomic, load_tensors, save_tensors

pytest.importorskip("safetensors")

ROOT = Path(__file__).parents[1]
SIZE = 300_000
WRITER = f"""
import sys
from typedgrad import full
from typedgrad.checkpoint import save_tensors
number = 0
while True:
    number += 1
    save_tensors(sys.argv[1], {{"x": full(({SIZE},), float(number)), "y": full(({SIZE},), float(number))}})
    if number == 1:
        print("written", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


def number_in(path: Path) -> float:
    """The one number that a whole file of `WRITER` holds."""
    tensors = load_tensors(path)
    numbers = {value for name in ("x", "y") for value in tensors[name].numpy().tolist()}
    assert tensors["x"].shape == tensors["y"].shape == (SIZE,)
    (number,) = numbers
    return float(number)


def files_in(directory: Path) -> list[str]:
    return sorted(file.name for file in directory.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed so")
def test_a_kill_at_any_moment_leaves_a_whole_file(path: Path) -> None:
    for delay in (0.0, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.008, 0.013):
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "written\n"
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        assert number_in(path) >= 1.0
    save_tensors(path, {"x": ones((1,))})
    assert files_in(path.parent) == [path.name]  # what the killed ones left is gone


FAULTS = {"no space": OSError(errno.ENOSPC, "no space left"), "interrupt": KeyboardInterrupt(), "memory": MemoryError()}


@pytest.mark.parametrize("place", ["fsync", "replace"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_that_fails_leaves_the_old_file(
    path: Path, place: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_tensors(path, {"x": full((2,), 1.0)})

    def fail(*_: object) -> None:
        raise FAULTS[fault]

    with monkeypatch.context() as patched:
        patched.setattr(os, place, fail)
        with pytest.raises(type(FAULTS[fault])) as raised:
            save_tensors(path, {"x": full((2,), 2.0)})
    if isinstance(raised.value, OSError):
        assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, str(path))
    assert load_tensors(path)["x"].numpy().tolist() == [1.0, 1.0]
    assert files_in(path.parent) == [path.name]


def test_the_content_is_on_the_disk_before_it_takes_the_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []
    sync, replace = os.fsync, os.replace

    def noted_sync(file: int) -> None:
        events.append("sync")
        sync(file)

    def noted_replace(source: Path, target: Path) -> None:
        events.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "replace", noted_replace)
    save_tensors(path, {"x": ones((1,))})
    assert events[:2] == ["sync", "replace"]
    assert sys.platform == "win32" or events[2:] == ["sync"]  # of the directory, which has the name


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none" / "x.safetensors"
    with pytest.raises(FileNotFoundError) as raised:
        save_tensors(path, {"x": ones((1,))})
    assert raised.value.filename == str(path)


def _fail_for_directories(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    sync = os.fsync

    def fail(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, "directories are not synced")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail)


def test_a_system_that_does_not_sync_directories(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail_for_directories(monkeypatch, errno.EINVAL)
    save_tensors(path, {"x": ones((1,))})
    assert list(load_tensors(path)) == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="directories are not synced")
def test_a_disk_that_fails_when_the_directory_is_synced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail_for_directories(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match="not synced") as raised:
        save_tensors(path, {"x": ones((1,))})
    assert raised.value.filename == str(path)
    assert files_in(path.parent) == [path.name]


@pytest.mark.parametrize(
    ("number", "files"), [(errno.EWOULDBLOCK, 2), (errno.ENOLCK, 1)], ids=["locked by another", "no locks"]
)
def test_a_temporary_file_that_cannot_be_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, files: int
) -> None:
    """Another process, which took it for a leftover, takes it away; a file system without locks has nobody who does."""
    fcntl: Any = pytest.importorskip("fcntl")  # not there for checkers of Windows
    made: list[Path] = []
    lock, open_ = fcntl.flock, os.open

    def fail_once(descriptor: int, how: int) -> None:
        if len(made) == 1:
            raise OSError(number, os.strerror(number))
        lock(descriptor, how)

    def noting(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            made.append(name)
        return open_(name, flags, mode)

    monkeypatch.setattr(fcntl, "flock", fail_once)
    monkeypatch.setattr(os, "open", noting)
    save_tensors(path, {"x": ones((1,))})
    assert len(made) == files
    assert list(load_tensors(path)) == ["x"]
    assert files_in(path.parent) == [path.name]


def test_an_error_without_a_number_keeps_its_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError("the volume is gone")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match=r"^the volume is gone$"):
        save_tensors(path, {"x": ones((1,))})
    assert files_in(path.parent) == []


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="the open files cannot be listed")
def test_windows_replaces_a_file_that_is_closed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    were_open: list[bool] = []
    replace = os.replace

    def noting(source: Path, target: Path) -> None:
        were_open.append(_is_open(source))
        replace(source, target)

    monkeypatch.setattr(os, "replace", noting)
    monkeypatch.setattr(atomic, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(os, "O_BINARY", 0, raising=False)
    save_tensors(path, {"x": ones((1,))})
    assert were_open == [False]
    assert list(load_tensors(path)) == ["x"]
    assert files_in(path.parent) == [path.name]


def _is_open(path: Path) -> bool:
    """Whether this process has a file open."""
    for descriptor in os.listdir("/dev/fd"):
        with suppress(OSError):  # the one of the list itself is closed by now
            if os.path.samestat(os.fstat(int(descriptor)), path.stat()):
                return True
    return False


def test_a_link_stays_one(path: Path) -> None:
    link = path.parent / "latest"
    link.symlink_to(path.name)
    save_tensors(link, {"x": ones((1,))})
    assert link.is_symlink()
    assert list(load_tensors(path)) == ["x"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_permissions_are_kept_or_those_of_a_new_file(path: Path) -> None:
    plain = path.parent / "plain"
    plain.touch()
    save_tensors(path, {"x": ones((1,))})
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    save_tensors(path, {"x": ones((1,))})
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_name_with_a_pattern_in_it_takes_nobody_else_s_files(tmp_path: Path) -> None:
    other = tmp_path / ".ab.x.tmp"
    other.touch()
    save_tensors(tmp_path / "[a]*", {"x": ones((1,))})
    assert files_in(tmp_path) == [other.name, "[a]*"]


def test_a_file_that_only_looks_like_a_leftover_stays(path: Path) -> None:
    other = path.with_name(f".{path.name}.notes.tmp")
    other.touch()
    save_tensors(path, {"x": ones((1,))})
    assert files_in(path.parent) == [other.name, path.name]


@pytest.mark.parametrize("length", [200, 250])
def test_a_name_as_long_as_names_can_be(tmp_path: Path, length: int) -> None:
    path = tmp_path / ("x" * length)
    save_tensors(path, {"x": ones((1,))})
    assert files_in(tmp_path) == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes by name")
def test_a_pipe_is_not_replaced(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(OSError, match="a device or a pipe, no file"):
        save_tensors(path, {"x": ones((1,))})
    assert path.is_fifo()


def test_a_directory_is_not_replaced(path: Path) -> None:
    path.mkdir()
    with pytest.raises(IsADirectoryError, match=path.name):
        save_tensors(path, {"x": ones((1,))})
    assert files_in(path.parent) == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such mask")
def test_the_mask_of_the_process_is_not_touched(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> int:
        raise AssertionError("another thread might make a file now")

    monkeypatch.setattr(os, "umask", fail)
    save_tensors(path, {"x": ones((1,))})


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions")
def test_a_private_file_is_never_open_to_others(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.touch()
    path.chmod(0o600)
    modes: list[int] = []
    sync = os.fsync

    def noted(file: int) -> None:
        modes.append(os.fstat(file).st_mode & 0o777)
        sync(file)

    monkeypatch.setattr(os, "fsync", noted)
    save_tensors(path, {"x": ones((1,))})
    assert modes[0] == 0o600


def test_a_directory_that_cannot_be_read_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refusing(name: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(name) == path.parent:
            raise PermissionError(errno.EACCES, "it may not be read", str(name))
        return real(name, flags, mode)

    monkeypatch.setattr(os, "open", refusing)
    save_tensors(path, {"x": ones((1,))})
    assert list(load_tensors(path)) == ["x"]


def test_threads_that_write_the_same_file(path: Path) -> None:
    def write(number: float) -> None:
        for _ in range(10):
            save_tensors(path, {"x": full((SIZE,), number), "y": full((SIZE,), number)})

    threads = [Thread(target=write, args=(float(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert number_in(path) in range(4)
    assert files_in(path.parent) == [path.name]
