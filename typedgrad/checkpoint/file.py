"""Arrays and metadata in safetensors files: `encode`, and `Reader`, which reads a header before any tensor."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad.checkpoint import header as headers
from typedgrad.errors import CheckpointError, DTypeError, described
from typedgrad.train.extras import needs

if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO, Self

    from typedgrad.checkpoint.header import Header
    from typedgrad.rules.namespace import NDArray


def check_mapping(what: str, value: object) -> None:
    """Refuse what gives nothing by name.

    Raises:
        DTypeError: it is no mapping.
    """
    if not isinstance(value, Mapping):
        raise DTypeError(f"{what}: {described(value)} is no mapping of names")


def encode(operation: str, arrays: Mapping[str, NDArray], metadata: Mapping[str, str]) -> bytes:
    """A file of arrays and metadata.

    Raises:
        ValueError: a name that a tensor cannot have, or a header that is too long.
        ImportError: safetensors is not installed.
    """
    for name in arrays:
        if not headers.is_name(name):
            raise ValueError(
                f"{operation}: {name!r} is no name of a tensor: parts with dots, without / \\ : and controls"
            )
    with needs("checkpoint"):
        from safetensors.numpy import save  # noqa: PLC0415  # an extra
    whole = {name: _exact(array) for name, array in arrays.items()}
    content: bytes = save(whole, dict(metadata) or None)  # of {} safetensors 0.8 makes a header that is no JSON
    length = int.from_bytes(content[: headers.LENGTH_BYTES], "little")
    if length > headers.MOST_BYTES:
        raise ValueError(f"{operation}: names and metadata of {length} bytes; the most are {headers.MOST_BYTES}")
    return content


def _exact(array: NDArray) -> NDArray:
    """An array without gaps, of bools that are 0 and 1: NumPy takes every byte but 0 for True."""
    exact: NDArray = np.asarray(array, order="C")
    return np.asarray(exact.view(np.uint8) != 0) if exact.dtype == np.bool_ else exact


class Reader:
    """An open file, of which the header is read and checked.

    Args:
        path: the file.

    Raises:
        CheckpointError: it is no file, or its header is wrong.
        OSError: it cannot be read.

    Attributes:
        header: what the file says of itself.
        path: its name.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path: str = os.fspath(path)
        if not stat.S_ISREG(os.stat(path).st_mode):  # to open a pipe would wait for who writes to it
            raise CheckpointError(f"{self.path}: no file, but a directory or a device")
        self._file: BinaryIO = open(path, "rb")  # noqa: SIM115  # closed by __exit__
        try:
            self.header: Header = headers.read(self._file, os.fstat(self._file.fileno()).st_size, self.path)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def arrays(self) -> dict[str, NDArray]:
        """The arrays by name, each with memory of its own.

        Raises:
            CheckpointError: the bytes are not those of the header's tensors.
            OSError: the file cannot be read.
        """
        return {name: self._array(name) for name in self.header.entries}

    def _array(self, name: str) -> NDArray:
        entry = self.header.entries[name]
        array: np.ndarray[Any, np.dtype[Any]] = np.empty(entry.shape, entry.dtype)
        buffer = array.reshape(-1).view(np.uint8)
        if buffer.size and self._file.readinto(buffer.data) != buffer.size:  # type: ignore[attr-defined]  # BinaryIO does not say that it has it
            raise CheckpointError(f"{self.path}: cut short within {name}")
        if entry.dtype == np.bool_ and buffer.size and buffer.max() > 1:
            raise CheckpointError(f"{self.path}: {name}: a bool whose byte is {buffer.max()}, neither 0 nor 1")
        return array
