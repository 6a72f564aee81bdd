"""Tensors in files: `save_tensors`, `load_tensors`, `load_metadata`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from typedgrad.checkpoint import atomic
from typedgrad.checkpoint.file import Reader, check_mapping, encode
from typedgrad.errors import DTypeError, check_path, described, not_a_tensor
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from typedgrad.tensor.tensor import Tensor

_NO_METADATA: Mapping[str, str] = MappingProxyType({})


def save_tensors(
    path: str | os.PathLike[str], tensors: Mapping[str, Tensor[Any, Any]], *, metadata: Mapping[str, str] = _NO_METADATA
) -> None:
    r"""Write tensors to a safetensors file, whole or not at all.

    Args:
        path: the file, which is replaced where it is there.
        tensors: by name: parts with dots between, without `/`, `\`, `:`. Parameters are saved as tensors.
        metadata: texts by name.

    Raises:
        DTypeError: no path, no mapping, a value that is no tensor, or metadata that is no text.
        ValueError: a name that a tensor or a file cannot have.
        OSError: the file cannot be written; it is then as it was.
        ImportError: safetensors is not installed.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from typedgrad import ones
    >>> path = Path(mkdtemp()) / "ones.safetensors"
    >>> save_tensors(path, {"first": ones((2,))}, metadata={"made by": "an example"})
    >>> load_tensors(path)
    {'first': Tensor[float32, tuple[2]]([1., 1.])}
    """
    check_path("save_tensors", path)
    check_mapping("save_tensors", tensors)
    check_mapping("save_tensors: metadata", metadata)
    for name, value in tensors.items():
        if not isinstance(name, str):
            raise DTypeError(f"save_tensors: {described(name)} is no name")
        if not is_tensor(value):
            raise not_a_tensor(f"save_tensors: {name}", value)
    for part in (*metadata, *metadata.values()):
        if not isinstance(part, str):
            raise DTypeError(f"save_tensors: metadata: {described(part)} is no text")
        part.encode()  # half a surrogate pair is a UnicodeEncodeError
    arrays = {name: value._data for name, value in tensors.items()}
    atomic.write(path, encode("save_tensors", arrays, metadata))


def load_tensors(path: str | os.PathLike[str]) -> dict[str, Tensor[Any, Any]]:
    """The tensors of a safetensors file by name, of dtypes and shapes that only the file knows.

    Raises:
        CheckpointError: the file is not one, is cut short or changed, or holds what typedgrad has no dtype for.
        DTypeError: no path.
        OSError: it cannot be read.

    >>> load_tensors(__file__)
    Traceback (most recent call last):
    typedgrad.errors.CheckpointError: ...
    """
    check_path("load_tensors", path)
    with Reader(path) as reader:
        return {name: wrap(array) for name, array in reader.arrays().items()}


def load_metadata(path: str | os.PathLike[str]) -> dict[str, str]:
    """The metadata of a safetensors file; its tensors are not read.

    Raises:
        CheckpointError: as `load_tensors`.
        OSError: it cannot be read.
    """
    check_path("load_metadata", path)
    with Reader(path) as reader:
        return dict(reader.header.metadata)
