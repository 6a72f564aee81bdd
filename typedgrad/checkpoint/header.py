"""The header of a safetensors file, of which nothing is believed.

A file is the length of the header in 8 bytes, the header, which is JSON, and the tensors' bytes, one tensor after the
other. The header has the dtype, the shape and the place of each, and `__metadata__`, names and texts.

Source: the safetensors format, https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, cast

import numpy as np

from typedgrad.checkpoint import strict
from typedgrad.checkpoint.strict import is_count
from typedgrad.errors import CheckpointError, described

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from typedgrad.checkpoint.strict import Json

LENGTH_BYTES = 8
MOST_BYTES = 2**25
"""The longest header. A hostile one costs its length in memory many times: Python's objects are larger than JSON."""

METADATA = "__metadata__"
DTYPES: Mapping[str, np.dtype[np.generic]] = {
    "BOOL": np.dtype(np.bool_),
    "I32": np.dtype(np.int32),
    "I64": np.dtype(np.int64),
    "F32": np.dtype(np.float32),
    "F64": np.dtype(np.float64),
}
_MOST_AXES = 64
"""As many as an array of NumPy's can have."""
_MOST_SIZE = 2**63 - 1
_NAME = re.compile(r"[^./\\:]+(\.[^./\\:]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A tensor in a file.

    Attributes:
        dtype: of its elements.
        shape: its sizes.
        start: where its bytes begin, after the header.
        end: where they end.
    """

    dtype: np.dtype[np.generic]
    shape: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself, checked.

    Attributes:
        entries: its tensors by name, in the order of their bytes.
        metadata: names and texts.
        size: the bytes of all tensors.
    """

    entries: Mapping[str, Entry]
    metadata: Mapping[str, str]
    size: int


def is_name(name: str) -> bool:
    """Whether a tensor may have a name: printable parts with dots between, nothing that could be taken for a path."""
    return name.isprintable() and _NAME.fullmatch(name) is not None and name != METADATA


def read(file: BinaryIO, size: int, path: str) -> Header:
    """The header of a file that is at its beginning; it is left at the tensors.

    Args:
        file: what to read.
        size: how many bytes it really has.
        path: its name, for errors.

    Raises:
        CheckpointError: something is wrong with the header, or it does not fit the size.
    """
    if size < LENGTH_BYTES:
        raise CheckpointError(f"{path}: {size} bytes are no safetensors file")
    length = int.from_bytes(file.read(LENGTH_BYTES), "little")
    if length > min(size - LENGTH_BYTES, MOST_BYTES):
        most = f"the most is {MOST_BYTES}" if length > MOST_BYTES else f"of {size - LENGTH_BYTES} that follow"
        raise CheckpointError(f"{path}: a header of {length} bytes, {most}: cut short, or no safetensors file")
    try:
        return checked(file.read(length), size - LENGTH_BYTES - length)
    except ValueError as error:
        raise CheckpointError(f"{path}: the header: {strict.printable(error)}") from None


def checked(text: bytes, size: int) -> Header:
    """The header that a text is.

    Args:
        text: JSON, which may have spaces behind it.
        size: the bytes of all tensors.

    Raises:
        ValueError: what is wrong with it.
    """
    if not text.startswith(b"{"):
        raise ValueError("it does not begin with {")
    if text.rstrip(b" ")[-1:] != b"}":
        raise ValueError("something that is no space follows it")
    said = cast("dict[str, Json]", strict.parse(text))  # it begins with {
    metadata = _metadata(said.pop(METADATA, {}))
    entries = sorted(((name, _entry(name, one)) for name, one in said.items()), key=lambda item: _place(item[1]))
    end = 0
    for name, entry in entries:
        if entry.start != end:
            kind = "overlaps what is before it" if entry.start < end else "has unused bytes before it"
            raise ValueError(f"{name}: it begins at byte {entry.start} and {kind}, which ends at {end}")
        end = entry.end
        if end > size:
            raise ValueError(f"{name}: it ends at byte {end} of {size}: cut short")
    if end < size:
        raise ValueError(f"{size - end} bytes follow the last tensor")
    return Header(dict(entries), metadata, size)


def _place(entry: Entry) -> tuple[int, int]:
    return entry.start, entry.end


def _metadata(said: Json) -> dict[str, str]:
    if not isinstance(said, dict):
        raise ValueError(f"{METADATA} is {described(said)}, no names and texts")
    texts: dict[str, str] = {}
    for name, text in said.items():
        if not isinstance(text, str):
            raise ValueError(f"{METADATA}: {name!r} is {described(text)}, no text")
        for part in (name, text):
            part.encode()  # half a surrogate pair is no text; UnicodeEncodeError is a ValueError
        texts[name] = text
    return texts


def _entry(name: str, said: Json) -> Entry:
    if not is_name(name):
        raise ValueError(f"{name!r} is no name of a tensor: parts with dots between, without / \\ : and controls")
    if not isinstance(said, dict) or said.keys() != {"dtype", "shape", "data_offsets"}:
        raise ValueError(f"{name}: {described(said)} is not a dtype, a shape and data_offsets")
    dtype = DTYPES.get(said["dtype"]) if isinstance(said["dtype"], str) else None
    if dtype is None:
        raise ValueError(f"{name}: there is no dtype {described(said['dtype'])}; there are {', '.join(DTYPES)}")
    shape, offsets = _integers(name, "shape", said["shape"]), _integers(name, "data_offsets", said["data_offsets"])
    if len(shape) > _MOST_AXES:
        raise ValueError(f"{name}: {len(shape)} axes; the most are {_MOST_AXES}")
    if prod(size or 1 for size in shape) * dtype.itemsize > _MOST_SIZE:
        raise ValueError(f"{name}: shape {shape} is beyond what an array can have")
    if len(offsets) != 2 or offsets[0] > offsets[1]:
        raise ValueError(f"{name}: data_offsets {list(offsets)} are no beginning and end")
    expected = prod(shape) * dtype.itemsize
    if offsets[1] - offsets[0] != expected:
        raise ValueError(f"{name}: {offsets[1] - offsets[0]} bytes for shape {shape} of {dtype}, which has {expected}")
    return Entry(dtype, shape, start=offsets[0], end=offsets[1])


def _integers(name: str, what: str, said: Json) -> tuple[int, ...]:
    sizes = [one for one in said if is_count(one, _MOST_SIZE)] if isinstance(said, list) else []
    if not isinstance(said, list) or len(sizes) < len(said):
        raise ValueError(f"{name}: {what} {described(said)} is no list of sizes")
    return tuple(sizes)
