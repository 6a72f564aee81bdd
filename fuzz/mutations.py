"""Bytes that are, or nearly are, safetensors files, as strategies of hypothesis."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    Header = dict[str, Any]  # Any: JSON that has been damaged

SIZES = {"BOOL": 1, "I32": 4, "I64": 8, "F32": 4, "F64": 8}
_HOSTILE_NUMBERS = (-1, 0, 1, 2, 7, 33, 2**31, 2**53 + 1, 2**62, 2**63 - 1, 2**63, 2**64, 10**30, 0.5, 4.0, True, None)
_HOSTILE_NAMES = ("", ".", "..", "a/b", "../../a", "/tmp/a", "C:\\a", "a\0b", "__metadata__", "model.x", "\ud800", "é")
_HOSTILE_VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "F32",
    "BF16",
    [],
    [0],
    [[0]],
    {},
    {"a": 1},
    "\ud800",
    10**400,
)


def file_of(header: str | bytes, data: int | bytes) -> bytes:
    """A file of a header and tensors' bytes, or so many zeros."""
    text = header if isinstance(header, bytes) else header.encode()
    return len(text).to_bytes(8, "little") + text + (bytes(data) if isinstance(data, int) else data)


@st.composite
def valid_parts(draw: st.DrawFn) -> tuple[Header, bytes]:
    """The header and the bytes of a file as it should be."""
    header: Header = {}
    data = b""
    names = draw(st.lists(st.from_regex(r"[a-z_]{1,5}(\.[0-9a-z]{1,3}){0,2}", fullmatch=True), max_size=4, unique=True))
    for name in names:
        dtype = draw(st.sampled_from(sorted(SIZES)))
        shape = draw(st.lists(st.integers(0, 3), max_size=3))
        size = int(np.prod(shape, dtype=np.int64)) * SIZES[dtype]
        content = draw(st.binary(min_size=size, max_size=size))
        if dtype == "BOOL":
            content = bytes(byte & 1 for byte in content)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + size]}
        data += content
    if draw(st.booleans()):
        header["__metadata__"] = draw(st.dictionaries(st.text(max_size=4), st.text(max_size=8), max_size=3))
    return header, data


def _valid(parts: tuple[Header, bytes]) -> bytes:
    header, data = parts
    return file_of(json.dumps(header, ensure_ascii=False), data)


@st.composite
def damaged_bytes(draw: st.DrawFn, files: st.SearchStrategy[bytes]) -> bytes:
    """A file with bytes changed, cut out, put in or put at the end."""
    content = bytearray(draw(files))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        kind = draw(st.sampled_from(("flip", "byte", "cut", "remove", "insert", "append", "repeat")))
        if kind == "flip" and content:
            content[place] ^= 1 << draw(st.integers(0, 7))
        elif kind == "byte" and content:
            content[place] = draw(st.integers(0, 255))
        elif kind == "cut":
            del content[place:]
        elif kind == "remove":
            del content[place : place + draw(st.integers(1, 9))]
        elif kind == "insert":
            content[place:place] = draw(st.binary(min_size=1, max_size=9))
        elif kind == "append":
            content += draw(st.binary(min_size=1, max_size=9))
        else:
            content += content[place:]
    return bytes(content)


@st.composite
def damaged_headers(draw: st.DrawFn, parts: st.SearchStrategy[tuple[Header, bytes]]) -> bytes:
    """A file with a header that says something else."""
    header, data = draw(parts)
    for _ in range(draw(st.integers(1, 3))):
        draw(st.sampled_from(_DAMAGES))(draw, header)
    text = json.dumps(header, ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 4)) == 0:
        text = draw(st.sampled_from(_ON_TEXT))(text)
    return file_of(text.encode(errors="surrogatepass"), data)


def _entry(draw: st.DrawFn, header: Header) -> Header | None:
    entries: list[Header] = [one for one in header.values() if type(one) is dict and "shape" in one]
    return draw(st.sampled_from(entries)) if entries else None


def _change_number(draw: st.DrawFn, header: Header) -> None:
    entry = _entry(draw, header)
    if entry is not None:
        numbers = _list(entry.get(draw(st.sampled_from(("shape", "data_offsets")))))
        if numbers:
            number = st.sampled_from(_HOSTILE_NUMBERS) | st.integers(0, 40)
            numbers[draw(st.integers(0, len(numbers) - 1))] = draw(number)


def _list(value: Any) -> list[object]:  # Any: as in a header
    return cast("list[object]", value) if isinstance(value, list) else []  # isinstance cannot know the elements


def _change_value(draw: st.DrawFn, header: Header) -> None:
    entry = _entry(draw, header)
    holder = header if entry is None or draw(st.booleans()) else entry
    if holder:
        holder[draw(st.sampled_from(sorted(holder)))] = deepcopy(draw(st.sampled_from(_HOSTILE_VALUES)))


def _change_dtype(draw: st.DrawFn, header: Header) -> None:
    entry = _entry(draw, header)
    if entry is not None:
        entry["dtype"] = draw(st.sampled_from([*SIZES, "BF16", "F16", "U8", "C64", "f32", ""]))


def _rename(draw: st.DrawFn, header: Header) -> None:
    if header:
        name = draw(st.sampled_from(sorted(header)))
        header[draw(st.sampled_from(_HOSTILE_NAMES) | st.text(max_size=5))] = header.pop(name)


def _swap_places(draw: st.DrawFn, header: Header) -> None:
    first, second = _entry(draw, header), _entry(draw, header)
    if first is not None and second is not None and "data_offsets" in first and "data_offsets" in second:
        first["data_offsets"], second["data_offsets"] = second["data_offsets"], first["data_offsets"]


def _copy(draw: st.DrawFn, header: Header) -> None:
    entry = _entry(draw, header)
    if entry is not None:
        header[draw(st.text(max_size=4))] = dict(entry)


def _remove(draw: st.DrawFn, header: Header) -> None:
    entry = _entry(draw, header)
    holder = header if entry is None or draw(st.booleans()) else entry
    if holder:
        del holder[draw(st.sampled_from(sorted(holder)))]


_DAMAGES: tuple[Callable[[st.DrawFn, Header], None], ...] = (
    _change_number,
    _change_value,
    _change_dtype,
    _rename,
    _swap_places,
    _copy,
    _remove,
)
_ON_TEXT: tuple[Callable[[str], str], ...] = (
    lambda text: text + " " * 7,
    lambda text: " " + text,
    lambda text: text + text,
    lambda text: text[:-1] + "," + text[1:] if len(text) > 2 else text,  # each name twice
    lambda text: text.replace("[", "[" * 2000),
    lambda text: text.replace("1", "1" * 5000),
    lambda text: text.replace('"dtype"', '"shape"'),
    lambda text: text.replace("0", "NaN"),
)

any_file: st.SearchStrategy[bytes] = st.one_of(
    valid_parts().map(_valid),
    damaged_bytes(valid_parts().map(_valid)),
    damaged_headers(valid_parts()),
    st.binary(max_size=64),
    st.builds(file_of, st.binary(max_size=64), st.binary(max_size=16)),
)
"""Files as they should be, damaged ones, and bytes of any kind."""
