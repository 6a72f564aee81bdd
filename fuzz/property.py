"""What holds for the bytes of any file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedgrad.checkpoint import CheckpointError, load_metadata, load_tensors, save_tensors

if TYPE_CHECKING:
    from pathlib import Path


def loads_equal_or_is_refused(content: bytes, path: Path) -> bool:
    """Load a file of `content`: whether that went well, and then what it holds is the same after a round trip.

    Raises:
        AssertionError: what was loaded, saved and loaded is something else.
        Exception: anything but a `CheckpointError` is a fault.
    """
    path.write_bytes(content)
    try:
        tensors, metadata = load_tensors(path), load_metadata(path)
    except CheckpointError as error:
        if not str(error).startswith(str(path)):
            raise AssertionError(f"the error does not name the file: {error}") from error
        return False
    save_tensors(path, tensors, metadata=metadata)
    again = load_tensors(path)
    if load_metadata(path) != metadata or again.keys() != tensors.keys():
        raise AssertionError(f"names or metadata have changed: {list(tensors)}, {metadata}")
    for name, tensor in tensors.items():
        other = again[name]
        if (tensor.dtype, tensor.shape) != (other.dtype, other.shape):
            raise AssertionError(f"{name}: {tensor!r} has become {other!r}")
        if tensor.numpy().tobytes() != other.numpy().tobytes():
            raise AssertionError(f"{name}: {tensor!r} has become {other!r}")
    return True
