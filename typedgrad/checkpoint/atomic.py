"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

if sys.platform != "win32":
    import fcntl

_UNSYNCED = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP, errno.EBADF}
"""Of a directory that may not be read, or of a file system that brings names to the disk by itself."""


def write(path: str | os.PathLike[str], content: bytes) -> None:
    """Make `content` what a file holds. Whatever happens meanwhile, it holds that or what it held before.

    The content goes to a temporary file beside it, and to the disk, before that takes the name. A process that is
    killed leaves its temporary file; the next one that writes the same file takes it away.

    Args:
        path: the file; where it is a symbolic link, the file that it leads to.
        content: all of it.

    Raises:
        OSError: it cannot be written, or is a directory, a device or a pipe; it is as it was. Or its directory cannot
            be brought to the disk; it is then the new one, until the power fails.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode(target)
        _sweep(target)
        _replace(target, content, mode)
        _sync(target.parent)
    except OSError as error:  # which names the temporary file, or none
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    names: list[Path] = []  # of files that may be there, whenever an interrupt comes
    try:
        descriptor, temporary = _locked_temporary(target, 0o666 if mode is None else 0o600, names)
        with os.fdopen(descriptor, "wb") as file:  # which holds the lock until it is closed
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            if sys.platform != "win32":
                os.replace(temporary, target)
        if sys.platform == "win32":  # where an open file keeps its name
            os.replace(temporary, target)
    except BaseException:
        for name in names:
            with suppress(OSError):
                name.unlink(missing_ok=True)
        raise


def _prefix(target: Path) -> str:
    return f".{target.name[:50]}."  # the name may be as long as names can be


def _locked_temporary(target: Path, mode: int, names: list[Path]) -> tuple[int, Path]:
    """A file of a name that nobody else has, locked for as long as this process writes to it.

    The name is added to `names` before the file is there.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    if sys.platform == "win32":
        flags |= os.O_BINARY
    while True:
        temporary = target.with_name(f"{_prefix(target)}{token_hex(8)}.tmp")
        names.append(temporary)
        descriptor = os.open(temporary, flags, mode)  # less the process's mask, which is not to be had otherwise
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
    temporary = re.compile(re.escape(_prefix(target)) + r"[0-9a-f]{16}\.tmp")
    try:
        leftovers = [one for one in target.parent.iterdir() if temporary.fullmatch(one.name)]
    except OSError:  # a directory that may be written, but not read
        return
    for leftover in leftovers:
        with suppress(OSError):
            descriptor = os.open(leftover, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftover.unlink()
            finally:
                os.close(descriptor)


def _mode(target: Path) -> int | None:
    """The permissions of the file, if there is one.

    Raises:
        OSError: it is something that must not be replaced by a file.
    """
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "a device or a pipe, no file", str(target))
    return stat.S_IMODE(mode)


def _sync(directory: Path) -> None:
    """Bring a new name to the disk, where the system does so by the directory."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _UNSYNCED:
            raise
