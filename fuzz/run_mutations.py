"""Bytes that are, or nearly are, files of a run, as strategies of hypothesis."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from hypothesis import strategies as st

from fuzz.mutations import damaged_bytes, damaged_headers, file_of
from fuzz.run_property import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.mutations import Header

_EPOCHS = 3
_VERBATIM = ("1e999", "-1e999", "1e-999", "-0", "-0.0", "NaN", "9" * 5000, "[" * 2000, '{"a":' * 500 + "1" + "}" * 500)
"""What json.dumps would not write."""
_HOSTILE: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 0.0, 0.5, 1.0, 2.0, -1.5, 1e308, 5e-324, 0.9999999999999999),
    *(2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, 2**64, 2**128 - 1, 2**128, 10**400, -(10**400)),
    *("", "nan", "inf", "Adam", "SGD", "PCG64", "MT19937", "\ud800", "\0", [], {}, [1, 2], {"a": 1}),
    *({"float": "nan"}, {"float": "inf"}, {"float": "-inf"}, {"float": "1e5"}, {"float": 1}, {"float": "nan", "a": 1}),
    *({"int": "0x" + "f" * 200}, {"int": "-0x" + "1" * 500}, {"int": "0xff"}, {"int": "0x0"}, {"int": 1}),
    *(np.random.Generator(bits(0)).bit_generator.state for bits in (np.random.PCG64, np.random.PCG64DXSM)),
    *(f"verbatim {i}" for i in range(len(_VERBATIM))),
)
_NAMES = (
    *("epoch", "states", "generators", "optimizer", "schedule", "parts.notes", "parts.other", "other", "lr", "betas.0"),
    *("groups.0.lr", "groups.1.lr", "groups.0.betas.0", "base.groups.1", "parameters.0.m", "parameters.2.step", "pcg"),
    *("", "float", "has_uint32", "é", "\ud800", "a/b"),
)
_TENSORS = (
    *("model.weight", "model.other", "model", "optimizer.parameters.0.m", "optimizer.parameters.0.step", "other.x"),
    *("optimizer.lr", "optimizer.x", "parts.notes.n", "parts.notes.seed", "parts.notes.x", "parts.other.x", "parts"),
    *("generators.pcg", "schedule.steps", "parts.notes.n.x", "states.x", "notes.x"),
)


@cache
def valid_run(epochs: int) -> bytes:
    """The file of a run of so many epochs."""
    run = Run(0)
    for _ in range(epochs):
        run.train()
    with TemporaryDirectory() as directory:
        path = Path(directory) / "run.safetensors"
        run.save(path, epochs)
        return path.read_bytes()


def _parts_of(content: bytes) -> tuple[Header, bytes]:
    end = 8 + int.from_bytes(content[:8], "little")
    return json.loads(content[8:end]), content[end:]


_valid = st.integers(0, _EPOCHS - 1).map(valid_run)
_valid_parts = _valid.map(_parts_of)


@st.composite
def damaged_runs(draw: st.DrawFn) -> bytes:
    """A right file of tensors, of which the metadata say something else of the run."""
    header, data = draw(_valid_parts)
    metadata = header["__metadata__"]
    run = json.loads(metadata["run"])
    for _ in range(draw(st.integers(1, 3))):
        draw(st.sampled_from(_DAMAGES))(draw, run)
    text = json.dumps(run)
    for i, verbatim in enumerate(_VERBATIM):
        text = text.replace(f'"verbatim {i}"', verbatim)
    if draw(st.integers(0, 7)) == 0:
        text = draw(st.sampled_from(_ON_TEXT))(text)
    metadata["run"] = text
    if draw(st.integers(0, 15)) == 0:
        metadata[draw(st.sampled_from(("typedgrad", "run", "more")))] = draw(st.sampled_from(("", "1", "2", "{}")))
    return file_of(json.dumps(header), data)


@st.composite
def damaged_tensors(draw: st.DrawFn) -> bytes:
    """A right file of tensors, of which one is another: its values, its name, its shape, or one that is new."""
    header, data = draw(_valid_parts)
    name = draw(st.sampled_from(sorted(header.keys() - {"__metadata__"})))
    kind = draw(st.sampled_from(("values", "name", "shape", "dtype", "new")))
    entry = header[name]
    if kind == "values":
        start, end = entry["data_offsets"]
        values = draw(st.binary(min_size=end - start, max_size=end - start))
        data = data[:start] + values + data[end:]
    elif kind == "name":
        other = draw(st.sampled_from(_TENSORS))
        header[name], header[other] = header.get(other, entry), entry
        if header[name] is entry and name != other:
            del header[name]
    elif kind == "shape":
        entry["shape"] = draw(st.sampled_from(([2], [2, 2], [4], [1, 2], [2, 1], [1], [], [1, 4], [4, 1])))
    elif kind == "dtype":
        entry["dtype"] = {"F64": "I64", "I64": "F64"}[entry["dtype"]]
    else:
        new = draw(st.sampled_from(_TENSORS))
        if new not in header:
            size = draw(st.integers(0, 2))
            header[new] = {"dtype": "F64", "shape": [size], "data_offsets": [len(data), len(data) + 8 * size]}
            data += bytes(8 * size)
    return file_of(json.dumps(header, ensure_ascii=False), data)


def _place(draw: st.DrawFn, run: Any) -> tuple[Any, Any]:  # Any: JSON, and a name or a number in it
    """Something in the JSON of a run: what holds it, and where."""
    holder = run
    while True:
        key = draw(st.sampled_from(_keys(holder)))
        value = holder[key]
        if not _keys(value) or draw(st.integers(0, 3)) == 0:
            return holder, key
        holder = value


def _keys(value: object) -> list[Any]:  # Any: as above
    if isinstance(value, dict):
        return sorted(cast("Header", value))  # isinstance cannot know what it holds
    return list(range(min(len(cast("list[object]", value)), 4))) if isinstance(value, list) else []


def _put(draw: st.DrawFn, run: Header) -> None:
    if run:
        holder, key = _place(draw, run)
        holder[key] = deepcopy(draw(st.sampled_from(_HOSTILE) | st.integers(-3, 2**129) | st.floats(0, 2)))


def _copy(draw: st.DrawFn, run: Header) -> None:
    if run:
        (source, name), (holder, key) = _place(draw, run), _place(draw, run)
        holder[key] = deepcopy(source[name])


def _remove(draw: st.DrawFn, run: Header) -> None:
    if run:
        holder, key = _place(draw, run)
        del holder[key]


def _add(draw: st.DrawFn, run: Header) -> None:
    if run:
        holder, key = _place(draw, run)
        if isinstance(key, str):
            holder[draw(st.sampled_from(_NAMES))] = deepcopy(holder[key])


def _wrap(draw: st.DrawFn, run: Header) -> None:
    if run:
        holder, key = _place(draw, run)
        holder[key] = draw(st.sampled_from(_WRAPS))(holder[key])


_WRAPS: tuple[Callable[[object], object], ...] = (
    lambda value: [value],
    lambda value: {"float": value},
    str,
    lambda value: float(value) if isinstance(value, int) and value < 2**1000 else value,
    lambda value: int(value) if isinstance(value, float) and value < 2**1000 else value,
    lambda value: -value if isinstance(value, (int, float)) else value,
    lambda value: value + 1 if isinstance(value, (int, float)) else value,
)
_DAMAGES: tuple[Callable[[st.DrawFn, Header], None], ...] = (_put, _put, _copy, _remove, _add, _wrap)
_ON_TEXT: tuple[Callable[[str], str], ...] = (
    lambda text: text[:-1] + "," + text[1:],  # each name twice
    lambda text: text[:-1],
    lambda text: " " + text,
    lambda text: text + text,
    lambda text: text.replace(": 0", ": 0e5"),
    lambda text: text.replace('"lr"', '"lr": 0.5, "lr"'),
)

any_run: st.SearchStrategy[bytes] = st.one_of(
    _valid,
    damaged_runs(),
    damaged_runs(),
    damaged_tensors(),
    damaged_headers(_valid_parts),
    damaged_bytes(_valid),
)
"""Files of runs as they should be, and damaged ones."""
