"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def write(path: str | os.PathLike[str], content: bytes) -> None:
    """Make `content` what a file holds. Whatever happens meanwhile, it holds that or what it held before.

    The content goes to a temporary file beside it, and to the disk, before that takes the name. A process that is
    killed leaves its temporary file; the next one that writes the same file takes it away.

    Args:
        path: the file; where it is a symbolic link, the file that it leads to.
        content: all of it.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    target = Path(os.path.realpath(path))
    _sweep(target)
    descriptor, temporary = _locked_temporary(target)
    try:
        with os.fdopen(descriptor, "wb") as file:  # which holds the lock until it is closed
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(_mode(target))
            os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _prefix(target: Path) -> str:
    return f".{target.name}."


def _locked_temporary(target: Path) -> tuple[int, Path]:
    """A file of a name that nobody else has, locked for as long as this process writes to it."""
    while True:
        descriptor, name = tempfile.mkstemp(".tmp", _prefix(target), target.parent)
        temporary = Path(name)
        if _lock(descriptor) and _is_same(descriptor, temporary):
            return descriptor, temporary
        os.close(descriptor)  # another process took it for a leftover before it was locked
        temporary.unlink(missing_ok=True)


def _lock(descriptor: int) -> bool:
    """Lock a file unless another process has; where there are no such locks, say that one has."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _sweep(target: Path) -> None:
    """Take away what killed processes left: temporary files that nobody has locked."""
    if sys.platform == "win32":  # an open file cannot be told from a closed one
        return
    for leftover in target.parent.glob(f"{escape(_prefix(target))}*.tmp"):
        with suppress(OSError):
            descriptor = os.open(leftover, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftover.unlink()
            finally:
                os.close(descriptor)


def _mode(target: Path) -> int:
    """The permissions of the file, or those that a new one would have."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync(directory: Path) -> None:
    """Bring a new name to the disk, where the system does so by the directory."""
    if sys.platform == "win32":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # a file system that does it by itself
        pass
    finally:
        os.close(descriptor)
