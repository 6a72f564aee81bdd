"""Files of tensors: what is no such file is a `CheckpointError` that says why, at a cost of the file's own size."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped

from fuzz.bounded import bounded
from fuzz.mutations import file_of
from typedgrad import Parameter, Tensor, arange, as_tensor, bool_, float32, float64, int64, ones
from typedgrad.checkpoint import (
    CheckpointError,
    load_checkpoint,
    load_metadata,
    load_tensors,
    save_checkpoint,
    save_tensors,
)
from typedgrad.errors import DTypeError
from typedgrad.nn import Linear

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

safetensors_numpy = pytest.importorskip("safetensors.numpy")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tensors.safetensors"


# ---------------------------------------------------------------------------------------------------- right files
def test_tensors_and_metadata(path: Path) -> None:
    matrix = as_tensor(np.arange(6.0).reshape(2, 3), float64, (2, 3))
    tensors: Mapping[str, Tensor[Any, Any]] = {
        "matrix": matrix.T,
        "flags.0": as_tensor([True, False, True], bool_, (3,)),
        "step": as_tensor(7, int64, ()),
        "empty": ones((0, 4)),
        "weight": Parameter(ones((2,))),
    }
    save_tensors(path, tensors, metadata={"made by": "a test"})
    loaded = load_tensors(path)
    assert {name: repr(tensor) for name, tensor in loaded.items()} == {
        name: repr(tensor).replace("Parameter", "Tensor") for name, tensor in tensors.items()
    }
    assert load_metadata(path) == {"made by": "a test"}


def test_loaded_tensors_have_memory_of_their_own(path: Path) -> None:
    save_tensors(path, {"a": ones((3,)), "b": ones((3,))})
    loaded = load_tensors(path)
    arrays = [loaded[name].numpy() for name in ("a", "b")]
    assert not np.shares_memory(arrays[0], arrays[1])
    assert all(array.flags.c_contiguous and array.flags.aligned for array in arrays)


def test_safetensors_reads_what_is_written(path: Path) -> None:
    save_tensors(path, {"x": arange(5)})
    np.testing.assert_array_equal(safetensors_numpy.load_file(path)["x"], np.arange(5))


def test_what_safetensors_writes_is_read(path: Path) -> None:
    safetensors_numpy.save_file({"x": np.arange(5), "y": np.array([[1.5]], np.float32)}, path, {"format": "np"})
    assert repr(load_tensors(path)["y"]) == "Tensor[float32, tuple[1, 1]]([[1.5]])"
    assert load_metadata(path) == {"format": "np"}


def test_a_name_beyond_ascii(path: Path) -> None:
    save_tensors(path, {"größe.0": ones((1,))})
    assert list(load_tensors(path)) == ["größe.0"]


def test_as_many_axes_as_an_array_can_have(path: Path) -> None:
    save_tensors(path, {"x": as_tensor(np.ones((1,) * 64), float64, (1,) * 64)})
    assert load_tensors(path)["x"].shape == (1,) * 64


@pytest.mark.parametrize("shape", [(), (2,)], ids=["scalar", "vector"])
def test_a_true_of_another_byte_than_1_is_saved_as_true(path: Path, shape: tuple[int, ...]) -> None:
    array = np.full(shape, 2, np.uint8).view(np.bool_)
    save_tensors(path, {"x": as_tensor(array, bool_, shape)})
    assert load_tensors(path)["x"].numpy().view(np.uint8).tolist() == np.ones(shape).tolist()


# ------------------------------------------------------------------------------------------------------ wrong files
def entry(start: object, end: object, *, dtype: object = "F32", shape: object = None) -> dict[str, object]:
    """The entry of a vector of float32, unless said otherwise."""
    if shape is None:
        shape = [(untyped(end) - untyped(start)) // 4]
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


ONE = json.dumps({"x": entry(0, 4)})
WRONG: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "0 bytes are no safetensors file"),
    "cut within the length": (b"\x08\0\0", "3 bytes are no safetensors file"),
    "cut within the header": (file_of(ONE, 4)[:20], "a header of .* bytes, of 12 that follow: cut short"),
    "cut within a tensor": (file_of(ONE, 3), "the header: x: it ends at byte 4 of 3: cut short"),
    "cut behind the header": (file_of(ONE, 0), "x: it ends at byte 4 of 0: cut short"),
    "a huge header": ((2**63).to_bytes(8, "little") + b"{}", "a header of 9223372036854775808 bytes, the most is"),
    "a header beyond the most": (b"\xff\xff\xff\x7f\0\0\0\0{}", "a header of 2147483647 bytes, the most is 33554432"),
    "no header": (file_of("", 0), "it does not begin with {"),
    "no JSON": (file_of("{x}", 0), "the header: Expecting property name"),
    "JSON of something else": (file_of("[]", 0), "it does not begin with {"),
    "something behind the JSON": (file_of("{}x", 0), "something that is no space follows it"),
    "more JSON behind the JSON": (file_of("{}{}", 0), "the header: Extra data"),
    "a tab behind the JSON": (file_of("{}\t", 0), "something that is no space follows it"),
    "no UTF-8": (file_of(b'{"\xff": 1}', 0), "the header: 'utf-8' codec can't decode"),
    "deep JSON": (file_of('{"x":' + "[" * 100_000 + "]" * 100_000 + "}", 0), "it is nested too deep"),
    "a number of many digits": (file_of('{"x":' + "1" * 10_000 + "}", 0), "the header: Exceeds the limit"),
    "NaN": (file_of('{"x": NaN}', 0), "NaN is no number of JSON"),
    "a name twice": (file_of(ONE[:-1] + ", " + ONE[1:], 4), "'x' is there twice"),
    "a key twice": (file_of(ONE.replace('"dtype"', '"shape": [1], "dtype"'), 4), "'shape' is there twice"),
    "metadata twice": (file_of('{"__metadata__": {}, "__metadata__": {}}', 0), "'__metadata__' is there twice"),
    "trailing data": (file_of(ONE, 5), "1 bytes follow the last tensor"),
    "data of nothing": (file_of("{}", 1), "1 bytes follow the last tensor"),
    "overlapping": (
        file_of(json.dumps({"x": entry(0, 8), "y": entry(4, 12)}), 12),
        "y: it begins at byte 4 and overlaps",
    ),
    "the same place": (
        file_of(json.dumps({"x": entry(0, 4), "y": entry(0, 4)}), 4),
        "y: it begins at byte 0 and overlaps",
    ),
    "a hole": (file_of(json.dumps({"x": entry(0, 4), "y": entry(8, 12)}), 12), "y: it begins at byte 8 and has unused"),
    "a hole before the first": (file_of(json.dumps({"x": entry(4, 8)}), 8), "x: it begins at byte 4 and has unused"),
    "beyond the end": (file_of(json.dumps({"x": entry(0, 10**18)}), 4), "x: it ends at byte 10{18} of 4: cut short"),
    "backwards": (
        file_of(json.dumps({"x": entry(4, 0, shape=[1])}), 4),
        r"data_offsets \[4, 0\] are no beginning and end",
    ),
    "a negative offset": (
        file_of(json.dumps({"x": entry(-4, 0, shape=[1])}), 4),
        r"data_offsets \[-4, 0\] of type list is no",
    ),
    "an offset beyond 64 bits": (
        file_of(json.dumps({"x": entry(0, 2**64, shape=[1])}), 4),
        "data_offsets .* is no list",
    ),
    "an offset that is a float": (
        file_of(json.dumps({"x": entry(0, 4.0, shape=[1])}), 4),
        "data_offsets .* is no list",
    ),
    "an offset that is a bool": (file_of(json.dumps({"x": entry(False, 4)}), 4), "data_offsets .* is no list of sizes"),
    "three offsets": (
        file_of(json.dumps({"x": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4, 4]}}), 4),
        "data_offsets .* are no beginning and end",
    ),
    "offsets that are none": (
        file_of(json.dumps({"x": {"dtype": "F32", "shape": [1], "data_offsets": None}}), 4),
        "data_offsets None of type NoneType is no list of sizes",
    ),
    "another size": (
        file_of(json.dumps({"x": entry(0, 4, shape=[2])}), 4),
        r"4 bytes for shape \(2,\) of float32, which has 8",
    ),
    "a negative size": (
        file_of(json.dumps({"x": entry(0, 4, shape=[-1])}), 4),
        r"shape \[-1\] of type list is no list of",
    ),
    "a size that is a text": (file_of(json.dumps({"x": entry(0, 4, shape=["1"])}), 4), "shape .* is no list of sizes"),
    "sizes whose product is beyond 64 bits": (
        file_of(json.dumps({"x": entry(0, 4, shape=[2**62, 2**62])}), 4),
        "x: shape .* is beyond what an array can have",
    ),
    "no bytes of a huge shape": (
        file_of(json.dumps({"x": entry(0, 0, shape=[2**62, 0, 2**62])}), 0),
        r"x: shape \(4611686018427387904, 0, 4611686018427387904\) is beyond what an array can have",
    ),
    "too many axes": (file_of(json.dumps({"x": entry(0, 4, shape=[1] * 65)}), 4), "65 axes; the most are 64"),
    "an unknown dtype": (file_of(json.dumps({"x": entry(0, 4, dtype="Q8")}), 4), "there is no dtype 'Q8' of type str"),
    "a dtype of others": (file_of(json.dumps({"x": entry(0, 2, dtype="BF16", shape=[1])}), 2), "no dtype 'BF16'"),
    "a dtype that is no text": (file_of(json.dumps({"x": entry(0, 4, dtype=[])}), 4), r"no dtype \[\] of type list"),
    "a bool byte of 2": (
        file_of(json.dumps({"x": entry(0, 3, dtype="BOOL", shape=[3])}), b"\0\1\2"),
        "x: a bool whose byte is 2, neither 0 nor 1",
    ),
    "no shape": (file_of('{"x": {"dtype": "F32", "data_offsets": [0, 4]}}', 4), "x: {.* is not a dtype, a shape and"),
    "one key more": (file_of(ONE.replace('"dtype"', '"more": 1, "dtype"'), 4), "x: {.* is not a dtype, a shape and"),
    "an entry that is none": (file_of('{"x": 5}', 0), "x: 5 of type int is not a dtype, a shape and data_offsets"),
    "metadata that is none": (
        file_of('{"__metadata__": []}', 0),
        r"__metadata__ is \[\] of type list, no names and texts",
    ),
    "metadata that is no text": (
        file_of('{"__metadata__": {"a": 1}}', 0),
        "__metadata__: 'a' is 1 of type int, no text",
    ),
    "metadata of half a pair": (file_of(r'{"__metadata__": {"a": "\ud800"}}', 0), "surrogates not allowed"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused(path: Path, name: str) -> None:
    content, message = WRONG[name]
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=message) as raised:
        load_tensors(path)
    assert str(raised.value).startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["\n\x1b[2J", "\ud800", "x/" * 100_000], ids=["escapes", "half a pair", "long"])
def test_what_a_file_says_is_quoted_in_print_and_cut_short(path: Path, name: str) -> None:
    path.write_bytes(file_of('{"__metadata__": {"a": "a"}, ' + f"{json.dumps(name)}: 1, {json.dumps(name)}: 1}}", 0))
    with pytest.raises(CheckpointError, match=r"is there twice|x/x/") as raised:
        load_tensors(path)
    text = str(raised.value).removeprefix(str(path))
    assert text.isprintable()
    assert len(text) < 1100


NAMES = (
    "",
    "a/b",
    "../a",
    "/etc/passwd",
    "a\\b",
    "C:",
    "..",
    ".",
    ".a",
    "a.",
    "a..b",
    "a\0",
    "a\n",
    "\ud800",
    "\u202e",
    " ",
)


@pytest.mark.parametrize("name", NAMES[:-1], ids=ascii)
def test_a_name_like_a_path_is_refused(path: Path, name: str) -> None:
    path.write_bytes(file_of(json.dumps({name: entry(0, 4)}), 4))
    with pytest.raises(CheckpointError, match="is no name of a tensor"):
        load_tensors(path)


@pytest.mark.parametrize("name", [*NAMES[:-1], "__metadata__"], ids=ascii)
def test_a_name_like_a_path_is_not_saved(path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"save_tensors: .* is no name of a tensor"):
        save_tensors(path, {name: ones((1,))})
    assert not path.exists()


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_file_cut_anywhere_is_refused(path: Path, cut: int) -> None:
    save_tensors(path, {"x": ones((4,)), "y": ones((3,), int64)})
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * cut // 120])
    with pytest.raises(CheckpointError):
        load_tensors(path)


UNSAVED: list[tuple[Callable[[Path], None], type[Exception], str]] = [
    (
        lambda p: save_tensors(p, {"x": untyped([1.0])}),
        DTypeError,
        r"save_tensors: x: \[1.0\] of type list is not a",
    ),
    (lambda p: save_tensors(p, {untyped(1): ones((1,))}), DTypeError, "save_tensors: 1 of type int is no name"),
    (lambda p: save_tensors(p, {}, metadata={"a": untyped(1)}), DTypeError, "metadata: 1 of type int is no text"),
    (lambda p: save_tensors(p, {}, metadata={"a": "\ud800"}), ValueError, "surrogates not allowed"),
    (
        lambda p: save_tensors(p, {}, metadata={"a": "x" * 2**25}),
        ValueError,
        "names and metadata of 335544.. bytes; the most are 33554432",
    ),
]


@pytest.mark.parametrize(("save", "error", "message"), UNSAVED)
def test_what_cannot_be_saved(path: Path, save: Callable[[Path], None], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        save(path)
    assert not path.exists()


# ------------------------------------------------------------------------------------------------------- the cost
@pytest.mark.parametrize(
    "content",
    [
        file_of(json.dumps({"x": entry(0, 10**15)}), 1000),
        file_of('{"x":' + "[" * 200_000, 0),
        file_of("{" + ",".join(f'"{i}":[]' for i in range(20_000)) + "}", 0),
        file_of("{" + '"x":[],' * 20_000 + '"x":[]}', 0),
        file_of('{"' + "x" * 500_000 + '":[]}', 0),
        file_of('{"x": [' + "0," * 100_000 + "0]}", 0),
        file_of('{"x": [' + "[]," * 100_000 + "0]}", 0),
    ],
    ids=["a claim", "depth", "names", "names twice", "a name", "numbers", "lists"],
)
def test_a_hostile_file_costs_memory_by_its_size(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with bounded(content, bytes_more=100_000), pytest.raises(CheckpointError):
        load_tensors(path)


def test_a_hostile_file_costs_time_by_its_size(path: Path) -> None:
    path.write_bytes(file_of("{" + ",".join(f'"{i}":0' for i in range(40_000)) + ',"39999":0}', 0))
    start = time.process_time()
    with pytest.raises(CheckpointError, match="'39999' is there twice"):
        load_tensors(path)
    assert time.process_time() - start < 4.0  # of a second it takes a tenth; looking through all names for each, 20 s


def test_tensors_of_another_model_are_not_read(path: Path) -> None:
    linear = Linear(2, 2, float32, rng=np.random.default_rng(0))
    save_checkpoint(path, linear)
    content = path.read_bytes()
    path.write_bytes(
        content.replace(b"[2,2]", b"[2000000,2]").replace(b"[8,24]", b"[8,16000008]") + bytes(16_000_000 - 16)
    )
    other = Linear(2, 2, float32, rng=np.random.default_rng(0))
    tracemalloc.start()
    try:
        with pytest.raises(CheckpointError):
            load_checkpoint(path, other)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


# --------------------------------------------------------------------------------------------------- what is no file
def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no file, but a directory or a device"):
        load_tensors(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(CheckpointError, match="no file, but a directory or a device"):
        load_tensors(path)


def test_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_tensors(path)
